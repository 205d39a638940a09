"""Tests of suppositions: texts that tell what would come of a change, and texts that tell what came."""

import pytest

from deckfacts.language.suppositions import find_suppositions, names_sensitivity, names_step

SUPPOSE = [
    "A 10% fall in the gold price would reduce EBITDA by $38 million",
    "Every 1% change in the exchange rate would reduce revenue by $4 million",
    "A one-cent move in the AUD/USD rate impacts EBIT by $3 million",
    "Each 100 bps increase in rates adds $40m to net interest income",
    "A $1/bbl change in Brent would change cash flow by $25 million",
    "An increase of 50 basis points in the discount rate would lower NAV by 3.1%",
    "For every 10% rise in the yen, operating profit falls by JPY2 billion",
    "If the dollar fell by 10%, revenue would be 4% lower",
]
TELL = [
    "A 5% increase in volumes added $4 million to EBIT",
    "A 4% increase in volumes could not offset lower prices, and EBIT fell 12%",
    "Revenue rose 8%, a 3% increase in volume and a 5% increase in price",
    "Excluding mortgages, the total reserve rate would be 1.13%",
    "A 9% increase in organic sales has resulted in record EBIT of $40 million",
    "The dividend would be 4 cents a share if it is approved",
    "Margins were 12% higher and would have been 14% at constant currency",
]


@pytest.mark.parametrize("text", SUPPOSE)
def test_supposed(text: str) -> None:
    """Ensures that a step and what would follow of it are found, in their sentence alone."""
    assert find_suppositions(text) == [(0, len(text))]
    before = "Revenue rose 8%. "
    assert find_suppositions(before + text) == [(len(before), len(before + text))]


@pytest.mark.parametrize("text", TELL)
def test_told(text: str) -> None:
    """Ensures that what happened is told, whatever words it is told in."""
    assert find_suppositions(text) == []


def test_steps() -> None:
    """Ensures that the rows and columns of a sensitivity are told from others."""
    assert names_sensitivity("Sensitivities of the portfolio")
    assert all(map(names_step, ("Increase by 10%", "+100 bps", "-1%", "10% increase")))
    assert not any(map(names_step, ("NAV", "2031", "Increase in volumes")))
