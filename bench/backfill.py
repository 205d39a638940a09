"""Backfill: `python -m bench.backfill` times whole ingests of 10 to 2,000 decks, with one worker and with two.

The decks are those of the repository, text and PDF, given to as many invented companies as it takes; each file has its
own bytes and says the same. Beside an ingest stands the extraction by itself: the same decks read by as many children
at once, and nothing else done with them.
"""

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from bench.cases import OWN_CASES
from deckfacts.errors import DocumentError
from deckfacts.manifest import read_manifest
from deckfacts.search import READABLE
from extractors.children import ChildReader
from flows.server import own_server

CHECKOUT = Path(__file__).parents[1]
SIZES = (10, 100, 500, 2000)
WORKERS = (1, 2)
SAMPLE = 150
"""Decks that the extraction by itself is timed on: ten of each kind."""

LOOK_SECONDS = 1.0
"""How often the memory of an ingest is looked at."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One ingest: decks and workers, seconds in all, the parent's memory in MB, at most until a tenth was published and
    at most in all, and what the extraction by itself reads in a minute."""

    decks: int
    workers: int
    seconds: float
    early: int
    most: int
    extraction: float

    @property
    def per_minute(self) -> float:
        """Decks per minute, from the start of the command to its end."""
        return 60 * self.decks / self.seconds


def kinds_in(folder: Path | None) -> list[Path]:
    """The decks that are given to all companies: those of a folder, or of the repository."""
    if folder is None:
        return [case.deck for case in OWN_CASES]
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in READABLE)


def paths_of(raw: Path, kinds: Sequence[Path]) -> Iterator[Path]:
    """Decks without end, written as they are asked for: each company has one of each kind."""
    for number in count():
        folder = raw / f"company-{number:04d}"
        folder.mkdir(parents=True)
        for kind in kinds:
            path = folder / f"{kind.parent.name}-{kind.name}"
            # White space at the end of a text, a comment at the end of a PDF: other bytes that say the same.
            mark = f"\n% {number}\n" if kind.suffix == ".pdf" else "\n" + f"{number:b}".translate({48: " ", 49: "\t"})
            path.write_bytes(kind.read_bytes() + mark.encode())
            # Not as if it were still being written.
            os.utime(path, (0, 0))
            yield path


def put_decks(raw: Path, decks: int, kinds: Sequence[Path]) -> list[Path]:
    """So many decks under a raw folder."""
    paths = paths_of(raw, kinds)
    return [next(paths) for _ in range(decks)]


def time_extraction(folder: Path, workers: int, kinds: Sequence[Path]) -> float:
    """Decks per minute of the extraction by itself."""
    paths = put_decks(folder / "raw", SAMPLE, kinds)
    reader = ChildReader()

    def read(path: Path) -> None:
        with contextlib.suppress(DocumentError):
            reader(path, file=path.name, company=path.parent.name, profile=None)

    read(paths[0])  # the server that children are forked from is there now
    with ThreadPoolExecutor(workers) as pool:
        began = time.perf_counter()
        list(pool.map(read, paths))
        return 60 * len(paths) / (time.perf_counter() - began)


def start_ingest(folder: Path, workers: int) -> subprocess.Popen[bytes]:
    """The command, as a user starts it."""
    environment = os.environ | {"DECKFACTS_WORKERS": str(workers)}
    words = [sys.executable, "-m", "deckfacts", "ingest", "--raw", "raw", "--curated", "curated"]
    log = (folder / "log.txt").open("ab")
    return subprocess.Popen(words, cwd=folder, env=environment, stdout=log, stderr=log)  # noqa: S603  our own words


def time_ingest(folder: Path, decks: int, workers: int, extraction: float, kinds: Sequence[Path]) -> Figures:
    """One whole ingest."""
    put_decks(folder / "raw", decks, kinds)
    began = time.perf_counter()
    process = start_ingest(folder, workers)
    seen: list[tuple[int, int]] = []
    over = threading.Event()
    watch = threading.Thread(target=_watch, args=(process.pid, folder / "log.txt", seen, over))
    watch.start()
    code = process.wait()
    seconds = time.perf_counter() - began
    over.set()
    watch.join()
    if code not in {0, 1}:  # a folder may hold scans, which are kept out
        raise SystemExit(f"the ingest of {decks} decks ended with {code}: see {folder / 'log.txt'}")
    early = [memory for done, memory in seen if done <= max(decks // 10, 1)]
    return Figures(decks, workers, seconds, max(early, default=0), max(one for _, one in seen), extraction)


def _watch(process: int, log: Path, seen: list[tuple[int, int]], over: threading.Event) -> None:
    """The decks that are done, and the memory of a process, as long as it runs."""
    while not over.wait(LOOK_SECONDS):
        try:
            status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
        except OSError:
            return
        resident = [int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmRSS:")]
        done = log.read_text(encoding="utf-8", errors="replace").count("/")
        seen += [(done, one) for one in resident]


def time_restart(folder: Path, decks: int, workers: int, kinds: Sequence[Path]) -> str:
    """Kill an ingest when half of its decks are done, start it again, and say what was read twice."""
    put_decks(folder / "raw", decks, kinds)
    process = start_ingest(folder, workers)
    while process.poll() is None and finished(folder / "curated") < decks // 2:
        time.sleep(LOOK_SECONDS)
    process.send_signal(signal.SIGKILL)
    process.wait()
    before, staged = published(folder / "curated"), finished(folder / "curated")
    began = time.perf_counter()
    if start_ingest(folder, workers).wait():
        raise SystemExit(f"the restart failed: see {folder / 'log.txt'}")
    took = time.perf_counter() - began
    log = (folder / "log.txt").read_text(encoding="utf-8", errors="replace")
    new = next(line for line in log.splitlines() if line.startswith("Decks: "))
    taken = [line for line in log.splitlines() if line.startswith("Read before")]
    return (
        f"Killed with {before} decks published and {staged - before} staged; the restart took {took:.0f} s: {new}; "
        f"{' '.join(taken) or 'none was read before'}"
    )


def published(curated: Path) -> int:
    """Decks that are published."""
    manifest = read_manifest(curated)
    return len(manifest.decks) if manifest else 0


def finished(curated: Path) -> int:
    """Decks that are published or staged."""
    return published(curated) + len(list((curated / ".staged" / "decks").glob("*.json")))


def lines(found: Sequence[Figures]) -> list[str]:
    """The figures as a table in Markdown."""
    head = "decks | workers | seconds | decks a minute | extraction alone | share | memory early | memory at most"
    rows = [
        f"| {one.decks:,} | {one.workers} | {one.seconds:.0f} | {one.per_minute:.0f} | {one.extraction:.0f} "
        f"| {one.per_minute / one.extraction:.0%} | {one.early} MB | {one.most} MB |"
        for one in found
    ]
    return [f"| {head} |", "| ---: " * 8 + "|", *rows]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures for each size and number of workers, then those of a restart."""
    parser = argparse.ArgumentParser(prog="python -m bench.backfill", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES), help="numbers of decks")
    parser.add_argument("--workers", type=int, nargs="*", default=list(WORKERS), help="decks read at once")
    parser.add_argument(
        "--decks", type=Path, metavar="DIR", help="a folder of decks instead of those of the repository"
    )
    parser.add_argument("--restart", type=int, default=0, metavar="DECKS", help="kill an ingest of so many half way")
    options = parser.parse_args(argv)
    kinds = kinds_in(options.decks)
    found = []
    with tempfile.TemporaryDirectory(prefix="deckfacts-backfill-") as name, own_server(os.environ) as server:
        server.wait()
        for workers in options.workers:
            extraction = time_extraction(Path(name) / f"extraction-{workers}", workers, kinds)
            for size in options.sizes:
                folder = Path(name) / f"{size}-{workers}"
                folder.mkdir()
                found.append(time_ingest(folder, size, workers, extraction, kinds))
                sys.stderr.write(lines(found)[-1] + "\n")
                shutil.rmtree(folder)
        if options.restart:
            folder = Path(name) / "restart"
            folder.mkdir()
            sys.stdout.write(time_restart(folder, options.restart, options.workers[-1], kinds) + "\n")
    sys.stdout.write("\n".join(lines(found)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
