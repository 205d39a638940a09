"""Saying: a deck's notices and a figure that is another than before in, the words that explain it out.

A notice explains the figures that it speaks of: those of the segments and lines that it names, all segments where it
says so, and all figures where it names none. A word in a header ("FY2030 restated") explains its own slide, and so does
a footnote that names nothing, or a sentence that says "this definition".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from deckfacts.checks.naming import label_name, segment_name, words
from deckfacts.concepts import find_concepts
from deckfacts.contract import Fact, Notice
from deckfacts.meaning.notices import says_restated

HEADER_WORDS = 5
HEADER_CHARACTERS = 40
"""A notice of no more words, without a full stop, is a header or a mark, not a sentence."""

_OF_ITS_SLIDE = re.compile(r"^\W*(?:[¹²³⁴-⁹*†‡]|[(\[]?(?:\d|[a-h])[)\]])|\b(?:this|these|such)\b|^注", re.IGNORECASE)
"""A footnote, or a sentence that refers to the one before it."""

_OF_SEGMENTS = re.compile(r"\bsegments?\b|セグメント", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a notice speaks of."""

    segments: frozenset[str]
    concepts: frozenset[str]
    of_segments: bool

    @property
    def names(self) -> bool:
        """Whether it says what it speaks of."""
        return bool(self.segments or self.concepts or self.of_segments)

    def takes(self, fact: Fact, segment: str) -> bool:
        """Whether the notice speaks of the fact, whose segment is folded in `segment`."""
        if self.concepts and fact.concept not in self.concepts:
            return False
        if self.segments:
            return segment in self.segments or (not segment and bool(self.concepts))
        return bool(segment) if self.of_segments else True


def explain(fact: Fact, notices: Sequence[Notice], segments: frozenset[str]) -> str | None:
    """The words of its deck that say why the fact is another than before; null where there are none.

    `segments` are the folded names of the company's segments.
    """
    if says_restated(fact.context) or says_restated(fact.label):
        return fact.context
    fits = [one for one in notices if _explains(one, fact, segments)]
    return min(fits, key=lambda one: not _beside(one, fact)).text if fits else None


def _explains(notice: Notice, fact: Fact, segments: frozenset[str]) -> bool:
    if _is_mark(notice.text):
        return _beside(notice, fact)
    if _names(notice.text, fact.label):
        return True
    scope = scope_of(notice.text, segments)
    if not scope.names and _OF_ITS_SLIDE.search(notice.text) and not _beside(notice, fact):
        return False
    return scope.takes(fact, segment_name(fact.segment))


def _is_mark(text: str) -> bool:
    ended = text.rstrip().endswith((".", "。"))
    return not ended and len(text.split()) <= HEADER_WORDS and len(text) <= HEADER_CHARACTERS


def _names(text: str, label: str) -> bool:
    """Whether the words of a label stand in a text, one after the other."""
    name = label_name(label)
    return bool(name) and f" {name} " in f" {' '.join(words(text))} "


def _beside(notice: Notice, fact: Fact) -> bool:
    """Whether both stand on one slide."""
    if fact.page is not None:
        return notice.page == fact.page
    return notice.slide_title == fact.slide_title


@lru_cache(maxsize=1024)
def scope_of(text: str, segments: frozenset[str]) -> Scope:
    """What a notice speaks of, by the segments and concepts that it names."""
    said = f" {' '.join(words(text))} "
    named = frozenset(name for name in segments if f" {name} " in said)
    concepts = frozenset(match.concept.name for match in find_concepts(text))
    return Scope(named, concepts, of_segments=bool(_OF_SEGMENTS.search(text)))
