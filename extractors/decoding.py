"""Decoding: the bytes of a text deck become characters, or a named error."""

from dataclasses import dataclass

from charset_normalizer import from_bytes

from deckfacts.errors import (
    EmptyDocumentError,
    OversizedDocumentError,
    UndecodableDocumentError,
    UnsupportedDocumentError,
)

MAX_TEXT_BYTES = 8 * 1024 * 1024
"""A results deck as text is 20 to 500 KB; 8 MiB is far beyond any, and is still read in seconds."""

MAX_CONTROL_SHARE = 0.01
"""Text holds next to no control characters beside line breaks and tabs; compiled and compressed files hold 10%."""

LEGACY_ENCODINGS = ["cp932", "euc_jp", "cp1252", "gb18030", "big5", "cp949", "cp1251"]
"""What companies' documents of the last thirty years come in beside Unicode: Japan, Western Europe, China,
Taiwan, Korea, Russia. A guess among a hundred encodings would find exotic ones that fit by chance."""

BYTE_ORDER_MARKS = [
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
]

KNOWN_BINARIES = [
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x1f\x8b", "a gzip file"),
]


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file, and the encoding where it had to be guessed."""

    text: str
    guessed: str | None


def decode(data: bytes, *, where: str) -> Decoded:
    """Read bytes as text: by byte order mark, as UTF-8, or by the best guess among `LEGACY_ENCODINGS`.

    Raises EmptyDocumentError, OversizedDocumentError, UnsupportedDocumentError (not text) or UndecodableDocumentError.
    """
    if not data.strip():
        raise EmptyDocumentError("the file is empty.", where=where, advice="Fetch the deck again.")
    if len(data) > MAX_TEXT_BYTES:
        raise OversizedDocumentError(
            f"the file has {len(data):,} bytes; a text deck may have {MAX_TEXT_BYTES:,}.",
            where=where,
            advice="Check that it is one deck and not an archive of many; split it if it is.",
        )
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Decoded(_decode_as(data, encoding, where=where), None)
    _refuse_binary(data, where=where)
    try:
        text, guessed = data.decode("utf-8"), None
    except UnicodeDecodeError:
        text, guessed = _guess(data, where=where)
    if _control_share(text) > MAX_CONTROL_SHARE:
        raise _not_text("holds control characters that no text has", where=where)
    return Decoded(text, guessed)


def _decode_as(data: bytes, encoding: str, *, where: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise UndecodableDocumentError(
            f"the file begins like {encoding} and is not: {error.reason} at byte {error.start}.",
            where=where,
            advice="Save it as UTF-8.",
        ) from error


def _refuse_binary(data: bytes, *, where: str) -> None:
    for magic, what in KNOWN_BINARIES:
        if data.startswith(magic):
            raise _not_text(f"is {what}", where=where)
    if b"\x00" in data:
        raise _not_text("holds zero bytes", where=where)


def _not_text(what: str, *, where: str) -> UnsupportedDocumentError:
    return UnsupportedDocumentError(
        f"the file is not text: it {what}.", where=where, advice="Save the deck as PDF, text or Markdown, or remove it."
    )


def _guess(data: bytes, *, where: str) -> tuple[str, str]:
    best = from_bytes(data, cp_isolation=LEGACY_ENCODINGS, preemptive_behaviour=False, threshold=0.3).best()
    if best is None:
        raise UndecodableDocumentError(
            "the file is neither UTF-8 nor text in an encoding that can be told.",
            where=where,
            advice="Save it as UTF-8.",
        )
    return str(best), best.encoding


def _control_share(text: str) -> float:
    controls = sum(1 for char in text if char < " " and char not in "\t\n\r\f\v")
    return controls / max(len(text), 1)
