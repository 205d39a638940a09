"""Difference: which facts count as changed, new and gone, and why."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from deckfacts.contract import Box, Fact, Qualifier, Source
from deckfacts.difference import Cause, DeckFacts, Differences, Kind, compare_decks
from deckfacts.manifest import DeckKey
from tests.builders import COMPANY, DOCUMENT_ID, FILE, fact

KEY = DeckKey(COMPANY, FILE)
OTHER_ID = "ffff000011112222"


def deck(*facts: Fact, document_id: str = DOCUMENT_ID) -> dict[DeckKey, DeckFacts]:
    """A publication of one deck."""
    return {KEY: DeckFacts(document_id, facts)}


def other(*facts: Fact) -> dict[DeckKey, DeckFacts]:
    """The same deck with other bytes, whose facts have other ids."""
    renamed = (replace(one, fact_id=f"other-{at}", document_id=OTHER_ID) for at, one in enumerate(facts))
    return deck(*renamed, document_id=OTHER_ID)


def told(differences: Differences) -> list[tuple[str, str, str | None, str | None]]:
    """Kind, cause, printed before and printed after of each row."""
    return [
        (row.kind, row.cause, row.before.printed if row.before else None, row.after.printed if row.after else None)
        for row in differences.rows
    ]


@pytest.mark.parametrize(
    ("changed", "cause"),
    [
        ({"value": Decimal(4211000000), "printed": "4,211"}, Cause.READER),
        ({"concept": "net_sales"}, Cause.READER),
        ({"segment": "Transit"}, Cause.READER),
        ({"period_end": date(2031, 9, 30)}, Cause.READER),
        ({"context": "another"}, Cause.READER),
        ({"source": Source.BULLET}, Cause.READER),
        ({"page": 3, "line": None, "bbox": Box(1, 2, 3, 4)}, Cause.READER),
        ({"extractor": "text 2"}, Cause.READER),
        ({"value": Decimal(1), "correction_id": "c1"}, Cause.CORRECTION),
        ({"correction_id": "c1"}, Cause.CORRECTION),
    ],
)
def test_same_bytes_read_differently(changed: dict[str, Any], cause: Cause) -> None:
    """Ensures that any column that differs is a change, by a correction where its id differs, else by the reader."""
    for before, after in ((fact(), fact(**changed)), (fact(**changed), fact())):
        differences = compare_decks(deck(before), deck(after))
        (row,) = differences.rows
        assert (row.kind, row.cause, row.before, row.after) == (Kind.CHANGED, cause, before, after)
        assert set(row.columns) == set(changed)
        assert differences.unchanged == 0


def test_corrected_before_and_now() -> None:
    """Ensures that a fact whose correction stands in both is changed by the reader."""
    before, after = fact(correction_id="c1"), fact(correction_id="c1", label="Revenues")
    assert told(compare_decks(deck(before), deck(after))) == [("changed", "reader", "4,210", "4,210")]


def test_same_bytes_new_and_gone() -> None:
    """Ensures that a fact that only one reading of the same bytes gives is new or gone by the reader."""
    before = deck(fact(fact_id="a", printed="1"), fact(fact_id="b", printed="2"))
    after = deck(fact(fact_id="b", printed="2"), fact(fact_id="c", printed="3"))
    differences = compare_decks(before, after)
    assert told(differences) == [("gone", "reader", "1", None), ("new", "reader", None, "3")]
    assert differences.unchanged == 1


def test_deck_came_and_went() -> None:
    """Ensures that all facts of a deck that one side has alone are new or gone by the source."""
    assert told(compare_decks({}, deck(fact()))) == [("new", "source", None, "4,210")]
    assert told(compare_decks(deck(fact()), {})) == [("gone", "source", "4,210", None)]
    kept_out = {KEY: DeckFacts(DOCUMENT_ID, ())}
    assert told(compare_decks(kept_out, deck(fact()))) == [("new", "reader", None, "4,210")]


@pytest.mark.parametrize(
    "changed",
    [
        {"value": Decimal(4211000000)},
        {"decimals": -5},
        {"qualifier": Qualifier.APPROXIMATELY},
        {"printed": "4,210.0"},
    ],
)
def test_other_bytes_say_another_number(changed: dict[str, Any]) -> None:
    """Ensures that a number that other bytes print of the same thing is a change by the source, wherever it stands."""
    differences = compare_decks(deck(fact()), other(fact(line=99, slide_title="Elsewhere", **changed)))
    (row,) = differences.rows
    assert (row.kind, row.cause, row.columns) == (Kind.CHANGED, Cause.SOURCE, tuple(changed))


@pytest.mark.parametrize(
    "moved",
    [
        {"line": 99},
        {"line": None, "page": 2, "bbox": Box(1, 2, 3, 4)},
        {"slide_title": "Elsewhere", "context": "elsewhere"},
        {"source": Source.BULLET},
    ],
)
def test_other_bytes_elsewhere(moved: dict[str, Any]) -> None:
    """Ensures that a number that only stands elsewhere in other bytes is unchanged."""
    assert compare_decks(deck(fact()), other(fact(**moved))) == Differences((), 1)


@pytest.mark.parametrize("about", [{"concept": None}, {"segment": "Transit"}, {"unit": "USD"}, {"period_end": None}])
def test_other_bytes_say_something_else(about: dict[str, Any]) -> None:
    """Ensures that a number about something else is new, and the one before gone."""
    rows = told(compare_decks(deck(fact()), other(fact(**about))))
    assert sorted(row[:2] for row in rows) == [("gone", "source"), ("new", "source")]


@pytest.mark.parametrize(
    ("before", "after", "rows"),
    [
        ("1 1", "1 1", []),
        ("1 2", "2 1", []),
        ("1 2", "1 3", [("changed", "2", "3")]),
        ("1 2 3", "2 3", [("gone", "1", None)]),
        ("2 3", "1 2 3", [("new", None, "1")]),
        ("1 2", "3 4", [("changed", "1", "3"), ("changed", "2", "4")]),
        ("1 1", "1", [("gone", "1", None)]),
    ],
)
def test_several_about_the_same(before: str, after: str, rows: list[tuple[str, str | None, str | None]]) -> None:
    """Ensures that of several numbers about the same the equal ones are paired, then the rest in order."""
    sides = [
        [fact(fact_id=f"f{at}", printed=printed, line=at) for at, printed in enumerate(text.split())]
        for text in (before, after)
    ]
    found = told(compare_decks(deck(*sides[0]), other(*sides[1])))
    assert [(kind, old, new) for kind, _, old, new in found] == rows
    assert {cause for _, cause, _, _ in found} <= {"source"}


def test_order_and_counts() -> None:
    """Ensures that rows stand deck by deck in the order of the page, and that counts name every kind and cause."""
    first, second = DeckKey("acme", "acme/1q.md"), DeckKey(COMPANY, FILE)
    facts = (fact(fact_id="a", line=30), fact(fact_id="b", line=4), fact(fact_id="c", line=None, page=1))
    after = {second: DeckFacts(DOCUMENT_ID, facts), first: DeckFacts("0", (fact(fact_id="d"),))}
    differences = compare_decks({second: DeckFacts(DOCUMENT_ID, facts[:1])}, after)
    assert [(row.key.company, row.fact.fact_id) for row in differences.rows] == [
        ("acme", "d"),
        (COMPANY, "b"),
        (COMPANY, "c"),
    ]
    assert differences.unchanged == 1
    counts = differences.counts()
    assert len(counts) == len(Kind) * len(Cause)
    assert counts[Kind.NEW, Cause.SOURCE] == 1
    assert counts[Kind.NEW, Cause.READER] == 2
    assert sum(counts.values()) == 3
