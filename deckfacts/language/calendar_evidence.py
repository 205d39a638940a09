"""Calendar evidence: a deck's texts in, the fiscal calendar that its own words give away out, with those words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from itertools import pairwise
from typing import TypeAlias, TypeVar

from deckfacts.language.fiscal import (
    FiscalCalendar,
    NamedBy,
    Period,
    end_of_month,
    month_end_near,
    shift_end,
    shift_months,
)
from deckfacts.language.period_drafts import Draft, Kind
from deckfacts.language.periods import find_drafts, scene_of
from deckfacts.language.title_slide import NEUTRAL, TitleLabel, find_publication_date, find_title_labels, join_from_to

MOST_EVIDENCE = 3
"""How many printed phrases are kept: enough to judge by, few enough to show."""

LONGEST_WAIT = timedelta(days=200)
"""Results come out within this time of the period's end: listing rules allow four to six months for a year."""

LONGEST_WAIT_FOR_QUARTER = timedelta(days=100)
"""A quarter's results come out before those of the next are due: within three months, and some days for late ones."""

LONGEST_WAIT_FOR_HALF = timedelta(days=150)
"""A first half comes out within five months: for one of 15 July, 31 December is the end of the year before."""

USUAL_WAIT = timedelta(days=60)
"""Most results are out by then. Later the month ahead, in which a fiscal quarter can end too, is as likely."""

SO_FAR = (6, 9)
"""Months that companies report as the part of a year gone by; three months can be any quarter."""

TITLE_TEXTS = 12
"""How many of a deck's first texts can be its title slide."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class CalendarEvidence:
    """A company's calendar as far as its deck tells: None is what no text says. `evidence` are the printed phrases."""

    year_end_month: int | None
    named_by: NamedBy | None
    evidence: tuple[str, ...]


class _Strength(IntEnum):
    """How much a phrase proves; a weaker one is heard only where no stronger one speaks."""

    TITLE_WITH_PUBLICATION = 0
    YEAR_SO_FAR = 1
    COMMON_LABEL = 2
    TITLE_WITH_DATE = 3
    TITLE_WITH_STRETCH = 4
    SAME_TEXT = 5
    YEAR_END = 6
    LABEL_WITH_DATES = 7


@dataclass(frozen=True, slots=True)
class _Vote:
    month: int
    named_by: NamedBy | None
    strength: _Strength
    phrase: str


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    drafts: tuple[Draft, ...]

    def words(self, first: Draft, last: Draft) -> str:
        end = max(first.end, last.end)
        words = self.text[min(first.start, last.start) : end].strip()
        return words + ")" if words.count("(") > words.count(")") and self.text[end : end + 1] == ")" else words


_Dated: TypeAlias = tuple[_Line, Draft]

_BESIDE = re.compile(r"\s?[(\[:,=-]?\s?(?:[\"“]|the\s|for\s|i\.e\.,?\s)?")
_YEAR = re.compile(r"year|fye?", re.IGNORECASE)
_ENDING = re.compile(r"end(?:ed|ing)", re.IGNORECASE)
_CALENDAR_YEAR = re.compile(r"cy|calendar", re.IGNORECASE)
_AHEAD = re.compile(r"ending", re.IGNORECASE)
_FISCAL = re.compile(r"fy\s?['’]?\d|fiscal|financial\syear", re.IGNORECASE)
_HAPPENED = re.compile(
    r"\b(?!(?:ended|reported|stated|based)\b)(?:[a-z]+ed|sold|bought|paid|held|begun|began|taken|took\splace|effective)\s"
    r"on\s(?:the\s)?$",
    re.IGNORECASE,
)
"""What happened, did so on a day ("acquired on 31 August 2025"); a balance is as of, at or as on its day."""


def read_calendar(texts: Sequence[str]) -> CalendarEvidence:
    """The calendar that the folded texts of a deck, its title first, give away.

    The strongest words win, among equals what is said most often: "3Q08 (08/10~08/12)" before "fiscal year ended
    March 31, 2025", that before "Second Quarter 2025" on the title of a deck with balances of June 30, 2025.
    """
    scenes = ((text, tuple(find_drafts(scene_of(text, NEUTRAL)))) for text in join_from_to(texts))
    lines = [_Line(text, drafts) for text, drafts in scenes if drafts]
    votes = [vote for line in lines for vote in _votes(line)]
    votes.extend(_title_votes(texts, lines))
    month = _most_common(vote.month for vote in _strongest(votes))
    if month is None:
        return CalendarEvidence(None, None, ())
    agreeing = sorted((vote for vote in votes if vote.month == month), key=lambda vote: -vote.strength)
    named_by, naming = _read_naming(month, agreeing, texts)
    phrases = [vote.phrase for vote in agreeing[:MOST_EVIDENCE]]
    return CalendarEvidence(month, named_by, tuple(dict.fromkeys([*phrases, *naming])))


def _read_naming(month: int, votes: Sequence[_Vote], texts: Sequence[str]) -> tuple[NamedBy | None, tuple[str, ...]]:
    """Which of its two years a fiscal year is named by, with the phrase; the calendar year has only one."""
    if month == 12:
        return "end", ()
    naming = [vote for vote in votes if vote.named_by]
    named_by = _most_common(vote.named_by for vote in _strongest(naming) if vote.named_by)
    if named_by:
        return named_by, tuple(vote.phrase for vote in naming if vote.named_by == named_by)[:1]
    return _named_by_publication(month, texts)


def _strongest(votes: Sequence[_Vote]) -> Iterator[_Vote]:
    """The votes of the strongest kind that was cast."""
    strength = max((vote.strength for vote in votes), default=None)
    return (vote for vote in votes if vote.strength == strength)


def _most_common(values: Iterable[_T]) -> _T | None:
    counted = Counter(values).most_common(1)
    return counted[0][0] if counted else None


def _votes(line: _Line) -> Iterator[_Vote]:
    for draft in line.drafts:
        yield from _own_vote(line, draft)
    for first, second in pairwise(line.drafts):
        yield from _beside_vote(line, first, second)
    yield from _same_text_vote(line)


def _own_vote(line: _Line, draft: Draft) -> Iterator[_Vote]:
    """What one phrase says alone."""
    words = line.words(draft, draft)
    if _CALENDAR_YEAR.match(words):
        return
    if draft.year and draft.year.basis != NEUTRAL:
        month = draft.year.basis.year_end_month
        yield _Vote(month, None, _Strength.YEAR_END, words)
        if not _ENDING.search(words):
            yield _Vote(month, "end", _Strength.SAME_TEXT, words)
    elif draft.kind is Kind.STRETCH and draft.days and draft.quarters:
        yield from _vote(draft, draft, _Strength.LABEL_WITH_DATES if draft.year else _Strength.YEAR_END, words)
    elif _months(draft) in SO_FAR and draft.months and draft.days:
        # "Six months ended December 31" are the year so far: nobody reports half years that straddle two years.
        rest = 12 - (_months(draft) or 0)
        year_end = shift_end(month_end_near(draft.days[1]), rest)
        yield _Vote(year_end.month, None, _Strength.YEAR_SO_FAR, words)
    elif _months(draft) == 12 and draft.days:
        strength = _Strength.YEAR_END if _YEAR.search(words) else _Strength.SAME_TEXT
        yield _Vote(month_end_near(draft.days[1]).month, None, strength, words)


def _beside_vote(line: _Line, first: Draft, second: Draft) -> Iterator[_Vote]:
    """A label and its dates side by side: "fiscal year ending March 31, 2025 (FY2024)", "Q2 FY25 (Sep 30, 2024)"."""
    label, dated = (first, second) if _is_label(first) else (second, first)
    gap = line.text[first.end : second.start]
    if not _is_label(label) or not dated.days or dated.quarters or not _BESIDE.fullmatch(gap.lower()):
        return
    if dated.kind is Kind.STRETCH or (label is first and dated.kind is Kind.DAY and "(" in gap and _ends_month(dated)):
        yield from _vote(label, dated, _Strength.LABEL_WITH_DATES, line.words(first, second))


def _same_text_vote(line: _Line) -> Iterator[_Vote]:
    """The only label and the only dates of a sentence: "fourth quarter ended June 30, 2023 ... fiscal 2023"."""
    labels = [draft for draft in line.drafts if _is_label(draft)]
    dated = [draft for draft in line.drafts if draft.kind is Kind.STRETCH and draft.days and draft.year is None]
    if len(labels) != 1 or len(dated) != 1:
        return
    label, stretch = labels[0], dated[0]
    words = line.words(label, stretch)
    if stretch.quarters and label.quarters == (1, 4) and label.year and stretch.days:
        year_end = _year_end(stretch.quarters, stretch.days[1])
        named_by = _named_by(label.year.number, year_end)
        if named_by:
            yield _Vote(year_end.month, named_by, _Strength.SAME_TEXT, words)
    elif stretch.quarters is None:
        yield from _vote(label, stretch, _Strength.SAME_TEXT, words)


def _is_label(draft: Draft) -> bool:
    return draft.kind is Kind.LABEL and draft.year is not None and draft.year.basis == NEUTRAL and not draft.instant


def _vote(label: Draft, dated: Draft, strength: _Strength, words: str) -> Iterator[_Vote]:
    """What follows if the label's quarters end with the dates: the last quarter they can be, and the year's name."""
    if label.quarters is None or dated.days is None:
        return
    first, last = label.quarters
    if dated.days[0] is not None and _months(dated) not in {3 * (last - first + 1), 3 * last}:
        return
    year_end = _year_end(label.quarters, dated.days[1])
    named_by = _named_by(label.year.number, year_end) if label.year else None
    if named_by or label.year is None:
        yield _Vote(year_end.month, named_by, strength, words)


def _year_end(quarters: tuple[int, int], end: date) -> date:
    return shift_end(month_end_near(end), 3 * (4 - quarters[1]))


def _named_by(fiscal_year: int, year_end: date) -> NamedBy | None:
    """Which of its years a year of that number and end is named by; None if the number is neither."""
    if fiscal_year == year_end.year:
        return "end"
    return "start" if fiscal_year == year_end.year - 1 and year_end.month != 12 else None


def _months(draft: Draft) -> int | None:
    """Length of a stretch; years of 52 or 53 weeks are twelve months."""
    if draft.kind is not Kind.STRETCH or draft.days is None or draft.days[0] is None:
        return None
    first = month_end_near(draft.days[0] - timedelta(days=1)) + timedelta(days=1)
    return Period(first, month_end_near(draft.days[1]), None, None).whole_months()


def _ends_month(draft: Draft) -> bool:
    return draft.days is not None and draft.days[1] == end_of_month(draft.days[1].year, draft.days[1].month)


def _title_votes(texts: Sequence[str], lines: Sequence[_Line]) -> Iterator[_Vote]:
    """The title's label with the latest stretch of its length in the deck, and with its commonest balance date.

    Where no title is found, the part of a year that the deck speaks of most stands in for it.
    """
    published = find_publication_date(texts[:TITLE_TEXTS])
    limit = published[0] if published else date.max
    over = [(line, draft) for line in lines for draft in line.drafts if draft.days and draft.days[1] <= limit]
    title = _title_label(texts)
    if title:
        if published:
            over = _just_over(title.draft, over, published[0])
            yield from _publication_vote(title, *published)
        yield from _stretch_vote(title.draft, title.phrase, over, _Strength.TITLE_WITH_STRETCH)
        yield from _balance_vote(title.draft, title.phrase, over)
    else:
        parts = [
            (line, draft) for line in lines for draft in line.drafts if _is_label(draft) and draft.quarters != (1, 4)
        ]
        common = _most_common((draft.quarters, draft.year) for _, draft in parts)
        for line, draft in parts:
            if (draft.quarters, draft.year) == common:
                yield from _stretch_vote(draft, line.words(draft, draft), over, _Strength.COMMON_LABEL)
                break


def _just_over(label: Draft, dated: Sequence[_Dated], published: date) -> list[_Dated]:
    """The dates that can be the end of the reported period: it was over, and not long so, when the deck came out.

    "31 December 2024" in a report on the third quarter of 2025 that came out in October is what it compares with.
    """
    wait = _longest_wait(label)
    return [entry for entry in dated if entry[1].days and timedelta(0) < published - entry[1].days[1] <= wait]


def _longest_wait(label: Draft) -> timedelta:
    last = label.quarters[1] if label.quarters else 4
    if label.quarters == (1, 2):
        return LONGEST_WAIT_FOR_HALF
    return LONGEST_WAIT_FOR_QUARTER if last != 4 else LONGEST_WAIT


def _stretch_vote(label: Draft, phrase: str, over: Sequence[_Dated], strength: _Strength) -> Iterator[_Vote]:
    """The label with the latest "three months ended June 30, 2023" of its length, or of its year so far.

    "April 1 - June 30, 2023" is heard where no such words are printed: it can be when something else went on.
    """
    first, last = label.quarters or (1, 4)
    lengths = (3 * (last - first + 1), 3 * last)
    for months, named in ((months, named) for named in (True, False) for months in lengths):
        stretches = [(line, draft) for line, draft in over if _months(draft) == months and bool(draft.months) is named]
        if stretches:
            past = [(line, draft) for line, draft in stretches if not _AHEAD.search(line.words(draft, draft))]
            line, draft = min(past or stretches, key=_latest_first)
            yield from _vote(label, draft, strength, f"{phrase} ... {line.words(draft, draft)}")
            return


def _balance_vote(label: Draft, phrase: str, over: Sequence[_Dated]) -> Iterator[_Vote]:
    """The label with the month's end that the deck gives most balances of; of several a quarter's, then the latest."""
    balances = sorted((entry for entry in over if _is_balance_date(*entry)), key=_quarters_first)
    commonest = _most_common(draft.days for _, draft in balances)
    for line, draft in balances:
        if draft.days == commonest:
            yield from _vote(label, draft, _Strength.TITLE_WITH_DATE, f"{phrase} ... {line.words(draft, draft)}")
            return


def _is_balance_date(line: _Line, draft: Draft) -> bool:
    return draft.kind is Kind.DAY and _ends_month(draft) and not _HAPPENED.search(line.text, 0, draft.start)


def _quarters_first(entry: _Dated) -> tuple[bool, int]:
    days = entry[1].days
    return (days is None or days[1].month % 3 != 0, _latest_first(entry))


def _publication_vote(title: TitleLabel, published: date, printed: str) -> Iterator[_Vote]:
    """The title's label with the month that had just ended, where its quarter of the calendar year was not over.

    "Q2 FY26 results" of November 2025 ended with September: most fiscal quarters end with one of the calendar. Only
    where the label's year rules that out, it is another month, if there is but one. A whole year ("FY2026") may be
    a plan, and "Q2 2026" the time that a presentation is held. Nor can it have been over for long: "Q2 FY25 results"
    of November 2025 did not end with June.
    """
    label = title.draft
    if label.kind is not Kind.LABEL or label.quarters in (None, (1, 4)) or not _FISCAL.search(title.phrase):
        return
    if label.year is None:
        return
    waited = published - FiscalCalendar(12, "end").quarters(label.year.number, *label.quarters).end
    if timedelta(0) < waited <= _longest_wait(label):
        return
    ended = [end_of_month(day.year, day.month) for day in (shift_months(published, -back) for back in (1, 2, 3))]
    phrase = f"{title.phrase} ... {printed}"
    votes = [
        vote
        for end in ended
        if published - end <= USUAL_WAIT
        for vote in _vote(label, Draft(0, 0, Kind.DAY, (None, end)), _Strength.TITLE_WITH_PUBLICATION, phrase)
    ]
    usual = [vote for vote in votes if vote.month % 3 == 0]
    yield from usual or (votes if len(votes) == 1 else [])


def _latest_first(entry: _Dated) -> int:
    days = entry[1].days
    return -days[1].toordinal() if days else 0


def _title_label(texts: Sequence[str]) -> TitleLabel | None:
    """The likeliest title that names a year in the company's own terms."""
    named = (label for label in find_title_labels(texts[:TITLE_TEXTS]) if label.draft.year and label.draft.days is None)
    return next((label for label in named if label.draft.year and label.draft.year.basis == NEUTRAL), None)


def _named_by_publication(month: int, texts: Sequence[str]) -> tuple[NamedBy | None, tuple[str, ...]]:
    """The naming by which the title's period was over, and not long so, when the deck came out."""
    title, published = _title_label(texts), find_publication_date(texts[:TITLE_TEXTS])
    if title is None or published is None or title.draft.year is None or title.draft.quarters is None:
        return None, ()
    for named_by in ("end", "start"):
        end = FiscalCalendar(month, named_by).quarters(title.draft.year.number, *title.draft.quarters).end
        if timedelta(0) <= published[0] - end <= LONGEST_WAIT:
            return named_by, (f"{title.phrase} ... {published[1]}",)
    return None, ()
