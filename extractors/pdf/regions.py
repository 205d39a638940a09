"""Regions: what the finders of tables and charts give: a block, the words it accounts for, and where it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deckfacts.contract import Box
from deckfacts.deck import Table
from extractors.pdf.words import Word


@dataclass(frozen=True, slots=True)
class Region:
    """A table or a chart on a page.

    `words` are those that `table` prints, `ticks` the words of axes, whose figures measure and state nothing.
    """

    table: Table
    box: Box
    words: tuple[Word, ...]
    ticks: tuple[Word, ...] = ()


def without(words: Iterable[Word], regions: Sequence[Region]) -> list[Word]:
    """The words that no region accounts for."""
    taken = {id(word) for region in regions for word in (*region.words, *region.ticks)}
    return [word for word in words if id(word) not in taken]
