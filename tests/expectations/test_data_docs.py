"""Data Docs: pages that open without a network, run nothing, and are the same for the same verdicts."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from deckfacts.staging import rows_of
from expectations.gate import judge_decks
from expectations.offline import offline
from expectations.verdict import Verdict
from tests.expectations.builders import COMPANY, DOCUMENT_ID, SHA256, build_data_docs, fact, good_deck, judge

FOLDER = f"{COMPANY}-{DOCUMENT_ID}"

HOSTILE = "<script>alert(1)</script>${x} $950 <img src=//a.example/b onerror=alert(1)>"


@pytest.fixture(scope="module")
def hostile() -> Verdict:
    """A deck whose every text is markup, and some of whose rows fail so that they are shown."""
    facts = {number: fact(number, label=HOSTILE, printed=HOSTILE, bound=HOSTILE, unit=HOSTILE) for number in range(3)}
    return judge(good_deck(facts=facts, about={"file": HOSTILE}))


class Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag."""
        self.found.append((tag, dict(attrs)))


def pages(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_pages(hostile: Verdict, tmp_path: Path) -> None:
    """Ensures that there is an index, a page for the deck, and one for each suite with what Great Expectations says."""
    index = build_data_docs([hostile], tmp_path / "docs")
    assert index == tmp_path / "docs" / "index.html"
    found = pages(tmp_path / "docs")
    suites = ("checks", "documents", "facts", "index", "ledger", "refusals", "tables")
    assert set(found) == {"index.html", f"{FOLDER}/verdict.json", *(f"{FOLDER}/{one}.html" for one in suites)}
    facts = found[f"{FOLDER}/facts.html"].decode()
    assert "The value, taken to its decimals, has the digits that are printed." in facts
    assert "Unsuccessful Expectations" in facts
    assert "held back" in found["index.html"].decode()


def test_nothing_runs_or_is_fetched(hostile: Verdict, tmp_path: Path) -> None:
    """Ensures that no page holds a tag that loads or runs anything, whatever the deck prints."""
    build_data_docs([hostile], tmp_path)
    for name, page in pages(tmp_path).items():
        if not name.endswith(".html"):
            continue
        tags = Tags(page.decode()).found
        assert not {tag for tag, _ in tags} & {"script", "link", "img", "iframe", "font", "object", "base", "form"}
        attributes = {attribute for _, found in tags for attribute in found}
        assert attributes <= {"class", "href", "lang", "charset", "colspan", "rowspan"}, name
        for href in (found["href"] or "" for _, found in tags if "href" in found):
            assert re.fullmatch(r"(\.\./)?([\w-]+/)?\w+\.html", href), (name, href)
        style = page.decode().split("<style>")[1].split("</style>")[0]
        assert not re.search(r"url\(|@import|//", style)


def test_deck_text_is_shown_as_text(hostile: Verdict, tmp_path: Path) -> None:
    """Ensures that a label which is markup is shown as it is printed, and does nothing."""
    build_data_docs([hostile], tmp_path)
    facts = (tmp_path / FOLDER / "facts.html").read_text()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;${x} $950 &lt;img" in facts
    assert "<script" not in facts


def test_same_bytes(hostile: Verdict, tmp_path: Path) -> None:
    """Ensures that the same verdicts give the same bytes, a second judgement of the same deck included."""
    good = good_deck()
    build_data_docs([hostile, judge(good)], tmp_path / "a")
    build_data_docs([hostile, judge(good)], tmp_path / "b")
    assert pages(tmp_path / "a") == pages(tmp_path / "b")


def test_other_decks_stay_listed(hostile: Verdict, tmp_path: Path) -> None:
    """Ensures that a run on one deck leaves the pages of the others, and that the order of runs leaves no trace."""
    other = judge(good_deck(about={"sha256": "f" * 64, "document_id": "f" * 16, "file": "other.md"}))
    build_data_docs([other], tmp_path / "a")
    index = build_data_docs([hostile], tmp_path / "a").read_text()
    assert f"{COMPANY}-{'f' * 16}/index.html" in index
    assert f"{COMPANY}-{SHA256[:16]}/index.html" in index
    build_data_docs([hostile, other], tmp_path / "b")
    assert pages(tmp_path / "a") == pages(tmp_path / "b")


def test_deck_that_holds_all(tmp_path: Path) -> None:
    """Ensures that of a deck judged among others, which has no evidence of its own, there is told what it holds."""
    (verdict,) = judge_decks([rows_of(good_deck())])
    build_data_docs([verdict], tmp_path)
    page = (tmp_path / FOLDER / "index.html").read_text()
    assert f"passed: 0 of {verdict.evaluated} expectations failed." in page
    assert "<h2>facts: 40 rows</h2>" in page
    assert "The value, taken to its decimals, has the digits that are printed." in page
    assert [path.name for path in sorted((tmp_path / FOLDER).iterdir())] == ["index.html", "verdict.json"]


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p onclick='x()' class=lead>a &amp; b</p>", '<p class="lead">a &amp; b</p>'),
        ("a<script src='https://a.example/x.js'>alert(1)</script>b", "ab"),
        ("<style>p{background:url(//a.example)}</style>b", "b"),
        ("<svg><script>1</script></svg>b", "b"),
        ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
        ('<img src="//a.example/b.png">', ""),
        ("<br/>a<br>", "<br>a<br>"),
        ("&lt;b&gt; 5 < 6", "&lt;b&gt; 5 &lt; 6"),
        ("<!-- <script>alert(1)</script> -->a", "a"),
        ('<td class="a&quot;><script>">x</td>', '<td class="a&quot;&gt;&lt;script&gt;">x</td>'),
    ],
)
def test_offline(html: str, kept: str) -> None:
    """Ensures that of any HTML the text and the harmless tags stay, and nothing that runs or loads."""
    assert offline(html) == kept
