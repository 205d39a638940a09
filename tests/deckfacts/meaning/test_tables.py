"""Tests of tables by their columns and cells: a slide's table on the left, the facts of its cells on the right."""

import pytest

from tests.deckfacts.meaning.notation import lines, meaning, read

COLUMNS = {
    "a header of two parts over two stacked numbers": (
        """
Unit: USD million

|                  | % of Revenues 3Q24 | % of Revenues 3Q23 | YoY   |
|------------------|--------------------|--------------------|-------|
| Revenues         | 120.0              | 111.0              | 8.1%  |
| Cost of revenues | 55.0% 66.0         | 54.0% 60.0         | 10.0% |
""",
        """
120.0 = 120m USD 3Q24 'Revenues' [] #revenue
111.0 = 111m USD 3Q23
8.1% = 8.1% growth yoy 3Q24<3Q23 #revenue
55.0% = 55% share 3Q24 'Cost of revenues' #cost_of_revenue
66.0 = 66m USD 3Q24 'Cost of revenues' #cost_of_revenue
54.0% = 54% share 3Q23
60.0 = 60m USD 3Q23
10.0% = 10% growth yoy 3Q24<3Q23 #cost_of_revenue
""",
    ),
    "a change in money, in percent and in points": (
        """
| $ million        | 3Q24  | 3Q23   | Change | Change (%) |
|------------------|-------|--------|--------|------------|
| Revenue          | 120.0 | 111.0  | 9.0    | 8.1%       |
| Operating income | 12.0  | (2.0)  | 14.0   | n.m.       |
| Operating margin | 10.0% | (1.8%) | 11.8pp |            |
""",
        """
120.0 = 120m USD 3Q24 #revenue
111.0 = 111m USD 3Q23
9.0 = 9m USD change yoy 3Q24<3Q23 #revenue
8.1% = 8.1% growth yoy 3Q24<3Q23 #revenue
12.0 = 12m USD 3Q24 #operating_income
(2.0) = -2m USD 3Q23
14.0 = 14m USD change yoy 3Q24<3Q23 #operating_income
10.0% = 10% 3Q24 #operating_margin
(1.8%) = -1.8% 3Q23
11.8pp = 11.8pp change yoy 3Q24<3Q23 #operating_margin
""",
    ),
    "the quarter and the year before, each with its change": (
        """
| $ million | 3Q24  | 2Q24  | QoQ  | 3Q23  | YoY  |
|-----------|-------|-------|------|-------|------|
| Revenue   | 120.0 | 118.0 | 1.7% | 111.0 | 8.1% |
""",
        """
120.0 = 120m USD 3Q24
118.0 = 118m USD 2Q24
1.7% = 1.7% growth qoq 3Q24<2Q24
111.0 = 111m USD 3Q23
8.1% = 8.1% growth yoy 3Q24<3Q23
""",
    ),
    "balances of two days": (
        """
| $ million    | March 31, 2024 | June 30, 2023 | Change |
|--------------|----------------|---------------|--------|
| Total assets | 300.0          | 280.0         | 20.0   |
| Total debt   | 60.0           | 70.0          | (10.0) |
""",
        """
300.0 = 300m USD @3Q24 #total_assets
280.0 = 280m USD @4Q23
20.0 = 20m USD change vs_date @3Q24<@4Q23 #total_assets
60.0 = 60m USD @3Q24 #total_debt
70.0 = 70m USD @4Q23
(10.0) = -10m USD change vs_date @3Q24<@4Q23
""",
    ),
    "a new target beside the old one": (
        """
Unit: USD million

|         | FY2024 new target | FY2024 previous target | Change | FY2023 actual |
|---------|-------------------|------------------------|--------|---------------|
| Revenue | 490               | 480                    | 10     | 450           |
""",
        """
490 = 490m USD FY24 target #revenue
480 = 480m USD FY24 previous_target #revenue
10 = 10m USD change vs_previous_target FY24<FY24 target #revenue
450 = 450m USD FY23 #revenue
""",
    ),
    "reported beside organic growth": (
        """
Revenue growth

|       | Reported | Organic | Constant currency |
|-------|----------|---------|-------------------|
| Cloud | 12%      | 9%      | 10%               |
| Fiber | (3%)     | (4%)    | -                 |
""",
        """
12% = 12% growth yoy 3Q24<3Q23 [Cloud] #revenue
9% = 9% growth yoy 3Q24<3Q23 organic [Cloud] #revenue
10% = 10% growth yoy 3Q24<3Q23 constant_currency [Cloud] #revenue
(3%) = -3% growth yoy 3Q24<3Q23 [Fiber] #revenue
(4%) = -4% growth yoy 3Q24<3Q23 organic [Fiber] #revenue
""",
    ),
    "the accounts' own figures beside adjusted ones": (
        """
Reconciliation of GAAP to non-GAAP

|                          | 3Q24 |
|--------------------------|------|
| GAAP net income          | $50m |
| Stock-based compensation | $12m |
| Non-GAAP net income      | $62m |
""",
        """
$50m = 50m USD 3Q24 'GAAP net income' [] #net_income
$12m = 12m USD 3Q24 [] #share_based_compensation
$62m = 62m USD 3Q24 adjusted 'Non-GAAP net income' [] #net_income
""",
    ),
    "the accounts' own figures under a heading of adjusted ones": (
        """
Non-GAAP results

|                       | 3Q24 |
|-----------------------|------|
| GAAP operating income | $50m |
| Operating income      | $62m |
""",
        """
$50m = 50m USD 3Q24 'GAAP operating income' [] #operating_income
$62m = 62m USD 3Q24 adjusted 'Operating income' [] #operating_income
""",
    ),
    "a basis with a percent sign names no segment": (
        """
|                | Reported | Organic % |
|----------------|----------|-----------|
| Revenue growth | 5%       | 3%        |
""",
        """
5% = 5% growth yoy 3Q24<3Q23 [] #revenue
3% = 3% growth yoy 3Q24<3Q23 organic [] #revenue
""",
    ),
    "margins and their change": (
        """
|       | Margin 3Q24 | Margin 3Q23 | Change in pp |
|-------|-------------|-------------|--------------|
| Cloud | 20.1%       | 18.9%       | 1.2          |
| Fiber | 9.0%        | 9.5%        | (0.5)        |
""",
        """
20.1% = 20.1% 3Q24 'Margin' [Cloud]
18.9% = 18.9% 3Q23 'Margin' [Cloud]
1.2 = 1.2pp change yoy 3Q24<3Q23 'Margin' [Cloud]
9.0% = 9% 3Q24 'Margin' [Fiber]
9.5% = 9.5% 3Q23 'Margin' [Fiber]
(0.5) = -0.5pp change yoy 3Q24<3Q23 'Margin' [Fiber]
""",
    ),
    "a span over two years": (
        """
|           | Nine months ended March 31, |       |
|-----------|-----------------------------|-------|
| $ million | 2024                        | 2023  |
| Revenue   | 350.0                       | 330.0 |
""",
        "350.0 = 350m USD 9M24 #revenue\n330.0 = 330m USD 9M23 #revenue",
    ),
    "quarters by their months": (
        """
| $ million | Jul-Sep 2023 | Oct-Dec 2023 | Jan-Mar 2024 |
|-----------|--------------|--------------|--------------|
| Revenue   | 115.0        | 118.0        | 120.0        |
""",
        "115.0 = 115m USD 1Q24\n118.0 = 118m USD 2Q24\n120.0 = 120m USD 3Q24",
    ),
    "halves, two of them ahead": (
        """
| $ million | 1H24  | 2H24E | FY24E |
|-----------|-------|-------|-------|
| Revenue   | 233.0 | 257.0 | 490.0 |
""",
        "233.0 = 233m USD 1H24\n257.0 = 257m USD 2H24 target\n490.0 = 490m USD FY24 target",
    ),
    "years, the last a target": (
        """
| $ million        | FY2022 | FY2023 | FY2024 (target) |
|------------------|--------|--------|-----------------|
| Revenue          | 420    | 450    | 490             |
| Operating margin | 9.0%   | 10.0%  | 10.2%           |
""",
        """
420 = 420m USD FY22 #revenue
450 = 450m USD FY23
490 = 490m USD FY24 target
9.0% = 9% FY22 #operating_margin
10.0% = 10% FY23
10.2% = 10.2% FY24 target
""",
    ),
    "ranges": (
        """
|                | FY2024 guidance  |
|----------------|------------------|
| Revenue        | $480-500 million |
| Revenue growth | ~8%              |
| Diluted EPS    | $4.80 - $5.00    |
""",
        """
$480 = 480m USD FY24 target low #revenue
500 million = 500m USD FY24 target high #revenue
8% = 8% growth yoy FY24<FY23 target approximately #revenue
$4.80 = 4.8 USD/share FY24 target low #eps
$5.00 = 5 USD/share FY24 target high #eps
""",
    ),
    "a share of the column's total": (
        """
As of March 31, 2024

| $ million    | Amount | % of total |
|--------------|--------|------------|
| Cash         | 80.0   | 26.7%      |
| Property     | 220.0  | 73.3%      |
| Total assets | 300.0  | 100.0%     |
""",
        """
80.0 = 80m USD @3Q24 #cash_and_cash_equivalents
26.7% = 26.7% share @3Q24 'Cash'
220.0 = 220m USD @3Q24
73.3% = 73.3% share @3Q24 'Property'
300.0 = 300m USD @3Q24 #total_assets
100.0% = 100% share @3Q24 'Total assets'
""",
    ),
}

CELLS = {
    "a small range of growth": (
        "| | 3Q24 |\n|---|---|\n| Revenue YoY | Up 1% to 3% |\n",
        "Up 1% = 1% growth yoy 3Q24<3Q23 low 'Revenue'\n3% = 3% growth yoy 3Q24<3Q23 high 'Revenue'",
    ),
    "a move and the level that it led to": (
        "| | 3Q24 |\n|---|---|\n| Vacancy | Up 1% to 13% |\n",
        "Up 1% = 1% growth yoy @3Q24<@3Q23 'Vacancy'\n13% = 13% @3Q24 'Vacancy'",
    ),
    "how far a plan may be off": (
        "| | FY2024 guidance |\n|---|---|\n| Tax rate | 24% ± 1% |\n",
        "24% = 24% FY24 target 'Tax rate'",
    ),
    "percentages that add up to a whole are shares": (
        """
|       | %    |
|-------|------|
| North | 40.0 |
| South | 35.0 |
| West  | 25.0 |
""",
        """
40.0 = 40% share @3Q24 'North'
35.0 = 35% share @3Q24 'South'
25.0 = 25% share @3Q24 'West'
""",
    ),
    "percentages that don't are no shares": (
        """
|       | %    |
|-------|------|
| North | 40.0 |
| South | 35.0 |
""",
        "40.0 = 40% 3Q24 'North'\n35.0 = 35% 3Q24 'South'",
    ),
    "a distribution of customers": (
        """
Distribution of customers by industry

| Industry | Weight |
|----------|--------|
| Banks    | 40%    |
| Retail   | 35%    |
| Other    | 25%    |
""",
        """
40% = 40% share @3Q24 [Banks] #customers
35% = 35% share @3Q24 [Retail] #customers
25% = 25% share @3Q24 [Other] #customers
""",
    ),
    "words in a cell are read under its row": (
        """
|                  | 3Q24         | Comment                        |
|------------------|--------------|--------------------------------|
| Revenue          | $120 million | Up 8% YoY on strong demand     |
| Operating income | $12 million  | Down 2% QoQ                    |
""",
        """
$120 million = 120m USD 3Q24 #revenue
Up 8% = 8% growth yoy 3Q24<3Q23 'Revenue' #revenue
$12 million = 12m USD 3Q24 #operating_income
Down 2% = -2% growth qoq 3Q24<2Q24 'Operating income' #operating_income
""",
    ),
    "except per share data": (
        """
(in millions, except per share data)

|                            | 3Q24   | 3Q23   |
|----------------------------|--------|--------|
| Revenue                    | $120.0 | $111.0 |
| Net income                 | 8.0    | 7.5    |
| Diluted EPS                | $1.24  | $1.18  |
| Diluted shares outstanding | 6.5    | 6.4    |
""",
        """
$120.0 = 120m USD 3Q24 #revenue
$111.0 = 111m USD 3Q23
8.0 = 8m USD 3Q24 #net_income
7.5 = 7.5m USD 3Q23
$1.24 = 1.24 USD/share 3Q24 #eps
$1.18 = 1.18 USD/share 3Q23 #eps
6.5 = 6.5m share 3Q24
6.4 = 6.4m share 3Q23
""",
    ),
    "except employees": (
        """
(USD million, except employees)

|           | 3Q24  |
|-----------|-------|
| Revenue   | 120.0 |
| Employees | 2,346 |
""",
        "120.0 = 120m USD 3Q24 #revenue\n2,346 = 2,346 person @3Q24 #employees",
    ),
    "a scale without a currency holds for counts": (
        """
(in thousands)

|             | 3Q24     |
|-------------|----------|
| Subscribers | 1,212    |
| Revenue     | $120,000 |
""",
        "1,212 = 1.212m subscriber @3Q24 #subscribers\n$120,000 = 120m USD 3Q24 #revenue",
    ),
    "a currency's scale does not": (
        """
(USD '000)

|                     | 3Q24    |
|---------------------|---------|
| Revenue             | 120,000 |
| Number of employees | 2,346   |
""",
        "120,000 = 120m USD 3Q24 #revenue\n2,346 = 2,346 person @3Q24 #employees",
    ),
    "a row's own unit beats the corner": (
        """
| $ million              | 3Q24 | 3Q23 |
|------------------------|------|------|
| Revenue                | 120  | 111  |
| Dividend per share ($) | 0.12 | 0.11 |
""",
        """
120 = 120m USD 3Q24
111 = 111m USD 3Q23
0.12 = 0.12 USD/share 3Q24 #dividend_per_share
0.11 = 0.11 USD/share 3Q23 #dividend_per_share
""",
    ),
    "yen, a triangle, an amount per share": (
        """
Unit: JPY million

|                  | 3Q24   |
|------------------|--------|
| Revenue          | 17,511 |
| Operating income | ▲128   |
| EPS (JPY)        | 70.53  |
""",
        """
17,511 = 17.511bn JPY 3Q24
▲128 = -128m JPY 3Q24 #operating_income
70.53 = 70.53 JPY/share 3Q24 #eps
""",
    ),
    "counts, rates, ratios and their changes": (
        """
|                   | 3Q24  | 3Q23  | Change  |
|-------------------|-------|-------|---------|
| Stores            | 512   | 500   | 12      |
| Employees         | 2,346 | 2,250 | +96     |
| Churn             | 1.2%  | 1.5%  | (0.3)pp |
| Net debt / EBITDA | 2.1x  | 2.4x  |         |
""",
        """
512 = 512 store @3Q24 #stores
500 = 500 store @3Q23
12 = 12 store change yoy @3Q24<@3Q23 #stores
2,346 = 2,346 person @3Q24 #employees
2,250 = 2,250 person @3Q23
+96 = 96 person change yoy @3Q24<@3Q23 #employees
1.2% = 1.2% 3Q24
1.5% = 1.5% 3Q23
(0.3)pp = -0.3pp change yoy 3Q24<3Q23
2.1x = 2.1x @3Q24 #net_leverage
2.4x = 2.4x @3Q23 #net_leverage
""",
    ),
}

DOLLARS = {
    "a bare sign under another dollar": (
        """
(C$ million)

| | 3Q24 | 3Q23 |
|---|---|---|
| Revenue | $ 120.0 | US$ 111.0 |
| Rent | 7.0 | € 5.0 |
""",
        """
$ 120.0 = 120m CAD 3Q24 #revenue
US$ 111.0 = 111m USD 3Q23 #revenue
7.0 = 7m CAD 3Q24
€ 5.0 = 5 EUR 3Q23
""",
    ),
    "a bare sign under another currency": (
        """
(EUR million)

| | 3Q24 |
|---|---|
| Revenue | $ 120.0 |
""",
        "$ 120.0 = 120m USD 3Q24 #revenue",
    ),
}

CASES = COLUMNS | CELLS | DOLLARS


@pytest.mark.parametrize(("table", "expected"), CASES.values(), ids=CASES.keys())
def test_tables(table: str, expected: str) -> None:
    """Ensures that the cells of a table give their facts, row by row."""
    assert meaning(read(table).facts, expected) == lines(expected)


def test_cells_are_published() -> None:
    """Ensures that every cell of a table is kept as it stands, empty ones left out."""
    cells = read("| | 3Q24 |\n|---|---|\n| Stores | 512 |\n| Offices | |\n").tables
    assert [(cell.row, cell.column, cell.header, cell.text) for cell in cells] == [
        (0, 1, True, "3Q24"),
        (1, 0, False, "Stores"),
        (1, 1, False, "512"),
        (2, 0, False, "Offices"),
    ]


def test_context_is_the_path_to_the_cell() -> None:
    """Ensures that a table's fact says which row and column it stands in, groups included."""
    table = "| | 3Q24 |\n|---|---|\n| Revenue | $120 million |\n| Cloud | |\n| Customers | 512 |\n"
    assert [fact.context for fact in read(table).facts] == ["Revenue / 3Q24", "Cloud > Customers / 3Q24"]
