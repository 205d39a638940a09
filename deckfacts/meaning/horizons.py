"""Horizons: the words of a target and the headings above it say whether it has a date to be met by at all."""

import re

from deckfacts.contract import Scenario
from deckfacts.language.horizons import names_range, stands_undated
from deckfacts.meaning.aims import Aim
from deckfacts.meaning.clauses import SENTENCE_END
from deckfacts.meaning.leads import LeadStack
from deckfacts.meaning.ties import Number

_OWN_END = re.compile(r"[,;(]|\band\b")


def has_no_date(number: Number, aim: Aim) -> bool:
    """Whether a number is a target without a date: a long-term one, or a range to stay in ("target CET1 range")."""
    if Scenario.TARGET not in (aim.plan, aim.said, None if aim.was or aim.said else aim.led):
        return False
    clause, window, folded = number.clause, number.window, number.clause.scan.folded
    started = [found.end() for found in SENTENCE_END.finditer(folded, window.before, window.quantity.start)]
    start = max(started, default=window.before)
    closed = _OWN_END.search(folded, window.quantity.end, window.after)
    words = folded[start : closed.start() if closed else window.after]
    if clause.scope and window.before:
        words = f"{folded[: clause.scope]} {words}"
    dates = [m for m in clause.scan.mentions if m.period and (start <= m.start < window.after or m.end <= clause.scope)]
    if any(
        window.first or m.end <= clause.scope or not _left_behind(folded, m.end, window.quantity.start) for m in dates
    ):
        return False
    undated = stands_undated(words) or (aim.plan is None and names_range(words) and not _is_dated(clause.leads))
    return undated or ((number.last is None or not number.last.period) and leads_undated(clause.leads))


def _left_behind(folded: str, end: int, at: int) -> bool:
    """Whether a comma stands between a date and the number at a place: the date is that of the number before."""
    return "," in folded[end:at]


def leads_undated(leads: LeadStack) -> bool:
    """Whether the nearest line above that tells of plans calls them long-term, and dates none of them."""
    above = next((lead.phrase for lead in leads.nearest() if lead.phrase.scenario or lead.phrase.period), None)
    return above is not None and above.period is None and stands_undated(above.scan.folded)


def _is_dated(leads: LeadStack) -> bool:
    """Whether a line above gives the plans a date: "2031 outlook"."""
    return leads.first(lambda phrase: phrase.period) is not None
