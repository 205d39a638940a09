"""Leads: the headings, lead-in lines and parent bullets above a statement, nearest first, and what they give to it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from deckfacts.concepts import find_concepts
from deckfacts.contract import Comparison
from deckfacts.language.fiscal import Period
from deckfacts.language.quantities import UnitKind
from deckfacts.language.units import UnitReading
from deckfacts.meaning.phrases import Phrase
from deckfacts.meaning.setting import Setting

T = TypeVar("T")


class LeadKind(StrEnum):
    """What the lead is on the slide, from the widest reach to the narrowest."""

    TITLE = "title"
    HEADING = "heading"
    LEAD_IN = "lead_in"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"


class Role(StrEnum):
    """What a lead-in line is about; a new one takes the place of the last with the same role."""

    SEGMENT = "segment"
    CONCEPT = "concept"
    PERIOD = "period"
    UNIT = "unit"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Lead:
    """A line that others stand under. `stated` if it prints numbers of its own, `part` if it names a part of the
    company by where it stands, as a row's label does."""

    kind: LeadKind
    level: int
    phrase: Phrase
    role: Role
    stated: bool = False
    part: bool = False


def role_of(phrase: Phrase, setting: Setting) -> Role:
    """What a lead-in line is about."""
    if setting.segments.knows(phrase.bare):
        return Role.SEGMENT
    if phrase.bare and phrase.any_concept():
        return Role.CONCEPT
    if phrase.period:
        return Role.PERIOD
    return Role.OTHER


MAX_LEADS = 40
"""A slide has a handful of lines over a number; of a page of prose only the last ones can lead to what follows it."""


@dataclass(slots=True)
class LeadStack:
    """The leads that hold at one place of a slide, and what its legends and captions say for all of it."""

    leads: list[Lead] = field(default_factory=list)
    legends: dict[Comparison, tuple[Period, Period]] = field(default_factory=dict)
    caption: UnitReading | None = None
    pattern: tuple[Comparison, ...] = ()
    _filled: bool = False

    def nearest(self) -> Iterator[Lead]:
        """The leads from the nearest to the farthest."""
        return reversed(self.leads)

    def first(self, get: Callable[[Phrase], T | None]) -> T | None:
        """What the nearest lead that says something says."""
        return next((value for lead in self.nearest() if (value := get(lead.phrase)) is not None), None)

    def unit(self) -> UnitReading | None:
        """The unit that holds here: of the nearest caption or heading, else of the slide's first caption.

        A line that names one thing ("Number of employees", "NAV per share") gives its unit only to what stands right
        under it.
        """
        for i, lead in enumerate(self.nearest()):
            unit = lead.phrase.unit
            if unit is None or lead.stated:
                continue
            own = unit.kind in (UnitKind.COUNT, UnitKind.PER_SHARE)
            named = {match.concept.name for match in find_concepts(lead.phrase.bare)}
            if lead.role is Role.UNIT or not own or (i == 0 and len(named) <= 1):
                return unit
        return self.caption

    def first_unstated(self, get: Callable[[Phrase], T | None]) -> T | None:
        """The same, leaving out leads that print numbers: what these are compared to is their own."""
        unstated = (lead for lead in self.nearest() if not lead.stated)
        return next((value for lead in unstated if (value := get(lead.phrase)) is not None), None)

    def push_heading(self, lead: Lead) -> None:
        """A heading ends every lead-in and bullet, and the headings of its level and below."""
        self.leads = [
            old
            for at, old in enumerate(self.leads)
            if (old.kind in (LeadKind.TITLE, LeadKind.HEADING) and old.level < lead.level) or self._dates_slide(at)
        ]
        self.leads.append(lead)
        self._filled = False

    def _dates_slide(self, at: int) -> bool:
        """Whether a line right below the title is a period and nothing else: "Three Months Ended December 31"."""
        lead, above = self.leads[at], self.leads[at - 1] if at else None
        alone = lead.kind is LeadKind.LEAD_IN and lead.role is Role.PERIOD and not lead.phrase.bare
        return alone and above is not None and above.kind is LeadKind.TITLE

    def push_caption(self, phrase: Phrase) -> None:
        """A caption gives its unit to what follows under the same heading, in place of the caption before it."""
        level = max((old.level for old in self.leads if old.kind is LeadKind.HEADING), default=0)
        self.leads = [old for old in self.leads if old.role is not Role.UNIT or old.level < level]
        self.leads.append(Lead(LeadKind.LEAD_IN, level, phrase, Role.UNIT))

    def push_lead_in(self, lead: Lead) -> None:
        """A lead-in line replaces the one with its role that others already stand under, and what came after it."""
        if self._filled:
            self.leads = [old for old in self.leads if old.kind not in (LeadKind.BULLET, LeadKind.PARAGRAPH)]
            replaced = self._replaced_by(lead.role)
            if replaced is not None:
                self.leads[replaced:] = [old for old in self.leads[replaced:] if old.role is Role.UNIT]
        self.leads.append(lead)
        if len(self.leads) > MAX_LEADS:
            self.leads.remove(next(old for old in self.leads if old.kind is LeadKind.LEAD_IN))
        self._filled = False

    def _replaced_by(self, role: Role) -> int | None:
        """A line about nothing known replaces only the last of its kind; it may stand under the others."""
        lead_ins = [i for i, old in enumerate(self.leads) if old.kind is LeadKind.LEAD_IN and old.role is not Role.UNIT]
        if role is Role.OTHER:
            return lead_ins[-1] if lead_ins and self.leads[lead_ins[-1]].role is Role.OTHER else None
        return next((i for i in lead_ins if self.leads[i].role is role), None)

    def open_bullet(self, level: int) -> None:
        """A bullet ends the bullets of its level and below."""
        self.leads = [old for old in self.leads if old.kind is not LeadKind.BULLET or old.level < level]
        self._filled = True

    def end_bullets(self) -> None:
        """A line of text ends the bullets above it, unless the last one opens it with a colon."""
        last = self.leads[-1] if self.leads else None
        if last and last.kind is LeadKind.BULLET and not last.phrase.scan.folded.rstrip(" *").endswith(":"):
            self.leads = [old for old in self.leads if old.kind is not LeadKind.BULLET]

    def end_paragraph(self) -> None:
        """A line of text ends the one before it, which leads bullets only."""
        self.leads = [old for old in self.leads if old.kind is not LeadKind.PARAGRAPH]

    def push_paragraph(self, lead: Lead) -> None:
        """A line that states numbers leads the bullets under it."""
        self.end_paragraph()
        self.leads.append(lead)
        self._filled = True

    def begin_table(self) -> None:
        """A table stands under headings and lead-ins, not under the bullets before it."""
        self.leads = [old for old in self.leads if old.kind not in (LeadKind.BULLET, LeadKind.PARAGRAPH)]
        self._filled = True
