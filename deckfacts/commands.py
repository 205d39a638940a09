"""Commands: from the options of a command to what it shows and its exit code."""

import argparse
import importlib
import os
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Final

from deckfacts import browse, listings, pages, release_facts, releases, status, terminal
from deckfacts.contract import Document, Fact, FailedCheck, Quarantined, Refusal, TableCell
from deckfacts.errors import ConfigurationError
from deckfacts.intake import deck_name
from deckfacts.manifest import DeckEntry, Manifest, Verdict
from deckfacts.places import Place, as_place
from deckfacts.series.records import CrossCheck, GuidanceStep

EXIT_KEPT_OUT = 1

SETTINGS_FILE = Path("deckfacts.toml")

CHECKOUT = Path(__file__).resolve().parents[1]


def run_ingest(options: argparse.Namespace) -> int:
    """Hand over to the flows."""
    command = of_the_checkout("flows.command", "ingest")
    if options.company and not options.paths:
        advice = "Name files or folders as well, or leave it out: under raw a deck's folder says whose it is."
        raise ConfigurationError("only goes with PATH.", where="--company", advice=advice)
    code: int = command.run(
        raw=_raw(options),
        curated=_curated(options),
        profiles=options.profiles or _folder_of_ours("profiles"),
        corrections=options.corrections or _folder_of_ours("corrections"),
        paths=tuple(options.paths),
        company=options.company,
        prune=options.prune,
        as_json=options.json,
    )
    return code


def run_serve(options: argparse.Namespace) -> int:
    """Hand over to the flows, until a signal ends it."""
    serving = of_the_checkout("flows.serving", "serve")
    settings = of_the_checkout("flows.settings", "serve").load_settings()
    places = serving.Places(
        raw=options.raw or as_place(settings.raw),
        curated=options.curated or as_place(settings.curated),
        profiles=options.profiles or _folder_of_ours("profiles"),
        corrections=options.corrections or _folder_of_ours("corrections"),
    )
    code: int = serving.run(settings, places)
    return code


def _folder_of_ours(name: str) -> Path:
    """The folder here, else the checkout's; the one here, though it is missing, where neither is there."""
    return next((folder for folder in (Path(name), CHECKOUT / name) if folder.is_dir()), Path(name))


def of_the_checkout(module: str, what: str) -> ModuleType:
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
        found = {"deck": status.deck_json(deck), "quarantined": terminal.records_json(reasons), "facts": shown}
        terminal.print_json(found | ({"image": str(options.image)} if drawn else {}))
    elif deck.verdict is Verdict.QUARANTINED:
        terminal.show_quarantine(reasons)
    else:
        terminal.show_facts(deck, chosen, len(facts), options.limit)
        if drawn:
            terminal.say(f"Page {options.page} is drawn in {options.image}: {drawn}")
    return EXIT_KEPT_OUT if deck.verdict is Verdict.QUARANTINED else 0


def _draw(options: argparse.Namespace, curated: Place, deck: DeckEntry, facts: Sequence[Fact]) -> str | None:
    """Draw the page with these facts and its refusals, and say what is on the picture; null where none is wanted."""
    document = browse.load_records(curated, "documents", Document, deck)[0]
    pages.check_page(document, options.page)
    if not options.image:
        return None
    drawing = of_the_checkout("extractors.pdf.drawing", "show --image")
    refusals = browse.load_records(curated, "refusals", Refusal, deck)
    cells = browse.load_records(curated, "tables", TableCell, deck)
    marks = pages.marks_of(facts, refusals, cells, options.page)
    data = pages.read_raw(_raw(options), document)
    name = deck_name(document.company, document.file)
    pages.write_image(options.image, drawing.draw_page(data, options.page, marks, where=name))
    return pages.count_marks(marks)


def run_checks(options: argparse.Namespace) -> int:
    """Failed checks of one deck or of all."""
    curated, manifest, deck = _published(options)
    checks = browse.load_records(curated, "checks", FailedCheck, deck)
    if options.json:
        terminal.print_json({"checks": terminal.records_json(checks)})
    else:
        terminal.show_checks(checks, _files(manifest))
    return 0


def run_refusals(options: argparse.Namespace) -> int:
    """Refusals of one deck or of all, of one reason or of all."""
    curated, manifest, deck = _published(options)
    refusals = browse.load_records(curated, "refusals", Refusal, deck)
    chosen = [one for one in refusals if options.reason in {None, one.reason}]
    if options.json:
        terminal.print_json({"refusals": terminal.records_json(chosen)})
    else:
        terminal.show_refusals(chosen, _files(manifest))
    return 0


def run_status(options: argparse.Namespace) -> int:
    """What is published, what was kept out, how the last runs ended, and what is due."""
    curated = _curated(options)
    standing = status.load_standing(curated, datetime.now(UTC).date())
    if options.json:
        terminal.print_json(status.standing_json(standing, curated))
    else:
        status.show_standing(standing, curated)
    return 0


def run_metrics(options: argparse.Namespace) -> int:
    """What is published and how the last runs went, as Prometheus reads it."""
    metrics = of_the_checkout("flows.metrics", "metrics")
    curated, day = _curated(options), datetime.now(UTC).date()
    if options.json:
        terminal.print_json({"metrics": metrics.metrics_json(curated, day)})
    else:
        sys.stdout.write(metrics.metrics_text(curated, day))
    return 0


def run_guidance(options: argparse.Namespace) -> int:
    """Targets step by step, of one company or of all."""
    manifest, steps = _of_company(options, "guidance", GuidanceStep)
    if options.json:
        terminal.print_json({"guidance": terminal.records_json(steps)})
    else:
        listings.show_guidance(steps, _files(manifest))
    return 0


def run_restatements(options: argparse.Namespace) -> int:
    """What later decks state differently, of one company or of all."""
    manifest, checks = _of_company(options, "cross_checks", CrossCheck)
    if options.json:
        terminal.print_json({"restatements": terminal.records_json(checks)})
    else:
        listings.show_restatements(checks, _files(manifest))
    return 0


def run_releases(options: argparse.Namespace) -> int:
    """Every release, the oldest first."""
    curated = _curated(options)
    browse.load_manifest(curated)
    found = releases.read_releases(curated)
    if options.json:
        terminal.print_json({"releases": [release.to_json() for release in found]})
    else:
        listings.show_releases(found)
    return 0


def run_diff(options: argparse.Namespace) -> int:
    """Facts that are changed, new or gone between two releases."""
    curated = _curated(options)
    browse.load_manifest(curated)
    before, after = release_facts.find_sides(curated, [one for one in (options.before, options.after) if one])
    found = release_facts.find_differences(curated, before, after, company=options.company)
    if options.json:
        shown = {"before": terminal.records_json([before])[0], "after": terminal.records_json([after])[0]}
        terminal.print_json(shown | listings.differences_json(found, options.limit))
    else:
        listings.show_differences(before.name, after.name, found, options.limit)
    return 0


def run_export(options: argparse.Namespace) -> int:
    """Write a workbook of what is published."""
    from deckfacts.workbook import write_workbook  # noqa: PLC0415  not for the other commands

    written = write_workbook(options.xlsx, _curated(options), company=options.company, as_of=options.as_of)
    if options.json:
        terminal.print_json({"xlsx": str(options.xlsx), "sheets": written.sheets, "numbers": written.numbers})
    else:
        terminal.say(f"{options.xlsx}: {written.numbers:,} numbers on {written.sheets} sheets")
    return 0


def _raw(options: argparse.Namespace) -> Place:
    return options.raw or as_place(_setting("raw"))


def _curated(options: argparse.Namespace) -> Place:
    return options.curated or as_place(_setting("curated"))


def _setting(name: str) -> str:
    """What is set of a place, as `flows.settings` reads it, without what that imports."""
    given = os.environ.get(f"DECKFACTS_{name.upper()}")
    if not given and SETTINGS_FILE.is_file():
        try:
            given = tomllib.loads(SETTINGS_FILE.read_text(encoding="utf-8")).get(name)
        except (OSError, ValueError) as error:
            raise ConfigurationError(
                f"can't be read: {error}.", where=str(SETTINGS_FILE), advice="Correct it."
            ) from error
    return str(given or name)


def _published(options: argparse.Namespace) -> tuple[Place, Manifest, DeckEntry | None]:
    curated = _curated(options)
    manifest = browse.load_manifest(curated)
    return curated, manifest, browse.find_deck(manifest, options.deck) if options.deck else None


def _of_company(
    options: argparse.Namespace, dataset: str, kind: type[browse.Record]
) -> tuple[Manifest, list[browse.Record]]:
    """The publication, and the rows of a dataset that speaks of whole companies; only those of one, if it is given."""
    curated = _curated(options)
    manifest = browse.load_manifest(curated)
    known = sorted({deck.key.company for deck in manifest.decks})
    if options.company is not None and options.company not in known:
        advice = f"Give one of {', '.join(known)}." if known else "There are no decks at all: run `deckfacts ingest`."
        raise ConfigurationError("there is no deck of this company.", where=options.company, advice=advice)
    return manifest, browse.load_records(curated, dataset, kind, company=options.company)


def _reasons(curated: Place, deck: DeckEntry) -> list[Quarantined]:
    if not deck.quarantined:
        return []
    rows = browse.load_records(curated, "quarantine", Quarantined)
    return [row for row in rows if (row.company, row.file) == (deck.key.company, deck.key.file)]


def _files(manifest: Manifest) -> dict[str, str]:
    return {deck.document_id: deck_name(deck.key.company, deck.key.file) for deck in manifest.decks}


RUN: Final[Mapping[str, Callable[[argparse.Namespace], int]]] = MappingProxyType(
    {
        "ingest": run_ingest,
        "serve": run_serve,
        "show": run_show,
        "checks": run_checks,
        "refusals": run_refusals,
        "status": run_status,
        "metrics": run_metrics,
        "guidance": run_guidance,
        "restatements": run_restatements,
        "releases": run_releases,
        "diff": run_diff,
        "export": run_export,
    }
)
"""What runs each command of the command line."""
