"""Repeats: one statement printed in two places with two values."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from deckfacts.checks import wording
from deckfacts.checks.figures import Book, Figure, neighbours
from deckfacts.checks.intervals import Habit, Interval, stands_for
from deckfacts.checks.naming import words
from deckfacts.checks.verdict import Finding, Trial, is_slip, severity
from deckfacts.contract import CheckRule, Fact

SAME_FIGURE = Decimal("0.05")
"""How far apart two prints may be and still be taken for one figure by their nearness alone: JPY820 and JPY823 million
are, JPY370 and JPY820 million are another period whose name was lost."""

_DIGITS_THAT_DIFFER = 2
"""With a single digit nearness says nothing: 3% and 4% are as often two things as one."""


def check_repeats(book: Book) -> Iterator[Trial | None]:
    """Each statement that is printed more than once."""
    for figure in book.figures.values():
        if len(figure.facts) > 1:
            yield _check(book, figure)


def _check(book: Book, figure: Figure) -> Trial | None:
    rule = CheckRule.PRINTED_TWICE
    reference = _most_agreed(figure.facts)
    odd = [fact for fact in figure.facts if _differs(book, fact, reference)]
    allowed = stands_for(reference)
    slips = [fact for fact in odd if _digits(fact) >= _DIGITS_THAT_DIFFER and is_slip(fact, allowed, SAME_FIGURE)]
    if not slips:
        return None if odd else Trial(rule, None, figure.facts)
    found = slips[0]
    message = f"{wording.cite(found)}, but {wording.cite(reference)}{_period(found)}"
    told = {fact.fact_id for fact in (found, reference, *odd)}
    same = tuple(fact for fact in figure.facts if fact.fact_id not in told)
    facts = (found, reference, *slips[1:], *same)
    return Trial(rule, None, facts, Finding(rule, severity(rule, found, allowed), facts, message, allowed))


def _most_agreed(facts: Sequence[Fact]) -> Fact:
    """The print that most of them may stand for, the first of several; a damaged file can hold thousands of one."""
    prints = [_either(fact) for fact in facts]
    lows, highs = sorted(one.low for one in prints), sorted(one.high for one in prints)
    # Of all that begin before one ends, those that end before it begins do not meet it.
    meeting = [bisect_right(lows, one.high) - bisect_left(highs, one.low) for one in prints]
    return facts[meeting.index(max(meeting))]


def _differs(book: Book, fact: Fact, reference: Fact) -> bool:
    """Whether a print contradicts another that stands elsewhere and is not about a segment whose name was lost."""
    if _agree(fact, reference) or neighbours(fact, reference, book.cells):
        return False
    return not _names_segment(book, fact, reference)


def _names_segment(book: Book, one: Fact, other: Fact) -> bool:
    """Whether one label names a segment of the deck that the other does not: there a segment was lost in reading."""
    differing = (set(words(one.label)) ^ set(words(other.label))) - set(words(one.segment or ""))
    return any(segment and differing.issuperset(segment.split()) for segment in book.segments)


def _agree(one: Fact, other: Fact) -> bool:
    """Whether two prints may stand for one value: a figure cut off in the table may be rounded in the text.

    Statements set costs in brackets, "Interest expense (259)", which sentences name without: "expense of $259 million".
    """
    if _either(one).meets(_either(other)):
        return True
    bracketed = [fact.value < 0 and "(" in fact.printed for fact in (one, other)]
    if bracketed[0] == bracketed[1] or one.value * other.value > 0:
        return False
    turned = [
        replace(fact, value=-fact.value) if set_off else fact
        for fact, set_off in zip((one, other), bracketed, strict=True)
    ]
    return _either(turned[0]).meets(_either(turned[1]))


def _either(fact: Fact) -> Interval:
    return stands_for(fact, Habit.ALL_CUT).around(stands_for(fact, Habit.ROUNDED))


def _digits(fact: Fact) -> int:
    return sum(1 for character in fact.printed if character.isdigit())


def _period(fact: Fact) -> str:
    return f" ({wording.when(fact)})" if fact.period_end else ""
