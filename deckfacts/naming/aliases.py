"""Aliases: phrases with alternatives and gaps in, where they stand in the words of a label out."""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from deckfacts.naming.words import Word, fold_phrase

T = TypeVar("T")

MAX_GAP = 7
"""Words that a gap may take; the longest business name met in "cost of … revenue" had four."""

_PIECE = re.compile(r"\{([^{}]*)\}|([…~])|([^{}…~]+)")
_NAME_GAP = "…"
_ANY_GAP = "~"
_WHOLE = "="


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Folded words that the matching passes over: `optional` ones anywhere within a phrase, `signs` in brackets or
    behind a stroke; `barriers` are the words that a gap for a name never takes."""

    optional: frozenset[str]
    signs: frozenset[str]
    barriers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A phrase in a label. `first` to `last` are half-open word numbers, `gap` those of a name inside, `matched` is
    the number of words that are the phrase's own, `whole` holds what is meant only if the label has nothing else."""

    first: int
    last: int
    gap: tuple[int, int] | None
    matched: int
    meanings: tuple[T, ...]
    whole: tuple[T, ...]


class _Node(dict[str, "_Node[T]"], Generic[T]):
    """The phrases that go on from here by their next word; without __init__, because the catalogue makes 14,000."""

    meanings: tuple[T, ...] = ()
    whole: tuple[T, ...] = ()


class _State(NamedTuple, Generic[T]):
    """A point on the way through a label and the tree; a named tuple, because each label makes a dozen."""

    at: int
    node: _Node[T]
    matched: int
    gap: tuple[int, int] | None


@dataclass(slots=True)
class AliasIndex(Generic[T]):
    """Phrases as a tree of folded words; build it once with `add`, then `find` in any number of labels."""

    vocabulary: Vocabulary
    _root: _Node[T] = field(default_factory=_Node)

    def add(self, phrase: str, meaning: T) -> None:
        """Enters a phrase: `{a|b|}` alternatives, `…` and `~` gaps, `=` first for the whole label."""
        nodes = [self._root]
        for choices in _choices(phrase.removeprefix(_WHOLE)):
            nodes = [_descend(node, words) for node in nodes for words in choices]
        for node in nodes:
            if phrase.startswith(_WHOLE):
                node.whole = _with(node.whole, meaning)
            else:
                node.meanings = _with(node.meanings, meaning)

    @property
    def openers(self) -> AbstractSet[str]:
        """The folded words that the phrases begin with."""
        return self._root.keys()

    def find(self, words: tuple[Word, ...]) -> Iterator[Found[T]]:
        """Every phrase in the words, overlapping ones too."""
        for first, word in enumerate(words):
            node = self._root.get(word.text)
            if node is not None:
                yield from self._walk(words, first, node)

    def _walk(self, words: tuple[Word, ...], first: int, node: _Node[T]) -> Iterator[Found[T]]:
        states = [_State(first + 1, node, 1, None)]
        while states:
            state = states.pop()
            if state.node.meanings or state.node.whole:
                yield Found(first, state.at, state.gap, state.matched, state.node.meanings, state.node.whole)
            if state.node and state.at < len(words):
                states.extend(self._steps(words, first, state))

    def _steps(self, words: tuple[Word, ...], first: int, state: _State[T]) -> Iterator[_State[T]]:
        at = self._passed(words, first, state)
        if at is None:
            return
        following = state.node.get(words[at].text)
        if following is not None:
            yield _State(at + 1, following, state.matched + 1, state.gap)
        if _NAME_GAP in state.node:
            for end in _gap_ends(words, at, self.vocabulary.barriers):
                yield _State(end, state.node[_NAME_GAP], state.matched, (at, end))
        if _ANY_GAP in state.node:
            for end in _gap_ends(words, at, frozenset()):
                yield _State(end, state.node[_ANY_GAP], state.matched, state.gap)

    def _passed(self, words: tuple[Word, ...], first: int, state: _State[T]) -> int | None:
        """Where the next word of the phrase stands, words that say nothing passed over; None behind the clause.

        A bracket is passed over too, unless the phrase goes on in it: "borrowings (short-term)".
        """
        at = state.at
        start = words[first]
        while at < len(words) and words[at].clause == start.clause:
            word = words[at]
            if word.bracket == start.bracket:
                if word.text in state.node or not self._says_nothing(words, at):
                    return at
                at += 1 + (word.text == "or")
                continue
            if start.bracket:
                return None
            behind = _behind_bracket(words, at)
            if word.text in state.node and any(each.text not in self.vocabulary.signs for each in words[at:behind]):
                return at
            at = behind
        return None

    def _says_nothing(self, words: tuple[Word, ...], at: int) -> bool:
        word = words[at]
        if word.text in self.vocabulary.optional or (word.stroke and word.text in self.vocabulary.signs):
            return True
        return word.text == "or" and at + 1 < len(words) and words[at + 1].text in self.vocabulary.signs


def _choices(phrase: str) -> Iterator[tuple[tuple[str, ...], ...]]:
    """The pieces of a phrase in order, each as the folded wordings it can have."""
    for braced, gap, plain in _PIECE.findall(phrase):
        if gap or plain:
            yield (_wording(gap or plain),)
        else:
            yield _wordings(braced)


@lru_cache(maxsize=4096)
def _wordings(braced: str) -> tuple[tuple[str, ...], ...]:
    return tuple(_wording(choice) for choice in braced.split("|"))


@lru_cache(maxsize=4096)
def _wording(choice: str) -> tuple[str, ...]:
    if _NAME_GAP not in choice and _ANY_GAP not in choice:
        return fold_phrase(choice)
    return tuple(word for _, gap, plain in _PIECE.findall(choice) for word in ((gap,) if gap else fold_phrase(plain)))


def _descend(node: _Node[T], words: Iterable[str]) -> _Node[T]:
    for word in words:
        following = node.get(word)
        if following is None:
            following = node[word] = _Node()
        node = following
    return node


def _with(meanings: tuple[T, ...], meaning: T) -> tuple[T, ...]:
    return meanings if meaning in meanings else (*meanings, meaning)


def _gap_ends(words: tuple[Word, ...], start: int, barriers: frozenset[str]) -> Iterator[int]:
    """Where a gap that begins at `start` can end."""
    for end in range(start, min(len(words), start + MAX_GAP)):
        if words[end].clause != words[start].clause or words[end].bracket != words[start].bracket:
            return
        if words[end].text in barriers:
            return
        yield end + 1


def _behind_bracket(words: tuple[Word, ...], at: int) -> int:
    bracket = words[at].bracket
    while at < len(words) and words[at].bracket == bracket:
        at += 1
    return at
