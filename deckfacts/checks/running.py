"""Running: a deck's facts in, every contradiction they hold out, each told once."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from deckfacts.checks import wording
from deckfacts.checks.bases import check_bases
from deckfacts.checks.changes import check_changes, check_changes_against_growth
from deckfacts.checks.columns import check_sums, find_lanes
from deckfacts.checks.directions import check_directions
from deckfacts.checks.figures import Book
from deckfacts.checks.identities import check_identities
from deckfacts.checks.parts import check_periods, check_sentences
from deckfacts.checks.remainders import check_remainders
from deckfacts.checks.repeats import check_repeats
from deckfacts.checks.shares import check_shares
from deckfacts.checks.signs import check_associates, check_cash_flows
from deckfacts.checks.verdict import Finding, Trial
from deckfacts.contract import CheckRule, Fact, FailedCheck, stable_id
from deckfacts.deck import CellAddress

_DIRECTNESS = (
    CheckRule.IMPOSSIBLE_BASE,
    CheckRule.DIRECTIONS_DISAGREE,
    CheckRule.SIGN_AGAINST_PARTS,
    CheckRule.CHANGE_AGAINST_ENDS,
    CheckRule.TABLE_SUM,
    CheckRule.PARTS_AGAINST_TOTAL,
    CheckRule.SHARE_AGAINST_WHOLE,
    CheckRule.GROWTH_AGAINST_ENDS,
    CheckRule.CHANGE_AGAINST_GROWTH,
    CheckRule.PRINTED_TWICE,
)
"""The most direct rule first: a reader sees at once that "down" and "up" disagree, has to subtract for a change, to
divide for a growth rate. Where several rules find one wrong number, the first of them tells it."""

_OWN_STORY = frozenset({CheckRule.PRINTED_TWICE, CheckRule.IMPOSSIBLE_BASE})
"""What these say is not said by the arithmetic of one place: that another slide prints it otherwise."""

_SHARED_FACTS = 2
"""From so many facts in common on, two findings of arithmetic are two views of one wrong number."""

_CULPRIT = 2
"""A fact that so many findings name, and that stands the test in fewer, is the wrong one of them all: a misprinted
level fails its column, its change and its growth, while the revenue that ten shares are taken from fails in one."""

_MISREAD = 2
"""A table in which a rule fails so often, and more often than it holds, was misread: no company errs in most rows."""


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """How many checks could be made, and those that failed."""

    run: int
    failed: tuple[FailedCheck, ...]


def run_checks(facts: Sequence[Fact], cells: Mapping[str, CellAddress]) -> CheckOutcome:
    """Make every check that the facts of one deck allow.

    `cells` maps the `fact_id` of each fact that stands in a table to its cell. The outcome does not depend on the
    order of `facts`. A failed check names the facts that contradict each other, the one that `found` is taken from
    first. Nothing is raised: a contradiction is data.
    """
    book = Book(facts, cells)
    trials = [trial for trial in _trials(book) if trial is not None]
    findings = _by_culprit(_told_once(_without_misread_tables(trials)), trials)
    failed = sorted((_row(finding) for finding in findings), key=lambda check: check.check_id)
    order = {fact.fact_id: at for at, fact in enumerate(book.facts)}
    failed.sort(key=lambda check: min(order[fact_id] for fact_id in check.fact_ids))
    return CheckOutcome(len(trials), tuple(failed))


def _trials(book: Book) -> Iterator[Trial | None]:
    lanes = find_lanes(book)
    yield from check_bases(book)
    yield from check_directions(book)
    yield from check_cash_flows(book)
    yield from check_associates(book)
    yield from check_changes(book)
    yield from check_remainders(book)
    yield from check_identities(book, lanes)
    yield from check_sums(book, lanes)
    yield from check_periods(book)
    yield from check_sentences(book)
    yield from check_shares(book)
    yield from check_changes_against_growth(book)
    yield from check_repeats(book)


def _without_misread_tables(trials: Sequence[Trial]) -> list[Finding]:
    failed = Counter((trial.rule, trial.table) for trial in trials if trial.finding and trial.table is not None)
    held = Counter((trial.rule, trial.table) for trial in trials if not trial.finding and trial.table is not None)
    misread = {place for place, count in failed.items() if count >= _MISREAD and count > held[place]}
    return [trial.finding for trial in trials if trial.finding and (trial.rule, trial.table) not in misread]


def _told_once(findings: Sequence[Finding]) -> list[Finding]:
    """Of findings that are two views of one wrong number only the most direct."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda found: _DIRECTNESS.index(found.rule)):
        if not any(_same_story(finding, other) for other in kept):
            kept.append(finding)
    return kept


def _same_story(finding: Finding, other: Finding) -> bool:
    if finding.rule in _OWN_STORY or other.rule in _OWN_STORY:
        return False
    ids = {fact.fact_id for fact in other.facts}
    return sum(1 for fact in finding.facts if fact.fact_id in ids) >= _SHARED_FACTS


def _by_culprit(findings: Sequence[Finding], trials: Sequence[Trial]) -> list[Finding]:
    """Of findings that come from one wrong number the most direct, which says how many more there are."""
    arithmetic = [finding for finding in findings if finding.rule not in _OWN_STORY]
    failed = Counter(fact.fact_id for finding in arithmetic for fact in finding.facts)
    held = Counter(fact.fact_id for trial in trials if _speaks_for(trial) for fact in trial.facts)
    culprits = {fact_id for fact_id, count in failed.items() if count >= _CULPRIT and count > held[fact_id]}
    told: set[str] = set()
    kept: list[Finding] = []
    for finding in findings:
        culprit = next((fact for fact in finding.facts if fact.fact_id in culprits), None)
        if culprit is None or finding.rule in _OWN_STORY:
            kept.append(finding)
        elif culprit.fact_id not in told:
            told.add(culprit.fact_id)
            more = f"; {failed[culprit.fact_id] - 1} more fail with {wording.cite(culprit)}"
            kept.append(replace(finding, message=finding.message + more))
    return kept


def _speaks_for(trial: Trial) -> bool:
    """Whether a check that held is evidence for the numbers in it: a date says nothing about them."""
    return trial.finding is None and trial.rule not in _OWN_STORY


def _row(finding: Finding) -> FailedCheck:
    found, allowed = finding.found, finding.expected
    fact_ids = tuple(fact.fact_id for fact in finding.facts)
    return FailedCheck(
        check_id=stable_id(found.document_id, finding.rule, *fact_ids),
        document_id=found.document_id,
        company=found.company,
        rule=finding.rule,
        severity=finding.severity,
        message=finding.message,
        fact_ids=fact_ids,
        found=found.value,
        expected_low=None if allowed is None or allowed.low.is_infinite() else allowed.low,
        expected_high=None if allowed is None or allowed.high.is_infinite() else allowed.high,
        difference=None if allowed is None else allowed.distance(found.value),
        unit=found.unit,
    )
