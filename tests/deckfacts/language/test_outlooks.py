"""Tests of the words of an outlook: a stretch of words on the left, what they are about and hold for on the right."""

import pytest

from deckfacts.language.horizons import names_range, stands_undated
from deckfacts.language.outlooks import find_opening, without_part_of_range

OPENINGS = [
    ("We continue to expect an adjusted EBITA margin of", "adjusted EBITA margin of", ""),
    ("and confirm an adjusted EBITA margin of", "adjusted EBITA margin of", ""),
    ("For continuing operations we now expect organic revenue of", "organic revenue of", "continuing operations"),
    ("In Cloud management still anticipates revenue of", "revenue of", "Cloud"),
    ("We have raised our full-year guidance for revenue to", "revenue to", ""),
    ("We raise our revenue guidance to", "revenue guidance to", ""),
    ("The Board reaffirms its outlook for capital expenditure of", "capital expenditure of", ""),
    ("Our guidance calls for revenue of", "revenue of", ""),
    ("We remain confident of reaching revenue of", "revenue of", ""),
    ("The company is on track to deliver free cash flow of", "free cash flow of", ""),
    ("Guidance for capital expenditure", "capital expenditure", ""),
    ("Revenue we expect to recognize within a year of", None, None),
    ("Range of discount rates", None, None),
    ("We raised", None, None),
    ("We cut costs by", None, None),
    ("Plan assets of", None, None),
    ("Revenue guidance", None, None),
    ("Operating margin", None, None),
]


@pytest.mark.parametrize(("words", "about", "scope"), OPENINGS, ids=[words for words, _, _ in OPENINGS])
def test_openings(words: str, about: str | None, scope: str | None) -> None:
    """Ensures that the words which tell of a plan are told from those that it is about, and from its scope."""
    found = find_opening(words)
    assert (words[found.end :] if found else None, found.scope if found else None) == (about, scope)


PARTS = [
    ("Organic growth in the upper half of the range of", "Organic growth "),
    ("EBITDA at the lower end of our guidance range", "EBITDA "),
    ("Net leverage within our target range of", "Net leverage "),
    ("Net leverage target range of", "Net leverage target range of"),
    ("Midpoint of revenue guidance", "Midpoint of revenue guidance"),
]


@pytest.mark.parametrize(("words", "left"), PARTS, ids=[words for words, _ in PARTS])
def test_parts_of_ranges(words: str, left: str) -> None:
    """Ensures that where in a range a figure is expected is no part of its name."""
    assert without_part_of_range(words) == left


HORIZONS = [
    ("Target CET1 operating range of", True, True),
    ("Long-term targets", True, False),
    ("our medium-term target", True, False),
    ("through the cycle", True, False),
    ("over the longer term", True, False),
    ("Net leverage target range of", False, True),
    ("full-year target range", False, False),
    ("Long-term debt of", False, False),
    ("Long-term incentive plan", False, False),
    ("Medium-term loans", False, False),
    ("2024 outlook", False, False),
    ("Bicycle sales", False, False),
]


@pytest.mark.parametrize(("words", "undated", "ranged"), HORIZONS, ids=[words for words, _, _ in HORIZONS])
def test_horizons(words: str, undated: bool, ranged: bool) -> None:  # noqa: FBT001
    """Ensures that targets without a date are told from those of a year and from long-term balances."""
    assert (stands_undated(words), names_range(words)) == (undated, ranged)
