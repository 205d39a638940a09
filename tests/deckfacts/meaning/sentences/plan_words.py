"""Tests of sentences about plans that were met, and with words of plans in another sense, their facts on the right."""

JUDGED = {
    "growth ahead of expected growth": (
        "Revenue growth of 9.22%, 1.41% ahead of expected growth of 7.81%",
        """
9.22% = 9.22% growth yoy 3Q24<3Q23 'Revenue' []
1.41% = 1.41% growth vs_estimate 3Q24<3Q24 'Revenue' []
7.81% = 7.81% growth yoy 3Q24<3Q23 estimate 'Revenue' []
""",
    ),
    "behind a dash": (
        "Revenue growth of 9.22% - 1.41% ahead of expected growth of 7.81%",
        """
9.22% = 9.22% growth yoy 3Q24<3Q23 'Revenue' []
1.41% = 1.41% growth vs_estimate 3Q24<3Q24 'Revenue' []
7.81% = 7.81% growth yoy 3Q24<3Q23 estimate 'Revenue' []
""",
    ),
    "growth expected from something": (
        "$3.6 million ahead of growth expected from the new contracts",
        """
$3.6 million = 3.6m USD change vs_estimate 3Q24<3Q24 'Results' []
""",
    ),
    "in line with guidance": (
        "Revenue grew 9%, in line with our guidance of 10%",
        """
grew 9% = 9% growth yoy 3Q24<3Q23 'Revenue' []
10% = 10% growth yoy 3Q24<3Q23 target 'Revenue' []
""",
    ),
    "above a forecast": (
        "Revenue of $105 million, 5% above our forecast",
        """
$105 million = 105m USD 3Q24 'Revenue' []
5% = 5% growth vs_estimate 3Q24<3Q24 'Revenue' []
""",
    ),
    "better than expected": (
        "Revenue was $105 million, better than expected",
        """
$105 million = 105m USD 3Q24 'Revenue' []
""",
    ),
    "as expected": (
        "As expected, revenue fell to $98 million",
        """
$98 million = 98m USD 3Q24 'revenue' []
""",
    ),
    "as planned": (
        "Capital expenditures of $18 million, as planned",
        """
$18 million = 18m USD 3Q24 'Capital expenditures' []
""",
    ),
    "versus expected": (
        "EPS of $1.20, versus expected EPS of $1.10",
        """
$1.20 = 1.2 USD/share 3Q24 'EPS' []
$1.10 = 1.1 USD/share 3Q24 estimate 'EPS' []
""",
    ),
    "than the rate expected": (
        "Revenue grew 7%, better than the 5% expected",
        """
grew 7% = 7% growth yoy 3Q24<3Q23 'Revenue' []
5% = 5% growth yoy 3Q24<3Q23 estimate 'Revenue' []
""",
    ),
    "than the amount planned": (
        "Capital expenditures of $18 million, less than the $20 million planned",
        """
$18 million = 18m USD 3Q24 'Capital expenditures' []
$20 million = 20m USD 3Q24 target under 'Capital expenditures' []
""",
    ),
    "against what was budgeted": (
        "Revenue of $105 million, compared with budgeted revenue of $100 million",
        """
$105 million = 105m USD 3Q24 'Revenue' []
$100 million = 100m USD 3Q24 target 'Revenue' []
""",
    ),
    "below what was budgeted": (
        "Operating costs of $40 million, $2 million below budgeted costs",
        """
$40 million = 40m USD 3Q24 'Operating costs' []
$2 million = -2m USD change vs_estimate 3Q24<3Q24 'Operating costs' []
""",
    ),
    "on budget": (
        "Revenue of $105 million was delivered on budget",
        """
$105 million = 105m USD 3Q24 'Revenue' []
""",
    ),
    "a plan still": (
        "We expect FY2025 revenue of $500 million, ahead of expected market growth",
        """
$500 million = 500m USD FY25 target 'revenue' []
""",
    ),
    "cost savings expected are still to come": (
        "Benefit of $5 million from expected cost savings in FY2025",
        """
$5 million = 5m USD FY25 target 'Benefit from expected cost savings' []
""",
    ),
}

ORDINARY = {
    "a country's budget": (
        "The Spanish budget shows a net balance of $8.5 billion",
        """
$8.5 billion = 8.5bn USD @3Q24 'Spanish budget shows a net balance' []
""",
    ),
    "customers' budgets": (
        "Revenue from customers with marketing budgets of $2 million",
        """
$2 million = 2m USD 3Q24 'Revenue from customers with marketing budgets' [customers with marketing budgets]
""",
    ),
    "planning consent": (
        "Planning consent for 450 homes",
        """
450 homes = 450 home @3Q24 'Planning consent' []
""",
    ),
    "planned maintenance": (
        "Planned maintenance revenue of $12 million",
        """
$12 million = 12m USD 3Q24 'Planned maintenance revenue' [Planned maintenance]
""",
    ),
    "a target market": (
        "Target market of 40,000 homes",
        """
40,000 homes = 40,000 home @3Q24 'Target market' []
""",
    ),
    "a rating": (
        "Rated BBB with a stable outlook; net debt of $95 million",
        """
$95 million = 95m USD @3Q24 'net debt' []
""",
    ),
    "a rating and its outlook": (
        "Moody's rating Baa2, outlook stable, on $300 million of notes",
        """
$300 million = 300m USD 3Q24 'outlook stable of notes' []
""",
    ),
    "credit losses": (
        "Expected credit losses of $4 million",
        """
$4 million = 4m USD 3Q24 'Expected credit losses' []
""",
    ),
    "an estimate": (
        "Estimated NAV of $899.0 million",
        """
$899.0 million = 899m USD @3Q24 estimate 'Estimated NAV' []
""",
    ),
    "projects": (
        "12 projects with revenue of $30 million",
        """
$30 million = 30m USD 3Q24 '12 projects with revenue' []
""",
    ),
    "software": (
        "Sales of Forecast Pro software of $3 million",
        """
$3 million = 3m USD 3Q24 'Sales of Forecast Pro software' [Pro software]
""",
    ),
    "the weather": (
        "Our weather forecasting business earned $5 million",
        """
$5 million = 5m USD 3Q24 'weather forecasting business earned' []
""",
    ),
    "a pension plan": (
        "Pension plan deficit of $12 million",
        """
$12 million = -12m USD @3Q24 'Pension plan deficit' []
""",
    ),
    "an option plan": (
        "Share option plan: $3 million",
        """
$3 million = 3m USD 3Q24 'Share option plan' []
""",
    ),
    "flights": (
        "Scheduled flights revenue of $50 million",
        """
$50 million = 50m USD 3Q24 'Scheduled flights revenue' [Scheduled flights]
""",
    ),
    "rules of accounting": (
        "Accounting guidance reduced revenue by $2 million",
        """
$2 million = -2m USD change yoy 3Q24<3Q23 'Accounting guidance reduced revenue' [Accounting guidance reduced]
""",
    ),
}

SLIDES = {
    "weeks that are over, in an outlook": (
        "Current trading and outlook",
        "- In the first five weeks of 4Q24, revenue is up 1.8%\n- Revenue is expected to grow 5%\n",
        "up 1.8% = 1.8% growth yoy 2024-04-01..2024-05-05<2023-04-01..2023-05-05 'revenue'\n"
        "grow 5% = 5% growth yoy FY24<FY23 target 'Revenue'",
    ),
    "events under their year": (
        "Key events - 2024",
        """
- Acquired a 15% stake in Fernbank
- $43.4 million
- Expected closing of the sale of Ohio for $5 million
""",
        """
15% = 15% FY24 'Acquired stake in Fernbank' []
$43.4 million = 43.4m USD FY24 'Key events' []
$5 million = 5m USD FY24 target 'Expected closing of the sale of Ohio' []
""",
    ),
    "a line broken behind its verb": (
        "Key events - 2024",
        """
Completed the disposal of the Ohio plant for a combined consideration of

$43.4 million
""",
        """
$43.4 million = 43.4m USD FY24 'Completed the disposal of the Ohio plant for a combined consideration' []
""",
    ),
    "between the lines of an outlook": (
        "FY2025 outlook",
        """
- Revenue of $480 million to $490 million
- Acquired Fernbank for $90 million
- Contribution from acquired businesses of $12 million
- Completed projects: 12 towers
- Signed backlog of $300 million
- Cash returned to shareholders of $200 million
- Revenue of $500 million, ahead of consensus of $490 million
""",
        """
$480 million = 480m USD FY25 target low 'Revenue' []
$490 million = 490m USD FY25 target high 'Revenue' []
$90 million = 90m USD 3Q24 'Acquired Fernbank' []
$12 million = 12m USD FY25 target 'Contribution from acquired businesses' []
12 towers = 12 tower FY25 target 'towers' []
$300 million = 300m USD FY25 target 'Signed backlog' [Signed]
$200 million = 200m USD FY25 target 'Cash returned to shareholders' []
$500 million = 500m USD FY25 target 'Revenue' []
$490 million = 490m USD FY25 estimate 'Revenue' []
""",
    ),
    "what was, in an outlook": (
        "Guidance",
        """
Our plants ran above 90% of capacity.

Savings from the programme reached $11 million.

Tax rate of 21%
""",
        """
90% = 90% share @3Q24 over 'plants ran' []
$11 million = 11m USD 3Q24 'Savings from the programme' []
21% = 21% FY24 target 'Tax rate' []
""",
    ),
    "an asset with a lease": (
        "Fernbank data centre",
        """
- Operational since 2004 with a lease running through to 2039
  - 34,000 m² of internal space, 96 cells
  - Construction cost of $80 million
""",
        """
34,000 m² = 34,000 m² @3Q24 'm of internal space' []
96 cells = 96 cell @3Q24 'cells' []
$80 million = 80m USD 3Q24 'Construction cost' []
""",
    ),
    "rows with terms": (
        "Debt",
        """
| Debt | $ million |
|---|---|
| Senior notes due 2030 | 500 |
| Term loan, maturing June 2027 | 200 |
| Total debt | 700 |
""",
        """
500 = 500m USD @3Q24 'Senior notes due' []
200 = 200m USD @3Q24 'Term loan, maturing' []
700 = 700m USD @3Q24 'Total debt' []
""",
    ),
    "columns of estimates": (
        "Estimates",
        """
| $ million | FY2023 | FY2025E | FY2026E |
|---|---|---|---|
| Revenue | 400 | 450 | 500 |
""",
        """
400 = 400m USD FY23 'Revenue' []
450 = 450m USD FY25 target 'Revenue' []
500 = 500m USD FY26 target 'Revenue' []
""",
    ),
    "a header's year for the full year": (
        "Guidance for fiscal 2024",
        """
| | FY2024 guidance | FY2023 actual |
|---|---|---|
| Tax rate | Between 18.5% and 19.0% | Effective tax rate for the full year was 9.94% |
""",
        """
18.5% = 18.5% FY24 target low 'Tax rate' []
19.0% = 19% FY24 target high 'Tax rate' []
9.94% = 9.94% FY23 'Effective tax rate' []
""",
    ),
    "a forecast in Japanese before the one that it replaced": (
        "Highlights",
        """
- 通期の業績予想を修正。営業利益は30.5億円（前回予想29.0億円）
""",
        """
30.5億円 = 3.05bn JPY FY24 target '営業利益' []
29.0億円 = 2.9bn JPY FY24 previous_target '前回予想' []
""",
    ),
}

TABLES = (JUDGED, ORDINARY)
