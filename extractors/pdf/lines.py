"""Lines: the words of a page that no table or chart holds become lines of text with how they are printed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deckfacts.contract import Box
from deckfacts.deck import Text
from extractors.pdf.page import Colour, Page, around
from extractors.pdf.texts import text_of
from extractors.pdf.words import Piece, Word, find_pieces, make_piece
from extractors.text.inline import PICTORIAL_BULLETS

_MARKER = re.compile(
    rf"^(?:[{PICTORIAL_BULLETS}–—‒‐∙·§»›>*¡-]|[\ue000-\uf8ff]|o|\(?\d{{1,2}}[.)]|\(?(?:[a-f]|[ivx]{1, 4})[.)]|[①-⑳])$"
)
"""What opens a bullet when it is a word of its own; private code points are pictures of Wingdings and its like."""
_NUMBERED = re.compile(r"^\(?(\d+)[.)]$")
_GLUED_MARKER = re.compile(rf"^[{PICTORIAL_BULLETS}\ue000-\uf8ff](?=\S)")
LONGEST_LIST = 30
"""The highest number of a list: what stands in brackets beyond it, "(86)", is a figure."""
MARKER_REACH = 5.0
"""Ems between a bullet's sign and its text; tab stops lie up to four ems apart."""
UNDERLINE = 0.35
"""Ems below the foot of a line within which a thin rule underlines it."""
THIN = 2.0
"""Points; a rule is no thicker."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text. `marker` is the sign that opens a bullet, at `marker_x`, and `text` begins behind it.

    `underlined` if a rule as long as the line runs under it; `first_word` is how wide its first word is.
    """

    text: Text
    box: Box
    baseline: float
    size: float
    bold: bool
    colour: Colour | None
    first_word: float
    marker: Text | None = None
    marker_x: float = 0.0
    underlined: bool = False
    turn: int = 0

    @property
    def plain(self) -> str:
        """Its characters."""
        return self.text.text


def find_text_lines(page: Page, words: Iterable[Word]) -> list[Line]:
    """The lines that the words form, from top to bottom; turned ones last, a line for each run."""
    words = list(words)
    pieces = find_pieces(word for word in words if word.turn == 0)
    counted = sum(bool(_NUMBERED.match(piece.words[0].text)) for piece in pieces) > 1
    rules = _rules(page)
    lines = [_line(piece, page.number, rules, counted=counted) for piece in _with_markers(pieces)]
    turned = [make_piece([word]) for word in words if word.turn != 0]
    return lines + [_line(piece, page.number, (), counted=False) for piece in _turned(turned)]


def _turned(pieces: Sequence[Piece]) -> list[Piece]:
    """Turned words that follow each other in the file are one line."""
    joined: list[Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if before and _goes_on(before, piece):
            joined[-1] = make_piece([*before.words, *piece.words])
        else:
            joined.append(piece)
    return joined


def _goes_on(before: Piece, piece: Piece) -> bool:
    last, first = before.words[-1], piece.words[0]
    near = first.glyphs[0].offset - last.glyphs[-1].offset <= 2
    return near and first.turn == last.turn and abs(first.baseline - last.baseline) <= last.size / 4


def _with_markers(pieces: Sequence[Piece]) -> list[Piece]:
    """A bullet's sign stands apart from its text: put them together."""
    joined: list[Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        lone = before is not None and len(before.words) == 1 and _opens(before.words[0], piece.words[0])
        level = before is not None and abs(before.baseline - piece.baseline) <= piece.size / 2
        if before and lone and level and 0 <= piece.box.x0 - before.box.x1 <= MARKER_REACH * piece.size:
            joined[-1] = make_piece([*before.words, *piece.words])
        else:
            joined.append(piece)
    return joined


def _opens(word: Word, behind: Word) -> bool:
    """Whether a word is the sign of a bullet whose text begins with the next one."""
    if not _MARKER.match(word.text):
        return False
    numbered = _NUMBERED.match(word.text)
    return numbered is None or (int(numbered[1]) <= LONGEST_LIST and behind.text[0].isalpha())


def _rules(page: Page) -> list[Box]:
    return [shape.box for shape in page.shapes if shape.height <= THIN and shape.width > 0]


def _line(piece: Piece, page: int, rules: Sequence[Box], *, counted: bool) -> Line:
    """The line of a piece; a number opens it only where others do (`counted`): "1. Quartal" stands alone."""
    words = piece.words
    marker, marker_x = None, 0.0
    lone = _NUMBERED.match(words[0].text) is not None and not words[0].text.startswith("(") and not counted
    if len(words) > 1 and _opens(words[0], words[1]) and not lone:
        marker, marker_x, words = text_of(words[:1], page), words[0].box.x0, words[1:]
    elif _GLUED_MARKER.match(words[0].text):
        marker, marker_x = text_of(words[:1], page).part(0, 1), words[0].box.x0
        rest = words[0].glyphs[1:]
        first = Word(rest, words[0].text[1:], around([g.box for g in rest]), words[0].baseline, words[0].size)
        words = (first, *words[1:])
    body = make_piece(words)
    style = max(words, key=lambda word: len(word.text)).glyphs[0].style
    return Line(
        text=text_of(words, page),
        box=body.box,
        baseline=body.baseline,
        size=body.size,
        bold=sum(len(w.text) for w in words if w.bold) * 2 > sum(len(w.text) for w in words),
        colour=style.colour,
        first_word=words[0].box.x1 - words[0].box.x0,
        marker=marker,
        marker_x=marker_x,
        underlined=any(_is_under(rule, body) for rule in rules),
        turn=words[0].turn,
    )


def _is_under(rule: Box, piece: Piece) -> bool:
    below = 0 <= rule.top - piece.baseline <= UNDERLINE * piece.size
    width = piece.box.x1 - piece.box.x0
    return below and abs(rule.x0 - piece.box.x0) <= piece.size and abs(rule.x1 - rule.x0 - width) <= 2 * piece.size
