"""Subjects: the words around a number become its label, the metric it is about, and the segment."""

import re
from dataclasses import dataclass, replace

from deckfacts.concepts import ConceptMatch, catalogue, find_basis, remainder, resolve_concept
from deckfacts.contract import Basis, Measure
from deckfacts.language.quantities import UnitKind
from deckfacts.meaning.leads import LeadStack, Role
from deckfacts.meaning.phrases import clean_label
from deckfacts.meaning.setting import Setting, name_key

REPORTED_BY_SEGMENT = frozenset(
    {
        "revenue", "recurring_revenue", "cost_of_revenue", "gross_profit", "gross_margin", "operating_income", "operating_margin",
        "sga_expense", "sga_and_rd_expense", "rd_expense", "operating_expenses", "pretax_income", "net_income", "ebitda",
        "adjusted_ebitda", "ebitda_margin", "order_backlog", "orders_received", "employees", "capex", "depreciation_and_amortization",
        "arr", "personnel_expense", "segment_assets",
    }
)  # fmt: skip
"""What companies print by business, product or region (IFRS 8 and ASC 280, and the usual operating figures). The words
beside another metric ("write-down of other investments") are part of its name."""

SUMS_OF = {"recurring_revenue": "revenue"}
"""Metrics that add up parts of another one by their kind."""

MAX_NAME_WORDS = 9
"""A segment's name is short; longer remainders of a label are clauses."""

_BREAK = re.compile(
    r"[;!?。]|(?<!\bInc)(?<!\bLtd)(?<!\bCo)(?<!\bCorp)(?<!\bNo)(?<!\bvs)(?<!\bapprox)\.\s|,(?=\s|$)|(?<=\w)\s+-\s+(?=\w)"
    r"|\b(?:which|that|while|whereas|but|as\s+well\s+as|l(?:ed|ead)\s+by|driven\s+by|due\s+to|thanks\s+to|as\s+a\s+result\s+of|because\s+of"
    r"|reflecting|resulting\s+in|supported\s+by|(?:partially\s+)?offset\s+by|owing\s+to|along\s+with|compared\s+(?:to|with)|and\s+(?=the\s+(?:%|\s))"
    r"|(?:increases?|decreases?|growth|reductions?|declines?|improvements?)\s+(?:in|of)|in\s+line\s+with|attributable\s+to)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:[\s:;,.)\]–-]|\b(?:and|or|the|a|an|our|its|their|with|of|for|in|on|at|to|by|from|as|is|was|were|are|we|it|company|group|"
    r"also|however|including|excluding|expecting|expect|expects|continuously|strong|steady|solid|record|up|down|"
    r"increased|decreased|grew|rose|fell|generated|delivered|reported|achieved|recorded|posted|will|be|after|total of)\b(?!\s*&))+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:[\s:;,(=~\[–-]|\b(?:was|were|is|are|be|been|being|has|have|had|of|at|to|by|for|in|on|from|with|the|a|an|and|or|as|"
    r"total(?:s|ed|led|ing|ling)|amount(?:s|ed|ing)|reach(?:es|ed|ing)?|came|stands?|stood|remain(?:s|ed)|record(?:ed|ing)|report(?:ed|ing)|"
    r"post(?:ed|ing)|deliver(?:ed|ing)|generat(?:ed|ing)|continu(?:ously|ed|es)|steadily|significantly|slightly|strongly|also|just|now|only|"
    r"expected|will|would|approximately|approx\.?|about|around|roughly|nearly|almost|over|more than|less than|under|up|down|"
    r"increas(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|grew|grow(?:s|n|ing)?|rose|rise[sn]?|fell|fall(?:s|en|ing)|declin(?:e|es|ed|ing)|"
    r"drop(?:s|ped)|improv(?:e|es|ed|ing)|higher|lower|expand(?:s|ed|ing)|reduced|between|range|so far|respectively|end|respect))+$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^\s*\)?\s*(?:(?P<noun>(?:organic\s+|reported\s+|revenue\s+|sales\s+)?"
    r"(?:increase|decrease|growth|reduction|decline|improvement|drop|rise))\s+)?(?P<link>in|of|on|from|for|related\s+to|associated\s+with|attributable\s+to)\s+(?P<subject>[^,.;()]+)",
    re.IGNORECASE,
)
_AFTER_END = re.compile(
    r"\b(?:which|that|while|whereas|but|driven\s+by|due\s+to|thanks\s+to|because\s+of|compared\s+(?:to|with)|versus|vs|and|as\s+part\s+of|was|were"
    r"|is|are|at|over|during)\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"^(?:total|consolidated|group|overall|company|whole|net|gross|quarterly|annual|full[- ]year|strong|record|new|other|others|reported|"
    r"ratio|rate|results?|financial|basis|comparable|constant|currency|on|an?|highlights?|current|same|comparable|operations?|continuing operations|business|segment results?|\W)*$",
    re.IGNORECASE,
)
_OPENED = re.compile(r"\((?=[^()]*$)")
_CLOSED = re.compile(r"[^()]*\)")
_EMPTY = re.compile(
    r"^(?:the\s+)?(?:as\s+a\s+)?(?:%|percent(?:age)?|share)\s*(?:of|to)\s+[\w\s]*$|^[%\s]*$"
    r"|^(?:(?:organic|organically|reported|constant|currency|currencies|comparable|like[- ]for[- ]like|underlying|adjusted|previously|previous|prior|"
    r"representing|equivalent|per|month|annum|annuali[sz]ed|inside|within|our|its|same|last|unchanged|flat|stable|plan|plans|forecast|target|guidance|actual|budget|respectively|corresponding|compared|versus|vs|year|quarter|period|half|full|annual|and|or|at|in|on|of|to|a|an|the|basis|terms|"
    r"[a-z]+ing|approx\.?|approximately|about|around)[\s:,]*)+$",
    re.IGNORECASE,
)
_VAGUE_OF = re.compile(
    r"^(?P<head>expenses?|costs?|loss(?:es)?|income|profits?)\s+(?:related\s+to|from|of|in|at|for)\s+(?:the\s+)?(?P<part>.+)$",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"^(?:(?:grand|group|company|overall)\s+)?total(?:\s+(?:company|group))?$|^(?:consolidated|group|company|overall|whole)$|^(?:合計|計|総計|連結|全社)$",
    re.IGNORECASE,
)
_BY_PART = re.compile(
    r"\bby\s+(?:\w+\s+)?(?:regions?|geograph\w+|segments?|products?|business\w*|divisions?|country|countries|channels?|customers?|markets?|"
    r"types?|categor\w+|verticals?|industr\w+|areas?|brands?|services?)\b|内訳|別",
    re.IGNORECASE,
)
_VAGUE_LABEL = re.compile(
    r"^(?:expenses?|costs?|income|loss(?:es)?|profits?|revenues?|sales|margin|ratio|total|amount|initial cost)$",
    re.IGNORECASE,
)


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
class After:
    """What follows a number: the noun phrase that it counts ("5% growth in volumes", "$25 million of revenue"), or a
    detail of the one before it ("losses of $268 million on equity securities")."""

    label: str = ""
    detail: str = ""
    link: str = ""
    counted: bool = False


def words_before(masked: str) -> str:
    """The noun phrase that ends where a number begins, out of the words before it.

    Words inside a bracket that the number stands in come first, then those before the bracket; words of a bracket that
    closes before the number belong to the number before.
    """
    closed = _CLOSED.match(masked)
    if closed:
        masked = masked[closed.end() :]
    opened = _OPENED.search(masked)
    if opened:
        return _last_phrase(masked[opened.end() :]) or _last_phrase(masked[: opened.start()])
    return _last_phrase(masked)


def _last_phrase(masked: str) -> str:
    pieces = [_trim(piece) for piece in _BREAK.split(masked)]
    return next((piece for piece in reversed(pieces) if piece and not _EMPTY.match(piece)), "")


def words_after(masked: str) -> After:
    """The noun phrase behind a number, as its own label or as a detail of the label before it."""
    found = _AFTER.match(masked)
    if not found:
        return After()
    phrase = _trim(_AFTER_END.split(found["subject"])[0])
    if not phrase or len(phrase.split()) > MAX_NAME_WORDS:
        return After()
    if found["link"].lower() == "on":
        return After(detail=f"on {phrase}", link="on")
    link = found["link"].lower()
    return After(label=phrase, detail=f"{link} {phrase}", link=link, counted=bool(found["noun"]))


def _trim(piece: str) -> str:
    piece = clean_label(piece)
    piece = _LEADING.sub("", piece)
    piece = _TRAILING.sub("", piece)
    piece = clean_label(piece)
    return "" if len(re.findall(r"[^\W\d_]", piece)) < 2 else piece


def find_subject(
    label: str, kind: UnitKind, measure: Measure, leads: LeadStack, setting: Setting, *, part: bool = False
) -> Subject:
    """Resolve a label, empty for none of its own, against the catalogue and the leads above it.

    `part` for a table's row, which under a heading such as "Revenue by region" is a part of what the heading names.
    """
    own = resolve_concept(label, kind=kind.value, measure=measure) if label else None
    basis = find_basis(label) or leads.first(lambda phrase: phrase.basis)
    if not label:
        return _inherited(kind, measure, leads, setting, basis)
    if own is None:
        return _unnamed(label, kind, measure, leads, setting, basis, part=part)
    segment = own_segment(label, own, setting) or lead_segment(leads, setting)
    return Subject(label, own, segment, own.basis or basis)


def own_segment(label: str, match: ConceptMatch, setting: Setting) -> str | None:
    """The segment that a label names beside its metric ("Cost of SI revenue")."""
    rest = remainder(label, match)
    if not rest or _GENERIC.match(rest) or len(rest.split()) > MAX_NAME_WORDS:
        return None
    if setting.is_company(rest):
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


def is_per_share(label: str, leads: LeadStack) -> bool:
    """Whether a label, or the nearest lead where there is none, names an amount per share and nothing else."""
    named = label or leads.first(lambda phrase: phrase.bare or None) or ""
    match = resolve_concept(named, kind=UnitKind.PER_SHARE.value, measure=Measure.LEVEL)
    return match is not None and tuple(match.concept.kinds) == (UnitKind.PER_SHARE.value,)


def _inherited(kind: UnitKind, measure: Measure, leads: LeadStack, setting: Setting, basis: Basis | None) -> Subject:
    """A number without words of its own is about what the nearest lead with words is about."""
    for lead in leads.nearest():
        if not lead.phrase.bare or lead.role is Role.UNIT:
            continue
        label = (
            words_before(lead.phrase.scan.masked()[: _first_number(lead.phrase.scan.quantities)]) or lead.phrase.bare
        )
        match = resolve_concept(label, kind=kind.value, measure=measure)
        if match:
            segment = own_segment(label, match, setting) or lead_segment(leads, setting)
            return Subject(label, match, segment, match.basis or basis)
        return _unnamed(label, kind, measure, leads, setting, basis)
    return Subject("", None, lead_segment(leads, setting), basis)


def _first_number(quantities: tuple) -> int | None:  # type: ignore[type-arg]
    return quantities[0].start if quantities else None


def _unnamed(
    label: str,
    kind: UnitKind,
    measure: Measure,
    leads: LeadStack,
    setting: Setting,
    basis: Basis | None,
    *,
    part: bool = False,
) -> Subject:
    """A label that is no metric: a part of what a lead is about ("Outsourcing services: up 11.4%" under Revenues)."""
    vague = _VAGUE_OF.match(label)
    if vague:
        return _part_of_lead(label, vague, kind, measure, leads, basis)
    known = setting.segments.knows(label)
    by_part = part and leads.first(lambda phrase: _BY_PART.search(phrase.scan.folded)) is not None
    inherits = known or by_part or measure in (Measure.SHARE, Measure.PERCENT_CHANGE)
    match = _of_parts(lead_concept(kind, measure, leads)) if inherits else None
    if match and not _VAGUE_LABEL.match(label):
        segment = lead_segment(leads, setting) if is_total(label, setting) else label
        metric = lead_metric(leads, kind, measure) if by_part else None
        return Subject(metric or label, match, segment, basis)
    return Subject(label, None, label if known else lead_segment(leads, setting), basis)


def _of_parts(match: ConceptMatch | None) -> ConceptMatch | None:
    """What the parts of a metric are: the services that make up recurring revenue have revenue."""
    whole = SUMS_OF.get(match.concept.name) if match else None
    return replace(match, concept=catalogue()[whole]) if match and whole else match


def _part_of_lead(
    label: str, vague: re.Match[str], kind: UnitKind, measure: Measure, leads: LeadStack, basis: Basis | None
) -> Subject:
    """ "Expenses related to X" under "SG&A expenses", "Loss from X" under "Operating income": the lead's metric, of X."""
    match = lead_concept(kind, measure, leads)
    head = vague["head"].lower()
    fits = match is not None and match.concept.balance == ("debit" if head.startswith(("exp", "cost")) else "credit")
    if not match or not fits:
        return Subject(label, None, vague["part"], basis)
    turned = head.startswith("loss") and not match.turned
    return Subject(label, replace(match, turned=turned), vague["part"], basis)


def lead_metric(leads: LeadStack, kind: UnitKind, measure: Measure) -> str | None:
    """The words by which the nearest lead with a metric names it."""
    for lead in leads.nearest():
        match = lead.phrase.concept(kind, measure)
        if match:
            return lead.phrase.bare[match.start : match.end]
    return None


def is_total(name: str, setting: Setting) -> bool:
    """Whether a row's name is that of the whole and not of a part."""
    return bool(_TOTAL.match(name)) or setting.is_company(name)


def lead_concept(kind: UnitKind, measure: Measure, leads: LeadStack) -> ConceptMatch | None:
    """The metric of the nearest lead that can carry such a number."""
    return leads.first(lambda phrase: phrase.concept(kind, measure))


def same_name(one: str, other: str) -> bool:
    """Whether two phrases name the same thing."""
    return name_key(one) == name_key(other)
