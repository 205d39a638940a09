"""Words: the visible glyphs of a page become words, lines of words, and the pieces of lines that stand apart.

Words are joined first as the file prints them, glyph after glyph, so that texts that lie on each other stay apart,
and then by place, since some files print a word in parts or its figures first.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from deckfacts.contract import Box
from extractors.pdf.page import Glyph, Page, around

WORD_GAP = 0.18
"""Ems between two glyphs from which they are of two words; a space is 0.25 em and more, kerning stays below 0.1."""
OVERLAP = 0.35
"""Ems by which a glyph may reach back over the one before it and still follow it (kerning, italics)."""
SAME_LINE = 0.25
"""Ems by which the feet of two words of one line may differ."""
PIECE_GAP = 0.95
"""Ems from which a gap parts a line in pieces: justified text stretches its spaces to 0.8 em."""
RAISED = (0.15, 0.8)
"""Ems by which a footnote mark stands above the foot of the word that it hangs on."""
RAISED_SIZE = 0.8
"""The largest size of a raised mark, in that of its word."""
MARK_GAP = 0.6
"""Ems from a footnote's mark to its text."""
MARK_DIGITS = re.compile(r"\d{3}")
"""No footnote mark has three digits: a small 285 at the shoulder of 279 is the label of the bar before it."""
_MARK = re.compile(r"^(?:[(\[][\w*]{1,2}[)\]]|[*†‡]{1,3})$")
"""What is a footnote's mark even where a space parts it from its word: "intangibles (5)", the mark small and raised."""
SHOULDER = 8.0
"""Points from the end of a word in which its raised mark is looked for: 0.18 em of the largest type on a slide."""


@dataclass(frozen=True, slots=True)
class Word:
    """Glyphs without a space between them; `raised` for a mark that hangs on the word before it."""

    glyphs: tuple[Glyph, ...]
    text: str
    box: Box
    baseline: float
    size: float
    raised: bool = False

    @property
    def bold(self) -> bool:
        """Whether it is printed bold."""
        return self.glyphs[0].style.bold

    @property
    def turn(self) -> int:
        """Its direction in degrees clockwise."""
        return self.glyphs[0].style.turn

    @property
    def x_mid(self) -> float:
        """The middle between its sides."""
        return (self.box.x0 + self.box.x1) / 2

    @property
    def y_mid(self) -> float:
        """The middle between its top and bottom."""
        return (self.box.top + self.box.bottom) / 2


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one line that stand close together: a cell, a label, or a line of a column of text."""

    words: tuple[Word, ...]
    box: Box
    baseline: float
    size: float

    @property
    def text(self) -> str:
        """The words with a space between them, raised marks glued on."""
        parts = [word.text if word.raised or not i else f" {word.text}" for i, word in enumerate(self.words)]
        return "".join(parts)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(word.bold for word in self.words)


def make_word(glyphs: Sequence[Glyph], *, raised: bool = False) -> Word:
    """A word of these glyphs; ValueError for none."""
    box = around([glyph.box for glyph in glyphs])
    size = max([glyph.style.size for glyph in glyphs])
    return Word(tuple(glyphs), "".join([glyph.char for glyph in glyphs]), box, glyphs[0].baseline, size, raised)


def find_words(page: Page) -> list[Word]:
    """The visible words of a page, upright ones joined by place; marks that hang on a word are words of their own."""
    runs = _runs([glyph for glyph in page.glyphs if glyph.hidden is None])
    upright = _join([run for run in runs if run[0].style.turn == 0])
    turned = [make_word(run) for run in runs if run[0].style.turn != 0]
    return upright + turned


def _runs(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs that follow each other in the file and on the page; spaces end a run and are dropped."""
    runs: list[list[Glyph]] = []
    open_run: list[Glyph] = []
    for glyph in glyphs:
        if glyph.char.isspace():
            open_run = []
        elif open_run and _follows(open_run[-1], glyph):
            open_run.append(glyph)
        else:
            open_run = [glyph]
            runs.append(open_run)
    return runs


def _follows(before: Glyph, glyph: Glyph) -> bool:
    one, other = before.style, glyph.style
    em = other.size
    if one is not other:  # within a text object they are the same
        em = max(one.size, other.size)
        if one.turn != other.turn or (one.size != other.size and min(one.size, other.size) < RAISED_SIZE * em):
            return False
    if abs(before.baseline - glyph.baseline) > SAME_LINE * em and other.turn in (0, 90, 180, 270):
        return False
    if before.box.x0 == glyph.box.x0 and before.box == glyph.box:
        return before.order == glyph.order  # the letters of a ligature share its box
    gap = glyph.box.x0 - before.box.x1 if other.turn == 0 else _gap(before, glyph)
    return -OVERLAP * em <= gap <= WORD_GAP * em


def _gap(before: Glyph, glyph: Glyph) -> float:
    """The way from the end of a turned glyph to the beginning of the next, in their direction."""
    turn = glyph.style.turn
    if turn == 90:
        return glyph.box.top - before.box.bottom
    if turn == 180:
        return before.box.x0 - glyph.box.x1
    if turn == 270:
        return before.box.top - glyph.box.bottom
    apart_x = max(glyph.box.x0 - before.box.x1, before.box.x0 - glyph.box.x1)
    return max(apart_x, glyph.box.top - before.box.bottom, before.box.top - glyph.box.bottom)


def _join(runs: Sequence[list[Glyph]]) -> list[Word]:
    """Runs on one line that touch are one word, unless a space glyph or a raised mark parts them."""
    joined: list[Word] = []
    for line in find_lines(map(make_word, runs)):
        begin = len(joined)
        for word in line:
            before = joined[-1] if len(joined) > begin else None
            if before and _touches(before, word):
                joined[-1] = make_word(before.glyphs + word.glyphs)
            else:
                joined.append(word)
    return _mark_raised(joined)


def _touches(before: Word, word: Word) -> bool:
    """Whether two words are parts of one: nothing between them, not even a printed space."""
    em = max(before.size, word.size)
    if min(before.size, word.size) < RAISED_SIZE * em or abs(before.baseline - word.baseline) > 0.05 * em:
        return False
    gap = word.box.x0 - before.box.x1
    step = word.glyphs[0].offset - before.glyphs[-1].offset
    if step == 2:  # what stands between them in the file is a space
        return False
    follows = step == 1
    return -0.1 * em <= gap <= (0.1 if not follows else WORD_GAP) * em


def _mark_raised(words: list[Word]) -> list[Word]:
    """Tell small words that stand at the shoulder of a larger one: footnote marks and the like."""
    largest = max((word.size for word in words), default=0.0)
    ends: dict[int, list[Word]] = defaultdict(list)
    starts: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        ends[round(word.box.x1 / SHOULDER)].append(word)
        starts[round(word.box.x0 / SHOULDER)].append(word)
    return [_raised(word, ends, starts) if word.size <= RAISED_SIZE * largest else word for word in words]


def _raised(small: Word, ends: Mapping[int, Sequence[Word]], starts: Mapping[int, Sequence[Word]]) -> Word:
    """The word as a raised one where it hangs on the end of another, or, as footnotes do, stands before its start."""
    if MARK_DIGITS.search(small.text):
        return small
    for at, near in ((small.box.x0, ends), (small.box.x1, starts)):
        column = round(at / SHOULDER)
        for word in (word for cell in (column - 1, column, column + 1) for word in near.get(cell, ())):
            if small.size > RAISED_SIZE * word.size:
                continue
            edge = small.box.x0 - word.box.x1 if near is ends else word.box.x0 - small.box.x1
            reach = MARK_GAP if near is starts or _MARK.match(small.text) else WORD_GAP
            rise = word.baseline - small.baseline
            if -0.2 * word.size <= edge <= reach * word.size and RAISED[0] <= rise / word.size <= RAISED[1]:
                return Word(small.glyphs, small.text, small.box, word.baseline, small.size, raised=True)
    return small


def find_lines(words: Iterable[Word]) -> list[list[Word]]:
    """Words whose feet stand level, from top to bottom, each line from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.baseline, word.box.x0)):
        last = lines[-1] if lines else None
        if last and abs(last[0].baseline - word.baseline) <= SAME_LINE * min(last[0].size, word.size):
            last.append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.box.x0) for line in lines]


def find_pieces(words: Iterable[Word], gap: float = PIECE_GAP) -> list[Piece]:
    """The lines of words, parted where more than `gap` ems lie between two of them."""
    pieces: list[Piece] = []
    for line in find_lines(words):
        open_piece = [line[0]]
        for word in line[1:]:
            em = min(open_piece[-1].size, word.size) if not word.raised else open_piece[-1].size
            if word.box.x0 - open_piece[-1].box.x1 > gap * em:
                pieces.append(make_piece(open_piece))
                open_piece = []
            open_piece.append(word)
        pieces.append(make_piece(open_piece))
    return pieces


def make_piece(words: Sequence[Word]) -> Piece:
    """A piece of these words, in their order."""
    size = max(word.size for word in words if not word.raised) if not all(w.raised for w in words) else words[0].size
    return Piece(tuple(words), around([word.box for word in words]), words[0].baseline, size)
