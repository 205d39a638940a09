"""Tests of what can be seen on a page: hidden text is told and named, visible text is not lost."""

import pytest

from deckfacts.contract import RefusalReason
from tests.extractors.pdf.drawing import WHITE, Sheet
from tests.extractors.pdf.notation import outline, read_pages, read_sheets

VISIBLE = [
    pytest.param(Sheet().text(40, 60, "12.5"), id="plain"),
    pytest.param(Sheet().box(30, 40, 90, 70, (0, 0, 0.4)).text(40, 60, "12.5", colour=WHITE), id="white on dark"),
    pytest.param(Sheet().text(40, 60, "12.5").box(30, 80, 90, 99), id="beside a box"),
    pytest.param(Sheet().picture(0, 0, 720, 540).text(40, 60, "12.5", colour=WHITE), id="on a picture"),
    pytest.param(Sheet().text(40, 60, "12.5", colour=(0.9, 0.9, 0.9)), id="light grey"),
]
HIDDEN = [
    pytest.param(Sheet().text(40, 60, "12.5", mode=3), "invisible", id="drawn invisible"),
    pytest.param(Sheet().text(40, 60, "12.5", colour=WHITE), "colourless", id="white on white"),
    pytest.param(
        Sheet().box(30, 40, 90, 70, (0, 0, 0.4)).text(40, 60, "12.5", colour=(0, 0, 0.4)),
        "colourless",
        id="on its colour",
    ),
    pytest.param(Sheet().text(40, 60, "12.5").box(30, 40, 90, 70), "covered", id="under a box"),
    pytest.param(Sheet().text(40, 60, "12.5").picture(30, 40, 90, 70), "covered", id="under a picture"),
    pytest.param(Sheet().text(-200, 60, "12.5"), "outside", id="left of the page"),
    pytest.param(Sheet(crop=(100, 0, 720, 540)).text(40, 60, "12.5"), "outside", id="outside the crop box"),
    pytest.param(Sheet().raw("q 300 300 50 50 re W n").text(40, 60, "12.5").raw("Q"), "outside", id="clipped away"),
    pytest.param(Sheet().text(40, 60, "12.5", 0.3), "invisible", id="too small to read"),
]


@pytest.mark.parametrize("sheet", VISIBLE)
def test_visible_text_is_read(sheet: Sheet) -> None:
    """Ensures that text which can be seen is not taken for hidden."""
    assert {glyph.hidden for glyph in read_pages(sheet)[0].glyphs} == {None}


@pytest.mark.parametrize(("sheet", "why"), HIDDEN)
def test_hidden_text_is_told(sheet: Sheet, why: str) -> None:
    """Ensures that text which can't be seen is marked with the reason, set aside, and reported."""
    assert {glyph.hidden for glyph in read_pages(sheet)[0].glyphs} == {why}
    deck = read_sheets(sheet)
    assert outline(deck.slides[0]) == []
    assert set(deck.set_aside.values()) == {RefusalReason.HIDDEN}
    assert [number.digits for number in deck.numbers] == ["12", "5"]
    assert deck.assumptions == ("4 characters that can't be seen were left out, on page 1",)


def test_doubled_glyphs_are_one() -> None:
    """Ensures that fake bold, the same text printed again a hair beside itself, is read once."""
    sheet = Sheet().text(40, 60, "Total 1,100").text(40.3, 60, "Total 1,100").text(40, 80, "1,100")
    assert outline(read_sheets(sheet).slides[0]) == ["Total 1,100", "1,100"]
