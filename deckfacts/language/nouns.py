"""Nouns: the words behind a number to the thing that it counts, in the singular."""

import re
from dataclasses import dataclass
from functools import lru_cache

from deckfacts.language.words import word_set

_ALIASES: dict[str, tuple[str, ...]] = {
    "person": (
        "person", "persons", "people", "employee", "employees", "personnel", "staff", "headcount", "head count",
        "heads", "fte", "ftes", "worker", "workers", "full-time equivalents", "staffs", "人", "名", "명",
    ),
    "m²": ("m²", "m2", "㎡", "sqm", "sq m", "sq. m", "sq.m", "sq m.", "square metres", "square meters"),
    "sq ft": ("sq ft", "sq. ft", "sq. ft.", "sq ft.", "sqft", "square feet", "ft²", "sf"),
    "km": ("km", "kms", "kilometres", "kilometers"),
    "km²": ("km²", "sq km", "square kilometres", "square kilometers"),
    "tonne": ("tonne", "tonnes", "t", "mt", "metric tons", "metric tonnes"),
    "ton": ("ton", "tons"),
    "kt": ("kt", "kilotonnes"),
    "kg": ("kg", "kgs", "kilograms"),
    "ounce": ("oz", "ounce", "ounces"),
    "koz": ("koz",),
    "barrel": ("bbl", "bbls", "barrel", "barrels"),
    "litre": ("litre", "litres", "liter", "liters"),
    "year": ("year", "years", "yrs", "yr"),
    "month": ("month", "months", "ヶ月", "か月", "カ月", "ヵ月", "箇月", "个月", "個月", "개월"),
    "hour": ("hour", "hours", "hrs"),
    "minute": ("minute", "minutes", "mins"),
    "store": ("店舗", "店"),
    "company": ("社",),
    "case": ("件",),
    "share": ("株", "股", "주"),
    "line": ("回線",),
    "contract": ("契約",),
    "location": ("拠点", "ヶ所", "か所", "カ所", "箇所"),
    "unit": ("台", "戸"),
    "room": ("室",),
}  # fmt: skip
_SYMBOLS = word_set(
    "Gbps Mbps Tbps Kbps kbps GB TB PB MB EB MW GW kW TW MWh GWh kWh TWh MU MWp GWp MWac MWdc MHz GHz kHz TEU TEUs dwt "
    "boe mboe mmboe boepd bopd kboepd kboed mmbtu MMBtu mmcf bcf GJ TJ PJ mm cm nm kV MVA ha Nm RPM ktpa mtpa Mtpa Mt "
    "ppm ppb mg ml tCO2 tCO2e ktCO2e MtCO2e"
)
MEASURES = word_set("m² km km² tonne ton kt kg ounce koz barrel litre") | {"sq ft"}
"""Units that measure what is named beside them, and name nothing themselves; so do all symbols."""

_KNOWN: dict[str, str] = {alias: unit for unit, aliases in _ALIASES.items() for alias in aliases}
_SYMBOL_UNITS: dict[str, str] = {symbol: symbol for symbol in _SYMBOLS} | {"TEUs": "TEU"}

_IRREGULAR: dict[str, str] = {
    "children": "child", "men": "man", "women": "woman", "feet": "foot", "aircraft": "aircraft", "series": "series",
    "lives": "life", "data": "data", "vessels": "vessel", "franchisees": "franchisee", "indices": "index",
    "households": "household", "premises": "premises", "headquarters": "headquarters", "leaves": "leaf",
    "movies": "movie", "cookies": "cookie", "calories": "calorie", "ties": "tie", "subscribers": "subscriber",
    "buses": "bus", "campuses": "campus", "viruses": "virus", "statuses": "status", "gases": "gas", "lenses": "lens",
    "analyses": "analysis", "bonuses": "bonus", "criteria": "criterion", "halves": "half", "wolves": "wolf",
    "bases": "base", "houses": "house", "warehouses": "warehouse", "licenses": "license", "licences": "licence",
    "purchases": "purchase", "leases": "lease", "releases": "release", "databases": "database", "horses": "horse",
    "nurses": "nurse", "courses": "course", "phases": "phase", "cases": "case", "uses": "use", "axes": "axis",
    "caches": "cache", "niches": "niche", "aches": "ache", "shoes": "shoe", "canoes": "canoe",
}  # fmt: skip
_UNCOUNTED = word_set(
    "sales revenues revenue earnings results expenses costs profits losses proceeds taxes margins highlights gains "
    "plus savings assets liabilities overseas news series always perhaps besides towards afterwards less as its his "
    "this us was is has does yes versus vs thus basis across various previous numerous gross cross business process "
    "progress status focus bonus consensus analysis loss access mass press address success toss class others times "
    "includes reflects represents remains shows excludes continues increases decreases comprises relates expects "
    "marks makes gives exceeds compares totals grows rises falls drops improves declines reaches becomes comes goes "
    "takes leads follows begins ends stands means needs provides offers supports delivers contains requires "
    "introduces announces revises expands operates receives considers assumes billions millions thousands points "
    "percents dollars cents pounds euros"
)
_COUNTED_THOUGH_PLAIN = frozenset({"personnel", "people", "staff", "headcount", "aircraft", "children", "men", "women"})
_MODIFIERS_IN_PLURAL = frozenset({"sales", "goods", "services", "operations", "systems", "communications", "sports"})
_STOP = word_set(
    "a an the of in on at to from for by with without as and or but nor than that which who whose while when where "
    "since during until after before over under above below between among into onto per via up down out off about "
    "against was were is are be been being has have had do does did will would can could may might shall should must "
    "not no yoy qoq y/y q/q mom year-on-year year-over-year compared versus vs through each every all both either "
    "only respectively approximately approx mainly primarily due including excluding incl excl net total higher lower "
    "more fewer less greater better worse billion million thousand trillion percent per-cent january february march "
    "april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec fy "
    "one two three four five six seven eight nine ten eleven twelve full half"
)
_NET_COUNTS = word_set("new additions adds openings closures")
"""Words behind "net" that make it a count: "12 net new stores"; "net income" is none."""

_SINGULAR_OF_ONE = word_set(
    "acquisition account airport asset branch building case center centre client company contract country customer "
    "day employee facility hospital hotel hour line location machine member minute month office person plant project "
    "property release room share shop site store subsidiary subscriber team unit user vehicle vessel week year"
)

_WORD = r"[A-Za-z][A-Za-z'&/-]*[A-Za-z]|[A-Za-z]"
_MODEL = r"(?:[2-6][GD]|\d{1,2}-[a-z]{2,6})(?=[ ][a-z])"
""""5G" and "8-inch" in front of what is counted."""

MAX_NOUN_WORDS = 4
"""A counted noun stands behind at most three words that tell of what kind it is."""

_WORDS = re.compile(rf"[ ]({_WORD}|{_MODEL})(?:[ ]({_WORD}))?(?:[ ]({_WORD}))?(?:[ ]({_WORD}))?")
_ASCII_KNOWN = sorted((alias for alias in _KNOWN if alias.isascii() and len(alias) > 1), key=len, reverse=True)
_OTHER_KNOWN = sorted((alias for alias in _KNOWN if not alias.isascii()), key=len, reverse=True)
_UNIT_WORD = re.compile(
    rf"[ ]?-?(?P<symbol>(?:{'|'.join(sorted(_SYMBOL_UNITS, key=len, reverse=True))}|t)(?![A-Za-z0-9²]))"
    rf"|[ ]?(?P<known>{'|'.join(map(re.escape, _OTHER_KNOWN))}"
    rf"|(?i:{'|'.join(map(re.escape, _ASCII_KNOWN))})(?![A-Za-z0-9'-]))"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number counts: the unit in the singular, the phrase as printed, and where the phrase ends."""

    unit: str
    phrase: str
    end: int


def read_counted(text: str, at: int, *, one: bool, year: bool) -> Counted | None:
    """The counted noun printed behind a number at `at`: a unit, or a plural with up to three words in front of it.

    `one` says that the number is 1, which takes a singular; `year` that it looks like one (2015), which then needs a
    unit from the known ones.
    """
    if text[at : at + 1] == "":
        return None
    if unit := _UNIT_WORD.match(text, at):
        printed = unit["symbol"] or unit["known"]
        return Counted(known_unit(printed) or printed, printed, unit.end())
    words = _WORDS.match(text, at)
    if words is None:
        return None
    place = _head(tuple(word for word in words.groups() if word), one=one, year=year)
    if place is None:
        return None
    position, noun = place
    return Counted(noun, text[words.start(1) : words.end(position + 1)], words.end(position + 1))


@lru_cache(maxsize=8192)
def _head(words: tuple[str, ...], *, one: bool, year: bool) -> tuple[int, str] | None:
    """Which of up to four words is the counted noun, and its singular."""
    for position, word in enumerate(words[:1] if year else words):
        lower = word.lower()
        if lower == "net" and any(later.lower() in _NET_COUNTS for later in words[position + 1 : position + 3]):
            continue
        if lower in _STOP:
            break
        known = known_unit(lower) if len(lower) > 2 else None
        if known or (one and lower in _SINGULAR_OF_ONE):
            return position, known or lower
        if lower in _MODIFIERS_IN_PLURAL and position + 1 < len(words) and _is_plural(words[position + 1]):
            continue
        if _is_plural(word):
            return None if year else (position, singular(word))
        if lower in _UNCOUNTED:
            break
    return None


def _is_plural(word: str) -> bool:
    lower = word.lower()
    if lower in _IRREGULAR or lower in _COUNTED_THOUGH_PLAIN:
        return True
    return len(lower) > 3 and lower.endswith("s") and not lower.endswith(("ss", "us", "is", "'s")) and (
        lower not in _UNCOUNTED and lower not in _STOP
    )  # fmt: skip


def counted_in(phrase: str) -> str | None:
    """The thing that a phrase like "full-time employees" names, in the singular; None if it has no plural."""
    place = _head(tuple(phrase.split()[:MAX_NOUN_WORDS]), one=False, year=False)
    return None if place is None else place[1]


def known_unit(word: str) -> str | None:
    """The unit that a printed symbol or a common noun stands for ("employees" is person), else None."""
    return _SYMBOL_UNITS.get(word) or _KNOWN.get(word) or _KNOWN.get(word.lower())


def singular(word: str) -> str:
    """A plural noun in the singular, in lower case unless it is an abbreviation ("CATVs" is CATV)."""
    if word[:-1].isupper() and word.endswith("s"):
        return word[:-1]
    lower = word.lower()
    if known := _KNOWN.get(lower):
        return known
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if lower.endswith("ies") and len(lower) > 4:
        return lower[:-3] + "y"
    if lower.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return lower[:-2]
    return lower[:-1] if lower.endswith("s") and not lower.endswith("ss") else lower
