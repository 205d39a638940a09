"""Tests of figures that a bracket gives once more for another day: sentences on the left, their facts on the right."""

import pytest

from tests.deckfacts.meaning.notation import lines, meaning, read

AT_ANOTHER_DATE = {
    "a day behind it": (
        "Employees: 1,845 at March 31, 2024 (1,812 at June 30, 2023)",
        """
1,845 = 1,845 person @3Q24 'Employees' []
1,812 = 1,812 person @4Q23 'Employees' []
""",
    ),
    "a day in front of it": (
        "Number of employees: 1,845 (June 30, 2023: 1,812)",
        """
1,845 = 1,845 person @3Q24 'Number of employees' []
1,812 = 1,812 person @4Q23 'Number of employees' []
""",
    ),
    "a year earlier": (
        "Headcount 2,439 (2,386 a year earlier)",
        """
2,439 = 2,439 person @3Q24 'Headcount' []
2,386 = 2,386 person @3Q23 'Headcount' []
""",
    ),
    "behind a colon, a year earlier": (
        "Headcount: 2,439 (2,386 a year earlier)",
        """
2,439 = 2,439 person @3Q24 'Headcount' []
2,386 = 2,386 person @3Q23 'Headcount' []
""",
    ),
    "behind a count": (
        "We had 1,845 employees at March 31, 2024 (1,812 at December 31, 2023)",
        """
1,845 employees = 1,845 person @3Q24 'employees' []
1,812 = 1,812 person @2Q24 'employees' []
""",
    ),
    "a quarter a year ago": (
        "Active customers 12,300 (11,900 in the prior-year quarter)",
        """
12,300 = 12,300 customer @3Q24 'Active customers' []
11,900 = 11,900 customer @3Q23 'Active customers' []
""",
    ),
    "small counts": (
        "Stores: 212 at quarter end (June 30, 2023: 205)",
        """
212 = 212 store @3Q24 'Stores' []
205 = 205 store @4Q23 'Stores' []
""",
    ),
    "alone in the bracket": (
        "Number of employees at March 31, 2024 was 1,845 (1,812)",
        """
1,845 = 1,845 person @3Q24 'Number of employees' []
(1,812) = 1,812 person @3Q23 'Number of employees' []
""",
    ),
    "an amount, the day in front": (
        "Backlog of $196.2 million (June 30, 2023: $193.7 million)",
        """
$196.2 million = 196.2m USD @3Q24 'Backlog' []
$193.7 million = 193.7m USD @4Q23 'Backlog' []
""",
    ),
    "an amount, the day behind": (
        "Backlog: $196.2 million ($193.7 million at June 30, 2023)",
        """
$196.2 million = 196.2m USD @3Q24 'Backlog' []
$193.7 million = 193.7m USD @4Q23 'Backlog' []
""",
    ),
    "another currency": (
        "Order backlog: EUR 512 million (EUR 498 million as of December 31, 2023)",
        """
EUR 512 million = 512m EUR @3Q24 'Order backlog' []
EUR 498 million = 498m EUR @2Q24 'Order backlog' []
""",
    ),
    "both with days": (
        "Net debt of $95.0 million at March 31, 2024 ($100.0 million at December 31, 2023)",
        """
$95.0 million = 95m USD @3Q24 'Net debt' []
$100.0 million = 100m USD @2Q24 'Net debt' []
""",
    ),
    "over a period": (
        "Operating cash flow of $11.6 million ($14.8 million in 3Q23)",
        """
$11.6 million = 11.6m USD 3Q24 'Operating cash flow' []
$14.8 million = 14.8m USD 3Q23 'Operating cash flow' []
""",
    ),
    "a multiple": (
        "Leverage of 1.8x at March 31, 2024 (2.1x at June 30, 2023)",
        """
1.8x = 1.8x @3Q24 'Leverage' []
2.1x = 2.1x @4Q23 'Leverage' []
""",
    ),
    "a scale on both": (
        "Subscribers: 1.21 million at March 31, 2024 (1.18 million at December 31, 2023)",
        """
1.21 million = 1.21m subscriber @3Q24 'Subscribers' []
1.18 million = 1.18m subscriber @2Q24 'Subscribers' []
""",
    ),
    "what it rose by, which is no level": (
        "Employees: 1,845 (up 33 from December 31, 2023)",
        """
1,845 = 1,845 person @3Q24 'Employees' []
up 33 = 33 person change qoq @3Q24<@2Q24 'Employees' []
""",
    ),
    "a part of it": (
        "Employees: 1,845 (of which 310 in Cloud)",
        """
1,845 = 1,845 person @3Q24 'Employees' []
310 = 310 person @3Q24 'Employees in Cloud' [Cloud]
""",
    ),
}


@pytest.mark.parametrize(("text", "expected"), AT_ANOTHER_DATE.values(), ids=AT_ANOTHER_DATE.keys())
@pytest.mark.parametrize("form", ["- {}", "{}."])
def test_another_date(form: str, text: str, expected: str) -> None:
    """Ensures that the number in the bracket is of the same metric at its own date."""
    assert meaning(read(form.format(text)).facts, expected) == lines(expected)
