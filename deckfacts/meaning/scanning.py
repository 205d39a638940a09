"""Scanning: one run of printed text becomes its quantities, periods and comparisons, and a reason for every other digit."""

import re
from dataclasses import dataclass

from deckfacts.contract import RefusalReason
from deckfacts.deck import Text
from deckfacts.language.comparisons import ComparisonMark, Direction, find_comparisons, find_directions
from deckfacts.language.folding import fold
from deckfacts.language.periods import PeriodMention, find_periods
from deckfacts.language.quantities import Quantity, find_quantities
from deckfacts.meaning.setting import Setting

_DIGITS = re.compile(r"\d+")
_CONTACT = re.compile(
    r"https?://\S+|\bwww\.\S+|\b[\w.+-]+@[\w-]+\.[\w.]+"
    r"|\b(?:tel|telephone|phone|fax|mobile|toll[- ]free|dial-?in|passcode|access code|conference id|call)\b[^a-z]{0,3}[:.]?\s*[+(]?\d[\d\s().+/-]{5,}\d"
    r"|(?<![\w$€£¥.,])\+?\(?\d{1,4}\)?[-\s.]\d{2,4}[-\s]\d{3,4}(?:[-\s]\d{3,4})?(?![\w,%])",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b(?:bldg|building|street|str\.|avenue|ave\.|road|boulevard|blvd|floor|suite|p\.?o\.? box|-ku|-cho|-chome|plaza|drive|lane)\b"
    r"|〒|都|丁目",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b\d{3}-\d{4}\b|\b\d{5,6}\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_NUMBERING = re.compile(
    r"(?:(?<=\s)|(?<=,)|^)\(?\d{1,2}\)(?=\s*[^\W\d])|(?:note|footnote|page|slide|item|exhibit|appendix|section|rule|article|part|form)s?\s+\d+(?:[-.]\w+)*",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(
    r"(?<=[\w)%])\s?[*†‡]\d{1,2}\b|(?<=[\w)%.])\(\d{1,2}\)(?!\d)|(?<=[\w)%.])\[\d{1,2}\]|^\s*[*†‡]\d{1,2}\b|^\s*\(\d{1,2}\)\s",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"[^\W\d_][\w]*[-.&/]?$")
_NAME_AFTER = re.compile(r"^[-]?[^\W\d_]")


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
        return mask(
            self.folded, [(token.start, token.end) for token in (*self.mentions, *self.quantities, *self.comparisons)]
        )


def mask(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with the spans turned to spaces."""
    chars = list(text)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return "".join(chars)


def scan(text: Text, setting: Setting) -> Scan:
    """Find what a text holds. Digits that are part of nothing known are explained as a name or as unreadable."""
    folded = fold(text.text)
    if not any(char.isdigit() for char in folded):
        return Scan(text, folded, (), (), find_comparisons(folded), find_directions(folded), ())
    explained = _contacts(folded) + _marks(folded)
    taken = [(item.start, item.end) for item in explained]
    mentions = tuple(
        m
        for m in find_periods(mask(folded, taken), setting.calendar, setting.current)
        if not _overlaps(m.start, m.end, taken)
    )
    explained += [
        Explained(m.start, m.end, RefusalReason.DATE if m.is_date else RefusalReason.PERIOD_LABEL) for m in mentions
    ]
    taken = [(item.start, item.end) for item in explained]
    quantities = find_quantities(folded, taken=taken, home_currency=setting.currency)
    explained += _leftovers(folded, taken + [(q.number_start, q.number_end) for q in quantities])
    return Scan(text, folded, quantities, mentions, find_comparisons(folded), find_directions(folded), tuple(explained))


def _overlaps(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in taken)


def _contacts(folded: str) -> list[Explained]:
    found = [Explained(*match.span(), RefusalReason.CONTACT) for match in _CONTACT.finditer(folded)]
    if _ADDRESS.search(folded) and _POSTCODE.search(folded):
        return [Explained(0, len(folded), RefusalReason.CONTACT)]
    return found


def _marks(folded: str) -> list[Explained]:
    numbering = [Explained(*match.span(), RefusalReason.NUMBERING) for match in _NUMBERING.finditer(folded)]
    taken = [(item.start, item.end) for item in numbering]
    footnotes = [
        Explained(*match.span(), RefusalReason.FOOTNOTE_MARK)
        for match in _FOOTNOTE.finditer(folded)
        if not _overlaps(*match.span(), taken)
    ]
    return numbering + footnotes


def _leftovers(folded: str, taken: list[tuple[int, int]]) -> list[Explained]:
    """Digits that belong to nothing: glued to letters they are part of a name, else they can't be read."""
    leftovers = []
    for digits in _DIGITS.finditer(folded):
        if any(start <= digits.start() < end for start, end in taken):
            continue
        glued = _NAME_BEFORE.search(folded[: digits.start()]) or _NAME_AFTER.match(folded[digits.end() :])
        reason = RefusalReason.NAME if glued else RefusalReason.UNREADABLE
        leftovers.append(Explained(digits.start(), digits.end(), reason))
    return leftovers
