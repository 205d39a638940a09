"""What a deck's own words say of its company's fiscal calendar."""

import pytest

from deckfacts.language.calendar_evidence import CalendarEvidence, read_calendar

CASES: tuple[tuple[str, int | None, str | None], ...] = (
    ("3Q08 (08/10~08/12)", 3, "start"),
    ("3Q08 (08/4~08/12)", 3, "start"),
    ("FY08 (08/4~09/3)", 3, "start"),
    ("FY24 (July 2023 - June 2024)", 6, "end"),
    ("FY2008 (April 1, 2008 - March 31, 2009)", 3, "start"),
    ("Q2 FY25 (quarter ended Sep 30, 2024)", 3, "end"),
    ("quarter ended September 30, 2024 (Q2 FY25)", 3, "end"),
    ("Q1 FY25 (June 30, 2024)", 3, "end"),
    ("June 2023 quarter (Q4 FY23)", 6, "end"),
    ("fiscal year ending March 31, 2025", 3, None),
    ("fiscal year ending March 31, 2025 (FY2024)", 3, "start"),
    ("FY2024: fiscal year ended March 31, 2025", 3, "start"),
    ('the year ended September 28, 2024 ("fiscal 2024")', 9, "end"),
    ("FY3/2025 results", 3, "end"),
    ("2025年3月期 決算説明資料", 3, "end"),
    ("2024年12月期 第2四半期", 12, "end"),
    ("CY2024 demand", None, None),
    ("First quarter of fiscal year ending March 31, 2026", 3, None),
    ("third quarter ended December 31, 2008", 3, None),
    ("fourth quarter ended June 30, 2023, the last of fiscal 2023", 6, "end"),
    ("Form 10-K for the year ended December 31, 2024", 12, "end"),
    ("52 weeks ended 1 February 2025", 1, None),
    ("12 months to 31 December 2014", 12, "end"),
    ("Third Quarter Fiscal 2024 Results|May 2, 2024|three months ended March 31, 2024", 6, "end"),
    (
        "Second Quarter 2025|July 22, 2025|loans at June 30, 2025|deposits at June 30, 2025 and March 31, 2025",
        12,
        "end",
    ),
    ("Interim report Q3 2025|23 October 2025|net debt (31 December 2024: 57)", None, None),
    ("Interim report Q3 2025|23 October 2025|compared with the three months ended 30 June 2025", None, None),
    ("Interim report Q3 2025|23 October 2025|at 30 September 2025|31 December 2024|31 December 2024", 12, "end"),
    ("Interim report Q3 2025|23 October 2025|assets acquired on 31 August 2025", None, None),
    ("FY25 full year results|20 August 2025|Net debt on 30 June 2025 was $90 million", 6, "end"),
    ("Interim report Q3 2025|31 October 2025|at 30 September 2025", 12, "end"),
    ("Second Quarter 2025|21 August 2025|at June 30, 2025|shares as of July 31, 2025", 12, "end"),
    ("Third Quarter 2025|9 September 2025|as on July 31, 2025|at October 31, 2024|at October 31, 2024", 10, "end"),
    ("H1 2025 Results|15 July 2025|31 December 2024|31 December 2024", None, None),
    ("Fiscal 2024 results|28 November 2024|at June 30, 2024", 6, "end"),
    ("Interim report Q3 2025|at 31 December 2024", 3, "end"),
    ("Q2 FY26 results|12 November 2025", 3, "end"),
    ("2QFY26|12 November 2025", 3, "end"),
    ("2Q FY2025 Financial Results|8 November 2025", 3, "start"),
    ("2Q FY2025 Financial Results|8 September 2025", None, None),
    ("2Q FY2025 Results|8 November 2025|Results (April 1 - September 30, 2025)", 3, "start"),
    ("Interim report Q3 2025|Net sales, Jan-Sep 2025", 12, "end"),
    ("H1 FY25 results|20 February 2025", 6, "end"),
    ("Third Quarter Fiscal 2024 Results|May 2, 2024", 6, "end"),
    ("Q3 Fiscal 2026|19 November 2025", 1, "end"),
    ("Q2 FY26 results|12 November 2025|the three months ended October 31, 2025", 4, "end"),
    ("Q4 FY25 trading update|10 December 2025", None, None),
    ("Q2 FY25 pre-close call|25 June 2025", None, None),
    ("Q2 FY25 results|24 July 2025", None, None),
    ("Company presentation Q2 2025|12 April 2025", None, None),
    ("FY2025 results|20 August 2025", None, None),
    ("Third Quarter Fiscal 2024 Results|May 2, 2023", None, None),
    ("Fiscal 2023 results|Twelve Months Ended June 30, 2023|For the twelve months ending June 30, 2024", 6, "end"),
    ("Interim Results|six months to 30 June 2016|dividend for H1 2016", 12, "end"),
    ("自 令和 6年 1月 1日|至 令和 6年12月31日", 12, "end"),
    ("3rd Quarter FY2008 Results|2009.2.12|fiscal year ending March 31, 2009", 3, "start"),
    ("Q3 FY2025 Results|February 12, 2025|fiscal year ending March 31, 2025", 3, "end"),
    ("3Q08 (08/10~08/12)|year ended December 31, 2007 of the company acquired", 3, "start"),
    ("Q4 2023 Results", None, None),
    ("three months ended March 31, 2024", None, None),
    ("1,234 customers", None, None),
    ("", None, None),
)


@pytest.mark.parametrize(("lines", "month", "named_by"), CASES)
def test_calendar(lines: str, month: int | None, named_by: str | None) -> None:
    """Ensures that the year end and the naming are taken from what is printed, and nothing is assumed."""
    found = read_calendar(lines.split("|"))
    assert (found.year_end_month, found.named_by) == (month, named_by)
    assert bool(found.evidence) == (month is not None)


@pytest.mark.parametrize(
    ("lines", "evidence"),
    [
        ("Results 3Q08 (08/10~08/12) in short", ("3Q08 (08/10~08/12)",)),
        (
            "The fiscal year ending March 31, 2025 (FY2024) and after",
            ("fiscal year ending March 31, 2025 (FY2024)", "fiscal year ending March 31, 2025"),
        ),
        ("Second Quarter 2025|at June 30, 2025", ("Second Quarter 2025 ... at June 30, 2025",)),
        (
            "3rd Quarter FY2008|2009.2.12|year ending March 31, 2009",
            ("year ending March 31, 2009", "3rd Quarter FY2008 ... 2009.2.12"),
        ),
    ],
)
def test_evidence_is_what_is_printed(lines: str, evidence: tuple[str, ...]) -> None:
    """Ensures that a reader can see which words the calendar rests on."""
    assert read_calendar(lines.split("|")).evidence == evidence


def test_no_texts() -> None:
    """Ensures that an empty deck gives no calendar."""
    assert read_calendar([]) == CalendarEvidence(None, None, ())
