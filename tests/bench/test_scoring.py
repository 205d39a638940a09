"""Scoring: a handful of facts and gold rows, and what each difference between them costs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bench.gold import GoldRow
from bench.scoring import NAMES, first_number, names_agree, score, words
from deckfacts.contract import Comparison, Measure, Qualifier, Scenario, Source
from tests import builders

LINE = 12


def fact(**overrides: Any) -> Any:
    """The builders' revenue fact, put on a line."""
    return builders.fact(
        **{"line": LINE, "printed": "4,210", "label": "Total revenues", "segment": None, "decimals": -6} | overrides
    )


def row(**overrides: Any) -> GoldRow:
    """The gold row that the fact is right and strict against."""
    base = GoldRow(
        line=LINE,
        page=None,
        printed="4,210",
        label="Total revenues",
        concept=frozenset({"revenue"}),
        segment=frozenset({None}),
        measure=frozenset({Measure.LEVEL}),
        comparison=frozenset({None}),
        scenario=frozenset({Scenario.ACTUAL}),
        period_start=frozenset({date(2031, 4, 1)}),
        period_end=frozenset({date(2031, 6, 30)}),
        base_end=frozenset({None}),
        value=frozenset({Decimal("4210000000")}),
        unit=frozenset({"JPY"}),
        bound=frozenset({None}),
        basis=frozenset({None}),
        decimals=frozenset({-6}),
        qualifier=frozenset({None}),
        source=frozenset({Source.TABLE}),
    )
    return replace(base, **overrides)


def test_the_same_reading_is_strictly_right() -> None:
    """Ensures that a fact that agrees with its row on everything counts in every figure."""
    found = score([row()], [fact()])
    assert (found.recall, found.precision, found.right, found.strict) == (1, 1, 1, 1)
    assert list(found.faults()) == []


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"line": LINE + 1}, id="another line"),
        pytest.param({"printed": "4,211"}, id="other digits"),
        pytest.param({"value": Decimal("4210000")}, id="another scale"),
        pytest.param({"unit": "USD"}, id="another unit"),
    ],
)
def test_numbers_that_are_not_the_same_are_not_paired(change: Mapping[str, Any]) -> None:
    """Ensures that such a fact is extra and its row missed."""
    found = score([row()], [fact(**change)])
    assert (found.pairs, found.recall, found.precision, found.right) == ((), 0, 0, 0)
    assert [fault.split()[0] for fault in found.faults()] == ["missed", "extra"]


@pytest.mark.parametrize(
    ("change", "wrong", "right"),
    [
        ({"value": Decimal("-4210000000")}, "value", False),
        ({"measure": Measure.SHARE}, "measure", False),
        ({"comparison": Comparison.YOY}, "comparison", False),
        ({"scenario": Scenario.TARGET}, "scenario", False),
        ({"period_start": None}, "period_start", False),
        ({"period_end": date(2031, 9, 30)}, "period_end", False),
        ({"label": "Head count"}, NAMES, False),
        ({"segment": "Harbour unit"}, NAMES, False),
        ({"concept": None}, "concept", True),
        ({"base_end": date(2030, 6, 30)}, "base_end", True),
        ({"decimals": -7}, "decimals", True),
        ({"qualifier": Qualifier.OVER}, "qualifier", True),
    ],
)
def test_one_wrong_field(change: Mapping[str, Any], wrong: str, right: bool) -> None:  # noqa: FBT001
    """Ensures that a wrong field costs strictness, and rightness where readers rely on it."""
    found = score([row()], [fact(**change)])
    assert found.pairs[0].wrong == {wrong}
    assert (found.recall, found.right, found.strict) == (1, 1 if right else 0, 0)
    assert wrong in next(found.faults())


def test_any_accepted_reading_is_right() -> None:
    """Ensures that a row that lists several readings, a null among them, accepts each."""
    gold = [row(concept=frozenset({None, "revenue"}), period_start=frozenset({None, date(2031, 4, 1)}))]
    assert score(gold, [fact()]).strict == 1
    assert score(gold, [fact(concept=None, period_start=None)]).strict == 1


def test_letters_may_be_in_either_case() -> None:
    """Ensures that a unit differs by its letters and not by their case."""
    assert score([row(unit=frozenset({"Gbps"}))], [fact(unit="gbps")]).strict == 1


def test_the_best_pairs_go_first() -> None:
    """Ensures that two rows with the same print each get the fact that means theirs, whatever the order."""
    before = date(2030, 6, 30)
    gold = [row(), row(period_end=frozenset({before}))]
    found = score(gold, [fact(period_end=before), fact()])
    assert found.strict == 1


def test_one_print_is_one_fact() -> None:
    """Ensures that the same number published twice costs precision."""
    found = score([row()], [fact(), fact()])
    assert (found.recall, found.precision) == (1, 0.5)
    assert found.right == pytest.approx(2 / 3)


def test_gold_by_pages_leaves_other_pages_out() -> None:
    """Ensures that facts on pages that nobody has labelled count neither for nor against."""
    gold = [row(line=None, page=3)]
    found = score(gold, [fact(line=None, page=3), fact(line=None, page=4)])
    assert (found.published, found.precision) == (1, 1)


def test_nothing_read_scores_nothing() -> None:
    """Ensures that a deck without facts has figures, and they are 0."""
    found = score([row()], [])
    assert (found.recall, found.precision, found.right, found.strict) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("gold", "published", "agree"),
    [
        (("Total revenues", None), ("Revenue", None), True),
        (("Operating loss", "Harbour unit"), ("Operating loss from Harbour unit", None), True),
        (("Operating loss from Harbour unit", None), ("Operating loss", "Harbour unit"), True),
        (("Revenues", "Harbour unit"), ("Revenues", "Lakeside unit"), True),
        (("Revenues", "Harbour"), ("Costs", "Lakeside"), False),
        (("Revenues", None), ("Revenues", "Harbour unit"), False),
        (("Net income", None), ("Net sales growth in all of our many product lines", None), False),
        (("売上高", None), ("売上高", None), True),
        (("", None), ("", None), True),
        (("Revenues", None), ("", None), False),
    ],
)
def test_names(gold: tuple[str, str | None], published: tuple[str, str | None], agree: bool) -> None:  # noqa: FBT001
    """Ensures that names agree when label and segment together share enough words."""
    labelled = row(label=gold[0], segment=frozenset({gold[1]}))
    assert names_agree(labelled, fact(label=published[0], segment=published[1])) is agree


def test_words_are_telling() -> None:
    """Ensures that fillers and plurals don't make names agree or differ."""
    assert words("Costs of the Harbour Services") == {"cost", "harbour"}


@pytest.mark.parametrize(
    ("printed", "digits"),
    [
        ("JPY1,844 million", "1844"),
        ("up 5.0%", "5.0"),
        ("(1,980)", "1980"),
        ("$29.5–31.5 million", "29.5"),
        ("none", ""),
    ],
)
def test_first_number(printed: str, digits: str) -> None:
    """Ensures that the digits that are compared are those of the first number."""
    assert first_number(printed) == digits
