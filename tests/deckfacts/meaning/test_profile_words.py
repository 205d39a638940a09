"""What a profile says that no deck can: the day of publication, and a year that was not twelve months long."""

from datetime import date
from decimal import Decimal

import pytest

from deckfacts.contract import CorrectionStatus, Fact, ReadDeck
from deckfacts.corrections import Correction
from deckfacts.meaning.reading import SourceFile, read_deck
from deckfacts.profiles import ChangedYear, Profile
from extractors.reading import extract

CHANGED = Profile(
    name="Norvale Networks",
    currency="JPY",
    year_end_month=12,
    year_named_by="end",
    year_end_changes=[
        ChangedYear(
            fiscal_year=2031,
            starts=date(2031, 4, 1),
            ends=date(2031, 12, 31),
            year_end_month_before=3,
            year_named_by_before="start",
        )
    ],
    published={"undated.md": date(2032, 2, 10), "2032/undated.md": date(2032, 5, 10)},
)
UNDATED = "prints no day of publication"


def read(text: str, *, file: str = "norvale/deck.md", corrections: tuple[Correction, ...] = ()) -> ReadDeck:
    """A deck of the company whose year ended in March and ends in December."""
    deck = extract(text.encode(), suffix=".md", where=file)
    return read_deck(deck, SourceFile(file, len(text), "0" * 64, "test"), "norvale", CHANGED, corrections)


def _when(fact: Fact) -> tuple[str, str, int | None, str | None]:
    return str(fact.period_start), str(fact.period_end), fact.fiscal_year, fact.fiscal_period


DECK = """# Norvale Networks

FY2031 Results

February 10, 2032

# Results

JPY million

| | FY2030 | FY2031 | 3Q31 | 1Q32 (plan) |
|---|---|---|---|---|
| Revenue | 400 | 320 | 110 | 90 |

As of December 31, 2031

- Cash and cash equivalents: JPY 70 million
- Revenue in 1Q30 was JPY 95 million
"""


def test_changed_year_end() -> None:
    """Ensures that the years of a deck before, in and after the change are dated as the company's were."""
    found = read(DECK)
    assert (found.document.fiscal_year, found.document.fiscal_period) == (2031, "FY")
    assert (found.document.period_end, found.document.year_end_month) == (date(2031, 12, 31), 12)
    assert [(one.printed, *_when(one)) for one in found.facts] == [
        ("400", "2030-04-01", "2031-03-31", 2030, "FY"),
        ("320", "2031-04-01", "2031-12-31", 2031, "FY"),
        ("110", "2031-10-01", "2031-12-31", 2031, "3Q"),
        ("90", "2032-01-01", "2032-03-31", 2032, "1Q"),
        ("JPY 70 million", "None", "2031-12-31", 2031, "4Q"),
        ("JPY 95 million", "2030-04-01", "2030-06-30", 2030, "1Q"),
    ]  # fmt: skip


def test_deck_before_the_change() -> None:
    """Ensures that a deck of an earlier year is read by the calendar of that year, a year earlier too."""
    title = "# Norvale Networks\n\n3Q FY2030 Results\n\nFebruary 10, 2031\n\n"
    found = read(title + "# Results\n\n- Revenue: JPY 110 million, up 10% YoY\n")
    assert (found.document.period_end, found.document.year_end_month) == (date(2030, 12, 31), 3)
    assert {(one.fiscal_year, one.fiscal_period) for one in found.facts} == {(2030, "3Q")}
    assert [one.base_end for one in found.facts if one.base_end] == [date(2029, 12, 31)]


TITLE = "# Norvale Networks\n\nFY2031 Results\n\n{day}# Results\n\n- Revenue: JPY 320 million\n"


@pytest.mark.parametrize(
    ("day", "file", "published"),
    [
        ("February 9, 2032\n\n", "norvale/deck.md", date(2032, 2, 9)),
        ("February 9, 2032\n\n", "norvale/undated.md", date(2032, 2, 10)),
        ("", "norvale/undated.md", date(2032, 2, 10)),
        ("", "norvale/2032/undated.md", date(2032, 5, 10)),
        ("", "norvale/deck.md", None),
    ],
)
def test_published(day: str, file: str, published: date | None) -> None:
    """Ensures that the profile's day of publication beats the printed one, and that a deck without any says so."""
    document = read(TITLE.format(day=day), file=file).document
    assert document.published_on == published
    assert any(line.startswith(UNDATED) for line in document.assumptions) is (published is None)


SUMS = """# Norvale Networks

FY2031 Results

# Results

JPY million

| | FY2031 |
|---|---|
| Revenue | 320 |
| Cost of revenue | 200 |
| Gross profit | 110 |
"""


def test_checks_see_corrections() -> None:
    """Ensures that a correction is applied before the checks, so that what it puts right is no contradiction."""
    before = read(SUMS)
    wrong = next(one for one in before.facts if one.printed == "110")
    assert [wrong.fact_id in check.fact_ids for check in before.checks] == [True]
    fields = {"deck": "deck.md", "line": wrong.line, "printed": "110", "expect": {"value": "110000000"}}
    words = {"set": {"value": "120000000"}, "reason": "An erratum.", "reviewer": "A. Person"}
    after = read(SUMS, corrections=(Correction.model_validate(fields | words),))
    assert (after.checks, after.document.checks_failed) == ((), 0)
    (row,) = after.corrections
    assert (row.status, row.fact_id) == (CorrectionStatus.APPLIED, wrong.fact_id)
    corrected = next(one for one in after.facts if one.fact_id == wrong.fact_id)
    assert (corrected.value, corrected.printed) == (Decimal(120000000), "110")
    assert corrected.correction_id == row.correction_id
