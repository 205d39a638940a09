"""Tests of the geometry: places are those that a viewer of the page sees, however the page is turned or cut."""

import pytest

from extractors.pdf.page import ShapeKind
from extractors.pdf.words import find_words
from tests.extractors.pdf.drawing import Sheet
from tests.extractors.pdf.notation import read_pages, read_sheets

NEAR = 0.6
"""Points by which a place may differ: fonts are measured to a thousandth of an em."""


def turned(rotate: int) -> Sheet:
    """A page of 720 by 540 points as seen, with a number at (100, 60), whose content is drawn sideways for /Rotate."""
    width, height = (540, 720) if rotate in (90, 270) else (720, 540)
    turn, x, y = {
        90: ((0, 1, -1, 0), 60, height - 100),
        180: ((-1, 0, 0, -1), width - 100, height - 60),
        270: ((0, -1, 1, 0), width - 60, 100),
    }[rotate]
    return Sheet(width, height, rotate=rotate).text(x, y, "12.5", turn=turn)


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_turned_pages_read_upright(rotate: int) -> None:
    """Ensures that a page shown turned is read as it is shown."""
    page = read_pages(turned(rotate))[0]
    assert (page.width, page.height) == (720, 540)
    assert [(word.text, word.turn) for word in find_words(page)] == [("12.5", 0)]
    assert page.glyphs[0].box.x0 == pytest.approx(100, abs=NEAR)
    assert page.glyphs[0].baseline == pytest.approx(60, abs=NEAR)


def test_cut_pages_are_measured_from_their_visible_corner() -> None:
    """Ensures that places count from the corner of the crop box, which is what a viewer shows."""
    page = read_pages(Sheet(crop=(100, 0, 720, 440)).text(140, 160, "12.5"))[0]
    assert (page.width, page.height) == (620, 440)
    assert page.glyphs[0].box.x0 == pytest.approx(40, abs=NEAR)
    assert page.glyphs[0].baseline == pytest.approx(60, abs=NEAR)


def test_shapes_keep_their_kind_place_and_order() -> None:
    """Ensures that rectangles, lines and curves are told apart, with their box and when they are painted."""
    page = read_pages(Sheet().box(10, 20, 60, 50).line(10, 90, 200, 90).raw("300 300 m 320 320 340 320 360 300 c f"))[0]
    assert [shape.kind for shape in page.shapes] == [ShapeKind.RECTANGLE, ShapeKind.LINE, ShapeKind.CURVE]
    box = page.shapes[0].box
    assert (box.x0, box.top, box.x1, box.bottom) == pytest.approx((10, 20, 60, 50))
    assert [shape.order for shape in page.shapes] == sorted({shape.order for shape in page.shapes})


def test_sideways_words_keep_together() -> None:
    """Ensures that an axis title printed sideways is one line of text, beside the upright ones."""
    deck = read_sheets(Sheet().text(40, 300, "Orders in units", turn=(0, 1, -1, 0)).text(100, 300, "Plan"))
    assert [block.text.text for block in deck.slides[0].blocks] == ["Plan", "Orders in units"]


def test_a_number_has_a_box_of_its_own() -> None:
    """Ensures that the place of a number within a word is that of its figures and not of the word or the line."""
    sheet = Sheet().text(40, 30, "Results", 20).text(40, 60, "Profit of EUR1,250m")
    text = read_sheets(sheet).slides[0].blocks[0].text
    start = text.text.index("1,250")
    box = text.place(start, start + 5).bbox
    assert box is not None
    assert (box.x0, box.x1) == pytest.approx((98.3, 123.4), abs=NEAR)
