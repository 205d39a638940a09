"""Finding: the charts of a page."""

from collections.abc import Sequence

from extractors.pdf.page import Page
from extractors.pdf.regions import Region
from extractors.pdf.words import Word


def find_charts(page: Page, words: Sequence[Word]) -> list[Region]:
    """The charts with data labels that the page draws, from top to bottom."""
    return []
