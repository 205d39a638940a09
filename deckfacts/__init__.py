"""deckfacts: results decks as data that people can trust. What consumers import: the contract and the reader."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deckfacts.duck import connect
    from deckfacts.reader import files, read_dataset, read_facts, resolve

__all__ = ["connect", "files", "read_dataset", "read_facts", "resolve"]


def __getattr__(name: str) -> Any:
    """The reader, on its first use: pyarrow takes longer to import than `deckfacts status` to run."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from deckfacts import duck, reader  # noqa: PLC0415

    return getattr(duck if name == "connect" else reader, name)
