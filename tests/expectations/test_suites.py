"""Every expectation finds the violation that is planted for it, with the severity and the row that it names."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from deckfacts.contract import Bound, Comparison, Measure, ReadDeck, Severity, Source, TableCell, stable_id
from deckfacts.schema import to_table
from expectations.frames import DATASETS
from expectations.gate import judge_datasets
from expectations.verdict import Verdict
from tests.expectations.builders import cell, check, document, fact, good_deck, growth, judge, refusal, tables_of

CRITICAL, WARNING = Severity.CRITICAL, Severity.WARNING

FACTS = [
    ("no such measure", fact(measure="guess"), "measure", "expect_column_values_to_be_in_set", CRITICAL),
    ("no such comparison", growth(comparison="mom"), "comparison", "expect_column_values_to_be_in_set", CRITICAL),
    ("no such scenario", fact(scenario="dream"), "scenario", "expect_column_values_to_be_in_set", CRITICAL),
    ("no such period", fact(fiscal_period="5Q"), "fiscal_period", "expect_column_values_to_be_in_set", CRITICAL),
    ("no such bound", fact(bound="middle"), "bound", "expect_column_values_to_be_in_set", CRITICAL),
    ("no such basis", fact(basis="wishful"), "basis", "expect_column_values_to_be_in_set", CRITICAL),
    ("no such qualifier", fact(qualifier="about"), "qualifier", "expect_column_values_to_be_in_set", CRITICAL),
    ("no such source", fact(source="rumour"), "source", "expect_column_values_to_be_in_set", CRITICAL),
    ("no such document", fact(document_id="0" * 16), "document_id", "expect_column_values_to_be_in_set", CRITICAL),
    ("beyond any balance", fact(value=Decimal("1.234E21"), decimals=-12), "value", "between", CRITICAL),
    ("growth of 20,000%", growth(value=Decimal(20000), decimals=0, printed="20,000%"), "value", "between", WARNING),
    ("decimals 13", fact(decimals=13), "decimals", "between", CRITICAL),
    ("decimals -16", fact(decimals=-16), "decimals", "between", CRITICAL),
    ("year 20008", fact(fiscal_year=20008), "fiscal_year", "between", CRITICAL),
    ("line 0", fact(line=0), "page, line", "expect_at_least_one", CRITICAL),
    ("page 0", fact(line=None, page=0), "page, line", "expect_at_least_one", CRITICAL),
    ("page and line", fact(page=1), "page, line", "expect_one_place", CRITICAL),
    ("nowhere", fact(line=None), "page, line", "expect_one_place", CRITICAL),
    ("no label", fact(label=" "), None, "expect_no_blank_text", WARNING),
    ("ends first", fact(period_start=date(2009, 1, 1)), "period_start, period_end", "in_order", CRITICAL),
    ("no end", fact(period_end=None), "period_start, period_end", "in_order", CRITICAL),
    ("base ends first", growth(base_start=date(2008, 1, 1)), "base_start, base_end", "in_order", CRITICAL),
    ("base after", growth(base_start=None, base_end=date(2009, 3, 31)), None, "expect_base_before_period", WARNING),
    ("level against", fact(comparison=Comparison.YOY), None, "expect_comparison_only_on_changes", CRITICAL),
    ("against nothing", growth(comparison=None), None, "expect_changes_to_have_comparison", WARNING),
    ("growth in yen", growth(unit="JPY"), "measure, unit", "expect_unit_to_fit_measure", WARNING),
    ("share in yen", fact(measure=Measure.SHARE), "measure, unit", "expect_unit_to_fit_measure", WARNING),
    ("change in percent", growth(measure=Measure.CHANGE), "measure, unit", "expect_unit_to_fit_measure", WARNING),
    ("low without high", fact(bound=Bound.LOW, line=99), None, "expect_bounds_in_pairs", WARNING),
    ("no digit", fact(printed="a lot"), "printed", "expect_printed_to_hold_a_digit", CRITICAL),
    ("other digits", fact(value=Decimal("1243000000")), None, "expect_value_to_reproduce_print", WARNING),
    ("scale forgotten", fact(value=Decimal(1234)), None, "expect_value_to_reproduce_print", WARNING),
]
"""What is wrong, with the fact that says so; the column and (the end of) the expectation that find it."""

DOCUMENTS: list[tuple[str, dict[str, Any], str | None, str, Severity]] = [
    ("unexplained", {"unexplained": 1}, "numbers, unexplained", "expect_ledger_to_close", CRITICAL),
    ("id of another", {"sha256": "f" * 64}, "document_id, sha256", "expect_id_from_hash", CRITICAL),
    ("no hash", {"sha256": "0123"}, "sha256", "expect_column_values_to_match_regex", CRITICAL),
    ("month 13", {"year_end_month": 13}, "year_end_month", "between", CRITICAL),
    ("year 1", {"fiscal_year": 1}, "fiscal_year", "between", CRITICAL),
    ("no bytes", {"size": 0}, "size, facts", "expect_at_least_one", CRITICAL),
    ("fewer than none", {"slides": -1}, None, "expect_at_least_zero", CRITICAL),
    ("no company name", {"company_name": ""}, None, "expect_no_blank_text", WARNING),
    ("period of no year", {"fiscal_period": "5Q"}, "fiscal_period", "expect_column_values_to_be_in_set", CRITICAL),
    ("a fact lost", {"facts": 41}, "facts, facts_staged", "pair_values_to_be_equal", CRITICAL),
    ("a refusal lost", {"refusals": 3}, "refusals, refusals_staged", "pair_values_to_be_equal", CRITICAL),
    ("a check lost", {"checks_failed": 2}, "checks_failed, checks_staged", "pair_values_to_be_equal", CRITICAL),
]

ROWS = [
    ("refusals", refusal(70, reason="boring"), "reason", "expect_column_values_to_be_in_set", CRITICAL),
    ("refusals", refusal(71, line=0), "page, line", "expect_at_least_one", CRITICAL),
    ("refusals", refusal(72, page=2), "page, line", "expect_one_place", CRITICAL),
    ("refusals", refusal(73, document_id="0" * 16), "document_id", "expect_column_values_to_be_in_set", CRITICAL),
    ("refusals", refusal(74, printed=""), None, "expect_no_blank_text", WARNING),
    ("checks", check(70, rule="hunch"), "rule", "expect_column_values_to_be_in_set", CRITICAL),
    ("checks", check(71, severity="mild"), "severity", "expect_column_values_to_be_in_set", CRITICAL),
    ("checks", check(72, fact_ids=()), "rule, fact_ids", "expect_checks_to_name_facts", CRITICAL),
    ("checks", check(73, expected_low=Decimal(2), expected_high=Decimal(1)), None, "in_order_where_both", CRITICAL),
    ("checks", check(74, document_id="0" * 16), "document_id", "expect_column_values_to_be_in_set", CRITICAL),
    ("tables", cell(70, row_span=0), None, "expect_at_least_one", CRITICAL),
    ("tables", cell(71, column=-1), "table, row, column", "expect_at_least_zero", CRITICAL),
    ("tables", cell(72, line=None), "page, line", "expect_one_place", CRITICAL),
    ("tables", cell(73, text=""), None, "expect_no_blank_text", WARNING),
    ("tables", cell(74, document_id="0" * 16), "document_id", "expect_column_values_to_be_in_set", CRITICAL),
]

NAMES = {"refusals": "refusal_id", "checks": "check_id"}


def deck_of(name: str, **overrides: Any) -> ReadDeck:
    """A good deck under an id and a hash of its own, all of its rows named anew."""
    sha256 = stable_id(name) * 4
    own = {"document_id": sha256[:16]}
    good = good_deck(about={**own, "sha256": sha256, "file": name, **overrides})
    renamed = {one.fact_id: stable_id(name, one.fact_id) for one in good.facts}
    return replace(
        good,
        tables=tuple(replace(one, **own) for one in good.tables),
        facts=tuple(replace(one, **own, fact_id=renamed[one.fact_id]) for one in good.facts),
        refusals=tuple(replace(one, **own, refusal_id=stable_id(name, one.refusal_id)) for one in good.refusals),
        checks=tuple(
            replace(
                one, **own, check_id=stable_id(name, one.check_id), fact_ids=tuple(renamed[f] for f in one.fact_ids)
            )
            for one in good.checks
        ),
    )


def datasets_of(*decks: ReadDeck) -> dict[str, pa.Table]:
    """The rows of several decks as whole datasets."""
    each = [tables_of(deck) for deck in decks]
    return {dataset: pa.concat_tables([tables[dataset] for tables in each]) for dataset in DATASETS}


def found(verdict: Verdict, dataset: str, row_id: str) -> set[tuple[str | None, str, Severity]]:
    """What failed for a row."""
    failures = [one for one in verdict.failures if one.dataset == dataset and row_id in one.row_ids]
    return {(one.column, one.expectation, one.severity) for one in failures}


def cell_id(row: TableCell) -> str:
    """How a failure names a cell."""
    return f"{row.document_id}/{row.table}/{row.row}/{row.column}"


def is_found(failures: set[tuple[str | None, str, Severity]], column: str | None, end: str, severity: Severity) -> bool:
    """Whether an expectation whose name ends so failed on the column (null for whichever), with that severity only."""
    found_with = {one[2] for one in failures if one[1].endswith(end) and column in {None, one[0]}}
    return found_with == {severity}


@pytest.fixture(scope="module")
def broken() -> Verdict:
    """One run over a snapshot where each violation has a row of its own, among enough good ones."""
    decks = [deck_of(name, **overrides) for name, overrides, *_ in DOCUMENTS]
    planted = good_deck(
        extra_facts=(
            *(replace(one, fact_id=f"planted {name}") for name, one, *_ in FACTS),
            *(fact(9000), fact(9000)),
        ),
        refusals=tuple(one for dataset, one, *_ in ROWS if dataset == "refusals"),
        checks=tuple(one for dataset, one, *_ in ROWS if dataset == "checks"),
        tables=(*(one for dataset, one, *_ in ROWS if dataset == "tables"), cell(80), cell(80)),
    )
    return judge_datasets(datasets_of(*decks, *(deck_of(f"good {number}") for number in range(6)), planted))


@pytest.mark.parametrize("case", FACTS, ids=[row[0] for row in FACTS])
def test_fact(broken: Verdict, case: tuple[str, object, str | None, str, Severity]) -> None:
    """Ensures that a fact which breaks the contract is named by the expectation that watches over it."""
    name, _, *expected = case
    assert is_found(found(broken, "facts", f"planted {name}"), *expected)


@pytest.mark.parametrize("case", DOCUMENTS, ids=[row[0] for row in DOCUMENTS])
def test_document(broken: Verdict, case: tuple[str, object, str | None, str, Severity]) -> None:
    """Ensures that a document which breaks the contract, or whose counts are not its rows', is named."""
    name, _, *expected = case
    row_id = stable_id(name)
    assert is_found(found(broken, "documents", row_id) | found(broken, "ledger", row_id), *expected)


@pytest.mark.parametrize("case", ROWS, ids=[f"{row[0]}: {row[3]}" for row in ROWS])
def test_row(broken: Verdict, case: tuple[str, Any, str | None, str, Severity]) -> None:
    """Ensures that a broken refusal, failed check or cell is named."""
    dataset, row, *expected = case
    row_id = getattr(row, NAMES[dataset]) if dataset in NAMES else cell_id(row)
    assert is_found(found(broken, dataset, row_id), *expected)


@pytest.mark.parametrize(
    ("dataset", "row_id", "end"),
    [
        ("facts", "fact000000009000", "expect_column_values_to_be_unique"),
        ("tables", cell_id(cell(80)), "expect_compound_columns_to_be_unique"),
        ("ledger", document().document_id, "values_to_be_between"),
    ],
    ids=["fact twice", "cell twice", "check names a fact that is not there"],
)
def test_keys(broken: Verdict, dataset: str, row_id: str, end: str) -> None:
    """Ensures that a key which stands twice, or points nowhere, is found."""
    if dataset == "ledger":
        stray = replace(good_deck(), checks=(check(0, fact_ids=("fact000000000000", "nowhere")),))
        assert is_found(found(judge(stray), dataset, row_id), "unknown_facts", end, CRITICAL)
    else:
        assert is_found(found(broken, dataset, row_id), None, end, CRITICAL)


def test_good_rows_stay_out(broken: Verdict) -> None:
    """Ensures that no row is named which was not broken."""
    good = {one.fact_id for one in good_deck().facts} | {stable_id(f"good {number}") for number in range(6)}
    assert not good & {row_id for failure in broken.failures for row_id in failure.row_ids}


def with_column(dataset: str, column: str, change: pa.Array | None) -> dict[str, pa.Table]:
    """A good deck's datasets, one column replaced or taken out."""
    tables = tables_of(good_deck())
    at = tables[dataset].column_names.index(column)
    kept = tables[dataset]
    tables[dataset] = kept.remove_column(at) if change is None else kept.set_column(at, column, change)
    return tables


def test_missing_column_raises() -> None:
    """Ensures that an expectation which can't be evaluated fails the deck, and does not stop the run."""
    verdict = judge_datasets(with_column("facts", "comparison", None))
    raised = {failure.expectation for failure in verdict.failures if failure.raised}
    assert not verdict.passed
    assert {"expect_changes_to_have_comparison", "expect_base_before_period"} <= raised
    assert all(failure.severity is CRITICAL for failure in verdict.failures if failure.raised)
    assert "expect_table_columns_to_match_ordered_list" in {failure.expectation for failure in verdict.failures}


@pytest.mark.parametrize("dataset", ["documents", "facts"])
def test_missing_document_id(dataset: str) -> None:
    """Ensures that the column which joins the datasets can be missing from any of them without a crash."""
    assert not judge_datasets(with_column(dataset, "document_id", None)).passed


def test_wrong_type() -> None:
    """Ensures that a value turned into a float is refused, though every number still reads the same."""
    floats = pa.array([float(one.value) for one in good_deck().facts], pa.float64())
    verdict = judge_datasets(with_column("facts", "value", floats))
    assert [failure.expectation for failure in verdict.failures] == ["expect_column_types"]
    assert "value is double[pyarrow], not decimal128(38, 6)[pyarrow]" in verdict.failures[0].message


def test_required_null() -> None:
    """Ensures that a null where the contract has none is critical, and that the message names the column."""
    labels = pa.array([None, *(one.label for one in good_deck().facts[1:])], pa.string())
    verdict = judge_datasets(with_column("facts", "label", labels))
    (failure,) = verdict.failures
    assert (failure.expectation, failure.severity) == ("expect_required_values", CRITICAL)
    assert failure.row_ids == (fact(0).fact_id,)
    assert failure.message.endswith("for example label null.")


@pytest.mark.parametrize(
    ("broken_facts", "passed"),
    [(2, True), (3, False)],
    ids=["two of forty", "three of forty"],
)
def test_odd_prints_are_limited(broken_facts: int, passed: bool) -> None:  # noqa: FBT001
    """Ensures that a misread number is a warning, and one in twenty of them hold the deck back."""
    odd = {number: fact(number, value=Decimal("4321000000")) for number in range(broken_facts)}
    verdict = judge(good_deck(facts=odd))
    assert verdict.passed is passed
    assert {failure.expectation for failure in verdict.failures} == {"expect_value_to_reproduce_print"}


@pytest.mark.parametrize(("failed", "passed"), [(4, True), (5, False)], ids=["a tenth", "more than a tenth"])
def test_critical_checks_are_limited(failed: int, passed: bool) -> None:  # noqa: FBT001
    """Ensures that a deck of forty facts may contradict itself four times and not five."""
    verdict = judge(good_deck(checks=tuple(check(number, severity=CRITICAL) for number in range(failed))))
    assert verdict.passed is passed
    names = [failure.expectation for failure in verdict.failures]
    assert names == ([] if passed else ["expect_critical_checks_to_be_few"])


def test_empty_datasets() -> None:
    """Ensures that datasets without a row, as before the first deck, pass."""
    assert judge_datasets({dataset: to_table(dataset, []) for dataset in DATASETS}).passed


def test_pdf_deck() -> None:
    """Ensures that pages and charts pass as lines and bullets do."""
    facts = {number: fact(number, line=None, page=1 + number, source=Source.CHART) for number in range(3)}
    assert judge(good_deck(facts=facts)).failures == ()
