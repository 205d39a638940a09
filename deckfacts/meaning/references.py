"""References: a number that only points back ("46% of them", "(3Q23: 5)") gets the subject that was named before it."""

import re
from dataclasses import dataclass, replace

from deckfacts.concepts import find_concepts
from deckfacts.contract import Measure
from deckfacts.language.kinds import PER_SHARE_SUFFIX
from deckfacts.language.quantities import UnitKind
from deckfacts.meaning.drafts import Draft
from deckfacts.meaning.phrases import clean_label
from deckfacts.meaning.subjects import Subject, find_subject
from deckfacts.meaning.ties import Number
from deckfacts.meaning.wording import DILUTION, object_after, words_after

_POINT_OF = re.compile(
    r"(?:mid[- ]?point|(?:low|high|top|upper|lower)[- ]end)\s+of\s+(?:the\s+|our\s+)?", re.IGNORECASE
)
_OF_IT = re.compile(
    r"\s*of\s+(?:them|it|these|those|this|which)\b(?:\s+(?:is|are|was|were|will\s+be))?\s*(?P<rest>[^,.;()]*)",
    re.IGNORECASE,
)
""""46% of them work in Portugal", "70% of it is due within a year"."""

_OF_WHOM = re.compile(
    r"\b(?:of\s+(?:which|whom)|thereof)\s+(?:approximately\s+|about\s+|around\s+|roughly\s+|over\s+)?$", re.IGNORECASE
)
""""of whom 388 are apprentices", "of which roughly 65% went to the new plant"."""

_IS = re.compile(r"^\s*(?:are|is|were|was)\s+", re.IGNORECASE)
_BARE_RATE = re.compile(r"(?:\w+\s+)?(?:margin|ratio|rate)", re.IGNORECASE)
_BARE_COST = re.compile(
    r"(?:total|aggregate|average)?\s*(?:costs?|prices?|considerations?|amount|value|proceeds)", re.IGNORECASE
)
_DILUTED = re.compile(r"\b(?:basic|undiluted|(?:fully\s+)?diluted)\b", re.IGNORECASE)
_WHOLE = frozenset({"total", "in total", "totalling", "totaling"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A number whose subject is asked for, with what is known of it: its family of units, what it measures."""

    number: Number
    kind: UnitKind
    measure: Measure

    def resolved(self, label: str) -> Subject:
        """The subject that a label names; a point in a range ("midpoint of revenue guidance") is of what it is in."""
        clause = self.number.clause
        point = _POINT_OF.match(label)
        named = label[point.end() :] if point else label
        subject = find_subject(named, self.kind, self.measure, clause.leads, clause.setting)
        return replace(subject, label=label) if point else subject

    def like(self, last: Draft, detail: str = "") -> Subject:
        """The subject of another statement, with a detail, resolved again for this number's unit."""
        again = self.resolved(clean_label(f"{last.label} {detail}") if detail else last.label)
        return replace(again, segment=last.segment or again.segment, basis=last.basis or again.basis)


def referred_subject(asked: Asked) -> Subject | None:
    """The subject of a number that only points back to what the statement before it was about."""
    number = asked.number
    same = number.ties.again or number.ties.based
    if same is not None:
        return asked.like(same)
    last = number.last
    if last is None or not last.label:
        return None
    if _OF_WHOM.search(number.clause.scan.folded, number.window.before, number.window.quantity.start):
        return asked.like(last, object_after(_IS.sub("", number.behind)))
    of_it = _OF_IT.match(number.behind)
    if of_it:
        return asked.like(last, object_after(of_it["rest"]))
    return _in_another_part(asked, last) if number.ties.parallel else None


def _in_another_part(asked: Asked, last: Draft) -> Subject:
    """ "growth of 8% in Cloud and 3% in Fiber": the second is about the same thing in the second part."""
    after = words_after(asked.number.behind)
    if after.link == "of":
        return asked.resolved(after.label)
    metric = last.label[last.concept.start : last.concept.end] if last.concept else ""
    subject = asked.resolved(f"{metric} {after.detail}".strip())
    return replace(subject, basis=last.basis or subject.basis)


def completed_subject(asked: Asked, before: str) -> Subject | None:
    """The subject of a number whose own words (`before`) say only half of it, and the statement before the rest."""
    number, last = asked.number, asked.number.last
    if last is None or not last.label:
        return None
    if before and last.label.lower().endswith(f" {before.lower()}"):
        return asked.like(last)  # the rest of what it counted: "customers above $100K in ARR, up 18%"
    if _BARE_RATE.fullmatch(before) and not find_concepts(before):
        # "Adjusted EBITA of 128.8; margin 10.8%": the margin of what was just named.
        return asked.resolved(f"{last.label} {before}")
    if last.unit.endswith(PER_SHARE_SUFFIX) and DILUTION.fullmatch(before):
        # As in: earnings per share, basic of 1.24 and diluted of 1.21.
        return asked.resolved(_diluted(last.label, before))
    if _BARE_COST.fullmatch(before) and (last.kind is UnitKind.COUNT or last.measure is Measure.SHARE):
        # As in: repurchased 4 million shares (3%) for a total cost of 43.
        return asked.resolved(f"{before} of {last.label}")
    return asked.like(last) if number.window.opened is not None and is_whole(before) else None


def _diluted(label: str, before: str) -> str:
    """The name of an amount per share with the words for another count of the shares."""
    found = _DILUTED.search(label)
    if found is None:
        return f"{label}, {before}"
    named = before.capitalize() if found.start() == 0 and found[0][:1].isupper() else before
    return f"{label[: found.start()]}{named}{label[found.end() :]}"


def is_whole(before: str) -> bool:
    """Whether the words before a number say no more than that it is all of something: "in total"."""
    return before.lower() in _WHOLE
