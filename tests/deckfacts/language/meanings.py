"""Meanings: a period mention in, one readable line out, so that a table of cases shows text beside meaning."""

from deckfacts.language.fiscal import FiscalCalendar, Period
from deckfacts.language.periods import PeriodMention, find_periods


def describe_period(period: Period | None) -> str:
    """ "2008-10-01..2008-12-31 2008 3Q" for a period, "@2008-12-31 2008 3Q" for an instant, "?" for none."""
    if period is None:
        return "?"
    days = f"{period.start}..{period.end}" if period.start else f"@{period.end}"
    named = (str(name) for name in (period.fiscal_year, period.fiscal_period) if name is not None)
    return " ".join([days, *named])


def describe(text: str, mention: PeriodMention) -> str:
    """The printed mention, its period, then "date", its length ("9m") and "estimate" where they apply."""
    flags = [
        "date" if mention.is_date else "",
        f"{mention.months}m" if mention.months else "",
        "estimate" if mention.estimate else "",
    ]
    meaning = " ".join(word for word in (describe_period(mention.period), *flags) if word)
    return f"{text[mention.start : mention.end]} = {meaning}"


def mentions_of(text: str, calendar: FiscalCalendar, current: Period | None) -> tuple[str, ...]:
    """All mentions of a text, described."""
    return tuple(describe(text, mention) for mention in find_periods(text, calendar, current))
