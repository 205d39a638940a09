"""Screen: decks judged together get the verdicts that they get alone."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pyarrow as pa
import pytest

from deckfacts.contract import Bound, ReadDeck, Severity, stable_id
from deckfacts.manifest import DeckKey
from deckfacts.publication import Publication, stage_deck
from deckfacts.staging import DeckRows, rows_of, staged_rows
from expectations import gate
from expectations.gate import judge_decks
from expectations.screen import screen
from expectations.verdict import Verdict
from tests.expectations.builders import cell, check, fact, good_deck, refusal

CRITICAL = Severity.CRITICAL


def deck_of(name: str, read: ReadDeck) -> ReadDeck:
    """The same deck as another document, its rows with ids of their own."""
    sha = sha256(name.encode()).hexdigest()
    own = {"document_id": sha[:16]}
    named = {one.fact_id: stable_id(name, one.fact_id) for one in read.facts}
    return ReadDeck(
        document=replace(read.document, file=f"nobody/{name}.md", sha256=sha, **own),
        tables=tuple(replace(one, **own) for one in read.tables),
        facts=tuple(replace(one, fact_id=named[one.fact_id], **own) for one in read.facts),
        refusals=tuple(replace(one, refusal_id=stable_id(name, one.refusal_id), **own) for one in read.refusals),
        checks=tuple(
            replace(
                one,
                check_id=stable_id(name, one.check_id),
                fact_ids=tuple(named.get(one_id, one_id) for one_id in one.fact_ids),
                **own,
            )
            for one in read.checks
        ),
    )


PLANTED: dict[str, Callable[[], ReadDeck]] = {
    "ledger": lambda: good_deck(about={"unexplained": 3}),
    "counts": lambda: good_deck(about={"facts": 41}),
    "line": lambda: good_deck(facts={2: fact(2, line=0)}),
    "misread once": lambda: good_deck(facts={0: fact(0, value=Decimal(77))}),
    "misread often": lambda: good_deck(facts={number: fact(number, value=Decimal(77)) for number in range(9)}),
    "contradictions": lambda: good_deck(checks=tuple(check(number, severity=CRITICAL) for number in range(9))),
    "bounds": lambda: good_deck(facts={3: fact(3, bound=Bound.LOW)}),
    "same id twice": lambda: good_deck(extra_facts=(fact(9000), fact(9000)), about={"facts": 42}),
    "cell": lambda: good_deck(tables=(cell(80), cell(80))),
    "refusal": lambda: good_deck(refusals=(refusal(0, line=0),)),
    "unknown fact": lambda: good_deck(checks=(check(0, fact_ids=("nowhere",)),)),
}


def test_verdicts_are_those_of_each_deck_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that each fault is found in its own deck, among good ones, exactly as when it is judged alone."""
    real, known = gate.judge, dict[str, Verdict]()

    def judge_once(rows: DeckRows) -> Verdict:
        """Each takes seconds."""
        if rows.document.document_id not in known:
            known[rows.document.document_id] = real(rows)
        return known[rows.document.document_id]

    monkeypatch.setattr(gate, "judge", judge_once)
    read = [deck_of(name, make()) for name, make in PLANTED.items()]
    good = [deck_of(f"good {number}", good_deck()) for number in range(4)]
    decks = [rows_of(one) for one in (good[0], *read, *good[1:])]
    together = judge_decks(decks)
    assert together == [judge_decks([one])[0] for one in decks]
    assert [bool(verdict.failures) for verdict in together] == [False, *[True] * len(read), False, False, False]


def test_good_decks_are_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that decks without a fault cost one judgement together, and not one each."""
    alone: list[DeckRows] = []
    monkeypatch.setattr(gate, "judge", alone.append)
    verdicts = judge_decks([rows_of(deck_of(str(number), good_deck())) for number in range(5)])
    assert (alone, {verdict.passed for verdict in verdicts}) == ([], {True})


def tables(name: str, **changed: Any) -> dict[str, pa.Table]:
    """The datasets of a good deck, some of them replaced."""
    return {**rows_of(deck_of(name, good_deck())).tables, **changed}


def test_what_cannot_be_told_of_one_deck() -> None:
    """Ensures that a deck without the contract's shape, or with rows of another, is a suspect, and the others none."""
    first, second = tables("first"), tables("second")
    shapeless = first | {"facts": first["facts"].drop_columns(["value"])}
    foreign = tables("third", checks=second["checks"])
    assert screen([shapeless, second, foreign])[0] == {0, 2}


def test_the_same_bytes_in_two_companies() -> None:
    """Ensures that decks with the same document_id are judged by themselves: their rows can't be told apart."""
    first = rows_of(deck_of("one", good_deck()))
    other = replace(first.document, company="somebody")
    assert screen([dict(first.tables), dict(first.tables)])[0] == {0, 1}
    assert [one.passed for one in judge_decks([first, DeckRows(other, first.tables)])] == [True, True]


def test_deck_that_was_staged() -> None:
    """Ensures that rows that come from the files of a deck are judged as those are that come from its reading."""
    read = good_deck()
    key = DeckKey(read.document.company, read.document.file)
    staged = stage_deck(Publication(key, "", read.document.document_id, read))
    assert gate.judge(staged_rows(staged.contents)) == gate.judge(rows_of(read))
    assert gate.judge(staged_rows(staged.contents)).passed
