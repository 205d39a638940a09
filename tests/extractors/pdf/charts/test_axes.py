"""Axes: one and two levels of categories, below the bars, far below them, and over them."""

import pytest

from tests.extractors.pdf.charts.builders import NAVY, Drawing, column_chart, read, rows


def one_series(categories: tuple[str, ...]) -> Drawing:
    """A bar over each category, with its value."""
    values = [50 + 7 * (at % 3) for at in range(len(categories))]
    return column_chart([values], [[str(value) for value in values]], categories)


@pytest.mark.parametrize(
    ("categories", "outer", "spans"),
    [
        pytest.param(
            ("3Q", "4Q", "1Q", "2Q", "3Q", "4Q"),
            {140: "FY2022", 380: "FY2023"},
            [("FY2022", 1, 2), ("FY2023", 3, 4)],
            id="part-of-a-year-first",
        ),
        pytest.param(
            ("4Q", "1Q", "2Q", "3Q", "4Q", "1Q", "2Q"),
            {100: "FY22", 300: "FY23", 540: "FY24"},
            [("FY22", 1, 1), ("FY23", 2, 4), ("FY24", 6, 2)],
            id="one-quarter-first",
        ),
        pytest.param(
            ("3Q", "4Q", "1Q", "2Q", "3Q"),
            {140: "FY2023", 340: "FY2024"},
            [("FY2023", 1, 2), ("FY2024", 3, 3)],
            id="year-right-under-a-quarter",
        ),
        pytest.param(
            ("FY23", "FY24", "FY23", "FY24"),
            {140: "Europe", 300: "Americas"},
            [("Europe", 1, 2), ("Americas", 3, 2)],
            id="names-over-years",
        ),
    ],
)
def test_groups(categories: tuple[str, ...], outer: dict[int, str], spans: list[tuple[str, int, int]]) -> None:
    """Ensures that labels in the middle of groups of categories head all of their group."""
    drawing = one_series(categories)
    for x, text in outer.items():
        drawing.text(x, 427, text)
    (region,) = read(drawing)
    heads = [(cell.plain, cell.column, cell.column_span) for cell in region.table.cells if cell.row == 0]
    assert (region.table.header_rows, heads) == (2, spans)
    assert rows(region)[1][1:] == list(categories)


@pytest.mark.parametrize(
    ("categories", "below", "expected"),
    [
        pytest.param(
            ("Q1", "Q2", "Q3", "Q4", "Q1", "Q2"),
            {100: "2023", 420: "2024"},
            ["Q1 2023", "Q2", "Q3", "Q4", "Q1 2024", "Q2"],
            id="year-below-its-first-quarter",
        ),
        pytest.param(
            ("3Q", "4Q", "1Q", "2Q"), {100: "2023", 260: "2024"}, ["3Q 2023", "4Q", "1Q 2024", "2Q"], id="no-year-wraps"
        ),
        pytest.param(("North", "Rest of", "South"), {180: "Europe"}, ["North", "Rest of Europe", "South"], id="words"),
    ],
)
def test_second_lines(categories: tuple[str, ...], below: dict[int, str], expected: list[str]) -> None:
    """Ensures that a text below one label is its second line, and heads none of its neighbours."""
    drawing = one_series(categories)
    for x, text in below.items():
        drawing.text(x, 427, text)
    (region,) = read(drawing)
    printed = rows(region)
    assert expected in ([row[0] for row in printed], printed[0][1:])


def test_labels_painted_word_by_word() -> None:
    """Ensures that a period whose words are painted one by one is one label of the axis."""
    drawing = one_series(("", "", ""))
    drawing.glyphs = [glyph for glyph in drawing.glyphs if glyph.char != " "]
    for at, quarter in enumerate(("Q3", "Q4", "Q1")):
        drawing.text(91 + 80 * at, 415, quarter)
        drawing.text(109 + 80 * at, 415, ("FY24", "FY24", "FY25")[at])
    (region,) = read(drawing)
    assert rows(region)[0] == ["", "Q3 FY24", "Q4 FY24", "Q1 FY25"]


def test_axis_over_the_bars() -> None:
    """Ensures that names in a row over the bars are their categories, on two lines too."""
    drawing = column_chart([(90, 60, 30)], [("90", "60", "30")], ("", "", ""))
    drawing.glyphs = [glyph for glyph in drawing.glyphs if glyph.char != " "]
    for at, name in enumerate(("Homes", "Large", "Shops")):
        drawing.text(100 + 80 * at, 180, name)
    drawing.text(180, 191, "offices")
    (region,) = read(drawing)
    assert rows(region) == [["Homes", "90"], ["Large offices", "60"], ["Shops", "30"]]


def test_axis_far_below_bars_that_hang() -> None:
    """Ensures that a bridge below zero finds the axis at the foot of the slide."""
    drawing = Drawing()
    for at, (name, (high, low), label) in enumerate(
        (("Debt FY23", (0, 80), "(80)"), ("Cash flow", (50, 80), "30"), ("Debt FY24", (0, 50), "(50)"))
    ):
        x = 150.0 + 120 * at
        drawing.rect(x - 40, 100 + high, x + 40, 100 + low, NAVY)
        drawing.text(x, 108 + low, label)
        drawing.text(x, 270, name)
    (region,) = read(drawing)
    assert rows(region) == [["Debt FY23", "(80)"], ["Cash flow", "30"], ["Debt FY24", "(50)"]]
