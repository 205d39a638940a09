"""Pies: the labels in and around a pie become a row for each slice, those in its middle rows of the whole."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from deckfacts.contract import Place, Source
from deckfacts.deck import Cell, CellLine, Table
from extractors.pdf.charts.figures import is_period
from extractors.pdf.charts.legends import Entry, same_colour
from extractors.pdf.charts.matching import assign
from extractors.pdf.charts.prints import Print, find_blocks
from extractors.pdf.charts.sharing import Owner, unlike
from extractors.pdf.charts.slices import Pie, Slice
from extractors.pdf.charts.tags import Tag, cells_of, read_middle, read_tags
from extractors.pdf.page import around
from extractors.pdf.regions import Region
from extractors.pdf.texts import text_of
from extractors.pdf.words import Word

REACH = 0.75
"""Radii from the rim of a pie to the farthest of its labels."""
REACH_DOWN = 0.5
"""Part of that reach over and under a pie, where titles and notes stand."""
LABELLED_SHARE = 0.04
"""Share from which a slice is large enough to be labelled."""
MIN_REACH = 40.0
"""Points for the same, for small pies."""
OFF_SHARE = 0.02
"""Part of the whole by which a printed share may differ from that of its slice: rounding makes 0.005 of it."""
MIDDLE = 0.75
"""Radii of the hole in which the words in the middle stand."""
FITTING = 0.7
"""Part of the labels whose figures must agree with their slices."""
AT_RIM = 0.3
"""What it may cost a name at the rim to be its slice's: it stands within 0.05 turns of it."""
UNMATCHED = 1.6
"""What it costs to leave a label without a slice."""


def owner_of_pie(pie: Pie) -> Owner:
    """The pie as what a legend may be of."""
    return Owner(pie.box, unlike([one.colour for one in pie.slices]))


def read_pie(pie: Pie, prints: Sequence[Print], entries: Sequence[Entry], page: int) -> Region | None:
    """The pie as a region of its page; null where its labels don't fit its slices."""
    middle = [p for p in prints if _in_hole(p, pie)]
    own = {id(p) for p in middle}
    around_it = [p for p in prints if id(p) not in own and _is_near(p, pie)]
    tags = [tag for block in find_blocks(around_it) for tag in read_tags(block)]
    matched = _match(pie, [tag for tag in tags if tag.figures])
    if matched is None:
        return None
    names = _names_apart(pie, [tag for tag in tags if not tag.figures])
    rows = [_named(tag, one, entries, names) for tag, one in matched]
    if not all(row.name for row in rows):
        return None
    dates = [p for p in middle if is_period(p.text) or (p.figure and p.figure.is_year)]
    wholes = [tag for tag in read_middle([p for p in middle if p not in dates]) if tag.figures]
    words = [word for tag in (*rows, *wholes) for word in tag.words] + [word for p in dates for word in p.words]
    legend = {id(word) for entry in entries for word in entry.name.words}
    # The legend may be one that stands between two charts.
    box = around([pie.box, *(word.box for word in words if id(word) not in legend)])
    table = Table(tuple(_cells(rows, wholes, dates, page)), 1 if dates else 0, Place(page=page, bbox=box), Source.CHART)
    return Region(table, box, tuple(words))


def _in_hole(p: Print, pie: Pie) -> bool:
    return bool(pie.hole) and math.dist((p.x_mid, p.y_mid), (pie.x, pie.y)) <= MIDDLE * pie.hole


def _is_near(p: Print, pie: Pie) -> bool:
    reach = max(REACH * pie.radius, MIN_REACH)
    box = pie.box
    across = max(box.x0 - p.box.x1, p.box.x0 - box.x1, 0.0)
    down = max(box.top - p.box.bottom, p.box.top - box.bottom, 0.0)
    return across <= reach and down <= REACH_DOWN * reach


def _match(pie: Pie, tags: Sequence[Tag]) -> list[tuple[Tag, Slice | None]] | None:
    """Which label is which slice's, by where it stands and how much it says; null where they don't fit."""
    percent = [tag for tag in tags if tag.percent is not None]
    found = _fit(pie, percent, [tag.percent or 0.0 for tag in percent], 100.0)
    if found:
        return found
    for kind in dict.fromkeys(tag.figures[0].figure.kind for tag in tags if tag.figures[0].figure):
        alike = [
            tag for tag in tags if tag.figures[0].figure and tag.figures[0].figure.kind == kind and _touches(tag, pie)
        ]
        found = _fit(pie, alike, [tag.size for tag in alike], sum(tag.size for tag in alike) or 1.0)
        if found:
            return found
    return None


def _fit(pie: Pie, tags: Sequence[Tag], shares: Sequence[float], whole: float) -> list[tuple[Tag, Slice | None]] | None:
    edges = [
        [(i, cost) for i, one in enumerate(pie.slices) if (cost := _cost(pie, one, block, share / whole)) < UNMATCHED]
        for block, share in zip([tag.block for tag in tags], shares, strict=True)
    ]
    pairs = assign(edges, UNMATCHED)
    fits = sum(abs(shares[at] / whole - pie.slices[i].share) <= OFF_SHARE for at, i in pairs.items())
    large = sum(one.share > LABELLED_SHARE for one in pie.slices)
    if len(pairs) < min(2, len(pie.slices)) or fits < FITTING * len(pairs) or len(pairs) < FITTING * large:
        return None
    found: list[tuple[Tag, Slice | None]] = [(tags[at], pie.slices[i]) for at, i in sorted(pairs.items())]
    return found + [
        (t, None) for at, t in enumerate(tags) if at not in pairs and shares[at] == 0 and t.name and _touches(t, pie)
    ]


def _cost(pie: Pie, one: Slice, block: Print, share: float) -> float:
    """How ill a label fits a slice: turns beside it, far from the rim, and another share."""
    dx, dy = block.x_mid - pie.x, block.y_mid - pie.y
    away = math.hypot(dx, dy) / pie.radius
    beside = one.off(math.atan2(dy, dx) / math.tau % 1.0)
    return 5.0 * beside + 0.3 * max(away - 1.0, 0.0) + min(20.0 * max(abs(share - one.share) - 0.005, 0.0), 2.0)


def _touches(tag: Tag, pie: Pie) -> bool:
    block = tag.block
    return math.dist((block.x_mid, block.y_mid), (pie.x, pie.y)) <= pie.radius + 4 * block.size


def _names_apart(pie: Pie, tags: Sequence[Tag]) -> dict[Slice, tuple[Word, ...]]:
    """Names that stand at the rim while the figures stand in the slices."""
    at_rim = [tag for tag in tags if tag.name and _touches(tag, pie)]
    edges = [
        [(one, cost) for one in pie.slices if (cost := _cost(pie, one, block, one.share)) < AT_RIM]
        for block in [tag.block for tag in at_rim]
    ]
    return {one: at_rim[at].name for at, one in assign(edges, AT_RIM).items()}


def _named(tag: Tag, one: Slice | None, entries: Sequence[Entry], names: Mapping[Slice, tuple[Word, ...]]) -> Tag:
    """A label without words has the name that the legend gives its slice, or else that at its rim."""
    if tag.name or one is None:
        return tag
    entry = next((entry for entry in entries if same_colour(entry.colour, one.colour)), None)
    return replace(tag, name=entry.name.words if entry else names.get(one, ()))


def _cells(rows: Sequence[Tag], wholes: Sequence[Tag], dates: Sequence[Print], page: int) -> Iterator[Cell]:
    """Slices down, wholes below them, and what dates them all over their figures."""
    kinds = {figure.figure.kind for figure in rows[0].figures if figure.figure}
    width = max(len(row.figures) for row in rows)
    height = 1 if dates else 0
    placed = [(tag, 1) for tag in rows]
    for tag in wholes:
        # A whole in the unit of its parts would count as one of them if it stood in their column.
        apart = any(figure.figure and figure.figure.kind in kinds for figure in tag.figures)
        placed.append((tag, 1 + width if apart else 1))
    if dates:
        words = [word for p in dates for word in p.words]
        last = max(column + len(tag.figures) for tag, column in placed)
        yield Cell(0, 1, (CellLine(text_of(words, page)),), 1, last - 1)
    for at, (tag, column) in enumerate(placed, height):
        yield from cells_of(tag, at, column, page)
