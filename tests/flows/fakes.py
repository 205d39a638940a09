"""Fakes: a reader that does what a file's first words say, and a gate that lets through all but one deck."""

import errno
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from deckfacts.contract import Quarantined, ReadDeck, Severity
from deckfacts.corrections import Correction
from deckfacts.errors import EmptyDocumentError, UndecodableDocumentError
from deckfacts.profiles import Profile
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


def fake_judge(read: ReadDeck) -> Verdict:
    """Nothing passes that comes from a file called `contradictory`; one called `doubtful` passes with a warning."""
    known = {"contradictory": Severity.CRITICAL, "doubtful": Severity.WARNING}
    severity = known.get(Path(read.document.file).stem)
    failures = (Failure("facts", "expect_sense", severity, None, "It makes no sense.", ()),) if severity else ()
    return Verdict(read.document.document_id, severity is not Severity.CRITICAL, failures, 1, ())


def fake_reasons(verdict: Verdict, read: ReadDeck) -> tuple[Quarantined, ...]:
    """One row for each failure."""
    own = {"document_id": read.document.document_id, "company": read.document.company, "file": read.document.file}
    return tuple(
        builders.quarantined(**own, reason="no_sense", message=one.message)
        for one in verdict.failures
        if not verdict.passed
    )


def fake_docs(verdicts: Sequence[Verdict], folder: Path) -> Path:
    """A page that counts the verdicts."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(f"{len(verdicts)} decks", encoding="utf-8")
    return folder / "index.html"


def fake_parts() -> Parts:
    """All of them."""
    return Parts(
        read=fake_read, judge=fake_judge, reasons=fake_reasons, build_docs=fake_docs, judge_series=lambda _: {}
    )
