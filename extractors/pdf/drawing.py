"""Drawing: a page of a PDF becomes a picture with a box around every number that was read on it."""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from types import MappingProxyType

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from deckfacts.contract import Box, RefusalReason
from deckfacts.errors import ConfigurationError
from deckfacts.pages import TAGS, Mark, MarkKind
from extractors.pdf.geometry import as_seen
from extractors.pdf.page import Colour, are_apart

LONGEST = 1800
"""Pixels of the picture's longer side: a slide fills a screen, and type of 6 points can be read."""
FADED = 0.25
"""Part of white that the page is mixed with, so that the boxes stand out from it."""
AIR = 2
"""Pixels between a number and its box."""
TAG_SIZE = 11
"""Pixels of the type of a refusal's reason: it is there to be looked up, not to be seen."""
LEGEND_SIZE = 20
"""Pixels of the type of the legend."""
WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)

COLOURS = MappingProxyType(
    {
        MarkKind.TABLE: (0, 114, 178),
        MarkKind.BULLET: (0, 158, 115),
        MarkKind.CHART: (213, 94, 0),
        MarkKind.TEXT: (170, 51, 153),
        MarkKind.REFUSAL: (104, 110, 120),
        MarkKind.CELL: (176, 196, 222),
    }
)
"""Told apart by the colour-blind too; what is no fact is muted."""
THICKNESS = MappingProxyType({kind: 1 if kind in (MarkKind.REFUSAL, MarkKind.CELL) else 2 for kind in MarkKind})


def draw_page(data: bytes, page: int, marks: Sequence[Mark], *, where: str) -> bytes:
    """The page, counted from 1, as the bytes of a PNG, with its marks, and below it what their colours mean."""
    document = pypdfium2.PdfDocument(data)
    try:
        if not 1 <= page <= len(document):
            raise ConfigurationError(f"there is no page {page}.", where=where, advice=f"It has {len(document)}.")
        picture, scale = _rendered(document[page - 1])
    finally:
        document.close()
    draw = ImageDraw.Draw(picture)
    for mark in marks:
        draw.rectangle(_around(mark.box, scale), outline=COLOURS[mark.kind], width=THICKNESS[mark.kind])
    _draw_tags(draw, marks, scale)
    written = io.BytesIO()
    _with_legend(picture, f"{where}, page {page}", marks).save(written, format="PNG")
    return written.getvalue()


def _rendered(page: pypdfium2.PdfPage) -> tuple[Image.Image, tuple[float, float]]:
    """The page as seen, faded, and how many of its pixels a point is, across and down."""
    _, width, height = as_seen(page)
    drawn = page.render(scale=LONGEST / max(page.get_size())).to_pil().convert("RGB")
    picture = Image.blend(drawn, Image.new("RGB", drawn.size, WHITE), FADED)
    return picture, (picture.width / width, picture.height / height)


def _draw_tags(draw: ImageDraw.ImageDraw, marks: Sequence[Mark], scale: tuple[float, float]) -> None:
    """Print the tags above their boxes, but for those that would run into one that is printed already.

    What is hidden has none: charts hide a hundred ticks where nothing is to be seen.
    """
    font = ImageFont.load_default(TAG_SIZE)
    printed: list[Box] = []
    for mark in marks:
        if mark.tag and mark.tag != TAGS[RefusalReason.HIDDEN]:
            left, bottom, *_ = _around(mark.box, scale)
            own = Box(left, bottom - TAG_SIZE, left + font.getlength(mark.tag), bottom)
            if all(are_apart(own, other) for other in printed):
                draw.text((left, bottom), mark.tag, fill=COLOURS[mark.kind], font=font, anchor="ls")
                printed.append(own)


def _around(box: Box, scale: tuple[float, float]) -> tuple[int, int, int, int]:
    """The pixels of an outline: left, top, right, bottom."""
    across, down = scale
    left, top = round(box.x0 * across) - AIR, round(box.top * down) - AIR
    return left, top, round(box.x1 * across) + AIR, round(box.bottom * down) + AIR


def _with_legend(picture: Image.Image, title: str, marks: Sequence[Mark]) -> Image.Image:
    """The picture with a strip below it that names the colours, counts their boxes and spells out the tags."""
    font = ImageFont.load_default(LEGEND_SIZE)
    row, indent = 2 * LEGEND_SIZE, LEGEND_SIZE
    placed: list[tuple[float, int, MarkKind | None, str]] = []
    left, line = float(indent), 0
    for kind, words in _entries(title, marks):
        wide = font.getlength(words) + _swatch_room(kind)
        if left > indent and left + wide > picture.width - indent:
            left, line = float(indent), line + 1
        placed.append((left, line, kind, words))
        left += wide + 2 * indent
    whole = Image.new("RGB", (picture.width, picture.height + (line + 1) * row), WHITE)
    whole.paste(picture)
    draw = ImageDraw.Draw(whole)
    draw.line((0, picture.height, picture.width, picture.height), fill=BLACK)
    for x, at, kind, words in placed:
        middle = picture.height + at * row + row / 2
        if kind:
            half = LEGEND_SIZE / 2
            swatch = (x, middle - half, x + LEGEND_SIZE, middle + half)
            draw.rectangle(swatch, outline=COLOURS[kind], width=2 * THICKNESS[kind])
        draw.text((x + _swatch_room(kind), middle), words, fill=BLACK, font=font, anchor="lm")
    return whole


def _swatch_room(kind: MarkKind | None) -> float:
    return 1.5 * LEGEND_SIZE if kind else 0.0


def _entries(title: str, marks: Sequence[Mark]) -> Iterator[tuple[MarkKind | None, str]]:
    yield None, title
    kinds = Counter(mark.kind for mark in marks)
    tags = Counter(mark.tag for mark in marks if mark.kind is MarkKind.REFUSAL)
    for kind in MarkKind:
        if kinds[kind]:
            reasons = ", ".join(f"{tag} {count}" for tag, count in tags.most_common())
            yield kind, f"{kind} {kinds[kind]}" + (f": {reasons}" if kind is MarkKind.REFUSAL else "")
