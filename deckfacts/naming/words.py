"""Words: a printed label in, its words folded to one spelling each and with their places out."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple


class Word(NamedTuple):
    """One folded word of a label; a named tuple, because hundreds are made for each deck.

    `start` and `end` are half-open positions in the label, a possessive 's left out; a compound that is folded to
    several words ("pretax") gives each of them its whole place. `clause` counts the parts between colons, dashes and
    full stops, `bracket` the bracketed groups from 1 (0 outside), `comma` and `stroke` say what stands right before.
    """

    text: str
    start: int
    end: int
    clause: int
    bracket: int
    comma: bool
    stroke: bool


ARTICLES = frozenset({"the", "our", "its", "their", "an"})
"""Never words of a name: left out on both sides of the matching."""

_JAPANESE = "々ー\u3040-\u30fa\u3400-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(
    r"(?P<currency>[A-Za-z]{1,2}\$)"
    r"|(?P<word>[0-9A-Za-z\u00c0-\u024f\u0370-\u04ff\uac00-\ud7af\uff10-\uff5a]+)(?:['’][sS]?(?![A-Za-z]))?"
    rf"|(?P<character>[{_JAPANESE}])"
    r"|(?P<sign>[&＆%％])"
    r"|(?P<open>[(（\[【])|(?P<close>[)）\]】])|(?P<comma>[,、，])|(?P<stroke>[/／])"
    r"|(?P<break>[:：;；|•→\n—=]|(?<=\s)[-–−](?=\s)|(?<=[a-z]{4})(?<!excl)(?<!incl)(?<!approx)\.(?=\s))"
)
_PLAIN = re.compile(r"[a-z0-9 ]*")
_SIGNS = {"&": "and", "＆": "and", "%": "percent", "％": "percent"}
_UNCHANGED = frozenset({"sales"})
"""`sales` is revenue; a `sale` is of a building."""

_SPELLINGS = {
    "pretax": "pre tax",
    "headcount": "head count",
    "cashflow": "cash flow",
    "writedown": "write down",
    "writeoff": "write off",
    "stockholder": "shareholder",
    "shareowner": "shareholder",
    "noncontrolling": "non controlling",
    "noncurrent": "non current",
    "noninterest": "non interest",
    "nonoperating": "non operating",
    "nonperforming": "non performing",
    "nonaccrual": "non accrual",
    "nonrecurring": "non recurring",
    "nongaap": "non gaap",
    "longterm": "long term",
    "shortterm": "short term",
    "buyback": "buy back",
    "fulltime": "full time",
    "pct": "percent",
    "percentage": "percent",
    "avg": "average",
    "mgmt": "management",
    "centre": "center",
    "fibre": "fiber",
    "metre": "meter",
    "kilometre": "kilometer",
    "programme": "program",
}


@lru_cache(maxsize=16384)
def fold_word(raw: str) -> tuple[str, ...]:
    """A word in lower case, singular and American spelling; compounds are taken apart ("pretax", "headcount")."""
    word = raw.lower() if raw.isascii() else unicodedata.normalize("NFKC", raw).casefold()
    word = _singular(word)
    if len(word) > 5:
        word = re.sub(r"is(e|ed|ing|ation)$", r"iz\1", word)
        word = re.sub(r"our$", "or", word)
    return tuple(_SPELLINGS.get(word, word).split())


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")) or word in _UNCHANGED:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1]


def fold_words(label: str) -> tuple[Word, ...]:
    """The words of a label in order, articles left out; Japanese gives one word for each character."""
    words: list[Word] = []
    clause = group = depth = 0
    comma = stroke = False
    for token in _TOKEN.finditer(label):
        kind = token.lastgroup
        if kind == "open":
            group += depth == 0
            depth += 1
        elif kind == "close":
            depth = max(0, depth - 1)
        elif kind == "break":
            clause += 1
        elif kind == "comma":
            comma = True
        elif kind == "stroke":
            stroke = True
        elif kind is not None:
            for text in _texts(kind, token[kind]):
                words.append(Word(text, token.start(), token.end(kind), clause, group if depth else 0, comma, stroke))
                comma = stroke = False
    return tuple(words)


def _texts(kind: str, raw: str) -> tuple[str, ...]:
    if kind == "sign":
        return (_SIGNS[raw],)
    if kind == "currency":
        return (raw.lower(),)
    folded = fold_word(raw)
    return () if folded[0] in ARTICLES else folded


def fold_phrase(phrase: str) -> tuple[str, ...]:
    """The folded words of a phrase of the catalogue, without their places."""
    if _PLAIN.fullmatch(phrase):
        return tuple(word for raw in phrase.split() if raw not in ARTICLES for word in fold_word(raw))
    return tuple(word.text for word in fold_words(phrase))
