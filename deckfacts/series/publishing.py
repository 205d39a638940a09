"""Publishing: the decks of the next snapshot in, the files of what each company's decks give together out.

Made anew only for companies whose decks, names or code are not those of the last time, so that one new deck costs as
much beside a thousand companies as beside one.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from deckfacts.contract import Document, Fact, Notice, Quarantined
from deckfacts.errors import PublicationError, UnforeseenDocumentError
from deckfacts.manifest import REBUILD, CompanyEntry, DeckEntry, Verdict
from deckfacts.numbered import unreadable
from deckfacts.places import ObjectPlace, Place
from deckfacts.records import Record, records_of
from deckfacts.schema import OF_COMPANIES, from_parquet, to_table
from deckfacts.series.points import StatedDeck
from deckfacts.series.records import CompanySeries
from deckfacts.series.resolving import GivenNames, resolve_company
from deckfacts.staging import StagedFile, company_stem, stage_file
from deckfacts.version import reader_version

SERIES_STAGE = "series"
"""The stage that quarantine names where a company's decks are published and what they give together is not."""

MADE_OF = ("documents", "facts", "notices")
"""The datasets of a deck that its company's series are made of."""

SeriesTables = Mapping[str, pa.Table]
"""The series of one company, as tables of the contract's schemas by dataset."""

Judge = Callable[[Mapping[str, SeriesTables]], Mapping[str, Sequence[Quarantined]]]
"""The reasons against publishing a company's series, by company; none where it may be published."""


def _let_through(_: Mapping[str, SeriesTables]) -> Mapping[str, Sequence[Quarantined]]:
    return {}


def tables_of(series: CompanySeries) -> SeriesTables:
    """The rows of a company's series. DocumentError for one that the contract can't hold."""
    return {dataset: to_table(dataset, getattr(series, dataset)) for dataset in OF_COMPANIES}


@dataclass(frozen=True, slots=True)
class Resolver:
    """How series are made: the names that profiles give, by company, the gate, and the code's version."""

    names: Mapping[str, GivenNames] = field(default_factory=dict)
    judge: Judge = _let_through
    version: Callable[[], str] = reader_version


@dataclass(frozen=True, slots=True)
class Stock:
    """The files of the decks by path: the folder that each is in, or the content of one that is in none yet."""

    places: Mapping[str, Place]
    fresh: Mapping[str, bytes]

    def read(self, kind: type[Record], paths: Iterable[str]) -> list[Record]:
        """The rows of files as records."""
        return [record for path in paths for record in records_of(kind, self._table(path))]

    def _table(self, path: str) -> pa.Table:
        if path in self.fresh:
            return from_parquet(pa.py_buffer(self.fresh[path]))
        place = self.places[path] / path
        try:
            return from_parquet(place)
        except FileNotFoundError as error:
            raise PublicationError("A published file is gone.", where=str(place), advice=REBUILD) from error
        except OSError as error:
            if isinstance(place, ObjectPlace):
                raise unreadable(place, error) from error
            raise


def resolve_companies(
    resolver: Resolver,
    decks: Sequence[DeckEntry],
    before: Sequence[CompanyEntry],
    *,
    touched: Collection[str],
    stock: Stock,
) -> tuple[tuple[CompanyEntry, ...], tuple[StagedFile, ...]]:
    """The companies of the next snapshot, and the files that had to be made for them.

    `touched` are the companies whose decks, profile or reader may have changed; the series of others stay.
    """
    held = {entry.company: entry for entry in before}
    of_company: dict[str, list[DeckEntry]] = defaultdict(list)
    for deck in decks:
        if deck.verdict is Verdict.PUBLISHED:
            of_company[deck.key.company].append(deck)
    marks = {
        company: _mark(company, published, resolver)
        if company in touched or company not in held
        else held[company].fingerprint
        for company, published in of_company.items()
    }
    stale = [one for one, mark in marks.items() if one not in held or held[one].fingerprint != mark]
    files = _make({company: of_company[company] for company in stale}, resolver, stock)
    entries = [
        CompanyEntry(
            company=company,
            fingerprint=mark,
            files=tuple(sorted(one.file.path for one in files[company])) if company in files else held[company].files,
        )
        for company, mark in sorted(marks.items())
    ]
    return tuple(entries), tuple(one for staged in files.values() for one in staged)


def _make(
    companies: Mapping[str, Sequence[DeckEntry]], resolver: Resolver, stock: Stock
) -> dict[str, tuple[StagedFile, ...]]:
    """The files of companies; of one whose series can't be made or held, the reason why it has none."""
    series: dict[str, SeriesTables] = {}
    files: dict[str, tuple[StagedFile, ...]] = {}
    reasons: dict[str, Sequence[Quarantined]] = {}
    for company, decks in companies.items():
        try:
            made = tables_of(_resolve(decks, company, resolver, stock))
            files[company] = _files(company, made)
            series[company] = made
        except PublicationError:
            raise
        except Exception as error:  # noqa: BLE001  the edge: one company's surprise must not stop the others
            reasons[company] = (_surprised(company, error),)
    if series:
        try:
            reasons |= resolver.judge(series)
        except Exception as error:  # noqa: BLE001  what can't be judged is not let through
            reasons |= {company: (_surprised(company, error),) for company in series}
    refused = {company: _files(company, {"quarantine": held}) for company, held in reasons.items() if held}
    return files | refused


def _surprised(company: str, error: Exception) -> Quarantined:
    told = UnforeseenDocumentError.of(error, where=company)
    return Quarantined(
        document_id="",
        company=company,
        file="",
        stage=SERIES_STAGE,
        reason=told.reason,
        message=told.message,
        advice=told.advice,
    )


def _mark(company: str, decks: Sequence[DeckEntry], resolver: Resolver) -> str:
    """Paths hold the hash of their content."""
    paths = sorted(path for deck in decks for path in deck.files if path.partition("/")[0] in MADE_OF)
    names = resolver.names.get(company)
    return hashlib.sha256("\x1f".join((resolver.version(), repr(names), *paths)).encode()).hexdigest()


def _resolve(decks: Sequence[DeckEntry], company: str, resolver: Resolver, stock: Stock) -> CompanySeries:
    """The same bytes under two names are one deck: what it states, it states once."""
    by_id = {deck.document_id: deck for deck in reversed(decks)}
    stated = [_stated(deck, stock) for _, deck in sorted(by_id.items())]
    return resolve_company(stated, resolver.names.get(company))


def _stated(deck: DeckEntry, stock: Stock) -> StatedDeck:
    of = {name: [path for path in deck.files if path.startswith(f"{name}/")] for name in MADE_OF}
    return StatedDeck(
        document=stock.read(Document, of["documents"])[0],
        facts=tuple(stock.read(Fact, of["facts"])),
        notices=tuple(stock.read(Notice, of["notices"])),
    )


def _files(company: str, rows: Mapping[str, pa.Table | Sequence[object]]) -> tuple[StagedFile, ...]:
    return tuple(stage_file(dataset, held, company_stem(company)) for dataset, held in rows.items() if len(held))
