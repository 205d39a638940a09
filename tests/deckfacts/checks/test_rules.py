"""Tests of the checks: a few lines of a deck on the left, the rules that fail on the right."""

from dataclasses import replace

import pytest

from deckfacts.checks import run_checks
from tests.deckfacts.checks.notation import deck

CONTRADICTIONS = {
    "down in money, up in percent": (
        "revenue[Upkeep] 3Q qoq -111m ; revenue[Upkeep] 3Q qoq 2.3%",
        ["directions_disagree"],
    ),
    "the percent stands on the next line": (
        "order_backlog @3Q yoy -1,633m\norder_backlog @3Q yoy 27.8%",
        ["directions_disagree"],
    ),
    "a change that is not the difference": (
        "| total_assets @3Q 52,558m ; total_assets @4Q-1 55,703m ; total_assets @3Q vs:@4Q-1 -3,444m",
        ["change_against_ends"],
    ),
    "a change in points against two margins": (
        "operating_margin 3Q 6.9% ; operating_margin 3Q-1 6.7%\noperating_margin 3Q yoy 0.4pt",
        ["change_against_ends"],
    ),
    "a change from the previous target": (
        "| revenue FY 73.0bn previous ; revenue FY 69.3bn target ; revenue FY previous_target -3.1bn target",
        ["change_against_ends"],
    ),
    "a growth rate in a row": (
        "| revenue 9M 50.8bn ; revenue 9M-1 48.3bn ; revenue 9M yoy 6.0%",
        ["growth_against_ends"],
    ),
    "a growth rate of a target on the year before": (
        "| eps FY 6,336 target ; eps FY-1 25,100 ; eps FY yoy -47.8% target",
        ["growth_against_ends"],
    ),
    "growth on the quarter before, which the half year tells": (
        "revenue 1H 30.0bn\nrevenue 2Q 16.0bn ; revenue 2Q qoq 24.3%",
        ["growth_against_ends"],
    ),
    "growth that leaves less than nothing for the first quarter": (
        "revenue 9M 30.0bn\nrevenue 3Q 15.0bn ; revenue 3Q qoq -14.3%",
        ["growth_against_ends"],
    ),
    "a change and its rate against the level they lead to": (
        "revenue 3Q 3,724m\nrevenue 3Q yoy -2,196m ; revenue 3Q yoy -31.7%",
        ["change_against_growth"],
    ),
    "two changes with rates that lead to two levels": (
        "order_backlog @3Q yoy 474m ; order_backlog @3Q yoy 5.4%\n"
        "order_backlog @3Q vs:@1H 3,992m ; order_backlog @3Q vs:@1H 57.1%",
        ["change_against_growth"],
    ),
    "a cost ratio": (
        "| revenue 3Q 17.5bn\n| sga_and_rd_expense 3Q 2.6bn\nsga_and_rd_expense 3Q share 14.1% of_revenue",
        ["share_against_whole"],
    ),
    "a margin": (
        "| revenue FY 11,154m\n| operating_income FY 1,429m\noperating_margin FY 13.8%",
        ["share_against_whole"],
    ),
    "an adjusted margin on revenue as reported": (
        "| revenue FY 11,154m\n| operating_income FY 1,429m adjusted\noperating_margin FY 12.1% adjusted",
        ["share_against_whole"],
    ),
    "a segment's share": (
        "revenue 3Q 200m\nrevenue[Cloud] 3Q 50m ; revenue[Cloud] 3Q share 22.0%",
        ["share_against_whole"],
    ),
    "gross profit that revenue and costs do not give": (
        "| revenue 9M 50.8bn\n| cost_of_revenue 9M 41.3bn\n| gross_profit 9M 9.9bn",
        ["table_sum"],
    ),
    "a total that holds in the other column": (
        "| 'Loans' @3Q 120m ; 'Loans' @4Q-1 110m\n| 'Cash' @3Q 55m ; 'Cash' @4Q-1 48m\n"
        "| 'Securities' @3Q 311m ; 'Securities' @4Q-1 309m\n| 'Total assets' @3Q 486m ; 'Total assets' @4Q-1 476m",
        ["table_sum"],
    ),
    "equity that is not what is left": (
        "| total_assets @3Q 23,724m ; total_assets @2Q 23,204m\n"
        "| total_liabilities @3Q 20,838m ; total_liabilities @2Q 20,339m\n"
        "| shareholders_equity @3Q 2,886m ; shareholders_equity @2Q 2,685m",
        ["table_sum"],
    ),
    "parts in brackets": (
        "employees @3Q qoq 27people\nemployees[Full-time] @3Q qoq 13people ; employees[Contract] @3Q qoq 17people",
        ["parts_against_total"],
    ),
    "quarters that do not make the nine months": (
        "| revenue 1Q 16,200m ; revenue 2Q 17,089m ; revenue 3Q 17,500m\nrevenue 9M 51,789m",
        ["parts_against_total"],
    ),
    "two halves that do not make the year": (
        "revenue 1H 33.3bn\nrevenue 2H 35.1bn\nrevenue FY 66.8bn",
        ["parts_against_total"],
    ),
    "one figure printed twice, nearly the same": (
        "operating_income[the 4 New Subsidiaries] 9M -820m\noperating_income[4 new subsidiaries] 9M -823m",
        ["printed_twice"],
    ),
    "one figure printed twice with one digit changed": (
        "revenue 9M 50,789m\nrevenue 9M 55,789m",
        ["printed_twice"],
    ),
    "down here, up there": (
        "revenue[Upkeep & Operation] 3Q qoq -2.3%\nrevenue[upkeep and operation] 3Q qoq 2.3%",
        ["printed_twice"],
    ),
    "a bullet against the table": (
        "operating_income 9M yoy -35.7%\n\n| operating_income 9M yoy -37.5%",
        ["printed_twice"],
    ),
    "a base that had not come": (
        "'Reduction in staff' @2Q vs:@3Q -30people",
        ["impossible_base"],
    ),
    "a base that had not come, and another slide with another base": (
        "'Reduction in staff' @4Q vs:@2Q -100people approx\n'Reduction in staff' @3Q vs:@3Q -50people\n"
        "'Reduction in staff' @4Q vs:@3Q -100people",
        ["impossible_base", "impossible_base"],
    ),
    "cash provided by payments": (
        "financing_cash_flow 3Q 811m\n'Short-term borrowing (net)' 3Q 800m\n"
        "'Principal payments under leases' 3Q 1,104m\n"
        "'Payments for dividends' 3Q 206m\n'Acquisition of treasury stock' 3Q 301m",
        ["sign_against_parts"],
    ),
    "cash provided by payments, and so on": (
        "investing_cash_flow 3Q 892m\n'Payment for equipment' 3Q 915m\n'Sale of other investments' 3Q 37m",
        ["sign_against_parts"],
    ),
    "a loss of associates that was a profit": (
        "| revenue 3Q 17.5bn ; revenue 3Q-1 18.4bn\n| pretax_income 3Q 0.47bn ; pretax_income 3Q-1 1.01bn\n"
        "| income_tax_expense 3Q 653m ; income_tax_expense 3Q-1 392m\n"
        "| minority_interest 3Q 120m ; minority_interest 3Q-1 27m\n"
        "| equity_method_income 3Q -44m ; equity_method_income 3Q-1 42m\n"
        "| net_income 3Q -0.013bn ; net_income 3Q-1 0.606bn",
        ["sign_against_parts"],
    ),
}

NO_CONTRADICTIONS = {
    "three roundings": "| 'Tax assets' @3Q 790m ; 'Tax assets' @4Q-1 1,091m ; 'Tax assets' @3Q vs:@4Q-1 -300m",
    "a column that rounding keeps from adding up": (
        "| revenue 3Q 17.5bn\n| cost_of_revenue 3Q 14.2bn\n| gross_profit 3Q 3.4bn"
    ),
    "growth worked out before rounding": "| net_income 9M 0.4bn ; net_income 9M-1 4.1bn ; net_income 9M yoy -91.3%",
    "amounts cut off, growth rounded": "| revenue 3Q 15m ; revenue 3Q-1 9m ; revenue 3Q yoy 52.5%",
    "amounts cut off in the table and rounded in the text": "| revenue 3Q 1,844m\nrevenue 3Q 1.85bn",
    "growth from a loss": "| net_income 3Q 20m ; net_income 3Q-1 -10m ; net_income 3Q yoy 300%",
    "growth from nothing": "| net_income 3Q 20m ; net_income 3Q-1 0m ; net_income 3Q yoy 900%",
    "a loss that grew": "'Operating loss' 3Q yoy -5m ; 'Operating loss' 3Q yoy 50.0%",
    "a loss that grew, between its ends": (
        "| operating_income 3Q -15m ; operating_income 3Q-1 -10m ; operating_income 3Q yoy -5m ; "
        "operating_income 3Q yoy 50.0%"
    ),
    "organic growth of levels that are not organic": (
        "| revenue FY 1,076m ; revenue FY-1 1,025m ; revenue FY yoy 8.0% organic"
    ),
    "adjusted profit and profit as reported": "net_income FY 1,089m adjusted\nnet_income FY 1,048m",
    "a target and the target before": "revenue FY 69.3bn target\nrevenue FY 69.9bn previous",
    "a target and what came of it": "revenue FY 69.3bn target\nrevenue FY 69.1bn",
    "the quarter and the nine months": (
        "revenue 3Q yoy -4.5%\nrevenue 9M yoy -4.1%\nrevenue 9M 50.8bn\nrevenue 3Q 50.1bn"
    ),
    "the quarter's change and the nine months' growth": "revenue 3Q yoy -200m ; revenue 9M yoy 5.0%",
    "approximately the same": "'Staff cut' @3Q yoy -100people approx\n'Staff cut' @3Q yoy -106people",
    "over so many": "'Contracts' @3Q 305,000people over\n'Contracts' @3Q 306,112people",
    "closer and less close prints": "revenue 9M 50,789m\n| revenue 9M 50.8bn",
    "two segments": "revenue[Cloud] 3Q 820m\nrevenue[Mobile] 3Q 823m",
    "far apart is another thing": "net_income 3Q 820m\nnet_income 3Q 207m",
    "two lines under one concept, told apart by the table": (
        "| deferred_tax_assets @3Q 790m\n| deferred_tax_assets[Non-current] @3Q 1,896m\ndeferred_tax_assets @3Q 790m"
    ),
    "other lines that share a name": "| 'Other' @3Q 100m\n| 'Cash' @3Q 103m\n'Other' @3Q 103m",
    "a share of something else": "revenue 3Q 200m\noperating_income 3Q 50m\noperating_income 3Q share 22.0%",
    "shares of ownership that are no parts of one whole": (
        "| 'Ownership'[Mufeed] @3Q share 100%\n| 'Ownership'[Revolution] @3Q share 67%\n"
        "| 'Total ownership' @3Q share 31%"
    ),
    "a total of which only some lines are printed": (
        "| 'Cash' @3Q 120m ; 'Cash' @4Q-1 110m\n| 'Loans' @3Q 55m ; 'Loans' @4Q-1 48m\n"
        "| 'Total assets' @3Q 486m ; 'Total assets' @4Q-1 467m"
    ),
    "a single column that misses its total": (
        "| 'Cash' @3Q 120m\n| 'Loans' @3Q 55m\n| 'Bonds' @3Q 311m\n| 'Total assets' @3Q 476m"
    ),
    "non-controlling interests between assets and equity": (
        "| total_assets @3Q 23,724m ; total_assets @2Q 23,204m\n"
        "| total_liabilities @3Q 20,838m ; total_liabilities @2Q 20,339m\n"
        "| shareholders_equity @3Q 2,700m ; shareholders_equity @2Q 2,685m"
    ),
    "some of the parts": (
        "employees @3Q 270people\nemployees[Japan, of which] @3Q 130people ; employees[Asia] @3Q 110people"
    ),
    "quarterly averages": (
        "| 'Average loans' 1Q 194m ; 'Average loans' 2Q 193m ; 'Average loans' 3Q 193m\n'Average loans' 9M 193m"
    ),
    "a base worked out for QoQ": "'Orders' @3Q qoq -30people",
    "a target is compared with another for the same date": "'Cut' FY previous_target -3.7bn target",
    "cash used for payments": (
        "financing_cash_flow 3Q -811m\n'Short-term borrowing' 3Q 800m\n'Payments under leases' 3Q 1,611m"
    ),
    "cash flow items whose way is not said": (
        "financing_cash_flow 3Q 811m\n'Decrease in borrowings' 3Q 800m\n'Others' 3Q 11m"
    ),
    "associates within pretax income": (
        "| pretax_income 3Q 1,000m ; pretax_income 3Q-1 900m\n"
        "| income_tax_expense 3Q 300m ; income_tax_expense 3Q-1 270m\n"
        "| equity_method_income 3Q 44m ; equity_method_income 3Q-1 42m\n| net_income 3Q 700m ; net_income 3Q-1 630m"
    ),
    "a fall that leaves a first quarter": "revenue 9M 50.0bn\nrevenue 3Q 15.0bn ; revenue 3Q qoq -14.3%",
    "a profit whose first quarter may have been a loss": (
        "operating_income 9M 1,844m\noperating_income 3Q 800m ; operating_income 3Q qoq -41.2%"
    ),
    "a table read with its columns shifted": (
        "| 'A' @3Q 120m ; 'A' @4Q-1 110m ; 'A' @3Q vs:@4Q-1 22m\n"
        "| 'B' @3Q 520m ; 'B' @4Q-1 450m ; 'B' @3Q vs:@4Q-1 33m\n"
        "| 'C' @3Q 720m ; 'C' @4Q-1 650m ; 'C' @3Q vs:@4Q-1 31m"
    ),
}


def rules_failed(text: str) -> list[str]:
    """The rules that fail, in the order of the deck."""
    return [str(check.rule) for check in run_checks(*deck(text)).failed]


@pytest.mark.parametrize(("text", "rules"), CONTRADICTIONS.values(), ids=CONTRADICTIONS.keys())
def test_contradictions(text: str, rules: list[str]) -> None:
    """Ensures that each contradiction is found, once, by the most direct rule."""
    assert rules_failed(text) == rules


@pytest.mark.parametrize("text", NO_CONTRADICTIONS.values(), ids=NO_CONTRADICTIONS.keys())
def test_near_misses(text: str) -> None:
    """Ensures that what only looks like a contradiction raises no alarm."""
    assert [check.message for check in run_checks(*deck(text)).failed] == []


@pytest.mark.parametrize(("printed", "failed"), [("(259)", []), ("-259", ["printed_twice"])])
def test_costs_set_in_brackets_contradict_nothing(printed: str, failed: list[str]) -> None:
    """Ensures that a cost which a statement sets in brackets and a sentence names without them is one figure."""
    facts, cells = deck("interest_expense FY -259m\ninterest_expense FY 259m")
    facts[0] = replace(facts[0], printed=printed)
    assert [check.rule.value for check in run_checks(facts, cells).failed] == failed
