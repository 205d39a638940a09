"""Extraction: `python -m bench.extraction` times the reading of PDF pages beside camelot, pdfplumber and plain pdfium.

All read the same pages on one core, each in a fresh process, so that its peak of memory is its own; the runs take
turns, since a machine that others use is not equally fast at all times. Imports are not counted.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bench.cases import DECKS, ROOT, SHARED

_HEAD = (
    "| reader | pages/s of CPU | pages/s by the clock | peak memory | deckfacts is |",
    "| --- | ---: | ---: | ---: | ---: |",
)
OURS = "deckfacts"
STAGES = ("open_pdf", "open_page", "read_page", "mark_hidden", "find_words", "find_charts", "find_tables")
"""The steps of `extractors.pdf.document` that are timed for where the time goes; what is left is the text flow."""

MOST_OF_ERROR = 2000
"""Characters of what a reader that died has said last."""
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def _deckfacts() -> Callable[[Path], int]:
    from extractors.pdf.document import extract_pdf  # noqa: PLC0415  each reader is loaded in its own process only

    return lambda path: len(extract_pdf(path.read_bytes(), where=path.name).slides)


def _camelot(**options: str) -> Callable[[Path], int]:
    import camelot  # noqa: PLC0415

    def read(path: Path) -> int:
        camelot.read_pdf(str(path), pages="all", flavor="hybrid", **options)
        return 0

    return read


def _pdfplumber() -> Callable[[Path], int]:
    import pdfplumber  # noqa: PLC0415

    def read(path: Path) -> int:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                page.extract_words()
                page.find_tables()
                page.close()  # it keeps 8 MB for each page otherwise
            return len(document.pages)

    return read


def _pdfium() -> Callable[[Path], int]:
    import pypdfium2  # noqa: PLC0415

    def read(path: Path) -> int:
        document = pypdfium2.PdfDocument(path)
        for page in document:
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()
        return len(document)

    return read


READERS: Mapping[str, Callable[[], Callable[[Path], int]]] = MappingProxyType(
    {
        OURS: _deckfacts,
        "camelot hybrid, engine combined (its default)": _camelot,
        "camelot hybrid, engine vector": lambda: _camelot(engine="vector"),
        "pdfplumber extract_words + find_tables": _pdfplumber,
        "pdfium text": _pdfium,
    }
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader did with one file: seconds of CPU and by the clock, and what went wrong, empty if nothing did."""

    file: str
    cpu: float
    wall: float
    error: str


@dataclass(frozen=True, slots=True)
class Run:
    """One process of a reader over all files; `peak` is its memory in bytes, `stages` seconds where they are told."""

    readings: tuple[Reading, ...]
    peak: int
    stages: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Row:
    """The medians of a reader's runs over the same pages; `peak` in bytes."""

    reader: str
    pages: int
    cpu: float
    wall: float
    peak: int


def measure(reader: str, files: Sequence[Path]) -> Run:
    """Read the files in this process."""
    read = READERS[reader]()
    stages: defaultdict[str, float] = defaultdict(float)
    if reader == OURS:
        _time_stages(stages)
    readings = []
    for path in files:
        error = ""
        cpu, wall = time.process_time(), time.perf_counter()
        try:
            read(path)
        except Exception as raised:  # noqa: BLE001  other people's readers fail in ways of their own
            error = f"{type(raised).__name__}: {raised}"
        readings.append(Reading(str(path), time.process_time() - cpu, time.perf_counter() - wall, error))
    return Run(tuple(readings), _peak(), dict(stages))


def _time_stages(spent: defaultdict[str, float]) -> None:
    """Have the steps of our own reader add up the CPU time that they take."""
    from extractors.pdf import document  # noqa: PLC0415

    def timed(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            start = time.process_time()
            try:
                return step(*given, **named)
            finally:
                spent[name] += time.process_time() - start

        return run

    for name in STAGES:
        setattr(document, name, timed(name, getattr(document, name)))


def _peak() -> int:
    """The most memory that this process has held, in bytes; what `resource` tells can be its parent's."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    import resource  # noqa: PLC0415  not on Windows

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def run_apart(reader: str, files: Sequence[Path]) -> Run:
    """Have a fresh process, on one core, measure a reader."""
    command = [sys.executable, "-W", "ignore", "-m", "bench.extraction", "--reader", reader, *map(str, files)]
    done = subprocess.run(  # noqa: S603  our own words
        command, cwd=ROOT, env=os.environ | ONE_THREAD, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{reader}: its process ended with {done.returncode}.\n{done.stderr[-MOST_OF_ERROR:]}")
    found = json.loads(done.stdout.splitlines()[-1])
    return Run(tuple(Reading(**one) for one in found["readings"]), found["peak"], found["stages"])


def _run_json(run: Run) -> str:
    readings = [{name: getattr(one, name) for name in Reading.__slots__} for one in run.readings]
    return json.dumps({"readings": readings, "peak": run.peak, "stages": run.stages})


def compare(runs: Mapping[str, Sequence[Run]], pages: Mapping[str, int]) -> tuple[list[Row], list[str]]:
    """A row for each reader over the files that all of them read, and a line for each file that one did not."""
    failed = {
        (one.file, name): one.error for name, of in runs.items() for run in of for one in run.readings if one.error
    }
    left_out = {file for file, _ in failed}
    rows = []
    for name, of in runs.items():
        kept = [[one for one in run.readings if one.file not in left_out] for run in of]
        rows.append(
            Row(
                reader=name,
                pages=sum(count for file, count in pages.items() if file not in left_out),
                cpu=statistics.median(sum(one.cpu for one in readings) for readings in kept),
                wall=statistics.median(sum(one.wall for one in readings) for readings in kept),
                peak=round(statistics.median(run.peak for run in of)),
            )
        )
    return rows, [f"Left out: {Path(file).name}, {name}: {error}" for (file, name), error in failed.items()]


def table(rows: Sequence[Row]) -> Iterator[str]:
    """The lines of the table in Markdown."""
    ours = next(row for row in rows if row.reader == OURS)
    yield from _HEAD
    for row in rows:
        ratio = row.cpu / ours.cpu
        said = "" if row is ours else f"{ratio:.1f} times as fast" if ratio >= 1 else f"{1 / ratio:.1f} times as slow"
        speed = f"{row.pages / row.cpu:.1f} | {row.pages / row.wall:.1f}"
        yield f"| {row.reader} | {speed} | {row.peak / 1e6:.0f} MB | {said} |"


def stage_line(run: Run, pages: int) -> str:
    """Where the time of our own reader goes, in milliseconds a page."""
    whole = sum(one.cpu for one in run.readings)
    parts = {**run.stages, "all else": whole - sum(run.stages.values())}
    listed = ", ".join(f"{name} {seconds / pages * 1000:.1f}" for name, seconds in parts.items())
    return f"deckfacts, ms a page: {whole / pages * 1000:.1f} ({listed})"


def _default_files() -> list[Path]:
    return sorted([*(SHARED / "decks").rglob("*.pdf"), *DECKS.glob("*.pdf")])


def cut(files: Sequence[Path], most: int | None, folder: Path) -> dict[str, int]:
    """The files, cut to their first `most` pages where they have more, each with how many pages it has."""
    import pypdfium2  # noqa: PLC0415

    pages = {}
    for at, path in enumerate(files):
        document = pypdfium2.PdfDocument(path)
        count = len(document)
        if most is not None and count > most:
            path, count = folder / f"{at}-{path.name}", most  # noqa: PLW2901
            shorter = pypdfium2.PdfDocument.new()
            shorter.import_pages(document, list(range(most)))
            shorter.save(path)
        pages[str(path.resolve())] = count
    return pages


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, and where the time goes."""
    parser = argparse.ArgumentParser(prog="python -m bench.extraction", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("files", nargs="*", type=Path, metavar="PDF", help="default: all decks in PDF that are here")
    parser.add_argument("--pages", type=int, metavar="N", help="only the first N pages of each file")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="runs of each reader (default: 3)")
    parser.add_argument("--reader", choices=list(READERS), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.reader:
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
        sys.stdout.write(_run_json(measure(options.reader, options.files)) + "\n")
        return 0
    files = options.files or _default_files()
    if not files or options.runs < 1 or (options.pages is not None and options.pages < 1):
        parser.error("there must be files to read, and pages and runs must be 1 or more")
    with tempfile.TemporaryDirectory() as folder:
        pages = cut(files, options.pages, Path(folder))
        runs: dict[str, list[Run]] = {name: [] for name in READERS}
        for _ in range(options.runs):
            for name in READERS:
                runs[name].append(run_apart(name, [Path(file) for file in pages]))
    rows, notes = compare(runs, pages)
    sys.stdout.write("\n".join([f"{rows[0].pages} pages, {len(pages)} files", "", *table(rows), ""]) + "\n")
    sys.stdout.write("\n".join([stage_line(runs[OURS][-1], sum(pages.values())), *notes]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
