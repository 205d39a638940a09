"""Workbook: from what is published to an Excel workbook for an analyst, each number linked to where it is printed.

Needs the extra `export` (XlsxWriter).
"""

import os
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from deckfacts.contract import Document
from deckfacts.errors import ConfigurationError, PublicationError
from deckfacts.manifest import REBUILD
from deckfacts.pinned import read_manifest
from deckfacts.places import Place, as_place
from deckfacts.reader import read_dataset, resolve
from deckfacts.records import records_of
from deckfacts.resolved import holding_on, known_by
from deckfacts.series.records import GuidanceStep, Observation
from deckfacts.workbook_drawing import draw
from deckfacts.workbook_layout import CompanyRecords, Print, count_numbers, lay_out

SUFFIX: Final = ".xlsx"
_WORKBOOK_PART: Final = "xl/workbook.xml"
"""What every .xlsx file has inside."""

NAMES_SHOWN: Final = 3
"""Ids named of those that are missing."""


@dataclass(frozen=True, slots=True)
class WorkbookSummary:
    """What a workbook holds: its sheets, "Sources" included, and the numbers that have a row there."""

    sheets: int
    numbers: int


def write_workbook(path: Path, curated: Place, *, company: str | None, as_of: date | None) -> WorkbookSummary:
    """Write what is published, of one company or all, as last stated or as known on a day, over an .xlsx file or anew.

    PublicationError where nothing is published or the datasets do not belong together. ConfigurationError for a
    company that is not there, no number as of that day, a path that can't be written or holds something else, and
    where XlsxWriter is missing; then the path is as it was.
    """
    target = _check_target(path)
    sheets = lay_out(_read_companies(resolve(curated), company, as_of))
    content = draw(sheets, as_of)
    _replace(target, content)
    return WorkbookSummary(len(sheets) + 1, sum(count_numbers(sheet) for sheet in sheets))


def _check_target(path: Path) -> Path:
    """The file itself, links resolved, if it may be written."""
    target = path.resolve()
    if target.suffix.lower() != SUFFIX:
        advice = f"Name a file that ends in {SUFFIX}: Excel opens no workbook under another name."
        raise ConfigurationError("Not the name of an Excel workbook.", where=str(path), advice=advice)
    if not target.parent.is_dir():
        advice = "Make the folder first, or name another."
        raise ConfigurationError("There is no such folder.", where=str(target.parent), advice=advice)
    if target.exists() and not _is_workbook(target):
        advice = "Name another file, or move this one away."
        raise ConfigurationError("Something else than an Excel workbook stands there.", where=str(path), advice=advice)
    return target


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return _WORKBOOK_PART in archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return False


def _replace(target: Path, content: bytes) -> None:
    """The file whole or as it was: written beside it and renamed."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(target)
    except OSError as error:
        advice = "Name a file in a folder that this user may write, on a disk with room; close it in Excel."
        message = f"Can't be written ({error.strerror})."
        raise ConfigurationError(message, where=str(target), advice=advice) from error
    finally:
        draft.unlink(missing_ok=True)


def _read_companies(folder: Path | str, company: str | None, as_of: date | None) -> list[CompanyRecords]:
    """The companies of a snapshot that have numbers, in the order of their slugs."""
    _check_datasets(folder)
    documents = records_of(Document, _read(folder, "documents", None))
    _check_company(company, sorted({document.company for document in documents}))
    observations = _read(folder, "observations", company)
    stated = records_of(Observation, holding_on(known_by(observations, as_of), as_of))
    guidance = records_of(GuidanceStep, _read(folder, "guidance", company))
    steps = [step for step in guidance if as_of is None or _by(step.published_on, as_of)]
    if not stated and not steps:
        raise _no_numbers(observations, as_of)
    prints = _read_prints(folder, company)
    found = (
        CompanyRecords(
            company=slug,
            observations=[one for one in stated if one.company == slug],
            guidance=[step for step in steps if step.company == slug],
            prints=prints,
            documents={one.document_id: one for one in reversed(documents) if one.company == slug},
        )
        for slug in sorted({one.company for one in stated} | {step.company for step in steps})
    )
    return [_checked(records) for records in found]


def _check_datasets(folder: Path | str) -> None:
    """A snapshot of an earlier contract has no series."""
    manifest = read_manifest(as_place(folder))
    if manifest is None or "observations" not in manifest.datasets:
        advice = "Run `deckfacts ingest` with this version."
        raise PublicationError("An earlier version published this, without series.", where=str(folder), advice=advice)


def _check_company(company: str | None, known: Sequence[str]) -> None:
    if company is not None and company not in known:
        advice = f"Give one of {', '.join(known)}." if known else "Run `deckfacts ingest` on its decks."
        raise ConfigurationError(f"There is no company {company!r}.", where="company", advice=advice)


def _read(folder: Path | str, dataset: str, company: str | None) -> pa.Table:
    return read_dataset(folder, dataset, None if company is None else {"company": company})


def _by(day: date | None, as_of: date) -> bool:
    return day is not None and day <= as_of


def _no_numbers(observations: pa.Table, as_of: date | None) -> ConfigurationError:
    if as_of is None:
        advice = "Run `deckfacts ingest` on its decks; `deckfacts status` says what was kept out."
        return ConfigurationError("There is no number to export.", where="observations", advice=advice)
    first = pc.min(observations["known_from"]).as_py()
    advice = f"Give a day from {first} on." if first else "No deck bears a date: leave the day out."
    return ConfigurationError(f"No number was known on {as_of}.", where="as of", advice=advice)


def _read_prints(folder: Path | str, company: str | None) -> dict[str, Print]:
    """The facts by their ids, without the columns that are not exported."""
    return {found.fact_id: found for found in records_of(Print, _read(folder, "facts", company))}


def _checked(records: CompanyRecords) -> CompanyRecords:
    """The records, if every fact and document that they name is there."""
    facts = {one.fact_id for one in records.observations}
    facts |= {fact_id for step in records.guidance for fact_id in step.fact_ids}
    decks = {one.document_id for one in records.observations} | {step.document_id for step in records.guidance}
    decks |= {records.prints[fact_id].document_id for fact_id in facts & records.prints.keys()}
    missing = sorted((facts - records.prints.keys()) | (decks - records.documents.keys()))
    if missing:
        message = f"The series name what is not published: {', '.join(missing[:NAMES_SHOWN])}."
        raise PublicationError(message, where=records.company, advice=REBUILD)
    return records
