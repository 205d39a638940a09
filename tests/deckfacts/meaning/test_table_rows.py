"""Tests of tables by their rows: labels, segments, groups and totals on the left, the facts on the right."""

import pytest

from tests.deckfacts.meaning.notation import lines, meaning, read

ROWS = {
    "a metric in the corner, segments below": (
        """
| Net sales, $ million | 3Q24  | 3Q23  |
|----------------------|-------|-------|
| Cloud                | 70.0  | 62.0  |
| Total                | 120.0 | 111.0 |
""",
        """
70.0 = 70m USD 3Q24 [Cloud] #revenue
62.0 = 62m USD 3Q23 [Cloud] #revenue
120.0 = 120m USD 3Q24 [] #revenue
111.0 = 111m USD 3Q23 [] #revenue
""",
    ),
    "a metric by region, growth too": (
        """
| Revenue by region ($ million) | 3Q24  | 3Q23  | YoY    |
|-------------------------------|-------|-------|--------|
| North America                 | 80.0  | 70.0  | 14.3%  |
| Europe                        | 40.0  | 41.0  | (2.4%) |
| Total                         | 120.0 | 111.0 | 8.1%   |
""",
        """
80.0 = 80m USD 3Q24 [North America] #revenue
70.0 = 70m USD 3Q23 [North America] #revenue
14.3% = 14.3% growth yoy 3Q24<3Q23 [North America] #revenue
40.0 = 40m USD 3Q24 [Europe] #revenue
41.0 = 41m USD 3Q23 [Europe] #revenue
(2.4%) = -2.4% growth yoy 3Q24<3Q23 [Europe] #revenue
120.0 = 120m USD 3Q24 [] #revenue
111.0 = 111m USD 3Q23 [] #revenue
8.1% = 8.1% growth yoy 3Q24<3Q23 [] #revenue
""",
    ),
    "a heading by product, a total, and services that are a part": (
        """
Net sales by product

|          | $ million | YoY  |
|----------|-----------|------|
| Switches | 70.0      | 12%  |
| Services | 50.0      | (3%) |
| Total    | 120.0     | 5%   |
""",
        """
70.0 = 70m USD 3Q24 'Net sales' [Switches] #revenue
12% = 12% growth yoy 3Q24<3Q23 'Net sales' [Switches] #revenue
50.0 = 50m USD 3Q24 'Net sales' [Services] #revenue
(3%) = -3% growth yoy 3Q24<3Q23 'Net sales' [Services] #revenue
120.0 = 120m USD 3Q24 [] #revenue
5% = 5% growth yoy 3Q24<3Q23 [] #revenue
""",
    ),
    "a sub-heading right below the headers": (
        """
| $ million        | 3Q24 | 3Q23 |
|------------------|------|------|
| Cloud            |      |      |
| Revenue          | 70.0 | 62.0 |
| Operating income | 14.0 | 11.0 |
| Fiber            |      |      |
| Revenue          | 50.0 | 49.0 |
""",
        """
70.0 = 70m USD 3Q24 'Revenue' [Cloud] #revenue
62.0 = 62m USD 3Q23 'Revenue' [Cloud]
14.0 = 14m USD 3Q24 'Operating income' [Cloud] #operating_income
11.0 = 11m USD 3Q23 [Cloud]
50.0 = 50m USD 3Q24 'Revenue' [Fiber] #revenue
49.0 = 49m USD 3Q23 [Fiber]
""",
    ),
    "a unit below the headers is for all rows": (
        """
|            | 3Q24  | 3Q23  |
|------------|-------|-------|
| $ million  |       |       |
| Revenue    | 120.0 | 111.0 |
| Net income | 8.0   | 7.5   |
""",
        """
120.0 = 120m USD 3Q24 #revenue
111.0 = 111m USD 3Q23
8.0 = 8m USD 3Q24 #net_income
7.5 = 7.5m USD 3Q23
""",
    ),
    "rates below the line that they are of": (
        """
| $ million        | 3Q24  | 3Q23  |
|------------------|-------|-------|
| Operating income | 12.0  | 9.0   |
| % of revenue     | 10.0% | 8.1%  |
| YoY              | 33.3% | (4%)  |
| Net income       | 8.0   | 7.5   |
| as % of sales    | 6.7%  | 6.8%  |
""",
        """
12.0 = 12m USD 3Q24 #operating_income
9.0 = 9m USD 3Q23
10.0% = 10% share 3Q24 'Operating income' #operating_income
8.1% = 8.1% share 3Q23 'Operating income' #operating_income
33.3% = 33.3% growth yoy 3Q24<3Q23 'Operating income' #operating_income
(4%) = -4% growth yoy 3Q23<3Q22 'Operating income' #operating_income
8.0 = 8m USD 3Q24 #net_income
7.5 = 7.5m USD 3Q23
6.7% = 6.7% share 3Q24 'Net income' #net_income
6.8% = 6.8% share 3Q23 'Net income' #net_income
""",
    ),
    "metrics across, periods down": (
        """
| $ million | Revenue | Operating income | Operating margin |
|-----------|---------|------------------|------------------|
| 3Q24      | 120.0   | 12.0             | 10.0%            |
| 3Q23      | 111.0   | 9.0              | 8.1%             |
""",
        """
120.0 = 120m USD 3Q24 'Revenue' #revenue
12.0 = 12m USD 3Q24 'Operating income' #operating_income
10.0% = 10% 3Q24 'Operating margin' #operating_margin
111.0 = 111m USD 3Q23 #revenue
9.0 = 9m USD 3Q23 #operating_income
8.1% = 8.1% 3Q23 #operating_margin
""",
    ),
    "segments across, a total": (
        """
|                     | Cloud | Fiber | Total |
|---------------------|-------|-------|-------|
| Revenue ($ million) | 70.0  | 50.0  | 120.0 |
| Operating margin    | 20.0% | 10.0% | 15.8% |
""",
        """
70.0 = 70m USD 3Q24 [Cloud] #revenue
50.0 = 50m USD 3Q24 [Fiber] #revenue
120.0 = 120m USD 3Q24 [] #revenue
20.0% = 20% 3Q24 [Cloud] #operating_margin
10.0% = 10% 3Q24 [Fiber] #operating_margin
15.8% = 15.8% 3Q24 [] #operating_margin
""",
    ),
    "a segment in the corner": (
        """
| Cloud               | 3Q24  |
|---------------------|-------|
| Revenue ($ million) | 70.0  |
| Customers           | 1,262 |
""",
        "70.0 = 70m USD 3Q24 [Cloud] #revenue\n1,262 = 1,262 customer @3Q24 'Customers' [Cloud] #customers",
    ),
    "counted things by region": (
        """
| Region        | Employees |
|---------------|-----------|
| North America | 1,500     |
| Total         | 2,346     |
""",
        """
1,500 = 1,500 person @3Q24 'Employees' [North America] #employees
2,346 = 2,346 person @3Q24 'Employees' [] #employees
""",
    ),
    "no headers at all": (
        """
Unit: USD million

| Revenue          | 120.0 |
| Operating income | 12.0  |
| EPS              | $1.24 |
""",
        """
120.0 = 120m USD 3Q24 'Revenue' #revenue
12.0 = 12m USD 3Q24 'Operating income' #operating_income
$1.24 = 1.24 USD/share 3Q24 'EPS' #eps
""",
    ),
    "a scale of the row's own": (
        """
(US$ millions, except as noted)

|                         | 3Q24   | 3Q23    | Change, % |
|-------------------------|--------|---------|-----------|
| Revenue                 | 120.0  | 111.0   | 8         |
| Subscribers ('000)      | 14,212 | 13,100  | 8         |
| Diluted shares (000s)   | 107,404 | 106,000 | 1        |
| Employees               | 1,200  | 1,100   | 9         |
| Capex (thousands)       | 4,212  | 4,000   | 5         |
| Basic shares (M)        | 106.1  | 105.2   | 1         |
""",
        """
120.0 = 120m USD 3Q24 #revenue
111.0 = 111m USD 3Q23
8 = 8% growth yoy 3Q24<3Q23 #revenue
14,212 = 14.212m subscriber @3Q24 #subscribers
13,100 = 13.1m subscriber @3Q23
8 = 8% growth yoy @3Q24<@3Q23 #subscribers
107,404 = 107.404m share 3Q24 #weighted_average_shares
106,000 = 106m share 3Q23
1 = 1% growth yoy 3Q24<3Q23 #weighted_average_shares
1,200 = 1,200 person @3Q24 #employees
1,100 = 1,100 person @3Q23
9 = 9% growth yoy @3Q24<@3Q23 #employees
4,212 = 4.212m USD 3Q24 #capital_expenditure
4,000 = 4m USD 3Q23
5 = 5% growth yoy 3Q24<3Q23 #capital_expenditure
106.1 = 106.1m share 3Q24 #weighted_average_shares
105.2 = 105.2m share 3Q23
1 = 1% growth yoy 3Q24<3Q23 #weighted_average_shares
""",
    ),
    "a change of what no metric names": (
        """
|                         | 3Q24   | 3Q23    | Chg.  |
|-------------------------|--------|---------|-------|
| Installed capacity (MW) | 12,412 | 11,905  | 4.3%  |
""",
        """
12,412 = 12,412 MW @3Q24
11,905 = 11,905 MW @3Q23
4.3% = 4.3% growth yoy 3Q24<3Q23 'Installed capacity (MW)' []
""",
    ),
    "a scale of a group's own": (
        """
(US$ millions, except as noted)

|                  | 3Q24  |
|------------------|-------|
| Revenue          | 120.0 |
| Customers ('000) |       |
| Postpaid         | 512   |
""",
        "120.0 = 120m USD 3Q24 #revenue\n512 = 512,000 customer @3Q24 #customers",
    ),
    "a unit of the row's own": (
        """
(US$ millions, except as noted)

|                              | 3Q24  | 3Q23  |
|------------------------------|-------|-------|
| Revenue (net)                | 120.0 | 111.0 |
| AISC ($/oz sold)             | 1,300 | 1,280 |
| Cash cost ($/t milled)       | 41    | 40    |
| DSO (days)                   | 45.2  | 40.1  |
| Working capital days         | 61    | 60    |
| Order book (units)           | 45    | 40    |
| Copper produced (Mlb)        | 18.4  | 17.9  |
| Oil production (kboe/d)      | 88.4  | 80.1  |
| Receivables overdue 90 days  | 4.0   | 3.0   |
| Accrued vacation days        | 5.0   | 6.0   |
| Fees (per month)             | 2.0   | 1.0   |
""",
        """
120.0 = 120m USD 3Q24 #revenue
111.0 = 111m USD 3Q23
1,300 = 1,300 USD 3Q24 #unit_cost
1,280 = 1,280 USD 3Q23
41 = 41 USD 3Q24
40 = 40 USD 3Q23
45.2 = 45.2 day @3Q24 #days_sales_outstanding
40.1 = 40.1 day @3Q23
61 = 61 day @3Q24
60 = 60 day @3Q23
45 = 45 unit @3Q24
40 = 40 unit @3Q23
4.0 = 4m USD @3Q24
3.0 = 3m USD @3Q23
5.0 = 5m USD 3Q24
6.0 = 6m USD 3Q23
2.0 = 2m USD 3Q24
1.0 = 1m USD 3Q23
""",
    ),
    "points that group thousands": (
        """
|             | 3Q24    | 3Q23    | Change, % |
|-------------|---------|---------|-----------|
| EUR million |         |         |           |
| Revenue     | 1.204   | 1.115,5 | 8,0       |
| Employees   | 21.458  | 20.100  | 6,8       |
""",
        """
1.204 = 1.204bn EUR 3Q24 #revenue
1.115,5 = 1.1155bn EUR 3Q23
8,0 = 8% growth yoy 3Q24<3Q23
21.458 = 21,458 person @3Q24 #employees
20.100 = 20,100 person @3Q23
6,8 = 6.8% growth yoy @3Q24<@3Q23
""",
    ),
    "points of both kinds": (
        """
| $ million        | 3Q24  | 3Q23    |
|------------------|-------|---------|
| Revenue          | 1.204 | 1.115,5 |
| Operating income | 12.5  | 11.1    |
""",
        """
1.204 = 1.204m USD 3Q24
1.115,5 = 1.1155bn USD 3Q23
12.5 = 12.5m USD 3Q24
11.1 = 11.1m USD 3Q23
""",
    ),
    "two tables side by side": (
        """
Unit: USD million

| Results          | 3Q24  | Balance      | 3Q24  |
|------------------|-------|--------------|-------|
| Revenue          | 120.0 | Cash         | 80.0  |
| Operating income | 12.0  | Total debt   | 60.0  |
""",
        """
120.0 = 120m USD 3Q24 'Revenue' #revenue
12.0 = 12m USD 3Q24 'Operating income' #operating_income
80.0 = 80m USD @3Q24 'Cash' #cash_and_cash_equivalents
60.0 = 60m USD @3Q24 'Total debt' #total_debt
""",
    ),
    "footnote marks are no part of a label": (
        """
| $ million         | 3Q24  |
|-------------------|-------|
| Revenue(1)        | 120.0 |
| Operating income* | 12.0  |
| Net income[2]     | 8.0   |
""",
        """
120.0 = 120m USD 3Q24 'Revenue' #revenue
12.0 = 12m USD 3Q24 'Operating income' #operating_income
8.0 = 8m USD 3Q24 'Net income' #net_income
""",
    ),
    "losses": (
        """
| $ million      | 3Q24  | 3Q23  |
|----------------|-------|-------|
| Operating loss | (5.0) | (3.0) |
| Net loss       | 6.0   | 4.0   |
""",
        """
(5.0) = -5m USD 3Q24 #operating_income
(3.0) = -3m USD 3Q23 #operating_income
6.0 = -6m USD 3Q24 #net_income
4.0 = -4m USD 3Q23 #net_income
""",
    ),
}


@pytest.mark.parametrize(("table", "expected"), ROWS.values(), ids=ROWS.keys())
def test_rows(table: str, expected: str) -> None:
    """Ensures that the facts of a table are about what its rows, groups and corner name."""
    assert meaning(read(table).facts, expected) == lines(expected)


def test_a_slide_that_names_a_segment() -> None:
    """Ensures that a table under a segment's name is about it, a unit in its corner or not."""
    table = "| $ million | 3Q24 |\n|---|---|\n| Revenue | 70.0 |\n"
    expected = "70.0 = 70m USD 3Q24 'Revenue' [Cloud] #revenue"
    assert meaning(read(table, title="Cloud").facts, expected) == lines(expected)
