"""Fakes: a reader that does what a file's first words say, and a gate that lets through all but one deck."""

import errno
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from deckfacts.contract import Document, Quarantined, ReadDeck, Severity
from deckfacts.corrections import Correction
from deckfacts.errors import EmptyDocumentError, UndecodableDocumentError
from deckfacts.profiles import Profile
from deckfacts.staging import DeckRows
from expectations.pages import ENTRY, Write, entry_of, folder_of
from expectations.verdict import Failure, Verdict
from flows.stages import Parts
from tests import builders

NAME = "Norvale Networks"

calls: list[str] = []
"""The files that the reader was asked for, in order."""


def fake_read(
    path: Path,
    *,
    file: str,
    company: str | None,
    profile: Profile | None,
    corrections: Sequence[Correction] = (),
) -> ReadDeck:
    """Two facts for any text, and an error of each kind for an empty file, a binary one, and some words."""
    calls.append(file)
    data = path.read_bytes()
    if not data:
        raise EmptyDocumentError("the file is empty.", where=file, advice="Put the deck there again.")
    if b"\0" in data:
        raise UndecodableDocumentError("the file is no text.", where=file, advice="Save it as text.")
    if data.startswith(b"offline"):
        raise OSError(errno.EIO, "Input/output error")
    if data.startswith(b"surprise"):
        raise ZeroDivisionError("division by <b>zero</b>")
    read = builders.read_deck(file, company=company or "from-the-deck")
    sha256 = hashlib.sha256(data).hexdigest()
    own = {"document_id": sha256[:16]}
    assumptions = () if profile else ("no profile: the year ends in March",)
    return ReadDeck(
        document=replace(read.document, sha256=sha256, company_name=NAME, assumptions=assumptions, **own),
        tables=tuple(replace(one, **own) for one in read.tables),
        facts=tuple(replace(one, **own) for one in read.facts),
        refusals=tuple(replace(one, **own) for one in read.refusals),
        checks=tuple(replace(one, **own) for one in read.checks),
    )


def fake_judge(decks: Sequence[DeckRows]) -> list[Verdict]:
    """Nothing passes that comes from a file called `contradictory`; one called `doubtful` passes with a warning."""
    return [_fake_verdict(rows.document) for rows in decks]


def _fake_verdict(document: Document) -> Verdict:
    known = {"contradictory": Severity.CRITICAL, "doubtful": Severity.WARNING}
    severity = known.get(Path(document.file).stem)
    failures = (Failure("facts", "expect_sense", severity, None, "It makes no sense.", ()),) if severity else ()
    passed = severity is not Severity.CRITICAL
    return Verdict(document.document_id, passed, failures, 1, (), document.file, document.company)


def fake_reasons(verdict: Verdict, document: Document) -> tuple[Quarantined, ...]:
    """One row for each failure."""
    own = {"document_id": document.document_id, "company": document.company, "file": document.file}
    return tuple(
        builders.quarantined(**own, reason="no_sense", message=one.message)
        for one in verdict.failures
        if not verdict.passed
    )


def fake_docs(verdict: Verdict, folder: Path, write: Write) -> None:
    """No pages but what the index says."""
    write(folder / folder_of(verdict.company, verdict.document_id) / ENTRY, entry_of(verdict))


def fake_parts() -> Parts:
    """All of them."""
    return Parts(
        read=fake_read, judge=fake_judge, reasons=fake_reasons, write_docs=fake_docs, judge_series=lambda _: {}
    )
