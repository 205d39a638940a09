"""Identities: lines of one column that the concepts bind: revenue less cost of revenue is gross profit."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from deckfacts.checks.columns import EXACT, Entry, Lanes
from deckfacts.checks.figures import Book, Figure
from deckfacts.checks.intervals import Habit, Interval
from deckfacts.checks.verdict import Trial, is_slip, judge
from deckfacts.contract import CheckRule, Measure


class Identity(NamedTuple):
    """`result` is `whole` less all of `less`; `open` says that lines in between are often not printed (other operating
    income, non-controlling interests), so that another column must prove it."""

    result: str
    whole: str
    less: tuple[str, ...]
    open: bool


IDENTITIES = (
    Identity("gross_profit", "revenue", ("cost_of_revenue",), open=False),
    Identity("operating_income", "gross_profit", ("sga_and_rd_expense",), open=False),
    Identity("operating_income", "gross_profit", ("sga_expense",), open=True),
    Identity("operating_income", "gross_profit", ("sga_expense", "rd_expense"), open=True),
    Identity("non_current_assets", "total_assets", ("current_assets",), open=True),
    Identity("non_current_liabilities", "total_liabilities", ("current_liabilities",), open=True),
    Identity("shareholders_equity", "total_assets", ("total_liabilities",), open=True),
)


class _Case(NamedTuple):
    """An identity as it stands in one lane; `apart` where other lines stand between its own."""

    result: Figure
    terms: tuple[Figure, ...]
    apart: bool


def check_identities(book: Book, lanes: Lanes) -> Iterator[Trial | None]:
    """Each identity, if its lines stand together or another column proves it."""
    for identity in IDENTITIES:
        cases = [case for entries in lanes.values() for case in _cases(entries, identity)]
        proved = {book.table(case.result.first) for case in cases if _proves(case)}
        for case in cases:
            if book.table(case.result.first) in proved or not (identity.open or case.apart):
                yield _check(book, case)


def _cases(entries: Sequence[Entry], identity: Identity) -> Iterator[_Case]:
    """The lines of an identity within one lane, if each is there once for one segment and basis."""
    lines: dict[tuple[object, ...], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    wanted = {identity.result, identity.whole, *identity.less}
    for at, (_, figure, _) in enumerate(entries):
        line, concept = figure.statement.line, figure.first.concept
        if concept in wanted and line.subject == concept and figure.statement.measure is not Measure.SHARE:
            lines[line.segment, line.basis][concept].append(at)
    for found in lines.values():
        if found.keys() == wanted and all(len(places) == 1 for places in found.values()):
            places = {concept: at for concept, (at,) in found.items()}
            apart = max(places.values()) - min(places.values()) >= len(places)
            terms = tuple(entries[places[concept]].figure for concept in (identity.whole, *identity.less))
            yield _Case(entries[places[identity.result]].figure, terms, apart)


def _difference(terms: Sequence[Figure], habit: Habit = Habit.ROUNDED) -> Interval:
    """What is left of the first; costs are taken off whether printed as 41.3 or as (41.3)."""
    left = terms[0].interval(habit)
    for term in terms[1:]:
        negative = term.first.value < 0 and term.statement.measure is Measure.LEVEL
        left = left + term.interval(habit) if negative else left - term.interval(habit)
    return left


def _proves(case: _Case) -> bool:
    allowed = _difference(case.terms)
    return case.result.interval().meets(allowed) and allowed.width <= EXACT * abs(case.terms[0].first.value)


def _check(book: Book, case: _Case) -> Trial | None:
    if not is_slip(case.result.first, _difference(case.terms)):
        return None
    return judge(book, CheckRule.TABLE_SUM, case.result, case.terms, lambda habit: _difference(case.terms, habit))
