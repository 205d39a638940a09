"""Opening: which files are refused, why, and which are read although something about them is odd."""

import re
import resource

import pytest

from deckfacts.errors import DocumentError, TextlessDocumentError
from extractors import limits
from extractors.pdf import opening, wholeness
from extractors.pdf.document import extract_pdf
from extractors.pdf.opening import open_page, open_pdf
from tests import hostile_pdfs as hostile

FILE = "norvale/4q.pdf"
CUT = hostile.sound()[:-30]
SEARCHED = re.sub(rb"startxref\n\d+", b"startxref\n7", hostile.sound())
"""A file whose table of objects is not where it says, so that its objects have to be searched for."""


def refusal(data: bytes) -> DocumentError:
    """Why a file is not opened."""
    with pytest.raises(DocumentError) as caught:
        open_pdf(data, where=FILE)
    assert caught.value.where == FILE
    assert caught.value.advice
    return caught.value


@pytest.mark.parametrize(
    ("data", "reason", "says"),
    [
        (b"", "empty", "empty"),
        (b"<html><body>404 Not Found</body></html>", "unsupported", "it is none"),
        (hostile.locked(), "encrypted", "only with a password"),
        (hostile.oddly_locked(), "encrypted", "in a way that is not known"),
        (b"%PDF-1.7\n%\xe2\xe3\n", "damaged", "can't be opened"),
        (CUT, "damaged", "can't be opened"),
        (hostile.many_pages(limits.MAX_PAGES + 1), "oversized", "1,001 pages; a deck may have 1,000"),
        (hostile.claimed_pages(), "oversized", "300,000 pages"),
    ],
)
def test_refused(data: bytes, reason: str, says: str) -> None:
    """Ensures that a file that can't be opened or is no deck is refused with its reason and what to do."""
    error = refusal(data)
    assert error.reason == reason
    assert says in error.message


def replaced(data: bytes, old: bytes, new: bytes) -> bytes:
    """The file with something in it replaced by as many bytes, which must be there."""
    assert old in data
    assert len(old) == len(new)
    return data.replace(old, new)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (hostile.without_object(4), "object 4, of page 1, is missing"),
        (hostile.without_object(3), "object 3, of page 1, is missing"),
        (hostile.without_object(8), "page 2 is missing"),
        (hostile.broken_contents(which=1), "page 2, object 5, can't be unpacked"),
        (replaced(hostile.sound(), b"/Contents 5 0 R", b"/Contents 3 0 R"), "what page 2 draws is missing"),
        (replaced(hostile.sound(), b"/Contents 5 0 R", b"/Kontents 5 0 R"), "what page 2 draws is missing"),
        (replaced(hostile.sound(), b"/F1 3 0 R", b"/F1 9 0 R"), "page 1 uses F1, which is missing"),
        (replaced(hostile.form_in_itself(), b"/X 5 0 R", b"/X 4 0 R"), "page 1 uses X, which is missing"),
        (replaced(hostile.sound(), b"[7 0 R 8 0 R", b"[7 0 R 4 0 R"), "page 2 is missing"),
        (replaced(hostile.sound(), b"/Count 3", b"/Count 2"), "it says that it has 2 pages, and 3 can be found"),
        (hostile.misplaced_object(), "its table of objects is wrong"),
        (SEARCHED.replace(b"endobj\n3 0 obj", b"endobj\n4 0 obj\n()\nendobj\n3 0 obj"), "in several versions"),
        (SEARCHED.removesuffix(b"%%EOF\n"), "its end is missing"),
        (hostile.looping_table(), "a version of itself that it does not hold"),
        (hostile.deleted_from_plain(), "a part of page 1, object 4, is gone"),
        (hostile.breaking_off(), "page 1, object 4, breaks off"),
    ],
)
def test_damaged(data: bytes, says: str) -> None:
    """Ensures that a file that lacks something that its pages print is refused, with the page: pdfium reads on."""
    error = refusal(data)
    assert error.reason == "damaged"
    assert says in error.message


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(hostile.sound(), id="sound"),
        pytest.param(b"HTTP/1.1 200 OK\r\n\r\n" + hostile.sound(), id="lines before it"),
        pytest.param(hostile.sound() + b"\0" * 500, id="zeros behind it"),
        pytest.param(hostile.restricted(), id="encrypted without a password, copying not allowed"),
        pytest.param(SEARCHED, id="table searched for"),
        pytest.param(hostile.deep_array(), id="deep array"),
        pytest.param(hostile.form_in_itself(), id="form in itself"),
        pytest.param(hostile.without_checksum(), id="no checksum behind what is packed"),
    ],
)
def test_read_all_the_same(data: bytes) -> None:
    """Ensures that an odd file is read whole as long as all that it prints is there."""
    numbers = {number.digits for number in extract_pdf(data, where=FILE).numbers}
    assert {"4", "210", "310", "205"} <= numbers


@pytest.mark.parametrize("times", [1, 2])
def test_bomb(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Ensures that what unpacks to too much is refused before pdfium would unpack it."""
    monkeypatch.setattr(wholeness, "MAX_UNPACKED_BYTES", 2**20)
    error = refusal(hostile.bomb(2**21, times))
    assert error.reason == "oversized"
    assert "page 1, object 4, unpacks to more than 1 MiB" in error.message


@pytest.mark.parametrize("data", [hostile.scan(), hostile.recognised_scan()])
def test_scan(data: bytes) -> None:
    """Ensures that pictures of pages are refused with advice, also where OCR laid unseen text over them."""
    with pytest.raises(TextlessDocumentError, match="ocrmypdf --sidecar"):
        extract_pdf(data, where=FILE)


def test_page_that_fails() -> None:
    """Ensures that a page that pdfium can't load ends the reading with the number of that page."""
    document = open_pdf(hostile.sound(3), where=FILE)
    with pytest.raises(DocumentError, match="page 4 is damaged") as caught:
        open_page(document, 3, where=FILE)
    assert caught.value.reason == "damaged"


def test_time_for_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a document's pages are counted when its time is allotted."""
    allowed: list[int] = []
    monkeypatch.setattr(opening, "allow_pages", allowed.append)
    open_pdf(hostile.sound(3), where=FILE)
    assert allowed == [3]


@pytest.mark.parametrize(("soft", "hard", "expected"), [(60, 500, (65, 500)), (60, 62, (62, 62))])
def test_allow_pages(monkeypatch: pytest.MonkeyPatch, soft: int, hard: int, expected: tuple[int, int]) -> None:
    """Ensures that pages add to a limit up to the hard one."""
    found: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (soft, hard))
    monkeypatch.setattr(resource, "setrlimit", lambda kind, values: found.append(values))
    limits.allow_pages(5)
    assert found == [expected]


def test_allow_pages_without_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a process without a limit, as in the bench, gets none."""
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    monkeypatch.setattr(resource, "setrlimit", lambda kind, values: pytest.fail("a limit was set"))
    limits.allow_pages(5)
