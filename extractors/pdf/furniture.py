"""Furniture: what stands on every page of a deck: page numbers, running heads, footers."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from deckfacts.contract import Box
from extractors.pdf.lines import Line
from extractors.pdf.regions import Region

MARGIN = 0.13
"""Part of the page's height, at its top and bottom, in which furniture stands."""
MIN_PAGES = 3
"""Pages that repeat a line before it is furniture, and at least this part of them:"""
MIN_SHARE = 0.4
GRID = 6.0
"""Points within which a line stands on the same spot on two pages."""

_PAGE_NUMBER = re.compile(r"^\W*(?:page|slide|p\.)?\s*(\d{1,3})(?:\s*(?:/|of)\s*\d{1,3})?\W*$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page between its reading and its ordering: what the finders left as lines, and what they found."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    regions: tuple[Region, ...]
    pictures: tuple[Box, ...] = ()
    cards: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Furniture:
    """The lines of a page that are no content: those that number it, and those that all pages repeat."""

    numbers: tuple[Line, ...]
    repeated: tuple[Line, ...]


def find_furniture(sheets: Sequence[Sheet]) -> list[Furniture]:
    """The furniture of each sheet, in their order."""
    marginal = [[line for line in sheet.lines if _in_margin(line, sheet)] for sheet in sheets]
    shift = _shift(sheets, marginal)
    pages: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    for sheet, lines in zip(sheets, marginal, strict=True):
        for line in lines:
            for key in _keys(line):
                pages[key].add(sheet.number)
    needed = max(MIN_PAGES, MIN_SHARE * len(sheets))
    found = []
    for sheet, lines in zip(sheets, marginal, strict=True):
        numbers = [line for line in lines if _number_of(line) in (sheet.number, sheet.number + shift)]
        repeated = [
            line for line in lines if line not in numbers and any(len(pages[key]) >= needed for key in _keys(line))
        ]
        found.append(Furniture(tuple(numbers), tuple(repeated)))
    return found


def _in_margin(line: Line, sheet: Sheet) -> bool:
    return line.box.bottom <= MARGIN * sheet.height or line.box.top >= (1 - MARGIN) * sheet.height


def _number_of(line: Line) -> int | None:
    found = _PAGE_NUMBER.match(line.plain)
    return int(found[1]) if found else None


def _shift(sheets: Sequence[Sheet], marginal: Sequence[Sequence[Line]]) -> int:
    """By how much the printed page numbers differ from the pages' own, where several pages agree on it."""
    shifts: Counter[int] = Counter()
    for sheet, lines in zip(sheets, marginal, strict=True):
        shifts.update({number - sheet.number for line in lines if (number := _number_of(line)) is not None})
    if not shifts:
        return 0
    shift, count = shifts.most_common(1)[0]
    return shift if count >= MIN_PAGES else 0


def _keys(line: Line) -> list[tuple[str, int, int]]:
    """What is alike on all pages: the words with any digits, and the spot, which may fall on either side of a line."""
    words = _DIGITS.sub("#", line.plain)
    x, y = line.box.x0 / GRID, line.baseline / GRID
    return [(words, int(x + i), int(y + j)) for i in (0, 0.5) for j in (0, 0.5)]
