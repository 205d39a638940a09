"""Tests of tables by their units: what a unit that is stated for a whole table holds for, the facts on the right."""

import pytest

from tests.deckfacts.meaning.notation import TITLE, lines, meaning, read

UNITS = {
    "prices among totals": (
        """
(US$ millions)

|                        | 3Q24  | Change |
|------------------------|-------|--------|
| Revenue                | 120.0 | 9.0    |
| ARPU                   | $42   | $1     |
| Average selling price  | 512   | 12     |
| Cash cost per tonne    | 55    | 2      |
| Revenue per segment    | 60.0  | 5.0    |
""",
        """
120.0 = 120m USD 3Q24 #revenue
9.0 = 9m USD change yoy 3Q24<3Q23
$42 = 42 USD 3Q24 #arpu
$1 = 1 USD change yoy 3Q24<3Q23
512 = 512 USD 3Q24 #average_selling_price
12 = 12 USD change yoy 3Q24<3Q23
55 = 55 USD 3Q24
2 = 2 USD change yoy 3Q24<3Q23
60.0 = 60m USD 3Q24
5.0 = 5m USD change yoy 3Q24<3Q23
""",
    ),
    "prices alone": (
        """
(US$ thousands)

|                       | 3Q24 |
|-----------------------|------|
| ARPU                  | 4.2  |
| Average selling price | 51.2 |
""",
        "4.2 = 4,200 USD 3Q24 #arpu\n51.2 = 51,200 USD 3Q24 #average_selling_price",
    ),
    "rates by their name": (
        """
(US$ millions)

|                      | 3Q24  | 3Q23  |
|----------------------|-------|-------|
| Revenue              | 120.0 | 111.0 |
| Net debt / EBITDA    | 2.1   | 0.8   |
| Operating margin     | 24.5  | 0.24  |
| Cash conversion      | 82    | 1.1   |
""",
        """
120.0 = 120m USD 3Q24 #revenue
111.0 = 111m USD 3Q23
2.1 = 2.1x @3Q24 #net_leverage
0.8 = 0.8x @3Q23
24.5 = 24.5% 3Q24 #operating_margin
82 = 82% 3Q24 #cash_conversion
1.1 = 1.1x 3Q23
""",
    ),
    "rates whose changes are in points": (
        """
(US$ millions)

|               | 3Q24  | 3Q23  | YoY       |
|---------------|-------|-------|-----------|
| Net income    | 120.0 | 111.0 | 8.1%      |
| NPL > 90 days | 3.2   | 3.6   | -0.4 p.p. |
""",
        """
120.0 = 120m USD 3Q24
111.0 = 111m USD 3Q23
8.1% = 8.1% growth yoy 3Q24<3Q23
3.2 = 3.2% 3Q24
3.6 = 3.6% 3Q23
-0.4 p.p. = -0.4pp change yoy 3Q24<3Q23
""",
    ),
    "growth in percent of figures in a currency": (
        """
(CHF millions)

|          | 3Q24  | % change (CHF) | Growth % (CER) | Change (CHF) |
|----------|-------|----------------|----------------|--------------|
| Revenue  | 120.0 | 3              | 6              | 3.5          |
""",
        """
120.0 = 120m CHF 3Q24
3 = 3% growth yoy 3Q24<3Q23
6 = 6% growth yoy 3Q24<3Q23 constant_currency
3.5 = 3.5m CHF change yoy 3Q24<3Q23
""",
    ),
    "an airline": (
        """
(US$ millions)

|                                        | 3Q24   |
|----------------------------------------|--------|
| Revenue                                | 120.0  |
| Revenue passengers carried (thousands) | 812    |
| RPK (millions)                         | 11,510 |
| Yield (US cents per RPK)               | 8.42   |
| Fleet at period end                    | 142    |
""",
        """
120.0 = 120m USD 3Q24
812 = 812,000 passenger 3Q24 #passengers
8.42 = 0.0842 USD 3Q24
""",
    ),
    "what is no money among key figures": (
        """
(US$ millions)

|                             | 3Q24  |
|-----------------------------|-------|
| Revenue                     | 120.0 |
| Customer satisfaction score | 82    |
| EUR/USD                     | 1.08  |
| Revenue growth              | 8.1   |
| Production                  | 2,310 |
| Gold sold, koz              | 212   |
""",
        "120.0 = 120m USD 3Q24 #revenue\n212 = 212 koz 3Q24",
    ),
    "what is money in a bridge": (
        """
(US$ millions)

|                           | 3Q24  |
|---------------------------|-------|
| Revenue, 3Q23             | 111.0 |
| Organic growth            | 6.0   |
| Sales volume              | 2.0   |
| Exchange rates            | 1.0   |
| Lower tax rate            | 2.5   |
| Revenue, 3Q24             | 120.0 |
""",
        """
111.0 = 111m USD 3Q23 #revenue
6.0 = 6m USD 3Q24 organic
2.0 = 2m USD 3Q24
1.0 = 1m USD 3Q24
2.5 = 2.5m USD 3Q24
120.0 = 120m USD 3Q24 #revenue
""",
    ),
    "columns that name their currency": (
        """
(in millions)

|              | 3Q24 C$ | 3Q24 US$ |
|--------------|---------|----------|
| Revenue      | 164.0   | 120.0    |
| Other        | 4.1     | 3.0      |
| ARPU         | 58      | 42       |
""",
        """
164.0 = 164m CAD 3Q24 #revenue
120.0 = 120m USD 3Q24 #revenue
4.1 = 4.1m CAD 3Q24
3.0 = 3m USD 3Q24
58 = 58 CAD 3Q24 #arpu
42 = 42 USD 3Q24 #arpu
""",
    ),
    "rows in another currency": (
        """
(C$ millions)

|                      | 3Q24  |
|----------------------|-------|
| Revenue              | 164.0 |
| Revenue (US$)        | 120.0 |
| EBITDA, US$          | $30.0 |
| Realized price (US$) | 42    |
| Brent (US$)          | 81    |
""",
        """
164.0 = 164m CAD 3Q24 #revenue
120.0 = 120m USD 3Q24 #revenue
$30.0 = 30m USD 3Q24 #ebitda
42 = 42 USD 3Q24 #average_selling_price
81 = 81 USD 3Q24
""",
    ),
    "cells that print their currency": (
        """
(in millions)

|         | 3Q24   |
|---------|--------|
| Revenue | €110.0 |
| EBITDA  | 30.0   |
""",
        "€110.0 = 110m EUR 3Q24 #revenue\n30.0 = 30m USD 3Q24 #ebitda",
    ),
}


@pytest.mark.parametrize(("table", "expected"), UNITS.values(), ids=UNITS.keys())
def test_units(table: str, expected: str) -> None:
    """Ensures that millions that are stated for a table are those of its totals, in whichever currency."""
    assert meaning(read(table).facts, expected) == lines(expected)


def test_units_of_lines() -> None:
    """Ensures that a line of text under a unit is read as a row of a table is."""
    body = "(US$ millions)\n\n- Revenue: $120.0\n- ARPU: $42\n- Net debt / EBITDA: 2.1\n- Operating margin: 24.5\n"
    body += "- Assumed exchange rate: $145\n"
    expected = "$120.0 = 120 USD 3Q24\n$42 = 42 USD 3Q24 #arpu\n2.1 = 2.1x @3Q24\n24.5 = 24.5% 3Q24 #operating_margin"
    expected += "\n$145 = 145 USD 3Q24"
    assert meaning(read(body).facts, expected) == lines(expected)


NOTE = "All figures in US$ millions unless otherwise stated\n"
OF_DECK = {
    "totals and amounts per share": (
        """
|                     | 3Q24  | 3Q23  | Change |
|---------------------|-------|-------|--------|
| Revenue             | 120.0 | $111  | 9.0    |
| ARPU                | 42    | 41    | 1      |
| EPS                 | 1.24  | 1.10  | 0.14   |
| Page views          | 512   | 480   | 32     |
| Revenue (C$)        | 164.0 | 151.0 | 13.0   |
| Operating margin    | 24.5  | 23.1  | 1.4    |
""",
        """
120.0 = 120m USD 3Q24 #revenue
$111 = 111m USD 3Q23
42 = 42 USD 3Q24 #arpu
41 = 41 USD 3Q23
1.24 = 1.24 USD/share 3Q24 #eps
1.10 = 1.1 USD/share 3Q23
0.14 = 0.14 USD/share change yoy 3Q24<3Q23
164.0 = 164m CAD 3Q24 #revenue
151.0 = 151m CAD 3Q23
13.0 = 13m CAD change yoy 3Q24<3Q23
24.5 = 24.5% 3Q24
23.1 = 23.1% 3Q23
""",
    ),
    "all rows of a statement": (
        """
|                  | 3Q24  |
|------------------|-------|
| Revenue          | 120.0 |
| Gross profit     | 60.0  |
| Other items      | (4.0) |
| Operating income | 12.0  |
""",
        """
120.0 = 120m USD 3Q24
60.0 = 60m USD 3Q24
(4.0) = -4m USD 3Q24
12.0 = 12m USD 3Q24
""",
    ),
    "columns that name a total": (
        """
|                    | Revenue 3Q24 | Operating income 3Q24 |
|--------------------|--------------|-----------------------|
| Passenger harbours | 70.0         | 8.0                   |
| Ferries            | 50.0         | 4.0                   |
""",
        """
70.0 = 70m USD 3Q24 [Passenger harbours] #revenue
8.0 = 8m USD 3Q24 [Passenger harbours] #operating_income
50.0 = 50m USD 3Q24 [Ferries] #revenue
4.0 = 4m USD 3Q24 [Ferries] #operating_income
""",
    ),
    "a caption that is nearer": (
        """
(C$ thousands)

|         | 3Q24 |
|---------|------|
| Revenue | 164  |
""",
        "164 = 164,000 CAD 3Q24",
    ),
}


@pytest.mark.parametrize(("table", "expected"), OF_DECK.values(), ids=OF_DECK.keys())
def test_units_of_deck(table: str, expected: str) -> None:
    """Ensures that what the first slide says of all figures holds for what is an amount by its name."""
    assert meaning(read(table, opening=TITLE + NOTE + "\n").facts, expected) == lines(expected)
