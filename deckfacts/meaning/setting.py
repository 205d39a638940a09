"""Setting: what holds for a whole deck before a number of it is read: calendar, current period, currency, segments."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from deckfacts.contract import Comparison
from deckfacts.language.fiscal import FiscalCalendar, Period
from deckfacts.language.folding import fold

_WORD = re.compile(r"[^\W_]+")
_GLUE = {"the", "a", "of", "and", "our", "service", "business", "segment", "division", "total"}


def name_key(name: str) -> tuple[str, ...]:
    """A name's words without case, articles and plural: "the 4 New Subsidiaries" and "4 new subsidiary" are one."""
    words = (word.removesuffix("s") if len(word) > 3 else word for word in _WORD.findall(fold(name).lower()))
    return tuple(word for word in words if word not in _GLUE)


@dataclass(frozen=True, slots=True)
class Segments:
    """The names under which the deck, or the company's profile, reports parts of the company."""

    keys: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, names: Iterable[str]) -> "Segments":
        """Take the names as given; those of glue words only are dropped."""
        return cls(frozenset(key for key in map(name_key, names) if key))

    def knows(self, name: str) -> bool:
        """Whether a phrase is one of the names."""
        return name_key(name) in self.keys


@dataclass(frozen=True, slots=True)
class Setting:
    """What the readers of a deck's parts share.

    `current` is the period that the deck reports on; `comparison` what a change is against that prints nothing.
    """

    calendar: FiscalCalendar
    current: Period | None
    currency: str | None
    segments: Segments
    comparison: Comparison | None = None
