"""The gate itself: what a verdict says, from several threads, without a network, in words that a user understands."""

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest
from great_expectations.execution_engine import pandas_execution_engine

from deckfacts.contract import ReadDeck, Severity
from expectations.verdict import STAGE, Failure, Verdict, quarantine_rows
from tests.expectations.builders import DOCUMENT_ID, check, fact, good_deck, judge

ROOT = Path(__file__).parents[2]

MOST_TIMES = 2.0
"""What 300 facts more may cost; they take 1.1 times what the small deck does. A row that costs 6 ms is seen."""


@pytest.fixture(scope="module")
def good() -> Verdict:
    """The verdict on a deck that holds the contract."""
    return judge(good_deck())


def test_good_deck_passes(good: Verdict) -> None:
    """Ensures that a deck which holds the contract passes without a word, every suite having been run."""
    assert good.passed
    assert good.failures == ()
    assert good.document_id == DOCUMENT_ID
    assert [one.dataset for one in good.results] == ["documents", "tables", "facts", "refusals", "checks", "ledger"]
    assert good.evaluated == sum(len(json.loads(one.result)["results"]) for one in good.results)


def test_frames_are_not_fingerprinted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that Great Expectations makes no hash of each frame, which nobody reads."""
    asked: list[object] = []
    monkeypatch.setattr(pandas_execution_engine, "hash_pandas_dataframe", asked.append)
    assert judge(good_deck()).passed
    assert asked == []


def test_verdict_is_the_same_again(good: Verdict) -> None:
    """Ensures that judging again gives the same verdict, evidence included: no id, time or path of a run is in it."""
    assert judge(good_deck()) == good


def test_warning_keeps_passed() -> None:
    """Ensures that a deck with nothing but a warning passes, and that nothing of it goes to quarantine."""
    read = good_deck(facts={0: fact(0, value=Decimal("77"))})
    verdict = judge(read)
    assert verdict.passed
    assert [failure.severity for failure in verdict.failures] == [Severity.WARNING]
    assert quarantine_rows(verdict, read.document) == ()


def test_message_says_what_and_how_many() -> None:
    """Ensures that a failure's message has the rule in words, how many rows break it, and one of them."""
    (failure,) = judge(good_deck(facts={0: fact(0, value=Decimal("77000000"))})).failures
    assert failure.message == (
        "The value, taken to its decimals, has the digits that are printed. Broken by 1 of 40 rows, "
        "for example printed JPY1,234 million, value 77000000, decimals -6."
    )


def test_row_ids_are_limited() -> None:
    """Ensures that a failure names twenty rows and counts all."""
    wrong = {number: fact(number, printed="none") for number in range(30)}
    failure = next(one for one in judge(good_deck(facts=wrong)).failures if one.column == "printed")
    assert len(failure.row_ids) == 20
    assert "30 of 40 rows" in failure.message


@pytest.mark.parametrize(
    ("read", "reason", "words"),
    [
        (good_deck(about={"unexplained": 3}), "unexplained_numbers", "numbers 50, unexplained 3"),
        (good_deck(about={"facts": 41}), "counts_disagree", "as many facts as there are rows"),
        (good_deck(facts={2: fact(2, line=0)}), "broken_contract", "page, line are 1 or more"),
        (
            good_deck(checks=tuple(check(number, severity=Severity.CRITICAL) for number in range(9))),
            "too_many_contradictions",
            "critical_checks 9, facts 40",
        ),
        (
            good_deck(facts={number: fact(number, value=Decimal(77)) for number in range(9)}),
            "misread_numbers",
            "9 of 40 rows",
        ),
    ],
    ids=["ledger", "counts", "contract", "contradictions", "misread"],
)
def test_quarantine(read: ReadDeck, reason: str, words: str) -> None:
    """Ensures that what holds a deck back is told once, with its reason, its figures and what to do."""
    verdict = judge(read)
    assert not verdict.passed
    (row,) = quarantine_rows(verdict, read.document)
    assert (row.stage, row.reason, row.file, row.document_id) == (STAGE, reason, read.document.file, DOCUMENT_ID)
    assert words in row.message
    assert row.advice.endswith(".")


def test_quarantine_of_raised() -> None:
    """Ensures that an expectation which could not be evaluated holds the deck back, whatever its severity says."""
    failure = Failure("facts", "expect_bounds_in_pairs", Severity.WARNING, None, "It raised.", (), raised=True)
    (row,) = quarantine_rows(
        Verdict(DOCUMENT_ID, passed=False, failures=(failure,), evaluated=1, results=()), good_deck().document
    )
    assert row.reason == "not_evaluated"


def test_threads(good: Verdict) -> None:
    """Ensures that decks judged at the same time get the verdicts that they get alone."""
    decks = [good_deck(), good_deck(about={"unexplained": 1}), good_deck(facts={0: fact(0, line=0)}), good_deck()]
    with ThreadPoolExecutor(4) as pool:
        verdicts = list(pool.map(judge, decks))
    names = [[failure.expectation for failure in verdict.failures] for verdict in verdicts]
    assert names == [[], ["expect_ledger_to_close"], ["expect_at_least_one"], []]
    assert verdicts[0] == verdicts[3] == good


def test_no_network_and_no_noise(tmp_path: Path) -> None:
    """Ensures that the gate opens no connection, prints nothing and writes nothing, from import to Data Docs."""
    script = (
        "import socket, sys\n"
        "def refuse(*args, **kwargs): sys.exit('a connection was tried')\n"
        "socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse\n"
        "from pathlib import Path\n"
        "from tests.expectations.builders import build_data_docs, good_deck, judge\n"
        "build_data_docs([judge(good_deck(about={'unexplained': 1}))], Path(sys.argv[1]))\n"
    )
    home, docs = tmp_path / "home", tmp_path / "docs"
    home.mkdir()
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script, str(docs)],
        cwd=home,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (docs / "index.html").is_file()
    assert list(home.iterdir()) == []


def test_verdict_costs_no_great_expectations() -> None:
    """Ensures that the records of a verdict can be imported without the eight seconds of Great Expectations."""
    script = "import sys, expectations.verdict; sys.exit('great_expectations' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


def seconds_of(deck: ReadDeck) -> float:
    """Processor time of this thread alone that judging a deck takes, at best."""

    def once() -> float:
        start = time.thread_time()
        judge(deck)
        return time.thread_time() - start

    return min(once() for _ in range(3))


def test_speed() -> None:
    """Ensures that hundreds of facts more cost little, as a suite's price is that of its expectations, not its rows.

    Beside the price of a small deck, since seconds alone tell of the machine: these vary threefold.
    """
    judge(good_deck())  # what is loaded once is loaded
    large = good_deck(extra_facts=tuple(fact(number) for number in range(100, 400)))
    assert seconds_of(large) < MOST_TIMES * seconds_of(good_deck())
