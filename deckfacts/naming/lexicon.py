"""Lexicon: the concept catalogue's file in, its concepts and everything that labels are matched against out."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from deckfacts.contract import Basis
from deckfacts.naming.aliases import AliasIndex, Vocabulary
from deckfacts.naming.heads import HeadWords
from deckfacts.naming.words import ARTICLES, fold_phrase

CATALOGUE_FILE = Path(__file__).parents[1] / "concepts.toml"

Kind: TypeAlias = Literal["money", "per_share", "percent", "ratio", "count"]

Statement: TypeAlias = Literal["income_statement", "per_share", "balance_sheet", "cash_flow", "ratios", "key_figures"]
"""Where a reader of accounts looks for a concept; `key_figures` are those that no statement holds."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Concept(_Entry):
    """One thing that companies report.

    `kinds` are the units that its level is printed in, `turned_aliases` the names that print it with the opposite
    sign ("operating loss"); `us_gaap` and `ifrs` are local names of XBRL elements. `statement` groups what is
    exported; no reading depends on it. `for_each` marks prices and the like: amounts for each of something, no totals.
    """

    name: str
    definition: str
    us_gaap: str | None = None
    ifrs: str | None = None
    statement: Statement
    period_type: Literal["duration", "instant"]
    kinds: tuple[Kind, ...]
    balance: Literal["debit", "credit"] | None = None
    for_each: bool = False
    aliases: tuple[str, ...]
    turned_aliases: tuple[str, ...] = ()

    def is_only(self, kind: Kind) -> bool:
        """Whether its level is printed in this kind of unit and no other."""
        return self.kinds == (kind,)


class _Words(_Entry):
    not_concepts: tuple[str, ...]
    transparent: tuple[str, ...]
    opaque: tuple[str, ...]
    prepositions: tuple[str, ...]
    optional: tuple[str, ...]
    signs: tuple[str, ...]
    glue: tuple[str, ...]
    glue_japanese: tuple[str, ...]
    units: tuple[str, ...]


class _BasisPhrases(_Entry):
    organic: tuple[str, ...]
    constant_currency: tuple[str, ...]
    adjusted: tuple[str, ...]
    none: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an alias can mean: a concept, printed with its own or the opposite sign, or nothing that is catalogued."""

    concept: Concept | None
    turned: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The catalogue made ready for matching; all words are folded."""

    concepts: Mapping[str, Concept]
    aliases: AliasIndex[Meaning]
    bases: AliasIndex[Basis | None]
    heads: HeadWords
    signs: frozenset[str]
    glue: frozenset[str]
    glue_japanese: tuple[str, ...]
    units: frozenset[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The catalogue, read once. Raises pydantic's ValidationError on an unknown or missing key."""
    data = tomllib.loads(CATALOGUE_FILE.read_text(encoding="utf-8"))
    words = _Words.model_validate(data.pop("words"))
    phrases = _BasisPhrases.model_validate(data.pop("basis"))
    concepts = {name: Concept.model_validate({"name": name, **entry}) for name, entry in data.items()}
    vocabulary = Vocabulary(_folded(words.optional), _folded(words.signs), _folded(words.prepositions))
    return Lexicon(
        concepts=MappingProxyType(concepts),
        aliases=_index_aliases(concepts.values(), words.not_concepts, vocabulary),
        bases=_index_bases(phrases),
        heads=HeadWords(_folded(words.transparent), _folded(words.opaque), vocabulary.barriers),
        signs=vocabulary.signs,
        glue=_folded(words.glue) | ARTICLES,
        glue_japanese=words.glue_japanese,
        units=_folded(words.units),
    )


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for phrase in words for word in fold_phrase(phrase))


def _index_aliases(
    concepts: Iterable[Concept], not_concepts: Iterable[str], vocabulary: Vocabulary
) -> AliasIndex[Meaning]:
    index: AliasIndex[Meaning] = AliasIndex(vocabulary)
    for concept in concepts:
        for turned, aliases in ((False, concept.aliases), (True, concept.turned_aliases)):
            meaning = Meaning(concept, turned)
            for alias in aliases:
                index.add(alias, meaning)
    for phrase in not_concepts:
        index.add(phrase, Meaning(None, turned=False))
    return index


def _index_bases(phrases: _BasisPhrases) -> AliasIndex[Basis | None]:
    index: AliasIndex[Basis | None] = AliasIndex(Vocabulary(frozenset(), frozenset(), frozenset()))
    wordings: tuple[tuple[Basis | None, tuple[str, ...]], ...] = (
        (Basis.ORGANIC, phrases.organic),
        (Basis.CONSTANT_CURRENCY, phrases.constant_currency),
        (Basis.ADJUSTED, phrases.adjusted),
        (None, phrases.none),
    )
    for basis, group in wordings:
        for wording in group:
            index.add(wording, basis)
    return index
