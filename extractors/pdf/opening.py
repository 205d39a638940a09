"""Opening: the bytes of a PDF become a document that pdfium has open, every page of it whole, or a named error."""

import pypdfium2
import pypdfium2.raw as pdfium

from deckfacts.errors import (
    DamagedDocumentError,
    EmptyDocumentError,
    EncryptedDocumentError,
    OversizedDocumentError,
    TextlessDocumentError,
    UnsupportedDocumentError,
)
from extractors.limits import MAX_PAGES, allow_pages
from extractors.pdf.wholeness import REPAIR, check_whole

MAGIC = b"%PDF-"
MAGIC_WITHIN = 1024
"""Bytes at the beginning within which the magic stands: mail systems and servers put lines before it."""

_UNLOCK = "Open it with its password, save it without one (or print it to a new PDF), and ingest that."


def open_pdf(data: bytes, *, where: str) -> pypdfium2.PdfDocument:
    """Open a PDF; `where` names it in errors. Raises a DocumentError.

    A file that opens without a password is read whatever its permissions say: they ask programs not to copy text,
    and bind nobody to keep published figures to himself.
    """
    if not data.strip():
        raise EmptyDocumentError("the file is empty.", where=where, advice="Fetch the deck again.")
    if MAGIC not in data[:MAGIC_WITHIN]:
        raise UnsupportedDocumentError(
            "the file's name ends like a PDF's and it is none.",
            where=where,
            advice="Look into it: servers send a web page where a file is gone. Fetch the deck again.",
        )
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refusal(error.err_code, where) from error
    if len(document) > MAX_PAGES:
        raise OversizedDocumentError(
            f"the file has {len(document):,} pages; a deck may have {MAX_PAGES:,}.",
            where=where,
            advice="Take out the pages that hold the results, and ingest those.",
        )
    allow_pages(len(document))
    rebuilt = not pdfium.FPDF_DocumentHasValidCrossReferenceTable(document)
    check_whole(data, pages=len(document), rebuilt=rebuilt, where=where)
    return document


def open_page(
    document: pypdfium2.PdfDocument, at: int, *, where: str
) -> tuple[pypdfium2.PdfPage, pypdfium2.PdfTextPage]:
    """Page `at`, counted from 0, and its text; the caller closes both, the text first."""
    try:
        page = document[at]
        return page, page.get_textpage()
    except pypdfium2.PdfiumError as error:
        message = f"page {at + 1} is damaged and can't be read."
        raise DamagedDocumentError(message, where=where, advice=REPAIR) from error


def no_text(where: str) -> TextlessDocumentError:
    """For a scan; also for one with text that OCR laid over it, as that can't be seen and nobody has checked it."""
    return TextlessDocumentError(
        "no page prints text that can be read, as in a scan.",
        where=where,
        advice="Make text of it (`ocrmypdf --sidecar deck.txt`), compare its figures with the scan, and ingest that.",
    )


def _refusal(code: int | None, where: str) -> EncryptedDocumentError | DamagedDocumentError:
    if code == pdfium.FPDF_ERR_PASSWORD:
        return EncryptedDocumentError("the file opens only with a password.", where=where, advice=_UNLOCK)
    if code == pdfium.FPDF_ERR_SECURITY:
        return EncryptedDocumentError("the file is encrypted in a way that is not known.", where=where, advice=_UNLOCK)
    return DamagedDocumentError("the file begins like a PDF and can't be opened.", where=where, advice=REPAIR)
