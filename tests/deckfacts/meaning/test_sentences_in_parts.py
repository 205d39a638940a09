"""Tests of sentences whose figures are of a part: of a year, of shares, customers or deposits."""

import pytest

from tests.deckfacts.meaning.notation import lines, meaning, read

FULL_YEAR = "# Norvale Networks\n\nFY2024 Results\n\nAugust 8, 2024\n\n"

NAMES = {
    "a comma before the dilution": (
        "Non-GAAP net income per share, diluted of $0.37 to $0.39",
        """
$0.37 = 0.37 USD/share 3Q24 low adjusted 'Non-GAAP net income per share, diluted' [] #eps
$0.39 = 0.39 USD/share 3Q24 high adjusted 'Non-GAAP net income per share, diluted' [] #eps
""",
    ),
    "of continuing operations": (
        "Diluted EPS from continuing operations of $1.21 - $1.27",
        """
$1.21 = 1.21 USD/share 3Q24 low 'Diluted EPS from continuing operations' [] #eps
$1.27 = 1.27 USD/share 3Q24 high 'Diluted EPS from continuing operations' [] #eps
""",
    ),
    "basic and diluted, a loss": (
        "GAAP net loss per share, basic and diluted, of $(0.12) to $(0.10)",
        """
$(0.12) = -0.12 USD/share 3Q24 low 'GAAP net loss per share, basic and diluted' [] #eps
$(0.10) = -0.1 USD/share 3Q24 high 'GAAP net loss per share, basic and diluted' [] #eps
""",
    ),
    "a colon": (
        "Adjusted earnings per share, diluted: $1.05 - $1.10",
        """
$1.05 = 1.05 USD/share 3Q24 low adjusted 'Adjusted earnings per share, diluted' [] #eps
$1.10 = 1.1 USD/share 3Q24 high adjusted 'Adjusted earnings per share, diluted' [] #eps
""",
    ),
    "a year earlier": (
        "Net income per share, diluted, of $0.37, compared with $0.35",
        """
$0.37 = 0.37 USD/share 3Q24 'Net income per share, diluted' [] #eps
$0.35 = 0.35 USD/share 3Q23 'Net income per share, diluted' [] #eps
""",
    ),
    "basic, then diluted": (
        "Earnings per share, basic of $1.24 and diluted of $1.21",
        """
$1.24 = 1.24 USD/share 3Q24 'Earnings per share, basic' [] #eps
$1.21 = 1.21 USD/share 3Q24 'Earnings per share, diluted' [] #eps
""",
    ),
    "diluted in a bracket": (
        "Basic EPS of $1.24 (diluted: $1.21)",
        """
$1.24 = 1.24 USD/share 3Q24 'Basic EPS' [] #eps
$1.21 = 1.21 USD/share 3Q24 'Diluted EPS' [] #eps
""",
    ),
    "behind revenue": (
        "Revenue of $110 million and non-GAAP net income per share, diluted, of $0.31",
        """
$110 million = 110m USD 3Q24 'Revenue' [] #revenue
$0.31 = 0.31 USD/share 3Q24 adjusted 'non-GAAP net income per share, diluted' [] #eps
""",
    ),
    "a growth rate behind": (
        "GAAP EPS, diluted: $0.35, up 12%",
        """
$0.35 = 0.35 USD/share 3Q24 'GAAP EPS, diluted' [] #eps
up 12% = 12% growth yoy 3Q24<3Q23 'GAAP EPS, diluted' [] #eps
""",
    ),
    "charges on deposits": (
        "Service charges on deposits of $42.4 million",
        """
$42.4 million = 42.4m USD 3Q24 'Service charges on deposits' [] #-
""",
    ),
    "fees on loans": (
        "Fees on loans of $5 million",
        """
$5 million = 5m USD 3Q24 'Fees on loans' [] #-
""",
    ),
    "interest on deposits": (
        "Interest on deposits was $30 million",
        """
$30 million = 30m USD 3Q24 'Interest on deposits' [] #-
""",
    ),
    "deposits": (
        "Total deposits of $51 billion",
        """
$51 billion = 51bn USD @3Q24 'Total deposits' [] #deposits
""",
    ),
    "deposits that bear interest": (
        "Interest-bearing deposits of $31 billion",
        """
$31 billion = 31bn USD @3Q24 'Interest-bearing deposits' [] #deposits
""",
    ),
    "customers above an amount": (
        "1,067 customers with more than $100,000 in ARR",
        """
1,067 customers = 1,067 customer @3Q24 'customers with more than $100,000 in ARR' [] #customers
""",
    ),
    "customers above an amount, growth": (
        "977 customers with more than $100,000 in ARR, up 20%",
        """
977 customers = 977 customer @3Q24 'customers with more than $100,000 in ARR' [] #customers
up 20% = 20% growth yoy @3Q24<@3Q23 'customers with more than $100,000 in ARR' [] #customers
""",
    ),
    "customers by assets": (
        "We have 88 clients with assets of more than $10 million",
        """
88 clients = 88 client @3Q24 'clients with assets of more than $10 million' [] #customers
""",
    ),
    "the class first": (
        "Customers above $250,000 in ARR rose to 214",
        """
214 = 214 customer @3Q24 'Customers above $250,000 in ARR' [] #customers
""",
    ),
    "a sign for it": (
        "Customers with >$100K ARR: 977",
        """
977 = 977 customer @3Q24 'Customers with >$100K ARR' [] #customers
""",
    ),
    "a ratio above its range": (
        "CET1 ratio of 11.2%, against a target operating range of 10.0% - 10.5%",
        """
11.2% = 11.2% @3Q24 'CET1 ratio' [] #cet1_ratio
10.0% = 10% ? target low 'CET1 ratio' [] #cet1_ratio
10.5% = 10.5% ? target high 'CET1 ratio' [] #cet1_ratio
""",
    ),
    "no class": (
        "Revenue with more than $100 million from Cloud",
        """
$100 million = 100m USD 3Q24 over 'Revenue from Cloud' [Cloud] #revenue
""",
    ),
}

PERIODS = {
    "told of the last quarter": (
        "Organic revenue growth of 2.6%, below our expectation, as customers postponed projects in the fourth quarter",
        """
2.6% = 2.6% growth yoy FY24<FY23 organic 'Organic revenue' []
""",
    ),
    "a rate of the last quarter": (
        "Organic revenue growth of 2.6%, with 3.1% in the fourth quarter",
        """
2.6% = 2.6% growth yoy FY24<FY23 organic 'Organic revenue' []
3.1% = 3.1% growth yoy 4Q24<4Q23 organic 'Organic revenue' []
""",
    ),
    "an amount of it": (
        "Revenue of $480 million, of which $120 million in the fourth quarter",
        """
$480 million = 480m USD FY24 'Revenue' []
$120 million = 120m USD 4Q24 'Revenue' []
""",
    ),
    "an amount without currency": (
        "Restructuring costs of $25 million, of which 12 million in Q4",
        """
$25 million = 25m USD FY24 'Restructuring costs' []
12 million = 12m USD 4Q24 'Restructuring costs' []
""",
    ),
    "including": (
        "Free cash flow of $80 million, including $31 million in the fourth quarter",
        """
$80 million = 80m USD FY24 'Free cash flow' []
$31 million = 31m USD 4Q24 'Free cash flow' []
""",
    ),
    "stores of it": (
        "Opened 45 stores, of which 12 in the fourth quarter",
        """
45 stores = 45 store FY24 'Opened stores' []
12 = 12 store 4Q24 'Opened stores' []
""",
    ),
    "a comma alone": (
        "Operating margin of 11%, 12% in the second half",
        """
11% = 11% FY24 'Operating margin' []
12% = 12% 2H24 'Operating margin' []
""",
    ),
    "thereof": (
        "Organic growth of 2.6%, thereof 3.1% in 4Q24",
        """
2.6% = 2.6% growth yoy FY24<FY23 organic 'Organic growth' []
3.1% = 3.1% growth yoy 4Q24<4Q23 organic 'Organic growth' []
""",
    ),
    "a semicolon": (
        "Same-store sales up 3.0%; 4.1% in 4Q",
        """
up 3.0% = 3% growth yoy FY24<FY23 'Same-store sales' []
4.1% = 4.1% growth yoy 4Q24<4Q23 'Same-store sales' []
""",
    ),
    "a quarter alone": (
        "Revenue grew 8% in the fourth quarter",
        """
grew 8% = 8% growth yoy 4Q24<4Q23 'Revenue' []
""",
    ),
    "two halves": (
        "Revenue grew 8% in 1H and 5% in 2H",
        """
grew 8% = 8% growth yoy 1H24<1H23 'Revenue' []
5% = 5% growth yoy 2H24<2H23 'Revenue' []
""",
    ),
    "held back in the second half": (
        "Operating margin of 12.4%, held back by start-up costs in the second half",
        """
12.4% = 12.4% FY24 'Operating margin' []
""",
    ),
    "after high investment": (
        "Free cash flow of $80 million after high investment in the fourth quarter",
        """
$80 million = 80m USD FY24 'Free cash flow' []
""",
    ),
    "while": (
        "Revenue of $480 million, while orders weakened in the fourth quarter",
        """
$480 million = 480m USD FY24 'Revenue' []
""",
    ),
    "booked in it": (
        "Impairment of $14 million, booked in the fourth quarter",
        """
$14 million = 14m USD 4Q24 'Impairment' []
""",
    ),
    "in a bracket": (
        "Organic revenue growth of 2.6% (fourth quarter: 3.1%)",
        """
2.6% = 2.6% growth yoy FY24<FY23 organic 'Organic revenue' []
3.1% = 3.1% growth yoy 4Q24<4Q23 organic 'Organic revenue' []
""",
    ),
}


@pytest.mark.parametrize(("body", "expected"), NAMES.values(), ids=NAMES.keys())
def test_names(body: str, expected: str) -> None:
    """Ensures that an amount per share, a charge and a class of customers keep their whole names."""
    assert meaning(read(body, title="Results").facts, expected) == lines(expected)


@pytest.mark.parametrize(("body", "expected"), PERIODS.values(), ids=PERIODS.keys())
def test_periods(body: str, expected: str) -> None:
    """Ensures that only the figure beside a part of the year is of it."""
    assert meaning(read(body, title="FY2024 in brief", opening=FULL_YEAR).facts, expected) == lines(expected)
