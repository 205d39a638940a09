"""Cell units: what a table's number leaves out of its unit comes from its column, its row and the slide's caption."""

import re
from dataclasses import replace

from deckfacts.contract import Measure, Source
from deckfacts.language.currencies import DOLLARS
from deckfacts.language.nouns import counted_in, singular
from deckfacts.language.quantities import Quantity, UnitKind
from deckfacts.language.rates import PERCENT, RATIO
from deckfacts.language.scales import scale_of
from deckfacts.language.units import UnitReading
from deckfacts.meaning.amounts import (
    LARGEST_RATE,
    can_only_be_counted,
    names_money,
    names_no_money,
    names_price,
    names_rate,
    names_total,
    read_rate_by_name,
)
from deckfacts.meaning.cells import CellScene
from deckfacts.meaning.phrases import Phrase
from deckfacts.meaning.setting import name_key
from deckfacts.meaning.standing import count_of

_NOTE = re.compile(r"\(\s*(?:[$€£¥]\s*)?in\s+(?:thousand|million|billion)s?\b[^)]*\)", re.IGNORECASE)
_PAIR = re.compile(r"\b[A-Z]{3}\s?[:/]\s?[A-Z]{3}\b.*\brates?\b|\brates?\b.*\b[A-Z]{3}\s?[:/]\s?[A-Z]{3}\b")
"""A rate of exchange by its two currencies ("USD:EUR average FX rate")."""
_BARE_DOLLAR = re.compile(r"(?<![A-Za-z.])\$(?!US)")
IN_MILLIONS = frozenset({"shares_outstanding", "weighted_average_shares"})
"""Counts that statements in millions print in millions too, unless their caption excepts shares."""
_IN_BRACKETS = re.compile(r"\((?P<counted>days|weeks|units|pieces)\)$", re.IGNORECASE)
_DAYS_OF_MONEY = re.compile(
    r"\bdays(?: (?:sales|payables?|inventory))? outstanding$"
    r"|\b(?:capital|receivables?|payables?|inventory|debtor|creditor) days$",
    re.IGNORECASE,
)
_DAYS = re.compile(r"\bdays$", re.IGNORECASE)
"""Such a row can be money where that stands above: "Accrued vacation days"."""
_PHYSICAL = re.compile(
    r"\((?:[A-Za-z]{1,6}/(?:d|day|month|mo|yr|year|h|hr|hour|s|t|tonne|oz|lb|ha|km|bbl|boe|kWh|MWh)"
    r"|[km]?lbs?|M[Ll]bs?|[mMk]{0,2}boe|[mMk]{0,2}bbls?|MM?[Ss][Cc][Ff]|MM?[Cc][Ff]|degrees|[°º][CF])\)$"
)
"""Rates and measures in brackets behind a name: "(kboe/d)", "(g/t)", "(Mlb)"."""
MINOR = -2
"""The scale of an amount printed in cents or pence."""

_AMOUNTS = {"amount", "data", "figure", "number", "information"}
_HEAD_NOUN = re.compile(r"(?<=\w)\s*(?:[>(,:]|\b(?:of|with|in|at|for|per|over|above)\b(?<!number of)).*", re.IGNORECASE)
_NUMBER_OF = re.compile(r"\b(?:number|no\.?|#)\s+of\b|\(.*\)", re.IGNORECASE)

_BRACKETED = re.compile(r"\s*\([^()]+\)\s*$")
"""A corner that is nothing but a unit: "(stores)"."""
_MILLIONS = re.compile(r"\w \((?P<scale>[MK])\)$")
"""The end of "Diluted shares (M)"; letters that number rows begin with an A."""
_BEHIND_COMMA = re.compile(r"\w, (?:[^\W\d]+[²³]?)(?: (?:tonnes|tons|metres|meters|feet))?$")
"""The end of "Gold sold, koz": where it is a unit that is known, nothing else stands there."""


def unit_of_cell(scene: CellScene, quantity: Quantity) -> UnitReading | None:
    """The number's own unit; what it leaves out comes from the column, the row, the caption, in this order."""
    if quantity.kind is UnitKind.BARE and _is_exchange_rate(scene):
        return UnitReading(unit=RATIO, kind=UnitKind.RATIO, scale=None, exceptions=())
    around = _where_it_holds(scene, quantity, _unit_above(scene, quantity))
    if quantity.kind is UnitKind.BARE:
        if around is None or around.unit is None:
            return None
        scale = quantity.scale if quantity.scale is not None else around.scale
        return replace(around, scale=scale)
    quantity = _in_dollar_above(scene, quantity, around)
    scale = quantity.scale
    per_share = _is_per_share(scene) or (quantity.scale == MINOR and _adds_to_per_share(scene))
    small = quantity.scale is None or quantity.scale <= 0
    if quantity.kind is UnitKind.MONEY and quantity.unit and per_share and small and "/" not in quantity.unit:
        return UnitReading(unit=f"{quantity.unit}/share", kind=UnitKind.PER_SHARE, scale=scale, exceptions=())
    if scale is None and around and _same_kind_of_amount(scene, quantity, around):
        scale = around.scale
    return UnitReading(unit=quantity.unit, kind=quantity.kind, scale=scale, exceptions=())


def _where_it_holds(scene: CellScene, quantity: Quantity, around: UnitReading | None) -> UnitReading | None:
    """Money that is stated for a whole table, as far as it holds for this row: not for rates, without scale for prices.

    A metric that can only be a ratio or a percentage is one where the print leaves its sign out, too.
    """
    own = scene.label.own
    if own is None or (around is not None and around.kind is not UnitKind.MONEY):
        return around
    if own.unit is not None and own.unit.kind is not UnitKind.BARE:
        return around
    if _heads_total(scene):
        return around  # the row is a part of it, whatever it is called
    if quantity.kind is UnitKind.BARE:
        rate = _rate_of_row(scene, own, quantity) if scene.column.measure is None else None
        if rate or _has_open_unit(scene, own, quantity):
            return rate
    if around and own.unit is None and names_price(own.bare) and not scene.rows.are_all_prices:
        return replace(around, scale=None)
    return around


def _rate_of_row(scene: CellScene, own: Phrase, quantity: Quantity) -> UnitReading | None:
    if scene.cell.cell.row in scene.rows.in_points:
        return UnitReading(PERCENT, UnitKind.PERCENT)  # the levels of what moves by "-0.1 p.p."
    return read_rate_by_name(own.bare, quantity.magnitude) if _names_rate_here(scene, own) else None


def _has_open_unit(scene: CellScene, own: Phrase, quantity: Quantity) -> bool:
    """Whether a bare number is no money by its row's name, and nothing says what it is."""
    if _names_rate_here(scene, own) and abs(quantity.magnitude) <= LARGEST_RATE:
        return True  # an "operating margin" of 412 is an amount
    # In a bridge, "Organic growth", "Sales volume" and "Exchange rates" are what they came to.
    growth = own.measure is Measure.PERCENT_CHANGE and names_total(own.bare)
    other = growth or names_no_money(own.bare) or can_only_be_counted(own.bare)
    return other and scene.rows.are_key_figures_beside(own)


def _names_rate_here(scene: CellScene, own: Phrase) -> bool:
    growth = own.measure is Measure.PERCENT_CHANGE
    money = scene.leads.unit() is not None and not growth
    return names_rate(own.bare) and (money or scene.rows.are_key_figures_beside(own))


def _in_dollar_above(scene: CellScene, quantity: Quantity, around: UnitReading | None) -> Quantity:
    """A bare "$" says that it is a dollar; whose it is says what stands above: "(C$ million)"."""
    code = around.unit if around and around.kind is UnitKind.MONEY else None
    if quantity.kind is UnitKind.MONEY and {code, quantity.unit} <= DOLLARS and _BARE_DOLLAR.search(_printed(scene)):
        return replace(quantity, unit=code)
    return quantity


def _printed(scene: CellScene) -> str:
    return " ".join(line.scan.folded for line in scene.cell.lines)


def _is_exchange_rate(scene: CellScene) -> bool:
    own = scene.label.own
    return own is not None and _PAIR.search(own.label) is not None


def _same_kind_of_amount(scene: CellScene, quantity: Quantity, around: UnitReading) -> bool:
    """Whether the scale that stands above holds for a number that prints its unit without one."""
    if quantity.kind is UnitKind.MONEY:
        other = around.kind is UnitKind.MONEY and scene.label.own is not None and names_total(scene.label.own.bare)
        return around.unit == quantity.unit or other
    return quantity.kind is UnitKind.COUNT and around.kind is UnitKind.COUNT


def _unit_above(scene: CellScene, quantity: Quantity) -> UnitReading | None:
    caption = scene.leads.unit()
    corner = scene.grid.corner.unit if scene.grid.corner else None
    counted = None if _heads_total(scene) else _counted(scene, caption or corner)
    stated = [part.unit for part in reversed(scene.column.head.parts)] if scene.column.head else []
    rates = any(unit and unit.kind in (UnitKind.PERCENT, UnitKind.POINTS) for unit in stated)
    whole = quantity.places == 0 or (counted and counted.scale) or quantity.scale
    if counted and whole and (not rates or _splits(scene, quantity)):
        return counted
    row = scene.label.own.unit if scene.label.own else None
    printed = _printed_count(scene.label.own, caption) if scene.label.own and not rates else None
    if printed and (caption is None or caption.kind is UnitKind.MONEY):
        return printed
    if row and not rates and row.kind not in (UnitKind.MONEY, UnitKind.BARE, UnitKind.COUNT):
        stated = [row]
    stated += [phrase.unit for phrase in scene.label.phrases if _states_unit(phrase)]
    for unit in [*stated, caption, _note_among_heads(scene)]:
        if unit is None or (unit.kind is UnitKind.PERCENT and _splits(scene, quantity)):
            continue
        if unit is not row and unit.kind in (UnitKind.MONEY, UnitKind.BARE) and _prints_other_unit(scene):
            return None
        return _completed(scene, quantity, unit, caption or scene.setting.unit)
    return _unit_of_deck(scene, quantity)


def _unit_of_deck(scene: CellScene, quantity: Quantity) -> UnitReading | None:
    """What the deck states of all its amounts, for the rows of a table that are amounts by their names.

    Farther off than a caption, it holds for less: not for what no metric names, unless all around it are totals.
    """
    unit, own = scene.setting.unit, scene.label.own
    if unit is None or own is None or scene.grid.source is not Source.TABLE or scene.column.measure is not None:
        return None
    if own.measure is Measure.PERCENT_CHANGE or _excepted(own.label, unit) or _prints_other_unit(scene):
        return None
    if names_money(own.bare) or _is_per_share(scene) or scene.rows.are_of_statement or _heads_total(scene):
        return _completed(scene, quantity, unit, None)
    return None


def _heads_total(scene: CellScene) -> bool:
    """Whether a column's head names a total of money, of which the rows are parts: "Revenue 3Q24" over "Cargo"."""
    return scene.column.head is not None and any(
        names_total(part.bare) for part in scene.column.head.parts if part.bare
    )


def _printed_count(own: Phrase, caption: UnitReading | None) -> UnitReading | None:
    """The days or units that a row says it counts, whatever it is called: "DSO (days)", "Order book (units)"."""
    bracketed = _IN_BRACKETS.search(own.label)
    days = _DAYS_OF_MONEY.search(own.label) or (caption is None and _DAYS.search(own.label))
    if bracketed is None and (not days or any(char.isdigit() for char in own.label)):
        return None  # "Receivables overdue for 90 days" is money
    counted = bracketed["counted"] if bracketed else "days"
    return UnitReading(singular(counted), UnitKind.COUNT, scale=None, exceptions=())


def _prints_other_unit(scene: CellScene) -> bool:
    """Whether a row prints a unit that the contract has no name for, so that none above it is its own."""
    return scene.label.own is not None and _PHYSICAL.search(scene.label.own.label) is not None


def _note_among_heads(scene: CellScene) -> UnitReading | None:
    """The scale of a whole table that is printed once, centred over its columns: "(in thousands) (Unaudited)"."""
    parts = (part for head in scene.grid.heads.values() for part in head.parts)
    noted = {part.unit for part in parts if part.unit and _NOTE.search(part.scan.folded)}
    return noted.pop() if len(noted) == 1 else None


def _counted(scene: CellScene, caption: UnitReading | None) -> UnitReading | None:
    """The counted thing that a row names, where the caption excepts it or its metric can only be counted."""
    own = scene.label.own
    if own is None:
        return None
    if own.unit and own.unit.kind is UnitKind.COUNT and own.unit.scale is not None:
        return own.unit
    match = own.concept(UnitKind.COUNT, Measure.LEVEL)
    if not can_only_be_counted(own.bare) and not (caption and _excepted(own.label, caption)):
        return None
    unit = counted_in(_HEAD_NOUN.split(own.label)[0].split()[-1]) or counted_in(own.label)
    unit = unit or (counted_in(own.bare[match.start : match.end]) if match else None)
    unit = unit or (own.unit.unit if own.unit and own.unit.kind is UnitKind.COUNT else None)
    if unit is None:
        return None
    scaled = caption is not None and (caption.kind is UnitKind.BARE or (match and match.concept.name in IN_MILLIONS))
    scale = caption.scale if caption and scaled and not _excepted(own.label, caption) else None
    if own.unit and own.unit.kind is UnitKind.BARE:
        scale = own.unit.scale  # Subscribers ('000)
    elif lettered := _MILLIONS.search(own.label):
        scale = scale_of(lettered["scale"])
    return UnitReading(unit=unit, kind=UnitKind.COUNT, scale=scale, exceptions=())


def _completed(
    scene: CellScene, quantity: Quantity, unit: UnitReading, caption: UnitReading | None
) -> UnitReading | None:
    """A unit that leaves something out: a scale without a currency, an amount that is per share."""
    per_share = _is_per_share(scene)
    printed = quantity.unit if quantity.kind is UnitKind.MONEY else None
    code = unit.unit or printed or (caption.unit if caption else None) or scene.setting.currency
    scale = unit.scale
    if unit.kind in (UnitKind.BARE, UnitKind.MONEY) and per_share and code:
        return UnitReading(unit=f"{code}/share", kind=UnitKind.PER_SHARE, scale=minor_scale(unit), exceptions=())
    above = [*scene.label.parents, *(lead.phrase for lead in scene.leads.nearest())]
    counted = next((count_of(phrase.bare) for phrase in above if phrase.unit is unit), None)
    if unit.kind is UnitKind.BARE and counted:
        return UnitReading(unit=counted, kind=UnitKind.COUNT, scale=scale, exceptions=())
    if unit.kind is UnitKind.BARE:
        return UnitReading(unit=code, kind=UnitKind.MONEY, scale=scale, exceptions=()) if code else None
    if unit.kind is UnitKind.MONEY and scale is None and caption and _scales(scene, unit, caption):
        return replace(unit, scale=caption.scale)
    return unit


def _scales(scene: CellScene, unit: UnitReading, caption: UnitReading) -> bool:
    """Whether a caption's millions are those of a column or a row that names its currency alone.

    They are where the caption names none ("in millions" over columns of "C$" and "US$"), and for totals in another.
    """
    own = scene.label.own
    if caption.kind not in (UnitKind.MONEY, UnitKind.BARE) or own is None or names_price(own.bare):
        return False
    return (caption.kind is UnitKind.BARE and unit is not own.unit) or names_total(own.bare)


def _splits(scene: CellScene, quantity: Quantity) -> bool:
    """A header of two parts ("% of Revenues 3Q08"): the bare number is the level."""
    shared = scene.column.head is not None and scene.column.head.whole.measure is Measure.SHARE
    return (
        quantity.kind is UnitKind.BARE and scene.column.measure is None and scene.column.period is not None and shared
    )


def _is_per_share(scene: CellScene) -> bool:
    phrases = [phrase for phrase in (scene.label.own, *scene.label.parents[:1]) if phrase]
    phrases += list(scene.column.head.parts) if scene.column.head else []
    return any(map(_names_per_share, phrases))


def _adds_to_per_share(scene: CellScene) -> bool:
    """Whether the rows add up to an amount per share: its steps are printed in the same pence."""
    return any(_names_per_share(label.own) for label in scene.grid.labels.values() if label.own)


def _names_per_share(phrase: Phrase) -> bool:
    match = phrase.concept(UnitKind.PER_SHARE, Measure.LEVEL)
    return match is not None and match.concept.is_only("per_share")


def _states_unit(phrase: Phrase) -> bool:
    """Whether a label that ends in a plural counts it ("Number of stores") or is only a name ("Wales")."""
    if phrase.unit is None or phrase.unit.kind is not UnitKind.COUNT:
        return True
    match = phrase.concept(UnitKind.COUNT, Measure.LEVEL)
    printed = (
        _NUMBER_OF.search(phrase.label),
        _BRACKETED.match(phrase.scan.folded),
        _BEHIND_COMMA.search(phrase.label),
    )
    return match is not None or any(printed)


def minor_scale(unit: UnitReading) -> int | None:
    """The scale of an amount per share under a unit for totals: cents and pence hold, millions do not."""
    return unit.scale if unit.scale is not None and unit.scale < 0 else None


def _excepted(label: str, caption: UnitReading) -> bool:
    """Whether a caption's "except customers" leaves a row out."""
    words = set(name_key(label))
    named = (set(name_key(exception)) - _AMOUNTS for exception in caption.exceptions if "per " not in exception)
    return any(exception and exception <= words for exception in named)
