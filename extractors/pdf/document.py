"""Document: the bytes of a PDF become a `Deck`, a slide for each page."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import pypdfium2

from deckfacts.contract import Place, RefusalReason
from deckfacts.deck import Deck, Heading, Paragraph, PrintedNumber, Slide
from extractors.pages import begin_page, reading_pages
from extractors.pdf.cards import find_cards
from extractors.pdf.charts.finding import find_charts
from extractors.pdf.flow import open_headings, read_slide
from extractors.pdf.furniture import Sheet, find_furniture
from extractors.pdf.geometry import read_page
from extractors.pdf.lines import find_text_lines
from extractors.pdf.opening import no_text, open_page, open_pdf
from extractors.pdf.page import Glyph, Page, around, is_placed
from extractors.pdf.pictures import find_unread_pictures
from extractors.pdf.regions import without
from extractors.pdf.tables.finding import find_tables
from extractors.pdf.tables.proposals import Proposer, reconsider
from extractors.pdf.visibility import mark_hidden
from extractors.pdf.words import Word, find_words

MAX_CONTEXT = 200
"""Characters around a number that tell a reader where it stood."""


@dataclass(slots=True)
class _Read:
    """What the pages have given so far."""

    sheets: list[Sheet] = field(default_factory=list)
    numbers: list[PrintedNumber] = field(default_factory=list)
    set_aside: dict[tuple[int, int], RefusalReason] = field(default_factory=dict)
    hidden: Counter[int] = field(default_factory=Counter)


def extract_pdf(data: bytes, *, where: str) -> Deck:
    """Read a PDF deck; `where` names it in errors. Raises a DocumentError."""
    document = open_pdf(data, where=where)
    read, proposer = _Read(), Proposer(data)
    with reading_pages():
        for page in pages_of(document, where=where):
            _read_page(page, proposer, read)
    if not any(sheet.lines or sheet.regions for sheet in read.sheets):
        raise no_text(where)
    return Deck(
        document_id=hashlib.sha256(data).hexdigest()[:16],
        slides=tuple(_slides(read)),
        numbers=tuple(read.numbers),
        set_aside=MappingProxyType(read.set_aside),
        media_type="application/pdf",
        extractor="pdf",
        assumptions=_unseen(read.hidden),
        pictures=find_unread_pictures(read.sheets),
    )


def pages_of(document: pypdfium2.PdfDocument, *, where: str = "the file") -> Iterator[Page]:
    """The pages one by one, each closed before the next is opened: memory stays flat.

    A page that can't be read ends the reading with a DamagedDocumentError: what was read so far would look whole.
    """
    for at in range(len(document)):
        begin_page(at + 1)
        page, text_page = open_page(document, at, where=where)
        try:
            yield mark_hidden(read_page(document, page, text_page, at + 1))
        finally:
            text_page.close()
            page.close()


def _read_page(page: Page, proposer: Proposer, into: _Read) -> None:
    """Read one page and keep of it what the deck needs: not its glyphs, which would fill the memory."""
    words = find_words(page)
    charts = find_charts(page, words)
    rest = without(words, charts)
    regions = [*charts, *reconsider(page, rest, find_tables(page, rest), proposer)]
    lines = find_text_lines(page, without(words, regions))
    light = tuple(replace(region, words=(), ticks=()) for region in regions)
    boxes = tuple(picture.box for picture in page.pictures)
    into.sheets.append(Sheet(page.number, page.width, page.height, tuple(lines), light, boxes, find_cards(page)))
    into.numbers += _numbers(page.number, page.glyphs)
    for glyph in page.glyphs:
        if glyph.hidden and not glyph.char.isspace():
            into.set_aside[page.number, glyph.offset] = RefusalReason.HIDDEN
            into.hidden[page.number] += 1
    for word in words:
        if word.raised:
            _set_aside(page.number, word, RefusalReason.FOOTNOTE_MARK, into)
    for region in regions:
        for word in region.ticks:
            _set_aside(page.number, word, RefusalReason.AXIS_TICK, into)


def _slides(read: _Read) -> Iterator[Slide]:
    above: tuple[Heading, ...] = ()
    for sheet, furniture in zip(read.sheets, find_furniture(read.sheets), strict=True):
        for line in sheet.lines:
            if line.marker:
                marks = line.marker.marks(0, len(line.marker.text))
                read.set_aside.update(dict.fromkeys(marks, RefusalReason.NUMBERING))
        for line in furniture.numbers:
            read.set_aside.update(dict.fromkeys(line.text.marks(0, len(line.plain)), RefusalReason.NUMBERING))
        aside = {id(line) for line in (*furniture.numbers, *furniture.repeated)}
        lines = [line for line in sheet.lines if id(line) not in aside]
        slide = read_slide(sheet, lines, above)
        repeated = tuple(Paragraph(line.text) for line in furniture.repeated)
        yield replace(slide, blocks=slide.blocks + repeated)
        above = open_headings(slide)


def _unseen(hidden: Counter[int]) -> tuple[str, ...]:
    """What is said of text that the file holds and no reader of the deck sees."""
    if not hidden:
        return ()
    pages = ", ".join(map(str, sorted(hidden)))
    plural = "s" if len(hidden) > 1 else ""
    return (f"{hidden.total()} characters that can't be seen were left out, on page{plural} {pages}",)


def _set_aside(page: int, word: Word, reason: RefusalReason, into: _Read) -> None:
    into.set_aside.update({(page, glyph.offset): reason for glyph in word.glyphs})


def _numbers(page: int, glyphs: tuple[Glyph, ...]) -> Iterator[PrintedNumber]:
    """Runs of digits as the file prints them, whatever the finders make of them."""
    text = "".join(glyph.char for glyph in glyphs)
    start = None
    for at, glyph in enumerate(glyphs):
        digit = glyph.char.isdecimal()
        if start is not None and not (digit and _continues(glyphs[at - 1], glyph)):
            yield _number(page, glyphs, start, at, text)
            start = None
        if digit and start is None:
            start = at
    if start is not None:
        yield _number(page, glyphs, start, len(glyphs), text)


def _continues(before: Glyph, glyph: Glyph) -> bool:
    """Whether two digits that follow each other in the file stand beside each other on the page."""
    em = max(glyph.style.size, before.style.size)
    sideways = glyph.style.turn in (90, 270)
    gap = glyph.box.x0 - before.box.x1 if not sideways else 0.0
    level = abs(glyph.baseline - before.baseline) <= em / 4 or glyph.style.turn % 90 != 0
    return level and abs(gap) <= em / 4 and glyph.hidden == before.hidden


def _number(page: int, glyphs: tuple[Glyph, ...], start: int, end: int, text: str) -> PrintedNumber:
    context = text[max(0, start - MAX_CONTEXT // 2) : end + MAX_CONTEXT // 2].strip()
    box = around([glyph.box for glyph in glyphs[start:end]])
    place = Place(page=page, bbox=box if is_placed(box) else None)
    return PrintedNumber(page, glyphs[start].offset, text[start:end], context, place)
