"""Tests of sentences that hold a figure against an earlier one: what follows the earlier figure, and what it is of."""

BEHIND = {
    "an increase of, behind the level a year ago": (
        "EBIT was $13.2 million compared with $12.6 million in 3Q23, an increase of 4.8%",
        "$13.2 million = 13.2m USD 3Q24\n$12.6 million = 12.6m USD 3Q23\n4.8% = 4.8% growth yoy 3Q24<3Q23 'EBIT'",
    ),
    "an increase of, behind the level of the quarter before": (
        "EBIT was $13.2 million compared with $12.6 million in 2Q24, an increase of 4.8%",
        "$13.2 million = 13.2m USD 3Q24\n$12.6 million = 12.6m USD 2Q24\n4.8% = 4.8% growth qoq 3Q24<2Q24 'EBIT'",
    ),
    "as against": (
        "PAT was $13.2 million as against $12.6 million in 3Q FY23, a growth of 4.8%",
        "$13.2 million = 13.2m USD 3Q24\n$12.6 million = 12.6m USD 3Q23\n4.8% = 4.8% growth yoy 3Q24<3Q23 'PAT'",
    ),
    "a rate in brackets behind both levels": (
        "EBIT was $13.2 million compared with $12.6 million in 3Q23 (+4.8%)",
        "$13.2 million = 13.2m USD 3Q24\n$12.6 million = 12.6m USD 3Q23\n+4.8% = 4.8% growth yoy 3Q24<3Q23 'EBIT'",
    ),
    "nine months": (
        "EBIT was $13.2 million in the first nine months compared with $12.6 million in the first nine months of "
        "fiscal 2023, up 4.8%",
        "$13.2 million = 13.2m USD 9M24\n$12.6 million = 12.6m USD 9M23\nup 4.8% = 4.8% growth yoy 9M24<9M23 'EBIT'",
    ),
    "a balance": (
        "Net debt was $80 million compared with $100 million at June 30, 2023, a decrease of 20%",
        "$80 million = 80m USD @3Q24\n$100 million = 100m USD @4Q23\n"
        "20% = -20% growth vs_date @3Q24<@4Q23 'Net debt' []",
    ),
    "what grew by itself": (
        "Net debt was $80 million compared with $100 million at June 30, 2023, and revenue grew 5%",
        "$80 million = 80m USD @3Q24\n$100 million = 100m USD @4Q23\ngrew 5% = 5% growth yoy 3Q24<3Q23 'revenue' []",
    ),
    "behind a comparative in brackets": (
        "Operating profit amounted to $512 million (548), corresponding to a margin of 11.9 percent",
        "$512 million = 512m USD 3Q24\n(548) = 548m USD 3Q23\n11.9 percent = 11.9% 3Q24",
    ),
    "a rate in brackets without its sign": (
        "Operating margin was 12.4% (11.2)",
        "12.4% = 12.4% 3Q24\n(11.2) = 11.2% 3Q23 #operating_margin",
    ),
    "a whole rate in brackets": ("Equity ratio 42% (40)", "42% = 42% @3Q24\n(40) = 40% @3Q23"),
    "a footnote behind a rate": ("Equity ratio 42% (4)", "42% = 42% @3Q24"),
    "a ratio and that of the year before": (
        "The book-to-bill ratio was 1.08 (1.02)",
        "1.08 = 1.08x 3Q24 #book_to_bill\n(1.02) = 1.02x 3Q23 #book_to_bill",
    ),
    "a clause of its own": (
        "Revenue was $120 million versus $110 million in 3Q23 and net income was $8 million",
        "$120 million = 120m USD 3Q24\n$110 million = 110m USD 3Q23\n$8 million = 8m USD 3Q24 'net income'",
    ),
    "from a level that prints its period": (
        "EBIT rose from $12.6 million in 3Q23 to $13.2 million",
        "$12.6 million = 12.6m USD 3Q23\n$13.2 million = 13.2m USD 3Q24",
    ),
}

OF_THE_COMPARATIVE = {
    "a share of the level a year ago": (
        "EBIT was $13.2 million, or 11% of revenue, compared with $12.6 million, or 10% of revenue, in 3Q23",
        "$13.2 million = 13.2m USD 3Q24\n11% = 11% share 3Q24\n$12.6 million = 12.6m USD 3Q23\n10% = 10% share 3Q23",
    ),
    "what the level a year ago had grown by": (
        "EBIT was $13.2 million compared with $12.6 million in 3Q23, which was up 3% on 3Q22",
        "$13.2 million = 13.2m USD 3Q24\n$12.6 million = 12.6m USD 3Q23\nup 3% = 3% growth yoy 3Q23<3Q22",
    ),
}

AGAINST_A_QUARTER = {
    "a full stop behind versus": (
        "Revenue of $341 million, +2.1% vs. 2Q24",
        "$341 million = 341m USD 3Q24\n+2.1% = 2.1% growth qoq 3Q24<2Q24 'Revenue'",
    ),
    "the quarter and its year": (
        "Revenue rose 2.1% vs. Q2 FY24",
        "rose 2.1% = 2.1% growth qoq 3Q24<2Q24 'Revenue'",
    ),
    "the next sentence": (
        "Revenue rose 2.1%. Costs were stable in 2Q24",
        "rose 2.1% = 2.1% growth yoy 3Q24<3Q23 'Revenue'",
    ),
}

NEW_LEVELS = {
    "higher at": (
        "EBITDA was $4 million higher at $30 million",
        "$4 million = 4m USD change yoy 3Q24<3Q23\n$30 million = 30m USD 3Q24 'EBITDA' #ebitda",
    ),
    "lower at": (
        "Costs were $4 million lower at $30 million",
        "$4 million = -4m USD change yoy 3Q24<3Q23\n$30 million = 30m USD 3Q24 'Costs'",
    ),
    "a rate, and higher at": (
        "EBITDA was 4% higher at $30 million",
        "4% = 4% growth yoy 3Q24<3Q23\n$30 million = 30m USD 3Q24 'EBITDA'",
    ),
    "a margin higher at": ("Gross margin was higher at 45.2%", "45.2% = 45.2% 3Q24 'Gross margin' #gross_margin"),
    "a count lower at": ("Headcount was lower at 2,345", "2,345 = 2,345 person @3Q24 'Headcount'"),
    "what grows at a rate": ("Revenue grew at 5%", "5% = 5% growth yoy 3Q24<3Q23 'Revenue'"),
    "a loss that widened by and to": (
        "Operating loss widened by $3 million to $9 million",
        "$3 million = -3m USD change yoy 3Q24<3Q23 #operating_income\n$9 million = -9m USD 3Q24 #operating_income",
    ),
    "a loss that narrowed to and from": (
        "Loss before tax narrowed to $4 million from $9 million",
        "$4 million = -4m USD 3Q24 #pretax_income\n$9 million = -9m USD 3Q23 #pretax_income",
    ),
    "a plan that was narrowed": (
        "Operating loss guidance narrowed to $4 million from $9 million",
        "$4 million = -4m USD FY24 target\n$9 million = -9m USD FY24 previous_target",
    ),
}

SIGNS = {
    "the loss of the year before in brackets": (
        "Operating loss of $4 million (3Q23: $9 million)",
        "$4 million = -4m USD 3Q24 #operating_income\n$9 million = -9m USD 3Q23 #operating_income",
    ),
    "the profit of the year before a negative one": (
        "Operating income of -$4 million (3Q23: $9 million)",
        "-$4 million = -4m USD 3Q24 #operating_income\n$9 million = 9m USD 3Q23 #operating_income",
    ),
}

SINCE_YEAR_END = {
    "lower than at year-end": (
        "Leverage of 2.6x, 0.2x lower than at year-end",
        "2.6x = 2.6x @3Q24\n0.2x = -0.2x change vs_date @3Q24<@4Q23 'Leverage'",
    ),
    "since year-end": (
        "Net debt fell by $20 million since year-end to $80 million",
        "$20 million = -20m USD change vs_date @3Q24<@4Q23 'Net debt'\n$80 million = 80m USD @3Q24",
    ),
    "since the beginning of the year": (
        "Equity increased by $20 million since the beginning of the year",
        "$20 million = 20m USD change vs_date @3Q24<@4Q23 'Equity'",
    ),
    "than at the end of last year": (
        "Inventories were 5% lower than at the end of last year",
        "5% = -5% growth vs_date @3Q24<@4Q23 'Inventories'",
    ),
    "towards the end of the year": (
        "Net debt is planned to fall by $20 million by year-end",
        "$20 million = -20m USD change yoy @4Q24<@4Q23 target",
    ),
    "what is no balance": (
        "Revenue rose 3% since the beginning of the year",
        "rose 3% = 3% growth yoy 3Q24<3Q23",
    ),
}

STARTED_FROM = {
    "a count behind its growth": (
        "Customers were 3,418, up 17% from 2,921",
        "3,418 = 3,418 customer @3Q24\nup 17% = 17% growth yoy @3Q24<@3Q23\n2,921 = 2,921 customer @3Q23",
    ),
    "an amount behind its growth": (
        "Revenue was $110 million, up 10% from $100 million",
        "$110 million = 110m USD 3Q24\nup 10% = 10% growth yoy 3Q24<3Q23\n$100 million = 100m USD 3Q23",
    ),
    "the quarter before": (
        "Revenue was $110 million, down 2% sequentially from $112 million",
        "$110 million = 110m USD 3Q24\ndown 2% = -2% growth qoq 3Q24<2Q24\n$112 million = 112m USD 2Q24",
    ),
    "a growth that comes from a part": (
        "Revenue grew 10%, of which $4 million from Cloud",
        "grew 10% = 10% growth yoy 3Q24<3Q23\n$4 million = 4m USD 3Q24",
    ),
}

WITHOUT_A_VERB = {
    "parts by their own names": (
        "North America increased 14%, Europe 5% and Asia declined by 2%",
        "increased 14% = 14% growth yoy 3Q24<3Q23\n5% = 5% growth yoy 3Q24<3Q23 'Europe'\n"
        "2% = -2% growth yoy 3Q24<3Q23 'Asia'",
    ),
    "a decline holds on": (
        "North America declined 14% and Europe 5%",
        "declined 14% = -14% growth yoy 3Q24<3Q23\n5% = -5% growth yoy 3Q24<3Q23 'Europe'",
    ),
    "the same metric of another part": (
        "Cloud revenue rose 5.1% to $312m and Fiber revenue 1.2% to $892m",
        "rose 5.1% = 5.1% growth yoy 3Q24<3Q23 [Cloud] #revenue\n$312m = 312m USD 3Q24 [Cloud] #revenue\n"
        "1.2% = 1.2% growth yoy 3Q24<3Q23 [Fiber] #revenue\n$892m = 892m USD 3Q24 [Fiber] #revenue",
    ),
    "a margin": (
        "Revenue grew 9%, EBITDA margin 25%",
        "grew 9% = 9% growth yoy 3Q24<3Q23\n25% = 25% 3Q24 'EBITDA margin'",
    ),
    "a rate of another kind": (
        "Revenue was up 12%, Churn 5%",
        "up 12% = 12% growth yoy 3Q24<3Q23\n5% = 5% 3Q24 'Churn'",
    ),
    "a name that is no part": (
        "North America increased 14%, Digital Orders 60%",
        "increased 14% = 14% growth yoy 3Q24<3Q23\n60% = 60% 3Q24 'Digital Orders'",
    ),
    "a share": (
        "Revenue rose 14%, Europe 35% of sales",
        "rose 14% = 14% growth yoy 3Q24<3Q23\n35% = 35% share 3Q24 'Europe'",
    ),
    "its own verb": (
        "North America increased 14%, Europe was 5%",
        "increased 14% = 14% growth yoy 3Q24<3Q23\n5% = 5% 3Q24 'Europe'",
    ),
}

AS_REPORTED = {
    "the level of an adjusted figure": (
        "On an adjusted basis, EBITDA rose 9% to $30 million",
        "rose 9% = 9% growth yoy 3Q24<3Q23 adjusted\n$30 million = 30m USD 3Q24 adjusted",
    ),
    "on a reported basis": (
        "Revenue declined 3% organically and 5% on a reported basis",
        "declined 3% = -3% growth yoy 3Q24<3Q23 organic 'Revenue'\n5% = -5% growth yoy 3Q24<3Q23 'Revenue'",
    ),
    "in the currency of the accounts, and the level": (
        "Revenue grew by 9% at CER (6% in USD) to $8,843m",
        "9% = 9% growth yoy 3Q24<3Q23 constant_currency 'Revenue'\n6% = 6% growth yoy 3Q24<3Q23 'Revenue' #revenue\n"
        "$8,843m = 8.843bn USD 3Q24 'Revenue' #revenue",
    ),
    "the level that an organic growth led to": (
        "Revenue grew 3% organically to $120 million",
        "grew 3% = 3% growth yoy 3Q24<3Q23 organic\n$120 million = 120m USD 3Q24 'Revenue'",
    ),
    "an adjusted level": (
        "Adjusted EBITDA grew 3% to $30 million",
        "grew 3% = 3% growth yoy 3Q24<3Q23 adjusted\n$30 million = 30m USD 3Q24 adjusted 'Adjusted EBITDA'",
    ),
}

RESPECTIVELY = {
    "two metrics": (
        "Revenue and EBITDA were $120 million and $30 million, respectively",
        "$120 million = 120m USD 3Q24 'Revenue' #revenue\n$30 million = 30m USD 3Q24 'EBITDA' #ebitda",
    ),
    "three metrics behind an opening": (
        "In the quarter, revenue, EBITDA and net income were $120 million, $30 million and $8 million, respectively",
        "$120 million = 120m USD 3Q24 'revenue' #revenue\n$30 million = 30m USD 3Q24 'EBITDA' #ebitda\n"
        "$8 million = 8m USD 3Q24 'net income' #net_income",
    ),
    "one metric of two parts": (
        "Revenue in Europe and Asia grew 5% and 8%, respectively",
        "grew 5% = 5% growth yoy 3Q24<3Q23 [Europe] #revenue\n8% = 8% growth yoy 3Q24<3Q23 [Asia] #revenue",
    ),
    "two parts before one metric": (
        "Cloud and Fiber revenue grew 5% and 8% respectively",
        "grew 5% = 5% growth yoy 3Q24<3Q23 [Cloud] #revenue\n8% = 8% growth yoy 3Q24<3Q23 [Fiber] #revenue",
    ),
    "held against as many": (
        "Gross margin and operating margin were 45% and 12%, respectively, compared with 44% and 11% in 3Q23",
        "45% = 45% 3Q24 #gross_margin\n12% = 12% 3Q24 #operating_margin\n"
        "44% = 44% 3Q23 #gross_margin\n11% = 11% 3Q23 #operating_margin",
    ),
    "more subjects than figures": (
        "Revenue, EBITDA and net income were $120 million and $30 million, respectively",
        "$120 million = 120m USD 3Q24 [] #-\n$30 million = 30m USD 3Q24 [] #-",
    ),
    "metrics of parts": (
        "Revenue and EBITDA of the Cloud and Fiber units were $50 million and $70 million, respectively",
        "$50 million = 50m USD 3Q24 [] #-\n$70 million = 70m USD 3Q24 [] #-",
    ),
    "told of what follows": (
        "Revenue was $120 million and $110 million for the two regions, respectively",
        "$120 million = 120m USD 3Q24 'Revenue' #revenue\n$110 million = 110m USD 3Q24 'Revenue' #revenue",
    ),
    "a name with and": (
        "Research and development expenses were $5 million and $4 million, respectively",
        "$5 million = 5m USD 3Q24 #rd_expense\n$4 million = 4m USD 3Q24 #rd_expense",
    ),
}

AROUND_A_FIGURE = {
    "an amount either way": (
        "We expect revenue of $1.2 billion +/- $50 million",
        "$1.2 billion = 1.2bn USD FY24 target",
    ),
    "points either way": ("We expect a tax rate of 24% ± 1%", "24% = 24% FY24 target"),
    "in words": ("Revenue guidance: $1.2 billion, plus or minus 2%", "$1.2 billion = 1.2bn USD FY24 target"),
    "a small range that is expected": (
        "We expect revenue to be up 1% to 3%",
        "up 1% = 1% growth yoy FY24<FY23 target low\n3% = 3% growth yoy FY24<FY23 target high",
    ),
    "a move and where it led": (
        "Revenue was up 3% to 45%",
        "up 3% = 3% growth yoy 3Q24<3Q23\n45% = 45% 3Q24",
    ),
    "a range that was replaced, with words between": (
        "AISC guidance lowered to $1,520-$1,600/oz from $1,560-$1,660/oz",
        "$1,520 = 1,520 USD FY24 target low\n$1,600 = 1,600 USD FY24 target high\n"
        "$1,560 = 1,560 USD FY24 previous_target low\n$1,660 = 1,660 USD FY24 previous_target high",
    ),
    "a plan before and a plan now": (
        "Revenue guidance lowered to $480 million from $490 million",
        "$480 million = 480m USD FY24 target\n$490 million = 490m USD FY24 previous_target",
    ),
}

FIRST_WEEKS = {
    "of a period under way": (
        "In the first five weeks of 4Q24, revenue was up 1.8%",
        "up 1.8% = 1.8% growth yoy 2024-04-01..2024-05-05<2023-04-01..2023-05-05 'revenue'",
    ),
    "of a year": (
        "In the first twelve weeks of fiscal 2024 revenue grew 3%",
        "grew 3% = 3% growth yoy 2023-07-01..2023-09-22<2022-07-01..2022-09-22 'revenue'",
    ),
    "of nothing that is dated": ("Revenue grew 3% in weeks of low demand", "grew 3% = 3% growth yoy 3Q24<3Q23"),
}

TABLES = (
    FIRST_WEEKS,
    AROUND_A_FIGURE,
    RESPECTIVELY,
    WITHOUT_A_VERB,
    AS_REPORTED,
    SINCE_YEAR_END,
    STARTED_FROM,
    NEW_LEVELS,
    SIGNS,
    AGAINST_A_QUARTER,
    BEHIND,
    OF_THE_COMPARATIVE,
)
