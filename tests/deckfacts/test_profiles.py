"""Profiles: what people may write, and how they are told what they wrote wrongly."""

from datetime import date
from pathlib import Path

import pytest

from deckfacts.errors import ProfileError
from deckfacts.profiles import Profile, company_named, load_profile

RIGHT = {"name": '"Norvale Networks"', "currency": '"JPY"', "year_end_month": "3", "year_named_by": '"start"'}


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
