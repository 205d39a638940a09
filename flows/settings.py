"""Settings: what Prefect and its companions must find in the environment before they are imported."""

from collections.abc import MutableMapping
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]

SERVER_START_SECONDS = 180
"""Prefect's own server takes 9 to 20 s to start, and longer than its default of 20 s on a busy machine."""


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
    }
    if "PREFECT_API_URL" not in environment:
        wanted["PREFECT_SERVER_ALLOW_EPHEMERAL_MODE"] = "true"
        wanted["PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"] = str(SERVER_START_SECONDS)
    for name, value in wanted.items():
        environment.setdefault(name, value)
