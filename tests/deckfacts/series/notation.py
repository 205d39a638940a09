"""Notation: the decks of an invented company in a few lines, what they state out.

    # 1Q31 2031-08-08                    a deck of this quarter, published on this day (without one nobody knows it)
    # 1Q31b 2031-08-20                   another one of the same quarter
    > Segments                           the title of the slides from here on
    ! Segment figures were restated.     a notice
    revenue 1Q31 4,210m ; 1Q30 4,042m    a fact for each period of one line
    revenue'Net sales'[Rail] 1Q31 1,234m under a label of its own, of a segment
    'Widgets' @1Q31 12,345 about         without a concept, at the end of the quarter, hedged
    revenue FY31 16-17bn target          a range, two facts; the context says "forecast"
    revenue 1Q30 4,050m "1Q30 restated"  a context of its own

Years begin in April, so 1Q31 is April to June 2031; `@2031-04-01` is a day. `share`, `yoy` and `qoq` before a number
make it a share or a change. Words behind it: see `_WORDS`; `ahead` is a target that no word calls so.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from deckfacts.contract import (
    Basis,
    Bound,
    Comparison,
    Fact,
    FiscalPeriod,
    Measure,
    Notice,
    Qualifier,
    ReadDeck,
    Scenario,
    Source,
    stable_id,
)
from deckfacts.language.fiscal import shift_months
from deckfacts.manifest import DeckKey
from deckfacts.publication import Publication
from deckfacts.series.points import StatedDeck
from deckfacts.series.records import CompanySeries
from deckfacts.series.resolving import GivenNames, resolve_company
from tests import builders
from tests.deckfacts.checks.notation import MONTHS

_DECK = re.compile(r"# (?P<name>(?P<period>[1-4]Q\d\d)\w*)(?: (?P<day>\d{4}-\d\d-\d\d))?")
_LINE = re.compile(r"(?P<concept>[a-z]\w*)?(?:'(?P<label>[^']+)')?(?:\[(?P<segment>[^\]]+)\])? (?P<says>.+)")
_SAYS = re.compile(
    r"(?P<period>@?(?:\d{4}-\d\d-\d\d|(?:[1-4]Q|[12]H|9M|FY)\d\d))(?: (?P<what>share|yoy|qoq))?"
    r" (?P<printed>(?P<sign>[-(]?)(?P<low>[\d,.]+)(?:-(?P<high>[\d,.]+))?\)?(?P<unit>bn|m|%|pt|/share|))"
    r"(?P<words>(?: [a-z]+)*)(?: \"(?P<context>[^\"]+)\")?"
)
_UNITS = {
    "bn": ("JPY", 9),
    "m": ("JPY", 6),
    "%": ("percent", 0),
    "pt": ("percentage_point", 0),
    "/share": ("JPY/share", 0),
    "": ("piece", 0),
}
_WORDS: Mapping[str, dict[str, Any]] = {
    "target": {"scenario": Scenario.TARGET, "context": "forecast"},
    "previous": {"scenario": Scenario.PREVIOUS_TARGET, "context": "previous forecast"},
    "ahead": {"scenario": Scenario.TARGET},
    "estimate": {"scenario": Scenario.ESTIMATE},
    "low": {"bound": Bound.LOW},
    "high": {"bound": Bound.HIGH},
    "about": {"qualifier": Qualifier.APPROXIMATELY},
    "over": {"qualifier": Qualifier.OVER},
    "under": {"qualifier": Qualifier.UNDER},
    "adjusted": {"basis": Basis.ADJUSTED},
    "text": {"source": Source.BULLET},
}

QUARTERS = ("1Q31", "2Q31", "3Q31", "4Q31", "1Q32", "2Q32")


def decks(text: str, company: str = builders.COMPANY) -> list[StatedDeck]:
    """The decks of the lines, in the order of the lines."""
    return [_deck(lines, company) for lines in _apart(text)]


def resolved(text: str, given: GivenNames | None = None) -> CompanySeries:
    """What the decks of the lines give together."""
    return resolve_company(decks(text), given)


def publications(text: str, company: str = builders.COMPANY) -> list[Publication]:
    """The decks of the lines, ready to be published."""
    return [publication(deck) for deck in decks(text, company)]


def publication(deck: StatedDeck) -> Publication:
    """A deck, ready to be published."""
    document = deck.document
    read = ReadDeck(document=document, tables=(), facts=deck.facts, refusals=(), checks=(), notices=deck.notices)
    return Publication(DeckKey(document.company, document.file), "reader 1", document.document_id, read)


def of_one(says: str, subject: str = "revenue", period: str = "FY31") -> str:
    """Lines for decks that state one data point: `100m target | 101m target ; 100m previous | -`.

    Each `|` begins the deck of the next quarter, published six weeks after it; `-` is a deck that is silent, and a
    deck that ends with `!` says that figures were restated. `? 100m` is a deck that nobody knows the day of.
    """
    lines = []
    for name, deck in zip(QUARTERS, says.split("|"), strict=False):
        day = _period(name)[1] + timedelta(days=42)
        said = deck.strip().removeprefix("?").strip()
        lines += [f"# {name}" if deck.strip().startswith("?") else f"# {name} {day}"]
        lines += ["! Prior-year figures have been restated."] if said.endswith("!") else []
        said = said.removesuffix("!").strip()
        lines += [f"{subject} " + " ; ".join(f"{period} {one.strip()}" for one in said.split(";"))] * (said != "-")
    return "\n".join(lines)


def _apart(text: str) -> Iterator[list[str]]:
    """The lines of each deck."""
    held: list[str] = []
    for line in (line.strip() for line in text.splitlines() if line.strip()):
        if line.startswith("#") and held:
            yield held
            held = []
        held.append(line)
    yield held


def _deck(lines: Sequence[str], company: str) -> StatedDeck:
    found = _DECK.fullmatch(lines[0])
    if found is None:
        raise ValueError(f"no deck begins with {lines[0]!r}")
    document_id = stable_id(company, *lines)
    own: dict[str, Any] = {"document_id": document_id, "company": company}
    title = "Figures"
    facts: list[Fact] = []
    notices: list[Notice] = []
    for number, line in enumerate(lines[1:], start=1):
        mark, _, words = line.partition(" ")
        if mark == ">":
            title = words
        elif mark == "!":
            notice_id = stable_id(document_id, "notice", number)
            notices.append(
                Notice(notice_id=notice_id, text=words, page=None, line=number, bbox=None, slide_title=title, **own)
            )
        else:
            facts += [replace(fact, slide_title=title, line=number, **own) for fact in _line(line)]
    named = [replace(fact, fact_id=stable_id(document_id, at)) for at, fact in enumerate(facts)]
    document = builders.document(
        file=f"{company}/{found['name']}.md",
        sha256=document_id * 4,
        published_on=date.fromisoformat(found["day"]) if found["day"] else None,
        fiscal_year=2000 + int(found["period"][2:]),
        fiscal_period=FiscalPeriod(found["period"][:2]),
        period_end=_period(found["period"])[1],
        numbers=len(named),
        facts=len(named),
        refusals=0,
        checks_run=0,
        checks_failed=0,
        **own,
    )
    return StatedDeck(document, tuple(named), tuple(notices))


def _line(line: str) -> Iterator[Fact]:
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError(f"not in the notation: {line!r}")
    label = found["label"] or found["concept"].replace("_", " ")
    about = builders.fact(concept=found["concept"], label=label, segment=found["segment"])
    for says in found["says"].split(" ; "):
        yield from _facts(says.strip(), about)


def _facts(says: str, about: Fact) -> Iterator[Fact]:
    found = _SAYS.fullmatch(says)
    if found is None:
        raise ValueError(f"not in the notation: {says!r}")
    unit, scale = _UNITS[found["unit"]]
    start, end = _period(found["period"])
    words: dict[str, Any] = {}
    for word in found["words"].split():
        words |= _WORDS[word]
    context = f"{about.label} / {found['period']} {words.pop('context', '')}".strip()
    is_day = "-" in found["period"]
    fact = replace(
        about,
        unit=unit,
        period_start=start,
        period_end=end,
        fiscal_year=None if is_day else 2000 + int(found["period"][-2:]),
        fiscal_period=None if is_day else FiscalPeriod(found["period"].removeprefix("@")[:2]),
        printed=found["printed"],
        context=found["context"] or context,
    )
    fact = replace(_compared(fact, found["what"]), **words)
    ends = [(found["low"], Bound.LOW), (found["high"], Bound.HIGH)] if found["high"] else [(found["low"], fact.bound)]
    for number, bound in ends:
        value = Decimal(number.replace(",", "")) * (-1 if found["sign"] else 1)
        places = len(number.partition(".")[2])
        yield replace(fact, value=value.scaleb(scale), decimals=places - scale, bound=bound)


def _compared(fact: Fact, what: str | None) -> Fact:
    if what is None:
        return fact
    if what == "share":
        return replace(fact, measure=Measure.SHARE)
    months = 12 if what == "yoy" else 3
    return replace(
        fact,
        measure=Measure.PERCENT_CHANGE if fact.unit == "percent" else Measure.CHANGE,
        comparison=Comparison(what),
        base_start=None if fact.period_start is None else shift_months(fact.period_start, -months),
        base_end=None if fact.period_end is None else shift_months(fact.period_end, -months),
    )


def _period(name: str) -> tuple[date | None, date]:
    """The days of a period, or the day of an instant."""
    bare = name.removeprefix("@")
    if "-" in bare:
        return None, date.fromisoformat(bare)
    first, months = MONTHS[bare[:2]]
    start = shift_months(date(2000 + int(bare[2:]), 4, 1), first)
    end = shift_months(start, months) - timedelta(days=1)
    return (None if name.startswith("@") else start), end
