"""Reading: a deck becomes its staged rows: document, tables, facts, refusals and failed checks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from deckfacts.checks.running import run_checks
from deckfacts.contract import (
    Document,
    Fact,
    Place,
    ReadDeck,
    Refusal,
    TableCell,
    stable_id,
)
from deckfacts.deck import Cell, CellAddress, Deck, Heading, Table
from deckfacts.errors import NoFactsError
from deckfacts.language.units import UnitReading
from deckfacts.meaning.drafts import Origin, as_fact
from deckfacts.meaning.ledger import Ledger, RefusedNumber
from deckfacts.meaning.slides import SlideReader
from deckfacts.meaning.survey import Survey, survey
from deckfacts.profiles import Profile

_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file that a deck was read from; `name` is its path below `raw/`."""

    name: str
    size: int
    sha256: str
    reader_version: str


@dataclass(frozen=True, slots=True)
class _Counts:
    facts: int
    refusals: int
    unexplained: int
    checks_run: int
    checks_failed: int


def read_deck(deck: Deck, file: SourceFile, company: str | None, profile: Profile | None) -> ReadDeck:
    """Read a deck whole. Raises NoFactsError where it states no number about its company."""
    found = survey(deck, profile, company)
    slug = company or slug_of(found.company_name or "unknown")
    origin = Origin(deck.document_id, slug, deck.extractor)
    ledger = Ledger.empty()
    facts, addresses = _read_slides(deck, found, origin, ledger)
    if not facts:
        raise NoFactsError(
            "the deck states no number that could be read.",
            where=file.name,
            advice="Check that the file is a results deck and that its tables survived the conversion to text.",
        )
    refused, unexplained = ledger.close(deck)
    checks = run_checks(facts, addresses)
    refusals = tuple(_refusal(number, origin) for number in refused)
    counts = _Counts(len(facts), len(refusals), len(unexplained), checks.run, len(checks.failed))
    document = _document(deck, file, slug, found, counts)
    return ReadDeck(
        document=document,
        tables=tuple(_table_cells(deck, origin)),
        facts=tuple(facts),
        refusals=refusals,
        checks=checks.failed,
    )


def slug_of(name: str) -> str:
    """A company's name as the folder and column value that stands for it."""
    return _SLUG.sub("-", name.lower()).strip("-") or "unknown"


def _read_slides(
    deck: Deck, found: Survey, origin: Origin, ledger: Ledger
) -> tuple[list[Fact], dict[str, CellAddress]]:
    facts: list[Fact] = []
    addresses: dict[str, CellAddress] = {}
    tables = 0
    captions: dict[Heading, UnitReading] = {}
    for slide in deck.slides:
        reader = SlideReader(slide, found.setting, tables, captions)
        title = slide.title.text.text if slide.title else None
        for reading in reader.read():
            for draft in reading.statement.drafts:
                fact = as_fact(draft, origin, title)
                facts.append(fact)
                ledger.state(draft.text, draft.quantity.number_start, draft.quantity.number_end)
                if draft.address:
                    addresses[fact.fact_id] = draft.address
            ledger.explain(reading.text, reading.statement.explained, title)
        tables += reader.tables
    return facts, addresses


def _refusal(refused: RefusedNumber, origin: Origin) -> Refusal:
    number = refused.number
    place = Place(line=number.unit) if refused.text is None else _place_of(refused)
    return Refusal(
        refusal_id=stable_id(origin.document_id, "refusal", number.unit, number.offset),
        document_id=origin.document_id,
        company=origin.company,
        reason=refused.reason,
        printed=number.digits,
        page=place.page,
        line=place.line,
        bbox=place.bbox,
        slide_title=refused.slide_title,
        context=refused.text.text if refused.text else "",
    )


def _place_of(refused: RefusedNumber) -> Place:
    text = refused.text
    assert text is not None
    for span in text.spans:
        unit = span.place.line or span.place.page
        if unit == refused.number.unit and span.offset <= refused.number.offset < span.offset + span.end - span.start:
            return span.place
    return Place(line=refused.number.unit)


def _table_cells(deck: Deck, origin: Origin) -> Iterator[TableCell]:
    tables = 0
    for slide in deck.slides:
        title = slide.title.text.text if slide.title else None
        for table in (block for block in slide.blocks if isinstance(block, Table)):
            for cell in table.cells:
                yield _table_cell(cell, tables, header=cell.row < table.header_rows, origin=origin, title=title)
            tables += 1


def _table_cell(cell: Cell, table: int, *, header: bool, origin: Origin, title: str | None) -> TableCell:
    first = cell.lines[0].text
    place = first.place(0, len(first.text))
    return TableCell(
        document_id=origin.document_id,
        company=origin.company,
        table=table,
        row=cell.row,
        column=cell.column,
        row_span=cell.row_span,
        column_span=cell.column_span,
        header=header,
        text=cell.plain,
        page=place.page,
        line=place.line,
        bbox=place.bbox,
        slide_title=title,
    )


def _document(deck: Deck, file: SourceFile, slug: str, found: Survey, counts: _Counts) -> Document:
    setting = found.setting
    current = setting.current
    return Document(
        document_id=deck.document_id,
        company=slug,
        company_name=found.company_name or slug,
        file=file.name,
        media_type=deck.media_type,
        size=file.size,
        sha256=file.sha256,
        title=found.title,
        published_on=found.published_on,
        fiscal_year=current.fiscal_year if current else None,
        fiscal_period=current.fiscal_period if current else None,
        period_end=current.end if current else None,
        year_end_month=setting.calendar.year_end_month,
        currency=setting.currency,
        assumptions=found.assumptions,
        slides=len(deck.slides),
        numbers=len(deck.numbers),
        facts=counts.facts,
        refusals=counts.refusals,
        unexplained=counts.unexplained,
        checks_run=counts.checks_run,
        checks_failed=counts.checks_failed,
        reader_version=file.reader_version,
    )
