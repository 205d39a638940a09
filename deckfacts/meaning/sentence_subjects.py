"""Sentence subjects: the words of a sentence around a number become what the number is about."""

import re
from dataclasses import replace

from deckfacts.concepts import find_concepts
from deckfacts.contract import Measure
from deckfacts.language.quantities import UnitKind
from deckfacts.meaning.clauses import Clause
from deckfacts.meaning.drafts import Draft
from deckfacts.meaning.leads import LeadKind
from deckfacts.meaning.movement import Window
from deckfacts.meaning.phrases import clean_label
from deckfacts.meaning.subjects import Subject, find_subject
from deckfacts.meaning.wording import After, words_after, words_before

_VERB_FIRST = re.compile(
    r"^(?:ended|added|opened|closed|signed|launched|completed|served|serving|employed|employs|has|have|had|with|operates?"
    r"|operating|repurchased|bought|sold|issued|delivered|shipped|installed)\b",
    re.IGNORECASE,
)
_BARE_RATE = re.compile(r"(?:\w+\s+)?(?:margin|ratio|rate)", re.IGNORECASE)
_COUNTED_END = re.compile(r"[,;.(]|\b(?:up|down|compared|versus|vs)\b")

MAX_COUNTED_DETAIL = 8
"""A counted thing is told apart by a few words; more are the rest of the sentence."""


def subject_of(
    clause: Clause, window: Window, kind: UnitKind, measure: Measure, last: Draft | None, *, again: bool = False
) -> Subject:
    """What a number is about: the words before it, or behind it, or what the statement before it was about.

    `again` if the number only restates the one before for another period.
    """

    def resolved(label: str) -> Subject:
        return find_subject(label, kind, measure, clause.leads, clause.setting)

    if again and last is not None:
        return _like(last, resolved(last.label))
    before = _label_before(clause, window)
    if last is not None and last.label and _BARE_RATE.fullmatch(before) and not find_concepts(before):
        # "Adjusted EBITA of 128.8; margin 10.8%": the margin of what was just named.
        return resolved(f"{last.label} {before}")
    if _names_what_it_counts(clause, window, kind, before):
        return resolved(_counted_label(clause, window))
    after = _label_after(clause, window, measure)
    if after.label and (not before or after.counted or not resolved(before).concept):
        followed = resolved(after.label)
        if not before or followed.concept:
            return followed
    if before or last is None or not last.label:
        detailed = before and after.detail and window.opened is None
        return _part_of(last, resolved(f"{before} {after.detail}" if detailed else before), kind, clause)
    # "Net income of $149 million, or $1.24 per share"
    per_share = kind is UnitKind.PER_SHARE and last.kind is UnitKind.MONEY
    return _like(last, resolved(f"{last.label} per share" if per_share else last.label))


def _part_of(last: Draft | None, subject: Subject, kind: UnitKind, clause: Clause) -> Subject:
    """ "Revenue of 120, of which Cloud 70": the name of a part alone is about the metric just named."""
    if last is None or last.kind is not kind or subject.concept or not clause.setting.segments.knows(subject.label):
        return subject
    return replace(subject, concept=last.concept)


def _label_before(clause: Clause, window: Window) -> str:
    start = max(window.before, clause.scope) if clause.scope_says_when else window.before
    end = window.quantity.start
    return words_before(clause.words[start:end]) or words_before(clause.words[window.before : end])


def _label_after(clause: Clause, window: Window, measure: Measure) -> After:
    after = words_after(clause.words[window.quantity.end : window.after])
    # "Free cash flow of $31 million, or 17% of revenue": revenue is the whole, not the subject.
    return After() if measure is Measure.SHARE and after.link == "of" else after


def _like(last: Draft, again: Subject) -> Subject:
    """The subject of the statement before, resolved again for another unit."""
    return replace(again, segment=last.segment or again.segment, basis=last.basis or again.basis)


def _names_what_it_counts(clause: Clause, window: Window, kind: UnitKind, before: str) -> bool:
    """Whether the counted thing is itself the label: "Ended the quarter with 1,262 customers"."""
    if kind is not UnitKind.COUNT or not window.quantity.counted:
        return False
    if before:
        return bool(_VERB_FIRST.match(before))
    nearest = next(clause.leads.nearest(), None)
    if nearest is None or nearest.kind in (LeadKind.TITLE, LeadKind.HEADING):
        return True
    return not nearest.phrase.bare


def _counted_label(clause: Clause, window: Window) -> str:
    """The counted thing with what follows it: "customers above $100K in ARR"."""
    counted = window.quantity.counted or ""
    rest = _COUNTED_END.split(clause.words[window.quantity.end : window.after])[0]
    return clean_label(f"{counted} {rest}") if len(rest.split()) <= MAX_COUNTED_DETAIL else counted
