"""Agreement: two prints of a number in, whether they may stand for one value out."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from deckfacts.checks.intervals import Habit, Interval, stands_for
from deckfacts.contract import Fact


def agree(one: Fact, other: Fact) -> bool:
    """Whether two prints may stand for one value: a figure cut off in the table may be rounded in the text.

    Statements set costs in brackets, "Interest expense (259)", which sentences name without: "expense of $259 million".
    """
    if either(one).meets(either(other)):
        return True
    bracketed = [fact.value < 0 and "(" in fact.printed for fact in (one, other)]
    if bracketed[0] == bracketed[1] or one.value * other.value > 0:
        return False
    turned = [
        replace(fact, value=-fact.value) if set_off else fact
        for fact, set_off in zip((one, other), bracketed, strict=True)
    ]
    return either(turned[0]).meets(either(turned[1]))


def most_agreed(facts: Sequence[Fact]) -> Fact:
    """The print that most of them may stand for, the first of several; a damaged file can hold thousands of one."""
    prints = [either(fact) for fact in facts]
    lows, highs = sorted(one.low for one in prints), sorted(one.high for one in prints)
    # Of all that begin before one ends, those that end before it begins do not meet it.
    meeting = [bisect_right(lows, one.high) - bisect_left(highs, one.low) for one in prints]
    return facts[meeting.index(max(meeting))]


def either(fact: Fact) -> Interval:
    """What a print may stand for, whether it was rounded or cut off."""
    return stands_for(fact, Habit.ALL_CUT).around(stands_for(fact, Habit.ROUNDED))
