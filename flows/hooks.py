"""Hooks: one JSON document goes to the web address and the command that a user has set; what went wrong comes back.

A hook never fails a run. Its address is a secret, as whoever has it may write there: only its host is ever told.
"""

import json
import logging
import os
import shlex
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from flows.settings import Settings

if TYPE_CHECKING:
    import httpx

WEBHOOK_SECONDS: Final = 10.0
"""For each try: a receiver takes a message in, and does its work later."""

PAUSES: Final = (1.0, 4.0)
"""Seconds before the second and the third try: a receiver that restarts, or has had enough, is back within some."""

COMMAND_SECONDS: Final = 60.0
"""What a command may take, such as to send a mail by a slow server."""

TRY_AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers that may be others the next time; all others say that the message is not wanted."""


def has_hook(settings: Settings) -> bool:
    """Whether anybody wants to be told."""
    return settings.notify_webhook is not None or bool(settings.notify_command)


def send(document: Mapping[str, Any], settings: Settings, *, wait: Callable[[float], None] = time.sleep) -> list[str]:
    """Send a document to each hook that is set; a sentence for each that could not be reached."""
    body = json.dumps(document, ensure_ascii=True).encode()
    warnings: list[str] = []
    if settings.notify_webhook is not None:
        warnings += _post(settings.notify_webhook.get_secret_value(), body, wait)
    if settings.notify_command:
        warnings += _run(settings.notify_command, body)
    return warnings


def _post(address: str, body: bytes, wait: Callable[[float], None]) -> list[str]:
    """No redirect is followed: what stands at the new address was not asked for, and may be in plain text."""
    import httpx  # noqa: PLC0415  0.3 s, for those who have a hook

    try:
        url = httpx.URL(address)
    except httpx.InvalidURL:
        return ["The notices were not sent: notify_webhook is no web address."]
    if url.scheme not in {"http", "https"} or not url.host or "%" in url.host:
        return ["The notices were not sent: notify_webhook is no address that begins with https:// or http://."]
    what = "no answer"
    with _silenced("httpx", "httpcore"), httpx.Client(timeout=WEBHOOK_SECONDS, follow_redirects=False) as client:
        for pause in (*PAUSES, None):
            what, again = _try_to_post(client, url, body)
            if not what:
                return []
            if pause is None or not again:
                break
            wait(pause)
    return [f"The notices were not taken by {url.host}: {what}."]


def _try_to_post(client: "httpx.Client", url: "httpx.URL", body: bytes) -> tuple[str, bool]:
    """What went wrong, nothing where all went well, and whether another try may help. An error's words are not told:
    they may hold the address."""
    import httpx  # noqa: PLC0415

    try:
        with client.stream("POST", url, content=body, headers={"Content-Type": "application/json"}) as response:
            code = response.status_code  # of the answer itself not a byte is read
    except httpx.TransportError as error:
        return type(error).__name__, True
    except (httpx.HTTPError, ValueError) as error:
        return type(error).__name__, False
    return ("" if 200 <= code < 300 else f"it answered {code}"), code in TRY_AGAIN


@contextmanager
def _silenced(*names: str) -> Iterator[None]:
    """httpx logs each request with its whole address, which stands in no log of ours."""
    loggers = [logging.getLogger(name) for name in names]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _run(command: str, body: bytes) -> list[str]:
    """Run without a shell, the document on its stdin; nothing that it prints is read, or shown."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        return [f"The notices were not sent: notify_command can't be taken apart ({error})."]
    if not words:
        return []
    name = PurePath(words[0]).name
    try:
        code = _feed(words, body)
    except subprocess.TimeoutExpired:
        return [
            f"The notices were not taken by {name}: it had not ended after {COMMAND_SECONDS:.0f} s, and was killed."
        ]
    except OSError as error:
        return [f"The notices were not sent: {name} can't be run ({error.strerror})."]
    return [] if code == 0 else [f"The notices were not taken by {name}: it ended with exit code {code}."]


def _feed(words: Sequence[str], body: bytes) -> int:
    """Run a command with this on its stdin; what it has started goes with it where it takes too long."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603  the user's own words, and no shell
        words, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, start_new_session=True
    ) as process:
        try:
            process.communicate(body, timeout=COMMAND_SECONDS)
        except BaseException:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            raise
    return process.returncode
