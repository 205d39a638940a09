"""Vintages: what decks state of one data point on the left, on the right how each stands to those before it."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from deckfacts.series.records import Observation
from deckfacts.series.resolving import resolve_company
from tests.deckfacts.series.notation import decks, of_one, resolved


def standings(found: tuple[Observation, ...]) -> str:
    """How each vintage stands, with the difference in millions where it has one."""
    return " | ".join(
        f"{one.standing}"
        + ("" if one.difference is None else f" {one.difference.scaleb(-6).normalize():+f}")
        + ("?" if one.contested else "")
        for one in found
    )


CASES = [
    ("1,844m", "first"),
    ("1,844m | 1,844m | 1,844m", "first | repeated | repeated"),
    ("1,844m | 1,850m", "first | changed +6"),
    ("1,844m | 1,850m !", "first | restated +6"),
    ("1,844m | 1,850m ! | 1,850m", "first | restated +6 | repeated"),
    ("1,844m | 1,850m ! | 1,840m", "first | restated +6 | changed -10"),
    ("1,844m | 1,844m !", "first | repeated"),
    # The last digit may be rounded in one deck and cut off in the other.
    ("1,844m | 1,845m", "first | changed +1"),
    ("1,844m | 1,846m", "first | changed +2"),
    # A rounded figure hides nothing and changes nothing.
    ("1.8bn | 1,844m", "first | repeated"),
    ("1.8bn | 1,844m | 1,846m", "first | repeated | changed +2"),
    ("1,844m | 1.8bn | 1,846m", "first | repeated | changed +2"),
    ("1,844m | 1.8bn | 1,844m", "first | repeated | repeated"),
    ("1,844m | 1.9bn", "first | changed +56"),
    ("1,844m | 1.9bn | 1,871m", "first | changed +56 | repeated"),
    ("1,844m | 1,850m | 1.8bn | 1,844m", "first | changed +6 | repeated | changed -6"),
    ("1,800m about | 1,844m | 1,846m", "first | repeated | changed +2"),
    ("1,844m | 1,700m about | 1,846m", "first | repeated | changed +2"),
    ("1,844m | 2,500m about", "first | changed +656"),
    ("1,844m | 1,800m over", "first | repeated"),
    ("1,844m | 1,900m over", "first | changed +56"),
    ("1,900m over | 1,844m", "first | changed -56"),
    # Small steps that each may be rounding are a change all the same, once they cannot be.
    ("1,844m | 1.8bn | 1,846m", "first | repeated | changed +2"),
    # Costs in brackets are named without in sentences.
    ("(259)m | 259m", "first | repeated"),
    # Where a deck contradicts itself, nobody knows what it states.
    ("1,844m ; 1,950m | 1,844m", "first? | repeated"),
    ("1,844m | 1,850m ; 1,950m", "first | repeated?"),
    ("1,844m | 1,850m ; 1,950m | 1,844m | 1,850m", "first | repeated? | repeated | changed +6"),
    # Beside the exact figure a deck prints a rounded one, which hides nothing either.
    ("1,844m ; 1.8bn | 1,850m", "first | changed +6"),
    ("1,844m | 1,850m ; 1.8bn | 1.8bn", "first | changed +6 | repeated"),
    # Targets are revised, whatever a deck says of its figures.
    ("1,844m target | 1,844m target", "first | repeated"),
    ("1,844m target | 1,850m target", "first | revised +6"),
    ("1,844m target | 1,850m target !", "first | revised +6"),
    ("1,844m estimate | 1,850m estimate", "first | revised +6"),
]


@pytest.mark.parametrize(("says", "expected"), CASES)
def test_standings(says: str, expected: str) -> None:
    """Ensures that a figure is another only where no way of rounding makes it the one that was printed most exactly."""
    assert standings(resolved(of_one(says)).observations) == expected


def test_kinds_are_apart() -> None:
    """Ensures that a target, the ends of a range, a change and another basis are no vintages of what happened."""
    says = "1,844m | 1,900m target | 1,700-1,800m target | yoy 5% | 1,950m adjusted"
    found = resolved(of_one(says)).observations
    assert [(one.vintage, one.standing) for one in found] == [(1, "first")] * 6
    assert len({one.series_id for one in found}) == 6


def test_previous_targets() -> None:
    """Ensures that what a deck recalls of an earlier plan is no vintage of anything."""
    assert standings(resolved(of_one("1,844m target | 1,850m target ; 1,844m previous")).observations) == (
        "first | revised +6"
    )


def test_most_exact_print() -> None:
    """Ensures that of a deck's prints of one value the most exact one stands for it."""
    (one,) = resolved(of_one("1.8bn text ; 1,800m about ; 1,844m")).observations
    assert (one.value, one.printed, one.contested) == (Decimal(1844000000), "1,844m", False)


def known(says: str) -> list[tuple[str, str, bool]]:
    """From when until when each vintage was known, as month and day, and whether it is the latest."""
    return [
        (
            f"{one.known_from:%m-%d}" if one.known_from else "",
            f"{one.known_until:%m-%d}" if one.known_until else "",
            one.latest,
        )
        for one in resolved(says).observations
    ]


def test_known_until() -> None:
    """Ensures that a vintage is known until the day on which the next one was published, the last one for good."""
    assert known(of_one("1m | 1m | - | 2m")) == [
        ("08-11", "11-11", False),
        ("11-11", "05-12", False),
        ("05-12", "", True),
    ]


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ("? 1m", [("", "", True)]),
        ("? 1m | 2m", [("", "", False), ("11-11", "", True)]),
        ("1m | ? 2m", [("08-11", "", False), ("", "", True)]),
        ("1m | ? 2m | 3m", [("08-11", "02-11", False), ("", "", False), ("02-11", "", True)]),
    ],
)
def test_undated(says: str, expected: list[tuple[str, str, bool]]) -> None:
    """Ensures that a deck without a date has its place by its period, and ends what is known on no day."""
    assert known(of_one(says)) == expected


SAME_DAY = """
    # 1Q31b 2031-08-08
    revenue 1Q31 4,300m
    # 1Q31a 2031-08-08
    revenue 1Q31 4,210m
    # 4Q30 2031-08-08
    revenue 1Q31 4,100m
    # 2Q31 2031-11-08
    revenue 1Q31 4,400m
    """


def test_same_day() -> None:
    """Ensures that decks of one day follow each other by their periods and names, the last of them known from it."""
    found = resolved(SAME_DAY).observations
    assert [(one.printed, one.known_until) for one in found] == [
        ("4,100m", date(2031, 8, 8)),
        ("4,210m", date(2031, 8, 8)),
        ("4,300m", date(2031, 11, 8)),
        ("4,400m", None),
    ]


ORDERS = [
    SAME_DAY,
    of_one("1,844m | ? 1.8bn | 1,850m ! | 1,850m ; 1,950m"),
    of_one("100m target | ? 95m target ; 100m previous | - | 97m"),
]


@pytest.mark.parametrize("text", ORDERS)
def test_order_of_decks(text: str) -> None:
    """Ensures that all that decks give together is the same in whatever order they are given."""
    found = [resolve_company(order) for order in permutations(decks(text))]
    assert all(one == found[0] for one in found)


def test_no_decks() -> None:
    """Ensures that no decks, and decks without a figure, give nothing; those of two companies are refused."""
    assert resolve_company([]) == resolve_company(decks("# 1Q31 2031-08-08"))
    two = [*decks("# 1Q31 2031-08-08"), *decks("# 1Q31 2031-08-08", "alder")]
    with pytest.raises(ValueError, match="several companies"):
        resolve_company(two)


def test_differs_from_what_it_says() -> None:
    """Ensures that a change says the difference from a value that it contradicts, not from one that it may round to."""
    series = resolved(of_one("1,844m | 1.8bn | 1,846m"))
    (check,) = series.cross_checks
    assert not check.expected_low <= check.found <= check.expected_high
