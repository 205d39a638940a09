"""Artifacts: what was read of a run's decks, as the tables, texts and links that Prefect's pages show.

They are rendered as Markdown and HTML, so whatever a deck prints is made inert first.
"""

import html
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from deckfacts.contract import Source
from deckfacts.places import Place
from deckfacts.plain import plain
from flows.report import DeckReport

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~])")


ROWS = 500
"""Of the table of decks: what a page can show. The decks that were kept out come first."""


def deck_rows(decks: Sequence[DeckReport]) -> list[dict[str, str | int]]:
    """A row for each deck of the run: facts by source, refusals, failed checks, and what kept it out."""
    shown = sorted(decks, key=lambda deck: not deck.quarantined)[:ROWS] if len(decks) > ROWS else decks
    return [
        {
            "deck": inert(deck.name),
            "verdict": deck.verdict,
            **{f"{source.value} facts": deck.facts.get(source.value, 0) for source in Source},
            "refusals": deck.refusals,
            "unexplained": deck.unexplained,
            "failed checks": deck.checks_failed,
            "kept out because": inert("; ".join(why.message for why in deck.quarantined)),
        }
        for deck in shown
    ]


def deck_markdown(deck: DeckReport, links: Mapping[str, Place]) -> str:
    """A deck's own page: facts by source, refusals by reason, failed checks, and links to where it all stands."""
    lines = [f"## {inert(deck.name)}", "", inert(deck.line), ""]
    lines += _counts("Facts by source", deck.facts) + _counts("Refusals by reason", deck.refusals_by_reason)
    for title, items in (
        ("Assumed", deck.assumptions),
        ("Failed checks", deck.checks),
        ("Failed expectations", deck.warnings),
        ("Kept out because", [f"{why.reason}: {why.message} {why.advice}" for why in deck.quarantined]),
    ):
        lines += [f"### {title}", "", *(f"- {inert(item)}" for item in items), ""] if items else []
    lines += ["### Where it stands", "", *(f"- [{name}]({uri(path)})" for name, path in links.items())]
    return "\n".join(lines) + "\n"


def _counts(title: str, counts: Mapping[str, int]) -> list[str]:
    if not counts:
        return []
    rows = [f"| {inert(name)} | {count} |" for name, count in counts.items()]
    return [f"### {title}", "", "| | |", "| --- | ---: |", *rows, f"| total | {sum(counts.values())} |", ""]


def uri(place: Place) -> str:
    """A link to a file or a folder of this machine, or the address of a place in a store."""
    return place.resolve().as_uri() if isinstance(place, Path) else str(place)


def inert(text: str) -> str:
    """Text of a deck that neither Markdown nor HTML makes anything of."""
    return _MARKDOWN.sub(r"\\\1", html.escape(plain(text), quote=False))
