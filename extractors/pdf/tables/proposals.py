"""Proposals: where our own reading leaves rows of numbers in no table, camelot says where it sees one.

camelot finds regions well and structure less so (its `hybrid` proposes 262 tables on documents that hold 156), and it
takes a hundred milliseconds a page. So it is asked only about pages with numbers left over, and what it proposes is
laid out and weighed like any region of our own.
"""

import io
import logging
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field

from playa.exceptions import PDFException

from deckfacts.contract import Box
from extractors.pdf.page import Page, encloses, meet
from extractors.pdf.regions import Region, without
from extractors.pdf.tables.area import Area
from extractors.pdf.tables.assembly import assemble
from extractors.pdf.tables.items import read_lines
from extractors.pdf.tables.judging import weigh
from extractors.pdf.tables.layout import lay_out
from extractors.pdf.tables.rules import find_rules
from extractors.pdf.tables.values import is_value
from extractors.pdf.words import Word

LOOSE_ROWS = 3
"""Lines of two numbers or more that stand in no table, from which a table may have been missed."""
_FAULTS = (RuntimeError, ValueError, TypeError, KeyError, IndexError, ZeroDivisionError)
"""What camelot 2.0 raises on pages and permissions that it can't cope with."""
REACH = 4.0
"""Points by which words may stick out of a proposed region."""


@dataclass(slots=True)
class Proposer:
    """Asks camelot about the pages of one document; it is loaded when it is first asked, which takes a second."""

    data: bytes
    _asked: dict[int, tuple[Box, ...]] = field(default_factory=dict)

    def boxes(self, page: Page) -> tuple[Box, ...]:
        """Where camelot sees tables on a page; nowhere where it can't read the page."""
        if page.number not in self._asked:
            self._asked[page.number] = tuple(self._ask(page))
        return self._asked[page.number]

    def _ask(self, page: Page) -> list[Box]:
        from camelot.io import read_pdf  # noqa: PLC0415  OpenCV and pandas come with it

        logging.getLogger("camelot").setLevel(logging.ERROR)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of every page without tables
            try:
                found = read_pdf(io.BytesIO(self.data), pages=str(page.number), flavor="hybrid", engine="vector")
            except (PDFException, *_FAULTS):
                return []  # a second opinion that can't be had; the file itself was found to be whole
        return [Box(x0, page.height - y1, x1, page.height - y0) for x0, y0, x1, y1 in (t._bbox for t in found)]  # noqa: SLF001


def has_loose_rows(words: Sequence[Word]) -> bool:
    """Whether words that are in no table form rows of numbers."""
    loose = [line for line in read_lines(words) if sum(is_value(item.text) for item in line.items) > 1]
    return len(loose) >= LOOSE_ROWS


def reconsider(page: Page, words: Sequence[Word], own: Sequence[Region], proposer: Proposer) -> list[Region]:
    """Our own tables, those replaced that lie in a proposed region in which more numbers find a cell."""
    regions = list(own)
    if not has_loose_rows(without(words, regions)):
        return regions
    for box in proposer.boxes(page):
        inside = [region for region in regions if encloses(box, region.box, REACH)]
        crossed = [region for region in regions if region not in inside and meet(box, region.box)]
        if crossed:
            continue
        region = _lay_out(page, [word for word in words if encloses(box, word.box, REACH)], box)
        if region and weigh(region.table).is_table and _numbers(region) > sum(map(_numbers, inside)):
            regions = [other for other in regions if other not in inside] + [region]
    return sorted(regions, key=lambda region: (region.box.top, region.box.x0))


def _lay_out(page: Page, words: Sequence[Word], box: Box) -> Region | None:
    lines = read_lines(words)
    if len(lines) < LOOSE_ROWS:
        return None
    rules = find_rules(page)
    level = tuple(rules.level_between(box.top, box.bottom))
    upright = tuple(rules.upright_between(box.x0, box.x1))
    area = Area(box, tuple(lines), level, upright, framed=False)
    return assemble(lay_out(area), area, page.number)


def _numbers(region: Region) -> int:
    """Numbers that stand in a cell of their own."""
    return sum(is_value(line.text.text) for cell in region.table.cells for line in cell.lines)
