"""Texts with a date in angle brackets on the left, on the right whether something ends then."""

import pytest

from deckfacts.language.terms import is_term


@pytest.mark.parametrize(
    ("text", "term"),
    [
        (
            "Debt facility in place of £150m (matures <Feb 2016>)",
            True,
        ),  # John Laing Infrastructure Fund, FY2014, page 38
        ("£150m accordion facility, matures <June 2019>", True),  # the same, 1H2016, page 5
        ("Concession <end 2042>", True),  # the same, FY2015, page 12
        ("Operational since 2004 with a concession running through to <2029>", True),  # the same, FY2014, page 12
        ("facility of £150m expiring <June 2019>", True),
        ("contracts running until <2029>", True),
        ("bond due <2030>", True),
        ("bonds due in <2030>", True),
        ("lease to <2035>", True),
        ("lease of 34,000 m² to <2035>", True),
        ("licence valid until the end of <2031>", True),
        ("contracted until <2031>", True),
        ("maturity: <March 2027>", True),
        ("Maturity date <March 2027>", True),
        ("contracts expiring after <2030>", True),
        ("swaps until <June 2026>", True),
        ("patent protection to <2033>", True),
        ("capacity by <2030>", False),
        ("growth until <2030>", False),
        ("a buyback until <December 2025>", False),
        ("contract revenue to grow until <2030>", False),
        ("loan growth of 5% to <2030>", False),
        ("contract signed in <2030>", False),
        ("lease income for <2030>", False),
        ("from our lease. Capex to <2030>", False),
        ("year ending <June 2030>", False),
        ("<2030>", False),
    ],
)
def test_terms(text: str, *, term: bool) -> None:
    """Ensures that the day on which a loan or a contract ends is told from the day of a plan and of a figure."""
    start, end = text.index("<"), text.index(">") - 1
    assert is_term(text.replace("<", "").replace(">", ""), start, end) is term
