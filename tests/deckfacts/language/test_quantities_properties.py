"""What holds for every text: a written value reads back to itself, and no two quantities share a character."""

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckfacts.language.folding import fold
from deckfacts.language.quantities import find_quantities

PLACES = st.integers(0, 3)
WHOLE = st.integers(1, 9_999_999)


def indian(whole: int) -> str:
    """12,34,567."""
    digits = str(whole)
    front, last = digits[:-3], digits[-3:]
    groups = [front[max(0, end - 2) : end] for end in range(len(front), 0, -2)][::-1]
    return ",".join([*groups, last])


def western(whole: int, rest: str) -> str:
    """1,234,567.89."""
    return f"{whole:,}" + (f".{rest}" if rest else "")


def full_width(text: str) -> str:
    """The same in the wide forms of East Asian type."""
    return "".join(chr(ord(char) + 0xFEE0) for char in text)


NOTATIONS: dict[str, Callable[[int, str], str]] = {
    "western": western,
    "plain": lambda whole, rest: western(whole, rest).replace(",", ""),
    "swiss": lambda whole, rest: western(whole, rest).replace(",", "'"),
    "indian": lambda whole, rest: indian(whole) + (f".{rest}" if rest else ""),
    "european": lambda whole, rest: f"{whole:,}".replace(",", ".") + f",{rest or '0'}",
    "narrow spaces": lambda whole, rest: western(whole, rest).replace(",", "\u202f"),
    "full width": lambda whole, rest: full_width(western(whole, rest)),
}
FRAMES: dict[str, tuple[str, int, int]] = {
    "JPY{} million": ("JPY", 6, 1),
    "(US${}bn)": ("USD", 9, -1),
    "▲{}%": ("percent", 0, -1),
    "{} bps": ("basis_point", 0, 1),
    "-{} MEUR": ("EUR", 6, -1),
    "{}百万円": ("JPY", 6, 1),
    "{} cents per share": ("USD/share", -2, 1),
    "({}%)": ("percent", 0, -1),
    "Rs. {} crore": ("INR", 7, 1),
    "{} million tonnes": ("tonne", 6, 1),
    "{}x": ("ratio", 0, 1),
    "£{}k": ("GBP", 3, 1),
}


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("notation", NOTATIONS)
@given(whole=WHOLE, rest=st.text("0123456789", max_size=2))
def test_a_written_value_reads_back(frame: str, notation: str, whole: int, rest: str) -> None:
    """Ensures that a value in any notation, with any unit around it, reads back to the same decimal."""
    digits = NOTATIONS[notation](whole, rest)
    unit, power, sign = FRAMES[frame]
    (quantity,) = find_quantities(frame.format(digits))
    assert quantity.value == sign * Decimal(f"{whole}.{rest or '0'}").scaleb(power)
    assert quantity.unit == unit
    assert digits == frame.format(digits)[quantity.number_start : quantity.number_end]


PIECES = st.sampled_from(
    [
        *(
            "JPY",
            "$",
            "€",
            "(",
            ")",
            "%",
            " ",
            " ",
            ".",
            ",",
            "-",
            "/",
            ":",
            "~",
            "'",
            "\t",
            "+",
            "▲",
            "億",
            "円",
            "約",
        ),
        *("million", "bn", "m", "x", "Q", "per share", "cents", "contracts", "to", "from", "between", "and"),
        *("12", "3.4", "1,234", "0", "5"),
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join), st.integers(0, 30), st.integers(0, 10))
def test_quantities_never_overlap(text: str, begin: int, length: int) -> None:
    """Ensures that quantities come in order without sharing a character, cover whole runs of digits, and keep out of
    what others have claimed."""
    taken = [(begin, begin + length)] if length else []
    found = find_quantities(text, taken=taken, home_currency="JPY")
    for one, other in pairwise(found):
        assert one.end <= other.start
    for quantity in found:
        assert quantity.start <= quantity.number_start < quantity.number_end <= quantity.end
        assert not any(begin < quantity.number_end and quantity.number_start < end for begin, end in taken)
        for edge in (quantity.number_start, quantity.number_end):
            inside = 0 < edge < len(text) and text[edge - 1].isdigit() and text[edge].isdigit()
            assert not inside or any(edge in span for span in taken)


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    """Ensures that no text, however broken, stops the reader."""
    assert all(re.search("[0-9]", fold(text)[q.number_start : q.number_end]) for q in find_quantities(text))


@given(st.text(max_size=60))
def test_folding_keeps_positions(text: str) -> None:
    """Ensures that folding keeps the length of a text and changes nothing the second time."""
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
