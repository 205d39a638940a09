"""The gate over series: each way that a row can be broken on the left, on the right the expectation that finds it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from deckfacts.contract import Quarantined
from deckfacts.publication import publish
from deckfacts.reader import read_dataset
from deckfacts.schema import OF_COMPANIES
from deckfacts.series import publishing
from deckfacts.series.publishing import Resolver, tables_of
from deckfacts.series.records import CompanySeries
from deckfacts.series.resolving import resolve_company
from expectations.series_gate import judge_series
from tests.deckfacts.series.notation import decks, publications

DECKS = """
    # 1Q30 2030-08-08
    revenue 1Q30 5,555m
    revenue[Rail] 1Q30 1,234m
    revenue FY30 20bn target
    # 4Q30 2031-05-08
    revenue FY30 21.5bn
    # 1Q31 2031-08-08
    revenue 1Q31 6,000m ; 1Q30 5,570m
    revenue[Mobility] 1Q31 1,300m ; 1Q30 1,234m
    """
"""Each dataset of a company has rows: a difference, a renamed segment, a target that was met."""


def series_of(company: str) -> CompanySeries:
    """What the decks above give under a company's name."""
    return resolve_company(decks(DECKS, company))


@dataclass(frozen=True)
class Broken:
    """One way to break the first row of a dataset that `where` finds, and what is said of it."""

    dataset: str
    says: str
    changes: Mapping[str, Any]
    where: Callable[[Any], bool] = lambda row: True

    def __str__(self) -> str:
        return f"{self.dataset} {self.says}"

    def apply(self, series: CompanySeries) -> CompanySeries:
        """The series with that row broken."""
        rows = list(getattr(series, self.dataset))
        at = next(at for at, row in enumerate(rows) if self.where(row))
        rows[at] = replace(rows[at], **self.changes)
        return replace(series, **{self.dataset: tuple(rows)})


class Twice(Broken):
    """A row that stands there twice."""

    def apply(self, series: CompanySeries) -> CompanySeries:
        """The series with that row once more."""
        rows = getattr(series, self.dataset)
        return replace(series, **{self.dataset: (*rows, next(row for row in rows if self.where(row)))})


def changed(row: Any) -> bool:
    """Whether an observation differs from the one before."""
    return row.difference is not None


def first(row: Any) -> bool:
    """Whether an observation is the only one of its point."""
    return bool(row.vintage == 1 and row.latest)


def actual(row: Any) -> bool:
    """Whether a step is what became of the target."""
    return bool(row.step == "actual")


def planned(row: Any) -> bool:
    """Whether a step is of the plan."""
    return not actual(row)


CRITICAL: Sequence[Broken] = (
    Twice("observations", "Each observation_id stands once.", {}, lambda row: not row.latest),
    *(
        Broken("observations", f"{column} is one of", {column: "guess"})
        for column in (
            "measure", "comparison", "scenario", "fiscal_period", "bound", "basis", "qualifier", "source", "standing"
        )
    ),
    Broken("observations", "A row stands on a page or on a line, never both.", {"page": 3}),
    Broken("observations", "page, line, vintage are 1 or more.", {"line": 0}),
    Broken("observations", "page, line, vintage are 1 or more.", {"vintage": 0}),
    Broken("observations", "A period begins before it ends.", {"period_start": date(2099, 1, 1)}),
    Broken("observations", "What is known is known before something else is.", {"known_until": date(1999, 1, 1)}),
    Broken("observations", "Each data point has one latest vintage.", {"latest": False}, first),
    Broken("observations", "Each data point has one latest vintage.", {"latest": True}, lambda row: not row.latest),
    Broken("observations", "What is restated, changed or revised differs", {"difference": None}, changed),
    Broken("observations", "What is restated, changed or revised differs", {"difference": Decimal(1)}, first),
    Broken("observations", "What is restated, changed or revised differs", {"standing": "repeated"}, changed),
    Twice("guidance", "Each guidance_id stands once.", {}),
    *(
        Broken("guidance", f"{column} is one of", {column: "guess"}, where)
        for column, where in (
            ("measure", lambda row: True),
            ("comparison", lambda row: True),
            ("basis", lambda row: True),
            ("fiscal_period", lambda row: True),
            ("step", planned),
            ("outcome", actual),
        )
    ),
    Broken("guidance", "A row stands on a page or on a line, never both.", {"line": None}),
    Broken("guidance", "page, line, number are 1 or more.", {"number": 0}),
    Broken("guidance", "An actual has an outcome, and nothing else has.", {"outcome": None}, actual),
    Broken("guidance", "An actual has an outcome, and nothing else has.", {"outcome": "beat"}, planned),
    Twice("links", "Each link_id stands once.", {}),
    Broken("links", "kind is one of", {"kind": "company"}),
    Broken("links", "evidence is one of", {"evidence": "hunch"}),
    Broken("links", "A link by equal values names the facts.", {"fact_ids": ()}),
    Broken("links", "A link by equal values names the facts.", {"matches": 0}),
    Broken("links", "A link by equal values names the facts.", {"matches": 2}),
    Twice("cross_checks", "Each check_id stands once.", {}),
    Broken("cross_checks", "rule is one of", {"rule": "hunch"}),
    Broken("cross_checks", "cause is one of", {"cause": "weather"}),
    Broken("cross_checks", "A failed check names the facts it is about.", {"fact_ids": ()}),
    Broken("cross_checks", "What a check expects is a range from low to high.", {"expected_low": Decimal(10**12)}),
)  # fmt: skip

WARNINGS: Sequence[Broken] = (
    Broken("observations", "", {"printed": " "}),
    Broken("guidance", "", {"label": ""}),
    Broken("guidance", "", {"low": Decimal(10**12)}, lambda row: row.step == "initial"),
    Broken("links", "", {"name": " "}),
    Broken("cross_checks", "", {"message": ""}),
)


def company_of(at: int) -> str:
    """The company that bears a break."""
    return f"broken-{at:02}"


@cache
def verdicts() -> Mapping[str, tuple[Quarantined, ...]]:
    """One run over companies that are broken in one way each, and one that is not."""
    series = {company_of(at): one.apply(series_of(company_of(at))) for at, one in enumerate((*CRITICAL, *WARNINGS))}
    return judge_series({company: tables_of(one) for company, one in {**series, "whole": series_of("whole")}.items()})


@pytest.mark.parametrize("at", range(len(CRITICAL)), ids=[f"{at}-{one.dataset}" for at, one in enumerate(CRITICAL)])
def test_broken(at: int) -> None:
    """Ensures that a row broken in one way holds back its company's series for that reason and no other."""
    broken = CRITICAL[at]
    reasons = verdicts().get(company_of(at), ())
    assert [one.message.startswith(f"{broken.dataset}: {broken.says}") for one in reasons] == [True]
    (reason,) = reasons
    assert (reason.company, reason.stage, reason.reason) == (company_of(at), "series", "broken_series")
    assert reason.advice.endswith(".")


def test_others() -> None:
    """Ensures that nothing is held back for a warning, or for what is broken in another company's series."""
    assert set(verdicts()) == {company_of(at) for at in range(len(CRITICAL))}


def test_every_expectation_is_broken() -> None:
    """Ensures that the decks above give rows of every dataset, so that every suite is run."""
    whole = series_of("whole")
    assert all(getattr(whole, dataset) for dataset in OF_COMPANIES)
    assert {one.dataset for one in CRITICAL} == set(OF_COMPANIES)


def test_nothing_to_judge() -> None:
    """Ensures that companies without a series have nothing held against them."""
    assert judge_series({}) == {}
    assert judge_series({"norvale": tables_of(CompanySeries())}) == {}


def break_one(monkeypatch: pytest.MonkeyPatch, company: str) -> None:
    """Have the series of one company come out broken."""

    def resolve(stated: Any, given: Any) -> CompanySeries:
        series = resolve_company(stated, given)
        return CRITICAL[1].apply(series) if stated[0].document.company == company else series

    monkeypatch.setattr(publishing, "resolve_company", resolve)


def counts(curated: Path, company: str) -> dict[str, int]:
    """Rows of a company in each dataset that matters here."""
    datasets = ("documents", "facts", "quarantine", *OF_COMPANIES)
    return {dataset: read_dataset(curated, dataset, {"company": company}).num_rows for dataset in datasets}


WHOLE = {"documents": 3, "facts": 8, "quarantine": 0, "observations": 8, "guidance": 2, "links": 1, "cross_checks": 1}
HELD = {"documents": 3, "facts": 8, "quarantine": 1, "observations": 0, "guidance": 0, "links": 0, "cross_checks": 0}


def test_published_without_series(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a company's broken series are withheld with a reason, its decks and all of others' published."""
    break_one(monkeypatch, "alder")
    both = [*publications(DECKS, "alder"), *publications(DECKS, "norvale")]
    manifest = publish(tmp_path, both, resolver=Resolver(judge=judge_series))
    assert (counts(tmp_path, "alder"), counts(tmp_path, "norvale")) == (HELD, WHOLE)
    assert [deck.verdict for deck in manifest.decks] == ["published"] * 6
    (row,) = read_dataset(tmp_path, "quarantine").to_pylist()
    assert (row["company"], row["stage"], row["reason"], row["file"]) == ("alder", "series", "broken_series", "")
    assert "measure is one of" in row["message"]


def refuse(series: Mapping[str, CompanySeries]) -> Mapping[str, Sequence[Quarantined]]:
    """A gate that lets nothing through."""
    return {company: (verdicts()[company_of(0)][0],) for company in series}


def test_mended(tmp_path: Path) -> None:
    """Ensures that series which another version of the code gives whole take the place of the reason against them."""
    publish(tmp_path, publications(DECKS, "alder"), resolver=Resolver(judge=refuse, version=lambda: "1"))
    assert counts(tmp_path, "alder")["observations"] == 0
    publish(tmp_path, publications(DECKS, "alder")[:1], resolver=Resolver(version=lambda: "2"))
    assert counts(tmp_path, "alder") == WHOLE


def test_same_deck_of_two_companies(tmp_path: Path) -> None:
    """Ensures that two companies that file the same bytes both keep their series."""
    ours = publications(DECKS, "norvale")
    theirs = []
    for one in ours:
        assert one.read is not None
        key = replace(one.key, company="alder", file=one.key.file.replace("norvale", "alder"))
        document = replace(one.read.document, company="alder", file=key.file)
        facts = tuple(replace(fact, company="alder") for fact in one.read.facts)
        theirs.append(replace(one, key=key, read=replace(one.read, document=document, facts=facts)))
    publish(tmp_path, [*ours, *theirs], resolver=Resolver(judge=judge_series))
    assert (counts(tmp_path, "norvale"), counts(tmp_path, "alder")) == (WHOLE, WHOLE)
