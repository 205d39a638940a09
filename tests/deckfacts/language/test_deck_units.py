"""Tests of deck units: a text on the left, the unit that it states of all amounts on the right."""

import pytest

from deckfacts.language.deck_units import read_deck_unit

STATED = [
    ("All amounts in US$ millions unless otherwise stated", "USD 6"),
    ("All figures in this presentation are in Canadian dollars and in millions, unless otherwise noted.", "CAD 6 deck"),
    ("Unless otherwise stated, all figures are in A$ and in millions", "AUD 6"),
    ("All dollar amounts are in Canadian dollars unless otherwise stated", "CAD None"),
    ("€ million unless otherwise stated", "EUR 6"),
    ("(NT$ million, unless otherwise noted)", "TWD 6"),
    ("In millions of euros unless otherwise indicated", "EUR 6"),
    ("Amounts in NOK million", "NOK 6"),
    ("All amounts in U.S. dollars.", "USD None"),
    ("All amounts are expressed in millions of U.S. dollars, except per share data", "USD 6"),
    ("All figures in $ millions unless otherwise stated", "None 6"),
    ("The financial information in this report is presented in thousands of euros.", "EUR 3 deck"),
    ("All numbers in INR crore unless mentioned otherwise", "INR 7"),
    ("All values in ZAR'000 unless otherwise indicated", "ZAR 3"),
]
NOT_STATED = [
    "All figures as of December 31, 2031, unless the chart names another quarter.",
    "Figures are consolidated and unaudited unless stated.",
    "The figures in Europe are lower than those in Asia were a year ago.",
    "All figures in this presentation are in accordance with IFRS",
    "All comparisons are to the prior year unless otherwise stated",
    "The amounts of the pension plans that are shown in the table on the right are in USD million",
    "Revenue of $120 million",
]


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_stated(text: str, expected: str) -> None:
    """Ensures that currency and scale are read, whether they come at the end or at the start, and the deck's name."""
    found = read_deck_unit(text)
    assert found is not None
    assert f"{found.reading.unit} {found.reading.scale}{' deck' if found.of_deck else ''}" == expected


@pytest.mark.parametrize("text", NOT_STATED)
def test_not_stated(text: str) -> None:
    """Ensures that what is said of other things, or of some amounts only, is not taken for all of them."""
    assert read_deck_unit(text) is None
