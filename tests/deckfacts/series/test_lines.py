"""Lines: decks that print one concept under several labels on the left, on the right which labels are one line."""

from collections import defaultdict

import pytest

from deckfacts.series.lines import line_of
from deckfacts.series.points import read_prints
from deckfacts.series.records import Standing
from tests.deckfacts.series.notation import decks, resolved

TOGETHER = "Revenue + Total revenues"

CASES = {
    "labels that contradict in one deck": (
        """
        # 4Q30 2031-05-10
        net_asset_value_per_share'NAV per share' @4Q30 12.31/share
        net_asset_value_per_share'NAV per share with all dividends' @4Q30 17.85/share
        """,
        ["NAV per share", "NAV per share with all dividends"],
    ),
    "a label with a word that makes another figure": (
        """
        # 4Q30 2031-05-10
        net_asset_value_per_share'NAV per share' @4Q30 12.31/share
        net_asset_value_per_share'NAV per share incl. cumulative dividends' @3Q30 17.85/share
        """,
        ["NAV per share", "NAV per share incl. cumulative dividends"],
    ),
    "labels that contradict in decks that use one each": (
        """
        # 4Q30 2031-05-10
        net_asset_value_per_share'NAV per share' @4Q30 12.31/share
        # 1Q31 2031-08-08
        net_asset_value_per_share'NAV per share with all dividends' @4Q30 17.85/share
        """,
        ["NAV per share", "NAV per share with all dividends"],
    ),
    "a third label goes with the one that it agrees with": (
        """
        # 4Q30 2031-05-10
        net_asset_value_per_share'NAV per share' @4Q30 12.31/share
        net_asset_value_per_share'NAV per share with all dividends' @4Q30 17.85/share
        net_asset_value_per_share'NAV per share, dividends added' @4Q30 17.9/share
        """,
        ["NAV per share", "NAV per share with all dividends + NAV per share, dividends added"],
    ),
    "labels that agree in one deck": (
        """
        # 1Q31 2031-08-08
        revenue'Revenue' 1Q31 4.2bn
        revenue'Total revenues' 1Q31 4,210m
        """,
        [TOGETHER],
    ),
    "labels that never meet": (
        """
        # 1Q31 2031-08-08
        revenue'Revenue' 1Q31 4,210m
        # 2Q31 2031-11-08
        revenue'Total revenues' 2Q31 4,300m
        """,
        [TOGETHER],
    ),
    "one of two prints is a slip": (
        """
        # 1Q31 2031-08-08
        revenue'Revenue' 1Q31 4,210m ; 1Q30 4,042m ; 1Q29 3,950m
        revenue'Total revenues' 1Q31 4,210m ; 1Q30 4,042m ; 1Q29 3,590m
        """,
        [TOGETHER],
    ),
    "a restatement under both labels": (
        """
        # 1Q30 2030-08-08
        revenue'Revenue' 1Q30 4,042m
        revenue'Total revenues' 1Q30 4,042m
        # 1Q31 2031-08-08
        revenue'Revenue' 1Q30 4,050m
        revenue'Total revenues' 1Q30 4,050m
        """,
        [TOGETHER],
    ),
    "a restatement under one of two labels": (
        """
        # 1Q30 2030-08-08
        revenue'Revenue' 1Q30 4,042m
        revenue'Total revenues' 1Q30 4,042m
        # 1Q31 2031-08-08
        revenue'Total revenues' 1Q30 4,050m
        """,
        [TOGETHER],
    ),
    "labels that contradict in a segment": (
        """
        # 1Q31 2031-08-08
        revenue'Revenue'[Rail] 1Q31 1,234m
        revenue'Revenue with leases'[Rail] 1Q31 1,350m
        revenue'Revenue' 1Q30 4,042m
        """,
        ["Revenue", "Revenue with leases"],
    ),
    "words that only say that it changed": (
        """
        # 1Q31 2031-08-08
        'Average loan' 1Q31 4,210m
        'Average loan growth' 1Q31 yoy 4.2%
        """,
        ["Average loan + Average loan growth"],
    ),
}


def labels(text: str) -> list[str]:
    """The labels of each line."""
    prints = read_prints(decks(text))
    lines = line_of(prints)
    held: dict[object, dict[str, None]] = defaultdict(dict)
    for one in prints:
        held[lines[one.subject, one.variant]][one.fact.label] = None
    return [" + ".join(names) for names in held.values()]


@pytest.mark.parametrize("name", CASES)
def test_lines(name: str) -> None:
    """Ensures that labels of one concept are one line unless what they print contradicts each other."""
    text, expected = CASES[name]
    assert labels(text) == expected


def test_restated_under_two_labels() -> None:
    """Ensures that a figure restated under both of its labels is one vintage after another, and not two lines."""
    found = resolved(CASES["a restatement under both labels"][0]).observations
    assert [(one.vintage, one.standing) for one in found] == [(1, Standing.FIRST), (2, Standing.CHANGED)]


def test_latest_label() -> None:
    """Ensures that a line bears the label that the last deck prints, that of a table before that of a sentence."""
    text = """
        # 1Q30 2030-08-08
        revenue'Revenue' 1Q30 4,042m
        # 1Q31 2031-08-08
        revenue'Sales' 1Q30 4,042m text
        revenue'Net sales' 1Q30 4,042m
        """
    assert {one.series_label for one in resolved(text).observations} == {"Net sales"}
