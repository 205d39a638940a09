"""Title slide: a deck's first texts in, the period it reports and its day of publication out, with their words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum

from deckfacts.language.fiscal import FiscalCalendar, Period, end_of_month
from deckfacts.language.period_drafts import Draft, Kind
from deckfacts.language.period_labels import YearName
from deckfacts.language.periods import find_drafts, link_drafts, resolve_period, scene_of

LONGEST_TITLE = 120
"""Characters of the longest title line; what is longer is a disclaimer, whose years are those of laws."""

NEUTRAL = FiscalCalendar(12, "start")
"""What labels are read with before the company's calendar is known: it leaves each year's number as printed.

The calendar year may be named either way; labels that say their own month ("FY12/2024") are named by the end.
"""


class _Rank(IntEnum):
    """How surely a title's label is the period that the deck reports."""

    ANY_YEAR = 1
    WITHOUT_YEAR = 2
    DATED_PART = 3
    SPLIT_OVER_LINES = 4
    RESULTS_OF = 5


@dataclass(frozen=True, slots=True)
class TitleLabel:
    """The label of the reported period as a draft of `text`, and the printed words around it."""

    draft: Draft
    text: str
    phrase: str


_RESULTS = re.compile(
    r"results?|earnings|reports?(?![a-z])|review|highlights|accounts|statements?(?![a-z])|performance|interim|決算|業績|短信",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\s?(?<![a-z])(?:un-?audited|audited|consolidated|preliminary|summary|annual|earnings|operating|business|results?"
    r"|reports?|reported|review|highlights|performance|presentation|announcement|release|financial(?!\syear))(?![a-z])(?:\sof\soperations)?",
    re.IGNORECASE,
)
_UNNUMBERED = (
    (re.compile(r"(?<![a-z])(?:interim|half[\s-]year(?:ly)?)(?![a-z])", re.IGNORECASE), (1, 2)),
    (re.compile(r"(?<![a-z])(?:annual|full[\s-]year|final|year[\s-]end)(?![a-z])", re.IGNORECASE), (1, 4)),
)
"""Results that say neither year nor number: "Interim Results", "Annual Report"."""

_AHEAD = re.compile(
    r"outlook|guidance|targets?|forecast|plan(?![a-z])|estimate|予想|計画|©|\(c\)|copyright|rights\sreserved",
    re.IGNORECASE,
)
_PERIOD_END_LEADS = re.compile(
    r"(?:(?<![a-z])(?:(?:ended|ending|ends?|clos(?:es?|ed|ing))(?:\s(?:date|is|was|falls|on|at|the)|\s?[:(])*"
    r"|to|through|until|since|from|as\s(?:of|at|on)|at)|年?度末|自|至|期間)\s*$",
    re.IGNORECASE,
)
_FORMER_LEADS = re.compile(
    r"\b(?:replac\w+|supersed\w+|(?:previous|original|earlier)\sversion)\b[^.;]*$", re.IGNORECASE
)
"""What came out before this deck: "This presentation replaces the version of 12 March 2031"."""

_LEAD_WIDTH = 60
"""Characters before a date that say what it is the date of."""

LONGEST_DELAY = timedelta(days=200)
"""Results come out within this time of the period's end: listing rules allow four to six months for a year."""

_PERIOD_END_FOLLOWS = re.compile(r"\s?(?:現在|まで|から|末)")


def find_current_period(
    texts: Sequence[str], calendar: FiscalCalendar, published: date | None = None
) -> tuple[Period, str] | None:
    """The period that a deck reports, from the folded texts of its title slide in reading order, with its words.

    A period that would end after the day of publication gives way to one that does not. `published` is that day where
    it is known from elsewhere.
    """
    limit = published or published_by(texts)
    found: list[tuple[Period, str]] = []
    for label in find_title_labels(texts):
        period = _period_of(label, calendar, limit)
        if period:
            found.append((period, label.phrase))
    over = [entry for entry in found if limit is None or entry[0].end <= limit]
    return next(iter(over or found), None)


def published_by(texts: Sequence[str], reported: Period | None = None) -> date | None:
    """The day of publication, or the last of the month where the title slide prints no more ("September 2016")."""
    published = find_publication_date(texts, reported)
    if published:
        return published[0]
    drafts = (draft for text in texts if len(text) <= LONGEST_TITLE for draft in find_drafts(scene_of(text, NEUTRAL)))
    months = (draft.days[1] for draft in drafts if draft.kind is Kind.MONTH and draft.days and not draft.instant)
    return next(months, None)


def find_title_labels(texts: Sequence[str]) -> list[TitleLabel]:
    """Every label on the title slide that can be the reported period, the likeliest first."""
    titles = [text for text in join_from_to(texts) if len(text) <= LONGEST_TITLE]
    ranked = [entry for at in range(len(titles)) for entry in _labels_of(titles, at)]
    return [label for _, label in sorted(ranked, key=lambda entry: -entry[0])]


def join_from_to(texts: Sequence[str]) -> list[str]:
    """The texts with a line that says from when (自) joined to the next that says until when (至)."""
    joined: list[str] = []
    for text in texts:
        until = text.lstrip().startswith("至") and text.strip() != "至"
        if joined and until and joined[-1].lstrip().startswith("自"):
            joined[-1] += f" {text}"
        else:
            joined.append(text)
    return joined + _join_stacked(joined)


def _join_stacked(texts: Sequence[str]) -> list[str]:
    """The days from and until which a statement runs, where 自 and 至 stand apart from them."""
    marks = {text.strip() for text in texts}
    if not {"自", "至"} <= marks:
        return []
    days = [text.strip() for text in texts if _is_day(text)][:2]
    return [f"{days[0]} 至 {days[1]}"] if len(days) > 1 else []


def _is_day(text: str) -> bool:
    draft = next(iter(find_drafts(scene_of(text, NEUTRAL))), None) if len(text) <= LONGEST_TITLE else None
    return draft is not None and draft.kind is Kind.DAY and text.strip() == text[draft.start : draft.end]


def _period_of(label: TitleLabel, calendar: FiscalCalendar, limit: date | None) -> Period | None:
    draft = label.draft
    if draft.kind is Kind.LABEL and draft.year is None:
        draft = _in_latest_year(draft, calendar, limit) if limit else draft
    elif draft.year and draft.year.basis == NEUTRAL:
        draft = replace(draft, year=YearName(calendar, draft.year.number))
    return resolve_period(draft, scene_of(label.text, calendar))


def _in_latest_year(draft: Draft, calendar: FiscalCalendar, limit: date) -> Draft:
    """ "Third Quarter Results" is that of the latest year in which the quarter was over when the deck came out."""
    if draft.quarters is None:
        return draft
    year = calendar.year_of(limit)
    over = calendar.quarters(year, *draft.quarters).end <= limit
    return replace(draft, year=YearName(calendar, year if over else year - 1))


def _labels_of(texts: Sequence[str], at: int) -> Iterator[tuple[_Rank, TitleLabel]]:
    text = _FILLER.sub("", texts[at])
    reports = _RESULTS.search(texts[at]) is not None
    scene = scene_of(text, NEUTRAL)
    drafts = link_drafts(find_drafts(scene), scene)
    if reports and not drafts:
        yield from _unnumbered(texts[at])
    for draft in drafts:
        if not _can_be_reported(draft) or _AHEAD.search(text, 0, draft.start):
            continue
        phrase = texts[at].strip()
        if draft.kind is Kind.LABEL and draft.year is None:
            yield from _joined(texts, at, draft)
            yield _Rank.WITHOUT_YEAR, TitleLabel(draft, text, phrase)
        elif reports:
            yield _Rank.RESULTS_OF, TitleLabel(draft, text, phrase)
        else:
            whole_year = draft.kind is Kind.YEAR or draft.quarters == (1, 4)
            yield _Rank.ANY_YEAR if whole_year else _Rank.DATED_PART, TitleLabel(draft, text, phrase)


def _unnumbered(text: str) -> Iterator[tuple[_Rank, TitleLabel]]:
    for words, quarters in _UNNUMBERED:
        match = words.search(text)
        if match:
            draft = Draft(*match.span(), Kind.LABEL, quarters=quarters)
            yield _Rank.WITHOUT_YEAR, TitleLabel(draft, text, text.strip())


def _can_be_reported(draft: Draft) -> bool:
    if draft.instant or draft.opening or draft.estimate or draft.kind not in {Kind.LABEL, Kind.YEAR, Kind.STRETCH}:
        return False
    return draft.days is None or draft.days[0] is not None


def _joined(texts: Sequence[str], at: int, part: Draft) -> Iterator[tuple[_Rank, TitleLabel]]:
    """The part of a year with the year that the line before or behind it prints: "Third Quarter" over "Fiscal 2024"."""
    for first in (at, at - 1):
        if first < 0 or first + 1 >= len(texts):
            continue
        text = " ".join(_FILLER.sub("", line).strip() for line in texts[first : first + 2])
        for draft in find_drafts(scene_of(text, NEUTRAL)):
            if draft.quarters == part.quarters and draft.year:
                phrase = " ".join(line.strip() for line in texts[first : first + 2])
                yield _Rank.SPLIT_OVER_LINES, TitleLabel(draft, text, phrase)


def find_publication_date(texts: Sequence[str], reported: Period | None = None) -> tuple[date, str] | None:
    """The first full date on the title slide that is not the end of a period, with the words that print it.

    Where it is known which period is reported, dates on which its results can't have come out are passed over.
    """
    dates = find_publication_dates(texts)
    return next((entry for entry in dates if reported is None or can_come_out(entry[0], reported)), None)


def find_publication_dates(texts: Sequence[str]) -> list[tuple[date, str]]:
    """Every full date on the title slide that is not the end of a period, as printed, in reading order."""
    return [
        (draft.days[1], text[draft.start : draft.end])
        for text in texts
        for draft in find_drafts(scene_of(text, NEUTRAL))
        if draft.kind is Kind.DAY and draft.days and not _ends_period(draft, text) and not _is_former(draft, text)
    ]


def can_come_out(day: date, reported: Period) -> bool:
    """Whether results of a period can have been published on a day: when it was over, and not long so."""
    return timedelta(0) < day - reported.end <= LONGEST_DELAY


def _is_former(draft: Draft, text: str) -> bool:
    return _FORMER_LEADS.search(text, max(0, draft.start - _LEAD_WIDTH), draft.start) is not None


def _ends_period(draft: Draft, text: str) -> bool:
    """Dates behind "ended" or "as of" end a period; so does a quarter's last day that stands for itself."""
    lead = max(0, draft.start - _LEAD_WIDTH)
    if draft.days is None or draft.instant or _PERIOD_END_LEADS.search(text, lead, draft.start):
        return True
    day = draft.days[1]
    quarter_end = day.month % 3 == 0 and day == end_of_month(day.year, day.month)
    return quarter_end or _PERIOD_END_FOLLOWS.match(text, draft.end) is not None
