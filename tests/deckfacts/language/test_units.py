"""Captions, column headers and row labels on the left, the unit that they state on the right."""

import pytest

from deckfacts.language.units import UnitKind, UnitReading, read_unit

MONEY, COUNT, BARE = UnitKind.MONEY, UnitKind.COUNT, UnitKind.BARE


@pytest.mark.parametrize(
    ("text", "unit", "kind", "scale"),
    [
        ("Unit: JPY million", "JPY", MONEY, 6),
        ("Unit:JPY billion", "JPY", MONEY, 9),
        ("(Unit: million yen)", "JPY", MONEY, 6),
        ("（単位：百万円）", "JPY", MONEY, 6),
        ("(単位:億円)", "JPY", MONEY, 8),
        ("(単位： 円)", "JPY", MONEY, None),
        ("(单位：百万元)", "CNY", MONEY, 6),
        ("(단위: 억원)", "KRW", MONEY, 8),
        ("百万円", "JPY", MONEY, 6),
        ("(百万米ドル)", "USD", MONEY, 6),
        ("$ in thousands", "USD", MONEY, 3),
        ("($ in millions)", "USD", MONEY, 6),
        ("(Dollars in millions)", "USD", MONEY, 6),
        ("US$m", "USD", MONEY, 6),
        ("US$ million", "USD", MONEY, 6),
        ("HK$ million", "HKD", MONEY, 6),
        ("¥ billions", "JPY", MONEY, 9),
        ("(€ million)", "EUR", MONEY, 6),
        ("(in € thousands)", "EUR", MONEY, 3),
        ("In millions of U.S. dollars", "USD", MONEY, 6),
        ("Million yen", "JPY", MONEY, 6),
        ("JPY bn", "JPY", MONEY, 9),
        ("Rs. in crore", "INR", MONEY, 7),
        ("₹ crore", "INR", MONEY, 7),
        ("£m", "GBP", MONEY, 6),
        ("£'000", "GBP", MONEY, 3),
        ("£’000", "GBP", MONEY, 3),
        ("$000s", "USD", MONEY, 3),
        ("(RMB'000)", "CNY", MONEY, 3),
        ("EURm", "EUR", MONEY, 6),
        ("MEUR", "EUR", MONEY, 6),
        ("T€", "EUR", MONEY, 3),
        ("SEK m", "SEK", MONEY, 6),
        ("All figures in £m unless otherwise stated", "GBP", MONEY, 6),
        ("Amounts in EUR million", "EUR", MONEY, 6),
        ("2022 $ million", "USD", MONEY, 6),
        ("Net sales $ million", "USD", MONEY, 6),
        ("Total Loan Portfolio ($bn)", "USD", MONEY, 9),
        ("Net income (loss) (JPY million)", "JPY", MONEY, 6),
        ("Revenues, $m", "USD", MONEY, 6),
        ("Revenue - US$m", "USD", MONEY, 6),
        ("(Million yen, %)", "JPY", MONEY, 6),
        ("in millions", None, BARE, 6),
        ("(in thousands)", None, BARE, 3),
        ("Subscribers (millions)", None, BARE, 6),
        ("(%)", "percent", UnitKind.PERCENT, None),
        ("％", "percent", UnitKind.PERCENT, None),
        ("% of revenues", "percent", UnitKind.PERCENT, None),
        ("% of Revenues 3Q08 (08/10~08/12)", "percent", UnitKind.PERCENT, None),
        ("EBIT / Sales %", "percent", UnitKind.PERCENT, None),
        ("Reported ∆%", "percent", UnitKind.PERCENT, None),
        ("Cash conversion (%)", "percent", UnitKind.PERCENT, None),
        ("bps", "basis_point", UnitKind.POINTS, None),
        ("Average Loan Yield by Type (in bps)", "basis_point", UnitKind.POINTS, None),
        ("YoY (pp)", "percentage_point", UnitKind.POINTS, None),
        ("Leverage (x)", "ratio", UnitKind.RATIO, None),
        ("(times)", "ratio", UnitKind.RATIO, None),
        ("(persons)", "person", COUNT, None),
        ("単位：人", "person", COUNT, None),
        ("Headcount", "person", COUNT, None),
        ("Number of Employees (total of full time and contract worker)", "person", COUNT, None),
        ("Number of contracts", "contract", COUNT, None),
        ("Unit: contracts", "contract", COUNT, None),
        ("Gbps", "Gbps", COUNT, None),
        ("Capacity (MW)", "MW", COUNT, None),
        ("Average tariff (₹ per kWh)", "INR", UnitKind.MONEY, None),
        ("Realized price (US$/oz)", "USD", UnitKind.MONEY, None),
        ("AISC ($/oz sold)", "USD", UnitKind.MONEY, None),
        ("Area (m²)", "m²", COUNT, None),
        ("thousands of tonnes", "tonne", COUNT, 3),
        ("'000 tonnes", "tonne", COUNT, 3),
        ("EPS (diluted US cents)", "USD/share", UnitKind.PER_SHARE, -2),
        ("Dividend per share (cents)", "USD/share", UnitKind.PER_SHARE, -2),
        ("EPS (yen)", "JPY/share", UnitKind.PER_SHARE, None),
        ("Cash Dividend per Share", None, UnitKind.PER_SHARE, None),
        ("Diluted EPS", None, UnitKind.PER_SHARE, None),
    ],
)
def test_reads_what_is_stated(text: str, unit: str | None, kind: UnitKind, scale: int | None) -> None:
    """Ensures that a caption, a header or a label gives its unit and scale."""
    assert read_unit(text) == UnitReading(unit, kind, scale)


@pytest.mark.parametrize(
    ("text", "home", "unit", "scale"),
    [
        ("$ million", "AUD", "AUD", 6),
        ("NAV per share (p)", "GBP", "GBP/share", -2),
        ("Earnings per share (c)", "AUD", "AUD/share", -2),
        ("Net Income per Share", "JPY", "JPY/share", None),
        ("¥ million", "CNY", "CNY", 6),
        ("kr million", "SEK", "SEK", 6),
        ("kr million", None, None, 6),
    ],
)
def test_an_ambiguous_mark_is_the_companys(text: str, home: str | None, unit: str | None, scale: int | None) -> None:
    """Ensures that the company's own currency decides what a shared mark means."""
    reading = read_unit(text, home)
    assert reading is not None
    assert (reading.unit, reading.scale) == (unit, scale)


@pytest.mark.parametrize(
    ("text", "exceptions"),
    [
        ("(in millions, except per share data)", ("per share data",)),
        ("$mn, except per share data", ("per share data",)),
        (
            "Unit: JPY billion (except for Net Income and Cash Dividend per Share)",
            ("Net Income", "Cash Dividend per Share"),
        ),
        ("Unit: JPY billion\n(except for Net Income)", ("Net Income",)),
        ("(US$ in thousands, except share, per share and percentage data)", ("share", "per share", "percentage data")),
        ("($ millions, except EPS)", ("EPS",)),
        ("(in thousands, except per share amounts; unaudited)", ("per share amounts",)),
        ("Dollars in millions, except where noted", ()),
        ("¥ billions", ()),
    ],
)
def test_reads_exceptions(text: str, exceptions: tuple[str, ...]) -> None:
    """Ensures that what a caption excepts from its unit is named, one phrase for each thing."""
    reading = read_unit(text)
    assert reading is not None
    assert reading.exceptions == exceptions


@pytest.mark.parametrize(
    "text",
    [
        "", "Net income", "Main Business", "Overview", "Changes", "Company Name", "Ownership", "YoY",
        "YoY growth rate", "Total Costs", "SG&A/R&D", "Operating Income",
        "Income before Income Tax Expense (Benefit)", "1Q07", "Gross margin", "Other income (expenses)",
        "(unaudited)", "(A)", "(B)", "Deferred tax assets (current)", "Borrowings (Short-term)", "December 31, 2008",
        "FY08 Target (08/4~09/3)", "(Previous Target)", "Reasons for Revision", "100% owned", "Sale of shares",
        "Cost of sales", "USD/JPY", "Sales in Japan", "Operations in the U.S.", "Total", "Press Releases",
    ],
)  # fmt: skip
def test_finds_none_where_none_is_stated(text: str) -> None:
    """Ensures that a label without a unit is not read as one."""
    assert read_unit(text) is None
