"""Accuracy: every deck that has gold is read, and what was read is held against the figures it must not fall below."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import islice

import pytest

from bench.accuracy import result_row
from bench.cases import OWN_CASES, ROOT, SHARED_CASES, Case, Result, evaluate
from bench.gold import read_gold
from extractors.reading import extract

_NUMBER = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?")
_SHOWN_FAULTS = 20
README = ROOT / "README.md"


@dataclass(frozen=True, slots=True)
class Minimum:
    """The least that a deck must reach; `unexplained` is the most."""

    recall: float
    precision: float
    right: float
    strict: float
    unexplained: int = 0


PROMISED = Minimum(recall=0.99, precision=0.98, right=0.97, strict=0.93)
"""What the reader was built to, on the deck it was built on and on the sample that is set from it."""

MINIMA = {
    "iij-fy2008-3q": PROMISED,
    "saas": Minimum(recall=0.98, precision=0.99, right=0.96, strict=0.64),
    "industrial": Minimum(recall=0.97, precision=0.98, right=0.97, strict=0.92),
    "japan": Minimum(recall=0.99, precision=0.99, right=0.94, strict=0.82),
    "retail": Minimum(recall=0.98, precision=0.99, right=0.89, strict=0.63),
    "jservice": Minimum(recall=0.99, precision=0.97, right=0.98, strict=0.96),
    "bank": Minimum(recall=0.97, precision=0.98, right=0.97, strict=0.67),
    "maker": Minimum(recall=0.93, precision=0.94, right=0.92, strict=0.88),
    "telco": Minimum(recall=0.98, precision=0.99, right=0.89, strict=0.80),
    "network": Minimum(recall=0.98, precision=0.98, right=0.95, strict=0.95),
    "optics": Minimum(recall=0.94, precision=0.98, right=0.91, strict=0.80),
    "restaurants": Minimum(recall=0.98, precision=0.98, right=0.88, strict=0.88),
    "gears": Minimum(recall=0.97, precision=0.98, right=0.89, strict=0.85),
    "solar": Minimum(recall=0.97, precision=0.98, right=0.94, strict=0.85),
    "packaging": Minimum(recall=0.89, precision=0.95, right=0.90, strict=0.86),
    "shared/iij-fy2008-3q": PROMISED,
    "shared/amcor-fy2023-4q": Minimum(recall=0.98, precision=0.98, right=0.96, strict=0.91),
    "shared/cathay-2q25": Minimum(recall=0.98, precision=0.98, right=0.94, strict=0.34),
    "shared/jlif-fy14": Minimum(recall=0.97, precision=0.97, right=0.93, strict=0.64),
    "shared/twilio-4q23": Minimum(recall=0.99, precision=0.99, right=0.98, strict=0.80),
}
"""One to two hundredths below what was measured: a change that costs a deck is to be seen."""

CASES = [case for case in (*OWN_CASES, *SHARED_CASES) if case.name in MINIMA]

PDF_CASES = [case for case in OWN_CASES if case.deck.suffix == ".pdf"]
TEXT_CASES = [case for case in OWN_CASES if case not in PDF_CASES]

every_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
every_own_case = pytest.mark.parametrize("case", OWN_CASES, ids=[case.name for case in OWN_CASES])

read_once = cache(evaluate)


def read(case: Case) -> Result:
    """The result of a case; the test is skipped where a deck beside the checkout is not there."""
    if not case.is_here and case in SHARED_CASES:
        pytest.skip(f"{case.deck.name} or its gold does not lie beside the checkout")
    return read_once(case)


def faults(result: Result) -> str:
    """The first faults, to be shown where a test fails."""
    return "\n".join(["", *islice(result.score.faults(), _SHOWN_FAULTS)])


@every_case
def test_numbers_are_found(case: Case) -> None:
    """Ensures that the numbers that a deck states are found, and hardly any that it does not."""
    result = read(case)
    recall, precision, least = result.score.recall, result.score.precision, MINIMA[case.name]
    assert recall >= least.recall, faults(result)
    assert precision >= least.precision, faults(result)


@every_case
def test_numbers_are_right(case: Case) -> None:
    """Ensures that what is said of the numbers is right, in the fields that readers rely on and in the others."""
    result = read(case)
    right, strict, least = result.score.right, result.score.strict, MINIMA[case.name]
    assert right >= least.right, faults(result)
    assert strict >= least.strict, faults(result)


@every_case
def test_no_number_is_unexplained(case: Case) -> None:
    """Ensures that every run of digits ended as a fact or as a refusal."""
    most = MINIMA[case.name].unexplained
    assert read(case).document.unexplained <= most


@every_own_case
def test_own_cases_have_minima(case: Case) -> None:
    """Ensures that a deck that is added to the repository's gold is held to a figure, and that its files are here."""
    assert case.name in MINIMA
    assert case.is_here


@pytest.mark.parametrize("case", TEXT_CASES, ids=[case.name for case in TEXT_CASES])
def test_gold_stands_on_its_lines(case: Case) -> None:
    """Ensures that each gold row's digits are printed on its line, as often as rows claim them."""
    lines = case.deck.read_bytes().decode().split("\n")
    claimed = Counter((row.line, _NUMBER.findall(row.printed)[0]) for row in read_gold(case.gold))
    for (line, digits), times in claimed.items():
        assert line is not None
        assert _NUMBER.findall(lines[line - 1]).count(digits) >= times, f"{case.deck.name}:{line}: {digits}"


@pytest.mark.parametrize("case", PDF_CASES, ids=[case.name for case in PDF_CASES])
def test_gold_stands_on_its_pages(case: Case) -> None:
    """Ensures that each gold row's digits are printed on its page, as often as rows claim them."""
    printed = Counter(
        (n.unit, n.digits) for n in extract(case.deck.read_bytes(), suffix=".pdf", where=case.name).numbers
    )
    claimed = Counter(
        (row.page, digits)
        for row in read_gold(case.gold)
        for digits in re.findall(r"\d+", _NUMBER.findall(row.printed)[0])
    )
    assert {claim: times for claim, times in claimed.items() if printed[claim] < times} == {}


@every_own_case
def test_readme_shows_the_measured_figures(case: Case) -> None:
    """Ensures that the table of the README is what `python -m bench.accuracy` prints."""
    assert result_row(read(case)) in README.read_text(encoding="utf-8").splitlines()
