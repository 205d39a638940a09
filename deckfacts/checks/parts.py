"""Parts: quarters against the year that they make up, and the parts in a sentence against its total."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from deckfacts.checks.figures import Book, Figure, alone
from deckfacts.checks.intervals import Habit, Interval
from deckfacts.checks.naming import segment_name, words
from deckfacts.checks.verdict import Trial, is_slip, judge
from deckfacts.contract import CheckRule, Fact, Measure, Source

_CURRENCY = re.compile(r"[A-Z]{3}")
_AVERAGES = frozenset({"average", "avg", "rate", "ratio", "per", "平均"})
"""Words of a label that say its quarters do not add up to a year."""

_NOT_ALL = re.compile(r"of which|includ|mainly|such as|e\.g\.|among|うち|主に|など", re.IGNORECASE)
"""Words that say the parts named are not all."""

_ONE_DAY = timedelta(days=1)
_LONGEST_CHAIN = 12


def check_periods(book: Book) -> Iterator[Trial | None]:
    """Each amount of a longer period for which all the shorter ones are printed that make it up."""
    lines: dict[tuple[object, ...], dict[date, list[tuple[date, Figure]]]] = defaultdict(lambda: defaultdict(list))
    for figure in book.all_levels():
        line, moment, *_, unit = figure.statement
        if moment.start is None or not _CURRENCY.fullmatch(unit) or not _AVERAGES.isdisjoint(words(figure.first.label)):
            continue
        lines[line, moment.scenario, moment.bound, unit][moment.start].append((moment.end, figure))
    for spans in lines.values():
        for start, found in spans.items():
            for end, whole in found:
                for parts in _chains(spans, start, end, ()):
                    if len(parts) > 1:
                        yield _check(book, whole, parts)


def _chains(
    spans: Mapping[date, Sequence[tuple[date, Figure]]], start: date, end: date, before: tuple[Figure, ...]
) -> Iterator[tuple[Figure, ...]]:
    """All ways in which printed periods follow each other from `start` to `end`."""
    if len(before) == _LONGEST_CHAIN:
        return
    for stop, figure in spans.get(start, ()):
        if stop == end:
            yield (*before, figure)
        elif stop < end:
            yield from _chains(spans, stop + _ONE_DAY, end, (*before, figure))


def check_sentences(book: Book) -> Iterator[Trial | None]:
    """Each total in a sentence that is followed by its parts: "27 employees (full-time 13, contract 14)"."""
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in book.facts:
        if fact.source in {Source.BULLET, Source.TEXT} and fact.fact_id not in book.cells and fact.concept:
            groups[_kind(fact)].append(fact)
    for facts in groups.values():
        totals = [fact for fact in facts if not segment_name(fact.segment)]
        for total in totals:
            parts = [fact for fact in facts if segment_name(fact.segment) and _follows(fact, total)]
            if len({segment_name(part.segment) for part in parts}) == len(parts) > 1:
                yield _check_sentence(book, total, parts)


def _kind(fact: Fact) -> tuple[object, ...]:
    """What a total and its parts have in common: all but the segment."""
    moment = (fact.scenario, fact.period_start, fact.period_end, fact.base_end, fact.bound)
    return (fact.concept, fact.basis, fact.measure, fact.comparison, fact.unit, moment)


def _follows(part: Fact, total: Fact) -> bool:
    """Whether the part stands in the total's sentence, or on the line below it."""
    if part.line is None or total.line is None:
        return part.page == total.page and part.context == total.context
    return 0 <= part.line - total.line <= 1


def _check_sentence(book: Book, total: Fact, parts: Sequence[Fact]) -> Trial | None:
    whole, figures = alone(total), tuple(figure for part in parts if (figure := alone(part)) is not None)
    if whole is None or total.measure is Measure.PERCENT_CHANGE or len(figures) != len(parts):
        return None
    said = f"{total.context} {' '.join(part.context for part in parts)}"
    named = sum((part.value for part in parts), start=Decimal(0))
    if _NOT_ALL.search(said) and abs(named) < abs(total.value):
        return None
    return _check(book, whole, figures)


def _check(book: Book, whole: Figure, parts: Sequence[Figure]) -> Trial | None:
    """Parts that are far from the total are not its parts: averages, balances read as flows, a selection."""

    def expected(habit: Habit) -> Interval:
        total = parts[0].interval(habit)
        for part in parts[1:]:
            total = total + part.interval(habit)
        return total

    if not is_slip(whole.first, expected(Habit.ROUNDED)):
        return None
    return judge(book, CheckRule.PARTS_AGAINST_TOTAL, whole, parts, expected)
