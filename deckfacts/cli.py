"""Command: the words of the command line in, tables or JSON on stdout and an exit code out.

Nothing heavy is imported before it is known which command runs: `--help` answers at once.
"""

import argparse
import importlib
import io
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from deckfacts.contract import Document, Fact, FailedCheck, Quarantined, Refusal, RefusalReason, Source, TableCell
from deckfacts.errors import ConfigurationError, DeckfactsError
from deckfacts.intake import deck_name
from deckfacts.manifest import DeckEntry, Manifest, Verdict
from deckfacts.plain import plain

EXIT_CODES = """exit codes:
  0  all is well (warnings included)
  1  some decks were kept out of curated/: `deckfacts status` and the dataset quarantine say why
  2  something has to be corrected first: an argument, a path, a profile, a curated folder that can't be written
  3  an error in deckfacts itself
"""
EXIT_KEPT_OUT = 1
EXIT_INTERNAL = 3
EXIT_INTERRUPTED = 130
"""What shells report for a command that Ctrl-C ended."""

CHECKOUT = Path(__file__).resolve().parents[1]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that can't show ▲ shows its escape
    options = build_parser().parse_args(argv)
    try:
        return int(options.run(options))
    except DeckfactsError as error:
        sys.stderr.write(f"Error: {plain(str(error))}\n")
        return error.exit_code
    except BrokenPipeError:
        # `deckfacts show ... | head` has read enough. Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted. What was published so far stays; run it again for the rest.\n")
        return EXIT_INTERRUPTED
    except Exception:  # noqa: BLE001  the edge of the program: an error that nobody foresaw still has its exit code
        sys.stderr.write(traceback.format_exc())
        sys.stderr.write("Error: this is a fault in deckfacts; please report it with the lines above.\n")
        return EXIT_INTERNAL


def build_parser() -> argparse.ArgumentParser:
    """The whole command line, with its help."""
    parser = argparse.ArgumentParser(
        prog="deckfacts",
        description="Reads companies' results decks and publishes every printed number as a fact, with its place.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--curated", type=Path, metavar="DIR", help="publication (DECKFACTS_CURATED, else ./curated)")
    common.add_argument("--json", action="store_true", help="one JSON document on stdout, decimals as strings")
    _add_ingest(commands, common)
    _add_show(commands, common)
    checks = _add(commands, common, "checks", "contradictions that the decks print")
    checks.add_argument("deck", nargs="?", metavar="DECK", help="as in show; all decks without it")
    checks.set_defaults(run=run_checks)
    refusals = _add(commands, common, "refusals", "printed numbers that are no facts, and why")
    refusals.add_argument("deck", nargs="?", metavar="DECK", help="as in show; all decks without it")
    refusals.add_argument("--reason", choices=[str(reason) for reason in RefusalReason], help="only those")
    refusals.set_defaults(run=run_refusals)
    _add(commands, common, "status", "what is published and what was kept out").set_defaults(run=run_status)
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
    ingest.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files or folders; all of raw without them")
    ingest.add_argument("--company", metavar="SLUG", help="whose decks PATH are; else the deck itself has to tell")
    _add_raw(ingest)
    ingest.add_argument("--profiles", type=Path, metavar="DIR", help="company profiles (profiles)")
    ingest.add_argument("--prune", action="store_true", help="withdraw published decks that are gone from raw")
    ingest.set_defaults(run=run_ingest)


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
    show.set_defaults(run=run_show)


def _add_raw(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--raw", type=Path, default=Path("raw"), metavar="DIR", help="folders of decks by company (raw)"
    )


def _count(text: str) -> int:
    return _positive(text, "a number of facts")


def _page(text: str) -> int:
    return _positive(text, "the number of a page")


def _positive(text: str, what: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not {what}")
    return int(text)


def run_ingest(options: argparse.Namespace) -> int:
    """Hand over to the flows."""
    command = _of_the_checkout("flows.command", "ingest")
    if options.company and not options.paths:
        advice = "Name files or folders as well, or leave it out: under raw a deck's folder says whose it is."
        raise ConfigurationError("only goes with PATH.", where="--company", advice=advice)
    profiles = options.profiles or next(
        (folder for folder in (Path("profiles"), CHECKOUT / "profiles") if folder.is_dir()), Path("profiles")
    )
    code: int = command.run(
        raw=options.raw,
        curated=_curated(options),
        profiles=profiles,
        paths=tuple(options.paths),
        company=options.company,
        prune=options.prune,
        as_json=options.json,
    )
    return code


def _of_the_checkout(module: str, what: str) -> ModuleType:
    """A module that only a checkout has; a wheel must not import it, so this is no import statement.

    Another package called `flows` is on the public index: only the one beside this package will do.
    """
    if not CHECKOUT.joinpath(*module.split(".")).with_suffix(".py").is_file():
        advice = "Clone deckfacts and run it there (`make run`); the wheel only reads what was published."
        raise ConfigurationError(f"{what} runs from a checkout of deckfacts.", where=str(CHECKOUT), advice=advice)
    if str(CHECKOUT) not in sys.path:
        sys.path.insert(0, str(CHECKOUT))
    return importlib.import_module(module)


def run_show(options: argparse.Namespace) -> int:
    """The facts of one deck; the reasons instead, with exit code 1, where it was kept out."""
    from deckfacts import browse, pages, terminal  # noqa: PLC0415  not for --help

    if options.image:
        pages.check_image(options.image)
        if not options.page:
            raise ConfigurationError("only goes with --page.", where="--image", advice="Say which page to draw.")
    wanted = browse.Wanted(
        metric=options.metric,
        segment=options.segment,
        source=options.source,
        period=browse.read_wanted_period(options.period) if options.period else browse.WantedPeriod(),
        page=options.page,
    )
    curated = _curated(options)
    deck = browse.find_deck(browse.load_manifest(curated), options.deck)
    reasons = _reasons(curated, deck)
    facts = browse.load_records(curated, "facts", Fact, deck)
    chosen = browse.select_facts(facts, wanted)
    drawn = _draw(options, curated, deck, chosen) if options.page and deck.verdict is Verdict.PUBLISHED else None
    if options.json:
        shown = terminal.records_json(chosen[: options.limit])
        found = {"deck": _deck_json(deck), "quarantined": terminal.records_json(reasons), "facts": shown}
        terminal.print_json(found | ({"image": str(options.image)} if drawn else {}))
    elif deck.verdict is Verdict.QUARANTINED:
        terminal.show_quarantine(reasons)
    else:
        terminal.show_facts(deck, chosen, len(facts), options.limit)
        if drawn:
            terminal.say(f"Page {options.page} is drawn in {options.image}: {drawn}")
    return EXIT_KEPT_OUT if deck.verdict is Verdict.QUARANTINED else 0


def _draw(options: argparse.Namespace, curated: Path, deck: DeckEntry, facts: Sequence[Fact]) -> str | None:
    """Draw the page with these facts and its refusals, and say what is on the picture; null where none is wanted."""
    from deckfacts import browse, pages  # noqa: PLC0415  not for --help

    document = browse.load_records(curated, "documents", Document, deck)[0]
    pages.check_page(document, options.page)
    if not options.image:
        return None
    drawing = _of_the_checkout("extractors.pdf.drawing", "show --image")
    refusals = browse.load_records(curated, "refusals", Refusal, deck)
    cells = browse.load_records(curated, "tables", TableCell, deck)
    marks = pages.marks_of(facts, refusals, cells, options.page)
    data = pages.read_raw(options.raw, document)
    name = deck_name(document.company, document.file)
    pages.write_image(options.image, drawing.draw_page(data, options.page, marks, where=name))
    return pages.count_marks(marks)


def run_checks(options: argparse.Namespace) -> int:
    """Failed checks of one deck or of all."""
    from deckfacts import browse, terminal  # noqa: PLC0415  not for --help

    curated, manifest, deck = _published(options)
    checks = browse.load_records(curated, "checks", FailedCheck, deck)
    if options.json:
        terminal.print_json({"checks": terminal.records_json(checks)})
    else:
        terminal.show_checks(checks, _files(manifest))
    return 0


def run_refusals(options: argparse.Namespace) -> int:
    """Refusals of one deck or of all, of one reason or of all."""
    from deckfacts import browse, terminal  # noqa: PLC0415  not for --help

    curated, manifest, deck = _published(options)
    refusals = browse.load_records(curated, "refusals", Refusal, deck)
    chosen = [one for one in refusals if options.reason in {None, one.reason}]
    if options.json:
        terminal.print_json({"refusals": terminal.records_json(chosen)})
    else:
        terminal.show_refusals(chosen, _files(manifest))
    return 0


def run_status(options: argparse.Namespace) -> int:
    """What is published, and what was kept out."""
    from deckfacts import browse, terminal  # noqa: PLC0415  not for --help

    curated = _curated(options)
    manifest = browse.load_manifest(curated)
    documents = browse.load_records(curated, "documents", Document)
    reasons = browse.load_records(curated, "quarantine", Quarantined)
    if options.json:
        terminal.print_json(
            {
                "curated": str(curated),
                "snapshot": manifest.snapshot,
                "decks": [_deck_json(deck) for deck in manifest.decks],
                "documents": terminal.records_json(documents),
                "quarantine": terminal.records_json(reasons),
            }
        )
        return 0
    terminal.show_status(manifest, documents)
    if reasons:
        terminal.show_quarantine(reasons)
    terminal.say(f"Parquet: {curated}/facts (and documents, tables, refusals, checks, quarantine)")
    return 0


def _curated(options: argparse.Namespace) -> Path:
    return options.curated or Path(os.environ.get("DECKFACTS_CURATED") or "curated")


def _published(options: argparse.Namespace) -> tuple[Path, Manifest, DeckEntry | None]:
    from deckfacts import browse  # noqa: PLC0415  not for --help

    curated = _curated(options)
    manifest = browse.load_manifest(curated)
    return curated, manifest, browse.find_deck(manifest, options.deck) if options.deck else None


def _reasons(curated: Path, deck: DeckEntry) -> list[Quarantined]:
    from deckfacts import browse  # noqa: PLC0415  not for --help

    if not deck.quarantined:
        return []
    rows = browse.load_records(curated, "quarantine", Quarantined)
    return [row for row in rows if (row.company, row.file) == (deck.key.company, deck.key.file)]


def _files(manifest: Manifest) -> dict[str, str]:
    return {deck.document_id: deck_name(deck.key.company, deck.key.file) for deck in manifest.decks}


def _deck_json(deck: DeckEntry) -> dict[str, str | int | tuple[str, ...]]:
    return {
        "company": deck.key.company,
        "file": deck.key.file,
        "document_id": deck.document_id,
        "verdict": str(deck.verdict),
        "facts": deck.facts,
        "refusals": deck.refusals,
        "unexplained": deck.unexplained,
        "checks_failed": deck.checks_failed,
        "quarantined": deck.quarantined,
        "warnings": deck.warnings,
    }
