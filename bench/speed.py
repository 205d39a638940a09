"""Speed: `python -m bench.speed` times the reading of the sample deck, from file to staged facts, in this process."""

import argparse
import functools
import gc
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bench.cases import OWN_CASES, PROFILES
from deckfacts.profiles import load_profile, profile_path
from extractors.reading import read_file

BOUND_SECONDS = 0.15
"""What reading a deck of this size may cost on one core: the promise made when the reader was planned."""

_SAMPLE = OWN_CASES[0]


class _CachedFunction(Protocol):
    def cache_clear(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of each run after the warm-up: CPU time of the process, and by the wall clock."""

    cpu: tuple[float, ...]
    wall: tuple[float, ...]

    @property
    def line(self) -> str:
        """The figures in a line; CPU time is what counts, as the wall clock sees the machine's other work too."""
        best, median = min(self.cpu), statistics.median(self.cpu)
        verdict = "met" if median < BOUND_SECONDS else "MISSED"
        return (
            f"CPU best {best:.3f} s, median {median:.3f} s; wall best {min(self.wall):.3f} s, "
            f"median {statistics.median(self.wall):.3f} s; {len(self.cpu)} runs after one warm-up; "
            f"bound {BOUND_SECONDS} s {verdict}"
        )


def text_caches() -> list[_CachedFunction]:
    """The caches that one deck's texts fill: those of the reader, but for what a process loads once and keeps."""
    found = (o for o in gc.get_objects() if isinstance(o, functools._lru_cache_wrapper))  # noqa: SLF001 - the only name
    ours = (f for f in found if str(f.__module__).startswith(("deckfacts.", "extractors.")))
    return [f for f in ours if f.cache_parameters()["maxsize"] not in (None, 1) and f.cache_info().currsize]


def time_runs(run: Callable[[], object], runs: int) -> Timing:
    """Time `runs` calls, after one that is not counted: it loads what a process loads once, such as the catalogue.

    Before each run the caches of texts are emptied: a worker has not seen the deck before.
    """
    run()
    caches = text_caches()
    cpu, wall = [], []
    for _ in range(runs):
        for cache in caches:
            cache.cache_clear()
        cpu_start, wall_start = time.process_time(), time.perf_counter()
        run()
        cpu.append(time.process_time() - cpu_start)
        wall.append(time.perf_counter() - wall_start)
    return Timing(tuple(cpu), tuple(wall))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the line; the exit code is 1 where the median CPU time misses the bound."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__)
    parser.add_argument("deck", nargs="?", type=Path, default=_SAMPLE.deck, help="default: the sample under raw/")
    parser.add_argument("--company", default=_SAMPLE.company, help="whose profile to read it by (default: iij)")
    parser.add_argument("--runs", type=_at_least_one, default=20, metavar="N", help="runs to time (default: 20)")
    options = parser.parse_args(arguments)
    path = profile_path(PROFILES, options.company)
    profile = load_profile(path) if path.is_file() else None
    timing = time_runs(
        lambda: read_file(options.deck, file=options.deck.name, company=options.company, profile=profile), options.runs
    )
    sys.stdout.write(f"{options.deck.name}: {timing.line}\n")
    return 0 if statistics.median(timing.cpu) < BOUND_SECONDS else 1


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


if __name__ == "__main__":
    sys.exit(main())
