"""Aims: the words of a sentence about plans become the scenario of each of its numbers."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from deckfacts.contract import Bound, Scenario
from deckfacts.language.comparisons import find_comparisons
from deckfacts.language.quantities import Quantity
from deckfacts.language.scenarios import find_plan_bases, is_plan, read_scenario, says_revised
from deckfacts.meaning.clauses import SENTENCE_END, Clause
from deckfacts.meaning.movement import Window
from deckfacts.meaning.scanning import mask, spans_of

_SCENARIO_END = re.compile(r"[;。]|\.\s|\([^()]*$")
_FROM = re.compile(r"\bfrom\s*(?:approximately|about|around)?\s*$", re.IGNORECASE)
_PLAN_ALONE = re.compile(
    r"^\W*(?:\d+\.?\s+)?(?:(?:our|the|business|financial|company|full[- ]year|annual|updated|initial|current|management"
    r"|fiscal|fy|medium[- ]term|what|year|20\d\d)\s+)*(?:guidance|outlook|forecasts?|targets?)\b"
    r"(?:\s+(?:assum\w+|details|items))?\W*$",
    re.IGNORECASE,
)
_REACH_OF_A_PLAN = 200
"""Characters in front of a number that hold what was done to a plan: about a sentence."""

_REACH_OF_FROM = 24
"""Characters in front of a number that hold "from approximately "."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a sentence says of plans where a number stands.

    `led` is the scenario of what stands above, `said` that of the sentence, `plan` that of a plan which the number is
    and which another figure is held against; `revised` if the sentence is about a plan that was changed, `revising` if
    what stands above it is; `guides` if what stands above it is a plan and nothing else.
    """

    led: Scenario | None
    said: Scenario | None
    plan: Scenario | None
    revised: bool
    revising: bool = False
    guides: bool = False


def find_aim(clause: Clause, window: Window) -> Aim:
    """The scenario of a number by the words around it and above it."""
    folded = clause.scan.folded
    bases = find_plan_bases(folded)
    plan = next((base.scenario for base in bases if base.behind == window.quantity.start), None)
    if plan is None and is_plan(folded, window.quantity.end):
        plan = Scenario.TARGET
    words = _without_bases(folded)
    start = max((found.end() for found in SENTENCE_END.finditer(folded[: window.quantity.start])), default=0)
    stop = _SCENARIO_END.search(words, window.quantity.end, window.after)
    said = read_scenario(words[start : stop.start() if stop else window.after])
    if said is None and clause.scope:
        said = read_scenario(words[: clause.scope])
    revised = says_revised(folded[max(start, window.quantity.start - _REACH_OF_A_PLAN) : window.quantity.start])
    if revised and said is Scenario.TARGET and _comes_from(folded, window.quantity.start):
        said = Scenario.PREVIOUS_TARGET
    led = clause.leads.first(lambda phrase: phrase.scenario)
    if said is Scenario.ESTIMATE and led in (Scenario.TARGET, Scenario.PREVIOUS_TARGET):
        said = led  # what guidance estimates is guidance
    above = next((lead.phrase.scan.folded for lead in clause.leads.nearest() if lead.phrase.scenario), "")
    aiming = led is Scenario.TARGET
    return Aim(led, said, plan, revised, aiming and says_revised(above), aiming and bool(_PLAN_ALONE.search(above)))


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
        low = first.bound is Bound.LOW and second.bound is Bound.HIGH
        if low and _comes_from(folded, first.start) and says_revised(folded[: first.start]):
            parted[at], parted[at + 1] = replace(first, bound=None), replace(second, bound=None)
    return parted


def _comes_from(folded: str, at: int) -> bool:
    return _FROM.search(folded, max(0, at - _REACH_OF_FROM), at) is not None
