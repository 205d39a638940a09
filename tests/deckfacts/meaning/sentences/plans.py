"""Tests of sentences about plans and those that they replaced, on the left, their facts on the right."""

RAISED = {
    "a range raised from a range": (
        "FY2024 revenue of $416 million to $423 million, raised from $408 million to $418 million",
        """
$416 million = 416m USD FY24 target low 'revenue' []
$423 million = 423m USD FY24 target high 'revenue' []
$408 million = 408m USD FY24 previous_target low 'revenue' []
$418 million = 418m USD FY24 previous_target high 'revenue' []
""",
    ),
    "amounts per share raised": (
        "FY2024 adjusted EPS of $1.12 to $1.17, raised from $1.08 to $1.14",
        """
$1.12 = 1.12 USD/share FY24 target low adjusted 'adjusted EPS' []
$1.17 = 1.17 USD/share FY24 target high adjusted 'adjusted EPS' []
$1.08 = 1.08 USD/share FY24 previous_target low adjusted 'adjusted EPS' []
$1.14 = 1.14 USD/share FY24 previous_target high adjusted 'adjusted EPS' []
""",
    ),
    "glued ranges": (
        "Full-year revenue guidance raised to $416-423 million from $408-418 million",
        """
$416 = 416m USD FY24 target low 'revenue guidance' []
423 million = 423m USD FY24 target high 'revenue guidance' []
$408 = 408m USD FY24 previous_target low 'revenue guidance' []
418 million = 418m USD FY24 previous_target high 'revenue guidance' []
""",
    ),
    "from a previous range": (
        "We now expect FY2024 revenue of 416 to 423 million dollars, from a previous range of 408 to 418",
        """
416 = 416m USD FY24 target low 'revenue' []
423 million dollars = 423m USD FY24 target high 'revenue' []
408 = 408m USD FY24 previous_target low 'revenue' []
418 = 418m USD FY24 previous_target high 'revenue' []
""",
    ),
    "previously, in a bracket": (
        "FY2024 revenue guidance of $416 million to $423 million (previously $408 million to $418 million)",
        """
$416 million = 416m USD FY24 target low 'revenue guidance' []
$423 million = 423m USD FY24 target high 'revenue guidance' []
$408 million = 408m USD FY24 previous_target low 'revenue guidance' []
$418 million = 418m USD FY24 previous_target high 'revenue guidance' []
""",
    ),
    "prior, in a bracket, its currency not printed again": (
        "FY2024 adjusted EPS guidance of $1.12 to $1.17 (prior: 1.08 to 1.14)",
        """
$1.12 = 1.12 USD/share FY24 target low adjusted 'adjusted EPS guidance' []
$1.17 = 1.17 USD/share FY24 target high adjusted 'adjusted EPS guidance' []
1.08 = 1.08 USD/share FY24 previous_target low adjusted 'adjusted EPS guidance' []
1.14 = 1.14 USD/share FY24 previous_target high adjusted 'adjusted EPS guidance' []
""",
    ),
    "was, in a bracket": (
        "FY2024 revenue outlook: $416 million to $423 million (was $408 million to $418 million)",
        """
$416 million = 416m USD FY24 target low 'revenue outlook' []
$423 million = 423m USD FY24 target high 'revenue outlook' []
$408 million = 408m USD FY24 previous_target low 'revenue outlook' []
$418 million = 418m USD FY24 previous_target high 'revenue outlook' []
""",
    ),
    "up from an earlier guidance": (
        "FY2024 revenue growth outlook of 7%, up from our earlier guidance of 5%",
        """
7% = 7% growth yoy FY24<FY23 target 'revenue growth outlook' []
5% = 5% growth yoy FY24<FY23 previous_target 'revenue growth outlook' []
""",
    ),
    "up from, previously behind it": (
        "Management now guides for FY2024 sales growth of around 6%, up from around 4% previously",
        """
6% = 6% growth yoy FY24<FY23 target approximately 'sales' []
4% = 4% growth yoy FY24<FY23 previous_target approximately 'sales' []
""",
    ),
    "a point lowered": (
        "FY2024 operating margin guidance lowered from 12% to 10%",
        """
12% = 12% FY24 previous_target 'operating margin guidance' []
10% = 10% FY24 target 'operating margin guidance' []
""",
    ),
    "narrowed to, from": (
        "We narrowed our FY2024 revenue guidance to $416 million to $420 million from $408 million to $423 million",
        """
$416 million = 416m USD FY24 target low 'revenue guidance' []
$420 million = 420m USD FY24 target high 'revenue guidance' []
$408 million = 408m USD FY24 previous_target low 'revenue guidance' []
$423 million = 423m USD FY24 previous_target high 'revenue guidance' []
""",
    ),
    "from a range to a range": (
        "FY2024 revenue guidance raised from a range of $80 million to $90 million to $90 million to $95 million",
        """
$80 million = 80m USD FY24 previous_target low 'revenue guidance' []
$90 million = 90m USD FY24 previous_target high 'revenue guidance' []
$90 million = 90m USD FY24 target low 'revenue guidance' []
$95 million = 95m USD FY24 target high 'revenue guidance' []
""",
    ),
    "a company and its guidance": (
        "The company raised its FY2024 EBITDA guidance to $88 million to $92 million, from $85 million to $90 million",
        """
$88 million = 88m USD FY24 target low 'EBITDA guidance' []
$92 million = 92m USD FY24 target high 'EBITDA guidance' []
$85 million = 85m USD FY24 previous_target low 'EBITDA guidance' []
$90 million = 90m USD FY24 previous_target high 'EBITDA guidance' []
""",
    ),
    "a forecast in yen": (
        "FY2024 net sales forecast of 42.3 billion yen, compared with our previous forecast of 43.5 billion yen",
        """
42.3 billion yen = 42.3bn JPY FY24 target 'net sales' []
43.5 billion yen = 43.5bn JPY FY24 previous_target 'net sales' []
""",
    ),
    "a forecast revised": (
        "FY2024 operating income forecast revised to JPY2,050 million from JPY2,300 million",
        """
JPY2,050 million = 2.05bn JPY FY24 target 'operating income' []
JPY2,300 million = 2.3bn JPY FY24 previous_target 'operating income' []
""",
    ),
    "versus a prior outlook": (
        "FY2024 revenue growth is now expected to be 4% to 5%, versus our prior outlook of 6% to 8%",
        """
4% = 4% growth yoy FY24<FY23 target low 'revenue growth' []
5% = 5% growth yoy FY24<FY23 target high 'revenue growth' []
6% = 6% growth yoy FY24<FY23 previous_target low 'revenue growth' []
8% = 8% growth yoy FY24<FY23 previous_target high 'revenue growth' []
""",
    ),
    "cut in euros": (
        "Full-year capex guidance is cut to €35-40 million from €45-50 million",
        """
€35 = 35m EUR FY24 target low 'capex guidance' []
40 million = 40m EUR FY24 target high 'capex guidance' []
€45 = 45m EUR FY24 previous_target low 'capex guidance' []
50 million = 50m EUR FY24 previous_target high 'capex guidance' []
""",
    ),
    "narrowed in pounds": (
        "We have narrowed our FY2024 adjusted operating profit range to £62m-£64m (previously £60m-£65m)",
        """
£62m = 62m GBP FY24 target low adjusted 'adjusted operating profit' []
£64m = 64m GBP FY24 target high adjusted 'adjusted operating profit' []
£60m = 60m GBP FY24 previous_target low adjusted 'adjusted operating profit' []
£65m = 65m GBP FY24 previous_target high adjusted 'adjusted operating profit' []
""",
    ),
    "lifted by an amount to another": (
        "FY2024 free cash flow guidance was lifted by $10 million to $85 million",
        """
$10 million = 10m USD change vs_previous_target FY24<FY24 target 'free cash flow guidance' []
$85 million = 85m USD FY24 target 'free cash flow guidance' []
""",
    ),
}

NOT_REPLACED = {
    "up from what was reached": (
        "We expect FY2024 revenue of $490 million, up from $450 million in FY2023",
        """
$490 million = 490m USD FY24 target 'revenue' []
$450 million = 450m USD FY23 'revenue' []
""",
    ),
    "raised from what was reached": (
        "We expect FY2024 operating margin of 10%, raised from 8% in FY2023",
        """
10% = 10% FY24 target 'operating margin' []
8% = 8% FY23 'operating margin' []
""",
    ),
    "reaffirmed": (
        "We reaffirm our FY2024 revenue outlook of $416 million to $423 million",
        """
$416 million = 416m USD FY24 target low 'revenue outlook' []
$423 million = 423m USD FY24 target high 'revenue outlook' []
""",
    ),
    "a previous guidance reaffirmed": (
        "We reaffirm our previous FY2024 revenue guidance of $416 million to $423 million",
        """
$416 million = 416m USD FY24 target low 'revenue guidance' []
$423 million = 423m USD FY24 target high 'revenue guidance' []
""",
    ),
    "a previous guidance that stays": (
        "Our previous FY2024 EPS guidance of $3.10 to $3.25 remains unchanged",
        """
$3.10 = 3.1 USD/share FY24 target low 'EPS guidance' []
$3.25 = 3.25 USD/share FY24 target high 'EPS guidance' []
""",
    ),
    "unchanged from the prior outlook": (
        "FY2024 revenue outlook of $416 million to $423 million is unchanged from our prior outlook",
        """
$416 million = 416m USD FY24 target low 'revenue outlook' []
$423 million = 423m USD FY24 target high 'revenue outlook' []
""",
    ),
    "unchanged": (
        "FY2024 capital expenditures of approximately $18 million, unchanged",
        """
$18 million = 18m USD FY24 target approximately 'capital expenditures' []
""",
    ),
    "what grew": (
        "Revenue grew from $110 million to $120 million",
        """
$110 million = 110m USD 3Q23 'Revenue' []
$120 million = 120m USD 3Q24 'Revenue' []
""",
    ),
    "a dividend raised": (
        "Dividend of $0.50 per share, raised from $0.45",
        """
$0.50 per share = 0.5 USD/share 3Q24 'Dividend' []
$0.45 = 0.45 USD/share 3Q23 'Dividend' []
""",
    ),
    "a margin that moved": (
        "Gross margin rose to 46.1%, from 45.8%",
        """
46.1% = 46.1% 3Q24 'Gross margin' []
45.8% = 45.8% 3Q23 'Gross margin' []
""",
    ),
}

SLIDES = {
    "bullets under an outlook": (
        "FY2024 outlook",
        """
- Revenue of $416 million to $423 million, raised from $408 million to $418 million
- Operating margin of 10%, lowered from 12%
- EBIT margin of 8% to 9%, up from 7% to 8%
- Free cash flow of EUR 60-70 million, compared with our previous guidance of EUR 50-60 million
- Dividend of EUR 0.50 per share, raised from EUR 0.45
- Capital expenditures of approximately $18 million, unchanged
""",
        """
$416 million = 416m USD FY24 target low 'Revenue' []
$423 million = 423m USD FY24 target high 'Revenue' []
$408 million = 408m USD FY24 previous_target low 'Revenue' []
$418 million = 418m USD FY24 previous_target high 'Revenue' []
10% = 10% FY24 target 'Operating margin' []
12% = 12% FY24 previous_target 'Operating margin' []
8% = 8% FY24 target low 'EBIT margin' []
9% = 9% FY24 target high 'EBIT margin' []
7% = 7% FY24 previous_target low 'EBIT margin' []
8% = 8% FY24 previous_target high 'EBIT margin' []
EUR 60 = 60m EUR FY24 target low 'Free cash flow' []
70 million = 70m EUR FY24 target high 'Free cash flow' []
EUR 50 = 50m EUR FY24 previous_target low 'Free cash flow' []
60 million = 60m EUR FY24 previous_target high 'Free cash flow' []
EUR 0.50 per share = 0.5 EUR/share FY24 target 'Dividend' []
EUR 0.45 = 0.45 EUR/share FY23 'Dividend' []
$18 million = 18m USD FY24 target approximately 'Capital expenditures' []
""",
    ),
    "bare ranges under a unit, without a year": (
        "Outlook, EUR million",
        """
- Net sales: 120 to 125 (previously 110 to 118)
- EBIT: 12 (prior: 10)
- EBITDA: 40 – 44
""",
        """
120 = 120m EUR FY24 target low 'Net sales' []
125 = 125m EUR FY24 target high 'Net sales' []
110 = 110m EUR FY24 previous_target low 'Net sales' []
118 = 118m EUR FY24 previous_target high 'Net sales' []
12 = 12m EUR FY24 target 'EBIT' []
10 = 10m EUR FY24 previous_target 'EBIT' []
40 = 40m EUR FY24 target low 'EBITDA' []
44 = 44m EUR FY24 target high 'EBITDA' []
""",
    ),
    "two metrics of one sentence": (
        "Outlook",
        """
FY2024 guidance raised: revenue now $490-500 million (from $480-490 million), EPS now $3.20-$3.30 (from $3.00-$3.20)
""",
        """
$490 = 490m USD FY24 target low 'revenue' []
500 million = 500m USD FY24 target high 'revenue' []
$480 = 480m USD FY24 previous_target low 'revenue' []
490 million = 490m USD FY24 previous_target high 'revenue' []
$3.20 = 3.2 USD/share FY24 target low 'EPS' []
$3.30 = 3.3 USD/share FY24 target high 'EPS' []
$3.00 = 3 USD/share FY24 previous_target low 'EPS' []
$3.20 = 3.2 USD/share FY24 previous_target high 'EPS' []
""",
    ),
    "a plan that was missed is no base of other growth": (
        "Highlights",
        """
- Revenue of $104 million, down 0.5% from 3Q23 and below our guidance
- Cloud revenue down 5.7%; Fiber revenue up 8.1%
""",
        """
$104 million = 104m USD 3Q24 'Revenue' []
down 0.5% = -0.5% growth yoy 3Q24<3Q23 'Revenue' []
down 5.7% = -5.7% growth yoy 3Q24<3Q23 'Cloud revenue' [Cloud]
up 8.1% = 8.1% growth yoy 3Q24<3Q23 'Fiber revenue' [Fiber]
""",
    ),
    "heads on a slide of cash flows": (
        "Cash flow",
        """
- Employees: 1,845 at March 31, 2024 (1,812 at June 30, 2023)
""",
        """
1,845 = 1,845 person @3Q24 'Employees' []
1,812 = 1,812 person @4Q23 'Employees' []
""",
    ),
}

TABLES = (RAISED, NOT_REPLACED)
