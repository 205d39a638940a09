"""Period labels: what a company calls a part of its year ("3Q", "first half") or a year ("FY3/2009") in, quarters out.

All patterns are for folded lower-case text and hold no named groups.
"""

import re
from dataclasses import dataclass
from datetime import date

from deckfacts.language.dates import MONTH_NAME, MONTH_NUMBER, YEAR4, era_year, full_year, month_number
from deckfacts.language.fiscal import FiscalCalendar, Period

_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "final": 4,
    "一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "中": 1, "下": 2,
}  # fmt: skip
_COUNTS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12,
}  # fmt: skip
_CALENDAR_YEAR = FiscalCalendar(12, "end")

_ORDINAL = r"(?:first|1st|second|2nd|third|3rd|fourth|4th|final)"
_SEPARATED = r"[\s-]{1,2}(?:fiscal\s)?"
_QUARTER = (
    rf"(?:[1-4]\s?q(?:tr\.?)?(?![a-eg-z])|q(?:tr|uarter)?\.?\s?[1-4]|{_ORDINAL}{_SEPARATED}q(?:uarters?|trs?\.?)(?![a-z])|"
    r"第\s?[1-4一二三四]\s?四半期|[1-4]\.?\s?quartal(?![a-z])|[1-4](?:er|e|ème|[º°.]|\.º)?\s?trimestre(?![a-z]))"
)
_QUARTERS = (
    r"(?:[1-3]q\s?(?:[-~]|to)\s?[2-4]q|q[1-3]\s?(?:[-~]|to)\s?q?[2-4](?!\d)|第\s?[1-3]\s?[-~]\s?第?[2-4]\s?四半期)"
)
_HALF = (
    r"(?:[12]\s?h(?![a-eg-z])|h[12]|(?:first|1st|second|2nd)[\s-]{1,2}(?:fiscal\s)?half(?:[\s-]year)?(?![a-z])|"
    r"[上下]半?期|中間期|第\s?[2二]\s?四半期\s?\(中間期\)|[12]\.?\s?halbjahr(?![a-z])"
    r"|[12](?:er|e|ème|[º°.]|\.º)?\s?semestre(?![a-z]))"
)
_WHOLE = r"(?:full[\s-]year(?![a-z])|通期)"
MONTH_COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|[2-9])"
_QUARTERLY_COUNT = r"(?:three|six|nine|twelve|3|6|9|12)"
_FIRST_MONTHS = rf"first\s{_QUARTERLY_COUNT}[\s-]months?"
_MONTHS = rf"(?:(?:{_FIRST_MONTHS}|{_QUARTERLY_COUNT}[\s-]months?|{_QUARTERLY_COUNT}m)(?![a-z]))"

PART = rf"(?:{_QUARTERS}|{_QUARTER}(?!\s?\(中間期)(?:\s?累計(?:期間)?)?|{_HALF}|{_WHOLE}|{_MONTHS})"
"""A part of a year beside its year."""

PART_ALONE = rf"(?:{_QUARTERS}|{_QUARTER}(?!\s?\(中間期)(?:\s?累計(?:期間)?)?|{_HALF}|{_WHOLE}|{_FIRST_MONTHS})"
"""A part of a year that says so without its year."""

PART_BEFORE_YEAR = rf"(?:{PART}|half[\s-]year|hy|interim(?:\speriod)?)"
PART_AFTER_YEAR = (
    rf"(?:{PART}|half[\s-]year|(?:fiscal|financial)[\s-]year(?![a-z])|fy(?![a-z0-9])|interim(?:\speriod)?)"
)

SPLIT = r"[/-]\d\d(?![\d/q])"
YEAR_NAME = (
    rf"(?:fye?[\s-]?{MONTH_NUMBER}/(?:{YEAR4}|\d\d)(?![\dq])|"
    rf"fye?\s?(?:{YEAR4}|\d\d)/{MONTH_NUMBER}(?![\dqh])|"
    rf"fye?\s?{MONTH_NAME}[\s'’-]{{0,2}}(?:{YEAR4}|\d\d)|"
    rf"(?:fye?|f/y|cy)[\s-]?['’]?(?:{YEAR4}(?:{SPLIT})?|\d\d(?:/\d\d(?![\d/q]))?)|"
    rf"(?:fiscal|financial|calendar)(?:[\s-]years?)?[\s-](?:fy\s?)?['’]?(?:{YEAR4}(?:{SPLIT})?|\d\d)|"
    rf"(?:full[\s-])?year\s{YEAR4}(?:{SPLIT})?|full\sfy\s?(?:{YEAR4}|\d\d)|"
    rf"(?:{YEAR4}|\d\d)\s?年\s?{MONTH_NUMBER}\s?月期|\d\d/{MONTH_NUMBER}期|{YEAR4}\s?年度|"
    rf"(?:令和|平成)\s?(?:\d{{1,2}}|元)\s?年(?:度|\s?{MONTH_NUMBER}\s?月期))"
)
"""A year that says that it is one."""

_ENDING_MONTH = tuple(
    re.compile(form)
    for form in (
        rf"(?:full\s)?fye?[\s-]?(?P<m>{MONTH_NUMBER})/(?P<y>{YEAR4}|\d\d)",
        rf"fye?\s?(?P<y>{YEAR4}|\d\d)/(?P<m>{MONTH_NUMBER})",
        rf"fye?\s?(?P<mon>{MONTH_NAME})[\s'’-]{{0,2}}(?P<y>{YEAR4}|\d\d)",
        rf"(?P<y>{YEAR4}|\d\d)\s?年\s?(?P<m>{MONTH_NUMBER})\s?月期",
        rf"(?P<y>\d\d)/(?P<m>{MONTH_NUMBER})期",
        rf"(?P<era>(?:令和|平成)\s?(?:\d{{1,2}}|元))\s?年\s?(?P<m>{MONTH_NUMBER})\s?月期",
    )
)
_STARTING_YEAR = re.compile(rf"(?P<y>{YEAR4})\s?年度|(?P<era>(?:令和|平成)\s?(?:\d{{1,2}}|元))\s?年度")
_SPLIT_YEAR = re.compile(r"(?P<y>\d{4}|\d\d)[/-](?P<next>\d\d)$")
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(rf"{_ORDINAL}|[一二三四上中下]|\d+")
_MONTHS_PART = re.compile(rf"(?:first\s)?({_QUARTERLY_COUNT})[\s-]?m(?:onths?)?")
_HALF_PART = re.compile(r"half|halbjahr|semestre|interim|hy|[12]\s?h|h[12]|[上中下]")


@dataclass(frozen=True, slots=True)
class YearName:
    """A fiscal year: `number` in `basis`, the calendar that its label speaks of (the company's own, as a rule)."""

    basis: FiscalCalendar
    number: int

    def quarters(self, first: int, last: int, company: FiscalCalendar) -> Period:
        """Quarters of this year, named in the company's terms."""
        period = self.basis.quarters(self.number, first, last)
        if self.basis == company or period.start is None:
            return period
        return company.period_of(period.start, period.end)


def read_quarters(part: str) -> tuple[int, int]:
    """First and last quarter of a part of a year: 3Q is (3, 3), 1Q-3Q and 9M are (1, 3), 第3四半期累計 is (1, 3)."""
    months = _MONTHS_PART.fullmatch(part)
    if months:
        return 1, read_count(months[1]) // 3
    numbers = [_ORDINALS.get(found) or int(found) for found in _NUMBER.findall(part.replace("四半期", ""))]
    if "中間" in part:
        return 1, 2
    if _HALF_PART.search(part):
        half = numbers[0] if numbers else 1
        return 2 * half - 1, 2 * half
    if not numbers:
        return 1, 4
    return (1 if "累計" in part else numbers[0]), numbers[-1]


def read_count(words: str) -> int:
    """A small number in figures or in words."""
    return int(words) if words.isdigit() else _COUNTS[words]


def names_one_year(text: str) -> bool:
    """Whether "2023/24" is one year that begins in one calendar year and ends in the next: "2023/25" is not."""
    split = _SPLIT_YEAR.search(text)
    return split is None or full_year(split["next"]) == full_year(split["y"]) + 1


def read_year_name(text: str, company: FiscalCalendar) -> YearName:
    """The year that a whole label names: "FY08", "fiscal 2023", "FY3/2009", "CY2023", "2025年3月期", "FY2023/24"."""
    split = _SPLIT_YEAR.search(text)
    if split and names_one_year(text):
        return YearName(company, _named(full_year(split["y"]), company))
    for form in _ENDING_MONTH:
        match = form.fullmatch(text)
        if match:
            return _read_ending_month(match)
    starting = _STARTING_YEAR.fullmatch(text)
    if starting:
        return YearName(
            company, _named(era_year(starting["era"]) if starting["era"] else full_year(starting["y"]), company)
        )
    digits = _DIGITS.search(text)
    if digits is None:
        raise ValueError(f"no year in the label {text!r}")
    calendar_year = text.startswith(("cy", "calendar"))
    return YearName(_CALENDAR_YEAR if calendar_year else company, full_year(digits[0]))


def _read_ending_month(match: re.Match[str]) -> YearName:
    """A year named by the month it ends with, which says its own calendar."""
    groups = match.groupdict()
    year = era_year(groups["era"]) if groups.get("era") else full_year(groups["y"])
    month = month_number(groups["mon"]) if groups.get("mon") else int(groups["m"])
    return YearName(FiscalCalendar(month, "end"), year)


def _named(starts_in: int, company: FiscalCalendar) -> int:
    """The company's name for its year that starts in a calendar year."""
    return company.year_of(date(starts_in, 12, 31))
