"""Tests of the survey: the opening and the words of a deck on the left, its setting on the right."""

from datetime import date

import pytest

from deckfacts.contract import Comparison
from deckfacts.meaning.setting import name_key
from deckfacts.meaning.survey import Survey, survey
from deckfacts.profiles import Profile
from tests.deckfacts.meaning.notation import PROFILE, TITLE, mini_deck

FACT = "- Revenue: $120 million\n"
JUNE_YEAR = "# Norvale Networks AG\n\nAnnual report 2024\n\nFiscal year ended June 30, 2024\n\n"
MARCH_YEAR = "# Norvale Networks Co., Ltd.\n\nFY2008 3Q Results (April 2008 - December 2008)\n\nFebruary 12, 2009\n\n"
CALENDAR_YEAR = "# Norvale Networks Inc.\n\nThird quarter 2024 earnings\n\nOctober 30, 2024\n\n"
WEEKS = "# Norvale Stores plc\n\nFull year results for the 52 weeks ended 29 March 2025\n\n"
NOTHING = "# Norvale Networks\n\n"


def look(body: str = FACT, *, opening: str = TITLE, profile: Profile | None = None) -> Survey:
    """The survey of a mini deck, without a profile unless one is given."""
    return survey(mini_deck(body, opening=opening), profile, None)


CALENDARS = {
    "the fiscal year's end": (JUNE_YEAR, None, "6 end"),
    "months beside a fiscal label": (MARCH_YEAR, None, "3 start"),
    "quarters of the calendar year": (CALENDAR_YEAR, None, "12 end"),
    "weeks that end in March": (WEEKS, None, "3 end"),
    "a profile beats the deck": (CALENDAR_YEAR, PROFILE, "6 end"),
}


@pytest.mark.parametrize(("opening", "profile", "expected"), CALENDARS.values(), ids=CALENDARS.keys())
def test_calendar(opening: str, profile: Profile | None, expected: str) -> None:
    """Ensures that the fiscal calendar is the profile's, else the one that the deck tells."""
    calendar = look(opening=opening, profile=profile).setting.calendar
    assert f"{calendar.year_end_month} {calendar.named_by}" == expected


PERIODS = {
    "a year": (JUNE_YEAR, None, "2023-07-01..2024-06-30 2024 FY"),
    "printed months beat the quarter's label": (MARCH_YEAR, None, "2008-04-01..2008-12-31 2008 9M"),
    "a quarter": (CALENDAR_YEAR, None, "2024-07-01..2024-09-30 2024 3Q"),
    "a quarter by the profile's calendar": (TITLE, PROFILE, "2024-01-01..2024-03-31 2024 3Q"),
    "52 weeks": (WEEKS, None, "2024-03-31..2025-03-29 2025 FY"),
    "a fiscal quarter that was over when the deck came out": (TITLE, None, "2024-01-01..2024-03-31 2024 3Q"),
    "none": (NOTHING, None, "none"),
}


@pytest.mark.parametrize(("opening", "profile", "expected"), PERIODS.values(), ids=PERIODS.keys())
def test_current_period(opening: str, profile: Profile | None, expected: str) -> None:
    """Ensures that the period that a deck reports on is the one of its title slide."""
    now = look(opening=opening, profile=profile).setting.current
    found = f"{now.start}..{now.end} {now.fiscal_year} {now.fiscal_period}" if now else "none"
    assert found == expected


def test_period_beside_a_past_balance() -> None:
    """Ensures that a balance to compare with moves neither the reported period nor the day of publication."""
    found = look("- Net debt: $59 million (31 December 2023: $57 million)\n", opening=CALENDAR_YEAR)
    assert found.setting.current is not None
    assert (found.setting.current.end, found.published_on) == (date(2024, 9, 30), date(2024, 10, 30))


CURRENCIES = {
    "the one printed most": ("- Revenue: €120 million\n- Profit: €3 million\n- Rent: ¥5 million\n", None, "EUR"),
    "a caption": ("Unit: JPY million\n\n- Revenue: 120\n", None, "JPY"),
    "a caption says whose dollar": ("(C$ million)\n\n- Revenue: $120\n- Rent: $5\n- Debt: $40\n", None, "CAD"),
    "a caption in dollars of the US": ("(US$ million)\n\n- Revenue: $120\n", None, "USD"),
    "most captions leave it open": (
        "- Stores: 512\n\n(C$ million)\n\n- Revenue: $120\n\n## Group\n\n(in millions)\n\n- Revenue: $140\n",
        None,
        "USD",
    ),
    "a row of another dollar": (
        "| | 3Q24 |\n|---|---|\n| Notes (C$ million) | 80 |\n| Revenue | $120 |\n| Cash | $12 |\n",
        None,
        "USD",
    ),
    "the deck says it of all amounts": (
        "All amounts in this report are in Canadian dollars.\n\n- Revenue: $120 million\n- Debt: €40 million\n",
        None,
        "CAD",
    ),
    "the deck says two things": (
        "All amounts in this report are in euros.\n\nAll amounts in this report are in Swedish kronor.\n\n" + FACT,
        None,
        "USD",
    ),
    "a profile beats the deck": ("- Revenue: €120 million\n", PROFILE, "USD"),
    "none printed": ("- Stores: 512\n", None, None),
}


@pytest.mark.parametrize(("body", "profile", "expected"), CURRENCIES.values(), ids=CURRENCIES.keys())
def test_currency(body: str, profile: Profile | None, expected: str | None) -> None:
    """Ensures that the home currency is the profile's, else the one that the deck prints most."""
    assert look(body, profile=profile).setting.currency == expected


SEGMENTS = {
    "beside a metric and once more": (
        "- Cloud revenue of $70 million\n- Cloud: strong demand\n",
        ["Cloud"],
    ),
    "beside a metric twice": (
        "| | 3Q24 |\n|---|---|\n| Cloud revenue | $70 million |\n| Cloud operating income | $7 million |\n",
        ["Cloud"],
    ),
    "in a table by segment and once more": (
        "Segment information\n\n| $ million | 3Q24 |\n|---|---|\n| Cloud | 70.0 |\n\n- Cloud: up 2%\n",
        ["Cloud"],
    ),
    "beside a metric only once is not enough": ("- Cloud revenue of $70 million\n", []),
    "a word that is never beside a metric": ("- Weather: cold\n- Weather: 12 days\n- Revenue: $1 million\n", []),
    "the company itself": ("- Norvale revenue of $70 million\n- Norvale: strong\n", []),
}


@pytest.mark.parametrize(("body", "expected"), SEGMENTS.values(), ids=SEGMENTS.keys())
def test_segments(body: str, expected: list[str]) -> None:
    """Ensures that a part of the company is known by evidence, and no other word is taken for one."""
    known = look(body).setting.segments
    names = ["Cloud", "Weather", "Norvale", "Revenue"]
    assert [name for name in names if known.knows(name)] == expected


def test_segments_of_the_profile() -> None:
    """Ensures that the profile's segments are known whatever the deck prints, with or without words around them."""
    known = look(profile=PROFILE).setting.segments
    assert known.knows("Cloud")
    assert known.knows("the cloud business")
    assert not known.knows("Cloud platform")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the 4 New Subsidiaries", "4 new subsidiary"),
        ("Fiber Networks", "fiber network"),
        ("Business Process Outsourcing", "process outsourcing"),
    ],
)
def test_one_name(one: str, other: str) -> None:
    """Ensures that a name is the same with and without case, articles, plural and words such as "business"."""
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Access", "Acces"), ("Wireless", "Wireles")])
def test_two_names(one: str, other: str) -> None:
    """Ensures that a name that ends like a plural keeps its last letter."""
    assert name_key(one) != name_key(other)


COMPANIES = {
    "its registered name": (CALENDAR_YEAR, None, "Norvale Networks Inc"),
    "the first line without digits": (NOTHING, None, "Norvale Networks"),
    "the profile's": (CALENDAR_YEAR, PROFILE, "Norvale Networks"),
}


@pytest.mark.parametrize(("opening", "profile", "expected"), COMPANIES.values(), ids=COMPANIES.keys())
def test_company(opening: str, profile: Profile | None, expected: str) -> None:
    """Ensures that the company's name is the profile's, else the one on the title slide."""
    assert look(opening=opening, profile=profile).company_name == expected


def test_words_of_the_company() -> None:
    """Ensures that the company's own name, its group's and a bare "total" mean the whole, and other names don't."""
    setting = look(opening=CALENDAR_YEAR).setting
    whole = ["Norvale", "Norvale Networks", "Norvale Group", "the company", "Total"]
    assert [name for name in [*whole, "Norvale Stores", "Cloud"] if setting.is_company(name)] == whole


def test_weeks() -> None:
    """Ensures that the days on which years of whole weeks end are known, and only where weeks are printed."""
    assert look(opening=WEEKS).setting.week_ends == (date(2025, 3, 29),)
    assert look(opening=CALENDAR_YEAR).setting.week_ends == ()


YEAR_ENDS = "Our fiscal year ends on June 30. Fiscal 2024 ends June 30, 2024.\n\n"
THIRD = "# Norvale Networks AG\n\nThird Quarter Fiscal Year 2024 Results\n\n"
PUBLISHED = {
    "printed": (CALENDAR_YEAR, None, date(2024, 10, 30)),
    "not printed": (JUNE_YEAR, None, None),
    "a year's end ahead is none": (THIRD + YEAR_ENDS, PROFILE, None),
    "a year's end ahead, then the day": (THIRD + YEAR_ENDS + "May 2, 2024\n\n", PROFILE, date(2024, 5, 2)),
    "before the period is over": (THIRD + "January 12, 2024\n\n", PROFILE, None),
    "on its last day": (THIRD + "March 31, 2024\n\n", PROFILE, None),
    "long after": (THIRD + "Annual meeting: 20 November 2024\n\n", PROFILE, None),
    "the one of several that fits": (THIRD + "15 January 2024\n\n8 May 2024\n\n", PROFILE, date(2024, 5, 8)),
    "alone on its line": (THIRD + "12 April 2024\n\n", PROFILE, date(2024, 4, 12)),
    "against a calendar that is assumed": (THIRD + "May 2, 2023\n\n", None, date(2023, 5, 2)),
}


@pytest.mark.parametrize(("opening", "profile", "expected"), PUBLISHED.values(), ids=PUBLISHED.keys())
def test_published_on(opening: str, profile: Profile | None, expected: date | None) -> None:
    """Ensures that the day of publication is a day of the title slide on which results can have come out."""
    found = look(opening=opening, profile=profile)
    assert found.published_on == expected
    assert any("no day of publication" in said for said in found.assumptions) == (expected is None)
    assert found.setting.published == expected


COMPARISONS = {
    "nothing printed": ("- Revenue up 8%\n", Comparison.YOY),
    "only quarters": ("- Revenue up 8% QoQ\n", Comparison.QOQ),
    "both": ("- Revenue up 8% QoQ, up 2% YoY\n", Comparison.YOY),
}


@pytest.mark.parametrize(("body", "expected"), COMPARISONS.values(), ids=COMPARISONS.keys())
def test_comparison(body: str, expected: Comparison) -> None:
    """Ensures that what a change is against that says nothing is what the deck's other changes are against."""
    assert look(body).setting.comparison is expected


ASSUMPTIONS = {
    "no profile": (FACT, TITLE, None, "no profile"),
    "no fiscal year end": (FACT, CALENDAR_YEAR, None, "the calendar year is assumed"),
    "a fiscal year end, with the words": (FACT, JUNE_YEAR, None, "Fiscal year ended June 30, 2024"),
    "no period": (FACT, NOTHING, PROFILE, "no reporting period is named"),
    "no currency": ("- Stores: 512\n", TITLE, None, "no currency is printed"),
    "the currency taken": (FACT, TITLE, None, "currency USD"),
}


@pytest.mark.parametrize(("body", "opening", "profile", "expected"), ASSUMPTIONS.values(), ids=ASSUMPTIONS.keys())
def test_assumptions(body: str, opening: str, profile: Profile | None, expected: str) -> None:
    """Ensures that what had to be assumed is said."""
    assert [said for said in look(body, opening=opening, profile=profile).assumptions if expected in said]


def test_nothing_assumed() -> None:
    """Ensures that a deck with a profile that names its period needs no assumption about either."""
    assert look(profile=PROFILE).assumptions == ()
