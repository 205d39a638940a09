"""Tests of sentences and bullets: what a slide says on the left, the facts that it states on the right."""

DIRECTIONS = {
    "up behind a level": (
        "Revenue was $120 million, up 8% YoY",
        "$120 million = 120m USD 3Q24 'Revenue' [] #revenue\nup 8% = 8% growth yoy 3Q24<3Q23 'Revenue' [] #revenue",
    ),
    "thousands grouped by a no-break space": (
        "Revenue was $1\u00a0204 million, up 8% YoY",
        "$1\u00a0204 million = 1.204bn USD 3Q24 'Revenue' [] #revenue\nup 8% = 8% growth yoy 3Q24<3Q23",
    ),
    "a decimal comma in the bracket behind another": (
        "Net income per share was $1,87 (2,25)",
        "$1,87 = 1.87 USD/share 3Q24 #eps\n(2,25) = 2.25 USD/share 3Q23 #eps",
    ),
    "a verb before the rate, then the level": (
        "Revenue increased 8% to $120 million",
        "increased 8% = 8% growth yoy 3Q24<3Q23 #revenue\n$120 million = 120m USD 3Q24 #revenue",
    ),
    "two verbs with a comparison each": (
        "Revenue rose 8% year-over-year to $120 million and fell 2% quarter-over-quarter",
        "rose 8% = 8% growth yoy 3Q24<3Q23\n$120 million = 120m USD 3Q24\nfell 2% = -2% growth qoq 3Q24<2Q24",
    ),
    "YoY and QoQ in one bracket": (
        "Revenue: $120 million (up 8.1% YoY, down 2.0% QoQ)",
        "$120 million = 120m USD 3Q24\nup 8.1% = 8.1% growth yoy 3Q24<3Q23\ndown 2.0% = -2% growth qoq 3Q24<2Q24",
    ),
    "a plus sign": (
        "Revenue of $120 million, +8% YoY",
        "$120 million = 120m USD 3Q24\n+8% = 8% growth yoy 3Q24<3Q23 #revenue",
    ),
    "a minus sign in a bracket": (
        "Revenue $120 million (-3.5% YoY)",
        "$120 million = 120m USD 3Q24\n-3.5% = -3.5% growth yoy 3Q24<3Q23",
    ),
    "a loss that narrowed": (
        "Net loss narrowed by $2 million YoY",
        "$2 million = 2m USD change yoy 3Q24<3Q23 'Net loss' [] #net_income",
    ),
    "a margin that narrowed": (
        "Gross margin narrowed 20 bps YoY",
        "narrowed 20 bps = -20bp change yoy 3Q24<3Q23 'Gross margin' [] #gross_margin",
    ),
    "the prior year before its number": (
        "Prior-year revenue of $111 million",
        "$111 million = 111m USD 3Q23 'revenue' [] #revenue",
    ),
    "the prior-year quarter before its number": (
        "Operating income in the prior-year quarter was $11 million",
        "$11 million = 11m USD 3Q23 'Operating income' [] #operating_income",
    ),
    "a triangle": ("Revenue ▲3.5% YoY", "▲3.5% = -3.5% growth yoy 3Q24<3Q23 #revenue"),
    "brackets for a negative rate": (
        "Operating income (37.5%) YoY",
        "(37.5%) = -37.5% growth yoy 3Q24<3Q23 #operating_income",
    ),
    "a falling verb before a negative rate turns it once": (
        "Revenue fell by (2.0%) YoY",
        "(2.0%) = -2% growth yoy 3Q24<3Q23",
    ),
    "an amount of change": (
        "Operating expenses decreased by $4 million YoY",
        "$4 million = -4m USD change yoy 3Q24<3Q23 'Operating expenses' #operating_expenses",
    ),
    "an increase of an amount or a rate": (
        "Revenue was $120.0 million, an increase of $9.0 million or 8.1% YoY",
        "$120.0 million = 120m USD 3Q24 #revenue\n$9.0 million = 9m USD change yoy 3Q24<3Q23 #revenue\n"
        "8.1% = 8.1% growth yoy 3Q24<3Q23 #revenue",
    ),
    "a reduction is negative": ("Cost reduction of $3 million", "$3 million = -3m USD change yoy 3Q24<3Q23"),
    "no comparison printed is the deck's own": (
        "Operating income down 37.5%",
        "down 37.5% = -37.5% growth yoy 3Q24<3Q23 #operating_income",
    ),
    "two subjects, one sentence": (
        "Prices were up 2% and volumes down 3%",
        "up 2% = 2% growth yoy 3Q24<3Q23 'Prices' #-\ndown 3% = -3% growth yoy 3Q24<3Q23 'volumes' #-",
    ),
    "two segments, one sentence": (
        "Revenue from Cloud increased 12% and revenue from Fiber decreased 3%",
        "increased 12% = 12% growth yoy 3Q24<3Q23 [Cloud] #revenue\n"
        "decreased 3% = -3% growth yoy 3Q24<3Q23 [Fiber] #revenue",
    ),
    "a contrast": (
        "Cloud grew 12% while Fiber fell 3%",
        "grew 12% = 12% growth yoy 3Q24<3Q23 [Cloud]\nfell 3% = -3% growth yoy 3Q24<3Q23 [Fiber]",
    ),
    "the reason is no subject": (
        "Fiber revenue decreased 3% YoY due to lower volumes",
        "decreased 3% = -3% growth yoy 3Q24<3Q23 'Fiber revenue' [Fiber] #revenue",
    ),
    "a direction with an adverb between": (
        "Revenue down slightly, by 0.4%, YoY",
        "0.4% = -0.4% growth yoy 3Q24<3Q23 'Revenue' #revenue",
    ),
    "a part's name alone is about the metric before it": (
        "Revenue was $120 million, of which Cloud $70 million",
        "$120 million = 120m USD 3Q24 [] #revenue\n$70 million = 70m USD 3Q24 'Cloud' [Cloud] #revenue",
    ),
    "one verb for two rates": (
        "Prices and volumes were up 2% and 3%",
        "up 2% = 2% growth yoy 3Q24<3Q23\n3% = 3% growth yoy 3Q24<3Q23",
    ),
    "flat at a level": ("Revenue was flat at $120 million", "$120 million = 120m USD 3Q24 'Revenue' [] #revenue"),
    "a loss is a negative income": ("Operating loss was $5 million", "$5 million = -5m USD 3Q24 #operating_income"),
    "a net loss": ("Net loss of $5 million", "$5 million = -5m USD 3Q24 #net_income"),
}

COMPARISONS = {
    "against a named quarter": ("Revenue up 8% vs. 3Q23", "up 8% = 8% growth yoy 3Q24<3Q23 'Revenue' #revenue"),
    "against the quarter before": (
        "Revenue up 8% compared to the previous quarter",
        "up 8% = 8% growth qoq 3Q24<2Q24 #revenue",
    ),
    "against a day": (
        "Total assets increased by $20 million from June 30, 2023",
        "$20 million = 20m USD change vs_date @3Q24<@4Q23 #total_assets",
    ),
    "against the forecast": (
        "Revenue was $4 million below the previous forecast",
        "$4 million = -4m USD change vs_previous_target 3Q24<3Q24 #revenue",
    ),
    "one base at the end for all of a sentence": (
        "Sales up 2.0%, operating income down 1.5% from the previous forecast",
        "up 2.0% = 2% growth vs_previous_target 3Q24<3Q24 #revenue\n"
        "down 1.5% = -1.5% growth vs_previous_target 3Q24<3Q24 #operating_income",
    ),
    "a year ago is a level": (
        "Revenue was $120 million, compared with $111 million a year ago",
        "$120 million = 120m USD 3Q24\n$111 million = 111m USD 3Q23 'Revenue' #revenue",
    ),
    "versus a level": (
        "Revenue was $120 million versus $111 million in 3Q23",
        "$120 million = 120m USD 3Q24\n$111 million = 111m USD 3Q23 'Revenue' #revenue",
    ),
    "the prior year in a bracket": (
        "Revenue of $120 million (prior year: $111 million)",
        "$120 million = 120m USD 3Q24\n$111 million = 111m USD 3Q23 #revenue",
    ),
    "a year in a restating bracket": (
        "Operating income was $12 million (FY23: $10 million)",
        "$12 million = 12m USD 3Q24\n$10 million = 10m USD FY23 'Operating income' #operating_income",
    ),
    "a quarter in a restating bracket": (
        "Operating margin of 8.0% (3Q23: 6.8%)",
        "8.0% = 8% 3Q24\n6.8% = 6.8% 3Q23 'Operating margin' #operating_margin",
    ),
    "a growth restated is growth": (
        "Revenue growth was 3.4% (FY23: 1.9%)",
        "3.4% = 3.4% growth yoy 3Q24<3Q23 #revenue\n1.9% = 1.9% growth yoy FY23<FY22 #revenue",
    ),
    "rose from, to": (
        "Revenue rose from $110 million to $120 million",
        "$110 million = 110m USD 3Q23 #revenue\n$120 million = 120m USD 3Q24 #revenue",
    ),
    "rose from, to, in people": (
        "Employees rose from 4,560 to 5,102",
        "4,560 = 4,560 person @3Q23 'Employees' #employees\n5,102 = 5,102 person @3Q24 'Employees' #employees",
    ),
    "two periods, two sentences": (
        "3Q24 revenue was $120 million; 3Q23 revenue was $111 million",
        "$120 million = 120m USD 3Q24 'revenue'\n$111 million = 111m USD 3Q23 'revenue'",
    ),
    "a share behind a growth": (
        "Revenue rose 2.0%, with online sales now 31% of the total",
        "rose 2.0% = 2% growth yoy 3Q24<3Q23\n31% = 31% share 3Q24",
    ),
    "a growth at constant rates in brackets": (
        "Revenue: $120M, +22% Y/Y (23% cc)",
        "$120M = 120m USD 3Q24\n+22% = 22% growth yoy 3Q24<3Q23\n23% = 23% growth yoy 3Q24<3Q23 constant_currency",
    ),
    "a name that begins like a verb": (
        "Installed capacity reached 12.4 GW",
        "12.4 GW = 12.4 GW @3Q24 'Installed capacity'",
    ),
    "a basis that opens the line": (
        "(At constant rates) Sales up 5%",
        "up 5% = 5% growth yoy 3Q24<3Q23 constant_currency #revenue",
    ),
    "growth at two rates": (
        "Group sales up 6% (CER), 3% in Swiss francs",
        "up 6% = 6% growth yoy 3Q24<3Q23 constant_currency #revenue\n3% = 3% growth yoy 3Q24<3Q23 #revenue",
    ),
    "what tonnes are of": (
        "Cargo volume rose 3.9% to 5.4 million tonnes",
        "rose 3.9% = 3.9% growth yoy 3Q24<3Q23 'Cargo volume'\n5.4 million tonnes = 5.4m tonne 3Q24 'Cargo volume'",
    ),
    "what a lender asks for": ("Covenants: equity ratio above 40% (actual 58.2%)", "58.2% = 58.2% @3Q24"),
    "a share then and now": (
        "SG&A expenses were $30 million, 25.0% of revenue, compared to 26.1% a year ago",
        "$30 million = 30m USD 3Q24 #sga_expense\n25.0% = 25% share 3Q24 #sga_expense\n"
        "26.1% = 26.1% share 3Q23 #sga_expense",
    ),
}

UNITS = {
    "points": (
        "Operating margin was 12.4%, up 1.2 percentage points YoY",
        "12.4% = 12.4% 3Q24 #operating_margin\nup 1.2 percentage points = 1.2pp change yoy 3Q24<3Q23 #operating_margin",
    ),
    "basis points before the level": (
        "Gross margin expanded 150 basis points year over year to 45.0%",
        "expanded 150 basis points = 150bp change yoy 3Q24<3Q23 #gross_margin\n45.0% = 45% 3Q24 #gross_margin",
    ),
    "bps down": (
        "Gross margin 45.0%, down 30 bps QoQ",
        "45.0% = 45% 3Q24 #gross_margin\ndown 30 bps = -30bp change qoq 3Q24<2Q24 #gross_margin",
    ),
    "an improvement in points": (
        "Operating margin was 8.0%, an improvement of 0.3 points QoQ",
        "8.0% = 8% 3Q24\n0.3 points = 0.3pp change qoq 3Q24<2Q24 #operating_margin",
    ),
    "a metric per share": (
        "Diluted EPS of $1.24, up 5% YoY",
        "$1.24 = 1.24 USD/share 3Q24 'Diluted EPS' #eps\nup 5% = 5% growth yoy 3Q24<3Q23 #eps",
    ),
    "an amount, or so much per share": (
        "Net income was $149 million, or $1.24 per share",
        "$149 million = 149m USD 3Q24 #net_income\n$1.24 per share = 1.24 USD/share 3Q24 #eps",
    ),
    "cents per share": (
        "Adjusted EPS was 70.5 cents per share",
        "70.5 cents per share = 0.705 USD/share 3Q24 adjusted #eps",
    ),
    "a ratio": ("Net debt/EBITDA of 2.1x", "2.1x = 2.1x @3Q24 #net_leverage"),
    "another currency with its code": ("Revenue of JPY 1,844 million", "JPY 1,844 million = 1.844bn JPY 3Q24"),
    "a code glued to the number": ("Revenue of JPY50.8 billion", "JPY50.8 billion = 50.8bn JPY 3Q24"),
    "euros in bn": ("Revenue of €1.2bn", "€1.2bn = 1.2bn EUR 3Q24"),
    "pounds in k": ("Revenue of £850k", "£850k = 850,000 GBP 3Q24"),
    "a share of revenue": (
        "Services revenue was $20 million, 16.9% of revenue",
        "$20 million = 20m USD 3Q24\n16.9% = 16.9% share 3Q24 'Services revenue' #revenue",
    ),
    "accounted for a share": ("Services accounted for 16.9% of total revenue", "16.9% = 16.9% share 3Q24 'Services'"),
    "a share in a bracket": (
        "Gross profit was $54 million (45.0% of revenue)",
        "$54 million = 54m USD 3Q24\n45.0% = 45% share 3Q24 'Gross profit' #gross_profit",
    ),
    "an amount, or so much of revenue": (
        "Free cash flow of $31 million, or 17% of revenue",
        "$31 million = 31m USD 3Q24\n17% = 17% share 3Q24 'Free cash flow' #free_cash_flow",
    ),
    "a rate is a level": ("Tax rate of 28%", "28% = 28% 3Q24 #effective_tax_rate"),
    "a return is a level": ("Return on equity of 9.5%", "9.5% = 9.5% 3Q24 #return_on_equity"),
}

COUNTS = {
    "the counted thing is the label": (
        "We ended the quarter with 1,262 customers",
        "1,262 customers = 1,262 customer @3Q24 'customers' #customers",
    ),
    "the name counts": ("Employees: 2,346", "2,346 = 2,346 person @3Q24 'Employees' #employees"),
    "a change without its unit": (
        "2,346 employees, up 96",
        "2,346 employees = 2,346 person @3Q24 #employees\nup 96 = 96 person change yoy @3Q24<@3Q23 #employees",
    ),
    "a change in a bracket": (
        "Stores: 512 (up 12 YoY)",
        "512 = 512 store @3Q24 #stores\nup 12 = 12 store change yoy @3Q24<@3Q23 #stores",
    ),
    "a change and where it led": (
        "Number of stores rose by 12 to 512",
        "12 = 12 store change yoy @3Q24<@3Q23 #stores\n512 = 512 store @3Q24 'Number of stores' #stores",
    ),
    "a change alone": ("Employees increased by 27", "27 = 27 person change yoy @3Q24<@3Q23 'Employees' #employees"),
    "a breakdown": (
        "Number of employees increased by 27 YoY (full-time: 13, contract 14)",
        "27 = 27 person change yoy @3Q24<@3Q23 'Number of employees' #employees\n"
        "13 = 13 person change yoy @3Q24<@3Q23 'full-time'\n14 = 14 person change yoy @3Q24<@3Q23 'contract'",
    ),
    "a breakdown of a level": (
        "2,346 employees (full-time: 2,000, contract: 346)",
        "2,346 employees = 2,346 person @3Q24 'employees' #employees\n2,000 = 2,000 person @3Q24 'full-time'\n"
        "346 = 346 person @3Q24 'contract'",
    ),
    "a count within a name": (
        "Revenue from the 4 new subsidiaries was $12 million",
        "$12 million = 12m USD 3Q24 [4 new subsidiaries] #revenue",
    ),
    "a threshold that names a class": (
        "We had 212 customers above $100K in ARR",
        "212 customers = 212 customer @3Q24 'customers above $100K in ARR' #customers",
    ),
    "a threshold before the change": (
        "Contracts of over 1Gbps increased by 21 contracts",
        "21 contracts = 21 contract change yoy @3Q24<@3Q23 'Contracts of over 1Gbps'",
    ),
    "about so many": ("Approximately 3,000 employees", "3,000 employees = 3,000 person @3Q24 approximately #employees"),
    "more than so many": ("More than 500 stores", "500 stores = 500 store @3Q24 over #stores"),
    "fewer than so many": ("Fewer than 100 outages", "100 outages = 100 outage @3Q24 under 'outages'"),
}

PERIODS = {
    "a day for a balance": (
        "Cash and cash equivalents of $80 million as of March 31, 2024",
        "$80 million = 80m USD @3Q24 #cash_and_cash_equivalents",
    ),
    "a balance without a day is at the period's end": ("Net cash of $12.5m", "$12.5m = 12.5m USD @3Q24 #net_cash"),
    "nine months in words": ("Revenue for the 9 months was $350 million", "$350 million = 350m USD 9M24"),
    "months behind a quarter's label": (
        "Cloud revenue for 3Q24 (7 months) was $70 million",
        "$70 million = 70m USD 23/9-24/3 [Cloud] #revenue",
    ),
    "months before the bracket, the quarter behind it": (
        "Acquired business: 7 months ($25 million) for 3Q23",
        "$25 million = 25m USD 22/9-23/3 'Acquired business'",
    ),
    "a change in a balance is between two days": (
        "ARR grew 21% to $310 million",
        "grew 21% = 21% growth yoy @3Q24<@3Q23 #annual_recurring_revenue\n"
        "$310 million = 310m USD @3Q24 #annual_recurring_revenue",
    ),
    "the quarter before": ("Revenue in 2Q24 was $118 million", "$118 million = 118m USD 2Q24 #revenue"),
    "an earlier year": ("Revenue was $450 million in FY2023", "$450 million = 450m USD FY23 #revenue"),
}

OUTLOOK = {
    "a range with a unit each": (
        "We now expect FY2024 revenue of $480 million to $500 million",
        "$480 million = 480m USD FY24 target low 'revenue' #revenue\n$500 million = 500m USD FY24 target high #revenue",
    ),
    "a range with one unit": (
        "FY2024 revenue is expected to be between $480-500 million",
        "$480 = 480m USD FY24 target low #revenue\n500 million = 500m USD FY24 target high #revenue",
    ),
    "a range of growth": (
        "We expect revenue growth of 5% to 7% for FY2024",
        "5% = 5% growth yoy FY24<FY23 target low #revenue\n7% = 7% growth yoy FY24<FY23 target high #revenue",
    ),
    "an opening that holds for all": (
        "FY2024 outlook: revenue of $480 million, operating income of $50 million",
        "$480 million = 480m USD FY24 target 'revenue' #revenue\n"
        "$50 million = 50m USD FY24 target 'operating income' #operating_income",
    ),
    "a target": ("Full-year revenue target of $490 million", "$490 million = 490m USD FY24 target #revenue"),
    "an aim": (
        "We aim for an operating margin of 15% by FY2026",
        "15% = 15% FY26 target 'operating margin' #operating_margin",
    ),
    "a plan behind the number": (
        "Capex of about $40 million is planned for FY2024",
        "$40 million = 40m USD FY24 target approximately #capital_expenditure",
    ),
    "what is raised is no name": (
        "Revenue guidance was raised to $490 million",
        "$490 million = 490m USD FY24 target [] #revenue",
    ),
}

BASES = {
    "organic in a bracket": (
        "Revenue up 8.0% (5.5% organic)",
        "up 8.0% = 8% growth yoy 3Q24<3Q23 #revenue\n5.5% = 5.5% growth yoy 3Q24<3Q23 organic #revenue",
    ),
    "reported, then organic": (
        "Revenue grew 8% as reported and 5% on an organic basis",
        "grew 8% = 8% growth yoy 3Q24<3Q23\n5% = 5% growth yoy 3Q24<3Q23 organic #revenue",
    ),
    "constant currency opens the sentence": (
        "In constant currency, revenue grew 9% YoY",
        "grew 9% = 9% growth yoy 3Q24<3Q23 constant_currency 'revenue' #revenue",
    ),
    "an adjusted metric": (
        "Adjusted EBITDA of $30 million, up 10% YoY",
        "$30 million = 30m USD 3Q24 adjusted #adjusted_ebitda\n"
        "up 10% = 10% growth yoy 3Q24<3Q23 adjusted #adjusted_ebitda",
    ),
    "exceeding is a hedge, no name": ("Revenue exceeded $120 million", "$120 million = 120m USD 3Q24 over [] #revenue"),
    "about a rate": ("Tax rate of approximately 28%", "28% = 28% 3Q24 approximately #effective_tax_rate"),
    "nearly an amount": (
        "Nearly $5 million of restructuring costs",
        "$5 million = 5m USD 3Q24 approximately 'restructuring costs' #restructuring_expense",
    ),
}

TABLES = (DIRECTIONS, COMPARISONS, UNITS, COUNTS, PERIODS, OUTLOOK, BASES)
