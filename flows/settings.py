"""Settings: what a user sets of how deckfacts runs, and what Prefect must find in the environment first.

Each setting is read from the environment (`DECKFACTS_CURATED`), else from `deckfacts.toml` in the working folder
(`curated = "..."`), else it is the default here.
"""

import difflib
import os
from collections.abc import Iterable, MutableMapping, Sequence
from enum import StrEnum
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from deckfacts.errors import ConfigurationError

CHECKOUT = Path(__file__).resolve().parents[1]

SETTINGS_FILE = "deckfacts.toml"

PREFIX = "DECKFACTS_"


class Runner(StrEnum):
    """Where the decks of a run are read and judged."""

    THREADS = "threads"
    PROCESSES = "processes"
    DASK = "dask"


class LogFormat(StrEnum):
    """How a run tells of itself."""

    TEXT = "text"
    JSON = "json"


class Settings(BaseSettings):
    """How deckfacts runs on this machine, or for this team."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, toml_file=SETTINGS_FILE, extra="forbid", frozen=True)

    raw: str = Field("raw", description="where decks arrive: a folder, or s3://bucket/prefix")
    curated: str = Field("curated", description="where facts are published: a folder, or s3://bucket/prefix")

    runner: Runner = Field(Runner.THREADS, description="threads or processes of this machine, or a Dask cluster")
    workers: int | None = Field(None, ge=1, description="decks read at once; the number of cores where it is not set")
    dask_address: str | None = Field(None, description="the Dask scheduler, such as tcp://10.0.0.5:8786")
    decks_per_minute: float | None = Field(None, gt=0, description="how many decks are begun in a minute at most")

    schedule: str = Field("0 6 * * *", description="when `deckfacts serve` looks for decks, as cron says it")
    timezone: str = Field("UTC", description="the time zone of the schedule, such as Europe/London")
    watch_seconds: float = Field(10, gt=0, description="how often `deckfacts serve` looks whether decks have landed")
    server_port: int = Field(4200, ge=1, le=65535, description="the port of Prefect's page under `deckfacts serve`")

    notify_webhook: SecretStr | None = Field(None, description="an address that is sent each notice, as JSON")
    notify_command: str | None = Field(None, description="a command that is given each notice, as JSON, on its stdin")
    log_format: LogFormat = Field(LogFormat.TEXT, description="how runs tell of their progress on stderr")
    metrics_file: Path | None = Field(None, description="where each run leaves its metrics, in Prometheus' text form")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  pydantic passes them by name
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment before the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings() -> Settings:
    """The settings of this process. ConfigurationError, which says which and never its value, where one is wrong."""
    advice = f"Correct it in the environment ({PREFIX}...) or in {SETTINGS_FILE}; docs/operations.md has them all."
    if wrong := "; ".join(_misspelt(os.environ)):
        raise ConfigurationError(f"{wrong}.", where="settings", advice=advice)
    try:
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise ConfigurationError(f"{wrong}.", where="settings", advice=advice) from None
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"can't be read: {error}.", where=SETTINGS_FILE, advice=advice) from None


def _misspelt(names: Iterable[str]) -> list[str]:
    """What is said of each name in the environment that begins as ours do and is none: pydantic passes over them."""
    ours = {name: name.upper().removeprefix(PREFIX) for name in names if name.upper().startswith(PREFIX)}
    known = [name.upper() for name in Settings.model_fields]
    return [f"there is no {name}{_nearest(own, known)}" for name, own in sorted(ours.items()) if own not in known]


def _nearest(name: str, known: Sequence[str]) -> str:
    return "".join(f", but {PREFIX}{one}" for one in difflib.get_close_matches(name, known, n=1))


def prepare_environment(environment: MutableMapping[str, str], project: Path = CHECKOUT) -> None:
    """Fill in what the user has not set: Prefect's files inside the project, its words few, nothing to the network."""
    wanted = {
        "PREFECT_HOME": str(project / ".prefect"),
        "PREFECT_LOGGING_LEVEL": "WARNING",
        # What fails is told by the summary and the exit code; Prefect would print its traceback twice before.
        "PREFECT_LOGGING_LOGGERS_PREFECT_FLOW_RUNS_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL": "CRITICAL",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "TQDM_DISABLE": "1",
        # Where nobody has named a server, `flows.server` starts one; Prefect would leave its own behind.
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
    }
    for name, value in wanted.items():
        environment.setdefault(name, value)
