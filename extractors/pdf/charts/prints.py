"""Prints: the words of a page become the short texts that stand in a chart: names, periods and data labels."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from deckfacts.contract import Box
from extractors.pdf.charts.figures import Figure, is_one_period, is_period, read_figure
from extractors.pdf.charts.turning import turned
from extractors.pdf.page import around
from extractors.pdf.words import Word, find_lines

LABEL_GAP = 0.6
"""Ems from which a gap parts two labels: neighbours on an axis come as close as 0.8 em, words of one to 0.4 em."""
LINE_PITCH = (0.7, 1.45)
"""Ems from foot to foot between two lines of one label: 1.2 is usual; labels of their own keep 1.6 apart."""
LONGEST_MONTH = 5
"""Letters of the longest short name of a month with its point ("Sept.")."""
SMALLEST = 3.0
"""Points; text below it is leftover of objects that were scaled away, no label."""


@dataclass(frozen=True, slots=True)
class Print:
    """A short text; `figure` is what it prints if that is a number and nothing else.

    `x_mid` and `y_mid`, the middles between its sides and between top and bottom, are what is asked for most.
    """

    words: tuple[Word, ...]
    text: str
    box: Box
    size: float
    figure: Figure | None
    turn: int = 0
    x_mid: float = field(init=False, compare=False)
    y_mid: float = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "x_mid", (self.box.x0 + self.box.x1) / 2)
        object.__setattr__(self, "y_mid", (self.box.top + self.box.bottom) / 2)


def lay(p: Print) -> Print:
    """A print as it stands when the page lies on its left side; its words stay where they are."""
    return Print(p.words, p.text, turned(p.box), p.size, p.figure, p.turn)


def make_print(words: Sequence[Word]) -> Print:
    """A print of these words in their order."""
    first = words[0]
    if len(words) == 1:
        return Print((first,), first.text, first.box, first.size, read_figure(first.text), first.turn)
    parts = [word.text if word.raised or not i else f" {word.text}" for i, word in enumerate(words)]
    plain = "".join(part for part, word in zip(parts, words, strict=True) if not word.raised)
    box = around([word.box for word in words])
    return Print(tuple(words), "".join(parts), box, max(w.size for w in words), read_figure(plain), first.turn)


def find_prints(lines: Iterable[Sequence[Word]], turned: Sequence[Word]) -> list[Print]:
    """The prints of a page, of its lines of upright words and its turned words; figures close together are one each."""
    prints: list[Print] = []
    for line in lines:
        for run in _runs(line):
            prints += _split(run)
    return prints + _turned(turned)


def _runs(line: Sequence[Word]) -> Iterator[list[Word]]:
    """The words of a line that stand close together."""
    run = [line[0]]
    for word in line[1:]:
        em = min(run[-1].size, word.size) if not word.raised else run[-1].size
        if word.box.x0 - run[-1].box.x1 > LABEL_GAP * em:
            yield run
            run = []
        run.append(word)
    yield run


def _split(words: Sequence[Word]) -> list[Print]:
    """Figures side by side ("394 395") are prints of their own, and periods that were painted one by one."""
    whole = make_print(words)
    if len(words) < 2 or not all(map(_may_stand_alone, words)):
        return [whole]
    singles = [make_print([word]) for word in words]
    figures = all(single.figure for single in singles)
    if figures and not whole.figure:
        return singles
    if not all(a.glyphs[0].order != b.glyphs[0].order for a, b in pairwise(words)):
        return [whole]
    if figures:
        return [whole] if _has_share(singles) else singles
    return _periods(words) if all(is_period(single.text) for single in singles) else [whole]


def _has_share(singles: Sequence[Print]) -> bool:
    """Whether a figure has its share behind it in brackets: "60 (52%)"."""
    if len(singles) != 2 or not singles[1].text.startswith("("):
        return False
    kinds = [single.figure.kind for single in singles if single.figure]
    return kinds[1:] == ["%"] != kinds[:1]


def _periods(words: Sequence[Word]) -> list[Print]:
    """Words that each name a period, parted into whole ones: some files paint "Q1 FY24" word by word."""
    found: list[Print] = []
    rest = list(words)
    while rest:
        counts = (count for count in range(len(rest), 1, -1) if is_one_period(make_print(rest[:count]).text))
        count = next(counts, 1)
        found.append(make_print(rest[:count]))
        rest = rest[count:]
    return found


def _may_stand_alone(word: Word) -> bool:
    """Whether a word may be a label of its own: a figure, a period or the name of a month."""
    return not word.raised and (len(word.text) <= LONGEST_MONTH or any(map(str.isdigit, word.text)))


def _turned(words: Sequence[Word]) -> list[Print]:
    """Words that run in another direction, joined along it."""
    prints: list[Print] = []
    for turn in {word.turn for word in words}:
        angle = math.radians(turn)
        cos, sin = math.cos(angle), math.sin(angle)
        level = [_along(word, cos, sin) for word in words if word.turn == turn]
        back = {id(one): word for one, word in level}
        for line in find_lines(one for one, _ in level):
            run: list[Word] = []
            for word in line:
                if run and word.box.x0 - run[-1].box.x1 > LABEL_GAP * word.size:
                    prints.append(make_print([back[id(one)] for one in run]))
                    run = []
                run.append(word)
            prints.append(make_print([back[id(one)] for one in run]))
    return prints


def _along(word: Word, cos: float, sin: float) -> tuple[Word, Word]:
    """The word as it stands in its own direction, and itself."""

    def middle(box: Box) -> tuple[float, float]:
        return (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2

    first, last = middle(word.glyphs[0].box), middle(word.glyphs[-1].box)
    begin, end = first[0] * cos + first[1] * sin, last[0] * cos + last[1] * sin
    foot = -first[0] * sin + first[1] * cos
    half = word.size / 4
    box = Box(begin - half, foot - word.size / 2, end + half, foot + word.size / 2)
    return replace(word, box=box, baseline=foot), word


def find_blocks(prints: Iterable[Print]) -> list[Print]:
    """Lines below each other that belong to one label, joined; figures may be part of it."""
    blocks: list[list[Print]] = []
    for line in sorted(prints, key=lambda p: (p.box.top, p.box.x0)):
        for block in reversed(blocks):
            if _continues(block[-1], line):
                block.append(line)
                break
        else:
            blocks.append([line])
    return [join_prints(block) for block in blocks]


def join_prints(prints: Sequence[Print]) -> Print:
    """Prints as one."""
    return prints[0] if len(prints) == 1 else make_print([word for p in prints for word in p.words])


def _continues(above: Print, line: Print) -> bool:
    em = max(above.size, line.size)
    if abs(above.size - line.size) > 0.15 * em or above.turn != line.turn:
        return False
    pitch = line.words[0].baseline - above.words[0].baseline
    overlap = min(above.box.x1, line.box.x1) - max(above.box.x0, line.box.x0)
    return LINE_PITCH[0] * em <= pitch <= LINE_PITCH[1] * em and overlap > 0.3 * min(
        above.box.x1 - above.box.x0, line.box.x1 - line.box.x0
    )
