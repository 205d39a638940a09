"""Divisions: the titles and tables of a deck tell the names of the parts that it reports one by one.

A part has tables of its own ("Motion & Drives" over "Order intake" and "Revenue"), or is a row in tables of one metric
each ("Order intake" over "Motion & Drives" and "Process Valves"). A title alone proves nothing: "Key figures" and
"Second half" stand over the same rows, so a name counts where a table lists it too, or where several names stand over
the same rows and another table has the larger figures of the whole.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from deckfacts.concepts import find_concepts, remainder
from deckfacts.deck import Deck, Heading, Paragraph, Slide, Table
from deckfacts.language.folding import fold
from deckfacts.language.units import read_unit
from deckfacts.meaning.phrases import clean_label
from deckfacts.meaning.setting import name_key
from deckfacts.meaning.subjects import REPORTED_BY_SEGMENT
from deckfacts.meaning.wording import MAX_PHRASE_WORDS

MIN_METRICS = 2
"""A part's own table prints at least so many metrics; one alone is a line of any table."""

_OF_A_DECK = re.compile(
    r"\b(?:statements?|highlights?|outlook|results?|figures|overview|summary|review|performance|glance|brief|messages?"
    r"|sheets?|quality|position|guidance|appendix|reconciliations?|updates?|metrics|kpis?|indicators?|history|trends?"
    r"|forecasts?|targets?|plans?|record|progress|agenda|facts|bridge|analysis|development|priorities|drivers?"
    r"|profitability|dividends?|takeaways?|quarters?|half|years?|months?|ytd|actuals?|consolidated|group|total|company"
    r"|segments?|divisions?|divisional|prices?|pricing|volumes?|mix|currency|currencies|fx|organic|acquisitions?|disposals?|scope"
    r"|eliminations?|corporate|others?|adjustments?|effects?|restated|reported|adjusted|continuing|discontinued)\b|\d",
    re.IGNORECASE,
)
"""Words of titles and lines of any company, which name no part of one."""

_TOPICS = re.compile(
    r"(?:(?:key|financials?|operating|operational|operations?|business|capital|credit|liquidity|funding|growth|markets?"
    r"|strategy|strategic|earnings|profit|loss|income|cash|flows?|balance|data|our|the|and|in|of|for|second|first|new)\b\W*|&\W*)+",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class _Found:
    """A table with what stands over it: `names` from the nearest on, `sizes` the first figure by metric."""

    names: tuple[str, ...]
    rows: tuple[str, ...]
    sizes: dict[str, Decimal]


def find_divisions(deck: Deck) -> list[str]:
    """The names of the parts of a company by the titles and tables of its deck."""
    tables = [found for slide in deck.slides for found in _tables_of(slide)]
    listed, spelled = _listed(tables)
    headed: dict[tuple[str, ...], list[_Found]] = defaultdict(list)
    for found in tables:
        if len(found.sizes) >= MIN_METRICS and found.names and _can_name_part(found.names[0]):
            headed[name_key(found.names[0])].append(found)
            spelled.setdefault(name_key(found.names[0]), found.names[0])
    keys = [key for key, metrics in listed.items() if key in headed or len(metrics) >= MIN_METRICS]
    keys += [key for key in headed if key not in keys and _has_peers(key, headed, tables)]
    return [spelled[key] for key in keys]


def _listed(tables: Sequence[_Found]) -> tuple[dict[tuple[str, ...], set[str]], dict[tuple[str, ...], str]]:
    """The names that stand as rows under the name of a metric, with the metrics."""
    listed: dict[tuple[str, ...], set[str]] = defaultdict(set)
    spelled: dict[tuple[str, ...], str] = {}
    for found in tables:
        metric = next((name for name in map(_only_metric, found.names) if name), None)
        names = [row for row in found.rows if _can_name_part(row)]
        if metric is None or found.sizes or len(names) < MIN_METRICS:
            continue
        for name in names:
            listed[name_key(name)].add(metric)
            spelled.setdefault(name_key(name), name)
    return listed, spelled


def _has_peers(key: tuple[str, ...], headed: dict[tuple[str, ...], list[_Found]], tables: Sequence[_Found]) -> bool:
    """Whether several names stand over the same rows as this one, and the figures of the whole elsewhere."""
    for found in headed[key]:
        metrics = set(found.sizes)
        peers = [
            other for name, others in headed.items() for other in others if name != key and set(other.sizes) == metrics
        ]
        apart = [peer for peer in peers if all(peer.sizes[metric] != found.sizes[metric] for metric in metrics)]
        if apart and any(_is_whole_of(whole, [found, *apart]) for whole in tables):
            return True
    return False


def _is_whole_of(whole: _Found, parts: Sequence[_Found]) -> bool:
    """Whether a table has larger figures than each of the parts, for all that it shares with them."""
    shared = set(whole.sizes) & set(parts[0].sizes)
    larger = all(whole.sizes[metric] > part.sizes[metric] for metric in shared for part in parts)
    return len(shared) >= MIN_METRICS and larger


def _tables_of(slide: Slide) -> Iterator[_Found]:
    """The tables of a slide, each with the lines over it since the table before, then the headings, then the title."""
    heading: list[str] = []
    lines: list[str] = []
    title = [_label(slide.title.text.text)] if slide.title else []
    for block in slide.blocks:
        if isinstance(block, Table):
            rows = tuple(
                _label(cell.plain) for cell in block.cells if cell.column == 0 and cell.row >= block.header_rows
            )
            corner = [_label(cell.plain) for cell in block.cells if cell.column == 0 and cell.row < block.header_rows]
            over = [name for name in [*corner, *reversed(lines), *heading, *title] if name and read_unit(name) is None]
            yield _Found(tuple(over), tuple(row for row in rows if row), _sizes(block))
            lines = []
        elif isinstance(block, Heading):
            heading, lines = [_label(block.text.text)], []
        elif isinstance(block, Paragraph) and len(block.text.text.split()) <= MAX_PHRASE_WORDS:
            lines.append(_label(block.text.text))


def _label(printed: str) -> str:
    return clean_label(fold(printed))


def _sizes(table: Table) -> dict[str, Decimal]:
    """The first figure of each row that is named by a metric and nothing else."""
    metrics = {
        cell.row: metric for cell in table.cells if cell.column == 0 and (metric := _only_metric(_label(cell.plain)))
    }
    sizes: dict[str, Decimal] = {}
    for cell in table.cells:
        metric = metrics.get(cell.row) if cell.column > 0 else None
        found = _NUMBER.search(fold(cell.plain)) if metric and metric not in sizes else None
        if metric and found:
            sizes[metric] = _size(found[0])
    return sizes


def _size(printed: str) -> Decimal:
    try:
        return Decimal(printed.replace(",", ""))
    except InvalidOperation:  # "1,2,3" is no figure
        return Decimal(0)


def _only_metric(label: str) -> str | None:
    """The metric that a label names and nothing else, of those that companies print by part."""
    matches = find_concepts(label)
    known = len(matches) == 1 and matches[0].concept.name in REPORTED_BY_SEGMENT
    rest = remainder(label, matches[0]) if known else label
    return matches[0].concept.name if known and (not rest or read_unit(rest) is not None) else None


def _can_name_part(name: str) -> bool:
    if not name or len(name.split()) > MAX_PHRASE_WORDS or not name_key(name) or not name[:1].isupper():
        return False
    if _OF_A_DECK.search(name) or _TOPICS.fullmatch(name):
        return False
    return not find_concepts(name) and read_unit(name) is None
