"""Bases: a change measured against a date that had not come, and the same change measured elsewhere against another."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from deckfacts.checks import wording
from deckfacts.checks.figures import Book
from deckfacts.checks.intervals import stands_for
from deckfacts.checks.naming import same_words
from deckfacts.checks.verdict import Finding, Trial, severity
from deckfacts.contract import CheckRule, Comparison, Fact, Measure

_IN_TIME = frozenset({Comparison.YOY, Comparison.QOQ, Comparison.VS_DATE})
"""A target is compared with another target for the same date; only a comparison in time needs an earlier base."""

_MOVEMENTS = frozenset({Measure.CHANGE, Measure.PERCENT_CHANGE})


def check_bases(book: Book) -> Iterator[Trial | None]:
    """Each change in time: its base comes before its end. Changes with one impossible base are one finding."""
    impossible: dict[tuple[str, date], list[Fact]] = defaultdict(list)
    dated = [fact for fact in book.facts if fact.measure in _MOVEMENTS and fact.comparison in _IN_TIME]
    for fact in dated:
        # The base of a YoY or QoQ is worked out, not printed: only a named date can be the company's slip.
        if fact.base_end is None or fact.period_end is None or fact.comparison is not Comparison.VS_DATE:
            continue
        if fact.base_end < fact.period_end:
            yield Trial(CheckRule.IMPOSSIBLE_BASE, None, (fact,))
        else:
            impossible[fact.label, fact.base_end].append(fact)
    for (_, base), facts in impossible.items():
        yield _trial(facts, f"{wording.listed(tuple(facts))}: the base, {base}, is not before {_ends(facts)}")
        yield from _other_bases(facts, dated)


def _other_bases(facts: Sequence[Fact], dated: Sequence[Fact]) -> Iterator[Trial]:
    """Changes on the same base as impossible ones, which other slides print against another base."""
    wrong = facts[0]
    beside = [
        fact
        for fact in dated
        if fact.base_end == wrong.base_end and fact.label == wrong.label and fact.unit == wrong.unit
    ]
    pairs = [(there, here) for here in beside for there in dated if _same_change(there, here)]
    if pairs:
        here = tuple(dict.fromkeys(fact for _, fact in pairs))
        there = tuple(dict.fromkeys(fact for fact, _ in pairs))
        yield _trial((*there, *here), f"{wording.listed(there)}, but {wording.listed(here)}: another base for the same")


def _same_change(one: Fact, other: Fact) -> bool:
    return (
        one.base_end != other.base_end
        and one.period_end == other.period_end
        and one.unit == other.unit
        and one.measure is other.measure
        and same_words(one.label, other.label)
        and stands_for(one).meets(stands_for(other))
    )


def _ends(facts: Sequence[Fact]) -> str:
    return " and ".join(str(end) for end in dict.fromkeys(fact.period_end for fact in facts))


def _trial(facts: Sequence[Fact], message: str) -> Trial:
    rule = CheckRule.IMPOSSIBLE_BASE
    return Trial(rule, None, tuple(facts), Finding(rule, severity(rule, facts[0], None), tuple(facts), message, None))
