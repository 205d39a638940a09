"""Scale: `python -m bench.scale` times reading and publishing beside 10, 100 and 1,000 decks.

The decks are those of the invented companies under tests/series, read once and given to as many companies as it takes,
each with figures of its own. What is timed is the work of deckfacts on one machine, best of several; Prefect and Great
Expectations cost the same beside one deck as beside a thousand, and are left out.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count, islice
from pathlib import Path

from deckfacts import connect, read_facts
from deckfacts.contract import ReadDeck, stable_id
from deckfacts.manifest import DeckKey
from deckfacts.profiles import load_profile
from deckfacts.publication import Publication, publish
from extractors.reading import read_file
from flows.planning import Job, prepare

CHECKOUT = Path(__file__).parents[1]
SERIES = CHECKOUT / "tests" / "series"
SIZES = (10, 100, 1000)
BATCH = 50
"""Decks of one publication while the store is filled, as a long ingest has them."""
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Figures:
    """Seconds beside `decks` decks."""

    decks: int
    company: float
    latest: float
    view: float
    plan: float
    publish: float


def read_series() -> list[ReadDeck]:
    """The decks of the invented companies, in the order of their files."""
    decks: list[ReadDeck] = []
    for folder in sorted(path for path in SERIES.iterdir() if path.is_dir()):
        profile = load_profile(folder / "profile.toml")
        decks += [
            read_file(path, file=f"{folder.name}/{path.name}", company=folder.name, profile=profile)
            for path in sorted(folder.glob("*.md"))
        ]
    return decks


def vary(deck: ReadDeck, number: int) -> ReadDeck:
    """The deck as another company's: its own ids, and amounts that are so many percent larger."""
    company = f"{deck.document.company}-{number:04d}"
    sha256 = stable_id(deck.document.sha256, number) * 4
    own = {"document_id": sha256[:16], "company": company}
    file = f"{company}/{Path(deck.document.file).name}"

    def ident(old: str) -> str:
        return stable_id(old, number)

    factor = Decimal(100 + number % 50) / 100
    return ReadDeck(
        document=replace(deck.document, file=file, sha256=sha256, **own),
        tables=tuple(replace(one, **own) for one in deck.tables),
        facts=tuple(
            replace(one, fact_id=ident(one.fact_id), value=round(one.value * factor, 6), **own) for one in deck.facts
        ),
        refusals=tuple(replace(one, refusal_id=ident(one.refusal_id), **own) for one in deck.refusals),
        checks=tuple(
            replace(one, check_id=ident(one.check_id), fact_ids=tuple(map(ident, one.fact_ids)), **own)
            for one in deck.checks
        ),
        notices=tuple(replace(one, notice_id=ident(one.notice_id), **own) for one in deck.notices),
    )


def decks_of_companies() -> Iterator[ReadDeck]:
    """Decks without end: the series of one company after the other."""
    decks = read_series()
    for number in count():
        for deck in decks:
            yield vary(deck, number)


def brought(deck: ReadDeck) -> Publication:
    """The deck as what is published."""
    document = deck.document
    return Publication(DeckKey(document.company, document.file), "bench", document.document_id, deck)


def fill(curated: Path, raw: Path, decks: Sequence[ReadDeck]) -> None:
    """Publish the decks, and put a file for each under raw."""
    for at in range(0, len(decks), BATCH):
        publish(curated, [brought(deck) for deck in decks[at : at + BATCH]])
    for deck in decks:
        path = raw / deck.document.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(deck.document.sha256 * 100, encoding="utf-8")


def best(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of the quickest of several runs."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return min(times)


def measure(size: int, folder: Path) -> Figures:
    """Fill a store with so many decks, and time what is done with it."""
    curated, raw = folder / "curated", folder / "raw"
    decks = decks_of_companies()
    held = list(islice(decks, size))
    fill(curated, raw, held)
    company = held[0].document.company
    job = Job(raw=raw, curated=curated, profiles=folder / "profiles", corrections=folder / "corrections")
    return Figures(
        decks=size,
        company=best(lambda: read_facts(curated, company=company, latest=True)),
        latest=best(lambda: read_facts(curated, latest=True)),
        view=best(
            lambda: connect(curated).sql("select company, count(*), sum(value) from latest group by 1").fetchall()
        ),
        plan=best(lambda: prepare(job)),
        publish=best(lambda: publish(curated, [brought(next(decks))])),
    )


def lines(found: Sequence[Figures]) -> list[str]:
    """The figures as a table in Markdown."""
    head = "decks | latest of one company | latest of all | DuckDB view `latest` | plan | publish one more"
    rows = [[one.decks, one.company, one.latest, one.view, one.plan, one.publish] for one in found]
    cells = [" | ".join([f"{row[0]:,}", *(f"{value:.3f} s" for value in row[1:])]) for row in rows]
    return [f"| {head} |", "| ---: " * 6 + "|", *(f"| {row} |" for row in cells)]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures for each size."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES), help="numbers of decks")
    sizes = parser.parse_args(argv).sizes
    found = []
    for size in sizes:
        folder = Path(tempfile.mkdtemp(prefix="deckfacts-scale-"))
        try:
            found.append(measure(size, folder))
        finally:
            shutil.rmtree(folder)
    sys.stdout.write("\n".join(lines(found)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
