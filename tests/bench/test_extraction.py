"""Tests of the bench of extraction: it compares the same pages, and says what it left out."""

import json
from pathlib import Path

import pypdfium2
import pytest

from bench import extraction
from bench.extraction import OURS, READERS, STAGES, Reading, Row, Run, compare, cut, stage_line, table
from extractors.pdf import document
from tests.extractors.pdf.drawing import Sheet, write_pdf

PLAIN = "pdfium text"


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """A PDF of three pages."""
    path = tmp_path / "deck.pdf"
    path.write_bytes(write_pdf(*(Sheet().text(40, 60, f"Revenue of USD {at},250 million") for at in (1, 2, 3))))
    return path


def run(*readings: Reading, peak: int = 100) -> Run:
    """A process of a reader."""
    return Run(readings, peak, {})


def test_medians_over_the_same_pages() -> None:
    """Ensures that runs are compared by their medians, and that a file which one reader failed on counts for none."""
    ours = [
        run(Reading("a", cpu, 2 * cpu, ""), Reading("b", 9, 9, ""), peak=peak) for cpu, peak in ((1, 5), (2, 7), (6, 6))
    ]
    theirs = [run(Reading("a", 8, 9, ""), Reading("b", 0, 0, "ValueError: no")) for _ in range(3)]
    rows, notes = compare({OURS: ours, "other": theirs}, {"a": 4, "b": 100})
    assert rows == [Row(OURS, 4, 2, 4, 6), Row("other", 4, 8, 9, 100)]
    assert notes == ["Left out: b, other: ValueError: no"]


def test_the_table_tells_ratios() -> None:
    """Ensures that speeds are pages a second, that ratios are ours to theirs, and that the table is whole."""
    lines = list(table([Row(OURS, 10, 2, 4, 5_000_000), Row("slow", 10, 20, 20, 1), Row("fast", 10, 0.5, 1, 1)]))
    assert lines[2:] == [
        "| deckfacts | 5.0 | 2.5 | 5 MB |  |",
        "| slow | 0.5 | 0.5 | 0 MB | 10.0 times as fast |",
        "| fast | 20.0 | 10.0 | 0 MB | 4.0 times as slow |",
    ]
    assert len({line.count("|") for line in lines}) == 1


def test_steps_add_up() -> None:
    """Ensures that what no step took is told as well."""
    line = stage_line(Run((Reading("a", 1.0, 1.0, ""),), 0, {"read_page": 0.75}), 10)
    assert line == "deckfacts, ms a page: 100.0 (read_page 75.0, all else 25.0)"


def test_the_steps_are_there() -> None:
    """Ensures that the steps which are timed are functions of the reader, so that none is timed as nothing."""
    assert [name for name in STAGES if not callable(getattr(document, name, None))] == []


def test_files_are_cut(deck: Path, tmp_path: Path) -> None:
    """Ensures that a longer file is cut to its first pages, and a shorter one taken as it is."""
    folder = tmp_path / "cut"
    folder.mkdir()
    assert cut([deck], 5, folder) == cut([deck], None, folder) == {str(deck): 3}
    ((path, count),) = cut([deck], 2, folder).items()
    assert count == len(pypdfium2.PdfDocument(path)) == 2
    assert "1,250" in pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()


def test_each_reader_runs_apart(
    deck: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ensures that the command prints a row for each reader, measured in a process of its own, and our steps."""
    monkeypatch.setattr(extraction, "READERS", {name: READERS[name] for name in (OURS, PLAIN)})
    assert extraction.main([str(deck), "--runs", "1", "--pages", "2"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "2 pages, 1 files"
    assert [line.split(" | ")[0] for line in out[4:6]] == [f"| {OURS}", f"| {PLAIN}"]
    assert all(name in out[-1] for name in STAGES)


def test_a_reader_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a file which a reader can't take is a note with its error, and that the others are read."""
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"no PDF")
    (reading,) = extraction.measure(PLAIN, [path]).readings
    assert reading.error.startswith("PdfiumError: ")
    assert json.loads(extraction._run_json(extraction.measure(PLAIN, [])))["readings"] == []


@pytest.mark.parametrize("words", [["--runs", "0"], ["--pages", "0"]])
def test_nothing_to_measure(deck: Path, words: list[str]) -> None:
    """Ensures that a median of nothing is not asked for."""
    with pytest.raises(SystemExit, match="2"):
        extraction.main([str(deck), *words])


def test_a_process_that_dies_is_told() -> None:
    """Ensures that the bench does not go on without a reader whose process ended, and shows what it said last."""
    with pytest.raises(SystemExit, match=r"nobody: its process ended with 2\.[\s\S]*invalid choice"):
        extraction.run_apart("nobody", [])
