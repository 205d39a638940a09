"""Subjects: a label becomes the metric it names, the segment, and the sign, with what stands above it."""

import re
from dataclasses import dataclass, replace

from deckfacts.concepts import ConceptMatch, catalogue, find_basis, is_as_in_accounts, remainder
from deckfacts.contract import Basis, Measure
from deckfacts.language.quantities import UnitKind
from deckfacts.meaning.leads import Lead, LeadStack, Role
from deckfacts.meaning.metrics import metric_of
from deckfacts.meaning.setting import Setting
from deckfacts.meaning.wording import MAX_PHRASE_WORDS, words_before

REPORTED_BY_SEGMENT = frozenset(
    {
        "revenue", "recurring_revenue", "cost_of_revenue", "gross_profit", "gross_margin", "operating_income",
        "operating_margin", "sga_expense", "sga_and_rd_expense", "rd_expense", "operating_expenses",
        "pretax_income", "net_income", "ebitda", "adjusted_ebitda", "ebitda_margin", "order_backlog",
        "orders_received", "employees", "capex", "depreciation_and_amortization", "arr", "personnel_expense",
        "segment_assets",
    }
)  # fmt: skip
"""What companies print by business, product or region (IFRS 8 and ASC 280, and the usual operating figures). The words
beside another metric ("write-down of other investments") are part of its name."""

SUMS_OF = {"recurring_revenue": "revenue"}
"""Metrics that add up parts of another one by their kind."""

_GENERIC = re.compile(
    r"^(?:total|consolidated|group|overall|company|whole|net|gross|quarterly|annual|full[- ]year|strong|record|new"
    r"|services?|others?"
    r"|reported|ratio|rate|results?|financial|basis|comparable|constant|currency|on|an?|highlights?|current|same"
    r"|(?:long|longer|medium|mid|near)[- ]term|targets?|goals?|through[- ]the[- ]cycle|operating range"
    r"|operations?|continuing operations|business|segment results?|うち|内|の?増加|の?減少|\W)*$",
    re.IGNORECASE,
)
_VAGUE_OF = re.compile(
    r"^(?P<head>expenses?|costs?|loss(?:es)?|income|profits?)\s+(?:related\s+to|from|of|in|at|for)\s+(?:the\s+)?"
    r"(?P<part>.+)$",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"^(?:(?:grand|group|company|overall)\s+)?total(?:\s+(?:company|group))?$"
    r"|^(?:consolidated|group|company|overall|whole)$|^(?:合計|計|総計|連結|全社)$",
    re.IGNORECASE,
)
_SERVICES = re.compile(r"services?(?:\s+(?:business|segment|division))?", re.IGNORECASE)
_BY_PART = re.compile(
    r"\bby\s+(?:\w+\s+)?(?:regions?|geograph\w+|segments?|products?|business\w*|divisions?|country|countries|channels?"
    r"|customers?|markets?|types?|categor\w+|verticals?|industr\w+|areas?|brands?|services?|applications?)\b|内訳|別",
    re.IGNORECASE,
)
_VAGUE_LABEL = re.compile(
    r"^(?:expenses?|costs?|income|loss(?:es)?|profits?|revenues?|sales|margin|ratio|total|amount|initial cost)$",
    re.IGNORECASE,
)


_BASIS_BEFORE = re.compile(
    r"\b(?:adjusted|underlying|non-gaap|core|organic|normali[sz]ed|comparable)\s+$", re.IGNORECASE
)
""""Adjusted EBITA" over the rows of a table: the word is no part of the metric's name in the catalogue."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a number is about. `turned` if the words print the metric with the opposite sign ("operating loss")."""

    label: str
    concept: ConceptMatch | None
    segment: str | None
    basis: Basis | None

    @property
    def is_balance(self) -> bool:
        """Whether the metric stands at a moment."""
        return bool(self.concept and self.concept.concept.period_type == "instant")

    @property
    def turned(self) -> bool:
        """Whether the printed sign is the opposite of the concept's."""
        return bool(self.concept and self.concept.turned)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a label has to name: a metric that can carry such a number, under these leads."""

    kind: UnitKind
    measure: Measure
    leads: LeadStack
    setting: Setting

    def concept(self, label: str) -> ConceptMatch | None:
        return metric_of(label, kind=self.kind.value, measure=self.measure)

    def led(self) -> ConceptMatch | None:
        return self.leads.first(lambda phrase: phrase.concept(self.kind, self.measure))

    def segment(self) -> str | None:
        return lead_segment(self.leads, self.setting)


def find_subject(
    label: str, kind: UnitKind, measure: Measure, leads: LeadStack, setting: Setting, *, part: bool = False
) -> Subject:
    """Resolve a label, empty for none of its own, against the catalogue and the leads above it.

    `part` for a table's row, which under a heading such as "Revenue by region" is a part of what the heading names.
    """
    asked = _Asked(kind, measure, leads, setting)
    basis = find_basis(label)
    if basis is None and not is_as_in_accounts(label):
        basis = leads.first(lambda phrase: phrase.basis)
    subject = _named(label, asked, part=part) if label else _inherited(asked)
    return replace(subject, basis=subject.basis or basis)


def _named(label: str, asked: _Asked, *, part: bool = False) -> Subject:
    own = asked.concept(label)
    if own is None:
        return _unnamed(label, asked, part=part)
    return Subject(label, own, own_segment(label, own, asked.setting) or asked.segment(), own.basis)


def _inherited(asked: _Asked) -> Subject:
    """A number without words of its own is about what the nearest lead with words is about."""
    for lead in asked.leads.nearest():
        if lead.phrase.bare and lead.role is not Role.UNIT:
            return _named(_label_of(lead), asked)
    return Subject("", None, asked.segment(), None)


def _label_of(lead: Lead) -> str:
    """The words of a lead, those before its first number where it states one."""
    scan = lead.phrase.scan
    first = scan.quantities[0].start if scan.quantities else None
    return words_before(scan.masked()[:first]) or lead.phrase.bare


def _unnamed(label: str, asked: _Asked, *, part: bool) -> Subject:
    """A label that is no metric: a part of what a lead is about ("Outsourcing services: up 11.4%" under Revenues)."""
    vague = _VAGUE_OF.match(label)
    if vague:
        return _part_of_lead(label, vague, asked)
    known = asked.setting.segments.knows(label)
    by_part = part and asked.leads.first(lambda phrase: _BY_PART.search(phrase.scan.folded)) is not None
    inherits = known or by_part or asked.measure in (Measure.SHARE, Measure.PERCENT_CHANGE)
    match = _of_parts(asked.led()) if inherits else None
    if match and not known and not by_part and match.concept.name not in REPORTED_BY_SEGMENT:
        match = None
    if match and (not _VAGUE_LABEL.match(label) or (by_part and is_total(label, asked.setting))):
        segment = asked.segment() if is_total(label, asked.setting) else label
        # Under "Order intake", a row's name is that of the part and not of the metric.
        named = (by_part or (part and known)) and not _VAGUE_LABEL.match(label)
        metric = lead_metric(asked.leads, asked.kind, asked.measure) if named else None
        return Subject(metric or label, match, segment, None)
    return Subject(label, None, label if known else asked.segment(), None)


def _part_of_lead(label: str, vague: re.Match[str], asked: _Asked) -> Subject:
    """ "Expenses related to X" under "SG&A expenses", "Loss from X" under "Operating income": the lead's, of X."""
    match = asked.led()
    head = vague["head"].lower()
    if not match or match.concept.balance != ("debit" if head.startswith(("exp", "cost")) else "credit"):
        return Subject(label, None, vague["part"], None)
    turned = head.startswith("loss") and not match.turned
    return Subject(label, replace(match, turned=turned), vague["part"], None)


def _of_parts(match: ConceptMatch | None) -> ConceptMatch | None:
    """What the parts of a metric are: the services that make up recurring revenue have revenue."""
    whole = SUMS_OF.get(match.concept.name) if match else None
    return replace(match, concept=catalogue()[whole]) if match and whole else match


def own_segment(label: str, match: ConceptMatch, setting: Setting) -> str | None:
    """The segment that a label names beside its metric ("Cost of SI revenue")."""
    rest = remainder(label, match)
    if not rest or _GENERIC.match(rest) or len(rest.split()) > MAX_PHRASE_WORDS or setting.is_company(rest):
        return None
    return rest if match.concept.name in REPORTED_BY_SEGMENT or setting.segments.knows(rest) else None


def lead_segment(leads: LeadStack, setting: Setting) -> str | None:
    """The segment that the nearest lead is about, where the deck or the profile knows the name."""
    for lead in leads.nearest():
        phrase = lead.phrase
        if lead.role is Role.UNIT:
            continue
        if phrase.bare and (lead.part or setting.segments.knows(phrase.bare)):
            return phrase.bare
        match = phrase.any_concept()
        rest = remainder(phrase.bare, match) if match else ""
        if rest and setting.segments.knows(rest):
            return rest
    return None


def lead_metric(leads: LeadStack, kind: UnitKind, measure: Measure) -> str | None:
    """The words by which the nearest lead with a metric names it."""
    for lead in leads.nearest():
        match = lead.phrase.concept(kind, measure)
        if match:
            basis = _BASIS_BEFORE.search(lead.phrase.bare, 0, match.start)
            return lead.phrase.bare[basis.start() if basis else match.start : match.end]
    return None


def is_per_share(label: str, leads: LeadStack) -> bool:
    """Whether a label, or the nearest lead where there is none, names an amount per share and nothing else."""
    named = label or leads.first(lambda phrase: phrase.bare or None) or ""
    match = metric_of(named, kind=UnitKind.PER_SHARE.value, measure=Measure.LEVEL)
    return match is not None and match.concept.is_only("per_share")


def is_total(name: str, setting: Setting) -> bool:
    """Whether a row's name is that of the whole and not of a part, as "Services" is."""
    return bool(_TOTAL.match(name)) or (setting.is_company(name) and not _SERVICES.fullmatch(name))
