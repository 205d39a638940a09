"""Notices: a deck in, the places where it says that figures of earlier decks no longer hold out."""

import re
from collections.abc import Iterator

from deckfacts.contract import Notice, stable_id
from deckfacts.deck import Deck, Text
from deckfacts.language.folding import fold
from deckfacts.meaning.drafts import Origin

_RESTATED = re.compile(
    r"\bre-?stat(?:ed?|es|ing|ements?)\b|\brecast(?:ed|ing)?\b|\bre-presented\b|\breclassif\w+"
    r"|\bretro(?:spectiv|activ)e(?:ly)?\b|\b(?:revised|adjusted|changed)\s+to\s+(?:conform|reflect|be\s+comparable)"
    r"|\bsupersedes?\b|\bcorrigend(?:um|a)\b|\berrat(?:um|a)\b"
    r"|\b(?:figures?|amounts?|numbers?|results?|values?|data|deck|presentation|version|table|slide)\b[^.;]{0,60}"
    r"\b(?:corrected|amended)\b"
    r"|\b(?:corrected|amended)\b[^.;]{0,60}\b(?:figures?|amounts?|numbers?|values?|data|deck|presentation|version)\b"
    r"|\b(?:prior|previous|comparative|earlier|last)[- ]?(?:year|period|quarter)?(?:'s)?\s+"
    r"(?:figures?|amounts?|numbers?|results?|data)\b[^.;]{0,60}\b(?:revised|adjusted|changed)\b"
    r"|遡及|修正再表示|組み?替え?(?:て|後|表示|再表示)|訂正",
    re.IGNORECASE,
)
_NOT_HERE = re.compile(
    r"\b(?:no|not|never|without|unless|undertakes?\s+no|obligation\s+to)\b[^.;]{0,40}\b(?:re-?stat|recast|reclassif)"
    r"|\bamended\s+and\s+restated\b|\b(?:re-?stated|recast)\s+(?:at|in|using|to|for|on)\s+(?:\w+\s+){0,3}?(?:constant|average)\b"
    r"|\bconstant[- ]currency\s+(?:re-?stat\w+|recast)"
    r"|\breclassif\w+\s+(?:adjustments?\b|(?:subsequently\s+)?to\s+(?:profit|earnings|net\s+income|income|p&l)\b)"
    r"|\b(?:may|will|might|can|could)\s+be\s+(?:subsequently\s+)?reclassif"
    r"|(?:遡及|再表示|組み?替え?|訂正)[^。]*(?:ておりません|ていません|ていない|ないため|行わない|せず|ありません|ございません|なし)"
    r"|\breclassif\w+\s+(?:from|through|out\s+of)\s+(?:other\s+comprehensive|oci\b|equity\b)"
    r"|\breclassif\w+[^.;]{0,60}\bheld\s+for\s+sale\b",
    re.IGNORECASE,
)
"""Disclaimers, negations and other things of the name: "have not been restated", an amended and restated agreement,
figures restated at constant currency, what moves from other comprehensive income to profit."""

_SENTENCE_END = re.compile(r"(?<=[.;。])\s+(?=[^a-z\s])|(?<=。)")


def says_restated(text: str) -> bool:
    """Whether a text says that figures are others than they were."""
    folded = fold(text)
    return _RESTATED.search(folded) is not None and _NOT_HERE.search(folded) is None


def find_notices(deck: Deck, origin: Origin) -> Iterator[Notice]:
    """Each sentence, header or mark of the deck that says so, with its place."""
    for slide in deck.slides:
        title = slide.title.text.text if slide.title else None
        for text in slide.texts():
            if _RESTATED.search(fold(text.text)):
                yield from _notices(text, origin, title)


def _notices(text: Text, origin: Origin, title: str | None) -> Iterator[Notice]:
    for start, end in _sentences(text.text):
        if not says_restated(text.text[start:end]):
            continue
        place = text.place(start, end)
        mark = next(text.marks(start, end), (0, 0))
        yield Notice(
            notice_id=stable_id(origin.document_id, "notice", *mark),
            document_id=origin.document_id,
            company=origin.company,
            text=text.text[start:end].strip(),
            page=place.page,
            line=place.line,
            bbox=place.bbox,
            slide_title=title,
        )


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _SENTENCE_END.finditer(text):
        yield start, end.start()
        start = end.end()
    yield start, len(text)
