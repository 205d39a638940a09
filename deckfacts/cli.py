"""Command: the words of the command line in, tables or JSON on stdout and an exit code out.

Nothing heavy is imported before it is known which command runs: `--help` answers at once.
"""

import argparse
import sys
import traceback
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from deckfacts.contract import RefusalReason, Source
from deckfacts.errors import ConfigurationError, DeckfactsError
from deckfacts.places import Place, as_place
from deckfacts.plain import plain
from deckfacts.streams import lasting_streams

EXIT_CODES = """exit codes:
  0  all is well (warnings included)
  1  some decks were kept out of curated/: `deckfacts status` and the dataset quarantine say why
  2  something has to be corrected first: an argument, a path, a profile, a curated folder that can't be written
  3  an error in deckfacts itself
"""
EXIT_INTERNAL = 3
EXIT_INTERRUPTED = 130
"""What shells report for a command that Ctrl-C ended."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit code."""
    with lasting_streams():
        return _run_to_its_end(argv)


def _run_to_its_end(argv: Sequence[str] | None) -> int:
    try:
        return _run(argv)
    except DeckfactsError as error:
        sys.stderr.write(f"Error: {plain(str(error))}\n")
        return error.exit_code
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted. What was published so far stays; run it again for the rest.\n")
        return EXIT_INTERRUPTED
    except Exception:  # noqa: BLE001  the edge of the program: an error that nobody foresaw still has its exit code
        sys.stderr.write(traceback.format_exc())
        sys.stderr.write("Error: this is a fault in deckfacts; please report it with the lines above.\n")
        return EXIT_INTERNAL


def _run(argv: Sequence[str] | None) -> int:
    parser = build_parser()
    try:
        options = parser.parse_args(argv)
        if options.command is None:
            parser.print_help()
            return 0
        from deckfacts import commands  # noqa: PLC0415  not for --help

        return commands.RUN[options.command](options)
    finally:
        if sys.stdout is not None:  # it is closed in `deckfacts ... >&-`
            sys.stdout.flush()


def build_parser() -> argparse.ArgumentParser:
    """The whole command line, with its help."""
    parser = argparse.ArgumentParser(
        prog="deckfacts",
        description="Reads companies' results decks and publishes every printed number as a fact, with its place.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--curated", type=_place, metavar="DIR", help="publication (DECKFACTS_CURATED, else ./curated)")
    common.add_argument("--json", action="store_true", help="one JSON document on stdout, decimals as strings")
    _add_ingest(commands, common)
    _add_serve(commands)
    _add_show(commands, common)
    checks = _add(commands, common, "checks", "contradictions that the decks print")
    checks.add_argument("deck", nargs="?", metavar="DECK", help="as in show; all decks without it")
    refusals = _add(commands, common, "refusals", "printed numbers that are no facts, and why")
    refusals.add_argument("deck", nargs="?", metavar="DECK", help="as in show; all decks without it")
    refusals.add_argument("--reason", choices=[str(reason) for reason in RefusalReason], help="only those")
    _add(commands, common, "status", "what is published, what was kept out, how the last runs ended, what is due")
    _add(commands, common, "metrics", "the same as numbers, in the text form that Prometheus reads")
    _add_of_companies(commands, common)
    _add(commands, common, "releases", "what each run has changed")
    _add_diff(commands, common)
    _add_export(commands, common)
    return parser


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    common: argparse.ArgumentParser,
    name: str,
    what: str,
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        parents=[common],
        help=what,
        description=f"{what[0].upper()}{what[1:]}.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _add_ingest(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    ingest = _add(commands, common, "ingest", "read the decks that are new or changed and publish their facts")
    ingest.add_argument(
        "paths", nargs="*", type=_place, metavar="PATH", help="files or folders; all of raw without them"
    )
    ingest.add_argument("--company", metavar="SLUG", help="whose decks PATH are; else the deck itself has to tell")
    _add_raw(ingest)
    ingest.add_argument("--profiles", type=Path, metavar="DIR", help="company profiles (profiles)")
    ingest.add_argument("--corrections", type=Path, metavar="DIR", help="reviewed corrections (corrections)")
    ingest.add_argument("--prune", action="store_true", help="withdraw published decks that are gone from raw")


def _add_serve(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    serve = commands.add_parser(
        "serve",
        help="read decks on a schedule and as they land, with Prefect's page, until it is ended",
        description="Reads decks on a schedule and as they land under raw, with Prefect's page, until it is ended.",
        epilog=f"Schedule, time zone, port and more are settings: docs/operations.md has them all.\n\n{EXIT_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    serve.add_argument("--raw", type=_place, metavar="DIR", help="decks by company (DECKFACTS_RAW, else ./raw)")
    serve.add_argument("--curated", type=_place, metavar="DIR", help="publication (DECKFACTS_CURATED, else ./curated)")
    serve.add_argument("--profiles", type=Path, metavar="DIR", help="company profiles (profiles)")
    serve.add_argument("--corrections", type=Path, metavar="DIR", help="reviewed corrections (corrections)")


def _add_show(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    show = _add(commands, common, "show", "the facts of a deck")
    show.add_argument("deck", metavar="DECK", help="file name, with or without suffix, or beginning of a document_id")
    show.add_argument("--metric", metavar="WORDS", help="words of the concept or of the printed label")
    show.add_argument("--period", metavar="PERIOD", help="3Q08, Q3 FY2008, 9M, FY2008, 2008, or an end: 2008-12-31")
    show.add_argument("--segment", metavar="WORDS", help="words of the segment")
    show.add_argument("--source", choices=[str(source) for source in Source], help="what printed it")
    show.add_argument("--page", type=_page, metavar="N", help="only what stands on this page of a PDF")
    show.add_argument("--limit", type=_count, metavar="N", help="at most so many facts")
    show.add_argument(
        "--image", type=Path, metavar="PNG", help="draw the page with the boxes of its facts and refusals"
    )
    _add_raw(show)


def _add_of_companies(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    guidance = _add(commands, common, "guidance", "targets step by step: set, repeated, revised, and what came of them")
    restatements = _add(commands, common, "restatements", "figures that later decks state differently")
    for command in (guidance, restatements):
        command.add_argument("company", nargs="?", metavar="COMPANY", help="its slug; all companies without it")


def _add_diff(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    diff = _add(commands, common, "diff", "facts that are changed, new or gone between two releases, and why")
    release = "number of a release, beginning of a snapshot's name, or latest"
    diff.add_argument("before", nargs="?", metavar="A", help=f"{release}; the last but one without it")
    diff.add_argument("after", nargs="?", metavar="B", help="likewise; what is published now where only A is given")
    diff.add_argument("--company", metavar="SLUG", help="only facts of this company")
    diff.add_argument("--limit", type=_count, metavar="N", help="at most so many facts")


def _add_export(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    export = _add(commands, common, "export", "a workbook of what is published")
    export.add_argument("--xlsx", type=Path, required=True, metavar="PATH", help="the workbook to write")
    export.add_argument("--company", metavar="SLUG", help="only this company")
    export.add_argument("--as-of", type=_day, metavar="DATE", help="as it was known on that day, like 2031-08-08")


def _add_raw(command: argparse.ArgumentParser) -> None:
    command.add_argument("--raw", type=_place, metavar="DIR", help="decks by company (DECKFACTS_RAW, else ./raw)")


def _place(text: str) -> Place:
    try:
        return as_place(text)
    except ConfigurationError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _count(text: str) -> int:
    return _positive(text, "a number of facts")


def _page(text: str) -> int:
    return _positive(text, "the number of a page")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it like 2031-08-08") from error


def _positive(text: str, what: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not {what}")
    return int(text)
