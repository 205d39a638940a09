"""Settings: what Prefect finds in the environment."""

from pathlib import Path

from flows.settings import prepare_environment


def test_own_server() -> None:
    """Ensures that without a server Prefect starts one in the project, gives it time, and tells nobody."""
    environment: dict[str, str] = {}
    prepare_environment(environment, Path("checkout"))
    assert environment["PREFECT_HOME"] == str(Path("checkout") / ".prefect")
    assert environment["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert int(environment["PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"]) >= 120


def test_standing_server() -> None:
    """Ensures that a server that the user named is used, and that what the user set stays."""
    environment = {"PREFECT_API_URL": "http://127.0.0.1:4200/api", "PREFECT_LOGGING_LEVEL": "DEBUG"}
    prepare_environment(environment)
    assert environment["PREFECT_LOGGING_LEVEL"] == "DEBUG"
    assert not any("EPHEMERAL" in name for name in environment)
