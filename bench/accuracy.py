"""Accuracy: `python -m bench.accuracy` reads every deck that has gold and prints how well, one row for each.

The table is Markdown, as it stands in the README.
"""

import argparse
import sys
from collections.abc import Sequence
from itertools import islice

from bench.cases import OWN_CASES, SHARED_CASES, Case, Result, evaluate
from deckfacts.errors import DocumentError

_HEAD = (
    "| deck | gold | facts | found: recall | found: precision | right F1 | strict F1 | unexplained |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
)


def result_row(result: Result) -> str:
    """The table's row for a deck that was read."""
    found = result.score
    figures = (found.recall, found.precision, found.right, found.strict)
    cells = [result.case.name, str(found.gold), str(found.published), *(f"{figure:.3f}" for figure in figures)]
    return f"| {' | '.join([*cells, str(result.document.unexplained)])} |"


def unread_row(case: Case, error: DocumentError) -> str:
    """The table's row for a deck that could not be read."""
    return f"| {case.name} | not read ({error.reason}) | | | | | | |"


def chosen(names: Sequence[str]) -> list[Case]:
    """The cases that are here, or those of them whose name is given."""
    here = [case for case in (*OWN_CASES, *SHARED_CASES) if case.is_here]
    return [case for case in here if not names or case.name in names]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, and with `--show N` the first N faults of each deck below it."""
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("names", nargs="*", metavar="DECK", help="only these decks, by the name in the table")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="list the first N faults of each deck")
    options = parser.parse_args(arguments)
    cases = chosen(options.names)
    if not cases:
        parser.error("no deck of that name is here")
    lines, faults = list(_HEAD), []
    for case in cases:
        try:
            result = evaluate(case)
        except DocumentError as error:
            lines.append(unread_row(case, error))
        else:
            lines.append(result_row(result))
            faults += [f"{case.name}: {fault}" for fault in islice(result.score.faults(), options.show)]
    sys.stdout.write("\n".join([*lines, *([""] if faults else []), *faults]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
