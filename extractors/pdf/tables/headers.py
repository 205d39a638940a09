"""Headers: the lines over a table's first row of numbers become header rows with headings that span columns."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

from extractors.pdf.tables.items import Item
from extractors.pdf.tables.rows import Placed
from extractors.pdf.tables.rules import Rule

_Edge: TypeAlias = tuple[float, float]

CENTRED = 0.7
"""Ems by which the middle of a heading may miss the middle of the columns that it spans."""
FEWEST_REMARKED = 3
"""Headings under all of which a remark is centred; between two it stands under none of them."""
WRAPPED = 1.3
"""Ems from a line of headings to the next up to which it may be their first line."""
UNDERLINE = 1.2
"""Ems below the foot of a heading in which the rule that shows its columns is drawn."""


def span_headings(
    lines: Sequence[Placed], boundaries: Sequence[float], cores: Sequence[_Edge | None], rules: Sequence[Rule]
) -> list[Placed]:
    """Header lines with each heading given all the columns that it stands over; `cores` is how far numbers reach."""
    spanned = [_spanned(line, lines[at + 1 :], boundaries, rules) for at, line in enumerate(lines)]
    if len(spanned) > 1:
        spanned[-1] = _under_all(spanned[-1], spanned[-2], cores)
    for at in range(len(spanned) - 2, -1, -1):
        spanned[at] = _begun(spanned[at], spanned[at + 1])
    return spanned


def _under_all(line: Placed, above: Placed, cores: Sequence[_Edge | None]) -> Placed:
    """The last line, spanning all columns where it is one remark ("(in thousands)") centred under all headings."""
    edges = _edges([above], len(cores))
    known = [at for at, edge in enumerate(edges) if edge and at > 0]
    if len(line.line.items) > 1 or len(known) < FEWEST_REMARKED or line.spans[0][0] == 0:
        return line
    item, own = line.line.items[0], edges[line.spans[0][0]]
    wider = own is not None and item.box.x1 - item.box.x0 > own[1] - own[0]
    span = known[0], known[-1]
    if wider and min(_miss(item, span, edges), _miss(item, span, cores)) <= CENTRED * item.size:
        return Placed(line.line, (span,))
    return line


def _begun(line: Placed, below: Placed) -> Placed:
    """The line, headings that go on below with one that spans several columns, alone and centred, spanning the same."""
    spans = list(line.spans)
    for wide, (first, last) in zip(below.line.items, below.spans, strict=True):
        over = [at for at, span in enumerate(spans) if span[0] <= last and span[1] >= first]
        if first == last or len(over) != 1 or not _are_centred(line.line.items[over[0]], wide):
            continue
        close = wide.baseline - line.line.baseline <= WRAPPED * wide.size
        if close and first <= spans[over[0]][0] and spans[over[0]][1] <= last:
            spans[over[0]] = (first, last)
    return Placed(line.line, tuple(spans))


def group_headers(spanned: Sequence[Placed]) -> list[list[Placed]]:
    """Header lines grouped in rows: lines of headings that span several columns apart from those below them."""
    if not spanned:
        return []
    rows: list[list[Placed]] = [[spanned[0]]]
    for below in spanned[1:]:
        line = _continued(rows[-1], below)
        if _same_level(rows[-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _continued(row: Sequence[Placed], line: Placed) -> Placed:
    """The line, headings that go on with a wide one right above, alone and centred, spanning the same columns."""
    spans = list(line.spans)
    for before in row:
        for wide, (first, last) in zip(before.line.items, before.spans, strict=True):
            under = [at for at, span in enumerate(spans) if span[0] <= last and span[1] >= first]
            close = line.line.baseline - wide.baseline <= WRAPPED * wide.size
            if first < last and close and len(under) == 1 and _are_centred(line.line.items[under[0]], wide):
                spans[under[0]] = (first, last)
    return Placed(line.line, tuple(spans))


def _are_centred(lower: Item, upper: Item) -> bool:
    return abs(lower.middle - upper.middle) <= upper.size


def _same_level(row: Sequence[Placed], line: Placed) -> bool:
    """Whether a line goes on with the headings above it: no heading over several columns stands over parts of it."""
    for before in row:
        for first, last in before.spans:
            if first == last:
                continue
            under = [span for span in line.spans if span[0] <= last and span[1] >= first]
            if any(span != (first, last) for span in under):
                return False
    wide = [span for span in line.spans if span[0] != span[1]]
    over = {span for before in row for span in before.spans}
    return all(span in over or not any(s[0] <= span[1] and span[0] <= s[1] for s in over) for span in wide)


def _spanned(line: Placed, below: Sequence[Placed], boundaries: Sequence[float], rules: Sequence[Rule]) -> Placed:
    """The line with each heading given the columns that it is underlined or centred over."""
    spans = list(line.spans)
    edges = _edges(below, len(boundaries) - 1)
    for at, item in enumerate(line.line.items):
        limits = _limits(spans, at, len(boundaries) - 1)
        ruled = _underlined(item, boundaries, edges, rules)
        if ruled and limits[0] <= ruled[0] and ruled[1] <= limits[1]:
            spans[at] = ruled
        elif below and spans[at][0] > 0:
            spans[at] = _centred(item, spans[at], limits, edges)
    wide = _partition(line, below, spans, edges)
    return Placed(line.line, tuple(wide or spans))


def _limits(spans: Sequence[tuple[int, int]], at: int, width: int) -> tuple[int, int]:
    """The columns between a heading's neighbours."""
    left = spans[at - 1][1] + 1 if at else 1
    right = spans[at + 1][0] - 1 if at + 1 < len(spans) else width - 1
    return max(left, 1), right


def _partition(
    line: Placed, below: Sequence[Placed], spans: Sequence[tuple[int, int]], edges: Sequence[_Edge | None]
) -> list[tuple[int, int]] | None:
    """The columns shared out among headings, to the nearest each; null unless each stands over its share.

    Headings set one line above those below them may also be the first lines of those. One alone must be centred.
    """
    heads = [at for at, span in enumerate(spans) if span[0] > 0]
    if not below or not heads or below[0].line.baseline - line.line.baseline <= WRAPPED * line.line.size:
        return None
    columns = [c for c in sorted(below[0].columns) if c > 0 and edges[c]]
    middles = {at: line.line.items[at].middle for at in heads}
    shares: dict[int, list[int]] = {at: [] for at in heads}
    for column in columns:
        edge = edges[column]
        if edge:
            nearest = min(heads, key=lambda at: abs(middles[at] - (edge[0] + edge[1]) / 2))
            shares[nearest].append(column)
    if len(columns) <= len(heads) or not all(shares.values()):
        return None
    shared = list(spans)
    for at, share in shares.items():
        item, span = line.line.items[at], (share[0], share[-1])
        centred = _miss(item, span, edges) <= CENTRED * item.size
        if not centred and (len(shares) == 1 or not _lies_over(item, span, edges)):
            return None
        shared[at] = (share[0], share[-1])
    return shared


def _underlined(
    item: Item, boundaries: Sequence[float], edges: Sequence[_Edge | None], rules: Sequence[Rule]
) -> tuple[int, int] | None:
    """The columns over which a rule drawn right below a heading reaches, if it does not run on under others."""
    for rule in rules:
        if not item.y < rule.at <= item.baseline + UNDERLINE * item.size:
            continue
        if not (rule.start <= item.box.x0 + 1 and item.box.x1 - 1 <= rule.end):
            continue
        columns = zip(pairwise(boundaries), edges, strict=True)
        covered = [at for at, (sides, edge) in enumerate(columns) if _covers(rule, edge or sides)]
        if covered and covered[0] > 0:
            return covered[0], covered[-1]
    return None


def _covers(rule: Rule, stretch: _Edge) -> bool:
    x0, x1 = stretch
    return min(rule.end, x1) - max(rule.start, x0) >= 0.5 * (x1 - x0)


def _centred(
    item: Item, span: tuple[int, int], limits: tuple[int, int], edges: Sequence[_Edge | None]
) -> tuple[int, int]:
    """The columns whose headings below a heading is best centred over, its own where no wider ones fit better."""
    best, miss = span, _miss(item, span, edges)
    if miss <= CENTRED * item.size:
        return span
    for first in range(limits[0], span[0] + 1):
        for last in range(span[1], limits[1] + 1):
            off = _miss(item, (first, last), edges)
            if off <= CENTRED * item.size and off < miss - 0.01:
                best, miss = (first, last), off
    return best


def _edges(below: Sequence[Placed], width: int) -> list[_Edge | None]:
    """How far the headings below reach in each column."""
    edges: list[_Edge | None] = [None] * width
    for line in below:
        for item, (first, last) in zip(line.line.items, line.spans, strict=True):
            if first == last:
                old = edges[first]
                edges[first] = (
                    (min(old[0], item.box.x0), max(old[1], item.box.x1)) if old else (item.box.x0, item.box.x1)
                )
    return edges


def _lies_over(item: Item, span: tuple[int, int], edges: Sequence[_Edge | None]) -> bool:
    """Whether a heading reaches beyond none of its columns' headings."""
    left, right = edges[span[0]], edges[span[1]]
    if left is None or right is None:
        return False
    return left[0] - item.size <= item.box.x0 and item.box.x1 <= right[1] + item.size


def _miss(item: Item, span: tuple[int, int], edges: Sequence[_Edge | None]) -> float:
    left, right = edges[span[0]], edges[span[1]]
    if left is None or right is None:
        return float("inf")
    return abs((left[0] + right[1]) / 2 - item.middle)
