"""Flow: the words of a page that no table or chart holds become title, headings, bullets and paragraphs, in order."""

from collections.abc import Sequence

from deckfacts.deck import Block, Heading, Paragraph, Slide
from extractors.pdf.page import Page
from extractors.pdf.regions import Region
from extractors.pdf.texts import text_of
from extractors.pdf.words import Word, find_pieces


def read_slide(page: Page, words: Sequence[Word], regions: Sequence[Region]) -> Slide:
    """The slide that a page is: its title, and its blocks in reading order."""
    placed: list[tuple[float, Block]] = [(region.box.top, region.table) for region in regions]
    pieces = [piece for piece in find_pieces(words)]
    title = None
    if pieces and pieces[0].size >= max(piece.size for piece in pieces):
        title = Heading(text_of(pieces.pop(0).words, page.number), 1)
    placed += [(piece.baseline, Paragraph(text_of(piece.words, page.number))) for piece in pieces]
    return Slide(title, tuple(block for _, block in sorted(placed, key=lambda pair: pair[0])))
