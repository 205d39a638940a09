"""Scales: the words and letters that multiply a number by a power of ten."""

import re

_WORDS: dict[int, tuple[str, ...]] = {
    3: ("thousand", "thousands", "thous", "thsd", "tsd", "tsd.", "千"),
    4: ("万", "萬", "만"),
    5: ("lakh", "lakhs", "lac", "lacs"),
    6: ("million", "millions", "mn", "mln", "mln.", "mio", "mio.", "mil", "mil.", "mns", "millionen", "百万", "百萬"),
    7: ("crore", "crores", "cr", "cr.", "千万"),
    8: ("億", "亿", "억"),
    9: ("billion", "billions", "bn", "bln", "bln.", "bil", "bil.", "bns", "milliarden", "mrd", "mrd.", "十億"),
    12: ("trillion", "trillions", "tn", "trn", "兆", "조"),
}  # fmt: skip
_LETTERS: dict[str, int] = {"k": 3, "K": 3, "m": 6, "M": 6, "mm": 6, "MM": 6, "b": 9, "B": 9, "T": 12}
_LETTERS_OF_MONEY: dict[str, int] = {"t": 12, "Md": 9, "Mds": 9}
_HEADER_WORDS: dict[str, int] = {"'000": 3, "000": 3, "'000s": 3, "000s": 3, "000's": 3, "'m": 6}

SCALES: dict[str, int] = {word: power for power, words in _WORDS.items() for word in words}
"""Every scale word in lower case, to its power of ten."""

SPELLED = frozenset(word for word in SCALES if len(word) > 4 and word.isascii())
"""The scale words that belong to prose; the short forms belong to tables."""

_NO_LETTER = r"(?![A-Za-zÀ-ɏ0-9²³])"
_LONGEST_FIRST = sorted(SCALES, key=len, reverse=True)
_LATIN = "|".join(re.escape(word) for word in _LONGEST_FIRST if word.isascii())
_CJK = "|".join(word for word in _LONGEST_FIRST if not word.isascii())
_COMPOUND = rf"lakh crore{_NO_LETTER}|{_CJK}|(?:{_LATIN}){_NO_LETTER}"
_SCALE_WORD = re.compile(rf"[ ]?-?(?P<word>{_COMPOUND})", re.IGNORECASE)
_SCALE_LETTER = re.compile(rf"(?P<space>[ ]?)(?P<word>Mds?|MM|mm|[kKmMbBtT]){_NO_LETTER}(?!/)")


def read_scale(text: str, at: int, *, money: bool) -> tuple[int, int] | None:
    """The power of ten and the end of the scale printed at `at`, behind a number; None if there is none.

    A single letter counts when it is glued to the number, or when `money` says that a currency was printed:
    "£795.8 m" is millions, "12 m" may be metres, and "1.2t" without a currency is tonnes.
    """
    if word := _SCALE_WORD.match(text, at):
        printed = word["word"].lower()
        return (12 if printed == "lakh crore" else SCALES[printed]), word.end()
    letter = _SCALE_LETTER.match(text, at)
    if letter is None or (letter["space"] and not money):
        return None
    power = _LETTERS.get(letter["word"])
    if power is None and money:
        power = _LETTERS_OF_MONEY[letter["word"]]
    return None if power is None else (power, letter.end())


def scale_of(word: str) -> int | None:
    """The power of ten that a whole word of a caption or a currency mark means; None if it is no scale."""
    for words in (_LETTERS, _HEADER_WORDS):
        if word in words:
            return words[word]
    return SCALES.get(word.lower())
