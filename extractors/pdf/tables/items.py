"""Items: the words of a page become what can stand in a cell: a label's line, or a number with its signs."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from deckfacts.contract import Box
from extractors.pdf.page import around
from extractors.pdf.tables.values import goes_after, goes_before, is_blank, is_bullet, is_period, is_value
from extractors.pdf.words import SAME_LINE, Word

ITEM_GAP = 0.95
"""Ems from which a gap parts two items: justified text stretches its spaces to 0.8 em."""
VALUE_GAP = 0.45
"""Ems from which a gap parts two numbers: a space within a number is 0.28 em, columns of a tight table 0.6."""
STANDS_OFF = 1.6
"""Times the widest space between the words of a label from which a number behind it is in a cell of its own."""
SIGN_GAP = 0.22
"""Ems between a number and a currency sign from which the sign belongs to the next number."""
SIGN_REACH = 14.0
"""Ems that a currency sign may stand before its number: signs stand at the left edge of a column of 8 digits."""
MARK_REACH = 2.5
"""Ems that a percent sign or bracket may stand behind its number."""
BULLET_REACH = 4.0
"""Ems from a bullet to its text."""


@dataclass(frozen=True, slots=True)
class Item:
    """Words of one line that belong together; `core` is how far they reach across without a number's loose signs."""

    words: tuple[Word, ...]
    text: str
    box: Box
    core: tuple[float, float]
    baseline: float
    size: float
    is_value: bool
    is_period: bool

    @property
    def middle(self) -> float:
        """Between the sides of its core."""
        return (self.core[0] + self.core[1]) / 2

    @property
    def y(self) -> float:
        """The height of its letters' middle: boxes reach into the lines above and below."""
        return self.baseline - 0.3 * self.size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(word.bold for word in self.words)

    @property
    def is_number(self) -> bool:
        """A value that prints digits and does not only name a period."""
        return self.is_value and not self.is_period and not is_blank(self.text)


@dataclass(frozen=True, slots=True)
class Line:
    """Items that stand level, from left to right."""

    items: tuple[Item, ...]

    @property
    def baseline(self) -> float:
        """Of its first item."""
        return self.items[0].baseline

    @property
    def y(self) -> float:
        """The height of its letters' middle."""
        return self.items[0].y

    @property
    def size(self) -> float:
        """Of its largest item."""
        return max(item.size for item in self.items)

    @property
    def box(self) -> Box:
        """Around its items."""
        return around([item.box for item in self.items])


def make_item(words: Sequence[Word]) -> Item:
    """An item of these words, left to right."""
    plain = [word for word in words if not word.raised] or list(words)
    text = " ".join(word.text for word in plain)
    size = max(word.size for word in plain)
    box = around([word.box for word in words])
    numeric = is_value(text)
    core = _core(plain) if numeric and len(plain) > 1 else (box.x0, box.x1)
    return Item(tuple(words), text, box, core, plain[0].baseline, size, numeric, is_period(text))


def _core(words: Sequence[Word]) -> tuple[float, float]:
    """From the first word of a number that is no sign to the last; a unit ("bps") is as good as a digit."""
    own = [word for word in words if not goes_before(word.text) and not _is_sign_after(word.text)] or words
    return own[0].box.x0, own[-1].box.x1


def _is_sign_after(text: str) -> bool:
    return goes_after(text) and not text.isalpha()


def read_lines(words: Sequence[Word]) -> list[Line]:
    """The upright words as lines of items, from top to bottom."""
    upright = [word for word in words if word.turn == 0]
    return [Line(tuple(_items(line))) for line in _level(upright)]


def _level(words: Sequence[Word]) -> list[list[Word]]:
    """Words whose feet stand level, each line from left to right; a raised mark is as high as what it hangs on."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.baseline, word.box.x0)):
        first = lines[-1][0] if lines else None
        sizes = [each.size for each in (first, word) if each and not each.raised]
        if first and word.baseline - first.baseline <= SAME_LINE * min(sizes, default=word.size):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.box.x0) for line in lines]


def _items(line: Sequence[Word]) -> list[Item]:
    groups: list[list[Word]] = []
    for word, after in zip(line, [*line[1:], None], strict=True):
        if groups and _belongs(groups[-1], word, after):
            groups[-1].append(word)
        else:
            groups.append([word])
    parted = [part for group in groups for part in _value_at_end(group)]
    return _with_signs([make_item(group) for group in parted])


def _value_at_end(group: Sequence[Word]) -> list[Sequence[Word]]:
    """Words parted from a number at their end that stands farther off than they do from each other."""
    gaps = [b.box.x0 - a.box.x1 for a, b in pairwise(group)]
    last = group[-1]
    if not gaps or last.raised or group[-2].raised or not is_value(last.text) or is_value(_text(group)):
        return [group]
    usual = max(gaps[:-1], default=0.0)
    if gaps[-1] >= VALUE_GAP * last.size and gaps[-1] >= STANDS_OFF * usual:
        return [group[:-1], group[-1:]]
    return [group]


def _belongs(group: Sequence[Word], word: Word, after: Word | None) -> bool:
    before = group[-1]
    gap = word.box.x0 - before.box.x1
    if word.raised:
        return gap <= ITEM_GAP * before.size
    em = min(before.size, word.size) if not before.raised else word.size
    if gap > ITEM_GAP * em:
        return False
    if goes_before(word.text) and gap > SIGN_GAP * em and after and is_value(after.text):
        return not is_value(_text(group)) and after.box.x0 - word.box.x1 <= ITEM_GAP * em
    if gap <= VALUE_GAP * em:
        return True
    return not (is_value(word.text) and is_value(_text(group)))


def _text(group: Sequence[Word]) -> str:
    return " ".join(word.text for word in group if not word.raised)


def _mark_reach(item: Item) -> float:
    """How far a sign may stand behind its number; "(3)" is a mark at its side, and a number of its own farther off."""
    is_digit = item.is_value and any(char.isdigit() for char in item.text)
    return (VALUE_GAP if is_digit else MARK_REACH) * item.size


def _with_signs(items: list[Item]) -> list[Item]:
    """Currency signs joined to the number to their right, percent signs and brackets to the one to their left."""
    joined: list[Item] = []
    for item in items:
        before = joined[-1] if joined else None
        gap = item.box.x0 - before.box.x1 if before else 0.0
        if before and (
            (goes_before(before.text) and item.is_value and gap <= SIGN_REACH * item.size)
            or (goes_after(item.text) and before.is_value and gap <= _mark_reach(item))
            or (is_bullet(before.text) and not item.is_value and gap <= BULLET_REACH * item.size)
        ):
            joined[-1] = make_item((*before.words, *item.words))
        else:
            joined.append(item)
    return joined
