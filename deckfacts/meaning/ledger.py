"""Ledger: every run of digits that the source prints is matched with the fact or the refusal that accounts for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from deckfacts.contract import RefusalReason
from deckfacts.deck import Deck, PrintedNumber, Text
from deckfacts.meaning.scanning import Explained

Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RefusedNumber:
    """A run of digits that is no fact; `text` is where it was read, null where the extractor set it aside."""

    number: PrintedNumber
    reason: RefusalReason
    text: Text | None
    slide_title: str | None


@dataclass(slots=True)
class Ledger:
    """Collects what each printed character was used for."""

    stated: set[Mark]
    explained: dict[Mark, tuple[RefusalReason, Text, str | None]]

    @classmethod
    def empty(cls) -> "Ledger":
        """A ledger with no entries."""
        return cls(set(), {})

    def state(self, text: Text, start: int, end: int) -> None:
        """Enter a number that became a fact."""
        self.stated.update(text.marks(start, end))

    def explain(self, text: Text, items: Iterable[Explained], slide_title: str | None) -> None:
        """Enter digits that are no fact; what was explained first stands."""
        for item in items:
            for mark in text.marks(item.start, item.end):
                self.explained.setdefault(mark, (item.reason, text, slide_title))

    def close(self, deck: Deck) -> tuple[list[RefusedNumber], list[PrintedNumber]]:
        """Match every printed number of the source: the refused ones, and those that nothing accounts for."""
        refused: list[RefusedNumber] = []
        unexplained: list[PrintedNumber] = []
        for number in deck.numbers:
            marks = [(number.unit, number.offset + i) for i in range(len(number.digits))]
            if all(mark in self.stated for mark in marks):
                continue
            found = self._reason(marks, deck.set_aside)
            if found is None:
                unexplained.append(number)
            else:
                refused.append(RefusedNumber(number, *found))
        return refused, unexplained

    def _reason(
        self, marks: list[Mark], set_aside: Mapping[Mark, RefusalReason]
    ) -> tuple[RefusalReason, Text | None, str | None] | None:
        if marks[0] in set_aside:
            return set_aside[marks[0]], None, None
        return self.explained.get(marks[0])
