"""What counts as a number in a cell."""

import pytest

from extractors.pdf.tables.values import is_blank, is_bullet, is_period, is_value


@pytest.mark.parametrize(
    "text",
    [
        *("1,247", "$ 1,247", "$1,247", "($18M)", "(24.2%)", "(0.9)%", "-0.4", "−37.5%", "▲37.5%", "△1,500", "+1.6%"),
        *(
            "12.5 %",
            "1.9x",
            "305,000+",
            "70.5¢",
            "£864.9m",
            "(£64.8 m)",
            "109.3p",
            "¥1,234",
            "US$3.2bn",
            "1 000",
            "25bps",
        ),
        *("$312 – $316 million", "€1.2 billion", "₹1,890 crore"),
        *("20.8*", "67-71", "850–950", "$3.25 - $3.35", "1269 (19.9%)", "0,1", "1.178", "—", "-", "n.a.", ":", "N/A"),
    ],
)
def test_numbers_are_values(text: str) -> None:
    """Ensures that numbers with their signs, units and marks are values, and so are marks for none."""
    assert is_value(text)


@pytest.mark.parametrize(
    "text",
    [
        "Revenue",
        "Total 12",
        "2 million people",
        "FY2014 Targets",
        "June 30, 2022",
        "Level 3",
        ".",
        "",
        "kg/year",
        "EM7.2",
    ],
)
def test_words_are_no_values(text: str) -> None:
    """Ensures that labels and headings with digits in them are no values."""
    assert not is_value(text)


@pytest.mark.parametrize(
    "text", ["2022", "1995", "FY23", "3Q08", "1H14", "Q4'23", "31/12/14", "6.30.25", "2013/14", "9M"]
)
def test_periods_head_columns(text: str) -> None:
    """Ensures that years, quarters and dates are known for headings."""
    assert is_period(text)


def test_amounts_are_no_periods() -> None:
    """Ensures that a number is not taken for a year because of its length."""
    assert not any(is_period(text) for text in ["1,247", "1247", "3.5", "12", "$2022", "2022.5"])


def test_marks_for_none_are_blank() -> None:
    """Ensures that a dash is told from a number."""
    assert is_blank("—")
    assert not is_blank("0")


def test_bullets_are_known() -> None:
    """Ensures that the signs that open list items are told from words."""
    assert [sign for sign in ["•", "\uf0b7", "–", "a", "12", "■"] if is_bullet(sign)] == ["•", "\uf0b7", "–", "■"]
