"""Security: what docs/security.md promises, held on a deck whose every text is made to do something somewhere.

The real reader, gate and publisher, and all that shows what they published.
"""

import io
import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from deckfacts.cli import main
from deckfacts.reader import read_dataset
from deckfacts.search import search_raw
from expectations.data_docs import write_deck
from expectations.gate import judge_decks
from expectations.verdict import quarantine_rows
from extractors.children import ChildReader
from flows.artifacts import deck_markdown, deck_rows
from flows.metrics import metrics_text
from flows.notices import NOTHING_PUBLISHED, find_notices, load_failures, notices_json
from flows.planning import Job, prepare
from flows.publishing import index_docs, publish_decks
from flows.report import Summary, summarise, summary_json, summary_lines
from flows.stages import Parts
from flows.units import Unit, report_of, stage_unit

ESCAPES = "\u2066\u200b"
"""A text deck with control characters is refused whole (`BROKEN`); characters that turn the direction are text."""
TURNED = "\u202eEUR\u202c"
MARKUP = "<script>alert(1)</script><img src=//a.example/x onerror=alert(2)>"
FORMULA = '=HYPERLINK("https://a.example","Revenue")'
TEMPLATE = "${x}{{ 7*7 }}{% raw %}"
LINK = "[click](javascript:alert(3))"

DECK = f"""# {MARKUP} Norvale Networks {TURNED}: results for the first quarter of FY2031 (April to June 2031)

## {TEMPLATE} {LINK} {ESCAPES}

Unit: JPY million

| | 1Q31 | 1Q30 | YoY |
| --- | --- | --- | --- |
| {FORMULA} | 4,210 | 4,000 | 5.3% |
| @SUM(A1) {MARKUP} {ESCAPES} | 1,210 | 1,000 | 21.0% |
| +1+cmd {LINK} | 3,000 | 2,000 | 90.0% |

- -2+3 {MARKUP} Revenues {ESCAPES} JPY4,210 million (up 5.3% YoY), {TEMPLATE}
"""
NAME = "q1 <img src=x onerror=alert(4)> $(touch owned) `id` ;x \x1b[31m=1+1.md"
BROKEN = "\x1b[2J\x9b31m\u202e<script>.md"
COMPANY = "norvale"

UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")
"""What a terminal acts on, or what turns the direction of text."""


@dataclass(frozen=True, slots=True)
class Published:
    """What became of the decks."""

    job: Job
    summary: Summary


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The hostile deck and one that can't be read, read by a child, judged and published."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "raw" / COMPANY).mkdir(parents=True)
    (folder / "raw" / COMPANY / NAME).write_text(DECK, encoding="utf-8")
    (folder / "raw" / COMPANY / BROKEN).write_text(DECK.replace(ESCAPES, "\x1b]0;owned\x07\x1b[2J"), encoding="utf-8")
    job = Job(raw=folder / "raw", curated=folder / "curated", profiles=folder / "profiles")
    prepared = prepare(job)
    parts = Parts(
        read=ChildReader(),
        judge=judge_decks,
        reasons=quarantine_rows,
        write_docs=write_deck,
        judge_series=lambda _: {},
    )
    unit = Unit(decks=prepared.decks, curated=job.curated, profiles={}, corrections={})
    staged = stage_unit(unit, parts).staged
    docs = index_docs(job.curated)
    publish_decks(job.curated, staged)
    reports = [report_of(deck) for _, deck in staged]
    return Published(job, summarise(prepared, reports, curated=job.curated, pruned=False, data_docs=docs))


def said(*words: str) -> str:
    """What a command prints on both streams, as a terminal gets it."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        main(list(words))
    return out.getvalue()


def test_the_deck_is_read_as_it_is(published: Published) -> None:
    """Ensures that the texts do stand in the data: a test of decks that lost them would prove nothing."""
    labels = " ".join(read_dataset(published.job.curated, "facts")["label"].to_pylist())
    assert "HYPERLINK" in labels
    assert "<script>" in labels
    assert read_dataset(published.job.curated, "quarantine")["file"].to_pylist() == [f"{COMPANY}/{BROKEN}"]
    assert read_dataset(published.job.curated, "checks").num_rows > 0


@pytest.mark.parametrize(
    "words",
    [
        ("status",),
        ("show", NAME),
        ("show", BROKEN),
        ("show", "no such \x1b[31m deck"),
        ("checks",),
        ("refusals",),
        ("guidance",),
        ("restatements",),
        ("releases",),
        ("metrics",),
    ],
    ids=lambda words: " ".join(words)[:14],
)
def test_terminal(published: Published, words: tuple[str, ...]) -> None:
    """Ensures that no command sends the terminal anything that it acts on, in tables and in JSON."""
    curated = ("--curated", str(published.job.curated))
    assert not UNSAFE.search(said(*words, *curated))
    assert not UNSAFE.search(said(*words, *curated, "--json"))


def test_summary_and_log_lines(published: Published) -> None:
    """Ensures that what a run says of its decks can't do anything to who reads it."""
    for line in (*summary_lines(published.summary), *(deck.line for deck in published.summary.decks)):
        assert not UNSAFE.search(line)
        assert "\n" not in line
    assert not UNSAFE.search(summary_json(published.summary))


class Tags(HTMLParser):
    """The tags of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag."""
        self.found.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_data_docs(published: Published) -> None:
    """Ensures that no page of the Data Docs runs or loads anything, whatever the deck prints."""
    pages = list((published.job.curated / "data_docs").rglob("*.html"))
    assert len(pages) >= 2
    for page in pages:
        tags = Tags(page.read_text(encoding="utf-8"))
        assert not tags.found & {"script", "img", "iframe", "link", "object", "embed", "form", "base", "svg"}
        assert not {name for name in tags.attributes if name.startswith("on")}


def test_artifacts(published: Published) -> None:
    """Ensures that Prefect's pages get neither tags nor links of the deck's."""
    markdown = "".join(deck_markdown(deck, {"facts": Path("facts")}) for deck in published.summary.decks)
    cells = json.dumps(deck_rows(published.summary.decks))
    for text in (markdown, cells):
        assert "<" not in text.replace("\\<", "")
        assert "](javascript" not in text
        assert not UNSAFE.search(text.replace("\n", ""))


def test_notices_and_metrics(published: Published) -> None:
    """Ensures that hooks and scrapers get a deck's words as words: one line each, nothing to run, no label broken."""
    after = load_failures(published.job.curated, {COMPANY})
    notices = find_notices(published.summary, NOTHING_PUBLISHED, after)
    assert len(notices) >= 2

    def texts(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            yield from (text for one in value.values() for text in texts(one))
        elif isinstance(value, list | tuple):
            yield from (text for one in value for text in texts(one))
        elif isinstance(value, str):
            yield value

    found = list(texts(json.loads(json.dumps(notices_json(notices, None)))))
    assert any("<script>" in text or "onerror" in text for text in found), "the name of the deck is told"
    assert not [text for text in found if UNSAFE.search(text)]
    assert not UNSAFE.search(metrics_text(published.job.curated, date(2031, 8, 8)).replace("\n", ""))


def test_workbook(published: Published, tmp_path: Path) -> None:
    """Ensures that no cell of the workbook is a formula or a link of the deck's, whatever a label begins with."""
    path = tmp_path / "out.xlsx"
    said("export", "--xlsx", str(path), "--curated", str(published.job.curated))
    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    assert any("HYPERLINK" in cell.value for cell in texts)
    assert {cell.data_type for cell in texts} == {"s"}
    links = [cell.hyperlink for cell in cells if cell.hyperlink]
    assert not [link.target for link in links if link.target], "links lead to tabs of the workbook, and nowhere else"


def test_nothing_is_written_elsewhere(published: Published) -> None:
    """Ensures that names of files make no file or folder outside curated/, nor one with their words in its name."""
    folder = published.job.curated.parent
    assert {path.name for path in folder.iterdir()} == {"raw", "curated"}
    names = {path.name for path in published.job.curated.rglob("*")}
    assert not [name for name in names if not re.fullmatch(r"[\w.-]+", name)]


@pytest.mark.parametrize("name", ["~", "a b", "$(id)", "A", "-rf", "é", "a\nb", "<b>"])
def test_company_folders(tmp_path: Path, name: str) -> None:
    """Ensures that a folder whose name is no slug is no company, and is told of."""
    (tmp_path / "raw" / name).mkdir(parents=True)
    (tmp_path / "raw" / name / "1q.md").write_text("Revenue 1", encoding="utf-8")
    found = search_raw(tmp_path / "raw")
    assert found.decks == ()
    assert len(found.problems) == 1


@pytest.mark.parametrize(
    "make",
    [
        os.mkfifo,
        lambda path: path.symlink_to("/dev/zero"),
        lambda path: path.symlink_to(path.name),
    ],
    ids=["pipe", "device", "loop"],
)
def test_files_that_are_none(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """Ensures that a pipe or a device that bears a deck's name is left alone: to open it could take for ever."""
    folder = tmp_path / "raw" / COMPANY
    folder.mkdir(parents=True)
    make(folder / "1q.md")
    (folder / "2q.md").write_text("Revenue 1", encoding="utf-8")
    found = search_raw(tmp_path / "raw")
    assert [deck.file for deck in found.decks] == [f"{COMPANY}/2q.md"]
    assert found.ignored == (f"{COMPANY}/1q.md",)


def test_deck_that_breaks_its_reader_harms_no_other(published: Published) -> None:
    """Ensures that the good facts of a run stand though another of its decks can't be read."""
    verdicts = {deck.file: deck.verdict for deck in published.summary.decks}
    assert verdicts == {f"{COMPANY}/{NAME}": "published", f"{COMPANY}/{BROKEN}": "quarantined"}
    assert replace(published.summary, decks=()).exit_code == 0
