"""Settings: what users set, and what Prefect finds in the environment."""

import re
from pathlib import Path

import pytest

from deckfacts.errors import ConfigurationError
from flows.settings import Runner, Settings, load_settings, prepare_environment


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_environment_before_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a setting comes from the environment, else from the file, else from its default."""
    (tmp_path / "deckfacts.toml").write_text('runner = "dask"\nworkers = 3\n', encoding="utf-8")
    monkeypatch.setenv("DECKFACTS_WORKERS", "5")
    settings = load_settings()
    assert (settings.runner, settings.workers, settings.curated) == (Runner.DASK, 5, "curated")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('workers = "many"', "workers"),
        ('runnner = "dask"', "runnner"),
        ("workers = ", "deckfacts.toml: can't be read"),
        ('timezone = "S\xe3o"', "deckfacts.toml: can't be read"),
    ],
    ids=["value", "name", "no-toml", "no-utf-8"],
)
def test_wrong_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, says: str) -> None:
    """Ensures that a wrong setting is named, with advice, and that no secret beside it is told."""
    (tmp_path / "deckfacts.toml").write_text(text, encoding="latin-1")
    monkeypatch.setenv("DECKFACTS_NOTIFY_WEBHOOK", "https://hooks.example/secret")
    with pytest.raises(ConfigurationError, match=says) as caught:
        load_settings()
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("DECKFACTS_SCHEDUL", "settings: there is no DECKFACTS_SCHEDUL, but DECKFACTS_SCHEDULE."),
        ("Deckfacts_Notify_Webhok", "there is no Deckfacts_Notify_Webhok, but DECKFACTS_NOTIFY_WEBHOOK."),
        ("DECKFACTS_", "there is no DECKFACTS_."),
        ("DECKFACTS_XYZZY", "there is no DECKFACTS_XYZZY."),
    ],
)
def test_misspelt_in_the_environment(monkeypatch: pytest.MonkeyPatch, name: str, says: str) -> None:
    """Ensures that a name in the environment that is no setting is refused with the nearest that is, not its value."""
    monkeypatch.setenv(name, "secret")
    with pytest.raises(ConfigurationError, match=re.escape(says)) as caught:
        load_settings()
    assert "secret" not in str(caught.value)


def test_names_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that small letters are taken as well, and that a name that only looks like ours is nobody's mistake."""
    monkeypatch.setenv("deckfacts_workers", "5")
    monkeypatch.setenv("DECKFACTSCHEDULE", "x")
    assert load_settings().workers == 5


def test_prefect_environment() -> None:
    """Ensures that Prefect keeps its files in the project, starts no server behind our back, and tells nobody."""
    environment: dict[str, str] = {}
    prepare_environment(environment, Path("checkout"))
    assert environment["PREFECT_HOME"] == str(Path("checkout") / ".prefect")
    assert environment["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert environment["PREFECT_SERVER_ALLOW_EPHEMERAL_MODE"] == "false"


def test_standing_server() -> None:
    """Ensures that a server that the user named is used, and that what the user set stays."""
    environment = {"PREFECT_API_URL": "http://127.0.0.1:4200/api", "PREFECT_LOGGING_LEVEL": "DEBUG"}
    prepare_environment(environment)
    assert environment["PREFECT_LOGGING_LEVEL"] == "DEBUG"
    assert environment["PREFECT_API_URL"] == "http://127.0.0.1:4200/api"


def test_settings_are_documented() -> None:
    """Ensures that the table of settings has each of them with its default and its meaning, and none that is gone."""
    text = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `DECKFACTS_(\w+)` \| (.*?) \| (.*?) \|$", text, flags=re.MULTILINE)
    assert rows == [
        (name.upper(), "" if field.default is None else f"`{field.default}`", field.description)
        for name, field in Settings.model_fields.items()
    ]
