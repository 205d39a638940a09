"""Tests of the picture of a page: boxes lie where the numbers are, however it is turned, and colours tell kinds."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from deckfacts.contract import Box
from deckfacts.errors import ConfigurationError
from deckfacts.pages import Mark, MarkKind
from extractors.pdf.drawing import AIR, COLOURS, LEGEND_SIZE, THICKNESS, draw_page
from extractors.pdf.page import Colour
from tests.extractors.pdf.drawing import Sheet, write_pdf
from tests.extractors.pdf.notation import read_pages

SHEET = Sheet(720, 540).box(100, 200, 180, 240, (0, 0, 0))
"""A page with a black area, which stands for a number."""
CROPPED = replace(SHEET, crop=(60, 0, 720, 495))
TINY = Sheet(36, 27).box(5, 10, 9, 12, (0, 0, 0))

LONGEST = 720
"""Pixels of the pictures' longer side here: fewer than people get, so that tests are quick."""

TURNS = [pytest.param(replace(SHEET, rotate=turn), id=f"turned by {turn}") for turn in (0, 90, 180, 270)]


@pytest.fixture(autouse=True)
def _small_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.pdf.drawing.LONGEST", LONGEST)


def draw(sheet: Sheet, *marks: Mark, page: int = 1) -> Image.Image:
    """The picture of a page of one sheet."""
    picture = Image.open(io.BytesIO(draw_page(write_pdf(sheet), page, marks, where="norvale/4q.pdf")))
    assert picture.format == "PNG"
    return picture.convert("RGB")


def colours_at(picture: Image.Image, *points: tuple[float, float]) -> list[Colour]:
    """The colours of pixels."""
    return [picture.getpixel((round(x), round(y))) for x, y in points]  # type: ignore[misc]


@pytest.mark.parametrize("sheet", [*TURNS, pytest.param(CROPPED, id="cut"), pytest.param(TINY, id="tiny")])
def test_boxes_lie_around_what_was_read(sheet: Sheet) -> None:
    """Ensures that an outline runs around the area that the reader found: dark within, page without."""
    page = read_pages(sheet)[0]
    box = page.shapes[0].box
    scale = LONGEST / max(page.width, page.height)
    picture = draw(sheet, Mark(MarkKind.TABLE, box))
    left, top, right, bottom = (round(side * scale) for side in (box.x0, box.top, box.x1, box.bottom))
    middle = ((left + right) / 2, (top + bottom) / 2)
    sides = (
        (left - AIR, middle[1]),
        (right + AIR, middle[1]),
        (middle[0], top - AIR),
        (middle[0], bottom + AIR),
    )
    assert set(colours_at(picture, *sides)) == {COLOURS[MarkKind.TABLE]}
    inside, beside = colours_at(picture, middle, (left - 2 * AIR, middle[1]))
    assert max(inside) < 100
    assert beside == (255, 255, 255)


@pytest.mark.parametrize("kind", list(MarkKind))
def test_every_kind_has_its_colour_and_its_entry(kind: MarkKind) -> None:
    """Ensures that each kind can be told from the others, and that the legend names it below the page."""
    box = Box(300, 100, 340, 112)
    with_mark, without = draw(SHEET, Mark(kind, box)), draw(SHEET)
    scale = LONGEST / 720
    assert colours_at(with_mark, (box.x0 * scale - AIR, 106 * scale)) == [COLOURS[kind]]
    legend = (0, round(540 * scale) + 1, LONGEST, with_mark.height)
    assert COLOURS[kind] in {colour for _, colour in with_mark.crop(legend).getcolors(1 << 20) or []}
    assert COLOURS[kind] not in {colour for _, colour in without.crop(legend).getcolors(1 << 20) or []}
    assert len(set(COLOURS.values())) == len(MarkKind) == len(THICKNESS)


def test_the_legend_takes_no_room_from_the_page() -> None:
    """Ensures that the legend is a strip of its own, which grows where it has more to say than fits on a line."""
    marks = [Mark(kind, Box(10, 10, 20, 20), f"reason {at}") for at in range(30) for kind in MarkKind]
    page, crowded = draw(SHEET), draw(SHEET, *marks)
    assert page.height == LONGEST * 540 / 720 + 2 * LEGEND_SIZE
    assert crowded.width == page.width
    assert crowded.height > page.height


def test_tags_do_not_run_into_each_other() -> None:
    """Ensures that of two refusals side by side only one says why, and that it says so above its box."""
    first, second = Box(300, 100, 306, 110), Box(307, 100, 313, 110)

    def dark(*marks: Mark) -> int:
        strip = draw(SHEET, *marks).crop((296, 84, 330, 98)).convert("L")
        return sum(count for count, shade in strip.getcolors() or [] if isinstance(shade, int) and shade < 200)

    alone = dark(Mark(MarkKind.REFUSAL, first, "period"))
    assert alone > 0
    assert dark(Mark(MarkKind.REFUSAL, first, "period"), Mark(MarkKind.REFUSAL, second, "period")) == alone
    assert dark(Mark(MarkKind.TABLE, first)) == 0


@pytest.mark.parametrize("page", [0, 2])
def test_a_page_that_is_not_there(page: int) -> None:
    """Ensures that a page which the file doesn't have is an error that says how many it has."""
    with pytest.raises(ConfigurationError, match=r"no page .* It has 1"):
        draw(SHEET, page=page)
