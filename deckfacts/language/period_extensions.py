"""Period extensions: a draft in, the same with the words that belong to it out: "(08/10~08/12)", "end of"."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from deckfacts.language.dates import MONTH_NUMBER, MONTH_ONLY, POINT, YEAR4, PartialDate, read_date
from deckfacts.language.fiscal import start_of_months
from deckfacts.language.period_drafts import (
    LENGTH_OF_STRETCH,
    RANGE,
    Draft,
    Kind,
    Scene,
    read_dated,
    read_stretch,
    start_of_length,
)
from deckfacts.language.period_labels import MONTH_COUNT, YEAR_NAME, read_count, read_year_name

Extension = Callable[[Draft, re.Match[str], Scene], "Draft | None"]

LONGEST_LEAD = 40
"""How far before a label its own words can begin: "as of the end of the fiscal year " and some spaces."""

_OPEN, _CLOSE = r"\s{0,2}[(\[<]\s?", r"\s?[)\]>]"
_EXPECTED = (
    r"(?:e|f|p|est\.?|estimate[ds]?|forecasts?|plan(?:ned)?|targets?|guidance|outlook|budget|proj(?:\.|ected)|"
    r"予想|計画|見込み?)"
)
_CUMULATIVE = r"(?:cumulative|cumul?\.|accumulated|ytd|year[\s-]to[\s-]date|累計(?:期間)?)"

_MARKED = {Kind.LABEL, Kind.YEAR, Kind.MONTH, Kind.DAY}
"""What a mark of an estimate or of what was reached can stand behind: "2024E", "12/31/25A"."""


def _estimate(draft: Draft, _match: re.Match[str], _scene: Scene) -> Draft | None:
    return replace(draft, estimate=True) if draft.kind in _MARKED else None


def _actual(draft: Draft, _match: re.Match[str], _scene: Scene) -> Draft | None:
    return draft if draft.kind in _MARKED else None


def _cumulative(draft: Draft, _match: re.Match[str], _scene: Scene) -> Draft | None:
    if draft.quarters is None or draft.quarters == (1, 4):
        return None
    return replace(draft, quarters=(1, draft.quarters[1]))


def _months(draft: Draft, match: re.Match[str], _scene: Scene) -> Draft | None:
    return replace(draft, months=read_count(match["n"])) if draft.kind in {Kind.LABEL, Kind.DAY} else None


def _year(draft: Draft, match: re.Match[str], scene: Scene) -> Draft | None:
    if draft.kind is not Kind.LABEL or draft.year:
        return None
    return replace(draft, year=read_year_name(match["year"], scene.calendar))


def _range(draft: Draft, match: re.Match[str], scene: Scene) -> Draft | None:
    if draft.kind not in {Kind.LABEL, Kind.YEAR}:
        return None
    days = read_stretch(match["first"], match["last"], scene)
    return replace(draft, days=days, kind=Kind.STRETCH) if days else _months_of_year(draft, match, scene)


def _months_of_year(draft: Draft, match: re.Match[str], scene: Scene) -> Draft | None:
    """ "3Q08 (Oct-Dec)": the months take their year from the label."""
    first, last = read_date(match["first"]), read_date(match["last"])
    year = _fiscal_year_start(draft, scene)
    if first is None or last is None or year is None or first.day or last.day:
        return None
    start = PartialDate(None, first.month, None).within_year_from(year)
    end = PartialDate(None, last.month, None).within_year_from(start.first())
    return replace(draft, days=(start.first(), end.last()), kind=Kind.STRETCH)


def _numbered_months(draft: Draft, match: re.Match[str], scene: Scene) -> Draft | None:
    """ "1Q (4~6月)": the same in Japanese, which numbers its months."""
    year = _fiscal_year_start(draft, scene)
    if draft.kind not in {Kind.LABEL, Kind.YEAR} or year is None:
        return None
    start = PartialDate(None, int(match["from"]), None).within_year_from(year)
    end = PartialDate(None, int(match["till"]), None).within_year_from(start.first())
    return replace(draft, days=(start.first(), end.last()), kind=Kind.STRETCH)


def _fiscal_year_start(draft: Draft, scene: Scene) -> date | None:
    if draft.year:
        return draft.year.quarters(1, 4, scene.calendar).start
    if scene.current and scene.current.fiscal_year is not None:
        return scene.calendar.year(scene.current.fiscal_year).start
    return None


def _ended(draft: Draft, match: re.Match[str], scene: Scene) -> Draft | None:
    """ "third quarter ended December 31, 2008": the date says which."""
    if draft.kind not in {Kind.LABEL, Kind.YEAR} or draft.quarters is None:
        return None
    end = read_dated(match["date"], scene)
    if end is None:
        return replace(draft)
    if match["length"]:
        return replace(draft, days=(start_of_length(match["length"], end), end), kind=Kind.STRETCH)
    first, last = draft.quarters
    return replace(draft, days=(start_of_months(end, 3 * (last - first + 1)), end), kind=Kind.STRETCH)


def _end(draft: Draft, _match: re.Match[str], _scene: Scene) -> Draft | None:
    return replace(draft, instant=True) if draft.kind not in {Kind.LENGTH, Kind.ROLLING} else None


_EXTENSIONS: tuple[tuple[re.Pattern[str], Extension], ...] = tuple(
    (re.compile(pattern), extension)
    for pattern, extension in (
        (rf"[efp](?![a-z0-9])|{_OPEN}{_EXPECTED}{_CLOSE}|\s?(?:予想|計画|見込み?)", _estimate),
        (rf"a(?![a-z0-9])|{_OPEN}(?:a|actuals?|実績){_CLOSE}|\s?実績", _actual),
        (rf"{_OPEN}{_CUMULATIVE}{_CLOSE}|[\s,/-]{{0,2}}{_CUMULATIVE}(?![a-z])", _cumulative),
        (
            rf"{_OPEN}(?:for\s)?(?P<n>{MONTH_COUNT})(?:[\s-]{{0,2}}m(?:onths?)?(?:\scumulative)?|[ヶケかカヵ]月間?){_CLOSE}",
            _months,
        ),
        (rf"{_OPEN}(?P<year>{YEAR_NAME}|{YEAR4}){_CLOSE}", _year),
        (rf"{_OPEN}{RANGE}{_CLOSE}", _range),
        (
            rf"{_OPEN}(?P<from>{MONTH_NUMBER})月?\s?[-~]\s?(?P<till>{MONTH_NUMBER})月(?:期|累計)?{_CLOSE}",
            _numbered_months,
        ),
        (
            rf"(?:,?\s|{_OPEN})(?:(?:the\s)?(?P<length>{LENGTH_OF_STRETCH})\s)?(?:ended|ending)\s(?:on\s)?(?P<date>{POINT})"
            rf"(?=\d?(?![a-z0-9]))(?:{_CLOSE})?",
            _ended,
        ),
        (
            r"\s?[/-]?\s?(?:(?:fiscal\s)?(?:year|period|quarter|month)[\s-])?end(?![a-z]|-[a-z]|\sof)|\s?(?:期?末(?:時点)?|現在)",
            _end,
        ),
    )
)

_LEAD = re.compile(
    r"(?:(?<![a-z])(?:(?P<as_of>as\s(?:of|at|on)|balance\sat)|(?P<at>at)):?\s(?:the\s)?)?"
    r"(?:(?<![a-z])(?:(?P<end>(?:(?:(?:fiscal|financial)\s)?(?:year|period|quarter|half|month)[\s-])?(?:end|close)(?:\sof\s|-|\s))"
    r"|(?P<opening>(?:beginning|start)\sof\s))(?:the\s)?(?:month\sof\s)?)?$"
)
_CUMULATIVE_LEAD = re.compile(rf"(?<![a-z]){_CUMULATIVE}\s(?:of\s|for\s|to\s)?(?:the\s)?$")
_INSTANT_AT = {Kind.LABEL, Kind.MONTH, Kind.DAY}
_MONTH_LEAD = re.compile(MONTH_ONLY + r"[\s-]?$")


def extend(draft: Draft, scene: Scene, floor: int) -> Draft:
    """The draft with all that belongs to it on its right, then on its left as far as `floor`."""
    return _extend_left(_extend_right(draft, scene), scene, floor)


def _extend_right(draft: Draft, scene: Scene) -> Draft:
    for _ in _EXTENSIONS:
        for pattern, extension in _EXTENSIONS:
            match = pattern.match(scene.text, draft.end)
            extended = extension(draft, match, scene) if match else None
            if match and extended:
                draft = replace(extended, end=match.end())
                break
        else:
            return draft
    return draft


def _extend_left(draft: Draft, scene: Scene, floor: int) -> Draft:
    begin = max(floor, draft.start - LONGEST_LEAD)
    cumulative = _CUMULATIVE_LEAD.search(scene.text, begin, draft.start)
    if cumulative and draft.quarters not in {None, (1, 4)}:
        extended = _cumulative(draft, cumulative, scene)
        draft = replace(extended, start=cumulative.start()) if extended else draft
    lead = _LEAD.search(scene.text, begin, draft.start)
    if lead is None or lead.start() == lead.end() or draft.kind in {Kind.LENGTH, Kind.ROLLING, Kind.TO_DATE}:
        return draft
    if lead["as_of"] or lead["end"]:
        return replace(draft, start=lead.start(), instant=True)
    if lead["opening"]:
        return replace(draft, start=lead.start(), opening=True)
    of_year = draft.kind is Kind.LABEL and draft.quarters == (1, 4)
    return replace(draft, start=lead.start(), instant=True) if draft.kind in _INSTANT_AT and not of_year else draft
