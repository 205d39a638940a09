"""Columns: figures level with lying bars or with the segments of the last stack."""

import pytest

from tests.extractors.pdf.charts.builders import PALE, TEAL, Drawing, column_chart, read, rows

BARS = {"Germany": 45, "Rest of Europe": 60, "Americas": 30}


def lying(columns: dict[int, tuple[str, ...]]) -> Drawing:
    """Lying bars with their values, and columns of texts at some distance, headers first."""
    drawing = Drawing()
    for at, (name, value) in enumerate(BARS.items()):
        y = 130.0 + 40 * at
        drawing.rect(200, y - 10, 200 + 2 * value, y + 10)
        drawing.text(150, y, name)
        drawing.text(200 + 2 * value + 12, y, str(value))
    for x, (header, *texts) in columns.items():
        if header:
            drawing.text(x, 100, header)
        for at, text in enumerate(texts):
            drawing.text(x, 127 + 38 * at, text)
    return drawing


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        pytest.param(
            {380: ("y-o-y", "+2.1%", "+4.4%", "(3.6%)")},
            [
                ["", "", "y-o-y"],
                ["Germany", "45", "+2.1%"],
                ["Rest of Europe", "60", "+4.4%"],
                ["Americas", "30", "(3.6%)"],
            ],
            id="header",
        ),
        pytest.param(
            {380: ("y-o-y", "+2.1%", "+4.4%", "(3.6%)"), 440: ("Share", "33%", "45%", "22%")},
            [
                ["", "", "y-o-y", "Share"],
                ["Germany", "45", "+2.1%", "33%"],
                ["Rest of Europe", "60", "+4.4%", "45%"],
                ["Americas", "30", "(3.6%)", "22%"],
            ],
            id="two-columns",
        ),
        pytest.param(
            {380: ("", "33%", "45%", "22%")},
            [["Germany", "45", "33%"], ["Rest of Europe", "60", "45%"], ["Americas", "30", "22%"]],
            id="no-header",
        ),
        pytest.param(
            {380: ("Key figures", "33%", "12 sites", "22%")},
            [["Germany", "45"], ["Rest of Europe", "60"], ["Americas", "30"]],
            id="figures-of-several-kinds",
        ),
        pytest.param(
            {380: ("", "Land", "Homes", "Shops"), 440: ("Yield", "3%", "4%", "5%")},
            [["Germany", "45"], ["Rest of Europe", "60"], ["Americas", "30"]],
            id="table-of-its-own",
        ),
    ],
)
def test_beside_lying_bars(columns: dict[int, tuple[str, ...]], expected: list[list[str]]) -> None:
    """Ensures that a column of figures of one kind, one level with each bar, is a column of the chart."""
    (region,) = read(lying(columns))
    assert rows(region) == expected


def stacked(rates: dict[float, str]) -> list[list[str]]:
    """What is read of two stacks with figures right of the last one, at these heights, under a header."""
    drawing = column_chart([(60, 64), (40, 36)], [("60", "64"), ("40", "36")], ("FY23", "FY24"))
    drawing.entry(60, 450, "Homes", TEAL)
    drawing.entry(120, 450, "Shops", PALE)
    drawing.text(230, 190, "Loss rate")
    for y, text in rates.items():
        drawing.text(230, y, text, size=7)
    (region,) = read(drawing)
    return rows(region)


def test_beside_the_last_stack() -> None:
    """Ensures that rates level with the labels of the last stack stand in a column of their own, each in its row."""
    assert stacked({236: "1.4%", 337: "0.2%"}) == [
        ["", "FY23", "FY24", "Loss rate"],
        ["Shops", "40", "36", "1.4%"],
        ["Homes", "60", "64", "0.2%"],
    ]


def test_not_beside_every_segment() -> None:
    """Ensures that a figure for one segment of two is no column."""
    assert stacked({236: "1.4%"})[0] == ["", "FY23", "FY24"]
