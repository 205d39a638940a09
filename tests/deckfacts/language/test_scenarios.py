"""Headings, headers and sentences on the left, on the right whether their numbers happened or are aimed at."""

import pytest

from deckfacts.contract import Scenario
from deckfacts.language.scenarios import read_scenario

ACTUAL, TARGET = Scenario.ACTUAL, Scenario.TARGET
PREVIOUS, ESTIMATE = Scenario.PREVIOUS_TARGET, Scenario.ESTIMATE


@pytest.mark.parametrize(
    ("text", "scenario"),
    [
        ("FY2009 Targets", TARGET),
        ("Previously (14 Feb 2025)", PREVIOUS),
        ("up 1% to 2% (prior: up 0% to 1%)", PREVIOUS),
        ("Full-year guidance", TARGET),
        ("Revised forecast", TARGET),
        ("Updated outlook", TARGET),
        ("2025 Outlook", TARGET),
        ("Prospects for FY2008", TARGET),
        ("FY25 Plan", TARGET),
        ("Plan (FY25)", TARGET),
        ("Plan: 12", TARGET),
        ("Medium-term plan", TARGET),
        ("Annual plan", TARGET),
        ("Budget", TARGET),
        ("We expect revenue of $5 million", TARGET),
        ("Capex is expected to be $5 million", TARGET),
        ("Revenue is now expected at $5 million", TARGET),
        ("Management anticipates growth of 5%", TARGET),
        ("as anticipated", TARGET),
        ("dividend will be JPY1,000", TARGET),
        ("plans to hire 50 people", TARGET),
        ("aiming for 12%", TARGET),
        ("scheduled openings: 5", TARGET),
        ("forecasted tax rate", TARGET),
        ("guided range", TARGET),
        ("projected growth", TARGET),
        ("targeting net leverage of 2.5x", TARGET),
        ("通期業績予想", TARGET),
        ("通期見通し", TARGET),
        ("中期経営計画", TARGET),
        ("配当予定", TARGET),
        ("2025年目标", TARGET),
        ("Previous forecast", PREVIOUS),
        ("Prior guidance", PREVIOUS),
        ("Prior guidance (May 1, 2025)", PREVIOUS),
        ("Initial plan", PREVIOUS),
        ("Original targets", PREVIOUS),
        ("Previously announced targets", PREVIOUS),
        ("Previously issued guidance", PREVIOUS),
        ("Previously: 0% to 4%", PREVIOUS),
        ("Former outlook", PREVIOUS),
        ("Prior FY2025 outlook", PREVIOUS),
        ("Earlier projections", PREVIOUS),
        ("前回発表予想", PREVIOUS),
        ("前回予想", PREVIOUS),
        ("従来予想", PREVIOUS),
        ("期初計画", PREVIOUS),
        ("Analyst estimates", ESTIMATE),
        ("Consensus", ESTIMATE),
        ("estimated market size", ESTIMATE),
        ("original expectation", ESTIMATE),
        ("Actual", ACTUAL),
        ("FY2007 actuals", ACTUAL),
        ("Consolidated Financial Results", ACTUAL),
        ("As reported", ACTUAL),
        ("実績", ACTUAL),
        ("Forecast vs. actual", TARGET),
        ("Expected credit losses", None),
        ("Target market", None),
        ("target customers", None),
        ("Pension plans", None),
        ("Planning", None),
        ("Revenue", None),
        ("3Q08", None),
        ("Unexpected costs", None),
        ("will", None),
        ("", None),
        ("売上高", None),
    ],
)
def test_scenario(text: str, scenario: Scenario | None) -> None:
    """Ensures that words that announce a number are told from those that report one, and a former plan from the new."""
    assert read_scenario(text) is scenario
