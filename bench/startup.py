"""Start-up: `python -m bench.startup` times what a user waits for.

That is help, status, an ingest with nothing new, and the way from the start of an ingest to the first deck that is
read, with a server of its own and with one that stands.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from flows.server import own_server
from flows.settings import prepare_environment

CHECKOUT = Path(__file__).parents[1]
DECK = CHECKOUT / "raw" / "iij" / "fy2008-3q.md"
ROUNDS = 3

_WAY = """
import json, sys, time
began = time.time() - time.clock_gettime(time.CLOCK_MONOTONIC) + float(sys.argv[1])
steps = {}

def note(step):
    steps.setdefault(step, time.time() - began)

def noted(module, name, step, *, after=False):
    real = getattr(module, name)
    def called(*args, **kwargs):
        after or note(step)
        try:
            return real(*args, **kwargs)
        finally:
            not after or note(step)
    setattr(module, name, called)

from flows import command
note("the command is loaded")
noted(command, "prepare", "what is new is known", after=True)
import flows.stages
noted(flows.stages, "load_gate", "Prefect is loaded")
noted(flows.stages, "load_gate", "Great Expectations is loaded", after=True)
noted(flows.stages, "load_parts", "the flow begins")
import flows.server
noted(flows.server.OwnServer, "wait", "the server answers", after=True)
from extractors.children import ChildReader
noted(ChildReader, "_start", "the first deck is begun")
noted(ChildReader, "_finish", "the first deck is read")
from deckfacts.cli import main
code = main(["ingest"])
note("the end")
print(json.dumps(steps))
"""
"""An ingest that notes when it comes to each step, in seconds since its process was asked for."""


def time_command(words: Sequence[str], folder: Path, environment: dict[str, str]) -> float:
    """Seconds of the quickest of several runs of a command."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        command = [sys.executable, "-m", "deckfacts", *words]
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)  # noqa: S603  our own
        times.append(time.perf_counter() - began)
    return min(times)


def time_way(folder: Path, environment: dict[str, str]) -> dict[str, float]:
    """The steps of an ingest of one new deck, with the seconds after which it came to each."""
    deck = folder / "raw" / "iij" / DECK.name
    deck.parent.mkdir(parents=True, exist_ok=True)
    # Other bytes each time, and not as if it were still being written.
    deck.write_text(DECK.read_text(encoding="utf-8") + " " * (time.time_ns() % 1000), encoding="utf-8")
    os.utime(deck, (0, 0))
    command = [sys.executable, "-c", _WAY, str(time.clock_gettime(time.CLOCK_MONOTONIC))]
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True)  # noqa: S603
    steps: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return steps


def main() -> int:
    """Print the figures."""
    prepare_environment(os.environ)
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    with tempfile.TemporaryDirectory(prefix="deckfacts-startup-") as name:
        folder = Path(name)
        time_way(folder, environment)  # the first one makes what later ones find
        own = time_way(folder, environment)
        with own_server(os.environ) as server:
            server.wait()
            standing = time_way(folder, environment | {"PREFECT_API_URL": server.api_url})
        rows = [
            ("deckfacts --help", time_command(["--help"], folder, environment)),
            ("deckfacts status", time_command(["status"], folder, environment)),
            ("deckfacts ingest, nothing new", time_command(["ingest"], folder, environment)),
        ]
    lines = ["| | seconds |", "| --- | ---: |", *(f"| {what} | {seconds:.2f} |" for what, seconds in rows)]
    lines += ["", "| an ingest of one new deck | its own server | a standing one |", "| --- | ---: | ---: |"]
    for step in own:
        cells = (f"{steps[step]:.1f} s" if step in steps else "" for steps in (own, standing))
        lines.append(f"| {step} | {' | '.join(cells)} |")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
