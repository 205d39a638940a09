"""Gaps: a rate that leaves out the verb of the one before it ("Europe rose 14%, Asia 5%") becomes growth as that is."""

import re
from collections.abc import Sequence

from deckfacts.contract import Measure
from deckfacts.language.quantities import UnitKind
from deckfacts.meaning.clauses import Clause
from deckfacts.meaning.drafts import Draft
from deckfacts.meaning.metrics import metric_of
from deckfacts.meaning.movement import Window
from deckfacts.meaning.setting import Setting

_NAME_ONLY = re.compile(
    r"\s*(?:,\s*(?:and\s+|while\s+)?|(?:and|while)\s+)(?P<name>[^,;.:()%]{2,60}?)\s+", re.IGNORECASE
)
"""All that stands between two rates one of which has no verb: ", Asia ", " and B2C revenue "."""

_RATE = re.compile(
    r"\b(?:rates?|ratios?|margins?|share|mix|penetration|occupancy|utili[sz]ation|vacancy|churn|yield|retention|ro[aeci]{1,3}"
    r"|ltv|tax|nps)\b",
    re.IGNORECASE,
)
"""What is told in percent without growing by it."""


_REGION = re.compile(
    r"(?:the\s+)?(?:(?:north|south|east|west|central|latin|middle|eastern|western|northern|southern|greater|mainland|rest\s+of"
    r"|other)(?:ern)?[\s-]+(?:the\s+)?)*(?:americas?|europe|asia(?:[\s-]+pacific)?|africa|east|oceania|world|emea|apac|latam"
    r"|anz|u\.?s\.?a?\.?|u\.?k\.?|united\s+(?:states|kingdom)|canada|mexico|brazil|germany|france|italy|spain|china|japan"
    r"|india|korea|australia)",
    re.IGNORECASE,
)
"""Regions and the largest countries, by which companies report."""


def find_gap(clause: Clause, window: Window, drafts: Sequence[Draft]) -> Draft | None:
    """The growth whose verb holds on for a rate, of the statements before it, where their names are alike.

    Both name the same metric ("B2B revenue rose 5% to 312 and B2C revenue 1%"), or both a part of the company or the
    world and none ("Europe rose 14%, Asia 5%"); "Revenue rose 14%, EBITDA margin 25%" and "Revenue rose 14%, Churn 5%"
    are alike in neither way.
    """
    if not drafts or window.quantity.kind is not UnitKind.PERCENT or window.opened is not None:
        return None
    last = drafts[-1]
    found = _NAME_ONLY.fullmatch(clause.words, last.quantity.end, window.quantity.start)
    if found is None or _RATE.search(found["name"]):
        return None
    grown = last if last.measure is not Measure.LEVEL else drafts[-2] if len(drafts) > 1 else None
    if grown is None or grown.measure is not Measure.PERCENT_CHANGE or grown.label != last.label:
        return None
    named = metric_of(found["name"], kind=UnitKind.PERCENT.value, measure=Measure.PERCENT_CHANGE)
    if named is not None:
        same = grown.concept is not None and grown.concept.concept is named.concept
        return grown if same and "percent" not in named.concept.kinds else None
    return grown if grown.concept is None and _are_parts(clause.setting, grown.label, found["name"]) else None


def _are_parts(setting: Setting, *names: str) -> bool:
    """Whether all are parts that the deck reports, or of the world: "Digital Orders 60%" is a level as often."""
    return all(setting.segments.knows(name) or _REGION.fullmatch(name) is not None for name in names)
