"""Planning with corrections: which decks are read again, which wait, and what is told of corrections of no deck."""

from dataclasses import replace
from pathlib import Path

import pytest

from flows.planning import Job, prepare
from tests.flows.conftest import put

CORRECTION = """
[[correction]]
deck = "{deck}"
line = 1
printed = "1"
expect = {{ value = "1" }}
set = {{ value = "{value}" }}
reason = "An erratum."
reviewer = "A. Person"
"""


@pytest.fixture
def corrected(job: Job, tmp_path: Path) -> Job:
    """A job with a folder for corrections and two decks."""
    (tmp_path / "corrections").mkdir()
    put(job, a="Revenue 1", b="Revenue 2")
    return replace(job, corrections=tmp_path / "corrections")


def write(job: Job, *decks: str, company: str = "norvale", value: str = "2") -> None:
    """A company's corrections, one for each deck."""
    text = "".join(CORRECTION.format(deck=deck, value=value) for deck in decks)
    (job.corrections / f"{company}.toml").write_text(text, encoding="utf-8")


def fingerprints(job: Job) -> dict[str, str]:
    """What tells of each deck whether it has to be read again."""
    return {deck.file: deck.fingerprint for deck in prepare(job).plan.decks}


def changed(job: Job, before: dict[str, str]) -> list[str]:
    """The decks that have to be read again since."""
    return [file for file, mark in fingerprints(job).items() if before[file] != mark]


def test_only_corrected_decks(corrected: Job) -> None:
    """Ensures that only a deck whose own corrections are new, changed or gone is read again."""
    plain = fingerprints(corrected)
    write(corrected, "a.md")
    assert changed(corrected, plain) == ["norvale/a.md"]
    assert len(prepare(corrected).corrections["norvale"].for_deck("norvale/a.md", "")) == 1
    first = fingerprints(corrected)
    write(corrected, "a.md", value="3")
    assert changed(corrected, first) == ["norvale/a.md"]
    write(corrected, "b.md")
    assert changed(corrected, first) == ["norvale/a.md", "norvale/b.md"]
    assert changed(corrected, plain) == ["norvale/b.md"]


def test_wrong_corrections_hold_their_company(corrected: Job) -> None:
    """Ensures that corrections with a typing error hold back all of their company's decks, and no others."""
    plain = fingerprints(corrected)
    (corrected.raw / "other").mkdir()
    (corrected.raw / "other" / "1q.md").write_text("Revenue 3", encoding="utf-8")
    (corrected.corrections / "norvale.toml").write_text('[[correction]]\ndek = "a.md"\n', encoding="utf-8")
    prepared = prepare(corrected)
    assert [deck.file for deck in prepared.decks] == ["other/1q.md"]
    assert [deck.file for deck in prepared.held] == ["norvale/a.md", "norvale/b.md"]
    assert ['unknown key "correction.0.dek"' in problem.message for problem in prepared.problems] == [True]
    assert all(plain[deck.file] != deck.fingerprint for deck in prepared.held), "or those published would not wait"


@pytest.mark.parametrize(
    ("deck", "company", "told"),
    [("a.md", "norvale", False), ("c.md", "norvale", True), ("a.md", "other", True)],
)
def test_correction_of_no_deck(corrected: Job, deck: str, company: str, *, told: bool) -> None:
    """Ensures that a correction that names no deck is told of, and holds no other deck back."""
    write(corrected, deck, company=company)
    prepared = prepare(corrected)
    assert [f'"{deck}"' in problem.message for problem in prepared.problems] == [True] * told
    assert len(prepared.decks) == 2


def test_paths_alone(corrected: Job) -> None:
    """Ensures that a run that was given paths says nothing of the corrections of other decks."""
    write(corrected, "c.md")
    prepared = prepare(replace(corrected, paths=(corrected.raw / "norvale" / "a.md",)))
    assert prepared.problems == ()
