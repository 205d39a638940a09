"""Headings, headers and sentences on the left, on the right whether their numbers happened or are aimed at."""

import pytest

from deckfacts.contract import Scenario
from deckfacts.language.scenarios import (
    Version,
    find_plan_bases,
    is_plan,
    read_scenario,
    read_version,
    says_revised,
)

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
        ("We reaffirm our previous guidance", TARGET),
        ("Our previous forecast is unchanged", TARGET),
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
        ("will be paid in June", None),
        ("on a reported and organic basis", None),
        ("3% (previously 2%)", PREVIOUS),
        ("will", None),
        ("", None),
        ("売上高", None),
        ("contributor to the overall Spanish budget", None),  # John Laing Infrastructure Fund, FY2015, page 11
        ("the federal government's budget", None),
        ("on time and on budget", None),
        ("budget hotels", None),
        ("2025 capex budget", TARGET),
        ("Budget 2025", TARGET),
        ("Planned maintenance", None),
        ("Planned capex", TARGET),
        ("planning consent", None),
        ("Scheduled amortization", None),
        ("BBB+ (stable outlook)", None),
        ("Moody's: Baa2, outlook stable", None),
        ("Outlook", TARGET),
        ("Positive outlook for 2025", TARGET),
        ("Outlook remains positive for revenue", TARGET),
        ("Forecast accuracy", None),
        ("sales forecasting software", None),
        ("Sales forecast", TARGET),
        ("Weather forecasts", None),
        ("Expected volatility", None),
        ("Expected loss", TARGET),
        ("IFRS guidance", None),
        ("FY2025 guidance", TARGET),
        ("Pension plan", None),
        ("Employee share option plan (ESOP)", None),
        ("Acquisition targets", None),
        ("Targeted advertising", None),
        ("60 projects", None),
        ("Estimated NAV", ESTIMATE),
        ("Targeted dividend of 6.0p", TARGET),
        ("Target IRR", TARGET),
        ("A revised outlook of 5", TARGET),
        ("A1 (negative outlook)", None),
        ("Cost savings plan", TARGET),
        ("Forecast software revenue", TARGET),
        ("Tax guidance", TARGET),
        ("These budgeted costs", TARGET),
        ("Share repurchase plan", TARGET),
    ],
)
def test_scenario(text: str, scenario: Scenario | None) -> None:
    """Ensures that words that announce a number are told from those that report one, and a former plan from the new."""
    assert read_scenario(text) is scenario


@pytest.mark.parametrize(
    ("text", "words", "plan", "scenario"),
    [
        ("EBIT of 5, in line with our guidance", "in line with our guidance", None, TARGET),
        ("EBIT of 5, ahead of consensus of 4", "ahead of consensus", "4", ESTIMATE),
        ("EPS of 3, up from our previous range of 2", "from our previous range", "2", PREVIOUS),
        ("Capex 6 (full-year plan: 9)", "(full-year plan", "9", TARGET),
        ("up 7%, within the target range of 5% to 8%", "within the target range", "5% to 8%", TARGET),
        ("76% of the full-year forecast of 50", "of the full-year forecast", "50", TARGET),
        ("Progress against the plan: 74%", "against the plan", None, TARGET),
        ("up 9%, ahead of expected growth of 7.81%", "ahead of expected growth of ", "7.81%", ESTIMATE),
        ("£3m ahead of growth expected from unwind", "ahead of growth expected", None, ESTIMATE),
        ("above budgeted sales of 50", "above budgeted sales of ", "50", TARGET),
        ("better than expected", "than expected", None, ESTIMATE),
        ("up 7%, as expected", "as expected", None, ESTIMATE),
        ("spent less, as planned", "as planned", None, TARGET),
        ("up 7%, better than the 5% expected", "than the 5% expected", "5% expected", ESTIMATE),
    ],
)
def test_plan_bases(text: str, words: str, plan: str | None, scenario: Scenario) -> None:
    """Ensures that words that hold a figure against a plan are found, with the number that the plan itself is."""
    [base] = find_plan_bases(text)
    assert (text[base.start : base.end], base.scenario) == (words, scenario)
    numbers = "0123456789"
    behind = text[base.behind :].rstrip(")") if base.behind >= 0 and text[base.behind :][:1] in tuple(numbers) else None
    assert behind == plan


@pytest.mark.parametrize(
    "text",
    [
        "Revenue of 5",
        "our guidance of 5",
        "plan assets under management",
        "from 3% to 4%",
        "savings from expected synergies",
        "customers with marketing budgets of 5",
        "",
    ],
)
def test_no_plan_base(text: str) -> None:
    """Ensures that a plan alone, and a comparison with anything else, hold nothing against a plan."""
    assert find_plan_bases(text) == ()


@pytest.mark.parametrize(
    ("text", "revised"),
    [
        ("we raised our full-year guidance to", True),
        ("the operating income forecast was revised down by", True),
        ("Revised Forecast", True),
        ("revenue guidance increases by", True),
        ("we expect revenue to increase by", False),
        ("guidance of", False),
        ("raised prices by", False),
    ],
)
def test_revised(text: str, *, revised: bool) -> None:
    """Ensures that a plan that was changed is told from one that is only given, and from other changes."""
    assert says_revised(text) is revised


@pytest.mark.parametrize(
    ("text", "number", "plan"),
    [
        ("our 1.5x-2.0x target range", "1.5x", True),
        ("our 1.5x-2.0x target range", "2.0x", True),
        ("a 15% target", "15%", True),
        ("15% of target customers", "15%", False),
        ("15% growth", "15%", False),
    ],
)
def test_called_a_plan(text: str, number: str, *, plan: bool) -> None:
    """Ensures that a number that is called a target is one, and one beside the word in another sense is not."""
    assert is_plan(text, text.index(number) + len(number)) is plan


@pytest.mark.parametrize(
    ("header", "version"),
    [
        ("Previous", Version.OLDER),
        ("Prior", Version.OLDER),
        ("Old", Version.OLDER),
        ("Original range", Version.OLDER),
        ("Previous (May)", Version.OLDER),
        ("前回", Version.OLDER),
        ("Updated", Version.NEWER),
        ("Current", Version.NEWER),
        ("New", Version.NEWER),
        ("Revised", Version.NEWER),
        ("Now", Version.NEWER),
        ("今回", Version.NEWER),
        ("Prior year", None),
        ("Prior quarter", None),
        ("Current assets", None),
        ("New stores", None),
        ("Old facility", None),
        ("", None),
    ],
)
def test_versions_of_a_plan(header: str, version: Version | None) -> None:
    """Ensures that a header names a version of a plan only where it says nothing else."""
    assert read_version(header) is version
