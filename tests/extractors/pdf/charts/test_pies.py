"""Pies and rings, with labels in, around and in the middle of them, and lone stacks that print their parts' names."""

import pytest

from extractors.pdf.page import ShapeKind
from tests.extractors.pdf.charts.builders import GREY, NAVY, PALE, TEAL, Drawing, read, rows

SHARES = ((0.5, TEAL), (0.3, PALE), (0.15, NAVY), (0.05, GREY))


@pytest.mark.parametrize("hole", [0.0, 50.0])
def test_labels_with_names(hole: float) -> None:
    """Ensures that labels of a name and a share are rows, whether they stand in or beside their slices."""
    drawing = Drawing()
    drawing.slices(300, 250, 100, SHARES, hole=hole)
    drawing.text(375, 245, "Real estate")
    drawing.text(375, 256, "50%")
    drawing.text(230, 290, "10 to 20 years 30%", size=6)
    drawing.text(180, 190, "Retail 15%")
    drawing.text(270, 135, "Other")
    drawing.text(270, 146, "5%")
    (region,) = read(drawing)
    assert sorted(rows(region)) == [
        ["10 to 20 years", "30%"],
        ["Other", "5%"],
        ["Real estate", "50%"],
        ["Retail", "15%"],
    ]


def test_middle_of_a_ring() -> None:
    """Ensures that a figure in the middle is a row named by the words below it, apart from shares in its own unit."""
    drawing = Drawing()
    drawing.slices(300, 250, 100, ((0.6, TEAL), (0.4, NAVY)), hole=60)
    drawing.text(380, 270, "Own 60%", size=7)
    drawing.text(222, 235, "Other 40%", size=6)
    drawing.text(300, 240, "$5.9bn", size=14)
    drawing.text(300, 256, "Mortgages")
    drawing.text(300, 275, "53%", size=14)
    drawing.text(300, 288, "Loan to value", size=7)
    (region,) = read(drawing)
    assert rows(region) == [
        ["Other", "40%", ""],
        ["Own", "60%", ""],
        ["Mortgages", "$5.9bn", ""],
        ["Loan to value", "", "53%"],
    ]


@pytest.mark.parametrize("date", ["FY2024", "2024"])
def test_date_in_a_ring(date: str) -> None:
    """Ensures that a period in the middle of a ring heads the shares and is no total of them."""
    drawing = Drawing()
    drawing.slices(300, 250, 100, ((0.6, TEAL), (0.4, NAVY)), hole=60)
    drawing.text(380, 270, "Own 60%", size=7)
    drawing.text(222, 235, "Other 40%", size=6)
    drawing.text(300, 250, date)
    (region,) = read(drawing)
    assert region.table.header_rows == 1
    assert rows(region) == [["", date], ["Other", "40%"], ["Own", "60%"]]


@pytest.mark.parametrize(("printed", "name"), [("UK,", "UK"), ("UK:", "UK"), ("UK -", "UK"), ("Co-op", "Co-op")])
def test_what_parts_name_and_figure(printed: str, name: str) -> None:
    """Ensures that a comma, colon or dash before a figure is not part of the name, and its word is accounted for."""
    drawing = Drawing()
    drawing.slices(300, 250, 100, ((0.72, TEAL), (0.28, NAVY)))
    drawing.text(440, 260, f"{printed} 72%")
    drawing.text(165, 180, "Abroad, 28%")
    (region,) = read(drawing)
    assert [name, "72%"] in rows(region)
    assert " ".join(word.text for word in region.words).count(printed) == 1


def test_slices_like_round_corners() -> None:
    """Ensures that slices of a ring whose corners all lie on their boxes are not taken for bars with round corners."""
    drawing = Drawing()
    for outline, colour in (
        ([(300, 220), (300, 190), (300, 190), (360, 250), (300, 310), (300, 280), (330, 250), (300, 220)], TEAL),
        ([(300, 310), (300, 310), (258, 292), (240, 250), (270, 250), (279, 271), (300, 280), (300, 310)], NAVY),
        ([(270, 250), (240, 250), (240, 250), (264, 202), (282, 226), (282, 226), (270, 250)], PALE),
        ([(282, 226), (264, 202), (264, 202), (300, 190), (300, 220), (300, 220), (282, 226)], GREY),
    ):
        drawing.shape(ShapeKind.CURVE, [*outline, outline[0]], fill=colour)
    for x, y, share in ((340, 250, "50%"), (270, 280, "25%"), (262, 232, "15%"), (284, 210, "10%")):
        drawing.text(x, y, share, size=7)
    for at, (name, colour) in enumerate((("Shops", TEAL), ("Online", NAVY), ("Trade", PALE), ("Other", GREY))):
        drawing.entry(400, 220 + 15 * at, name, colour)
    (region,) = read(drawing)
    assert sorted(rows(region)) == [["Online", "25%"], ["Other", "10%"], ["Shops", "50%"], ["Trade", "15%"]]


def test_names_in_a_legend() -> None:
    """Ensures that shares and amounts without words take the names of their colours from the legend."""
    drawing = Drawing()
    drawing.slices(300, 250, 100, ((0.75, TEAL), (0.25, NAVY)))
    drawing.text(340, 270, "120")
    drawing.text(265, 215, "40")
    drawing.entry(450, 240, "Owned", TEAL)
    drawing.entry(450, 255, "Leased", NAVY)
    (region,) = read(drawing)
    assert sorted(rows(region)) == [["Leased", "40"], ["Owned", "120"]]


def test_names_at_the_rim() -> None:
    """Ensures that names outside and shares inside a slice are one row."""
    drawing = Drawing()
    drawing.slices(300, 250, 100, ((0.75, TEAL), (0.25, NAVY)))
    drawing.text(340, 270, "75%")
    drawing.text(265, 215, "25%")
    drawing.text(395, 330, "Owned")
    drawing.text(205, 180, "Leased")
    (region,) = read(drawing)
    assert sorted(rows(region)) == [["Leased", "25%"], ["Owned", "75%"]]


def test_earlier_share_in_brackets() -> None:
    """Ensures that a figure in brackets behind the share of today is kept as words beside it."""
    drawing = Drawing()
    drawing.slices(300, 250, 100, ((0.72, TEAL), (0.28, NAVY)))
    drawing.text(430, 260, "UK, 72.0%")
    drawing.text(440, 271, "(Dec 2015: 87.5%)")
    drawing.text(165, 180, "Abroad, 28.0%")
    (region,) = read(drawing)
    assert sorted(rows(region)) == [["Abroad", "28.0%", ""], ["UK", "72.0%", "(Dec 2015: 87.5%)"]]


def test_labels_that_fit_no_slice() -> None:
    """Ensures that a circle whose figures have nothing to do with its slices is no chart."""
    drawing = Drawing()
    drawing.slices(300, 250, 100, SHARES)
    drawing.text(345, 245, "Sites 7%")
    drawing.text(250, 290, "Staff 91%")
    assert read(drawing) == []


def test_lone_stack() -> None:
    """Ensures that a single stack whose labels name its segments is a row for each, thin ones labelled beside it."""
    drawing = Drawing()
    top = 100.0
    for at, (name, value) in enumerate({"Homes": 40, "Shops": 30, "Offices": 20, "Land": 3}.items()):
        drawing.rect(300, top, 400, top + 3 * value, (TEAL, PALE)[at % 2])
        drawing.text(350 if value > 5 else 440, top + 1.5 * value, f"{name} {value}%")
        top += 3 * value
    (region,) = read(drawing)
    assert rows(region) == [["Homes", "40%"], ["Shops", "30%"], ["Offices", "20%"], ["Land", "3%"]]
