"""Figures, periods and the matching of labels, by tables of cases."""

import pytest

from extractors.pdf.charts.figures import is_period, read_figure
from extractors.pdf.charts.matching import assign


@pytest.mark.parametrize(
    ("text", "size", "kind"),
    [
        ("2,599", 2599.0, ""),
        ("£ 14.6 m", 14.6, "money"),
        ("(£ 64.8 m)", 64.8, "money"),
        ("US$3.4bn", 3.4, "money"),
        ("-0.6%", 0.6, "%"),
        ("▲5.4%", 5.4, "%"),
        ("62%*", 62.0, "%"),
        ("1,5", 1.5, ""),
        ("0.125", 0.125, ""),
        ("12.3x", 12.3, "x"),
        ("45 bps", 45.0, "bps"),
        ("1,234億円", 1234.0, "億円"),
        ("120 (35%)", 120.0, ""),
        ("<1%", 1.0, "%"),
        ("5,000+", 5000.0, ""),
        ("1,23,456", 123456.0, ""),
        ("1 234,5", 1234.5, ""),
    ],
)
def test_figures(text: str, size: float, kind: str) -> None:
    """Ensures that a label that is all number is read with its size and unit."""
    figure = read_figure(text)
    assert figure is not None
    assert (figure.size, figure.kind) == (size, kind)


@pytest.mark.parametrize(("text", "expected"), [("2024", True), ("2025E", True), ("2024 Plan", True), ("2,024", False)])
def test_years(text: str, expected: bool) -> None:  # noqa: FBT001
    """Ensures that a year on an axis is told from a number of its size."""
    figure = read_figure(text)
    assert figure is not None
    assert figure.is_year is expected


@pytest.mark.parametrize(
    "text", ["2Q24", "FY23", "Q1", "1H", "6.30.25", "10 to 20 years", "Retail 13%", "87.5%)", "n.a."]
)
def test_words(text: str) -> None:
    """Ensures that periods, names and halves of brackets are no figures."""
    assert read_figure(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2Q24", True),
        ("FY24E", True),
        ("Jan", True),
        ("6.30.25", True),
        ("'24", True),
        ("LTM", True),
        ("9M", True),
        ("4-6月", True),
        ("31 December 2014", True),
        ("Portfolio valuation 31 December 2014", False),
        ("10 to 20 years", False),
        ("C & I", False),
    ],
)
def test_periods(text: str, expected: bool) -> None:  # noqa: FBT001
    """Ensures that a category that is a period is told from one that only bears a date."""
    assert is_period(text) is expected


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ([[("a", 1.0)], [("a", 0.5)]], {1: "a"}),
        ([[("a", 0.1), ("b", 0.2)], [("a", 0.1)]], {0: "b", 1: "a"}),
        ([[("a", 0.1), ("b", 2.9)], [("a", 0.5)], [("b", 0.1)]], {0: "a", 2: "b"}),
        ([[("a", 0.1)], [("a", 0.2), ("b", 0.3)], [("b", 0.1), ("c", 0.4)]], {0: "a", 1: "b", 2: "c"}),
        ([[("a", 3.5)]], {}),
        ([[], [("a", 0.0)]], {1: "a"}),
    ],
)
def test_assign(edges: list[list[tuple[str, float]]], expected: dict[int, str]) -> None:
    """Ensures that the pairs are the cheapest over all, and that a bad pair is left out."""
    assert assign(edges, 3.0) == expected
