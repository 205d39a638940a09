"""Tests of when a table's numbers hold: months and days above, beside and over them on the left, facts on the right."""

import pytest

from tests.deckfacts.meaning.notation import lines, meaning, read

COLUMNS = {
    "what is counted over periods that end on one day": (
        """
|                    | 3Q24  | 9M FY2024 |
|--------------------|-------|-----------|
| Vessel days        | 4,914 | 9,774     |
| Number of harbours | 12    | 12        |
""",
        """
4,914 = 4,914 day 3Q24
9,774 = 9,774 day 9M24
12 = 12 harbour @3Q24
12 = 12 harbour @3Q24
""",
    ),
    "a bridge from one period to the next": (
        """
| $ million     | 3Q24  |
|---------------|-------|
| Revenue, 3Q23 | 111.0 |
| Price         | 9.0   |
| Revenue, 3Q24 | 120.0 |
""",
        "111.0 = 111m USD 3Q23\n9.0 = 9m USD 3Q24\n120.0 = 120m USD 3Q24",
    ),
    "changes behind two blocks, each named by its months": (
        """
| $ million | 3Q24  | 3Q23  | 9M FY2024 | 9M FY2023 | Change % 3 mo. | Change % 9 mo. |
|-----------|-------|-------|-------|-------|------|------|
| Revenue   | 120.0 | 111.0 | 350.0 | 333.0 | 8    | 5    |
""",
        """
120.0 = 120m USD 3Q24 'Revenue' []
111.0 = 111m USD 3Q23 'Revenue' []
350.0 = 350m USD 9M24 'Revenue' []
333.0 = 333m USD 9M23 'Revenue' []
8 = 8% growth yoy 3Q24<3Q23 'Revenue' []
5 = 5% growth yoy 9M24<9M23 'Revenue' []
""",
    ),
    "changes between blocks of unlike length": (
        """
| $ million | 3Q24  | 3Q23  | Change | 9M FY2024 | 9M FY2023 | Change |
|-----------|-------|-------|--------|-----------|-----------|--------|
| Revenue   | 120.0 | 111.0 | 9.0    | 350.0     | 333.0     | 17.0   |
""",
        """
120.0 = 120m USD 3Q24 'Revenue' []
111.0 = 111m USD 3Q23 'Revenue' []
9.0 = 9m USD change yoy 3Q24<3Q23 'Revenue' []
350.0 = 350m USD 9M24 'Revenue' []
333.0 = 333m USD 9M23 'Revenue' []
17.0 = 17m USD change yoy 9M24<9M23 'Revenue' []
""",
    ),
    "the forecast before, the forecast now, and the year before": (
        """
| $ million | FY24 forecast, previous (Feb. 8, 2024) | FY24 forecast, revised (May 8) | Change | FY23 actual | YoY  |
|-----------|-------|-------|--------|-------|------|
| Revenue   | 470.0 | 480.0 | 10.0   | 450.0 | 6.7% |
""",
        """
470.0 = 470m USD FY24 previous_target 'Revenue' []
480.0 = 480m USD FY24 target 'Revenue' []
10.0 = 10m USD change vs_previous_target FY24<FY24 target 'Revenue' []
450.0 = 450m USD FY23 'Revenue' []
6.7% = 6.7% growth yoy FY24<FY23 target 'Revenue' []
""",
    ),
    "the same in Japanese": (
        """
| 百万円 | FY2024通期予想 前回予想（2月8日） | FY2024通期予想 今回修正（5月8日） | 増減額 | 増減率 |
|--------|-------|-------|------|------|
| 売上高 | 470.0 | 480.0 | 10.0 | 2.1% |
""",
        """
470.0 = 470m JPY FY24 previous_target '売上高' []
480.0 = 480m JPY FY24 target '売上高' []
10.0 = 10m JPY change vs_previous_target FY24<FY24 target '売上高' []
2.1% = 2.1% growth vs_previous_target FY24<FY24 target '売上高' []
""",
    ),
    "bare years under the months above the table": (
        """
Three Months Ended March 31,

| $ million | 2024  | 2023  | Change |
|-----------|-------|-------|--------|
| Revenue   | 120.0 | 111.0 | 9.0    |
""",
        """
120.0 = 120m USD 3Q24 'Revenue' []
111.0 = 111m USD 3Q23 'Revenue' []
9.0 = 9m USD change yoy 3Q24<3Q23 'Revenue' []
""",
    ),
    "bare years that nothing cuts short": (
        """
| $ million | 2023  | 2022  |
|-----------|-------|-------|
| Revenue   | 450.0 | 410.0 |
""",
        """
450.0 = 450m USD FY23 'Revenue' []
410.0 = 410m USD FY22 'Revenue' []
""",
    ),
    "bare years under a heading of their quarter, the last of them not over": (
        """
## Business areas, Q3

| $ million | 2024  | 2023  | Change |
|-----------|-------|-------|--------|
| Revenue   | 120.0 | 111.0 | 9.0    |
""",
        """
120.0 = 120m USD 3Q24 'Revenue' []
111.0 = 111m USD 3Q23 'Revenue' []
9.0 = 9m USD change yoy 3Q24<3Q23 'Revenue' []
""",
    ),
    "bare years under a heading that has an outlook too": (
        """
## Q3 results and outlook

| $ million | 2024  | 2023  |
|-----------|-------|-------|
| Revenue   | 470.0 | 450.0 |
""",
        """
470.0 = 470m USD FY24 target 'Revenue' []
450.0 = 450m USD FY23 'Revenue' []
""",
    ),
    "bare years of a history": (
        """
## Third quarter and the years before

| $ million | 2023  | 2022  | 2021  |
|-----------|-------|-------|-------|
| Revenue   | 450.0 | 410.0 | 390.0 |
""",
        """
450.0 = 450m USD FY23 'Revenue' []
410.0 = 410m USD FY22 'Revenue' []
390.0 = 390m USD FY21 'Revenue' []
""",
    ),
    "bare years that are over": (
        """
## Business areas, Q3

| $ million | 2023  | 2022  |
|-----------|-------|-------|
| Revenue   | 450.0 | 410.0 |
""",
        """
450.0 = 450m USD FY23 'Revenue' []
410.0 = 410m USD FY22 'Revenue' []
""",
    ),
    "the last twelve months and the year to date beside the quarter": (
        """
| $ million | 3Q24  | R12   | LTM   | YTD   |
|-----------|-------|-------|-------|-------|
| Revenue   | 120.0 | 465.0 | 466.0 | 350.0 |
""",
        """
120.0 = 120m USD 3Q24 'Revenue' []
465.0 = 465m USD 23/4-24/3 'Revenue' []
466.0 = 466m USD 23/4-24/3 'Revenue' []
350.0 = 350m USD 9M24 'Revenue' []
""",
    ),
    "years to date by their last two digits": (
        """
| $ million | Q3-24 | Q3-23 | YTD-24 | YTD-23 |
|-----------|-------|-------|--------|--------|
| Revenue   | 120.0 | 111.0 | 350.0  | 333.0  |
""",
        """
120.0 = 120m USD 3Q24 'Revenue' []
111.0 = 111m USD 3Q23 'Revenue' []
350.0 = 350m USD 9M24 'Revenue' []
333.0 = 333m USD 9M23 'Revenue' []
""",
    ),
    "weeks of the year below its number": (
        """
| $ million | 2024     | 2023     |
|-----------|----------|----------|
|           | 26 weeks | 26 weeks |
| Revenue   | 230.0    | 222.0    |
""",
        """
230.0 = 230m USD 1H24 'Revenue' []
222.0 = 222m USD 1H23 'Revenue' []
""",
    ),
    "weeks that a row counts": (
        """
|               | 3Q24     | 3Q23     |
|---------------|----------|----------|
| Delivery time | 26 weeks | 52 weeks |
""",
        """
26 weeks = 26 week 3Q24 'Delivery time' []
52 weeks = 52 week 3Q23 'Delivery time' []
""",
    ),
    "days marked as reached and as expected": (
        """
| $ million | 6/30/23A | 6/30/24E |
|-----------|----------|----------|
| Net debt  | 59.0     | 57.0     |
""",
        """
59.0 = 59m USD @4Q23 'Net debt' []
57.0 = 57m USD @4Q24 target 'Net debt' []
""",
    ),
    "twelve months in the name of a row": (
        """
|                       | 3Q24 | 3Q23 |
|-----------------------|------|------|
| Net debt / LTM EBITDA | 2.1x | 2.4x |
""",
        """
2.1x = 2.1x @3Q24 'Net debt / LTM EBITDA' []
2.4x = 2.4x @3Q23 'Net debt / LTM EBITDA' []
""",
    ),
    "numbered months in Japanese": (
        """
| $ million | 1Q（7～9月） | 2Q（10～12月） |
|-----------|------|------|
| Revenue   | 110  | 115  |
""",
        """
110 = 110m USD 1Q24 'Revenue' []
115 = 115m USD 2Q24 'Revenue' []
""",
    ),
    "counts at the ends of a period, and what came and went in it": (
        """
| (number of stores) | June 30, 2023 | Opened | Closed | March 31, 2024 |
|----------|---------------|--------|--------|----------------|
| North    | 118           | 4      | (2)    | 120            |
""",
        """
118 = 118 store @4Q23 'number of stores' [North]
4 = 4 store 3Q24 'Opened' [North]
(2) = -2 store 3Q24 'Closed' [North]
120 = 120 store @3Q24 'number of stores' [North]
""",
    ),
    "a share beside an amount that is no metric": (
        """
| $ million              | 3Q24  | % of sales |
|------------------------|-------|------------|
| Revenue                | 120.0 | 100.0%     |
| Sundry losses, net     | 2.0   | 1.7%       |
""",
        """
120.0 = 120m USD 3Q24 'Revenue' []
100.0% = 100% share 3Q24 'Revenue' []
2.0 = 2m USD 3Q24 'Sundry losses, net' []
1.7% = 1.7% share 3Q24 'Sundry losses, net' []
""",
    ),
    "a date that the row prints in a column of its own": (
        """
| Project   | State  | Capacity (MW) | Commissioning | Cost ($ million) |
|-----------|--------|---------------|---------------|------------------|
| Halden I  | Oregon | 420           | 1Q25          | 18.0             |
| Halden II | Nevada | 260           | 2Q25          | 21.0             |
""",
        """
420 = 420 MW @3Q24 'Capacity (MW)' [Halden I]
18.0 = 18m USD 3Q24 'Cost ($ million)' [Halden I]
260 = 260 MW @3Q24 'Capacity (MW)' [Halden II]
21.0 = 21m USD 3Q24 'Cost ($ million)' [Halden II]
""",
    ),
}

STATEMENTS = {
    "cash flows between the cash at the beginning and at the end": (
        "Cash Flow Summary",
        """
| $ million                   | 9M FY2024 |
|-----------------------------|-----------|
| Cash, beginning of period   | 33.8      |
| Borrowings                  | 24.0      |
| Cash received from projects | 49.1      |
| Cash, end of period         | 28.3      |
""",
        """
33.8 = 33.8m USD @4Q23 'Cash, beginning of period' []
24.0 = 24m USD 9M24 'Borrowings' []
49.1 = 49.1m USD 9M24 'Cash received from projects' []
28.3 = 28.3m USD @3Q24 'Cash, end of period' []
""",
    ),
    "balances, whatever their names": (
        "Consolidated Balance Sheets",
        """
| $ million                 | March 31, 2024 | June 30, 2023 |
|---------------------------|----------------|---------------|
| Non-controlling interests | 14.9           | 14.2          |
""",
        """
14.9 = 14.9m USD @3Q24 'Non-controlling interests' []
14.2 = 14.2m USD @4Q23 'Non-controlling interests' []
""",
    ),
    "cash flows and debt under one title": (
        "Cash flow and net debt",
        """
| $ million         | 3Q24 |
|-------------------|------|
| Free cash flow    | 58.3 |
| Lease liabilities | 96.4 |
""",
        """
58.3 = 58.3m USD 3Q24 'Free cash flow' []
96.4 = 96.4m USD @3Q24 'Lease liabilities' []
""",
    ),
}

GUIDANCE = {
    "what guidance estimates is guidance of its column": (
        """
|            | FY2025 Guidance                   | Prior Outlook                     |
|------------|-----------------------------------|-----------------------------------|
| Net sales  | Estimated growth rate 3% to 4%.   | Estimated growth rate 1% to 4%.   |
""",
        """
3% = 3% growth yoy FY25<FY24 target low 'Net sales' []
4% = 4% growth yoy FY25<FY24 target high 'Net sales' []
1% = 1% growth yoy FY25<FY24 previous_target low 'Net sales' []
4% = 4% growth yoy FY25<FY24 previous_target high 'Net sales' []
""",
    ),
}

HEADINGS = {
    "a comparison over a table of percentages": (
        """
## Customer numbers, year on year

|            | 2Q24  | 3Q24   |
|------------|-------|--------|
| Cloud      | +1.2% | (0.4%) |
""",
        """
+1.2% = 1.2% growth yoy @2Q24<@2Q23 'Customer numbers' [Cloud]
(0.4%) = -0.4% growth yoy @3Q24<@3Q23 'Customer numbers' [Cloud]
""",
    ),
    "a comparison over a table of amounts and margins": (
        """
## Results, year on year

| $ million        | 3Q24  |
|------------------|-------|
| Revenue          | 120.0 |
| Operating margin | 10.0% |
""",
        """
120.0 = 120m USD 3Q24 'Revenue' []
10.0% = 10% 3Q24 'Operating margin' []
""",
    ),
    "a comparison over a lone percentage": (
        """
## 3Q24, year on year

Cloud ▲9.1%
""",
        """
▲9.1% = -9.1% growth yoy 3Q24<3Q23 'Cloud' [Cloud]
""",
    ),
    "the days of a statement on lines of their own": (
        """
自

2023年7月1日

至

2024年3月31日

| 科目     | $ million |
|----------|-----------|
| 荷造運賃 | 3.1       |
""",
        """
3.1 = 3.1m USD 9M24 '荷造運賃' []
""",
    ),
    "months right under the title, over all of its headings": (
        """
Nine Months Ended March 31, 2024

## Cloud

Revenue of $210 million.

## Fiber

Revenue of $140 million.
""",
        """
$210 million = 210m USD 9M24 'Revenue' [Cloud]
$140 million = 140m USD 9M24 'Revenue' [Fiber]
""",
    ),
}


@pytest.mark.parametrize(("body", "expected"), COLUMNS.values(), ids=COLUMNS.keys())
def test_columns(body: str, expected: str) -> None:
    """Ensures that the columns of a table date its numbers and tell what each change is against."""
    assert meaning(read(body).facts, expected) == lines(expected)


@pytest.mark.parametrize(("title", "body", "expected"), STATEMENTS.values(), ids=STATEMENTS.keys())
def test_statements(title: str, body: str, expected: str) -> None:
    """Ensures that a statement of balances stands at a day, and one of cash flows runs over its period."""
    assert meaning(read(body, title=title).facts, expected) == lines(expected)


@pytest.mark.parametrize(("body", "expected"), GUIDANCE.values(), ids=GUIDANCE.keys())
def test_guidance(body: str, expected: str) -> None:
    """Ensures that a cell of guidance is of what its row names and as its column says."""
    assert meaning(read(body, title="Guidance").facts, expected) == lines(expected)


@pytest.mark.parametrize(("body", "expected"), HEADINGS.values(), ids=HEADINGS.keys())
def test_headings(body: str, expected: str) -> None:
    """Ensures that a heading gives its comparison and its months to what stands under it."""
    assert meaning(read(body).facts, expected) == lines(expected)
