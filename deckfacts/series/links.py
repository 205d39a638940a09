"""Links: names that decks use for segments and lines in, those that are one thing under two names out.

Two names are one only by evidence: the profile says so, or a name that comes up prints the past values of a name that
is printed no more. Past values are few and short, so what counts is how many digits agree.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from deckfacts.checks.agreement import agree
from deckfacts.contract import Fact, Measure, Scenario, Source
from deckfacts.series.points import Print
from deckfacts.series.records import LinkKind

SEGMENT_DIGITS = 4
"""Digits that must agree before two segments are one. Line, unit and period agree already, and only segments that come
up and go at the same time are compared, a few each time: that four digits agree by chance is 1 in some 1,000."""

LINE_DIGITS = 6
LINE_MATCHES = 2
"""Of lines dozens come and go with every deck, so chance needs more to be ruled out: two values, six digits."""

MOST_DECKS_BETWEEN = 5
"""How long a name may be gone before another takes its place: what only full-year decks print comes every fourth or
fifth deck. With all names that ever went, a company that relabels often has thousands of pairs."""

FEWEST_DIGITS = 2
"""A value of one digit proves nothing: half of all growth rates are alike."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """A later name and an earlier one by folded names, with the pairs of prints that show it (later, earlier)."""

    kind: LinkKind
    name: str
    earlier: str
    pairs: tuple[tuple[Print, Print], ...]


def find_renamings(prints: Sequence[Print], kind: LinkKind) -> list[Renaming]:
    """The names of segments or of lines that took over the past values of another, in the order of the decks."""
    return _find(prints, kind, _segment if kind is LinkKind.SEGMENT else _subject)


def find_relabellings(prints: Sequence[Print], renamings: Sequence[Renaming]) -> list[Renaming]:
    """Lines of one concept whose label changed: one line anyhow, of which the evidence is told all the same.

    Only what tables call it counts, since sentences call one line by several names. `renamings` are told already.
    """
    in_tables = [one for one in prints if one.fact.source is Source.TABLE]
    told = {frozenset((pair[0].variant, pair[1].variant)) for one in renamings for pair in one.pairs[:1]}
    found = _find(in_tables, LinkKind.LINE, _variant)
    return [
        one
        for one in found
        if one.pairs[0][0].subject == one.pairs[0][1].subject and frozenset((one.name, one.earlier)) not in told
    ]


def _variant(one: Print) -> str:
    return one.variant


def _find(prints: Sequence[Print], kind: LinkKind, named: Callable[[Print], str]) -> list[Renaming]:
    seasons = _seasons(prints, named)
    held: dict[str, dict[object, list[Print]]] = defaultdict(lambda: defaultdict(list))
    for one in prints:
        if named(one) and _can_prove(one.fact):
            held[named(one)][_rest(one, kind)].append(one)
    found = {
        (later, earlier): pairs
        for later, earlier in _candidates(held, seasons)
        if (pairs := _equal_pairs(held[later], held[earlier]))
    }
    chosen = [names for names in found if _is_proof(found[names], kind) and not _has_rival(names, found)]
    return [
        Renaming(kind, *names, found[names]) for names in sorted(chosen, key=lambda names: (seasons[names[0]], names))
    ]


def _segment(one: Print) -> str:
    return one.segment


def _subject(one: Print) -> str:
    return one.subject


def _can_prove(fact: Fact) -> bool:
    return fact.scenario is Scenario.ACTUAL and fact.measure in {Measure.LEVEL, Measure.SHARE} and _digits(fact) > 1


def _digits(fact: Fact) -> int:
    """Digits that tell: without leading zeros, and without those at the end."""
    return len(str(abs(int(fact.value.scaleb(max(fact.decimals, 0))))).strip("0"))


def _rest(one: Print, kind: LinkKind) -> object:
    """All that a print says but the name in question."""
    return (one.subject if kind is LinkKind.SEGMENT else one.segment, one.point)


def _seasons(prints: Sequence[Print], named: Callable[[Print], str]) -> dict[str, tuple[int, int]]:
    """The first and the last deck that bears each name."""
    seasons: dict[str, tuple[int, int]] = {}
    for one in prints:
        name = named(one)
        first, last = seasons.get(name, (one.deck, one.deck))
        seasons[name] = min(first, one.deck), max(last, one.deck)
    return seasons


_Held = Mapping[str, Mapping[object, Sequence[Print]]]
_Found = Mapping[tuple[str, str], tuple[tuple[Print, Print], ...]]


def _candidates(held: _Held, seasons: Mapping[str, tuple[int, int]]) -> list[tuple[str, str]]:
    """Pairs of a later and an earlier name that share a value, of which one was gone before the other came up."""
    bearers: dict[object, dict[str, None]] = defaultdict(dict)
    for name, by_rest in held.items():
        for rest, prints in by_rest.items():
            for one in prints:
                bearers[rest, one.fact.value, one.fact.decimals][name] = None
    pairs = {
        (later, earlier): None
        for names in bearers.values()
        for later in names
        for earlier in names
        if 0 < seasons[later][0] - seasons[earlier][1] <= MOST_DECKS_BETWEEN
    }
    return list(pairs)


def _equal_pairs(
    later: Mapping[object, Sequence[Print]], earlier: Mapping[object, Sequence[Print]]
) -> tuple[tuple[Print, Print], ...]:
    """The first print of each point under the later name with the last equal one under the earlier.

    None where they contradict each other at any point.
    """
    pairs = []
    for rest in later.keys() & earlier.keys():
        if not any(agree(new.fact, old.fact) for new in later[rest] for old in earlier[rest]):
            return ()
        new, old = later[rest][0], earlier[rest][-1]
        if (new.fact.value, new.fact.decimals) == (old.fact.value, old.fact.decimals):
            pairs.append((new, old))
    return tuple(sorted(pairs, key=lambda pair: (pair[0].deck, pair[0].fact.fact_id)))


def _has_rival(names: tuple[str, str], found: _Found) -> bool:
    """Whether another name could be meant as well: one that shares more than half of what these two share.

    In a chain of names (A, then B, then C) C shares values with both: those are no rivals.
    """
    new, old = names
    rivals = [(new, other) for one, other in found if one == new and other != old and not _chained(old, other, found)]
    rivals += [(other, old) for other, one in found if one == old and other != new and not _chained(new, other, found)]
    return any(2 * _weight(found[rival]) > _weight(found[names]) for rival in rivals)


def _chained(one: str, other: str, found: _Found) -> bool:
    return (one, other) in found or (other, one) in found


def _weight(found: Sequence[tuple[Print, Print]]) -> int:
    return sum(_digits(new.fact) for new, _ in found if _digits(new.fact) >= FEWEST_DIGITS)


def _is_proof(found: Sequence[tuple[Print, Print]], kind: LinkKind) -> bool:
    if kind is LinkKind.SEGMENT:
        return _weight(found) >= SEGMENT_DIGITS
    return len(found) >= LINE_MATCHES and _weight(found) >= LINE_DIGITS


def join_names(renamings: Sequence[Renaming]) -> dict[str, str]:
    """For each name that took over from another the first of the chain."""
    earlier = {one.name: one.earlier for one in renamings}
    return {name: _first_of(name, earlier) for name in earlier}


def _first_of(name: str, earlier: Mapping[str, str]) -> str:
    while name in earlier:
        name = earlier[name]
    return name
