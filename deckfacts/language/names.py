"""Names: which printed numbers belong to a name, a mark, an address or a list, so that they measure nothing."""

import re

from deckfacts.language.numerals import Numeral

_CONTACT = re.compile(
    r"(?:https?://|www\.)[^\s<>|]+"
    r"|[^\s<>|]+@[^\s<>|]+\.[^\s<>|]+"
    r"|(?i:\b(?:tel|fax|phone|telephone|mobile|freephone|toll[- ]free)\b)[ .:]*[-+()0-9][-+()0-9 .]{5,}[0-9]"
    r"|\+[0-9]{1,3}[ -]?\(?[0-9]{1,4}\)?(?:[ -][0-9]{2,4}){2,}"
)
_MAY_BE_CONTACT = re.compile(r"://|www\.|@|[Tt]el|TEL|[Ff]ax|FAX|[Pp]hone|PHONE|[Mm]obile|[Tt]oll|\+[0-9]")
_LABEL_BEFORE = re.compile(
    r"(?<![A-Za-z])(?:nos?\.?|notes?|section|article|pages?|pp?\.|form|rule|figure|fig\.?|table|chapter|appendix|"
    r"exhibit|slide|step|item|phase|tier|level|stage|scope|basel|version|ver\.?|vol\.?|line|lot|part|schedule|"
    r"ias|ifrs|s?fas|asc|asu|iso|top|s&p|ftse|nikkei|topix|fortune|russell|stoxx)[ ]?\Z",
    re.IGNORECASE,
)
_LONGEST_LABEL = 12
_LIST_MARK_BEHIND = re.compile(r"\)(?![A-Za-z]\))|\.[ ]+[A-Z\"'(]")
_NUMERAL_IN_FRONT = re.compile(r"[ \t(]*(?:[IVXLC]{1,6}|[Ⅰ-ⅿ]+)[ ]?[-.][ ]?\Z")  # II -1. and Ⅲ-1.
_NOTHING_IN_FRONT = re.compile(r"[ \t]*(?P<opened>\(?)[ ]?\Z")
_NOTE_LETTER_BEHIND = re.compile(r"\([a-z]\)")
_CLASSIFIERS = frozenset("期年月日回位号號章条條階番次代歳")
_MARKS_BEFORE = frozenset("_#@\\^第№")
_NOTE_SIGNS = frozenset("*※†‡§")
_LATIN = re.compile(r"[A-Za-zÀ-ɏͰ-Ͽ_]")
_JOINERS = frozenset("/&+-")
_WORD_IN_FRONT = re.compile(r"[A-Za-zÀ-ɏͰ-Ͽ][0-9.]*\Z")  # COVID-19, FY2008-2010
_HEDGE_WITH_POINT = re.compile(r"(?<![A-Za-z])(?:approx|ca?|avg|est)\.\Z", re.IGNORECASE)
_MONTHS_AS_LETTER = re.compile(r"(?<![0-9.,])(?:3|6|9|12)M(?![A-Za-z0-9])")
_LARGEST_MARK = 99
"""List numbers and footnote marks have one digit or two."""


def contact_spans(text: str) -> list[tuple[int, int]]:
    """Web and mail addresses and phone numbers, as half-open spans."""
    if not _MAY_BE_CONTACT.search(text):
        return []
    return [found.span() for found in _CONTACT.finditer(text)]


def is_letter(text: str, at: int) -> bool:
    """Whether a Latin or Greek letter stands at `at`; Chinese, Japanese and Korean words may touch a number."""
    return 0 <= at < len(text) and _LATIN.match(text, at) is not None


def is_small(numeral: Numeral) -> bool:
    """Whether a numeral could be a list number or a footnote mark."""
    return numeral.places == 0 and numeral.end - numeral.start <= 2 and numeral.value <= _LARGEST_MARK


def continues_a_word(text: str, start: int) -> bool:
    """Whether the number at `start` ends a word or bears the mark of a name: IPv6, EM7.2, #5, 第6."""
    return start > 0 and (text[start - 1] in _MARKS_BEFORE or is_letter(text, start - 1))


def is_hung_on(text: str, start: int, *, small: bool) -> bool:
    """Whether a sign hangs the number at `start` on a word or makes it a mark: COVID-19, T+2, kabu.5, '08, *2."""
    if start == 0:
        return False
    before = text[start - 1]
    if before in _JOINERS:
        return _WORD_IN_FRONT.search(text, max(0, start - 8), start - 1) is not None
    if before == ".":
        return is_letter(text, start - 2) and _HEDGE_WITH_POINT.search(text, max(0, start - 9), start) is None
    return small and (before == "'" or before in _NOTE_SIGNS)


def runs_on(text: str, end: int) -> bool:
    """Whether the number that ends at `end` goes on as a word: 110FE, 4G, 3rd, 20-F, 12-month, 401(k), 6期."""
    if end >= len(text):
        return False
    if is_letter(text, end) or text[end] in _CLASSIFIERS:
        return True
    if text[end] == "-":
        return is_letter(text, end + 1)
    return text[end] == "(" and _NOTE_LETTER_BEHIND.match(text, end) is not None


def follows_a_label(text: str, start: int) -> bool:
    """Whether the word in front makes the number at `start` a name: "Note 4", "Tier 1", "Section 21", "Top 10"."""
    last = start - 2 if text[max(0, start - 1) : start] == " " else start - 1
    if last < 0 or not (text[last] == "." or is_letter(text, last)):
        return False
    return _LABEL_BEFORE.search(text, max(0, start - _LONGEST_LABEL), start) is not None


def is_list_mark(text: str, start: int, end: int) -> bool:
    """Whether a small number at the head of a text, or before a lone ")", numbers a list: "1. Sales", "2)cost"."""
    if text[end : end + 1] == ")" and not _is_open(text, start):
        return True
    if _NUMERAL_IN_FRONT.match(text, 0, start):
        return True
    head = _NOTHING_IN_FRONT.match(text, 0, start)
    if head is None:
        return False
    if not head["opened"]:
        return _LIST_MARK_BEHIND.match(text, end) is not None
    return text[end : end + 1] == ")" and is_letter(text, end + 1 + (text[end + 1 : end + 2] == " "))


def _is_open(text: str, at: int) -> bool:
    """Whether a parenthesis is open at `at`; a list mark like "1)" closes none, so the nearest one decides too."""
    nearest = text.rfind("(", 0, at) > text.rfind(")", 0, at)
    return nearest or text.count("(", 0, at) > text.count(")", 0, at)


def is_months(text: str, start: int) -> bool:
    """Whether a bare number at `start` with a capital M is a count of months, "9M", rather than millions."""
    return _MONTHS_AS_LETTER.match(text, start) is not None


def is_note_mark(text: str, start: int, end: int) -> bool:
    """Whether a small number in parentheses `text[start:end]` is glued to a word or a number: "EBIT(1)", "5.0%(2)"."""
    if start == 0 or text[start] != "(" or text[end - 1] != ")":
        return False
    before = text[start - 1]
    return before.isalnum() or before in "%)]*'\"®™.+"
