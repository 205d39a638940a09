"""Reconciling: decks that don't fit each other on the left, on the right the differences that are told."""

import re
from itertools import permutations
from pathlib import Path

import pytest

from deckfacts.publication import publish
from deckfacts.series.records import CrossCheck
from deckfacts.series.resolving import resolve_company
from tests.deckfacts.series.notation import decks, of_one, publications, resolved


def told(found: tuple[CrossCheck, ...]) -> list[str]:
    """Each difference in short, with its values in millions."""
    return sorted(
        f"{one.rule} {one.cause}: {one.found.scaleb(-6).normalize():f}, {one.difference.scaleb(-6).normalize():+f}"
        for one in found
    )


PRIOR, REISSUE, RECALLED, PARTS, OPENING = (
    "comparative_against_earlier",
    "reissue_against_earlier",
    "recalled_target_against_earlier",
    "parts_against_period",
    "opening_against_closing",
)

DECKS = {
    "prior-year column": (
        """
        # 1Q30 2030-08-08
        revenue 1Q30 1,844m
        # 1Q31 2031-08-08
        revenue 1Q31 1,900m ; 1Q30 1,850m
        """,
        [f"{PRIOR} unexplained: 1850, +6"],
    ),
    "prior-year column that says so": (
        """
        # 1Q30 2030-08-08
        revenue 1Q30 1,844m
        # 1Q31 2031-08-08
        ! Prior-year figures have been restated.
        revenue 1Q31 1,900m ; 1Q30 1,840m
        """,
        [f"{PRIOR} restated: 1840, -4"],
    ),
    "prior-year column by one of its last digit": (
        """
        # 1Q30 2030-08-08
        revenue 1Q30 1,844m
        # 1Q31 2031-08-08
        revenue 1Q31 1,900m ; 1Q30 1,845m
        """,
        [f"{PRIOR} unexplained: 1845, +1"],
    ),
    "prior-year column within the rounding": (
        """
        # 1Q30 2030-08-08
        revenue 1Q30 1.84bn
        # 1Q31 2031-08-08
        revenue 1Q31 1,900m ; 1Q30 1,845m
        """,
        [],
    ),
    "reissued": (
        """
        # 1Q31 2031-08-08
        revenue 1Q31 1,844m
        # 1Q31b 2031-08-20
        revenue 1Q31 1,850m
        """,
        [f"{REISSUE} unexplained: 1850, +6"],
    ),
    "a target that was revised is no difference": (
        """
        # 1Q31 2031-08-08
        revenue FY31 1,844m target
        # 2Q31 2031-11-08
        revenue FY31 1,850m target
        """,
        [],
    ),
    "recalled target": (
        """
        # 1Q31 2031-08-08
        revenue FY31 1,844m target
        # 2Q31 2031-11-08
        revenue FY31 1,850m previous ; FY31 1,900m target
        """,
        [f"{RECALLED} unexplained: 1850, +6"],
    ),
    "recalled target as it was": (
        """
        # 1Q31 2031-08-08
        revenue FY31 1,844m target
        # 2Q31 2031-11-08
        revenue FY31 1,844m previous ; FY31 1,900m target
        """,
        [],
    ),
    "recalled end of a range": (
        """
        # 1Q31 2031-08-08
        revenue FY31 1,800-1,844m target
        # 2Q31 2031-11-08
        revenue FY31 1,800-1,850m previous ; FY31 1,900m target
        """,
        [f"{RECALLED} unexplained: 1850, +6"],
    ),
    "recalled target that no deck stated": (
        """
        # 2Q31 2031-11-08
        revenue FY31 1,850m previous ; FY31 1,900m target
        """,
        [],
    ),
    "opening on the first day": (
        """
        # 4Q30 2031-05-10
        cash_and_cash_equivalents @4Q30 1,844m
        # 1Q31 2031-08-08
        cash_and_cash_equivalents @2031-04-01 1,850m
        """,
        [f"{OPENING} unexplained: 1850, +6"],
    ),
    "opening on the first day as it closed": (
        """
        # 4Q30 2031-05-10
        cash_and_cash_equivalents @4Q30 1,844m
        # 1Q31 2031-08-08
        cash_and_cash_equivalents @2031-04-01 1,844m
        """,
        [],
    ),
    "opening after a closing that was restated": (
        """
        # 4Q30 2031-05-10
        cash_and_cash_equivalents @4Q30 1,844m
        # 4Q30b 2031-05-20
        cash_and_cash_equivalents @4Q30 1,850m
        # 1Q31 2031-08-08
        cash_and_cash_equivalents @2031-04-01 1,850m
        """,
        [f"{REISSUE} unexplained: 1850, +6"],
    ),
    "opening by its label": (
        """
        # 4Q30 2031-05-10
        cash_and_cash_equivalents'Cash and cash equivalents' @4Q28 1,600m ; @4Q29 1,700m ; @4Q30 1,844m
        cash_and_cash_equivalents'Cash, beginning of period' @4Q28 1,600m ; @4Q29 1,700m
        # 1Q31 2031-08-08
        cash_and_cash_equivalents'Cash, beginning of period' @4Q30 1,850m
        """,
        [f"{OPENING} unexplained: 1850, +6"],
    ),
    "opening in the deck of the closing": (
        """
        # 1Q31 2031-08-08
        cash_and_cash_equivalents @4Q30 1,844m ; @2031-04-01 1,850m
        """,
        [],
    ),
    "contested prints claim nothing": (
        """
        # 1Q30 2030-08-08
        revenue 1Q30 1,844m
        # 1Q31 2031-08-08
        revenue 1Q30 1,850m ; 1Q30 1,950m
        """,
        [],
    ),
}


@pytest.mark.parametrize("name", DECKS)
def test_differences(name: str) -> None:
    """Ensures that each difference between decks is told once, as what it is, and that no rounding is one."""
    text, expected = DECKS[name]
    assert told(resolved(text).cross_checks) == expected


@pytest.mark.parametrize("name", DECKS)
def test_order_of_decks(name: str) -> None:
    """Ensures that the differences do not depend on the order in which the decks are given."""
    found = [resolve_company(order).cross_checks for order in permutations(decks(DECKS[name][0]))]
    assert all(one == found[0] for one in found)


YEAR = """
    # 1Q31 2031-08-08
    {0} 1Q31 {1} ; 1H31 {3}
    # 4Q31 2032-05-08
    {0} FY31 {5} ; 2H31 {4} ; 2Q31 {2}
    """

SUMS = [
    # line, first quarter + second quarter = first half, first half + second half = year
    ("revenue: 100m + 110m = 210m + 250m = 460m", []),
    ("revenue: 100m + 110m = 210m + 250m = 461m", []),
    ("revenue: 100m + 110m = 210m + 250m = 459m", []),
    ("revenue: 100m + 110m = 210m + 250m = 470m", [f"{PARTS} unexplained: 470, +9"]),
    ("revenue: 100m + 110m = 210m + 250m = 450m", [f"{PARTS} unexplained: 450, -9"]),
    ("revenue: 100m + 115m = 210m + 250m = 460m", [f"{PARTS} unexplained: 210, -4"]),
    # Each of two figures that are cut off loses up to one of its last digit, so that they may miss two, less a bit.
    ("revenue: 100m + 110m = 210m + 250m = 462m", []),
    ("revenue: 100m + 110m = 210m + 250m = 463m", [f"{PARTS} unexplained: 463, +2"]),
    ("revenue: 100m + 110m = 210m + 250m = 458m", [f"{PARTS} unexplained: 458, -1"]),
    ("revenue: 100m + 110m = 210.2m + 250.3m = 461m", []),
    ("revenue: 100m + 110m = 210.2m + 250.3m = 460m", []),
    ("revenue: 100m + 110m = 210.0m + 250.0m = 461m", [f"{PARTS} unexplained: 461, +0.9"]),
    # Percentages are rounded or cut off too, but no sum.
    ("operating_margin: 10.0% + 11.0% = 10.5% + 12.0% = 23.0%", []),
    ("average_selling_price: 100m + 110m = 210m + 250m = 470m", []),
    ("'Widgets': 100m + 110m = 210m + 250m = 470m", []),
    # A miss by far is more likely another line.
    ("revenue: 100m + 110m = 210m + 250m = 900m", []),
    ("revenue: 100m + 110m = 210m + 250m = 4,600m", []),
    # What is hedged or contested holds nothing.
    ("revenue: 100m about + 118m = 210m + 250m = 460m", []),
    ("revenue: 100m + 110m = 210m + 250m ; 2H31 290m = 470m", []),
]


@pytest.mark.parametrize(("says", "expected"), SUMS)
def test_sums(says: str, expected: list[str]) -> None:
    """Ensures that shorter periods make the longer one as closely as any way of rounding allows."""
    text = YEAR.format(*re.split(r": | \+ | = ", says))
    assert told(resolved(text).cross_checks) == expected


QUARTERLY = """
    # 1Q31 2031-08-08
    revenue 1Q31 100m
    # 2Q31 2031-11-08
    revenue 2Q31 110m
    # 3Q31 2032-02-08
    revenue 3Q31 120m
    # 4Q31 2032-05-08
    revenue 4Q31 130m ; FY31 {year}
    """


@pytest.mark.parametrize(
    ("year", "found"),
    [("458m", 0), ("460m", 0), ("462m", 0), ("463m", 0), ("464m", 0), ("465m", 1), ("457m", 1)],
)
def test_quarters(year: str, found: int) -> None:
    """Ensures that four quarters may miss their year by two, rounded, or by four below it, each cut off."""
    checks = resolved(QUARTERLY.format(year=year)).cross_checks
    assert len(checks) == found


def test_sum_in_one_deck() -> None:
    """Ensures that what one deck prints is left to the checks of that deck."""
    assert resolved("# 4Q31 2032-05-08\nrevenue FY31 470m ; 1H31 210m ; 2H31 250m").cross_checks == ()


SAYING = [
    # notice, title of the figures' slide, title of the notice's slide, line, is it explained
    ("Figures of the prior year have been restated.", "Results", "Notes", "revenue", True),
    ("Prior-year figures have been restated.", "Results", "Notes", "revenue", True),
    ("前期の数値は遡及適用後の数値を記載しております。", "Results", "Notes", "revenue", True),
    ("Rail and Power figures have been restated.", "Results", "Notes", "revenue[Rail]", True),
    ("Power figures have been restated.", "Results", "Notes", "revenue[Rail]", False),
    ("Power figures have been restated.", "Results", "Notes", "revenue", False),
    ("Revenue and operating income have been restated.", "Results", "Notes", "revenue", True),
    ("Revenue and operating income have been restated.", "Results", "Notes", "revenue[Rail]", True),
    ("Operating income of prior years has been restated.", "Results", "Notes", "revenue", False),
    ("Revenue of the Rail segment has been restated.", "Results", "Notes", "revenue[Rail]", True),
    ("Operating income of the Rail segment has been restated.", "Results", "Notes", "revenue[Rail]", False),
    ("Prior-year segment figures have been restated to conform.", "Results", "Notes", "revenue[Rail]", True),
    ("Prior-year segment figures have been restated to conform.", "Results", "Notes", "revenue", False),
    ("前期のセグメント情報は組替後の数値です。", "Results", "Results", "revenue[Rail]", True),
    ("FY30 restated", "Results", "Results", "revenue", True),
    ("FY30 restated", "Results", "Notes", "revenue", False),
]


@pytest.mark.parametrize(("notice", "title", "beside", "line", "explained"), SAYING)
def test_explained(notice: str, title: str, beside: str, line: str, *, explained: bool) -> None:
    """Ensures that a notice explains the figures that it speaks of: by segment, by concept, by slide, or all."""
    text = f"""
        # 1Q30 2030-08-08
        {line} 1Q30 1,844m
        revenue[Power] 1Q30 777m
        # 1Q31 2031-08-08
        > {title}
        {line} 1Q30 1,850m
        > {beside}
        ! {notice}
        """
    (check,) = resolved(text).cross_checks
    assert (check.cause == "restated", check.said) == ((True, notice) if explained else (False, None))
    assert ("the deck says" in check.message) == explained


def test_explained_by_its_column() -> None:
    """Ensures that a header over the figure explains it, that over another does not."""
    text = "# 1Q30 2030-08-08\nrevenue 1Q30 1,844m ; 1Q29 1,700m\n# 1Q31 2031-08-08\n"
    text += 'revenue 1Q30 1,850m "Revenue / 1Q30 (restated)" ; 1Q29 1,750m'
    causes = {check.found.scaleb(-6): check.cause for check in resolved(text).cross_checks}
    assert causes == {1850: "restated", 1750: "unexplained"}


def test_names_decks_and_facts() -> None:
    """Ensures that a difference names both decks, both facts, and their places in words."""
    text = DECKS["prior-year column"][0]
    earlier, later = decks(text)
    (check,) = resolved(text).cross_checks
    assert (check.document_id, check.earlier_document_id) == (later.document.document_id, earlier.document.document_id)
    assert check.fact_ids == (later.facts[1].fact_id, earlier.facts[0].fact_id)
    assert check.message == (
        "norvale/1Q31.md, line 1: revenue 1,850m (2030-04 to 2030-06), but norvale/1Q30.md, line 1: revenue 1,844m"
    )


@pytest.mark.parametrize("says", ["1,800m | 1,900m over", "1,800m over | 1,700m", "1,800m under | 1,900m"])
def test_open_ends(tmp_path: Path, says: str) -> None:
    """Ensures that a difference from "over 1,800" is published like any other."""
    assert publish(tmp_path, publications(of_one(says))).rows("cross_checks") == 1
