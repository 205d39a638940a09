"""Clauses: one text of a slide with all that its numbers are read by: findings, words, what stands above it."""

import re
from dataclasses import dataclass

from deckfacts.contract import Source
from deckfacts.deck import CellAddress, Text
from deckfacts.language.comparisons import find_year_ago
from deckfacts.language.quantities import Quantity
from deckfacts.language.scenarios import read_scenario
from deckfacts.meaning.leads import LeadStack
from deckfacts.meaning.scanning import Scan, mask, spans_of
from deckfacts.meaning.setting import Setting

SENTENCE_END = re.compile(r"[;。]|\.\s")
_SCOPE = re.compile(r"[^:.;]{3,80}:\s")


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a statement stands: its kind of source, and the words around it that a reader needs.

    `heading` for titles; `stock` on a slide whose amounts are balances, `flow` on one whose amounts are movements.
    """

    source: Source
    context: str
    heading: bool = False
    stock: bool = False
    flow: bool = False
    address: CellAddress | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A text, scanned; `words` is its folded text with figures, periods and comparisons blanked out.

    `scope` is where the opening of "Fiscal 2024 outlook: ..." ends, which holds for all that follows; 0 for none.
    """

    scan: Scan
    words: str
    leads: LeadStack
    setting: Setting
    placement: Placement
    scope: int

    @property
    def text(self) -> Text:
        """The text as printed."""
        return self.scan.text

    @property
    def scope_says_when(self) -> bool:
        """Whether the opening names a period or a scenario rather than what is counted."""
        inside = any(mention.end <= self.scope for mention in self.scan.mentions)
        return bool(self.scope) and (inside or read_scenario(self.scan.folded[: self.scope]) is not None)


def open_clause(
    scanned: Scan, stated: list[Quantity], leads: LeadStack, setting: Setting, placement: Placement
) -> Clause:
    """Put a scanned text under its leads; `stated` are its numbers that state something."""
    spans = spans_of(scanned.mentions, stated, scanned.comparisons, scanned.marks)
    words = mask(scanned.folded, [*spans, *find_year_ago(scanned.folded)])
    found = _SCOPE.match(scanned.folded)
    scope = found.end() if found and not any(q.start < found.end() for q in scanned.quantities) else 0
    return Clause(scanned, words, leads, setting, placement, scope)
