"""Survey: a first look over a whole deck gives its setting: calendar, current period, currency, names of its parts."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from deckfacts.concepts import find_concepts, remainder
from deckfacts.contract import Comparison
from deckfacts.deck import Bullet, Deck, Table, Text
from deckfacts.language.calendar_evidence import read_calendar
from deckfacts.language.comparisons import find_comparisons
from deckfacts.language.currencies import DOLLARS
from deckfacts.language.deck_units import read_deck_unit
from deckfacts.language.fiscal import FiscalCalendar
from deckfacts.language.folding import fold
from deckfacts.language.numerals import writes_decimal_commas
from deckfacts.language.periods import find_periods
from deckfacts.language.quantities import UnitKind, find_quantities
from deckfacts.language.title_slide import (
    can_come_out,
    find_current_period,
    find_publication_dates,
    published_by,
)
from deckfacts.language.units import UnitReading, read_unit
from deckfacts.meaning.divisions import find_divisions
from deckfacts.meaning.phrases import MAX_CAPTION, clean_label
from deckfacts.meaning.setting import MAX_WEEKDAY_DRIFT, Segments, Setting, name_key
from deckfacts.meaning.subjects import REPORTED_BY_SEGMENT
from deckfacts.meaning.wording import MAX_PHRASE_WORDS
from deckfacts.profiles import Profile

_BEFORE_VALUE = re.compile(r"^[^:;,\d]*")
_NOT_A_NAME = re.compile(
    r"\b(?:was|were|is|are|increas|decreas|due|which|growth|grew|margin|ratio|cash|income|before|tax|share|per"
    r"|and the|improv|target|forecast|results?|statements?|reconciliation|non-gaap)\w*\b|^\W*$",
    re.IGNORECASE,
)

_TOPIC = re.compile(
    r"(?:(?:operations?|operating|operational|finance|financials?|business|commercial|strategy|strategic|outlook"
    r"|highlights?|overview|summary|guidance|growth|people|team|market|markets|products?|customers?|and|&|our|key)\b\W*)+",
    re.IGNORECASE,
)
_NOTES = re.compile(
    r"\b(?:disclaimer|forward[- ]looking|safe\s+harbou?r|cautionary|basis\s+of|notes?|important|legal|definitions"
    r"|glossary)\b",
    re.IGNORECASE,
)
"""The titles of slides that are about the deck."""

_WEEKS = re.compile(r"\b(?:52|53|26|27|13|39)[- ]weeks?\b", re.IGNORECASE)
_LEGAL_FORMS = {
    "inc",
    "corp",
    "corporation",
    "co",
    "ltd",
    "limited",
    "plc",
    "ag",
    "se",
    "sa",
    "nv",
    "gmbh",
    "llc",
    "lp",
    "ab",
    "oyj",
}

TITLE_LINES = 12
"""A deck names its company, period and date within its first lines."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found out about a deck before reading it, and what had to be assumed."""

    setting: Setting
    title: str | None
    company_name: str | None
    published_on: date | None
    assumptions: tuple[str, ...]


def survey(deck: Deck, profile: Profile | None, slug: str | None, file: str = "") -> Survey:
    """Look over a deck; a profile's word beats the deck's. `slug` names the company where it is known.

    `file` is the deck's name in the profile, or its path that ends with it.
    """
    texts = [fold(text.text) for text in all_texts(deck)]
    opening = [fold(text.text) for text in _opening(deck)][:TITLE_LINES]
    assumptions = list(deck.assumptions)
    if profile is None:
        assumptions.append("no profile: fiscal calendar, currency and name are taken from the deck")
    calendar, known = _calendar(texts, profile, assumptions)
    published = profile.published_on(file) if profile else None
    published = published or _published(opening, calendar, assumptions, known=known)
    current = find_current_period(opening, calendar, published)
    if current is None:
        assumptions.append(
            "no reporting period is named on the first slide: numbers without a period of their own have none"
        )
    unit = _deck_unit(deck)
    currency = _currency(texts, unit, _stated_dollar(deck, opening), profile, assumptions)
    company = profile.name if profile else _company_name(opening)
    words = _company_words(company, profile, slug)
    comparison = _comparison(texts)
    return Survey(
        setting=Setting(
            calendar=calendar,
            current=current[0] if current else None,
            currency=currency,
            segments=_segments(deck, profile, words),
            comparison=comparison,
            company=words,
            week_ends=_week_ends(texts, calendar),
            commas=writes_decimal_commas(texts),
            unit=unit if unit and unit.scale else None,
            published=published or published_by(opening, current[0] if current else None),
        ),
        title=_title(deck),
        company_name=company,
        published_on=published,
        assumptions=tuple(assumptions),
    )


def _opening(deck: Deck) -> Iterator[Text]:
    """The texts of a deck before its first bullet or table: its title slide, as far as it can be told."""
    for slide in deck.slides:
        if slide.title:
            yield slide.title.text
        for block in slide.blocks:
            if isinstance(block, Bullet | Table):
                return
            yield block.text


def all_texts(deck: Deck) -> Iterator[Text]:
    """Every text of a deck in reading order."""
    for slide in deck.slides:
        yield from slide.texts()


def _calendar(texts: list[str], profile: Profile | None, assumptions: list[str]) -> tuple[FiscalCalendar, bool]:
    """The company's calendar, and whether it is known: the profile's, or one that the deck gives evidence of."""
    if profile:
        assumptions.extend(_shared_names(profile.calendar))
        return profile.calendar, True
    evidence = read_calendar(texts)
    if evidence.year_end_month is None:
        assumptions.append("no fiscal year end is printed: the calendar year is assumed")
    elif evidence.evidence:
        assumptions.append(f"fiscal year end in month {evidence.year_end_month}, from “{evidence.evidence[0]}”")
    calendar = FiscalCalendar(evidence.year_end_month or 12, evidence.named_by or "end")
    return calendar, evidence.year_end_month is not None


def _shared_names(calendar: FiscalCalendar) -> Iterator[str]:
    """What is assumed of a name that a changed year shares with the year before it."""
    for change in calendar.changes:
        if change.before.year_of(change.starts - timedelta(days=1)) == change.fiscal_year:
            days = f"{change.starts} to {change.ends}"
            yield f"two years are called {change.fiscal_year}: the name alone is read as the one from {days}"


def _published(opening: list[str], calendar: FiscalCalendar, assumptions: list[str], *, known: bool) -> date | None:
    """The first printed day on which results of the period that it makes the deck's can have come out.

    Where the calendar is only assumed, a day that does not fit says more against the calendar than against itself.
    """
    days = [day for day, _ in find_publication_dates(opening)]
    for day in days:
        current = find_current_period(opening, calendar, day)
        if current is None or can_come_out(day, current[0]):
            return day
    if days and not known:
        return days[0]
    assumptions.append(
        "prints no day of publication: it is left out of what was known as of a day;"
        " give it under [published] in the profile"
    )
    return None


def _deck_unit(deck: Deck) -> UnitReading | None:
    """What the deck states of all its amounts: on its first slide or among its notes, or in words that name the deck.

    Where two such statements differ, neither holds.
    """
    found: list[UnitReading] = []
    for at, slide in enumerate(deck.slides):
        notes = at == 0 or (slide.title is not None and _NOTES.search(slide.title.text.text) is not None)
        stated = filter(None, (read_deck_unit(text.text) for text in slide.texts()))
        found += [unit.reading for unit in stated if notes or unit.of_deck]
    codes, scales = {unit.unit for unit in found if unit.unit}, {unit.scale for unit in found if unit.scale is not None}
    code = next(iter(codes)) if len(codes) == 1 else None
    scale = next(iter(scales)) if len(scales) == 1 else None
    if code is None and scale is None:
        return None
    exceptions = tuple(exception for unit in found for exception in unit.exceptions)
    return UnitReading(code, UnitKind.MONEY if code else UnitKind.BARE, scale, exceptions)


def _currency(
    texts: list[str], unit: UnitReading | None, dollar: str | None, profile: Profile | None, assumptions: list[str]
) -> str | None:
    if profile:
        return profile.currency
    if unit and unit.unit:
        assumptions.append(f"currency {unit.unit}, in which the deck says that its amounts are")
        return unit.unit
    counts: Counter[str] = Counter()
    for text in texts:
        unit = read_unit(text) if len(text) <= MAX_CAPTION else None
        if unit and unit.kind is UnitKind.MONEY and unit.unit:
            counts[unit.unit] += 1
        if any(char.isdigit() for char in text):
            found = find_quantities(text, home_currency=dollar)
            counts.update(q.unit for q in found if q.kind is UnitKind.MONEY and q.unit)
    if not counts:
        assumptions.append("no currency is printed")
        return None
    currency = counts.most_common(1)[0][0]
    assumptions.append(f"currency {currency}, the one that the deck prints most")
    return currency


def _stated_dollar(deck: Deck, opening: list[str]) -> str | None:
    """Whose dollar a bare "$" is, where it is not the US one: the title slide or most captions say so by name."""
    first = [unit for text in opening if (unit := read_unit(text)) and unit.unit in DOLLARS]
    stated = first or [unit for unit in _captions(deck) if unit.kind in (UnitKind.MONEY, UnitKind.BARE) and unit.scale]
    for code, count in Counter(unit.unit for unit in stated).most_common(1):
        return code if code in DOLLARS and code != "USD" and count * 2 > len(stated) else None
    return None


def _captions(deck: Deck) -> Iterator[UnitReading]:
    """The units that lines of text and table headers state; a row's holds for that row alone."""
    for slide in deck.slides:
        for block in slide.blocks:
            if isinstance(block, Table):
                lines = [cell.plain for cell in block.cells if cell.row < max(block.header_rows, 1)]
            else:
                lines = [] if isinstance(block, Bullet) else [block.text.text]
            yield from (unit for line in lines if len(line) <= MAX_CAPTION and (unit := read_unit(line)))


def _comparison(texts: list[str]) -> Comparison:
    """What a change is against that says nothing: the year before; the quarter before if the deck prints no other."""
    printed = Counter(mark.comparison for text in texts for mark in find_comparisons(text) if mark.comparison)
    return Comparison.QOQ if printed[Comparison.QOQ] and not printed[Comparison.YOY] else Comparison.YOY


def _company_words(company: str | None, profile: Profile | None, slug: str | None) -> frozenset[str]:
    names = [company or "", (slug or "").replace("-", " "), *(profile.aliases if profile else ())]
    return frozenset(word for name in names for word in name_key(name) if word not in _LEGAL_FORMS)


def _week_ends(texts: list[str], calendar: FiscalCalendar) -> tuple[date, ...]:
    """The days on which the deck says that periods of whole weeks end."""
    ends: dict[date, None] = {}
    if not any(_WEEKS.search(text) for text in texts):
        return ()
    for text in texts:
        for mention in find_periods(text, calendar):
            day = mention.period.end if mention.period else None
            if day and (day + timedelta(days=1)).day != 1 and mention.period and _near_month_end(day):
                ends[day] = None
    return tuple(ends)


def _near_month_end(day: date) -> bool:
    return (day + timedelta(days=MAX_WEEKDAY_DRIFT)).month != day.month or day.day <= MAX_WEEKDAY_DRIFT


def _segments(deck: Deck, profile: Profile | None, company: frozenset[str]) -> Segments:
    """Names of parts: the profile's, and those that the deck prints with a metric and once more somewhere.

    With a metric means beside it ("Cost of SI revenue"), on the line right above it ("SI" over "Revenues:"), or in a
    table under a heading that says it is by segment.
    """
    beside: Counter[tuple[str, ...]] = Counter()
    alone: Counter[tuple[str, ...]] = Counter()
    spelled: dict[tuple[str, ...], str] = {}
    above: str | None = None
    by_part = False
    for text, may_stand, stands_over in _labels(deck):
        by_part = bool(_PARTED.search(text)) if may_stand else by_part
        label = clean_label(_BEFORE_VALUE.match(fold(text))[0])  # type: ignore[index]
        if not label or len(label.split()) > MAX_PHRASE_WORDS + 4:
            above = None
            continue
        matches = [m for m in find_concepts(label) if m.concept.name in REPORTED_BY_SEGMENT]
        name = remainder(label, matches[0]) if matches else label
        if matches and not name and above and stands_over:
            beside[name_key(above)] += 1
        named = _is_name(name, company)
        if named:
            in_table = by_part and not may_stand and not find_concepts(label)
            (beside if matches or in_table else alone)[name_key(name)] += 1
            spelled.setdefault(name_key(name), name)
        above = label if named and may_stand and not matches else None
    found = [spelled[key] for key in beside if beside[key] + alone[key] > 1]
    given = [name for segment in profile.segments for name in (segment.name, *segment.aliases)] if profile else []
    return Segments.of([*found, *find_divisions(deck), *given])


def _is_generic(name: str) -> bool:
    """Whether a phrase heads slides of any company ("Operations", "Growth and finance") or says what happened."""
    return bool(_NOT_A_NAME.search(name) or _TOPIC.fullmatch(name))


def _is_name(name: str, company: frozenset[str]) -> bool:
    key = name_key(name)
    if not key or set(key) <= company or len(name.split()) > MAX_PHRASE_WORDS or _is_generic(name):
        return False
    return read_unit(name) is None


def _labels(deck: Deck) -> Iterator[tuple[str, bool, bool]]:
    """The deck's labels, each with whether it may stand over another, and whether it is a line within a slide."""
    for slide in deck.slides:
        if slide.title:
            yield slide.title.text.text, True, False
        for block in slide.blocks:
            if isinstance(block, Table):
                yield from ((cell.plain, False, False) for cell in block.cells if cell.column == 0)
            else:
                line = not isinstance(block, Bullet)
                yield block.text.text, line, line


def _title(deck: Deck) -> str | None:
    return next((text.text for text in all_texts(deck)), None)


_PARTED = re.compile(
    r"\bsegment\s+(?:information|reporting)\b|\bby\s+(?:segment|business|division)\b|セグメント", re.IGNORECASE
)
_COMPANY = re.compile(
    r"\b(?:Inc\.?|Corp(?:oration|\.)?|Co\.,? ?Ltd\.?|Ltd\.?|Limited|plc|PLC|AG|SE|S\.?A\.?|N\.?V\.?|GmbH|Holdings?"
    r"|Group|Company|ASA|AB|Oyj|S\.p\.A\.|K\.K\.)(?:\W|$)|株式会社"
)


def _company_name(opening: list[str]) -> str | None:
    """The first line that ends like a company's registered name, else the first line without digits."""
    named = next((line for line in opening if _COMPANY.search(line) and len(line) < 80), None)
    return (
        clean_label(named) if named else next((line for line in opening if line and not re.search(r"\d", line)), None)
    )
