"""Manifest: what a snapshot of `curated/` holds, as the JSON file that stands in it.

Reads without pyarrow: a run that finds nothing new decides so from the manifest alone.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from deckfacts.errors import PublicationError

MANIFEST: Final = "manifest.json"
CURRENT: Final = "current"
QUARANTINE: Final = "quarantine"
"""The dataset of reasons against decks and series."""

REBUILD: Final = "Move the folder away and ingest again: all of it can be made anew from raw/."


class Verdict(StrEnum):
    """Whether a deck's rows stand in the snapshot, or only the reasons why they do not."""

    PUBLISHED = "published"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True, order=True)
class DeckKey:
    """What one deck is known by: its company's slug and its path under raw/, with forward slashes."""

    company: str
    file: str


@dataclass(frozen=True, slots=True, order=True)
class DataFile:
    """One Parquet file: its path in the snapshot (`facts/<name>`), and what it holds."""

    path: str
    sha256: str
    bytes: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckEntry:
    """One deck of a snapshot. The counts are of published rows; `files` are the paths of its files in the snapshot.

    `unexplained` is the number of printed numbers that are neither fact nor refusal; `quarantined` is the number of
    reasons against its latest reading, which a deck with verdict `published` has when the rows of an earlier reading
    of the same bytes stand. `warnings` are what the gate found amiss in the published rows and let through.
    """

    key: DeckKey
    document_id: str
    fingerprint: str
    verdict: Verdict
    facts: int
    refusals: int
    checks_failed: int
    unexplained: int
    quarantined: int
    warnings: tuple[str, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyEntry:
    """What the decks of one company give together; `files` are the paths of its files in the snapshot.

    `fingerprint` is a mark of all that it was made from: while that is the same, it need not be made again.
    """

    company: str
    fingerprint: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """A snapshot: decks and companies in order of their keys, the files of each dataset in order of their paths."""

    contract: str
    datapackage: str
    decks: tuple[DeckEntry, ...]
    companies: tuple[CompanyEntry, ...]
    datasets: Mapping[str, tuple[DataFile, ...]]

    @property
    def snapshot(self) -> str:
        """The snapshot's name: first 16 hex digits of the SHA-256 of all else that the manifest says."""
        return _name_of(self._body())

    @property
    def without_series(self) -> tuple[str, ...]:
        """The companies that have reasons against their series instead of these."""
        reasons = f"{QUARANTINE}/"
        return tuple(one.company for one in self.companies if any(path.startswith(reasons) for path in one.files))

    def by_key(self) -> Mapping[DeckKey, DeckEntry]:
        """Every deck by its key."""
        return {entry.key: entry for entry in self.decks}

    def files(self) -> Mapping[str, DataFile]:
        """Every file by its path."""
        return {file.path: file for held in self.datasets.values() for file in held}

    def rows(self, dataset: str) -> int:
        """Number of rows of a dataset."""
        return sum(file.rows for file in self.datasets[dataset])

    def to_json(self) -> str:
        """The manifest as it stands in the snapshot: one line, its own name first."""
        return self.named()[1]

    def named(self) -> tuple[str, str]:
        """The snapshot's name and the manifest as JSON: with a thousand decks, to write it out takes a while."""
        body = self._body()
        name = _name_of(body)
        return name, f'{{"snapshot": "{name}", {body[1:]}\n'

    def _body(self) -> str:
        content = {
            "contract": self.contract,
            "datapackage": self.datapackage,
            "decks": [_deck_json(entry) for entry in self.decks],
            "companies": [_company_json(entry) for entry in self.companies],
            "datasets": {name: [_file_json(file) for file in held] for name, held in self.datasets.items()},
        }
        return json.dumps(content, ensure_ascii=False)


_ENTRY_FIELDS: Final = tuple(field.name for field in fields(DeckEntry) if field.name != "key")
_FILE_FIELDS: Final = tuple(field.name for field in fields(DataFile))


def snapshot_folder(curated: Path) -> Path:
    """The folder of the current snapshot, every link resolved; `curated` itself where it is a snapshot already."""
    pointer = curated / CURRENT
    return pointer.resolve() if pointer.is_symlink() else curated.resolve()


def read_manifest(curated: Path) -> Manifest | None:
    """The manifest of the current snapshot, null where nothing has been published yet.

    PublicationError where there is something at `curated` that the publisher did not leave there.
    """
    path = snapshot_folder(curated) / MANIFEST
    try:
        return parse_manifest(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        if not (curated / CURRENT).is_symlink():
            return None
        raise PublicationError("The current snapshot is gone.", where=str(curated), advice=REBUILD) from error
    except (KeyError, TypeError, ValueError) as error:
        raise PublicationError(f"Not a manifest ({error!r}).", where=str(path), advice=REBUILD) from error
    except OSError as error:
        advice = "Name a folder that can be read."
        raise PublicationError(f"Can't be read ({error.strerror}).", where=str(path), advice=advice) from error


def parse_manifest(text: str) -> Manifest:
    """The manifest from its JSON. KeyError, TypeError or ValueError where it is something else."""
    return manifest_of(json.loads(text))


def manifest_of(found: dict[str, Any]) -> Manifest:
    """The manifest from what its JSON says, whatever else that says; errors as in `parse_manifest`."""
    return Manifest(
        contract=found["contract"],
        datapackage=found["datapackage"],
        decks=tuple(_deck_entry(entry) for entry in found["decks"]),
        # Snapshots of contract 1.0 have none: they must still be known for what they are.
        companies=tuple(_company_entry(entry) for entry in found.get("companies", ())),
        datasets={name: tuple(DataFile(**file) for file in held) for name, held in found["datasets"].items()},
    )


def _name_of(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:16]


def _deck_json(entry: DeckEntry) -> dict[str, Any]:
    """Not by `dataclasses.asdict`: with a thousand decks that takes longer than all the rest of a publication."""
    own = {name: getattr(entry, name) for name in _ENTRY_FIELDS}
    return {"company": entry.key.company, "file": entry.key.file} | own


def _company_json(entry: CompanyEntry) -> dict[str, Any]:
    return {"company": entry.company, "fingerprint": entry.fingerprint, "files": entry.files}


def _company_entry(found: dict[str, Any]) -> CompanyEntry:
    return CompanyEntry(company=found["company"], fingerprint=found["fingerprint"], files=tuple(found["files"]))


def _file_json(file: DataFile) -> dict[str, Any]:
    return {name: getattr(file, name) for name in _FILE_FIELDS}


def _deck_entry(found: dict[str, Any]) -> DeckEntry:
    key = DeckKey(found.pop("company"), found.pop("file"))
    verdict, files = Verdict(found.pop("verdict")), tuple(found.pop("files"))
    return DeckEntry(key=key, verdict=verdict, files=files, warnings=tuple(found.pop("warnings")), **found)
