"""Profiles: what people write down about a company, in TOML, to a checked record that its decks are read by."""

import difflib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from deckfacts.errors import ProfileError
from deckfacts.language.fiscal import FiscalCalendar, NamedBy, YearEndChange
from deckfacts.written import Words, load_written

_MONEY = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG
HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA
MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX
USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_MONEY.split())
"""ISO 4217: the codes of money in use (no funds, metals or test codes)."""

_ADVICE = "Correct the profile and run ingest again; the company's decks wait until then."


def _known_currency(code: str) -> str:
    if code in CURRENCIES:
        return code
    near = [code.upper()] if code.upper() in CURRENCIES else difflib.get_close_matches(code.upper(), CURRENCIES, n=3)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    raise ValueError(f"is no ISO 4217 currency code{hint}")


class _Names(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: Words
    aliases: list[Words] = []


class SegmentNames(_Names):
    """A segment of the company, with the other names that its decks print for it."""


class LineNames(_Names):
    """A line item of the company's statements, with the other names that it has had."""


_Named = TypeVar("_Named", bound=_Names)


def _named_once(entries: list[_Named]) -> list[_Named]:
    """ValueError where two entries claim one name: it would say nothing."""
    claimed: dict[str, str] = {}
    for entry in entries:
        for name in {_bare(name) for name in (entry.name, *entry.aliases)} - {""}:
            if name in claimed:
                raise ValueError(f'gives "{claimed[name]}" and "{entry.name}" a name in common')
            claimed[name] = entry.name
    return entries


class ChangedYear(BaseModel):
    """A year that is not twelve months long, since the end of the company's years was moved.

    `year_end_month_before` and `year_named_by_before` held for the years before it; without the latter, they were
    named as they are since.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    fiscal_year: int = Field(ge=1900, le=2100)
    starts: date
    ends: date
    year_end_month_before: int = Field(ge=1, le=12)
    year_named_by_before: NamedBy | None = None


class Profile(BaseModel):
    """What a deck of the company does not say, or says in its own way.

    `year_end_month` is the month that the fiscal year ends in; `year_named_by` says whether FY2008 is the year that
    starts or the one that ends in 2008. Both hold since the last of the `year_end_changes`. `published` gives the day
    of publication of decks that don't print it, or print another, by file name or path.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: Words
    aliases: list[Words] = []
    currency: Annotated[str, AfterValidator(_known_currency)]
    year_end_month: int = Field(ge=1, le=12)
    year_named_by: NamedBy
    segments: Annotated[list[SegmentNames], AfterValidator(_named_once)] = []
    lines: Annotated[list[LineNames], AfterValidator(_named_once)] = []
    year_end_changes: list[ChangedYear] = []
    published: dict[str, date] = {}

    @model_validator(mode="after")
    def _years_adjoin(self) -> "Profile":
        if self.year_end_changes:
            try:
                _ = self.calendar
            except ValueError as error:
                raise ValueError(f'key "year_end_changes": {error}') from error
        return self

    @property
    def calendar(self) -> FiscalCalendar:
        """The company's fiscal calendar, with the years in which it changed."""
        changes = (
            YearEndChange(
                change.fiscal_year,
                change.starts,
                change.ends,
                change.year_end_month_before,
                change.year_named_by_before or self.year_named_by,
            )
            for change in sorted(self.year_end_changes, key=lambda change: change.starts)
        )
        return FiscalCalendar(self.year_end_month, self.year_named_by, tuple(changes))

    def published_on(self, file: str) -> date | None:
        """The day on which a deck was published, by the longest of the names given that its path ends with."""
        named = [name for name in self.published if is_file_named(file, name)]
        return self.published[max(named, key=len)] if named else None


def is_file_named(file: str, name: str) -> bool:
    """Whether a deck's path below `raw/` is the name given, or ends with it (`1q.md`, `2031/1q.md`)."""
    return f"/{file}".endswith(f"/{name}")


def profile_path(profiles: Path, company: str) -> Path:
    """Where the profile of a company is kept."""
    return profiles / f"{company}.toml"


def load_profile(path: Path) -> Profile:
    """The profile in a file; a ProfileError names the file and every key that is wrong."""
    return load_written(path, Profile, error=ProfileError, advice=_ADVICE)


def company_named(printed: str, profiles: Mapping[str, Profile]) -> str | None:
    """The slug of the company that calls itself `printed`, or null where no profile has that name."""
    wanted = _bare(printed)
    for slug, profile in sorted(profiles.items()):
        if wanted and wanted in {_bare(name) for name in (profile.name, *profile.aliases)}:
            return slug
    return None


def _bare(name: str) -> str:
    """A name without what printers vary: case, spaces and punctuation."""
    return "".join(character for character in name.casefold() if character.isalnum())
