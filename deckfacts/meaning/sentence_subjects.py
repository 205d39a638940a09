"""Sentence subjects: the words of a sentence around a number become what the number is about."""

import re
from dataclasses import replace

from deckfacts.contract import Measure
from deckfacts.language.quantities import UnitKind
from deckfacts.meaning.clauses import SENTENCE_END
from deckfacts.meaning.countings import counted_thing
from deckfacts.meaning.movement import basis_told_behind
from deckfacts.meaning.phrases import clean_label
from deckfacts.meaning.references import Asked, completed_subject, referred_subject
from deckfacts.meaning.respective import respective_subject
from deckfacts.meaning.subjects import Subject, lead_segment
from deckfacts.meaning.ties import Number
from deckfacts.meaning.wording import After, behind_bracket, object_after, scope_before, words_after, words_before

_DONE = re.compile(
    r"(?:[A-Z][\w&'.-]*\s+){0,3}(?:have\s+|has\s+|also\s+)*(?:returned|paid|invested|spent|deployed|distributed"
    r"|repurchased|issued|received|repaid|redeemed|borrowed|allocated|committed|contributed|sold|acquired|bought"
    r"|purchased|donated|saved|wrote\s+off|drew|retired|refinanced)",
    re.IGNORECASE,
)
""""returned $14 million to shareholders": a verb that needs its object to say what the number is."""

_EXPECTED_MOVE = re.compile(
    r"(?:estimated|expected|projected|anticipated|targeted)(?:\s+(?:annual|total))?"
    r"(?:\s+(?:growth(?:\s+rates?)?|(?:to\s+)?range|to|between))*",
    re.IGNORECASE,
)
"""What a cell of a guidance table says of the line that its row names: "Estimated growth rate 3% to 4%"."""

_ARTICLE = re.compile(
    r"\b(?:an?|the|another|its|our|includ\w+|exclud\w+|reflect\w*|record\w*|recogni[sz]ed|incurred|booked|reali[sz]ed)\s+"
    r"(?:approximately\s+|roughly\s+|further\s+|record\s+)?$",
    re.IGNORECASE,
)
"""What stands in front of a number that is an adjective: "a $15 million gain", "excludes $4 million special items"."""

_REACH = 30
"""Characters in front of a number that hold an article and a word, and some white space."""

_REACH_BEHIND = 200
"""Characters behind a number that hold the rest of its bracket and what is said behind that."""

_INFLUENCE = re.compile(r"\b(?:impacts?|effects?)\b(?!\s+on\b)", re.IGNORECASE)
_OF_A_WHOLE = re.compile(r"\s*of\s+[a-z][a-z\s-]{2,40}?(?=,|\s+and\s)", re.IGNORECASE)
_MOVE_OF = re.compile(
    r"(?P<name>(?:[a-z-]+\s+){0,2}(?:growth|increase|decrease|reduction|decline|improvement))\s+(?:of|by|was|at)\s+"
    r"(?:approximately\s+|about\s+|around\s+|over\s+)?$",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:^|[;。]|\.\s)\W*(?:about|around|approximately|roughly|nearly|almost|more\s+than|over|some)?\s*$", re.IGNORECASE
)
_OF_THING = re.compile(
    r"\s*of\s+(?:the\s+|our\s+|all\s+)*"
    r"(?P<thing>[a-z][^,.;()]*?\b(?:is|are|was|were|has|have|had|came|comes?|now|[a-z]{3,}ed)\b[^,.;()]*)",
    re.IGNORECASE,
)
_LOWER_IS_BETTER = re.compile(
    r"churn|cost|expense|efficiency_ratio|combined_ratio|loss_ratio|npl|nonperforming|charge_off|leverage|days"
)
_BETTER = re.compile(r"\b(?:improve[ds]?|improvements?|improving|better|worse|deteriorat\w+)\b", re.IGNORECASE)


def subject_of(number: Number, kind: UnitKind, measure: Measure) -> Subject:
    """What a number is about: the words before it, or behind it, or what the statement before it was about."""
    asked = Asked(number, kind, measure)
    referred = respective_subject(asked) or referred_subject(asked)
    if referred:
        return referred
    opening = _opening_share(asked)
    if opening:
        return asked.resolved(opening)
    before = _label_before(number)
    before = "" if _EXPECTED_MOVE.fullmatch(before) else before
    found = completed_subject(asked, before) or counted_thing(asked, before) or _named_around(asked, before)
    return found if found.segment else replace(found, segment=_scope_of(number))


def _scope_of(number: Number) -> str | None:
    """ "For Cloud we now expect revenue growth of 8% and a margin of 11%": the part that plans are about."""
    clause, end = number.clause, number.quantity.start
    ended = [found.end() for found in SENTENCE_END.finditer(clause.words, 0, end)]
    scope = scope_before(clause.words[max(ended, default=0) : end])
    return scope if scope and clause.setting.segments.knows(scope) else None


def _named_around(asked: Asked, before: str) -> Subject:
    number, last = asked.number, asked.number.last
    thing = object_after(number.behind) if _DONE.fullmatch(before) else ""
    if thing:
        return asked.resolved(f"{before} {thing}")
    after = _label_after(asked)
    if after.label and (not before or after.counted or not asked.resolved(before).concept):
        followed = asked.resolved(after.label)
        if not before or followed.concept or not after.link:
            return followed
    if before or last is None or not last.label:
        subject = _part_of(asked, asked.resolved(_detailed(number, before, after)))
        return subject if before or subject.concept else _named_by_move(number, subject)
    if asked.kind is UnitKind.PER_SHARE and last.kind is UnitKind.MONEY:
        return asked.like(last, "per share")  # "Net income of $149 million, or $1.24 per share"
    return asked.like(last)


def _opening_share(asked: Asked) -> str:
    """ "About 40% of the office book has been sold": what opens a sentence is of what follows it."""
    number = asked.number
    start = number.quantity.start
    if asked.measure is not Measure.SHARE or not _OPENS.search(
        number.clause.scan.folded, max(0, start - _REACH), start
    ):
        return ""
    found = _OF_THING.match(number.behind)
    return object_after(found["thing"], whole=True) if found else ""


def _named_by_move(number: Number, subject: Subject) -> Subject:
    """ "Strong underlying growth of 9%" under a line that names no metric: the movement itself is the name."""
    if number.clause.setting.segments.knows(subject.label):
        return subject
    found = _MOVE_OF.search(number.clause.words, number.window.before, number.quantity.start)
    return replace(subject, label=clean_label(found["name"])) if found else subject


def _part_of(asked: Asked, subject: Subject) -> Subject:
    """ "Revenue of 120, of which Cloud 70": the name of a part alone is about the metric just named."""
    last, segments = asked.number.last, asked.number.clause.setting.segments
    if last is None or last.kind is not asked.kind or subject.concept or not segments.knows(subject.label):
        return subject
    return replace(subject, concept=last.concept)


def _label_before(number: Number) -> str:
    clause, first, end = number.clause, number.window.before, number.quantity.start
    # "42% of revenue and Asia for 23%": what the number before is of is no part of the name.
    whole = _OF_A_WHOLE.match(clause.words, first, end) if first else None
    first = whole.end() if whole else first
    told = basis_told_behind(clause.scan.folded, first) if number.ties.joined else None
    first = told.end() if told else first
    start = max(first, clause.scope) if clause.scope_says_when else first
    return words_before(clause.words[start:end]) or words_before(clause.words[first:end])


def _label_after(asked: Asked) -> After:
    number, start = asked.number, asked.number.quantity.start
    named_by = _ARTICLE.search(number.clause.scan.folded, max(number.window.before, start - _REACH), start)
    after = words_after(number.behind, named_by=named_by is not None)
    # "Free cash flow of $31 million, or 17% of revenue": revenue is the whole, not the subject.
    part = asked.measure is Measure.SHARE or number.quantity.kind is UnitKind.POINTS
    return After() if part and after.link == "of" else after


def _detailed(number: Number, before: str, after: After) -> str:
    """A label with what stands behind its number, or behind the bracket that the number stands in."""
    if not before:
        return before
    end = number.quantity.end
    detail = behind_bracket(number.clause.words[end : end + _REACH_BEHIND])
    if not detail and number.window.opened is None:
        detail = after.detail
    return f"{before} {detail}" if detail else before


def influence_on(number: Number, subject: Subject) -> Subject:
    """ "an adverse impact of 90 basis points": what did it to the figure just named, which it is not itself."""
    last = number.last
    label, segment = subject.label, lead_segment(number.clause.leads, number.clause.setting)
    if last is not None and last.concept:
        named = last.label[last.concept.start : last.concept.end]
        label = _INFLUENCE.sub(lambda found: f"{found[0]} on {named}", label, count=1)
        segment = last.segment
    return replace(subject, label=label, concept=None, segment=segment)


def turned_by_nature(number: Number, direction: int | None, subject: Subject) -> int | None:
    """Which way a metric went that is better when it is lower: churn that improved by 5 points fell by them."""
    name = subject.concept.concept.name if subject.concept else ""
    if direction is None or not _LOWER_IS_BETTER.search(name):
        return direction
    judged = _BETTER.search(number.clause.scan.folded, number.window.before, number.window.after)
    return -direction if judged else direction
