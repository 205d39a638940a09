"""Finding: the tables of a page."""

from collections.abc import Sequence

from deckfacts.contract import Box
from extractors.pdf.page import Page, are_apart
from extractors.pdf.regions import Region, without
from extractors.pdf.tables.alignment import find_areas
from extractors.pdf.tables.area import Area
from extractors.pdf.tables.assembly import assemble
from extractors.pdf.tables.bands import find_banded
from extractors.pdf.tables.frames import Frame, find_frames
from extractors.pdf.tables.items import Line, read_lines
from extractors.pdf.tables.judging import crossing, is_contents, is_framed_table, weigh
from extractors.pdf.tables.ladders import find_ladders, is_ladder_table
from extractors.pdf.tables.layout import lay_out
from extractors.pdf.tables.rules import find_rules
from extractors.pdf.words import Word

HEAD_GAP = 2.5
"""Ems from the foot of framed headings to the middle of the row that they head."""


def find_tables(page: Page, words: Sequence[Word]) -> list[Region]:
    """The tables that `words` and the page's rules and areas form, from top to bottom."""
    rules = find_rules(page)
    lines = read_lines(words)
    found = _sound(find_banded(lines, rules), page.number)
    if found:
        words = without(words, found)
        lines = read_lines(words)
    framed = [
        region
        for frame in find_frames(rules, lines)
        if all(are_apart(frame.box, other.box) for other in found) and not _heads_rows(frame.box, lines)
        if (region := _read_framed(frame, words, page.number))
    ]
    if framed:
        found += framed
        lines = read_lines(without(words, framed))
    found += _sound(find_areas(lines, rules), page.number)
    found += _read_ladders(find_ladders(lines, rules), found, page.number)
    return sorted(found, key=lambda region: (region.box.top, region.box.x0))


def _sound(areas: Sequence[Area], page: int) -> list[Region]:
    """The tables of areas, those left out that are none."""
    regions = [region for area in areas if (region := assemble(lay_out(area), area, page))]
    return [region for region in regions if _is_sound(region)]


def _read_ladders(areas: Sequence[Area], found: Sequence[Region], page: int) -> list[Region]:
    """The tables of words among areas none of whose words is in a table already."""
    taken = {id(word) for region in found for word in region.words}
    regions = []
    for area in areas:
        if any(id(word) in taken for line in area.lines for item in line.items for word in item.words):
            continue
        region = assemble(lay_out(area), area, page)
        if region and is_ladder_table(region.table):
            regions.append(region)
            taken |= {id(word) for word in region.words}
    return regions


def _is_sound(region: Region) -> bool:
    table = region.table
    return table.width > 1 and weigh(table).is_table and not is_contents(table)


def _heads_rows(box: Box, lines: Sequence[Line]) -> bool:
    """Whether a frame holds nothing but headings, and numbers stand right below it: it is a part of their table."""
    across = [(line, [item for item in line.items if box.x0 <= item.middle <= box.x1]) for line in lines]
    inside = [item for line, items in across for item in items if box.top < item.y < box.bottom]
    if any(item.is_value and not item.is_period for item in inside):
        return False
    reach = HEAD_GAP * max((item.size for item in inside), default=0.0)
    below = [items for line, items in across if box.bottom < line.y <= box.bottom + reach]
    return any(sum(item.is_number for item in items) > 1 for items in below[:1])


def _read_framed(frame: Frame, words: Sequence[Word], page: int) -> Region | None:
    box = frame.box
    inside = [
        word
        for word in words
        if box.x0 - 1 <= word.x_mid <= box.x1 + 1 and box.top <= word.baseline - 0.3 * word.size <= box.bottom
    ]
    lines = read_lines(inside)
    if len(lines) < 2:
        return None
    area = Area(box, tuple(lines), frame.horizontal, frame.vertical, framed=True)
    layout = lay_out(area)
    region = assemble(layout, area, page) if layout.is_grid else None
    return region if region and is_framed_table(region.table, crossing(area, layout)) else None
