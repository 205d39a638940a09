"""Words between two figures on the left, on the right whether the second is the plan that the first replaced."""

import pytest

from deckfacts.language.revisions import is_revised_from, names_earlier, names_replaced

REPLACED = [
    ", raised from ",
    " (previously ",
    " (previously: ",
    " (prior: ",
    " (prior guidance: ",
    " (was ",
    ", up from our earlier guidance of ",
    ", compared with our previous forecast of ",
    " versus a prior outlook of approximately ",
    ", lowered from its previous range of ",
    ", narrowed from ",
    " instead of the originally announced target of ",
    ", which was raised from ",
]
EARLIER = [", up from ", " from ", " (from ", ", compared with ", ", increased from ", " versus "]
NEITHER = [" and ", ", with margin up from ", " in 3Q24, ", " to ", ", of which ", " was ", " ("]


def _between(words: str) -> tuple[str, int, int]:
    first, second = "416 to 423", "408 to 418"
    return first + words + second, len(first), len(first + words)


@pytest.mark.parametrize("words", REPLACED)
def test_plans_before(words: str) -> None:
    """Ensures that words that are said of plans alone make the second figure the plan before."""
    assert names_replaced(*_between(words))
    assert names_earlier(*_between(words))


@pytest.mark.parametrize("words", EARLIER)
def test_earlier_figures(words: str) -> None:
    """Ensures that words that are said of results too only hold one figure against an earlier one."""
    assert not names_replaced(*_between(words))
    assert names_earlier(*_between(words))


@pytest.mark.parametrize("words", NEITHER)
def test_other_words(words: str) -> None:
    """Ensures that other words tell nothing of the second figure."""
    assert not names_replaced(*_between(words))
    assert not names_earlier(*_between(words))


@pytest.mark.parametrize(
    ("text", "revised"),
    [
        ("Operating margin lowered from ", True),
        ("Guidance raised to $416.5 million from ", True),
        ("Outlook narrowed to 8-9% from the previous range of ", True),
        ("Forecast revised downward from ", True),
        ("We expect costs to be lowered from ", False),
        ("Dividend raised from ", False),
        ("Revenue grew from ", False),
        ("Margin up from ", False),
    ],
)
def test_verbs_upon_plans(text: str, *, revised: bool) -> None:
    """Ensures that a verb that is done to plans, and to nothing else, makes what follows "from" the plan before."""
    assert is_revised_from(text, 0, len(text)) is revised


def test_a_dividend_raised_is_no_plan() -> None:
    """Ensures that a dividend "raised from" is not taken for a plan that was replaced."""
    text = "Dividend of 0.50, raised from 0.45"
    assert not names_replaced(text, text.index(", raised"), text.index("0.45"))
