"""Statements: a company's prints in, what each deck states of each data point out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deckfacts.checks.agreement import agree, most_agreed
from deckfacts.contract import Fact, Source
from deckfacts.series.lines import Line
from deckfacts.series.points import Point, Print

Key = tuple[Line, str, Point]
"""A data point of the company: line, segment, and the point of it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one deck states of one data point: the print that stands for it, all prints, and those that contradict it.

    `exact` are the prints that agree with the one chosen and are as exact; of them and of `others` one for each value.
    `settled` says that most of its prints agree with the one chosen, at least two and more than on any other value: a
    slide of each division that prints "Revenue" alone contradicts that of the company, on which the summary and the
    income statement agree.
    """

    deck: int
    chosen: Fact
    facts: tuple[Fact, ...]
    others: tuple[Fact, ...]
    exact: tuple[Fact, ...]
    settled: bool

    @property
    def contested(self) -> bool:
        """Whether the deck prints it with values that cannot all be right."""
        return bool(self.others)

    def meets(self, other: "Statement") -> bool:
        """Whether both may stand for one value, or for one that the other deck prints beside its own.

        A rounded print beside an exact one says no more than that does.
        """
        return (
            any(says_same(one, two) for one in self.exact for two in other.exact)
            or any(agree(self.chosen, one) for one in other.others)
            or any(agree(other.chosen, one) for one in self.others)
        )


def printed_alike(one: Fact, other: Fact) -> bool:
    """Whether two prints are as exact as each other, and neither is hedged."""
    return one.decimals == other.decimals and one.qualifier is other.qualifier is None


def says_same(one: Fact, other: Fact) -> bool:
    """Whether two decks print one value. As exact as each other, another digit is another value; else they may agree.

    Costs may be set in brackets by one and named by the other.
    """
    if printed_alike(one, other) and abs(one.value) != abs(other.value):
        return False
    return agree(one, other)


def state_points(prints: Sequence[Print], lines: Mapping[tuple[str, str], Line]) -> dict[Key, list[Statement]]:
    """For each data point what the decks state of it, in their order."""
    by_key: dict[Key, dict[int, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for one in prints:
        by_key[lines[one.subject, one.variant], one.segment, one.point][one.deck].append(one.fact)
    return {key: [_state(deck, facts) for deck, facts in by_deck.items()] for key, by_deck in by_key.items()}


def _state(deck: int, facts: Sequence[Fact]) -> Statement:
    if len(facts) == 1:
        return Statement(deck, facts[0], tuple(facts), others=(), exact=(facts[0],), settled=True)
    reference = most_agreed(facts)
    agreeing = [fact for fact in facts if agree(fact, reference)]
    exact = max(agreeing, key=lambda fact: (fact.qualifier is None, fact.decimals, fact.source is Source.TABLE))
    others = [fact for fact in facts if not agree(fact, reference)]
    rival = most_agreed(others) if others else None
    second = sum(agree(fact, rival) for fact in others) if rival else 0
    settled = not others or len(agreeing) > max(second, 1)
    alike = [fact for fact in agreeing if printed_alike(fact, exact)] or [exact]
    return Statement(deck, exact, tuple(facts), _one_each(others), _one_each(alike), settled)


def _one_each(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The first print of each value: a damaged file can hold thousands."""
    return tuple({(fact.value, fact.decimals, "(" in fact.printed): fact for fact in reversed(facts)}.values())[::-1]
