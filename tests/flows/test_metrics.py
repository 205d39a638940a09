"""Metrics: that what is published, kept out, run and due can be scraped, and nothing else."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from deckfacts.cli import main
from deckfacts.errors import PublicationError
from deckfacts.publication import publish
from deckfacts.runs import RunCounts, Trigger, begin_run, end_run
from flows.metrics import metrics_json, metrics_text, write_metrics
from tests.builders import publication, quarantined, rejection

DAY = date(2031, 8, 15)
COUNTS = RunCounts(
    new=3, changed=1, unchanged=7, published=3, kept_out=1, held=2, facts=410, refusals=31, failed_checks=5
)


def run(curated: Path, exit_code: int | None, counts: RunCounts | None = COUNTS) -> None:
    """A run that ended so, or was killed."""
    started = begin_run(curated, trigger=Trigger.COMMAND, reader_version="1+a")
    if exit_code is not None:
        end_run(started, exit_code=exit_code, counts=counts)


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    """Two decks of norvale and one of acme, of which one was kept out for two reasons."""
    folder = tmp_path / "curated"
    bad = rejection("acme/bad.txt", company="acme")
    (reason,) = bad.quarantined
    bad = replace(bad, quarantined=(reason, replace(reason, reason="damaged"), replace(reason, reason="damaged")))
    publish(folder, [publication(count=3), publication("norvale/2q.md"), bad])
    return folder


def numbers(text: str) -> dict[str, float]:
    """Each number by its name and labels, `decks{norvale,published}`."""
    found = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = ",".join(sample.labels.values())
            name = sample.name.removeprefix("deckfacts_")
            found[f"{name}{{{labels}}}" if labels else name] = sample.value
    return found


def test_decks(curated: Path) -> None:
    """Ensures that decks, facts, refusals, checks and reasons are counted, by company at most."""
    found = numbers(metrics_text(curated, DAY))
    assert {name: value for name, value in found.items() if not re.match("run|last|deck_", name)} == {
        "decks{acme,published}": 0,
        "decks{acme,quarantined}": 1,
        "decks{norvale,published}": 2,
        "decks{norvale,quarantined}": 0,
        "facts{acme}": 0,
        "facts{norvale}": 5,
        "refusals{acme}": 0,
        "refusals{norvale}": 2,
        "unexplained_numbers{acme}": 0,
        "unexplained_numbers{norvale}": 0,
        "failed_checks{acme}": 0,
        "failed_checks{norvale}": 2,
        "gate_warnings{acme}": 0,
        "gate_warnings{norvale}": 0,
        "quarantine_reasons{damaged}": 2,
        "quarantine_reasons{empty}": 1,
        "decks_overdue": 0,
    }


def test_no_runs(curated: Path) -> None:
    """Ensures that what no run has come to yet is absent, and no zero that an alert would take for a time."""
    found = numbers(metrics_text(curated, DAY))
    assert [name for name in found if name.startswith("last_")] == []
    assert (found["runs_without_end"], found["run_records_unreadable"]) == (0, 0)


def test_runs(curated: Path) -> None:
    """Ensures that the last run that ended and the last that did its work are told of, and those that were killed."""
    for code in (0, 1):
        run(curated, code)
    run(curated, None)
    run(curated, 2, counts=None)
    (curated / "runs" / "000009.json").write_text("half", encoding="utf-8")
    found = numbers(metrics_text(curated, DAY))
    assert (found["last_run_number"], found["last_run_exit_code"]) == (4, 2)
    assert (found["runs_without_end"], found["run_records_unreadable"]) == (1, 1)
    assert found["last_success_timestamp_seconds"] <= found["last_run_ended_timestamp_seconds"]
    assert found["last_run_started_timestamp_seconds"] > 1.7e9
    assert not any(name.startswith("last_run_decks") for name in found)
    run(curated, 1)
    found = numbers(metrics_text(curated, DAY))
    assert found["last_run_decks{kept_out}"] == 1
    assert found["last_run_decks{unchanged}"] == 7
    assert found["last_run_duration_seconds"] >= 0


def test_overdue(curated: Path) -> None:
    """Ensures that a late deck is counted with its days, and a company whose time nobody knows has no number."""
    found = numbers(metrics_text(curated, date(2031, 12, 31)))
    assert (found["decks_overdue"], found["deck_overdue_days{norvale}"]) == (1, 53)
    assert "deck_overdue_days{acme}" not in found
    assert numbers(metrics_text(curated, DAY))["deck_overdue_days{norvale}"] == 0
    assert numbers(metrics_text(curated, date(2041, 1, 1)))["decks_overdue"] == 0, "an archive"


def test_labels_are_escaped(tmp_path: Path) -> None:
    """Ensures that what stands in a label can't make a metric of its own."""
    bad = rejection("norvale/bad.txt")
    forged = 'a"} 1\ndeckfacts_decks_overdue 99\n#'
    publish(tmp_path, [replace(bad, quarantined=(quarantined(reason=forged, document_id=bad.document_id),))])
    found = numbers(metrics_text(tmp_path, DAY))
    assert found["decks_overdue"] == 0
    assert found[f"quarantine_reasons{{{forged}}}"] == 1


def test_file(curated: Path, tmp_path: Path) -> None:
    """Ensures that the file is the text, replaced whole, with nothing left beside it."""
    folder = tmp_path / "collector"
    folder.mkdir()
    path = folder / "deckfacts.prom"
    path.write_text("old", encoding="utf-8")
    write_metrics(path, curated, DAY)
    assert path.read_text(encoding="utf-8") == metrics_text(curated, DAY)
    assert list(folder.iterdir()) == [path]
    with pytest.raises(OSError, match="No such file"):
        write_metrics(tmp_path / "nowhere" / "deckfacts.prom", curated, DAY)


def test_command(curated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ensures that `deckfacts metrics` prints them, also as JSON, and says what to do where there is nothing."""
    assert main(["metrics", "--curated", str(curated)]) == 0
    assert numbers(capsys.readouterr().out)["facts{norvale}"] == 5
    assert main(["metrics", "--curated", str(curated), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["metrics"]
    assert {"name": "deckfacts_facts", "labels": {"company": "norvale"}, "value": 5.0} in found
    assert main(["metrics", "--curated", str(tmp_path / "nowhere")]) == 2
    assert "deckfacts ingest" in capsys.readouterr().err


def test_nothing_published(tmp_path: Path) -> None:
    """Ensures that a folder of runs that published nothing has metrics of those runs, and an empty one is an error."""
    with pytest.raises(PublicationError, match="nothing has been published"):
        metrics_json(tmp_path, DAY)
    run(tmp_path, 3, counts=None)
    assert numbers(metrics_text(tmp_path, DAY))["last_run_exit_code"] == 3


def test_documented(curated: Path) -> None:
    """Ensures that each metric stands in the documents with its labels."""
    run(curated, 0)
    text = (Path(__file__).parents[2] / "docs" / "seeing.md").read_text(encoding="utf-8")
    families = list(text_string_to_metric_families(metrics_text(curated, DAY)))
    assert len(families) > 15
    for family in families:
        short = re.sub(r"^deckfacts_(last_run)?_?", "_", family.name)
        assert f"`{family.name}" in text or f"`{short}`" in text, family.name
        labels = ",".join(sorted(family.samples[0].labels)) if family.samples else ""
        assert not labels or f"{family.name}{{{labels}}}" in text or f"`{short}`" in text, family.name
