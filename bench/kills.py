"""Kills: `python -m bench.kills` kills ingests at random moments, and runs two at once, and looks at what is published.

Each trial has a publication of its own. An ingest is forked from a process that has everything imported, so that the
moments fall on its work and not on its start; it is killed with SIGKILL, and another one, left alone, follows. What
stands in `curated/` then must be, byte for byte, what an undisturbed ingest leaves there. The history aside: how many
publications led there, and when, is a matter of the run (`releases/`, `runs/` and snapshots that are not current).
"""

import argparse
import hashlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from deckfacts import snapshots
from deckfacts.manifest import CURRENT, DeckKey, read_manifest
from deckfacts.releases import read_releases
from deckfacts.staging import DeckRows
from expectations.verdict import Verdict
from flows.planning import Job
from flows.server import any_server
from flows.settings import prepare_environment
from flows.stages import Parts, load_gate, load_parts

CHECKOUT = Path(__file__).parents[1]
DECKS = CHECKOUT / "tests" / "decks"
KINDS = ("bank.md", "maker.md", "telco.txt", "retail.txt", "saas.md")
COMPANIES = ("alder", "birch", "cedar", "dogwood")
"""Four companies with five decks each."""

SEED = 20311107

TOLD_EACH = 10
"""Trials after which it is told how far it is."""


QUICK_LINES = 25
"""Of a deck, with --quick."""


def put_decks(raw: Path, lines: int | None = None) -> None:
    """Twenty decks, or so many lines of each, and one file that is none: its reasons are published as well."""
    for company in COMPANIES:
        (raw / company).mkdir(parents=True)
        for kind in KINDS:
            path = raw / company / kind
            text = "".join((DECKS / kind).read_text(encoding="utf-8").splitlines(keepends=True)[:lines])
            path.write_text(f"{text}\n\n{company}\n", encoding="utf-8")
            os.utime(path, (0, 0))
    (raw / COMPANIES[0] / "empty.md").touch()
    os.utime(raw / COMPANIES[0] / "empty.md", (0, 0))


def job_in(folder: Path, raw: Path) -> Job:
    """An ingest of the decks into a publication of its own."""
    return Job(raw=raw, curated=folder / "curated", profiles=folder / "profiles", corrections=folder / "corrections")


def start(job: Job) -> int:
    """Fork an ingest; its process id."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        from flows import command  # noqa: PLC0415  Prefect is set up first

        code = command.run(**asdict(job))
    finally:
        os._exit(code)


def wait(child: int) -> int:
    """The exit code of a child, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def tree(curated: Path) -> dict[str, str]:
    """All that stands in a publication but its history: files by the hash of their content, links by their target."""
    found: dict[str, str] = {}
    for folder in (curated, curated / CURRENT):
        for path in sorted(_below(folder)):
            name = path.relative_to(curated).as_posix()
            content = path.readlink().as_posix() if path.is_symlink() else _hash(path)
            found[name] = content
    return found


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_symlink() or path.is_file():
            yield path
        elif path.name not in {snapshots.SNAPSHOTS, snapshots.RELEASES, "runs"}:
            yield from _below(path)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def recorded(curated: Path) -> tuple[str, list[DeckKey]]:
    """What the releases tell: the snapshot of the last, and the decks that came in, each as often as it did."""
    releases = read_releases(curated)
    return releases[-1].snapshot if releases else "", sorted(deck.key for one in releases for deck in one.came_in)


def undisturbed(folder: Path, raw: Path) -> tuple[dict[str, str], float]:
    """What an ingest leaves that nobody disturbs, and the seconds that it takes."""
    job = job_in(folder, raw)
    began = time.monotonic()
    code = wait(start(job))
    if code != 1:
        raise SystemExit(f"an undisturbed ingest ended with {code}")
    return tree(job.curated), time.monotonic() - began


def fault_of(job: Job, expected: dict[str, str]) -> str | None:
    """What is wrong with a publication; null where it is as it should be."""
    found = tree(job.curated)
    if found != expected:
        names = sorted({*found, *expected})
        wrong = [name for name in names if found.get(name) != expected.get(name)]
        return f"{len(wrong)} differ, such as {wrong[0]}"
    manifest = read_manifest(job.curated)
    keys = [entry.key for entry in manifest.decks] if manifest else []
    if manifest is None or recorded(job.curated) != (manifest.snapshot, keys):
        return "the releases do not tell what is published"
    return None


def kill_once(job: Job, after: float, expected: dict[str, str]) -> str | None:
    """Kill an ingest so many seconds after its start, let another one follow; what is wrong then."""
    child = start(job)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    wait(child)
    code = wait(start(job))
    return fault_of(job, expected) if code == 1 else f"the ingest after it ended with {code}"


def run_twice(job: Job, _after: float, expected: dict[str, str]) -> str | None:
    """Two ingests at once; what is wrong then."""
    children = [start(job), start(job)]
    codes = [wait(child) for child in children]
    return fault_of(job, expected) if codes == [1, 1] else f"they ended with {codes}"


def load_without_gate() -> Parts:
    """The real parts, with a gate that lets all through at once."""

    def pass_all(decks: Sequence[DeckRows]) -> list[Verdict]:
        return [
            Verdict(rows.document.document_id, True, (), 0, (), rows.document.file, rows.document.company)  # noqa: FBT003
            for rows in decks
        ]

    return replace(load_parts(), judge=pass_all, judge_series=lambda _: {})


Trial = Callable[[Job, float, dict[str, str]], str | None]


def try_often(trial: Trial, times: int, folder: Path, seed: int = SEED) -> list[str]:
    """So many trials at moments between the start of an ingest of `folder/raw` and its end; what went wrong, if
    anything."""
    raw = folder / "raw"
    expected, seconds = undisturbed(folder / "undisturbed", raw)
    moments = random.Random(seed)  # noqa: S311  the same moments again
    faults = []
    for number in range(times):
        own = folder / str(number)
        after = moments.uniform(0, seconds)
        fault = trial(job_in(own, raw), after, expected)
        if fault:
            faults.append(f"trial {number}, {after:.2f} s of {seconds:.1f} s: {fault}")
        if (number + 1) % TOLD_EACH == 0:
            sys.stderr.write(f"{number + 1} trials, {len(faults)} went wrong\n")
        shutil.rmtree(own, ignore_errors=True)
    return faults


def main(argv: Sequence[str] | None = None) -> int:
    """Print what went wrong, and how many trials there were."""
    parser = argparse.ArgumentParser(prog="python -m bench.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="ingests to kill")
    parser.add_argument("--pairs", type=int, default=50, help="pairs of ingests to run at once")
    parser.add_argument("--seed", type=int, default=SEED, help="of the moments")
    parser.add_argument(
        "--quick", action="store_true", help="short decks and no gate, so that most moments fall on what is written"
    )
    options = parser.parse_args(argv)
    prepare_environment(os.environ)
    faults: list[str] = []
    with tempfile.TemporaryDirectory(prefix="deckfacts-kills-") as name, any_server(os.environ) as wait_for_server:
        import flows.ingest  # noqa: PLC0415  what the forked ingests need not import again

        load_gate()
        if options.quick:
            flows.ingest.load_parts = load_without_gate
        if wait_for_server:
            wait_for_server()
        for what, trial, times in (("killed", kill_once, options.kills), ("pairs", run_twice, options.pairs)):
            folder = Path(name) / what
            put_decks(folder / "raw", QUICK_LINES if options.quick else None)
            found = try_often(trial, times, folder, options.seed)
            sys.stdout.write("\n".join([f"{what}: {times}, of which {len(found)} went wrong", *found]) + "\n")
            sys.stdout.flush()
            faults += found
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
