"""Drafts: a number with what was found out about it becomes a fact."""

from dataclasses import dataclass
from decimal import Context, Decimal

from deckfacts.concepts import ConceptMatch, name_on
from deckfacts.contract import Basis, Comparison, Fact, Measure, Scenario, Source, is_currency_code, stable_id
from deckfacts.deck import CellAddress, Text
from deckfacts.language.fiscal import Period
from deckfacts.language.kinds import PER_SHARE_SUFFIX, RATE_KINDS
from deckfacts.language.quantities import Quantity, UnitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A number that states something, resolved but not yet tied to its document.

    `start` to `end` are the printed characters in `text`; `sign` turns the printed number to that of its concept;
    `scale` is the power of ten that holds for it, printed with it or above it. `opened` is where the bracket opens that
    it stands in, `outer` the period of the text outside of it; `assumed_base` says that nothing printed tells what the
    change is against.
    """

    text: Text
    start: int
    end: int
    quantity: Quantity
    label: str
    concept: ConceptMatch | None
    segment: str | None
    measure: Measure
    comparison: Comparison | None
    scenario: Scenario
    period: Period | None
    base: Period | None
    basis: Basis | None
    unit: str
    scale: int
    sign: int
    source: Source
    context: str
    address: CellAddress | None = None
    opened: int | None = None
    outer: Period | None = None
    assumed_base: bool = False

    @property
    def kind(self) -> UnitKind:
        """The family of its unit, which a bare number has from above it."""
        return self.quantity.kind if self.quantity.kind is not UnitKind.BARE else kind_of_unit(self.unit)

    @property
    def value(self) -> Decimal:
        """The number in its base unit, signed for its concept."""
        return Decimal(format(self.quantity.magnitude.scaleb(self.scale) * self.sign, "f"))

    @property
    def fits(self) -> bool:
        """Whether there is a unit, and the contract's decimal(38, 6) holds the value to its last digit."""
        value = self.value
        return (
            bool(self.unit)
            and value.adjusted() < VALUE_DIGITS - VALUE_PLACES
            and value == value.quantize(_LAST_PLACE, context=_CONTEXT)
        )

    @property
    def decimals(self) -> int:
        """XBRL's decimals: how exact the print is, in the base unit."""
        return self.quantity.places - self.scale


VALUE_DIGITS, VALUE_PLACES = 38, 6
"""Digits of a fact's value, and how many of them stand behind the point: the contract's decimal(38, 6)."""
_LAST_PLACE = Decimal(1).scaleb(-VALUE_PLACES)
_CONTEXT = Context(prec=VALUE_DIGITS)


def kind_of_unit(unit: str) -> UnitKind:
    """The family of a unit by its name."""
    if unit in RATE_KINDS:
        return RATE_KINDS[unit]
    if unit.endswith(PER_SHARE_SUFFIX):
        return UnitKind.PER_SHARE
    return UnitKind.MONEY if is_currency_code(unit) else UnitKind.COUNT


@dataclass(frozen=True, slots=True)
class Origin:
    """The document that facts come from."""

    document_id: str
    company: str
    extractor: str


def as_fact(draft: Draft, origin: Origin, slide_title: str | None) -> Fact:
    """Tie a draft to its document and its place; the id is made of where the number is printed."""
    place = draft.text.place(draft.quantity.number_start, draft.quantity.number_end)
    mark = next(draft.text.marks(draft.quantity.number_start, draft.quantity.number_end), (0, 0))
    period, base = draft.period, draft.base
    return Fact(
        fact_id=stable_id(origin.document_id, *mark),
        document_id=origin.document_id,
        company=origin.company,
        concept=name_on(draft.concept, draft.basis) if draft.concept else None,
        label=draft.label,
        segment=draft.segment,
        measure=draft.measure,
        comparison=draft.comparison,
        scenario=draft.scenario,
        fiscal_year=period.fiscal_year if period else None,
        fiscal_period=period.fiscal_period if period else None,
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        base_start=base.start if base else None,
        base_end=base.end if base else None,
        value=draft.value,
        unit=draft.unit,
        bound=draft.quantity.bound,
        basis=draft.basis,
        decimals=draft.decimals,
        qualifier=draft.quantity.qualifier,
        source=draft.source,
        page=place.page,
        line=place.line,
        bbox=place.bbox,
        slide_title=slide_title,
        printed=draft.text.text[draft.start : draft.end],
        context=draft.context,
        extractor=origin.extractor,
    )
