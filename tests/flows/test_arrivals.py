"""Arrivals: when a file counts as landed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckfacts.landing import Stamp
from flows.arrivals import QUIET_SECONDS, Watched, look

LOOKS = 10.0
"""Seconds from one look to the next."""


def landings(*listings: dict[str, Stamp], every: float = LOOKS) -> list[tuple[str, ...]]:
    """What each look finds landed, when nothing was there at first."""
    watched, found = Watched(taken={}), []
    for number, there in enumerate(listings):
        seen = look(watched, there, number * every)
        watched = seen.watched
        found.append(seen.landed)
    return found


A, LONGER, LATER = Stamp(5, 1), Stamp(9, 1), Stamp(5, 2)


@pytest.mark.parametrize(
    ("listings", "landed"),
    [
        ([{}, {}], [(), ()]),
        ([{"a": A}, {"a": A}], [(), ("a",)]),
        ([{"a": A}, {"a": A}, {"a": A}], [(), ("a",), ()]),
        ([{"a": A}, {"a": LONGER}, {"a": LONGER}], [(), (), ("a",)]),
        ([{"a": A}, {"a": LATER}, {"a": LATER}], [(), (), ("a",)]),
        ([{"a": A}, {"a": A}, {"a": LATER}, {"a": LATER}], [(), ("a",), (), ("a",)]),
        ([{"a": A}, {"a": A}, {"a": LATER}, {"a": A}], [(), ("a",), (), ()]),
        ([{"a": A}, {}, {"a": A}, {"a": A}], [(), (), (), ("a",)]),
        ([{"a": A}, {"a": A}, {}, {"a": A}, {"a": A}], [(), ("a",), (), (), ("a",)]),
        ([{"a": A}, {"a": A, "b": A}, {"a": A, "b": A}], [(), ("a",), ("b",)]),
    ],
    ids=["none", "new", "once", "grows", "touched", "changed", "back", "gone-first", "comes-again", "two"],
)
def test_landed(listings: list[dict[str, Stamp]], landed: list[tuple[str, ...]]) -> None:
    """Ensures that a file lands once, when two looks in a row saw it the same, and again when it was changed."""
    assert landings(*listings) == landed


def test_looks_at_once() -> None:
    """Ensures that looks that follow each other at once don't take a file for whole that stood still between them."""
    assert landings({"a": A}, {"a": A}, every=QUIET_SECONDS / 10) == [(), ()]


def test_there_at_first() -> None:
    """Ensures that what was there at first has not landed, until it is changed."""
    seen = look(Watched(taken={"a": A}), {"a": A}, 0.0)
    assert seen.landed == ()
    seen = look(seen.watched, {"a": LATER}, LOOKS)
    assert look(seen.watched, {"a": LATER}, 2 * LOOKS).landed == ("a",)


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.builds(Stamp, st.integers(0, 2), st.integers(0, 2)))))
def test_whatever_comes(listings: list[dict[str, Stamp]]) -> None:
    """Ensures that all that stays lands, whatever came before, and nothing that was not seen twice alike."""
    last = listings[-1] if listings else {}
    found = landings(*listings, last, last)
    pairs = zip([{}, *listings, last], [*listings, last, last], strict=True)
    for landed, (before, there) in zip(found, pairs, strict=True):
        assert all(before.get(name) == there.get(name) for name in landed)
    for name in last:
        assert any(name in landed for landed in found)
    assert landings(*listings, last, last, last)[-1] == ()
