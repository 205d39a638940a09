"""Profiles: what people may write, and how they are told what they wrote wrongly."""

from datetime import date
from pathlib import Path

import pytest

from deckfacts.errors import ProfileError
from deckfacts.language.fiscal import FiscalCalendar, NamedBy, YearEndChange
from deckfacts.profiles import Profile, company_named, load_profile

RIGHT = {"name": '"Norvale Networks"', "currency": '"JPY"', "year_end_month": "3", "year_named_by": '"start"'}


CHANGE = "{fiscal_year = 2031, starts = 2031-04-01, ends = 2031-12-31, year_end_month_before = 3"
"""A year of nine months, which a year that ends in March does not follow; the last brace is left open."""


def profile_file(folder: Path, **changed: str | None) -> Path:
    """A profile in which some keys are changed, or left out for None."""
    lines = [f"{key} = {value}" for key, value in (RIGHT | changed).items() if value is not None]
    path = folder / "norvale.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_profile(tmp_path: Path) -> None:
    """Ensures that everything that a profile can say is taken as it is meant."""
    path = profile_file(tmp_path, aliases='["Norvale"]', published='{"1q.md" = 2031-08-08}')
    path.write_text(path.read_text() + '[[segments]]\nname = "Transit"\naliases = ["IP transit"]\n')
    profile = load_profile(path)
    assert (profile.name, profile.currency, profile.year_end_month) == ("Norvale Networks", "JPY", 3)
    assert profile.published == {"1q.md": date(2031, 8, 8)}
    assert [(one.name, one.aliases) for one in profile.segments] == [("Transit", ["IP transit"])]


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("curency", '"JPY"', ('"curency"', 'did you mean "currency"', "allowed: name, aliases")),
        ("colour", '"red"', ('"colour"', "allowed: name, aliases")),
        ("name", None, ('"name" is missing',)),
        ("name", '" "', ('"name"', "empty")),
        ("currency", '"JPX"', ('"currency"', "'JPX'", "ISO 4217", "JPY")),
        ("currency", '"jpy"', ("did you mean JPY?",)),
        ("year_end_month", "13", ('"year_end_month"', "13", "less than or equal to 12")),
        ("year_end_month", '"March"', ('"year_end_month"', "integer")),
        ("year_named_by", '"begin"', ('"year_named_by"', "'start' or 'end'")),
        ("segments", '[{nam = "x"}]', ('"segments.0.nam"', 'did you mean "name"', "allowed: name, aliases")),
        ("published", '{"1q.md" = "soon"}', ('"published.1q.md"', "date")),
        ("lines", '[{name = "Sales", alias = ["x"]}]', ('"lines.0.alias"', 'did you mean "aliases"')),
        ("lines", '[{name = "Sales", aliases = [""]}]', ('"lines.0.aliases.0"', "empty")),
        (
            "lines",
            '[{name = "Sales"}, {name = "Revenue", aliases = ["SALES"]}]',
            ('"lines" gives "Sales" and "Revenue"',),
        ),
        ("segments", '[{name = "A"}, {name = "a."}]', ('"segments" gives "A" and "a."',)),
        ("year_end_changes", "[{fiscal_year = 2031}]", ('"year_end_changes.0.starts" is missing',)),
        (
            "year_end_changes",
            f"[{CHANGE}, month = 1}}]",
            ('"year_end_changes.0.month"', "allowed: fiscal_year, starts"),
        ),
        ("year_end_changes", f"[{CHANGE}}}]", ('"year_end_changes"', "which ends in month 3, ends on 2031-12-31")),
        ("name", "Norvale", ("is not TOML",)),
    ],
)
def test_wrong_profile(tmp_path: Path, key: str, value: str | None, says: tuple[str, ...]) -> None:
    """Ensures that a typing error is told with the file, the key and what is allowed there."""
    with pytest.raises(ProfileError) as caught:
        load_profile(profile_file(tmp_path, **{key: value}))
    assert all(words in str(caught.value) for words in ("norvale.toml", *says)), str(caught.value)


def test_profile_of_bytes(tmp_path: Path) -> None:
    """Ensures that a profile that is no UTF-8 is a ProfileError as well."""
    path = tmp_path / "norvale.toml"
    path.write_bytes(b'name = "\xff"')
    with pytest.raises(ProfileError, match="is not TOML"):
        load_profile(path)


@pytest.mark.parametrize(("before", "named_by"), [("", "end"), (', year_named_by_before = "start"', "start")])
def test_changed_year_end(tmp_path: Path, before: str, named_by: NamedBy) -> None:
    """Ensures that a change of the year's end is part of the calendar, named as since unless it says otherwise."""
    changed = {"year_end_month": "12", "year_named_by": '"end"', "year_end_changes": f"[{CHANGE}{before}}}]"}
    change = YearEndChange(2031, date(2031, 4, 1), date(2031, 12, 31), 3, named_by)
    assert load_profile(profile_file(tmp_path, **changed)).calendar == FiscalCalendar(12, "end", (change,))


def test_calendar(tmp_path: Path) -> None:
    """Ensures that a profile without changes has a calendar without changes."""
    assert load_profile(profile_file(tmp_path)).calendar == FiscalCalendar(3, "start")


def test_lines(tmp_path: Path) -> None:
    """Ensures that line items are taken with the names that they have had."""
    lines = load_profile(profile_file(tmp_path, lines='[{name = "Net sales", aliases = ["Sales"]}]')).lines
    assert [(one.name, one.aliases) for one in lines] == [("Net sales", ["Sales"])]


@pytest.mark.parametrize(
    ("file", "day"),
    [
        ("norvale/1q.md", 8),
        ("1q.md", 8),
        ("norvale/2031/1q.md", 9),
        ("norvale/2031/2q.md", 10),
        ("norvale/11q.md", None),
        ("norvale/3q.md", None),
        ("", None),
    ],
)
def test_published(tmp_path: Path, file: str, day: int | None) -> None:
    """Ensures that a deck's day is found by its file's name, and by its path where that says more."""
    days = '{"1q.md" = 2031-08-08, "2031/1q.md" = 2031-08-09, "norvale/2031/2q.md" = 2031-08-10}'
    found = load_profile(profile_file(tmp_path, published=days)).published_on(file)
    assert found == (date(2031, 8, day) if day else None)


def test_profiles_of_the_checkout() -> None:
    """Ensures that the profiles that come with deckfacts are right."""
    found = sorted((Path(__file__).parents[2] / "profiles").glob("*.toml"))
    assert found
    assert all(load_profile(path).name for path in found)


@pytest.mark.parametrize(
    ("printed", "company"),
    [
        ("Norvale Networks", "norvale"),
        ("NORVALE NETWORKS", "norvale"),
        ("Norvale Networks, Inc.", "norvale"),
        ("Norvale", None),
        ("", None),
        ("...", None),
    ],
)
def test_company_named(printed: str, company: str | None) -> None:
    """Ensures that a company is known by the whole of a name in its profile, whatever its case and punctuation."""
    profile = Profile(
        name="Norvale Networks, Inc.",
        aliases=["Norvale Networks"],
        currency="JPY",
        year_end_month=3,
        year_named_by="start",
    )
    assert company_named(printed, {"norvale": profile}) == company
