"""Corrections: reviewed exceptions to what is read, from their file to the facts that they set, each accounted for.

One is applied to the fact that it names by deck, place and printed text, and only as long as the reader gives for it
what the correction expects. What became of each is a row of its own.
"""

import functools
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, model_validator

from deckfacts.contract import (
    AppliedCorrection,
    Basis,
    Bound,
    Comparison,
    CorrectionStatus,
    Fact,
    FiscalPeriod,
    Measure,
    Qualifier,
    Scenario,
    stable_id,
)
from deckfacts.errors import CorrectionError
from deckfacts.intake import NO_CORRECTIONS
from deckfacts.language.folding import fold
from deckfacts.profiles import CURRENCIES, is_file_named
from deckfacts.written import Words, load_written

DOCUMENT_ID_DIGITS = 16
SHORTEST_DOCUMENT_ID = 8
"""Hex digits that name a deck: with fewer, two decks of a company could well have them in common."""

_ADVICE = "Correct the corrections and run ingest again; the company's decks wait until then."
_NUMBERS = tuple(re.compile(form) for form in (r"\d(?:[.,'·]?\d)*", r"\d(?:[.,'· ]?\d)*"))
"""A number without its sign and unit, its groups with marks or spaces between them."""

_INTEGER = re.compile(r"[-+]?\d+")
_MONEY = re.compile(r"([A-Z]{3})(?:/share)?")
_VALUE_DIGITS, _VALUE_PLACES = 38, 6
"""The contract's decimal(38, 6)."""


def _or_null(value: object) -> object:
    """Null for "", as TOML has no word for it."""
    return None if isinstance(value, str) and not value.strip() else value


def _never_null(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        raise ValueError("can't be empty")
    return value


def _decimal(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise ValueError('is not written as a text ("1844000000", "37.5")')  # noqa: TRY004  what pydantic collects
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise ValueError("is no number in digits with a point (1844000000, -37.5)") from error
    if not number.is_finite() or number.adjusted() >= _VALUE_DIGITS - _VALUE_PLACES:
        raise ValueError("is larger than a value can be")
    if not isinstance(number.as_tuple().exponent, int) or -number.normalize().as_tuple().exponent > _VALUE_PLACES:  # type: ignore[operator]
        raise ValueError(f"has more than {_VALUE_PLACES} decimal places")
    return number


def _integer(value: object) -> object:
    return int(value) if isinstance(value, str) and _INTEGER.fullmatch(value) else value


def _day(value: object) -> date | None:
    if value == "":
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError as error:
        raise ValueError("is no date such as 2031-06-30") from error


def _known_concept(name: str | None) -> str | None:
    from deckfacts.concepts import catalogue  # noqa: PLC0415  0.1 s that a run without corrections doesn't need

    if name is not None and name not in catalogue():
        raise ValueError("is not in the catalogue, deckfacts/concepts.toml")
    return name


def _known_money(unit: str | None) -> str | None:
    code = _MONEY.fullmatch(unit or "")
    if code and code[1] not in CURRENCIES:
        raise ValueError("is no ISO 4217 currency code")
    return unit


_Null = BeforeValidator(_or_null)
_Filled = BeforeValidator(_never_null)
_Whole = Annotated[int, Strict()]
_Day = Annotated[date | None, BeforeValidator(_day)]


class Columns(BaseModel):
    """Columns of a fact that a correction may expect and set, with the values given; "" stands for null."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: Annotated[Decimal | None, BeforeValidator(_decimal)] = None
    unit: Annotated[str | None, AfterValidator(_known_money), _Filled] = None
    decimals: Annotated[_Whole | None, Field(ge=-15, le=12), BeforeValidator(_integer)] = None
    concept: Annotated[str | None, AfterValidator(_known_concept), _Null] = None
    label: Annotated[str | None, _Filled] = None
    segment: Annotated[str | None, _Null] = None
    measure: Annotated[Measure | None, _Filled] = None
    comparison: Annotated[Comparison | None, _Null] = None
    scenario: Annotated[Scenario | None, _Filled] = None
    fiscal_year: Annotated[_Whole | None, Field(ge=1900, le=2100), BeforeValidator(_integer), _Null] = None
    fiscal_period: Annotated[FiscalPeriod | None, _Null] = None
    period_start: _Day = None
    period_end: _Day = None
    base_start: _Day = None
    base_end: _Day = None
    bound: Annotated[Bound | None, _Null] = None
    basis: Annotated[Basis | None, _Null] = None
    qualifier: Annotated[Qualifier | None, _Null] = None

    @model_validator(mode="after")
    def _says_something(self) -> "Columns":
        if not self.model_fields_set:
            raise ValueError("names no column")
        return self

    @property
    def given(self) -> Mapping[str, Any]:
        """The columns that are named, in the order of the contract, with their values."""
        return {name: getattr(self, name) for name in type(self).model_fields if name in self.model_fields_set}

    def hold_of(self, fact: Fact) -> bool:
        """Whether a fact has all these values."""
        return all(getattr(fact, name) == value for name, value in self.given.items())


class Correction(BaseModel):
    """A reviewed exception: the number that it names, what is expected of the reader, what is set, why, and by whom.

    `deck` is the name of the deck's file, its path below `raw/`, or the beginning of its document_id; `printed` is as
    in the fact's column of that name, or its number alone.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    deck: Words
    page: int | None = Field(default=None, ge=1)
    line: int | None = Field(default=None, ge=1)
    printed: Words
    expect: Columns
    set: Columns
    reason: Words
    reviewer: Words

    @model_validator(mode="after")
    def _makes_sense(self) -> "Correction":
        if (self.page is None) == (self.line is None):
            raise ValueError("names a page or a line, one of them")
        if all(self.expect.given.get(name, ...) == value for name, value in self.set.given.items()):
            raise ValueError("sets nothing but what it expects")
        return self

    @property
    def place(self) -> str:
        """Where the number stands: "page 12", "line 40"."""
        return f"line {self.line}" if self.page is None else f"page {self.page}"

    def correction_id(self, company: str) -> str:
        """Stable name of the correction: the number that it names, what it expects of it and what it sets."""
        return stable_id(company, *self.number, _in_words(self.set.given))

    @property
    def number(self) -> tuple[str, ...]:
        """The number that it names: deck, place, print, and what it expects, which tells several apart."""
        return self.deck, self.place, self.printed, _in_words(self.expect.given)

    def is_of(self, file: str, document_id: str) -> bool:
        """Whether it is one of a deck's."""
        digits = self.deck.lower()
        by_id = re.fullmatch(rf"[0-9a-f]{{{SHORTEST_DOCUMENT_ID},}}", digits) is not None
        return is_file_named(file, self.deck) or (by_id and document_id.startswith(digits[:DOCUMENT_ID_DIGITS]))

    def names(self, fact: Fact) -> bool:
        """Whether a fact stands at the place and has the printed text."""
        return (fact.page, fact.line) == (self.page, self.line) and _is_printed(self.printed, fact.printed)


class Corrections(BaseModel):
    """The corrections of a company."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    correction: list[Correction] = []

    @model_validator(mode="after")
    def _each_once(self) -> "Corrections":
        seen: set[tuple[str, ...]] = set()
        for one in self.correction:
            if one.number in seen:
                raise ValueError(
                    f'two corrections are of "{one.printed}" on {one.place} of {one.deck} and expect the same'
                )
            seen.add(one.number)
        return self

    def for_deck(self, file: str, document_id: str) -> tuple[Correction, ...]:
        """Those of one deck, by the name of its file or the beginning of its document_id."""
        return tuple(one for one in self.correction if one.is_of(file, document_id))


def corrections_path(corrections: Path, company: str) -> Path:
    """Where the corrections of a company are kept."""
    return corrections / f"{company}.toml"


def load_corrections(path: Path) -> Corrections:
    """The corrections in a file; a CorrectionError names the file and every key that is wrong."""
    return load_written(path, Corrections, error=CorrectionError, advice=_ADVICE)


def hash_corrections(corrections: Sequence[Correction]) -> str:
    """SHA-256 over all that a deck's corrections say, or "none" where it has none."""
    if not corrections:
        return NO_CORRECTIONS
    written = (one.model_dump_json(exclude_unset=True) for one in corrections)
    return hashlib.sha256("\x1f".join(written).encode()).hexdigest()


class CorrectionHashes:
    """The hashes that say whether a deck has other corrections than the last time; each file is loaded once."""

    def __init__(self, folder: Path | None) -> None:
        """`folder` is that of all companies' corrections; null where there are none."""
        self._folder = folder
        self._load = functools.cache(_corrections_or_hash)

    def of(self, company: str | None, file: str, document_id: str) -> str:
        """That of a deck's corrections, or "none"; any company's may hold where its own is not known yet.

        Where the file is wrong, it is the file's own hash: all decks of the company count as changed, and wait.
        """
        if self._folder is None:
            return NO_CORRECTIONS
        paths = [corrections_path(self._folder, company)] if company else sorted(self._folder.glob("*.toml"))
        hashes: list[str] = []
        for path in (path for path in paths if path.is_file()):
            found = self._load(path)
            own = found if isinstance(found, str) else hash_corrections(found.for_deck(file, document_id))
            hashes += [] if own == NO_CORRECTIONS else [f"{path.name}={own}"]
        return "\x1f".join(hashes) or NO_CORRECTIONS


def _corrections_or_hash(path: Path) -> Corrections | str:
    try:
        return load_corrections(path)
    except CorrectionError:
        return hashlib.sha256(path.read_bytes()).hexdigest()


@dataclass(frozen=True, slots=True)
class Corrected:
    """A deck's facts after its corrections, and what became of each of these."""

    facts: tuple[Fact, ...]
    rows: tuple[AppliedCorrection, ...]


def apply_corrections(
    facts: Sequence[Fact], corrections: Sequence[Correction], *, document_id: str, company: str
) -> Corrected:
    """Apply the corrections of one deck to its facts as read: none expects what another has set.

    A correction is applied to the one fact that it fits. Where it fits several, or one that another was applied to
    before it, it is not, and its row says so as for an expectation that failed.
    """
    corrected: dict[str, Fact] = {}
    rows: list[AppliedCorrection] = []
    for correction in corrections:
        name = correction.correction_id(company)
        named = [fact for fact in facts if correction.names(fact)]
        fitting = [fact for fact in named if correction.expect.hold_of(fact)]
        other = next((corrected[one.fact_id].correction_id for one in fitting if one.fact_id in corrected), None)
        fact = fitting[0] if len(fitting) == 1 and other is None else None
        if fact:
            corrected[fact.fact_id] = replace(fact, **correction.set.given, correction_id=name)
        rows.append(
            AppliedCorrection(
                correction_id=name,
                document_id=document_id,
                company=company,
                status=_status(named, fact),
                place=correction.place,
                printed=correction.printed,
                expected=_in_words(correction.expect.given),
                found=_found(correction, fitting or named, other) if named else None,
                set=_in_words(correction.set.given),
                reason=correction.reason,
                reviewer=correction.reviewer,
                fact_id=fact.fact_id if fact else None,
            )
        )
    return Corrected(tuple(corrected.get(fact.fact_id, fact) for fact in facts), tuple(rows))


def _status(named: Sequence[Fact], fact: Fact | None) -> CorrectionStatus:
    if fact:
        return CorrectionStatus.APPLIED
    return CorrectionStatus.EXPECTATION_FAILED if named else CorrectionStatus.NOT_FOUND


def _found(correction: Correction, facts: Sequence[Fact], other: str | None) -> str:
    """What the reader gives for what is expected, and what else is in the way where that is as expected."""
    found = " | ".join(dict.fromkeys(_in_words(_of(fact, correction.expect)) for fact in facts))
    if other:
        return f"{found} (corrected already by {other})"
    if len(facts) > 1 and correction.expect.hold_of(facts[0]):
        return f"{found} ({len(facts)} numbers: expect more to tell them apart)"
    return found


def _of(fact: Fact, columns: Columns) -> Mapping[str, Any]:
    return {name: getattr(fact, name) for name in columns.given}


def _in_words(columns: Mapping[str, Any]) -> str:
    """ "value = 1844000000; segment = Sensors"."""
    return "; ".join(f"{name} = {_in_word(value)}" for name, value in columns.items())


def _in_word(value: object) -> str:
    match value:
        case None:
            return "null"
        case Decimal():
            return f"{value.normalize():f}"
        case StrEnum():
            return value.value
        case _:
            return str(value)


def _is_printed(wanted: str, printed: str) -> bool:
    wanted, whole = (" ".join(fold(text).split()) for text in (wanted, printed))
    return wanted == whole or any(wanted in number.findall(whole) for number in _NUMBERS)
