"""Tests of inline markup: source on the left, printed lines on the right."""

import pytest

from deckfacts.contract import RefusalReason
from extractors.text.inline import read_lines

CASES = [
    ("plain words 1,234", [("", "plain words 1,234")]),
    ("**Cost: up 11.5%**", [("", "Cost: up 11.5%")]),
    ("<i>80.8%</i> 14.2", [("", "80.8% 14.2")]),
    ("<p><u>$69.3 billion</u> down $3.7 billion</p>", [("", "$69.3 billion down $3.7 billion")]),
    ("one<br>two<br/>three", [("", "one"), ("", "two"), ("", "three")]),
    ("<ul><li>first 1</li><li>second 2</li></ul>", [("•", "first 1"), ("•", "second 2")]),
    ('<ul style="list-style: none"> ➤ First. ➤ Second 2', [("➤", "First."), ("➤", "Second 2")]),
    ("<For 9 months> 7.8% <For 3 months> 11.7%", [("", "<For 9 months> 7.8% <For 3 months> 11.7%")]),
    ("profit &amp; loss &#8722;5", [("", "profit & loss −5")]),
    ("1,234<sup>(1)</sup> units", [("", "1,234⁽¹⁾ units")]),
    ("1,234[^2] units", [("", "1,234 units")]),
    ("[report](http://example.com/2024/q3)", [("", "report")]),
    ("3 * 4 and *five*", [("", "3 * 4 and five")]),
    (r"up 5\% to \$7", [("", "up 5% to $7")]),
    ("<!-- page 3 -->text", [("", "text")]),
    ("▲5.0% stays a sign", [("", "▲5.0% stays a sign")]),
]


@pytest.mark.parametrize(("source", "lines"), CASES)
def test_lines(source: str, lines: list[tuple[str, str]]) -> None:
    """Ensures that markup is taken out and what it prints is kept, line by line with its bullets."""
    assert [(line.marker, line.text.text) for line in read_lines(source, 1, 0, {})] == lines


@pytest.mark.parametrize("source", [source for source, _ in CASES])
def test_every_printed_digit_knows_its_place(source: str) -> None:
    """Ensures that each digit of the source is either printed with its own position or set aside with a reason."""
    set_aside: dict[tuple[int, int], RefusalReason] = {}
    printed: set[tuple[int, int]] = set()
    for line in read_lines(source, 7, 100, set_aside):
        for at, char in enumerate(line.text.text):
            for unit, offset in line.text.marks(at, at + 1):
                if char.isdecimal():
                    assert source[offset - 100] == char
                printed.add((unit, offset))
    runs = [i for i, c in enumerate(source) if c.isdecimal() and (i == 0 or not source[i - 1].isdecimal())]
    assert all((7, 100 + i) in printed or (7, 100 + i) in set_aside for i in runs)


def test_superscripts_are_footnote_marks() -> None:
    """Ensures that a raised figure is set aside by name and can't fuse with the number before it."""
    set_aside: dict[tuple[int, int], RefusalReason] = {}
    (line,) = read_lines("5.0<sup>1</sup>", 1, 0, set_aside)
    assert line.text.text == "5.0¹"
    assert set_aside == {(1, 8): RefusalReason.FOOTNOTE_MARK}
