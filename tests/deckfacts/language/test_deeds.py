"""Sentences on the left, on the right whether their verb says that a figure is of what was done."""

import pytest

from deckfacts.language.deeds import names_events, opens_with_deed, says_done, says_was


@pytest.mark.parametrize(
    ("text", "number", "done"),
    [
        ("Paid a dividend of 3.25p", "3.25p", True),  # John Laing Infrastructure Fund, FY2014, page 8
        ("Completed the acquisition of a 40% interest in Line 9", "40%", True),  # the same, 1H2016, page 7
        ("Issued 81.2m shares in March", "81.2m", True),
        ("The Group has signed a contract worth £5m", "£5m", True),
        ("Fernbank Group plc acquired a 5% stake", "5%", True),
        ("In July we repaid £50m of loans", "£50m", True),
        ("Post period end: repaid £50m of loans", "£50m", True),
        ("A dividend of 3p was paid", "3p", True),
        ("A dividend of 3p has since been declared", "3p", False),
        ("12 stores opened in 2016", "12", True),
        ("12 stores to be opened in 2016", "12", False),
        ("Signed an agreement to acquire Fernbank for £5m", "£5m", True),
        ("Launched a programme to save £50m", "£50m", False),
        ("Acquired Fernbank for £90m, expected to add £12m", "£90m", True),
        ("Acquired Fernbank for £90m, expected to add £12m", "£12m", False),
        ("We invested £30m and will invest £40m", "£40m", False),
        ("Agreed to invest £50m by 2027", "£50m", False),
        ("We will have opened 40 stores", "40", False),
        ("Targeted dividend of 6.0p", "6.0p", False),
        ("Expected proceeds of £5m", "£5m", False),
        ("Planned disposal for £5m", "£5m", False),
        ("Installed capacity of 50 MW", "50", False),
        ("Issued capital of £50m", "£50m", False),
        ("Invested capital of £50m", "£50m", False),
        ("Cash returned to shareholders of £50m", "£50m", False),
        ("Raised by £50m", "£50m", False),
        ("Raised £50m of equity", "£50m", True),
        ("Revenue of £50m", "£50m", False),
    ],
)
def test_done(text: str, number: str, *, done: bool) -> None:
    """Ensures that a deed is told from a plan, from what a deed is meant to bring, and from an adjective."""
    start = text.index(number)
    assert says_done(text, 0, (start, start + len(number)), len(text)) is done


@pytest.mark.parametrize(
    ("text", "was"),
    [
        ("the plants ran above 90", True),
        ("savings reached 90", True),
        ("capex was 90", True),
        ("capex was expected at 90", False),
        ("capex will be what it was, 90", False),
        ("capex of 90", False),
        ("increased capex of 90", False),
    ],
)
def test_was(text: str, *, was: bool) -> None:
    """Ensures that a verb in the past is told from an adjective and from what was expected."""
    assert says_was(text, 0, text.index("90")) is was


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("Completed the disposal of both projects for a combined consideration of", True),
        ("Paid a dividend of", True),
        ("Target dividend of", False),
        ("Completed projects", False),
        ("", False),
    ],
)
def test_lines_that_open_with_a_deed(text: str, *, deed: bool) -> None:
    """Ensures that a line which was broken before its figure still says that it was done."""
    assert opens_with_deed(text) is deed


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Key Events - 2016", True),
        ("Events after the balance sheet date", True),
        ("Post-period events", True),
        ("Upcoming events", False),
        ("Outlook", False),
        ("", False),
    ],
)
def test_headings_of_events(text: str, *, events: bool) -> None:
    """Ensures that a heading over what has happened is told from one over what will."""
    assert names_events(text) is events
