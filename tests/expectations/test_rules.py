"""The rules that need more than a comparison of columns."""

from decimal import Decimal

import pandas as pd
import pyarrow as pa
import pytest

from expectations import custom
from expectations.rules import ROW_RULES, holds_digit, in_order, print_reproduced


@pytest.mark.parametrize(
    ("printed", "value", "decimals"),
    [
        ("JPY1,844 million", "1844000000", -6),
        ("¥50.8 billion", "50800000000", -8),
        ("down 37.5%", "-37.5", 1),
        ("▲37.5%", "-37.5", 1),
        ("(0.05)", "-0.05", 2),
        ("5.0%", "5", 1),
        ("0.0%", "0", 1),
        ("70.5 cents per share", "0.705", 3),
        ("572 bps", "572", 0),
        ("2,5x", "2.5", 1),
        ("1.844,5", "1844.5", 1),
        ("1 844", "1844", 0),
        ("1’844", "1844", 0),
        ("₹1,23,456 lakh", "12345600000", -5),
        ("１２３億円", "12300000000", -8),
        ("1兆45億円", "1004500000000", -8),
        ("4 billion 500 million", "4500000000", -8),
        ("305,000+", "305000", 0),
        ("305,000+", "305000", -3),
        ("4 of 12 sites", "12", 0),
        ("none", "7", 0),
        ("7" + " 1" * 9 + "0" * 5000, "7", 0),
    ],
)
def test_print_reproduced(printed: str, value: str, decimals: int) -> None:
    """Ensures that a value which shows the printed digits obeys, whatever its marks, grouping, sign and scale."""
    assert obeys(printed, value, decimals)


@pytest.mark.parametrize(
    ("printed", "value", "decimals"),
    [
        ("JPY1,844 million", "1844000001", -6),
        ("JPY1,844 million", "1844", -6),
        ("JPY1,844 million", "1848000000", -6),
        ("37.5%", "37.5", 0),
        ("37.5%", "37.5", 2),
        ("5%", "5", 1),
        ("1兆45億円", "1005400000000", -8),
        ("305,000+", "300000", -5),
        ("0.0%", "10", 1),
    ],
)
def test_print_not_reproduced(printed: str, value: str, decimals: int) -> None:
    """Ensures that a digit too many, too few or different is seen, and decimals that are not those of the print."""
    assert not obeys(printed, value, decimals)


def obeys(printed: str, value: str, decimals: int) -> bool:
    """The rule on a frame of one row."""
    frame = pd.DataFrame({"printed": [printed], "value": [Decimal(value)], "decimals": [decimals]}, dtype="object")
    return bool(print_reproduced(frame).all())


@pytest.mark.parametrize(
    ("text", "holds"), [("5", True), ("up ５%", True), ("½ point", True), ("٣", True), ("a lot", False), ("", False)]
)
def test_holds_digit(text: str, *, holds: bool) -> None:
    """Ensures that a digit of any script is one."""
    assert holds_digit(pd.Series([text])).tolist() == [holds]


def test_nulls_are_not_judged() -> None:
    """Ensures that an order with an open end holds, except for a beginning without an end."""
    days = pd.ArrowDtype(pa.date32())
    first = pd.Series([None, None, pd.Timestamp("2008-04-01").date()], dtype=days)
    second = pd.Series([None, pd.Timestamp("2008-04-01").date(), None], dtype=days)
    assert in_order(pd.DataFrame({"first": first, "second": second})).tolist() == [True, True, False]


def test_rules_are_used() -> None:
    """Ensures that each rule is asked for by a custom expectation, and each expectation's rule is there."""
    asked = {one.__fields__["rule"].default for one in custom.RowExpectation.__subclasses__()}
    assert asked == set(ROW_RULES)
