"""Parts: a lone stack whose labels name its segments ("Retail 13%") becomes a row for each segment."""

from collections.abc import Iterable, Iterator, Sequence

from deckfacts.contract import Place, Source
from deckfacts.deck import Table
from extractors.pdf.charts.bars import Bar, Stack, find_stacks
from extractors.pdf.charts.labels import CONCORDANT_CELLS, concordance
from extractors.pdf.charts.matching import assign
from extractors.pdf.charts.prints import Print, find_blocks
from extractors.pdf.charts.tags import Tag, cells_of, read_tags
from extractors.pdf.page import around
from extractors.pdf.regions import Region

MIN_PARTS = 3
"""Segments of a stack that is a chart of its own at least."""
BESIDE = 5.0
"""Ems beside a stack in which the labels of thin segments stand."""
OFF = 3.0
"""Ems above or below its segment in which such a label stands at most."""
OFF_SHARE = 0.03
"""Part of the stack by which a segment may be longer or shorter than its label says."""
FITTING = 0.8
"""Part of the labels whose figures must agree with their segments."""
UNMATCHED = 1.5
"""What it costs to leave a label without a segment."""


def find_lone_stacks(groups: Iterable[Sequence[Bar]]) -> Iterator[Stack]:
    """The stacks that stand alone in their group of bars."""
    for group in groups:
        stacks = find_stacks(group) if len(group) >= MIN_PARTS else []
        if len(stacks) == 1:
            yield stacks[0]


def read_parts(stack: Stack, prints: Sequence[Print], page: int) -> Region | None:
    """A lone stack as a region of its page; null where its labels don't fit."""
    near = [p for p in prints if _is_beside(p, stack)]
    tags = [tag for block in find_blocks(near) for tag in read_tags(block) if tag.name and tag.figures]
    matched = _match(stack, tags)
    if not matched:
        return None
    cells = [cell for row, tag in enumerate(matched) for cell in cells_of(tag, row, 1, page)]
    words = tuple(word for tag in matched for word in tag.words)
    box = around([stack.box, *(word.box for word in words)])
    return Region(Table(tuple(cells), 0, Place(page=page, bbox=box), Source.CHART), box, words)


def _is_beside(p: Print, stack: Stack) -> bool:
    reach = BESIDE * p.size
    box = stack.box
    level = box.top - p.size <= p.y_mid <= box.bottom + OFF * p.size
    return level and box.x0 - reach <= p.box.x0 and p.box.x0 <= box.x1 + reach and p.box.x1 >= box.x0 - reach


def _match(stack: Stack, tags: Sequence[Tag]) -> list[Tag] | None:
    whole = stack.box.bottom - stack.box.top
    total = sum(tag.size for tag in tags) or 1.0
    edges = [
        [(i, c) for i, bar in enumerate(stack.bars) if (c := _cost(tag, bar, total, whole)) is not None] for tag in tags
    ]
    pairs = assign(edges, UNMATCHED)
    fits = sum(abs(tags[at].size / total - stack.bars[i].length / whole) <= OFF_SHARE for at, i in pairs.items())
    good, told = concordance([[(stack.bars[i].length, tags[at].size) for at, i in pairs.items()]])
    if told < MIN_PARTS or good < CONCORDANT_CELLS * told:
        return None
    if len(pairs) < MIN_PARTS or len(pairs) < len(stack.bars) / 2 or fits < FITTING * len(pairs):
        return None
    return [tags[at] for at, _ in sorted(pairs.items(), key=lambda pair: pair[1])]


def _cost(tag: Tag, bar: Bar, total: float, whole: float) -> float | None:
    label = tag.block
    off = max(bar.box.top - label.y_mid, label.y_mid - bar.box.bottom, 0.0) / label.size
    if off > OFF:
        return None
    return 0.3 * off + min(15.0 * abs(tag.size / total - bar.length / whole), 2.0)
