"""Notation: what the reader found on pages, as short texts that tests compare."""

import pypdfium2

from deckfacts.deck import Block, Bullet, Deck, Heading, Slide, Table
from extractors.pdf.document import extract_pdf, pages_of
from extractors.pdf.page import Page
from tests.extractors.pdf.drawing import Sheet, write_pdf


def read_pages(*sheets: Sheet) -> list[Page]:
    """The pages as the geometry has them."""
    return list(pages_of(pypdfium2.PdfDocument(write_pdf(*sheets))))


def read_sheets(*sheets: Sheet) -> Deck:
    """The deck that the pages make."""
    return extract_pdf(write_pdf(*sheets), where="test.pdf")


def outline(slide: Slide) -> list[str]:
    """A slide's title and blocks, one text each: "# title", "## heading", "* bullet", "- - bullet" deeper, text."""
    title = [f"# {slide.title.text.text}"] if slide.title else []
    return title + [_short(block) for block in slide.blocks]


def _short(block: Block) -> str:
    if isinstance(block, Heading):
        return f"## {block.text.text}"
    if isinstance(block, Bullet):
        return f"{'* ' * block.level}{block.text.text}"
    if isinstance(block, Table):
        return "table " + " | ".join(cell.plain for cell in block.cells)
    return block.text.text
