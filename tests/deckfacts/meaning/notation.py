"""Notation: the body of a mini deck as Markdown in, its facts in short lines out.

The deck is that of Norvale Networks for the third quarter of its fiscal 2024, which ended in March 2024 (its years end
in June and are named by their end; it reports in dollars and has the segments Cloud and Fiber). A fact reads

    up 8% = 8% growth yoy 3Q24<3Q23 'Revenue' [Cloud] #revenue

which is: as printed = value and unit, measure (nothing for a level), comparison, period < base, what sets it apart
(target, low, adjusted, over ...), and where the expectation asks for them its label, segment (`[]` for the whole
company) and concept (`#-` for none). `3Q24` is the quarter, `9M24` the nine months, `@3Q24` the end of the quarter;
other stretches are months (`23/12-24/3`, `@24/4`), other days dates.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from deckfacts.contract import Fact, FiscalPeriod, Measure, ReadDeck, Scenario
from deckfacts.deck import Deck
from deckfacts.meaning.reading import SourceFile, read_deck
from deckfacts.profiles import Profile, SegmentNames
from extractors.reading import extract

PROFILE = Profile(
    name="Norvale Networks",
    aliases=["Norvale"],
    currency="USD",
    year_end_month=6,
    year_named_by="end",
    segments=[SegmentNames(name="Cloud"), SegmentNames(name="Fiber")],
)
TITLE = "# Norvale Networks\n\n3rd Quarter FY2024 Results\n\nMay 8, 2024\n\n"
CLOSING = "\n\n# Thank you\n\nInvestor Relations\n"

_FIRST_MONTH = 7
_NAMES = {
    (7, 3): FiscalPeriod.Q1, (10, 3): FiscalPeriod.Q2, (1, 3): FiscalPeriod.Q3, (4, 3): FiscalPeriod.Q4,
    (7, 6): FiscalPeriod.H1, (1, 6): FiscalPeriod.H2, (7, 9): FiscalPeriod.M9, (7, 12): FiscalPeriod.FY,
}  # fmt: skip
_QUARTER_ENDS = {9: FiscalPeriod.Q1, 12: FiscalPeriod.Q2, 3: FiscalPeriod.Q3, 6: FiscalPeriod.Q4}
_SHORT_UNITS = {"percent": "%", "percentage_point": "pp", "basis_point": "bp", "ratio": "x"}
_MEASURES = {Measure.LEVEL: "", Measure.CHANGE: "change", Measure.PERCENT_CHANGE: "growth", Measure.SHARE: "share"}
_EXTRAS = re.compile(r" (?P<label>'[^']*')| (?P<segment>\[[^\]]*\])| (?P<concept>#\S+)")


def mini_deck(body: str, *, title: str | None = "Results", opening: str = TITLE) -> Deck:
    """A deck of a title slide, one slide with the body under its title, and a closing slide."""
    heading = f"# {title}\n\n" if title else ""
    return extract((opening + heading + body + CLOSING).encode(), suffix=".md", where="mini.md")


def read(
    body: str, *, title: str | None = "Results", opening: str = TITLE, profile: Profile | None = PROFILE
) -> ReadDeck:
    """Read the body of a slide in its deck."""
    source = SourceFile("norvale/mini.md", len(body), "0" * 64, "test")
    return read_deck(mini_deck(body, title=title, opening=opening), source, "norvale" if profile else None, profile)


def meaning(facts: Sequence[Fact], expected: str) -> list[str]:
    """Each fact in short, with the label, segment and concept where the expected line at its place has them."""
    asked = lines(expected)
    return [_describe(fact, asked[at] if at < len(asked) else "'' [] #") for at, fact in enumerate(facts)]


def lines(expected: str) -> list[str]:
    """The expected lines, stripped."""
    return [line.strip() for line in expected.strip().splitlines() if line.strip()]


def _describe(fact: Fact, asked: str) -> str:
    words = [
        f"{fact.printed} =",
        _amount(fact),
        _MEASURES[fact.measure],
        fact.comparison or "",
        _when(fact.period_start, fact.period_end) + _base(fact) + _misnamed(fact),
        "" if fact.scenario is Scenario.ACTUAL else fact.scenario,
        *(str(extra or "") for extra in (fact.bound, fact.basis, fact.qualifier)),
    ]
    extras = {"label": f"'{fact.label}'", "segment": f"[{fact.segment or ''}]", "concept": f"#{fact.concept or '-'}"}
    words += [extras[found.lastgroup] for found in _EXTRAS.finditer(" " + asked) if found.lastgroup]
    return " ".join(word for word in words if word)


def _amount(fact: Fact) -> str:
    value, suffix = fact.value, ""
    for scale, name in ((9, "bn"), (6, "m")):
        if abs(value) >= Decimal(10) ** scale:
            value, suffix = value.scaleb(-scale), name
            break
    unit = _SHORT_UNITS.get(fact.unit)
    return f"{value.normalize():,f}{suffix}{unit or ' ' + fact.unit}"


def _base(fact: Fact) -> str:
    return f"<{_when(fact.base_start, fact.base_end)}" if fact.base_end else ""


def _misnamed(fact: Fact) -> str:
    """A mark where the fact's fiscal period is not the one of its days."""
    name = _name(fact.period_start, fact.period_end)
    wrong = fact.fiscal_period is not None and name is not None and fact.fiscal_period is not name
    return f"(called {fact.fiscal_period})" if wrong else ""


def _when(start: date | None, end: date | None) -> str:
    if end is None:
        return "?"
    name = _name(start, end)
    at = "" if start else "@"
    if name:
        return f"{at}{name}{(end.year + (end.month >= _FIRST_MONTH)) % 100:02d}"
    if (end + timedelta(days=1)).day == 1 and (start is None or start.day == 1):
        last = f"{end:%y}/{end.month}"
        return f"@{last}" if start is None else f"{start:%y}/{start.month}-{last}"
    return f"@{end}" if start is None else f"{start}..{end}"


def _name(start: date | None, end: date | None) -> FiscalPeriod | None:
    if end is None or (end + timedelta(days=1)).day != 1:
        return None
    if start is None:
        return _QUARTER_ENDS.get(end.month)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    return _NAMES.get((start.month, months)) if start.day == 1 else None
