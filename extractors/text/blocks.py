"""Blocks: the lines of a text deck become headings, bullets, paragraphs, tables and page breaks, in order."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, pairwise

from deckfacts.contract import RefusalReason
from deckfacts.deck import Block, Bullet, CellLine, Heading, Paragraph, join_texts
from extractors.text.aligned import MIN_VALUE_ROWS, is_aligned_header, is_aligned_row, read_aligned
from extractors.text.inline import MAX_TEXT, PICTORIAL_BULLETS, read_lines
from extractors.text.openings import DATE_OPENING, is_bracketed_caption, match_dated_footer, opens_with_date
from extractors.text.tables import SetAside, is_piped, is_rule, is_tabbed, read_html, read_piped, read_tabbed

_BULLET = re.compile(
    rf"^(?P<indent>\s*)(?:\*\*)?(?P<markers>(?:(?:[-*+–—・‒∙‐>o]|[{PICTORIAL_BULLETS}]|(?!(?<=\S\s){DATE_OPENING})\(?\d{{1,2}}[.)](?=\s+[^\W\d]))\s+"
    rf"|[{PICTORIAL_BULLETS}](?=\S))+)(?P<text>\S.*)$"
)
_ATX = re.compile(r"^\s{0,3}(?P<level>#{1,6})\s+(?P<text>\S.*?)\s*#*\s*$")
_HTML_HEADING = re.compile(r"^\s*<h(?P<level>[1-6])\b", re.IGNORECASE)
_ROMAN_TITLE = re.compile(
    r"^\s*(?P<number>(?:[IVX]{1,5}|[Ⅰ-Ⅻ])\s*(?:[-–]\s*\d{1,2}\s*)?[.)]|\d{1,2}\s*-\s*\d{1,2}\s*\.)\s*(?P<text>\w.*)$"
)
_NUMBERED = re.compile(r"\s*\(?\d{1,2}[.)]\s")
_ARABIC_TITLE = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2})*[.)]?)\s+(?P<text>[^\W\d].*)$")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,})\s*")
_BOLD_LINE = re.compile(r"^\s*\*\*(?P<text>[^*]+)\*\*\s*:?\s*$")
_PAGE_BREAK = re.compile(
    r"^\s*(?:[-=*_]\s*){0,5}(?:page|slide|p\.)\s*\d+(?:\s*(?:of|/)\s*\d+)?\s*(?:[-=*_]\s*){0,5}$"
    r"|^\s*<!--\s*(?:page|slide)[^>]*-->\s*$|^\s*\{\d+\}-{5,}\s*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s*(?:-{3,}|\*{3,}|_{3,}|={3,}|(?:- ){2,}-|(?:\* ){2,}\*)\s*$")
_LONE_NUMBER = re.compile(r"^\s*(?:[-–|]\s*)?\d{1,3}\s*(?:[-–|]\s*)?$")
_STANDALONE = re.compile(
    r"^\s*(?:(?:\(\s*)?units?\b|[A-Za-z/]{1,12}\s*=\s|notes?\s*:|source\s*:|※|\*\d|\(\*|<[^>]{3,}>\s*$)", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?。]['\")\]]?\s*$")
_NEW_SENTENCE = re.compile(r"^[A-Z\"“]")

MIN_WRAPPED = 50
"""A line shorter than this was not broken for want of room, so the next one is not its continuation."""

MIN_INDENT = 2
"""Spaces that make a level of pictorial bullets; converters leave single ones by chance."""

MAX_LEVEL = 12
"""Bullets stand at most six deep on a slide; a staircase of indents beyond that is damage and taken as one level."""

MAX_TITLE = 120
"""A title takes one line of a slide; longer lines that begin like one are sentences."""


MIN_SLIDE_NUMBERS = 3
"""So many lone numbers that count up are the numbers of the slides they close."""


def find_slide_numbers(lines: Sequence[str]) -> frozenset[int]:
    """The numbers of the lines that hold nothing but a slide's number: lone numbers that count up through the deck."""
    lone = [
        (number, int(re.sub(r"\D", "", line)))
        for number, line in enumerate(lines, 1)
        if _LONE_NUMBER.match(line) and not (lines[number] if number < len(lines) else "").strip(" \f\t|-")
    ]
    if len(lone) < MIN_SLIDE_NUMBERS:
        return frozenset()
    rising = all(later > earlier for (_, earlier), (_, later) in pairwise(lone))
    return frozenset(number for number, _ in lone) if rising else frozenset()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Where the source says that a new page or slide begins."""


@dataclass(slots=True)
class BlockReader:
    """Reads the source lines from top to bottom; `number` is the 1-based number of the line it stands at."""

    lines: Sequence[str]
    set_aside: SetAside
    blocks: list[Block | PageBreak] = field(default_factory=list)
    number: int = 1
    _indents: list[tuple[int, int, str]] = field(default_factory=list)
    _open: bool = False
    _slide_numbers: frozenset[int] = frozenset()
    _last_close: int = 0
    _not_aligned: int = 0

    def read(self) -> list[Block | PageBreak]:
        """The blocks of the whole source."""
        readers: list[Callable[[str], bool]] = [
            self._blank, self._page_break, self._closing_rule, self._html_table, self._separated_table,
            self._aligned_table, self._heading, self._bullet, self._continuation,
        ]  # fmt: skip
        closes = (number for number, line in enumerate(self.lines, 1) if "</table" in line.lower())
        self._last_close = max(closes, default=0)
        self._slide_numbers = find_slide_numbers(self.lines)
        while self.number <= len(self.lines):
            line = self.lines[self.number - 1]
            if not any(reader(line) for reader in readers):
                self._paragraph(line)
        return self.blocks

    def _upcoming(self, ahead: int = 1) -> str:
        at = self.number - 1 + ahead
        return self.lines[at] if at < len(self.lines) else ""

    def _advance(self, count: int = 1) -> bool:
        self.number += count
        return True

    def _blank(self, line: str) -> bool:
        if line.strip():
            return False
        self._open = False
        if "\f" in line:
            self._break()
        return self._advance()

    def _break(self) -> None:
        self.blocks.append(PageBreak())
        self._indents, self._open = [], False

    def _explain(self, source: str, reason: RefusalReason, offset: int = 0) -> None:
        for digits in re.finditer(r"\d+", source):
            self.set_aside[self.number, offset + digits.start()] = reason

    def _page_break(self, line: str) -> bool:
        if _PAGE_BREAK.match(line):
            self._explain(line, RefusalReason.NUMBERING)
            self._break()
            return self._advance()
        if self.number in self._slide_numbers:
            self._explain(line, RefusalReason.NUMBERING)
            self._break()
            return self._advance()
        if _LONE_NUMBER.match(line) and (
            self._at_page_start() or "\f" in self._next_text() or _PAGE_BREAK.match(self._next_text())
        ):
            self._explain(line, RefusalReason.NUMBERING)
            return self._advance()
        if "\f" in line:
            self._break()
            return False
        if _RULE.match(line) and not self._open:
            self._break()
            return self._advance()
        return False

    def _closing_rule(self, line: str) -> bool:
        """A rule right under text ends it: the box that a title and its caption stand in, or a list and its slide."""
        if not self._open or not _RULE.match(line):
            return False
        self._open = False
        if self.blocks and isinstance(self.blocks[-1], Bullet):
            self._break()
        return self._advance()

    def _at_page_start(self) -> bool:
        return bool(self.blocks) and isinstance(self.blocks[-1], PageBreak)

    def _next_text(self) -> str:
        """The next line that has something on it, or that begins a page."""
        return next((line for line in self.lines[self.number :] if line.strip() or "\f" in line), "\f")

    def _html_table(self, line: str) -> bool:
        if "<table" not in line.lower():
            return False
        end = self._html_table_end()
        outside, table = read_html(self.lines[self.number - 1 : end], self.number, self.set_aside)
        self._add_lines(outside)
        if table.cells:
            self.blocks.append(table)
        self._open = False
        return self._advance(end - self.number + 1)

    def _html_table_end(self) -> int:
        """The number of the line that closes the HTML table; one never closed ends before the next slide begins."""
        if self.number <= self._last_close:
            return next(end for end in count(self.number) if "</table" in self.lines[end - 1].lower())
        for end in range(self.number, len(self.lines)):
            if _ATX.match(self.lines[end]) or _PAGE_BREAK.match(self.lines[end]) or "\f" in self.lines[end]:
                return end
        return len(self.lines)

    def _separated_table(self, line: str) -> bool:
        for belongs, read in ((is_tabbed, read_tabbed), (is_piped, read_piped)):
            if belongs(line) and not _BULLET.match(line.replace("\t", " ") if line.startswith("\t") else ""):
                end = self.number
                while (
                    end < len(self.lines)
                    and (belongs(self.lines[end]) or is_rule(self.lines[end]))
                    and "\f" not in self.lines[end]
                ):
                    end += 1
                table = read(self.lines[self.number - 1 : end], self.number, self.set_aside)
                if table.cells:
                    self.blocks.append(table)
                self._open = False
                return self._advance(end - self.number + 1)
        return False

    def _aligned_table(self, line: str) -> bool:
        if self.number <= self._not_aligned or not is_aligned_header(line) or _BULLET.match(line):
            return False
        end = self._aligned_end()
        region = self.lines[self.number - 1 : end]
        if sum(map(is_aligned_row, region)) < MIN_VALUE_ROWS:
            # Begun at any line of it the region ends at the same line and has no more values.
            self._not_aligned = end
            return False
        self.blocks.append(read_aligned(region, self.number, self.set_aside))
        self._open = False
        return self._advance(len(region))

    def _aligned_end(self) -> int:
        """The number of the last line of the region of aligned columns that begins here."""
        last, at = self.number, self.number
        while at < len(self.lines):
            line = self.lines[at]
            if "\f" in line or _BULLET.match(line) or at + 1 - last > 3:
                break
            if is_aligned_row(line) or (is_aligned_header(line) and last < at + 3):
                last = at + 1
            at += 1
        return last

    def _heading(self, line: str) -> bool:
        found = _ATX.match(line)
        if found:
            return self._add_heading(found["text"], len(found["level"]), found.start("text"))
        found = _HTML_HEADING.match(line)
        if found:
            return self._add_heading(line, int(found["level"]), 0)
        return self._numbered_heading(line) or self._drawn_heading(line)

    def _numbered_heading(self, line: str) -> bool:
        """ "II -1. Results" anywhere; "1. Results" where it stands alone and is no item of a list."""
        if opens_with_date(line):
            return False
        found = _ROMAN_TITLE.match(line) if len(line) <= MAX_TITLE else None
        if found is None and self._stands_alone(line) and not _SENTENCE_END.search(line):
            found = _ARABIC_TITLE.match(line)
        if found is None:
            return False
        self._explain(found["number"], RefusalReason.NUMBERING, found.start("number"))
        return self._add_heading(line[found.start("text") :], 1, found.start("text"))

    def _drawn_heading(self, line: str) -> bool:
        """A line that is underlined by the next one, or all in bold."""
        if self._open or not line.strip() or len(line) > MAX_TITLE:
            return False
        if _UNDERLINE.fullmatch(self._upcoming()):
            self._add_heading(line, 1 if "=" in self._upcoming() else 2, 0)
            return self._advance()
        return bool(_BOLD_LINE.match(line)) and self._add_heading(line, 4, 0)

    def _stands_alone(self, line: str) -> bool:
        """Whether a line that begins with a number is a title: blank lines around it, and no next number of a list."""
        before = self.lines[self.number - 2] if self.number > 1 else ""
        return len(line) <= MAX_TITLE and not before.strip() and not self._upcoming().strip()

    def _is_listed(self) -> bool:
        """Whether the line right above or right below has the number of an item: "1. March 2031" can be one too."""
        before = self.lines[self.number - 2] if self.number > 1 else ""
        return any(_NUMBERED.match(line) for line in (before, self._upcoming()))

    def _add_heading(self, source: str, level: int, offset: int) -> bool:
        lines = read_lines(source, self.number, offset, self.set_aside)
        text = join_texts(line.text for line in lines)
        if text.text and len(text.text) <= MAX_TEXT:
            self.blocks.append(Heading(text, level))
        else:
            self._add_lines(lines)
        self._indents, self._open = [], False
        return self._advance()

    def _bullet(self, line: str) -> bool:
        found = _BULLET.match(line)
        if not found or (opens_with_date(line) and not self._is_listed()):
            return False
        markers = found["markers"].split()
        self._explain(found["markers"], RefusalReason.NUMBERING, found.start("markers"))
        level = self._level(len(found["indent"].expandtabs(4)), markers[-1])
        lines = read_lines(found["text"], self.number, found.start("text"), self.set_aside)
        self.blocks += [
            Bullet(part.text, level + (1 if i else 0), part.marker or markers[-1]) for i, part in enumerate(lines)
        ]
        self._open = True
        return self._advance()

    def _level(self, indent: int, marker: str) -> int:
        """Depth by indentation, and at the same indentation by rank: "-" below "◆" is a level deeper.

        One stray space before the same pictorial sign is a converter's and not a level.
        """
        rank = 0 if marker in PICTORIAL_BULLETS else 2 if marker == ">" else 1
        while self._indents and (indent, rank) < self._indents[-1][:2]:
            self._indents.pop()
        if self._indents:
            last_indent, last_rank, last_marker = self._indents[-1]
            stray = indent - last_indent < MIN_INDENT and marker == last_marker and rank == 0
            if (indent, rank) == (last_indent, last_rank) or stray:
                return len(self._indents)
        if len(self._indents) < MAX_LEVEL:
            self._indents.append((indent, rank, marker))
        return len(self._indents)

    def _continuation(self, line: str) -> bool:
        """A line right under a bullet or a broken line of text goes on with it."""
        before = self.blocks[-1] if self.blocks else None
        if not self._open or _STANDALONE.match(line) or not isinstance(before, Bullet | Paragraph):
            return False
        text = before.text.text
        if len(text) + len(line) > MAX_TEXT:
            return False
        new_sentence = _NEW_SENTENCE.match(line.strip())
        if isinstance(before, Bullet):
            if _SENTENCE_END.search(text) and new_sentence and not line[:1].isspace():
                return False
        elif len(text) < MIN_WRAPPED or _SENTENCE_END.search(text) or text.endswith((":", ";")) or new_sentence:
            return False
        if isinstance(before, Paragraph) and (is_bracketed_caption(text) or is_bracketed_caption(line)):
            return False
        lines = read_lines(line, self.number, 0, self.set_aside)
        if lines:
            self.blocks[-1] = replace(before, text=join_texts([before.text, *(line.text for line in lines)]))
        return self._advance()

    def _paragraph(self, line: str) -> None:
        footer = match_dated_footer(line)
        if footer:
            self._explain(footer["number"], RefusalReason.NUMBERING, footer.start("number"))
        shown = line[: footer.start("number")] if footer else line
        self._add_lines(read_lines(shown, self.number, 0, self.set_aside))
        self._open = True
        self._advance()

    def _add_lines(self, lines: Sequence[CellLine]) -> None:
        for part in lines:
            self.blocks.append(Bullet(part.text, 1, part.marker) if part.marker else Paragraph(part.text))
