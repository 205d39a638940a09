"""Pages: from a page of a published PDF to its file below raw/ and the boxes of what was read on it."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from deckfacts.contract import Box, Document, Fact, Refusal, RefusalReason, Source, TableCell
from deckfacts.errors import ConfigurationError
from deckfacts.intake import deck_name
from deckfacts.places import Place

PDF = "application/pdf"
"""The media type of the documents that have pages."""


class MarkKind(StrEnum):
    """What a box on a page holds: a fact, by what printed it; a number that is no fact; a cell of a table or chart."""

    TABLE = "table"
    BULLET = "bullet"
    CHART = "chart"
    TEXT = "text"
    REFUSAL = "refused"
    CELL = "cell"


KINDS = MappingProxyType(
    {
        Source.TABLE: MarkKind.TABLE,
        Source.BULLET: MarkKind.BULLET,
        Source.CHART: MarkKind.CHART,
        Source.TEXT: MarkKind.TEXT,
    }
)
TAGS = MappingProxyType(
    {
        RefusalReason.DATE: "date",
        RefusalReason.PERIOD_LABEL: "period",
        RefusalReason.NUMBERING: "no.",
        RefusalReason.FOOTNOTE_MARK: "note",
        RefusalReason.NAME: "name",
        RefusalReason.CONTACT: "contact",
        RefusalReason.THRESHOLD: "limit",
        RefusalReason.AXIS_TICK: "tick",
        RefusalReason.MARKUP: "markup",
        RefusalReason.HIDDEN: "hidden",
        RefusalReason.UNREADABLE: "unread",
        RefusalReason.PICTURE: "picture",
    }
)
"""What stands beside a refused number on a picture, where there is room for a word only."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A box to draw; `tag` is a word to print beside it, or empty."""

    kind: MarkKind
    box: Box
    tag: str = ""


def check_page(document: Document, page: int) -> None:
    """ConfigurationError where the deck has no such page."""
    name = deck_name(document.company, document.file)
    if document.media_type != PDF:
        advice = "Leave --page and --image out: its facts have lines, which `deckfacts show` prints."
        raise ConfigurationError("is a text and has no pages.", where=name, advice=advice)
    if page > document.slides:
        advice = f"Name one from 1 to {document.slides}."
        raise ConfigurationError(f"there is no page {page}.", where=name, advice=advice)


def check_image(image: Path) -> None:
    """ConfigurationError where no picture can be put under that name."""
    if image.suffix.lower() != ".png":
        raise ConfigurationError(
            "pictures are drawn as PNG.", where=str(image), advice="Name a file that ends in .png."
        )
    if not image.parent.is_dir():
        advice = "Make it, or name a file in another folder."
        raise ConfigurationError("there is no such folder.", where=str(image.parent), advice=advice)
    if image.is_dir():
        raise ConfigurationError("is a folder.", where=str(image), advice="Name a file in it.")


def write_image(image: Path, png: bytes) -> None:
    """Write a picture; ConfigurationError where that is not allowed."""
    try:
        image.write_bytes(png)
    except OSError as error:
        advice = "Name a file that you may write."
        raise ConfigurationError(f"can't be written ({error.strerror}).", where=str(image), advice=advice) from error


def read_raw(raw: Place, document: Document) -> bytes:
    """The bytes of the file that the document was read from; ConfigurationError where it is gone or another by now."""
    name = deck_name(document.company, document.file)
    try:
        there = [path for path in _candidates(raw, document) if path.is_file()]
        for path in there:
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() == document.sha256:
                return data
    except OSError as error:
        advice = f"Name a place with --raw where {name} may be read."
        raise ConfigurationError(f"can't be read ({error.strerror}).", where=str(raw), advice=advice) from error
    if there:
        advice = (
            f"Its boxes no longer fit. Run `deckfacts ingest` again, or name the folder of the old {name} with --raw."
        )
        raise ConfigurationError("has changed since it was read.", where=str(there[0]), advice=advice)
    advice = f"Name the folder that holds {name}, or its company's folder, with --raw."
    raise ConfigurationError("the file that the deck was read from is not there.", where=str(raw), advice=advice)


def _candidates(raw: Place, document: Document) -> Iterator[Place]:
    """Where the file may be: a deck out of raw/ is named from there, one given by path has its bare name."""
    yield raw / document.file
    yield raw / document.company / document.file
    yield raw / PurePosixPath(document.file).name


def marks_of(facts: Iterable[Fact], refusals: Iterable[Refusal], cells: Iterable[TableCell], page: int) -> list[Mark]:
    """What to draw on a page, what covers more of it first."""
    marks = [Mark(MarkKind.CELL, cell.bbox) for cell in cells if cell.page == page and cell.bbox]
    marks += [Mark(MarkKind.REFUSAL, one.bbox, TAGS[one.reason]) for one in refusals if one.page == page and one.bbox]
    marks += [Mark(KINDS[fact.source], fact.bbox) for fact in facts if fact.page == page and fact.bbox]
    return marks


def count_marks(marks: Iterable[Mark]) -> str:
    """`12 facts (8 table, 4 chart), 5 refused (3 date, 2 period)`: what a picture shows."""
    found = list(marks)
    facts = Counter(mark.kind for mark in found if mark.kind in KINDS.values())
    refused = Counter(mark.tag for mark in found if mark.kind is MarkKind.REFUSAL)
    return f"{_counted('facts', facts)}, {_counted('refused', refused)}"


def _counted(name: str, parts: Counter[str] | Counter[MarkKind]) -> str:
    listed = ", ".join(f"{count} {part}" for part, count in parts.most_common())
    return f"{parts.total()} {name} ({listed})" if parts else f"0 {name}"
