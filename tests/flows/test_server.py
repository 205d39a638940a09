"""Server: a Prefect server of our own, which nothing leaves behind. What it answers, the tests of the flow see."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from deckfacts.errors import ServerError
from flows.server import LOG_FILE, answers, any_server, own_server

CHECKOUT = Path(__file__).parents[2]

GONE_SECONDS = 20.0
"""It takes a tenth of a second on a machine that has nothing else to do."""


def environment(tmp_path: Path) -> dict[str, str]:
    """What a server is started with."""
    return {**os.environ, "PREFECT_HOME": str(tmp_path / "home"), "PREFECT_API_URL": ""}


def soon(holds: Callable[[], bool]) -> bool:
    """Whether something comes to hold."""
    until = time.monotonic() + GONE_SECONDS
    while not holds() and time.monotonic() < until:
        time.sleep(0.02)
    return holds()


def test_named_server(tmp_path: Path) -> None:
    """Ensures that a server that the user named is used as it is, and none is started."""
    named = environment(tmp_path) | {"PREFECT_API_URL": "http://127.0.0.1:4200/api"}
    before = dict(named)
    with any_server(named) as wait:
        assert wait is None
        assert named == before
    assert not (tmp_path / "home").exists()


def test_gone_after_use(tmp_path: Path) -> None:
    """Ensures that a server goes with its database and its address when it is not wanted any more."""
    given = environment(tmp_path)
    del given["PREFECT_API_URL"]
    with own_server(given) as server:
        assert given["PREFECT_API_URL"] == server.api_url
        assert server.process.poll() is None
    assert server.process.poll() is not None
    assert "PREFECT_API_URL" not in given
    assert list((tmp_path / "home").iterdir()) == []


def test_two_at_once(tmp_path: Path) -> None:
    """Ensures that two servers of one checkout share neither port nor folder."""
    with own_server(environment(tmp_path)) as one, own_server(environment(tmp_path)) as other:
        assert one.api_url != other.api_url
        assert one.log.parent != other.log.parent


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_gone_with_parent(tmp_path: Path) -> None:
    """Ensures that a server ends, and takes its folder along, when who started it is killed without a word."""
    driver = """
import os, time
from flows.server import own_server
with own_server(os.environ) as server:
    print(server.process.pid, flush=True)
    time.sleep(600)
"""
    given = environment(tmp_path)
    with subprocess.Popen([sys.executable, "-c", driver], cwd=CHECKOUT, env=given, stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        assert running(child)
        parent.kill()
    assert soon(lambda: not running(child))
    assert soon(lambda: list((tmp_path / "home").iterdir()) == [])


def running(process: int) -> bool:
    """Whether there is such a process, and not just what is left of one until somebody asks for its exit code."""
    done = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False)
    return done.returncode == 0 and not done.stdout.startswith("Z")


def test_port_of_another(tmp_path: Path) -> None:
    """Ensures that a port that is taken is an error with what the server said, and advice."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with (
            pytest.raises(ServerError, match=r"in use.*free the port") as caught,
            own_server(environment(tmp_path), port=other.getsockname()[1]),
        ):
            pass
    assert caught.value.exit_code == 2


def test_server_that_fails(tmp_path: Path) -> None:
    """Ensures that a server that ends while it starts is told of at once, with its last words."""
    (tmp_path / "uvicorn.py").write_text('raise ImportError("nonsense")\n', encoding="utf-8")
    given = environment(tmp_path) | {"PYTHONPATH": str(tmp_path)}
    with own_server(given) as server, pytest.raises(ServerError, match=r"ended with exit code 1.*nonsense"):
        server.wait()


@pytest.mark.usefixtures("prefect_server")
def test_answers() -> None:
    """Ensures that the server of these tests, which is one of ours, answers, and nothing is mistaken for an answer."""
    assert answers(os.environ["PREFECT_API_URL"])
    assert not answers(os.environ["PREFECT_API_URL"] + "/nowhere")
    assert len(list(Path(os.environ["PREFECT_HOME"]).glob(f"server-*/{LOG_FILE}"))) == 1
