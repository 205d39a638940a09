"""Tests of sentences of an outlook: what they say of plans is no name; targets without a date have none."""

import pytest

from tests.deckfacts.meaning.notation import lines, meaning, read

OPENINGS = {
    "continue to expect": (
        "We continue to expect an adjusted EBITA margin of around 11%",
        """
11% = 11% FY24 target adjusted approximately 'adjusted EBITA margin' []
""",
    ),
    "confirm a figure": (
        "We confirm an adjusted EBITA margin of at least 12.5%",
        """
12.5% = 12.5% FY24 target adjusted over 'adjusted EBITA margin' []
""",
    ),
    "confirm an expectation": (
        "We confirm our expectation of organic revenue growth of 3-5% in FY2025",
        """
3 = 3% growth yoy FY25<FY24 target low organic 'organic revenue' []
5% = 5% growth yoy FY25<FY24 target high organic 'organic revenue' []
""",
    ),
    "a range narrowed, and a figure confirmed": (
        "We narrow our range for revenue growth to 3-4% (previously 2-4%) and confirm a net margin of at least 12.5%",
        """
3 = 3% growth yoy FY24<FY23 target low 'revenue growth' []
4% = 4% growth yoy FY24<FY23 target high 'revenue growth' []
2 = 2% growth yoy FY24<FY23 previous_target low 'revenue growth' []
4% = 4% growth yoy FY24<FY23 previous_target high 'revenue growth' []
12.5% = 12.5% FY24 target over 'net margin' []
""",
    ),
    "for continuing operations, growth": (
        "For continuing operations we now expect organic revenue growth of 2-4%",
        """
2 = 2% growth yoy FY24<FY23 target low organic 'organic revenue' []
4% = 4% growth yoy FY24<FY23 target high organic 'organic revenue' []
""",
    ),
    "for continuing operations, a margin": (
        "For continuing operations we now expect an adjusted EBITA margin of 12.0-12.5%",
        """
12.0 = 12% FY24 target low adjusted 'adjusted EBITA margin' []
12.5% = 12.5% FY24 target high adjusted 'adjusted EBITA margin' []
""",
    ),
    "raise our guidance for": (
        "We raise our guidance for revenue to $420-430 million",
        """
$420 = 420m USD FY24 target low 'revenue' []
430 million = 430m USD FY24 target high 'revenue' []
""",
    ),
    "unchanged at": (
        "Capital expenditure is unchanged at around $65 million",
        """
$65 million = 65m USD FY24 target approximately 'Capital expenditure' []
""",
    ),
    "kept unchanged": (
        "We leave our forecast for capital expenditure unchanged at $65 million",
        """
$65 million = 65m USD FY24 target 'capital expenditure' []
""",
    ),
    "the upper half of a range": (
        "Organic revenue growth in the upper half of the range of 3% to 4%",
        """
3% = 3% growth yoy FY24<FY23 target low organic 'Organic revenue growth' []
4% = 4% growth yoy FY24<FY23 target high organic 'Organic revenue growth' []
""",
    ),
    "continues to anticipate": (
        "Management continues to anticipate revenue growth of 8% to 10%",
        """
8% = 8% growth yoy FY24<FY23 target low 'revenue' []
10% = 10% growth yoy FY24<FY23 target high 'revenue' []
""",
    ),
    "the board's guidance": (
        "The Board reaffirms its guidance of revenue growth between 3% and 5%",
        """
3% = 3% growth yoy FY24<FY23 target low 'revenue growth' []
5% = 5% growth yoy FY24<FY23 target high 'revenue growth' []
""",
    ),
    "confident": (
        "The company remains confident to reach revenue of $420 million",
        """
$420 million = 420m USD FY24 target 'revenue' []
""",
    ),
    "on track": (
        "We are on track to deliver adjusted EBITDA of $80 million",
        """
$80 million = 80m USD FY24 target adjusted 'adjusted EBITDA' []
""",
    ),
    "now see": (
        "We now see revenue growth of 5%",
        """
5% = 5% growth yoy FY24<FY23 target 'revenue' []
""",
    ),
    "lifted our expectation": (
        "We have lifted our expectation for operating margin to 11-12%",
        """
11 = 11% FY24 target low 'operating margin' []
12% = 12% FY24 target high 'operating margin' []
""",
    ),
    "keep our forecast": (
        "We keep our forecast of revenue at $420 million",
        """
$420 million = 420m USD FY24 target 'revenue' []
""",
    ),
    "guidance calls for": (
        "Our guidance calls for revenue of $410-420 million",
        """
$410 = 410m USD FY24 target low 'revenue' []
420 million = 420m USD FY24 target high 'revenue' []
""",
    ),
    "still expected": (
        "Revenue is still expected to be $410 million to $420 million",
        """
$410 million = 410m USD FY24 target low 'Revenue' []
$420 million = 420m USD FY24 target high 'Revenue' []
""",
    ),
    "a segment's plan": (
        "For Cloud we now expect revenue growth of 8-10%",
        """
8 = 8% growth yoy FY24<FY23 target low 'revenue' [Cloud]
10% = 10% growth yoy FY24<FY23 target high 'revenue' [Cloud]
""",
    ),
    "a segment's plan, a comma, two figures": (
        "For Cloud, we now expect revenue growth of 8% and an operating margin of 11%",
        """
8% = 8% growth yoy FY24<FY23 target 'revenue' [Cloud]
11% = 11% FY24 target 'operating margin' [Cloud]
""",
    ),
    "a segment's plan, then the company's": (
        "For Cloud we now expect revenue growth of 8%, and we confirm capital expenditure of $65 million",
        """
8% = 8% growth yoy FY24<FY23 target 'revenue' [Cloud]
$65 million = 65m USD FY24 target 'capital expenditure' []
""",
    ),
    "in a segment": (
        "In Fiber we continue to expect an operating margin of around 11%",
        """
11% = 11% FY24 target approximately 'operating margin' [Fiber]
""",
    ),
    "cut short": (
        "Continue to expect net additions of 30,000",
        """
30,000 = 30,000 addition FY24 target 'net additions' []
""",
    ),
    "no plan": (
        "Maintenance capex of $12 million",
        """
$12 million = 12m USD FY24 target 'Maintenance capex' []
""",
    ),
    "seen at": (
        "Margin is seen at 12%",
        """
12% = 12% FY24 target 'Margin' []
""",
    ),
}

HORIZONS = {
    "an operating range": (
        "Target CET1 operating range of 10.0% - 10.5%",
        """
10.0% = 10% ? target low 'Target CET1 operating range' []
10.5% = 10.5% ? target high 'Target CET1 operating range' []
""",
    ),
    "a medium-term target": (
        "Medium-term target: operating margin of 15%",
        """
15% = 15% ? target 'operating margin' []
""",
    ),
    "a long-term target": (
        "Long-term operating margin target of 20% or more",
        """
20% = 20% ? target over 'Long-term operating margin target' []
""",
    ),
    "through the cycle": (
        "Through the cycle we aim for a net charge-off ratio of 25-35 bps",
        """
25 = 25bp ? target low 'net charge-off ratio' []
35 bps = 35bp ? target high 'net charge-off ratio' []
""",
    ),
    "through the cycle, behind": (
        "We target a payout ratio of 30% to 40% through the cycle",
        """
30% = 30% ? target low 'payout ratio' []
40% = 40% ? target high 'payout ratio' []
""",
    ),
    "a target range": (
        "Net leverage target range of 2.0x to 2.5x",
        """
2.0x = 2x ? target low 'Net leverage target' []
2.5x = 2.5x ? target high 'Net leverage target' []
""",
    ),
    "two of the long term": (
        "Long-term targets: revenue growth of 4% to 6% and an operating margin of 20%",
        """
4% = 4% growth yoy ? target low 'revenue' []
6% = 6% growth yoy ? target high 'revenue' []
20% = 20% ? target 'operating margin' []
""",
    ),
    "over the medium term": (
        "Over the medium term, we expect organic revenue growth of 4-6%",
        """
4 = 4% growth yoy ? target low organic 'organic revenue' []
6% = 6% growth yoy ? target high organic 'organic revenue' []
""",
    ),
    "on the way to it": (
        "Margin of 12.4%, on the way to our medium-term target of 15%",
        """
12.4% = 12.4% FY24 target 'Margin' []
15% = 15% ? target 'Margin' []
""",
    ),
    "a year's plan, and what is far": (
        "We expect a margin of 12% in FY25, on the way to our long-term target of 15%",
        """
12% = 12% FY25 target 'margin' []
15% = 15% ? target 'margin' []
""",
    ),
    "a dated one": (
        "By FY2028, we aim for a medium-term margin of 14%",
        """
14% = 14% FY28 target 'medium-term margin' []
""",
    ),
    "a date behind": (
        "Medium-term target of 15% operating margin by FY2027",
        """
15% = 15% FY27 target 'Outlook' []
""",
    ),
    "a debt's name is no horizon": (
        "Long-term debt target of $300 million by FY26",
        """
$300 million = 300m USD @4Q26 target 'Long-term debt target' []
""",
    ),
    "the plan of the year": (
        "Net interest income of $400 to $410 million",
        """
$400 = 400m USD FY24 target low 'Net interest income' []
$410 million = 410m USD FY24 target high 'Net interest income' []
""",
    ),
}


@pytest.mark.parametrize(("body", "expected"), OPENINGS.values(), ids=OPENINGS.keys())
def test_openings(body: str, expected: str) -> None:
    """Ensures that the words that tell of a plan are no part of what it is about."""
    assert meaning(read(body, title="Outlook").facts, expected) == lines(expected)


@pytest.mark.parametrize(("body", "expected"), HORIZONS.values(), ids=HORIZONS.keys())
def test_horizons(body: str, expected: str) -> None:
    """Ensures that a target without a date has no period, and a dated one has it."""
    assert meaning(read(body, title="Outlook").facts, expected) == lines(expected)
