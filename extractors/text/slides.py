"""Slides: the bytes of a text deck become a `Deck` of slides, each with its title and blocks."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from deckfacts.contract import Place, RefusalReason
from deckfacts.deck import Block, Bullet, Deck, Heading, Paragraph, PrintedNumber, Slide, Table
from extractors.decoding import decode
from extractors.text.blocks import MAX_TITLE, BlockReader, PageBreak

MAX_CONTEXT = 200
"""Characters of a source line that tell a reader where a number stood."""

MIN_SLIDE_HEADINGS = 3
"""Fewer headings of a rank than this are the deck's own title, not its slides'."""


def extract_text(data: bytes, *, where: str) -> Deck:
    """Read a text deck (Markdown or plain text); `where` names it in errors. Raises a DocumentError."""
    decoded = decode(data, where=where)
    lines = decoded.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    set_aside: dict[tuple[int, int], RefusalReason] = {}
    blocks = BlockReader(lines, set_aside).read()
    numbers = tuple(
        PrintedNumber(number, digits.start(), digits[0], line.strip()[:MAX_CONTEXT], Place(line=number))
        for number, line in enumerate(lines, 1)
        for digits in re.finditer(r"\d+", line)
    )
    return Deck(
        document_id=hashlib.sha256(data).hexdigest()[:16],
        slides=tuple(split_slides(blocks)),
        numbers=numbers,
        set_aside=MappingProxyType(set_aside),
        media_type="text/plain",
        extractor="text",
        assumptions=(f"read as {decoded.guessed}, as the file is not UTF-8",) if decoded.guessed else (),
    )


def split_slides(blocks: Sequence[Block | PageBreak]) -> list[Slide]:
    """Cut the blocks into slides: where the source breaks pages, else at the headings of the slides' rank."""
    breaks = sum(isinstance(block, PageBreak) for block in blocks)
    if breaks >= 2:
        return _split_at_breaks(blocks)
    return _split_at_headings([block for block in blocks if not isinstance(block, PageBreak)])


def _split_at_breaks(blocks: Sequence[Block | PageBreak]) -> list[Slide]:
    pages: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, PageBreak):
            pages.append([])
        else:
            pages[-1].append(block)
    slides: list[Slide] = []
    above: list[Heading] = []
    for slide in (_with_title(page) for page in pages if page):
        if slide.title:
            above = [heading for heading in above if heading.level < slide.title.level]
            slides.append(replace(slide, sections=tuple(above)))
            above.append(slide.title)
        else:
            slides.append(slide)
    return slides


def _with_title(page: list[Block]) -> Slide:
    """The first heading is the title, or the first line of text where no heading is marked."""
    for i, block in enumerate(page):
        if isinstance(block, Heading):
            return Slide(block, tuple(page[:i] + page[i + 1 :]))
        if isinstance(block, Table | Bullet):
            break
    first = page[0]
    if isinstance(first, Paragraph) and len(first.text.text) <= MAX_TITLE:
        return Slide(Heading(first.text, 1), tuple(page[1:]))
    return Slide(None, tuple(page))


def _split_at_headings(blocks: Sequence[Block]) -> list[Slide]:
    rank = _slide_rank(blocks)
    slides: list[tuple[Heading | None, list[Block], tuple[Heading, ...]]] = [(None, [], ())]
    above: list[Heading] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level <= rank:
            above = [heading for heading in above if heading.level < block.level]
            slides.append((block, [], tuple(above)))
            above.append(block)
        else:
            slides[-1][1].append(block)
    return [Slide(title, tuple(body), sections) for title, body, sections in slides if title or body]


def _slide_rank(blocks: Sequence[Block]) -> int:
    """The first heading level at which there are enough headings to be slides."""
    levels = sorted(block.level for block in blocks if isinstance(block, Heading))
    return levels[min(MIN_SLIDE_HEADINGS, len(levels)) - 1] if levels else 1
