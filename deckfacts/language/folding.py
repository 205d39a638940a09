"""Folding: printed text to the one spelling that the grammars know, character for character."""

import unicodedata

_SPACES = (0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_DASHES = (*range(0x2010, 0x2016), 0x2043, 0x2212, 0x2796, 0xFE58, 0xFE63, 0xFF0D)
_SINGLE_QUOTES = (0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x00B4, 0x02BC)
_DOUBLE_QUOTES = (0x201C, 0x201D, 0x201E, 0x201F, 0x2033)
_TILDES = (0x301C, 0x223C, 0x02DC, 0x3030)
_TRIANGLES_UP = {0x25B4: "▲", 0x25B5: "△"}
_FULL_WIDTH_SIGNS = {0xFFE0: "¢", 0xFFE1: "£", 0xFFE5: "¥", 0xFFE6: "₩"}
_FULL_WIDTH_FIRST, _FULL_WIDTH_LAST, _FULL_WIDTH_SHIFT = 0xFF01, 0xFF5E, 0xFEE0

_BEHIND_ALL_DIGITS = 0x20000
"""Unicode has its decimal digits in the first two planes; looking through all seventeen takes a tenth of a second."""

_DIGITS = {code: str(unicodedata.decimal(chr(code))) for code in range(_BEHIND_ALL_DIGITS) if chr(code).isdecimal()}
"""Arabic, Devanagari and all other decimal digits: `\\d` finds them in the source, so the grammars must read them."""

_TABLE: dict[int, str] = {
    **_DIGITS,
    **{code: chr(code - _FULL_WIDTH_SHIFT) for code in range(_FULL_WIDTH_FIRST, _FULL_WIDTH_LAST + 1)},
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_SINGLE_QUOTES, "'"),
    **dict.fromkeys(_DOUBLE_QUOTES, '"'),
    **dict.fromkeys(_TILDES, "~"),
    **_FULL_WIDTH_SIGNS,
    **_TRIANGLES_UP,
    0xFE6A: "%",  # small percent sign
    0xFE50: ",",  # small comma
    0xFE52: ".",  # small full stop
    0xFE55: ":",  # small colon
    0x066A: "%",  # Arabic percent sign
    0x066B: ".",  # Arabic decimal separator
    0x066C: ",",  # Arabic thousands separator
    0x2206: "Δ",  # increment
    0x2215: "/",  # division slash
    0x2044: "/",  # fraction slash
}


def fold(text: str) -> str:
    """The same text, of the same length, with variants of digits, letters, spaces, dashes, quotes and signs folded.

    Position `i` of the result is position `i` of `text`, so that spans found in one hold in the other. Folding twice
    changes nothing.
    """
    return text if text.isascii() else text.translate(_TABLE)
