"""Repeats: one statement printed in two places with two values."""

from collections.abc import Iterator
from decimal import Decimal

from deckfacts.checks import wording
from deckfacts.checks.agreement import agree, most_agreed
from deckfacts.checks.figures import Book, Figure, neighbours
from deckfacts.checks.intervals import stands_for
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
    reference = most_agreed(figure.facts)
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


def _differs(book: Book, fact: Fact, reference: Fact) -> bool:
    """Whether a print contradicts another that stands elsewhere and is not about a segment whose name was lost."""
    if agree(fact, reference) or neighbours(fact, reference, book.cells):
        return False
    return not _names_segment(book, fact, reference)


def _names_segment(book: Book, one: Fact, other: Fact) -> bool:
    """Whether one label names a segment of the deck that the other does not: there a segment was lost in reading."""
    differing = (set(words(one.label)) ^ set(words(other.label))) - set(words(one.segment or ""))
    return any(segment and differing.issuperset(segment.split()) for segment in book.segments)


def _digits(fact: Fact) -> int:
    return sum(1 for character in fact.printed if character.isdigit())


def _period(fact: Fact) -> str:
    return f" ({wording.when(fact)})" if fact.period_end else ""
