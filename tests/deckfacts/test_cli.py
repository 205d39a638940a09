"""Command: what people type, what they see, and the exit codes."""

import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from deckfacts.browse import WantedPeriod, read_wanted_period
from deckfacts.cli import main
from deckfacts.commands import RUN
from deckfacts.contract import Box, Comparison, Fact, FiscalPeriod, Measure, Source
from deckfacts.errors import ConfigurationError
from deckfacts.publication import publish
from deckfacts.terminal import number
from tests.builders import fact, publication, rejection
from tests.extractors.pdf.drawing import Sheet, write_pdf

CHECKOUT = Path(__file__).parents[2]
FULL = Path("/dev/full")
FULL_WORDS = "No space left on device. Send it to where there is room. What was published stays."
HEAVY = ("prefect", "great_expectations", "pyarrow", "pandas", "rich", "pydantic")

FACTS = [
    fact(fact_id="f1"),
    fact(
        fact_id="f2",
        concept="operating_income",
        label="Operating [bold]income[/bold] \x1b[31m",
        measure=Measure.PERCENT_CHANGE,
        comparison=Comparison.YOY,
        segment="Transit, Asia",
        value=Decimal("-37.5"),
        unit="percent",
        printed="▲37.5%",
        source=Source.BULLET,
        line=30,
    ),
    fact(
        fact_id="f3",
        concept=None,
        label="Backlog",
        fiscal_year=2030,
        fiscal_period=FiscalPeriod.FY,
        period_start=None,
        period_end=date(2031, 3, 31),
        line=None,
        page=4,
        bbox=Box(1.0, 2.0, 3.5, 4.0),
    ),
]


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    """A publication of two decks, and a third that was kept out."""
    folder = tmp_path / "curated"
    decks = [
        publication("norvale/fy2031-1q.md", facts=FACTS),
        publication("norvale/fy2031-2q.md"),
        rejection("norvale/bad.txt"),
    ]
    publish(folder, decks)
    return folder


def run(capsys: pytest.CaptureFixture[str], curated: Path, *words: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a command."""
    code = main([*words, "--curated", str(curated)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_show(capsys: pytest.CaptureFixture[str], curated: Path) -> None:
    """Ensures that a fact is shown as printed and as meant, with its period and place."""
    code, out, _ = run(capsys, curated, "show", "fy2031-1q")
    assert code == 0
    line = next(line for line in out.splitlines() if "Total revenues" in line)
    for words in ("[revenue]", "4,210 ", "4,210,000,000 JPY", "level", "1Q 2031, 2031-04-01 to 2031-06-30", "line 12"):
        assert words in line
    assert "page 4" in out
    assert "3 of 3 facts" in out


def test_show_is_harmless(capsys: pytest.CaptureFixture[str], curated: Path) -> None:
    """Ensures that a deck can neither colour nor command the terminal, by control characters or by rich's markup."""
    _, out, _ = run(capsys, curated, "show", "fy2031-1q")
    assert "\x1b" not in out
    assert "Operating [bold]income[/bold] \\x1b[31m" in out


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        ([], ["f1", "f2", "f3"]),
        (["--metric", "revenue"], ["f1"]),
        (["--metric", "operating income"], ["f2"]),
        (["--metric", "operating_income"], ["f2"]),
        (["--metric", "BACK"], ["f3"]),
        (["--segment", "asia transit"], ["f2"]),
        (["--source", "bullet"], ["f2"]),
        (["--period", "1Q31"], ["f1", "f2"]),
        (["--period", "FY2030"], ["f3"]),
        (["--period", "2031-03-31"], ["f3"]),
        (["--period", "1Q31", "--metric", "revenue"], ["f1"]),
        (["--limit", "2"], ["f1", "f2"]),
        (["--metric", "nothing like it"], []),
    ],
)
def test_show_filters(capsys: pytest.CaptureFixture[str], curated: Path, filters: list[str], shown: list[str]) -> None:
    """Ensures that each filter lets through what it names, and that filters narrow each other."""
    _, out, _ = run(capsys, curated, "show", "fy2031-1q.md", "--json", *filters)
    assert [one["fact_id"] for one in json.loads(out)["facts"]] == shown


def test_show_json(capsys: pytest.CaptureFixture[str], curated: Path) -> None:
    """Ensures that machines get every column, decimals as strings and not as floats, dates as ISO 8601."""
    _, out, _ = run(capsys, curated, "show", "fy2031-1q", "--json")
    facts = json.loads(out)["facts"]
    assert set(facts[0]) == set(Fact.__dataclass_fields__)
    assert [one["value"] for one in facts] == ["4210000000", "-37.5", "4210000000"]
    assert facts[0]["period_end"] == "2031-06-30"
    assert facts[2]["bbox"] == {"x0": 1.0, "top": 2.0, "x1": 3.5, "bottom": 4.0}


def test_show_quarantined(capsys: pytest.CaptureFixture[str], curated: Path) -> None:
    """Ensures that a deck that was kept out is shown with the reason and the advice, and exit code 1."""
    code, out, _ = run(capsys, curated, "show", "bad.txt")
    assert code == 1
    assert "The file is empty." in out
    assert "Put the deck there again." in out


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("fy2031-lq.md", "fy2031-1q.md"),
        ("zzzz", "bad.txt"),
        ("", "no such deck"),
    ],
)
def test_unknown_deck(capsys: pytest.CaptureFixture[str], curated: Path, asked: str, says: str) -> None:
    """Ensures that a deck that is not there is exit code 2 with the nearest names."""
    code, out, err = run(capsys, curated, "show", asked)
    assert (code, out) == (2, "")
    assert says in err


def test_deck_names(capsys: pytest.CaptureFixture[str], curated: Path) -> None:
    """Ensures that a deck answers to its path, its name, its stem, and the beginning of its id."""
    _, out, _ = run(capsys, curated, "show", "fy2031-2q", "--json")
    document_id = json.loads(out)["deck"]["document_id"]
    for asked in ("norvale/fy2031-2q.md", "fy2031-2q.md", "norvale/fy2031-2q", document_id, document_id[:6]):
        _, out, _ = run(capsys, curated, "show", asked, "--json")
        assert json.loads(out)["deck"]["document_id"] == document_id


def test_deck_of_two_companies(capsys: pytest.CaptureFixture[str], curated: Path) -> None:
    """Ensures that a name that two decks have is not guessed at, and that both are named."""
    publish(curated, [publication("other/fy2031-1q.md", company="other")])
    code, _, err = run(capsys, curated, "show", "fy2031-1q")
    assert code == 2
    assert "norvale/fy2031-1q.md" in err
    assert "other/fy2031-1q.md" in err


@pytest.mark.parametrize(
    ("text", "year", "period", "end"),
    [
        ("3Q08", 2008, "3Q", None),
        ("Q3 FY2008", 2008, "3Q", None),
        ("FY2008/3Q", 2008, "3Q", None),
        ("3q fy08", 2008, "3Q", None),
        ("9M", None, "9M", None),
        ("9M08", 2008, "9M", None),
        ("h1 2031", 2031, "1H", None),
        ("FY", None, "FY", None),
        ("FY2008", 2008, "FY", None),
        ("2008", 2008, None, None),
        ("2008-12-31", None, None, date(2008, 12, 31)),
    ],
)
def test_wanted_period(text: str, year: int | None, period: str | None, end: date | None) -> None:
    """Ensures that a period can be asked for the way decks print it."""
    wanted = WantedPeriod(fiscal_year=year, fiscal_period=FiscalPeriod(period) if period else None, end=end)
    assert read_wanted_period(text) == wanted


@pytest.mark.parametrize("text", ["", "soon", "5Q08", "2008-13-01", "3Q 12345", "Q3Q3", "20081231"])
def test_no_period(text: str) -> None:
    """Ensures that anything else is refused with examples, and does not silently match nothing."""
    with pytest.raises(ConfigurationError, match="3Q08"):
        read_wanted_period(text)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("4210000000.000000", "4,210,000,000"),
        ("-37.500000", "-37.5"),
        ("0.705", "0.705"),
        ("100", "100"),
        ("0E-6", "0"),
    ],
)
def test_number(value: str, shown: str) -> None:
    """Ensures that a value is written whole, without the zeros of its Parquet type and without an exponent."""
    assert number(Decimal(value)) == shown


def test_checks(capsys: pytest.CaptureFixture[str], curated: Path) -> None:
    """Ensures that failed checks are listed with their deck, for all decks or for one."""
    _, out, _ = run(capsys, curated, "checks")
    assert "Failed checks: 2" in out
    assert "up 5.0% is printed" in out
    _, out, _ = run(capsys, curated, "checks", "fy2031-2q", "--json")
    assert [one["difference"] for one in json.loads(out)["checks"]] == ["0.8"]


@pytest.mark.parametrize(
    ("words", "unbroken"),
    [
        (["show", "fy2031-1q"], ["4,210,000,000 JPY", "percent_change", "1Q 2031", "FY 2030", "line 12", "page 4"]),
        (
            ["checks"],
            ["norvale/fy2031-1q.md  warning  growth_against_ends  0.8 percent", "    Total revenues: up 5.0%"],
        ),
        (["refusals"], ["norvale/fy2031-1q.md  line 3  date  2031", "    August 8, 2031"]),
        (["show", "bad.txt"], ["norvale/bad.txt  read  empty", "    The file is empty.", "    Put the deck there"]),
    ],
)
def test_narrow_terminal(
    capsys: pytest.CaptureFixture[str],
    curated: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    unbroken: list[str],
) -> None:
    """Ensures that 80 columns show every row without a cut word, and sentences on lines of their own."""
    monkeypatch.setattr("deckfacts.terminal.is_wide", lambda: False)
    monkeypatch.setattr("deckfacts.terminal.PIPE_WIDTH", 80)
    _, out, _ = run(capsys, curated, *words)
    assert max(len(line) for line in out.splitlines()) <= 80
    for words_together in unbroken:
        assert words_together in out


def test_refusals(capsys: pytest.CaptureFixture[str], curated: Path) -> None:
    """Ensures that refusals are listed with their reason, and can be narrowed to one."""
    _, out, _ = run(capsys, curated, "refusals")
    assert "Refusals: 2" in out
    assert "August 8, 2031" in out
    _, out, _ = run(capsys, curated, "refusals", "--reason", "name")
    assert "Refusals: 0" in out


def test_status(capsys: pytest.CaptureFixture[str], curated: Path) -> None:
    """Ensures that every deck is listed with its counts, and one that was kept out with its reason."""
    code, out, _ = run(capsys, curated, "status")
    assert code == 0
    assert "3 decks" in out
    assert "The file is empty." in out
    _, out, _ = run(capsys, curated, "status", "--json")
    said = json.loads(out)
    assert [(deck["file"], deck["verdict"], deck["facts"]) for deck in said["decks"]] == [
        ("norvale/bad.txt", "quarantined", 0),
        ("norvale/fy2031-1q.md", "published", 3),
        ("norvale/fy2031-2q.md", "published", 2),
    ]


def test_status_warns(capsys: pytest.CaptureFixture[str], curated: Path) -> None:
    """Ensures that status tells what was assumed of a deck, and what the gate let through with a warning."""
    deck = publication("norvale/fy2031-2q.md", version=2)
    assert deck.read is not None
    read = replace(deck.read, document=replace(deck.read.document, assumptions=("the year ends in March",)))
    publish(curated, [replace(deck, read=read, warnings=("No text is blank.",))])
    _, out, _ = run(capsys, curated, "status")
    assert "Assumed for norvale/fy2031-2q.md:\n  the year ends in March\n" in out
    assert "The gate warns of norvale/fy2031-2q.md:\n  No text is blank.\n" in out
    _, out, _ = run(capsys, curated, "status", "--json")
    assert json.loads(out)["decks"][2]["warnings"] == ["No text is blank."]


def test_nothing_published(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Ensures that an empty place is told of with what to do, as exit code 2."""
    for words in (["status"], ["checks"], ["refusals"], ["show", "x"]):
        code, out, err = run(capsys, tmp_path, *words)
        assert (code, out) == (2, "")
        assert "deckfacts ingest" in err


def test_curated_of_the_environment(
    capsys: pytest.CaptureFixture[str], curated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ensures that DECKFACTS_CURATED names the publication where no option does."""
    monkeypatch.setenv("DECKFACTS_CURATED", str(curated))
    assert main(["status"]) == 0
    assert "3 decks" in capsys.readouterr().out


def test_settings_file(curated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that deckfacts.toml names the publication where neither an option nor the environment does."""
    monkeypatch.delenv("DECKFACTS_CURATED", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deckfacts.toml").write_text(f'curated = "{curated}"\n', encoding="utf-8")
    assert main(["checks"]) == 0
    (tmp_path / "deckfacts.toml").write_text("curated = \n", encoding="utf-8")
    assert main(["checks"]) == 2


def test_internal_error(capsys: pytest.CaptureFixture[str], curated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that an error that nobody foresaw is exit code 3, with what is needed to report it."""
    monkeypatch.setattr("deckfacts.browse.load_manifest", lambda _: 1 / 0)
    code, _, err = run(capsys, curated, "status")
    assert code == 3
    assert "ZeroDivisionError" in err
    assert "report" in err


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["show"],
        ["show", "x", "--limit", "0"],
        ["refusals", "--reason", "no"],
        ["ingest", "--colour"],
        ["export"],
        ["export", "--xlsx", "book.xlsx", "--as-of", "yesterday"],
        ["diff", "1", "2", "3"],
    ],
)
def test_wrong_usage(words: list[str]) -> None:
    """Ensures that a command line that makes no sense is exit code 2."""
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2


def test_no_command(capsys: pytest.CaptureFixture[str]) -> None:
    """Ensures that the command by itself shows what there is, as exit code 0."""
    assert main([]) == 0
    out = capsys.readouterr().out
    assert re.findall(r"^    (\w+)", out, flags=re.MULTILINE) == list(RUN)


@pytest.mark.parametrize("command", list(RUN))
def test_help(capsys: pytest.CaptureFixture[str], command: str) -> None:
    """Ensures that each command explains itself and the exit codes."""
    with pytest.raises(SystemExit) as caught:
        main([command, "--help"])
    assert caught.value.code == 0
    assert "exit codes:" in capsys.readouterr().out


def page_deck(tmp_path: Path) -> tuple[Path, Path]:
    """A published PDF of one page with one fact on it, as its publication and the folder of its file."""
    raw, curated = tmp_path / "raw", tmp_path / "curated"
    data = write_pdf(Sheet().text(40, 60, "Total revenues 4,210"))
    (raw / "norvale").mkdir(parents=True)
    (raw / "norvale" / "4q.pdf").write_bytes(data)
    one = publication("norvale/4q.pdf", facts=[fact(page=1, line=None, bbox=Box(109.0, 50.0, 132.0, 62.0))])
    assert one.read is not None
    digest = hashlib.sha256(data).hexdigest()
    read = replace(one.read, document=replace(one.read.document, media_type="application/pdf", slides=1, sha256=digest))
    publish(curated, [replace(one, read=read)])
    return curated, raw


def test_show_of_a_page(capsys: pytest.CaptureFixture[str], curated: Path, tmp_path: Path) -> None:
    """Ensures that --page leaves only the facts of that page, and that a place on a page is told as such."""
    published, _ = page_deck(tmp_path / "pdf")
    code, out, _ = run(capsys, published, "show", "4q", "--page", "1")
    assert code == 0
    assert "1 of 1 facts" in out
    assert "table, page 1" in out
    code, _, err = run(capsys, published, "show", "4q", "--page", "2")
    assert code == 2
    assert "no page 2" in err
    code, _, err = run(capsys, curated, "show", "fy2031-1q", "--page", "4")
    assert code == 2
    assert "no pages" in err


def test_show_draws_a_page(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Ensures that --image writes a PNG with what is on the page, says so, and leaves no facts out for --limit."""
    curated, raw = page_deck(tmp_path)
    image = tmp_path / "page.png"
    words = ("show", "4q", "--page", "1", "--image", str(image), "--raw", str(raw))
    code, out, _ = run(capsys, curated, *words)
    assert code == 0
    assert f"Page 1 is drawn in {image}: 1 facts (1 table), 0 refused" in out
    assert image.read_bytes().startswith(b"\x89PNG")
    image.unlink()
    code, out, _ = run(capsys, curated, *words, "--json")
    assert code == 0
    assert json.loads(out)["image"] == str(image)
    assert image.is_file()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--image", "page.png"], "--page"),
        (["--page", "1", "--image", "page.gif"], "PNG"),
        (["--page", "1", "--image", "nowhere/page.png"], "no such folder"),
        (["--page", "1", "--image", "page.png", "--raw", "elsewhere"], "--raw"),
        (["--page", "9", "--image", "page.png"], "no page 9"),
    ],
)
def test_pages_that_cannot_be_drawn(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    says: str,
) -> None:
    """Ensures that what keeps a page from being drawn is said, with exit code 2, and that nothing is written."""
    curated, _ = page_deck(tmp_path)
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, curated, "show", "4q", *words)
    assert (code, out) == (2, "")
    assert says in err
    assert not list(tmp_path.glob("page.*"))


def test_wheel_cannot_draw(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that the installed wheel, which has no PDF library, says where pages are drawn."""
    curated, raw = page_deck(tmp_path)
    monkeypatch.setattr("deckfacts.commands.CHECKOUT", tmp_path)
    image = str(tmp_path / "page.png")
    code, _, err = run(capsys, curated, "show", "4q", "--page", "1", "--image", image, "--raw", str(raw))
    assert code == 2
    assert "checkout" in err


def test_wheel_cannot_ingest(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ensures that the installed wheel, which has no flows, says where ingest runs."""
    monkeypatch.setattr("deckfacts.commands.CHECKOUT", tmp_path)
    code, _, err = run(capsys, tmp_path, "ingest")
    assert code == 2
    assert "checkout" in err


def test_help_is_light() -> None:
    """Ensures that --help imports nothing that takes long, which keeps it under 0.4 s."""
    driver = (
        "import sys\nfrom deckfacts.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print(sorted({{name.partition('.')[0] for name in sys.modules}} & set({HEAVY!r})))"
    )
    done = subprocess.run([sys.executable, "-c", driver], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(("words", "code"), [(["show", "long"], 0), (["show", "bad.txt"], 1), (["metrics"], 0)])
def test_reader_that_closes_early(curated: Path, words: list[str], code: int) -> None:
    """Ensures that `deckfacts show ... | head` ends without a complaint, and with the exit code of what it did."""
    publish(curated, [publication("norvale/long.md", count=3000)])
    command = [sys.executable, "-m", "deckfacts", *words, "--curated", str(curated)]
    with subprocess.Popen(
        command,
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == code


@pytest.mark.skipif(not FULL.exists(), reason="this system has no full device")
@pytest.mark.parametrize("words", [["status"], ["status", "--json"], ["metrics"], ["status", "--help"]], ids=" ".join)
def test_full_disk(curated: Path, words: list[str]) -> None:
    """Ensures that output that can't be written is no fault of deckfacts: exit code 2, and what to do."""
    command = [sys.executable, "-m", "deckfacts", *words, "--curated", str(curated)]
    with FULL.open("w", encoding="utf-8") as full:
        done = subprocess.run(command, cwd=CHECKOUT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, f"Error: stdout: can't be written: {FULL_WORDS}\n")
