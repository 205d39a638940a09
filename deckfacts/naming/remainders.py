"""Remainders: a label and the place of a concept's name in it in, the part of the company that is left over out."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from deckfacts.naming.lexicon import lexicon
from deckfacts.naming.readings import LabelReading, read_label
from deckfacts.naming.words import Word

_OPEN, _CLOSE = "([（", ")]）"
_INITIALS = re.compile(r"\b[A-Z]\.[A-Z]\Z")
_PERIOD = re.compile(r"(?:[1-4]q|q[1-4]|[12]h|h[12]|9m|fy)(?:fy)?\d{0,4}|(?:fy|cy)?(?:19|20)\d\d", re.ASCII)
_SPACED_JAPANESE = re.compile(r"(?<=[\u3040-\u9fff]) (?=[\u3040-\u9fff])")
"""Statements of accounts space the characters of a short line out: "純 資 産"."""
_SCOPES = frozenset({"excluding", "excl", "ex", "including", "incl", "before", "after", "without"})
"""A bracket that begins with one of these narrows the figure and does not merely explain its name."""

_COUNTRIES = frozenset({"us", "hk", "nz", "australian", "canadian", "singapore"})
"""Beside a unit these tell the dollars apart; alone they are markets."""


@lru_cache(maxsize=1024)
def find_remainder(label: str, start: int, end: int, gap: tuple[int, int] | None) -> str:
    """What is left of a label without `label[start:end]`, glue words, basis words, glosses and units in brackets.

    The name of a part inside the alias (`gap`) is kept; parts that stood apart are joined with ", ".
    """
    reading = read_label(label)
    words = reading.words
    named = _named(reading)
    dropped = _dropped(reading, named, start, end)
    kept = [number for number in range(len(words)) if number not in dropped]
    left = [n for n in kept if words[n].end <= start]
    inside = [n for n, word in enumerate(words) if gap and gap[0] <= word.start and word.end <= gap[1]]
    right = [n for n in kept if words[n].start >= end]
    parts = [_phrase(label, words, part) for part in (left, inside, _unless_concepts(words, right, named))]
    return _joined([part for part in parts if part])


def _named(reading: LabelReading) -> set[int]:
    return {
        number
        for place in reading.places
        if any(meaning.concept for meaning in place.meanings)
        for number in range(place.first, place.last)
    }


def _unless_concepts(words: tuple[Word, ...], numbers: list[int], named: set[int]) -> list[int]:
    """The same words, or none where they name only other concepts: "write-down of other investments"."""
    known = lexicon()
    passed = known.heads.prepositions
    return [] if all(n in named or words[n].text in passed or _is_glue(words[n]) for n in numbers) else numbers


def _dropped(reading: LabelReading, named: set[int], start: int, end: int) -> set[int]:
    """Numbers of the words that name no part: those of the basis, and brackets that only explain or give a unit."""
    dropped = {number for first, last in reading.basis_places for number in range(first, last)}
    for numbers in _brackets(reading.words):
        words = [reading.words[number] for number in numbers]
        explains = not named.isdisjoint(numbers) and words[0].text not in _SCOPES
        if not any(start <= word.start < end for word in words) and (explains or _only_units(words)):
            dropped.update(numbers)
    return dropped.union(_tail(reading.words, end))


def _tail(words: tuple[Word, ...], end: int) -> range:
    """Numbers of the words that define the figure and name no part of it: "net of tax", "% of sales", "by region"."""
    for number, word in enumerate(words):
        following = words[number + 1].text if number + 1 < len(words) else ""
        defines = following == "of" and word.text in ("net", "percent")
        if (word.start >= end and (defines or word.text == "by")) or (word.end == end and defines):
            last = next((n for n in range(number, len(words)) if words[n].clause != word.clause), len(words))
            return range(number, last)
    return range(0)


def _brackets(words: tuple[Word, ...]) -> Iterator[list[int]]:
    for bracket in sorted({word.bracket for word in words} - {0}):
        yield [number for number, word in enumerate(words) if word.bracket == bracket]


def _only_units(words: Sequence[Word]) -> bool:
    """Whether words do no more than give a unit: "JPY million", "in US cents", "2)"."""
    units = lexicon().units
    if not any(word.text in units or word.text.isdecimal() for word in words):
        return False
    return all(
        word.text in units or word.text in _COUNTRIES or _is_glue(word) or word.text.isdecimal() for word in words
    )


def _phrase(label: str, words: tuple[Word, ...], numbers: Sequence[int]) -> str:
    """The printed text of some words without the glue at both ends; runs that stand apart are joined by a space."""
    first, last = _behind_lead(words, numbers), len(numbers)
    while first < last and _is_glue(words[numbers[first]]):
        first += 1
    while first < last and _is_glue(words[numbers[last - 1]]):
        last -= 1
    inner = numbers[first:last]
    if _only_units([words[number] for number in inner]):
        return ""
    runs: list[list[int]] = []
    for number in inner:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    text = " ".join(_printed(label, words[run[0]].start, words[run[-1]].end) for run in runs)
    return _without_japanese_glue(text)


def _behind_lead(words: tuple[Word, ...], numbers: Sequence[int]) -> int:
    """How many words at the beginning only say what happened to the figure: "increase in", "share of"."""
    heads = lexicon().heads
    lead = 0
    for position, number in enumerate(numbers):
        if words[number].text in heads.prepositions and words[number].text not in _SCOPES:
            lead = position + 1
        elif words[number].text not in heads.transparent and not _is_glue(words[number]):
            break
    return lead


def _is_glue(word: Word) -> bool:
    return word.text in lexicon().glue or _PERIOD.fullmatch(word.text) is not None


def _printed(label: str, start: int, end: int) -> str:
    """`label[start:end]` with the brackets and the full stop that belong to it ("U.S.")."""
    text = label[start:end]
    opens, closes = _count(text, _OPEN), _count(text, _CLOSE)
    opened = start > 0 and label[start - 1] in _OPEN
    closed = end < len(label) and label[end] in _CLOSE
    if opened and (closes > opens or (closed and opens == closes)):
        start -= 1
    if closed and (opens > closes or (opened and opens == closes)):
        end += 1
    if label[end : end + 1] == "." and _INITIALS.search(text):
        end += 1
    return label[start:end]


def _count(text: str, marks: str) -> int:
    return sum(text.count(mark) for mark in marks)


def _without_japanese_glue(text: str) -> str:
    trimmed = True
    text = _SPACED_JAPANESE.sub("", text)
    while trimmed and not text.isascii():
        trimmed = False
        for word in lexicon().glue_japanese:
            if text.startswith(word) or text.endswith(word):
                text, trimmed = text.removeprefix(word).removesuffix(word).strip(), True
    return text


def _joined(parts: Sequence[str]) -> str:
    text = ""
    for part in parts:
        text += part if not text else (" " if part[0] in _OPEN else ", ") + part
    bracketed = text[:1] in tuple(_OPEN) and text[-1:] in tuple(_CLOSE) and _count(text, _OPEN) == 1
    return text[1:-1] if bracketed else text
