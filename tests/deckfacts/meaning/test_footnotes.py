"""Tests of footnote marks apart from their label: mini decks on the left, facts and refused digits on the right."""

import pytest

from tests.deckfacts.meaning.notation import lines, meaning, read

TABLES = {
    # blind trial: tidewater/1q31.pdf, lumenstack
    "marks with a space before them": (
        """
| $ million                          | 3Q24  |
|------------------------------------|-------|
| Card income (1)                    | 12.0  |
| Annual recurring revenue (ARR) (2) | 420.1 |
| Net revenue retention (a)          | 118%  |
| Net interest income (1)(2)         | 20.0  |
| Fee income (1) (2)                 | 21.0  |
| Other income (1, 2)                | 22.0  |
| Gross profit [3]                   | 23.0  |
| ARR¹ ²                             | 24.0  |
""",
        """
12.0 = 12m USD 3Q24 'Card income'
420.1 = 420.1m USD @3Q24 'Annual recurring revenue (ARR)'
118% = 118% 3Q24 'Net revenue retention'
20.0 = 20m USD 3Q24 'Net interest income'
21.0 = 21m USD 3Q24 'Fee income'
22.0 = 22m USD 3Q24 'Other income'
23.0 = 23m USD 3Q24 'Gross profit'
24.0 = 24m USD @3Q24 'ARR'
""",
    ),
    "losses of one and two": (
        """
| $ million          | 3Q24 | 3Q23 |
|--------------------|------|------|
| Operating loss (1) | (1)  | (2)  |
| Net income         | (1)  | 2    |
""",
        """
(1) = -1m USD 3Q24 'Operating loss'
(2) = -2m USD 3Q23 'Operating loss'
(1) = -1m USD 3Q24 'Net income'
2 = 2m USD 3Q23 'Net income'
""",
    ),
    "marks behind the periods of headers": (
        """
| $ million | 3Q24 (1) | FY2023 (2) |
|-----------|----------|------------|
| Revenue   | 120.0    | 111.0      |
| Net loss  | (1)      | (2)        |
""",
        """
120.0 = 120m USD 3Q24 'Revenue'
111.0 = 111m USD FY23 'Revenue'
(1) = -1m USD 3Q24 'Net loss'
(2) = -2m USD FY23 'Net loss'
""",
    ),
    "aligned text": (
        """
Unit: USD million

                        3Q24      3Q23
Card income (1)         12.0      11.0
Net loss                 (1)       (2)
""",
        """
12.0 = 12m USD 3Q24 'Card income'
11.0 = 11m USD 3Q23 'Card income'
(1) = -1m USD 3Q24 'Net loss'
(2) = -2m USD 3Q23 'Net loss'
""",
    ),
}


@pytest.mark.parametrize(("table", "expected"), TABLES.values(), ids=TABLES.keys())
def test_marks_in_tables(table: str, expected: str) -> None:
    """Ensures that a mark is no part of a label or header, and a loss of one in a cell of numbers stays a value."""
    assert meaning(read(table).facts, expected) == lines(expected)


REFUSED = {
    "a mark before a colon": ("- ARR (2): $420.1 million", "2 footnote_mark"),
    "a mark before a comma": ("- Net retention (1), up 5%", "1 footnote_mark"),
    "a value behind a preposition": ("- Net adds fell to (5).", ""),
    "a value with its scale": ("- Net loss of $(5) million", ""),
    "a value without its currency": ("- Net loss of (5) million", "5 unreadable"),
    "an enumeration": ("- Aims: (1) Money, (2) M&A and (3) Wages", "1 numbering; 2 numbering; 3 numbering"),
    "a number that is long for a mark": ("- Customers (85)", "85 unreadable"),
}


@pytest.mark.parametrize(("text", "expected"), REFUSED.values(), ids=REFUSED.keys())
def test_marks_in_bullets(text: str, expected: str) -> None:
    """Ensures that digits in brackets are refused for what they are, and those of a value not at all."""
    result = read(f"- Revenue: $120 million\n{text}\n")
    found = [f"{one.printed} {one.reason}" for one in result.refusals if text.endswith(one.context)]
    assert "; ".join(found) == expected
