"""Hostile text: what the reader makes of damaged, mutated and malicious decks, from a fixed seed."""

import hashlib
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from deckfacts.contract import ReadDeck
from deckfacts.errors import DocumentError
from deckfacts.language.folding import fold
from deckfacts.meaning.reading import SourceFile, read_deck
from deckfacts.schema import RECORDS, to_table
from extractors.reading import extract

DECKS = sorted(path for path in (Path(__file__).parent / "decks").glob("*.*") if path.suffix != ".pdf")
SEEDS = range(4)
SLOWEST_SECONDS = 10.0
"""What takes quadratic time takes a minute for these; what takes linear time two seconds, on a busy machine four."""

JUNK = [
    "((((", "up up ", "- - ", "%%", "1 1 ", "inging", "\x00", "\x0c", "\x0b", "\x1c", "\x85", "\r", "\r\n", "\u2028",
    "\u200b", "\u202e", "\ufeff", "٣٤٥", "१२३", "𝟙𝟚", "²", "①", "<td rowspan=99999 colspan=99999>", "<table>",
    "</table>", "<tr>", "<td>", "<ul><li>", "<!--", "-->", "<![CDATA[", "<!", "<?", "&#x0;", "&#55296;", "&mdash;",
    "&#49", "|", "\t", "9" * 50, "0." + "1" * 60, "FY9999", "0Q0000", "13/32/9999", "0000年13月", "1兆2億3万",
    "(08/4~08/12)", "[^1]", "<sup>", "trillion trillion ", "<script>", "1٣", "10,٣", "▲", "<td colspan='９'>",
    "```", "\\|", "🙂",
]  # fmt: skip


def read(text: str | bytes) -> ReadDeck | None:
    """The deck; None where a DocumentError says why there is none."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    source = SourceFile("x.md", len(data), hashlib.sha256(data).hexdigest(), "1")
    try:
        return read_deck(extract(data, suffix=".md", where="x.md"), source, "norvale", None)
    except DocumentError:
        return None


def assert_sound(deck: ReadDeck | None) -> None:
    """Every number accounted for, every id once, every row fit for its dataset."""
    if deck is None:
        return
    assert deck.document.unexplained == 0
    assert len({fact.fact_id for fact in deck.facts}) == len(deck.facts)
    assert len({refusal.refusal_id for refusal in deck.refusals}) == len(deck.refusals)
    rows = {"documents": [deck.document], "tables": deck.tables, "facts": deck.facts, "refusals": deck.refusals}
    for dataset, records in {**rows, "checks": deck.checks}.items():
        assert dataset in RECORDS
        assert to_table(dataset, records).num_rows == len(records)


def flip(deck: str, rng: random.Random) -> bytes:
    """Some bytes turned to others."""
    data = bytearray(deck.encode())
    for _ in range(rng.choice([1, 20, 300])):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def shuffle(deck: str, rng: random.Random) -> bytes:
    """The lines in another order."""
    lines = deck.split("\n")
    rng.shuffle(lines)
    return "\n".join(lines).encode()


def truncate(deck: str, rng: random.Random) -> bytes:
    """A piece out of the bytes."""
    data = deck.encode()
    start = rng.randrange(len(data))
    return data[start : start + rng.randrange(1, len(data))]


def litter(deck: str, rng: random.Random) -> bytes:
    """Junk anywhere."""
    for _ in range(rng.choice([1, 10, 100])):
        at = rng.randrange(len(deck))
        deck = deck[:at] + rng.choice(JUNK) + deck[at:]
    return deck.encode()


def change_digits(deck: str, rng: random.Random) -> bytes:
    """Digits turned to those of other scripts, doubled or dropped."""
    return "".join(rng.choice([c, c, "٣", "３", "", "99999"]) if c.isdigit() else c for c in deck).encode()


@pytest.mark.parametrize("mutate", [flip, shuffle, truncate, litter, change_digits], ids=lambda one: one.__name__)
@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)
def test_mutated_decks(path: Path, mutate: Callable[[str, random.Random], bytes]) -> None:
    """Ensures that a damaged deck is read whole, twice the same, or refused by name, and never ends in a traceback."""
    for seed in SEEDS:
        data = mutate(path.read_text(encoding="utf-8"), random.Random(seed))  # noqa: S311 - not for secrets
        deck = read(data)
        assert_sound(deck)
        if seed == SEEDS[0]:
            assert read(data) == deck


HEAD = "# Norvale: first quarter of FY2031 (January to March 2031)\n\nUnit: EUR million\n\n- Revenue EUR 5 million\n\n"
LARGE: list[tuple[str, str]] = [
    ("columns", "| |" + "1Q31|" * 700 + "\n|" + "---|" * 701 + "\n| Revenue |" + "4,210|" * 700 + "\n"),
    ("rows", "| | 1Q31 | YoY |\n|---|---|---|\n" + "| Revenue | 4,210 | 5.2% |\n" * 1000),
    ("key figures", "| | 1Q31 |\n|---|---|\n" + "| Score | 82 |\n| Revenue 1Q30 | 5 |\n" * 500),
    ("bullets", "- Revenue EUR 5 million (up 5% YoY)\n" * 1000),
    ("staircase", "".join(" " * i + "- Revenue EUR 5 million\n" for i in range(600))),
    ("wrapped", "and then some more words\n" * 2000),
    ("two columns of prose", "some words    other words\n" * 2000),
    ("spans", "<table>" + "<tr><td rowspan=99999 colspan=99999>Revenue</td><td>5</td></tr>\n" * 300 + "</table>\n"),
    ("tables never closed", "# a\n<table><tr><td>5</td>\n" * 1000),
    ("tags never closed", "<table><tr><td>" + "<td " * 8000),
    ("digits", "1" * 100_000),
    ("brackets", "(" * 100_000),
    ("words", "up up " * 15_000),
    ("numbers", "1 " * 3_000),
    ("percentages", "up 5% " * 2_000),
    ("spaces", "Revenue" + " " * 100_000 + "5"),
    ("rules", "- - " * 20_000),
]


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in LARGE])
def test_large(text: str) -> None:
    """Ensures that much of one thing is read in time that grows with its length, and is accounted for."""
    begun = time.process_time()
    deck = read(HEAD + text)
    assert time.process_time() - begun < SLOWEST_SECONDS
    assert deck is not None
    assert_sound(deck)


UNSTORABLE = [
    "0.1234567%",
    "1" * 30 + " million euro",
    "0.1234567 cents",
]


@pytest.mark.parametrize("printed", UNSTORABLE)
def test_number_beyond_the_contract(printed: str) -> None:
    """Ensures that a number that the contract can't hold is refused alone, and the deck is read."""
    deck = read(f"{HEAD}- Revenue grew {printed}\n")
    assert deck is not None
    assert [fact.value for fact in deck.facts] == [5_000_000]
    assert_sound(deck)


HTML = [
    ("R&D expenses", "R&D expenses"),
    ("S&P 500 &mdash; x", "S&P 500 — x"),
    ("M&amp;A costs&#8212;x", "M&A costs—x"),
    ("Sales<!-- page 5 -->", "Sales"),
    ("&ndash;", "–"),
]


@pytest.mark.parametrize(("source", "shown"), HTML)
def test_text_of_an_html_cell(source: str, shown: str) -> None:
    """Ensures that an ampersand, an entity and a comment in a cell neither lose what is printed nor end the reading."""
    deck = read(f"{HEAD}<table><tr><td>{source}</td><td>7.5</td></tr></table>\n")
    assert deck is not None
    assert deck.tables[0].text == shown
    assert_sound(deck)


def test_table_never_closed() -> None:
    """Ensures that an HTML table without its end does not take in the slides that follow it."""
    deck = read(f"{HEAD}<table><tr><td>Sales</td><td>7.5</td></tr>\n\n# Outlook\n\n- Net income EUR 9 million\n")
    assert deck is not None
    assert deck.facts[-1].slide_title == "Outlook"
    assert deck.facts[-1].value == 9_000_000


@pytest.mark.parametrize(
    ("printed", "folded"), [("١٢٣٫٥٪", "123.5%"), ("१२,३४५", "12,345"), ("𝟙𝟚", "12"), ("３²", "3²")]
)
def test_digits_of_other_scripts(printed: str, folded: str) -> None:
    """Ensures that each decimal digit that Unicode knows is read as one, and a raised one is not."""
    assert fold(printed) == folded
