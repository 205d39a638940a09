"""Server process: from a folder, and a port where runs are kept, to a Prefect server that serves until stdin ends.

`flows.server` starts it: `python -m flows.server_process FOLDER [PORT]`. The port that it has is all it says on stdout.
"""

import contextlib
import importlib.metadata
import os
import shutil
import socket
import sqlite3
import sys
import threading
from collections.abc import Callable
from pathlib import Path

HOST = "127.0.0.1"
"""Whoever reaches the server can have it run code, so it is for this machine alone."""

END_SECONDS = 0.8
"""What a server that keeps its runs has to write down what it was told last, before it goes whatever it is at."""

DATABASE_URL = "PREFECT_API_DATABASE_CONNECTION_URL"


def main(folder: Path, port: int | None) -> None:
    """Serve, and be gone soon after whoever started this: by Ctrl-C, by a signal, by a crash."""
    listener = _bind(port or 0)
    sys.stdout.write(f"{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    os.dup2(2, 1)  # nobody reads on: whatever is printed from here belongs to the log
    ending = _Ending(folder if port is None else None)
    threading.Thread(target=ending.follow_stdin, daemon=True).start()
    _serve(listener, ending, _prepare_to_forget(folder) if port is None else _prepare_to_keep(port))


def _bind(port: int) -> socket.socket:
    """A port that is ours from here on, and whose callers wait until there is somebody to answer."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((HOST, port))
    listener.listen()
    return listener


class _Ending:
    """What is done when stdin ends: who keeps runs is asked to stop, who forgets takes all with it."""

    def __init__(self, forgotten: Path | None) -> None:
        self._forgotten = forgotten
        self.ask: Callable[[], None] = _nothing

    def follow_stdin(self) -> None:
        """Wait for the end of stdin, and end."""
        while os.read(0, 1):
            pass
        if self._forgotten:
            shutil.rmtree(self._forgotten, ignore_errors=True)
        else:
            self.ask()
            threading.Event().wait(END_SECONDS)
        os._exit(0)  # Prefect's services take seconds to stop, and some threads never do


def _nothing() -> None:
    """For a server that has nothing to do when it has started."""


def _prepare_to_keep(port: int) -> Callable[[], None]:
    """Tell Prefect where its page finds it."""
    os.environ["PREFECT_SERVER_API_HOST"], os.environ["PREFECT_SERVER_API_PORT"] = HOST, str(port)
    return _nothing


def _prepare_to_forget(folder: Path) -> Callable[[], None]:
    """Give the server a database of its own. Making one takes 11 s, so the first is kept empty, to be copied."""
    os.environ |= {"PREFECT_UI_ENABLED": "false", "PREFECT__SERVER_EPHEMERAL": "1"}
    if DATABASE_URL in os.environ:  # the user wants them in a place of theirs
        return _nothing
    database = folder / "prefect.db"
    empty = folder.parent / f"empty-{importlib.metadata.version('prefect')}.db"
    os.environ[DATABASE_URL] = f"sqlite+aiosqlite:///{database}"
    if empty.exists():
        shutil.copyfile(empty, database)
        os.environ["PREFECT_API_DATABASE_MIGRATE_ON_START"] = "false"
        os.environ["PREFECT_API_BLOCKS_REGISTER_ON_START"] = "false"
        return _nothing

    def keep_empty() -> None:
        ours = folder / empty.name
        with contextlib.closing(sqlite3.connect(database)) as made, contextlib.closing(sqlite3.connect(ours)) as copy:
            made.backup(copy)
        ours.replace(empty)

    return keep_empty


def _serve(listener: socket.socket, ending: _Ending, started: Callable[[], None]) -> None:
    os.environ["PREFECT__SERVER_FINAL"] = "1"
    import uvicorn  # noqa: PLC0415  not before the port is told
    from prefect.server.api.server import create_app  # noqa: PLC0415  not before its settings are in the environment

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            started()

        def stop(self) -> None:
            self.should_exit = True

    server = Server(uvicorn.Config(create_app, factory=True, log_level="error", lifespan="on"))
    ending.ask = server.stop
    server.run([listener])


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None)
