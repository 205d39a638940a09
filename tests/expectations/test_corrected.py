"""Corrected facts: a reviewer's value need not be the printed one."""

from decimal import Decimal

import pytest

from tests.expectations.builders import fact, good_deck, judge


@pytest.mark.parametrize(
    ("corrected", "failing"),
    [((0, 1, 2), ()), ((1, 2), (0,)), (range(40), ())],
    ids=["all that are odd", "all but one", "all there are"],
)
def test_print_of_corrected(corrected: range | tuple[int, ...], failing: tuple[int, ...]) -> None:
    """Ensures that a value that was corrected need not show the printed digits, and that any other has to."""
    odd = {
        number: fact(
            number, value=Decimal("4321000000"), correction_id="0f1e2d3c4b5a6978" if number in corrected else None
        )
        for number in (range(3) if len(corrected) < 40 else corrected)
    }
    verdict = judge(good_deck(facts=odd))
    assert verdict.passed
    assert {failure.expectation for failure in verdict.failures} <= {"expect_value_to_reproduce_print"}
    named = {row_id for failure in verdict.failures for row_id in failure.row_ids}
    assert named == {fact(number).fact_id for number in failing}
