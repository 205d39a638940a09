"""Tests of publishing: what a snapshot holds, what becomes of earlier rows, what can't be published to."""

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from deckfacts import following, snapshots
from deckfacts.contract import CONTRACT_VERSION
from deckfacts.errors import DocumentError, PublicationError
from deckfacts.manifest import DeckKey, Verdict, read_manifest
from deckfacts.publication import Publication, publish
from deckfacts.schema import RECORDS
from tests.builders import DOCUMENT_ID, FILE, fact, publication, quarantined, read_deck, rejection

OTHER = "norvale/fy2031-2q.md"


def count(curated: Path, dataset: str) -> int:
    """Rows of a dataset, by its stable path."""
    return int(pq.read_table(curated / dataset).num_rows)


def everything(folder: Path) -> dict[str, tuple[str, int]]:
    """Every file and link below a folder, with its content's hash and its time."""
    found = {}
    for path in sorted(folder.rglob("*")):
        content = str(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else "folder"
        digest = hashlib.sha256(content if isinstance(content, bytes) else content.encode()).hexdigest()
        found[str(path.relative_to(folder))] = (digest, path.lstat().st_mtime_ns)
    return found


def contents(folder: Path) -> dict[str, str]:
    """Every file and link below a folder, with its content's hash."""
    return {path: digest for path, (digest, _) in everything(folder).items()}


def test_what_stands_there(tmp_path: Path) -> None:
    """Ensures that each dataset is found at its stable path with the rows of all decks."""
    publish(tmp_path, [publication(count=3), publication(OTHER, count=4), rejection("norvale/empty.md")])
    found = {dataset: count(tmp_path, dataset) for dataset in RECORDS}
    of_decks = {"documents": 2, "tables": 2, "facts": 7, "refusals": 2, "checks": 2, "quarantine": 1}
    assert found == dict.fromkeys(RECORDS, 0) | of_decks | {"observations": 2}


def test_nothing_published(tmp_path: Path) -> None:
    """Ensures that every dataset can be opened, with its columns, when no deck has a row in it."""
    publish(tmp_path, [])
    assert {dataset: pq.read_table(tmp_path / dataset).num_rows for dataset in RECORDS} == dict.fromkeys(RECORDS, 0)
    assert [path.name for path in (tmp_path / "facts").iterdir()] == ["none.parquet"]


def test_manifest(tmp_path: Path) -> None:
    """Ensures that the manifest names every file with its true hash, size and rows, and counts each deck."""
    returned = publish(tmp_path, [publication(count=3), rejection(OTHER)])
    manifest = read_manifest(tmp_path)
    assert manifest == returned
    assert json.loads((tmp_path / "manifest.json").read_text())["snapshot"] == manifest.snapshot
    assert (tmp_path / "current").resolve().name == manifest.snapshot
    files = manifest.files()
    for path, file in files.items():
        content = (tmp_path / path).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (file.sha256, file.bytes)
        assert pq.read_metadata(tmp_path / path).num_rows == file.rows
    on_disk = {f"{dataset}/{path.name}" for dataset in RECORDS for path in (tmp_path / dataset).iterdir()}
    assert on_disk == set(files)
    package = (tmp_path / "datapackage.json").read_bytes()
    assert manifest.datapackage == hashlib.sha256(package).hexdigest()
    published, rejected = (manifest.by_key()[DeckKey("norvale", file)] for file in (FILE, OTHER))
    assert (published.verdict, published.facts, published.refusals, published.checks_failed) == ("published", 3, 1, 1)
    assert (rejected.verdict, rejected.facts, rejected.quarantined) == ("quarantined", 0, 1)
    assert manifest.contract == CONTRACT_VERSION
    assert manifest.rows("facts") == 3


def test_datapackage(tmp_path: Path) -> None:
    """Ensures that the data package leads to files that exist and describes their columns."""
    publish(tmp_path, [publication(), publication(OTHER)])
    package = json.loads((tmp_path / "datapackage.json").read_text())
    assert [resource["name"] for resource in package["resources"]] == list(RECORDS)
    for resource in package["resources"]:
        assert resource["path"]
        for path in resource["path"]:
            assert pq.read_schema(tmp_path / path).names == [field["name"] for field in resource["schema"]["fields"]]
    facts = {field["name"]: field for field in package["resources"][2]["schema"]["fields"]}
    assert facts["value"]["type"] == "number"
    assert facts["bound"]["constraints"] == {"enum": ["low", "high"]}
    assert facts["measure"]["constraints"]["required"] is True


def test_same_bytes_in_any_order(tmp_path: Path) -> None:
    """Ensures that the same decks give the same bytes, together or one by one, in whatever order."""
    decks = [publication(), publication(OTHER), rejection("norvale/empty.md"), publication("a/b.md", company="alder")]
    publish(tmp_path / "at once", decks)
    for deck in reversed(decks):
        publish(tmp_path / "one by one", [deck])
    assert contents((tmp_path / "at once/current").resolve()) == contents((tmp_path / "one by one/current").resolve())
    assert (tmp_path / "at once/current").readlink() == (tmp_path / "one by one/current").readlink()


def test_no_change(tmp_path: Path) -> None:
    """Ensures that publishing what is there already changes no byte and no time of any file."""
    publish(tmp_path, [publication(), rejection(OTHER)])
    before = everything(tmp_path)
    publish(tmp_path, [rejection(OTHER)], gone=[DeckKey("norvale", "never seen.md")])
    publish(tmp_path, [])
    assert everything(tmp_path) == before


def test_lost_link(tmp_path: Path) -> None:
    """Ensures that a stable path that was deleted comes back with the next publication, changed or not."""
    publish(tmp_path, [publication()])
    (tmp_path / "facts").unlink()
    publish(tmp_path, [publication()])
    assert count(tmp_path, "facts") == 2


def test_other_decks_are_not_rewritten(tmp_path: Path) -> None:
    """Ensures that a publication takes the files of other decks over as hard links, and the snapshot before stays."""
    publish(tmp_path, [publication(), publication(OTHER)])
    before = (tmp_path / "current").resolve()
    publish(tmp_path, [publication(OTHER, version=2, count=5)])
    after = (tmp_path / "current").resolve()
    shared = {path.name for path in (before / "facts").iterdir()} & {path.name for path in (after / "facts").iterdir()}
    assert len(shared) == 1
    assert all((before / "facts" / name).samefile(after / "facts" / name) for name in shared)
    assert (count(before, "facts"), count(after, "facts")) == (4, 7)


def test_no_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that files are copied where the file system has no hard links."""

    def refuse(source: str, target: str) -> None:
        raise PermissionError(1, "Operation not permitted", source)

    publish(tmp_path, [publication()])
    monkeypatch.setattr(os, "link", refuse)
    publish(tmp_path, [publication(OTHER)])
    assert count(tmp_path, "facts") == 4


def test_gone(tmp_path: Path) -> None:
    """Ensures that a deck that is gone takes its rows along, and only its own."""
    publish(tmp_path, [publication(count=2), publication(OTHER, count=3)])
    manifest = publish(tmp_path, [], gone=[DeckKey("norvale", FILE)])
    assert list(manifest.by_key()) == [DeckKey("norvale", OTHER)]
    assert count(tmp_path, "facts") == 3


LET_THROUGH, FAILED = Verdict.PUBLISHED, Verdict.QUARANTINED
STEPS: dict[str, tuple[list[Publication], tuple[Verdict, int, int]]] = {
    "it is let through": ([publication(count=3)], (LET_THROUGH, 3, 0)),
    "other bytes are let through": ([publication(count=3), publication(version=2)], (LET_THROUGH, 2, 0)),
    "it fails": ([rejection()], (FAILED, 0, 1)),
    "it fails, then is let through": ([rejection(), publication(count=3)], (LET_THROUGH, 3, 0)),
    "other bytes fail": ([publication(count=3), rejection(version=2)], (FAILED, 0, 1)),
    "the same bytes fail now": ([publication(count=3), rejection()], (LET_THROUGH, 3, 1)),
    "they fail twice": ([publication(count=3), rejection(), rejection(fingerprint="r2")], (LET_THROUGH, 3, 1)),
    "they fail, then pass": ([publication(count=3), rejection(), publication(count=4)], (LET_THROUGH, 4, 0)),
    "they fail, then others do": ([publication(count=3), rejection(), rejection(version=2)], (FAILED, 0, 1)),
    "others fail, then they do": ([publication(), rejection(version=2), rejection()], (FAILED, 0, 1)),
}


@pytest.mark.parametrize(("steps", "expected"), STEPS.values(), ids=STEPS)
def test_verdicts(tmp_path: Path, steps: list[Publication], expected: tuple[Verdict, int, int]) -> None:
    """Ensures that rows stand only of bytes that passed and are still there, and that reasons are of the latest."""
    for step in steps:
        manifest = publish(tmp_path, [step])
    entry = manifest.by_key()[steps[-1].key]
    assert (entry.verdict, entry.facts, entry.quarantined) == expected
    assert (count(tmp_path, "facts"), count(tmp_path, "quarantine")) == expected[1:]
    assert entry.fingerprint == steps[-1].fingerprint


def test_gate_keeps_rows_out(tmp_path: Path) -> None:
    """Ensures that a deck that was read but has a reason against it brings that reason and no row."""
    deck = read_deck()
    reasons = (quarantined(document_id=deck.document.document_id, stage="gate"), quarantined(stage="gate", reason="b"))
    publish(tmp_path, [Publication(DeckKey("norvale", FILE), "r", deck.document.document_id, deck, reasons)])
    assert {dataset: count(tmp_path, dataset) for dataset in RECORDS if count(tmp_path, dataset)} == {"quarantine": 2}


def test_same_bytes_under_two_names(tmp_path: Path) -> None:
    """Ensures that a deck that lies in raw/ twice has its facts once and a document for each name."""
    first, key = publication(), DeckKey("norvale", "norvale/copy.md")
    assert first.read is not None
    copied = replace(first.read, document=replace(first.read.document, file=key.file))
    publish(tmp_path, [first, Publication(key, "r", first.document_id, copied)])
    assert (count(tmp_path, "facts"), count(tmp_path, "documents")) == (2, 2)
    publish(tmp_path, [], gone=[first.key])
    assert (count(tmp_path, "facts"), count(tmp_path, "documents")) == (2, 1)


@pytest.mark.parametrize("company", ["_norvale", ".norvale", "fy=2031", "日本", "n" * 240, "a/b", "a b"])
def test_company_names(tmp_path: Path, company: str) -> None:
    """Ensures that whatever a company's folder is called, its rows are found under the stable path."""
    publish(tmp_path, [publication(company=company)])
    table = pq.read_table(tmp_path / "facts")
    assert table["company"].to_pylist() == [company, company]
    assert "fy" not in table.column_names


def test_another_contract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that decks of an older contract are left out, so that no folder holds two schemas."""
    monkeypatch.setattr(following, "CONTRACT_VERSION", "0.9")
    publish(tmp_path, [publication(), publication(OTHER)])
    monkeypatch.undo()
    manifest = publish(tmp_path, [publication(OTHER)])
    assert (manifest.contract, list(manifest.by_key())) == (CONTRACT_VERSION, [DeckKey("norvale", OTHER)])
    assert count(tmp_path, "facts") == 2


def test_old_snapshots_are_collected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that the last few snapshots stay, and that going back to a kept one keeps it."""
    monkeypatch.setattr(snapshots, "KEPT_SNAPSHOTS", 3)
    names = [publish(tmp_path, [publication(version=version)]).snapshot for version in range(5)]
    assert {path.name for path in (tmp_path / "snapshots").iterdir()} == set(names[2:])
    publish(tmp_path, [publication(version=2)])
    publish(tmp_path, [publication(version=7)])
    publish(tmp_path, [publication(version=8)])
    assert names[2] in {path.name for path in (tmp_path / "snapshots").iterdir()}
    assert len(list((tmp_path / "snapshots").iterdir())) == 3


MISUSE: list[tuple[str, Callable[[], Any]]] = [
    ("neither rows nor reasons", lambda: Publication(DeckKey("norvale", FILE), "r", DOCUMENT_ID, None)),
    ("rows of another deck", lambda: Publication(DeckKey("norvale", OTHER), "r", DOCUMENT_ID, read_deck())),
    ("named twice", lambda: publish(Path("unused"), [publication(), publication()])),
    ("named twice", lambda: publish(Path("unused"), [publication()], gone=[publication().key])),
]


@pytest.mark.parametrize(("message", "misuse"), MISUSE)
def test_misuse(message: str, misuse: Callable[[], Any]) -> None:
    """Ensures that a publication that contradicts itself is a programming error before anything is written."""
    with pytest.raises(ValueError, match=message):
        misuse()


def test_unstorable_row(tmp_path: Path) -> None:
    """Ensures that a row that the contract can't hold stops the publication with nothing of it published."""
    publish(tmp_path, [publication()])
    before = contents(tmp_path)
    with pytest.raises(DocumentError):
        publish(tmp_path, [publication(OTHER), publication("norvale/bad.md", facts=[fact(page=40000)])])
    assert contents(tmp_path) == before


def a_file(curated: Path) -> None:
    """`curated` is a file."""
    curated.write_text("not a folder")


def below_a_file(curated: Path) -> None:
    """The folder above `curated` is a file, by way of a link."""
    (curated.parent / "file").write_text("")
    curated.symlink_to(curated.parent / "file" / "curated")


def a_folder_for_a_link(curated: Path) -> None:
    """Someone made a folder where a stable path belongs."""
    (curated / "facts").mkdir(parents=True)
    (curated / "facts" / "mine.csv").write_text("")


def broken_manifest(curated: Path) -> None:
    """The manifest was cut short."""
    publish(curated, [publication(OTHER)])
    manifest = (curated / "manifest.json").resolve()
    manifest.write_text(manifest.read_text()[:50])


def lost_snapshot(curated: Path) -> None:
    """The current snapshot was deleted."""
    publish(curated, [publication(OTHER)])
    (curated / "current").resolve().rename(curated.parent / "elsewhere")


def lost_file(curated: Path) -> None:
    """A published file was deleted."""
    publish(curated, [publication(OTHER)])
    next((curated / "facts").iterdir()).unlink()


@pytest.mark.parametrize(
    "spoil", [a_file, below_a_file, a_folder_for_a_link, broken_manifest, lost_snapshot, lost_file]
)
def test_spoilt_curated(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    """Ensures that a folder that can't be published to is told with its name and advice, and stays as it is."""
    curated = tmp_path / "curated"
    spoil(curated)
    pointer = (curated / "current").readlink() if (curated / "current").is_symlink() else None
    with pytest.raises(PublicationError) as caught:
        publish(curated, [publication()])
    assert str(curated) in caught.value.where
    assert caught.value.advice
    assert pointer is None or (curated / "current").readlink() == pointer
    assert not list(tmp_path.glob("curated/.staging-*"))


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not hold back root")
def test_read_only_curated(tmp_path: Path) -> None:
    """Ensures that a folder that this user may not write is told as such."""
    publish(tmp_path, [publication()])
    tmp_path.chmod(0o500)
    with pytest.raises(PublicationError, match="Permission denied"):
        publish(tmp_path, [publication(OTHER)])
    tmp_path.chmod(0o700)
