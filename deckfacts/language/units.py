"""Units: captions, column headers and row labels to the unit and scale that they state for the numbers under them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from deckfacts.language.currencies import MINOR_SCALE, Money, read_currency_behind, read_mark, read_name
from deckfacts.language.folding import fold
from deckfacts.language.kinds import RATE_KINDS, UnitKind, money_unit
from deckfacts.language.nouns import counted_in, known_unit, singular
from deckfacts.language.rates import PERCENT, read_rate
from deckfacts.language.scales import SCALES, scale_of
from deckfacts.language.words import word_set, words_in

__all__ = ["UnitKind", "UnitReading", "read_unit"]


@dataclass(frozen=True, slots=True)
class UnitReading:
    """What a text states of the numbers under it.

    `unit` is null where only a scale is stated ("in millions") or the currency is left open; `scale` is a power of
    ten, null where none is stated; `exceptions` are the phrases behind "except (for)", one for each thing excepted.
    """

    unit: str | None
    kind: UnitKind
    scale: int | None = None
    exceptions: tuple[str, ...] = ()


_EXCEPT = re.compile(r"[\s,;]*[(\[]?\s*\b(?:except(?:ing)?(?:\s+for)?|other\s+than|save\s+for)\b\s*:?", re.IGNORECASE)
_EXCEPTED = re.compile(r"\s*(?:[,;]|\band\b|\bor\b)\s*", re.IGNORECASE)
_NO_EXCEPTION = re.compile(
    r"^(?:as|where|when|if|unless|otherwise)\b|^(?:noted|indicated|stated|(?:un-?)?audited)$|^$", re.IGNORECASE
)
_UNLESS = re.compile(r"[\s,;]*\b(?:unless|except\s+(?:where|as|when)|where)\b[^()]*", re.IGNORECASE)
_PREFIX = re.compile(
    r"(?:\b(?:(?:reporting |presentation )?currency|units?)(?: of \w+)?\s*[:=]|(?:単位|单位|單位|단위)\s*:?)"
    r"\s*(?P<unit>[^()\[\]\n]+)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_IN = re.compile(r"\bin\s+([^,;:()\[\]]+)", re.IGNORECASE)
_BREAK = re.compile(r"[,;|]|\s[-/]\s|:")
_PER_SHARE_LABEL = re.compile(
    r"(?i:\bper (?:\w+ ){0,2}(?:share|ADS|ADR|CDI|security)\b)|\b(?:EPS|DPS|EPADS)\b"
    r"|[1一]株(?:当たり|あたり)|每股|주당"
)
_PERCENT_LABEL = re.compile(r"(?<![0-9])(?<![0-9][ ])%|\bpercentage of\b|\bpercent of\b|\bper cent of\b", re.IGNORECASE)
_COUNT_LABEL = re.compile(
    r"\b(?:number|no\.|#|nos\.) of (?P<noun>[A-Za-z][A-Za-z' -]*)|(?P<heads>\bhead ?count\b)", re.I
)
_GROWTH_IN = re.compile(
    r"(?:%\s*(?:change|chg|growth|var|yoy|delta|Δ)\b\.?|\b(?:change|chg\.?|growth|var\.?|variance|yoy|delta)\s*(?:in\s*)?,?\s*%)"
    r"\s*(?:in\s+)?[(\[]?\s*(?:[A-Z]{3}|[A-Z]{0,3}[$€£¥₹])\s*[)\]]?\s*$",
    re.IGNORECASE,
)
"""Growth in percent that says in which currency, which is no unit of it."""
_KEYS_OF_PERCENT = word_set("percentage percent cent")
_KEYS_OF_COUNT = word_set("number no nos head headcount")
_KEYS_OF_PER_SHARE = word_set("per eps dps epads")
_KEYS_OF_EXCEPTIONS = word_set("except excepting other save unless where")
_FILLER = re.compile(
    r"(?:(?:in|of|the|all|amounts?|figures?|stated|expressed|presented|reported|shown|unaudited|audited|consolidated|"
    r"rounded|nearest|to|are|is|diluted|basic|annuali[sz]ed|and)(?![A-Za-z])|[,=:*]|/(?=[ %]))\s*",
    re.IGNORECASE,
)
_SCALE_PIECE = re.compile(
    rf"'?000(?:'?s)?(?![0-9])|{'|'.join(sorted((w for w in SCALES if not w.isascii()), key=len, reverse=True))}"
    r"|[A-Za-z]+\.?(?![A-Za-z0-9²³])"
)
_MARK_PIECE = re.compile(
    r"[A-Za-z.]{0,4}[$€£¥₩₹₽₺₫฿₱₪₦₴₸]|[A-Za-z]{1,7}\.?(?![A-Za-z])|円|원|元|人民币|人民幣|米ドル|ドル|ユーロ"
)
_WORD_PIECE = re.compile(
    r"[A-Za-z][A-Za-z0-9²'.-]*(?:[ ](?:ft\.?|m|km|feet|(?:kilo)?met(?:re|er)s|tons|tonnes))?|[^\s\x00-\x7f]+"
)
_PER_SHARE_PIECE = re.compile(r"(?:per|/)[ ]?(?:\w+[ ]){0,2}(?:share|ADS|ADR)(?:[ ](?:data|amounts?))?", re.IGNORECASE)
_PER_UNIT_PIECE = re.compile(
    r"(?:per\s|/\s?)(?!(?-i:(?!ASK|ASM|RPK|RPM|ATK|RTK|FTK)[A-Z]{3})(?![A-Za-z]))(?:(?:metric|square|sq\.?)\s)?[A-Za-z][A-Za-z²³.]*(?:\s(?:ft|foot|night|day|month|hour|sold|produced|milled|processed|shipped|payable))?(?!\w)",
    re.IGNORECASE,
)
"""What a price is for, behind its currency: "₹ per kWh", "US$/oz"."""
_LONGEST_EDGE = 4
"""Words of the longest unit that stands in a header without any mark: "millions of U.S. dollars"."""
_LONE_LETTERS_OF_LABELS = frozenset("BKMT")
"""Capitals in brackets that letter the rows of a table, "(B)", more often than they scale it."""


_KEY = re.compile(r"[(\[]?[a-z][)\]]", re.IGNORECASE)
"""A letter in brackets by itself is the key of a row, "(b)", and no billion."""


@lru_cache(maxsize=8192)
def read_unit(text: str, home_currency: str | None = None) -> UnitReading | None:
    """What unit and scale a caption, column header or row label states; None if it states none.

    A label that says "per share" or "number of ..." states a unit too; it leaves the currency to `home_currency`.
    """
    folded = " ".join(fold(text).split())
    if _KEY.fullmatch(folded):
        return None
    stated, exceptions = _split_exceptions(folded)
    reading = _read_stated(stated, home_currency) or _read_label(stated, home_currency)
    if reading is None:
        return None
    return UnitReading(reading.unit, reading.kind, reading.scale, exceptions)


def _split_exceptions(text: str) -> tuple[str, tuple[str, ...]]:
    if _KEYS_OF_EXCEPTIONS.isdisjoint(words_in(text)):
        return text, ()
    found = _EXCEPT.search(text)
    if found is None:
        return _UNLESS.sub("", text), ()
    phrases = (phrase.strip(" ()[].:*") for phrase in _EXCEPTED.split(text[found.end() :]))
    return text[: found.start()], tuple(phrase for phrase in phrases if not _NO_EXCEPTION.match(phrase))


def _read_stated(text: str, home: str | None) -> UnitReading | None:
    if "%" in text and _GROWTH_IN.search(text):
        return None  # "% change (CHF)" is in percent, of figures in francs
    per_share = _names_per_share(text)
    for phrase, named in _phrases(text):
        taken = _read_phrase(phrase, home, per_share=per_share, named=named)
        if taken is not None and taken.reading is not None:
            return taken.reading
    return _read_edge(text, home, per_share=per_share)


def _names_per_share(text: str) -> bool:
    may = not text.isascii() or not _KEYS_OF_PER_SHARE.isdisjoint(words_in(text))
    return may and _PER_SHARE_LABEL.search(text) is not None


def _phrases(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text that may state a unit, the surest first, each with whether it is announced as one."""
    if prefixed := _PREFIX.search(text):
        yield prefixed["unit"], True
    yield text.strip("()[] :*"), False
    for bracketed in _BRACKETS.findall(text):
        yield from ((part, False) for part in (bracketed, *_IN.findall(bracketed)))
    yield from ((phrase, False) for phrase in _IN.findall(text))
    parts = _BREAK.split(text)
    if len(parts) > 1:
        yield from ((part.strip(" ()[]*"), False) for part in (parts[-1], parts[0]))


def _read_edge(text: str, home: str | None, *, per_share: bool) -> UnitReading | None:
    """A unit at the end or the start of a header, without any mark: "2022 $ million", "JPY million FY2008"."""
    words = text.split()
    for from_end in (True, False):
        found = None
        for count in range(1, min(_LONGEST_EDGE, len(words) - 1) + 1):
            edge = " ".join(words[-count:] if from_end else words[:count])
            taken = _read_phrase(edge, home, per_share=per_share, named=False)
            if taken is None:
                break
            found = taken
        if found is not None and found.sure:
            return found.reading
    return None


class _Taken(NamedTuple):
    """What a phrase says that is a unit from end to end, and whether it does so without any mark around it."""

    reading: UnitReading | None
    sure: bool


@lru_cache(maxsize=1024)
def _read_phrase(phrase: str, home: str | None, *, per_share: bool, named: bool) -> _Taken | None:
    pieces = _Pieces(home, per_share=per_share, named=named)
    return _Taken(pieces.reading(), pieces.is_sure()) if pieces.take(phrase) else None


def _read_label(text: str, home: str | None) -> UnitReading | None:
    words = words_in(text)
    if ("%" in text or not _KEYS_OF_PERCENT.isdisjoint(words)) and _PERCENT_LABEL.search(text):
        return UnitReading(PERCENT, UnitKind.PERCENT)
    may_count = "#" in text or not _KEYS_OF_COUNT.isdisjoint(words)
    if may_count and (counted := _COUNT_LABEL.search(text)):
        noun = "person" if counted["heads"] else counted_in(counted["noun"])
        return None if noun is None else UnitReading(noun, UnitKind.COUNT)
    if _names_per_share(text):
        return UnitReading(money_unit(home, per_share=True), UnitKind.PER_SHARE)
    return None


class _Pieces:
    """The pieces of one phrase as they are taken from left to right; a phrase counts only if nothing is left over."""

    def __init__(self, home: str | None, *, per_share: bool, named: bool) -> None:
        self.home = home
        self.per_share = per_share
        self.named = named
        self.money: Money | None = None
        self.scale: int | None = None
        self.rate: str | None = None
        self.counted: str | None = None

    def take(self, phrase: str) -> bool:
        """Read a whole phrase; False as soon as a word is no part of a unit."""
        phrase = phrase.strip()
        at = 0
        while at < len(phrase):
            end = self._take_piece(phrase, at)
            if end is None:
                return False
            at = end + (phrase[end : end + 1] in {" ", "-"})
        return bool(phrase)

    def reading(self) -> UnitReading | None:
        """The reading that the pieces give, money before a rate ("JPY million, %"); None if there is none."""
        if self.money is not None:
            scale = self.money.scale if self.scale is None else self.scale + (self.money.scale or 0)
            per_share = self.money.per_share or (self.per_share and scale in {None, MINOR_SCALE})
            kind = UnitKind.PER_SHARE if per_share else UnitKind.MONEY
            return UnitReading(money_unit(self.money.unit, per_share=per_share), kind, scale)
        if self.rate is not None:
            return UnitReading(self.rate, RATE_KINDS[self.rate])
        if self.counted is not None:
            return UnitReading(self.counted, UnitKind.COUNT, self.scale)
        return None if self.scale is None else UnitReading(None, UnitKind.BARE, self.scale)

    def is_sure(self) -> bool:
        """Whether the pieces state a unit even without brackets or a colon around them: a currency or a rate."""
        return self.money is not None or self.rate is not None

    def _take_piece(self, phrase: str, at: int) -> int | None:
        if filler := _FILLER.match(phrase, at):
            return filler.end()
        if share := _PER_SHARE_PIECE.match(phrase, at):
            self.per_share = True
            return share.end()
        if self.money is not None and (per_unit := _PER_UNIT_PIECE.match(phrase, at)):
            return per_unit.end()
        for take in (self._take_rate, self._take_money, self._take_scale, self._take_counted):
            end = take(phrase, at)
            if end is not None:
                return end
        return None

    def _take_rate(self, phrase: str, at: int) -> int | None:
        found = read_rate(phrase, at)
        if found is None or phrase[at].isspace() or phrase[at] == "X":
            return None
        self.rate = self.rate or found[0]
        return found[1]

    def _take_money(self, phrase: str, at: int) -> int | None:
        mark = _MARK_PIECE.match(phrase, at)
        money = None if mark is None else read_mark(mark[0], self.home)
        end = mark.end() if mark else at
        if money is None and (named := read_currency_behind(phrase, at, self.home)):
            money, end = named
        if money is None and phrase[at:] in {"c", "p"} and self.per_share and self.home:
            money, end = read_name(phrase[at:], self.home), at + 1
        if money is None or (self.money is not None and self.money != money):
            return None
        self.money = money
        return end

    def _take_scale(self, phrase: str, at: int) -> int | None:
        found = _SCALE_PIECE.match(phrase, at)
        scale = None if found is None else scale_of(found[0])
        if found is None or scale is None or self.scale is not None:
            return None
        if self.money is None and found[0] in _LONE_LETTERS_OF_LABELS:
            return None
        self.scale = scale
        return found.end()

    def _take_counted(self, phrase: str, at: int) -> int | None:
        found = _WORD_PIECE.match(phrase, at)
        if found is None or self.counted is not None:
            return None
        unit = known_unit(found[0]) or (singular(found[0]) if self.named and found[0].endswith("s") else None)
        if unit is None:
            return None
        self.counted = unit
        return found.end()
