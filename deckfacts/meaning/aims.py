"""Aims: the words of a sentence about plans become the scenario of each of its numbers."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from deckfacts.contract import Bound, Scenario
from deckfacts.language.comparisons import find_comparisons
from deckfacts.language.deeds import names_events, opens_with_deed, says_done, says_was
from deckfacts.language.quantities import Quantity
from deckfacts.language.revisions import is_revised_from
from deckfacts.language.scenarios import find_plan_bases, is_plan, read_scenario, says_revised
from deckfacts.meaning.clauses import SENTENCE_END, Clause
from deckfacts.meaning.movement import Window
from deckfacts.meaning.scanning import mask, spans_of
from deckfacts.meaning.standing import replaces

_SCENARIO_END = re.compile(r"[;。]|\.\s|\([^()]*$")
_FROM = re.compile(
    r"\bfrom\s*(?:(?:a|the|our|its)\s+)?(?:range\s+of\s+)?(?:approximately|about|around|between)?\s*$", re.IGNORECASE
)
_TO = re.compile(
    r"[\s,]*to\s+(?:(?:a|the)\s+)?(?:(?:new|updated|current|revised)\s+)?(?:range\s+of\s+)?", re.IGNORECASE
)
_SPELLED_TO = re.compile(r"\bto\b", re.IGNORECASE)
"""What leads from one plan to the next; "from 480-490" is always a range."""

_PLAN_ALONE = re.compile(
    r"^\W*(?:\d+\.?\s+)?(?:(?:our|the|business|financial|company|full[- ]year|annual|updated|initial|current|management"
    r"|fiscal|fy|medium[- ]term|what|year|20\d\d)\s+)*(?:guidance|outlook|forecasts?|targets?)\b"
    r"(?:\s+(?:assum\w+|details|items))?"
    r"(?:\W+(?:in\s+)?(?:[a-z]{3}|[$€£¥])?\s*(?:thousand|million|billion|mn|bn|m|k)s?)?\W*$",
    re.IGNORECASE,
)
_ALONE = re.compile(r"(?:^|[-–—:;,(•]|\b(?:and|or))\s*$", re.IGNORECASE)
_PLAN_BEFORE = re.compile(
    r"\s*\(\s*(?:(?:(?:our|the)\s+)?(?:previous|prior|old|initial|original|earlier)\s+(?:guidance|forecasts?|outlook|targets?"
    r"|plan)\b|(?:前回|従来|期初)(?:発表)?(?:予想|計画|見通し))",
    re.IGNORECASE,
)
"""Behind a plan, the one that it replaced: 営業利益は30.5億円（前回予想29.0億円）."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_REACH_OF_A_PLAN = 200
"""Characters in front of a number that hold what was done to a plan: about a sentence."""

_REACH_OF_FROM = 40
"""Characters in front of a number that hold "from a range of approximately "."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a sentence says of plans where a number stands.

    `led` is the scenario of what stands above, `said` that of the sentence, `plan` that of a plan which the number is
    and which another figure is held against; `revised` if the sentence is about a plan that was changed, `revising` if
    what stands above it is; `guides` if what stands above it is a plan and nothing else; `replaced` if the number is
    what was planned before, provided that it is a plan; `was` if it is told as what has been, under a plan; `side` is
    +1 or -1 if it says by how much another figure is above or below what was foreseen.
    """

    led: Scenario | None
    said: Scenario | None
    plan: Scenario | None
    revised: bool
    revising: bool = False
    guides: bool = False
    replaced: bool = False
    was: bool = False
    side: int | None = None


def find_aim(clause: Clause, window: Window) -> Aim:
    """The scenario of a number by the words around it and above it."""
    return replace(_scenario_of(clause, window), side=_side_of(clause, window))


def _scenario_of(clause: Clause, window: Window) -> Aim:
    folded = clause.scan.folded
    bases = find_plan_bases(folded)
    plan = next((base.scenario for base in bases if base.behind == window.quantity.start), None)
    if plan is None and is_plan(folded, window.quantity.end):
        plan = Scenario.TARGET
    led = clause.leads.first(lambda phrase: phrase.scenario)
    words = _without_bases(folded)
    start = max((found.end() for found in SENTENCE_END.finditer(folded[: window.quantity.start])), default=0)
    stop = _SCENARIO_END.search(words, window.quantity.end, window.after)
    said = read_scenario(words[start : stop.start() if stop else window.after])
    if said is None and clause.scope:
        said = read_scenario(words[: clause.scope])
    if said is None and _PLAN_BEFORE.match(folded, window.quantity.end):
        said = Scenario.TARGET
    revised = says_revised(folded[max(start, window.quantity.start - _REACH_OF_A_PLAN) : window.quantity.start])
    if revised and said is Scenario.TARGET and _comes_from(folded, window.quantity.start):
        said = Scenario.PREVIOUS_TARGET
    if plan is None and _is_done(clause, window, start):
        return Aim(led, Scenario.ACTUAL, None, revised=False, was=led is Scenario.TARGET)
    if said is None and plan is None and led is Scenario.TARGET and _was(clause, window, start):
        return Aim(led, Scenario.ACTUAL, None, revised=False, was=True)
    if said is Scenario.ESTIMATE and led in (Scenario.TARGET, Scenario.PREVIOUS_TARGET):
        said = led  # what guidance estimates is guidance
    above = next((lead.phrase.scan.folded for lead in clause.leads.nearest() if lead.phrase.scenario), "")
    aiming = led is Scenario.TARGET
    guides = aiming and bool(_PLAN_ALONE.search(above))
    return Aim(led, said, plan, revised, aiming and says_revised(above), guides, _is_replaced(clause, window, start))


def _side_of(clause: Clause, window: Window) -> int | None:
    """The side of a plan that a number gives, as it stands alone in front of it: "- 1.41% ahead of expected growth"."""
    folded, quantity = clause.scan.folded, window.quantity
    if not _ALONE.search(folded, max(0, quantity.start - _REACH_OF_FROM), quantity.start):
        return None
    beside = (base for base in find_plan_bases(folded) if quantity.end <= base.start)
    return next((base.side for base in beside if not folded[quantity.end : base.start].strip()), None)


def _is_done(clause: Clause, window: Window, start: int) -> bool:
    """Whether a number of the sentence that begins at `start` is of a deed, by its own words or by those it goes on.

    A line that begins with its figure ("£43.4 million") goes on with the line above it; a range was never done.
    """
    folded, quantity = clause.scan.folded, window.quantity
    if quantity.bound is not None:
        return False
    if says_done(_without_bases(folded), start, (quantity.start, quantity.end), window.after):
        return True
    if start or _WORD.search(folded, 0, clause.scan.quantities[0].start):
        return False
    above = next(clause.leads.nearest(), None)
    if above is None or above.phrase.scenario not in (None, Scenario.ACTUAL):
        return False
    return opens_with_deed(above.phrase.scan.folded) or names_events(above.phrase.scan.folded)


def _was(clause: Clause, window: Window, start: int) -> bool:
    return window.quantity.bound is None and says_was(clause.scan.folded, start, window.quantity.start)


def _is_replaced(clause: Clause, window: Window, start: int) -> bool:
    """Whether a number of the sentence that begins at `start` is what was planned before, by the words in front."""
    folded, quantity = clause.scan.folded, window.quantity
    if is_revised_from(folded, start, quantity.start):
        return True
    last = next((other for other in reversed(clause.scan.quantities) if other.end <= quantity.start), None)
    return last is not None and replaces(folded, last, quantity)


@lru_cache(maxsize=64)
def _without_bases(folded: str) -> str:
    """The text without the words that hold a figure against a plan or another period: they are not what it is."""
    return mask(folded, spans_of(find_comparisons(folded), find_plan_bases(folded)))


def part_revisions(folded: str, stated: list[Quantity]) -> list[Quantity]:
    """ "raised our guidance from 480 to 490" is no range: the plan before, and the plan now."""
    if not any(quantity.bound for quantity in stated):
        return stated
    parted = list(stated)
    for at, (first, second) in enumerate(pairwise(stated)):
        spelled = _SPELLED_TO.search(folded, first.end, second.start) is not None
        low = first.bound is Bound.LOW and second.bound is Bound.HIGH and spelled
        if low and not _is_of_two_ranges(folded, stated, at) and _comes_from(folded, first.start):
            parted[at : at + 2] = _parted(folded, first, second)
    return parted


def _parted(folded: str, first: Quantity, second: Quantity) -> tuple[Quantity, Quantity]:
    if not says_revised(folded[: first.start]):
        return first, second
    return replace(first, bound=None), replace(second, bound=None)


def _is_of_two_ranges(folded: str, stated: list[Quantity], at: int) -> bool:
    """Whether a range took the place of another, or another took its place: "from 408 to 418 to 416 to 423"."""
    before, after = stated[at - 1] if at else None, stated[at + 2] if at + 2 < len(stated) else None
    if before is not None and replaces(folded, before, stated[at]):
        return True
    return (
        after is not None and after.bound is Bound.LOW and bool(_TO.fullmatch(folded, stated[at + 1].end, after.start))
    )


def _comes_from(folded: str, at: int) -> bool:
    return _FROM.search(folded, max(0, at - _REACH_OF_FROM), at) is not None
