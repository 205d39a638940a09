"""Store check: whether a store can be published to, asked before any deck is read for nothing."""

import uuid
from typing import Final

from deckfacts.errors import PublicationError
from deckfacts.places import ObjectPlace

ADVICE: Final = "See that the bucket is there, that the store answers, and that this key may read, write and delete."


def check_store(curated: ObjectPlace) -> None:
    """PublicationError where nothing can be written, or where two publishers could overwrite each other's record.

    Some servers take the condition of a write and ignore it.
    """
    probe = curated / f"probe-{uuid.uuid4().hex}"
    try:
        keeps = probe.create(b"first") and not probe.create(b"second")
        probe.unlink()
    except OSError as error:
        message = f"can't be written, so nothing was read: {error.strerror}."
        raise PublicationError(message, where=str(curated), advice=ADVICE) from error
    if not keeps:
        message = "The store overwrites what was only to be created, so nothing was read."
        advice = "Use one that knows conditional writes (If-None-Match); docs/storage.md names some."
        raise PublicationError(message, where=str(curated), advice=advice)
