"""Tests of intervals: a printed number on the left, what it may stand for on the right."""

from decimal import Decimal

import pytest

from deckfacts.checks.intervals import Habit, Interval, growth, stands_for
from tests.deckfacts.checks.notation import deck


def interval(low: str, high: str) -> Interval:
    """An interval from two numbers in words."""
    return Interval(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("printed", "habit", "low", "high"),
    [
        ("revenue 3Q 1,844m", Habit.ROUNDED, "1843500000", "1844500000"),
        ("revenue 3Q 1,844m", Habit.AMOUNTS_CUT, "1844000000", "1845000000"),
        ("revenue 3Q -300m", Habit.AMOUNTS_CUT, "-301000000", "-300000000"),
        ("revenue 3Q 0m", Habit.AMOUNTS_CUT, "-1000000", "1000000"),
        ("revenue 3Q 50.8bn", Habit.ROUNDED, "50750000000", "50850000000"),
        ("revenue 3Q yoy -37.5%", Habit.ROUNDED, "-37.55", "-37.45"),
        ("revenue 3Q yoy -37.5%", Habit.AMOUNTS_CUT, "-37.55", "-37.45"),
        ("revenue 3Q yoy -37.5%", Habit.ALL_CUT, "-37.6", "-37.5"),
        ("revenue 3Q 850m approx", Habit.ROUNDED, "765000000", "935000000"),
        ("revenue 3Q 4m approx", Habit.ROUNDED, "3500000", "4500000"),
        ("'Staff' @3Q 50people over", Habit.ROUNDED, "50", "Infinity"),
        ("'Cut' @3Q yoy -50people over", Habit.ROUNDED, "-Infinity", "-50"),
        ("'Staff' @3Q 50people under", Habit.ROUNDED, "-Infinity", "50"),
    ],
)
def test_stands_for(printed: str, habit: Habit, low: str, high: str) -> None:
    """Ensures that the last printed digit, the hedge and the habit say how far the true value may be."""
    (fact,), _ = deck(printed)
    assert stands_for(fact, habit) == interval(low, high)


def test_growth() -> None:
    """Ensures that growth is widest between opposite ends of level and base."""
    assert growth(interval("110", "120"), interval("50", "100")) == interval("10", "140")


def test_growth_into_loss() -> None:
    """Ensures that a loss after a profit is a fall of more than 100%, deepest from the smallest base."""
    assert growth(interval("-20", "-10"), interval("50", "100")) == interval("-140", "-110")


def test_infinite_ends_add_up() -> None:
    """Ensures that "over 50" can be added and taken off without the arithmetic failing."""
    over = interval("50", "Infinity")
    assert over + interval("1", "2") == interval("51", "Infinity")
    assert interval("1", "2") - over == interval("-Infinity", "-48")
    assert over.percent_of(interval("100", "200")) == interval("25", "Infinity")


@pytest.mark.parametrize(("value", "distance"), [("4", "1"), ("5", "0"), ("7", "0"), ("10.5", "0.5")])
def test_distance(value: str, distance: str) -> None:
    """Ensures that the distance is 0 inside and counts from the nearer end outside."""
    assert interval("5", "10").distance(Decimal(value)) == Decimal(distance)
