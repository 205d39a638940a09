"""Figures: the text of a label becomes the number it prints, as evidence of which mark it belongs to."""

import re
from dataclasses import dataclass
from functools import lru_cache

from deckfacts.language.fiscal import FiscalCalendar
from deckfacts.language.folding import fold
from deckfacts.language.periods import find_periods

MAX_LOOSE = 3
"""Letters that may stand beside a period in a label that names nothing else ("E", "Act", "YTD")."""
MAX_FIGURE = 24
"""Characters of the longest figure with its currency and unit; longer text is words."""

_CALENDAR = FiscalCalendar(12, "end")
"""Any will do: only whether a label names a period matters here, not which."""

_CURRENCY = (
    r"(?:[A-Z]{0,3}[$€£¥₩₹₽฿₺]|(?:USD|EUR|GBP|JPY|CHF|INR|RMB|CNY|HKD|SGD|AUD|CAD|NZD|SEK|NOK|DKK|KRW|TWD|BRL|MXN|ZAR"
    r"|AED|SAR|PLN|CZK|RM|Rs\.?|R)(?![A-Za-z]))"
)
_SIGN = r"[-–—−+±▲△▼▽↑↓~≈<>≤≥]"
_UNIT = r"(?:[%‰]|(?![QqHh]\b)[^\W\d_]{1,8}\.?(?:\s?[^\W\d_]{1,6}\.?)?)"
_FIGURE = re.compile(
    rf"[(\[]?\s*(?:{_SIGN}\s*)?(?P<money>{_CURRENCY})?\s*(?P<sign>{_SIGN})?\s*[(]?"
    rf"(?P<number>\d+(?:[,'\s]\d{{2,3}})*(?:\.\d{{3}})*(?:[.,]\d+)?|[.,]\d+)\s*[+)]?\s*(?P<unit>{_UNIT})?\s*[)\]]?\s*(?:[*†‡#^]{{1,3}}|\(\d\))?"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_AFTER_YEAR = re.compile(r"[EFAPB]?|[^\W\d_]{4,8}")
"""What may stand behind a year: nothing, "E", "Plan", "Actual"; behind a number a unit does."""
_SHORT_PERIOD = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?|['’]\d\d|[ltmy]tm|ytd|[1-4]q|q[1-4]|[12]h|h[12]"
    r"|fy|cy|(?:3|6|9|12)m|令和\d+年\S*|(?:\d+[-~〜])?\d+月|\d+年\S*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number: `size` is how much it says whatever its sign, `kind` its currency or unit as printed."""

    size: float
    kind: str
    is_year: bool


@lru_cache(maxsize=4096)
def read_figure(text: str) -> Figure | None:
    """The figure that is all of a text ("£ 14.6 m", "(3.2%)", "2,599"); null where there is more or no number."""
    found = _FIGURE.fullmatch(text) if len(text) <= MAX_FIGURE else None
    if not found or text.count("(") != text.count(")"):
        return _with_second(text)
    number, money, unit = found["number"], found["money"], found["unit"] or ""
    kind = "money" if money else unit.casefold()
    is_year = not money and bool(_YEAR.fullmatch(number) and _AFTER_YEAR.fullmatch(unit))
    return Figure(_size(number), kind, is_year)


def _with_second(text: str) -> Figure | None:
    """The first of two figures, the second in brackets: "120 (35%)"."""
    first, bracket, second = text.partition("(")
    if not bracket or not first.strip() or not text.rstrip().endswith(")") or "(" in second:
        return None
    return read_figure(first.strip()) if read_figure(second.rstrip().removesuffix(")")) else None


def _size(number: str) -> float:
    """A rough reading: a comma or point with three digits behind it parts thousands, any other is decimal."""
    digits = re.sub(r"['\s]", "", number)
    head, mark, tail = digits, "", ""
    at = max(digits.rfind("."), digits.rfind(","))
    if at >= 0:
        head, mark, tail = digits[:at], digits[at], digits[at + 1 :]
    grouped = len(tail) == 3 and mark == "," and head not in ("", "0")
    head = re.sub(r"[.,]", "", head) or "0"
    return float(head + tail) if grouped else float(f"{head}.{tail or 0}")


@lru_cache(maxsize=4096)
def is_period(text: str) -> bool:
    """Whether a label names a period or a date and next to nothing else ("2Q24", "FY24E", "31 Dec 2014", "Jan")."""
    folded = fold(text).strip()
    if _SHORT_PERIOD.fullmatch(folded):
        return True
    mentions = find_periods(folded, _CALENDAR)
    if not mentions:
        return False
    rest = folded
    for mention in reversed(mentions):
        rest = rest[: mention.start] + rest[mention.end :]
    return sum(char.isalpha() for char in rest) <= MAX_LOOSE


@lru_cache(maxsize=4096)
def is_one_period(text: str) -> bool:
    """Whether a label names one period and nothing else ("Q1 FY24"), not two ("1Q24 2Q24", "1Q 2Q")."""
    folded = fold(text).strip()
    mentions = find_periods(folded, _CALENDAR)
    return len(mentions) == 1 and (mentions[0].start, mentions[0].end) == (0, len(folded))
