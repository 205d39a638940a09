"""Tests of sentences as banks, retailers, miners and others print them: the sentence on the left, the facts beside."""

GROWTH = {
    "two segments behind two rates": (
        "Revenue growth of 8% in Cloud and 3% in Fiber",
        "8% = 8% growth yoy 3Q24<3Q23 [Cloud] #revenue\n3% = 3% growth yoy 3Q24<3Q23 [Fiber] #revenue",
    ),
    "two segments before two rates": (
        "Revenue rose in both segments: Cloud +8%, Fiber +3%",
        "+8% = 8% growth yoy 3Q24<3Q23 'Cloud' [Cloud]\n+3% = 3% growth yoy 3Q24<3Q23 'Fiber' [Fiber]",
    ),
    "growth on top of growth": (
        "Same-store sales grew 4.5%, on top of 3.1% last year",
        "grew 4.5% = 4.5% growth yoy 3Q24<3Q23 'Same-store sales'\n3.1% = 3.1% growth yoy 3Q23<3Q22 'Same-store sales'",
    ),
    "growth against growth": (
        "Comparable sales growth was 2.4%, compared to 5.0% in 3Q23",
        "2.4% = 2.4% growth yoy 3Q24<3Q23 'Comparable sales growth'\n"
        "5.0% = 5% growth yoy 3Q23<3Q22 'Comparable sales growth'",
    ),
    "y-o-y to a level": (
        "Order backlog up 12% y-o-y to EUR 3.4bn",
        "up 12% = 12% growth yoy @3Q24<@3Q23 'Order backlog' #order_backlog\n"
        "EUR 3.4bn = 3.4bn EUR @3Q24 #order_backlog",
    ),
    "double-digit words are no number": (
        "Cloud revenue grew 18% to $82 million, the ninth quarter of double-digit growth",
        "grew 18% = 18% growth yoy 3Q24<3Q23 [Cloud] #revenue\n$82 million = 82m USD 3Q24 [Cloud] #revenue",
    ),
    "price and volume": (
        "Growth was driven by price/mix of +4.1% and volume of +1.2%",
        "+4.1% = 4.1% growth yoy 3Q24<3Q23 'price/mix'\n+1.2% = 1.2% growth yoy 3Q24<3Q23 'volume'",
    ),
    "reported, organic and currency": (
        "Sales +6.2% (organic +4.8%, FX -1.3%)",
        "+6.2% = 6.2% growth yoy 3Q24<3Q23 'Sales' #revenue\n"
        "+4.8% = 4.8% growth yoy 3Q24<3Q23 organic #revenue\n"
        "-1.3% = -1.3% growth yoy 3Q24<3Q23 'FX' []",
    ),
    "more than doubled to": (
        "Net income more than doubled to $48 million from $21 million a year earlier",
        "$48 million = 48m USD 3Q24 'Net income' #net_income\n$21 million = 21m USD 3Q23 'Net income' #net_income",
    ),
    "a multi-year rate": (
        "Recurring revenue has grown at a CAGR of 24% since FY2020",
        "24% = 24% growth vs_date 3Q24<FY20 'Recurring revenue'",
    ),
    "a swing from loss": (
        "Operating income of $5 million, compared to an operating loss of $2 million in the prior-year period",
        "$5 million = 5m USD 3Q24 #operating_income\n$2 million = -2m USD 3Q23 #operating_income",
    ),
}

BANKS = {
    "a ratio and its move in a quarter": (
        "CET1 ratio 14.2%, +30bp QoQ",
        "14.2% = 14.2% @3Q24 'CET1 ratio' #cet1_ratio\n+30bp = 30bp change qoq @3Q24<@2Q24 'CET1 ratio' #cet1_ratio",
    ),
    "a ratio and a requirement": (
        "CET1 ratio of 14.2%, 410 basis points above the regulatory minimum",
        "14.2% = 14.2% @3Q24 #cet1_ratio\n410 basis points = 410bp @3Q24",
    ),
    "a margin in two quarters": (
        "Net interest margin expanded 6 bps sequentially to 3.12%",
        "expanded 6 bps = 6bp change qoq 3Q24<2Q24 #net_interest_margin\n3.12% = 3.12% 3Q24 #net_interest_margin",
    ),
    "average loans are of a period": (
        "Average loans of $39.8 billion were up 1% LQ and 4% YoY",
        "$39.8 billion = 39.8bn USD 3Q24 'Average loans'\n"
        "up 1% = 1% growth qoq 3Q24<2Q24 'Average loans'\n"
        "4% = 4% growth yoy 3Q24<3Q23 'Average loans'",
    ),
    "period-end deposits": (
        "Period-end deposits were $44.1 billion, down 0.7% from the prior quarter",
        "$44.1 billion = 44.1bn USD @3Q24 'Period-end deposits'\n"
        "down 0.7% = -0.7% growth qoq @3Q24<@2Q24 'Period-end deposits'",
    ),
    "a cost of deposits is a level": (
        "Cost of total deposits was 2.31%, down 6 bps from the prior quarter",
        "2.31% = 2.31% 3Q24 'Cost of total deposits'\ndown 6 bps = -6bp change qoq 3Q24<2Q24 'Cost of total deposits'",
    ),
    "charge-offs in basis points": (
        "Net charge-offs were 22 bps of average loans, compared to 25 bps last quarter",
        "22 bps = 22bp 3Q24 'Net charge-offs'\n25 bps = 25bp 2Q24 'Net charge-offs'",
    ),
    "a share of deposits and the quarter before": (
        "Noninterest-bearing deposits: 24% of total (PQ: 25%)",
        "24% = 24% share @3Q24 'Noninterest-bearing deposits'\n25% = 25% share @2Q24 'Noninterest-bearing deposits'",
    ),
    "provisions against provisions": (
        "The provision for credit losses was $12 million, versus $18 million in the previous quarter",
        "$12 million = 12m USD 3Q24 #provision_for_credit_losses\n"
        "$18 million = 18m USD 2Q24 #provision_for_credit_losses",
    ),
    "assets under management and flows": (
        "AUM of $212 billion, with net inflows of $3.1 billion in the quarter",
        "$212 billion = 212bn USD @3Q24 'AUM'\n$3.1 billion = 3.1bn USD 3Q24 'net inflows'",
    ),
}

COUNTERS = {
    "opened and closed": (
        "Opened 12 stores and closed 5 in the quarter",
        "12 stores = 12 store 3Q24 'Opened stores'\n5 = 5 store 3Q24 'closed stores'",
    ),
    "we opened, ending with": (
        "We opened 9 restaurants, ending the quarter with 412 restaurants",
        "9 restaurants = 9 restaurant 3Q24\n412 restaurants = 412 restaurant @3Q24 'restaurants'",
    ),
    "net additions": (
        "Postpaid phone net additions of 34,000, compared with 51,000 a year ago",
        "34,000 = 34,000 addition 3Q24\n51,000 = 51,000 addition 3Q23",
    ),
    "subscribers and churn": (
        "Ended the quarter with 2.4 million subscribers, up 6% YoY; monthly churn was 1.1%",
        "2.4 million subscribers = 2.4m subscriber @3Q24\n"
        "up 6% = 6% growth yoy @3Q24<@3Q23 'subscribers'\n"
        "1.1% = 1.1% 3Q24 'monthly churn'",
    ),
    "revenue per user": (
        "ARPU rose 2.1% to $47.20 per month",
        "rose 2.1% = 2.1% growth yoy 3Q24<3Q23 'ARPU'\n$47.20 = 47.2 USD 3Q24 'ARPU'",
    ),
    "ounces produced": (
        "Gold production of 412,000 ounces, 5% higher than the prior quarter",
        "412,000 ounces = 412,000 ounce 3Q24 'Gold production'\n5% = 5% growth qoq 3Q24<2Q24 'Gold production'",
    ),
    "a cost per ounce": (
        "All-in sustaining cost of $1,240 per ounce",
        "$1,240 = 1,240 USD 3Q24 'All-in sustaining cost'",
    ),
    "oil a day": (
        "Production averaged 152,000 boepd, up 3% from 2Q24",
        "152,000 boepd = 152,000 boepd 3Q24 'Production'\nup 3% = 3% growth qoq 3Q24<2Q24 'Production'",
    ),
    "occupancy": (
        "Portfolio occupancy was 94.6%, up 80 basis points year-over-year",
        "94.6% = 94.6% @3Q24 'Portfolio occupancy'\n"
        "up 80 basis points = 80bp change yoy @3Q24<@3Q23 'Portfolio occupancy'",
    ),
    "funds from operations per share": (
        "FFO per share of $0.58, an increase of 5.5% over the prior-year quarter",
        "$0.58 = 0.58 USD/share 3Q24 'FFO per share'\n5.5% = 5.5% growth yoy 3Q24<3Q23 'FFO per share'",
    ),
    "sites in words before": (
        "Network: 2,900 5G sites on air, up from 2,740 in December 2023",
        "2,900 5G sites = 2,900 site @3Q24\n2,740 = 2,740 site @2Q24",
    ),
    "customers among customers": (
        "4,100 customers in total; 84 of them spend over $1 million a year",
        "4,100 customers = 4,100 customer @3Q24\n84 = 84 customer @3Q24",
    ),
    "more than a year earlier": (
        "Headcount stood at 6,340, 120 more than a year earlier",
        "6,340 = 6,340 person @3Q24 'Headcount' #employees\n"
        "120 = 120 person change yoy @3Q24<@3Q23 'Headcount' #employees",
    ),
}

PLACES = {
    "an interim dividend and a rate": (
        "Interim dividend of 6.4 cents per share, up 14%",
        "6.4 cents per share = 0.064 USD/share 3Q24 'Interim dividend' #dividend_per_share\n"
        "up 14% = 14% growth yoy 3Q24<3Q23 'Interim dividend' #dividend_per_share",
    ),
    "a dividend of a half": (
        "Dividend in respect of 2H23 raised by 4.5% to $0.0418",
        "4.5% = 4.5% growth yoy 2H23<2H22 'Dividend in respect of 2H23' #dividend_per_share\n"
        "$0.0418 = 0.0418 USD/share 2H23 'Dividend in respect of 2H23' #dividend_per_share",
    ),
    "growth of a value to a level": (
        "Increase in portfolio value of 7.9% to £612.4m (Mar 2023 - £567.6m)",
        "7.9% = 7.9% growth yoy @3Q24<@3Q23 'portfolio value'\n"
        "£612.4m = 612.4m GBP @3Q24 'portfolio value'\n"
        "£567.6m = 567.6m GBP @3Q23 'portfolio value'",
    ),
    "a Japanese forecast revised": (
        "The full-year operating income forecast was revised upward from JPY 4.2 billion to JPY 4.6 billion",
        "JPY 4.2 billion = 4.2bn JPY FY24 previous_target #operating_income\n"
        "JPY 4.6 billion = 4.6bn JPY FY24 target #operating_income",
    ),
    "progress against the plan": (
        "Progress rate against the full-year forecast: 74.2%",
        "74.2% = 74.2% 3Q24 'Progress rate'",
    ),
    "leverage then and now": (
        "Net debt/EBITDA of 2.1x vs. 2.4x a year ago",
        "2.1x = 2.1x @3Q24 #net_leverage\n2.4x = 2.4x @3Q23 #net_leverage",
    ),
    "leverage within a target": (
        "Net debt / EBITDA of 1.7x, within our target range of 1.5x-2.0x",
        "1.7x = 1.7x @3Q24 #net_leverage\n1.5x = 1.5x @3Q24 target low\n2.0x = 2x @3Q24 target high",
    ),
    "reported rates of a phase": (
        "R&D expense was $18 million, or 15% of revenue, up from 14%",
        "$18 million = 18m USD 3Q24 #rd_expense\n15% = 15% share 3Q24\n14% = 14% share 3Q23 #rd_expense",
    ),
    "a share of revenue by region": (
        "Europe accounted for 42% of revenue and Asia for 23%",
        "42% = 42% share 3Q24 'Europe'\n23% = 23% share 3Q24 'Asia'",
    ),
    "liquidity and what it is made of": (
        "Liquidity of $310 million, comprising $80 million of cash and $230 million of undrawn facilities",
        "$310 million = 310m USD @3Q24 'Liquidity'\n"
        "$80 million = 80m USD @3Q24 'cash' #cash_and_cash_equivalents\n"
        "$230 million = 230m USD @3Q24 'undrawn facilities'",
    ),
    "invested in": (
        "We invested $26 million in our fiber network",
        "$26 million = 26m USD 3Q24 'invested in our fiber network'",
    ),
    "issued notes": (
        "Issued $500 million of senior notes due 2031",
        "$500 million = 500m USD 3Q24 'Issued senior notes due'",
    ),
    "acquired for": (
        "Completed the acquisition of Veridia for $64 million in cash",
        "$64 million = 64m USD 3Q24 'Completed the acquisition of Veridia'",
    ),
    "a rate for a tax": (
        "The effective tax rate was 24.5%, compared to 26.1% in the same period of the prior year",
        "24.5% = 24.5% 3Q24 #effective_tax_rate\n26.1% = 26.1% 3Q23 #effective_tax_rate",
    ),
    "days fell from": (
        "Inventory days dropped to 74 from 82 in the previous quarter",
        "74 = 74 day @3Q24 'Inventory days'\n82 = 82 day @2Q24 'Inventory days'",
    ),
    "a price and its base in a bracket": (
        "Postpaid ARPU $47.20 per month, up 2.1% on 3Q23 ($46.23)",
        "$47.20 = 47.2 USD 3Q24 'Postpaid ARPU'\n"
        "up 2.1% = 2.1% growth yoy 3Q24<3Q23\n"
        "($46.23) = 46.23 USD 3Q23 'Postpaid ARPU'",
    ),
    "a payout": (
        "The Board proposed a dividend of $3.00 per share, a payout ratio of 63.8%",
        "$3.00 per share = 3 USD/share 3Q24 'dividend' #dividend_per_share\n"
        "63.8% = 63.8% 3Q24 'payout ratio' #payout_ratio",
    ),
    "a bigger part of the year": (
        "Revenue for the first nine months increased 9% to $350 million",
        "increased 9% = 9% growth yoy 9M24<9M23 #revenue\n$350 million = 350m USD 9M24 #revenue",
    ),
    "trial patients": (
        "Enrolled 412 patients in the trial",
        "412 patients = 412 patient 3Q24 'Enrolled patients in the trial'",
    ),
    "a medicine's sales": (
        "Sales of Lumivar were $310 million, +14% at constant exchange rates",
        "$310 million = 310m USD 3Q24 'Sales of Lumivar' #revenue\n"
        "+14% = 14% growth yoy 3Q24<3Q23 constant_currency #revenue",
    ),
}

JAPANESE = {
    "a topic and its change": (
        "客単価は1,284円、前年同期より48円増加",
        "1,284円 = 1,284 JPY 3Q24 '客単価'\n48円 = 48 JPY change yoy 3Q24<3Q23 '客単価'",
    ),
    "a topic at a day": ("店舗数は3月末で219店", "219店 = 219 store @3Q24 '店舗数'"),
    "what the topic is of": ("業績は順調で、新規契約先は412社", "412社 = 412 company @3Q24 '新規契約先'"),
}

TABLES = (GROWTH, BANKS, COUNTERS, PLACES, JAPANESE)
