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
    pytest.param(Sheet().text(40, 60, "12.5", 4), id="fine print"),
    pytest.param(Sheet(254, 143).text(40, 60, "12.5", 1), id="fine print on a small page"),
    pytest.param(Sheet().text(40, 60, "12.5").picture(300, 300, 400, 400), id="beside a picture"),
    pytest.param(
        Sheet().box(30, 40, 90, 70, (0, 0, 0.4)).box(30, 40, 90, 70, WHITE).text(40, 60, "12.5", colour=(0, 0, 0.4)),
        id="on the last of two areas",
    ),
    pytest.param(
        Sheet().text(40, 60, "12.5").raw("0.5 g 30 400 200 100 re 32 402 196 96 re f*"), id="in a frame drawn later"
    ),
    pytest.param(
        Sheet().raw("0.5 g 30 400 200 100 re 32 402 196 96 re f*").text(40, 60, "12.5", colour=(0.5, 0.5, 0.5)),
        id="of the colour of its frame",
    ),
    pytest.param(Sheet(3000, 2000).text(2900, 1980, "12.5").box(2800, 10, 2990, 400), id="far below a box"),
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
    pytest.param(
        Sheet().text(40, 60, "12.5").raw("0.5 g 30 470 30 30 re 60 470 30 30 re f"), "covered", id="under two cells"
    ),
    pytest.param(Sheet().text(-200, 60, "12.5"), "outside", id="left of the page"),
    pytest.param(Sheet(crop=(100, 0, 720, 540)).text(40, 60, "12.5"), "outside", id="outside the crop box"),
    pytest.param(Sheet().raw("q 300 300 50 50 re W n").text(40, 60, "12.5").raw("Q"), "outside", id="clipped away"),
    pytest.param(Sheet().text(40, 60, "12.5", 0.3), "invisible", id="too small to read"),
    pytest.param(Sheet().text(40, 60, "12.5", 0.96), "invisible", id="an axis that the chart doesn't show"),
    pytest.param(Sheet().text(40, 500, "12.5").box(0, -900, 720, 2000), "covered", id="under more than the page"),
]


@pytest.mark.parametrize("sheet", VISIBLE)
def test_visible_text_is_read(sheet: Sheet) -> None:
    """Ensures that text which can be seen is not taken for hidden."""
    assert {glyph.hidden for glyph in read_pages(sheet)[0].glyphs} == {None}


@pytest.mark.parametrize(("sheet", "why"), HIDDEN)
def test_hidden_text_is_told(sheet: Sheet, why: str) -> None:
    """Ensures that text which can't be seen is marked with the reason, set aside, and reported."""
    assert {glyph.hidden for glyph in read_pages(sheet)[0].glyphs} == {why}
    deck = read_sheets(sheet, Sheet().text(40, 60, "Outlook"))
    assert outline(deck.slides[0]) == []
    assert set(deck.set_aside.values()) == {RefusalReason.HIDDEN}
    assert [number.digits for number in deck.numbers] == ["12", "5"]
    assert deck.assumptions == ("4 characters that can't be seen were left out, on page 1",)


@pytest.mark.parametrize("times", range(1, 7))
def test_places_beyond_all_measure(times: int) -> None:
    """Ensures that what a broken file draws far out, at infinity or at no number, hides nothing and is not seen."""
    larger = times * "1000000000 0 0 1000000000 0 0 cm "
    text, turned = (f"BT /F1 10 Tf {matrix} 5 5 Tm (7) Tj ET " for matrix in ("1 0 0 1", "1 1 -1 1"))
    far = f"q {larger} {text} {turned} 5 5 5 5 re f Q q {larger} 5 5 5 5 re W n Q"
    page = read_pages(Sheet().box(30, 40, 90, 70).text(40, 60, "12.5").raw(far))[0]
    assert "".join(glyph.char for glyph in page.glyphs if glyph.hidden is None) == "12.5"
    assert len(page.shapes) == 1


@pytest.mark.parametrize(
    ("shift", "size", "read"),
    [
        pytest.param(1.0, 10, "7", id="within an eighth of an em"),
        pytest.param(3.0, 10, "77", id="farther off"),
        pytest.param(0.3, 10.2, "7", id="of nearly the same size"),
        pytest.param(7.5, 64, "7", id="large type"),
    ],
)
def test_doubles(shift: float, size: float, read: str) -> None:
    """Ensures that a character printed again is one where it stands so near that nobody sees two, on any spot."""
    for x in (40.0, 47.9, 119.99, 120.0):
        sheet = Sheet().text(x, 72, "7", 64 if size == 64 else 10).text(x + shift, 72, "7", size)
        assert "".join(glyph.char for glyph in read_pages(sheet)[0].glyphs) == read


def test_doubled_glyphs_are_one() -> None:
    """Ensures that fake bold, the same text printed again a hair beside itself, is read once."""
    sheet = Sheet().text(40, 60, "Total 1,100").text(40.3, 60, "Total 1,100").text(40, 80, "1,100")
    assert outline(read_sheets(sheet).slides[0]) == ["Total 1,100", "1,100"]
