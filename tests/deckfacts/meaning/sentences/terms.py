"""Tests of sentences about what ends on a day, and of plans until one, their facts on the right."""

TERMS = {
    "matures, in a bracket": (
        "Term loan of $150 million (matures February 2026)",
        """
$150 million = 150m USD @3Q24 'Term loan' []
""",
    ),
    "expiring": (
        "Debt facility of $150 million expiring June 2029",
        """
$150 million = 150m USD @3Q24 'Debt facility' []
""",
    ),
    "a concession's end": (
        "Concession end 2042 - 27 years remaining",
        """
27 years = 27 year @3Q24 'Concession' []
""",
    ),
    "contracts": (
        "120 contracts running until 2029",
        """
120 contracts = 120 contract @3Q24 'contracts running until' []
""",
    ),
    "a bond": (
        "$300 million bond due 2030",
        """
$300 million = 300m USD @3Q24 'Results' []
""",
    ),
    "a lease": (
        "Lease to 2035 with annual rent of $4 million",
        """
$4 million = 4m USD 3Q24 'Lease to with annual rent' []
""",
    ),
    "between two amounts": (
        "$180 million revolving credit facility, matures August 2028, currently drawn by $92.5 million",
        """
$180 million = 180m USD @3Q24 'Results' []
$92.5 million = 92.5m USD @3Q24 'currently drawn' []
""",
    ),
    "notes": (
        "5.25% senior notes of $400 million due 2030",
        """
5.25% = 5.25% 3Q24 'Results' []
$400 million = 400m USD @3Q24 'senior notes' []
""",
    ),
    "extended to": (
        "We extended our $200 million credit facility to 2029",
        """
$200 million = 200m USD @3Q24 'credit facility' []
""",
    ),
    "mature in": (
        "Unrated bonds of $250 million mature in 2027",
        """
$250 million = 250m USD @3Q24 'Unrated bonds' []
""",
    ),
    "a licence": (
        "Licence valid until 2031 with 20 MHz of spectrum",
        """
20 MHz = 20 MHz @3Q24 'Licence valid until of spectrum' []
""",
    ),
    "expire after": (
        "80% of contracts expire after 2030",
        """
80% = 80% share @3Q24 'Results' []
""",
    ),
    "a concession": (
        "The concession runs through to 2039 and has 450 employees",
        """
450 employees = 450 person @3Q24 'concession runs through' []
""",
    ),
    "swaps": (
        "Interest rate swaps of $100 million until June 2026",
        """
$100 million = 100m USD @3Q24 'Interest rate swaps' []
""",
    ),
}

NO_TERMS = {
    "growth until": (
        "We expect growth of 5% per year until FY2027",
        """
5% = 5% growth yoy FY27<FY26 target 'We expect growth' []
""",
    ),
    "a buyback until": (
        "Share buyback of up to $50 million until December 2025",
        """
$50 million = 50m USD 25/12-25/12 target under 'Share buyback' []
""",
    ),
    "capacity by": (
        "Capacity of 900 Gbps by FY2026",
        """
900 Gbps = 900 Gbps @4Q26 target 'Capacity' []
""",
    ),
    "to grow to": (
        "Revenue to grow from $400 million to $600 million in FY2027",
        """
$400 million = 400m USD 3Q24 'Revenue' []
$600 million = 600m USD FY27 target 'Revenue' []
""",
    ),
    "contract revenue": (
        "Contract revenue to grow to $600 million by FY2027",
        """
$600 million = 600m USD FY27 target 'Contract revenue' [Contract]
""",
    ),
}

TABLES = (TERMS, NO_TERMS)
