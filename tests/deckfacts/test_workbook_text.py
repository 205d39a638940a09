"""Tests of what stands in a workbook's cells and on its tabs, where a deck chose the words."""

import pytest

from deckfacts.workbook_text import GUARD, MAX_SHEET_NAME, MAX_TEXT, name_sheets, safe_text

TEXTS = [
    ("Total revenues", "Total revenues"),
    ('=HYPERLINK("http://example.com")', GUARD + '=HYPERLINK("http://example.com")'),
    ("@SUM(A1)", GUARD + "@SUM(A1)"),
    ("+cmd|' /C calc'!A0", GUARD + "+cmd|' /C calc'!A0"),
    ("-1+1", GUARD + "-1+1"),
    ("\t=1+1", GUARD + " =1+1"),
    ("\r=1+1", GUARD + " =1+1"),
    (" =1+1", GUARD + " =1+1"),
    ("＝1+1", GUARD + "＝1+1"),
    ("＠SUM", GUARD + "＠SUM"),
    ("-37.5%", "-37.5%"),
    ("+1,234", "+1,234"),
    ("▲37.5%", "▲37.5%"),
    ("a = b", "a = b"),
    ("line\nbreak", "line break"),
    ("bell\x07", "bell\\x07"),
    ("not XML \uffff", "not XML \ufffd"),
    ("_x0041_", "_x0041_"),
    ("x" * 40_000, "x" * (MAX_TEXT - 1) + "…"),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_safe_text(text: str, expected: str) -> None:
    """Ensures that text that could start a formula is kept from it, and other text shows as it is."""
    assert safe_text(text) == expected


SHEET_NAMES = [
    (["Rail"], ["Rail"]),
    (["Rail", "RAIL", "rail"], ["Rail", "RAIL (2)", "rail (3)"]),
    (["Ｒail", "Rail"], ["Ｒail", "Rail (2)"]),
    (["a[b]c:d*e?f/g\\h"], ["a-b-c-d-e-f-g-h"]),
    (["'Rail'"], ["Rail"]),
    (["History", "history "], ["History (2)", "history (3)"]),
    (["", "' '"], ["Sheet", "Sheet (2)"]),
    (["x" * 40, "x" * 41], ["x" * 30 + "…", "x" * 26 + "… (2)"]),
    (["𝔸" * 31], ["𝔸" * 15 + "…"]),
    (["tab\there\x00"], ["tab here-x00"]),
]


@pytest.mark.parametrize(("wanted", "expected"), SHEET_NAMES)
def test_sheet_names(wanted: list[str], expected: list[str]) -> None:
    """Ensures that sheets have names that Excel takes, each its own."""
    names = name_sheets(wanted)
    assert list(names) == expected
    assert max(len(name.encode("utf-16-le")) // 2 for name in names) <= MAX_SHEET_NAME
