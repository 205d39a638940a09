"""Guidance: what decks print of one target on the left, on the right its steps and what became of it."""

from decimal import Decimal
from itertools import permutations

import pytest

from deckfacts.series.records import GuidanceStep
from deckfacts.series.resolving import resolve_company
from tests.deckfacts.series.notation import decks, of_one, resolved


def steps(found: tuple[GuidanceStep, ...]) -> str:
    """Each step with what it prints, and the outcome behind the actual."""
    return " | ".join(f"{one.step} {one.printed}" + (f" {one.outcome}" if one.outcome else "") for one in found)


STEPS = [
    ("100m target", "initial 100m"),
    ("90-100m target", "initial 90-100m"),
    ("100m target | 100m target", "initial 100m | reaffirmed 100m"),
    ("100m target | 110m target", "initial 100m | revised 110m"),
    ("100m target | 110m target | 110m target", "initial 100m | revised 110m | reaffirmed 110m"),
    ("100m target | 110m target | 100m target", "initial 100m | revised 110m | revised 100m"),
    ("100m target | - | 100m target", "initial 100m | reaffirmed 100m"),
    ("90-100m target | 90-100m target", "initial 90-100m | reaffirmed 90-100m"),
    ("90-100m target | 95-100m target", "initial 90-100m | revised 95-100m"),
    ("90-100m target | 90-105m target", "initial 90-100m | revised 90-105m"),
    ("90-100m target | 95m target", "initial 90-100m | revised 95m"),
    ("95m target | 90-100m target", "initial 95m | revised 90-100m"),
    # Printed more exactly it is the same target still.
    ("1.2bn target | 1,200m target", "initial 1.2bn | reaffirmed 1,200m"),
    ("20m about target | 20m about target", "initial 20m | reaffirmed 20m"),
    ("20m about target | 18m about target", "initial 20m | revised 18m"),
    ("20m about target | 20m target", "initial 20m | reaffirmed 20m"),
    ("20m over target | 21m over target", "initial 20m | revised 21m"),
    # One more of the last digit is another target, though a value between them would be rounded to either.
    ("9m target | 10m target", "initial 9m | revised 10m"),
    ("8-9m target | 8-10m target", "initial 8-9m | revised 8-10m"),
    # One end alone.
    ("90m target low", "initial 90m"),
    ("90m target low | 90m target low", "initial 90m | reaffirmed 90m"),
    ("90m target low | 90m target high", "initial 90m | revised 90m"),
    ("90m target low | 90-100m target", "initial 90m | revised 90-100m"),
    # A plan is a plan by its words, or by its range: what lies ahead alone may be when a loan is due.
    ("100m ahead", ""),
    ("90-100m ahead", "initial 90-100m"),
    ("100m ahead | 100m target", "initial 100m"),
    ("100m estimate", ""),
    # What a deck recalls counts only where no deck stated it.
    ("100m previous", "recalled 100m"),
    ("100m previous ; 110m target", "recalled 100m | revised 110m"),
    ("100m previous ; 100m target", "recalled 100m"),
    ("100m target | 100m previous ; 110m target", "initial 100m | revised 110m"),
    ("100m target | 105m previous ; 110m target", "initial 100m | revised 110m"),
]


@pytest.mark.parametrize(("says", "expected"), STEPS)
def test_steps(says: str, expected: str) -> None:
    """Ensures that each deck's target is told as what it is after the decks before it."""
    found = resolved(of_one(says)).guidance
    assert steps(found) == expected
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert len({one.target_id for one in found}) <= 1


INCOME, COSTS, NEITHER = "revenue", "sga_expense", "net_inflows"
OUTCOMES = [
    (INCOME, "100m target | 110m", "beat"),
    (INCOME, "100m target | 90m", "miss"),
    (INCOME, "100m target | 100m", "in_line"),
    (INCOME, "100m target | 100.5m", "in_line"),
    (INCOME, "100m target | 102m", "beat"),
    (INCOME, "90-100m target | 95m", "in_line"),
    (INCOME, "90-100m target | 100.4m", "in_line"),
    (INCOME, "90-100m target | 102m", "beat"),
    (INCOME, "90-100m target | 88m", "miss"),
    (INCOME, "90m target low | 500m", "in_line"),
    (INCOME, "90m target low | 80m", "miss"),
    (INCOME, "90m target high | 100m", "beat"),
    (INCOME, "90m target over | 100m", "in_line"),
    (INCOME, "90m target over | 80m", "miss"),
    (INCOME, "20m about target | 18m", "in_line"),
    (INCOME, "20m about target | 17m", "miss"),
    (INCOME, "1.2bn target | 1,230m", "in_line"),
    (INCOME, "100m target | 110m target | 105m", "miss"),
    (INCOME, "100m previous ; 105m", "beat"),
    (INCOME, "100m target ; 105m", "beat"),
    (COSTS, "100m target | 110m", "miss"),
    (COSTS, "100m target | 90m", "beat"),
    (COSTS, "90-100m target | 95m", "in_line"),
    (NEITHER, "100m target | 110m", "above"),
    (NEITHER, "100m target | 90m", "below"),
    ("'Widgets'", "100m target | 110m", "above"),
    ("operating_margin", "10.0% target | 10.4%", "beat"),
    ("cost_ratio", "10.0% target | 10.4%", "above"),
    ("dividend_per_share", "10.0/share target | 9.0/share", "miss"),
    ("revenue", "yoy 5.0% target | yoy 6.0%", "beat"),
    ("revenue", "share 5.0% target | share 6.0%", "above"),
]


@pytest.mark.parametrize(("subject", "says", "expected"), OUTCOMES)
def test_outcomes(subject: str, says: str, expected: str) -> None:
    """Ensures that an actual is held against the target that held last, and called good or bad where that is sure."""
    found = resolved(of_one(says, subject)).guidance
    assert (found[-1].step, found[-1].outcome) == ("actual", expected)
    assert [one.outcome for one in found[:-1]] == [None] * (len(found) - 1)


AFTER = [
    # Targets that are printed after the actual look back.
    ("100m target | 110m | 100m target", "initial 100m | actual 110m beat"),
    ("100m target | 110m ; 105m target", "initial 100m | actual 110m beat"),
    ("110m | 100m target", "initial 100m"),
    ("100m target | 110m | 112m", "initial 100m | actual 110m beat"),
]


@pytest.mark.parametrize(("says", "expected"), AFTER)
def test_after_the_actual(says: str, expected: str) -> None:
    """Ensures that nothing printed after the actual is a step, and that the first print of the actual counts."""
    assert steps(resolved(of_one(says)).guidance) == expected


REISSUED = """
    # 1Q31 2031-08-08
    revenue FY31 100m target
    # 1Q31b 2031-08-20
    revenue FY31 {again} target
    # 2Q31 2031-11-08
    revenue FY31 {then} target
    """


@pytest.mark.parametrize(
    ("again", "then", "expected"),
    [
        ("100m", "100m", "initial 100m | reaffirmed 100m"),
        ("110m", "110m", "initial 100m | revised 110m | reaffirmed 110m"),
    ],
)
def test_reissued_deck(again: str, then: str, expected: str) -> None:
    """Ensures that a deck of the same quarter that repeats a target is no step, while one that changes it is."""
    assert steps(resolved(REISSUED.format(again=again, then=then)).guidance) == expected


def test_changes() -> None:
    """Ensures that each step says by how much its ends moved, and how far roundings may account for that."""
    found = resolved(of_one("90-100m target | 95-100m target | 102.5m")).guidance
    assert [(one.low, one.high) for one in found] == [
        (Decimal(90000000), Decimal(100000000)),
        (Decimal(95000000), Decimal(100000000)),
        (Decimal(102500000), Decimal(102500000)),
    ]
    assert [(one.low_change, one.high_change) for one in found] == [
        (None, None),
        (Decimal(5000000), Decimal(0)),
        (Decimal(7500000), Decimal(2500000)),
    ]
    assert [one.tolerance for one in found] == [None, Decimal(1000000), Decimal(550000)]


def test_one_end() -> None:
    """Ensures that of a target with one end the other is null, and so is what nothing stood against."""
    found = resolved(of_one("90m target low | 95-100m target | 97m")).guidance
    assert [(one.low is None, one.high is None) for one in found] == [(False, True), (False, False), (False, False)]
    assert [one.high_change is None for one in found] == [True, True, False]


def test_targets_are_apart() -> None:
    """Ensures that targets of other periods, segments, measures and bases have steps of their own."""
    text = """
        # 1Q31 2031-08-08
        revenue FY31 100m target ; FY32 120m target ; FY31 yoy 5% target ; FY31 105m target adjusted
        revenue[Rail] FY31 50m target
        # 2Q31 2031-11-08
        revenue FY31 101m target
        """
    found = resolved(text).guidance
    assert len({one.target_id for one in found}) == 5
    assert sorted(steps((one,)) for one in found) == [
        "initial 100m",
        "initial 105m",
        "initial 120m",
        "initial 5%",
        "initial 50m",
        "revised 101m",
    ]


@pytest.mark.parametrize("says", ["100m target | ? 110m target | 105m previous ; 108m target | 107m", AFTER[0][0]])
def test_order_of_decks(says: str) -> None:
    """Ensures that the steps do not depend on the order in which the decks are given."""
    found = [resolve_company(order).guidance for order in permutations(decks(of_one(says)))]
    assert all(one == found[0] for one in found)


def test_each_step_is_named_once() -> None:
    """Ensures that no two steps bear one id, also where one deck recalls a target, states it and what came of it."""
    found = resolved(of_one("100m previous ; 110m target ; 108m")).guidance
    assert len({one.guidance_id for one in found}) == len(found) > 1
