"""Charts of bars: stacked, clustered, lying, hanging and floating, with their series, categories and values."""

import pytest

from deckfacts.deck import Source
from tests.extractors.pdf.charts.builders import GREY, NAVY, PALE, TEAL, Drawing, column_chart, read, rows

QUARTERS = ("2Q24", "3Q24", "4Q24", "1Q25")


def stacked() -> Drawing:
    """Two series and a total over four quarters, with a legend below."""
    drawing = column_chart(
        [(50, 52, 55, 60), (20, 30, 25, 40)],
        [("$50", "$52", "$55", "$60"), ("$20", "$30", "$25", "$40")],
        QUARTERS,
    )
    for at, total in enumerate((70, 82, 80, 100)):
        drawing.text(100 + 80 * at, 400 - 2 * total - 8, f"${total}")
    drawing.entry(100, 450, "Cloud", TEAL)
    drawing.entry(200, 450, "Services", PALE)
    return drawing


def test_stacks() -> None:
    """Ensures that segments are named by colour and that the totals over them come first, without a name."""
    (region,) = read(stacked())
    assert rows(region) == [
        ["", "2Q24", "3Q24", "4Q24", "1Q25"],
        ["", "$70", "$82", "$80", "$100"],
        ["Services", "$20", "$30", "$25", "$40"],
        ["Cloud", "$50", "$52", "$55", "$60"],
    ]
    assert (region.table.header_rows, region.table.source) == (1, Source.CHART)


def test_words_are_used_once() -> None:
    """Ensures that every word of a chart is in one cell, and that the region accounts for it."""
    (region,) = read(stacked())
    used = [id(word) for word in region.words]
    printed = sum(len(cell.plain.split()) for cell in region.table.cells)
    assert len(used) == len(set(used)) == printed


def test_growth_between_bars() -> None:
    """Ensures that rates printed in the gaps between the bars of periods are those of the later period."""
    drawing = stacked()
    for at, rate in enumerate(("+17.1%", "-2.4%", "+25.0%")):
        drawing.text(140 + 80 * at, 200, rate, size=6)
    (region,) = read(drawing)
    assert ["", "", "+17.1%", "-2.4%", "+25.0%"] in rows(region)


def test_rows_in_line_with_the_categories() -> None:
    """Ensures that figures over the bars and a named row below the axis become series of their own."""
    drawing = stacked()
    for at in range(4):
        drawing.text(100 + 80 * at, 170, f"{at + 11}.5%")
        drawing.text(100 + 80 * at, 430, f"{at + 31}%")
    drawing.text(40, 430, "Margin")
    (region,) = read(drawing)
    assert ["", "11.5%", "12.5%", "13.5%", "14.5%"] in rows(region)
    assert ["Margin", "31%", "32%", "33%", "34%"] in rows(region)


def test_clusters_of_periods() -> None:
    """Ensures that clusters over names whose series are periods give a row for each name."""
    drawing = Drawing()
    for at, (name, values) in enumerate({"Loans": (60, 72), "Deposits": (40, 31), "Cards": (25, 28)}.items()):
        x = 100.0 + 150 * at
        for place, (value, colour) in enumerate(zip(values, (GREY, NAVY), strict=True)):
            left = x - 30 + 30 * place
            drawing.rect(left, 400 - 2 * value, left + 28, 400, colour)
            drawing.text(left + 14, 400 - 2 * value - 8, str(value))
        drawing.text(x, 415, name)
    drawing.entry(300, 100, "FY23", GREY)
    drawing.entry(360, 100, "FY24", NAVY)
    (region,) = read(drawing)
    assert rows(region) == [
        ["", "FY23", "FY24"],
        ["Loans", "60", "72"],
        ["Deposits", "40", "31"],
        ["Cards", "25", "28"],
    ]


def test_lying_bars() -> None:
    """Ensures that bars that grow to the right take their names from the left and their values from their ends."""
    drawing = Drawing()
    for at, (name, value) in enumerate({"North America": 45, "Europe": 30, "Rest of the world": 6}.items()):
        y = 100.0 + 40 * at
        drawing.rect(200, y - 10, 200 + 5 * value, y + 10)
        drawing.text(150, y, name)
        drawing.text(200 + 5 * value + 16, y, f"{value}%")
    (region,) = read(drawing)
    assert rows(region) == [["North America", "45%"], ["Europe", "30%"], ["Rest of the world", "6%"]]


def test_hanging_bars() -> None:
    """Ensures that bars below the foot have the label at their end, and that the axis between is still found."""
    drawing = Drawing()
    for at, (year, value) in enumerate({"2021": -40, "2022": -12, "2023": 20, "2024": 55}.items()):
        x = 100.0 + 80 * at
        end = 300 - 2 * value
        drawing.rect(x - 20, min(end, 300), x + 20, max(end, 300))
        drawing.text(x, end - 8 if value > 0 else end + 8, f"{value}.0")
        drawing.text(x, 420, year)
    (region,) = read(drawing)
    assert rows(region) == [["", "2021", "2022", "2023", "2024"], ["", "-40.0", "-12.0", "20.0", "55.0"]]


def test_wide_labels_of_lying_bars() -> None:
    """Ensures that long labels at the ends of lying bars are found, on either side of the foot."""
    drawing = Drawing()
    values = {"China": -60, "Spain": -20, "India": 70}
    for at, (name, value) in enumerate(values.items()):
        y = 100.0 + 40 * at
        drawing.rect(min(300 + value, 300), y - 10, max(300 + value, 300), y + 10)
        drawing.text(150, y, name)
        label = f"{value}.25 million"
        half = len(label) * 9 / 4 + 3
        drawing.text(300 + value + (half if value > 0 else -half), y, label)
    (region,) = read(drawing)
    assert rows(region) == [[name, f"{value}.25 million"] for name, value in values.items()]


def test_bar_of_zero() -> None:
    """Ensures that a zero over a category without a bar is its value."""
    drawing = column_chart([(50, 0.05, 70)], [("50", "0", "70")], ("2025", "2026", "2027"))
    (region,) = read(drawing)
    assert rows(region) == [["", "2025", "2026", "2027"], ["", "50", "0", "70"]]


def test_share_behind_a_value() -> None:
    """Ensures that a value and its share in brackets are one label, painted word by word."""
    drawing = column_chart([(60, 75), (40, 25)], [("", ""), ("40", "25")], ("FY23", "FY24"))
    for at, (value, share) in enumerate((("60", "(60%)"), ("75", "(75%)"))):
        drawing.text(90 + 80 * at, 340, value)
        drawing.text(109 + 80 * at, 340, share)
    (region,) = read(drawing)
    assert ["", "60 (60%)", "75 (75%)"] in rows(region)


def test_bridge() -> None:
    """Ensures that a bridge gives a row for each step, and that its value axis is told apart as ticks."""
    drawing = Drawing()
    steps = {"Opening value": (0, 80), "Acquisitions": (80, 95), "Distributions": (70, 95), "Closing value": (0, 70)}
    for at, ((name, (low, high)), label) in enumerate(
        zip(steps.items(), ("£ 80.0 m", "£ 15.0 m", "(£ 25.0 m)", "£ 70.0 m"), strict=True)
    ):
        x = 150.0 + 120 * at
        drawing.rect(x - 40, 400 - 3 * high, x + 40, 400 - 3 * low, NAVY)
        drawing.text(x, 400 - 3 * (low + high) / 2, label)
        for line, word in enumerate(name.split()):
            drawing.text(x, 412 + 11 * line, word)
    for tick in range(0, 125, 25):
        drawing.text(80, 400 - 3 * tick, f"{tick}.0")
    (region,) = read(drawing)
    assert rows(region) == [
        ["Opening value", "£ 80.0 m"],
        ["Acquisitions", "£ 15.0 m"],
        ["Distributions", "(£ 25.0 m)"],
        ["Closing value", "£ 70.0 m"],
    ]
    assert [word.text for word in region.ticks] == ["100.0", "75.0", "50.0", "25.0", "0.0"]


def test_unseen_feet() -> None:
    """Ensures that the feet of floating bars in the colour of the page are no segments of a stack."""
    drawing = column_chart([(50, 70, 60)], [("", "", "")], ("Opening", "Price", "Closing"), colours=[(255, 255, 255)])
    for at, (low, value) in enumerate(((0, 110), (70, 40), (0, 60))):
        x = 100.0 + 80 * at
        drawing.rect(x - 20, 400 - 2 * (low + value), x + 20, 400 - 2 * low)
        drawing.text(x, 400 - 2 * (low + value) - 8, str(value))
    (region,) = read(drawing)
    assert rows(region) == [["Opening", "110"], ["Price", "40"], ["Closing", "60"]]


def test_names_beside_the_last_stack() -> None:
    """Ensures that without a legend the words beside the last stack name its segments."""
    drawing = column_chart([(50, 52), (20, 30)], [("50", "52"), ("20", "30")], ("FY23", "FY24"))
    drawing.text(230, 350, "Fees")
    drawing.text(235, 265, "Rents")
    (region,) = read(drawing)
    assert rows(region)[1:] == [["Rents", "20", "30"], ["Fees", "50", "52"]]


def test_highlighted_bar() -> None:
    """Ensures that a bar in another colour without a legend is of the same series as the others."""
    drawing = column_chart([(50, 52, 70)], [("50", "52", "70")], ("FY22", "FY23", "FY24"))
    drawing.rect(240, 260, 280, 400, NAVY)
    (region,) = read(drawing)
    assert rows(region) == [["", "FY22", "FY23", "FY24"], ["", "50", "52", "70"]]


def test_axis_of_two_levels() -> None:
    """Ensures that years below quarters head the quarters that they stand under."""
    drawing = column_chart([(50, 52, 70, 40)], [("50", "52", "70", "40")], ("3Q", "4Q", "1Q", "2Q"))
    drawing.text(140, 430, "2023")
    drawing.text(300, 430, "2024")
    (region,) = read(drawing)
    assert rows(region) == [["", "2023", "", "2024", ""], ["", "3Q", "4Q", "1Q", "2Q"], ["", "50", "52", "70", "40"]]
    assert [cell.column_span for cell in region.table.cells if cell.row == 0] == [2, 2]


def test_slanted_axis() -> None:
    """Ensures that labels that run upwards to the axis name the bars that they end at."""
    drawing = column_chart([(50, 52, 70)], [("50", "52", "70")], ("", "", ""))
    drawing.glyphs = [glyph for glyph in drawing.glyphs if glyph.char != " "]
    for at, name in enumerate(("Licences", "Services", "Hardware")):
        drawing.text(88 + 80 * at, 425, name, turn=315)
    (region,) = read(drawing)
    assert rows(region) == [["Licences", "50"], ["Services", "52"], ["Hardware", "70"]]


def test_charts_side_by_side() -> None:
    """Ensures that two charts whose bars match are parted where their periods begin again."""
    drawing = column_chart(
        [(50, 52, 60, 20, 25, 31)], [("50", "52", "60", "20", "25", "31")], ("FY22", "FY23", "FY24") * 2
    )
    assert [rows(region) for region in read(drawing)] == [
        [["", "FY22", "FY23", "FY24"], ["", "50", "52", "60"]],
        [["", "FY22", "FY23", "FY24"], ["", "20", "25", "31"]],
    ]


def shaded_table() -> Drawing:
    """Cells of one height in two colours, with figures that have nothing to do with it."""
    drawing = Drawing()
    for row in range(4):
        for column in range(4):
            drawing.rect(100 + 80 * column, 100 + 20 * row, 180 + 80 * column, 120 + 20 * row, (PALE, GREY)[row % 2])
            drawing.text(140 + 80 * column, 110 + 20 * row, str(7 * row * row + 31 * column + 3))
    for column in range(4):
        drawing.text(140 + 80 * column, 195, QUARTERS[column])
    return drawing


def header_cells() -> Drawing:
    """A row of shaded cells of one height with words in them, their row's name at the left and figures below."""
    drawing = Drawing()
    drawing.text(150, 130, "Change")
    left = 200.0
    for name, value, width in (
        ("Plan", "71", 45.0),
        ("Actual", "75", 55.0),
        ("Change", "86", 70.0),
        ("YoY", "98", 85.0),
    ):
        drawing.rect(left, 100, left + width, 160)
        drawing.text(left + width / 2, 125, name)
        drawing.text(left + width / 2, 140, value)
        left += width
    return drawing


def call_outs() -> Drawing:
    """Boxes of one size around figures."""
    drawing = Drawing()
    for at, figure in enumerate(("$77.4mn", "$1.10", "45.34%")):
        drawing.rect(100 + 120 * at, 100, 200 + 120 * at, 150)
        drawing.text(150 + 120 * at, 125, figure)
        drawing.text(150 + 120 * at, 165, ("Net income", "EPS", "Efficiency")[at])
    return drawing


def unlabelled() -> Drawing:
    """Bars without labels."""
    return column_chart([(50, 52, 60, 70)], [("", "", "", "")], QUARTERS)


@pytest.mark.parametrize("draw", [shaded_table, header_cells, call_outs, unlabelled, Drawing])
def test_no_charts(draw: type[Drawing]) -> None:
    """Ensures that shaded cells, call-outs and bars without labels are left to the other readers."""
    assert read(draw()) == []
