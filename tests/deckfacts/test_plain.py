"""Plain: what a deck can not do to a terminal."""

import pytest

from deckfacts.plain import plain


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
