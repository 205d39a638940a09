"""What stands around a number: hedges and ranges on it, and the names, dates and marks that it is part of instead."""

from decimal import Decimal

import pytest

from deckfacts.contract import Bound, Qualifier
from deckfacts.language.quantities import find_quantities

ABOUT, OVER, UNDER = Qualifier.APPROXIMATELY, Qualifier.OVER, Qualifier.UNDER


@pytest.mark.parametrize(
    "text",
    [
        "IPv6", "EM7.2", "110FE", "4G", "5G network", "Q10", "COVID-19", "COVID-19 cases", "ISO27001", "B2B", "FY2008",
        "H1N1", "T+2", "Form 20-F", "Form 10-K filing", "401(k)", "4th quarter", "1990s", "Web3", "x86", "mp3",
        "1.2.3", "version 4.5.1", "03-5259-6500", "TEL: 03-5259-6500 FAX: 03-5259-6311", "+81 3 5259 6500",
        "http://www.example.com/en/IR/2", "www.example.com/2008", "ir2@example.com", "101-0051", "1-105 Kanda",
        "10/1", "08/4~08/12", "2003/71/EC", "2009/1/7 Status", "2008-2010", "FY2008-2010", "10:30", "31.12.2008",
        "(1) Return on funds", "1. Revenue", "2) costs", "II -1. Results", "Ⅲ-2. Forecast", "EBIT(1)", "sales(2)",
        "*2", "※1", "'08 results", "Q4'23", "#5", "第6期", "2008年", "3位", "Note 4", "Notes 12", "Section 21",
        "Tier 1", "Stage 2 loans", "Top 10 customers", "S&P 500", "Scope 3", "IFRS 16", "a 12-month period", "9M",
        "10-year bonds", "007", "1,2,3", "see 12,34 there", "see (2015)", "12345678901234567890123",
    ],
)  # fmt: skip
def test_leaves_names_dates_and_marks(text: str) -> None:
    """Ensures that a number which measures nothing is not returned as a quantity."""
    assert [text[quantity.start : quantity.end] for quantity in find_quantities(text)] == []


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("approximately JPY850 million", ABOUT),
        ("approx. JPY100 million", ABOUT),
        ("(approx JPY0.4 billion)", ABOUT),
        ("around 18,000 contracts", ABOUT),
        ("about 100 outsourcing personnel", ABOUT),
        ("approximately down 30 personnel", ABOUT),
        ("circa 5%", ABOUT),
        ("ca. 5%", ABOUT),
        ("c.10%", ABOUT),
        ("c. £1 billion", ABOUT),
        ("~5%", ABOUT),
        ("in the region of $5m", ABOUT),
        ("約1,200人", ABOUT),
        ("1,200人程度", ABOUT),
        ("over 50 outsourcing personnel", OVER),
        ("more than $5 million", OVER),
        ("at least 5%", OVER),
        ("in excess of 1,000 stores", OVER),
        ("no less than 40%", OVER),
        ("> £1.0bn", OVER),
        ("305,000+", OVER),
        ("8,200+ accounts", OVER),
        ("10%+", OVER),
        ("1,000 or more", OVER),
        ("100社以上", OVER),
        ("less than 3%", UNDER),
        ("below 2.0x", UNDER),
        ("up to 5%", UNDER),
        ("not more than 40%", UNDER),
        ("<1%", UNDER),
        ("5% or less", UNDER),
        ("JPY850 million", None),
        ("turnover 50", None),
        ("Inc. 5%", None),
    ],
)
def test_reads_hedges(text: str, qualifier: Qualifier | None) -> None:
    """Ensures that a hedge in front of a number or behind it is kept, and no other word taken for one."""
    assert [quantity.qualifier for quantity in find_quantities(text)] == [qualifier]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("Free Cash Flow of $850-950 million.", "850000000", "950000000", "USD"),
        ("$850 to $950 million", "850000000", "950000000", "USD"),
        ("$900 million to 1.1 billion", "900000000", "1100000000", "USD"),
        ("€1.2 to 1.4 billion", "1200000000", "1400000000", "EUR"),
        ("$1.025 billion to $1.035 billion", "1025000000", "1035000000", "USD"),
        ("67-71 cents per share", "0.67", "0.71", "USD/share"),
        ("$0.56 - $0.60", "0.56", "0.60", "USD"),
        ("between 5% and 7%", "5", "7", "percent"),
        ("between 5 and 7 percent", "5", "7", "percent"),
        ("1% to 2%", "1", "2", "percent"),
        ("up 2% to 3% year-over-year", "2", "3", "percent"),
        ("5–7%", "5", "7", "percent"),
        ("5％～7％", "5", "7", "percent"),
        ("-5% to -3%", "-5", "-3", "percent"),
        ("850~950億円", "85000000000", "95000000000", "JPY"),
        ("1.5x to 2.0x", "1.5", "2.0", "ratio"),
        ("10 to 15 new stores", "10", "15", "store"),
        ("guidance range from 5% to 7%", "5", "7", "percent"),
        ("JPY3-5 billion", "3000000000", "5000000000", "JPY"),
        ("£40m-£45m", "40000000", "45000000", "GBP"),
        ("200 to 250 basis points", "200", "250", "basis_point"),
        ("108.0 – 111.5", "108.0", "111.5", None),
        ("425 - 435", "425", "435", None),
        ("1,010 – 1,030", "1010", "1030", None),
        ("416 to 423", "416", "423", None),
        ("~416 – 423", "416", "423", None),
        ("approximately 416 – 423", "416", "423", None),
        ("(5) – (3)", "-5", "-3", None),
        ("Revenue: 416 – 423", "416", "423", None),
        ("425 – 435 million", "425000000", "435000000", None),
        ("¥85–95", "85", "95", "JPY"),
        ("+3% to +5%", "3", "5", "percent"),
        ("(2)% – 1%", "-2", "1", "percent"),
        ("10-12%", "10", "12", "percent"),
        ("$1.22 – $1.30", "1.22", "1.30", "USD"),
    ],
)
def test_reads_ranges(text: str, low: str, high: str, unit: str) -> None:
    """Ensures that both ends of a range are read, each with the unit and scale that is printed only once."""
    first, second = find_quantities(text)
    assert (first.value, first.unit, first.bound) == (Decimal(low), unit, Bound.LOW)
    assert (second.value, second.unit, second.bound) == (Decimal(high), unit, Bound.HIGH)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("increased from $3 million to $5 million", ["3000000", "5000000"]),
        ("improved from 12 to 14%", ["12", "14"]),
        ("up 3% to 45%", ["3", "45"]),
        ("increased 5.0% to 6.2%", ["5.0", "6.2"]),
        ("rose 5% to $3.2 billion", ["5", "3200000000"]),
        ("12.5% - 3.1%", ["12.5", "3.1"]),
        ("5% and 7%", ["5", "7"]),
        ("48.3\t50.8", ["48.3", "50.8"]),
        ("163 — 155", ["163", "155"]),
        ("163 – 155", ["163", "155"]),
        ("163 – 455", ["163", "455"]),
        ("416 – 423 432 – 440", ["416", "423", "432", "440"]),
        ("2023 – 2024", ["2023", "2024"]),
        ("lifted by $10 million to $85 million", ["10000000", "85000000"]),
        ("grew 3% to 5%, with margin up from 10% to 12%", ["3", "5", "10", "12"]),
        ("5% — 7%", ["5", "7"]),
        ("Dec 2014 – £864.9m", ["2014", "864900000"]),
    ],
)
def test_tells_ranges_from_changes(text: str, values: list[str]) -> None:
    """Ensures that the two ends of a change, or two figures side by side, are not taken for a range."""
    found = find_quantities(text)
    assert [quantity.value for quantity in found] == [Decimal(value) for value in values]
    assert {quantity.bound for quantity in found} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "$416 million to $423 million, raised from $408 million to $418 million",
        "$416-423 million from $408-418 million",
        "raised from $408 million to $418 million to $416 million to $423 million",
        "416 to 423 million dollars, from a previous range of 408 to 418",
        "$1.12 – $1.17 (prior: 1.08 – 1.14)",
        "5% to 7%, up from 3% to 4%",
    ],
)
def test_reads_a_range_and_the_one_that_it_replaced(text: str) -> None:
    """Ensures that "from X to Y" behind a range is the range before, and no way that something went."""
    bounds = [Bound.LOW, Bound.HIGH, Bound.LOW, Bound.HIGH]
    assert [quantity.bound for quantity in find_quantities(text)] == bounds


def test_a_hedge_in_front_of_a_range_holds_for_both_ends() -> None:
    """Ensures that "approximately" in front of a range is not lost on its second end."""
    assert [q.qualifier for q in find_quantities("approximately $850-950 million")] == [ABOUT, ABOUT]
