"""Reading: a file becomes the staged rows of its deck, or a named error."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from deckfacts.contract import ReadDeck
from deckfacts.corrections import Correction
from deckfacts.deck import Deck
from deckfacts.errors import OversizedDocumentError, UnsupportedDocumentError
from deckfacts.meaning.reading import SourceFile, read_deck
from deckfacts.profiles import Profile
from deckfacts.version import reader_version
from extractors.pdf.document import extract_pdf
from extractors.text.slides import extract_text

TEXT_SUFFIXES = frozenset({".txt", ".md", ".markdown", ".text", ".htm", ".html"})
PDF_SUFFIX = ".pdf"
PDF_MAGIC = b"%PDF-"

MAX_FILE_BYTES = 256 * 1024 * 1024
"""No results deck comes near this; a larger file would only fill the memory."""


def read_file(
    path: Path,
    *,
    file: str,
    company: str | None,
    profile: Profile | None,
    corrections: Sequence[Correction] = (),
) -> ReadDeck:
    """Read one deck; `file` is its name in the datasets and in errors, `corrections` are those of this deck.

    Raises a DocumentError, or OSError.
    """
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        raise OversizedDocumentError(
            f"the file has {size:,} bytes; a deck may have {MAX_FILE_BYTES:,}.",
            where=file,
            advice="Split or replace it.",
        )
    data = path.read_bytes()
    deck = extract(data, suffix=path.suffix.lower(), where=file)
    source = SourceFile(file, len(data), hashlib.sha256(data).hexdigest(), reader_version())
    return read_deck(deck, source, company, profile, corrections)


def extract(data: bytes, *, suffix: str, where: str) -> Deck:
    """Extract a deck from a file's bytes by the kind that its name ends in."""
    if suffix == PDF_SUFFIX or data.startswith(PDF_MAGIC):
        return extract_pdf(data, where=where)
    if suffix in TEXT_SUFFIXES:
        return extract_text(data, where=where)
    raise UnsupportedDocumentError(
        f"no reader takes files that end in {suffix or 'nothing'}.",
        where=where,
        advice=f"Save the deck as PDF, or as text or Markdown ({', '.join(sorted(TEXT_SUFFIXES))}).",
    )
