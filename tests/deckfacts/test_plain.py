"""Plain: what a deck can not do to a terminal."""

import json

import pytest

from deckfacts.plain import plain, plain_json


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Revenue 1,844", "Revenue 1,844"),
        ("▲37.5% 営業利益 Größe", "▲37.5% 営業利益 Größe"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("a\nb\tc\r", "a b c "),
        ("\x9b1m", "\\x9b1m"),
        ("abc\u202e123", "abc\\u202e123"),
        ("a\ud800", "a\\ud800"),
        ("a\u2028b", "a\\u2028b"),
        ("[bold]x[/bold]", "[bold]x[/bold]"),
    ],
)
def test_plain(text: str, shown: str) -> None:
    """Ensures that control characters are shown and not obeyed, and that all others stay as they are."""
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("▲37.5% 営業利益 Größe \U0001f4c8", '"▲37.5% 営業利益 Größe \U0001f4c8"'),
        ("a\u202eb\x9b31m.md", r'"a\u202eb\u009b31m.md"'),
        ("\x1b[2J\n\x7f", r'"\u001b[2J\n\u007f"'),
        ("a\u2028b\u200b", r'"a\u2028b\u200b"'),
        ("\U000e0001\U000f0000", r'"\udb40\udc01\udb80\udc00"'),
        ("a\udcff", r'"a\udcff"'),
        (r"\u202e", r'"\\u202e"'),
    ],
)
def test_plain_json(text: str, shown: str) -> None:
    """Ensures that JSON has unsafe characters as escapes only, other letters as they are, and reads back the same."""
    assert plain_json(json.dumps(text, ensure_ascii=False)) == shown
    document = {text: [text, "b"]}
    lines = plain_json(json.dumps(document, ensure_ascii=False, indent=1))
    assert json.loads(lines) == document
    assert len(lines.splitlines()) == 6
