"""Scanning: a printed text becomes its quantities, periods and comparisons, and a reason for every other digit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, Protocol

from deckfacts.contract import RefusalReason
from deckfacts.deck import Text
from deckfacts.language.comparisons import ComparisonMark, Direction, find_comparisons, find_directions
from deckfacts.language.fiscal import FiscalCalendar, Period
from deckfacts.language.folding import fold
from deckfacts.language.periods import PeriodMention, find_periods
from deckfacts.language.quantities import Quantity, find_quantities
from deckfacts.language.words import word_set, words_in
from deckfacts.meaning.setting import Setting

_DIGITS = re.compile(r"\d+")
_CONTACT = re.compile(
    r"""https?://\S+ | \bwww\.\S+ | \b[\w.+-]+@[\w-]+\.[\w.]+
    | \b(?:tel|telephone|phone|fax|mobile|toll[-\ ]free|dial-?in|passcode|access\ code|conference\ id|call)\b
        [^a-z]{0,3}[:.]?\s*[+(]?\d[\d\s().+/-]{5,}\d
    | (?<![\w$€£¥.,])\+?\(?\d{1,4}\)?[-\s.]\d{2,4}[-\s]\d{3,4}(?:[-\s]\d{3,4})?(?![\w,%])""",
    re.IGNORECASE | re.VERBOSE,
)
_KEYS_OF_CONTACTS = word_set("tel telephone phone fax mobile toll dial dialin passcode access conference call")
_SIGNS_OF_CONTACTS = re.compile(r"@|://|www\.|\d\d[-\s]\d\d\d", re.IGNORECASE)
_ADDRESS = re.compile(
    r"""\b(?:bldg|building|street|str\.|avenue|ave\.|road|boulevard|blvd|floor|suite|p\.?o\.?\ box|-ku|-cho|-chome
    |plaza|drive|lane)\b | 〒 | 都 | 丁目""",
    re.IGNORECASE | re.VERBOSE,
)
_POSTCODE = re.compile(r"\b\d{3}-\d{4}\b|\b\d{5,6}\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_NUMBERING = re.compile(
    r"""(?:(?<=\s)|(?<=,)|^)\(?\d{1,2}\)(?=\s*[^\W\d])(?!\s*(?:mn|bn|thousand|million|billion|trillion)\b)
    | \b(?:note|footnote|page|slide|item|exhibit|appendix|section|rule|article|part|form)s?\s+\d+(?:[-.]\w+)*""",
    re.IGNORECASE | re.VERBOSE,
)
_KEYS_OF_NUMBERING = word_set(
    "note footnote page slide item exhibit appendix section rule article part form "
    "notes footnotes pages slides items exhibits sections rules articles parts forms"
)
_SIGNS_OF_FOOTNOTES = re.compile(r"[*†‡()\[\]]")
_FOOTNOTE = re.compile(
    r"(?<=[\w)%])\s?[*†‡]\d{1,2}\b|(?<=[\w)%.])\(\d{1,2}\)(?!\d)|(?<=[\w)%.])\[\d{1,2}\]|^\s*[*†‡]\d{1,2}\b|^\s*\(\d{1,2}\)\s",
    re.IGNORECASE,
)
_NO_VALUE_BEFORE = "".join(
    rf"(?<!\b{word})"
    for word in (
        "to",
        "of",
        "by",
        "at",
        "in",
        "is",
        "was",
        "were",
        "are",
        "be",
        "from",
        "and",
        "or",
        "than",
        "for",
        "vs",
    )
)
_NUMBER_OF_NOTE = r"(?:[1-9]|1\d)"
_NO_DECIMAL_BEFORE = r"(?<!\d,\d percent)(?<!\d,\d\d percent)(?<!\d,\d per cent)(?<!\d,\d\d per cent)"
""""11,9 percent (12,3)" prints the figure of the year before."""
_SPACED_FOOTNOTE = re.compile(
    rf"(?:(?<=[^\W\d_])|(?<=[^\W\d_][)\].®™])|(?<=[®™])){_NO_VALUE_BEFORE}{_NO_DECIMAL_BEFORE}"
    rf"(?:\s?(?:\({_NUMBER_OF_NOTE}(?:\s?,\s?{_NUMBER_OF_NOTE})*\)|\[{_NUMBER_OF_NOTE}\]))+"
    r"(?=\s*(?:$|[:;]|[.,](?!\s*[(\d])|[(\[](?!\s*\d)|-\s*[^\W\d]))",
    re.IGNORECASE,
)
"""Marks apart from their label, "Card income (1)", "ARR (2) (3)": nothing around them is what a value would need."""

_MARKED_PERIOD = re.compile(rf"\s?(?:\({_NUMBER_OF_NOTE}\)\s?)+$")
"""The rest of a column header behind its period: "3Q24 (1)"."""

_TOLERANCE = re.compile(
    r"[\s,(]*(?:\+\s?/\s?-|±|\bplus\s+or\s+minus\b)\s*(?:(?:[A-Z]{1,3}\s?)?[$€£¥]|[A-Z]{3})?\s*", re.IGNORECASE
)
"""All that stands between a figure and how far it may be off."""

_NAME_BEFORE = re.compile(r"[^\W\d_][\w]*[-.&/]?$")
_NAME_AFTER = re.compile(r"^[-]?[^\W\d_]")
LONGEST_SPELLED = 40
"""Characters of a header or heading that is about a period without digits ("Nine months", "中間期")."""
_SPELLED_PERIOD = re.compile(
    r"months|quarter|half|full[ -]year|中間期|通期|[上下]半?期|^\W*(?:[lt]tm|ytd|year[ -]to[ -]date)\W*$", re.IGNORECASE
)
"""In a name ("Net debt / LTM EBITDA") such letters say how it is measured, not when."""
_LONGEST_WORD = 40
"""Characters in front of digits that hold the word they may hang on."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A stretch of text whose digits are no fact, and why."""

    start: int
    end: int
    reason: RefusalReason


@dataclass(frozen=True, slots=True)
class Scan:
    """A text with everything that was found in it; all positions are half-open in `text.text` and `folded` alike."""

    text: Text
    folded: str
    quantities: tuple[Quantity, ...]
    mentions: tuple[PeriodMention, ...]
    comparisons: tuple[ComparisonMark, ...]
    directions: tuple[Direction, ...]
    explained: tuple[Explained, ...]

    @property
    def marks(self) -> list[Explained]:
        """List numbers and footnote marks, which are no words either."""
        return [
            item for item in self.explained if item.reason in (RefusalReason.NUMBERING, RefusalReason.FOOTNOTE_MARK)
        ]

    def masked(self) -> str:
        """The folded text with periods, numbers and comparisons blanked out: what is left are words."""
        return mask(self.folded, spans_of(self.mentions, self.quantities, self.comparisons))


class Stretch(Protocol):
    """Anything found at a half-open stretch of a text."""

    @property
    def start(self) -> int:
        """Its first position."""

    @property
    def end(self) -> int:
        """The position behind its last."""


def spans_of(*groups: Sequence[Stretch]) -> list[tuple[int, int]]:
    """The stretches of several kinds of findings."""
    return [(found.start, found.end) for group in groups for found in group]


def mask(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with the spans turned to spaces."""
    if not spans:
        return text
    chars = list(text)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return "".join(chars)


def scan(text: Text, setting: Setting) -> Scan:
    """Find what a text holds. Digits that are part of nothing known are explained as a name or as unreadable."""
    return Scan(text, *_find(text.text, setting.calendar, setting.current, setting.currency, commas=setting.commas))


class _Findings(NamedTuple):
    """What a text holds wherever it is printed: the fields of a `Scan` but the first."""

    folded: str
    quantities: tuple[Quantity, ...]
    mentions: tuple[PeriodMention, ...]
    comparisons: tuple[ComparisonMark, ...]
    directions: tuple[Direction, ...]
    explained: tuple[Explained, ...]


@lru_cache(maxsize=1024)
def _find(
    printed: str, calendar: FiscalCalendar, current: Period | None, currency: str | None, *, commas: bool
) -> _Findings:
    """Scan a text once, however often a deck reads it: as a heading, as a lead and as a statement."""
    folded = fold(printed)
    comparisons, directions = find_comparisons(folded), find_directions(folded)
    if not _holds_digit(folded):
        spelled = len(folded) <= LONGEST_SPELLED and _SPELLED_PERIOD.search(folded) is not None
        mentions = find_periods(folded, calendar, current) if spelled else ()
        return _Findings(folded, (), mentions, comparisons, directions, ())
    explained = _contacts(folded) + _marks(folded)
    taken = [(item.start, item.end) for item in explained]
    mentions = tuple(
        m for m in find_periods(mask(folded, taken), calendar, current) if not _overlaps(m.start, m.end, taken)
    )
    explained += _marks_of_period(folded, mentions)
    explained += [
        Explained(m.start, m.end, RefusalReason.DATE if m.is_date else RefusalReason.PERIOD_LABEL) for m in mentions
    ]
    taken = [(item.start, item.end) for item in explained]
    quantities = find_quantities(printed, taken=taken, home_currency=currency, commas=commas)
    slack = _tolerances(folded, quantities)
    explained += [Explained(q.number_start, q.number_end, RefusalReason.THRESHOLD) for q in slack]
    explained += _leftovers(folded, taken + [(q.number_start, q.number_end) for q in quantities])
    stating = tuple(quantity for quantity in quantities if quantity not in slack)
    return _Findings(folded, stating, mentions, comparisons, directions, tuple(explained))


def _holds_digit(folded: str) -> bool:
    return bool(_DIGITS.search(folded)) or (not folded.isascii() and any(char.isdigit() for char in folded))


def _overlaps(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in taken)


def _contacts(folded: str) -> list[Explained]:
    if _POSTCODE.search(folded) and _ADDRESS.search(folded):
        return [Explained(0, len(folded), RefusalReason.CONTACT)]
    if _KEYS_OF_CONTACTS.isdisjoint(words_in(folded)) and not _SIGNS_OF_CONTACTS.search(folded):
        return []
    return [Explained(*match.span(), RefusalReason.CONTACT) for match in _CONTACT.finditer(folded)]


def _marks(folded: str) -> list[Explained]:
    signed = _SIGNS_OF_FOOTNOTES.search(folded) is not None
    if not signed and _KEYS_OF_NUMBERING.isdisjoint(words_in(folded)):
        return []
    numbering = [Explained(*match.span(), RefusalReason.NUMBERING) for match in _NUMBERING.finditer(folded)]
    if not signed:
        return numbering
    taken = [(item.start, item.end) for item in numbering]
    footnotes = [
        Explained(*match.span(), RefusalReason.FOOTNOTE_MARK)
        for pattern in (_FOOTNOTE, _SPACED_FOOTNOTE)
        for match in pattern.finditer(folded)
        if not _overlaps(*match.span(), taken)
    ]
    return numbering + footnotes


def _marks_of_period(folded: str, mentions: Sequence[PeriodMention]) -> list[Explained]:
    """The footnote marks behind the period of a header that says nothing else: "3Q24 (1)", "June 30, 2024 (2)"."""
    if len(mentions) != 1 or folded[: mentions[0].start].strip():
        return []
    found = _MARKED_PERIOD.match(folded, mentions[0].end)
    return [Explained(*found.span(), RefusalReason.FOOTNOTE_MARK)] if found else []


def _tolerances(folded: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The numbers that only say how far the one before may be off: "$1.2 billion +/- $50 million", "24% ± 1%"."""
    return [
        second
        for first, second in pairwise(quantities)
        if _TOLERANCE.fullmatch(folded, first.end, second.number_start) is not None
    ]


def _is_glued(folded: str, start: int, end: int) -> bool:
    before, behind = folded[max(0, start - _LONGEST_WORD) : start], folded[end : end + 2]
    return bool(_NAME_BEFORE.search(before) or _NAME_AFTER.match(behind))


def _leftovers(folded: str, taken: list[tuple[int, int]]) -> list[Explained]:
    """Digits that belong to nothing: glued to letters they are part of a name, else they can't be read."""
    leftovers = []
    for digits in _DIGITS.finditer(folded):
        if any(start <= digits.start() < end for start, end in taken):
            continue
        glued = _is_glued(folded, *digits.span())
        reason = RefusalReason.NAME if glued else RefusalReason.UNREADABLE
        leftovers.append(Explained(digits.start(), digits.end(), reason))
    return leftovers
