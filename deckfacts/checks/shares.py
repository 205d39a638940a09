"""Shares: printed shares and margins against the part and the whole that they are taken from."""

import re
from collections.abc import Iterator, Sequence

from deckfacts.checks.figures import Book, Figure, Line
from deckfacts.checks.intervals import Habit, Interval
from deckfacts.checks.verdict import Trial, judge
from deckfacts.contract import Basis, CheckRule, Measure

RATIOS = {
    "gross_margin": ("gross_profit", "revenue"),
    "operating_margin": ("operating_income", "revenue"),
    "ordinary_income_margin": ("ordinary_income", "revenue"),
    "pretax_margin": ("pretax_income", "revenue"),
    "net_margin": ("net_income", "revenue"),
    "rd_ratio": ("rd_expense", "revenue"),
    "equity_ratio": ("shareholders_equity", "total_assets"),
}
"""Concepts that are one concept in percent of another."""

_OF_REVENUE = re.compile(
    r"(?:%|percent(?:age)?|ratio|share|as)\W{0,3}(?:of|to)\s+(?:total |net |consolidated |our )*(?:revenue|sales)"
    r"|売上高?(?:構成)?比|対売上",
    re.IGNORECASE,
)
"""Words that name revenue as the whole: "% of Revenues", "78.8% of total revenue"."""

_SPLIT_BY_SEGMENT = frozenset({"revenue", "employees", "order_backlog", "total_assets"})
"""Concepts whose share for a segment is the segment's part of the company's: profit is shared out in other ways too."""


def check_shares(book: Book) -> Iterator[Trial | None]:
    """Each share and margin for which part and whole are printed."""
    for figure in book.figures.values():
        if figure.statement.unit != "percent" or figure.first.concept is None:
            continue
        if figure.statement.measure is Measure.SHARE:
            yield _check_share(book, figure)
        elif figure.statement.measure is Measure.LEVEL and figure.first.concept in RATIOS:
            yield _check_ratio(book, figure)


def of_revenue(share: Figure) -> bool:
    """Whether the deck says that the share is one of revenue."""
    return any(_OF_REVENUE.search(fact.context) for fact in share.facts)


def _check_share(book: Book, share: Figure) -> Trial | None:
    line, concept = share.statement.line, share.first.concept
    if line.segment and concept in _SPLIT_BY_SEGMENT:
        return _check(book, share, line, [line._replace(segment="")])
    if not line.segment and concept != "revenue" and of_revenue(share):
        return _check(book, share, line, _revenue(line))
    return None


def _check_ratio(book: Book, ratio: Figure) -> Trial | None:
    line = ratio.statement.line
    if ratio.first.concept is None or line.subject != ratio.first.concept:
        return None
    part, whole = RATIOS[ratio.first.concept]
    wholes = _revenue(line) if whole == "revenue" else [line._replace(subject=whole)]
    return _check(book, ratio, line._replace(subject=part), wholes)


def _revenue(line: Line) -> list[Line]:
    """The revenue that a share may be taken from: adjusted profit is set against revenue as reported where no
    adjusted revenue is printed."""
    own = line._replace(subject="revenue")
    return [own, own._replace(basis=None)] if line.basis is Basis.ADJUSTED else [own]


def _check(book: Book, share: Figure, part_line: Line, whole_lines: Sequence[Line]) -> Trial | None:
    moment = share.statement.moment
    part = book.amount(part_line, moment)
    wholes = (book.amount(line, moment) for line in whole_lines)
    whole = next((figure for figure in wholes if figure is not None), None)
    if part is None or whole is None or part.statement.unit != whole.statement.unit:
        return None

    def expected(habit: Habit) -> Interval | None:
        denominator = whole.interval(habit)
        return part.interval(habit).percent_of(denominator) if denominator.positive else None

    return judge(book, CheckRule.SHARE_AGAINST_WHOLE, share, (part, whole), expected)
