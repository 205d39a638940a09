"""Kills: the short form of `python -m bench.kills`, with whole ingests of real decks on a real server."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench.kills import fault_of, put_decks, tree
from deckfacts.publication import publish
from flows.planning import Job
from tests.builders import publication

CHECKOUT = Path(__file__).parents[2]


@pytest.mark.usefixtures("prefect_server")
def test_kills_and_pairs() -> None:
    """Ensures that after an ingest that was killed at any moment, and of two at once, all is as if nothing had been."""
    words = [sys.executable, "-m", "bench.kills", "--kills", "5", "--pairs", "2", "--quick", "--seed", "1"]
    done = subprocess.run(words, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "killed: 5, of which 0 went wrong\npairs: 2, of which 0 went wrong\n")


def test_faults_are_found(tmp_path: Path) -> None:
    """Ensures that the bench sees a file that is missing, changed or left over, and a run that is not on record."""
    job = Job(raw=tmp_path / "raw", curated=tmp_path / "curated", profiles=tmp_path / "profiles")
    publish(job.curated, [publication()])
    expected = tree(job.curated)
    assert fault_of(job, expected | {"facts/other": ""}) == "1 differ, such as facts/other"
    (job.curated / ".staged").mkdir()
    (job.curated / ".staged" / "left").touch()
    assert fault_of(job, expected) == "1 differ, such as .staged/left"
    (job.curated / ".staged" / "left").unlink()
    assert fault_of(job, expected) == "the releases do not tell what is published"


def test_decks(tmp_path: Path) -> None:
    """Ensures that an ingest has twenty decks, and one that is none."""
    put_decks(tmp_path)
    assert len(list(tmp_path.rglob("*.*"))) == 21
