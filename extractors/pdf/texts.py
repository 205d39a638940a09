"""Texts: words become a text that knows the page and the box of every figure in it."""

import re
from collections.abc import Iterator, Sequence

from deckfacts.contract import Box, Place
from deckfacts.deck import Span, Text
from extractors.pdf.page import Glyph, around
from extractors.pdf.words import WORD_GAP, Word

_SUPERSCRIPTS = str.maketrans("0123456789()+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻")
AIR = 0.5
"""Ems between Chinese or Japanese and Latin script within a phrase; columns of a table stand further apart."""
_WIDE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60]")
_FIGURE = re.compile(r"[\d.,]+|[^\d.,]+")
"""A span ends where figures begin or end, so that a number's box is its own and not that of the word around it."""


def text_of(words: Sequence[Word], page: int) -> Text:
    """The words as one text on page `page`, a space between them; raised figures stay raised.

    Japanese labels are stretched to the width of their column, sign by sign: no space is meant between these.
    """
    text, spans = "", []
    stretched = len(words) > 1 and all(len(word.text) == 1 and _WIDE.match(word.text) for word in words)
    for i, word in enumerate(words):
        parted = not (word.raised or stretched) and not _closes(words[i - 1], word) and not _runs_on(words[i - 1], word)
        if i and parted:
            text += " "
        spans += [_moved(span, len(text)) for span in _spans(word, page)]
        text += word.text.translate(_SUPERSCRIPTS) if word.raised else word.text
    return Text(text, tuple(spans))


def _closes(before: Word, word: Word) -> bool:
    """Whether punctuation goes on right behind a raised mark."""
    return before.raised and word.text[0] in ",.:;)" and word.box.x0 - before.box.x1 < WORD_GAP * word.size


def _runs_on(before: Word, word: Word) -> bool:
    """Whether no space belongs between two words: Chinese and Japanese print none, only air around Latin figures."""
    near = word.box.x0 - before.box.x1 < AIR * word.size and word.box.x0 >= before.box.x0
    return near and bool(_WIDE.match(before.text[-1]) or _WIDE.match(word.text[0]))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by, span.place, span.offset)


def _spans(word: Word, page: int) -> Iterator[Span]:
    """The stretches of a word that follow each other in the file, cut at figures."""
    for piece in _FIGURE.finditer(word.text):
        start = piece.start()
        for at in range(piece.start() + 1, piece.end() + 1):
            glyphs = word.glyphs
            if at == piece.end() or glyphs[at].offset != glyphs[at - 1].offset + 1:
                yield Span(start, at, Place(page=page, bbox=_box(glyphs[start:at])), glyphs[start].offset)
                start = at


def _box(glyphs: Sequence[Glyph]) -> Box:
    return around([glyph.box for glyph in glyphs])
