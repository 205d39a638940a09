"""Tags: a block of words beside a slice becomes what it names and the figures that it prints."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deckfacts.deck import Cell, CellLine
from extractors.pdf.charts.figures import Figure, read_figure
from extractors.pdf.charts.prints import Print, make_print
from extractors.pdf.texts import text_of
from extractors.pdf.words import Word, find_lines, make_word

STOPS = ",;:–—-="
"""What parts a name from its figure ("Education, 14%") belongs to neither."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A label: the words that name something, the figures that tell how much, and words that say more about them."""

    name: tuple[Word, ...]
    figures: tuple[Print, ...]
    rest: tuple[Word, ...] = ()

    @property
    def words(self) -> tuple[Word, ...]:
        """All of it."""
        return (*self.name, *(word for figure in self.figures for word in figure.words), *self.rest)

    @property
    def block(self) -> Print:
        """All of it as one print."""
        return make_print(self.words)

    @property
    def percent(self) -> float | None:
        """The share that it prints."""
        return next((p.figure.size for p in self.figures if p.figure and p.figure.kind == "%"), None)

    @property
    def size(self) -> float:
        """Its first figure."""
        figure = self.figures[0].figure if self.figures else None
        return figure.size if figure else 0.0


def read_tags(block: Print) -> list[Tag]:
    """The labels in a block of lines: one, or one for each line or figure."""
    lines = [make_print(line) for line in find_lines(block.words)]
    strong = any(_is_strong(read_figure(word.text)) for word in block.words)
    tags: list[Tag] = []
    begun: list[Print] = []
    for i, line in enumerate(lines):
        begun.append(line)
        following = lines[i + 1] if i + 1 < len(lines) else None
        if following is not None and not _ends(begun, following, strong=strong):
            continue
        tags.append(_tag(begun, strong=strong))
        begun = []
    return tags


def read_middle(prints: Sequence[Print]) -> list[Tag]:
    """The figures in the middle of a ring, each with the words below it, or above it where words come first."""
    if not prints:
        return []
    lines = [make_print(line) for line in find_lines(word for p in prints for word in p.words)]
    if lines[0].figure is None:
        return read_tags(make_print([word for line in lines for word in line.words]))
    starts = [i for i, line in enumerate(lines) if line.figure]
    parts = [lines[a:b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    return [_tag(part, strong=False) for part in parts]


def _is_strong(figure: Figure | None) -> bool:
    """Whether a figure has a unit: where one label has, the bare ones beside it are part of a name ("20 to 30")."""
    return figure is not None and bool(figure.kind)


def _counts(figure: Figure | None, *, strong: bool) -> bool:
    return figure is not None and (bool(figure.kind) or not strong)


def _ends(begun: Sequence[Print], following: Print, *, strong: bool) -> bool:
    """Whether a label is whole before the line that follows."""
    line = begun[-1]
    if following.text.startswith(("(", "[")) or (_counts(following.figure, strong=strong) and len(begun) > 1):
        return False
    if _counts(line.figure, strong=strong):
        # A figure over its name ("30%" over "Fixed rate") goes on; one below its name is the end of it.
        return len(begun) > 1
    return _trailing(line, strong=strong) is not None and not _counts(following.figure, strong=strong)


def _trailing(line: Print, *, strong: bool) -> list[Word] | None:
    """The figure that ends a line of words ("TX 5%"): its last word, or its last two ("£ 5m")."""
    words = line.words
    for count in (2, 1):
        found = list(words[-count:])
        text = " ".join(word.text for word in found)
        if (
            len(words) > count
            and _counts(read_figure(text), strong=strong)
            and not (count == 2 and (found[0].text in STOPS or read_figure(found[0].text)))
        ):
            return found if text.count("(") == text.count(")") else None
    return None


def _tag(lines: Sequence[Print], *, strong: bool) -> Tag:
    figures = [line for line in lines if _counts(line.figure, strong=strong)]
    if figures and figures[-1] is lines[-1]:
        # Figures above the last words are part of the name ("100%" / "ownership" / "42.9%").
        last_words = max((i for i, line in enumerate(lines) if line not in figures), default=-1)
        figures = list(lines[last_words + 1 :])
    if figures:
        at = lines.index(figures[-1])
        named = [word for line in lines[:at] if line not in figures for word in line.words]
        rest = [word for line in lines[at + 1 :] for word in line.words]
        return Tag(tuple(named), tuple(figures), tuple(rest)) if named else Tag(tuple(rest), tuple(figures))
    words = [word for line in lines for word in line.words]
    tail = _trailing(lines[-1], strong=strong)
    if tail:
        return Tag(tuple(words[: -len(tail)]), (make_print(tail),))
    for at, word in enumerate(words):
        if at and _counts(read_figure(word.text), strong=strong):
            return Tag(tuple(words[:at]), (make_print([word]),), tuple(words[at + 1 :]))
    return Tag(tuple(words), ())


def cells_of(tag: Tag, row: int, column: int, page: int) -> Iterator[Cell]:
    """A label as a row of a table, its figures from a column on."""
    name = _without_stop(tag.name)
    if name:
        yield Cell(row, 0, (CellLine(text_of(name, page)),))
    for at, figure in enumerate(tag.figures, column):
        yield Cell(row, at, (CellLine(text_of(figure.words, page)),))
    if tag.rest:
        yield Cell(row, column + len(tag.figures), (CellLine(text_of(tag.rest, page)),))


def _without_stop(name: tuple[Word, ...]) -> tuple[Word, ...]:
    """A name without the comma, colon or dash that parts it from its figure."""
    if not name or name[-1].text[-1] not in STOPS:
        return name
    kept = name[-1].glyphs[: len(name[-1].text.rstrip(STOPS))]
    return (*name[:-1], make_word(kept, raised=name[-1].raised)) if kept else name[:-1]
