"""Tests of the blocks and slides of text decks: a few source lines on the left, their structure on the right."""

import pytest

from deckfacts.contract import RefusalReason
from deckfacts.deck import Block, Bullet, Heading, Table
from extractors.text.slides import extract_text


def structure(source: str) -> list[object]:
    """The blocks of all slides in short: tuples of kind, level or size, and text."""
    deck = extract_text(source.encode(), where="test")
    blocks: list[Block] = []
    for slide in deck.slides:
        blocks += [slide.title] if slide.title else []
        blocks += slide.blocks
    return [_short(block) for block in blocks]


def _short(block: Block) -> object:
    if isinstance(block, Table):
        return ("table", [[_plain(block, r, c) for c in range(block.width)] for r in range(block.height)])
    if isinstance(block, Heading):
        return ("heading", block.level, block.text.text)
    if isinstance(block, Bullet):
        return ("bullet", block.level, block.text.text)
    return ("text", block.text.text)


def _plain(table: Table, row: int, column: int) -> str:
    return next((cell.plain for cell in table.cells if (cell.row, cell.column) == (row, column)), "")


CASES = [
    ("# Title\ntext", [("heading", 1, "Title"), ("text", "text")]),
    ("## Two ##", [("heading", 2, "Two")]),
    ("<h3>Three</h3>", [("heading", 3, "Three")]),
    ("Title\n=====\n\ntext", [("heading", 1, "Title"), ("text", "text")]),
    ("II -1. Results for FY2008", [("heading", 1, "Results for FY2008")]),
    ("Ⅲ-2. Reference : Forecast", [("heading", 1, "Reference : Forecast")]),
    ("IV-12. 4 New Stores", [("heading", 1, "4 New Stores")]),
    ("**Highlights**", [("heading", 4, "Highlights")]),
    ("- one\n - two\n- three", [("bullet", 1, "one"), ("bullet", 2, "two"), ("bullet", 1, "three")]),
    ("- ◆ **one**\n - two", [("bullet", 1, "one"), ("bullet", 2, "two")]),
    ("◆ one\n- two\n◆ three", [("bullet", 1, "one"), ("bullet", 2, "two"), ("bullet", 1, "three")]),
    ("▶ one\n ▶ two", [("bullet", 1, "one"), ("bullet", 1, "two")]),
    ("• one\n  – two", [("bullet", 1, "one"), ("bullet", 2, "two")]),
    ("1. first\n2. second", [("bullet", 1, "first"), ("bullet", 1, "second")]),
    ("- a line that goes on\n(full-time: 13)", [("bullet", 1, "a line that goes on (full-time: 13)")]),
    ("- Closed.\nNew sentence", [("bullet", 1, "Closed."), ("text", "New sentence")]),
    ("- up 3%\nYoY = 3Q08 compared to 3Q07", [("bullet", 1, "up 3%"), ("text", "YoY = 3Q08 compared to 3Q07")]),
    ("one\ntwo", [("text", "one"), ("text", "two")]),
    (
        "Revenue of the group in the first nine months of the\nyear grew by 5%.",
        [("text", "Revenue of the group in the first nine months of the year grew by 5%.")],
    ),
    ("\t3Q08\t3Q07\nSales\t5.0\t4.0", [("table", [["", "3Q08", "3Q07"], ["Sales", "5.0", "4.0"]])]),
    ("1\t2\t3\n---\t---\t---", [("table", [["1", "2", "3"]])]),
    ("|a|b|\n|---|---|\n|c|1|", [("table", [["a", "b"], ["c", "1"]])]),
    (
        "| a | |\n|---|---|\n| c | 1 |",
        [("table", [["a", ""], ["c", "1"]])],
    ),
    (
        "<table><tr><th></th><th>Q1</th></tr>\n<tr><td>Sales</td><td>5</td></tr></table>",
        [("table", [["", "Q1"], ["Sales", "5"]])],
    ),
    (
        "<table><caption>In millions</caption><tr><td>a</td><td>1</td></tr></table>",
        [("text", "In millions"), ("table", [["a", "1"]])],
    ),
    (
        "                 2024    2023\nNet sales       1,234   1,100\nNet income         56      (7)\n",
        [("table", [["", "2024", "2023"], ["Net sales", "1,234", "1,100"], ["Net income", "56", "(7)"]])],
    ),
    # blind trial: brennholt/fy2030.md: a day was a heading's number
    ("12 March 2031", [("text", "12 March 2031")]),
    ("1 April 2030 to 31 March 2031", [("text", "1 April 2030 to 31 March 2031")]),
    ("14 May 2025, Hamburg", [("text", "14 May 2025, Hamburg")]),
    ("5. März 2031", [("text", "5. März 2031")]),
    ("5. April 2031", [("text", "5. April 2031")]),
    ("10. - 12. März 2031", [("text", "10. - 12. März 2031")]),
    ("3 de mayo", [("text", "3 de mayo")]),
    ("3 de mayo de 2031", [("text", "3 de mayo de 2031")]),
    ("1er février 2031", [("text", "1er février 2031")]),
    ("8 mars 2031", [("text", "8 mars 2031")]),
    ("2nd June 2031", [("text", "2nd June 2031")]),
    ("2031年5月14日", [("text", "2031年5月14日")]),
    ("5 月 14 日", [("text", "5 月 14 日")]),
    ("- 5. März 2031: Bilanz", [("bullet", 1, "5. März 2031: Bilanz")]),
    (
        "1. March 2024: closing\n2. April 2024: start",
        [("bullet", 1, "March 2024: closing"), ("bullet", 1, "April 2024: start")],
    ),
    ("12 Marketing", [("heading", 1, "Marketing")]),
    ("5 May the best win", [("heading", 1, "May the best win")]),
    ("32 March 2031", [("heading", 1, "March 2031")]),
    # tests/decks/industrial.md: the footers of its slides
    ("14 May 2025   |   Nordhavel SE   |   2", [("text", "14 May 2025   |   Nordhavel SE   |")]),
    # blind trial: lumenstack: a caption of 51 characters and the rule that closes its box
    (
        "STATEMENTS OF OPERATIONS\n(in thousands, except per share amounts; unaudited)\n=====\n\nx",
        [
            ("text", "STATEMENTS OF OPERATIONS"),
            ("text", "(in thousands, except per share amounts; unaudited)"),
            ("text", "x"),
        ],
    ),
    (
        "Condensed consolidated statements of operations and comprehensive loss\n(unaudited)",
        [("text", "Condensed consolidated statements of operations and comprehensive loss"), ("text", "(unaudited)")],
    ),
    (
        "(amounts in thousands of U.S. dollars, except per share data and ratios)\nnet of tax",
        [
            ("text", "(amounts in thousands of U.S. dollars, except per share data and ratios)"),
            ("text", "net of tax"),
        ],
    ),
    (
        "Revenue of the group in the first nine months grew by 5%\n(in constant currency)",
        [("text", "Revenue of the group in the first nine months grew by 5% (in constant currency)")],
    ),
    ("- one\n- two\n-----\n\nthree", [("bullet", 1, "one"), ("bullet", 1, "two"), ("text", "three")]),
    ("A sentence with  two spaces in it.", [("text", "A sentence with  two spaces in it.")]),
]


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_blocks(source: str, expected: list[object]) -> None:
    """Ensures that each way of writing a block is read as that block."""
    assert structure(source) == expected


def test_column_spans_of_html() -> None:
    """Ensures that spanning cells keep their width and push the cells behind them."""
    deck = extract_text(
        b'<table><tr><th rowspan="2">x</th><th colspan="2">Q1</th></tr><tr><td>a</td><td>b</td></tr></table>', where="t"
    )
    (table,) = deck.slides[0].blocks
    assert isinstance(table, Table)
    places = {cell.plain: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells}
    assert places == {"x": (0, 0, 2, 1), "Q1": (0, 1, 1, 2), "a": (1, 1, 1, 1), "b": (1, 2, 1, 1)}


SLIDES = [
    ("# A\nx\n# B\ny\n# C\nz", ["A", "B", "C"]),
    ("# Deck\n## A\nx\n## B\ny\n## C\nz", ["Deck", "A", "B", "C"]),
    ("Cover\n\fFirst\nx 1\n\fSecond\ny 2", ["Cover", "First", "Second"]),
    ("Page 1\nFirst\n- x\n\nPage 2\nSecond\n- y\n", ["First", "Second"]),
    ("---\n\n# A\n\n---\n\n# B\n\n---\n", ["A", "B"]),
    ("I. A\nx\nII. B\ny\nII-1. C\nz", ["A", "B", "C"]),
]


@pytest.mark.parametrize(("source", "titles"), SLIDES)
def test_slides(source: str, titles: list[str]) -> None:
    """Ensures that decks are cut into slides where the source says, by pages or by headings."""
    deck = extract_text(source.encode(), where="test")
    assert [slide.title.text.text for slide in deck.slides if slide.title] == titles


def test_page_numbers_are_numbering() -> None:
    """Ensures that page markers and lone numbers at a page's edge are set aside as numbering."""
    deck = extract_text(b"Page 3 of 20\nSales\n- up 5%\n12\n\fNext\n13\n", where="test")
    reasons = {deck.set_aside.get((n.unit, n.offset)) for n in deck.numbers if n.digits in {"3", "20", "12"}}
    assert reasons == {RefusalReason.NUMBERING}


def test_positions_point_into_the_source() -> None:
    """Ensures that every character of every block is the source's character at the place it names."""
    source = "# T 1\n\n- a **b** 2\n  go on 3\n\n| x | 4<br>5 |\n|---|---|\n| y | <i>6</i> |\n"
    lines = source.split("\n")
    deck = extract_text(source.encode(), where="test")
    texts = [slide.title.text for slide in deck.slides if slide.title]
    for block in (block for slide in deck.slides for block in slide.blocks):
        texts += [line.text for c in block.cells for line in c.lines] if isinstance(block, Table) else [block.text]
    seen = set()
    for text in texts:
        for span in text.spans:
            for at in range(span.start, span.end):
                ((line, offset),) = text.marks(at, at + 1)
                assert lines[line - 1][offset] == text.text[at]
                seen.add((line, offset))
    assert all((n.unit, n.offset) in seen for n in deck.numbers)


def test_columns_under_headers_of_two_lines() -> None:
    """Ensures that lengths over years give each column its own pair (blind trial: lumenstack/q3-fy31.txt)."""
    deck = extract_text(
        b"                   Three Months Ended October 31,     Nine Months Ended October 31,\n"
        b"                            2030             2029             2030             2029\n"
        b"Subscription             102,226           82,414          291,909          236,212\n"
        b"Net loss                  (3,620)          (5,908)         (13,839)         (19,465)\n",
        where="test",
    )
    table = next(block for slide in deck.slides for block in slide.blocks if isinstance(block, Table))
    heads = {cell.plain: (cell.column, cell.column_span) for cell in table.cells if cell.row == 0}
    assert heads == {"Three Months Ended October 31,": (1, 2), "Nine Months Ended October 31,": (3, 2)}
    assert table.header_rows == 2
