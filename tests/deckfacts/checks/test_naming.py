"""Tests of naming: two printed names on the left, whether they are one on the right."""

from dataclasses import replace

import pytest

from deckfacts.checks.naming import own_yardstick, same_words, segment_name, subject_name
from tests import builders


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("4 new subsidiaries", "the 4 New Subsidiaries", True),
        ("Systems Operation and Maintenance", "systems operation & maintenance", True),
        ("Outsourcing services", "Outsourcing Service", True),
        ("Connectivity Services (Corporate Use)", "connectivity services for corporate use", True),
        ("Connectivity Services (Corporate Use)", "Connectivity Services (Home Use)", False),
        ("クラウド事業", "クラウド事業", True),
        (None, "Cloud", False),
    ],
)
def test_segments(one: str | None, other: str | None, *, same: bool) -> None:
    """Ensures that articles, case, plurals and the spelling of "and" do not make two segments of one."""
    assert (segment_name(one) == segment_name(other)) is same


@pytest.mark.parametrize(
    ("concept", "one", "other", "same"),
    [
        ("revenue", "Net sales", "Total revenues", True),
        ("revenue", "Net sales", "Unfavorable impact on net sales", False),
        ("net_income", "Net income", "Net income attributable to owners of the parent", False),
        ("eps", "Basic EPS", "Diluted EPS", False),
        ("pretax_income", "Income before income tax expense", "Pretax income", True),
        (None, "Average Loan", "Average Loan Growth", True),
        (None, "Average Loan", "Average Loan Growth - QoQ Annualized", False),
    ],
)
def test_subjects(concept: str | None, one: str, other: str, *, same: bool) -> None:
    """Ensures that a concept joins different labels, unless a word in one of them narrows it."""
    facts = [builders.fact(concept=concept, label=label) for label in (one, other)]
    assert (subject_name(facts[0]) == subject_name(facts[1])) is same


@pytest.mark.parametrize("label", ["Other", "Total", "Others, total", "合計", "YoY change"])
def test_labels_that_name_nothing(label: str) -> None:
    """Ensures that what every table has is not matched across tables."""
    assert subject_name(builders.fact(concept=None, label=label)) == ""


@pytest.mark.parametrize(
    ("context", "own"),
    [
        ("up 3% on a constant currency basis", True),
        ("like-for-like sales rose 3%", True),
        ("CAGR 12%", True),
        ("up 3% YoY", False),
    ],
)
def test_own_yardstick(context: str, *, own: bool) -> None:
    """Ensures that growth which leaves out currencies or purchases is not set against printed levels."""
    assert own_yardstick(replace(builders.fact(), context=context)) is own


def test_same_words() -> None:
    """Ensures that a label counts as said again if nothing is left out, and one word is not enough."""
    assert same_words("Reduction in outsourcing personnel", "reduction of outsourcing personnel at the end of October")
    assert not same_words("Reduction", "Reduction in outsourcing personnel")
