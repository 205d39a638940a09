"""Due: what companies of all habits owe on a day, and what nobody can know."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckfacts.contract import Document, FiscalPeriod
from deckfacts.due import LAPSED_DAYS, Due, DueState, find_due
from deckfacts.language.fiscal import end_of_month, shift_end
from tests import builders


def deck(end: str | None, name: str, published: str | int | None, **changed: Any) -> Document:
    """A deck for a period, `1Q 2031` or nothing, published on a day or so many days after its end."""
    last = date.fromisoformat(end) if end else None
    period, _, year = name.partition(" ")
    day = published
    if isinstance(published, int):
        assert last is not None
        day = (last + timedelta(days=published)).isoformat()
    own: dict[str, Any] = {
        "file": f"norvale/{name or end or published}.md",
        "period_end": last,
        "fiscal_period": FiscalPeriod(period) if period else None,
        "fiscal_year": int(year) if year else None,
        "published_on": date.fromisoformat(str(day)) if day else None,
    }
    return builders.document(**(own | changed))


def due(*decks: Document, on: str) -> Due:
    """What the one company of these decks owes."""
    (found,) = find_due(decks, date.fromisoformat(on))
    return found


def said(found: Due) -> tuple[str, str, str]:
    """State, name of the next period, and its end."""
    name = " ".join(str(part) for part in (found.fiscal_period, found.fiscal_year) if part)
    return str(found.state), name, str(found.period_end)


QUARTERS = [
    deck("2030-06-30", "1Q 2030", 38),
    deck("2030-09-30", "1H 2030", 39),
    deck("2030-12-31", "9M 2030", 37),
    deck("2031-03-31", "FY 2030", 44),
    deck("2031-06-30", "1Q 2031", 38),
]
HALVES = [deck("2030-09-30", "1H 2030", 50), deck("2031-03-31", "FY 2030", 60), deck("2031-09-30", "1H 2031", 50)]
YEARS = [deck("2029-12-31", "FY 2029", 70), deck("2030-12-31", "FY 2030", 66)]
SILENT = [deck("2030-12-31", "3Q 2030", None), deck("2031-03-31", "4Q 2030", None)]


@pytest.mark.parametrize(
    ("decks", "on", "state", "name", "end"),
    [
        pytest.param(QUARTERS, "2031-08-10", "ahead", "1H 2031", "2031-09-30", id="quarters"),
        pytest.param(QUARTERS, "2031-10-20", "awaited", "1H 2031", "2031-09-30", id="period over, deck not late"),
        pytest.param(QUARTERS, "2031-11-18", "awaited", "1H 2031", "2031-09-30", id="last day of grace"),
        pytest.param(QUARTERS, "2031-11-19", "overdue", "1H 2031", "2031-09-30", id="late"),
        pytest.param(QUARTERS[:4], "2031-05-20", "ahead", "1Q 2031", "2031-06-30", id="first quarter after a year"),
        pytest.param(QUARTERS[:3], "2031-05-20", "awaited", "FY 2030", "2031-03-31", id="a year takes longer"),
        pytest.param(QUARTERS[1:2], "2031-01-01", "ahead", "FY 2030", "2031-03-31", id="a half year alone"),
        pytest.param(QUARTERS[:1], "2030-10-20", "awaited", "2Q 2030", "2030-09-30", id="a quarter alone"),
        pytest.param(QUARTERS[3:4], "2031-11-01", "ahead", "FY 2031", "2032-03-31", id="a year alone"),
        pytest.param(HALVES, "2031-12-31", "ahead", "FY 2031", "2032-03-31", id="halves"),
        pytest.param(HALVES[:2], "2031-08-20", "ahead", "1H 2031", "2031-09-30", id="no quarter between halves"),
        pytest.param(HALVES[::2], "2031-12-31", "ahead", "FY 2031", "2032-03-31", id="halves without their years"),
        pytest.param(YEARS, "2031-08-20", "ahead", "FY 2031", "2031-12-31", id="years"),
        pytest.param(YEARS, "2032-03-21", "overdue", "FY 2031", "2031-12-31", id="a year late"),
        pytest.param([*QUARTERS[:3], *HALVES[1:]], "2031-12-31", "ahead", "9M 2031", "2031-12-31", id="1Q missing"),
        pytest.param([QUARTERS[0], QUARTERS[4]], "2031-09-01", "ahead", "2Q 2031", "2031-09-30", id="two 1Q alone"),
        pytest.param(
            [deck("2030-06-30", "2Q 2030", 30), deck("2031-06-30", "2Q 2031", 30)],
            "2031-08-10",
            "ahead",
            "3Q 2031",
            "2031-09-30",
            id="quarters by their name",
        ),
        pytest.param(
            [deck("2029-12-31", "3Q 2029", 40), deck("2030-03-31", "FY 2029", 50), *HALVES],
            "2031-12-31",
            "ahead",
            "FY 2031",
            "2032-03-31",
            id="quarters given up for halves",
        ),
        pytest.param(
            [deck("2030-03-31", "FY 2029", 60), deck("2030-12-31", "FY 2030", 60)],
            "2031-07-01",
            "ahead",
            "FY 2031",
            "2031-12-31",
            id="years whose end was moved",
        ),
        pytest.param(
            [deck("2030-03-31", "", 60), deck("2030-12-31", "", 60)],
            "2031-07-01",
            "ahead",
            "",
            "2031-12-31",
            id="nameless years whose end was moved",
        ),
        pytest.param(
            [*QUARTERS, deck("2031-09-30", "1H 2031", 38), deck("2031-12-31", "", 44)],
            "2032-02-20",
            "ahead",
            "",
            "2032-03-31",
            id="quarters whose last has no name",
        ),
        pytest.param(
            [deck("2031-03-29", "FY 2030", 54), deck("2030-12-28", "3Q 2030", 40), deck("2031-03-31", "FY 2030", 54)],
            "2031-06-01",
            "ahead",
            "1Q 2031",
            "2031-06-30",
            id="weeks instead of months",
        ),
        pytest.param(
            [*QUARTERS, deck("2036-03-31", "FY 2035", "2031-08-20")],
            "2031-09-01",
            "ahead",
            "1H 2031",
            "2031-09-30",
            id="a plan is no result",
        ),
        pytest.param(SILENT, "2035-01-01", "unknown", "1Q 2031", "2031-06-30", id="no day of publication"),
        pytest.param([deck(None, "", None)], "2035-01-01", "unknown", "", "None", id="nothing known"),
        pytest.param([deck(None, "", "2031-08-08")], "2035-01-01", "unknown", "", "None", id="one day known"),
    ],
)
def test_due(decks: list[Document], on: str, state: str, name: str, end: str) -> None:
    """Ensures that the next period follows from how often the company reports, and is late only when it must be."""
    assert said(due(*decks, on=on)) == (state, name, end)
    assert said(due(*reversed(decks), on=on)) == (state, name, end)


@pytest.mark.parametrize(
    ("decks", "expected", "overdue"),
    [
        (QUARTERS, "2031-11-07", "2031-11-19"),
        (QUARTERS[:4], "2031-08-07", "2031-08-19"),
        (QUARTERS[:3], "2031-05-08", "2031-06-09"),
        (QUARTERS[:1], "2030-11-07", "2030-12-08"),
        (YEARS, "2032-03-06", "2032-03-21"),
        ([*QUARTERS[:4], deck("2031-06-30", "1Q 2031", 183 + 30)], "2031-11-07", "2031-11-19"),
        ([*QUARTERS, deck("2031-06-30", "1Q 2031", 90, file="norvale/reissued.md")], "2031-11-07", "2031-11-19"),
        (SILENT, "None", "None"),
    ],
)
def test_when(decks: list[Document], expected: str, overdue: str) -> None:
    """Ensures that a deck is expected as long after its period as its like came, first prints only, no outliers."""
    found = due(*decks, on="2031-08-15")
    assert (str(found.expected_on), str(found.overdue_from)) == (expected, overdue)


def test_late_by() -> None:
    """Ensures that a late deck tells by how many days, with the last deck and what it is all concluded from."""
    found = due(*QUARTERS, on="2031-11-30")
    assert (found.state, found.days_late, found.last_deck) == (DueState.OVERDUE, 23, "norvale/1Q 2031.md")
    assert found.reason == "it reports each quarter; its decks came 37 to 39 days after the period"
    assert due(*QUARTERS, on="2031-10-30").days_late is None


def test_lapsed() -> None:
    """Ensures that a company whose decks nobody collects any more is not called late for ever."""
    overdue_from = due(*QUARTERS, on="2031-08-15").overdue_from
    assert overdue_from is not None
    last = overdue_from + timedelta(days=LAPSED_DAYS)
    assert due(*QUARTERS, on=last.isoformat()).state is DueState.OVERDUE
    assert due(*QUARTERS, on=(last + timedelta(days=1)).isoformat()).state is DueState.LAPSED


def test_days_alone() -> None:
    """Ensures that decks that tell no period are expected as far apart as they came, several of one event once."""
    days = ["2030-08-08", "2030-11-07", "2030-11-09", "2031-02-06"]
    found = due(*(deck(None, "", day) for day in days), on="2031-05-01")
    assert (found.state, str(found.expected_on), found.period_end) == (DueState.AWAITED, "2031-05-08", None)
    assert due(*(deck(None, "", day) for day in days), on="2031-06-20").state is DueState.OVERDUE
    often = due(deck(None, "", "2031-01-01"), deck(None, "", "2031-02-01"), on="2035-01-01")
    assert (often.state, often.expected_on) == (DueState.UNKNOWN, None)


def test_order() -> None:
    """Ensures that the latest of all comes first, then what is awaited, and what nobody knows after that."""
    late = [deck("2031-03-31", "4Q 2030", 40, company=company) for company in ("bolt", "acme")]
    later = deck("2030-12-31", "3Q 2030", 40, company="zinc")
    ahead = deck("2031-09-30", "1Q 2031", 40, company="arc")
    unknown = deck("2031-03-31", "FY 2030", None, company="able")
    found = find_due([ahead, unknown, *late, later], date(2031, 11, 1))
    assert [one.company for one in found] == ["zinc", "acme", "bolt", "arc", "able"]


PERIODS = [FiscalPeriod.H1, FiscalPeriod.H2, FiscalPeriod.FY, None]


@given(
    first=st.integers(2000, 2040),
    month=st.integers(1, 12),
    halves=st.lists(st.booleans(), min_size=3, max_size=12),
    lags=st.lists(st.none() | st.integers(-400, 900), min_size=12, max_size=12),
    after=st.integers(0, 3000),
)
def test_nobody_owes_quarters_who_reports_halves(
    first: int, month: int, halves: list[bool], lags: list[int | None], after: int
) -> None:
    """Ensures that of a company that reports halves no quarter is due, whichever of its decks are there."""
    begin = end_of_month(first, month)
    decks = []
    for at, there in enumerate(halves):
        if there:
            lag, end = lags[at], shift_end(begin, 6 * at)
            name = f"{'FY' if at % 2 else '1H'} {first + at // 2}"
            decks.append(deck(end.isoformat(), name, None if lag is None else (end + timedelta(days=lag)).isoformat()))
    day = begin + timedelta(days=after)
    for found in find_due(decks, day):
        assert found.fiscal_period in {FiscalPeriod.H1, FiscalPeriod.FY, None}
        if found.period_end and found.last_period_end:
            assert (found.period_end - found.last_period_end).days > 150
        if found.state is DueState.OVERDUE:
            assert found.overdue_from is not None
            assert found.overdue_from <= day


@given(
    st.lists(
        st.builds(
            builders.document,
            company=st.sampled_from(["acme", "norvale"]),
            period_end=st.none() | st.dates(date(1990, 1, 1), date(2050, 1, 1)),
            published_on=st.none() | st.dates(date(1990, 1, 1), date(2050, 1, 1)),
            fiscal_year=st.none() | st.integers(1990, 2050),
            fiscal_period=st.none() | st.sampled_from(list(FiscalPeriod)),
        ),
        max_size=8,
    ),
    st.dates(date(1990, 1, 1), date(2060, 1, 1)),
)
def test_any_decks(decks: list[Document], day: date) -> None:
    """Ensures that whatever decks say, each company has one answer, and none is late whose time is not known."""
    found = find_due(decks, day)
    assert sorted(one.company for one in found) == sorted({one.company for one in decks})
    for one in found:
        assert (one.overdue_from is None) == (one.state is DueState.UNKNOWN)
        assert (one.days_late is not None) == (one.state in {DueState.OVERDUE, DueState.LAPSED})
        if one.expected_on and one.overdue_from:
            assert one.expected_on < one.overdue_from
