"""Tests of the parts of a company that its titles and tables tell, and of tables that are read by them."""

import pytest

from deckfacts.meaning.divisions import find_divisions
from deckfacts.profiles import SegmentNames
from tests.deckfacts.meaning.notation import PROFILE, lines, meaning, mini_deck, read

OWN_TABLE = "| $ million | 3Q24 | 3Q23 |\n| --- | --- | --- |\n| Order intake | {} | 1.0 |\n| Revenue | {} | 1.0 |\n\n"


def own(title: str, orders: str, revenue: str, *, mark: str = "##") -> str:
    """A slide with the table of two metrics under a title."""
    return f"{mark} {title}\n\n" + OWN_TABLE.format(orders, revenue)


def listed(metric: str, *names: str) -> str:
    """A table of one metric with a row for each name."""
    rows = "".join(f"| {name} | 5.0 | 4.0 |\n" for name in names)
    return f"{metric}\n\n| $ million | 3Q24 | 3Q23 |\n| --- | --- | --- |\n{rows}\n"


WHOLE = own("Key figures", "90.0", "80.0")
DECKS = {
    "titles over the same rows, and the whole": (
        WHOLE + own("Motion & Drives", "50.0", "45.0") + own("Process Valves", "40.0", "35.0"),
        ["Motion & Drives", "Process Valves"],
    ),
    "headings on one slide": (
        WHOLE + own("Motion & Drives", "50.0", "45.0", mark="###") + own("Process Valves", "40.0", "35.0", mark="###"),
        ["Motion & Drives", "Process Valves"],
    ),
    "one title, listed elsewhere": (
        own("Motion & Drives", "50.0", "45.0")
        + "## Sales\n\n"
        + listed("Revenue", "Motion & Drives", "Process Valves"),
        ["Motion & Drives"],
    ),
    "rows under several metrics": (
        "## Divisions\n\n" + listed("Order intake", "Motion", "Valves") + listed("Revenue", "Motion", "Valves"),
        ["Motion", "Valves"],
    ),
    "titles of any deck": (
        WHOLE
        + own("Income statement", "90.0", "80.0")
        + own("Second half", "50.0", "45.0")
        + own("Outlook", "1.0", "2.0"),
        [],
    ),
    "titles of any bank": (own("Balance sheet", "90.0", "80.0") + own("Credit quality", "50.0", "45.0"), []),
    "titles without the whole": (own("Motion & Drives", "50.0", "45.0") + own("Process Valves", "40.0", "35.0"), []),
    "the company's own figures again": (
        WHOLE + own("Our journey", "90.0", "80.0") + own("Who we are", "90.0", "80.0"),
        [],
    ),
    "one title alone": (WHOLE + own("Motion & Drives", "50.0", "45.0"), []),
    "rows of one metric": (listed("Revenue", "Subscription", "Hardware"), []),
    "rows of a bridge": (listed("Revenue", "Price", "Volume") + listed("Order intake", "Price", "Volume"), []),
    "lines of cost": (listed("Revenue", "Cost of sales", "Marketing") + listed("EBITDA", "Cost of sales", "Rent"), []),
}


@pytest.mark.parametrize(("body", "expected"), DECKS.values(), ids=DECKS.keys())
def test_divisions(body: str, expected: list[str]) -> None:
    """Ensures that names which stand over tables or in them as parts do are found, and no title of a usual slide."""
    assert find_divisions(mini_deck(body, title=None)) == expected


KNOWN = PROFILE.model_copy(update={"segments": [SegmentNames(name=n) for n in ("Motion & Drives", "Process Valves")]})
TABLES = {
    "a slide of one division": (
        "Motion & Drives",
        "| $ million | 3Q24 |\n| --- | --- |\n| Order intake | 50.0 |\n| Revenue | 45.0 |\n| Adjusted EBITDA | 5.1 |\n",
        """
50.0 = 50m USD 3Q24 'Order intake' [Motion & Drives] #orders_received
45.0 = 45m USD 3Q24 'Revenue' [Motion & Drives] #revenue
5.1 = 5.1m USD 3Q24 adjusted 'Adjusted EBITDA' [Motion & Drives] #adjusted_ebitda
""",
    ),
    "a metric over divisions": (
        "Divisions",
        "Order intake\n\n| $ million | 3Q24 |\n| --- | --- |\n| Motion & Drives | 50.0 |\n| Process Valves | 40.0 |\n",
        """
50.0 = 50m USD 3Q24 'Order intake' [Motion & Drives] #orders_received
40.0 = 40m USD 3Q24 'Order intake' [Process Valves] #orders_received
""",
    ),
    "an adjusted metric over divisions": (
        "Divisions",
        "Adjusted EBITDA\n\n| $ million | 3Q24 |\n| --- | --- |\n| Motion & Drives | 5.0 |\n| Process Valves | 4.0 |\n",
        """
5.0 = 5m USD 3Q24 adjusted 'Adjusted EBITDA' [Motion & Drives] #adjusted_ebitda
4.0 = 4m USD 3Q24 adjusted 'Adjusted EBITDA' [Process Valves] #adjusted_ebitda
""",
    ),
    "a slide of the company": (
        "Income statement",
        "| $ million | 3Q24 |\n| --- | --- |\n| Revenue | 80.0 |\n",
        "80.0 = 80m USD 3Q24 'Revenue' [] #revenue",
    ),
}


@pytest.mark.parametrize(("title", "body", "expected"), TABLES.values(), ids=TABLES.keys())
def test_tables_of_divisions(title: str, body: str, expected: str) -> None:
    """Ensures that a table takes the division over it as segment, and its caption as label of divisions in its rows."""
    assert meaning(read(body, title=title, profile=KNOWN).facts, expected) == lines(expected)
