"""Movement: the words around a number become its direction, its measure, and what it is compared to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from deckfacts.contract import Comparison, Measure
from deckfacts.language.comparisons import Role, base_words_before, read_measure
from deckfacts.language.fiscal import Period
from deckfacts.language.quantities import Quantity, UnitKind
from deckfacts.meaning.scanning import Scan, mask, spans_of
from deckfacts.meaning.standing import opened_before

_FILLER = re.compile(
    r"^(?:[\s:(]|\b(?:by|of|in|a|an|the|total|approximately|approx\.?|about|around|circa|c\.|some|roughly|over|more|than|nearly|almost|"
    r"another|further|was|were|is|at|up|down|least|less|under|net)\b|~)*$",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\bto\s*(?:approximately|about|around|approx\.?|over|more than|nearly|almost|a record|~)?\s*$", re.IGNORECASE
)
_BY_END = re.compile(
    r"^[^,;.(]*,?\s*\bby\s*(?:approximately|about|around|approx\.?|over|more than|nearly|almost|some|~)?\s*$",
    re.IGNORECASE,
)
_BY = re.compile(r"\s*by\b", re.IGNORECASE)
_BEHIND = re.compile(r"^\s*(?:in\s+)?(?:[a-z][a-z&/-]*\s+){0,2}$", re.IGNORECASE)
_LOOSE_VERBS = frozenset(
    {"up", "down", "increased", "decreased", "grew", "rose", "fell", "declined", "improved", "dropped"}
)
_GOVERNED = re.compile(r"\s*(?:in|of|from|as\s+a\s+result\s+of)\b")
_OPENING = re.compile(r"\W*(?:expected|planned|total|net|further|additional|estimated|targeted)?\W*", re.IGNORECASE)
_OF_WHOLE = re.compile(r"%?\s*(?:percent\s+)?(?:of|to)\s+(?:the\s+|our\s+|its\s+|all\s+)?[a-z]{3,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Window:
    """A number with the stretch of text that is its own: from the number before it to the next one.

    `opened` is where the bracket opens that it stands in; its own words then end with the bracket.
    """

    quantity: Quantity
    before: int
    after: int
    opened: int | None

    @property
    def first(self) -> bool:
        """Whether no number stands before it."""
        return self.before == 0


def windows(stated: Sequence[Quantity], folded: str) -> list[Window]:
    """The windows of a text's stated numbers."""
    found = []
    for i, quantity in enumerate(stated):
        before = stated[i - 1].end if i else 0
        after = stated[i + 1].start if i + 1 < len(stated) else len(folded)
        opened = opened_before(folded, quantity.start)
        if opened is not None:
            closed = folded.find(")", quantity.end, after)
            after = closed if closed >= 0 else after
        found.append(Window(quantity, before, after, opened))
    return found


def direction_of(window: Window, scan: Scan) -> int | None:
    """+1 or -1 by the word right before the number ("up 5%", "reduction of 5%") or right behind it ("5% higher")."""
    folded, quantity = scan.folded, window.quantity
    if _TO.search(folded[window.before : quantity.start]):
        return None
    for word in reversed(scan.directions):
        if window.before <= word.start and word.end <= quantity.start:
            gap = _masked(scan, word.end, quantity.start)
            if word.role is Role.NOUN and _BY.match(gap):
                # "reduced revenue growth by 0.9 points": the verb before the noun says which way.
                continue
            if _FILLER.match(gap) or (word.role is Role.VERB and _BY_END.search(gap)):
                return word.sign
            break
    noun = next((w for w in reversed(scan.directions) if window.before <= w.start and w.end <= quantity.start), None)
    if noun and noun.role is Role.NOUN and _FILLER.match(_masked(scan, noun.end, quantity.start)):
        return noun.sign
    for word in scan.directions:
        if quantity.end <= word.start < window.after:
            gap = _masked(scan, quantity.end, word.start)
            bound = word.role is Role.NOUN or word.word not in _LOOSE_VERBS
            return word.sign if bound and _BEHIND.match(gap) else None
    return None


def _masked(scan: Scan, start: int, end: int) -> str:
    spans = spans_of(scan.comparisons, scan.mentions)
    inside = [(first - start, last - start) for first, last in spans if start <= first and last <= end]
    return mask(scan.folded[start:end], inside)


def governing_direction(window: Window, scan: Scan) -> int | None:
    """The "Reduction in" or "Decrease in" that begins a statement holds for its amounts."""
    outer = scan.folded.find("(")
    if window.opened is not None and any(outer < m.start < window.quantity.start for m in scan.mentions):
        return None
    for word in scan.directions:
        if word.end > window.quantity.start:
            break
        if (
            word.role is Role.NOUN
            and _GOVERNED.match(scan.folded, word.end)
            and _OPENING.fullmatch(scan.folded, 0, word.start)
        ):
            return None if _TO.search(scan.folded[window.before : window.quantity.start]) else word.sign
    return None


def measure_of(
    window: Window, kind: UnitKind, direction: int | None, comparison: Comparison | None, scan: Scan
) -> Measure | None:
    """What the print itself says that the number measures; None for a percentage that only its subject can tell."""
    quantity, folded = window.quantity, scan.folded
    if kind is UnitKind.POINTS:
        level = quantity.unit == "basis_point" and direction is None and comparison is None and not quantity.signed
        return Measure.LEVEL if level else Measure.CHANGE
    plus = folded[quantity.start : quantity.number_start].lstrip("( ").startswith("+")
    if kind is not UnitKind.PERCENT:
        moved = direction is not None or plus or (quantity.signed and comparison is not None)
        return Measure.CHANGE if moved else Measure.LEVEL
    if direction is None and _OF_WHOLE.match(folded, quantity.number_end):
        return Measure.SHARE
    said = read_measure(folded[window.before : quantity.start])
    if said is Measure.SHARE and direction is None:
        return Measure.SHARE
    if direction is not None or comparison is not None or plus or said is Measure.PERCENT_CHANGE:
        return Measure.PERCENT_CHANGE
    return None


def comparison_of(window: Window, scan: Scan) -> tuple[Comparison | None, Period | None]:
    """The comparison printed behind a number, else before it; a period behind "compared to" is the base itself."""
    behind = _comparison_in(scan, window.quantity.end, window.after)
    if behind != (None, None):
        return behind
    before = window.before
    if not window.first:
        # What follows the number before it directly is that number's own: "up 5% YoY, up 3%".
        comma = re.search(r"[,;(]|\band\b", scan.folded[before : window.quantity.start])
        if comma is None:
            return None, None
        before += comma.end()
    return _comparison_in(scan, before, window.quantity.start)


def _comparison_in(scan: Scan, start: int, end: int) -> tuple[Comparison | None, Period | None]:
    for mention in scan.mentions:
        if (
            start <= mention.start < end
            and mention.period
            and base_words_before(scan.folded, mention.start) is not None
        ):
            return None, mention.period
    for mark in scan.comparisons:
        if start <= mark.start < end:
            return mark.comparison, None
    return None, None
