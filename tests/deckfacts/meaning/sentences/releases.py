"""Tests of the prose of releases: plans, dividends, influences on the left, their facts on the right."""

PLANS = {
    "in line with guidance only compares": (
        "Adjusted free cash flow of $31 million, in line with the guidance that we gave in February",
        "$31 million = 31m USD 3Q24 adjusted 'Adjusted free cash flow' #free_cash_flow",
    ),
    "above expectations only compares": (
        "Adjusted EBITDA of $30 million was above our expectations",
        "$30 million = 30m USD 3Q24 adjusted 'Adjusted EBITDA' #adjusted_ebitda",
    ),
    "beating consensus, and the consensus": (
        "Revenue of $120 million, ahead of consensus of $118 million",
        "$120 million = 120m USD 3Q24 #revenue\n$118 million = 118m USD 3Q24 estimate #revenue",
    ),
    "exceeding guidance before the rate": (
        "Revenue exceeded guidance, rising 6% to $120 million",
        "rising 6% = 6% growth yoy 3Q24<3Q23 'Revenue' #revenue\n$120 million = 120m USD 3Q24 'Revenue' #revenue",
    ),
    "the high end of the outlook": (
        "Revenue of $120 million exceeded the high end of our outlook",
        "$120 million = 120m USD 3Q24 'Revenue' #revenue",
    ),
    "an amount above guidance": (
        "Operating income was $2 million above guidance",
        "$2 million = 2m USD change vs_estimate 3Q24<3Q24 'Operating income' #operating_income",
    ),
    "raised from": (
        "Full-year revenue guidance was raised to $490 million from $480 million",
        "$490 million = 490m USD FY24 target 'revenue guidance' #revenue\n"
        "$480 million = 480m USD FY24 previous_target #revenue",
    ),
    "raised from, to": (
        "We are raising our FY2024 revenue guidance from $480 million to $490 million",
        "$480 million = 480m USD FY24 previous_target #revenue\n$490 million = 490m USD FY24 target #revenue",
    ),
    "the prior range in a bracket": (
        "FY2024 EPS guidance of $3.10-$3.25 (prior: $3.00-$3.20)",
        "$3.10 = 3.1 USD/share FY24 target low #eps\n"
        "$3.25 = 3.25 USD/share FY24 target high #eps\n"
        "$3.00 = 3 USD/share FY24 previous_target low #eps\n"
        "$3.20 = 3.2 USD/share FY24 previous_target high #eps",
    ),
    "previously, in a bracket": (
        "FY2024 outlook: revenue of $490 million (previously $480 million)",
        "$490 million = 490m USD FY24 target 'revenue' #revenue\n"
        "$480 million = 480m USD FY24 previous_target 'revenue' #revenue",
    ),
    "compared with the previous guidance": (
        "We expect FY2024 capital expenditure of $40 million, compared with our previous guidance of $45 million",
        "$40 million = 40m USD FY24 target #capital_expenditure\n"
        "$45 million = 45m USD FY24 previous_target #capital_expenditure",
    ),
    "revised down by": (
        "The FY2024 operating income forecast was revised down by $3 million to $47 million",
        "$3 million = -3m USD change vs_previous_target FY24<FY24 target #operating_income\n"
        "$47 million = 47m USD FY24 target #operating_income",
    ),
    "reaffirmed": (
        "We reaffirm our FY2024 guidance for adjusted EBITDA of $115 million to $120 million",
        "$115 million = 115m USD FY24 target low adjusted 'adjusted EBITDA' #adjusted_ebitda\n"
        "$120 million = 120m USD FY24 target high adjusted #adjusted_ebitda",
    ),
    "what has happened beside what is aimed at": (
        "Cost savings reached $12 million, on track for our target of $20 million by FY2025",
        "$12 million = 12m USD 3Q24 'Cost savings'\n$20 million = 20m USD FY25 target",
    ),
}

CASH_RETURNS = {
    "returned what to whom": (
        "Margins held up well and we returned $14 million of cash to shareholders",
        "$14 million = 14m USD 3Q24 'returned cash to shareholders' []",
    ),
    "returned to whom, through what": (
        "The Company returned approximately $14 million to shareholders through dividends and buybacks",
        "$14 million = 14m USD 3Q24 approximately 'returned to shareholders through dividends and buybacks' []",
    ),
    "a quarterly dividend in a year's release": (
        "The Board declared a quarterly cash dividend of 12.5 cents per share",
        "12.5 cents per share = 0.125 USD/share 3Q24 'quarterly cash dividend' #dividend_per_share",
    ),
    "a quarterly dividend and the one a year ago": (
        "The Board declared a quarterly dividend of $0.20 per share (compared with $0.18 in the same quarter last "
        "year)",
        "$0.20 per share = 0.2 USD/share 3Q24 'quarterly dividend' #dividend_per_share\n"
        "$0.18 = 0.18 USD/share 3Q23 #dividend_per_share",
    ),
    "an annual dividend": (
        "This takes the annual dividend to $0.78 per share",
        "$0.78 per share = 0.78 USD/share 3Q24 'annual dividend' #dividend_per_share",
    ),
    "a declared dividend is done though it will be paid": (
        "The quarterly dividend of $0.20 per share declared today will be paid on June 14, 2024",
        "$0.20 per share = 0.2 USD/share 3Q24 'quarterly dividend' #dividend_per_share",
    ),
    "so many shares at a cost": (
        "We repurchased approximately 4.1 million shares (about 3% of shares outstanding) for a total cost of $43 "
        "million",
        "4.1 million shares = 4.1m share 3Q24 approximately\n"
        "3% = 3% share 3Q24 approximately\n"
        "$43 million = 43m USD 3Q24 'total cost of repurchased shares'",
    ),
    "shares for an amount": (
        "Repurchased 0.6 million shares for $18 million",
        "0.6 million shares = 600,000 share 3Q24\n$18 million = 18m USD 3Q24 'Repurchased shares'",
    ),
    "what is left of a program": (
        "At quarter end, $82 million remained available under the share repurchase program",
        "$82 million = 82m USD @3Q24 'available under the share repurchase program'",
    ),
}

INFLUENCES = {
    "a margin includes an adverse impact": (
        "Adjusted operating margin of 14.2% includes an adverse impact of some 70 basis points related to mix",
        "14.2% = 14.2% 3Q24 adjusted 'Adjusted operating margin' #operating_margin\n"
        "70 basis points = -70bp change yoy 3Q24<3Q23 approximately 'adverse impact on operating margin related to "
        "mix' #-",
    ),
    "a rate with unfavorable impacts": (
        "Revenue rose by 4%, after an unfavorable impact of roughly 2% related to currency",
        "4% = 4% growth yoy 3Q24<3Q23 'Revenue' #revenue\n"
        "2% = -2% growth yoy 3Q24<3Q23 approximately 'unfavorable impact on Revenue related to currency' []",
    ),
    "a benefit in percent": (
        "Revenue was flat with the prior year, reflecting price benefits of around 2%",
        "2% = 2% growth yoy 3Q24<3Q23 approximately 'price benefits' []",
    ),
    "a headwind in percent": (
        "Revenue grew 5%, despite a currency headwind of 2%",
        "grew 5% = 5% growth yoy 3Q24<3Q23 'Revenue' #revenue\n2% = -2% growth yoy 3Q24<3Q23 'currency headwind' []",
    ),
    "a headwind behind its rate": (
        "Revenue grew 5%, including a 2% headwind from currency",
        "grew 5% = 5% growth yoy 3Q24<3Q23 #revenue\n2% = -2% growth yoy 3Q24<3Q23 'headwind from currency' []",
    ),
    "a headwind in points": (
        "Gross margin was 45.0%, including a 60 basis point headwind from freight",
        "45.0% = 45% 3Q24 #gross_margin\n60 basis point = -60bp change yoy 3Q24<3Q23 'headwind from freight'",
    ),
    "a tailwind in points": (
        "Acquisitions were a tailwind of 1.5 percentage points to revenue growth",
        "1.5 percentage points = 1.5pp change yoy 3Q24<3Q23",
    ),
    "price increases and what they are": (
        "Revenue includes price increases of about $12 million (equal to 2% growth) related to higher resin costs",
        "$12 million = 12m USD change yoy 3Q24<3Q23 approximately 'price increases related to higher resin costs' "
        "[]\n"
        "2% = 2% growth yoy 3Q24<3Q23 'price increases related to higher resin costs' []",
    ),
    "lower volumes behind their rate": (
        "Revenue was 2% higher than last year, partly offset by some 4% lower volumes",
        "2% = 2% growth yoy 3Q24<3Q23 'Revenue' #revenue\n4% = -4% growth yoy 3Q24<3Q23 approximately 'volumes' []",
    ),
}

NAMES = {
    "a basis is no part of a name": (
        "Revenue of the Norvale Group grew by 2% on a reported basis",
        "2% = 2% growth yoy 3Q24<3Q23 'Revenue of the Norvale Group' [] #revenue",
    ),
    "a currency basis behind the metric": (
        "Revenue on a comparable constant currency basis was 4% below the same period last year",
        "4% = -4% growth yoy 3Q24<3Q23 constant_currency 'Revenue' [] #revenue",
    ),
    "what stands behind its number": (
        "Net income was $48 million and includes a $15 million gain on the sale of the Porto Verde business",
        "$48 million = 48m USD 3Q24 'Net income' #net_income\n"
        "$15 million = 15m USD 3Q24 'gain on the sale of the Porto Verde business'",
    ),
    "a charge behind its number": (
        "Results include a $12 million restructuring charge",
        "$12 million = 12m USD 3Q24 'restructuring charge' #restructuring_expense",
    ),
    "a charge behind its number and a bracket": (
        "Excludes $4.2 million (pre-tax) special assessment",
        "$4.2 million = 4.2m USD 3Q24 'special assessment'",
    ),
    "recorded a charge of": (
        "We recorded an impairment charge of $9 million",
        "$9 million = 9m USD 3Q24 'impairment charge' #impairment_loss",
    ),
    "an average exchange rate": (
        "Amounts were converted at an average USD:EUR exchange rate of 0.9123",
        "0.9123 = 0.9123x 3Q24 'average USD:EUR exchange rate'",
    ),
    "where it stands at is no name": (
        "Headcount fell by 240 to 12,310",
        "240 = -240 person change yoy @3Q24<@3Q23 'Headcount' #employees\n"
        "12,310 = 12,310 person @3Q24 'Headcount' #employees",
    ),
    "the base of a change in words": (
        "Order backlog was 3.5% higher than on March 31, 2023 ($88 million)",
        "3.5% = 3.5% growth yoy @3Q24<@3Q23 'Order backlog' #order_backlog\n"
        "$88 million = 88m USD @3Q23 'Order backlog' #order_backlog",
    ),
    "a share of what was just counted": (
        "The number of employees fell by 134; 46% of them work in Portugal",
        "134 = -134 person change yoy @3Q24<@3Q23 'number of employees' #employees\n"
        "46% = 46% share @3Q24 'number of employees work in Portugal'",
    ),
}

TABLES = (PLANS, CASH_RETURNS, INFLUENCES, NAMES)
