"""Readers: `python -m bench.readers` reads while another process publishes in a loop, and counts what goes wrong.

Each publication replaces the decks of a company by others, in which every number says of which publication it is. A
read that fails, that misses a deck, or that has numbers of two publications is counted. Every engine reads as
docs/how-to.md tells it to: through `deckfacts`, or from a path that `deckfacts.resolve` gave.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl

from bench.scale import brought, read_series
from deckfacts import connect, read_facts, resolve
from deckfacts.contract import ReadDeck, stable_id
from deckfacts.manifest import read_manifest
from deckfacts.publication import publish

CHECKOUT = Path(__file__).parents[1]
COMPANY = "mizuhara"
READS = 1000
FACTS = 40
"""Of each deck: reading should take its time by its files and not by its rows."""


def decks_of(turn: int) -> list[ReadDeck]:
    """The decks of the company with `turn` for every value."""
    return [_of_turn(deck, turn) for deck in _DECKS]


def _of_turn(deck: ReadDeck, turn: int) -> ReadDeck:
    sha256 = stable_id(deck.document.sha256, turn) * 4
    own = {"document_id": sha256[:16]}
    facts = tuple(
        replace(fact, fact_id=stable_id(fact.fact_id, turn), value=Decimal(turn), **own) for fact in deck.facts[:FACTS]
    )
    return ReadDeck(
        document=replace(deck.document, sha256=sha256, **own), tables=(), facts=facts, refusals=(), checks=()
    )


_DECKS = [deck for deck in read_series() if deck.document.company == COMPANY]


def publish_for_ever(curated: Path) -> None:
    """One publication after the other."""
    for turn in count(1):
        publish(curated, [brought(deck) for deck in decks_of(turn)])


def _pandas(curated: Path) -> list[Any]:
    return list(pd.read_parquet(resolve(curated) / "facts")["value"])


def _polars(curated: Path) -> list[Any]:
    return pl.read_parquet(resolve(curated) / "facts" / "*.parquet")["value"].to_list()


def _duckdb(curated: Path) -> list[Any]:
    return [row[0] for row in connect(curated).sql("select value from facts").fetchall()]


def _by_reader(to: str) -> Callable[[Path], list[Any]]:
    return lambda curated: list(read_facts(curated, company=COMPANY, to=to)["value"])  # type: ignore[call-overload]


ENGINES: dict[str, Callable[[Path], list[Any]]] = {
    "pandas": _pandas,
    "Polars": _polars,
    "DuckDB (connect)": _duckdb,
    "read_facts, pandas": _by_reader("pandas"),
    "read_facts, Polars": _by_reader("polars"),
}


def measure(curated: Path, reads: int) -> tuple[Counter[str], int]:
    """So many reads by each engine in turn, and the number of publications that fell within."""
    whole = FACTS * len(_DECKS)
    seen: Counter[str] = Counter()
    snapshots = set()
    for at in range(reads * len(ENGINES)):
        name = list(ENGINES)[at % len(ENGINES)]
        try:
            values = ENGINES[name](curated)
        except Exception as error:  # noqa: BLE001  whatever goes wrong is what is counted
            seen[f"{name}: {type(error).__name__}"] += 1
            continue
        good = len(values) == whole and len(set(values)) == 1
        seen[f"{name}: {'whole' if good else 'MIXED'}"] += 1
        snapshots.add(values[0] if values else None)
    return seen, len(snapshots)


def main(argv: Sequence[str] | None = None) -> int:
    """Print what each engine met."""
    parser = argparse.ArgumentParser(prog="python -m bench.readers", description=__doc__)
    parser.add_argument("--reads", type=int, default=READS, help="by each engine")
    parser.add_argument("--publish", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.publish:
        publish_for_ever(options.publish)
    with tempfile.TemporaryDirectory(prefix="deckfacts-readers-") as folder:
        curated = Path(folder) / "curated"
        publish(curated, [brought(deck) for deck in decks_of(0)])
        first = read_manifest(curated)
        command = [sys.executable, "-m", "bench.readers", "--publish", str(curated)]
        publisher = subprocess.Popen(command, cwd=CHECKOUT)  # noqa: S603  ourselves
        try:
            while read_manifest(curated) == first:
                time.sleep(0.05)
            seen, publications = measure(curated, options.reads)
        finally:
            publisher.kill()
            publisher.wait()
    sys.stdout.write("\n".join(f"{name}: {number:,}" for name, number in sorted(seen.items())) + "\n")
    sys.stdout.write(f"publications seen: {publications:,}\n")
    return int(any(not name.endswith(": whole") for name in seen))


if __name__ == "__main__":
    sys.exit(main())
