"""Charts of lines, alone and over bars, and axes of lines without labels."""

from itertools import pairwise

from extractors.pdf.page import ShapeKind
from tests.extractors.pdf.charts.builders import NAVY, TEAL, Drawing, column_chart, read, rows

XS = (100.0, 180.0, 260.0, 340.0)
QUARTERS = ("2Q24", "3Q24", "4Q24", "1Q25")


def test_line_over_bars() -> None:
    """Ensures that labels near the points of a line are the line's, also where they stand within the bars."""
    drawing = column_chart([(100, 115, 112, 119)], [("", "", "", "")], QUARTERS)
    heights = (300.0, 290.0, 296.0, 284.0)
    drawing.line(list(zip(XS, heights, strict=True)))
    for x, y, value, rate in zip(XS, heights, (100, 115, 112, 119), ("1.76%", "2.00%", "1.85%", "2.03%"), strict=True):
        drawing.text(x, 400 - 2 * value - 8, f"${value}")
        drawing.text(x, y - 10, rate)
    drawing.entry(100, 450, "Income", TEAL)
    drawing.entry(200, 450, "Ratio", NAVY)
    (region,) = read(drawing)
    assert rows(region) == [
        ["", *QUARTERS],
        ["Income", "$100", "$115", "$112", "$119"],
        ["Ratio", "1.76%", "2.00%", "1.85%", "2.03%"],
    ]


def test_lines_alone() -> None:
    """Ensures that lines are told apart by nearness, named by the words at their ends, over an axis far below."""
    drawing = Drawing()
    upper, lower = (200.0, 190.0, 180.0, 170.0), (300.0, 310.0, 290.0, 280.0)
    for heights, colour in ((upper, NAVY), (lower, TEAL)):
        drawing.line(list(zip(XS, heights, strict=True)), colour)
    for at, x in enumerate(XS):
        drawing.text(x, upper[at] - 9, f"{41 + at}.0%")
        drawing.text(x, lower[at] + 9, f"{(11, 10, 12, 13)[at]}.5%")
        drawing.text(x, 400, QUARTERS[at])
    drawing.text(375, 170, "Gross")
    drawing.text(375, 280, "Net")
    (region,) = read(drawing)
    assert rows(region) == [
        ["", *QUARTERS],
        ["Gross", "41.0%", "42.0%", "43.0%", "44.0%"],
        ["Net", "11.5%", "10.5%", "12.5%", "13.5%"],
    ]


def test_line_drawn_in_strokes() -> None:
    """Ensures that strokes that go on where the last one ended are one line."""
    drawing = Drawing()
    points = [(100.0, 200.0), (180.0, 190.0), (260.0, 180.0), (340.0, 170.0)]
    for one, other in pairwise(points):
        drawing.shape(ShapeKind.LINE, [one, other], stroke=NAVY)
    for at, (x, y) in enumerate(points):
        drawing.text(x, y - 9, f"{20 + at}x")
        drawing.text(x, 260, QUARTERS[at])
    (region,) = read(drawing)
    assert rows(region) == [["", *QUARTERS], ["", "20x", "21x", "22x", "23x"]]


def test_axis_without_labels() -> None:
    """Ensures that the scale beside grid lines without labels is told apart as ticks, over an empty table."""
    drawing = Drawing()
    for at in range(6):
        drawing.rule(100, 400 - 50 * at, 600)
        drawing.text(80, 400 - 50 * at, f"{20 * at}%")
    drawing.line([(100 + 5 * i, 300 - i % 7 * 9) for i in range(100)])
    (region,) = read(drawing)
    assert [word.text for word in region.ticks] == ["100%", "80%", "60%", "40%", "20%", "0%"]
    assert (region.words, region.table.cells) == ((), ())


def test_ruled_table_has_no_ticks() -> None:
    """Ensures that the first column of a ruled table is no axis though its figures go up in steps."""
    drawing = Drawing()
    for at in range(6):
        drawing.rule(60, 100 + 30 * at, 600)
        drawing.text(80, 100 + 30 * at, str(50 - 10 * at))
        drawing.text(300, 100 + 30 * at, str(7 * at * at + 3))
    assert read(drawing) == []
