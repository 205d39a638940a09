"""Tests of what is drawn on a page, and of the search for the file that it is drawn from."""

import hashlib
from pathlib import Path

import pytest

from deckfacts.contract import Box, Document, RefusalReason, Source
from deckfacts.errors import ConfigurationError
from deckfacts.pages import KINDS, TAGS, Mark, MarkKind, check_image, check_page, count_marks, marks_of, read_raw
from tests.builders import document, fact, refusal, table_cell

BOX = Box(1.0, 2.0, 3.5, 4.0)
DATA = b"%PDF- the deck"


def deck(file: str = "norvale/4q.pdf", pages: int = 4) -> Document:
    """A PDF that was published."""
    sha256 = hashlib.sha256(DATA).hexdigest()
    return document(file=file, media_type="application/pdf", slides=pages, sha256=sha256)


def test_marks_are_those_of_the_page() -> None:
    """Ensures that facts, refusals and cells of other pages, and those without a place, are not drawn."""
    here = [fact(page=3, bbox=BOX, source=source) for source in Source]
    facts = [*here, fact(page=4, bbox=BOX), fact(page=3, bbox=None), fact()]
    refusals = [refusal(page=3, bbox=BOX, reason=RefusalReason.AXIS_TICK), refusal(page=2, bbox=BOX), refusal(page=3)]
    marks = marks_of(facts, refusals, [table_cell(page=3, bbox=BOX), table_cell()], 3)
    assert marks == [
        Mark(MarkKind.CELL, BOX),
        Mark(MarkKind.REFUSAL, BOX, "tick"),
        *(Mark(kind, BOX) for kind in (MarkKind.TABLE, MarkKind.BULLET, MarkKind.CHART, MarkKind.TEXT)),
    ]
    assert count_marks(marks) == "4 facts (1 table, 1 bullet, 1 chart, 1 text), 1 refused (1 tick)"
    assert count_marks([]) == "0 facts, 0 refused"


def test_every_source_and_reason_can_be_drawn() -> None:
    """Ensures that no source lacks a kind and no reason a word of its own that is short enough for a picture."""
    assert set(KINDS) == set(Source)
    assert set(TAGS) == set(RefusalReason)
    assert len(set(TAGS.values())) == len(TAGS)
    assert max(map(len, TAGS.values())) <= 8


@pytest.mark.parametrize(
    ("file", "raw", "there"),
    [
        pytest.param("norvale/4q.pdf", "raw", "raw/norvale/4q.pdf", id="from raw"),
        pytest.param("4q.pdf", "decks", "decks/norvale/4q.pdf", id="given by path, in the company's folder"),
        pytest.param("4q.pdf", "decks", "decks/4q.pdf", id="given by path"),
        pytest.param("./2031/4q.pdf", "decks", "decks/2031/4q.pdf", id="out of a folder"),
        pytest.param("norvale/2031/4q.pdf", "raw/norvale/2031", "raw/norvale/2031/4q.pdf", id="its own folder named"),
    ],
)
def test_the_file_is_found(tmp_path: Path, file: str, raw: str, there: str) -> None:
    """Ensures that the file is found below raw, whichever way it was given when it was read."""
    path = tmp_path / there
    path.parent.mkdir(parents=True)
    path.write_bytes(DATA)
    assert read_raw(tmp_path / raw, deck(file)) == DATA


def test_the_file_with_the_right_bytes_is_taken(tmp_path: Path) -> None:
    """Ensures that another file of the same name is passed over."""
    (tmp_path / "norvale").mkdir()
    (tmp_path / "4q.pdf").write_bytes(b"another")
    (tmp_path / "norvale" / "4q.pdf").write_bytes(DATA)
    assert read_raw(tmp_path, deck("4q.pdf")) == DATA


def test_a_missing_file(tmp_path: Path) -> None:
    """Ensures that where the file is not there, the error says which file is looked for, and how to name its folder."""
    with pytest.raises(ConfigurationError, match=r"not there.*norvale/4q\.pdf.*--raw") as caught:
        read_raw(tmp_path, deck())
    assert caught.value.where == str(tmp_path)


def test_a_changed_file(tmp_path: Path) -> None:
    """Ensures that boxes are not drawn on a file that they were not read from."""
    path = tmp_path / "norvale" / "4q.pdf"
    path.parent.mkdir()
    path.write_bytes(DATA + b"\n")
    with pytest.raises(ConfigurationError, match=r"has changed.*ingest") as caught:
        read_raw(tmp_path, deck())
    assert caught.value.where == str(path)


@pytest.mark.parametrize(
    ("document", "page", "says"),
    [
        (document(), 1, "no pages.*lines"),
        (deck(pages=4), 5, "no page 5.*1 to 4"),
    ],
    ids=["a text", "beyond the last"],
)
def test_pages_that_are_not_there(document: Document, page: int, says: str) -> None:
    """Ensures that a page which the deck doesn't have is an error with advice."""
    with pytest.raises(ConfigurationError, match=says):
        check_page(document, page)


def test_pages_that_are_there() -> None:
    """Ensures that the first and the last page pass."""
    check_page(deck(pages=4), 1)
    check_page(deck(pages=4), 4)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("page.jpg", "PNG"),
        ("page", "PNG"),
        ("nowhere/page.png", "no such folder"),
        ("folder.png", "is a folder"),
    ],
)
def test_images_that_cannot_be(tmp_path: Path, name: str, says: str) -> None:
    """Ensures that a name under which no PNG can be written is refused before anything is drawn."""
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(ConfigurationError, match=says):
        check_image(tmp_path / name)


def test_images_that_can_be(tmp_path: Path) -> None:
    """Ensures that the suffix may be written in capitals."""
    check_image(tmp_path / "page.PNG")
