"""Browse: from what a person asks for in words to the published records that it means."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from deckfacts.contract import CONTRACT_VERSION, Fact, FiscalPeriod
from deckfacts.errors import ConfigurationError, PublicationError
from deckfacts.intake import deck_name
from deckfacts.manifest import DeckEntry, Manifest
from deckfacts.pinned import read_manifest
from deckfacts.places import Place

Record = TypeVar("Record")

NAMES_SHOWN = 5
"""Nearest names offered for a deck that is not there."""

ID_DIGITS = 4
"""Fewer hex digits than this are not taken for the beginning of a document_id: `4q` is a file's name, `fa` a word."""

LETTERS_FIRST = MappingProxyType({"Q1": "1Q", "Q2": "2Q", "Q3": "3Q", "Q4": "4Q", "H1": "1H", "H2": "2H"})
_YEAR = re.compile(r"(?:FY)?'?(\d{4}|\d{2})(?!\d)")
_PERIOD = re.compile(r"[1-4]Q|[12]H|9M|Q[1-4]|H[12]")
CENTURY = 2000
"""Of a year in two digits: decks in text or PDF are younger than that."""


@dataclass(frozen=True, slots=True)
class WantedPeriod:
    """The periods that a filter lets through; null is any."""

    fiscal_year: int | None = None
    fiscal_period: FiscalPeriod | None = None
    end: date | None = None

    def takes(self, fact: Fact) -> bool:
        """Whether the fact is told of such a period."""
        return (
            self.fiscal_year in {None, fact.fiscal_year}
            and self.fiscal_period in {None, fact.fiscal_period}
            and self.end in {None, fact.period_end}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which facts to show; null lets everything through, and words match anywhere and in any case."""

    metric: str | None = None
    segment: str | None = None
    source: str | None = None
    period: WantedPeriod = WantedPeriod()
    page: int | None = None

    def takes(self, fact: Fact) -> bool:
        """Whether the fact is one of them."""
        return (
            (self.metric is None or _says(self.metric, fact.concept) or _says(self.metric, fact.label))
            and (self.segment is None or _says(self.segment, fact.segment))
            and (self.source is None or self.source == fact.source)
            and self.page in {None, fact.page}
            and self.period.takes(fact)
        )


def _says(words: str, text: str | None) -> bool:
    """Whether all the words stand in the text, `operating income` in `operating_income` too."""
    printed = (text or "").casefold().replace("_", " ")
    return bool(text) and all(word in printed for word in words.casefold().replace("_", " ").split())


def read_wanted_period(text: str) -> WantedPeriod:
    """The period that `3Q08`, `Q3 FY2008`, `9M`, `FY2008` (the full year), `2008` (all of it) or a date names."""
    asked = text.strip().upper()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", asked):
        try:
            return WantedPeriod(end=date.fromisoformat(asked))
        except ValueError as error:
            raise _no_period(text) from error
    period = _PERIOD.search(asked)
    rest = asked.replace(period[0], " ", 1).strip(" /-,") if period else asked
    year = _YEAR.fullmatch(rest)
    if not (year or rest == "FY" or (period and not rest)):
        raise _no_period(text)
    full_year = FiscalPeriod.FY if rest.startswith("FY") else None
    return WantedPeriod(
        fiscal_year=int(year[1]) + (CENTURY if len(year[1]) == 2 else 0) if year else None,
        fiscal_period=FiscalPeriod(LETTERS_FIRST.get(period[0], period[0])) if period else full_year,
    )


def _no_period(text: str) -> ConfigurationError:
    advice = "Write it like 3Q08, Q3 FY2008, 9M, FY2008, 2008 or 2008-12-31."
    return ConfigurationError(f'"{text}" is no period.', where="--period", advice=advice)


def load_manifest(curated: Place) -> Manifest:
    """What is published. PublicationError where nothing is, or what is has the columns of another contract."""
    manifest = read_manifest(curated)
    if manifest is None:
        advice = "Run `deckfacts ingest`, or name the folder that it wrote to with --curated."
        raise PublicationError("nothing has been published here.", where=str(curated), advice=advice)
    if manifest.contract != CONTRACT_VERSION:
        message = f"was published under contract {manifest.contract}; this is deckfacts with {CONTRACT_VERSION}."
        advice = "Run `deckfacts ingest`, which reads the decks anew, or use the deckfacts that published it."
        raise PublicationError(message, where=str(curated), advice=advice)
    return manifest


def find_deck(manifest: Manifest, asked: str) -> DeckEntry:
    """The deck that has this file name, stem, path or beginning of its document_id. ConfigurationError for none or two.

    A whole name counts before the beginning of an id.
    """
    named = [entry for entry in manifest.decks if asked in _names(entry)]
    is_id = re.fullmatch(rf"[0-9a-f]{{{ID_DIGITS},}}", asked.lower())
    by_id = [entry for entry in manifest.decks if is_id and entry.document_id.startswith(asked.lower())]
    found = named or by_id
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(f"{deck_name(entry.key.company, entry.key.file)} ({entry.document_id})" for entry in found)
        raise ConfigurationError("names more than one deck.", where=asked, advice=f"Say which: {several}.")
    known = sorted({name for entry in manifest.decks for name in _names(entry)})
    near = difflib.get_close_matches(asked, known, n=NAMES_SHOWN, cutoff=0.5) or [
        Path(entry.key.file).name for entry in manifest.decks[:NAMES_SHOWN]
    ]
    raise ConfigurationError("there is no such deck.", where=asked, advice=f"The nearest are: {', '.join(near)}.")


def _names(entry: DeckEntry) -> tuple[str, ...]:
    path = Path(entry.key.file)
    return entry.key.file, path.name, path.stem, f"{entry.key.company}/{path.name}", f"{entry.key.company}/{path.stem}"


def load_records(
    curated: Place, dataset: str, kind: type[Record], deck: DeckEntry | None = None, *, company: str | None = None
) -> list[Record]:
    """The rows of a dataset as records; only those of one deck or of one company, if it is given."""
    from deckfacts.reader import read_dataset  # noqa: PLC0415  imports pyarrow, half of the time that --help may take
    from deckfacts.records import records_of  # noqa: PLC0415

    key = {"company": deck.key.company, "document_id": deck.document_id} if deck else {}
    key |= {"company": company} if company is not None else {}
    return records_of(kind, read_dataset(curated, dataset, key))


def select_facts(facts: Iterable[Fact], wanted: Wanted) -> list[Fact]:
    """The facts that are wanted, in the order of the deck."""
    return [fact for fact in facts if wanted.takes(fact)]
