"""Tests of the Excel workbook: what stands on its sheets, where its links lead, and what its text can't do."""

import json
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from deckfacts import workbook_drawing
from deckfacts.concepts import catalogue
from deckfacts.contract import (
    CONTRACT_VERSION,
    Basis,
    Bound,
    Comparison,
    Document,
    Fact,
    FiscalPeriod,
    Measure,
    Qualifier,
    Scenario,
    Source,
)
from deckfacts.errors import ConfigurationError, PublicationError
from deckfacts.manifest import MANIFEST
from deckfacts.schema import RECORDS, to_parquet, to_table
from deckfacts.series.records import GuidanceStep, Observation, Outcome, Standing, Step
from deckfacts.workbook import WorkbookSummary, write_workbook
from deckfacts.workbook_text import safe_text
from tests.builders import COMPANY, DOCUMENT_ID, FILE, document, fact
from tests.deckfacts.test_workbook_text import TEXTS

FIRST_ROW, LABELS = 6, 7
"""Of a statement: its first row of numbers, and the columns before its first number."""
FIRST_SOURCE = 4
"""The first row of "Sources" that has a number."""


def observation(**overrides: Any) -> Observation:
    """Revenues of JPY4,210 million in the first quarter of fiscal 2031, as one deck states them.

    A label or a segment that is given is also what it is called now.
    """
    now = {f"series_{name}": overrides[name] for name in ("label", "segment") if name in overrides}
    overrides = now | overrides
    return replace(
        Observation(
            observation_id="",
            point_id="",
            series_id="revenue",
            series_label="Total revenues",
            series_segment=None,
            company=COMPANY,
            concept="revenue",
            label="Total revenues",
            segment=None,
            measure=Measure.LEVEL,
            comparison=None,
            scenario=Scenario.ACTUAL,
            fiscal_year=2031,
            fiscal_period=FiscalPeriod.Q1,
            period_start=date(2031, 4, 1),
            period_end=date(2031, 6, 30),
            base_start=None,
            base_end=None,
            unit="JPY",
            bound=None,
            basis=None,
            value=Decimal(4210000000),
            decimals=-6,
            qualifier=None,
            vintage=1,
            known_from=date(2031, 8, 8),
            known_until=None,
            latest=True,
            standing=Standing.FIRST,
            difference=None,
            contested=False,
            document_id=DOCUMENT_ID,
            fact_id="fact-0001",
            source=Source.TABLE,
            page=None,
            line=12,
            bbox=None,
            slide_title=None,
            printed="4,210",
            context="Total revenues / 1Q31",
            extractor="text",
            correction_id=None,
        ),
        **overrides,
    )


def step(**overrides: Any) -> GuidanceStep:
    """The plan to have revenues of JPY17 to 18 billion in fiscal 2031."""
    return replace(
        GuidanceStep(
            guidance_id="",
            target_id="revenue 2031",
            company=COMPANY,
            concept="revenue",
            label="Total revenues",
            segment=None,
            measure=Measure.LEVEL,
            comparison=None,
            basis=None,
            unit="JPY",
            fiscal_year=2031,
            fiscal_period=FiscalPeriod.FY,
            period_start=date(2031, 4, 1),
            period_end=date(2032, 3, 31),
            number=1,
            step=Step.INITIAL,
            low=Decimal(17000000000),
            high=Decimal(18000000000),
            low_change=None,
            high_change=None,
            tolerance=None,
            outcome=None,
            published_on=date(2031, 5, 12),
            document_id=DOCUMENT_ID,
            fact_ids=("low", "high"),
            printed="17 - 18",
            page=None,
            line=30,
        ),
        **overrides,
    )


def printed(one: Observation) -> Fact:
    """The fact that an observation comes from."""
    return fact(
        fact_id=one.fact_id,
        document_id=one.document_id,
        company=one.company,
        label=one.label,
        segment=one.segment,
        value=one.value,
        unit=one.unit,
        printed=one.printed,
        page=one.page,
        line=one.line,
    )


ENDS = (
    fact(fact_id="low", value=Decimal(17000000000), printed="17", line=30),
    fact(fact_id="high", value=Decimal(18000000000), printed="18", line=30),
)


def snapshot(
    folder: Path,
    observations: Sequence[Observation],
    guidance: Sequence[GuidanceStep] = (),
    documents: Sequence[Document] | None = None,
    facts: Sequence[Fact] | None = None,
) -> Path:
    """A snapshot with these rows, and with a fact for each observation unless they are given."""
    if facts is None:
        facts = [*(printed(one) for one in observations), *(ENDS if guidance else ())]
    rows: dict[str, Sequence[object]] = dict.fromkeys(RECORDS, ()) | {
        "documents": [document()] if documents is None else documents,
        "facts": facts,
        "observations": observations,
        "guidance": guidance,
    }
    files: dict[str, list[dict[str, Any]]] = {}
    for dataset, held in rows.items():
        path = folder / dataset / "all.parquet"
        path.parent.mkdir(parents=True)
        path.write_bytes(to_parquet(to_table(dataset, held)))
        files[dataset] = [{"path": f"{dataset}/all.parquet", "sha256": "", "bytes": 0, "rows": len(held)}]
    write_manifest(folder, files)
    return folder


def write_manifest(folder: Path, files: dict[str, list[dict[str, Any]]]) -> None:
    """The manifest of a snapshot with these files, which hold rows of any company."""
    paths = [held["path"] for of_dataset in files.values() for held in of_dataset]
    companies = [{"company": slug, "fingerprint": "", "files": paths} for slug in (COMPANY, OTHER)]
    said = {"contract": CONTRACT_VERSION, "datapackage": "", "decks": [], "companies": companies, "datasets": files}
    (folder / MANIFEST).write_text(json.dumps(said), encoding="utf-8")


def export(tmp_path: Path, curated: Path, company: str | None = None, as_of: date | None = None) -> Any:
    """The workbook of a snapshot, read back by another library."""
    path = tmp_path / "book.xlsx"
    write_workbook(path, curated, company=company, as_of=as_of)
    return openpyxl.load_workbook(path)


def workbook(tmp_path: Path, observations: Sequence[Observation], guidance: Sequence[GuidanceStep] = ()) -> Any:
    """The workbook of these rows."""
    return export(tmp_path, snapshot(tmp_path / "curated", observations, guidance))


def rows(page: Any, first: int = FIRST_ROW) -> list[list[Any]]:
    """The values of a sheet from a row on."""
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=first)]


YEAR = {
    "fiscal_period": FiscalPeriod.FY, "fiscal_year": 2030, "period_start": date(2030, 4, 1),
    "period_end": date(2031, 3, 31),
}  # fmt: skip
INSTANT = {"period_start": None}
GROWTH = {"measure": Measure.PERCENT_CHANGE, "comparison": Comparison.YOY, "unit": "percent", "decimals": 1}

BOOK = [
    observation(series_id="cost", fact_id="f1", concept="cost_of_revenue", label="Cost of sales"),
    observation(fact_id="f2"),
    observation(fact_id="f3", value=Decimal(16000000000), **YEAR),
    observation(fact_id="f4", series_id="growth", value=Decimal("-37.5"), printed="(37.5%)", **GROWTH),
    observation(fact_id="f5", series_id="cash", concept="cash_and_cash_equivalents", label="Cash", **INSTANT),
    observation(
        fact_id="f6", series_id="eps", concept="eps", label="EPS", unit="JPY/share", value=Decimal("0.705"), decimals=3
    ),
    observation(fact_id="f7", series_id="rail", segment="Rail", label="Revenues"),
    observation(fact_id="f8", series_id="stations", concept=None, label="Stations", unit="station", **INSTANT),
    observation(fact_id="f9", series_id="staff", concept="employees", label="Employees", unit="person", **INSTANT),
    observation(fact_id="f10", series_id="depots", concept="depots_of_another_version", label="Depots", **INSTANT),
    observation(
        fact_id="f11", series_id="plan", scenario=Scenario.TARGET, bound=Bound.LOW, basis=Basis.ORGANIC, **YEAR
    ),
]


def test_sheets(tmp_path: Path) -> None:
    """Ensures that there is a sheet for each statement and segment that has numbers, for guidance, and for sources."""
    book = workbook(tmp_path, BOOK, [step()])
    assert book.sheetnames == [
        "Income statement", "Per share", "Balance sheet", "Key figures", "Rail", "Guidance", "Sources",
    ]  # fmt: skip
    assert book["Rail"]["A1"].value == "Norvale Networks: Rail"


def test_statement(tmp_path: Path) -> None:
    """Ensures that a row is a series in the order of the catalogue, a column a period in order of time."""
    page = workbook(tmp_path, BOOK)["Income statement"]
    assert [cell.value for cell in page[5]] == [
        "Line", "Unit", "Measure", "Compared with", "Basis", "Scenario", "Range", "FY2030", "1Q FY2031",
    ]  # fmt: skip
    assert [page.cell(3, at).value for at in (8, 9)] == [datetime(2030, 4, 1), datetime(2031, 4, 1)]
    assert [page.cell(4, at).value for at in (8, 9)] == [datetime(2031, 3, 31), datetime(2031, 6, 30)]
    assert rows(page) == [
        ["Total revenues", "JPY", None, None, None, None, None, 16000000000, 4210000000],
        ["Total revenues", "percent", "percent change", "yoy", None, None, None, None, -37.5],
        ["Total revenues", "JPY", None, None, "organic", "target", "low", 4210000000, None],
        ["Cost of sales", "JPY", None, None, None, None, None, None, 4210000000],
    ]
    assert page.freeze_panes == "C6"


def test_lines_without_concept(tmp_path: Path) -> None:
    """Ensures that lines without a concept that this version knows follow the key figures, as the decks print them."""
    page = workbook(tmp_path, BOOK)["Key figures"]
    assert [row[0] for row in rows(page)] == ["Employees", "Stations", "Depots"]


def test_columns_of_a_sheet(tmp_path: Path) -> None:
    """Ensures that a sheet has the periods that it has numbers of, and that an instant is a column without a start."""
    page = workbook(tmp_path, BOOK)["Balance sheet"]
    assert [page.cell(row, LABELS + 1).value for row in (3, 4, 5)] == [None, datetime(2031, 6, 30), "1Q FY2031"]
    assert page.max_column == LABELS + 1


PERIODS = [
    (None, date(2031, 9, 30), "1H FY2031"),
    (date(2031, 4, 1), date(2031, 9, 30), "1H FY2031"),
    (date(2031, 7, 1), date(2031, 9, 30), "2Q FY2031"),
    (date(2031, 4, 1), date(2031, 6, 30), "1Q FY2031"),
    (date(2030, 7, 1), date(2031, 6, 30), None),
]


def test_order_of_periods(tmp_path: Path) -> None:
    """Ensures that of what ends on one day the shorter period comes first and the instant last, named or not."""
    stated = [
        observation(
            fact_id=str(at),
            period_start=start,
            period_end=end,
            fiscal_year=2031 if name else None,
            fiscal_period=FiscalPeriod(name[:2]) if name else None,
        )
        for at, (start, end, name) in enumerate(PERIODS)
    ]
    page = workbook(tmp_path, stated)["Income statement"]
    names = [cell.value for cell in page[5]][LABELS:]
    assert names == ["1Q FY2031", "2031-06-30", "2Q FY2031", "1H FY2031", "1H FY2031"]
    assert [page.cell(3, LABELS + at).value for at in (4, 5)] == [datetime(2031, 4, 1), None]


def test_numbers_against_several_days(tmp_path: Path) -> None:
    """Ensures that no number is lost where a series has two for one period, measured against different days."""
    bases = (date(2029, 3, 31), date(2030, 3, 31))
    stated = [observation(fact_id=str(base), base_end=base, value=Decimal(base.year), **GROWTH) for base in bases]
    page = workbook(tmp_path, stated)["Income statement"]
    assert [row[LABELS] for row in rows(page)] == [2029, 2030]


FORMATS = [(-6, "#,##0"), (0, "#,##0"), (1, "#,##0.0"), (3, "#,##0.000"), (12, "#,##0.000000")]


@pytest.mark.parametrize(("decimals", "expected"), FORMATS)
def test_number_format(tmp_path: Path, decimals: int, expected: str) -> None:
    """Ensures that a number shows as many decimal places as the deck prints, and is not rescaled."""
    cell = workbook(tmp_path, [observation(decimals=decimals)])["Income statement"].cell(FIRST_ROW, LABELS + 1)
    assert (cell.value, cell.number_format) == (4210000000, expected)


def test_links(tmp_path: Path) -> None:
    """Ensures that each number leads to its own row of sources, and that row back to it."""
    book = workbook(tmp_path, [replace(one, series_segment="Rock 'n' Rail") for one in BOOK[:4]] + BOOK[4:], [step()])
    seen: set[str] = set()
    for page in book.worksheets[:-1]:
        for cell in (cell for row in page.iter_rows() for cell in row if cell.hyperlink):
            target = cell.hyperlink.location
            sheet, _, place = target.rpartition("!")
            back = book["Sources"][place].hyperlink.location
            assert sheet == "'Sources'"
            assert back == "'{}'!{}".format(page.title.replace("'", "''"), cell.coordinate)
            assert Decimal(book["Sources"].cell(book["Sources"][place].row, 6).value) == Decimal(str(cell.value))
            seen.add(target)
    assert len(seen) == len(BOOK) + len(ENDS) == book["Sources"].max_row - FIRST_SOURCE + 1


def test_sources(tmp_path: Path) -> None:
    """Ensures that a number's row in sources has the exact value and all that is known of where it stands."""
    value = Decimal("99999999999999999999.123456")
    one = observation(
        value=value, printed="▲99", label="Net sales", series_segment="Rail", segment="Railways", page=7,
        line=None, base_start=date(2030, 4, 1), base_end=date(2030, 6, 30), qualifier=Qualifier.APPROXIMATELY,
        standing=Standing.CHANGED, difference=Decimal("-2.500000"), contested=True,
    )  # fmt: skip
    page = workbook(tmp_path, [one])["Sources"]
    heads = [cell.value for cell in page[FIRST_SOURCE - 1]]
    assert dict(zip(heads, rows(page, FIRST_SOURCE)[0], strict=True)) == {
        "Cell": "Rail!H6",
        "Company": COMPANY,
        "Label as printed": "Net sales",
        "Segment as printed": "Railways",
        "Printed": "▲99",
        "Value": str(value),
        "Unit": "JPY",
        "Base from": datetime(2030, 4, 1),
        "Base to": datetime(2030, 6, 30),
        "Hedge": "approximately",
        "Standing": "changed",
        "Differs by": "-2.5",
        "Contested": "contested",
        "Deck": FILE,
        "Published": datetime(2031, 8, 8),
        "Place": "page 7",
        "Slide title": "Results of the quarter",
        "fact_id": "fact-0001",
        "document_id": DOCUMENT_ID,
    }


MARKED = [
    ({"standing": Standing.FIRST}, None),
    ({"standing": Standing.REPEATED}, None),
    ({"standing": Standing.RESTATED}, "A3"),
    ({"standing": Standing.CHANGED}, "A4"),
    ({"standing": Standing.REVISED}, "B3"),
    ({"standing": Standing.REPEATED, "contested": True}, "B4"),
]


@pytest.mark.parametrize(("given", "legend"), MARKED)
def test_marks(tmp_path: Path, given: dict[str, Any], legend: str | None) -> None:
    """Ensures that a number that is not what it was has the colour that the legend explains."""
    page = workbook(tmp_path, [observation(**given)])["Income statement"]
    fill = page.cell(FIRST_ROW, LABELS + 1).fill.fgColor.rgb
    colours = {place: page[place].fill.fgColor.rgb for place in ("A3", "A4", "B3", "B4")}
    assert [place for place, colour in colours.items() if colour == fill] == ([legend] if legend else [])


def test_guidance(tmp_path: Path) -> None:
    """Ensures that the steps of a target follow each other with their ends, and a point is one print."""
    actual = step(
        number=2, step=Step.ACTUAL, low=Decimal(18000000000), high=Decimal(18000000000), low_change=Decimal(1000000000),
        high_change=Decimal(0), outcome=Outcome.IN_LINE, fact_ids=("high",), printed="18", document_id=DOCUMENT_ID,
    )  # fmt: skip
    page = workbook(tmp_path, [observation()], [actual, step()])["Guidance"]
    heads = [cell.value for cell in page[3]]
    found = [dict(zip(heads, row, strict=True)) for row in rows(page, 4)]
    assert [(row["Step"], row["Low"], row["High"], row["Outcome"]) for row in found] == [
        ("initial", 17000000000, 18000000000, None),
        ("actual", 18000000000, 18000000000, "in line"),
    ]
    assert (found[0]["Period"], found[0]["Deck"], found[0]["Place"]) == ("FY2031", FILE, "line 30")
    assert (found[1]["Low differs by"], found[1]["High differs by"]) == (1000000000, 0)
    assert page["L5"].hyperlink.location == page["M5"].hyperlink.location
    assert page["L4"].hyperlink.location != page["M4"].hyperlink.location


def test_what_a_deck_prints_is_never_computed(tmp_path: Path) -> None:
    """Ensures that whatever a deck prints is a string in the workbook: no formula, no link out, no markup."""
    texts = [text for text, _ in TEXTS] + ["http://example.com", "internal:Sheet1!A1", "<b>&amp;</b>", "{=1+1}", "007"]
    stated = [
        observation(
            series_id=str(at), fact_id=str(at), series_label=text, unit=text, series_segment=text or None, printed=text,
            label=text, segment=text,
        )
        for at, text in enumerate(texts)
    ]  # fmt: skip
    facts = [replace(printed(one), slide_title=one.label) for one in stated]
    folder = snapshot(tmp_path / "curated", stated, documents=[document(company_name="=1+1")], facts=facts)
    book = export(tmp_path, folder)
    shown = {row[2] for row in rows(book["Sources"], FIRST_SOURCE)}
    assert {safe_text(text) for text in texts} == shown
    kinds = {cell.data_type for page in book.worksheets for row in page.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "d"}
    with zipfile.ZipFile(tmp_path / "book.xlsx") as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert [name for name, text in parts.items() if "<f>" in text or "External" in text] == []


def test_segments_named_like_our_sheets(tmp_path: Path) -> None:
    """Ensures that a segment takes no name from a statement, whichever comes first."""
    names = ("Sources", "income statement", "Guidance", "Rail/Road")
    stated = [observation(series_id=name, fact_id=name, segment=name) for name in names]
    book = workbook(tmp_path, [*stated, observation(fact_id="whole")], [step()])
    assert book.sheetnames == [
        "Income statement", "Sources (2)", "income statement (2)", "Guidance (2)", "Rail-Road", "Guidance", "Sources",
    ]  # fmt: skip


OTHER = "alder-railways-and-ports"
OTHERS = document(company=OTHER, company_name="Alder", file=f"{OTHER}/a.md", document_id="a" * 16)


def of_other(**overrides: Any) -> Observation:
    """The same of another company."""
    return observation(company=OTHER, document_id="a" * 16, fact_id="other", **overrides)


def test_several_companies(tmp_path: Path) -> None:
    """Ensures that sheets bear their company's name where there are several, and only there."""
    both = [observation(), of_other()]
    folder = snapshot(tmp_path / "curated", both, documents=[OTHERS, document()])
    assert export(tmp_path, folder).sheetnames == [
        "alder-railw… - Income statement", "norvale - Income statement", "Sources",
    ]  # fmt: skip
    assert export(tmp_path, folder, company=COMPANY).sheetnames == ["Income statement", "Sources"]
    assert export(tmp_path, folder, company=OTHER)["Sources"]["B4"].value == OTHER


VINTAGES = [
    observation(fact_id="v1", value=Decimal(1), known_until=date(2031, 11, 8), latest=False),
    observation(fact_id="v2", value=Decimal(2), vintage=2, known_from=date(2031, 11, 8), latest=False),
    observation(fact_id="v3", value=Decimal(3), vintage=3, known_from=None, latest=True),
]
DAYS = [(None, 3), (date(2031, 8, 8), 1), (date(2031, 11, 7), 1), (date(2031, 11, 8), 2), (date(2040, 1, 1), 2)]


@pytest.mark.parametrize(("as_of", "expected"), DAYS)
def test_as_of(tmp_path: Path, as_of: date | None, expected: int) -> None:
    """Ensures that a workbook has what was known on a day, and else what was stated last."""
    page = export(tmp_path, snapshot(tmp_path / "curated", VINTAGES), as_of=as_of)["Income statement"]
    assert [row[LABELS] for row in rows(page)] == [expected]
    assert (f"on {as_of}" if as_of else "As last stated") in page["A2"].value


def test_guidance_as_of(tmp_path: Path) -> None:
    """Ensures that steps published after the day, or on no known day, are left out of an as-of workbook."""
    steps = [step(), step(number=2, published_on=date(2031, 11, 8)), step(number=3, published_on=None)]
    folder = snapshot(tmp_path / "curated", [], steps)
    assert len(rows(export(tmp_path, folder, as_of=date(2031, 6, 1))["Guidance"], 4)) == 1
    assert len(rows(export(tmp_path, folder)["Guidance"], 4)) == 3


def test_same_bytes(tmp_path: Path) -> None:
    """Ensures that the same publication gives the same file, over an earlier one or not, and what is in it is told."""
    folder = snapshot(tmp_path / "curated", BOOK, [step()])
    target = tmp_path / "book.xlsx"
    first = write_workbook(target, folder, company=None, as_of=None)
    content = target.read_bytes()
    again = write_workbook(target, folder, company=COMPANY, as_of=None)
    assert first == again == WorkbookSummary(sheets=7, numbers=len(BOOK) + len(ENDS))
    assert target.read_bytes() == content
    with zipfile.ZipFile(target) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book.xlsx", "curated"]


def test_more_links_than_excel_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that numbers beyond Excel's limit of links are written without one, and the sheet says so."""
    monkeypatch.setattr(workbook_drawing, "MAX_LINKS", 2)
    stated = [observation(series_id=str(at), fact_id=str(at)) for at in range(3)]
    book = workbook(tmp_path, stated)
    for name, column in (("Income statement", LABELS + 1), ("Sources", 1)):
        first = FIRST_ROW if column > 1 else FIRST_SOURCE
        cells = [book[name].cell(first + at, column) for at in range(3)]
        assert [bool(cell.hyperlink) for cell in cells] == [True, True, False]
        assert all(cell.value for cell in cells)
        assert "Excel takes 2 links" in book[name]["A2"].value


@pytest.mark.parametrize(("limit", "value"), [("MAX_ROWS", 7), ("MAX_COLUMNS", 8)])
def test_more_than_excel_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    """Ensures that nothing is cut off where a sheet can't hold all: it is told, and no file is written."""
    monkeypatch.setattr(workbook_drawing, limit, value)
    stated = [observation(fact_id=str(at), period_end=date(2031, 6, 28 + at)) for at in range(3)]
    with pytest.raises(ConfigurationError, match="more than an Excel sheet holds"):
        workbook(tmp_path, stated)
    assert not (tmp_path / "book.xlsx").exists()


def test_nothing_published(tmp_path: Path) -> None:
    """Ensures that exporting where nothing, or nothing with series, was published says so."""
    with pytest.raises(PublicationError, match="Nothing has been published"):
        export(tmp_path, tmp_path / "nowhere")
    write_manifest(tmp_path, {})
    with pytest.raises(PublicationError, match="An earlier version published this"):
        export(tmp_path, tmp_path)


WRONG = [
    ({"company": "nobody"}, "There is no company 'nobody'.*norvale"),
    ({"as_of": date(2031, 8, 7)}, "No number was known on 2031-08-07.*from 2031-08-08 on"),
]


@pytest.mark.parametrize(("given", "message"), WRONG)
def test_nothing_to_export(tmp_path: Path, given: dict[str, Any], message: str) -> None:
    """Ensures that a company or a day without numbers is told, with what there is."""
    folder = snapshot(tmp_path / "curated", [observation()])
    with pytest.raises(ConfigurationError, match=message):
        export(tmp_path, folder, **given)


@pytest.mark.parametrize(("as_of", "message"), [(None, "no number to export"), (date(2031, 1, 1), "No deck bears a")])
def test_no_observations(tmp_path: Path, as_of: date | None, message: str) -> None:
    """Ensures that a publication whose decks state no series makes no empty workbook."""
    with pytest.raises(ConfigurationError, match=message):
        export(tmp_path, snapshot(tmp_path / "curated", []), as_of=as_of)


def test_series_without_their_facts(tmp_path: Path) -> None:
    """Ensures that a number whose print is gone is not exported without its source."""
    with pytest.raises(PublicationError, match="fact-0001"):
        export(tmp_path, snapshot(tmp_path / "one", [observation()], facts=[]))
    with pytest.raises(PublicationError, match=DOCUMENT_ID):
        export(tmp_path, snapshot(tmp_path / "two", [observation()], documents=[OTHERS]))


@pytest.mark.parametrize("name", ["book.csv", "book", "gone/book.xlsx", "mine.xlsx", "archive.xlsx", "folder.xlsx"])
def test_what_is_not_overwritten(tmp_path: Path, name: str) -> None:
    """Ensures that no file but a workbook is written over, and no other is left behind."""
    (tmp_path / "mine.xlsx").write_text("notes", encoding="utf-8")
    (tmp_path / "folder.xlsx").mkdir()
    with zipfile.ZipFile(tmp_path / "archive.xlsx", "w") as archive:
        archive.writestr("photo.jpg", "")
    folder = snapshot(tmp_path / "curated", [observation()])
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(ConfigurationError):
        write_workbook(tmp_path / name, folder, company=None, as_of=None)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_without_xlsxwriter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that who has not installed the extra is told how."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(ConfigurationError, match=r"pip install deckfacts\[export\]"):
        workbook(tmp_path, [observation()])


def test_statements_hold_what_they_can() -> None:
    """Ensures that balances stand in the balance sheet and flows elsewhere, and money has no place among the ratios."""
    for concept in catalogue().values():
        match concept.statement:
            case "balance_sheet":
                assert (concept.period_type, concept.kinds) == ("instant", ("money",)), concept.name
            case "income_statement" | "cash_flow":
                assert concept.period_type == "duration", concept.name
                assert "money" in concept.kinds, concept.name
            case "ratios":
                assert "money" not in concept.kinds, concept.name
            case "per_share" | "key_figures":
                assert "ratio" not in concept.kinds or concept.statement == "key_figures", concept.name
