"""Tests of the ledger: each printed digit of a mini deck ends as a fact or as a refusal with its reason."""

from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckfacts.contract import stable_id
from deckfacts.errors import NoFactsError
from deckfacts.meaning.reading import SourceFile, read_deck
from deckfacts.profiles import Profile
from tests.deckfacts.meaning.notation import PROFILE, mini_deck, read

FACT = "- Revenue: $120 million\n\n"
"""A deck needs a fact to be read; this one has a line that is no part of any case."""

REFUSED = {
    "a date": ("The meeting is on June 18, 2024.", "18 date; 2024 date"),
    "a numeric date": ("Record date: 2024-06-18", "2024 date; 06 date; 18 date"),
    "a period label": ("Results of 3Q24 and FY2024", "3 period_label; 24 period_label; 2024 period_label"),
    "a span of months": ("(July 2023 to March 2024)", "2023 period_label; 2024 period_label"),
    "a page of the report": ("See page 14 of the report.", "14 numbering"),
    "a note": ("See note 7.", "7 numbering"),
    "a mark at a word's end": ("Customers(1) are billed monthly.", "1 footnote_mark"),
    "a mark in square brackets": ("Customers[2] are billed monthly.", "2 footnote_mark"),
    "a mark that opens a footnote": ("†1 Billed monthly", "1 footnote_mark"),
    "a name with a digit": ("We launched IPv6 and EM7 support.", "6 name; 7 name"),
    "a counted name": ("The 4 new subsidiaries joined the group.", "4 name"),
    "a telephone": ("Tel: +1 555 010 7788", "1 contact; 555 contact; 010 contact; 7788 contact"),
    "a mail address": ("ir2024@norvale.example", "2024 contact"),
    "a web address": ("https://norvale.example/ir/2024", "2024 contact"),
    "a postal address": (
        "Norvale House, 5 Harbor Street, Suite 300, 94105 Port Lowe",
        "5 contact; 300 contact; 94105 contact",
    ),
    "what would come of a change": (
        "A 10% fall in the oil price would cost $4 million.",
        "10 threshold; 4 threshold",
    ),
    "a table of a sensitivity": (
        "## Sensitivity\n\n| | Revenue | Margin |\n|---|---|---|\n| Oil price increases by 10% | $4m | down 2% |",
        "10 name; 4 threshold; 2 threshold",
    ),
    "a length of time": ("Contracts run for 24 months.", "24 name"),
}


@pytest.mark.parametrize(("text", "expected"), REFUSED.values(), ids=REFUSED.keys())
def test_reasons(text: str, expected: str) -> None:
    """Ensures that each digit that is no fact is refused for the reason that holds."""
    result = read(f"{FACT}{text}\n")
    line = result.facts[0].line
    assert line is not None
    found = [f"{one.printed} {one.reason}" for one in result.refusals if one.line is not None and one.line > line]
    assert found == expected.split("; ")
    assert len(result.facts) == 1


VOCABULARY = (
    "Revenue|operating income|Cloud|Fiber|employees|up|down|to|from|of|and|margin|YoY|QoQ|per share|million|billion|%"
    "|target|3Q24|FY2024|(|)|:|,|;|-|vs.|/|[|]|~|*|more than|a year ago|as of|March 31, 2024|points|bps|x|the|contracts"
    "|by|respectively|EM7|(1)|*2|Note 3|$|JPY|Total|cash|n.m.|#|+1 555 010 7788"
)
WORDS = st.sampled_from(VOCABULARY.split("|"))
NUMBERS = st.one_of(
    st.integers(0, 99_999).map(str),
    st.decimals(0, 9999, places=1).map(lambda number: f"{number:,}"),
    st.integers(0, 999).map(lambda number: f"({number}.5)"),
    st.integers(1, 99).map(lambda number: f"${number} million"),
    st.integers(0, 99).map(lambda number: f"{number}%"),
    st.sampled_from(["1,234,567", "▲12", "12-15", "１２", "1.2.3", "007", "²", "3/4", "10:30", "'000", "1e5", "YoY:"]),
)
PHRASES = st.lists(st.one_of(WORDS, NUMBERS), min_size=1, max_size=9).map(" ".join)
ROWS = st.lists(st.one_of(PHRASES, NUMBERS, st.just("")), min_size=1, max_size=4).map(
    lambda cells: f"| {' | '.join(cells)} |"
)
TABLES = st.lists(ROWS, min_size=2, max_size=4).map(lambda rows: "\n".join([rows[0], "|---|---|---|", *rows[1:]]))
LINES = st.tuples(st.sampled_from(["- ", "  - ", "", "# ", "## ", "1. "]), PHRASES).map("".join)
SLIDES = st.lists(st.one_of(LINES, TABLES), min_size=1, max_size=6).map("\n\n".join)
SOURCE = SourceFile("norvale/mini.md", 1, "0" * 64, "test")


def repeated(names: Iterable[str]) -> list[str]:
    """The names that come more than once."""
    return [name for name, count in Counter(names).items() if count > 1]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body=SLIDES, profile=st.sampled_from([PROFILE, None]))
def test_nothing_is_lost(body: str, profile: Profile | None) -> None:
    """Ensures that whatever a slide prints, each number is a fact or a refusal, and reading fails in no other way."""
    deck = mini_deck(body)
    try:
        result = read_deck(deck, SOURCE, None, profile)
    except NoFactsError:
        return
    assert result.document.unexplained == 0
    assert result.document.numbers == len(deck.numbers)
    facts, refusals = [fact.fact_id for fact in result.facts], [one.refusal_id for one in result.refusals]
    assert repeated(facts) == []
    assert repeated(refusals) == []
    both = [
        number
        for number in deck.numbers
        if stable_id(deck.document_id, number.unit, number.offset) in facts
        and stable_id(deck.document_id, "refusal", number.unit, number.offset) in refusals
    ]
    assert both == []


@given(body=SLIDES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_reading_is_repeatable(body: str) -> None:
    """Ensures that the same deck gives the same rows, ids included."""
    try:
        first = read_deck(mini_deck(body), SOURCE, "norvale", PROFILE)
    except NoFactsError:
        return
    assert read_deck(mini_deck(body), SOURCE, "norvale", PROFILE) == first


def test_ids_are_of_the_place() -> None:
    """Ensures that an id is that of the document and of where the number stands in it."""
    result = read("- Revenue: $120 million (up 8% YoY)\n")
    document_id = result.document.document_id
    line = "- Revenue: $120 million (up 8% YoY)"
    places = [(fact.line, line.index(digits)) for fact, digits in zip(result.facts, ("120", "8"), strict=True)]
    assert [fact.fact_id for fact in result.facts] == [stable_id(document_id, *place) for place in places]


def test_a_deck_without_numbers() -> None:
    """Ensures that a deck that states no number is an error with its name, not an empty result."""
    with pytest.raises(NoFactsError, match=r"norvale/mini\.md"):
        read("The quarter went well.\n")


def test_counts_close() -> None:
    """Ensures that the document's counts are those of its rows."""
    result = read("- Revenue: $120 million, up 8% YoY\n\n| | 3Q24 |\n|---|---|\n| Stores | 512 |\n")
    document = result.document
    assert (document.facts, document.refusals) == (3, len(result.refusals))
    assert (document.numbers, document.slides, document.unexplained) == (9, 3, 0)
    assert [cell.text for cell in result.tables] == ["3Q24", "Stores", "512"]
    assert [cell.header for cell in result.tables] == [True, False, False]
