"""Openings: a line of a text deck in, whether it is what its first characters seem to say out: a date, a caption."""

import re

from deckfacts.language.folding import fold
from deckfacts.language.units import UnitKind, read_unit

_ENGLISH_OR_GERMAN = (
    r"jan(?:uar[yi]?)?|feb(?:ruar[yi]?)?|mar(?:ch)?|m[aä]rz|mrz|apr(?:il)?|ma[iy]|jun[ei]?|jul[iy]?|aug(?:ust)?"
    r"|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?|jänner"
)
_ROMANCE_OR_DUTCH = (
    r"janv(?:ier)?|f[eé]vr(?:ier)?|mars|avril|juin|juil(?:let)?|ao[uû]t|septembre|octobre|novembre|d[eé]cembre"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre"
    r"|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro"
    r"|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre"
    r"|januari|februari|maart|mei|augustus|augusti"
)
_AFTER_MONTH = r"(?=\s*(?:$|[,;:()/–-]|'?\d|(?:to|until|through|and|bis|und|au|et|al?|e|y|del?|tot|t/m)\s))"
"""What goes on behind the month of a date; "5 March to victory" would too, "1 May I ask" would not."""

DATE_OPENING = (
    rf"(?:\d{{1,2}}\.?\s?[–-]\s?)?(?:3[01]|[12]\d|0?[1-9])(?:\.|st|nd|rd|th|er|[ºª])?\s+(?:(?:de|of)\s+)?"
    rf"(?i:{_ENGLISH_OR_GERMAN}|{_ROMANCE_OR_DUTCH})(?!\w)\.?{_AFTER_MONTH}"
)
"""A day before the name of its month: "12 March 2031", "5. März 2031", "3 de mayo"; the day numbers nothing."""

_DATED = re.compile(rf"\s*(?:{DATE_OPENING}|\d{{1,2}}\s?[年月])")
_DATED_FOOTER = re.compile(r"[^|]*\|(?:[^|\d]*\|)?\s*(?P<number>\d{1,3})\s*")
_BRACKETED = re.compile(r"[(\[][^()\[\]]*(?:[(\[][^()\[\]]*[)\]][^()\[\]]*)*[)\]]\s*[:*]?")
_AUDITED = re.compile(r"\b(?:un-?)?audited\b", re.IGNORECASE)


def opens_with_date(line: str) -> bool:
    """Whether a line's first number is the day or the month of a date."""
    return _DATED.match(fold(line)) is not None


def match_dated_footer(line: str) -> re.Match[str] | None:
    """A slide's footer that opens with a date: "14 May 2025 | Nordhavel Industrie SE | 2"; `number` is the slide's."""
    return _DATED_FOOTER.fullmatch(line) if opens_with_date(line) else None


def is_bracketed_caption(text: str) -> bool:
    """Whether a text in brackets from end to end says how the figures of a statement are presented."""
    stripped = text.strip()
    if not _BRACKETED.fullmatch(stripped):
        return False
    unit = read_unit(stripped)
    stated = unit is not None and unit.kind in {UnitKind.MONEY, UnitKind.BARE}
    return stated or _AUDITED.search(stripped) is not None
