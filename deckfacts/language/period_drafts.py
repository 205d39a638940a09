"""Period drafts: text in, each date or period label out as far as its own words say, its neighbours not yet asked."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from deckfacts.language.dates import (
    DAY,
    DAY_OF_MONTH,
    MONTH,
    MONTH_NAME,
    MONTH_NUMBER,
    POINT,
    UNNUMBERED,
    YEAR4,
    PartialDate,
    full_year,
    month_number,
    read_date,
    read_range,
    unnamed,
)
from deckfacts.language.fiscal import FiscalCalendar, Period, end_of_month, start_of_months
from deckfacts.language.period_labels import (
    MONTH_COUNT,
    PART_AFTER_YEAR,
    PART_ALONE,
    PART_BEFORE_YEAR,
    SPLIT,
    YEAR_NAME,
    YearName,
    names_one_year,
    read_count,
    read_quarters,
    read_year_name,
)

HEADER_YEARS = 2
"""A header of nothing but "Jun 24" means the month of 2024 in a deck of a year at most this far off."""

MONTHS_OF_SHORT_RANGE = 18
"""The longest that "08/4~08/12" may be for its first numbers to be years; else "10/08~12/08" puts the months first."""


class Kind(Enum):
    """What the words of a draft are."""

    DAY = auto()
    MONTH = auto()
    LABEL = auto()
    YEAR = auto()
    STRETCH = auto()
    LENGTH = auto()
    ROLLING = auto()
    TO_DATE = auto()


@dataclass(frozen=True, slots=True)
class Scene:
    """What a mention is read against: the folded lower-case text, the company's calendar and the deck's own period."""

    text: str
    calendar: FiscalCalendar
    current: Period | None

    @property
    def today(self) -> date | None:
        """The end of the deck's own period."""
        return self.current.end if self.current else None


@dataclass(frozen=True, slots=True)
class Draft:
    """A date or label at `start` to `end`: by its `days` (first, None for a day; last), or by quarters of a year."""

    start: int
    end: int
    kind: Kind
    days: tuple[date | None, date] | None = None
    quarters: tuple[int, int] | None = None
    year: YearName | None = None
    months: int | None = None
    ahead: bool = False
    instant: bool = False
    opening: bool = False
    estimate: bool = False


SHORT_LABEL_YEARS = range(2005, 2050)
"""The years that "Q324" and "H125" are read with; "Q100" and "H264" are names."""

_SHORT_LABEL = re.compile(r"[qh]\d{3}")

Reader = Callable[[re.Match[str], Scene], "Draft | None"]

_TO = r"(?:\s?[-~〜]\s?|\s(?:to|through|thru|until|till)\s|\s?から\s?|\s{0,2}至\s{0,2})"
_SHORT = r"['’]?\d{1,2}/\d{1,2}(?![\d/])"
LENGTH_OF_STRETCH = (
    rf"(?:(?:{MONTH_COUNT})[\s-]months?|(?:13|14|26|27|39|40|52|53)[\s-]weeks?|"
    r"(?:(?:full|fiscal|financial|calendar)[\s-])?(?:half[\s-])?year|(?:fiscal\s)?(?:quarter|half)s?|fye?)(?:[\s-]periods?)?"
)
RANGE = rf"(?P<first>{POINT}|{_SHORT}){_TO}(?P<last>{POINT}|{_SHORT})"
_ENDING = r"\s(?:ended|ending|to|through)(?:\son)?\s(?:the\s)?"
_OF = r"[\s,/-]{0,2}(?:of\s|in\s|for\s)?(?:the\s)?"
_COUNTED = (
    r"(?:thousand|million|billion|trillion|m|mn|bn|k|x|times|%|percent|per\scent|pct|points?|bps|pts|people|persons?|"
    r"employees|staff|customers|contracts|users|subscribers|members|companies|partners|stores|shops|sites|locations|"
    r"hotels|rooms|units|shares|vehicles|branches|offices|patents|projects|properties|servers|accounts|transactions|"
    r"orders|items|beds|students|patients|doctors|flights|aircraft|routes|trucks|cities|countries|new|more|yen|dollars|"
    r"euros|days|weeks|hours|minutes|months|years|kg|tons?|tonnes|mw|gwh|kwh|km|sq|sqm|square|acres|hectares)"
)
_NOT_COUNTED = rf"(?!\s{_COUNTED}(?![a-z]))"
LABEL_END = r"(?=\d?(?![a-z0-9]|[.,]\d|\s?%)|[aefp](?![a-z0-9]))"
"""Behind a year may stand the mark of an estimate ("2024E") or of a footnote ("20161")."""

_OWN_YEAR = rf"(?!\s?(?:of\s)?(?:fy\s?)?['’]?{YEAR4}|['’]?\d\d(?!\d)|\s(?:ended|ending|to)\s)"


def _read_range(match: re.Match[str], scene: Scene) -> Draft | None:
    if re.match(r"-\d", match[0][len(match["first"]) :]) and re.fullmatch(MONTH_NAME, match["first"]):
        return None  # "Dec-23 Mar-24" are two months, not December to 23 March
    days = read_stretch(match["first"], match["last"], scene)
    digits = any(character.isdigit() for character in match[0])
    return Draft(*match.span(), Kind.STRETCH, days=days) if days or digits else None


def read_stretch(first: str, last: str, scene: Scene) -> tuple[date, date] | None:
    """First and last day of a printed range; None if its year is nowhere printed."""
    if re.fullmatch(_SHORT, first) and re.fullmatch(_SHORT, last):
        return _read_short_range(first, last)
    start, end = read_date(first, scene.today), read_date(last, scene.today)
    return read_range(start, end) if start and end else None


def _read_short_range(first: str, last: str) -> tuple[date, date] | None:
    """ "08/4~08/12" has the year first; "10/08~12/08", which would be years long so, has it last."""
    pairs = [tuple(int(number) for number in text.strip("'’").split("/")) for text in (first, last)]
    for year, month in ((0, 1), (1, 0)):
        if all(1 <= pair[month] <= 12 for pair in pairs):
            start, end = (PartialDate(full_year(str(pair[year])), pair[month], None) for pair in pairs)
            days = read_range(start, end)
            if days and days[0] >= start_of_months(days[1], MONTHS_OF_SHORT_RANGE):
                return days
    return None


def _read_year_months(match: re.Match[str], _scene: Scene) -> Draft | None:
    year = full_year(match["year"])
    days = read_range(PartialDate(year, int(match["from"]), None), PartialDate(None, int(match["till"]), None))
    return Draft(*match.span(), Kind.STRETCH, days=days)


def _read_ended(match: re.Match[str], scene: Scene) -> Draft | None:
    end = read_dated(match["date"], scene)
    days = None if end is None else (start_of_length(match["length"], end), end)
    return Draft(*match.span(), Kind.STRETCH, days=days, months=months_of_length(match["length"]))


def read_dated(printed: str, scene: Scene) -> date | None:
    """The last day that a date means; one without a year is the latest that the deck's own period has seen."""
    partial = read_date(printed, scene.today)
    if partial and partial.year is None and scene.today:
        partial = partial.at_or_before(scene.today)
    return partial.last() if partial and partial.year else None


def months_of_length(words: str) -> int:
    """Months of "nine months", "quarter", "26 weeks", "half year", "year"."""
    if "half" in words:
        return 6
    if "quarter" in words:
        return 3
    count = re.match(r"\w+", words)
    if count and "week" in words:
        return int(count[0]) // 13 * 3
    return read_count(count[0]) if count and "month" in words else 12


def start_of_length(words: str, end: date) -> date:
    """First day of the stretch of so many words' length that ends with `end`."""
    weeks = re.match(r"(\d+)[\s-]week", words)
    return (
        end - timedelta(weeks=int(weeks[1])) + timedelta(days=1)
        if weeks
        else start_of_months(end, months_of_length(words))
    )


def _read_label(match: re.Match[str], scene: Scene) -> Draft | None:
    if _SHORT_LABEL.fullmatch(match[0]) and full_year(match[0][2:]) not in SHORT_LABEL_YEARS:
        return None
    groups = match.groupdict()
    year = groups.get("named") or groups.get("y4") or groups.get("yy")
    part = groups.get("part")
    if groups.get("y4") and not names_one_year(groups["y4"]):
        return None
    return Draft(
        *match.span(),
        Kind.LABEL,
        quarters=read_quarters(part) if part else (1, 4),
        year=read_year_name(year, scene.calendar) if year else None,
    )


def _read_part_of_year_ending(match: re.Match[str], scene: Scene) -> Draft | None:
    end = read_dated(match["date"], scene)
    year = YearName(FiscalCalendar(end.month, "end"), end.year) if end else None
    return Draft(*match.span(), Kind.LABEL, quarters=read_quarters(match["part"]), year=year)


def _read_years(match: re.Match[str], scene: Scene) -> Draft | None:
    first, last = match["since"], match["till"]
    early = full_year(re.sub(r"\D", "", first))
    late = full_year(re.sub(r"\D", "", last))
    if len(last) == 2 and late == early + 1:
        return Draft(
            *match.span(), Kind.LABEL, quarters=(1, 4), year=read_year_name(match[0].replace(" ", ""), scene.calendar)
        )
    if "/" in match[0] or late <= early:
        return None
    start, end = scene.calendar.year(early).start, scene.calendar.year(late).end
    return Draft(*match.span(), Kind.STRETCH, days=(start, end))


def _read_month_quarter(match: re.Match[str], scene: Scene) -> Draft | None:
    """ "June 2023 quarter": the quarter (or half) that ends with that month."""
    month, year = month_number(match["mon"]), match["near"] or match["far"]
    end: date | None = None
    if year and year.startswith("fy"):
        first = scene.calendar.year(full_year(year[2:].strip())).start
        end = PartialDate(None, month, None).within_year_from(first).last() if first else None
    elif year:
        end = end_of_month(full_year(year), month)
    elif scene.today:
        end = PartialDate(None, month, None).at_or_before(scene.today).last()
    months = 6 if match["unit"].startswith("half") else 3
    return Draft(*match.span(), Kind.STRETCH, days=(start_of_months(end, months), end) if end else None)


def _read_day(match: re.Match[str], scene: Scene) -> Draft | None:
    partial = read_date(match[0], scene.today)
    return _dated(match, partial) if partial else None


def _dated(match: re.Match[str], partial: PartialDate) -> Draft:
    if partial.year is None:
        return Draft(*match.span(), Kind.DAY)
    kind = Kind.MONTH if partial.day is None else Kind.DAY
    return Draft(*match.span(), kind, days=(None if partial.day else partial.first(), partial.last()))


def _read_day_of_month(match: re.Match[str], scene: Scene) -> Draft | None:
    as_year = _MONTH_AND_YEAR.fullmatch(match[0])
    if as_year and _says_year(full_year(as_year["y"]), match, scene):
        return _dated(match, PartialDate(full_year(as_year["y"]), month_number(as_year["mon"]), None))
    partial = read_date(match[0], scene.today)
    if partial is None:
        return None
    return _dated(match, partial.at_or_before(scene.today) if scene.today and partial.year is None else partial)


def _says_year(year: int, match: re.Match[str], scene: Scene) -> bool:
    if _END_OF.search(scene.text, max(0, match.start() - 16), match.start()):
        return True
    return bool(
        scene.today and abs(year - scene.today.year) <= HEADER_YEARS and _MONTHS_AND_YEARS.fullmatch(scene.text)
    )


_MONTH_AND_YEAR = re.compile(rf"(?P<mon>{MONTH_NAME})\s(?P<y>\d\d)")
_MONTHS_AND_YEARS = re.compile(rf"\s*(?:{MONTH_NAME}\s\d\d[\s,|/-]*)+")
_END_OF = re.compile(r"(?<![a-z])end\s(?:of\s)?$")


def _read_slashed(match: re.Match[str], scene: Scene) -> Draft | None:
    """ "10/14" is a day of a year that is not printed; "2/3" in a sentence is a fraction, "24/7" all the time."""
    first, second = int(match["a"]), int(match["b"])
    month_first = 1 <= first <= 12 and 1 <= second <= end_of_month(2000, first).day
    day_first = 1 <= second <= 12 and first > 12 and first == end_of_month(2001, second).day
    leads = _DATE_LEADS.search(scene.text, max(0, match.start() - 12), match.start())
    if (month_first and (leads or second > 12)) or day_first:
        return Draft(*match.span(), Kind.DAY)
    return None


_DATE_LEADS = re.compile(r"(?:^|[\n\t(]|(?<![a-z])(?:on|as\sof|at|from|since|until|by))\s*$")


def _read_length(match: re.Match[str], scene: Scene) -> Draft | None:
    ahead = _AHEAD.search(scene.text, max(0, match.start() - 20), match.start())
    return Draft(*match.span(), Kind.LENGTH, months=read_count(match["n"]), ahead=ahead is not None)


_AHEAD = re.compile(r"(?<![a-z])(?:next|coming|within|every|after|another|under|over|previous|prior)\s(?:the\s)?$")


def _read_rolling(match: re.Match[str], scene: Scene) -> Draft | None:
    if match[0] == "r12" and not _ROLLING_HEAD.fullmatch(scene.text):
        return None
    return Draft(*match.span(), Kind.ROLLING, months=12)


_ROLLING_HEAD = re.compile(rf"[\W\d]*r12[\W\d]*(?:(?:{MONTH_NAME}|q(?=\d)|(?<=\d)q)[\W\d]*)?")
"""A header of nothing but "R12", or that and its end ("R12 Jun-25"); in other words it can be the name of a thing."""


def _read_to_date(match: re.Match[str], scene: Scene) -> Draft | None:
    year = match.groupdict().get("yy")
    return Draft(*match.span(), Kind.TO_DATE, year=read_year_name(year, scene.calendar) if year else None)


def _read_bare_year(match: re.Match[str], scene: Scene) -> Draft | None:
    if _MONEY_LEADS.search(scene.text, max(0, match.start() - 5), match.start()):
        return None
    return Draft(*match.span(), Kind.YEAR, quarters=(1, 4), year=read_year_name(match[0], scene.calendar))


_MONEY_LEADS = re.compile(
    r"(?<![a-z])(?:jpy|yen|usd|us|eur|gbp|chf|cad|aud|nzd|cny|rmb|hkd|twd|krw|inr|rs|sgd|sek|nok|dkk|brl|zar|mxn|idr|thb)\.?\s$"
)
_IN_YEAR = r"(?:(?<=\sin\s)|(?<=^in\s)|(?<=since\s)|(?<=during\s)|(?<=until\s)|(?<=by\s))"
_RULES: tuple[tuple[str, Reader], ...] = (
    (RANGE + r"(?![a-z0-9])", _read_range),
    (rf"(?P<year>{YEAR4}|\d\d)/(?P<from>{MONTH_NUMBER})\s?~\s?(?P<till>{MONTH_NUMBER})(?![\d/.])", _read_year_months),
    (rf"(?P<length>{LENGTH_OF_STRETCH}){_ENDING}(?P<date>{POINT})(?=\d?(?![a-z0-9]))", _read_ended),
    (rf"(?P<length>fye?)\s(?P<date>{DAY})(?=\d?(?![a-z0-9]))", _read_ended),
    (rf"{DAY}(?=[\daefp]?(?![a-z0-9]))", _read_day),
    (
        rf"(?P<part>{PART_ALONE})\s(?:of|for)\s(?:the\s)?(?:(?:fiscal|financial)\s)?year\s(?:ended|ending)\s(?P<date>{POINT})",
        _read_part_of_year_ending,
    ),
    (
        rf"(?P<since>(?:fy\s?)?{YEAR4}|fy\s?['’]?\d\d)(?:\s?[-~]\s?|/|\sto\s(?!\d\d(?!\d)))(?P<till>(?:fy\s?['’]?)?(?:{YEAR4}|\d\d))(?!-\d){LABEL_END}",
        _read_years,
    ),
    (rf"(?P<part>{PART_BEFORE_YEAR}){_OF}(?P<named>{YEAR_NAME}){LABEL_END}", _read_label),
    (rf"(?P<part>{PART_BEFORE_YEAR}){_OF}(?P<y4>{YEAR4}(?:{SPLIT})?)(?![/-]\d){LABEL_END}", _read_label),
    (rf"(?P<part>{PART_BEFORE_YEAR})(?:[/.-]?['’]?|\s['’])(?P<yy>\d\d)(?!\d){LABEL_END}", _read_label),
    (rf"(?P<part>{PART_BEFORE_YEAR})\s(?P<yy>\d\d){UNNUMBERED}{_NOT_COUNTED}{LABEL_END}", _read_label),
    (rf"(?P<named>{YEAR_NAME})[\s,/-]{{0,2}}(?:the\s)?(?P<part>{PART_AFTER_YEAR}){_OWN_YEAR}{LABEL_END}", _read_label),
    (rf"(?P<y4>{YEAR4})[\s,/-]{{0,2}}(?:the\s)?(?P<part>{PART_AFTER_YEAR}){_OWN_YEAR}{LABEL_END}", _read_label),
    (r"['’]?(?P<yy>\d\d)[/-]?(?P<part>q[1-4]|h[12])(?![a-z0-9])", _read_label),
    (
        rf"(?P<mon>{MONTH_NAME})[\s-]{{0,2}}(?:['’]?(?P<near>{YEAR4}|\d\d)\s)?(?P<unit>quarter|qtr|half(?:[\s-]year)?)(?![a-z])"
        rf"(?:\s(?:of\s)?['’]?(?P<far>fy\s?\d\d(?:\d\d)?|{YEAR4})(?!\d))?",
        _read_month_quarter,
    ),
    (
        r"(?:ltm|ttm|[rl]12m|r12(?!\d)|(?:last|trailing|rolling)[\s-](?:twelve|12|four|4)[\s-](?:months?|quarters?))(?![a-z])",
        _read_rolling,
    ),
    (rf"(?:ytd|year[\s-]to[\s-]date)(?:-|\s?['’])?(?P<yy>\d\d){_NOT_COUNTED}{LABEL_END}", _read_to_date),
    (r"(?:ytd|year[\s-]to[\s-]date)(?![a-z])", _read_to_date),
    (rf"{MONTH}(?=\d?(?![a-z0-9]))", _read_day),
    (rf"(?P<named>{YEAR_NAME}){LABEL_END}", _read_label),
    (rf"(?P<part>{PART_ALONE})(?=[aefp]?(?![a-z0-9]|\.\d))", _read_label),
    (
        rf"(?P<n>{MONTH_COUNT})\s?(?:[\s-]mo(?:nth)?s?\.?|[ヶケかカヵ]月)(?:[\s-]periods?|間)?(?![a-z])(?!\s(?:ago|notice|later|old))",
        _read_length,
    ),
    (rf"{DAY_OF_MONTH}(?![a-z0-9])", _read_day_of_month),
    (r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\w/]|[.,]\d|\s?%|\s(?:of|the)\s)", _read_slashed),
    (
        rf"(?<!\d[/:-]){YEAR4}(?![.,]\d|\s?%|[-/]\d)(?:{_NOT_COUNTED}|{_IN_YEAR}){LABEL_END}",
        _read_bare_year,
    ),
)

_BEGINNING = (
    r"(?=\d|'\d|fy|f/y|fi[rsn]|fo|fu|f[ei]|q(?:tr|uarter)?\.?\s?[1-4]|quarter|h[12y]|half|cy|calendar|second|third|sep|six|seven|"
    r"th?r?ee|t[wer]|ttm|nov|nine|ltm|last|[rl]12|y[te]|rolling|trailing|jan|ju[nl]|ma[ry]|apr|aug|oct|dec|eight|eleven|i[n]terim|"
    r"[第上下中通令平昭])"
)
_PATTERNS = tuple(re.compile(pattern) for pattern, _ in _RULES)
_READERS = tuple(reader for _, reader in _RULES)
_MASTER = re.compile(
    r"(?<![a-z0-9$€£¥])(?<![$€£¥]\s)(?<!\d[.,])"
    + _BEGINNING
    + "(?:"
    + "|".join(f"({unnamed(pattern)})" for pattern, _ in _RULES)
    + ")"
)


def next_draft(scene: Scene, position: int) -> Draft | None:
    """The first draft that begins at or behind a position of the text."""
    while match := _MASTER.search(scene.text, position):
        for rule in range((match.lastindex or 1) - 1, len(_RULES)):
            named = _PATTERNS[rule].match(scene.text, match.start())
            draft = _READERS[rule](named, scene) if named else None
            if draft:
                return draft
        position = match.start() + 1
    return None
