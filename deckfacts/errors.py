"""Errors: each way that deckfacts can be kept from its work, with what happened, where, and what to do about it."""


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
    """A deck that can't be read; it goes to quarantine under `reason`, and the other decks go on."""

    exit_code = 1
    reason = "unreadable"


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
    """The file is larger than an extractor takes."""

    reason = "oversized"


class NoFactsError(DocumentError):
    """The deck was read whole and states no number about its company."""

    reason = "no_facts"


class ConfigurationError(DeckfactsError):
    """A profile, a setting or an argument that is wrong; nothing is read."""

    exit_code = 2


class ProfileError(ConfigurationError):
    """A company's profile can't be used."""


class PublicationError(DeckfactsError):
    """`curated/` can't be written or is not what the publisher left there."""

    exit_code = 2
