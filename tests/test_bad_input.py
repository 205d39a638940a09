"""Bad input: what the real reader, gate and publisher make of files and folders that are not as they should be.

All of them lie in one `raw/` and are ingested in one run, beside a good deck.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from deckfacts.cli import main
from deckfacts.manifest import read_manifest, snapshot_folder
from deckfacts.reader import read_dataset
from tests import hostile_pdfs as hostile

pytestmark = pytest.mark.usefixtures("prefect_server")

FIFTY_MEGABYTES = 50_000_000
ODD_NAME = "odd name (1) ‘ü’;$(x) <b>|\x1b[31m.md"

GOOD = """# Norvale Networks: results for the first quarter of FY2031 (April to June 2031)

## Results

Unit: JPY million

| | 1Q31 | 1Q30 | YoY |
| --- | --- | --- | --- |
| Revenues | {revenues:,} | 4,000 | {growth}% |

- Revenues JPY{revenues:,} million (up {growth}% YoY)
"""
PROSE = "# Our year\n\nWe are glad of our customers.\n\n- We work hard\n"
LATIN = "Norvale Réseaux\nFiscal year ended March 31, 2031\n- Revenues of the cafés – “très bon” – EUR 4,210 million\n"
JAPANESE = (
    "ノルベール株式会社\n2031年3月期 決算説明資料\n\n業績\n単位：百万円\n売上高 4,210百万円（前年同期比 5.3%増）\n"
)


def good(revenues: int) -> str:
    """A deck of one table and one bullet; other revenues are other bytes."""
    return GOOD.format(revenues=revenues, growth=f"{(revenues / 4000 - 1) * 100:.1f}")


KEPT_OUT: list[tuple[str, bytes, str, str]] = [
    ("empty.txt", b"", "empty", "the file is empty."),
    ("blank.md", b" \n\t\r\n", "empty", "the file is empty."),
    ("binary.txt", bytes(range(256)) * 40, "unsupported", "the file is not text: it holds zero bytes."),
    ("noise.txt", bytes(range(1, 32)) * 400, "unsupported", "the file is not text: it holds control characters"),
    ("deck.txt", b"%PDF-1.7\n%\xe2\xe3\n", "damaged", "begins like a PDF and can't be opened"),
    ("archive.md", b"PK\x03\x04 and so on", "unsupported", "it is a ZIP archive or Office file."),
    ("cut.txt", b"\xff\xfeR\x00e", "undecodable", "begins like utf-16 and is not"),
    ("large.txt", b"Revenue 1\n" * (FIFTY_MEGABYTES // 10), "oversized", "the file has 50,000,000 bytes"),
    ("prose.md", PROSE.encode(), "no_facts", "the deck states no number"),
    ("page.pdf", b"<html>404</html>", "unsupported", "ends like a PDF's and it is none"),
    ("locked.pdf", hostile.locked(), "encrypted", "only with a password"),
    ("cut.pdf", hostile.sound()[:1200], "damaged", "can't be opened"),
    ("torn.pdf", hostile.broken_contents(which=1), "damaged", "page 2, object 5, can't be unpacked"),
    ("long.pdf", hostile.many_pages(2000), "oversized", "2,000 pages"),
    ("bomb.pdf", hostile.bomb(300 * 2**20, 2), "oversized", "unpacks to more than 256 MiB"),
    ("scan.pdf", hostile.scan(), "no_text_layer", "as in a scan"),
]
"""File, content, reason in quarantine, and words of its message."""

PUBLISHED: list[tuple[str, bytes, str]] = [
    ("good.md", good(4210).encode(), ""),
    (ODD_NAME, good(4211).encode(), ""),
    ("bom.md", b"\xef\xbb\xbf" + good(4212).encode(), ""),
    ("windows.md", good(4213).replace("\n", "\r\n").encode(), ""),
    ("latin.txt", LATIN.encode("cp1252"), "read as cp1252, as the file is not UTF-8"),
    ("sound.pdf", hostile.sound(), ""),
    ("restricted.pdf", hostile.restricted(), ""),
    ("japanese.txt", JAPANESE.encode("cp932"), "read as cp932, as the file is not UTF-8"),
]
"""File, content, and what is said to be assumed."""


@dataclass(frozen=True, slots=True)
class Run:
    """What became of the run: its exit code, its JSON, what it said meanwhile, and where it published."""

    code: int
    summary: dict[str, Any]
    said: str
    curated: Path


@pytest.fixture(scope="module")
def run(prefect_server: None, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The one run over all of them."""
    root = tmp_path_factory.mktemp("bad-input")
    for company in ("norvale", "acme", "unheard"):
        (root / "raw" / company).mkdir(parents=True)
    for file, content, *_ in (*KEPT_OUT, *PUBLISHED):
        (root / "raw" / "norvale" / file).write_bytes(content)
    (root / "raw" / "acme" / "1q.md").write_text(good(4214), encoding="utf-8")
    (root / "raw" / "unheard" / "1q.md").write_text(good(4215), encoding="utf-8")
    (root / "raw" / "Bad Name").mkdir()
    (root / "raw" / "Bad Name" / "1q.md").write_text(good(4216), encoding="utf-8")
    _put_bytes(root / "raw" / "norvale", b"bytes\xff.md")
    profile = 'name = "Norvale Networks"\n{}currency = "JPY"\nyear_end_month = 3\nyear_named_by = "start"\n'
    (root / "profiles").mkdir()
    (root / "profiles" / "norvale.toml").write_text(profile.format(""), encoding="utf-8")
    (root / "profiles" / "acme.toml").write_text(profile.format('curency = "JPY"\n'), encoding="utf-8")
    return _ingest(root)


def _put_bytes(folder: Path, name: bytes) -> None:
    """A file whose name is no text, where the file system lets one be."""
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(good(4217), encoding="utf-8")
    except OSError:
        return


def _ingest(root: Path) -> Run:
    import contextlib
    import io

    out, err = io.StringIO(), io.StringIO()
    words = ["--raw", str(root / "raw"), "--curated", str(root / "curated"), "--profiles", str(root / "profiles")]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["ingest", "--json", *words])
    return Run(code, json.loads(out.getvalue()), err.getvalue(), root / "curated")


def rows(run: Run, dataset: str, file: str) -> list[dict[str, Any]]:
    """The published rows of a dataset that are of one file."""
    found: list[dict[str, Any]] = read_dataset(run.curated, dataset).to_pylist()
    return [row for row in found if row["file"] == file]


@pytest.mark.parametrize(("file", "reason", "says"), [(file, reason, says) for file, _, reason, says in KEPT_OUT])
def test_kept_out(run: Run, file: str, reason: str, says: str) -> None:
    """Ensures that a file that is no deck is in quarantine with its reason, a message and advice, and nowhere else."""
    (row,) = rows(run, "quarantine", f"norvale/{file}")
    assert row["reason"] == reason
    assert says in row["message"]
    assert row["advice"]
    assert not rows(run, "documents", f"norvale/{file}")
    assert f"norvale/{file}: kept out ({reason})" in run.said


@pytest.mark.parametrize(("file", "assumed"), [(file, assumed) for file, _, assumed in PUBLISHED])
def test_published(run: Run, file: str, assumed: str) -> None:
    """Ensures that a deck in another encoding or under an odd name is read, with what was assumed of it said."""
    (document,) = rows(run, "documents", f"norvale/{file}")
    assert document["facts"] > 0
    assert document["unexplained"] == 0
    assert not assumed or assumed in document["assumptions"]
    assert not rows(run, "quarantine", f"norvale/{file}")


def test_wrong_profile(run: Run) -> None:
    """Ensures that a typing error in a profile is exit code 2 with the key, and stops no other company's decks."""
    assert run.code == 2
    assert run.summary["held"] == ["acme/1q.md"]
    (problem,) = [one for one in run.summary["problems"] if one["where"].endswith("acme.toml")]
    assert 'unknown key "curency", did you mean "currency"?' in problem["message"]
    assert not rows(run, "documents", "acme/1q.md")


@pytest.mark.parametrize(("where", "says"), [("Bad Name", "can't be the name of a company"), (".md", "is not UTF-8")])
def test_name_that_cannot_be_told(run: Run, where: str, says: str) -> None:
    """Ensures that a folder or a file whose name can't stand in a dataset is a problem, and the others are read."""
    found = [one for one in run.summary["problems"] if one["where"].endswith(where)]
    if where == ".md" and not found:
        pytest.skip("the file system takes no such name")
    assert says in found[0]["message"]


def test_no_profile(run: Run) -> None:
    """Ensures that what was assumed of a company without a profile is said in documents and in the summary."""
    (document,) = rows(run, "documents", "unheard/1q.md")
    said = " ".join(document["assumptions"])
    assert "no profile" in said
    assert "JPY" in said
    (deck,) = [one for one in run.summary["decks"] if one["file"] == "unheard/1q.md"]
    assert deck["assumptions"] == document["assumptions"]
    assert (document["company"], document["currency"]) == ("unheard", "JPY")


def test_nothing_half_written(run: Run) -> None:
    """Ensures that every file of the publication is whole and named by the manifest, and nothing else is left."""
    manifest = read_manifest(run.curated)
    assert manifest is not None
    folder = snapshot_folder(run.curated)
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet")}
    assert there == set(manifest.files())
    for path, file in manifest.files().items():
        assert hashlib.sha256((folder / path).read_bytes()).hexdigest() == file.sha256
    assert not list(run.curated.glob(".staging*"))
    assert "Traceback" not in run.said


def test_folder_in_the_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ensures that a publication that can't be made is exit code 2 with what to do, and leaves nothing behind."""
    (tmp_path / "raw" / "norvale").mkdir(parents=True)
    (tmp_path / "raw" / "norvale" / "1q.md").write_text(good(4210), encoding="utf-8")
    (tmp_path / "curated" / "facts").mkdir(parents=True)
    (tmp_path / "curated" / "facts" / "mine.parquet").write_bytes(b"not ours")
    assert main(["ingest", "--raw", str(tmp_path / "raw"), "--curated", str(tmp_path / "curated")]) == 2
    err = capsys.readouterr().err
    assert "Traceback" not in err
    assert "A folder stands where a link of ours belongs." in err
    assert {path.name for path in (tmp_path / "curated").iterdir()} == {"facts", "runs"}
    assert (tmp_path / "curated" / "facts" / "mine.parquet").read_bytes() == b"not ours"
