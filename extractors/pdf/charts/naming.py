"""Naming: which series each bar of a plot is of, by colour and place, and the words that name each series."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from deckfacts.contract import Box
from extractors.pdf.charts.labels import Key
from extractors.pdf.charts.legends import Entry, same_colour
from extractors.pdf.charts.plots import Plot
from extractors.pdf.charts.prints import Print, find_blocks
from extractors.pdf.page import Colour

BESIDE = 4.0
"""Ems beside the last stack or point in which the name of its series stands."""
LEVEL = 1.2
"""Ems by which the name of a line may stand above or below its last point."""
LONGEST_NAME = 60
"""Characters; longer text beside a chart is a remark."""


@dataclass(frozen=True, slots=True)
class Naming:
    """The number of the series of each bar, by (stack, place in it), and the names that are known."""

    numbers: dict[tuple[int, int], int]
    names: dict[Key, Print]


@dataclass(slots=True)
class _Shade:
    """Bars of one colour: over which categories they stand, and at which places in cluster and stack."""

    colour: Colour
    name: Print | None
    categories: set[int] = field(default_factory=set)
    places: set[tuple[int, int]] = field(default_factory=set)


def name_series(plot: Plot, entries: Sequence[Entry]) -> Naming:
    """Number the series of a plot and name them by the legend."""
    names: dict[Key, Print] = {}
    for number, line in enumerate(plot.lines):
        if entry := _entry_of(line.colour, entries):
            names["line", number] = entry.name
    if _is_plain(plot, entries):
        numbers = {(i, j): 0 for i, stack in enumerate(plot.stacks) for j in range(len(stack.bars))}
        entry = next((e for stack in plot.stacks for bar in stack.bars if (e := _entry_of(bar.colour, entries))), None)
        if entry:
            names["bar", 0] = entry.name
        return Naming(numbers, names)
    shades, numbers = _shades(plot, entries)
    if shades is None:
        return Naming(_by_place(plot), names)
    for number, shade in enumerate(shades):
        if shade.name:
            names["bar", number] = shade.name
    return Naming(numbers, names)


def _entry_of(colour: Colour, entries: Sequence[Entry]) -> Entry | None:
    return next((entry for entry in entries if same_colour(entry.colour, colour)), None)


def _is_plain(plot: Plot, entries: Sequence[Entry]) -> bool:
    """Whether all bars are of one series: one over each category, and no legend that parts them by colour."""
    single = all(
        len(c.members) <= 1 and all(len(plot.stacks[i].bars) == 1 for i in c.members) for c in plot.axis.categories
    )
    colours = {bar.colour for stack in plot.stacks for bar in stack.bars}
    return single and sum(any(same_colour(e.colour, c) for c in colours) for e in entries) < 2


def _shades(plot: Plot, entries: Sequence[Entry]) -> tuple[list[_Shade] | None, dict[tuple[int, int], int]]:
    """The series by colour; null where a colour comes twice over one category and so parts nothing."""
    shades: list[_Shade] = []
    numbers: dict[tuple[int, int], int] = {}
    for at, category in enumerate(plot.axis.categories):
        for place, i in enumerate(category.members):
            stack = plot.stacks[i]
            for j, bar in enumerate(stack.bars):
                number = next((n for n, s in enumerate(shades) if same_colour(s.colour, bar.colour)), len(shades))
                if number == len(shades):
                    entry = _entry_of(bar.colour, entries)
                    shades.append(_Shade(bar.colour, entry.name if entry else None))
                if at in shades[number].categories:
                    return None, {}
                shades[number].categories.add(at)
                shades[number].places.add((place, len(stack.bars) - j))
                numbers[i, j] = number
    same = _highlights(shades)
    return shades, {bar: same.get(number, number) for bar, number in numbers.items()}


def _highlights(shades: Sequence[_Shade]) -> dict[int, int]:
    """Nameless colours that take the place of another one over other categories: its series in another light."""
    same: dict[int, int] = {}
    for n, shade in enumerate(shades):
        if shade.name:
            continue
        for m, other in enumerate(shades):
            apart = not (shade.categories & other.categories)
            if m != n and m not in same and apart and shade.places & other.places and (other.name or m < n):
                same[n] = m
                break
    return same


def _by_place(plot: Plot) -> dict[tuple[int, int], int]:
    """The series by place in cluster and stack, counted from the foot."""
    places: dict[tuple[int, int], int] = {}
    numbers: dict[tuple[int, int], int] = {}
    for category in plot.axis.categories:
        for place, i in enumerate(category.members):
            bars = plot.stacks[i].bars
            for j in range(len(bars)):
                numbers[i, j] = places.setdefault((place, len(bars) - j), len(places))
    return numbers


def name_beside(plot: Plot, naming: Naming, keys: Sequence[Key], prints: Sequence[Print]) -> dict[Key, Print]:
    """Names for nameless series from the words beside the last or first of their bars and points."""
    nameless = [key for key in keys if key not in naming.names]
    if plot.is_turned or not nameless:
        return {}
    bars = [key for key in nameless if key[0] == "bar"]
    found = {**_names_of_lines(plot, nameless, prints)}
    if len(bars) > 1:
        found |= _names_of_stack(plot, naming, bars, prints)
    return found


def _beside(prints: Sequence[Print], box: Box, side: int) -> list[Print]:
    """Blocks of words right (1) or left (-1) of a box."""
    near = [p for p in prints if not p.figure and p.turn == 0 and box.top - p.size <= p.y_mid <= box.bottom + p.size]
    gaps = [(p.box.x0 - box.x1 if side > 0 else box.x0 - p.box.x1) for p in near]
    close = [p for p, gap in zip(near, gaps, strict=True) if -0.3 * p.size <= gap <= BESIDE * p.size]
    return [block for block in find_blocks(close) if len(block.text) <= LONGEST_NAME]


def _names_of_stack(plot: Plot, naming: Naming, keys: Sequence[Key], prints: Sequence[Print]) -> dict[Key, Print]:
    """Every nameless series of the last or first stack has one name at the height of its bar, or none has."""
    for side, at in ((1, len(plot.stacks) - 1), (-1, 0)):
        stack = plot.stacks[at]
        blocks = _beside(prints, stack.box, side)
        named: dict[Key, list[Print]] = defaultdict(list)
        for block in blocks:
            for j, bar in enumerate(stack.bars):
                if bar.box.top <= block.y_mid <= bar.box.bottom:
                    named["bar", naming.numbers[at, j]].append(block)
        if all(len(named.get(key, ())) == 1 for key in keys):
            return {key: named[key][0] for key in keys}
    return {}


def _names_of_lines(plot: Plot, keys: Sequence[Key], prints: Sequence[Print]) -> dict[Key, Print]:
    found: dict[Key, Print] = {}
    for key in keys:
        if key[0] != "line":
            continue
        points = plot.lines[key[1]].points
        for side, (x, y) in ((1, points[-1]), (-1, points[0])):
            blocks = [b for b in _beside(prints, Box(x, y, x, y), side) if abs(b.y_mid - y) <= LEVEL * b.size]
            if len(blocks) == 1 and blocks[0] not in found.values():
                found[key] = blocks[0]
                break
    return found
