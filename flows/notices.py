"""Notices: from a run's summary, and the checks that failed before and after it, to what is told of its decks.

A notice is a deck that was published, one that was kept out, or a check that fails and passed before. A run that failed
has none, and is told of by itself. What a deck prints is made inert: a notice goes to programs that nobody here knows.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from deckfacts.browse import load_records
from deckfacts.contract import CONTRACT_VERSION, FailedCheck
from deckfacts.manifest import DeckKey, Verdict
from deckfacts.pinned import read_manifest
from deckfacts.places import Place
from deckfacts.plain import plain
from deckfacts.runs import RunRecord
from flows.report import DeckReport, Summary

NOTICES_AT_MOST: Final = 100
"""A new reader reads all decks again, and nobody reads a thousand lines in a chat or a mail; `more` counts the rest."""

MESSAGES_AT_MOST: Final = 5
"""Contradictions of one rule, or reasons against one deck, that a notice tells in words; they are all counted."""

MESSAGE_LENGTH: Final = 500
"""Characters of one message: some quote a whole paragraph of the deck."""


class Kind(StrEnum):
    """What a notice is about; in the order in which they are told, and cut where there are too many."""

    CHECK_FAILED = "check_failed"
    QUARANTINED = "deck_quarantined"
    PUBLISHED = "deck_published"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that came of a deck; `checks` are those of one rule that fail and passed before."""

    kind: Kind
    deck: DeckReport
    checks: tuple[FailedCheck, ...] = ()


@dataclass(frozen=True, slots=True)
class Failures:
    """The failed checks of published decks by company and deck; a deck without any is there with none."""

    by_company: Mapping[str, Mapping[DeckKey, tuple[FailedCheck, ...]]]


NOTHING_PUBLISHED: Final = Failures({})


def load_failures(curated: Place, companies: Collection[str] | None = None) -> Failures:
    """The failed checks of all published decks of companies; of all companies where the decks have yet to say.

    None where nothing is published, or under another contract: such decks are all read again.
    """
    manifest = read_manifest(curated)
    if manifest is None or manifest.contract != CONTRACT_VERSION:
        return NOTHING_PUBLISHED
    found: dict[str, dict[DeckKey, tuple[FailedCheck, ...]]] = defaultdict(dict)
    of_documents: dict[str, dict[str, list[FailedCheck]]] = {}
    for entry in manifest.decks:
        company = entry.key.company
        if entry.verdict is not Verdict.PUBLISHED or (companies is not None and company not in companies):
            continue
        if company not in of_documents:
            of_documents[company] = _by_document(load_records(curated, "checks", FailedCheck, company=company))
        found[company][entry.key] = tuple(of_documents[company].get(entry.document_id, ()))
    return Failures(dict(found))


def _by_document(checks: Iterable[FailedCheck]) -> dict[str, list[FailedCheck]]:
    found: dict[str, list[FailedCheck]] = defaultdict(list)
    for check in checks:
        found[check.document_id].append(check)
    return found


def find_notices(summary: Summary, before: Failures, after: Failures) -> tuple[Notice, ...]:
    """What is told of a run's decks, given the failed checks of their companies before and after it."""
    found = [notice for deck in summary.decks for notice in _of_deck(deck, before, after)]
    order = list(Kind)
    return tuple(sorted(found, key=lambda notice: order.index(notice.kind)))


def _of_deck(deck: DeckReport, before: Failures, after: Failures) -> Iterator[Notice]:
    if deck.quarantined:
        yield Notice(Kind.QUARANTINED, deck)
        return
    yield Notice(Kind.PUBLISHED, deck)
    key = DeckKey(deck.company, deck.file)
    now = after.by_company.get(deck.company, {}).get(key, ())
    by_rule: dict[str, list[FailedCheck]] = defaultdict(list)
    for check in _passed_before(now, key, before.by_company.get(deck.company, {})):
        by_rule[check.rule].append(check)
    for rule in sorted(by_rule):
        yield Notice(Kind.CHECK_FAILED, deck, tuple(by_rule[rule]))


def _passed_before(
    now: Sequence[FailedCheck], key: DeckKey, before: Mapping[DeckKey, Sequence[FailedCheck]]
) -> list[FailedCheck]:
    """The failed checks of a deck that are new: to its company, or to the deck where it was published before.

    The same bytes give the same checks the same ids; under other bytes only rules can be compared. Of a company that
    nothing was published of, nothing passed before.
    """
    if not before:
        return []
    earlier = before[key] if key in before else [check for checks in before.values() for check in checks]
    if key in before and {check.document_id for check in (*earlier, *now)} == {now[0].document_id if now else None}:
        ids = {check.check_id for check in earlier}
        return [check for check in now if check.check_id not in ids]
    rules = {check.rule for check in earlier}
    return [check for check in now if check.rule not in rules]


def notices_json(
    notices: Sequence[Notice], run: RunRecord | None, *, without_series: Sequence[str] = ()
) -> dict[str, Any]:
    """What a hook is sent of a run: one JSON object. `without_series` are the companies that its summary names so."""
    counts = _counts(notices)
    told = [
        f"{_count(counts[Kind.PUBLISHED], 'deck')} published",
        f"{counts[Kind.QUARANTINED]} kept out",
        f"{_count(counts[Kind.CHECK_FAILED], 'check')} failed that passed before",
    ]
    if without_series:
        told.append(f"companies without series: {len(without_series)}")
    return _message(f"{_name(run)}: {', '.join(told)}", run, notices, without_series=without_series)


def failure_json(error: str, run: RunRecord | None) -> dict[str, Any]:
    """What a hook is sent of a run that failed; `error` is what its record says, too."""
    return _message(f"{_name(run)} failed", run, (), error=error)


_OF_THE_RUN: Final = ("number", "trigger", "started_at", "ended_at", "seconds", "host", "release", "exit_code")


def _message(
    text: str,
    run: RunRecord | None,
    notices: Sequence[Notice],
    *,
    error: str | None = None,
    without_series: Sequence[str] = (),
) -> dict[str, Any]:
    """`text` is one line without a word of a deck, for what shows nothing else: chats take it by that name."""
    return {
        "text": text,
        "run": run and {name: run.to_json()[name] for name in _OF_THE_RUN},
        "error": error and _inert(error),
        "counts": {kind.value: count for kind, count in _counts(notices).items()},
        "notices": [_notice_json(notice) for notice in notices[:NOTICES_AT_MOST]],
        "more": max(0, len(notices) - NOTICES_AT_MOST),
        "without_series": [_inert(company) for company in without_series],
    }


def _counts(notices: Iterable[Notice]) -> dict[Kind, int]:
    found = Counter(notice.kind for notice in notices)
    return {kind: found[kind] for kind in Kind}


def _name(run: RunRecord | None) -> str:
    return f"deckfacts run {run.number}" if run else "deckfacts run"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _notice_json(notice: Notice) -> dict[str, Any]:
    deck = notice.deck
    document: dict[str, Any] = {
        "kind": notice.kind.value,
        "deck": _inert(deck.name),
        "company": _inert(deck.company),
        "document_id": deck.document_id,
        "status": deck.status.value,
        "facts": sum(deck.facts.values()),
        "refusals": deck.refusals,
        "failed_checks": deck.checks_failed,
    }
    if notice.kind is Kind.QUARANTINED:
        reasons = [
            {"stage": why.stage, "reason": why.reason, "message": _inert(why.message), "advice": _inert(why.advice)}
            for why in deck.quarantined[:MESSAGES_AT_MOST]
        ]
        document |= {"reasons": reasons, "reasons_in_all": len(deck.quarantined)}
    if notice.kind is Kind.CHECK_FAILED:
        first = notice.checks[0]
        messages = [_inert(check.message) for check in notice.checks[:MESSAGES_AT_MOST]]
        document |= {
            "rule": first.rule.value,
            "severity": first.severity.value,
            "contradictions": len(notice.checks),
            "messages": messages,
        }
    return document


def _inert(text: str) -> str:
    shown = plain(text)
    return shown if len(shown) <= MESSAGE_LENGTH else f"{shown[: MESSAGE_LENGTH - 1]}…"
