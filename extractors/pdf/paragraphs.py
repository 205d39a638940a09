"""Paragraphs: the lines of one column become headings, bullets, paragraphs and call-outs, from top to bottom."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from deckfacts.contract import Box
from deckfacts.deck import Block, Bullet, Heading, Paragraph, Text, join_texts
from deckfacts.language.folding import fold
from deckfacts.language.quantities import find_quantities
from extractors.pdf.lines import Line
from extractors.pdf.page import around
from extractors.text.inline import MAX_TEXT

LEADING = 1.7
"""Ems from foot to foot of two lines of one paragraph; slides are set at 1.0 to 1.5."""
SAME_SIZE = 0.06
"""Part of its size by which the type of a paragraph's lines may differ."""
SLACK = 0.6
"""Ems that a line may miss of the column's edge and still have been broken for want of room."""
HANGING = 0.6
"""Ems by which the lines of a bullet may begin left of its text."""
LARGER = 1.12
"""A heading's type against the usual one where it is not bold."""
MAX_HEADING = 120
"""Characters of a heading."""
FIGURE_SIZE = 1.3
"""Against the type of a name that prints a number of its own ("Customers with more than $100,000")."""
CENTRED = 0.6
"""Ems by which twice the middles of centred lines may differ, and their beginnings must."""
TIGHT = 1.4
"""Ems from foot to foot of the lines of a label."""
CALLOUT_REACH = 1.3
"""Ems of the larger type between a figure that stands alone and the name below or above it."""

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_ENDS = re.compile(r"[.!?。;]['\")\]”]?\s*$")
_OPEN_END = re.compile(r"(?:[,&/–-]|\b(?:and|or|of|the|to|in|for|by|with|from|a|an|on|at|as|our))\s*$", re.IGNORECASE)
_LOWER = re.compile(r"^[a-z(]")


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that belong together: a paragraph, a heading or a bullet."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> Text:
        """All of it as one text."""
        return join_texts(line.text for line in self.lines)

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.lines[-1]

    @property
    def box(self) -> Box:
        """The box around its lines."""
        return around([line.box for line in self.lines])


@dataclass(slots=True)
class _Levels:
    """The places at which bullets of a column begin, from the outermost in."""

    starts: list[tuple[float, str]] = field(default_factory=list)

    def level(self, line: Line) -> int:
        """How deep a bullet stands: by its sign's place, and by the sign where the places are the same."""
        tolerance = line.size / 2
        while self.starts and line.marker_x < self.starts[-1][0] - tolerance:
            self.starts.pop()
        known = [marker for x, marker in self.starts if abs(x - line.marker_x) <= tolerance]
        sign = re.sub(r"[\w]+", "1", line.marker.text) if line.marker else ""
        if sign not in known:
            self.starts.append((line.marker_x, sign))
        while self.starts[-1][1] != sign:
            self.starts.pop()
        return len(self.starts)


def read_column(lines: Sequence[Line], usual: float) -> list[tuple[Box, Block]]:
    """The blocks of a column with their places; `usual` is the size of the slide's running text."""
    runs = _runs(lines)
    blocks: list[tuple[Box, Block]] = []
    levels = _Levels()
    for run, partner in _with_callouts(runs):
        if partner is not None:
            text = join_texts([partner.text, run.text])
            blocks.append((around([run.box, partner.box]), Paragraph(text)))
            levels = _Levels()
        elif run.first.marker:
            blocks.append((run.box, Bullet(run.text, levels.level(run.first), run.first.marker.text)))
        else:
            level = heading_level(run, usual)
            levels = _Levels()
            blocks.append((run.box, Heading(run.text, level) if level else Paragraph(run.text)))
    return blocks


def _runs(lines: Sequence[Line]) -> list[Run]:
    runs: list[Run] = []
    edge = max((line.box.x1 for line in lines), default=0.0)
    for line in lines:
        before = runs[-1] if runs else None
        if before and _continues(before, line, edge):
            runs[-1] = replace(before, lines=(*before.lines, line))
        else:
            runs.append(Run((line,)))
    return runs


def _continues(run: Run, line: Line, edge: float) -> bool:
    """Whether a line goes on with the one above it."""
    last, first = run.last, run.first
    if line.marker or not _is_next(last, line) or sum(len(part.plain) for part in run.lines) > MAX_TEXT:
        return False
    if first.marker:
        size = max(last.size, line.size)
        inside = line.box.x0 >= (first.box.x0 if len(run.lines) == 1 else last.box.x0) - HANGING * size
        flush = line.box.x0 >= first.marker_x - HANGING * size and len(run.lines) == 1
        return (inside or flush) and _was_broken(last, line, edge)
    if last.bold != line.bold or (last.underlined and not line.underlined) or is_figure(line.plain):
        return False
    alone = len(run.lines) == 1 and _ENDS.search(last.plain) is not None and not _LOWER.match(line.plain)
    # A sentence on a line of its own is followed by the next one, not by more of it.
    return not alone and _was_broken(last, line, edge)


def _is_next(last: Line, line: Line) -> bool:
    """Whether a line stands right under another, in type of the same size."""
    size = max(last.size, line.size)
    alike = line.turn == last.turn and abs(last.size - line.size) <= SAME_SIZE * size
    under = 0 < line.baseline - last.baseline <= LEADING * size
    return alike and under and line.box.x0 <= last.box.x1 and line.box.x1 >= last.box.x0


def _was_broken(last: Line, line: Line, edge: float) -> bool:
    """Whether a line ends where it does for want of room: the next word would not have fit, or the sentence goes on."""
    if _OPEN_END.search(last.plain) or (_LOWER.match(line.plain) and not _ENDS.search(last.plain)):
        return True
    if _is_centred(last, line):
        return True
    room = edge - last.box.x1
    return line.first_word + SLACK * last.size / 2 > room


def _is_centred(last: Line, line: Line) -> bool:
    """Whether two lines are centred on each other: nobody centres a list, so they are one label."""
    middle = abs((last.box.x0 + last.box.x1) - (line.box.x0 + line.box.x1)) <= CENTRED * last.size
    alike = last.colour == line.colour and line.baseline - last.baseline <= TIGHT * last.size
    return middle and alike and abs(last.box.x0 - line.box.x0) > CENTRED * last.size


def is_figure(text: str) -> bool:
    """Whether a text is a number with its unit and nothing else."""
    if len(text) > 40 or not any(char.isdigit() for char in text):
        return False
    quantities = find_quantities(text)
    rest = list(fold(text))
    for quantity in quantities:
        rest[quantity.start : quantity.end] = " " * (quantity.end - quantity.start)
    return bool(quantities) and not _LETTERS.search("".join(rest))


def heading_level(run: Run, usual: float) -> int:
    """The rank of a heading, 0 for what is none: larger type before bold type, and that before underlined type."""
    text = run.text.text
    if len(text) > MAX_HEADING or not _LETTERS.search(text) or _ENDS.search(text) or is_figure(text):
        return 0
    if run.first.size >= LARGER * usual:
        return 2 if run.first.size >= LARGER * LARGER * usual else 3
    if all(line.bold for line in run.lines):
        return 4
    return 5 if all(line.underlined for line in run.lines) else 0


def _with_callouts(runs: Sequence[Run]) -> list[tuple[Run, Run | None]]:
    """Each run in order; a figure that stands alone comes with the name above or below it as its partner."""
    partner: dict[int, int] = {}
    figures = {at for at, run in enumerate(runs) if not run.first.marker and is_figure(run.text.text)}
    gaps = [
        (gap, figure, name)
        for figure in figures
        for name in (figure - 1, figure + 1)
        if 0 <= name < len(runs) and name not in figures and (gap := _callout_gap(runs[figure], runs[name])) is not None
    ]
    below = median([name - figure for _, figure, name in gaps]) if gaps else 0
    for _, figure, name in sorted(gaps, key=lambda found: (found[2] - found[1] != (1 if below >= 0 else -1), found[0])):
        if figure not in partner and name not in partner.values():
            partner[figure] = name
    named = set(partner.values())
    return [(run, runs[partner[at]] if at in partner else None) for at, run in enumerate(runs) if at not in named]


def _callout_gap(figure: Run, name: Run) -> float | None:
    """Points between a figure and a name; null where they are no call-out."""
    text = name.text.text
    if name.first.marker or not _LETTERS.search(text) or len(text) > MAX_HEADING or _ENDS.search(text):
        return None
    if find_quantities(text) and figure.first.size < FIGURE_SIZE * name.first.size:
        return None
    one, other = figure.box, name.box
    if one.x0 > other.x1 or other.x0 > one.x1:
        return None
    gap = max(other.top - one.bottom, one.top - other.bottom)
    return gap if gap <= CALLOUT_REACH * max(figure.first.size, name.first.size) else None
