"""Tests of tables of plans: which column or row is the plan now, which the plan before, and the change between."""

import pytest

from tests.deckfacts.meaning.notation import lines, meaning, read

TABLES = {
    "previous and updated, ranges of bare numbers, hedges": (
        "FY2024 Outlook",
        """
| ($ in millions, except per share) | Previous | Updated |
| --- | ---: | ---: |
| Revenue | 440 – 455 | 425 – 435 |
| Adjusted EPS | $1.22 – $1.30 | $1.14 – $1.21 |
| Capital expenditures | ~20 | ~18 |
""",
        """
440 = 440m USD FY24 previous_target low 'Revenue' []
455 = 455m USD FY24 previous_target high 'Revenue' []
425 = 425m USD FY24 target low 'Revenue' []
435 = 435m USD FY24 target high 'Revenue' []
$1.22 = 1.22 USD/share FY24 previous_target low adjusted 'Adjusted EPS' []
$1.30 = 1.3 USD/share FY24 previous_target high adjusted 'Adjusted EPS' []
$1.14 = 1.14 USD/share FY24 target low adjusted 'Adjusted EPS' []
$1.21 = 1.21 USD/share FY24 target high adjusted 'Adjusted EPS' []
20 = 20m USD FY24 previous_target approximately 'Capital expenditures' []
18 = 18m USD FY24 target approximately 'Capital expenditures' []
""",
    ),
    "prior and current with their change": (
        "FY2024 Outlook",
        """
| ($ in millions) | Prior | Current | Change |
| --- | ---: | ---: | ---: |
| Revenue | 440 | 425 | (15) |
| Operating income | 50 | 45 | (5) |
""",
        """
440 = 440m USD FY24 previous_target 'Revenue' []
425 = 425m USD FY24 target 'Revenue' []
(15) = -15m USD change vs_previous_target FY24<FY24 target 'Revenue' []
50 = 50m USD FY24 previous_target 'Operating income' []
45 = 45m USD FY24 target 'Operating income' []
(5) = -5m USD change vs_previous_target FY24<FY24 target 'Operating income' []
""",
    ),
    "guidance by the months in which it was given": (
        "Outlook",
        """
| $ million | Guidance February 2024 | Guidance May 2024 |
| --- | ---: | ---: |
| Revenue | 440 | 425 |
| Capital expenditures | 18-20 | 18 |
""",
        """
440 = 440m USD FY24 previous_target 'Revenue' []
425 = 425m USD FY24 target 'Revenue' []
18 = 18m USD FY24 previous_target low 'Capital expenditures' []
20 = 20m USD FY24 previous_target high 'Capital expenditures' []
18 = 18m USD FY24 target 'Capital expenditures' []
""",
    ),
    "guidance for one year by the months in which it was given": (
        "Outlook",
        """
| $ million | FY25 guidance (Feb 2024) | FY25 guidance (May 2024) |
| --- | ---: | ---: |
| Revenue | 480 | 470 |
""",
        """
480 = 480m USD FY25 previous_target 'Revenue' []
470 = 470m USD FY25 target 'Revenue' []
""",
    ),
    "mid-term guidance has no year, whenever it was given": (
        "Mid-term outlook",
        """
| $ million | Guidance February 2024 | Guidance May 2024 |
| --- | ---: | ---: |
| Revenue | 640 | 625 |
""",
        """
640 = 640m USD ? previous_target 'Revenue' []
625 = 625m USD ? target 'Revenue' []
""",
    ),
    "old and new, rates": (
        "FY2024 Guidance update",
        """
| ($ in millions) | Old | New |
| --- | ---: | ---: |
| Revenue growth | 5% to 7% | +3% to +5% |
| Organic growth | (2)% – 1% | 10-12% |
| Margin | 10-12% | 9-11% |
""",
        """
5% = 5% growth yoy FY24<FY23 previous_target low 'Revenue growth' []
7% = 7% growth yoy FY24<FY23 previous_target high 'Revenue growth' []
+3% = 3% growth yoy FY24<FY23 target low 'Revenue growth' []
+5% = 5% growth yoy FY24<FY23 target high 'Revenue growth' []
(2)% = -2% growth yoy FY24<FY23 previous_target low organic 'Organic growth' []
1% = 1% growth yoy FY24<FY23 previous_target high organic 'Organic growth' []
10 = 10% growth yoy FY24<FY23 target low organic 'Organic growth' []
12% = 12% growth yoy FY24<FY23 target high organic 'Organic growth' []
10 = 10% FY24 previous_target low 'Margin' []
12% = 12% FY24 previous_target high 'Margin' []
9 = 9% FY24 target low 'Margin' []
11% = 11% FY24 target high 'Margin' []
""",
    ),
    "whole headers, glued ranges under a scale": (
        "Guidance",
        """
| € million | Prior FY2024 guidance | New FY2024 guidance |
| --- | ---: | ---: |
| Revenue | €85–95 | €90–95 |
| EBITDA | 12-14 | 13 to 14 |
""",
        """
€85 = 85m EUR FY24 previous_target low 'Revenue' []
95 = 95m EUR FY24 previous_target high 'Revenue' []
€90 = 90m EUR FY24 target low 'Revenue' []
95 = 95m EUR FY24 target high 'Revenue' []
12 = 12m EUR FY24 previous_target low 'EBITDA' []
14 = 14m EUR FY24 previous_target high 'EBITDA' []
13 = 13m EUR FY24 target low 'EBITDA' []
14 = 14m EUR FY24 target high 'EBITDA' []
""",
    ),
    "days on which the plan was made": (
        "FY2024 Outlook",
        """
| ($ in millions) | As of February 7 | As of May 8 |
| --- | ---: | ---: |
| Revenue | 440 – 455 | 425 – 435 |
""",
        """
440 = 440m USD FY24 previous_target low 'Revenue' []
455 = 455m USD FY24 previous_target high 'Revenue' []
425 = 425m USD FY24 target low 'Revenue' []
435 = 435m USD FY24 target high 'Revenue' []
""",
    ),
    "a month in a bracket, changes in both units, no year": (
        "Forecast",
        """
| ¥ billion | Previous (May) | Revised | Change | Change (%) |
| --- | ---: | ---: | ---: | ---: |
| Net sales | 43.5 | 42.3 | (1.2) | (2.8)% |
""",
        """
43.5 = 43.5bn JPY FY24 previous_target 'Net sales' []
42.3 = 42.3bn JPY FY24 target 'Net sales' []
(1.2) = -1.2bn JPY change vs_previous_target FY24<FY24 target 'Net sales' []
(2.8)% = -2.8% growth vs_previous_target FY24<FY24 target 'Net sales' []
""",
    ),
    "of results they say nothing": (
        "Results",
        """
| ($ in millions) | Current | Prior |
| --- | ---: | ---: |
| Revenue | 440 | 425 |
""",
        """
440 = 440m USD 3Q24 'Revenue' []
425 = 425m USD 3Q24 'Revenue' []
""",
    ),
    "spaced ranges under periods": (
        "FY2024 Outlook",
        """
| ($ in millions) | 4Q24 | FY 2024 |
| --- | ---: | ---: |
| Revenue | 108.0 – 111.5 | 416 – 423 |
| Capital expenditures | | ~18 |
| Tax rate | | about 21% |
| Depreciation | | c. 12 |
| Stock compensation | 10 | >12 |
""",
        """
108.0 = 108m USD 4Q24 target low 'Revenue' []
111.5 = 111.5m USD 4Q24 target high 'Revenue' []
416 = 416m USD FY24 target low 'Revenue' []
423 = 423m USD FY24 target high 'Revenue' []
18 = 18m USD FY24 target approximately 'Capital expenditures' []
21% = 21% FY24 target approximately 'Tax rate' []
12 = 12m USD FY24 target approximately 'Depreciation' []
10 = 10m USD 4Q24 target 'Stock compensation' []
12 = 12m USD FY24 target over 'Stock compensation' []
""",
    ),
    "numbers of several cells run together": (
        "Results",
        """
| ($ in millions) | 3Q24 | 3Q23 |
| --- | ---: | ---: |
| Revenue | 163 — 155 | 140 |
""",
        """
163 = 163m USD 3Q24 'Revenue' []
155 = 155m USD 3Q24 'Revenue' []
140 = 140m USD 3Q23 'Revenue' []
""",
    ),
    "the plan before in a bracket": (
        "FY2024 Outlook",
        """
| | Guidance |
| --- | ---: |
| Revenue | $416-423 million (prior: $408-418 million) |
| Adjusted EPS | $1.12–$1.17 (previously $1.08–$1.14) |
""",
        """
$416 = 416m USD FY24 target low 'Revenue' []
423 million = 423m USD FY24 target high 'Revenue' []
$408 = 408m USD FY24 previous_target low 'Revenue' []
418 million = 418m USD FY24 previous_target high 'Revenue' []
$1.12 = 1.12 USD/share FY24 target low adjusted 'Adjusted EPS' []
$1.17 = 1.17 USD/share FY24 target high adjusted 'Adjusted EPS' []
$1.08 = 1.08 USD/share FY24 previous_target low adjusted 'Adjusted EPS' []
$1.14 = 1.14 USD/share FY24 previous_target high adjusted 'Adjusted EPS' []
""",
    ),
    "the year before, the plan before, the plan now": (
        "Guidance",
        """
| ($ in millions) | FY2023 Actual | FY2024 Prior | FY2024 Current | Change |
| --- | ---: | ---: | ---: | ---: |
| Revenue | 401 | 440 – 455 | 425 – 435 | (17.5) |
""",
        """
401 = 401m USD FY23 'Revenue' []
440 = 440m USD FY24 previous_target low 'Revenue' []
455 = 455m USD FY24 previous_target high 'Revenue' []
425 = 425m USD FY24 target low 'Revenue' []
435 = 435m USD FY24 target high 'Revenue' []
(17.5) = -17.5m USD change vs_previous_target FY24<FY24 target 'Revenue' []
""",
    ),
    "three days, the latest first": (
        "FY2024 outlook",
        """
| $ million | May 8, 2024 | February 7, 2024 | November 2, 2023 |
| --- | ---: | ---: | ---: |
| Revenue | 425 – 435 | 440 – 455 | 450 - 460 |
""",
        """
425 = 425m USD FY24 target low 'Revenue' []
435 = 435m USD FY24 target high 'Revenue' []
440 = 440m USD FY24 previous_target low 'Revenue' []
455 = 455m USD FY24 previous_target high 'Revenue' []
450 = 450m USD FY24 previous_target low 'Revenue' []
460 = 460m USD FY24 previous_target high 'Revenue' []
""",
    ),
    "days of balances are no days of plans": (
        "Balance sheet and outlook",
        """
| $ million | March 31, 2024 | June 30, 2023 |
| --- | ---: | ---: |
| Cash | 425 | 440 |
""",
        """
425 = 425m USD @3Q24 'Cash' []
440 = 440m USD @4Q23 'Cash' []
""",
    ),
    "original and revised, the midpoint's change": (
        "FY2024 Guidance",
        """
| (in $ millions, except per share) | Original | Revised | Midpoint change |
| --- | ---: | ---: | ---: |
| Net sales | $1,010 – $1,030 | $1,040 to $1,050 | +25 |
| Diluted EPS | 3.10 – 3.20 | 3.25 – 3.30 | +0.125 |
| Tax rate | 21 – 22% | ~21% | |
""",
        """
$1,010 = 1.01bn USD FY24 previous_target low 'Net sales' []
$1,030 = 1.03bn USD FY24 previous_target high 'Net sales' []
$1,040 = 1.04bn USD FY24 target low 'Net sales' []
$1,050 = 1.05bn USD FY24 target high 'Net sales' []
+25 = 25m USD change vs_previous_target FY24<FY24 target 'Net sales' []
3.10 = 3.1 USD/share FY24 previous_target low 'Diluted EPS' []
3.20 = 3.2 USD/share FY24 previous_target high 'Diluted EPS' []
3.25 = 3.25 USD/share FY24 target low 'Diluted EPS' []
3.30 = 3.3 USD/share FY24 target high 'Diluted EPS' []
+0.125 = 0.125 USD/share change vs_previous_target FY24<FY24 target 'Diluted EPS' []
21 = 21% FY24 previous_target low 'Tax rate' []
22% = 22% FY24 previous_target high 'Tax rate' []
21% = 21% FY24 target approximately 'Tax rate' []
""",
    ),
    "a lead-in line about guidance among results": (
        "Results",
        """
FY2024 guidance

| $ million | Previous | New |
| --- | ---: | ---: |
| Revenue | 425 | 435 |

Balance sheet

| $ million | 3Q24 | 3Q23 |
| --- | ---: | ---: |
| Cash | 42 | 43 |
""",
        """
425 = 425m USD FY24 previous_target 'Revenue' []
435 = 435m USD FY24 target 'Revenue' []
42 = 42m USD @3Q24 'Cash' []
43 = 43m USD @3Q23 'Cash' []
""",
    ),
    "old and new of something else": (
        "Capital structure",
        """
| $ million | Old facility | New facility |
| --- | ---: | ---: |
| Term loan | 425 | 435 |
""",
        """
425 = 425m USD @3Q24 'Term loan' [Old facility]
435 = 435m USD @3Q24 'Term loan' [New facility]
""",
    ),
    "rows of plans, metrics on top": (
        "FY2024 Outlook",
        """
| $ million | Revenue | EBITDA |
| --- | ---: | ---: |
| Previous | 440 – 455 | 50 - 55 |
| Updated | 425 – 435 | 45 - 50 |
""",
        """
440 = 440m USD FY24 previous_target low 'Revenue' []
455 = 455m USD FY24 previous_target high 'Revenue' []
50 = 50m USD FY24 previous_target low 'EBITDA' []
55 = 55m USD FY24 previous_target high 'EBITDA' []
425 = 425m USD FY24 target low 'Revenue' []
435 = 435m USD FY24 target high 'Revenue' []
45 = 45m USD FY24 target low 'EBITDA' []
50 = 50m USD FY24 target high 'EBITDA' []
""",
    ),
    "rows of guidance and their change": (
        "Guidance",
        """
| $ million | Revenue | EPS | Margin |
| --- | ---: | ---: | ---: |
| Prior guidance | 440 | $1.20 | 10% |
| New guidance | 425 | $1.10 | 9% |
| Change | (15) | ($0.10) | |
""",
        """
440 = 440m USD FY24 previous_target 'Revenue' []
$1.20 = 1.2 USD/share FY24 previous_target 'EPS' []
10% = 10% FY24 previous_target 'Margin' []
425 = 425m USD FY24 target 'Revenue' []
$1.10 = 1.1 USD/share FY24 target 'EPS' []
9% = 9% FY24 target 'Margin' []
(15) = -15m USD change vs_previous_target FY24<FY24 target 'Revenue' []
($0.10) = -0.1 USD/share change vs_previous_target FY24<FY24 target 'EPS' []
""",
    ),
    "rows of results": (
        "Results",
        """
| $ million | Revenue | EBITDA |
| --- | ---: | ---: |
| Previous | 440 | 50 |
| Current | 425  | 45  |
""",
        """
440 = 440m USD 3Q24 'Revenue' [Previous]
50 = 50m USD 3Q24 'EBITDA' [Previous]
425 = 425m USD 3Q24 'Revenue' [Current]
45 = 45m USD 3Q24 'EBITDA' [Current]
""",
    ),
    "a change between two days": (
        "FY2024 outlook",
        """
| $ million | May 8, 2024 | February 7, 2024 | Change |
| --- | ---: | ---: | ---: |
| Revenue | 425 | 440 | (15) |
""",
        """
425 = 425m USD FY24 target 'Revenue' []
440 = 440m USD FY24 previous_target 'Revenue' []
(15) = -15m USD change vs_previous_target FY24<FY24 target 'Revenue' []
""",
    ),
    "growth beside the plans is of the year": (
        "FY2024 outlook",
        """
| $ million | FY2023 | Previous | Updated | YoY |
| --- | ---: | ---: | ---: | ---: |
| Revenue | 400 | 440 | 425 | 6.3% |
""",
        """
400 = 400m USD FY23 'Revenue' []
440 = 440m USD FY24 previous_target 'Revenue' []
425 = 425m USD FY24 target 'Revenue' []
6.3% = 6.3% growth yoy FY24<FY23 target 'Revenue' []
""",
    ),
    "plans of two years": (
        "Outlook",
        """
| $ million | FY2024 Prior | FY2024 Current | FY2025 Prior | FY2025 Current |
| --- | ---: | ---: | ---: | ---: |
| Revenue | 440 | 425 | 480 | 470 |
""",
        """
440 = 440m USD FY24 previous_target 'Revenue' []
425 = 425m USD FY24 target 'Revenue' []
480 = 480m USD FY25 previous_target 'Revenue' []
470 = 470m USD FY25 target 'Revenue' []
""",
    ),
}


@pytest.mark.parametrize(("title", "body", "expected"), TABLES.values(), ids=TABLES.keys())
def test_tables(title: str, body: str, expected: str) -> None:
    """Ensures that a table of plans tells what is planned now from what was planned before."""
    assert meaning(read(body, title=title).facts, expected) == lines(expected)
