"""Workbook text: from text that a deck holds to cells and sheet names that a spreadsheet does nothing with but show."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from deckfacts.plain import plain

MAX_TEXT: Final = 32_767
"""UTF-16 units that an Excel cell holds."""

MAX_SHEET_NAME: Final = 31
"""UTF-16 units of the longest name that Excel gives a sheet."""

GUARD: Final = "'"
"""What OWASP's page on CSV injection puts before text that would start a formula."""

_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""OWASP's list, with the full-width forms that Japanese spreadsheets take for them; tab and CR are spaces by then."""

_SIGNED_NUMBER: Final = re.compile(r"[+-][0-9][0-9.,]*%?")
"""It begins like a formula, and its result is itself: -37.5% stays as it is printed."""

_NO_XML: Final = re.compile("[\ufffe\uffff]")
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\]")
_RESERVED: Final = "History"
_NAMELESS: Final = "Sheet"


@lru_cache(maxsize=65536)
def safe_text(text: str) -> str:
    """The text for a cell: on one line, and with an apostrophe in front where it could start a formula.

    Cells of a workbook are strings and never computed; the apostrophe is for the day it is saved as CSV and opened
    again.
    """
    shown = _NO_XML.sub("\ufffd", plain(text))
    begins = shown.lstrip()
    if begins.startswith(_STARTS_A_FORMULA) and not _SIGNED_NUMBER.fullmatch(begins):
        shown = GUARD + shown
    return cut(shown, MAX_TEXT)


def cut(text: str, units: int) -> str:
    """The text, or as much of it as fits that many UTF-16 units, in which Excel counts, with an ellipsis."""
    if 2 * len(text) <= units or _units(text) <= units:
        return text
    kept = text.encode("utf-16-le")[: 2 * (units - 1)].decode("utf-16-le", "ignore")
    return f"{kept}…"


def name_sheets(wanted: Sequence[str]) -> tuple[str, ...]:
    """A name for each sheet that Excel takes: allowed characters, not too long, unlike all others in any case.

    Where two want the same name, the first one gets it.
    """
    taken = {_folded(_RESERVED)}
    names: list[str] = []
    for text in wanted:
        name = _free_name(_allowed(text), taken)
        taken.add(_folded(name))
        names.append(name)
    return tuple(names)


def _allowed(text: str) -> str:
    words = " ".join(_NOT_IN_NAMES.sub("-", _NO_XML.sub("", plain(text))).split())
    return cut(words.strip("' ") or _NAMELESS, MAX_SHEET_NAME)


def _free_name(name: str, taken: set[str]) -> str:
    free, number = name, 1
    while _folded(free) in taken:
        number += 1
        suffix = f" ({number})"
        free = cut(name, MAX_SHEET_NAME - len(suffix)) + suffix
    return free


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
