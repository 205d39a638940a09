"""Which period a title slide says the deck reports, and when it was published."""

from datetime import date

import pytest

from deckfacts.language.fiscal import FiscalCalendar
from deckfacts.language.title_slide import find_current_period, find_publication_date, published_by
from tests.deckfacts.language.meanings import describe_period

MARCH = FiscalCalendar(3, "start")
JUNE = FiscalCalendar(6, "end")
DECEMBER = FiscalCalendar(12, "end")

CASES: tuple[tuple[FiscalCalendar, str, str], ...] = (
    (MARCH, "3rd Quarter FY2008 Consolidated Financial Results|2009.2.12", "2008-10-01..2008-12-31 2008 3Q"),
    (
        MARCH,
        "Summary of FY2008/1Q-3Q (cumulative) Results and Target for Full FY2008",
        "2008-04-01..2008-12-31 2008 9M",
    ),
    (MARCH, "2025年3月期 第3四半期 決算説明資料|2025年2月12日", "2024-10-01..2024-12-31 2024 3Q"),
    (MARCH, "First Quarter of Fiscal Year Ending March 31, 2026|Financial Results", "2025-04-01..2025-06-30 2025 1Q"),
    (DECEMBER, "Q4 2023 Results", "2023-10-01..2023-12-31 2023 4Q"),
    (DECEMBER, "Second Quarter 2025 Financial Results|July 22, 2025", "2025-04-01..2025-06-30 2025 2Q"),
    (DECEMBER, "Results|Second Quarter 2025|July 22, 2025", "2025-04-01..2025-06-30 2025 2Q"),
    (DECEMBER, "Fourth Quarter and Full Year 2023 Financial Results", "2023-10-01..2023-12-31 2023 4Q"),
    (DECEMBER, "2014 Annual Results", "2014-01-01..2014-12-31 2014 FY"),
    (DECEMBER, "Annual Results 2014", "2014-01-01..2014-12-31 2014 FY"),
    (DECEMBER, "Interim results 2016", "2016-01-01..2016-06-30 2016 1H"),
    (DECEMBER, "Interim report Q3 2024", "2024-07-01..2024-09-30 2024 3Q"),
    (DECEMBER, "1Q25 Earnings Release", "2025-01-01..2025-03-31 2025 1Q"),
    (DECEMBER, "Quarterly report January-September 2024", "2024-01-01..2024-09-30 2024 9M"),
    (DECEMBER, "First quarter results 2024", "2024-01-01..2024-03-31 2024 1Q"),
    (DECEMBER, "Third Quarter Results|November 2, 2023", "2023-07-01..2023-09-30 2023 3Q"),
    (DECEMBER, "Third Quarter|2023|November 2, 2023", "2023-07-01..2023-09-30 2023 3Q"),
    (DECEMBER, "Interim Results Presentation|September 2016", "2016-01-01..2016-06-30 2016 1H"),
    (DECEMBER, "Annual Results|3 March 2015", "2014-01-01..2014-12-31 2014 FY"),
    (DECEMBER, "© 2025 Example Ltd|Q4 2024 Results", "2024-10-01..2024-12-31 2024 4Q"),
    (DECEMBER, "FY2025 guidance|FY2024 results", "2024-01-01..2024-12-31 2024 FY"),
    (DECEMBER, "Review of 2025|Results for 2024|12 February 2025", "2024-01-01..2024-12-31 2024 FY"),
    (JUNE, "FY24 Full Year Results", "2023-07-01..2024-06-30 2024 FY"),
    (JUNE, "Half year results to 31 December 2024", "2024-07-01..2024-12-31 2025 1H"),
    (JUNE, "Results for the half-year ended 31 December 2024", "2024-07-01..2024-12-31 2025 1H"),
    (JUNE, "Results for the nine months ended March 31, 2024", "2023-07-01..2024-03-31 2024 9M"),
    (JUNE, "HY25 Results Presentation", "2024-07-01..2024-12-31 2025 1H"),
    (JUNE, "A company reports fiscal 2023 results and its outlook for fiscal 2024", "2022-07-01..2023-06-30 2023 FY"),
    (DECEMBER, "自|至|令和6年1月1日|令和6年12月31日", "2024-01-01..2024-12-31 2024 FY"),
    (JUNE, "Third Quarter|Fiscal 2024", "2024-01-01..2024-03-31 2024 3Q"),
)


@pytest.mark.parametrize(("calendar", "lines", "meaning"), CASES)
def test_current_period(calendar: FiscalCalendar, lines: str, meaning: str) -> None:
    """Ensures that the reported period is read from the title in the company's own terms."""
    found = find_current_period(lines.split("|"), calendar)
    assert found is not None
    assert describe_period(found[0]) == meaning


@pytest.mark.parametrize(
    "lines",
    [
        "Investor Presentation|March 2024",
        "Company overview",
        "Outlook for 2025",
        "Third Quarter Results",
        "Statements made under an act of 1995 " + "and many words more " * 8,
        "",
    ],
)
def test_no_current_period(lines: str) -> None:
    """Ensures that a deck that does not say what it reports is given no period by guess."""
    assert find_current_period(lines.split("|"), DECEMBER) is None


def test_the_words_it_rests_on() -> None:
    """Ensures that the period comes with the printed title, of two lines where it is split over them."""
    assert find_current_period(["Q4 2023 Results "], DECEMBER) == (DECEMBER.quarter(2023, 4), "Q4 2023 Results")
    assert find_current_period(["Third Quarter", "Fiscal 2024"], JUNE) == (
        JUNE.quarter(2024, 3),
        "Third Quarter Fiscal 2024",
    )


@pytest.mark.parametrize(
    ("lines", "day", "printed"),
    [
        ("Results|2009.2.12", date(2009, 2, 12), "2009.2.12"),
        ("Results|February 12, 2009", date(2009, 2, 12), "February 12, 2009"),
        ("Results, 12 February 2009", date(2009, 2, 12), "12 February 2009"),
        ("2009年2月12日", date(2009, 2, 12), "2009年2月12日"),
        ("Quarter ended June 30, 2023|August 16, 2023", date(2023, 8, 16), "August 16, 2023"),
        ("As of June 28, 2023|August 16, 2023", date(2023, 8, 16), "August 16, 2023"),
        ("12 months to 31 December 2014|3 March 2015", date(2015, 3, 3), "3 March 2015"),
        ("Second Quarter|June 30, 2025|July 22, 2025", date(2025, 7, 22), "July 22, 2025"),
        ("令和6年12月31日 現在|令和7年2月3日", date(2025, 2, 3), "令和7年2月3日"),
        # blind trial: lumenstack: the sentence on the fiscal year stands above or below the day
        (
            "Our fiscal year ends on January 31. Fiscal 2031 (FY31) ends January 31, 2031.|September 2, 2030",
            date(2030, 9, 2),
            "September 2, 2030",
        ),
        ("Amended 3 June 2031", date(2031, 6, 3), "3 June 2031"),
        # blind trial: brennholt/fy2030-corrected.md
        ("This presentation replaces the version of 12 March 2031.|20 March 2031", date(2031, 3, 20), "20 March 2031"),
    ],
)
def test_publication_date(lines: str, day: date, printed: str) -> None:
    """Ensures that the first full date that ends no period is the day of publication."""
    assert find_publication_date(lines.split("|")) == (day, printed)


@pytest.mark.parametrize(
    "lines",
    [
        "Results|February 2009",
        "ended June 30, 2023",
        "as of 28 June 2023",
        "10/14 News",
        "Fiscal 2031 (FY31) ends January 31, 2031.",
        "Our fiscal year ends on January 31, 2031",
        "Fiscal year-end: January 31, 2031",
        "The year-end date is 31 January 2031",
        "Fiscal year closes on 31 January 2031",
        "The books closed at 31 January 2031",
        "It supersedes the report of 12 March 2031",
        "",
    ],
)
def test_no_publication_date(lines: str) -> None:
    """Ensures that months, days without a year and ends of periods are no day of publication."""
    assert find_publication_date(lines.split("|")) is None


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ("June 12, 2023|August 16, 2023", date(2023, 8, 16)),
        ("August 16, 2023|November 15, 2023", date(2023, 8, 16)),
        ("June 12, 2023", None),
        ("Shareholders' meeting: 30 April 2024", None),
        ("June 12, 2023|August 2023", date(2023, 8, 31)),
    ],
)
def test_publication_of_a_period(lines: str, day: date | None) -> None:
    """Ensures that results of a quarter to June 2023 come out behind its end, and within half a year or so."""
    assert published_by(lines.split("|"), DECEMBER.quarter(2023, 2)) == day
