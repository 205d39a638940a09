"""Lines: prints that share a concept in, those that are the same line of the accounts told from those that are not out.

A fund prints its net asset value per share, and once more with all dividends since it was founded; both are the same
concept. What tells them apart is that they disagree: on one point, in one deck, or in decks that use one label each.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeVar

from deckfacts.checks.agreement import agree
from deckfacts.contract import Source
from deckfacts.series.points import Point, Print

Line = tuple[str, str]
"""A subject, and the label that stands for this line of it: empty for the line that is printed first."""

Bearer = TypeVar("Bearer", bound=Hashable)

_Pairs = frozenset[tuple[str, str]]


def line_of(prints: Sequence[Print]) -> dict[tuple[str, str], Line]:
    """The line of each subject and label that the prints have."""
    by_subject: dict[str, list[Print]] = defaultdict(list)
    for one in prints:
        by_subject[one.subject].append(one)
    lines: dict[tuple[str, str], Line] = {}
    for subject, held in by_subject.items():
        for at, variants in enumerate(_clusters(held)):
            for variant in variants:
                lines[subject, variant] = (subject, variants[0] if at else "")
    return lines


def _clusters(prints: Sequence[Print]) -> list[list[str]]:
    """The labels of one subject, those together that don't contradict each other, in the order of the decks."""
    variants = list(dict.fromkeys(one.variant for one in prints))
    if len(variants) == 1:
        return [variants]
    apart, agreed = _votes(prints)
    clusters: list[list[str]] = []
    for variant in variants:
        homes = (
            held
            for held in clusters
            if _is_at_home(variant, held, main=held is clusters[0], apart=apart, agreed=agreed)
        )
        home = next(homes, None)
        if home is None:
            clusters.append([variant])
        else:
            home.append(variant)
    return clusters


def _is_at_home(variant: str, held: Sequence[str], *, main: bool, apart: _Pairs, agreed: _Pairs) -> bool:
    """Nothing may contradict; and what is not the main line of its concept must agree with something."""
    pairs = {_pair(variant, one) for one in held}
    return not pairs & apart and (main or bool(pairs & agreed))


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _votes(prints: Sequence[Print]) -> tuple[_Pairs, _Pairs]:
    """The pairs of labels that disagree at least as often as they agree, and those that agree more often."""
    votes: Counter[tuple[str, str]] = Counter()
    disagree: set[tuple[str, str]] = set()
    by_point: dict[tuple[str, Point], list[Print]] = defaultdict(list)
    for one in prints:
        by_point[one.segment, one.point].append(one)
    for held in by_point.values():
        for one, other in _comparable(held):
            same = agree(one.fact, other.fact)
            votes[_pair(one.variant, other.variant)] += 1 if same else -1
            if not same:
                disagree.add(_pair(one.variant, other.variant))
    apart = frozenset(pair for pair in disagree if votes[pair] <= 0)
    return apart, frozenset(pair for pair, vote in votes.items() if vote > 0)


def _comparable(prints: Sequence[Print]) -> Iterator[tuple[Print, Print]]:
    """Pairs of prints under two labels: of one deck, or of two decks that use one label each.

    Decks that share a label are compared by it: there another value is another statement of the same line.
    """
    by_deck: dict[int, dict[str, Print]] = defaultdict(dict)
    for one in prints:
        by_deck[one.deck].setdefault(one.variant, one)
    for held in by_deck.values():
        yield from combinations(held.values(), 2)
    single = [next(iter(held.values())) for held in by_deck.values() if len(held) == 1]
    yield from ((one, other) for one, other in combinations(single, 2) if one.variant != other.variant)


def latest_names(prints: Iterable[Print], bearer: Callable[[Print], Bearer]) -> dict[Bearer, Print]:
    """For each line, segment or whatever else the prints are of, the print that has its latest name."""
    named: dict[Bearer, list[Print]] = defaultdict(list)
    for one in prints:
        named[bearer(one)].append(one)
    return {of: _naming(held) for of, held in named.items()}


def _naming(prints: Sequence[Print]) -> Print:
    """The print that names them all: of the last deck, in a table where it has one, since sentences cut names short."""
    return max(prints, key=lambda one: (one.deck, one.fact.source is Source.TABLE))
