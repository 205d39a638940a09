"""Profiles: what people write down about a company, in TOML, to a checked record that its decks are read by."""

import difflib
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from deckfacts.errors import ProfileError

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


def _printable(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty")
    return text


Words = Annotated[str, AfterValidator(_printable)]


class SegmentNames(BaseModel):
    """A segment of the company, with the other names that its decks print for it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: Words
    aliases: list[Words] = []


class Profile(BaseModel):
    """What a deck of the company does not say, or says in its own way.

    `year_end_month` is the month that the fiscal year ends in; `year_named_by` says whether FY2008 is the year that
    starts or the one that ends in 2008. `published` gives the day of publication of decks that don't print it, by
    file name.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: Words
    aliases: list[Words] = []
    currency: Annotated[str, AfterValidator(_known_currency)]
    year_end_month: int = Field(ge=1, le=12)
    year_named_by: Literal["start", "end"]
    segments: list[SegmentNames] = []
    published: dict[str, date] = {}


def profile_path(profiles: Path, company: str) -> Path:
    """Where the profile of a company is kept."""
    return profiles / f"{company}.toml"


def load_profile(path: Path) -> Profile:
    """The profile in a file; a ProfileError names the file and every key that is wrong."""
    try:
        return Profile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProfileError(f"is not TOML: {error}.", where=str(path), advice=_ADVICE) from error
    except OSError as error:
        raise ProfileError(f"can't be read: {error.strerror}.", where=str(path), advice=_ADVICE) from error
    except ValidationError as error:
        wrong = "; ".join(_explain(detail) for detail in error.errors())
        raise ProfileError(f"{wrong}.", where=str(path), advice=_ADVICE) from error


def _explain(detail: ErrorDetails) -> str:
    key = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "missing":
        return f'key "{key}" is missing'
    if detail["type"] == "extra_forbidden":
        model = SegmentNames if detail["loc"][0] == "segments" else Profile
        near = difflib.get_close_matches(str(detail["loc"][-1]), model.model_fields, n=1)
        hint = f', did you mean "{near[0]}"?' if near else ";"
        return f'unknown key "{key}"{hint} allowed: {", ".join(model.model_fields)}'
    said = detail["msg"].removeprefix("Value error, ").removeprefix("Input ")
    return f'key "{key}" = {detail["input"]!r} {said}'


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
