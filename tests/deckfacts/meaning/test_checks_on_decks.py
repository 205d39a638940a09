"""Tests of reading and checking together: mini decks with a planted contradiction, and the check that names it."""

import pytest

from tests.deckfacts.meaning.notation import read

RESULTS = """
| $ million        | 3Q24  | 3Q23  | Change | YoY   |
|------------------|-------|-------|--------|-------|
| Revenue          | 120.0 | 111.0 | 9.0    | 8.1%  |
| Cost of revenue  | 66.0  | 60.0  | 6.0    | 10.0% |
| Gross profit     | 54.0  | 51.0  | 3.0    | 5.9%  |
| Operating income | 12.0  | 9.0   | 3.0    | 33.3% |
| Operating margin | 10.0% | 8.1%  | 1.9pp  |       |
"""
"""A table whose figures agree; each case changes one print."""

PLANTED = {
    "a change that is not the difference": ("| 9.0    | 8.1%", "| 12.0   | 8.1%", "change_against_ends", "12.0"),
    "a growth rate": ("9.0    | 8.1%", "9.0    | 18.1%", "growth_against_ends", "18.1%"),
    "a sum": ("| 54.0  | 51.0  | 3.0    | 5.9%", "| 58.0  | 51.0  | 7.0    | 13.7%", "table_sum", "58.0"),
    "a margin": ("| 10.0% | 8.1%  | 1.9pp", "| 12.5% | 8.1%  | 4.4pp", "share_against_whole", "12.5%"),
    "a change in points": ("1.9pp", "2.9pp", "change_against_ends", "2.9pp"),
}


@pytest.mark.parametrize(("printed", "instead", "rule", "found"), PLANTED.values(), ids=PLANTED.keys())
def test_planted_in_a_table(printed: str, instead: str, rule: str, found: str) -> None:
    """Ensures that one wrong print in a table fails the check that it breaks, which names it."""
    assert RESULTS.count(printed) == 1
    result = read(RESULTS.replace(printed, instead))
    wrong = {fact.fact_id for fact in result.facts if fact.printed == found}
    assert [check.rule for check in result.checks if wrong & set(check.fact_ids)] == [rule]


def test_a_table_that_agrees() -> None:
    """Ensures that a table whose figures agree is checked and fails nothing."""
    result = read(RESULTS)
    assert result.checks == ()
    assert result.document.checks_run >= len(RESULTS.strip().splitlines())


SENTENCES = {
    "down in money, up in percent": ("- Order backlog: down $11 million QoQ (up 2.3%)\n", ["directions_disagree"]),
    "up in money and in percent": ("- Order backlog: up $11 million QoQ (up 2.3%)\n", []),
    "printed twice": (
        "- Revenue: $120.0 million\n\n| $ million | 3Q24 |\n|---|---|\n| Revenue | 121.0 |\n",
        ["printed_twice"],
    ),
    "printed twice alike": (
        "- Revenue: $120.0 million\n\n| $ million | 3Q24 |\n|---|---|\n| Revenue | 120.0 |\n",
        [],
    ),
    "printed twice, once rounded": (
        "- Revenue: $0.1 billion\n\n| $ million | 3Q24 |\n|---|---|\n| Revenue | 120.0 |\n",
        [],
    ),
    "two segments are not the same figure": ("- Cloud revenue: $70 million\n- Fiber revenue: $50 million\n", []),
    "a target and what came of it are not the same figure": (
        "- Revenue in FY2023 was $450 million\n- FY2024 revenue target of $490 million\n",
        [],
    ),
}


@pytest.mark.parametrize(("body", "expected"), SENTENCES.values(), ids=SENTENCES.keys())
def test_sentences(body: str, expected: list[str]) -> None:
    """Ensures that what bullets say is checked, against each other and against tables."""
    assert [str(check.rule) for check in read(body).checks] == expected


def test_the_fact_keeps_what_is_printed() -> None:
    """Ensures that a contradiction changes no fact: both stay as printed, and the check names both."""
    result = read("- Order backlog: down $11 million QoQ (up 2.3%)\n")
    assert [str(fact.value.normalize()) for fact in result.facts] == ["-1.1E+7", "2.3"]
    assert set(result.checks[0].fact_ids) == {fact.fact_id for fact in result.facts}
    assert result.document.checks_failed == 1
