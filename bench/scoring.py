"""Scoring: published facts held against a deck's gold rows, to which numbers were found and which are right.

A fact and a gold row can be a pair when they stand on the same line (or page), print the same digits, and mean the
same magnitude in the same unit. Where several can, the pairs that agree on most go first.

found    gold rows that have a fact (recall), facts that have a gold row (precision)
right    pairs that agree on the `RIGHT` fields, and on label and segment by shared words
strict   right pairs that agree on the `STRICT` fields too
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bench.gold import GoldRow
from deckfacts.contract import Fact

RIGHT = ("value", "unit", "measure", "comparison", "scenario", "period_start", "period_end")
STRICT = ("concept", "base_end", "decimals", "qualifier")
NAMES = "label+segment"

GOLD_WORDS_SHARED = 0.5
"""Part of the gold's words that the fact must have: label and segment may be cut apart or shortened, not swapped."""

FACT_WORDS_SHARED = 0.3
"""Part of the fact's words that the gold must have: a label may bring its sentence along, but not be lost in it."""

_FILLERS = "a an and by for from in of on or our related service services the to total was were"
FILLERS = frozenset(_FILLERS.split())
"""Words that two names can share without naming the same thing."""

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")

Spot: TypeAlias = tuple[int | None, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold row and the fact that stands for it; `wrong` names the fields on which they disagree."""

    row: GoldRow
    fact: Fact
    wrong: frozenset[str]

    @property
    def right(self) -> bool:
        """Agrees on what a reader of the number relies on."""
        return self.wrong <= frozenset(STRICT)

    @property
    def strict(self) -> bool:
        """Agrees on every field."""
        return not self.wrong


@dataclass(frozen=True, slots=True)
class Score:
    """How the facts of one deck compare with its gold."""

    pairs: tuple[Pair, ...]
    missed: tuple[GoldRow, ...]
    extra: tuple[Fact, ...]

    @property
    def gold(self) -> int:
        """Number of gold rows."""
        return len(self.pairs) + len(self.missed)

    @property
    def published(self) -> int:
        """Number of facts."""
        return len(self.pairs) + len(self.extra)

    @property
    def recall(self) -> float:
        """Part of the gold that was found."""
        return _ratio(len(self.pairs), self.gold)

    @property
    def precision(self) -> float:
        """Part of the facts that are in the gold."""
        return _ratio(len(self.pairs), self.published)

    @property
    def right(self) -> float:
        """F1 of the right pairs."""
        return _ratio(2 * sum(pair.right for pair in self.pairs), self.gold + self.published)

    @property
    def strict(self) -> float:
        """F1 of the strictly right pairs."""
        return _ratio(2 * sum(pair.strict for pair in self.pairs), self.gold + self.published)

    def faults(self) -> Iterator[str]:
        """What is missed, extra or wrong, a line each."""
        for row in self.missed:
            yield f"missed {_spot_words(row)}: {row.printed} | {row.label}"
        for fact in self.extra:
            yield f"extra {_spot_words(fact)}: {fact.printed} | {fact.label} | {fact.value:f} {fact.unit}"
        for pair in self.pairs:
            for field in (*RIGHT, NAMES, *STRICT):
                if field in pair.wrong:
                    yield _explain(pair, field)


def score(gold: Sequence[GoldRow], facts: Sequence[Fact]) -> Score:
    """Pair the facts of one deck with its gold. Gold that knows pages only covers only the pages it names."""
    by_line = any(row.line for row in gold)
    labelled = {row.page for row in gold}
    covered = [fact for fact in facts if by_line or fact.page in labelled]
    facts_at: dict[Spot, list[int]] = defaultdict(list)
    rows_at: dict[Spot, list[int]] = defaultdict(list)
    for at, fact in enumerate(covered):
        facts_at[fact.line if by_line else fact.page, first_number(fact.printed)].append(at)
    for at, row in enumerate(gold):
        rows_at[row.line if by_line else row.page, first_number(row.printed)].append(at)
    matches: dict[int, int] = {}
    for spot, rows in rows_at.items():
        if spot in facts_at:
            matches |= _match(gold, covered, rows, facts_at[spot])
    return Score(
        pairs=tuple(Pair(gold[i], covered[j], _wrong(gold[i], covered[j])) for i, j in sorted(matches.items())),
        missed=tuple(row for i, row in enumerate(gold) if i not in matches),
        extra=tuple(fact for j, fact in enumerate(covered) if j not in set(matches.values())),
    )


def _match(gold: Sequence[GoldRow], facts: Sequence[Fact], rows: list[int], candidates: list[int]) -> dict[int, int]:
    """The best pairs of one spot first, by fields that agree, then in the order of printing."""
    possible = []
    for rank, i in enumerate(rows):
        for other_rank, j in enumerate(candidates):
            if _may_pair(gold[i], facts[j]):
                wrong = _wrong(gold[i], facts[j])
                possible.append((len(wrong - frozenset(STRICT)), len(wrong), abs(rank - other_rank), i, j))
    matches: dict[int, int] = {}
    for *_, i, j in sorted(possible):
        if i not in matches and j not in matches.values():
            matches[i] = j
    return matches


def _may_pair(row: GoldRow, fact: Fact) -> bool:
    same_magnitude = abs(fact.value) in {abs(value) for value in row.value if value is not None}
    return same_magnitude and agrees("unit", row, fact)


def _wrong(row: GoldRow, fact: Fact) -> frozenset[str]:
    wrong = {field for field in (*RIGHT, *STRICT) if not agrees(field, row, fact)}
    return frozenset(wrong if names_agree(row, fact) else wrong | {NAMES})


def agrees(field: str, row: GoldRow, fact: Fact) -> bool:
    """Whether the gold accepts the fact's value of a field; letters in either case."""
    return _folded(getattr(fact, field)) in {_folded(accepted) for accepted in getattr(row, field)}


def _folded(value: object) -> object:
    return value.casefold() if isinstance(value, str) else value


def names_agree(row: GoldRow, fact: Fact) -> bool:
    """Whether label and segment together share enough words: either side may divide a name between the two."""
    wanted = words(row.label).union(*(words(segment) for segment in row.segment))
    given = words(fact.label) | words(fact.segment)
    if not wanted or not given:
        return wanted == given
    if row.segment == {None} and fact.segment and not words(fact.segment) & wanted:
        return False  # a figure of the whole company, filed under a part of it
    shared = len(wanted & given)
    return shared >= GOLD_WORDS_SHARED * len(wanted) and shared >= FACT_WORDS_SHARED * len(given)


def words(name: str | None) -> frozenset[str]:
    """The telling words of a name, in lower case and the singular."""
    found = {word for word in _WORD.findall((name or "").lower()) if word not in FILLERS}
    return frozenset(word.removesuffix("s") for word in found)


def first_number(printed: str) -> str:
    """The digits of the first number, with its decimal point and without what groups it."""
    found = _NUMBER.search(printed)
    return found[0].replace(",", "") if found else ""


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _spot_words(place: GoldRow | Fact) -> str:
    return f"line {place.line}" if place.line else f"page {place.page}"


def _explain(pair: Pair, field: str) -> str:
    if field == NAMES:
        given = f"{pair.fact.label} / {pair.fact.segment}"
        wanted = f"{pair.row.label} / {_listed(pair.row.segment)}"
    else:
        given, wanted = str(getattr(pair.fact, field)), _listed(getattr(pair.row, field))
    return f"wrong {_spot_words(pair.fact)}: {pair.row.printed} | {field}: {given} should be {wanted}"


def _listed(accepted: frozenset[object]) -> str:
    return " or ".join(sorted(str(value) for value in accepted))
