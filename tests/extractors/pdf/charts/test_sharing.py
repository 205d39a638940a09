"""Legends: which chart a legend names where several stand on a page, and names without a swatch."""

from extractors.pdf.regions import Region
from tests.extractors.pdf.charts.builders import NAVY, PALE, TEAL, Drawing, column_chart, read, rows


def clusters(drawing: Drawing, left: float, values: dict[str, tuple[int, int]]) -> None:
    """Two bars over each category, from `left` on."""
    for at, (name, own) in enumerate(values.items()):
        for place, (value, colour) in enumerate(zip(own, (TEAL, NAVY), strict=True)):
            x = left + 90 * at + 30 * place
            drawing.rect(x, 400 - 2 * value, x + 28, 400, colour)
            drawing.text(x + 14, 392 - 2 * value, str(value))
        drawing.text(left + 90 * at + 29, 415, name)


def names_of(region: Region) -> list[str]:
    """The first column."""
    return [row[0] for row in rows(region)]


def test_legend_between_two_charts() -> None:
    """Ensures that a legend names the series of both charts beside it, however far apart its entries stand."""
    drawing = Drawing()
    clusters(drawing, 60, {"FY22": (40, 60), "FY23": (45, 71)})
    clusters(drawing, 400, {"FY22": (20, 30), "FY23": (25, 44)})
    drawing.entry(230, 450, "Japan", TEAL)
    drawing.entry(400, 450, "Overseas", NAVY)
    left, right = sorted(read(drawing), key=lambda region: region.box.x0)
    assert rows(left)[1:] == [["Japan", "40", "45"], ["Overseas", "60", "71"]]
    assert rows(right)[1:] == [["Japan", "20", "25"], ["Overseas", "30", "44"]]
    assert left.box.x1 < right.box.x0


def test_legend_of_another_chart() -> None:
    """Ensures that bars in one colour of a ring beside them don't take a name from the legend of the ring."""
    drawing = column_chart([(50, 52)], [("50", "52")], ("FY23", "FY24"))
    drawing.slices(450, 300, 80, ((0.6, NAVY), (0.25, TEAL), (0.15, PALE)))
    for x, y, share in ((500, 320, "60%"), (400, 320, "25%"), (420, 250, "15%")):
        drawing.text(x, y, share)
    for at, (name, colour) in enumerate((("Service", TEAL), ("Gears", NAVY), ("Drives", PALE))):
        drawing.entry(330, 400 + 15 * at, name, colour)
    assert sorted(map(names_of, read(drawing))) == [["", ""], ["Drives", "Service", "Gears"]]


def test_two_legends_of_the_same_colours() -> None:
    """Ensures that of two legends with the colours of a chart the nearer one names it."""
    drawing = Drawing()
    clusters(drawing, 60, {"FY22": (40, 60), "FY23": (45, 71)})
    clusters(drawing, 400, {"FY22": (20, 30), "FY23": (25, 44)})
    for x, names in ((100, ("Rents", "Fees")), (440, ("Tolls", "Fares"))):
        for at, (name, colour) in enumerate(zip(names, (TEAL, NAVY), strict=True)):
            drawing.entry(x + 60 * at, 450, name, colour)
    left, right = sorted(read(drawing), key=lambda region: region.box.x0)
    assert (names_of(left), names_of(right)) == (["", "Rents", "Fees"], ["", "Tolls", "Fares"])


def test_total_without_a_swatch() -> None:
    """Ensures that a name in line with the legend that has no swatch is that of the totals over the stacks."""
    drawing = column_chart([(50, 52), (20, 30)], [("50", "52"), ("20", "30")], ("FY23", "FY24"))
    for at, total in enumerate((70, 82)):
        drawing.text(100 + 80 * at, 392 - 2 * total, str(total))
    drawing.entry(60, 450, "Cloud", TEAL)
    drawing.entry(120, 450, "Services", PALE)
    drawing.text(215, 450, "Total")
    (region,) = read(drawing)
    assert rows(region)[1:] == [["Total", "70", "82"], ["Services", "20", "30"], ["Cloud", "50", "52"]]
