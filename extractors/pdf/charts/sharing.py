"""Sharing: the legends of a page find the charts whose colours they name."""

from collections.abc import Sequence
from dataclasses import dataclass

from deckfacts.contract import Box
from extractors.pdf.charts.legends import Entry, same_colour
from extractors.pdf.charts.prints import Print
from extractors.pdf.page import Colour

REACH = 200.0
"""Points between a chart and the legend that names its series at most: low bars leave half a slide free below it."""
NEXT_IN_LINE = 5.0
"""Ems between two entries of one legend at most; two legends on one height are parted by a gutter."""
NEXT_BELOW = 2.6
"""Ems from an entry to the one below it at most."""
LEVEL = 0.5
"""Ems by which the middles of entries in one line, or the left sides of those in one column, may differ."""
MAX_ENTRIES = 200
"""Entries of a page that are looked at; more are bullets or a drawing."""
EQUAL = 0.01
"""Points by which two distances may differ and be equal."""


@dataclass(frozen=True, slots=True)
class Owner:
    """What a legend may be of: where it stands, and its colours."""

    box: Box
    colours: tuple[Colour, ...]

    def has(self, entry: Entry) -> bool:
        """Whether an entry's colour is one of its own."""
        return any(same_colour(entry.colour, colour) for colour in self.colours)


def unlike(colours: Sequence[Colour]) -> tuple[Colour, ...]:
    """Colours, each once."""
    found: list[Colour] = []
    for colour in colours:
        if not any(same_colour(colour, other) for other in found):
            found.append(colour)
    return tuple(found)


def share_entries(owners: Sequence[Owner], entries: Sequence[Entry]) -> list[list[Entry]]:
    """The entries of each owner: a legend is of those that have most of its colours, of two entries the nearer one.

    A lone entry says little by its colour, and is the nearest owner's alone.
    """
    owned: list[list[Entry]] = [[] for _ in owners]
    for legend in _whole(_legends(entries), owners):
        near = [at for at, owner in enumerate(owners) if _distance(owner, legend) <= REACH]
        counts = {at: sum(owners[at].has(entry) for entry in legend) for at in near}
        most = max(counts.values(), default=0)
        best = [at for at in near if most and counts[at] == most]
        if most == 1:
            own = [entry for entry in legend if any(owners[at].has(entry) for at in best)]
            nearest = min((_distance(owners[at], own) for at in best), default=0.0)
            best = [at for at in best if _distance(owners[at], own) <= nearest + EQUAL]
        for at in best:
            owned[at] += [entry for entry in legend if owners[at].has(entry)]
    return [_nearest_each(own, owner) for own, owner in zip(owned, owners, strict=True)]


def _legends(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Entries beside and below each other."""
    legends: list[list[Entry]] = []
    for entry in entries[:MAX_ENTRIES]:
        near, apart = [entry], []
        for legend in legends:
            if any(_adjoin(other, entry) for other in legend):
                near += legend
            else:
                apart.append(legend)
        legends = [*apart, near]
    return legends


def _whole(legends: Sequence[list[Entry]], owners: Sequence[Owner]) -> list[list[Entry]]:
    """Legends, those in one line joined that share no colour and have all of theirs in one chart."""
    joined: list[list[Entry]] = []
    for legend in legends:
        before = next((at for at, other in enumerate(joined) if _are_one(other, legend, owners)), None)
        if before is None:
            joined.append(legend)
        else:
            joined[before] = joined[before] + legend
    return joined


def _are_one(one: Sequence[Entry], other: Sequence[Entry], owners: Sequence[Owner]) -> bool:
    both = [*one, *other]
    level = _in_line(one[-1].box, other[0].name, other[0].name.size)
    apart = len(unlike([entry.colour for entry in both])) == len(both)
    return level and apart and any(all(map(owner.has, both)) for owner in owners)


def _adjoin(one: Entry, other: Entry) -> bool:
    em = max(one.name.size, other.name.size)
    if _in_line(one.box, other.name, em):
        return max(one.box.x0 - other.box.x1, other.box.x0 - one.box.x1) <= NEXT_IN_LINE * em
    aligned = abs(one.box.x0 - other.box.x0) <= LEVEL * em
    return aligned and abs(one.name.y_mid - other.name.y_mid) <= NEXT_BELOW * em


def _in_line(box: Box, p: Print, em: float) -> bool:
    return abs((box.top + box.bottom) / 2 - p.y_mid) <= LEVEL * em


def _distance(owner: Owner, legend: Sequence[Entry]) -> float:
    return min(_apart(owner.box, entry.box) for entry in legend)


def _nearest_each(entries: Sequence[Entry], owner: Owner) -> list[Entry]:
    kept: list[Entry] = []
    for entry in sorted(entries, key=lambda entry: _apart(owner.box, entry.box)):
        if not any(same_colour(entry.colour, other.colour) for other in kept):
            kept.append(entry)
    return kept


def _apart(one: Box, other: Box) -> float:
    across = max(one.x0 - other.x1, other.x0 - one.x1, 0.0)
    down = max(one.top - other.bottom, other.top - one.bottom, 0.0)
    return across + down


def name_without_swatch(entries: Sequence[Entry], prints: Sequence[Print]) -> Print | None:
    """The name that goes on in the line or column of a legend's names without a swatch: that of an unseen series."""
    if len(entries) < 2:
        return None
    taken = {id(word) for entry in entries for word in entry.name.words}
    found = [
        p
        for p in prints
        if not p.figure and p.turn == 0 and not any(id(word) in taken for word in p.words) and _goes_on(p, entries)
    ]
    return found[0] if len(found) == 1 else None


def _goes_on(p: Print, entries: Sequence[Entry]) -> bool:
    """Whether a print stands where the next entry of a legend would."""
    alike = [entry for entry in entries if abs(entry.name.size - p.size) <= LEVEL]
    level = [entry for entry in alike if _in_line(entry.box, p, p.size)]
    if len(level) > 1 or (level and len(entries) == len(level)):
        return min(abs(_apart(entry.box, p.box)) for entry in level) <= NEXT_IN_LINE * p.size
    below = [entry for entry in alike if abs(entry.name.box.x0 - p.box.x0) <= LEVEL]
    return len(below) > 1 and min(abs(entry.name.y_mid - p.y_mid) for entry in below) <= NEXT_BELOW * p.size
