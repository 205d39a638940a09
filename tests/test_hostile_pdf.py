"""Hostile PDFs: bombs, damage at random and many pages, through the child process that reads decks in earnest.

`MUTATIONS=500` has the real decks beside the checkout damaged that many times, instead of a few.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.cases import SHARED
from bench.mutations import OTHER, SAME, Trial, run_trials
from deckfacts.errors import DocumentError
from extractors.children import ChildReader
from extractors.limits import Limits
from tests import hostile_pdfs as hostile

CHECKOUT = Path(__file__).parents[1]
COUNT = int(os.environ.get("MUTATIONS", "10"))
SMALL = Limits(memory_bytes=2**30, cpu_seconds=2)
REFUSALS = {"damaged", "encrypted", "oversized", "unsupported", "no_text_layer", "no_facts"}
"""What may be said of a damaged file; not that the reader crashed, hung or met what nobody foresaw."""


@pytest.mark.parametrize(
    ("build", "reasons"),
    [
        pytest.param(lambda: hostile.doubling_forms(30), {"timeout", "out_of_memory", "crashed"}, id="doubling forms"),
        pytest.param(lambda: hostile.bomb(300 * 2**20, 2), {"oversized"}, id="bomb in a bomb"),
        pytest.param(lambda: hostile.scattered(60_000), {"timeout"}, id="a page of 60,000 words"),
        pytest.param(lambda: hostile.drawing(b"q " * 2_000_000), {"no_text_layer"}, id="two million saved states"),
        pytest.param(lambda: hostile.many_pages(2000), {"oversized"}, id="2,000 pages"),
        pytest.param(hostile.huge_page, {"no_text_layer"}, id="a page as large as a city"),
    ],
)
def test_bombs(build: Callable[[], bytes], reasons: set[str], tmp_path: Path) -> None:
    """Ensures that a file made to hang or fill the memory ends as an error of that deck, with what to do."""
    path = tmp_path / "4q.pdf"
    path.write_bytes(build())
    with pytest.raises(DocumentError) as caught:
        ChildReader(limits=SMALL)(path, file="norvale/4q.pdf", company="norvale", profile=None)
    assert caught.value.reason in reasons
    assert caught.value.advice


def faults(trials: list[Trial], *, edited: bool) -> list[str]:
    """The trials that ended as none may. An edited number in a plain dictionary has no checksum that tells of it."""
    allowed = REFUSALS | {SAME} | ({OTHER} if edited else set())
    return [f"{one.number} of {one.deck}: {one.outcome} ({one.says})" for one in trials if one.outcome not in allowed]


def split(trials: list[Trial]) -> tuple[list[Trial], list[Trial]]:
    """Those with edited numbers, and those with bytes turned, lost or repeated."""
    edited = [trial for trial in trials if trial.mutation == "edit_numbers"]
    return edited, [trial for trial in trials if trial not in edited]


def test_mutations(tmp_path: Path) -> None:
    """Ensures that a deck damaged at random is refused, or read with each of its numbers as it was."""
    (tmp_path / "4q.pdf").write_bytes(hostile.sound(4))
    edited, torn = split(list(run_trials([tmp_path / "4q.pdf"], 25, seed=1)))
    assert faults(torn, edited=False) == []
    assert faults(edited, edited=True) == []
    assert {trial.outcome for trial in torn} >= {SAME, "damaged"}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real decks are not beside this checkout")
def test_mutations_of_real_decks() -> None:
    """Ensures that real decks that are damaged are refused or read as they were, a few or as many as are asked for."""
    decks = sorted((SHARED / "decks").rglob("*.pdf"), key=lambda path: path.stat().st_size)
    edited, torn = split(list(run_trials(decks if COUNT > 10 else decks[:1], COUNT, seed=2)))
    assert faults(torn, edited=False) == []
    assert faults(edited, edited=True) == []


MEASURE = """
import resource, sys
from pathlib import Path
from extractors.pdf import document
real = document.read_page
def read_page(*arguments):
    if arguments[-1] in (50, 300):
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    return real(*arguments)
document.read_page = read_page
document.extract_pdf(Path(sys.argv[1]).read_bytes(), where="")
"""
PAGE_MAY_LEAVE = 2**16
"""Bytes: its texts and numbers, of which the deck is made. A page that is not closed leaves 8 MB with some readers."""


def test_memory_is_flat(tmp_path: Path) -> None:
    """Ensures that memory hardly grows from page 50 to page 300."""
    (tmp_path / "300.pdf").write_bytes(hostile.sound(300))
    command = [sys.executable, "-c", MEASURE, str(tmp_path / "300.pdf")]
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT)}
    out = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    early, late = (int(line) * (1 if sys.platform == "darwin" else 1024) for line in out.split())
    assert early > 0
    assert late - early <= 250 * PAGE_MAY_LEAVE
