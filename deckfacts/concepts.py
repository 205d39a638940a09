"""Concepts: a printed label in, the concept of the catalogue that it names and what else it says out.

The catalogue is `concepts.toml`. Positions are half-open and count the characters of the label as given.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from deckfacts.contract import Basis, Measure
from deckfacts.naming.lexicon import Concept, Kind, Meaning, lexicon
from deckfacts.naming.readings import LabelReading, NamedPlace, may_say_basis, read_basis, read_label
from deckfacts.naming.remainders import find_remainder

__all__ = [
    "Concept",
    "ConceptMatch",
    "catalogue",
    "find_basis",
    "find_concepts",
    "is_as_in_accounts",
    "name_on",
    "remainder",
    "resolve_concept",
]

BARE = "bare"
"""The kind of a number without a printed unit: it can be anything."""

_KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "money": "money",
        "per_share": "per_share",
        "percent": "percent",
        "points": "percent",
        "ratio": "ratio",
        "count": "count",
    }
)
"""The unit kind of a level that a number of each kind is, or is a change of: points are a change of percent."""

_SHARED: tuple[Kind, ...] = ("money", "count")
"""Parts of a whole are taken of amounts and of counted things, not of ratios."""


@dataclass(frozen=True, slots=True)
class ConceptMatch:
    """A concept's name in a label.

    `start` to `end` is the alias, signs in brackets beside it included; `gap` is the name of a part inside it ("SI"
    in "cost of SI revenue"). `basis` is what the whole label says of it.

    `turned` says that the label prints the concept with the opposite sign: an operating loss of 5 is an operating
    income of -5. Whether one printed as (5) or -5 is that too depends: `both_signs` says that the label gives the
    brackets a meaning ("loss (income)"), so that it is +5; without it the brackets only repeat the word, and it is -5.
    """

    concept: Concept
    start: int
    end: int
    turned: bool
    basis: Basis | None
    gap: tuple[int, int] | None = None
    both_signs: bool = False


def catalogue() -> Mapping[str, Concept]:
    """All concepts by name, in the order of the catalogue."""
    return lexicon().concepts


@lru_cache(maxsize=1024)
def find_basis(text: str) -> Basis | None:
    """What a text says of how its figures depart from the accounts; None where it says nothing."""
    return read_basis(text).basis if may_say_basis(text) else None


def is_as_in_accounts(text: str) -> bool:
    """Whether a text names the accounts' own figures, "GAAP operating income": no heading gives these a basis."""
    return "gaap" in text.lower() and read_basis(text).as_in_accounts


def find_concepts(label: str) -> tuple[ConceptMatch, ...]:
    """Every concept named in a label, in the order of the text and without overlaps, the longer names first.

    Where a name can mean several concepts ("Gross Margin"), the first of the catalogue stands for them.
    """
    reading = read_label(label)
    named = ((place, _first_concept(place)) for place in reading.places)
    return tuple(_match(reading, place, meaning, meaning.concept) for place, meaning in named if meaning.concept)


def _first_concept(place: NamedPlace) -> Meaning:
    return next((meaning for meaning in place.meanings if meaning.concept), place.meanings[0])


@lru_cache(maxsize=8192)
def resolve_concept(label: str, *, kind: str, measure: Measure) -> ConceptMatch | None:
    """The concept that a number of this unit kind and measure beside the label is about; None where there is none.

    The label's head decides ("Cost of SI revenue" is a cost), then the unit ("Gross Margin" in money or percent).
    `kind` is one of money, per_share, percent, points, ratio, count and bare; any other raises KeyError.
    """
    reading = read_label(label)
    for head in reading.heads:
        for meaning in reading.places[head].meanings:
            if meaning.concept and _can_carry(meaning.concept, kind, measure):
                match = _match(reading, reading.places[head], meaning, meaning.concept)
                return None if _is_other(label, match) else match
    return None


ADJUSTED_FORMS: Mapping[str, str] = MappingProxyType({"ebitda": "adjusted_ebitda"})
"""Metrics whose adjusted form is one of its own, however the deck says so: in the label or over the table."""


def name_on(match: ConceptMatch, basis: Basis | None) -> str:
    """The concept's name, that of its adjusted form where the number is adjusted and there is one."""
    name = match.concept.name
    return ADJUSTED_FORMS.get(name, name) if basis is Basis.ADJUSTED else name


def _is_other(label: str, match: ConceptMatch) -> bool:
    """Whether the words around a balance make it something else: "average loans" over a period, "loan size"."""
    if match.concept.period_type != "instant" or "money" not in match.concept.kinds:
        return False
    return bool(_AVERAGED.search(label[: match.start]) or _SIZED.match(label[match.end :]))


_AVERAGED = re.compile(r"\b(?:average|avg)\b\.?(?:\s+\w+){0,2}\s*$", re.IGNORECASE)
_SIZED = re.compile(r"\s*(?:size|growth|yield|mix)s?\b", re.IGNORECASE)


def _can_carry(concept: Concept, kind: str, measure: Measure) -> bool:
    """Whether a number of a unit kind can say this of a concept."""
    match measure:
        case Measure.PERCENT_CHANGE:
            return True
        case Measure.SHARE:
            return any(each in concept.kinds for each in _SHARED)
        case Measure.LEVEL | Measure.CHANGE:
            return kind == BARE or _KINDS[kind] in concept.kinds


def _match(reading: LabelReading, place: NamedPlace, meaning: Meaning, concept: Concept) -> ConceptMatch:
    words = reading.words
    return ConceptMatch(
        concept=concept,
        start=words[place.first].start,
        end=max(word.end for word in words[place.first : place.last]),
        turned=meaning.turned,
        basis=reading.basis,
        gap=(words[place.gap[0]].start, words[place.gap[1] - 1].end) if place.gap else None,
        both_signs=place.both_signs,
    )


def remainder(label: str, match: ConceptMatch) -> str:
    """What is left of a label beside a concept's name: the candidate for its segment, "" for the whole company.

    Glue words, basis words, periods, units and explanations in brackets are taken out; scopes stay ("Current business
    (excluding 4 new subsidiaries)"). Names on both sides are joined with ", ".
    """
    return find_remainder(label, match.start, match.end, match.gap)
