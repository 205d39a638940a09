"""Dates: the printed forms of days and months in, as far as each is printed in full, the dates they mean out.

All patterns are for folded lower-case text and hold no named groups, so that larger patterns can be built from them.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from deckfacts.language.fiscal import end_of_month

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
"""The year before an era's first: Reiwa 6 is 2024."""

DISTANT_YEARS = 5
"""Two digits behind a month ("Jun-30") are a day, not a year, where that year lies further off the deck's own."""

MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
YEAR4 = r"(?:19|20)\d\d"
MONTH_NUMBER = r"(?:0[1-9]|1[0-2]|[1-9])"
_DAY = r"(?:0[1-9]|[12]\d|3[01]|[1-9])"
_TH = r"(?:st|nd|rd|th)?"
_MONTH_AFTER_DAY = rf"(?:(?!may|mar(?:ch)?(?![a-z])){MONTH_NAME}|(?:may|march|mar\.?)(?=\s?(?:$|[,.;)~-]|to\s)))"
"""Without a year, "5 may" and "10 march" are more often the beginning of a sentence."""

_ERA = r"(?:令和|平成|昭和)\s?(?:\d{1,2}|元)"

UNNUMBERED = r"(?![\d:]|[.,]\d|\s?%)"
"""What may not follow two digits that are to be a year or a day."""

_DAY_FORMS = (
    rf"(?P<y>{YEAR4})(?P<sep>[./-])(?P<m>{MONTH_NUMBER})(?P=sep)(?P<d>{_DAY})(?!\d)",
    rf"(?P<y>{YEAR4})\s?年\s?(?P<m>{MONTH_NUMBER})\s?月\s?(?P<d>{_DAY})\s?日",
    rf"(?P<era>{_ERA})\s?年\s?(?P<m>{MONTH_NUMBER})\s?月\s?(?P<d>{_DAY})\s?日",
    rf"(?P<d>{_DAY}){_TH}[\s-](?:(?:day\s)?of\s)?(?P<mon>{MONTH_NAME})[\s,-]{{1,2}}(?P<y>{YEAR4}|['’]?\d\d{UNNUMBERED})",
    rf"(?P<mon>{MONTH_NAME})\s?(?P<d>{_DAY}){_TH}(?:,\s?|\s)(?P<y>{YEAR4}|['’]\d\d(?!\d))",
    rf"(?P<numbers>\d{{1,2}}(?P<sep>[./-])\d{{1,2}}(?P=sep)(?:{YEAR4}|(?<!-)\d\d))(?!\d)",
)
_MONTH_FORMS = (
    rf"(?P<mon>{MONTH_NAME})(?:,\s?|\sof\s|\s?-\s?|\s)?(?P<y>{YEAR4})",
    rf"(?P<mon>{MONTH_NAME})(?:\s?['’]|-)(?P<y>\d\d)(?!\d|[.,]\d|%)",
    rf"(?P<mon>{MONTH_NAME})\s(?P<y>0\d)(?!\d|[.,]\d|\s?%)",
    rf"(?P<y>{YEAR4})\s?年\s?(?P<m>{MONTH_NUMBER})\s?月(?!\s?期)",
    rf"(?P<era>{_ERA})\s?年\s?(?P<m>{MONTH_NUMBER})\s?月(?!\s?期)",
    rf"(?P<y>\d\d)年(?P<m>{MONTH_NUMBER})月(?!\s?期)",
    rf"(?P<y>{YEAR4})/(?P<m>{MONTH_NUMBER})(?![\d/]|\.\d)",
    rf"(?P<m>{MONTH_NUMBER})/(?P<y>{YEAR4})",
)
_DAY_OF_MONTH_FORMS = (
    rf"(?P<mon>{MONTH_NAME})\s?(?P<d>{_DAY}){_TH}{UNNUMBERED}",
    rf"(?P<d>{_DAY}){_TH}[\s-](?:of\s)?(?P<mon>{_MONTH_AFTER_DAY})",
    rf"(?P<m>{MONTH_NUMBER})\s?月\s?(?P<d>{_DAY})\s?日",
)
_MONTH_ONLY_FORMS = (rf"(?P<mon>{MONTH_NAME})", rf"(?P<m>{MONTH_NUMBER})\s?月(?!\s?期)")


def unnamed(pattern: str) -> str:
    """The pattern with its named groups made anonymous, to stand within a larger one."""
    pattern = re.sub(r"\(\?P=sep\)", "[./-]", pattern)
    return re.sub(r"\?P<\w+>", "?:", pattern)


def _any_of(*forms: str) -> str:
    return "(?:" + "|".join(unnamed(form) for form in forms) + ")"


DAY = _any_of(*_DAY_FORMS)
MONTH = _any_of(*_MONTH_FORMS)
DAY_OF_MONTH = _any_of(*_DAY_OF_MONTH_FORMS)
MONTH_ONLY = _any_of(*_MONTH_ONLY_FORMS)
POINT = _any_of(*_DAY_FORMS, *_MONTH_FORMS, *_DAY_OF_MONTH_FORMS, *_MONTH_ONLY_FORMS)
"""A day, a month, a day without its year or a month without its year, the fuller form first."""

_READERS = tuple(re.compile(form) for form in (*_DAY_FORMS, *_MONTH_FORMS, *_DAY_OF_MONTH_FORMS, *_MONTH_ONLY_FORMS))


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is printed: the year or the day can be missing."""

    year: int | None
    month: int
    day: int | None

    def first(self) -> date:
        """The day itself, or the first of the month. The year must be known."""
        return date(self._known_year(), self.month, self.day or 1)

    def last(self) -> date:
        """The day itself, or the last of the month. The year must be known."""
        year = self._known_year()
        return date(year, self.month, self.day) if self.day else end_of_month(year, self.month)

    def at_or_before(self, limit: date) -> "PartialDate":
        """This date in the latest year in which it does not end after `limit`."""
        this_year = replace(self, year=limit.year)
        return this_year if this_year.last() <= limit else replace(self, year=limit.year - 1)

    def within_year_from(self, first: date) -> "PartialDate":
        """This date in the twelve months that begin with `first`."""
        this_year = replace(self, year=first.year)
        return this_year if this_year.last() >= first else replace(self, year=first.year + 1)

    def _known_year(self) -> int:
        if self.year is None:
            raise ValueError("a date without a year has no place in the calendar")
        return self.year


def full_year(digits: str) -> int:
    """A year of two or four digits: 00-79 are this century, 80-99 the last."""
    number = int(digits.strip("'’"))
    if number >= 100:
        return number
    return number + (2000 if number < 80 else 1900)


def month_number(name: str) -> int:
    """The month of an English name or its short form, in lower case."""
    return _MONTHS[name[:3]]


def era_year(printed: str) -> int:
    """The year of a Japanese era: 令和6 is 2024, 元 is an era's first year."""
    era, digits = printed[:2], printed[2:].strip()
    return _ERAS[era] + (1 if digits == "元" else int(digits))


@lru_cache(maxsize=4096)
def read_date(text: str, near: date | None = None) -> PartialDate | None:
    """The date that the whole of `text` prints; of several readings ("08/12/31") the one nearest to `near`.

    None where it is no date ("31.02.2008", "50/50").
    """
    for reader in _READERS:
        match = reader.fullmatch(text)
        if match is None:
            continue
        groups = match.groupdict()
        if groups.get("numbers"):
            return _read_numbers(re.split("[./-]", text), text, near)
        found = _year_or_day(PartialDate(_year(groups), _month(groups), _number(groups.get("d"))), text, near)
        return found if _exists(found) else None
    return None


def _year(groups: dict[str, str | None]) -> int | None:
    era, year = groups.get("era"), groups.get("y")
    if era:
        return era_year(era)
    return full_year(year) if year else None


def _month(groups: dict[str, str | None]) -> int:
    name = groups.get("mon")
    return month_number(name) if name else int(groups["m"] or 0)


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _year_or_day(found: PartialDate, text: str, near: date | None) -> PartialDate:
    """Settle "Jun-30" and "Jun 24", whose two digits can be a year or a day, by the deck's own year."""
    if near is None:
        return found
    if re.fullmatch(r"[a-z.]+-\d\d", text) and found.year and abs(found.year - near.year) > DISTANT_YEARS:
        day = PartialDate(None, found.month, int(text[-2:]))
        return day if _exists(day) else found
    return found


def _exists(found: PartialDate) -> bool:
    """A day without its year exists if a leap year has it."""
    return found.day is None or found.day <= end_of_month(found.year or 2000, found.month).day


def _read_numbers(numbers: list[str], text: str, near: date | None) -> PartialDate | None:
    """A date of three numbers, year last or (of two digits) first: with dots the day leads, with slashes the month."""
    first, second, third = numbers
    orders = [(third, second, first), (third, first, second)]
    if "." not in text:
        orders.reverse()
    if len(third) == 2:
        if "." in text and not (len(first) == len(second) == 2 or max(int(first), int(second)) > 12):
            return None  # "2.1.10" numbers a section
        orders.append((first, second, third))
    readings = [
        PartialDate(full_year(year), int(month), int(day))
        for year, month, day in orders
        if 1 <= int(month) <= 12 and int(day) >= 1
    ]
    existing = [reading for reading in readings if _exists(reading)]
    if near is not None:
        limit = near
        existing.sort(key=lambda reading: abs((reading.year or 0) - limit.year))
    return existing[0] if existing else None


def read_range(first: PartialDate, last: PartialDate) -> tuple[date, date] | None:
    """First and last day of a printed range; a year printed at one end only serves the other too. None if neither has
    one, or if it runs backwards."""
    if first.year is None and last.year is not None:
        later = (first.month, first.day or 1) > (last.month, last.day or 31)
        first = replace(first, year=last.year - later)
    if last.year is None and first.year is not None:
        earlier = (last.month, last.day or 31) < (first.month, first.day or 1)
        last = replace(last, year=first.year + earlier)
    if first.year is None or last.year is None or first.first() > last.last():
        return None
    return first.first(), last.last()


def day_before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)
