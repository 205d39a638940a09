"""Reading: a deck becomes its staged rows: document, tables, facts, refusals and failed checks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from deckfacts.checks.running import run_checks
from deckfacts.contract import (
    Document,
    Fact,
    Place,
    ReadDeck,
    Refusal,
    RefusalReason,
    TableCell,
    stable_id,
)
from deckfacts.corrections import Correction, apply_corrections
from deckfacts.deck import Cell, CellAddress, Deck, Heading, Slide, Table
from deckfacts.errors import NoFactsError
from deckfacts.language.units import UnitReading
from deckfacts.meaning.drafts import Origin, as_fact
from deckfacts.meaning.ledger import Ledger, RefusedNumber
from deckfacts.meaning.notices import find_notices
from deckfacts.meaning.scanning import Explained
from deckfacts.meaning.setting import Setting
from deckfacts.meaning.slides import Reading, SlideReader
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


def read_deck(
    deck: Deck,
    file: SourceFile,
    company: str | None,
    profile: Profile | None,
    corrections: Sequence[Correction] = (),
) -> ReadDeck:
    """Read a deck whole. Raises NoFactsError where it states no number about its company.

    The checks are made of the facts as `corrections`, those of this deck, leave them.
    """
    found = survey(deck, profile, company, file.name)
    slug = company or slug_of(found.company_name or "unknown")
    origin = Origin(deck.document_id, slug, deck.extractor)
    stated = _read_slides(deck, found, origin)
    if not stated.facts:
        raise NoFactsError(
            "the deck states no number that could be read.",
            where=file.name,
            advice="Check that the file is a results deck and that its tables survived the conversion to text.",
        )
    refused, unexplained = stated.ledger.close(deck)
    corrected = apply_corrections(stated.facts, corrections, document_id=deck.document_id, company=slug)
    checks = run_checks(corrected.facts, stated.addresses)
    refusals = (*(_refusal(number, origin) for number in refused), *_pictures(deck, origin))
    counts = _Counts(len(corrected.facts), len(refusals), len(unexplained), checks.run, len(checks.failed))
    assumptions = found.assumptions + _assumed_bases(stated.assumed_bases, found.setting)
    return ReadDeck(
        document=_document(deck, file, slug, replace(found, assumptions=assumptions), counts),
        tables=tuple(_table_cells(deck, origin)),
        facts=corrected.facts,
        refusals=refusals,
        checks=checks.failed,
        notices=tuple(find_notices(deck, origin)),
        corrections=corrected.rows,
    )


def _year_end_month(setting: Setting) -> int:
    """The month that the year ends with which the deck reports on."""
    calendar, current = setting.calendar, setting.current
    return calendar.year_end_month_on(current.end) if current else calendar.year_end_month


def _assumed_bases(count: int, setting: Setting) -> tuple[str, ...]:
    if not count:
        return ()
    return (f"{count} changes print nothing to be measured against: read as {setting.comparison}",)


def slug_of(name: str) -> str:
    """A company's name as the folder and column value that stands for it."""
    return _SLUG.sub("-", name.lower()).strip("-") or "unknown"


@dataclass(slots=True)
class _Stated:
    """What the slides state: facts in reading order, where the tables' facts stand, and the ledger of all digits."""

    facts: list[Fact] = field(default_factory=list)
    addresses: dict[str, CellAddress] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=Ledger.empty)
    assumed_bases: int = 0

    def enter(self, reading: Reading, origin: Origin, title: str | None) -> None:
        for draft in reading.statement.drafts:
            if not draft.fits:
                unreadable = Explained(draft.quantity.number_start, draft.quantity.number_end, RefusalReason.UNREADABLE)
                self.ledger.explain(draft.text, [unreadable], title)
                continue
            fact = as_fact(draft, origin, title)
            self.facts.append(fact)
            self.ledger.state(draft.text, draft.quantity.number_start, draft.quantity.number_end)
            self.assumed_bases += draft.assumed_base
            if draft.address:
                self.addresses[fact.fact_id] = draft.address
        self.ledger.explain(reading.text, reading.statement.explained, title)


def _read_slides(deck: Deck, found: Survey, origin: Origin) -> _Stated:
    stated = _Stated()
    tables = 0
    captions: dict[Heading, UnitReading] = {}
    for slide in deck.slides:
        reader = SlideReader(slide, found.setting, tables, captions)
        title = slide.title.text.text if slide.title else None
        try:
            for reading in reader.read():
                stated.enter(reading, origin, title)
        except Exception as error:
            error.add_note(_place_words(slide))
            raise
        tables += reader.tables
    return stated


def _place_words(slide: Slide) -> str:
    """Where a slide begins: `page 7` of a PDF, `from line 40` of a text."""
    first = next((text.place(0, len(text.text)) for text in slide.texts() if text.text), Place())
    return f"page {first.page}" if first.page else f"from line {first.line}"


def _refusal(refused: RefusedNumber, origin: Origin) -> Refusal:
    number = refused.number
    place = _place_of(refused)
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
        context=refused.text.text if refused.text else number.context,
    )


def _pictures(deck: Deck, origin: Origin) -> Iterator[Refusal]:
    """A picture is refused as a whole: its figures, if it has any, are not in the file as text."""
    for at, place in enumerate(deck.pictures):
        slide = deck.slides[place.page - 1] if place.page else None
        yield Refusal(
            refusal_id=stable_id(origin.document_id, "picture", at),
            document_id=origin.document_id,
            company=origin.company,
            reason=RefusalReason.PICTURE,
            printed="(picture)",
            page=place.page,
            line=None,
            bbox=place.bbox,
            slide_title=slide.title.text.text if slide and slide.title else None,
            context="",
        )


def _place_of(refused: RefusedNumber) -> Place:
    for span in refused.text.spans if refused.text else ():
        unit = span.place.line or span.place.page
        if unit == refused.number.unit and span.offset <= refused.number.offset < span.offset + span.end - span.start:
            return span.place
    return refused.number.place


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
        year_end_month=_year_end_month(setting),
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
