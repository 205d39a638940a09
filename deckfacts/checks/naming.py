"""Naming: printed labels and segments in, the names under which two facts count as about the same thing out."""

import re
from functools import lru_cache

from deckfacts.contract import Basis, Fact
from deckfacts.language.folding import fold

_WORD = re.compile(r"\w+")

_FILLERS = frozenset(
    {"a", "an", "the", "our", "its", "their", "of", "for", "from", "in", "on", "at", "to", "by", "with", "and"}
)
"""Words that come and go between two prints of one name: "the 4 new subsidiaries", "4 new subsidiaries"."""

_MOVEMENT = frozenset({"growth", "change", "changes", "yoy", "qoq", "rate"})
"""Words that a row of changes adds to the name of the row of levels: "Average Loan", "Average Loan Growth"."""

_GENERIC = frozenset(
    {
        "other",
        "others",
        "total",
        "totals",
        "subtotal",
        "sum",
        "number",
        "amount",
        "value",
        "item",
        "items",
        "etc",
        "company",
        "その他",
        "合計",
        "小計",
        "計",
    }
)
"""Names that many lines of one deck bear."""

_QUALIFYING = frozenset(
    {
        "attributable",
        "excluding",
        "exclude",
        "excl",
        "ex",
        "before",
        "after",
        "continuing",
        "discontinued",
        "diluted",
        "basic",
        "gross",
        "annualized",
        "annualised",
        "cagr",
        "impact",
        "effect",
        "contribution",
        "due",
        "related",
        "benefit",
        "currency",
        "fx",
        "translation",
        "pro",
        "forma",
        "acquired",
        "divested",
        "acquisition",
        "divestiture",
        "cumulative",
        "average",
        "avg",
        "incremental",
        "above",
        "over",
        "below",
        "under",
        "active",
        "paying",
        "除く",
        "影響",
    }
)
"""Words that make another figure of a known concept: net income is not net income attributable to owners."""

_ADJUSTING = frozenset(
    {
        "organic",
        "constant",
        "adjusted",
        "core",
        "underlying",
        "comparable",
        "normalized",
        "normalised",
        "recurring",
        "like",
        "gaap",
    }
)
"""Qualifying too, where the fact's basis does not already say so."""

_BELONGS_TO_NAME = {
    "pretax_income": frozenset({"before", "benefit"}),
    "income_tax_expense": frozenset({"benefit"}),
    "deferred_tax_expense": frozenset({"benefit"}),
    "gross_profit": frozenset({"gross"}),
    "gross_margin": frozenset({"gross"}),
    "recurring_revenue": frozenset({"recurring"}),
}
"""Qualifying words that are part of a concept's usual name: income before income tax."""

_OTHER_YARDSTICK = re.compile(
    r"constant[- ]currenc|currency[- ]neutral|organic|like[- ]for[- ]like|\blfl\b|annuali[sz]ed|\bcagr\b"
    r"|comparable|underlying|same[- ]store|pro[- ]?forma|excluding|実質|既存店|除く",
    re.IGNORECASE,
)
"""Words beside a growth rate that say it is not the growth of the printed levels."""


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """The words of a name in lower case, fillers dropped and plurals made singular."""
    found = _WORD.findall(fold(text).lower().replace("&", " and "))
    return tuple(_singular(word) for word in found if word not in _FILLERS)


def _singular(word: str) -> str:
    if word.endswith(("xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=8192)
def segment_name(segment: str | None) -> str:
    """One name for all prints of a segment; empty for the whole company."""
    return " ".join(words(segment)) if segment else ""


@lru_cache(maxsize=8192)
def label_name(label: str) -> str:
    """One name for all prints of a label, without words that only say that it changed; empty if it names nothing."""
    kept = [word for word in words(label) if word not in _MOVEMENT]
    return "" if all(word in _GENERIC for word in kept) else " ".join(kept)


@lru_cache(maxsize=8192)
def _concept_name(concept: str, label: str, *, basis_said: bool) -> str:
    present = frozenset(_WORD.findall(fold(label).lower()))
    qualifying = present & (_QUALIFYING if basis_said else _QUALIFYING | _ADJUSTING)
    return " ".join([concept, *sorted(qualifying - _BELONGS_TO_NAME.get(concept, frozenset()))])


def subject_name(fact: Fact) -> str:
    """What the fact is about: its concept with the words that narrow it, else its label; empty if neither tells."""
    if fact.concept is None:
        return label_name(fact.label)
    return _concept_name(fact.concept, fact.label, basis_said=fact.basis is not None)


def same_words(one: str, other: str) -> bool:
    """Whether two labels say the same, or one says what the other says and more (two words at least)."""
    a, b = frozenset(words(one)), frozenset(words(other))
    return min(len(a), len(b)) >= 2 and (a <= b or b <= a)


def own_yardstick(fact: Fact) -> bool:
    """Whether a growth rate measures something else than the growth of the levels that the deck prints."""
    if fact.basis in {Basis.CONSTANT_CURRENCY, Basis.ORGANIC}:
        return True
    return _other_yardstick(fact.label) or _other_yardstick(fact.context)


@lru_cache(maxsize=8192)
def _other_yardstick(text: str) -> bool:
    return _OTHER_YARDSTICK.search(text) is not None
