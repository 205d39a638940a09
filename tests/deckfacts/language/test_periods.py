"""What period labels mean: "3Q08", "FY2008/1Q-3Q", "three months ended June 30, 2023 and 2022"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckfacts.language.fiscal import FiscalCalendar, Period
from deckfacts.language.periods import MentionKind, find_periods
from tests.deckfacts.language.meanings import mentions_of

NAMED_BY_START = FiscalCalendar(3, "start")
NAMED_BY_END = FiscalCalendar(6, "end")

STARTING: tuple[tuple[str, ...], ...] = (
    ("% of Revenues 3Q08 (08/4~08/12)", "3Q08 (08/4~08/12) = 2008-04-01..2008-12-31 2008 9M"),
    ("3Q08 (08/10~08/12)", "3Q08 (08/10~08/12) = 2008-10-01..2008-12-31 2008 3Q"),
    ("3Q08", "3Q08 = 2008-10-01..2008-12-31 2008 3Q"),
    ("the first 7 weeks of 3Q08", "first 7 weeks of 3Q08 = 2008-10-01..2008-11-18 2008"),
    ("the first seven weeks of trading in 3Q08", "first seven weeks of trading in 3Q08 = 2008-10-01..2008-11-18 2008"),
    ("seven weeks before 3Q08", "3Q08 = 2008-10-01..2008-12-31 2008 3Q"),
    ("3Q 2008", "3Q 2008 = 2008-10-01..2008-12-31 2008 3Q"),
    ("3Q FY2008", "3Q FY2008 = 2008-10-01..2008-12-31 2008 3Q"),
    ("Q3 FY2008", "Q3 FY2008 = 2008-10-01..2008-12-31 2008 3Q"),
    ("Q3'23", "Q3'23 = 2023-10-01..2023-12-31 2023 3Q"),
    ("Q3 '23", "Q3 '23 = 2023-10-01..2023-12-31 2023 3Q"),
    ("Q3 23", "Q3 23 = 2023-10-01..2023-12-31 2023 3Q"),
    ("Q3-2023", "Q3-2023 = 2023-10-01..2023-12-31 2023 3Q"),
    ("Q3FY24", "Q3FY24 = 2024-10-01..2024-12-31 2024 3Q"),
    ("3QFY24", "3QFY24 = 2024-10-01..2024-12-31 2024 3Q"),
    ("3Q/24", "3Q/24 = 2024-10-01..2024-12-31 2024 3Q"),
    ("Q3.24", "Q3.24 = 2024-10-01..2024-12-31 2024 3Q"),
    ("Q324", "Q324 = 2024-10-01..2024-12-31 2024 3Q"),
    ("FY24 Q3", "FY24 Q3 = 2024-10-01..2024-12-31 2024 3Q"),
    ("FY2008/3Q", "FY2008/3Q = 2008-10-01..2008-12-31 2008 3Q"),
    ("FY08\t3Q", "FY08\t3Q = 2008-10-01..2008-12-31 2008 3Q"),
    ("24Q3", "24Q3 = 2024-10-01..2024-12-31 2024 3Q"),
    ("2023 Q4 results", "2023 Q4 = 2024-01-01..2024-03-31 2023 4Q"),
    ("2023Q4", "2023Q4 = 2024-01-01..2024-03-31 2023 4Q"),
    ("FY2008/1Q-3Q (cumulative)", "FY2008/1Q-3Q (cumulative) = 2008-04-01..2008-12-31 2008 9M"),
    ("1Q-3Q FY2008", "1Q-3Q FY2008 = 2008-04-01..2008-12-31 2008 9M"),
    ("Q1-Q3 2024", "Q1-Q3 2024 = 2024-04-01..2024-12-31 2024 9M"),
    ("1Q(4~6月)", "1Q(4~6月) = 2008-04-01..2008-06-30 2008 1Q"),
    ("4Q (1~3月)", "4Q (1~3月) = 2009-01-01..2009-03-31 2008 4Q"),
    ("第2四半期(4~9月)", "第2四半期(4~9月) = 2008-04-01..2008-09-30 2008 1H"),
    ("第2四半期(中間期)", "第2四半期(中間期) = 2008-04-01..2008-09-30 2008 1H"),
    ("3. Quartal 2024", "3. Quartal 2024 = 2024-10-01..2024-12-31 2024 3Q"),
    ("1. Halbjahr 2024", "1. Halbjahr 2024 = 2024-04-01..2024-09-30 2024 1H"),
    ("3e trimestre 2024", "3e trimestre 2024 = 2024-10-01..2024-12-31 2024 3Q"),
    ("2º semestre 2024", "2º semestre 2024 = 2024-10-01..2025-03-31 2024 2H"),
    ("3 mo.", "3 mo. = 2008-10-01..2008-12-31 2008 3Q 3m"),
    ("Q1-3 2024", "Q1-3 2024 = 2024-04-01..2024-12-31 2024 9M"),
    ("Q2-Q4 2023", "Q2-Q4 2023 = 2023-07-01..2024-03-31 2023"),
    ("1Q-3Q", "1Q-3Q = 2008-04-01..2008-12-31 2008 9M"),
    ("Q3", "Q3 = 2008-10-01..2008-12-31 2008 3Q"),
    ("3Q: 5.2%", "3Q = 2008-10-01..2008-12-31 2008 3Q"),
    ("4th quarter", "4th quarter = 2009-01-01..2009-03-31 2008 4Q"),
    ("the third quarter", "third quarter = 2008-10-01..2008-12-31 2008 3Q"),
    ("fourth-quarter 2023", "fourth-quarter 2023 = 2024-01-01..2024-03-31 2023 4Q"),
    ("third quarter of fiscal 2008", "third quarter of fiscal 2008 = 2008-10-01..2008-12-31 2008 3Q"),
    ("third quarter of the fiscal year 2008", "third quarter of the fiscal year 2008 = 2008-10-01..2008-12-31 2008 3Q"),
    ("first quarter 2024", "first quarter 2024 = 2024-04-01..2024-06-30 2024 1Q"),
    ("3rd Quarter FY2008", "3rd Quarter FY2008 = 2008-10-01..2008-12-31 2008 3Q"),
    (
        "fourth quarter and full year 2023",
        "fourth quarter = 2024-01-01..2024-03-31 2023 4Q",
        "full year 2023 = 2023-04-01..2024-03-31 2023 FY",
    ),
    ("Q4 and FY 2023", "Q4 = 2024-01-01..2024-03-31 2023 4Q", "FY 2023 = 2023-04-01..2024-03-31 2023 FY"),
    (
        "Q1, Q2 and Q3 2023",
        "Q1 = 2023-04-01..2023-06-30 2023 1Q",
        "Q2 = 2023-07-01..2023-09-30 2023 2Q",
        "Q3 2023 = 2023-10-01..2023-12-31 2023 3Q",
    ),
    ("FY23 Q1 and Q2", "FY23 Q1 = 2023-04-01..2023-06-30 2023 1Q", "Q2 = 2023-07-01..2023-09-30 2023 2Q"),
    ("Q4 2023 vs. Q4 2022", "Q4 2023 = 2024-01-01..2024-03-31 2023 4Q", "Q4 2022 = 2023-01-01..2023-03-31 2022 4Q"),
    ("Q3 2023 and 2022", "Q3 2023 = 2023-10-01..2023-12-31 2023 3Q", "2022 = 2022-10-01..2022-12-31 2022 3Q"),
    ("June quarter 2023", "June quarter 2023 = 2023-04-01..2023-06-30 2023 1Q"),
    ("June 2023 quarter", "June 2023 quarter = 2023-04-01..2023-06-30 2023 1Q"),
    ("September quarter", "September quarter = 2008-07-01..2008-09-30 2008 2Q"),
    ("December quarter FY08", "December quarter FY08 = 2008-10-01..2008-12-31 2008 3Q"),
    ("H1 2014", "H1 2014 = 2014-04-01..2014-09-30 2014 1H"),
    ("1H16", "1H16 = 2016-04-01..2016-09-30 2016 1H"),
    ("1H FY16", "1H FY16 = 2016-04-01..2016-09-30 2016 1H"),
    ("2H08", "2H08 = 2008-10-01..2009-03-31 2008 2H"),
    ("FY24H1", "FY24H1 = 2024-04-01..2024-09-30 2024 1H"),
    ("1HFY25", "1HFY25 = 2025-04-01..2025-09-30 2025 1H"),
    ("HY25", "HY25 = 2025-04-01..2025-09-30 2025 1H"),
    ("1H'25", "1H'25 = 2025-04-01..2025-09-30 2025 1H"),
    ("H1/2024", "H1/2024 = 2024-04-01..2024-09-30 2024 1H"),
    ("first half of FY2024", "first half of FY2024 = 2024-04-01..2024-09-30 2024 1H"),
    ("first-half 2025", "first-half 2025 = 2025-04-01..2025-09-30 2025 1H"),
    ("half year 2014", "half year 2014 = 2014-04-01..2014-09-30 2014 1H"),
    ("second half", "second half = 2008-10-01..2009-03-31 2008 2H"),
    ("FY2008", "FY2008 = 2008-04-01..2009-03-31 2008 FY"),
    ("FY08", "FY08 = 2008-04-01..2009-03-31 2008 FY"),
    ("FY'08", "FY'08 = 2008-04-01..2009-03-31 2008 FY"),
    ("FY 2008", "FY 2008 = 2008-04-01..2009-03-31 2008 FY"),
    ("full FY2008", "full FY2008 = 2008-04-01..2009-03-31 2008 FY"),
    ("FY3/2009", "FY3/2009 = 2008-04-01..2009-03-31 2008 FY"),
    ("FY03/09", "FY03/09 = 2008-04-01..2009-03-31 2008 FY"),
    ("FYE March 2009", "FYE March 2009 = 2008-04-01..2009-03-31 2008 FY"),
    ("FYE 31 March 2009", "FYE 31 March 2009 = 2008-04-01..2009-03-31 2008 FY"),
    ("FY Mar-25", "FY Mar-25 = 2024-04-01..2025-03-31 2024 FY"),
    ("FY2024/3", "FY2024/3 = 2023-04-01..2024-03-31 2023 FY"),
    ("fiscal 2023", "fiscal 2023 = 2023-04-01..2024-03-31 2023 FY"),
    ("fiscal year 2023", "fiscal year 2023 = 2023-04-01..2024-03-31 2023 FY"),
    ("financial year 2023", "financial year 2023 = 2023-04-01..2024-03-31 2023 FY"),
    ("the 2024 financial year", "2024 financial year = 2024-04-01..2025-03-31 2024 FY"),
    (
        "fiscal years 2023 and 2024",
        "fiscal years 2023 = 2023-04-01..2024-03-31 2023 FY",
        "2024 = 2024-04-01..2025-03-31 2024 FY",
    ),
    ("FY2023/24", "FY2023/24 = 2023-04-01..2024-03-31 2023 FY"),
    ("FY2023-24", "FY2023-24 = 2023-04-01..2024-03-31 2023 FY"),
    ("full year 2024", "full year 2024 = 2024-04-01..2025-03-31 2024 FY"),
    ("full-year 2024", "full-year 2024 = 2024-04-01..2025-03-31 2024 FY"),
    ("Full-year", "Full-year = 2008-04-01..2009-03-31 2008 FY"),
    ("CY2023", "CY2023 = 2023-01-01..2023-12-31"),
    ("year ended 31 March 2024", "year ended 31 March 2024 = 2023-04-01..2024-03-31 2023 FY"),
    ("fiscal year ending March 31, 2025", "fiscal year ending March 31, 2025 = 2024-04-01..2025-03-31 2024 FY"),
    ("Year to 31 March 2025", "Year to 31 March 2025 = 2024-04-01..2025-03-31 2024 FY"),
    (
        "First quarter of fiscal year ending March 31, 2026",
        "First quarter of fiscal year ending March 31, 2026 = 2025-04-01..2025-06-30 2025 1Q",
    ),
    (
        "three months ended June 30, 2023 and 2022",
        "three months ended June 30, 2023 = 2023-04-01..2023-06-30 2023 1Q",
        "2022 = 2022-04-01..2022-06-30 2022 1Q",
    ),
    (
        "three months ended June 30, 2023 and June 30, 2022",
        "three months ended June 30, 2023 = 2023-04-01..2023-06-30 2023 1Q",
        "June 30, 2022 = 2022-04-01..2022-06-30 2022 1Q",
    ),
    ("nine months ended December 31, 2008", "nine months ended December 31, 2008 = 2008-04-01..2008-12-31 2008 9M"),
    ("third quarter ended December 31, 2008", "third quarter ended December 31, 2008 = 2008-10-01..2008-12-31 2008 3Q"),
    ("first nine months of fiscal 2024", "first nine months of fiscal 2024 = 2024-04-01..2024-12-31 2024 9M"),
    ("first six months of FY2008", "first six months of FY2008 = 2008-04-01..2008-09-30 2008 1H"),
    ("9M FY24", "9M FY24 = 2024-04-01..2024-12-31 2024 9M"),
    ("9M24", "9M24 = 2024-04-01..2024-12-31 2024 9M"),
    ("9M/2024", "9M/2024 = 2024-04-01..2024-12-31 2024 9M"),
    ("12M23", "12M23 = 2023-04-01..2024-03-31 2023 FY"),
    ("YTD 2024", "YTD 2024 = 2024-04-01..2024-12-31 2024 9M"),
    ("YTD", "YTD = 2008-04-01..2008-12-31 2008 9M"),
    ("Q3 2024 YTD", "Q3 2024 YTD = 2024-04-01..2024-12-31 2024 9M"),
    ("3Q08 cumulative", "3Q08 cumulative = 2008-04-01..2008-12-31 2008 9M"),
    ("cumulative 3Q08", "cumulative 3Q08 = 2008-04-01..2008-12-31 2008 9M"),
    ("3Q08 (9 months)", "3Q08 (9 months) = 2008-04-01..2008-12-31 2008 9M"),
    ("3Q08 (Oct-Dec)", "3Q08 (Oct-Dec) = 2008-10-01..2008-12-31 2008 3Q"),
    ("3Q08 (Apr.-Dec.)", "3Q08 (Apr.-Dec.) = 2008-04-01..2008-12-31 2008 9M"),
    ("3Q08 (October 2008 - December 2008)", "3Q08 (October 2008 - December 2008) = 2008-10-01..2008-12-31 2008 3Q"),
    ("FY08 Target (08/4~09/3)", "FY08 = 2008-04-01..2009-03-31 2008 FY", "08/4~09/3 = 2008-04-01..2009-03-31 2008 FY"),
    ("2008/4-2008/12", "2008/4-2008/12 = 2008-04-01..2008-12-31 2008 9M"),
    ("08/4~08/12", "08/4~08/12 = 2008-04-01..2008-12-31 2008 9M"),
    ("10/08~12/08", "10/08~12/08 = 2008-10-01..2008-12-31 2008 3Q"),
    ("2008/4~12", "2008/4~12 = 2008-04-01..2008-12-31 2008 9M"),
    ("Apr-Dec 2008", "Apr-Dec 2008 = 2008-04-01..2008-12-31 2008 9M"),
    ("April to December 2008", "April to December 2008 = 2008-04-01..2008-12-31 2008 9M"),
    ("April 1 to December 31, 2008", "April 1 to December 31, 2008 = 2008-04-01..2008-12-31 2008 9M"),
    ("October 2008 - December 2008", "October 2008 - December 2008 = 2008-10-01..2008-12-31 2008 3Q"),
    ("Three Months Ended June 30,", "Three Months Ended June 30 = 2008-04-01..2008-06-30 2008 1Q"),
    ("9 months", "9 months = 2008-04-01..2008-12-31 2008 9M 9m"),
    ("nine-month", "nine-month = 2008-04-01..2008-12-31 2008 9M 9m"),
    (
        "<For 9 months> 7.8% <For 3 months> 11.7%",
        "9 months = 2008-04-01..2008-12-31 2008 9M 9m",
        "3 months = 2008-10-01..2008-12-31 2008 3Q 3m",
    ),
    ("7 months", "7 months = 2008-06-01..2008-12-31 2008 7m"),
    (
        "FY2007/1Q-3Q was 7 months",
        "FY2007/1Q-3Q = 2007-04-01..2007-12-31 2007 9M",
        "7 months = 2008-06-01..2008-12-31 2008 7m",
    ),
    ("over the last twelve months", "last twelve months = 2008-01-01..2008-12-31 12m"),
    ("within 12 months", "12 months = ? 12m"),
    ("LTM June 2008", "LTM June 2008 = 2007-07-01..2008-06-30"),
    ("LTM (June 2008)", "LTM (June 2008) = 2007-07-01..2008-06-30"),
    ("TTM", "TTM = 2008-01-01..2008-12-31 12m"),
    ("YTD-08", "YTD-08 = 2008-04-01..2008-12-31 2008 9M"),
    ("YTD07", "YTD07 = 2007-04-01..2007-12-31 2007 9M"),
    ("YTD '07", "YTD '07 = 2007-04-01..2007-12-31 2007 9M"),
    ("YTD-25%", "YTD = 2008-04-01..2008-12-31 2008 9M"),
    ("YTD 25 stores", "YTD = 2008-04-01..2008-12-31 2008 9M"),
    ("12/31/08A", "12/31/08A = @2008-12-31 2008 3Q date"),
    ("3/31/09E", "3/31/09E = @2009-03-31 2008 4Q date estimate"),
    ("R12", "R12 = 2008-01-01..2008-12-31 12m"),
    ("L12M EBITDA", "L12M = 2008-01-01..2008-12-31 12m"),
    ("R12 Jun-08", "R12 Jun-08 = 2007-07-01..2008-06-30"),
    ("R12 Q2 2008", "R12 Q2 2008 = 2007-10-01..2008-09-30"),
    ("the R12 engine",),
    ("R120",),
    ("2024E", "2024E = 2024-04-01..2025-03-31 2024 FY estimate"),
    ("FY25F", "FY25F = 2025-04-01..2026-03-31 2025 FY estimate"),
    ("FY2025(E)", "FY2025(E) = 2025-04-01..2026-03-31 2025 FY estimate"),
    ("FY2025 (plan)", "FY2025 (plan) = 2025-04-01..2026-03-31 2025 FY estimate"),
    ("FY2025 (forecast)", "FY2025 (forecast) = 2025-04-01..2026-03-31 2025 FY estimate"),
    ("4Q23A", "4Q23A = 2024-01-01..2024-03-31 2023 4Q"),
    ("Q4FY24E", "Q4FY24E = 2025-01-01..2025-03-31 2024 4Q estimate"),
    ("2008", "2008 = 2008-04-01..2009-03-31 2008 FY"),
    ("in 2008 revenue grew", "2008 = 2008-04-01..2009-03-31 2008 FY"),
    (
        "2021 2022 2023",
        "2021 = 2021-04-01..2022-03-31 2021 FY",
        "2022 = 2022-04-01..2023-03-31 2022 FY",
        "2023 = 2023-04-01..2024-03-31 2023 FY",
    ),
    ("2020-2023", "2020-2023 = 2020-04-01..2024-03-31"),
    ("FY2020-FY2023", "FY2020-FY2023 = 2020-04-01..2024-03-31"),
    ("FY23-25", "FY23-25 = 2023-04-01..2026-03-31"),
    ("by 2030", "2030 = 2030-04-01..2031-03-31 2030 FY"),
    ("2025年3月期", "2025年3月期 = 2024-04-01..2025-03-31 2024 FY"),
    ("2025年3月期(予想)", "2025年3月期(予想) = 2024-04-01..2025-03-31 2024 FY estimate"),
    ("2025年3月期第3四半期", "2025年3月期第3四半期 = 2024-10-01..2024-12-31 2024 3Q"),
    ("2025年3月期第3四半期累計", "2025年3月期第3四半期累計 = 2024-04-01..2024-12-31 2024 9M"),
    ("2024年度第2四半期", "2024年度第2四半期 = 2024-07-01..2024-09-30 2024 2Q"),
    ("第3四半期累計", "第3四半期累計 = 2008-04-01..2008-12-31 2008 9M"),
    ("2024年4月~12月", "2024年4月~12月 = 2024-04-01..2024-12-31 2024 9M"),
    ("令和6年3月期", "令和6年3月期 = 2023-04-01..2024-03-31 2023 FY"),
    ("自 令和6年1月1日 至 令和6年12月31日", "令和6年1月1日 至 令和6年12月31日 = 2024-01-01..2024-12-31"),
    ("24/3期", "24/3期 = 2023-04-01..2024-03-31 2023 FY"),
    ("上期", "上期 = 2008-04-01..2008-09-30 2008 1H"),
    ("下期", "下期 = 2008-10-01..2009-03-31 2008 2H"),
    ("通期", "通期 = 2008-04-01..2009-03-31 2008 FY"),
)

ENDING: tuple[tuple[str, ...], ...] = (
    ("fiscal 2023", "fiscal 2023 = 2022-07-01..2023-06-30 2023 FY"),
    ("3Q08", "3Q08 = 2008-01-01..2008-03-31 2008 3Q"),
    ("Q2 FY25", "Q2 FY25 = 2024-10-01..2024-12-31 2025 2Q"),
    (
        "first half of fiscal 2024 and second half of fiscal 2023",
        "first half of fiscal 2024 = 2023-07-01..2023-12-31 2024 1H",
        "second half of fiscal 2023 = 2023-01-01..2023-06-30 2023 2H",
    ),
    ("June 2023 quarter", "June 2023 quarter = 2023-04-01..2023-06-30 2023 4Q"),
    ("Three Months Ended June 30,", "Three Months Ended June 30 = 2023-04-01..2023-06-30 2023 4Q"),
    (
        "Twelve Months Ended June 30, 2022 2023",
        "Twelve Months Ended June 30, 2022 = 2021-07-01..2022-06-30 2022 FY",
        "2023 = 2022-07-01..2023-06-30 2023 FY",
    ),
    (
        "twelve-month period ending June 30, 2024",
        "twelve-month period ending June 30, 2024 = 2023-07-01..2024-06-30 2024 FY",
    ),
    ("half-year to December 2024", "half-year to December 2024 = 2024-07-01..2024-12-31 2025 1H"),
    ("2024年度", "2024年度 = 2024-07-01..2025-06-30 2025 FY"),
    ("FY2023/24", "FY2023/24 = 2023-07-01..2024-06-30 2024 FY"),
    ("H1 2024/25", "H1 2024/25 = 2024-07-01..2024-12-31 2025 1H"),
    ("52 weeks ended 1 July 2023", "52 weeks ended 1 July 2023 = 2022-07-03..2023-07-01 2023 FY"),
    ("26 weeks ended 31 December 2022", "26 weeks ended 31 December 2022 = 2022-07-03..2022-12-31 2023 1H"),
)

ALONE: tuple[tuple[str, ...], ...] = (
    ("Q3", "Q3 = ?"),
    ("first half",),
    ("9 months", "9 months = ? 9m"),
    ("3Q08", "3Q08 = 2008-10-01..2008-12-31 2008 3Q"),
    ("TTM",),
    ("Three Months Ended June 30,", "Three Months Ended June 30 = ?"),
    ("Q1 and Q2 2024", "Q1 = 2024-04-01..2024-06-30 2024 1Q", "Q2 2024 = 2024-07-01..2024-09-30 2024 2Q"),
)

NOT_PERIODS = (
    "24/7",
    "50/50 split, 80/20",
    "10-20%",
    "3.5x",
    "1,105 2,008 2.008",
    "$2,008",
    "$2008",
    "US$ 2023",
    "JPY 2023",
    "3,Q",
    "IPv6, EM7.2, A2023",
    "Q100 and H264",
    "2008 contracts",
    "2008 million",
    "ISO 9001:2015",
    "1/2 of customers, 2/3 majority",
    "version 2.1.10",
    "FY 10% growth",
    "may 5% be",
    "top 5 may decline",
    "Tel. +81-3-2008-1234",
    "Directive 2003/71/EC",
    "7.11-10.00%",
    "the last two quarters",
    "up 24% YoY",
    "1 800 123",
    "Q3.5",
    "H2O",
    "",
)


@pytest.mark.parametrize("case", STARTING, ids=lambda case: case[0])
def test_a_year_named_by_its_start(case: tuple[str, ...]) -> None:
    """Ensures that each label is read in the terms of a company whose FY2008 is April 2008 to March 2009."""
    text, *meaning = case
    assert mentions_of(text, NAMED_BY_START, NAMED_BY_START.quarter(2008, 3)) == tuple(meaning)


@pytest.mark.parametrize("case", ENDING, ids=lambda case: case[0])
def test_a_year_named_by_its_end(case: tuple[str, ...]) -> None:
    """Ensures that each label is read in the terms of a company whose fiscal 2023 is July 2022 to June 2023."""
    text, *meaning = case
    assert mentions_of(text, NAMED_BY_END, NAMED_BY_END.quarter(2023, 4)) == tuple(meaning)


@pytest.mark.parametrize("case", ALONE, ids=lambda case: case[0])
def test_a_deck_whose_own_period_is_unknown(case: tuple[str, ...]) -> None:
    """Ensures that a label without a year claims its digits and is given no meaning by guess."""
    text, *meaning = case
    assert mentions_of(text, NAMED_BY_START, None) == tuple(meaning)


@pytest.mark.parametrize("text", NOT_PERIODS)
def test_numbers_that_are_no_periods(text: str) -> None:
    """Ensures that quantities, names, ratios, fractions and telephone numbers are left to the other grammars."""
    assert mentions_of(text, NAMED_BY_END, NAMED_BY_END.year(2023)) == ()


def test_kind_of_a_mention() -> None:
    """Ensures that a mention says whether it is a duration, an instant or neither yet."""
    found = find_periods("10/14 3Q08 end of 3Q08", NAMED_BY_START)
    assert [mention.kind for mention in found] == [MentionKind.UNRESOLVED, MentionKind.PERIOD, MentionKind.INSTANT]


PIECES = st.sampled_from(
    [text for text, *_ in (*STARTING, *ENDING, *ALONE) if text]
    + list(NOT_PERIODS)
    + ["1,234", "(", ")", "/", "-", "and", "İ"]
)


@given(st.lists(PIECES, max_size=8), st.sampled_from([" ", "", ", ", "-"]))
def test_mentions_stand_in_order_apart_and_within(pieces: list[str], joint: str) -> None:
    """Ensures that mentions of any text are ordered, never overlap, are not empty and lie within it."""
    text = joint.join(pieces)
    end = 0
    for mention in find_periods(text, NAMED_BY_START, NAMED_BY_START.quarter(2008, 3)):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end


@given(st.text(alphabet="0123456789/-~.,'()qQhHfFyYtoand 年月期第四半DecMarJun", max_size=40))
def test_any_text_is_read(text: str) -> None:
    """Ensures that no sequence of the grammar's own characters makes it fail."""
    current: Period = NAMED_BY_END.quarter(2023, 4)
    for mention in find_periods(text, NAMED_BY_END, current):
        assert mention.period is None or mention.period.start is None or mention.period.start <= mention.period.end
