"""Tests of sentences about deeds, and of what is still to be done, their facts on the right."""

DEEDS = {
    "a purchase": (
        "Completed the acquisition of a 40% interest in Line 9 in July 2024",
        """
40% = 40% 24/7-24/7 'interest in Line 9' []
""",
    ),
    "a dividend paid": (
        "Paid a dividend of 3.25 cents per share in August 2024",
        """
3.25 cents per share = 0.0325 USD/share 24/8-24/8 'Paid a dividend' []
""",
    ),
    "a facility": (
        "Signed a new $180 million facility in August 2024",
        """
$180 million = 180m USD 24/8-24/8 'Signed a new' []
""",
    ),
    "shares, right behind the verb": (
        "Issued 81.2 million shares in August 2024",
        """
81.2 million shares = 81.2m share 24/8-24/8 'Issued shares' []
""",
    ),
    "a stake": (
        "Acquired a 15% stake in Fernbank in September 2024",
        """
15% = 15% 24/9-24/9 'Acquired stake in Fernbank' []
""",
    ),
    "after its date": (
        "In July 2024 we completed the sale of our Ohio plant for $45 million",
        """
$45 million = 45m USD 24/7-24/7 'completed the sale of our Ohio plant' []
""",
    ),
    "after an opening": (
        "Subsequent to quarter end, we repaid $50 million of term loans in July 2024",
        """
$50 million = 50m USD 24/7-24/7 'repaid term loans' []
""",
    ),
    "we have": (
        "We have signed a contract worth $25 million in August 2024",
        """
$25 million = 25m USD 24/8-24/8 'have signed a contract worth' []
""",
    ),
    "the company agreed to acquire": (
        "Norvale has agreed to acquire Fernbank for $90 million in September 2024",
        """
$90 million = 90m USD 24/9-24/9 'Norvale has agreed to acquire Fernbank' []
""",
    ),
    "passive": (
        "A stake of 20% in Fernbank was sold for $12 million in August 2024",
        """
20% = 20% share 3Q24 'stake in Fernbank' []
$12 million = 12m USD 24/8-24/8 'Fernbank was sold' []
""",
    ),
    "a participle with its date": (
        "50% stake acquired in August 2024",
        """
50% = 50% 24/8-24/8 'Results' []
""",
    ),
    "stores": (
        "Opened 12 stores in July 2024",
        """
12 stores = 12 store 24/7-24/7 'Opened stores' []
""",
    ),
    "a buyback": (
        "Repurchased shares worth $30 million in August 2024",
        """
$30 million = 30m USD 24/8-24/8 'Repurchased shares worth' []
""",
    ),
    "with what it raised": (
        "Completed the placing in July 2024, raising gross proceeds of $92.9 million",
        """
$92.9 million = 92.9m USD 24/7-24/7 'raising gross proceeds' []
""",
    ),
    "with what it is expected to add": (
        "Acquired Fernbank for $90 million in August 2024, expected to add $12 million to FY2025 revenue",
        """
$90 million = 90m USD 24/8-24/8 'Acquired Fernbank' []
$12 million = 12m USD FY25 target 'expected to add' []
""",
    ),
    "a contract awarded": (
        "Awarded a $300 million contract in August 2024",
        """
$300 million = 300m USD 24/8-24/8 'contract' []
""",
    ),
    "equity raised": (
        "Raised $92.9 million of new equity in August 2024",
        """
$92.9 million = 92.9m USD @24/8 'new equity' []
""",
    ),
    "new debt": (
        "The group drew $40 million under its credit line in August 2024",
        """
$40 million = 40m USD 24/8-24/8 'drew under its credit line' []
""",
    ),
    "towers": (
        "Sold 12 towers for $8 million in July 2024",
        """
12 towers = 12 tower 3Q24 'Sold towers' []
$8 million = 8m USD 24/7-24/7 'Sold towers' []
""",
    ),
}

NOT_DONE = {
    "targeted": (
        "Targeted dividend of 6.0 cents per share in FY2025",
        """
6.0 cents per share = 0.06 USD/share FY25 target 'Targeted dividend' []
""",
    ),
    "expected": (
        "Expected proceeds of $40 million in September 2024",
        """
$40 million = 40m USD 24/9-24/9 target 'Expected proceeds' []
""",
    ),
    "planned": (
        "Planned disposal of a 10% stake in August 2024",
        """
10% = 10% 24/8-24/8 target 'stake' []
""",
    ),
    "proposed": (
        "Proposed disposal of a 10% stake in August 2024",
        """
10% = 10% 24/8-24/8 target 'stake' []
""",
    ),
    "to be added": (
        "Capacity of 500 Gbps to be added in FY2025",
        """
500 Gbps = 500 Gbps FY25 target 'Capacity' []
""",
    ),
    "what a programme shall save": (
        "Launched a programme to save $50 million by FY2026",
        """
$50 million = 50m USD FY26 target 'Launched a programme to save' []
""",
    ),
    "will have opened": (
        "We will have opened 40 stores by FY2026",
        """
40 stores = 40 store @4Q26 target 'stores' []
""",
    ),
    "agreed to invest": (
        "Agreed to invest $50 million in Ohio by FY2026",
        """
$50 million = 50m USD FY26 target 'Agreed to invest in Ohio' []
""",
    ),
    "an adjective": (
        "Installed capacity of 500 Gbps in FY2025",
        """
500 Gbps = 500 Gbps @4Q25 target 'Installed capacity' []
""",
    ),
    "businesses acquired": (
        "Acquired businesses to contribute $50 million in FY2025",
        """
$50 million = 50m USD FY25 target 'Acquired businesses to contribute' []
""",
    ),
    "guidance raised": (
        "Raised FY2024 revenue guidance to $480 million",
        """
$480 million = 480m USD FY24 target 'Raised revenue guidance' [Raised]
""",
    ),
    "revenue contracted": (
        "Contracted revenue of $50 million in FY2025",
        """
$50 million = 50m USD FY25 target 'Contracted revenue' [Contracted]
""",
    ),
    "what will be invested next": (
        "We invested $30 million and will invest $40 million in FY2025",
        """
$30 million = 30m USD 3Q24 'invested and will invest' []
$40 million = 40m USD FY25 target 'invested and will invest' []
""",
    ),
    "a range": (
        "Acquired 5 to 10 towers in FY2025",
        """
5 = 5 tower FY25 target low 'Acquired' []
10 towers = 10 tower FY25 target high 'Acquired' []
""",
    ),
}

TABLES = (DEEDS, NOT_DONE)
