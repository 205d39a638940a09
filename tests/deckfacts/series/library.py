"""Library: the series of decks of invented companies under tests/series, read once, with their known answers."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from deckfacts.contract import ReadDeck
from deckfacts.manifest import DeckKey
from deckfacts.profiles import load_profile
from deckfacts.publication import Publication
from deckfacts.series.points import StatedDeck
from deckfacts.series.records import CompanySeries
from deckfacts.series.resolving import resolve_company
from extractors.reading import read_file

SERIES = Path(__file__).parents[2] / "series"
COMPANIES = ("halvorsen", "mizuhara")


@dataclass(frozen=True, slots=True)
class Told:
    """A company's decks as read, what they give together, and what is known of them."""

    decks: tuple[ReadDeck, ...]
    series: CompanySeries
    answers: Mapping[str, Any]

    def files(self) -> dict[str, str]:
        """The name of each deck's file by its document_id."""
        return {one.document.document_id: Path(one.document.file).name for one in self.decks}


@cache
def told(company: str) -> Told:
    """All that is known of a company of the library."""
    folder = SERIES / company
    profile = load_profile(folder / "profile.toml")
    decks = tuple(
        read_file(path, file=f"{company}/{path.name}", company=company, profile=profile)
        for path in sorted(folder.glob("*.md"))
    )
    series = resolve_company([StatedDeck(deck.document, deck.facts, deck.notices) for deck in decks])
    return Told(decks, series, tomllib.loads((folder / "answers.toml").read_text(encoding="utf-8")))


def publications(company: str) -> list[Publication]:
    """The company's decks, ready to be published."""
    return [
        Publication(DeckKey(company, deck.document.file), "reader 1", deck.document.document_id, deck)
        for deck in told(company).decks
    ]
