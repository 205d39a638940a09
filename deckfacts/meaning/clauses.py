"""Clauses: one text of a slide with all that its numbers are read by: findings, words, what stands above it."""

import re
from dataclasses import dataclass

from deckfacts.contract import Source
from deckfacts.deck import CellAddress, Text
from deckfacts.language.comparisons import find_quarter_ago, find_year_ago
from deckfacts.language.periods import PeriodMention
from deckfacts.language.quantities import Quantity
from deckfacts.language.scenarios import read_scenario
from deckfacts.meaning.leads import LeadStack
from deckfacts.meaning.scanning import Scan, mask, spans_of
from deckfacts.meaning.setting import Setting

SENTENCE_END = re.compile(r"[;。]|(?<!\bvs)\.\s", re.IGNORECASE)
"""The full stop of "+2% vs. 2Q24" ends no sentence."""

_SCOPE = re.compile(r"[^:.;]{3,80}:\s")
_IN_RESPECT_OF = re.compile(r"\bin\s+respect\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_OF_A_LENGTH = re.compile(r"(?:full|half)[\s-]year(?:ly)?\s+(?:\w+\s+)?dividends?\b", re.IGNORECASE)
_REACH = 30
"""Characters around a period that hold the words which make it part of a name, and some white space."""


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
    folded = scanned.folded
    mentions = [mention for mention in scanned.mentions if not _names_its_subject(folded, mention)]
    spans = spans_of(mentions, stated, scanned.comparisons, scanned.marks)
    words = mask(folded, [*spans, *find_year_ago(folded), *find_quarter_ago(folded)])
    found = _SCOPE.match(scanned.folded)
    scope = found.end() if found and not any(q.start < found.end() for q in scanned.quantities) else 0
    return Clause(scanned, words, leads, setting, placement, scope)


def _names_its_subject(folded: str, mention: PeriodMention) -> bool:
    """Whether a period is part of a name: "dividend in respect of 2H23", "full-year dividend"."""
    if _IN_RESPECT_OF.search(folded, max(0, mention.start - _REACH), mention.start):
        return True
    return mention.months is None and bool(_OF_A_LENGTH.match(folded, mention.start, mention.end + _REACH))
