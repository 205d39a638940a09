"""Object store: a real S3-compatible server of the tests' own, which checks keys and conditional writes."""

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KEY = "deckfacts-tests"
SECRET = "a-key-of-the-tests-own"  # noqa: S105  it opens a server that lives as long as a test session
BUCKET = "tests"
"""One for all tests: the server takes 2 s to make room for another, and has room for few."""
START_SECONDS = 60
"""It takes 3 s on a quiet machine."""

_SERVERS = ("master", "volume", "filer", "s3")


@dataclass(frozen=True, slots=True)
class Store:
    """A running server. `environment` is what a client finds it and its key by."""

    endpoint: str

    @property
    def environment(self) -> dict[str, str]:
        """As botocore, and so s3fs, takes them."""
        return {
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def client(self, **given: Any) -> Any:
        """A file system of s3fs, past everything of ours."""
        import s3fs

        found = {"key": KEY, "secret": SECRET, "endpoint_url": self.endpoint, "use_listings_cache": False}
        return s3fs.S3FileSystem(**(found | given))


def server() -> str | None:
    """The server's program, beside this Python or on the path; null where it is not installed."""
    beside = shutil.which("weed", path=str(Path(sys.executable).parent))
    return beside or shutil.which("weed")


@contextmanager
def running(program: str, folder: Path) -> Iterator[Store]:
    """A server on ports that are free, with one key, for as long as the block runs."""
    identity = {
        "name": "tests",
        "credentials": [{"accessKey": KEY, "secretKey": SECRET}],
        "actions": ["Admin", "Read", "List", "Tagging", "Write"],
    }
    config = folder / "s3.json"
    config.write_text(json.dumps({"identities": [identity]}), encoding="utf-8")
    (folder / "data").mkdir()
    ports = _free_ports(2 * len(_SERVERS))
    named = dict(zip((f"{one}.port{kind}" for one in _SERVERS for kind in ("", ".grpc")), ports, strict=True))
    settings = {
        "dir": folder / "data",
        "ip": "127.0.0.1",
        "ip.bind": "127.0.0.1",
        "s3.config": config,
        "s3.port.iceberg": 0,
        "s3.port.lance": 0,
        "s3.localSocket": folder / "s3.sock",
        "filer.localSocket": folder / "filer.sock",
        "master.volumeSizeLimitMB": 64,
        "volume.max": 20,
    }
    command = [program, "server", "-s3", *(f"-{name}={value}" for name, value in (settings | named).items())]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=folder)
        try:
            store = Store(f"http://127.0.0.1:{named['s3.port']}")
            _wait_for(process, store, folder / "log")
            yield store
        finally:
            # Asked kindly it takes ten seconds to end, and nothing of it is wanted.
            process.kill()
            process.wait()


def _free_ports(count: int) -> list[int]:
    held = [socket.socket() for _ in range(count)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


def _wait_for(process: "subprocess.Popen[bytes]", store: Store, log: Path) -> None:
    """Until the server has stored something: it answers a while before it can."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{store.endpoint}/status", timeout=5).close()  # noqa: S310  our own address
            client = store.client()
            client.makedirs(BUCKET, exist_ok=True)
            client.pipe_file(f"{BUCKET}/warm-up", b"there")
        except (OSError, urllib.error.URLError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')[-3000:]}")
