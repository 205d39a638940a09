"""Tests of numbers that hang on the one before: ranges, parts, what is counted on, what is held against what."""

RANGES = {
    "a period behind a range": (
        "Capital expenditure of $40 million to $45 million in FY2024",
        "$40 million = 40m USD FY24 target low #capital_expenditure\n"
        "$45 million = 45m USD FY24 target high #capital_expenditure",
    ),
    "a range, and the one before it": (
        "FY2024 guidance: net interest income up 1% to 2% (prior: up 0% to 1%)",
        "up 1% = 1% growth yoy FY24<FY23 target low\n"
        "2% = 2% growth yoy FY24<FY23 target high\n"
        "up 0% = 0% growth yoy FY24<FY23 previous_target low\n"
        "1% = 1% growth yoy FY24<FY23 previous_target high",
    ),
    "within a target range": (
        "Net debt / EBITDA of 1.7x (December 31, 2023: 1.8x), inside our 1.5x-2.0x target range",
        "1.7x = 1.7x @3Q24 #net_leverage\n"
        "1.8x = 1.8x @2Q24 #net_leverage\n"
        "1.5x = 1.5x @3Q24 target low #net_leverage\n"
        "2.0x = 2x @3Q24 target high #net_leverage",
    ),
    "behind a bracket of another year": (
        "Operating margin of 8% in 3Q23 (2Q23: 7%) and revenue of $111 million",
        "8% = 8% 3Q23 #operating_margin\n7% = 7% 2Q23 #operating_margin\n$111 million = 111m USD 3Q23 #revenue",
    ),
    "the first and the second in a bracket": (
        "Store impairment of $5.1m and restructuring costs of $2.5m (FY23: $14.0m and $6.6m)",
        "$5.1m = 5.1m USD 3Q24 'Store impairment'\n"
        "$2.5m = 2.5m USD 3Q24 'restructuring costs'\n"
        "$14.0m = 14m USD FY23 'Store impairment'\n"
        "$6.6m = 6.6m USD FY23 'restructuring costs'",
    ),
    "where it went from": (
        "Adjusted EBIT grew to $20.9 million from $18.4 million",
        "$20.9 million = 20.9m USD 3Q24 adjusted 'Adjusted EBIT'\n"
        "$18.4 million = 18.4m USD 3Q23 adjusted 'Adjusted EBIT'",
    ),
    "down to is a level": (
        "The average cost of debt is down to 8.6%",
        "8.6% = 8.6% 3Q24 'average cost of debt'",
    ),
    "raised by": (
        "A second line raised capacity by 30%",
        "30% = 30% growth yoy 3Q24<3Q23",
    ),
    "better in points": (
        "Gross margin of 45.0%, 40 bps better",
        "45.0% = 45% 3Q24 #gross_margin\n40 bps = 40bp change yoy 3Q24<3Q23 #gross_margin",
    ),
    "an improved churn is lower": (
        "Postpaid churn was 1.12%, an improvement of 5 basis points",
        "1.12% = 1.12% 3Q24 #churn_rate\n5 basis points = -5bp change yoy 3Q24<3Q23 #churn_rate",
    ),
    "a verb for two amounts": (
        "Currency reduced revenue growth by 0.9 percentage points, disposals by 0.2 percentage points",
        "0.9 percentage points = -0.9pp change yoy 3Q24<3Q23\n"
        "0.2 percentage points = -0.2pp change yoy 3Q24<3Q23 'disposals'",
    ),
    "a comparison of the next sentence": (
        "Gross margin was 45.0%. Compared with last year, operating income rose 3%",
        "45.0% = 45% 3Q24 #gross_margin\nrose 3% = 3% growth yoy 3Q24<3Q23 #operating_income",
    ),
}

PARTS = {
    "of whom": (
        "In total 9,454 employees, of whom 388 are apprentices",
        "9,454 employees = 9,454 person @3Q24 'employees'\n388 = 388 person @3Q24 'employees apprentices'",
    ),
    "of whom so much": (
        "A team of 1,874 people, of whom 23% women",
        "1,874 people = 1,874 person @3Q24\n23% = 23% share @3Q24",
    ),
    "of which so much went": (
        "Capital expenditure came to $74 million, of which roughly 65% went to the Tavira plant",
        "$74 million = 74m USD 3Q24 'Capital expenditure'\n"
        "65% = 65% share 3Q24 approximately 'Capital expenditure went to the Tavira plant'",
    ),
    "what opens a sentence": (
        "About 40% of the office book has been repriced",
        "40% = 40% share @3Q24 approximately 'office book has been repriced'",
    ),
    "of it": (
        "Order backlog was $88 million. Around 70% of it is due for delivery within twelve months",
        "$88 million = 88m USD @3Q24 'Order backlog'\n"
        "70% = 70% share @3Q24 approximately 'Order backlog due for delivery within twelve months'",
    ),
    "the rest of what it counted": (
        "We ended the quarter with 1,262 customers above $100K in ARR, up 18% year-over-year",
        "1,262 customers = 1,262 customer @3Q24 'customers above $100K in ARR'\n"
        "up 18% = 18% growth yoy @3Q24<@3Q23 'customers above $100K in ARR'",
    ),
    "added, and of them": (
        "Added 410 net new customers, 38 of them from the public sector",
        "410 net new customers = 410 customer 3Q24\n38 = 38 customer 3Q24",
    ),
    "a share of what, named before": (
        "Share of orders from new customers was 17%",
        "17% = 17% share 3Q24 'Share of orders from new customers'",
    ),
    "spent on": (
        "$8.6 million spent on schools and water",
        "$8.6 million = 8.6m USD 3Q24 'spent on schools'",
    ),
    "capacity by kind": (
        "Commissioned 312 MW in the quarter: 210 MW of solar and 102 MW of wind",
        "312 MW = 312 MW 3Q24 'Commissioned'\n210 MW = 210 MW 3Q24\n102 MW = 102 MW 3Q24",
    ),
    "a total of what is per share": (
        "A dividend of $1.10 per share was paid on January 24, 2024 (total: $50.6 million)",
        "$1.10 per share = 1.1 USD/share 3Q24 'dividend'\n$50.6 million = 50.6m USD 3Q24",
    ),
    "a refinancing is no balance": (
        "Refinanced $115 million of project loans",
        "$115 million = 115m USD 3Q24 'Refinanced project loans'",
    ),
    "new loans are made in a period": (
        "New loans of $1.2 billion",
        "$1.2 billion = 1.2bn USD 3Q24 'New loans'",
    ),
    "one behind another": (
        "Guidance assumes 142 million weighted average diluted shares",
        "142 million weighted average diluted shares = 142m share @4Q24 target",
    ),
    "the lone count of a call-out": (
        "Active Customers 6,200+",
        "6,200+ = 6,200 customer @3Q24 over 'Active Customers'",
    ),
    "a threshold in a name": (
        "Customers with ARR above $100,000: 1,038",
        "1,038 = 1,038 customer @3Q24 'Customers with ARR above $100,000'",
    ),
}

HELD = {
    "a year before in brackets": (
        "Comparable EBITA margin improved to 12.3% (11.1%)",
        "12.3% = 12.3% 3Q24 adjusted 'Comparable EBITA margin'\n"
        "(11.1%) = 11.1% 3Q23 adjusted 'Comparable EBITA margin'",
    ),
    "a year before in brackets without its unit": (
        "Orders received decreased by 4% to EUR 812 million (846)",
        "4% = -4% growth yoy 3Q24<3Q23\n"
        "EUR 812 million = 812m EUR 3Q24 'Orders received'\n"
        "(846) = 846m EUR 3Q23 'Orders received'",
    ),
    "so much, or so many percent": (
        "Total deposits grew $1.2 billion, or 3%",
        "grew $1.2 billion = 1.2bn USD change yoy @3Q24<@3Q23 'Total deposits'\n"
        "3% = 3% growth yoy @3Q24<@3Q23 'Total deposits'",
    ),
    "of cash, and of cash flow": (
        "We generated $42 million of operating cash flow and ended the quarter with $310 million of cash",
        "$42 million = 42m USD 3Q24 #operating_cash_flow\n$310 million = 310m USD @3Q24 #cash_and_cash_equivalents",
    ),
    "a previous range": (
        "We now expect FY2024 adjusted EPS of $2.10 to $2.20, up from our previous range of $2.00 to $2.15",
        "$2.10 = 2.1 USD/share FY24 target low adjusted #eps\n"
        "$2.20 = 2.2 USD/share FY24 target high adjusted #eps\n"
        "$2.00 = 2 USD/share FY24 previous_target low adjusted #eps\n"
        "$2.15 = 2.15 USD/share FY24 previous_target high adjusted #eps",
    ),
    "forecast is no part of the name": (
        "Capital expenditure for the full year is forecast at around $40 million",
        "$40 million = 40m USD FY24 target approximately 'Capital expenditure' #capital_expenditure",
    ),
    "per what is no name": (
        "C1 cash costs were $1.42 per pound, down 9% year on year",
        "$1.42 = 1.42 USD 3Q24 'C1 cash costs'\ndown 9% = -9% growth yoy 3Q24<3Q23 'C1 cash costs'",
    ),
    "thereof": (
        "The backlog amounts to $1.1 billion, thereof $420 million for Cloud",
        "$1.1 billion = 1.1bn USD @3Q24 'backlog'\n$420 million = 420m USD @3Q24 'backlog for Cloud'",
    ),
    "a guidance in line": (
        "Underlying EBITDA of A$410m, up 7%, in line with guidance of A$405m-A$415m",
        "A$410m = 410m AUD 3Q24 adjusted\n"
        "up 7% = 7% growth yoy 3Q24<3Q23 adjusted\n"
        "A$405m = 405m AUD 3Q24 target low adjusted\n"
        "A$415m = 415m AUD 3Q24 target high adjusted",
    ),
    "how far towards a forecast": (
        "Operating income reached 76.2% of the full-year forecast",
        "76.2% = 76.2% share 3Q24 'Operating income'",
    ),
    "most of our customers": (
        "98% of our customers renewed their contracts",
        "98% = 98% share @3Q24 'customers renewed their contracts'",
    ),
    "now operate": (
        "We opened 14 new clubs and now operate 212 clubs in six countries",
        "14 new clubs = 14 club 3Q24 'opened new clubs'\n212 clubs = 212 club @3Q24 'clubs in six countries'",
    ),
    "at an average price": (
        "The Group has repurchased 1.2 million shares at an average price of $41.20",
        "1.2 million shares = 1.2m share 3Q24 'shares'\n$41.20 = 41.2 USD 3Q24 'average price of shares'",
    ),
    "towards a forecast that is printed": (
        "Operating income was 76.2% of the full-year forecast of $50 million",
        "76.2% = 76.2% share 3Q24 'Operating income'\n$50 million = 50m USD FY24 target #operating_income",
    ),
    "against one's own last year": (
        "R&D expenses increased to 18.4% of sales from 16.9% a year earlier",
        "18.4% = 18.4% share 3Q24 #rd_expense\n16.9% = 16.9% share 3Q23 #rd_expense",
    ),
    "two fact sheets' worth of JPY": (
        "Net sales JPY 45.2 billion (+3.4% YoY), operating income JPY 4.1 billion (-2.0% YoY)",
        "JPY 45.2 billion = 45.2bn JPY 3Q24 #revenue\n"
        "+3.4% = 3.4% growth yoy 3Q24<3Q23 #revenue\n"
        "JPY 4.1 billion = 4.1bn JPY 3Q24 #operating_income\n"
        "-2.0% = -2% growth yoy 3Q24<3Q23 #operating_income",
    ),
}

TABLES = (RANGES, PARTS, HELD)
