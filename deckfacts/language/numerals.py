"""Numerals: runs of printed digits to exact decimals, whatever marks group the thousands or open the fraction.

A run that follows no known way of writing one number (1.2.3, 03-5259-6500, 10/1, 12,34) gives nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from deckfacts.language.scales import read_scale
from deckfacts.language.words import word_set

MAX_DIGITS = 20
"""More digits than this are an account or serial number; the contract's decimal(38, 6) holds any scale on top."""

_INTEGER = r"(?:0|[1-9][0-9]*)"
_FIRST_GROUP = r"[1-9][0-9]{0,2}"
_POINT_FORMS = re.compile(
    rf"{_FIRST_GROUP}(?:[ ]?,[0-9]{{3}})+(?:\.[0-9]+)?"  # 1,234,567.8; converters leave "1 ,247"
    rf"|[1-9][0-9]?(?:,[0-9]{{2}})+,[0-9]{{3}}(?:\.[0-9]+)?"  # 12,34,567
    rf"|{_FIRST_GROUP}(?:'[0-9]{{3}})+(?:\.[0-9]+)?"  # 1'234
    rf"|{_INTEGER}?\.[0-9]+|{_INTEGER}"
)
_COMMA_FORMS = re.compile(
    rf"{_FIRST_GROUP}(?:\.[0-9]{{3}})+,[0-9]+|{_FIRST_GROUP}(?:\.[0-9]{{3}}){{2,}}"  # 1.234,5 and 1.234.567
    rf"|{_INTEGER},[0-9]{{1,2}}|0,[0-9]+"
)
_POINT_GROUPS = re.compile(rf"{_FIRST_GROUP}\.[0-9]{{3}}")
"""1.204 is twelve hundred and four where the deck writes its decimals with a comma."""
_ONLY_CONTINENTAL = re.compile(
    r"(?<![0-9.,])(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]{1,2}|[0-9]{1,3},[0-9]{1,2}[ ]?%)(?![0-9.,])"
    r"|^[ ]*[-+(]?(?:0,[0-9]{1,2}|[0-9]{1,3},0)\)?[ ]*$"  # alone in its cell, and no two notes as "5,12" can be
)
_ONLY_ENGLISH = re.compile(r"(?<![0-9.,])(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+\.[0-9]{1,2})(?![0-9.,]?[0-9])")
_ONE_COMMA = re.compile(r"[0-9]+,[0-9]+\Z")
_CLUSTER = re.compile(r"(?:(?<![0-9A-Za-z).%])\.)?[0-9]+(?:(?:[ ](?=,[0-9]{3}(?![0-9])))?[.,'/:-][0-9]+)*")
_TIME = re.compile(r"[0-9]{1,3}(?::[0-9]{1,2}){1,2}\Z")
_SPACED = re.compile(
    r"[1-9][0-9]{0,2}(?:[ ][0-9]{3})+(?![0-9])(?:[.,][0-9]{1,2}(?![0-9]))?(?![.,'/:]?[0-9])"
    r"(?!-[0-9](?![0-9]{0,2} [0-9]{3}))"  # 4 318-4 500 is a range, 123 456-7890 a phone number
)
_SPACED_MONEY = re.compile(r" ?(?:[kmMTt]?(?:EUR|SEK|NOK|DKK|PLN|CZK|HUF|ZAR|RUB)|[kmMtT]?€|[tm]?kr)(?![A-Za-z])")
_MONEY_SPACED = re.compile(
    r"(?<![A-Za-z])(?:EUR|SEK|NOK|DKK|PLN|CZK|HUF|ZAR|RUB|(?P<rand>R)|€|kr\.?) ?(?:[-+▲△]|\()? ?\Z"
)
"""An amount's currency in front of it; one with a scale ("MSEK 512 498") labels rows of several figures too."""
_LONGEST_MONEY = 7
"""Characters of such a mark with a sign and the spaces around it."""
_COMPARED = re.compile(r" \([1-9][0-9]{0,2}(?: [0-9]{3})+[ )]")
""""6 214 (6 380)": the figure of the year before is grouped in the same way."""
_LOW_END = re.compile(r"(?<![0-9])[1-9][0-9]{0,2}(?: [0-9]{3})+ ?- ?\Z")
"""The other end of a range, grouped in the same way."""
_NARROW_SPACES = frozenset("\u00a0\u2007\u2009\u202f")
_SPACE_GROUPED = word_set("CZK DKK EUR HUF NOK PLN RUB SEK UAH ZAR")
"""Currencies of countries where a space groups thousands; elsewhere "103 117" is two numbers."""

_PART = rf"[0-9][0-9,]{{0,{MAX_DIGITS}}}(?:\.[0-9]{{1,{MAX_DIGITS}}})?"  # no longer: each digit begins a search
_SMALLER = r"[億亿억万萬만]"
_NEXT_PART = rf"(?:[ ](?={_PART}[ ]?{_SMALLER}))?{_PART}"  # 1兆2,345億 and 1조 5,000억
_COMPOSITE = re.compile(
    rf"(?<![0-9]){_PART}[ ]?[兆億亿조억万萬만](?:{_NEXT_PART}[ ]?{_SMALLER})?{_NEXT_PART}(?=(?P<last>{_SMALLER})?)"
)
_COMPOSITE_PARTS = re.compile(rf"({_PART})[ ]?([兆億亿조억万萬만]?)")
_MYRIADS = {"兆": 12, "조": 12, "億": 8, "亿": 8, "억": 8, "万": 4, "萬": 4, "만": 4, "": 0}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number's digits: half-open positions, exact value without any sign or scale, digits behind the point.

    `lone_comma` marks a decimal comma ("5,0") that could also be a list; it needs a unit beside it to count.
    """

    start: int
    end: int
    value: Decimal
    places: int
    lone_comma: bool = False


def writes_decimal_commas(texts: Sequence[str]) -> bool:
    """Whether folded texts hold numbers that can only be continental ("1.234,5", "8,0 %") and none only English."""
    continental = any(_ONLY_CONTINENTAL.search(text) for text in texts)
    return continental and not any(_ONLY_ENGLISH.search(text) for text in texts)


def find_numerals(
    raw: str, folded: str, taken: Sequence[tuple[int, int]], home_currency: str | None, *, commas: bool = False
) -> Iterator[Numeral]:
    """The numerals of a text from left to right, none touching `taken` (sorted, half-open).

    `commas` says that the deck writes its decimals with a comma: a lone point then groups thousands.
    """
    at = 0
    composites = _composites(folded)
    while cluster := _CLUSTER.search(folded, at):
        start, end = cluster.span()
        numeral = composites.get(start) or _spaced(raw, folded, start, end, home_currency)
        if numeral and not any(begin < numeral.end and numeral.start < stop for begin, stop in taken):
            at = numeral.end
            yield numeral
            continue
        at = end
        for begin, stop in _outside(start, end, taken):
            run = _read_run(folded, begin, stop)
            yield from (_regroup(folded, one) for one in run) if commas else run


def _regroup(text: str, numeral: Numeral) -> Numeral:
    """The numeral with its point as a mark of thousands, where it can be one."""
    if not _POINT_GROUPS.fullmatch(text, numeral.start, numeral.end):
        return numeral
    return replace(numeral, value=numeral.value.scaleb(numeral.places), places=0)


def _outside(start: int, end: int, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of a run of digits after taking away what others have claimed."""
    for begin, stop in taken:
        if stop <= start or begin >= end:
            continue
        if begin > start:
            yield start, begin
        start = stop
    if start < end:
        yield start, end


def _read_run(text: str, start: int, end: int) -> Iterator[Numeral]:
    run = text[start:end]
    if (run[0] == "." and text[start - 1 : start].isdigit()) or (run[-1] == "." and text[end : end + 1].isdigit()):
        return  # one side of the point is claimed: what is left is no number
    stripped = run.lstrip(" ,'/:-") if run[0] != "." else run
    start += len(run) - len(stripped)
    run = stripped.rstrip(" .,'/:-")
    if not run:
        return
    if numeral := _read_one(run, start):
        yield numeral
        return
    for part, offset in _parts(run):
        if numeral := _read_one(part, start + offset):
            yield numeral


def _parts(run: str) -> list[tuple[str, int]]:
    """Two numbers glued by a colon, a slash or a hyphen; empty where the run is a time, a date or a phone number."""
    for mark in ":/-":
        if mark not in run:
            continue
        pieces = run.split(mark)
        exact = all("." in piece or "," in piece for piece in pieces)
        if _TIME.match(run) or len(pieces) > 2 or (mark == "/" and not exact):
            return []
        if mark == "-" and not all(map(_is_number, pieces)):
            return []
        return [(pieces[0], 0), (pieces[1], len(pieces[0]) + 1)]
    return []


def _is_number(run: str) -> bool:
    return bool(_POINT_FORMS.fullmatch(run) or _COMMA_FORMS.fullmatch(run))


def _read_one(run: str, start: int) -> Numeral | None:
    if len(run) > MAX_DIGITS:
        return None
    if _POINT_FORMS.fullmatch(run):
        plain = run.replace(",", "").replace("'", "").replace(" ", "")
        lone_comma = False
    elif _COMMA_FORMS.fullmatch(run):
        plain = run.replace(".", "").replace(",", ".")
        lone_comma = _ONE_COMMA.match(run) is not None
    else:
        return None
    _, _, fraction = plain.partition(".")
    return Numeral(start, start + len(run), Decimal(plain), len(fraction), lone_comma)


def _spaced(raw: str, text: str, start: int, end: int, home: str | None) -> Numeral | None:
    """Thousands grouped by spaces: by narrow or no-break ones, or by plain ones where the country writes them so."""
    if end - start > 3 or text[end : end + 1] != " " or not text[end + 1 : end + 4].isdigit():
        return None
    spaced = _SPACED.match(text, start)
    if spaced is None or len(spaced[0]) > MAX_DIGITS:
        return None
    printed = raw[start : spaced.end()]
    narrow = all(char in _NARROW_SPACES for char in printed if not char.isdigit() and char not in ".,")
    alone = home in _SPACE_GROUPED and text.strip("()+- \t") == spaced[0]
    if not narrow and not alone and not _is_spaced_amount(text, start, spaced.end(), home):
        return None
    return _read_grouped(spaced[0], start)


def _is_spaced_amount(text: str, start: int, end: int, home: str | None) -> bool:
    """Whether what stands around a run with plain spaces makes it one number, and no row of figures."""
    if _SPACED_MONEY.match(text, end):
        return True
    scaled = read_scale(text, end, money=True) is not None
    money = _MONEY_SPACED.search(text, max(0, start - _LONGEST_MONEY), start)
    if money and (money["rand"] is None or home == "ZAR"):
        # "SEK 512 498 476 412" is a row of quarters, "SEK 250 000 000" is none.
        return scaled or text.count(" ", start, end) == 1 or text.endswith(" 000", start, end)
    before = text[max(0, start - 1) : start]
    if home not in _SPACE_GROUPED or before.isalnum():
        return False
    bracketed = before == "(" and text[end : end + 1] in {")", " "}
    ranged = _LOW_END.search(text, max(0, start - MAX_DIGITS), start)
    return scaled or bracketed or bool(ranged or _COMPARED.match(text, end))


def _read_grouped(printed: str, start: int) -> Numeral:
    whole, _, fraction = printed.replace(",", ".").partition(".")
    plain = whole.replace(" ", "") + (f".{fraction}" if fraction else "")
    return Numeral(start, start + len(printed), Decimal(plain), len(fraction))


def _composites(text: str) -> dict[int, Numeral]:
    """Numbers written in myriads by their start: "1兆2,345億" counts 12,345 of the last unit, which the scale reads."""
    if text.isascii():
        return {}
    found = (one for one in _COMPOSITE.finditer(text) if len(one[0]) <= MAX_DIGITS)
    return {one.start(): _read_composite(one) for one in found}


def _read_composite(found: re.Match[str]) -> Numeral:
    parts = _COMPOSITE_PARTS.findall(found[0])
    last = _MYRIADS[found["last"]] if found["last"] else 0
    value = Decimal(0)
    for digits, unit in parts[:-1]:
        value += Decimal(digits.replace(",", "")).scaleb(_MYRIADS[unit] - last)
    final = parts[-1][0].replace(",", "")
    return Numeral(found.start(), found.end(), value + Decimal(final), len(final.partition(".")[2]))
