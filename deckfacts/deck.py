"""Deck: slides of headings, bullets, paragraphs and tables, each character of which knows where it is printed.

This is what every extractor gives, text or PDF, and all that the meaning of a deck is read from.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TypeAlias

from deckfacts.contract import Box, Place, RefusalReason, Source


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a `Text` that stands in one piece in the source.

    `start` and `end` are half-open positions in the text; `offset` is where the stretch begins within its source
    line (text) or page (PDF), counted in characters, so that (line or page, offset) names each printed character once.
    """

    start: int
    end: int
    place: Place
    offset: int


@dataclass(frozen=True, slots=True)
class Text:
    """A run of printed text; `spans` follow each other in it.

    Characters outside every span were set by the extractor (a joining space).
    """

    text: str
    spans: tuple[Span, ...]

    def touched(self, start: int, end: int) -> list[Span]:
        """The spans that `text[start:end]` has a part of."""
        if len(self.spans) == 1:
            only = self.spans[0]
            return [only] if only.start < end and start < only.end else []
        first = bisect_right(self.spans, start, key=lambda span: span.end)
        return list(takewhile(lambda span: span.start < end, islice(self.spans, first, None)))

    def part(self, start: int, end: int) -> "Text":
        """`text[start:end]` with its own spans."""
        spans = tuple(
            Span(max(s.start, start) - start, min(s.end, end) - start, s.place, s.offset + max(start - s.start, 0))
            for s in self.touched(start, end)
        )
        return Text(self.text[start:end], spans)

    def marks(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The source position of each character of `text[start:end]`, as (line or page, offset)."""
        for span in self.touched(start, end):
            unit = span.place.line or span.place.page or 0
            for at in range(max(start, span.start), min(end, span.end)):
                yield unit, span.offset + at - span.start

    def place(self, start: int, end: int) -> Place:
        """Where `text[start:end]` is printed: the first line or page it touches, and there the box around it."""
        touched = self.touched(start, end) or list(self.spans[:1])
        first = touched[0].place
        boxes = [span.place.bbox for span in touched if span.place.bbox and span.place.page == first.page]
        if not boxes:
            return Place(line=first.line, page=first.page)
        around = Box(
            min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes)
        )
        return Place(page=first.page, bbox=around)


def join_texts(texts: Iterable[Text]) -> Text:
    """Texts as one, a space between them."""
    text, spans = "", []
    for part in texts:
        if text:
            text += " "
        spans += [Span(s.start + len(text), s.end + len(text), s.place, s.offset) for s in part.spans]
        text += part.text
    return Text(text, tuple(spans))


@dataclass(frozen=True, slots=True)
class Heading:
    """A title: of a slide at level 1, of a part of it below that."""

    text: Text
    level: int


@dataclass(frozen=True, slots=True)
class Bullet:
    """A bullet point, its continuation lines joined; level 1 is the outermost. `text` begins behind the marker."""

    text: Text
    level: int
    marker: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text that stands for itself: a caption ("Unit: JPY million"), a legend, a footnote, a sentence."""

    text: Text


@dataclass(frozen=True, slots=True)
class CellLine:
    """One line within a cell; `marker` is its bullet, or empty."""

    text: Text
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell. `row` and `column` are 0-based; a cell without lines is empty."""

    row: int
    column: int
    lines: tuple[CellLine, ...]
    row_span: int = 1
    column_span: int = 1

    @property
    def plain(self) -> str:
        """The cell's text on one line."""
        return " ".join(line.text.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its first `header_rows` rows are column headers, as far as the source says or shows.

    A chart is one too, with `source` saying so: a row for each series or slice, a column for each category.
    """

    cells: tuple[Cell, ...]
    header_rows: int
    place: Place
    source: Source = Source.TABLE

    @property
    def height(self) -> int:
        """Number of rows."""
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    @property
    def width(self) -> int:
        """Number of columns."""
        return max((cell.column + cell.column_span for cell in self.cells), default=0)


Block: TypeAlias = Heading | Bullet | Paragraph | Table


@dataclass(frozen=True, slots=True)
class CellAddress:
    """Which cell of a deck's tables, all 0-based; `table` counts over the whole deck."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: its title, null before the first one, and its blocks in reading order (the title's own left out).

    `sections` are the headings of higher rank that it stands under, outermost first; each titles its own slide.
    """

    title: Heading | None
    blocks: tuple[Block, ...]
    sections: tuple[Heading, ...] = ()

    def texts(self) -> Iterator[Text]:
        """Every text of the slide in reading order, its title first."""
        if self.title:
            yield self.title.text
        for block in self.blocks:
            if isinstance(block, Table):
                yield from (line.text for cell in block.cells for line in cell.lines)
            else:
                yield block.text


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A run of digits in the source: `unit` is its line or page, `offset` the position of its first digit there.

    `context` is the line of print that it stands in, cut to a readable length; `place` tells where it is to be found.
    """

    unit: int
    offset: int
    digits: str
    context: str
    place: Place


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck as printed.

    `numbers` is taken from the source itself, not from the slides, so that the ledger can tell what the extractor lost.
    `set_aside` explains digits that the extractor knows not to be content (markup, list numbers, footnote marks,
    hidden text), by their position (line or page, offset). `pictures` are where bitmaps stand that may hold figures.
    """

    document_id: str
    slides: tuple[Slide, ...]
    numbers: tuple[PrintedNumber, ...]
    set_aside: Mapping[tuple[int, int], RefusalReason]
    media_type: str
    extractor: str
    assumptions: tuple[str, ...] = ()
    pictures: tuple[Place, ...] = ()
