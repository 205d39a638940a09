"""Values: whether a printed text is a number of a table, a sign that belongs to one, or a period over a column."""

import re

from extractors.text.inline import PICTORIAL_BULLETS

_DASHES = "-–—―−‐‑‒─ー"
_SIGN = r"[-–—−+±~≈<>≤≥▲△▼▽↑↓*]"
_CURRENCY = r"(?:US\$|A\$|C\$|NT\$|HK\$|R\$|S\$|RMB|[$€£¥￥₩₹元]|[A-Z]{3}\s)"
_NUMBER = r"(?:\d{1,3}(?:[ ,.'’  ]\d{3})+|\d+)?(?:[.,·]\d+)?\d*"
_SCALE = r"(?:(?:thousand|million|billion|trillion|crore|lakh|Mio|Mrd|mln|mld)\b\.?)"
_UNIT = rf"(?:{_SCALE}|%|％|pts?|p|ppts?|pp|bps?|bp|x|×|倍|k|K|m|M|mn|bn|B|tn|円|千|万|億|百万円|億円|days?|¢|c|g|kg|t)"
_MARKS = r"(?:\s*(?:\(\w{1,2}\)|\[\w{1,2}\]|[*†‡#+¹²³⁴⁵⁶⁷⁸⁹]|\*\*))*"
_VALUE = re.compile(
    rf"^\(?\s*{_SIGN}?\s*\(?\s*{_CURRENCY}?\s*\(?{_SIGN}?\s*(?=[.,]?\d){_NUMBER}\s*{_UNIT}?\s*\)?\s*{_UNIT}?\+?{_MARKS}$"
)
_RANGE = re.compile(
    rf"^\(?{_SIGN}?{_CURRENCY}?\s*[\d.,]*\d\s*{_UNIT}?\s*\)?\s*(?:[{_DASHES}/~]|to)\s*\(?{_SIGN}?{_CURRENCY}?\s*[\d.,]*\d\s*{_UNIT}?\s*\)?$"
)
_SHARED = re.compile(rf"^{_SIGN}?{_CURRENCY}?[\d.,]*\d\s*\(\s*{_SIGN}?\s*[\d.,]*\d\s*{_UNIT}?\s*\)$")
_BLANK = re.compile(
    rf"^\(?(?:[{_DASHES}]+\s*%?|(?::|\.{{2,3}})|n\.?\s?[am]\.?|n/[am]|nm|nil|na|NA|N/A|N/M|NM|n\.m\.|[*xX✓✔●○]|-\s*%)\)?$"
)
_BEFORE = re.compile(r"^(?:US|A|C|NT|HK|R|S)?[$€£¥￥₩₹](?:\s*\()?$|^[(（]$|^[▲△▼▽]$")
_AFTER = re.compile(r"^(?:%|％|\)|%\)|％）|）|pts?|bps?|[(\[]\w[)\]]|[*†‡]+)$")
_PERIOD = re.compile(
    r"^(?:(?:19|20)\d\d(?:[-/–](?:19|20)?\d\d)?[EAF*]*|(?:FY|CY)\s?'?\d{2,4}\w?"
    r"|[1-4]?[QH][1-4]?\s?'?[- ]?(?:FY)?'?\d{2,4}\w?"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}/\d{2,4}|\d{2}/\d|[1-4][QH]|9M|12M)$"
)
_BULLET = re.compile(rf"^(?:[{PICTORIAL_BULLETS}–—−∙·§»›>*-]|[\ue000-\uf8ff]|o)$")


def is_value(text: str) -> bool:
    """Whether a cell's text is a number with its signs, a range, or a mark for none."""
    return bool(_VALUE.match(text) or _RANGE.match(text) or _SHARED.match(text) or _BLANK.match(text))


def is_blank(text: str) -> bool:
    """Whether it is a mark for no number ("-", "n.a.")."""
    return bool(_BLANK.match(text))


def is_period(text: str) -> bool:
    """Whether it is a year, quarter or date as they head columns."""
    return bool(_PERIOD.match(text))


def goes_before(text: str) -> bool:
    """Whether it belongs to the number to its right, however far ("$")."""
    return bool(_BEFORE.match(text))


def goes_after(text: str) -> bool:
    """Whether it belongs to the number to its left ("%", ")")."""
    return bool(_AFTER.match(text))


def is_bullet(text: str) -> bool:
    """Whether it marks a list item."""
    return bool(_BULLET.match(text))
