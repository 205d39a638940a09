"""Tests of running: what a failed check says, and that one wrong number is told once."""

import time
from decimal import Decimal

import pytest

from deckfacts.checks import run_checks
from deckfacts.contract import CheckRule, FailedCheck, Severity, stable_id
from tests import builders
from tests.deckfacts.checks.notation import deck

LIMIT_SECONDS = 0.15
"""Ten times what 300 facts take on one quiet core, so that a busy machine does not fail the test but a square does."""


def only(text: str) -> FailedCheck:
    """The one check that fails."""
    (check,) = run_checks(*deck(text)).failed
    return check


def test_row() -> None:
    """Ensures that a failed check says what was found, what was expected, by how much it is off, and where."""
    check = only("| revenue 3Q 17.5bn ; sga_expense 3Q 2.6bn ; sga_expense 3Q share 14.4% of_revenue")
    assert check.rule is CheckRule.SHARE_AGAINST_WHOLE
    assert (check.found, check.unit) == (Decimal("14.4"), "percent")
    assert check.expected_low == pytest.approx(Decimal("14.52991"), abs=Decimal("0.0001"))
    assert check.expected_high == pytest.approx(Decimal("15.18624"), abs=Decimal("0.0001"))
    assert check.difference == pytest.approx(Decimal("0.12991"), abs=Decimal("0.0001"))
    assert check.fact_ids == ("01-2", "01-1", "01-0")
    assert check.document_id == builders.DOCUMENT_ID
    assert check.check_id == stable_id(check.document_id, check.rule, *check.fact_ids)
    assert check.message.startswith("line 1: sga expense")
    assert "14.53% to 15.19%" in check.message


def test_message_of_directions() -> None:
    """Ensures that a reader sees the contradiction from the message alone."""
    check = only("revenue[Upkeep] 3Q qoq -111m ; revenue[Upkeep] 3Q qoq 2.3%")
    assert check.message == "line 1: Upkeep, revenue 3Q qoq -111m, but 3Q qoq 2.3%"
    assert (check.expected_low, check.expected_high) == (None, 0)


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("revenue 3Q 200m\nrevenue[Cloud] 3Q 50m ; revenue[Cloud] 3Q share 22.0%", Severity.CRITICAL),
        ("| revenue 3Q 17.5bn ; sga_expense 3Q 2.6bn ; sga_expense 3Q share 14.4% of_revenue", Severity.WARNING),
        ("operating_income 9M -820m\noperating_income 9M -823m", Severity.WARNING),
        ("'Reduction in staff' @2Q vs:@3Q -30people", Severity.WARNING),
    ],
)
def test_severity(text: str, severity: Severity) -> None:
    """Ensures that only a number that is wrong for certain, and by more than a bent rounding, is critical."""
    assert only(text).severity is severity


def test_duplicates_are_one() -> None:
    """Ensures that a wrong rate printed three times is one failed check, which names each print."""
    check = only(
        "revenue 9M yoy 6.0%\n| revenue 9M 50.8bn ; revenue 9M-1 48.3bn ; revenue 9M yoy 6.0%\nrevenue 9M yoy 6.0%"
    )
    assert {"01-0", "02-2", "03-0"} <= set(check.fact_ids)


def test_one_wrong_level_is_told_once() -> None:
    """Ensures that a misprinted level which fails its column, its change and its growth is one failed check."""
    check = only(
        "| 'Loans' @3Q 120m ; 'Loans' @4Q-1 110m ; 'Loans' @3Q vs:@4Q-1 10m\n"
        "| 'Cash' @3Q 95m ; 'Cash' @4Q-1 48m ; 'Cash' @3Q vs:@4Q-1 7m\n"
        "| 'Bonds' @3Q 311m ; 'Bonds' @4Q-1 309m ; 'Bonds' @3Q vs:@4Q-1 2m\n"
        "| 'Total assets' @3Q 486m ; 'Total assets' @4Q-1 467m ; 'Total assets' @3Q vs:@4Q-1 19m\n"
    )
    assert "02-0" in check.fact_ids
    assert "1 more" in check.message


def test_two_wrong_shares_of_one_revenue_are_two() -> None:
    """Ensures that what two findings share is not blamed for both while other checks show it to be right."""
    failed = run_checks(
        *deck(
            "| revenue 3Q 1,000m ; revenue 3Q-1 900m ; revenue 3Q yoy 11.1%\n"
            "| cost_of_revenue 3Q 600m ; cost_of_revenue 3Q share 60.0% of_revenue\n"
            "| gross_profit 3Q 400m ; gross_profit 3Q share 40.0% of_revenue\n"
            "| sga_expense 3Q 250m ; sga_expense 3Q share 28.0% of_revenue\n"
            "| operating_income 3Q 150m ; operating_income 3Q share 13.0% of_revenue"
        )
    ).failed
    assert [check.rule for check in failed] == [CheckRule.SHARE_AGAINST_WHOLE] * 2


def test_order_does_not_matter() -> None:
    """Ensures that the same facts in any order give the same checks with the same ids."""
    facts, cells = deck(
        "operating_income[the 4 new units] 9M -820m\noperating_income[4 new units] 9M -823m\n"
        "revenue[Upkeep] 3Q qoq -111m ; revenue[Upkeep] 3Q qoq 2.3%\nrevenue[Upkeep] 3Q qoq -2.3%"
    )
    outcome = run_checks(facts, cells)
    assert len(outcome.failed) == 3
    assert run_checks(facts[::-1], cells) == outcome


def test_nothing_to_check() -> None:
    """Ensures that a deck without facts runs no check, and one that holds counts."""
    assert run_checks([], {}) == run_checks(*deck("revenue 3Q 17.5bn"))
    assert run_checks(*deck("| revenue 3Q 110m ; revenue 3Q-1 100m ; revenue 3Q yoy 10.0%")).run == 1


def test_speed() -> None:
    """Ensures that a large deck is checked in time that grows with it, not with its square."""
    rows = [
        f"| 'Line {n}' @3Q {n + 110}m ; 'Line {n}' @4Q-1 {n + 100}m ; 'Line {n}' @3Q vs:@4Q-1 10m" for n in range(100)
    ]
    facts, cells = deck("\n\n".join("\n".join(rows[start : start + 15]) for start in range(0, 100, 15)))

    def seconds() -> float:
        began = time.thread_time()
        outcome = run_checks(facts, cells)
        assert (len(facts), outcome.failed) == (300, ())
        return time.thread_time() - began

    # The best of some: a look for garbage among all that other tests have left takes longer than checking does.
    assert min(seconds() for _ in range(3)) < LIMIT_SECONDS
