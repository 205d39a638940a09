"""Errors: each way that deckfacts can be kept from its work, with what happened, where, and what to do about it."""

import traceback
from pathlib import Path


class DeckfactsError(Exception):
    """The root. `where` names the file or setting; `advice` is a sentence that says what to do."""

    exit_code = 3

    def __init__(self, message: str, *, where: str, advice: str) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.where}: {self.message} {self.advice}"

    def __reduce__(self) -> tuple[object, ...]:
        """Keyword-only fields do not survive the default pickling, which carries an error out of a child process."""
        return _rebuild, (type(self), self.message, self.where, self.advice)


def _rebuild(kind: type[DeckfactsError], message: str, where: str, advice: str) -> DeckfactsError:
    return kind(message, where=where, advice=advice)


class DocumentError(DeckfactsError):
    """A deck that can't be read; it goes to quarantine under `reason`, and the other decks go on.

    `passing` says that the same bytes may be read the next time, so that the next run tries.
    """

    exit_code = 1
    reason = "unreadable"
    passing = False


class EmptyDocumentError(DocumentError):
    """The file has no bytes, or nothing but white space."""

    reason = "empty"


class UnsupportedDocumentError(DocumentError):
    """The file is of a kind that no extractor reads."""

    reason = "unsupported"


class UndecodableDocumentError(DocumentError):
    """The file is text in an encoding that can't be told."""

    reason = "undecodable"


class OversizedDocumentError(DocumentError):
    """The file is larger, has more pages or unpacks to more than an extractor takes."""

    reason = "oversized"


class EncryptedDocumentError(DocumentError):
    """The file opens only with a password or in a way that the extractor doesn't know."""

    reason = "encrypted"


class DamagedDocumentError(DocumentError):
    """The file, or a page of it, can't be read whole."""

    reason = "damaged"


class TextlessDocumentError(DocumentError):
    """The file is pictures of pages: a scan."""

    reason = "no_text_layer"


class SlowDocumentError(DocumentError):
    """Reading took more time than a deck may."""

    reason = "timeout"


class LargeInMemoryError(DocumentError):
    """Reading took more memory than a deck may."""

    reason = "out_of_memory"


class KilledDocumentError(LargeInMemoryError):
    """The system ended the process that read the file, as it does when memory runs out, whoever has taken it."""

    passing = True


class CrashedDocumentError(DocumentError):
    """The process that read the file died of it."""

    reason = "crashed"


class UnforeseenDocumentError(DocumentError):
    """An error that nobody foresaw."""

    reason = "internal"

    @classmethod
    def of(cls, error: Exception, *, where: str) -> "UnforeseenDocumentError":
        """What is told of such an error: its kind, its words, the line that it came from, and its notes.

        Whoever knows the page of the deck that was being read has put it into a note.
        """
        steps = traceback.extract_tb(error.__traceback__)
        places = [f"{Path(steps[-1].filename).name}, line {steps[-1].lineno}"] if steps else []
        places += getattr(error, "__notes__", [])
        place = f" ({'; '.join(places)})" if places else ""
        advice = "This is an error in deckfacts: please report it, with the deck if it may be shown."
        return cls(f"{type(error).__name__}: {error}{place}.", where=where, advice=advice)


class NoFactsError(DocumentError):
    """The deck was read whole and states no number about its company."""

    reason = "no_facts"


class ConfigurationError(DeckfactsError):
    """A profile, a setting or an argument that is wrong; nothing is read."""

    exit_code = 2


class ProfileError(ConfigurationError):
    """A company's profile can't be used."""


class CorrectionError(ConfigurationError):
    """A company's corrections can't be used."""


class PublicationError(DeckfactsError):
    """`curated/` can't be written or is not what the publisher left there."""

    exit_code = 2


class WorkerError(DeckfactsError):
    """A process that a run's decks were given to is gone; what was published so far stays."""

    exit_code = 2


class OutputError(DeckfactsError):
    """What a command prints can't be written."""

    exit_code = 2


class ServerError(DeckfactsError):
    """Prefect's server can't be had, or went away; what was published so far stays."""

    exit_code = 2
