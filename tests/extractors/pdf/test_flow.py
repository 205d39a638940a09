"""Tests of the reading order and of the blocks that lines of text become."""

import pytest

from tests.extractors.pdf.drawing import Sheet
from tests.extractors.pdf.notation import outline, read_sheets

TITLE = "Second quarter at a glance"


def titled() -> Sheet:
    """A slide with a title."""
    return Sheet().text(40, 50, TITLE, 24)


def two_columns() -> Sheet:
    """Two columns of prose under a title, and a footnote over both."""
    left = ["Demand for pumps held up in all regions and", "the order book grew.", "Prices were stable."]
    right = ["The service business won two contracts that", "run for six years.", "Costs fell."]
    sheet = titled().column(40, 120, left, 12).column(380, 120, right, 12)
    return sheet.text(
        40, 500, "Figures are unaudited and may not add up to the totals that are shown on these pages here.", 8
    )


CASES = [
    pytest.param(
        two_columns(),
        [
            f"# {TITLE}",
            "Demand for pumps held up in all regions and the order book grew.",
            "Prices were stable.",
            "The service business won two contracts that run for six years.",
            "Costs fell.",
            "Figures are unaudited and may not add up to the totals that are shown on these pages here.",
        ],
        id="column by column, broken lines joined, full ones not",
    ),
    pytest.param(
        titled()
        .text(40, 120, "•", 12)
        .text(
            58,
            120,
            "Orders grew in every region, and most of all where the new plant delivers to its customers",
            12,
        )
        .text(58, 136, "since spring", 12)
        .text(58, 160, "–", 12)
        .text(76, 160, "North: three large orders", 12)
        .text(40, 184, "•", 12)
        .text(58, 184, "Margins held", 12),
        [
            f"# {TITLE}",
            "* Orders grew in every region, and most of all where the new plant delivers to its customers since spring",
            "* * North: three large orders",
            "* Margins held",
        ],
        id="nested bullets with a continuation line",
    ),
    pytest.param(
        titled()
        .text(310, 200, "$77.7mn", 28)
        .text(322, 225, "Net Income", 14)
        .text(318, 300, "12.4%", 28)
        .text(310, 325, "Return on Equity", 14),
        [f"# {TITLE}", "Net Income $77.7mn", "Return on Equity 12.4%"],
        id="figures over their names",
    ),
    pytest.param(
        titled()
        .text(322, 200, "Net Income", 14)
        .text(310, 232, "$77.7mn", 28)
        .text(310, 300, "Return on Equity", 14)
        .text(318, 332, "12.4%", 28),
        [f"# {TITLE}", "Net Income $77.7mn", "Return on Equity 12.4%"],
        id="figures under their names",
    ),
    pytest.param(
        titled()
        .text(40, 120, "Outlook", 12, bold=True)
        .text(40, 140, "We expect a good year.", 12)
        .text(40, 160, "It has begun well.", 12),
        [f"# {TITLE}", "## Outlook", "We expect a good year.", "It has begun well."],
        id="bold heading, sentences on lines of their own",
    ),
    pytest.param(
        titled()
        .text(40, 120, "Backlog", 12)
        .text(82.5, 115, "1", 7)
        .text(40, 140, "Staff of the parent company", 12)
        .text(40, 400, "1", 5)
        .text(44, 404, "Signed orders only", 9),
        [f"# {TITLE}", "Backlog\u00b9", "Staff of the parent company", "\u00b9 Signed orders only"],
        id="raised footnote marks stay raised",
    ),
]


@pytest.mark.parametrize(("sheet", "expected"), CASES)
def test_blocks(sheet: Sheet, expected: list[str]) -> None:
    """Ensures that lines become the blocks that a reader sees, in the order in which they are read."""
    assert outline(read_sheets(sheet).slides[0]) == expected


def test_untitled_page_goes_on_under_the_open_headings() -> None:
    """Ensures that a page without a title stands under the headings that the page before leaves open."""
    first = Sheet().text(40, 50, "Results", 24).text(40, 100, "North", 12, bold=True).text(40, 120, "Sales grew.", 12)
    second = Sheet().text(40, 100, "Costs grew less than sales did.", 12).text(40, 120, "Margins rose.", 12)
    slides = read_sheets(first, second).slides
    assert slides[1].title is None
    assert [heading.text.text for heading in slides[1].sections] == ["Results", "North"]


def test_furniture_is_set_aside() -> None:
    """Ensures that page numbers are numbering and running feet come last, whatever stands above them."""
    sheets = [
        Sheet()
        .text(40, 530, "Marlowe Pumps, half-year results", 8)
        .text(690, 530, str(number + 4), 8)
        .text(40, 60, f"Topic {'abcd'[number]}", 24)
        .text(40, 120, "Orders grew by 5%.", 12)
        for number in range(4)
    ]
    deck = read_sheets(*sheets)
    assert [outline(slide) for slide in deck.slides][1] == [
        "# Topic b",
        "Orders grew by 5%.",
        "Marlowe Pumps, half-year results",
    ]
    numbering = {(unit, reason.value) for (unit, _), reason in deck.set_aside.items()}
    assert numbering == {(page, "numbering") for page in (1, 2, 3, 4)}
