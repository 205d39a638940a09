"""Signs: a total whose parts add up to the same amount with the other sign.

Two places where decks slip: cash "provided by" activities whose listed items are payments, and a share of associates'
results whose label takes a profit for a loss.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from deckfacts.checks import wording
from deckfacts.checks.figures import Book, Figure, Line, Moment, Statement
from deckfacts.checks.intervals import Habit, Interval, stands_for
from deckfacts.checks.shares import of_revenue
from deckfacts.checks.verdict import Finding, Trial
from deckfacts.contract import CheckRule, Fact, Measure, Severity

_CASH_FLOWS = frozenset({"investing_cash_flow", "financing_cash_flow"})
_ALL_CASH_FLOWS = _CASH_FLOWS | {"operating_cash_flow", "free_cash_flow"}

ETC = Decimal("0.05")
"""How much of a cash flow its listed items may leave to "etc.": IIJ lists -915 and 37 under 892."""

_DIRECTION = re.compile(
    r"\b(?:(?P<out>re-?payments?|payments?|paid|(?:re)?purchases?|acquisitions?|redemptions?|buy-?backs?|dividends?)"
    r"|(?P<inward>proceeds|sales?|issuances?|issue|borrowings?|collections?|receipts?)"
    r"|(?P<turned>increase|decrease|reduction|net change)\w*)\b",
    re.IGNORECASE,
)
"""The first of these words in an item's label says which way the cash went."""

_RULE = CheckRule.SIGN_AGAINST_PARTS
_NOTHING = Interval(Decimal(0), Decimal(0))
_MINORITIES = (1, -1, 0)
_MOMENTS_THAT_PROVE = 2
"""One column may fit a turned sign by chance, where the deck leaves out a line (discontinued operations)."""


def check_cash_flows(book: Book) -> Iterator[Trial | None]:
    """Each cash flow in the text against the payments and proceeds listed under it."""
    total: Fact | None = None
    items: list[Fact] = []
    for fact in book.facts:
        if fact.concept in _ALL_CASH_FLOWS or (total is not None and _elsewhere(book, fact, total)):
            if total is not None:
                yield _check_cash_flow(total, items)
            total, items = (fact if _is_total(book, fact) else None), []
        elif total is not None:
            items.append(fact)
    if total is not None:
        yield _check_cash_flow(total, items)


def _elsewhere(book: Book, fact: Fact, total: Fact) -> bool:
    """Whether a fact can't be an item of the list under the total: another slide or page, or a table."""
    there = (fact.slide_title, fact.page) != (total.slide_title, total.page)
    return there or fact.fact_id in book.cells


def _is_total(book: Book, fact: Fact) -> bool:
    return fact.concept in _CASH_FLOWS and fact.measure is Measure.LEVEL and fact.fact_id not in book.cells


def _check_cash_flow(total: Fact, items: Sequence[Fact]) -> Trial | None:
    flows = [_flow(total, item) for item in items]
    known = [flow for flow in flows if flow is not None]
    if len(known) < 2 or len(known) != len(flows):
        return None
    listed = known[0]
    for flow in known[1:]:
        listed = listed + flow
    printed = stands_for(total)
    if _nearly(printed, listed, total.value) or printed.meets(_NOTHING):
        return Trial(_RULE, None, (total, *items))
    if not _nearly(-printed, listed, total.value):
        return None
    exact = (-printed).meets(listed)
    level = Severity.CRITICAL if exact else Severity.WARNING
    message = f"{wording.cite(total)}, but the items under it come to {wording.spread(listed, total.unit)}: "
    message += wording.listed(tuple(items))
    facts = (total, *items)
    return Trial(_RULE, None, facts, Finding(_RULE, level, facts, message, listed))


def _nearly(total: Interval, listed: Interval, size: Decimal) -> bool:
    return total.gap(listed) <= ETC * abs(size)


def _flow(total: Fact, item: Fact) -> Interval | None:
    """The item as cash in (above zero) or out; nothing where its label does not say, or it is something else."""
    same = (item.unit, item.period_start, item.period_end) == (total.unit, total.period_start, total.period_end)
    said = _DIRECTION.search(item.label)
    if not same or item.measure is not Measure.LEVEL or said is None or said["turned"]:
        return None
    own = stands_for(item)
    return -own if said["out"] and item.value > 0 else own


class _Chain(NamedTuple):
    """From pretax income to net income at one moment; `minority` is often not printed."""

    associates: Figure
    net_income: Figure
    pretax: Figure
    tax: Figure
    minority: Figure | None


def check_associates(book: Book) -> Iterator[Trial | None]:
    """The share of associates' results between pretax and net income, by the sign with which it fits.

    Associates' results may already be within pretax income, and the minorities' share may be added or taken off, but
    by one convention in all columns. So only one thing counts: at two moments or more, no convention fits all of them
    unless the printed amounts have their signs turned.
    """
    chains = list(_chains(book))
    if len(chains) < _MOMENTS_THAT_PROVE:
        return
    if any(_all_fit(book, chains, one, other) for one, other in product((1, 0), _MINORITIES)):
        yield Trial(_RULE, None, tuple(chain.associates.first for chain in chains))
    elif any(_all_fit(book, chains, -1, other) for other in _MINORITIES):
        yield _associates_trial(chains)


def _chains(book: Book) -> Iterator[_Chain]:
    for figure in book.all_levels():
        line, moment = figure.statement.line, figure.statement.moment
        if line.subject != "equity_method_income" or not figure.first.value:
            continue
        net, pretax, tax, minority = (
            book.amount(line._replace(subject=subject), moment)
            for subject in ("net_income", "pretax_income", "income_tax_expense", "minority_interest")
        )
        if net and pretax and tax:
            yield _Chain(figure, net, pretax, tax, minority)


def _all_fit(book: Book, chains: Sequence[_Chain], associates: int, minority: int) -> bool:
    return all(narrowed(book, chain.net_income).meets(_net(book, chain, associates, minority)) for chain in chains)


def _net(book: Book, chain: _Chain, associates: int, minority: int) -> Interval:
    """Net income with associates and minorities added (1), taken off (-1) or left out (0)."""
    before = narrowed(book, chain.pretax) - chain.tax.interval()
    with_associates = before + _signed(chain.associates.interval(), associates)
    return with_associates + _signed(chain.minority.interval(), minority) if chain.minority else with_associates


def _signed(interval: Interval, sign: int) -> Interval:
    return {1: interval, 0: _NOTHING, -1: -interval}[sign]


def narrowed(book: Book, level: Figure) -> Interval:
    """What is known of a level from its own prints and from its share of revenue."""
    line, moment, *_ = level.statement
    own = level.interval()
    share = book.figures.get(Statement(line, moment, Measure.SHARE, None, None, "percent"))
    revenue = _revenue(book, line, moment)
    if share is None or revenue is None or not of_revenue(share) or not revenue.interval().positive:
        return own
    return own.common(revenue.interval(Habit.ROUNDED).of_percent(share.interval())) or own


def _revenue(book: Book, line: Line, moment: Moment) -> Figure | None:
    return book.amount(line._replace(subject="revenue"), moment)


def _associates_trial(chains: Sequence[_Chain]) -> Trial:
    chain = max(chains, key=lambda one: one.associates.statement.moment.end)
    found, *repeats = chain.associates.facts
    rest = [figure.first for figure in chain[1:] if figure is not None]
    elsewhere = [other.associates.first for other in chains if other is not chain]
    low, high = sorted((-found.value, Decimal(0)))
    message = f"{wording.cite(found)}, which is {wording.amount(found.value, found.unit)} of income, but "
    message += f"{wording.listed(tuple(rest))} fit only with the other sign, as does "
    message += wording.listed(tuple(elsewhere))
    facts = (found, *rest, *repeats, *elsewhere)
    return Trial(_RULE, None, facts, Finding(_RULE, Severity.CRITICAL, facts, message, Interval(low, high)))
