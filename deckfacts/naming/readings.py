"""Readings: a printed label in, the named things in it, which of them it is about, and its basis out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, TypeVar

from deckfacts.contract import Basis
from deckfacts.language.words import words_in
from deckfacts.naming.aliases import Found
from deckfacts.naming.heads import Thing, find_heads
from deckfacts.naming.lexicon import Lexicon, Meaning, lexicon
from deckfacts.naming.words import Word, fold_word, fold_words

T = TypeVar("T")

_ACCOUNTS = "gaap"
"""As a company's rows have it beside "non-GAAP"; "IFRS" and "reported" also stand where nothing is adjusted."""

_BASES = (Basis.ORGANIC, Basis.CONSTANT_CURRENCY, Basis.ADJUSTED)
"""The one that says most comes first: organic growth is often at constant currency too, and of adjusted figures."""


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A stretch of a label that names something: half-open word numbers, a part's name inside, what it can mean.

    `first` may be a sign in brackets; `core` is the first word of the name itself; `both_signs` says that the name
    holds or has beside it the word for the other sign, in brackets or behind a stroke.
    """

    first: int
    core: int
    last: int
    gap: tuple[int, int] | None
    meanings: tuple[Meaning, ...]
    both_signs: bool


class BasisReading(NamedTuple):
    """The words of a label and what they say of its basis; `places` are half-open word numbers.

    `as_in_accounts` says that it names the accounts' own figures, which have no basis: "GAAP net loss". Where
    "non-GAAP" is named beside, as in "Reconciliation of GAAP to non-GAAP", neither is that of all that stands below;
    "Adjusted net income (vs GAAP net income)" is adjusted.
    """

    words: tuple[Word, ...]
    places: tuple[tuple[int, int], ...]
    basis: Basis | None
    as_in_accounts: bool


@dataclass(frozen=True, slots=True)
class LabelReading:
    """A label taken apart. `heads` are positions in `places`, likeliest first; `basis_places` are word numbers."""

    words: tuple[Word, ...]
    places: tuple[NamedPlace, ...]
    heads: tuple[int, ...]
    basis_places: tuple[tuple[int, int], ...]
    basis: Basis | None


@lru_cache(maxsize=4096)
def read_label(label: str) -> LabelReading:
    """A label taken apart: the work that all questions about it share."""
    known = lexicon()
    words, basis_places, basis, _ = read_basis(label)
    places = tuple(_find_places(words, basis_places, known))
    things = [Thing(place.core, place.last, any(m.concept for m in place.meanings)) for place in places]
    return LabelReading(words, places, find_heads(words, things, known.heads), basis_places, basis)


@lru_cache(maxsize=1024)
def read_basis(label: str) -> BasisReading:
    """The words of a label and its basis: all that is asked of a whole sentence."""
    words = fold_words(label)
    bases = [found for found in _without_overlaps(lexicon().bases.find(words)) if None not in found.meanings]
    said = {basis for found in bases for basis in found.meanings}
    places = tuple((found.first, found.last) for found in bases)
    of_accounts = [at for at, word in enumerate(words) if word.text == _ACCOUNTS]
    apart = [(first, last) for first, last in places if not any(first <= at < last for at in of_accounts)]
    in_basis = {at for first, last in places for at in range(first, last)}
    in_accounts = not apart and any(at not in in_basis for at in of_accounts)
    basis = None if in_accounts else next((basis for basis in _BASES if basis in said), None)
    return BasisReading(words, places, basis, in_accounts)


def may_say_basis(label: str) -> bool:
    """Whether a label has a word that a phrase for a basis begins with; most have none, which costs little to see."""
    openers = lexicon().bases.openers
    return not label.isascii() or not openers.isdisjoint(chain.from_iterable(map(fold_word, words_in(label))))


def _find_places(
    words: tuple[Word, ...], basis_places: tuple[tuple[int, int], ...], known: Lexicon
) -> Iterator[NamedPlace]:
    candidates: list[Found[Meaning]] = []
    for found in known.aliases.find(words):
        if found.whole and _stands_alone(words, found, basis_places, known):
            meanings = (*found.whole, *found.meanings)
            candidates.append(Found(found.first, found.last, found.gap, found.matched, meanings, ()))
        elif found.meanings:
            candidates.append(found)
    kept = _without_overlaps(candidates)
    taken = {at for found in kept for at in range(found.first, found.last)}
    for found in kept:
        first, last = _with_signs(words, found.first, found.last, known.signs, taken)
        taken.update(range(first, last))
        bracket = words[found.first].bracket
        both = any(w.text in known.signs and (w.bracket != bracket or w.stroke) for w in words[first:last])
        yield NamedPlace(first, found.first, last, found.gap, found.meanings, both)


def _stands_alone(
    words: tuple[Word, ...], found: Found[Meaning], basis_places: tuple[tuple[int, int], ...], known: Lexicon
) -> bool:
    """Whether the rest of the label is glue, a basis, signs and units in brackets, and numbered periods."""
    for at in (*range(found.first), *range(found.last, len(words))):
        word = words[at]
        passed = word.text in known.glue or any(first <= at < last for first, last in basis_places)
        passed = passed or (word.bracket > 0 and (word.text in known.signs or word.text in known.units))
        if not passed and not any(character.isdigit() for character in word.text):
            return False
    return True


def _without_overlaps(candidates: Iterable[Found[T]]) -> list[Found[T]]:
    """The phrases with most words first, none over another, then in the order of the text."""
    found_all = list(candidates)
    if len(found_all) < 2:
        return found_all
    kept: list[Found[T]] = []
    for found in sorted(found_all, key=lambda each: (-each.matched, each.first - each.last, each.first)):
        if all(found.last <= other.first or other.last <= found.first for other in kept):
            kept.append(found)
    return sorted(kept, key=lambda each: each.first)


def _with_signs(
    words: tuple[Word, ...], first: int, last: int, signs: frozenset[str], taken: set[int]
) -> tuple[int, int]:
    """A phrase with the signs in brackets or behind a stroke that stand beside it: "(loss) income", "profit/loss"."""
    while last < len(words) and words[last].stroke and words[last].text in signs and last not in taken:
        last += 1
    here = words[first]
    for beside in (_bracket_at(words, first - 1), _bracket_at(words, last)):
        told = all(words[at].text in signs and words[at].clause == here.clause for at in beside)
        if beside and told and words[beside[0]].bracket != here.bracket and taken.isdisjoint(beside):
            first, last = min(first, beside[0]), max(last, beside[-1] + 1)
    return first, last


def _bracket_at(words: tuple[Word, ...], at: int) -> range:
    """Numbers of the words in the bracket that word `at` stands in; empty outside of brackets and of the label."""
    if not 0 <= at < len(words) or not words[at].bracket:
        return range(0)
    inside = [number for number, word in enumerate(words) if word.bracket == words[at].bracket]
    return range(inside[0], inside[-1] + 1)
