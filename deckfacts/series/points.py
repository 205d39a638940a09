"""Points: the facts of a company's decks in, each with the data point that it states out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from deckfacts.checks.naming import label_name, segment_name, subject_name
from deckfacts.contract import Basis, Bound, Comparison, Document, Fact, Measure, Notice, Scenario


@dataclass(frozen=True, slots=True)
class StatedDeck:
    """One deck of a company: what it is, what it states, and where it says that earlier figures no longer hold."""

    document: Document
    facts: tuple[Fact, ...]
    notices: tuple[Notice, ...] = ()

    @property
    def order(self) -> tuple[date, date, str]:
        """Sorts decks as they were published; one without a date comes after its period, before the next deck.

        Of two of one day the name without its suffix decides: "3q" comes before "3q-reissued".
        """
        document = self.document
        end = document.period_end or date.min
        return document.published_on or end, end, document.file.rpartition(".")[0] or document.file


class Kind(NamedTuple):
    """A point without its time and its bound: what all points of one series share."""

    measure: Measure
    comparison: Comparison | None
    scenario: Scenario
    unit: str
    basis: Basis | None


class Point(NamedTuple):
    """What a number says without its value and without the name of its line: how it is measured, and of when.

    The base is null where the comparison tells it.
    """

    measure: Measure
    comparison: Comparison | None
    scenario: Scenario
    unit: str
    basis: Basis | None
    bound: Bound | None
    start: date | None
    end: date
    base_start: date | None
    base_end: date | None

    @property
    def kind(self) -> Kind:
        """What its series is of."""
        return Kind(self.measure, self.comparison, self.scenario, self.unit, self.basis)


@dataclass(frozen=True, slots=True)
class Print:
    """A fact with the deck it stands in (its place in the order of publication), and what it states.

    `subject` names its line and `segment` its part of the company, folded so that they compare; the empty segment is
    the whole company. `variant` is the label with all its words, which tells apart lines of one concept.
    """

    deck: int
    fact: Fact
    subject: str
    variant: str
    segment: str
    point: Point


def read_prints(decks: Sequence[StatedDeck]) -> list[Print]:
    """Every fact that states a point in time of a line that has a name, deck by deck in the order of publication."""
    return [found for at, deck in enumerate(decks) for found in _prints(at, deck)]


def _prints(at: int, deck: StatedDeck) -> Iterator[Print]:
    for fact in deck.facts:
        subject = subject_name(fact)
        if fact.period_end is not None and subject:
            yield Print(at, fact, subject, variant_of(fact.label), segment_name(fact.segment), point_of(fact))


_SAYS_NOTHING = frozenset({"total", "expense", "consolidated", "group", "reported"})
"""Words that come and go in the name of one line: "Income tax expense", "Income taxes"; "Total revenues", "Revenue"."""


def variant_of(label: str) -> str:
    """The folded label with the words that tell lines of one concept apart."""
    name = label_name(label)
    return " ".join(word for word in name.split() if word not in _SAYS_NOTHING) or name


_BASE_TOLD = frozenset({None, Comparison.YOY, Comparison.QOQ})


def point_of(fact: Fact) -> Point:
    """The data point of a fact that has a period. ValueError where it has none."""
    if fact.period_end is None:
        raise ValueError(f"{fact.fact_id} is of no time")
    told = fact.comparison in _BASE_TOLD
    return Point(
        measure=fact.measure,
        comparison=fact.comparison,
        scenario=fact.scenario,
        unit=fact.unit,
        basis=fact.basis,
        bound=fact.bound,
        start=fact.period_start,
        end=fact.period_end,
        base_start=None if told else fact.base_start,
        base_end=None if told else fact.base_end,
    )
