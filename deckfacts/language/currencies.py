"""Currencies: a printed sign, code or name to the ISO 4217 code that it means."""

import re
from dataclasses import dataclass
from functools import lru_cache

from deckfacts.language.scales import scale_of
from deckfacts.language.words import word_set

MINOR_SCALE = -2
"""Cents, pence and sen are hundredths."""

CODES = word_set(
    "AED ARS AUD BDT BGN BHD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP GHS HKD HUF IDR ILS INR ISK JOD JPY KES KRW "
    "KWD KZT LKR MAD MOP MXN MYR NGN NOK NZD OMR PEN PHP PKR PLN QAR RON RUB SAR SEK SGD THB TND TRY TWD UAH USD UYU "
    "VND ZAR"
)
"""The codes that decks print; codes that are English words (ALL, TOP, CUP) are left out."""

DOLLARS = word_set("ARS AUD BRL CAD CLP COP HKD MXN NZD SGD TWD USD UYU")
"""The currencies that a bare "$" can mean."""

_CENTS = word_set("AUD CAD EUR HKD NZD SGD USD ZAR")
_KRONER = frozenset({"DKK", "ISK", "NOK", "SEK"})
_RUPEES = frozenset({"INR", "LKR", "PKR"})
_PESOS = frozenset({"ARS", "CLP", "COP", "MXN", "PHP", "UYU"})
_POUNDS = frozenset({"EGP", "GBP"})
_FRANCS = frozenset({"CHF"})
_YUAN = frozenset({"CNY", "JPY"})
_RIYALS = frozenset({"OMR", "QAR", "SAR"})
_DINARS = frozenset({"BHD", "JOD", "KWD", "TND"})

_SHARED: dict[str, tuple[frozenset[str], str | None]] = {
    "$": (DOLLARS, "USD"), "dollar": (DOLLARS - {"BRL"}, "USD"), "cent": (_CENTS, "USD"),
    "¥": (_YUAN, "JPY"), "£": (_POUNDS, "GBP"), "pound": (_POUNDS, "GBP"),
    "kr": (_KRONER, None), "rs": (_RUPEES, "INR"), "rupee": (_RUPEES, "INR"), "peso": (_PESOS, None),
    "franc": (_FRANCS, "CHF"), "riyal": (_RIYALS, None), "rial": (_RIYALS, None), "dinar": (_DINARS, None),
}  # fmt: skip
"""Marks that several currencies share: which ones, and which one it is where the company's own is none of them."""

_MARKS: dict[str, str] = {
    "US$": "USD", "U.S.$": "USD", "USD$": "USD", "$US": "USD", "A$": "AUD", "AU$": "AUD", "AUD$": "AUD", "C$": "CAD",
    "CA$": "CAD", "CAD$": "CAD", "CDN$": "CAD", "Cdn$": "CAD", "HK$": "HKD", "NT$": "TWD", "S$": "SGD", "SG$": "SGD",
    "R$": "BRL", "NZ$": "NZD", "MX$": "MXN", "Mex$": "MXN", "Ps.": "MXN", "AR$": "ARS", "CN¥": "CNY", "RMB¥": "CNY",
    "JP¥": "JPY", "€": "EUR", "₩": "KRW", "₹": "INR", "₽": "RUB", "₺": "TRY", "₫": "VND", "฿": "THB", "₱": "PHP",
    "₪": "ILS", "₦": "NGN", "₴": "UAH", "₸": "KZT", "RMB": "CNY", "Rmb": "CNY", "CNH": "CNY", "NTD": "TWD",
    "RM": "MYR", "Rp": "IDR", "Rp.": "IDR", "NIS": "ILS", "Php": "PHP", "Baht": "THB", "baht": "THB", "Bt": "THB",
    "SKr": "SEK", "SKR": "SEK", "NKr": "NOK", "NKR": "NOK", "DKr": "DKK", "DKR": "DKK", "Dhs": "AED", "Dh": "AED",
    "SAR": "SAR", "SR": "SAR", "zł": "PLN", "PLN": "PLN", "Kč": "CZK", "Ft": "HUF", "円": "JPY", "원": "KRW",
    "元": "CNY", "人民币": "CNY", "人民幣": "CNY", "米ドル": "USD", "ドル": "USD", "ユーロ": "EUR",
    "Fr.": "CHF", "SFr": "CHF", "Euro": "EUR", "EURO": "EUR", "euro": "EUR", "Yen": "JPY", "yen": "JPY", "YEN": "JPY",
}  # fmt: skip
_SHARED_MARKS: dict[str, str] = {
    "$": "$", "¥": "¥", "£": "£", "kr": "kr", "kr.": "kr", "Kr": "kr", "Kr.": "kr",
    "Rs": "rs", "Rs.": "rs", "Re.": "rs",
}  # fmt: skip
_NAMES: dict[str, str] = {
    "yen": "JPY", "japanese yen": "JPY", "euro": "EUR", "euros": "EUR", "sterling": "GBP", "pounds sterling": "GBP",
    "british pounds": "GBP", "swiss francs": "CHF", "won": "KRW", "korean won": "KRW", "yuan": "CNY", "renminbi": "CNY",
    "rmb": "CNY", "ringgit": "MYR", "rupiah": "IDR", "baht": "THB", "dong": "VND", "rand": "ZAR", "reais": "BRL",
    "roubles": "RUB", "rubles": "RUB", "zloty": "PLN", "forint": "HUF", "shekels": "ILS",
    "dirhams": "AED", "dirham": "AED", "naira": "NGN", "lira": "TRY", "indian rupees": "INR", "swedish kronor": "SEK",
    "norwegian kroner": "NOK", "danish kroner": "DKK", "saudi riyals": "SAR", "mexican pesos": "MXN",
}  # fmt: skip
_SHARED_NAMES: dict[str, str] = {
    "dollars": "dollar", "dollar": "dollar", "pounds": "pound", "kronor": "kr", "kroner": "kr", "rupees": "rupee",
    "pesos": "peso", "francs": "franc", "riyals": "riyal", "rials": "rial", "dinars": "dinar",
}  # fmt: skip
_COUNTRIES: dict[str, str] = {
    "us": "USD", "u.s": "USD", "u.s.": "USD", "american": "USD", "united states": "USD", "australian": "AUD",
    "canadian": "CAD", "hong kong": "HKD", "new zealand": "NZD", "singapore": "SGD", "new taiwan": "TWD",
    "nt": "TWD", "euro": "EUR",
}  # fmt: skip
_MINOR: dict[str, str] = {
    "cents": "cent", "cent": "cent", "c": "cent", "¢": "cent", "cps": "cent", "cpu": "cent", "pence": "pound",
    "penny": "pound", "p": "pound", "pps": "pound", "sen": "sen", "paise": "rupee",
}  # fmt: skip
_MINOR_PER_SHARE = frozenset({"cps", "cpu", "pps"})
_COMPACT = re.compile(r"(?:(?P<unit>[A-Z]{3}|[A-Z]{0,3}[$€£¥₹])(?P<after>[A-Za-z]{1,3}|'000s?|000s?))\Z")
_COMPACT_FRONT = re.compile(r"(?P<before>MM|mm|mn|bn|Mio|[kKTtmM])(?P<unit>[A-Z]{3}|[$€£]|kr)\Z")
_THOUSANDS = frozenset({"T", "t"})  # TEUR, T€, tkr: in front of its currency it is "Tausend", never trillion


@dataclass(frozen=True, slots=True)
class Money:
    """What a currency mark says: `unit` is None for a mark that several currencies share and none can be told.

    `scale` is the power of ten that the mark itself prints (MEUR 6, pence -2), `per_share` is set by "cps" and "pps".
    """

    unit: str | None
    scale: int | None = None
    per_share: bool = False


def _shared(mark: str, home: str | None) -> str | None:
    members, fallback = _SHARED[mark]
    return home if home in members else fallback


@lru_cache(maxsize=4096)
def read_mark(mark: str, home: str | None) -> Money | None:
    """What a sign or code printed beside a number means ("US$", "JPY", "Rs.", "€m", "MEUR", "tkr"), else None."""
    if mark in CODES:
        return Money(mark)
    if mark in _MARKS:
        return Money(_MARKS[mark])
    if mark in _SHARED_MARKS:
        return Money(_shared(_SHARED_MARKS[mark], home))
    if mark == "R" and home == "ZAR":
        return Money(home)
    return _read_compact(mark, home)


def _read_compact(mark: str, home: str | None) -> Money | None:
    """A currency and a scale in one word: "EURm", "€bn", "MEUR", "T€"."""
    if front := _COMPACT_FRONT.match(mark):
        scale = 3 if front["before"] in _THOUSANDS else scale_of(front["before"])
        return _scaled(read_mark(front["unit"], home), scale)
    if back := _COMPACT.match(mark):
        return _scaled(read_mark(back["unit"], home), scale_of(back["after"]))
    return None


def _scaled(money: Money | None, scale: int | None) -> Money | None:
    return None if money is None or scale is None or money.scale is not None else Money(money.unit, scale)


@lru_cache(maxsize=4096)
def read_name(words: str, home: str | None) -> Money | None:
    """What a currency's name means ("yen", "U.S. dollars", "Australian cents", "pence", "cps"), else None."""
    name = " ".join(words.lower().split())
    if name in _NAMES:
        return Money(_NAMES[name])
    country, _, last = name.rpartition(" ")
    if country and country not in _COUNTRIES:
        return None
    if last in _MINOR:
        return _minor(last, _COUNTRIES[country] if country else None, home)
    if last in _SHARED_NAMES and (not country or last in {"dollars", "dollar"}):
        return Money(_COUNTRIES[country] if country else _shared(_SHARED_NAMES[last], home))
    return None


def _minor(word: str, country: str | None, home: str | None) -> Money | None:
    """Hundredths. The bare letters "c" and "p" need a company whose money has cents or pence, or none that is known;
    "pps" is pence per share for a company that reckons in pounds and percentage points for the others."""
    per_share = word in _MINOR_PER_SHARE
    if country is not None:
        return Money(country, MINOR_SCALE, per_share)
    kind = _MINOR[word]
    if kind == "sen":
        return Money(home if home in {"JPY", "IDR"} else "MYR", MINOR_SCALE)
    if word == "pps" and home is None:
        return None
    if home is not None and word in {"c", "p", "pps"} and home not in (_CENTS if kind == "cent" else _POUNDS):
        return None
    return Money(_shared(kind, home), MINOR_SCALE, per_share)


_COUNTRY_WORDS = "|".join(sorted(map(re.escape, _COUNTRIES), key=len, reverse=True))
_NAME_WORDS = "|".join(sorted(map(re.escape, (*_NAMES, *_SHARED_NAMES)), key=len, reverse=True))
_NO_LETTER = r"(?![A-Za-zÀ-ɏ0-9])"
_NAME_AFTER = re.compile(
    rf"[ ]?(?P<name>(?:(?:{_COUNTRY_WORDS})[ ])?(?:{_NAME_WORDS}|cents?|pence|penny|cps|cpu|sen|paise)"
    rf"|(?-i:(?<=[0-9])(?:c|pps|p))|¢){_NO_LETTER}(?![']s)",
    re.IGNORECASE,
)
_NAME_OPENERS = frozenset(
    words.partition(" ")[0].partition(".")[0] for words in (*_COUNTRIES, *_NAMES, *_SHARED_NAMES, *_MINOR)
)
_OPENER = re.compile(r"[ ]?([A-Za-z]+|¢)")
_SIGN_AFTER = re.compile(r"[ ]?(?P<mark>(?:[A-Z]{0,3}|mn|bn|Mio|[kt])[$€£¥₩₹](?:[A-Za-z]{1,2}(?![A-Za-z]))?)")
_CODE_AFTER = re.compile(
    r"[ ]?(?P<mark>(?:mn|bn|[kmMTtK])?(?:[A-Z]{3}|kr)(?:mn?|bn|k)?(?![A-Za-z0-9])"
    r"|(?:Rmb|Rs\.?|RM|kr\.|zł|Kč|Ft)(?![A-Za-z0-9]))"
)
_CJK_AFTER = re.compile(r"[ ]?(?P<mark>円|원|元|人民币|人民幣|米ドル|ドル|ユーロ)")
_BEFORE_A_NUMBER = re.compile(r" ?[-+▲△]?[0-9]")
_BEFORE_AN_AMOUNT = re.compile(r" ?[-+▲△]?\(? ?[0-9]")


_MARKS_BEHIND: tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...] = (
    (_SIGN_AFTER, _BEFORE_AN_AMOUNT),
    (_CODE_AFTER, _BEFORE_A_NUMBER),
    (_CJK_AFTER, None),
)


def read_currency_behind(text: str, at: int, home: str | None) -> tuple[Money, int] | None:
    """The currency printed behind a number at `at`, and where it ends: "yen", "EUR", "€m", "pence", "円".

    A sign or code that stands before the next number belongs to that one ("48 $19.4"); a name does not.
    """
    opener = _OPENER.match(text, at)
    if opener and opener[1].lower() in _NAME_OPENERS and (name := _NAME_AFTER.match(text, at)):
        money = read_name(name["name"], home)
        if money is not None:
            return money, name.end()
    for pattern, next_number in _MARKS_BEHIND:
        mark = pattern.match(text, at)
        if mark and (next_number is None or not next_number.match(text, mark.end())):
            money = read_mark(mark["mark"], home)
            if money is not None:
                return money, mark.end()
    return None
