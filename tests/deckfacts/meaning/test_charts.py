"""Tests of charts: series, categories and titles on the left, what the data labels state on the right."""

from dataclasses import replace

import pytest

from deckfacts.contract import Source
from deckfacts.deck import Block, Table
from deckfacts.meaning.reading import SourceFile, read_deck
from tests.deckfacts.meaning.notation import PROFILE, lines, meaning, mini_deck

CHARTS = {
    "series that name metrics, over quarters": (
        """
## Income and its ratio ($mn)

|            | 3Q23  | 4Q23  | 3Q24  |
|------------|-------|-------|-------|
| PTPP Income | $103 | $117  | $119  |
| PTPP Ratio | 1.76% | 2.00% | 2.03% |
""",
        1,
        """
$103 = 103m USD 3Q23 'PTPP Income' []
$117 = 117m USD 4Q23 'PTPP Income' []
$119 = 119m USD 3Q24 'PTPP Income' []
1.76% = 1.76% 3Q23 'PTPP Ratio' []
2.00% = 2% 4Q23 'PTPP Ratio' []
2.03% = 2.03% 3Q24 'PTPP Ratio' []
""",
    ),
    "series that are parts of what the title names, and the total over the stack": (
        """
## Revenue by product ($ in millions)

|       | 2Q24  | 3Q24  |
|-------|-------|-------|
|       | $48.0 | $50.0 |
| Cloud | $28.0 | $29.0 |
| Other | $20.0 | $21.0 |
""",
        1,
        """
$48.0 = 48m USD 2Q24 'Revenue by product' [] #revenue
$50.0 = 50m USD 3Q24 'Revenue by product' [] #revenue
$28.0 = 28m USD 2Q24 'Revenue by product' [Cloud] #revenue
$29.0 = 29m USD 3Q24 'Revenue by product' [Cloud] #revenue
$20.0 = 20m USD 2Q24 'Revenue by product' [Other] #revenue
$21.0 = 21m USD 3Q24 'Revenue by product' [Other] #revenue
""",
    ),
    "slices of a flow are shares of its period, the figure in the middle is the whole": (
        """
## Revenue by region

| Americas | 58%    |
| EMEA     | 27%    |
| Asia     | 15%    |
| Total    | $50.0m |
""",
        0,
        """
58% = 58% share 3Q24 'Revenue by region' [Americas]
27% = 27% share 3Q24 'Revenue by region' [EMEA]
15% = 15% share 3Q24 'Revenue by region' [Asia]
$50.0m = 50m USD 3Q24 'Revenue by region' [] #revenue
""",
    ),
    "slices of what is made in a period are shares in that period": (
        """
## Generation by source

| Solar | 53% |
| Wind  | 35% |
| Hydro | 12% |
""",
        0,
        """
53% = 53% share 3Q24 [Solar]
35% = 35% share 3Q24 [Wind]
12% = 12% share 3Q24 [Hydro]
""",
    ),
    "steps of a bridge run over the period of its last bar": (
        """
## Bridge of operating income ($mn)

| 9M FY2023 | 1,276 |
| Volume    | +642  |
| Wages     | (118) |
| 9M FY2024 | 1,800 |
""",
        0,
        """
1,276 = 1.276bn USD 9M23
+642 = 642m USD 9M24 'Volume'
(118) = -118m USD 9M24 'Wages'
1,800 = 1.8bn USD 9M24
""",
    ),
    "counts under a title of capacity stand at a day, though the slide is about generation too": (
        """
## Capacity and generation

### Portfolio by customer (MW)

| Utilities | 5,240 |
| Industry  | 1,730 |
""",
        0,
        """
5,240 = 5,240 MW @3Q24 [Utilities]
1,730 = 1,730 MW @3Q24 [Industry]
""",
    ),
    "slices of a stock stand at its date, classes are no figures": (
        """
## Loan portfolio by LTV

| 40% to 50% | 23% |
| over 70%   | 77% |
""",
        0,
        """
23% = 23% share @3Q24 'Loan portfolio by LTV' [40% to 50%]
77% = 77% share @3Q24 'Loan portfolio by LTV' [over 70%]
""",
    ),
    "steps of a bridge are flows, its ends carry the metric": (
        """
## Portfolio valuation movement

| 31 December 2023 | $795.8m  |
| Acquisitions     | $50.8m   |
| Distributions    | ($64.8m) |
| 31 March 2024    | $864.9m  |
""",
        0,
        """
$795.8m = 795.8m USD @2Q24 'Portfolio valuation'
$50.8m = 50.8m USD 3Q24 'Acquisitions'
($64.8m) = -64.8m USD 3Q24 'Distributions'
$864.9m = 864.9m USD @3Q24 'Portfolio valuation'
""",
    ),
    "growth beside unnamed marks is the title's": (
        """
## Average loan growth QoQ ($bn)

|  | 2Q24  | 3Q24  |
|--|-------|-------|
|  | $19.4 | $19.5 |
|  |       | +0.5% |
""",
        1,
        """
$19.4 = 19.4bn USD 2Q24
$19.5 = 19.5bn USD 3Q24
+0.5% = 0.5% growth qoq 3Q24<2Q24
""",
    ),
    "quarters that leave the year to the first of them": (
        """
## Orders ($ million)

|  | 4Q23 | 1Q | 2Q | 3Q |
|--|------|----|----|----|
|  | 10   | 11 | 12 | 13 |
""",
        1,
        """
10 = 10m USD 4Q23 #orders_received
11 = 11m USD 1Q24
12 = 12m USD 2Q24
13 = 13m USD 3Q24
""",
    ),
}


@pytest.mark.parametrize(("body", "header_rows", "expected"), CHARTS.values(), ids=list(CHARTS))
def test_charts(body: str, header_rows: int, expected: str) -> None:
    """Ensures that a data label is read by its series, its category and the chart's title."""
    deck = mini_deck(body)
    slides = tuple(replace(s, blocks=tuple(_drawn(block, header_rows) for block in s.blocks)) for s in deck.slides)
    source = SourceFile("norvale/mini.pdf", 1, "0" * 64, "test")
    facts = read_deck(replace(deck, slides=slides), source, "norvale", PROFILE).facts
    assert meaning(facts, expected) == lines(expected)
    assert {fact.source for fact in facts} == {Source.CHART}


def _drawn(block: Block, header_rows: int) -> Block:
    return replace(block, source=Source.CHART, header_rows=header_rows) if isinstance(block, Table) else block
