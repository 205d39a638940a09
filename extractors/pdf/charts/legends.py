"""Legends: a swatch of colour followed by words names the series of that colour."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from deckfacts.contract import Box
from extractors.pdf.charts.figures import is_period
from extractors.pdf.charts.prints import Print, make_print
from extractors.pdf.page import Colour, Page, Shape, ShapeKind, around
from extractors.pdf.words import Word

SWATCH = (45.0, 16.0)
"""Points that a swatch is wide and high at most; those of line series are the widest."""
SMALLEST_SWATCH = 1.5
"""Points; smaller dots are full stops of a leader."""
BESIDE = 2.2
"""Ems between a swatch and its words at most."""
LEVEL = 0.5
"""Ems by which the middle of a swatch may stand above or below that of its words."""
WORD_GAP = 1.0
"""Ems between two words of one name at most."""
SHELF = 8.0
"""Points of the shelves that swatches are looked up in by their height on the page: half the highest swatch."""
SAME_COLOUR = 6
"""Steps of 256 in each channel that no eye tells apart."""
BLACK: Colour = (0, 0, 0)
"""The colour of bullets: a black square that is printed as a character says nothing of a series."""

_GLYPH_SWATCH = re.compile(r"[■▪●•◆◼⬛▲▬■–—━]")

Swatch: TypeAlias = tuple[Box, Colour]


@dataclass(frozen=True, slots=True)
class Entry:
    """A swatch and the name beside it; `box` is around both."""

    colour: Colour
    name: Print
    box: Box


def same_colour(one: Colour, other: Colour) -> bool:
    """Whether no eye tells two colours apart."""
    return (
        abs(one[0] - other[0]) <= SAME_COLOUR
        and abs(one[1] - other[1]) <= SAME_COLOUR
        and abs(one[2] - other[2]) <= SAME_COLOUR
    )


def find_entries(page: Page, lines: Iterable[Sequence[Word]]) -> list[Entry]:
    """The legend entries of a page in its lines of upright words."""
    shelves: dict[int, list[Swatch]] = defaultdict(list)
    for box, colour in _swatches(page):
        shelves[_shelf(box)].append((box, colour))
    entries: list[Entry] = []
    for line in lines:
        level = _shelf(line[0].box)
        near = [swatch for shelf in (level - 1, level, level + 1) for swatch in shelves.get(shelf, ())]
        near += _glyph_swatches(line)
        if near:
            entries += _entries(line, near)
    return entries


def _shelf(box: Box) -> int:
    return round((box.top + box.bottom) / 2 / SHELF)


def _swatches(page: Page) -> list[Swatch]:
    """Small filled shapes and short level strokes."""
    found: dict[tuple[int, int], Swatch] = {}
    for shape in page.shapes:
        colour = shape.fill or shape.stroke
        if colour is None or shape.width > SWATCH[0] or shape.height > SWATCH[1]:
            continue
        if max(shape.width, shape.height) < SMALLEST_SWATCH or (not shape.fill and not _is_level(shape)):
            continue
        key = round(shape.box.x0), round((shape.box.top + shape.box.bottom) / 2)
        found.setdefault(key, (shape.box, colour))
    return list(found.values())


def _is_level(shape: Shape) -> bool:
    return shape.kind is ShapeKind.LINE and shape.height < SMALLEST_SWATCH


def _glyph_swatches(line: Sequence[Word]) -> Iterator[Swatch]:
    """Squares and dots that are printed as characters in the colour of their series."""
    for word in line:
        colour = word.glyphs[0].style.colour
        if colour and colour != BLACK and _GLYPH_SWATCH.fullmatch(word.text):
            yield word.box, colour


def _entries(line: Sequence[Word], swatches: Sequence[Swatch]) -> Iterator[Entry]:
    """The entries in one line of words."""
    em = max(word.size for word in line)
    middle = line[0].y_mid
    level = [s for s in swatches if abs((s[0].top + s[0].bottom) / 2 - middle) <= LEVEL * em]
    level = [s for s in level if not any(_holds(other[0], s[0]) for other in level)]
    level.sort(key=lambda swatch: swatch[0].x0)
    for i, (box, colour) in enumerate(level):
        until = level[i + 1][0].x0 if i + 1 < len(level) else float("inf")
        words = _words_behind(line, box, until)
        if words:
            name = make_print(words)
            if not name.figure or is_period(name.text):
                yield Entry(colour, name, around([box, name.box]))


def _holds(box: Box, marker: Box) -> bool:
    """Whether a marker lies on the stroke of the same swatch."""
    wider = box.x1 - box.x0 > marker.x1 - marker.x0
    return wider and box.x0 <= marker.x0 and marker.x1 <= box.x1


def _words_behind(line: Sequence[Word], swatch: Box, until: float) -> list[Word]:
    """The words to the right of a swatch, up to the next one."""
    name: list[Word] = []
    end = swatch.x1
    for word in line:
        if word.box.x0 < swatch.x1 - 0.3 * word.size or word.box.x0 >= until - 0.1 * word.size:
            continue
        if word.box.x0 - end > (WORD_GAP if name else BESIDE) * word.size:
            break
        if name or not _GLYPH_SWATCH.fullmatch(word.text):
            name.append(word)
            end = word.box.x1
    return name
