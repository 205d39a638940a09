"""Answers: what the decks of two invented companies give together, held against what those who wrote them know.

The decks hold restatements that are announced and some that are not, a segment and a line under new names, targets that
are kept, revised, met and missed, a deck that was issued again, two that print no date, and a changed year end.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from deckfacts.publication import publish
from deckfacts.reader import read_facts
from deckfacts.series.records import Cause, CrossCheck, CrossRule, Standing
from tests.deckfacts.series.library import COMPANIES, Told, publications, told

RESTATING = {CrossRule.COMPARATIVE_AGAINST_EARLIER, CrossRule.REISSUE_AGAINST_EARLIER}


def fields(entry: dict[str, Any], *names: str) -> tuple[Any, ...]:
    """The values of an answer, null for what it leaves out."""
    return tuple(entry.get(name) for name in names)


def expected(company: str, kind: str) -> list[dict[str, Any]]:
    """The answers of one kind."""
    return list(told(company).answers.get(kind, ()))


def checks(known: Told, *rules: CrossRule) -> list[CrossCheck]:
    """The differences of some rules."""
    return [one for one in known.series.cross_checks if one.rule in rules]


@pytest.mark.parametrize("company", COMPANIES)
def test_restatements(company: str) -> None:
    """Ensures that every value that a later deck prints differently is found, with its cause, and none is invented."""
    known = told(company)
    files, facts = known.files(), {fact.fact_id: fact for deck in known.decks for fact in deck.facts}
    found = set()
    for check in checks(known, *RESTATING):
        later, earlier = (facts[one] for one in check.fact_ids)
        found.add(
            (
                *(later.label, later.segment, str(later.measure), later.period_start, later.period_end, later.unit),
                *(files[earlier.document_id], files[later.document_id], earlier.value, later.value),
                check.cause is Cause.RESTATED,
            )
        )
    names = ("label", "segment", "measure", "period_start", "period_end", "unit", "earlier", "later")
    wanted = {
        (*fields(one, *names), Decimal(one["earlier_value"]), Decimal(one["later_value"]), one["said"])
        for one in expected(company, "restatements")
    }
    assert found == wanted


@pytest.mark.parametrize("company", COMPANIES)
def test_standings(company: str) -> None:
    """Ensures that observations are restated or changed just where there is such a difference."""
    known = told(company)
    differing = {Standing.RESTATED, Standing.CHANGED}
    found = {one.fact_id for one in known.series.observations if one.standing in differing}
    of_checks = checks(known, *RESTATING, CrossRule.OPENING_AGAINST_CLOSING)
    assert found == {check.fact_ids[0] for check in of_checks}
    assert len(found) == len(expected(company, "restatements")) + len(expected(company, "openings"))


@pytest.mark.parametrize("company", COMPANIES)
def test_openings(company: str) -> None:
    """Ensures that an opening balance that is not the closing one is found, and that sums raise no alarm."""
    known = told(company)
    files, facts = known.files(), {fact.fact_id: fact for deck in known.decks for fact in deck.facts}
    found = [
        (
            files[check.document_id],
            files[check.earlier_document_id or ""],
            *(facts[one].value for one in check.fact_ids),
        )
        for check in checks(known, CrossRule.OPENING_AGAINST_CLOSING)
    ]
    wanted = [
        (one["opening_deck"], one["closing_deck"], Decimal(one["opening"]), Decimal(one["closing"]))
        for one in expected(company, "openings")
    ]
    assert found == wanted
    assert checks(known, CrossRule.PARTS_AGAINST_PERIOD, CrossRule.RECALLED_TARGET_AGAINST_EARLIER) == []


@pytest.mark.parametrize("company", COMPANIES)
def test_renames(company: str) -> None:
    """Ensures that what was renamed is linked by its past values, and that nothing else is."""
    known = told(company)
    files = known.files()
    found = [
        (str(one.kind), one.earlier_name, one.name, files[one.later_document_id or ""]) for one in known.series.links
    ]
    assert found == [fields(one, "kind", "old", "new", "deck") for one in expected(company, "renames")]
    assert all(len(one.fact_ids) == 2 * one.matches for one in known.series.links)


def guidance(company: str) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """The steps of each target, and its outcome, by metric and period."""
    known = told(company)
    found: dict[tuple[Any, ...], list[Any]] = {}
    outcomes: dict[tuple[Any, ...], Any] = {}
    for one in known.series.guidance:
        key = (one.label.lower(), one.segment, str(one.measure), one.unit, one.period_start, one.period_end)
        found.setdefault(key, []).append((str(one.step), known.files()[one.document_id], one.low, one.high))
        outcomes[key] = str(one.outcome) if one.outcome else None
    return {key: (steps, outcomes[key]) for key, steps in found.items()}


@pytest.mark.parametrize("company", COMPANIES)
def test_guidance(company: str) -> None:
    """Ensures that every step of every target is found with its deck and its outcome, and that none is invented."""
    wanted = {
        (one["label"].lower(), *fields(one, "segment", "measure", "unit", "period_start", "period_end")): (
            [(step["kind"], step["deck"], Decimal(step["low"]), Decimal(step["high"])) for step in one["steps"]],
            one.get("outcome"),
        )
        for one in expected(company, "guidance")
    }
    assert guidance(company) == wanted


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both companies, published."""
    folder = tmp_path_factory.mktemp("series") / "curated"
    for company in COMPANIES:
        publish(folder, publications(company))
    return folder


def questions() -> Iterator[Any]:
    """Each question about what was known on a day."""
    for company in COMPANIES:
        for at, one in enumerate(expected(company, "as_of")):
            yield pytest.param(company, one, id=f"{company}-{at}-{one['label']}-{one['date']}")


@pytest.mark.parametrize(("company", "question"), list(questions()))
def test_as_of(curated: Path, company: str, question: dict[str, Any]) -> None:
    """Ensures that what was known on a day is told as it was printed then; a deck without a date tells nothing."""
    known = read_facts(
        curated,
        company=company,
        as_of=question["date"],
        segment=question.get("segment", ""),
        scenario="actual",
        measure="level",
    )
    found = {
        row["value"]
        for row in known.to_pylist()
        if question["label"] in {row["label"], row["series_label"]}
        and (row["period_start"], row["period_end"]) == (question.get("period_start"), question["period_end"])
    }
    assert found == ({Decimal(question["value"])} if "value" in question else set())


@pytest.mark.parametrize("one", expected("mizuhara", "derived"), ids=lambda one: f"{one['label']} {one['period_end']}")
def test_quarters(curated: Path, one: dict[str, Any]) -> None:
    """Ensures that a quarter that is printed nowhere follows from cumulative figures, and names those."""
    rows = read_facts(curated, company="mizuhara", quarterly=True, segment=one.get("segment", ""), measure="level")
    (row,) = [
        row
        for row in rows.to_pylist()
        if (row["series_label"], row["period_start"], row["period_end"], row["scenario"])
        == (one["label"], one["period_start"], one["period_end"], "actual")
    ]
    assert row["value"] == Decimal(one["value"])
    assert row["derived_from"] is None or set(row["derived_from"]) <= set(rows["fact_id"].to_pylist())
    assert (row["printed"] is None) == (row["derived_from"] is not None)
