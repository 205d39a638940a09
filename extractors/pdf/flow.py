"""Flow: the lines, tables and charts of a page become a slide: its title, then its blocks in reading order."""

import re
from collections.abc import Sequence
from statistics import median_low

from deckfacts.contract import Box
from deckfacts.deck import Block, Heading, Paragraph, Slide
from extractors.pdf.furniture import Sheet
from extractors.pdf.lines import Line
from extractors.pdf.order import Item, reading_order
from extractors.pdf.paragraphs import LARGER, MAX_HEADING, Run, is_figure, read_column
from extractors.pdf.regions import Region

TITLE_BAND = 0.3
"""Part of the page's height, from its top, in which a title begins."""
LONGEST_LABEL = 45
"""Characters of a line that names what stands beside it."""
USUAL = 10.0
"""Points of type on a page that has none."""
TITLE_LEADING = 1.6
"""Ems from foot to foot of the lines of one title."""

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = re.compile(r"[.!?;:。]\s*$")


def read_slide(sheet: Sheet, lines: Sequence[Line], first: Sequence[Heading]) -> Slide:
    """The slide that a page is; `lines` are those of it that are no furniture.

    `first` are the headings that the page before leaves open, for a page that has no title of its own.
    """
    upright = [line for line in lines if line.turn == 0]
    title = _find_title(upright, sheet.regions, sheet.height)
    rest = [line for line in upright if line not in title]
    usual = _usual_size(rest)
    blocks = _blocks(rest, sheet, usual)
    blocks += [Paragraph(line.text) for line in lines if line.turn != 0]
    if not title:
        return Slide(None, tuple(blocks), tuple(first))
    return Slide(Heading(Run(tuple(title)).text, 1), tuple(blocks))


def open_headings(slide: Slide) -> tuple[Heading, ...]:
    """The headings that still hold at the end of a slide, outermost first."""
    stack: list[Heading] = list(slide.sections)
    stack += [slide.title] if slide.title else []
    for block in slide.blocks:
        if isinstance(block, Heading):
            stack = [heading for heading in stack if heading.level < block.level] + [block]
    return tuple(stack)


def _usual_size(lines: Sequence[Line]) -> float:
    """The size of most of the type, figures that stand alone left out."""
    sizes = [line.size for line in lines if not is_figure(line.plain) for _ in range(len(line.plain) // 10 + 1)]
    return median_low(sizes or [line.size for line in lines] or [USUAL])


def _find_title(lines: Sequence[Line], regions: Sequence[Region], height: float) -> list[Line]:
    """The largest words at the top of the page, on as many lines as they run over; none where all type is alike."""
    top = min((region.box.top for region in regions), default=height)
    candidates = [
        line
        for line in lines
        if line.box.top < TITLE_BAND * height
        and line.box.top <= top
        and not line.marker
        and _LETTERS.search(line.plain)
        and not is_figure(line.plain)
    ]
    largest = max((line.size for line in candidates), default=0.0)
    found = next((line for line in candidates if line.size >= largest / LARGER), None)
    if found is None or len(found.plain) > MAX_HEADING:
        return []
    usual = _usual_size([line for line in lines if line is not found])
    leads = found is lines[0] and found.bold and not _SENTENCE.search(found.plain)
    if found.size < LARGER * usual and not leads and len(lines) > 1:
        return []
    title = [found]
    for line in candidates[candidates.index(found) + 1 :]:
        last = title[-1]
        step = line.baseline - last.baseline
        alike = abs(line.size - last.size) < 0.5 and line.bold == last.bold and line.colour == last.colour
        if alike and 0 < step <= TITLE_LEADING * last.size and _overlap(last.box, line.box):
            title.append(line)
    return title if sum(len(line.plain) for line in title) <= 2 * MAX_HEADING else [found]


def _overlap(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1


def _blocks(lines: Sequence[Line], sheet: Sheet, usual: float) -> list[Block]:
    items: list[Item[Line | Region]] = [
        Item(_from_marker(line), line.baseline, line, is_figure(line.plain), _is_label(line)) for line in lines
    ]
    items += [Item(region.box, region.box.top, region, solid=True) for region in sheet.regions]
    blocks: list[Block] = []
    for group in reading_order(items, usual, sheet.cards):
        placed = read_column([item.content for item in group if isinstance(item.content, Line)], usual)
        own: list[tuple[Box, Block]] = [
            (item.box, item.content.table) for item in group if isinstance(item.content, Region)
        ]
        # A region comes where its top is among the lines, which keep their order.
        for box, table in sorted(own, key=lambda pair: pair[0].top):
            at = sum(other.top < box.top + usual / 2 for other, _ in placed)
            placed.insert(at, (box, table))
        blocks += [block for _, block in placed]
    return blocks


def _is_label(line: Line) -> bool:
    short = len(line.plain) <= LONGEST_LABEL and not line.marker
    return short and bool(_LETTERS.search(line.plain)) and not _SENTENCE.search(line.plain)


def _from_marker(line: Line) -> Box:
    return Box(line.marker_x, line.box.top, line.box.x1, line.box.bottom) if line.marker else line.box
