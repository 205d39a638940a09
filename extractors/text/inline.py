"""Inline markup: a piece of a source line becomes lines of printed text that know where each character stands."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from deckfacts.contract import Place, RefusalReason
from deckfacts.deck import CellLine, Span, Text

HTML_TAGS = (
    "a|abbr|b|big|blockquote|br|caption|center|code|col|colgroup|del|div|em|font|h[1-6]|hr|i|img|ins|li|mark|ol|p|pre|s|"
    "small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|u|ul"
)
"""A closed list, as decks print "<For 9 months>" and "< Employee distribution >" too."""

PICTORIAL_BULLETS = "・•◆◇■□●○▪▫▶▷►➤➢➣✓✔❖◎◉‣⁃"
"""Signs that open a bullet wherever they stand; ▲ and △ are left out as they are signs of negative numbers."""

_TOKEN = re.compile(
    rf"""
      (?P<comment><!--.*?-->)
    | (?P<tag></?(?P<name>{HTML_TAGS})\b(?:[^<>"']|"[^"]*"|'[^']*')*/?>)
    | (?P<entity>&(?:\#\d+|\#x[0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]+);)
    | (?P<footnote>\[\^[^\]]+\]|\$?\^\{{?\(?[\d,*]+\)?\}}?\$?)
    | (?P<image>!\[[^\]]*\]\([^)]*\))
    | (?P<link>\[(?P<shown>[^\]]*)\]\((?P<target>[^)\s]*)\))
    | (?P<emphasis>\*\*\*|\*\*|__|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])|`+)
    | (?P<escape>\\(?=[\\`*_{{}}\[\]()\#+.!$%&<>|~-]))
    """,
    re.VERBOSE | re.IGNORECASE,
)
MAX_TEXT = 2000
"""Characters of one text; a slide holds fewer, and the time to read a sentence grows with its length squared."""

_BREAKING = {"br", "p", "div", "li", "tr", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}
_SUPERSCRIPTS = str.maketrans("0123456789()+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻")
_DIGITS = re.compile(r"\d+")
_BULLET_SPLIT = re.compile(rf"(?:(?<=\s)|^)(?=[{PICTORIAL_BULLETS}]\s)")


@dataclass(slots=True)
class Assembly:
    """Collects pieces of source lines into lines of printed text, and what was set aside on the way.

    `raised` while it stands between `<sup>` and `</sup>`.
    """

    set_aside: dict[tuple[int, int], RefusalReason]
    lines: list[CellLine] = field(default_factory=list)
    _text: str = ""
    _spans: list[Span] = field(default_factory=list)
    _marker: str = ""
    raised: bool = False

    def add(self, piece: str, line: int, offset: int) -> None:
        """Append printed characters that stand at `offset` of source line `line`."""
        if not piece:
            return
        start = len(self._text)
        self._text += piece
        self._spans.append(Span(start, len(self._text), Place(line=line), offset))

    def join(self) -> None:
        """Put one joining space where a source line continues the one before."""
        if self._text and not self._text.endswith(" "):
            self._text += " "

    def explain(self, source: str, line: int, offset: int, reason: RefusalReason) -> None:
        """Set aside every run of digits of `source`."""
        for digits in _DIGITS.finditer(source):
            self.set_aside[line, offset + digits.start()] = reason

    def end_line(self, marker: str = "") -> None:
        """Close the current line of text, and begin one with the given bullet."""
        text = self._trimmed()
        if text.text:
            self.lines += [CellLine(part, self._marker) for part in _cut_overlong(text)]
        self._text, self._spans, self._marker = "", [], marker

    def _trimmed(self) -> Text:
        stripped = self._text.strip()
        lead = len(self._text) - len(self._text.lstrip())
        spans = []
        for span in self._spans:
            start, end = max(span.start - lead, 0), min(span.end - lead, len(stripped))
            if start < end:
                spans.append(Span(start, end, span.place, span.offset + start - (span.start - lead)))
        return Text(stripped, tuple(spans))


def _cut_overlong(text: Text) -> Iterator[Text]:
    """A text in pieces that a slide could hold, cut at spaces where there are any."""
    start, end = 0, len(text.text)
    while end - start > MAX_TEXT:
        space = text.text.rfind(" ", start + 1, start + MAX_TEXT)
        cut = space if space > 0 else start + MAX_TEXT
        yield text.part(start, cut)
        start = cut + (space > 0)
    yield text.part(start, end) if start else text


def read_inline(source: str, line: int, offset: int, into: Assembly) -> None:
    """Append `source`, which stands at `offset` of source line `line`: tags, entities and emphasis taken out."""
    at = 0
    for token in _TOKEN.finditer(source):
        _add_plain(source[at : token.start()], line, offset + at, into)
        _apply(token, line, offset, into)
        at = token.end()
    _add_plain(source[at:], line, offset + at, into)


def _add_plain(piece: str, line: int, offset: int, into: Assembly) -> None:
    if into.raised:
        # A raised figure is a footnote mark or an exponent ("m²"): shown raised, it can't fuse with the number before.
        into.explain(piece, line, offset, RefusalReason.FOOTNOTE_MARK)
        into.add(piece.translate(_SUPERSCRIPTS), line, offset)
        return
    at = 0
    for part in _split_bullets(piece):
        if part[0] in PICTORIAL_BULLETS and len(part) > 1 and part[1].isspace():
            into.end_line(marker=part[0])
            into.add(part[2:], line, offset + at + 2)
        else:
            into.add(part, line, offset + at)
        at += len(part)


def _split_bullets(piece: str) -> Iterator[str]:
    at = 0
    for cut in _BULLET_SPLIT.finditer(piece):
        if cut.start() > at:
            yield piece[at : cut.start()]
            at = cut.start()
    if at < len(piece):
        yield piece[at:]


def _apply(token: re.Match[str], line: int, offset: int, into: Assembly) -> None:
    """Do what a token of markup says."""
    start = offset + token.start()
    if token["tag"]:
        into.explain(token["tag"], line, start, RefusalReason.MARKUP)
        name = token["name"].lower()
        closing = token["tag"].startswith("</")
        if name == "sup":
            into.raised = not closing
        if name in _BREAKING:
            into.end_line(marker="•" if name == "li" and not closing else "")
    elif token["entity"]:
        into.explain(token["entity"], line, start, RefusalReason.MARKUP)
        # What an entity prints is shorter than the entity, and stands where the entity begins.
        into.add(html.unescape(token["entity"]), line, start)
    elif token["footnote"]:
        into.explain(token["footnote"], line, start, RefusalReason.FOOTNOTE_MARK)
    elif token["link"]:
        into.add(token["shown"], line, offset + token.start("shown"))
        into.explain(token["target"], line, offset + token.start("target"), RefusalReason.CONTACT)
    else:
        into.explain(token[0], line, start, RefusalReason.MARKUP)


def read_lines(
    source: str, line: int, offset: int, set_aside: dict[tuple[int, int], RefusalReason]
) -> tuple[CellLine, ...]:
    """Read one piece of source text on its own, as the lines it prints."""
    into = Assembly(set_aside)
    read_inline(source, line, offset, into)
    into.end_line()
    return tuple(into.lines)
