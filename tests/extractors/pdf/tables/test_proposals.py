"""Tests of proposals: what camelot sees is asked for only where numbers are left over, and weighed like our own."""

import pypdfium2

from extractors.pdf.document import pages_of
from extractors.pdf.regions import Region
from extractors.pdf.tables.finding import find_tables
from extractors.pdf.tables.proposals import Proposer, has_loose_rows, reconsider
from extractors.pdf.words import find_words
from tests.extractors.pdf.drawing import Sheet, write_pdf

ROWS = [("Pumps", "412", "388"), ("Valves", "96", "104"), ("Service", "231", "219"), ("Total", "739", "711")]


def accounts() -> bytes:
    """A page with a small table without rules."""
    sheet = Sheet().text(60, 60, "Sales by product", 20).text(300, 120, "2024").text(400, 120, "2023")
    for at, (label, this, last) in enumerate(ROWS):
        sheet.text(60, 140 + 18 * at, label).text(300, 140 + 18 * at, this).text(400, 140 + 18 * at, last)
    return write_pdf(sheet)


def cells(regions: list[Region]) -> list[str]:
    """The texts of the only table's cells."""
    (region,) = regions
    return [cell.plain for cell in region.table.cells]


def test_a_missed_table_is_proposed() -> None:
    """Ensures that rows of numbers that our own reading left in no table are read where camelot sees one."""
    data = accounts()
    page = next(pages_of(pypdfium2.PdfDocument(data)))
    words = find_words(page)
    found = cells(reconsider(page, words, [], Proposer(data)))
    assert [text for row in ROWS for text in row] == found[-12:]


def test_nothing_is_asked_where_nothing_is_left_over() -> None:
    """Ensures that camelot is not even loaded for a page whose numbers all stand in tables: it could not read this."""
    page = next(pages_of(pypdfium2.PdfDocument(accounts())))
    words = find_words(page)
    own = find_tables(page, words)
    assert not has_loose_rows([])
    assert reconsider(page, words, own, Proposer(b"no PDF")) == own


def test_what_camelot_cannot_read_stays_as_it_is() -> None:
    """Ensures that a second opinion that can't be had costs nothing but the opinion."""
    page = next(pages_of(pypdfium2.PdfDocument(accounts())))
    assert reconsider(page, find_words(page), [], Proposer(b"no PDF")) == []
