"""Periods: text in, every date and period label that it prints out, each resolved in the company's own calendar."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from deckfacts.language.dates import day_before
from deckfacts.language.fiscal import FiscalCalendar, Period, shift_end, start_of_months
from deckfacts.language.period_drafts import Draft, Kind, Scene, next_draft
from deckfacts.language.period_extensions import extend
from deckfacts.language.period_labels import MONTH_COUNT, YearName, read_count


class MentionKind(StrEnum):
    """What a mention stands for."""

    PERIOD = "period"
    INSTANT = "instant"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A date or period label at `start` to `end` of a text, the months in parentheses behind it included.

    `period` is None where the form is clear but the meaning is not ("10/7" without a year); the mention claims its
    digits all the same. `is_date` tells a calendar date or month from a period label. `months` is the length of a label
    that is no more than one ("9 months", "LTM"). `estimate` is set by a mark such as "2024E" or "FY25 (plan)".
    """

    start: int
    end: int
    period: Period | None
    is_date: bool
    months: int | None = None
    estimate: bool = False

    @property
    def kind(self) -> MentionKind:
        """A duration, an instant, or neither yet."""
        if self.period is None:
            return MentionKind.UNRESOLVED
        return MentionKind.INSTANT if self.period.start is None else MentionKind.PERIOD


_WORDS = re.compile(
    r"\d|quarter|half|month|year|fy|ytd|ltm|ttm|twelve|期|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
)
_FIRST_WEEKS = re.compile(
    rf"\bfirst\s+(?P<n>{MONTH_COUNT})\s+(?:trading\s+)?weeks\s+(?:of|in|into)\s+(?:trading\s+(?:of|in)\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_REACH_OF_WEEKS = 60
"""Characters in front of a period that hold "first seven weeks of trading in the ", and some white space."""

_JOINED = re.compile(
    r"\s*(?:,|,?\s?and|&|to|through|vs\.?|versus|/|-|~|or|compared\s(?:to|with)|over|from|against)\s*(?:the\s|for\s|at\s)*"
)
_LISTED = re.compile(r"\s*(?:,|,?\s?and|&|/|or)\s*(?:the\s)?")
_AGAINST = re.compile(r"\s*(?:,?\s?and|&|vs\.?|versus|/|or|compared\s(?:to|with)|over|against)\s*(?:at\s)?")
_ADJACENT = re.compile(r"\s?\(?\s?(?:to|ended|ending|as of|at|through|-|for)?\s?")


def find_periods(text: str, calendar: FiscalCalendar, current: Period | None = None) -> tuple[PeriodMention, ...]:
    """Every date and period label in folded text, in reading order and without overlaps.

    `current` is the period that the deck reports: it gives "Q3" its year, "June 30" its year and "9 months" its end.
    """
    scene = scene_of(text, calendar, current)
    drafts = link_drafts(find_drafts(scene), scene)
    mentions = (_first_weeks(text, _resolve(draft, scene)) for draft in drafts)
    return tuple(mention for mention in mentions if mention.period or _has_digit(text, mention))


def _first_weeks(text: str, mention: PeriodMention) -> PeriodMention:
    """The mention with the weeks that begin it, "first 7 weeks of H2": they are no more than that of its days."""
    found = _FIRST_WEEKS.search(text, max(0, mention.start - _REACH_OF_WEEKS), mention.start)
    period, weeks = mention.period, read_count(found["n"].lower()) if found else None
    if found is None or weeks is None or period is None or period.start is None:
        return mention
    end = period.start + timedelta(weeks=weeks) - timedelta(days=1)
    cut = replace(period, end=end, fiscal_period=None)
    return replace(mention, start=found.start(), period=cut) if end < period.end else mention


def scene_of(text: str, calendar: FiscalCalendar, current: Period | None = None) -> Scene:
    """What the drafts of a folded text are read against."""
    return Scene(_lower(text), calendar, current)


def _has_digit(text: str, mention: PeriodMention) -> bool:
    return any(character.isdigit() for character in text[mention.start : mention.end])


def _lower(text: str) -> str:
    """Lower case, character by character: the few letters that would become two stay as they are."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def find_drafts(scene: Scene) -> list[Draft]:
    """Every date and label in reading order, each as its own words say."""
    drafts: list[Draft] = []
    if not _WORDS.search(scene.text):
        return drafts
    position = 0
    while draft := next_draft(scene, position):
        extended = extend(draft, scene, position)
        drafts.append(extended)
        position = extended.end
    return drafts


def _merge(drafts: list[Draft], scene: Scene) -> list[Draft]:
    """Join "LTM", "YTD" with the date or label beside them."""
    merged: list[Draft] = []
    for draft in drafts:
        joined = _joined(merged[-1], draft, scene) if merged else None
        if joined:
            merged[-1] = joined
        else:
            merged.append(draft)
    return merged


def _joined(left: Draft, right: Draft, scene: Scene) -> Draft | None:
    if not _ADJACENT.fullmatch(scene.text, left.end, right.start):
        return None
    closed = right.end + (
        scene.text[left.end : right.start].count("(") and scene.text[right.end : right.end + 1] == ")"
    )
    if left.kind is Kind.ROLLING:
        end = resolve_period(right, scene)
        days = (start_of_months(end.end, 12), end.end) if end else None
        return Draft(left.start, closed, Kind.STRETCH, days=days, months=12) if days else None
    if left.kind is Kind.TO_DATE and left.year is None:
        end = _to_date(right, scene)
    elif right.kind is Kind.TO_DATE and right.year is None:
        end = _to_date(left, scene)
    else:
        return None
    return Draft(left.start, closed, Kind.STRETCH, days=(end.start, end.end)) if end else None


def _to_date(draft: Draft, scene: Scene) -> Period | None:
    """From the fiscal year's first day to the end that a draft names; a whole year goes as far as the deck's period."""
    named = resolve_period(draft, scene)
    if named is None or named.fiscal_year is None:
        return None
    if draft.quarters == (1, 4):
        if scene.current is None or scene.current.fiscal_year is None:
            return None
        named = scene.current.shifted(named.fiscal_year - scene.current.fiscal_year)
    start = scene.calendar.year_with(named.end).start
    return scene.calendar.period_of(start, named.end) if start else None


def link_drafts(drafts: list[Draft], scene: Scene) -> list[Draft]:
    """Lend years from one draft to the next: "Q1 and Q2 2024", "FY23 Q1 and Q2", "June 30, 2023 and 2022"."""
    drafts = _merge(drafts, scene)
    for at in range(len(drafts) - 2, -1, -1):
        drafts[at] = _borrow_forward(drafts[at], drafts[at + 1], scene)
    for at in range(1, len(drafts)):
        following = drafts[at + 1] if at + 1 < len(drafts) else None
        drafts[at] = _borrow_back(drafts[at - 1], drafts[at], following, scene)
    return drafts


def _lacks_year(draft: Draft) -> bool:
    return draft.kind is Kind.LABEL and draft.year is None


def _borrow_forward(draft: Draft, following: Draft, scene: Scene) -> Draft:
    if not _lacks_year(draft) or not _JOINED.fullmatch(scene.text, draft.end, following.start):
        return draft
    if following.kind is Kind.STRETCH:
        named = resolve_period(following, scene)
        known = named.fiscal_year if named else None
        return replace(draft, year=YearName(scene.calendar, known)) if known is not None else draft
    return replace(draft, year=following.year)


def _borrow_back(previous: Draft, draft: Draft, following: Draft | None, scene: Scene) -> Draft:
    if _lacks_year(draft) and previous.year and _LISTED.fullmatch(scene.text, previous.end, draft.start):
        return replace(draft, year=previous.year)
    if draft.kind is Kind.YEAR and previous.kind is not Kind.YEAR and _repeats(previous, draft, following, scene):
        return _in_year(previous, draft)
    return _as_long(previous, draft, scene) or draft


def _as_long(previous: Draft, draft: Draft, scene: Scene) -> Draft | None:
    """The second date of "three months ended June 30, 2023 and June 30, 2022", which ends three months as well."""
    if previous.kind is not Kind.STRETCH or not previous.months or draft.kind is not Kind.DAY or not draft.days:
        return None
    if draft.instant or not _AGAINST.fullmatch(scene.text, previous.end, draft.start):
        return None
    days = (start_of_months(draft.days[1], previous.months), draft.days[1])
    return replace(draft, kind=Kind.STRETCH, days=days, months=previous.months)


def _repeats(previous: Draft, draft: Draft, following: Draft | None, scene: Scene) -> bool:
    """Whether a bare year stands for the period before it: "ended June 30, 2023 and 2022", "June 30, 2023 2022"."""
    gap = scene.text[previous.end : draft.start]
    if _AGAINST.fullmatch(gap):
        return True
    if gap.isspace():
        return previous.kind in {Kind.DAY, Kind.STRETCH}
    listed = following is not None and following.kind is Kind.YEAR
    return (
        listed and gap.strip() == "," and bool(following and _JOINED.fullmatch(scene.text, draft.end, following.start))
    )


def _in_year(previous: Draft, draft: Draft) -> Draft:
    """The period of `previous`, moved to the year of `draft`."""
    if previous.quarters and previous.year and draft.year:
        return replace(previous, start=draft.start, end=draft.end, year=draft.year, estimate=draft.estimate)
    if previous.days is None or draft.year is None:
        return draft
    first, last = previous.days
    months = 12 * (draft.year.number - last.year)
    return replace(
        previous, start=draft.start, end=draft.end, days=(first and shift_end(first, months), shift_end(last, months))
    )


def _resolve(draft: Draft, scene: Scene) -> PeriodMention:
    return PeriodMention(
        draft.start,
        draft.end,
        resolve_period(draft, scene),
        is_date=draft.kind in {Kind.DAY, Kind.MONTH},
        months=draft.months if draft.kind in {Kind.LENGTH, Kind.ROLLING} else None,
        estimate=draft.estimate,
    )


def resolve_period(draft: Draft, scene: Scene) -> Period | None:
    """What a draft means, as the instant that its words ask for or as a duration."""
    period = _duration(draft, scene)
    if period is None:
        return None
    if draft.opening:
        return scene.calendar.instant(day_before(period.start or period.end))
    return scene.calendar.instant(period.end) if draft.instant else period


def _duration(draft: Draft, scene: Scene) -> Period | None:
    calendar, current = scene.calendar, scene.current
    if draft.days:
        first, last = draft.days
        return calendar.instant(last) if first is None else calendar.period_of(first, last)
    if draft.quarters:
        year = draft.year or _current_year(scene)
        labelled = year.quarters(*draft.quarters, calendar) if year else None
        return _lengthened(labelled.end, draft.months, scene) if labelled and draft.months else labelled
    if current is None or draft.ahead:
        return None
    if draft.kind is Kind.TO_DATE and draft.year:
        return _to_date(replace(draft, kind=Kind.LABEL, quarters=(1, 4)), scene)
    if draft.kind is Kind.TO_DATE:
        return _since_year_start(current.end, scene)
    return _lengthened(current.end, draft.months, scene) if draft.months else None


def _current_year(scene: Scene) -> YearName | None:
    if scene.current is None or scene.current.fiscal_year is None:
        return None
    return YearName(scene.calendar, scene.current.fiscal_year)


def _since_year_start(end: date, scene: Scene) -> Period | None:
    start = scene.calendar.year_with(end).start
    return scene.calendar.period_of(start, end) if start else None


def _lengthened(end: date, months: int, scene: Scene) -> Period:
    """The so many months that end with a day."""
    return scene.calendar.period_of(start_of_months(end, months), end)
