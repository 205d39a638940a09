"""Comparatives: a figure that another one is held against, and where the sentence goes on with that other one."""

import re
from dataclasses import replace
from datetime import timedelta

from deckfacts.contract import Measure
from deckfacts.language.fiscal import Period
from deckfacts.meaning.clauses import SENTENCE_END
from deckfacts.meaning.drafts import Draft
from deckfacts.meaning.movement import Window, comparison_of
from deckfacts.meaning.ties import Number

_HELD = re.compile(
    r"\b(?:compared\s+(?:to|with)|versus|vs\.?|against|(?:up|down)\s+from)(?!\w)[^,;()]{0,40}$", re.IGNORECASE
)
_REACH_OF_HELD = 60
"""Characters in front of a figure that hold "compared with an operating profit of approximately "."""

_GOES_ON = re.compile(r".*(?:[,;(]|\s-\s|\band\b)", re.IGNORECASE | re.DOTALL)
"""Up to where the words of the comparative end."""

_STATES = re.compile(
    r"(?!.*\b(?:which|when|where|who|that)\b).*\b(?:was|were|is|are|amounted\s+to|stood\s+at|reached|came\s+(?:in\s+at|to)"
    r"|totall?ed)\s+(?:approximately\s+|about\s+|around\s+)?",
    re.IGNORECASE | re.DOTALL,
)
"""A clause of its own: ", and net income was"."""

_WHICH = re.compile(r"\b(?:which|when|where|itself)\b", re.IGNORECASE)

_YEAR_END = re.compile(
    r"""\b(?:since | from | on | against | versus | vs\.? | compared\s+(?:with|to) | than)\s+
    (?:that\s+)?(?:at\s+)?(?:the\s+)?(?:
      (?:(?:last|previous|prior|financial|fiscal)\s+){0,2}year[-\s]end\b
    | (?:beginning|start)\s+of\s+the\s+(?:(?:financial|fiscal)\s+)?year\b
    | end\s+of\s+(?:last|(?:the\s+)?(?:previous|prior))\s+(?:(?:financial|fiscal)\s+)?year\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def outer_period(number: Number, period: Period | None) -> Period | None:
    """The period of what a number stands in: its own, or that of the statement which it is held against."""
    last, window = number.last, number.window
    if last is None:
        return period if window.opened is None else None
    start = window.quantity.start
    folded = number.clause.scan.folded
    held = _HELD.search(folded, max(window.before, start - _REACH_OF_HELD), start) is not None
    aside = window.opened is not None or number.ties.based is not None or held
    return last.outer if aside else period


def is_comparative(last: Draft) -> bool:
    """Whether a statement is of another time than what it stands in."""
    return last.outer is not None and last.period is not None and last.outer != last.period


def behind_comparative(number: Number, measure: Measure) -> Window | None:
    """The window of a number that leaves the comparative before it to go on with the statement itself, else None.

    "13 compared with 12 in 2Q24, an increase of 5%" and "512 (548), a margin of 11%" go on with the 13 and the 512;
    "13 compared with 12, or 10% of revenue, in 2Q24" does not, as a level is that of the comparative as often.
    """
    last, window, folded = number.last, number.window, number.clause.scan.folded
    if last is None or last.opened is not None or not is_comparative(last):
        return None
    between = folded[last.quantity.end : window.quantity.start]
    if SENTENCE_END.search(between):
        return None
    if folded[last.quantity.start] == "(":
        return window
    ended = _GOES_ON.match(between)
    if ended is None or _WHICH.search(between):
        return None
    changes = measure in (Measure.CHANGE, Measure.PERCENT_CHANGE)
    if not changes and not _STATES.fullmatch(between, ended.end()):
        return None
    return replace(window, before=last.quantity.end + ended.end())


def comparative_base(number: Number, measure: Measure, label: str) -> Period | None:
    """What a change is against that follows its two levels: "13 compared with 12 in 1Q24, an increase of 5%"."""
    last = number.last
    same = last is not None and last.label == label and behind_comparative(number, measure) is not None
    return last.period if same and last is not None else None


def last_year_end(number: Number, own: Period | None) -> Period | None:
    """The end of the year before, where a number at a moment is against it: "0.2x lower than at year-end"."""
    scan, window = number.clause.scan, number.window
    if own is None or own.fiscal_year is None or comparison_of(window, scan) != (None, None):
        return None
    ended = SENTENCE_END.search(scan.folded, window.quantity.end, window.after)
    found = _YEAR_END.search(scan.folded, window.quantity.end, ended.start() if ended else window.after)
    if found is None and window.first:
        found = _YEAR_END.match(scan.folded)
    calendar = number.clause.setting.calendar
    year = calendar.year_with(own.end) if found else None
    return calendar.instant(year.start - timedelta(days=1)) if year and year.start else None
