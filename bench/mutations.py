"""Mutations: `python -m bench.mutations` damages decks at random and prints what the reader makes of each.

Nothing may be read of a page that is not whole: where a damaged deck is read, its printed numbers are compared with
those of the sound one, page by page.
"""

import argparse
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bench.cases import SHARED
from deckfacts.contract import ReadDeck
from deckfacts.errors import DocumentError
from extractors.children import ChildReader
from extractors.limits import Limits

Mutation = Callable[[bytes, random.Random], bytes]

SAME, OTHER = "read, the same numbers", "read, other numbers"


def flip_bytes(data: bytes, rng: random.Random) -> bytes:
    """From one to a hundred bytes turned to others."""
    out = bytearray(data)
    for _ in range(rng.choice([1, 10, 100])):
        out[rng.randrange(len(out))] = rng.randrange(256)
    return bytes(out)


def delete_chunk(data: bytes, rng: random.Random) -> bytes:
    """A piece of up to a tenth taken out."""
    start = rng.randrange(len(data))
    return data[:start] + data[start + rng.randrange(1, len(data) // 10) :]


def truncate(data: bytes, rng: random.Random) -> bytes:
    """The end cut off: half the time only the last few bytes."""
    return data[: -rng.choice([rng.randrange(1, len(data)), rng.randrange(1, min(len(data), 2000))])]


def repeat_chunk(data: bytes, rng: random.Random) -> bytes:
    """A piece of up to a tenth put in once more, anywhere."""
    start, at = rng.randrange(len(data)), rng.randrange(len(data))
    return data[:at] + data[start : start + rng.randrange(1, len(data) // 10)] + data[at:]


def edit_numbers(data: bytes, rng: random.Random) -> bytes:
    """From one to twenty numbers of objects changed: lengths, references, counts, sizes."""
    places = list(re.finditer(rb"(?<=[ \[])\d{1,6}(?=[ \]/>\r\n])", data))
    out = bytearray(data)
    for place in rng.sample(places, min(len(places), rng.choice([1, 5, 20]))):
        width = place.end() - place.start()
        out[place.start() : place.end()] = str(rng.randrange(10**width)).zfill(width).encode()
    return bytes(out)


MUTATIONS: tuple[Mutation, ...] = (flip_bytes, delete_chunk, truncate, repeat_chunk, edit_numbers)


@dataclass(frozen=True, slots=True)
class Trial:
    """One damaged deck: how it was damaged, what became of it, in how many seconds."""

    deck: str
    mutation: str
    number: int
    outcome: str
    says: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Sound:
    """A deck before any damage, and its printed numbers as (page, print)."""

    path: Path
    data: bytes
    numbers: Counter[tuple[int | None, str]]


def printed_numbers(read: ReadDeck) -> Counter[tuple[int | None, str]]:
    """Every printed number that the reader accounts for: the facts and the refusals."""
    return Counter((row.page, row.printed) for row in (*read.facts, *read.refusals))


def read_sound(path: Path, reader: ChildReader) -> Sound | None:
    """The deck as it is; null for one that can't be read even so, such as a scan."""
    try:
        read = reader(path, file=path.name, company="norvale", profile=None)
    except DocumentError:
        return None
    return Sound(path, path.read_bytes(), printed_numbers(read))


def try_one(sound: Sound, number: int, seed: int, reader: ChildReader, folder: Path) -> Trial:
    """Damage a deck, read it, and compare; the same deck, number and seed give the same damage."""
    rng = random.Random(f"{seed}/{number}")  # noqa: S311  not for secrets
    mutate = MUTATIONS[number % len(MUTATIONS)]
    path = folder / f"{number}.pdf"
    path.write_bytes(mutate(sound.data, rng))
    began = time.perf_counter()
    try:
        read = reader(path, file=path.name, company="norvale", profile=None)
    except DocumentError as error:
        outcome, says = error.reason, error.message
    else:
        numbers = printed_numbers(read)
        lost, new = sound.numbers - numbers, numbers - sound.numbers
        outcome = OTHER if lost or new else SAME
        says = f"{lost.total()} lost {sorted(lost, key=str)[:3]}, {new.total()} new {sorted(new, key=str)[:3]}"
    path.unlink()
    return Trial(sound.path.name, mutate.__name__, number, outcome, says, time.perf_counter() - began)


def run_trials(decks: Sequence[Path], count: int, seed: int, limits: Limits | None = None) -> Iterator[Trial]:
    """`count` trials over the decks in turn, in the order of their numbers."""
    reader = ChildReader(limits=limits)
    sound = [deck for deck in (read_sound(path, reader) for path in decks) if deck]
    if not sound:
        raise ValueError("none of the decks can be read as it is")
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as threads:
        yield from threads.map(
            lambda number: try_one(sound[number // len(MUTATIONS) % len(sound)], number, seed, reader, Path(folder)),
            range(count),
        )


def report(trials: Sequence[Trial], show: int) -> Iterator[str]:
    """A table of outcomes by mutation, the slowest trials, and those whose numbers differ."""
    names = [mutation.__name__ for mutation in MUTATIONS]
    counts = Counter((trial.outcome, trial.mutation) for trial in trials)
    yield f"| outcome | {' | '.join(names)} | all |"
    yield "| --- |" + " ---: |" * (len(names) + 1)
    for outcome, total in Counter(trial.outcome for trial in trials).most_common():
        yield f"| {outcome} | {' | '.join(str(counts[outcome, name]) for name in names)} | {total} |"
    yield f"\nSeconds for one: median {statistics.median(trial.seconds for trial in trials):.2f}; the slowest:"
    for trial in sorted(trials, key=lambda trial: -trial.seconds)[:3]:
        yield f"{trial.seconds:.1f} s: {trial.mutation} {trial.number} of {trial.deck}: {trial.outcome}"
    told = [trial for trial in trials if trial.outcome in (OTHER, "internal", "crashed", "timeout", "out_of_memory")]
    for trial in told[:show]:
        yield f"{trial.mutation} {trial.number} of {trial.deck}: {trial.outcome}: {trial.says}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report; the exit code is 1 where the reader met what it did not foresee."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutations", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--count", type=int, default=500, metavar="N", help="decks to damage (500)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the damage (1)")
    parser.add_argument("--decks", type=Path, default=SHARED / "decks", metavar="DIR", help="PDFs below it are damaged")
    parser.add_argument("--show", type=int, default=20, metavar="N", help="list the first N odd ones (20)")
    options = parser.parse_args(arguments)
    decks = sorted(options.decks.rglob("*.pdf"))
    if not decks:
        parser.error(f"no PDF is below {options.decks}")
    trials = list(run_trials(decks, options.count, options.seed))
    sys.stdout.write("\n".join(report(trials, options.show)) + "\n")
    return int(any(trial.outcome == "internal" for trial in trials))


if __name__ == "__main__":
    sys.exit(main())
