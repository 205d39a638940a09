"""Corrections: what people may write, the facts that it fits, and what becomes of each."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from deckfacts.contract import CorrectionStatus, Fact, FiscalPeriod, Measure
from deckfacts.corrections import (
    Columns,
    Correction,
    CorrectionHashes,
    Corrections,
    apply_corrections,
    corrections_path,
    hash_corrections,
    load_corrections,
)
from deckfacts.errors import CorrectionError
from deckfacts.fingerprints import hash_decks
from deckfacts.intake import NO_CORRECTIONS, FoundDeck
from deckfacts.schema import schema_of
from tests.builders import COMPANY, DOCUMENT_ID, FILE, fact

RIGHT = {
    "deck": '"fy2031-1q.md"',
    "line": "12",
    "printed": '"4,210"',
    "expect": '{ value = "4210000000", segment = "" }',
    "set": '{ value = "4120000000" }',
    "reason": '"The erratum of 2031-08-20 gives 4,120."',
    "reviewer": '"A. Person"',
}


def written(folder: Path, *entries: dict[str, str | None]) -> Path:
    """A file of corrections, each with some keys changed, or left out for None."""
    lines: list[str] = []
    for changed in entries:
        lines += ["[[correction]]", *(f"{key} = {value}" for key, value in (RIGHT | changed).items() if value)]
    path = folder / "norvale.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def correction(**changed: Any) -> Correction:
    """The correction of `RIGHT`, some of its keys changed."""
    fields = {
        "deck": "fy2031-1q.md",
        "line": 12,
        "printed": "4,210",
        "expect": {"value": "4210000000", "segment": ""},
        "set": {"value": "4120000000"},
        "reason": "The erratum gives 4,120.",
        "reviewer": "A. Person",
    }
    return Correction.model_validate(fields | changed)


def test_columns_are_those_of_a_fact() -> None:
    """Ensures that only columns of facts can be set, and null only where the contract has nulls."""
    schema = schema_of("facts")
    assert set(Columns.model_fields) <= set(schema.names)
    for name in Columns.model_fields:
        try:
            null = Columns.model_validate({name: ""}).given[name] is None
        except ValueError:
            null = False
        assert null == schema.field(name).nullable, name


def test_correction(tmp_path: Path) -> None:
    """Ensures that everything that a correction can say is taken as it is meant."""
    columns = '{ value = "-37.5", decimals = 1, fiscal_year = 2031, period_end = 2031-06-30, base_end = "2030-06-30" }'
    words = '{ measure = "percent_change", fiscal_period = "1Q", concept = "revenue", segment = "Sensors", bound = "" }'
    path = written(tmp_path, {"expect": columns, "set": words}, {"line": None, "page": "3"})
    first, second = load_corrections(path).correction
    assert first.expect.given == {
        "value": Decimal("-37.5"),
        "decimals": 1,
        "fiscal_year": 2031,
        "period_end": date(2031, 6, 30),
        "base_end": date(2030, 6, 30),
    }
    assert first.set.given == {
        "concept": "revenue",
        "segment": "Sensors",
        "measure": Measure.PERCENT_CHANGE,
        "fiscal_period": FiscalPeriod.Q1,
        "bound": None,
    }
    assert (first.place, second.place) == ("line 12", "page 3")


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("dek", '"1q.md"', ('"correction.0.dek"', 'did you mean "deck"', "allowed: deck, page")),
        ("reviewer", None, ('"correction.0.reviewer" is missing',)),
        ("reason", '" "', ('"correction.0.reason"', "empty")),
        ("page", "3", ('"correction.0" names a page or a line, one of them',)),
        ("line", None, ('"correction.0" names a page or a line, one of them',)),
        ("line", "0", ('"correction.0.line" = 0', "greater than or equal to 1")),
        ("expect", "{}", ('"correction.0.expect" names no column',)),
        ("set", "{}", ('"correction.0.set" names no column',)),
        ("set", '{ value = "4210000000.0" }', ("sets nothing but what it expects",)),
        ("set", '{ valu = "1" }', ('"correction.0.set.valu"', 'did you mean "value"', "allowed: value, unit")),
        ("set", '{ page = "1" }', ('unknown key "correction.0.set.page"',)),
        ("set", "{ value = 1.5 }", ('"correction.0.set.value" = 1.5', "not written as a text")),
        ("set", '{ value = "4,120" }', ("'4,120'", "is no number")),
        ("set", '{ value = "NaN" }', ("larger than a value can be",)),
        ("set", '{ value = "1E32" }', ("larger than a value can be",)),
        ("set", '{ value = "0.0000001" }', ("more than 6 decimal places",)),
        ("set", '{ value = "" }', ('"correction.0.set.value"',)),
        ("set", '{ unit = "JPX" }', ("'JPX' is no ISO 4217",)),
        ("set", '{ unit = "JPX/share" }', ("is no ISO 4217",)),
        ("set", '{ label = "" }', ('"correction.0.set.label"', "can't be empty")),
        ("set", '{ decimals = "many" }', ('"correction.0.set.decimals"', "integer")),
        ("set", "{ decimals = 13 }", ("less than or equal to 12",)),
        ("set", '{ concept = "revenues" }', ("'revenues' is not in the catalogue",)),
        ("set", '{ measure = "guess" }', ("\"correction.0.set.measure\" = 'guess'", "'level'")),
        ("set", '{ measure = "" }', ('"correction.0.set.measure"',)),
        ("set", '{ fiscal_period = "5Q" }', ("'1Q'",)),
        ("set", "{ fiscal_year = 31 }", ("greater than or equal to 1900",)),
        ("set", '{ period_end = "June" }', ("'June' is no date such as 2031-06-30",)),
        ("set", "{ period_end = 20310630 }", ("is no date",)),
        ("deck", "4,210", ("is not TOML",)),
    ],
)
def test_wrong_correction(tmp_path: Path, key: str, value: str | None, says: tuple[str, ...]) -> None:
    """Ensures that what can't be is told with the file, the key and what is allowed there."""
    with pytest.raises(CorrectionError) as caught:
        load_corrections(written(tmp_path, {key: value}))
    assert all(words in str(caught.value) for words in ("norvale.toml", *says)), str(caught.value)


@pytest.mark.parametrize(
    ("other", "refused"),
    [
        ({}, True),
        ({"set": '{ value = "1" }', "reason": '"Another."'}, True),
        ({"expect": '{ segment = "", value = "4210000000.00" }'}, True),
        ({"expect": '{ value = "4210000000" }'}, False),
        ({"line": "13"}, False),
        ({"printed": '"4,211"'}, False),
        ({"deck": '"fy2031-2q.md"'}, False),
    ],
)
def test_two_of_one_number(tmp_path: Path, other: dict[str, str | None], *, refused: bool) -> None:
    """Ensures that two corrections of one number are refused where nothing tells which of them holds."""
    path = written(tmp_path, {}, other)
    if refused:
        with pytest.raises(CorrectionError, match='two corrections are of "4,210" on line 12'):
            load_corrections(path)
    else:
        assert len(load_corrections(path).correction) == 2


@pytest.mark.parametrize(
    ("deck", "is_of"),
    [
        ("fy2031-1q.md", True),
        ("norvale/fy2031-1q.md", True),
        ("1q.md", False),
        ("other/fy2031-1q.md", False),
        (DOCUMENT_ID, True),
        (DOCUMENT_ID[:8], True),
        (DOCUMENT_ID[:8].upper(), True),
        (DOCUMENT_ID * 4, True),
        (DOCUMENT_ID[:7], False),
        (DOCUMENT_ID[1:], False),
    ],
)
def test_deck(deck: str, *, is_of: bool) -> None:
    """Ensures that a deck is known by its file, its path, or enough of its document_id."""
    corrections = Corrections(correction=[correction(deck=deck)])
    assert bool(corrections.for_deck(FILE, DOCUMENT_ID)) is is_of


PAGE = {"line": None, "page": 4}
TWINS = [fact(), fact(fact_id="fact-0002", segment="Sensors"), fact(fact_id="fact-0003", segment="Sensors")]

APPLIED: list[tuple[str, list[Fact], dict[str, Any], CorrectionStatus, str | None]] = [
    ("as expected", [fact()], {}, CorrectionStatus.APPLIED, "value = 4210000000; segment = null"),
    ("another value", [fact(value=Decimal(1))], {}, CorrectionStatus.EXPECTATION_FAILED, "value = 1; segment = null"),
    ("another line", [fact(line=13)], {}, CorrectionStatus.NOT_FOUND, None),
    ("another print", [fact(printed="4,211")], {}, CorrectionStatus.NOT_FOUND, None),
    ("a part of the print", [fact(printed="14,210")], {}, CorrectionStatus.NOT_FOUND, None),
    ("on a page", [fact(**PAGE)], PAGE, CorrectionStatus.APPLIED, "value = 4210000000; segment = null"),
    ("a page is no line", [fact(line=None, page=12)], {}, CorrectionStatus.NOT_FOUND, None),
    ("number of a print", [fact(printed="JPY4,210 million")], {}, CorrectionStatus.APPLIED, None),
    ("the whole print", [fact(printed="(▲4,210)")], {"printed": "(▲4,210)"}, CorrectionStatus.APPLIED, None),
    ("wide digits", [fact(printed="４，２１０百万円")], {}, CorrectionStatus.APPLIED, None),
    ("spaces between groups", [fact(printed="4 210 M€")], {"printed": "4 210"}, CorrectionStatus.APPLIED, None),
    ("told apart by what is expected", TWINS, {}, CorrectionStatus.APPLIED, "value = 4210000000; segment = null"),
    (
        "not told apart",
        TWINS,
        {"expect": {"segment": "Sensors"}},
        CorrectionStatus.EXPECTATION_FAILED,
        "segment = Sensors (2 numbers: expect more to tell them apart)",
    ),
    (
        "none of several",
        TWINS,
        {"expect": {"segment": "Motors"}},
        CorrectionStatus.EXPECTATION_FAILED,
        "segment = null | segment = Sensors",
    ),
]
"""What is the case, the facts, the correction, what becomes of it, and what was found (null where it is plain)."""


@pytest.mark.parametrize("case", APPLIED, ids=[row[0] for row in APPLIED])
def test_applied(case: tuple[str, Sequence[Fact], dict[str, Any], CorrectionStatus, str | None]) -> None:
    """Ensures that a correction is applied to the one fact that it fits, else to none, and is told of either way."""
    _, facts, changed, status, found = case
    one = correction(**changed)
    corrected = apply_corrections(facts, [one], document_id=DOCUMENT_ID, company=COMPANY)
    (row,) = corrected.rows
    assert row.status is status
    assert found is None or row.found == found
    changes = [(old, new) for old, new in zip(facts, corrected.facts, strict=True) if old != new]
    if status is CorrectionStatus.APPLIED:
        ((old, new),) = changes
        assert new == replace(old, value=Decimal(4120000000), correction_id=row.correction_id)
        assert row.fact_id == new.fact_id
    else:
        assert (changes, row.fact_id) == ([], None)


def test_row() -> None:
    """Ensures that the row of a correction says in words what it expects, sets and is for."""
    (row,) = apply_corrections([fact()], [correction()], document_id=DOCUMENT_ID, company=COMPANY).rows
    assert (row.place, row.printed) == ("line 12", "4,210")
    assert (row.expected, row.set) == ("value = 4210000000; segment = null", "value = 4120000000")
    assert (row.reason, row.reviewer) == ("The erratum gives 4,120.", "A. Person")
    assert row.correction_id == correction(reason="Another.").correction_id(COMPANY)


def test_one_fact_twice() -> None:
    """Ensures that a fact takes one correction, and that another that fits it says which."""
    both = [correction(), correction(deck=DOCUMENT_ID, set={"label": "Sales"})]
    corrected = apply_corrections([fact()], both, document_id=DOCUMENT_ID, company=COMPANY)
    first, second = corrected.rows
    assert [row.status for row in corrected.rows] == [CorrectionStatus.APPLIED, CorrectionStatus.EXPECTATION_FAILED]
    assert (second.found or "").endswith(f"(corrected already by {first.correction_id})")
    assert [one.label for one in corrected.facts] == ["Total revenues"]


def test_hash() -> None:
    """Ensures that the hash is that of all that a deck's corrections say, and "none" without any."""
    assert hash_corrections([]) == NO_CORRECTIONS
    first = hash_corrections([correction()])
    assert hash_corrections([correction()]) == first
    others: list[dict[str, Any]] = [
        {"reason": "Another."},
        {"set": {"value": "1"}},
        {"expect": {"value": "4210000000"}},
    ]
    assert len({first, *(hash_corrections([correction(**changed)]) for changed in others)}) == 4


def test_hash_of_deck(tmp_path: Path) -> None:
    """Ensures that a deck counts as changed where its own corrections did, or where their file can't be used."""
    folder = tmp_path / "corrections"
    folder.mkdir()

    def mark(file: str = FILE, company: str | None = COMPANY) -> str:
        return CorrectionHashes(folder).of(company, file, DOCUMENT_ID)

    assert mark() == mark(company=None) == CorrectionHashes(None).of(COMPANY, FILE, DOCUMENT_ID) == NO_CORRECTIONS
    written(folder, {})
    first = mark()
    assert mark("norvale/fy2031-2q.md") == mark(company="other") == NO_CORRECTIONS
    assert mark(company=None) == first
    written(folder, {}, {"deck": '"fy2031-2q.md"'})
    assert mark() == first, "the correction of another deck is no concern of this one"
    written(folder, {"dek": '"x"'})
    assert mark("norvale/fy2031-3q.md") not in {NO_CORRECTIONS, first}


def test_fingerprint(tmp_path: Path) -> None:
    """Ensures that a deck whose corrections changed has another fingerprint, and the one before without them."""
    path = tmp_path / "fy2031-1q.md"
    path.write_text("Revenue 1", encoding="utf-8")

    def fingerprint(corrections: Path | None) -> str:
        return hash_decks([FoundDeck(path, FILE, COMPANY)], tmp_path / "profiles", "r1", corrections)[0][0].fingerprint

    first = fingerprint(None)
    assert fingerprint(tmp_path) == first
    written(tmp_path, {})
    assert fingerprint(tmp_path) != first


def test_corrections_of_the_checkout() -> None:
    """Ensures that the corrections that come with deckfacts are right."""
    folder = Path(__file__).parents[2] / "corrections"
    assert corrections_path(folder, "norvale").parent.is_dir()
    assert all(load_corrections(path).correction for path in folder.glob("*.toml"))
