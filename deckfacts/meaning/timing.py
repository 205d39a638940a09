"""Timing: the periods printed beside and above a number become its period, and the base of its change."""

import re
from dataclasses import dataclass

from deckfacts.concepts import ConceptMatch
from deckfacts.contract import Comparison, Measure, Scenario
from deckfacts.language.fiscal import Period
from deckfacts.language.quantities import UnitKind
from deckfacts.meaning.leads import LeadKind, LeadStack
from deckfacts.meaning.metrics import is_earned_on_balance
from deckfacts.meaning.setting import Setting

_FLOW_WORDS = re.compile(
    r"\b(?:opened|openings?|closed|closures?|added|additions?|repurchased|bought back|issued|sold|shipped|shipments?"
    r"|delivered|deliveries|produced|production|hired|signed|launched|completed|acquired|handled|carried|processed|transactions?"
    r"|visits?|volumes?|throughput|output|traffic|orders? received|net new|enrolled|treated|commissioned|won"
    r"|generation|generated|secured|awarded"
    r"|net additions|net adds)\b|(?:出|退|開|閉)店|獲得|受注|解約|採用",
    re.IGNORECASE,
)

_OF_FLOW = re.compile(
    r"(?:%|percent|share|proportion)\s*(?:of|to)\s+(?:the\s+|our\s+|its\s+|total\s+|net\s+|group\s+|segment\s+|\w+\s+)*"
    r"(?:revenues?|sales|turnover|income|costs?|expenses?|earnings|ebitda|orders|billings?|shipments?|production)\b",
    re.IGNORECASE,
)

_STOCK_WORDS = re.compile(
    r"\b(?:loan|deposit|ticket|account|lease|unit|store)\s+size\b"
    r"|(?<!average )(?<!avg )(?<!avg\. )\b(?:loans?|deposits|portfolio|balances?|outstanding|inventor(?:y|ies)|backlog"
    r"|headcount|debt|borrowings|assets|liabilities|equity|securities|receivables|payables|holdings|land bank|liquidity"
    r"|undrawn|currently\s+drawn|(?:credit|debt|loan|accordion|term|banking|overdraft)\s+facilit(?:y|ies)|unused\s+(?:facilit|credit|lines?)\w*|remain(?:s|ed|ing)\s+(?:available|under|of)|under\s+management"
    r"|end of period|eop|period[- ]end)\b"
    r"(?!\W+(?:growth|yields?|income|revenues?|sales|costs?|expenses?|originations?|loss(?:es)?|interest|fees?|turnover"
    r"|repayments?|issu\w+|disposals?|sold|acquired|gains?|movements?|value creation|returns?|charges?|provisions?))",
    re.IGNORECASE,
)
"""What a company has at a moment, unless the next word makes it a flow ("loan growth")."""

_MOVEMENT = re.compile(r"\b(?:growth|movements?|inflows?|outflows?)\s*(?:$|[/>,])", re.IGNORECASE)
"""Last words of a label that make a balance what it moved by ("Expected NAV growth")."""

_AVERAGE = re.compile(
    r"\baverage\s+(?:\w+\s+){0,2}?(?:loans?|deposits|assets|equity|balances?|borrowings|debt|liabilities)\b(?!\s+size)",
    re.IGNORECASE,
)
"""A balance averaged over a period."""

_HELD = re.compile(r"\b(?:capacity|fleet|network|installed|workforce)\b", re.IGNORECASE)
"""What a company has and counts at a moment."""

STOCK_TITLE = re.compile(
    r"\bbalance\s+sheets?\b|\bfinancial\s+(?:position|condition)\b|貸借対照表|財政状態", re.IGNORECASE
)
FLOW_TITLE = re.compile(r"\bcash\s+flows?\b|キャッシュ", re.IGNORECASE)
_BALANCES = re.compile(r"\b(?:debt|borrowings?|leverage|liquidity|capital\s+structure)\b", re.IGNORECASE)
"""What a title names beside cash flows when what stands under it is of both: "Cash flow, debt and dividend"."""

_OPENING = re.compile(r"\b(?:beginning|start)\s+of\b|\bopening\s+(?:cash|balance|nav|net)|期首", re.IGNORECASE)
_CLOSING = re.compile(r"\bend\s+of\b|\bclosing\s+(?:cash|balance|nav|net)|期末|\bas\s+(?:of|at)\b", re.IGNORECASE)

MAX_MONTH_DRIFT_DAYS = 3
"""Two period ends this close are the same month end: 52-week years end on a weekday near it."""


@dataclass(frozen=True, slots=True)
class Timing:
    """When a number holds, what its change is against, and the kind of comparison that makes it."""

    period: Period | None
    base: Period | None
    comparison: Comparison | None


def names_stock(words: str) -> bool | None:
    """Whether a title is that of balances (true) or of cash flows (false); None where it is of neither or of both."""
    stock, flow = STOCK_TITLE.search(words) is not None, FLOW_TITLE.search(words) is not None
    return None if stock == flow or (flow and _BALANCES.search(words)) else stock


def is_balance_of_flows(label: str) -> bool:
    """Whether a line of a cash flow statement is the cash at its beginning or end."""
    return _OPENING.search(label) is not None or _CLOSING.search(label) is not None


def is_opening(label: str) -> bool:
    """Whether a balance is that before the first day of a period."""
    return _OPENING.search(label) is not None


def is_of_flow(words: str) -> bool:
    """Whether words name what happens over a period: "Generation by source"."""
    return _FLOW_WORDS.search(words) is not None or _OF_FLOW.search(words) is not None


def tells_time(words: str) -> bool:
    """Whether words tell if what they name stands at a moment or happens over a period."""
    return any(pattern.search(words) for pattern in (_FLOW_WORDS, _STOCK_WORDS, _HELD))


def lead_period(leads: LeadStack, setting: Setting) -> Period | None:
    """The period of the nearest lead that names one; the slide's legend comes before its title, the deck's own last.

    A day that ends no period (the date of the presentation, of a forecast) is none.
    """
    for lead in leads.nearest():
        if lead.kind is LeadKind.TITLE and leads.legends:
            break
        period = lead.phrase.period
        if period and (period.start or period.fiscal_period):
            return period
    for own, _ in leads.legends.values():
        return own
    return setting.current


def year_ahead(inherited: Period, setting: Setting) -> Period:
    """What is expected without a date is expected of the fiscal year under way, or at its end of the next one."""
    if inherited.fiscal_year is None:
        return inherited
    year = setting.calendar.year(inherited.fiscal_year)
    return year if year.end > inherited.end else setting.calendar.year(inherited.fiscal_year + 1)


def is_instant(
    kind: UnitKind, match: ConceptMatch | None, measure: Measure, label: str, *, stock: bool, flow: bool = False
) -> bool:
    """Whether a number stands at a moment: by its metric, as a count or a share of a whole, or as all around it does.

    `stock` where the amounts are balances; `flow` where they are movements, whatever their names ("Short-term
    borrowing" in a cash flow statement is what was borrowed).
    """
    if flow and measure is Measure.LEVEL:
        return False
    if measure is Measure.SHARE and (_OF_FLOW.search(label) or (match is None and _FLOW_WORDS.search(label))):
        return False
    if match:
        moved = measure is Measure.LEVEL and _MOVEMENT.search(label) is not None
        return match.concept.period_type == "instant" and not moved and not _AVERAGE.search(label)
    if kind is UnitKind.COUNT and _FLOW_WORDS.search(label):
        return False
    if kind is UnitKind.MONEY and is_earned_on_balance(label):
        return False
    balance = kind is UnitKind.MONEY and measure is Measure.LEVEL and _STOCK_WORDS.search(label) is not None
    return kind is UnitKind.COUNT or stock or balance or measure is Measure.SHARE


def scenario_by_time(led: Scenario | None, period: Period | None, setting: Setting) -> Scenario:
    """What a slide is about holds for the periods still to come; what has ended by the deck's own period is actual."""
    current = setting.current
    known = max(current.end, setting.published or current.end) if current else None
    # What is planned is planned for a quarter or a year: a day, or the first weeks of a period, are over when they end.
    loose = period is not None and (period.start is None or period.fiscal_period is None)
    if period and current and (period.end <= current.end or (loose and known and period.end <= known)):
        return Scenario.ACTUAL
    ahead = period is not None and known is not None and period.end > known
    if ahead and led in (None, Scenario.ACTUAL):
        return Scenario.TARGET
    return led or Scenario.ACTUAL


def resolve_timing(
    own: Period | None,
    base: Period | None,
    comparison: Comparison | None,
    measure: Measure,
    setting: Setting,
    *,
    instant: bool,
) -> Timing:
    """Put together a number's period with its comparison and the base it prints, if any."""
    period = setting.settle(own.as_instant() if own and instant else own)
    if measure not in (Measure.CHANGE, Measure.PERCENT_CHANGE):
        return Timing(period, None, None)
    if base is not None:
        named = base.as_instant() if instant or (period and period.start is None) else base
        return Timing(period, setting.settle(named), comparison or compare(period, named, setting))
    return Timing(period, setting.settle(_implied_base(period, comparison, setting)), comparison)


def compare(period: Period | None, base: Period, setting: Setting) -> Comparison:
    """What kind of comparison two periods make: a year apart, the period before, or another date."""
    if period:
        if _same_end(period.year_earlier(), base):
            return Comparison.YOY
        if _is_quarter(period) and _same_end(period.previous(setting.calendar), base):
            return Comparison.QOQ
    return Comparison.VS_DATE


def _implied_base(period: Period | None, comparison: Comparison | None, setting: Setting) -> Period | None:
    if period is None or comparison is None:
        return None
    if comparison is Comparison.YOY:
        return period.year_earlier()
    if comparison is Comparison.QOQ:
        return period.previous(setting.calendar)
    if comparison in (Comparison.VS_PREVIOUS_TARGET, Comparison.VS_ESTIMATE):
        return period
    return None


def _same_end(one: Period, other: Period) -> bool:
    return abs((one.end - other.end).days) <= MAX_MONTH_DRIFT_DAYS


def _is_quarter(period: Period) -> bool:
    return period.start is None or (period.end - period.start).days < 100
