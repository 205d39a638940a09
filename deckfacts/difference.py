"""Difference: from the facts of two publications to those that are changed, new or gone, and why.

A deck is the same deck where company and file are. Where its bytes are the same too, only the reading can differ;
where they are not, its numbers are compared by what they are about, wherever on its pages they stand.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final

from deckfacts.contract import Fact
from deckfacts.manifest import DeckKey

ABOUT: Final = (
    *("concept", "label", "segment", "measure", "comparison", "scenario", "period_start", "period_end"),
    *("base_start", "base_end", "unit", "bound", "basis"),
)
"""The columns that say what a number is about: by these it is found again in other bytes of its deck."""

SAID: Final = ("value", "decimals", "qualifier", "printed")
"""The columns that say the number itself."""

_READ: Final = tuple(field.name for field in fields(Fact) if field.name != "fact_id")


class Kind(StrEnum):
    """What became of a fact."""

    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


class Cause(StrEnum):
    """Why: the deck itself is another, came or went; the same bytes were read differently; a reviewed correction."""

    SOURCE = "source"
    READER = "reader"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class DeckFacts:
    """The facts of one deck in one publication, and the bytes that they were read from."""

    document_id: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One fact before and after; `before` is null for a new one, `after` for one that is gone.

    `columns` are those in which a changed fact differs.
    """

    key: DeckKey
    kind: Kind
    cause: Cause
    before: Fact | None
    after: Fact | None
    columns: tuple[str, ...] = ()

    @property
    def fact(self) -> Fact:
        """The fact as it is now, or as it last was."""
        fact = self.after or self.before
        if fact is None:
            raise ValueError(f"a difference of {self.key} has no fact")
        return fact


@dataclass(frozen=True, slots=True)
class Differences:
    """All that differs, deck by deck in the order of their pages and lines, and how many facts do not."""

    rows: tuple[Difference, ...]
    unchanged: int

    def counts(self) -> Mapping[tuple[Kind, Cause], int]:
        """Number of rows of each kind and cause, none left out."""
        found = Counter((row.kind, row.cause) for row in self.rows)
        return {(kind, cause): found[kind, cause] for kind in Kind for cause in Cause}


def compare_decks(before: Mapping[DeckKey, DeckFacts], after: Mapping[DeckKey, DeckFacts]) -> Differences:
    """What differs between the decks of two publications."""
    rows: list[Difference] = []
    unchanged = 0
    for key in sorted(before.keys() | after.keys()):
        differing, alike = _compare_deck(key, before.get(key), after.get(key))
        rows += sorted(differing, key=_place)
        unchanged += alike
    return Differences(tuple(rows), unchanged)


_Pair = tuple[Fact | None, Fact | None]


def _compare_deck(key: DeckKey, before: DeckFacts | None, after: DeckFacts | None) -> tuple[list[Difference], int]:
    """The differences of one deck, and how many of its facts are unchanged."""
    old, new = (deck.facts if deck else () for deck in (before, after))
    same_bytes = before is not None and after is not None and before.document_id == after.document_id
    columns = _READ if same_bytes else SAID
    pairs = list(_pair_by_id(old, new) if same_bytes else _pair_by_meaning(old, new))
    found = [_differ(key, pair, columns, same_bytes=same_bytes) for pair in pairs]
    differing = [difference for difference in found if difference is not None]
    return differing, len(found) - len(differing)


def _differ(key: DeckKey, pair: _Pair, columns: Sequence[str], *, same_bytes: bool) -> Difference | None:
    before, after = pair
    differing: tuple[str, ...] = ()
    if before is not None and after is not None:
        differing = tuple(name for name in columns if getattr(before, name) != getattr(after, name))
        if not differing:
            return None
    kind = Kind.NEW if before is None else Kind.GONE if after is None else Kind.CHANGED
    cause = _cause_of_reading(before, after) if same_bytes else Cause.SOURCE
    return Difference(key=key, kind=kind, cause=cause, before=before, after=after, columns=differing)


def _cause_of_reading(before: Fact | None, after: Fact | None) -> Cause:
    corrections = [fact.correction_id if fact else None for fact in (before, after)]
    return Cause.READER if corrections[0] == corrections[1] else Cause.CORRECTION


def _pair_by_id(before: Sequence[Fact], after: Sequence[Fact]) -> Iterator[_Pair]:
    pairs, gone, new = _match(before, after, lambda fact: fact.fact_id)
    yield from (*pairs, *((fact, None) for fact in gone), *((None, fact) for fact in new))


def _pair_by_meaning(before: Sequence[Fact], after: Sequence[Fact]) -> Iterator[_Pair]:
    """First what says the same of the same, so that a number put before its like does not shift all that follow."""
    same, old, new = _match(before, after, lambda fact: _columns(fact, ABOUT + SAID))
    changed, gone, came = _match(old, new, lambda fact: _columns(fact, ABOUT))
    yield from (*same, *changed, *((fact, None) for fact in gone), *((None, fact) for fact in came))


def _columns(fact: Fact, names: Sequence[str]) -> Hashable:
    return tuple(getattr(fact, name) for name in names)


def _match(
    before: Sequence[Fact], after: Sequence[Fact], key: Callable[[Fact], Hashable]
) -> tuple[list[tuple[Fact, Fact]], list[Fact], list[Fact]]:
    """Pairs of facts with equal keys, equal ones in order; what is left of `before`, and what of `after`."""
    waiting: defaultdict[Hashable, deque[Fact]] = defaultdict(deque)
    for fact in before:
        waiting[key(fact)].append(fact)
    pairs: list[tuple[Fact, Fact]] = []
    left: list[Fact] = []
    for fact in after:
        alike = waiting[key(fact)]
        if alike:
            pairs.append((alike.popleft(), fact))
        else:
            left.append(fact)
    return pairs, [fact for facts in waiting.values() for fact in facts], left


def _place(row: Difference) -> tuple[int, int]:
    return row.fact.page or 0, row.fact.line or 0
