"""Heads: the words and named things of a label in, the things it is about out, the likeliest first.

The head of an English noun phrase is its last noun before a preposition: "cost of revenue" is a cost, "revenue order
backlog" a backlog. Words that only say what happened to a figure ("increase in", "share of") hand on to what follows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from deckfacts.naming.words import Word

_TIMES = frozenset({"month", "quarter", "year", "annum", "day", "week"})
"""Behind `per` these make a rate in time of the same thing; any other word makes another thing."""


@dataclass(frozen=True, slots=True)
class HeadWords:
    """Folded words by what they do to the noun that they stand beside."""

    transparent: frozenset[str]
    opaque: frozenset[str]
    prepositions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Thing:
    """A stretch of words that names something; `concept` says whether it is one of the catalogue's."""

    first: int
    last: int
    concept: bool


class _Governor(Enum):
    """What the words before a preposition make of the words behind it."""

    NOTHING = "nothing"
    HANDS_ON = "hands_on"
    NAME = "name"
    OPAQUE = "opaque"


class _Chunk(NamedTuple):
    """Words between two prepositions or commas of one clause; `opener` is the preposition, "," or ""."""

    opener: str
    first: int
    last: int


def find_heads(words: tuple[Word, ...], things: Sequence[Thing], vocabulary: HeadWords) -> tuple[int, ...]:
    """Positions in `things` of those that the label is about: the last clause first. A bracket comes last, and
    counts only when the thing is all it says: "annual recurring revenue (ARR)", not "revenue (of which exports)"."""
    ranked: list[tuple[bool, bool, int, int]] = []
    if not any(thing.concept for thing in things):
        return ()
    for number, (first, last) in enumerate(_clauses(words)):
        bracket = words[first].bracket > 0
        if bracket and not any((thing.first, thing.last) == (first, last) for thing in things):
            continue
        for led, thing in _clause_heads(words, things, vocabulary, first, last):
            ranked.append((led, bracket, -number, thing))
    return tuple(thing for *_, thing in sorted(ranked))


def _clauses(words: tuple[Word, ...]) -> Iterator[tuple[int, int]]:
    first = 0
    for at in range(1, len(words) + 1):
        ends = at == len(words) or (words[at].clause, words[at].bracket) != (words[first].clause, words[first].bracket)
        if ends:
            yield first, at
            first = at


def _clause_heads(
    words: tuple[Word, ...], things: Sequence[Thing], vocabulary: HeadWords, first: int, last: int
) -> Iterator[tuple[bool, int]]:
    """The heads of one clause, each with whether a preposition without anything before it leads to it."""
    governor = _Governor.NOTHING
    found = False
    for chunk in _chunks(words, things, vocabulary, first, last):
        inside = [n for n, thing in enumerate(things) if chunk.first <= thing.first < chunk.last]
        led = chunk.opener not in ("", ",")
        if led and (found or not _reaches(governor, chunk, things, inside)):
            continue
        heads = _chunk_heads(words, things, vocabulary, chunk, inside)
        if heads and not (governor is _Governor.OPAQUE and chunk.opener == ","):
            yield from ((led and governor is _Governor.NOTHING, head) for head in heads)
            found = True
        elif not found and governor is not _Governor.OPAQUE and not (led and governor is _Governor.NOTHING):
            governor = _govern(words, things, vocabulary, chunk)


def _chunks(
    words: tuple[Word, ...], things: Sequence[Thing], vocabulary: HeadWords, first: int, last: int
) -> Iterator[_Chunk]:
    covered = {at for thing in things for at in range(thing.first, thing.last)}
    opener, start = "", first
    for at in range(first, last):
        if at in covered and not (words[at].comma and any(thing.first == at for thing in things)):
            continue
        preposition = words[at].text in vocabulary.prepositions and at not in covered
        if words[at].comma or preposition:
            yield _Chunk(opener, start, at)
            opener, start = (words[at].text, at + 1) if preposition else (",", at)
    yield _Chunk(opener, start, last)


def _reaches(governor: _Governor, chunk: _Chunk, things: Sequence[Thing], inside: Sequence[int]) -> bool:
    """Whether a thing behind a preposition can be the head. A name may hold a preposition ("Rest of World revenue"),
    but a thing right behind it belongs to what stands before ("members of staff")."""
    if governor is _Governor.NAME:
        return not inside or things[inside[0]].first > chunk.first
    return governor is not _Governor.OPAQUE


def _chunk_heads(
    words: tuple[Word, ...], things: Sequence[Thing], vocabulary: HeadWords, chunk: _Chunk, inside: Sequence[int]
) -> list[int]:
    """The last thing of a chunk, and before it those that "and" or a stroke puts beside it."""
    if not inside or _is_undone(words, things[inside[-1]], vocabulary, chunk):
        return []
    heads = [inside[-1]]
    for left, right in zip(reversed(inside[:-1]), reversed(inside[1:]), strict=True):
        between = words[things[left].last : things[right].first]
        if words[things[left].last].text == "and" or (not between and words[things[right].first].stroke):
            heads.insert(0, left)
    return [head for head in heads if things[head].concept]


def _is_undone(words: tuple[Word, ...], thing: Thing, vocabulary: HeadWords, chunk: _Chunk) -> bool:
    """Whether the words behind a thing make another one of it: "loan origination", "revenue per visit"."""
    if any(words[at].text in vocabulary.opaque for at in range(thing.last, chunk.last)):
        return True
    behind = thing.last
    divided = behind + 1 < len(words) and words[behind].text == "per"
    return divided and words[behind + 1].text not in _TIMES


def _govern(words: tuple[Word, ...], things: Sequence[Thing], vocabulary: HeadWords, chunk: _Chunk) -> _Governor:
    if any(chunk.first <= thing.first < chunk.last for thing in things):
        return _Governor.OPAQUE
    texts = [words[at].text for at in range(chunk.first, chunk.last)]
    for text in reversed(texts):
        if text in vocabulary.opaque:
            return _Governor.OPAQUE
        if text in vocabulary.transparent:
            return _Governor.HANDS_ON
    if all(any(character.isdigit() for character in text) for text in texts):
        return _Governor.HANDS_ON if texts else _Governor.NOTHING
    return _Governor.NAME
