"""Movement: the words around a number become its direction, its measure, and what it is compared to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from deckfacts.concepts import find_basis
from deckfacts.contract import Bound, Comparison, Measure
from deckfacts.language.comparisons import Role, base_words_before, judges_a_plan, read_measure
from deckfacts.language.fiscal import Period
from deckfacts.language.quantities import Quantity, UnitKind
from deckfacts.language.words import word_set, words_in
from deckfacts.meaning.clauses import SENTENCE_END
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
_AT = re.compile(r"\bat\s+(?:approximately|about|around|over|more than|nearly|almost|a record|~)?\s*$", re.IGNORECASE)
_SIDES = frozenset({"higher", "lower", "greater", "fewer"})
_BY = re.compile(r"\s*by\b", re.IGNORECASE)
_BEHIND = re.compile(
    r"^\s*(?:in\s+)?(?:(?!(?:an?|the|and|was|were|is|are|with|which|that|by|as|to|on|for|despite|partly|partially|offset"
    r"|inclu\w+|exclu\w+|reflect\w*|driven|due)\b)[a-z][a-z&/-]*\s+){0,2}$",
    re.IGNORECASE,
)
_MORE_THAN = re.compile(
    r"\s+(?:(?P<way>more|fewer|less)\s+than\s+(?:an?|in|at|the|last|one|that)\s|(?P<judged>better|worse)\b)",
    re.IGNORECASE,
)
""""120 more than a year earlier"; "more than 120" is a hedge."""

_ADDED = re.compile(r"\b(?:added|adds|adding)\s+(?:over\s+|about\s+|approximately\s+|more\s+than\s+)?$", re.IGNORECASE)
_LOOSE_VERBS = frozenset(
    {
        "up", "down", "increased", "decreased", "grew", "rose", "fell", "declined", "improved", "dropped", "beat",
        "beats", "exceeded", "exceeds", "surpassed", "outperformed", "missed",
    }
)  # fmt: skip
_HEDGE = r"(?:approximately|approx\.?|about|around|circa|c\.|some|roughly|over|more\s+than|nearly|almost|up\s+to|~)"
_INFLUENCES = r"(?:(?P<up>benefits?|tailwinds?|contributions?)|(?P<down>headwinds?|drags?|burdens?)|impacts?|effects?)"
_INFLUENCE_BEFORE = re.compile(
    rf"\b(?:{_INFLUENCES}\s+(?:was|were|is|are|of|to)?|(?:brought|contributed))\s*(?:an?\s+)?{_HEDGE}?\s*$",
    re.IGNORECASE,
)
_INFLUENCE_BEHIND = re.compile(
    rf"\s*(?:[a-z][a-z/-]*\s+){{0,2}}?{_INFLUENCES}\b(?!\s+(?:cost|plan|ratio))", re.IGNORECASE
)
_KEYS_OF_INFLUENCES = word_set(
    "benefit benefits tailwind tailwinds contribution contributions headwind headwinds drag drags burden burdens "
    "impact impacts effect effects brought contributed"
)
_REACH_OF_AN_INFLUENCE = 50
"""Characters in front of a rate that hold "contributions of approximately ", and some white space."""
_GOVERNED = re.compile(r"\s*(?:in|of|from|as\s+a\s+result\s+of)\b")
_OPENING = re.compile(r"\W*(?:expected|planned|total|net|further|additional|estimated|targeted)?\W*", re.IGNORECASE)
_OF_END = re.compile(rf"\b(?:of|by)\s+{_HEDGE}?\s*$", re.IGNORECASE)
_REACH_OF_OF = 30
"""Characters in front of a rate that hold "of approximately ", and some white space."""

_OF_WHOLE = re.compile(
    r"%?\s*(?:percent\s+)?(?:of|to)\s+(?:(?:the\s+|our\s+|its\s+|all\s+)?[a-z]{3,}|it\b)", re.IGNORECASE
)
_OF_TOTAL = re.compile(
    r"%?\s*(?:percent\s+)?of\s+(?:(?:the|our|its|total|group|net|overall|consolidated)\s+)*"
    r"(?:total|whole|revenues?|sales|turnover)\b",
    re.IGNORECASE,
)
_TOLD_BASIS = re.compile(r"\s*\([^()\d]*\)")
_OF_WHOM = re.compile(rf"\bof\s+(?:which|whom)\s+{_HEDGE}?\s*$", re.IGNORECASE)
_RATE_ON = re.compile(r"\b(?:costs?|yields?|rates?|returns?|margins?|ratio)\s+(?:of|on)\b", re.IGNORECASE)


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


def over_range(window: Window, stated: Sequence[Quantity], folded: str) -> Window:
    """The window of a range's lower end, which reaches over the upper one: "40 to 45 in fiscal 2025"."""
    low = window.quantity
    at = next((i for i, other in enumerate(stated) if other.start == low.start), len(stated))
    high = stated[at + 1] if low.bound is Bound.LOW and at + 1 < len(stated) else None
    if high is None or high.bound is not Bound.HIGH:
        return window
    after = stated[at + 2].start if at + 2 < len(stated) else len(folded)
    if window.opened is not None:
        closed = folded.find(")", high.end, after)
        after = closed if closed >= 0 else after
    whole = replace(low, end=high.end, number_end=high.number_end)
    return Window(whole, window.before, after, window.opened)


def direction_of(window: Window, scan: Scan) -> int | None:
    """+1 or -1 by the word right before the number ("up 5%", "reduction of 5%") or right behind it ("5% higher")."""
    folded, quantity = scan.folded, window.quantity
    if _TO.search(folded[window.before : quantity.start]):
        return None
    if quantity.kind is UnitKind.COUNT and _ADDED.search(folded, window.before, quantity.start):
        return None  # "added 410 customers" counts what was done, as "opened 12 stores" does
    for word in reversed(scan.directions):
        if window.before <= word.start and word.end <= quantity.start:
            gap = _masked(scan, word.end, quantity.start)
            if word.role is Role.NOUN and _BY.match(gap):
                # "reduced revenue growth by 0.9 points": the verb before the noun says which way.
                continue
            if (
                word.role is Role.VERB
                and _AT.search(gap)
                and (word.word in _SIDES or quantity.kind is not UnitKind.PERCENT)
            ):
                return None  # "was $4 million higher at $30 million": the 30 is where it stands; it "grew at 5%"
            if _FILLER.match(gap) or (word.role is Role.VERB and _BY_END.search(gap)):
                return word.sign
            break
    noun = next((w for w in reversed(scan.directions) if window.before <= w.start and w.end <= quantity.start), None)
    if noun and noun.role is Role.NOUN and _FILLER.match(_masked(scan, noun.end, quantity.start)):
        return noun.sign
    return _direction_behind(window, scan)


def _direction_behind(window: Window, scan: Scan) -> int | None:
    quantity = window.quantity
    more = _MORE_THAN.match(scan.folded, quantity.end, window.after)
    if more:
        return 1 if (more["way"] or more["judged"]).lower() in ("more", "better") else -1
    for word in scan.directions:
        if quantity.end <= word.start < window.after:
            gap = _masked(scan, quantity.end, word.start)
            bound = word.role is Role.NOUN or word.word not in _LOOSE_VERBS
            return word.sign if bound and _BEHIND.match(gap) else None
    return None


def influence_of(window: Window, kind: UnitKind, scan: Scan) -> tuple[bool, int | None]:
    """Whether a rate says what something did to a figure ("a headwind of 2%"), and which way that goes by its name."""
    if kind not in (UnitKind.PERCENT, UnitKind.POINTS) or _KEYS_OF_INFLUENCES.isdisjoint(words_in(scan.folded)):
        return False, None
    start = window.quantity.start
    found = _INFLUENCE_BEFORE.search(scan.folded, max(window.before, start - _REACH_OF_AN_INFLUENCE), start)
    found = found or _INFLUENCE_BEHIND.match(scan.folded, window.quantity.end, window.after)
    if found is None:
        return False, None
    return True, 1 if found["up"] else -1 if found["down"] else None


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


def leading_direction(window: Window, scan: Scan) -> int | None:
    """The "Increase in" that begins a statement holds for its first rate: "Increase in portfolio value of 8%"."""
    start = window.quantity.start
    if not window.first or not _OF_END.search(scan.folded, max(0, start - _REACH_OF_OF), start):
        return None
    return governing_direction(window, scan)


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
    if plus or direction is not None:
        return Measure.PERCENT_CHANGE
    return _measure_of_percent(window, comparison, scan)


def basis_told_behind(folded: str, end: int) -> re.Match[str] | None:
    """The bracket right behind a number that tells the basis of that number alone: "up 6% (CER), 3% in francs"."""
    found = _TOLD_BASIS.match(folded, end)
    return found if found and find_basis(found[0]) else None


def is_of_total(window: Window, scan: Scan) -> bool:
    """Whether a percentage is a part of all there is, whichever way the number before it went: "31% of the total"."""
    return _OF_TOTAL.match(scan.folded, window.quantity.number_end) is not None


def _measure_of_percent(window: Window, comparison: Comparison | None, scan: Scan) -> Measure | None:
    quantity, folded = window.quantity, scan.folded
    if _OF_WHOLE.match(folded, quantity.number_end) or _OF_WHOM.search(folded, window.before, quantity.start):
        return Measure.SHARE
    before = folded[window.before : quantity.start]
    ends = [found.end() for found in SENTENCE_END.finditer(before)]
    before = before[max(ends, default=0) :]
    said = read_measure(before)
    if said is Measure.SHARE:
        # "Cost of total deposits was 2.31%" is what they cost, and no part of them.
        return None if _RATE_ON.search(before) and "%" not in before else Measure.SHARE
    moved = any(window.before <= d.start and d.end <= quantity.start for d in scan.directions)
    if moved and said is not Measure.PERCENT_CHANGE and _TO.search(before):
        return Measure.LEVEL  # "down to 8.6%" is where it went
    return Measure.PERCENT_CHANGE if comparison is not None or said is Measure.PERCENT_CHANGE else None


def comparison_of(window: Window, scan: Scan) -> tuple[Comparison | None, Period | None]:
    """The comparison printed behind a number, else before it; a period behind "compared to" is the base itself."""
    ended = SENTENCE_END.search(scan.folded, window.quantity.end, window.after)
    behind = _comparison_in(scan, window.quantity.end, ended.start() if ended else window.after)
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
        if start <= mark.start < end and not judges_a_plan(scan.folded, mark):
            return mark.comparison, None
    return None, None
