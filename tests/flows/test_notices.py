"""Notices: which decks and checks are told of, and that nothing in a deck can say it differently."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from deckfacts.contract import CheckRule, FailedCheck
from deckfacts.intake import Status
from deckfacts.manifest import DeckKey
from deckfacts.publication import Publication, publish
from deckfacts.runs import RunRecord, Trigger
from flows import notices
from flows.notices import NOTHING_PUBLISHED, Kind, Notice, failure_json, find_notices, load_failures, notices_json
from flows.report import DeckReport
from tests.builders import COMPANY, FILE, failed_check, publication, quarantined, rejection
from tests.flows.test_report import summary

OTHER = "norvale/fy2031-2q.md"
SUMS, TWICE = CheckRule.TABLE_SUM, CheckRule.PRINTED_TWICE


def deck(file: str = FILE, *rules: CheckRule, **changed: Any) -> Publication:
    """A deck that fails these rules, once each."""
    one = publication(file, **changed)
    assert one.read is not None
    ids = {"document_id": one.document_id, "company": one.key.company}
    checks = tuple(
        failed_check(check_id=f"{one.document_id}-{rule}", rule=rule, message=f"{rule} fails", **ids) for rule in rules
    )
    document = replace(one.read.document, checks_failed=len(checks))
    return replace(one, read=replace(one.read, checks=checks, document=document))


def report(one: Publication, **changed: Any) -> DeckReport:
    """What the run says of a deck that it published, or kept out."""
    read = one.read
    found = DeckReport(
        name=one.key.file,
        company=one.key.company,
        file=one.key.file,
        document_id=one.document_id,
        status=Status.NEW,
        facts={"table": len(read.facts)} if read else {},
        refusals=len(read.refusals) if read else 0,
        refusals_by_reason={},
        unexplained=0,
        checks_run=7,
        checks_failed=len(read.checks) if read else 0,
        warnings=(),
        assumptions=(),
        uncorrected=(),
        quarantined=one.quarantined,
    )
    return replace(found, **changed)


def told(found: Sequence[Notice]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Kind, deck, and rules of the checks of each notice."""
    return [(notice.kind.value, notice.deck.name, tuple(check.rule for check in notice.checks)) for notice in found]


def tell(curated: Path, *run: Publication) -> list[tuple[str, str, tuple[str, ...]]]:
    """What is told of a run that publishes these decks."""
    before = load_failures(curated)
    publish(curated, run)
    return told(find_notices(summary(*map(report, run)), before, load_failures(curated)))


def failed(found: list[tuple[str, str, tuple[str, ...]]]) -> list[tuple[str, tuple[str, ...]]]:
    """Of what is told, the checks."""
    return [(name, rules) for kind, name, rules in found if kind == "check_failed"]


def test_published_and_kept_out(tmp_path: Path) -> None:
    """Ensures that each deck is told of once, those that were kept out first, and that a first deck has no past."""
    assert tell(tmp_path, deck(FILE, SUMS), deck(OTHER), rejection("norvale/bad.txt")) == [
        ("deck_quarantined", "norvale/bad.txt", ()),
        ("deck_published", FILE, ()),
        ("deck_published", OTHER, ()),
    ]


@pytest.mark.parametrize(
    ("before", "run", "expected"),
    [
        pytest.param([deck(FILE)], deck(OTHER, SUMS), [(OTHER, (SUMS,))], id="passed in the deck before"),
        pytest.param([deck(FILE, SUMS)], deck(OTHER, SUMS), [], id="failed before"),
        pytest.param([deck(FILE, SUMS)], deck(OTHER, SUMS, TWICE), [(OTHER, (TWICE,))], id="another one failed"),
        pytest.param([deck("acme/a.md", company="acme")], deck(FILE, SUMS), [], id="of another company"),
        pytest.param([rejection(FILE)], deck(OTHER, SUMS), [], id="nothing published before"),
        pytest.param([deck(FILE, SUMS, TWICE), deck(OTHER)], deck(OTHER, TWICE), [(OTHER, (TWICE,))], id="read again"),
        pytest.param([deck(FILE, SUMS)], deck(FILE, SUMS, fingerprint="reader 2"), [], id="read again, as before"),
        pytest.param([deck(FILE, SUMS)], deck(FILE, SUMS, version=2), [], id="other bytes, the same rule"),
        pytest.param([deck(FILE)], deck(FILE, SUMS, version=2), [(FILE, (SUMS,))], id="other bytes, a new rule"),
        pytest.param([rejection(FILE), deck(OTHER)], deck(FILE, SUMS), [(FILE, (SUMS,))], id="kept out before"),
    ],
)
def test_check_that_passed_before(
    tmp_path: Path, before: list[Publication], run: Publication, expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    """Ensures that a check is told of that no earlier deck of the company fails, or the deck itself did not before."""
    publish(tmp_path, before)
    assert failed(tell(tmp_path, run)) == expected


def test_more_contradictions_of_one_rule(tmp_path: Path) -> None:
    """Ensures that of a deck that is read again, each contradiction is told of that it did not have, by its id."""
    publish(tmp_path, [deck(FILE, SUMS)])
    before = load_failures(tmp_path)
    again = deck(FILE, SUMS, fingerprint="reader 2")
    assert again.read is not None
    second = replace(again.read.checks[0], check_id="another", message="and another")
    again = replace(again, read=replace(again.read, checks=(*again.read.checks, second)))
    publish(tmp_path, [again])
    found = find_notices(summary(report(again)), before, load_failures(tmp_path))
    assert [check.message for notice in found for check in notice.checks] == ["and another"]


def test_latest_reading_kept_out(tmp_path: Path) -> None:
    """Ensures that a deck whose new reading was kept out is told of as such, though the rows of the old one stand."""
    publish(tmp_path, [deck(FILE, SUMS), deck(OTHER)])
    (notice,) = tell(tmp_path, rejection(FILE, fingerprint="reader 2"))
    assert notice == ("deck_quarantined", FILE, ())


def test_only_the_companies_that_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that what failed before is read for the run's companies alone, and for none where nothing is there."""
    assert load_failures(tmp_path / "nowhere") == NOTHING_PUBLISHED
    publish(tmp_path, [deck(FILE, SUMS), deck("acme/a.md", TWICE, company="acme"), rejection("zinc/z.md")])
    asked: list[object] = []
    real = notices.load_records
    monkeypatch.setattr(notices, "load_records", lambda *at, **of: asked.append(of["company"]) or real(*at, **of))
    found = load_failures(tmp_path, {"acme", "zinc"})
    assert asked == ["acme"]
    assert [check.rule for check in found.by_company["acme"][DeckKey("acme", "acme/a.md")]] == [TWICE]
    monkeypatch.setattr(notices, "CONTRACT_VERSION", "99.0")
    assert load_failures(tmp_path) == NOTHING_PUBLISHED


RUN = RunRecord(
    number=12,
    trigger=Trigger.SCHEDULE,
    started_at=datetime(2031, 8, 8, 6, tzinfo=UTC),
    ended_at=datetime(2031, 8, 8, 6, 1, tzinfo=UTC),
    seconds=60.5,
    host="reader-1",
    process_id=7,
    reader_version="1+a",
    release=4,
    exit_code=1,
)
HOSTILE = "<!channel> \x1b[31m\u202e" + "long " * 400


def hostile() -> list[Notice]:
    """A deck that was kept out, one with a failed check, each with words that no terminal or chat should obey."""
    bad = replace(rejection("norvale/bad\x1b.txt"), quarantined=(quarantined(message=HOSTILE),) * 7)
    check: FailedCheck = failed_check(message=HOSTILE)
    return [
        Notice(Kind.CHECK_FAILED, report(deck()), (check,) * 9),
        Notice(Kind.QUARANTINED, report(bad)),
        Notice(Kind.PUBLISHED, report(deck(OTHER))),
    ]


def test_json() -> None:
    """Ensures that a hook is told of the run, of each deck with its counts, and why, in text that is inert."""
    found = notices_json(hostile(), RUN)
    assert found["text"] == ("deckfacts run 12: 1 deck published, 1 kept out, 1 check failed that passed before"), (
        "no word of a deck"
    )
    assert (found["run"]["number"], found["run"]["exit_code"], found["run"]["trigger"]) == (12, 1, "schedule")
    assert found["counts"] == {"check_failed": 1, "deck_quarantined": 1, "deck_published": 1}
    check, out, published = found["notices"]
    assert (check["rule"], check["contradictions"], len(check["messages"])) == ("growth_against_ends", 9, 5)
    assert (out["deck"], out["facts"], out["reasons"][0]["reason"]) == ("norvale/bad\\x1b.txt", 0, "empty")
    assert (len(out["reasons"]), out["reasons_in_all"]) == (5, 7)
    assert (published["company"], published["facts"], published["status"]) == (COMPANY, 2, "new")
    words = json.dumps(found, ensure_ascii=False)
    assert not {"\x1b", "\u202e"} & set(words)
    assert max(len(message) for message in check["messages"]) == notices.MESSAGE_LENGTH
    assert notices_json(hostile(), None)["run"] is None


def test_companies_without_series() -> None:
    """Ensures that companies whose decks are published and whose series are not are counted, and named inert."""
    found = notices_json([Notice(Kind.PUBLISHED, report(deck()))], RUN, without_series=["acme", "bad\x1b"])
    assert found["text"].endswith("0 checks failed that passed before, companies without series: 2")
    assert found["without_series"] == ["acme", "bad\\x1b"]


def test_failure() -> None:
    """Ensures that a run that failed is told of in the form of all others, in text that is inert."""
    found = failure_json(HOSTILE, replace(RUN, exit_code=2, release=None))
    assert (found["text"], found["run"]["exit_code"], found["notices"]) == ("deckfacts run 12 failed", 2, [])
    assert list(found) == list(notices_json(hostile(), RUN))
    assert not {"\x1b", "\u202e"} & set(found["error"])
    assert len(found["error"]) == notices.MESSAGE_LENGTH
    assert failure_json("is full.", None)["text"] == "deckfacts run failed"


def test_documented_json() -> None:
    """Ensures that the example in the documents is what a hook is sent, key by key."""
    text = (Path(__file__).parents[2] / "docs" / "seeing.md").read_text(encoding="utf-8")
    example = json.loads(text.partition("```json\n")[2].partition("```")[0])
    found = notices_json(hostile(), RUN)
    assert list(example) == list(found)
    assert (list(example["run"]), list(example["counts"])) == (list(found["run"]), list(found["counts"]))
    assert [list(one) for one in example["notices"]] == [list(one) for one in found["notices"]]
    assert [one["kind"] for one in example["notices"]] == [one["kind"] for one in found["notices"]]
    assert list(example["notices"][1]["reasons"][0]) == list(found["notices"][1]["reasons"][0])


def test_many_decks() -> None:
    """Ensures that a run of many decks is told of in one message of some size, what matters most first."""
    many = [Notice(Kind.PUBLISHED, report(deck(f"norvale/{at}.md"))) for at in range(150)]
    found = notices_json([*hostile()[:2], *many], RUN)
    assert (len(found["notices"]), found["more"]) == (100, 52)
    assert found["counts"]["deck_published"] == 150
    assert [one["kind"] for one in found["notices"][:3]] == ["check_failed", "deck_quarantined", "deck_published"]
