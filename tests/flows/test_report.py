"""Report: what is said of a run, and that nothing in a deck can say it differently."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deckfacts.errors import ProfileError
from deckfacts.intake import Duplicate, PlannedDeck, PublishedDeck, Status
from deckfacts.manifest import Verdict
from deckfacts.publication import publish_staged
from deckfacts.releases import Release, ReleasedDeck
from deckfacts.series.publishing import Resolver
from flows.planning import Job
from flows.report import (
    DeckReport,
    Summary,
    finish,
    summary_json,
    summary_lines,
)
from flows.units import report_of
from tests.builders import quarantined
from tests.flows.conftest import one_deck, stage


def report(job: Job, content: str | bytes = "Revenue 1") -> DeckReport:
    """The report on a deck that holds this."""
    ((_, staged),) = stage(job, one_deck(job, content, stem="one")).staged
    return report_of(staged)


def summary(*decks: DeckReport, **changed: object) -> Summary:
    """A run of these decks, and of nothing else unless it is said."""
    empty = Summary(
        decks=decks,
        unchanged=0,
        still_out=(),
        duplicates=(),
        gone=(),
        pruned=False,
        held=(),
        ignored=(),
        problems=(),
        curated=Path("curated"),
        data_docs=None,
    )
    return replace(empty, **changed)  # type: ignore[arg-type]


def test_deck_line(job: Job) -> None:
    """Ensures that a deck's line tells facts by source, refusals, unexplained numbers and checks."""
    assert report(job).line == ("norvale/one.md: 2 facts (2 table), 1 refusals, 0 unexplained, 1 of 1 checks failed")


def test_deck_line_kept_out(job: Job) -> None:
    """Ensures that the line of a deck that was kept out tells why and what to do."""
    line = report(job, b"").line
    assert line == "norvale/one.md: kept out (empty): the file is empty. Put the deck there again."


PROBLEM = ProfileError("is wrong.", where="acme.toml", advice="Correct it.")


@pytest.mark.parametrize(
    ("reasons", "problems", "code"),
    [((), (), 0), ((quarantined(),), (), 1), ((), (PROBLEM,), 2), ((quarantined(),), (PROBLEM,), 2)],
)
def test_exit_code(job: Job, reasons: tuple[object, ...], problems: tuple[object, ...], code: int) -> None:
    """Ensures that what needs correcting weighs more than a deck that was kept out."""
    assert summary(replace(report(job), quarantined=reasons), problems=problems).exit_code == code  # type: ignore[arg-type]


def test_exit_code_of_an_earlier_run() -> None:
    """Ensures that a deck stays told of for as long as it is kept out, though it is not read again."""
    assert summary(unchanged=1, still_out=("norvale/bad.md",)).exit_code == 1


def test_company_without_series(job: Job) -> None:
    """Ensures that a company whose series can't be had is told of, in every run as long as it is so."""

    def fail(_: object) -> dict[str, tuple[object, ...]]:
        raise ZeroDivisionError("surprise")

    staged = [one for _, one in stage(job, one_deck(job)).staged]
    publish_staged(job.curated, staged, resolver=Resolver(judge=fail))  # type: ignore[arg-type]
    for _ in range(2):
        found = finish(summary(curated=job.curated))
        assert found.without_series == ("norvale",)
        assert found.exit_code == 1
        assert "  norvale" in summary_lines(found)


def test_summary_lines(job: Job) -> None:
    """Ensures that the summary tells all that happened, what was assumed, and where to go next."""
    good = report(job)
    bad = replace(good, name="norvale/bad.md", status=Status.CHANGED, quarantined=(quarantined(),))
    lines = summary_lines(
        summary(
            good,
            bad,
            unchanged=3,
            still_out=("norvale/still.md",),
            duplicates=(Duplicate("norvale/copy.md", "norvale/one.md"),),
            gone=(PublishedDeck("norvale", "norvale/old.md", "0", "0"),),
            held=("acme/1q.md",),
            ignored=("norvale/x.docx",),
            unfinished=("norvale/late.pdf",),
            problems=(PROBLEM,),
            data_docs=Path("curated/data_docs/index.html"),
        )
    )
    text = "\n".join(lines)
    for words in (
        "1 new, 1 changed, 3 unchanged; 2 kept out",
        "norvale/still.md",
        "Facts: 2 (2 table)",
        "Refusals: 1; unexplained: 0",
        "Failed checks: 1 of 1",
        "no profile: the year ends in March",
        "norvale/bad.md: empty",
        "norvale/copy.md (the same as norvale/one.md)",
        "norvale/old.md",
        "--prune",
        "acme/1q.md",
        "Still being written, left for the next run:\n  norvale/late.pdf",
        "norvale/x.docx",
        "acme.toml: is wrong. Correct it.",
        "curated/facts",
        "curated/data_docs/index.html",
        f"Next: deckfacts show {good.document_id}",
    ):
        assert words in text, words


def test_summary_of_a_release() -> None:
    """Ensures that a run that changed the publication names its release, in words and as JSON, and no other does."""
    counts = {"facts": 2, "refusals": 1, "checks_failed": 0, "unexplained": 0, "quarantined": 0}
    deck = ReleasedDeck(
        company="norvale", file="a.md", document_id="0", fingerprint="1", verdict=Verdict.PUBLISHED, **counts
    )
    release = Release(
        number=7,
        released_at=datetime(2031, 8, 8, tzinfo=UTC),
        snapshot="4f0c",
        previous="0c4f",
        reader_version="1+a",
        contract="1",
        came_in=(deck,),
        changed=(deck, deck),
        withdrawn=(),
        rows={"facts": 1234},
    )
    said = summary(unchanged=1, release=release)
    assert "Release 7: 1 deck in, 2 changed, 0 withdrawn; 1,234 facts published" in summary_lines(said)
    assert json.loads(summary_json(said))["release"]["released_at"] == "2031-08-08T00:00:00Z"
    assert not any("Release" in line for line in summary_lines(summary(unchanged=1)))
    assert json.loads(summary_json(summary(unchanged=1)))["release"] is None


def test_summary_of_nothing() -> None:
    """Ensures that an empty raw folder is told of with where decks belong, and not with a place that holds nothing."""
    text = "\n".join(summary_lines(summary()))
    assert "under raw" in text
    assert "Parquet" not in text


def test_next_command(job: Job) -> None:
    """Ensures that the summary ends with a command that can be typed as it stands."""
    lines = summary_lines(summary(report(job)), program=".venv/bin/deckfacts")
    assert lines[-1].startswith("Next: .venv/bin/deckfacts show ")


def test_warnings(job: Job) -> None:
    """Ensures that warnings of the gate are counted, and not spoken of where there are none."""
    warned = replace(report(job), warnings=("No text is blank.", "A base is missing."))
    assert "Warnings of the gate: 2" in "\n".join(summary_lines(summary(warned)))
    assert "Warnings" not in "\n".join(summary_lines(summary(report(job))))


def test_many_names() -> None:
    """Ensures that a thousand ignored files do not bury the summary."""
    lines = summary_lines(summary(ignored=tuple(f"x{at}.docx" for at in range(1000))))
    assert len(lines) < 20
    assert any("990 more" in line for line in lines)


def test_summary_is_harmless(job: Job) -> None:
    """Ensures that neither a file's name nor a message can send control characters to the terminal."""
    bad = replace(report(job), name="\x1b[2J.md", quarantined=(quarantined(message="\x1b]0;x\x07"),))
    assert "\x1b" not in "\n".join([bad.line, *summary_lines(summary(bad))])


def test_summary_json(job: Job) -> None:
    """Ensures that machines get one document with a verdict for each deck."""
    said = json.loads(summary_json(summary(report(job), problems=(PROBLEM,))))
    assert [(deck["file"], deck["verdict"], deck["facts"]) for deck in said["decks"]] == [
        ("norvale/one.md", "published", {"table": 2})
    ]
    assert said["problems"] == [{"where": "acme.toml", "message": "is wrong.", "advice": "Correct it."}]
    assert said["exit_code"] == 2


def test_planned_deck_name() -> None:
    """Ensures that a deck is called by its company and file, once."""
    names = [
        PlannedDeck(Path("x"), file, company, "0", "0", Status.NEW).name
        for file, company in (("a/1q.md", "a"), ("1q.md", "a"), ("./b/1q.md", "a"), ("1q.md", None))
    ]
    assert names == ["a/1q.md", "a/1q.md", "a/b/1q.md", "1q.md"]


def test_only_unfinished() -> None:
    """Ensures that a run whose only deck is still being written says so, also as JSON, and is no failure."""
    run = summary(unfinished=("norvale/late.pdf",))
    assert "  norvale/late.pdf" in summary_lines(run)
    assert json.loads(summary_json(run))["unfinished"] == ["norvale/late.pdf"]
    assert run.exit_code == 0
