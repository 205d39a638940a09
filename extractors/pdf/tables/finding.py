"""Finding: the tables of a page."""

from collections.abc import Sequence

from extractors.pdf.page import Page
from extractors.pdf.regions import Region
from extractors.pdf.words import Word


def find_tables(page: Page, words: Sequence[Word]) -> list[Region]:
    """The tables that `words` and the page's rules and areas form, from top to bottom."""
    return []
