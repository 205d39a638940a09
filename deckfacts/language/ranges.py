"""Ranges: two neighbouring numbers to the low and the high end of one statement, or to the two ends of a change."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from deckfacts.contract import Bound
from deckfacts.language.kinds import UnitKind
from deckfacts.language.quantity import Quantity
from deckfacts.language.revisions import names_earlier

_JOINT = re.compile(r"(?P<glued>-|~)|[ ](?P<spaced>-|~|/-)[ ]?|~[ ]|[ ](?P<to>to|through)[ ]|[ ]?(?P<and>and)[ ]")
_NIL = " — "
"""An em dash between spaces stands for nothing in a table's cell; converters leave "163 — 155" of three cells."""
_LONGEST_JOINT = 9
"""Characters of " through " between two numbers."""
_BETWEEN = re.compile(r"\bbetween[ ]\Z", re.IGNORECASE)
_FROM = re.compile(r"\bfrom[ ](?:approximately |about |around )?\Z", re.IGNORECASE)
_RANGE_WORD = re.compile(
    r"\b(?:rang\w*|guid\w*|expect\w*|forecast\w*|outlook|target\w*|anywhere|vary\w*|varies)\b", re.I
)
_MOVED = re.compile(
    r"\b(?:increased?|rose|risen|rise|grew|grown|grow|fell|fall(?:en)?|declined?|decreased?|dropped|drop|improved?|moved|"
    r"went|expanded|contracted|narrowed|widened|changed?|reduced?|raised?|lowered|revised|cut|up|down|slipped|eased)\b",
    re.IGNORECASE,
)
_MOVED_BY = re.compile(
    r"\b(?:increased|rose|grew|fell|declined|decreased|dropped|improved|expanded|contracted|raised|lowered|reduced|cut"
    r"|lifted|trimmed|widened|narrowed)(?:[ ]by)?[ ]\Z"
    r"|\b(?:upgraded|downgraded|revised|adjusted)(?:[ ](?:up|down)(?:wards?)?)?[ ]by[ ]\Z",
    re.IGNORECASE,
)
_MOVES = re.compile(r"\b(?:up|down|increase|decrease|growth|decline|rise)(?:[ ](?:of|by))?[ ]\Z", re.IGNORECASE)
_REACH_OF_A_VERB = 60
"""Characters in front of "from X to Y" in which a verb of movement still governs it: about one clause."""
_YEARS = range(1950, 2051)
_LED = re.compile(
    r"(?:[^;|]*[^\W\d_][)\]]?[ ]?[:=])?[\s([]*(?:(?:approximately|approx\.?|about|around|circa|c\.|ca\.|from|between"
    r"|some|(?:in[ ])?(?:the[ ]|a[ ])?range(?:[ ]of)?)[ ]|[~≈][ ]?)?",
    re.IGNORECASE,
)
"""All that may stand in front of a range that has its cell or line for itself: "Revenue:", "approximately"."""
_LONGEST_LABEL = 80
"""Characters in front of a range that hold a line's label and a hedge."""

_CLOSED = re.compile(r"[\s)\].*†‡]*(?:[(\[]\d{1,2}[)\]])?\s*")
_WIDEST_SPACED_RANGE = 2
""""163 - 255" can be two cells that a converter ran together; "425 - 435" is seldom anything but a range."""
_WIDEST_RANGE_OF_A_MOVE = 2
""""up 2% to 3%" is a range, "up 3% to 45%" a move and the level it led to: a guided range seldom spans a doubling."""

_WIDEST_SMALL_RANGE = 5
"""Percentage points: "up 1% to 3%" is a range too where it has its cell for itself or is expected."""
_MOVE_ONLY = re.compile(r"\W*(?:up|down|increase|decrease|growth|decline|rise)(?:[ ](?:of|by))?[ ]", re.IGNORECASE)


def join_ranges(raw: str, text: str, found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The quantities with `bound` set at both ends of each range, the first end taking from the second what it lacks.

    Two plain whole numbers glued by a hyphen within a text (1-105, 2008-2010) are an address, pages or years: they
    are left out.
    """
    joined = list(found)
    dropped: set[int] = set()
    at = 1
    while at < len(joined):
        first, second = joined[at - 1], joined[at]
        joint = None if _NIL in raw[first.end : second.start] else _joint(text, first, second)
        if joint is not None and at - 1 not in dropped:
            if joint == "glued" and _is_plain(first) and _is_plain(second) and not _is_alone(text, first, second):
                dropped |= {at - 1, at}
            elif _is_replaced(text, joined, at) or _is_followed_by_range(text, joined, at, joint):
                joined[at - 1], joined[at] = _as_range(text, first, second)
            else:
                joined[at - 1], joined[at] = _join(text, first, second, joint)
                at += joined[at].bound is not None  # an end of one range is no end of the next
        at += 1
    return tuple(quantity for index, quantity in enumerate(joined) if index not in dropped)


def _joint(text: str, first: Quantity, second: Quantity) -> str | None:
    between = text[first.end : second.start]
    if not 0 < len(between) <= _LONGEST_JOINT:
        return None
    found = _JOINT.fullmatch(between)
    return None if found is None else (found.lastgroup or "spaced")


def _is_plain(quantity: Quantity) -> bool:
    plain = quantity.kind is UnitKind.BARE and quantity.scale is None and quantity.places == 0 and not quantity.signed
    return plain and len(str(quantity.magnitude)) == quantity.number_end - quantity.number_start


def _is_alone(text: str, first: Quantity, second: Quantity) -> bool:
    return not _are_years(first, second) and not text[: first.start].strip() and not text[second.end :].strip()


def _are_years(first: Quantity, second: Quantity) -> bool:
    return all(q.magnitude in _YEARS and q.places == 0 and q.scale is None for q in (first, second))


def _join(text: str, first: Quantity, second: Quantity, joint: str) -> tuple[Quantity, Quantity]:
    bare = first.kind is second.kind is UnitKind.BARE
    if not _are_comparable(first, second) or (joint == "spaced" and bare and not _is_spaced_range(text, first, second)):
        return first, second
    before = text[max(0, first.start - _REACH_OF_A_VERB) : first.start]
    if joint == "and" and not _BETWEEN.search(before):
        return first, second
    both = _share(first, second)
    low, high = both
    ranged = _ascend(low, high) and (_is_range(before, low.value, high.value, joint) or _is_small(text, low, high))
    if not ranged:
        change = joint == "to" and _FROM.search(before) is not None
        return both if change else (first, second)
    return _as_range(text, first, second)


def _as_range(text: str, first: Quantity, second: Quantity) -> tuple[Quantity, Quantity]:
    low, high = _share(first, second)
    if not _ascend(low, high):
        return first, second
    hedge = first.qualifier or (None if "~" in text[first.end : second.start] else second.qualifier)
    return replace(low, bound=Bound.LOW, qualifier=hedge), replace(high, bound=Bound.HIGH, qualifier=hedge)


def _ascend(low: Quantity, high: Quantity) -> bool:
    return low.unit == high.unit and low.value <= high.value


def _is_spaced_range(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether two bare numbers around a spaced dash are a range: alone in their cell, or with one scale for both."""
    low, high = _share(first, second)
    narrow = 0 < low.value < high.value < _WIDEST_SPACED_RANGE * low.value
    falling = high.value < 0 and _WIDEST_SPACED_RANGE * high.value < low.value < high.value
    scaled = first.scale is None and second.scale is not None
    if not (narrow or falling) or scaled or _are_years(first, second) or first.start > _LONGEST_LABEL:
        return (narrow or falling) and scaled
    return _LED.fullmatch(text, 0, first.start) is not None and _CLOSED.fullmatch(text, second.end) is not None


def _is_replaced(text: str, joined: Sequence[Quantity], at: int) -> bool:
    """Whether two numbers are the range that the one before them took the place of: ", raised from 408 to 418"."""
    if at < 3 or joined[at - 2].bound is not Bound.HIGH:
        return False
    kind, unit = joined[at - 2].kind, joined[at - 2].unit
    alike = all(q.kind is UnitKind.BARE or q.unit in (None, unit) or q.kind is kind for q in joined[at - 1 : at + 1])
    return alike and names_earlier(text, joined[at - 2].end, joined[at - 1].start)


def _comes_from(text: str, first: Quantity) -> bool:
    return _FROM.search(text, max(0, first.start - _REACH_OF_A_VERB), first.start) is not None


def _is_followed_by_range(text: str, joined: Sequence[Quantity], at: int, joint: str) -> bool:
    """Whether "from 408 to 418" goes on with "to 416 to 423": both are ranges."""
    if joint != "to" or at + 2 >= len(joined) or not _comes_from(text, joined[at - 1]):
        return False
    first, second, third, fourth = joined[at - 1 : at + 3]
    same = _are_comparable(first, second) and _are_comparable(second, third) and _are_comparable(third, fourth)
    return same and _joint(text, second, third) == "to" and _joint(text, third, fourth) in {"to", "glued", "spaced"}


def _is_range(before: str, low: Decimal, high: Decimal, joint: str) -> bool:
    if joint != "to":
        return True
    if _FROM.search(before):
        return _RANGE_WORD.search(before) is not None and _MOVED.search(before) is None
    if _MOVED_BY.search(before):
        return False
    return not _MOVES.search(before) or not low or abs(high) <= _WIDEST_RANGE_OF_A_MOVE * abs(low)


def _is_small(text: str, low: Quantity, high: Quantity) -> bool:
    """Whether a move "to" another rate is a range of growth: "Up 1% to 3%" alone, "expected to be up 1% to 3%"."""
    narrow = low.kind is UnitKind.PERCENT and abs(high.value - low.value) <= _WIDEST_SMALL_RANGE
    before = text[max(0, low.start - _REACH_OF_A_VERB) : low.start]
    if not narrow or not _MOVES.search(before):
        return False
    alone = _MOVE_ONLY.fullmatch(text, 0, low.start) is not None and _CLOSED.fullmatch(text, high.end) is not None
    return alone or _RANGE_WORD.search(before) is not None


def _are_comparable(first: Quantity, second: Quantity) -> bool:
    if first.kind is second.kind:
        return first.unit == second.unit or first.unit is None or second.unit is None
    if first.kind is UnitKind.BARE and _is_plain(first) and first.magnitude in _YEARS:
        return False  # Dec 2014 - £864.9m
    kinds = {first.kind, second.kind}
    return UnitKind.BARE in kinds or kinds == {UnitKind.MONEY, UnitKind.PER_SHARE}


def _share(first: Quantity, second: Quantity) -> tuple[Quantity, Quantity]:
    """Each end with the unit and scale that is printed only at the other: "$850-950 million", "5-7%"."""
    if first.kind is UnitKind.BARE or (first.kind is UnitKind.MONEY and second.kind is UnitKind.PER_SHARE):
        first = replace(first, kind=second.kind, unit=second.unit, counted=second.counted)
    elif second.kind is UnitKind.BARE and first.kind in {UnitKind.MONEY, UnitKind.PER_SHARE}:
        second = replace(second, kind=first.kind, unit=first.unit)
    if first.scale is None and second.scale is not None and first.magnitude <= second.magnitude:
        first = replace(first, scale=second.scale)
    return first, second
