"""Tests of leads: what stands above the numbers of a slide on the left, what the numbers take from it on the right."""

import pytest

from tests.deckfacts.meaning.notation import lines, meaning, read

CASES = {
    "a caption holds until the next one under another heading": (
        """
Unit: USD million

- Revenue: 120

## Cash flow

(in thousands of dollars)

- Free cash flow: 5,100
""",
        "120 = 120m USD 3Q24 #revenue\n5,100 = 5.1m USD 3Q24 #free_cash_flow",
    ),
    "a caption holds for what stands above it too": (
        "- Revenue: 120\n\nUnit: USD million\n",
        "120 = 120m USD 3Q24 #revenue",
    ),
    "a printed unit beats the caption": (
        "Unit: USD million\n\n- Revenue: €85 thousand\n",
        "€85 thousand = 85,000 EUR 3Q24 #revenue",
    ),
    "a lead-in is replaced by the next of its kind: segments": (
        "Cloud\n\n- Revenue: $70 million, up 12% YoY\n\nFiber\n\n- Revenue: $50 million\n",
        """
$70 million = 70m USD 3Q24 'Revenue' [Cloud] #revenue
up 12% = 12% growth yoy 3Q24<3Q23 'Revenue' [Cloud] #revenue
$50 million = 50m USD 3Q24 'Revenue' [Fiber] #revenue
""",
    ),
    "a lead-in is replaced by the next of its kind: metrics": (
        "Revenue\n\n- Cloud: $70 million, up 12%\n\nOperating income\n\n- Cloud: $14 million\n",
        """
$70 million = 70m USD 3Q24 'Cloud' [Cloud] #revenue
up 12% = 12% growth yoy 3Q24<3Q23 'Cloud' [Cloud] #revenue
$14 million = 14m USD 3Q24 'Cloud' [Cloud] #operating_income
""",
    ),
    "a lead-in is replaced by the next of its kind: periods": (
        "3Q24\n\n- Revenue: $120 million\n\n2Q24\n\n- Revenue: $118 million\n",
        "$120 million = 120m USD 3Q24\n$118 million = 118m USD 2Q24",
    ),
    "a lead-in counts": (
        "Number of employees\n\n- As of March 31, 2024: 2,346\n- As of March 31, 2023: 2,250\n",
        """
2,346 = 2,346 person @3Q24 'Number of employees' #employees
2,250 = 2,250 person @3Q23 'Number of employees' #employees
""",
    ),
    "a share's whole": (
        "Share of revenue\n\n- Cloud 58%\n- Fiber 42%\n",
        "58% = 58% share 3Q24 [Cloud] #revenue\n42% = 42% share 3Q24 [Fiber] #revenue",
    ),
    "a base for the changes below": (
        "Compared to 4Q23\n\n- Total assets: up $20 million\n",
        "up $20 million = 20m USD change vs_date @3Q24<@4Q23 #total_assets",
    ),
    "a reduction leads amounts": (
        "Reduction of costs\n\n- Network: $2 million\n",
        "$2 million = -2m USD change yoy 3Q24<3Q23 'Network'",
    ),
    "a heading with an outlook": (
        "## FY2024 outlook\n\n- Revenue of $480 million to $500 million\n- Operating margin of about 10%\n",
        """
$480 million = 480m USD FY24 target low #revenue
$500 million = 500m USD FY24 target high #revenue
10% = 10% FY24 target approximately #operating_margin
""",
    ),
    "a heading ends what the one before it said": (
        "## FY2024 outlook\n\n- Revenue of $480 million\n\n## Highlights\n\n- Revenue of $120 million\n",
        "$480 million = 480m USD FY24 target\n$120 million = 120m USD 3Q24",
    ),
    "a legend": (
        "YoY = 2Q24 compared to 2Q23\n\n- Revenue $118 million (up 8.1% YoY)\n",
        "$118 million = 118m USD 2Q24\nup 8.1% = 8.1% growth yoy 2Q24<2Q23",
    ),
    "parent bullets": (
        "- Revenue: $120 million, up 8% YoY\n  - Cloud: up 12%\n  - Fiber: down 3%\n- Operating income: $12 million\n",
        """
$120 million = 120m USD 3Q24 'Revenue' [] #revenue
up 8% = 8% growth yoy 3Q24<3Q23
up 12% = 12% growth yoy 3Q24<3Q23 'Cloud' [Cloud] #revenue
down 3% = -3% growth yoy 3Q24<3Q23 'Fiber' [Fiber] #revenue
$12 million = 12m USD 3Q24 'Operating income' [] #operating_income
""",
    ),
    "comparisons below the bullet that they are of": (
        "- Revenue: $120 million\n  - YoY: +8.1%\n  - QoQ: -2.0%\n",
        """
$120 million = 120m USD 3Q24
+8.1% = 8.1% growth yoy 3Q24<3Q23 'Revenue' #revenue
-2.0% = -2% growth qoq 3Q24<2Q24 'Revenue' #revenue
""",
    ),
    "a line that names nothing goes on with the one before it": (
        "Revenue: $120 million\n\nYoY: +8.1%\n",
        "$120 million = 120m USD 3Q24\n+8.1% = 8.1% growth yoy 3Q24<3Q23 'Revenue' #revenue",
    ),
    "a line of its own does not take the period of the one before it": (
        "Revenue was $120 million, after $111 million in FY2023.\n\nThe payout ratio was 30%.\n",
        "$120 million = 120m USD 3Q24\n$111 million = 111m USD FY23\n30% = 30% 3Q24 #payout_ratio",
    ),
    "a call-out: the figure over its name": (
        "$120M\nRevenue\n\n21%\nRevenue growth YoY\n",
        "$120M = 120m USD 3Q24 'Revenue' #revenue\n21% = 21% growth yoy 3Q24<3Q23 #revenue",
    ),
}

TITLES = {
    "a segment": ("Cloud", "- Revenue: $70 million\n", "$70 million = 70m USD 3Q24 'Revenue' [Cloud] #revenue"),
    "a metric": ("Operating income", "- $12 million, down 2% QoQ\n", "$12 million = 12m USD 3Q24 #operating_income\n"
                 "down 2% = -2% growth qoq 3Q24<2Q24 #operating_income"),
    "an earlier year": ("FY2023 results", "- Revenue: $450 million\n", "$450 million = 450m USD FY23 #revenue"),
    "nine months": (
        "9 Months FY2024 results",
        "- Revenue: $350 million, up 6% YoY\n",
        "$350 million = 350m USD 9M24\nup 6% = 6% growth yoy 9M24<9M23",
    ),
    "targets": ("FY2024 targets", "- Revenue: $490 million\n", "$490 million = 490m USD FY24 target #revenue"),
    "balances": (
        "Balance sheet",
        "- Cloud platform: $30 million\n",
        "$30 million = 30m USD @3Q24 'Cloud platform'",
    ),
    "the company's own name is no segment": (
        "Norvale Networks",
        "- Revenue: $120 million\n",
        "$120 million = 120m USD 3Q24 'Revenue' [] #revenue",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES.keys())
def test_leads(body: str, expected: str) -> None:
    """Ensures that numbers take what they leave out from the nearest line above them that says it."""
    assert meaning(read(body).facts, expected) == lines(expected)


@pytest.mark.parametrize(("title", "body", "expected"), TITLES.values(), ids=TITLES.keys())
def test_titles(title: str, body: str, expected: str) -> None:
    """Ensures that a slide's title says what its numbers are about, and when."""
    assert meaning(read(body, title=title).facts, expected) == lines(expected)


def test_sources() -> None:
    """Ensures that a fact says what kind of thing on the slide printed it."""
    body = "Revenue was $120 million.\n\n- Cloud: $70 million\n\n| | 3Q24 |\n|---|---|\n| Stores | 512 |\n"
    assert [str(fact.source) for fact in read(body).facts] == ["text", "bullet", "table"]
