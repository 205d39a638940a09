"""Places: from what a user names, a folder or `s3://bucket/prefix`, to what can be read, listed and created there.

A store is reached through s3fs, which finds its address and key where botocore does. Nothing of it is imported before
a store is asked something, and whatever goes wrong there is an OSError with its errno, words and URL.
"""

import errno
import functools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final, TypeAlias

from deckfacts.errors import ConfigurationError

SCHEME: Final = "s3://"

_TAKEN: Final = frozenset({"PreconditionFailed", "412"})
"""What a store answers where an object that was to be created is there."""

_AT_ONCE: Final = frozenset({"ConditionalRequestConflict", "OperationAborted", "409"})
"""What a store may answer where two create an object at once; which of them has it shows when it is tried again."""

_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class ObjectFile:
    """An object as a store lists it. `etag` is another one once its bytes are others."""

    place: "ObjectPlace"
    size: int
    etag: str

    @property
    def mark(self) -> str:
        """What is the same only as long as the bytes are."""
        return f"{self.etag} {self.size}"


@dataclass(frozen=True, slots=True)
class ObjectPlace:
    """An object of an S3 store, or all whose names begin alike. Methods of the same name do what those of Path do."""

    url: str

    def __str__(self) -> str:
        return self.url

    def __truediv__(self, name: str) -> "ObjectPlace":
        return ObjectPlace(f"{self.url}/{name}")

    @property
    def name(self) -> str:
        """The last part of the URL."""
        return self.url.rpartition("/")[2]

    @property
    def parent(self) -> "ObjectPlace":
        """All but the last part; the bucket is its own parent."""
        above = self.url.rpartition("/")[0]
        return ObjectPlace(above) if len(above) > len(SCHEME) else self

    def inside(self, folder: "ObjectPlace") -> PurePosixPath | None:
        """The way down to it from a folder, null where it is not below that."""
        below = self.url.startswith(f"{folder.url}/")
        return PurePosixPath(self.url[len(folder.url) + 1 :]) if below else None

    def read_bytes(self) -> bytes:
        """The whole object. FileNotFoundError where there is none."""
        with _told(self.url):
            return bytes(_store().cat_file(self.url))

    def read_start(self, count: int) -> bytes:
        """The first bytes of the object, all of them where there are fewer."""
        with _told(self.url):
            return bytes(_store().cat_file(self.url, start=0, end=count))

    def is_file(self) -> bool:
        """Whether there is an object of this name."""
        with _told(self.url):
            return bool(_store().isfile(self.url))

    def write_bytes(self, content: bytes) -> None:
        """Put an object, in place of what is there. Readers have the one or the other, whole."""
        with _told(self.url):
            _store().pipe_file(self.url, content)

    def create(self, content: bytes) -> bool:
        """Put an object where there is none; false, and nothing changed, where there is another one.

        One with the same content is ours: a client that got no answer has asked twice.
        """
        for _ in range(_TRIES):
            try:
                _store().pipe_file(self.url, content, mode="create")
            except _failures() as error:
                if _code(error) in _TAKEN:
                    return self._holds(content)
                if _code(error) not in _AT_ONCE:
                    raise _as_told(error, self.url) from error
            else:
                return True
        raise OSError(errno.EBUSY, "others keep creating it at the same time", self.url)

    def _holds(self, content: bytes) -> bool:
        try:
            return self.read_bytes() == content
        except FileNotFoundError:
            return False

    def fetch(self, path: Path) -> None:
        """Write the object to a file of this machine."""
        with _told(self.url):
            _store().get_file(self.url, str(path))

    def files(self) -> list[ObjectFile]:
        """The object of this name or all below it, in the order of their names. FileNotFoundError without a bucket."""
        with _told(self.url):
            found = _store().find(self.url, detail=True)
        listed = [
            ObjectFile(ObjectPlace(SCHEME + name), entry["size"], entry["ETag"].strip('"'))
            for name, entry in sorted(found.items())
            if entry["type"] == "file" and not name.endswith("/")
        ]
        return [one for one in listed if one.place == self or one.place.inside(self)]

    def unlink(self) -> None:
        """Take the object away; one that is gone already counts as well."""
        with _told(self.url):
            _store().rm_file(self.url)


Place: TypeAlias = Path | ObjectPlace


def as_place(given: Path | ObjectPlace | str) -> Place:
    """The place that is meant. ConfigurationError for an address that is no folder and none of S3."""
    if isinstance(given, ObjectPlace):
        return given
    text = str(given)
    if isinstance(given, str) and text.startswith(SCHEME):
        bucket, *parts = text[len(SCHEME) :].rstrip("/").split("/")
        if not bucket or not all(parts):
            advice = "Write it like s3://bucket/folder."
            raise ConfigurationError("names no place in a bucket.", where=text, advice=advice)
        return ObjectPlace(SCHEME + "/".join((bucket, *parts)))
    if "://" in text or (isinstance(given, Path) and given.parts[:1] == ("s3:",)):
        advice = "Give a folder, or a text that begins with s3://; a Path would drop one of the slashes."
        raise ConfigurationError("is no address that deckfacts can use.", where=text, advice=advice)
    return Path(given)


def _store() -> Any:
    return _store_of(os.getpid())


@functools.cache
def _store_of(_process: int) -> Any:
    """The file system of s3fs, one for all threads of a process; a child that is forked can't use its parent's.

    It keeps no listing: what another process has put there must be seen.
    """
    try:
        import s3fs  # noqa: PLC0415  most of a second, and only where a place is in a store
    except ImportError as error:
        advice = "Install what it takes: pip install deckfacts[s3]."
        raise ConfigurationError("needs s3fs, which is not installed.", where=SCHEME, advice=advice) from error
    return s3fs.S3FileSystem(use_listings_cache=False)


def file_system() -> Any:
    """The file system that other libraries can read the same objects through."""
    return _store()


@contextmanager
def _told(url: str) -> Iterator[None]:
    try:
        yield
    except _failures() as error:
        raise _as_told(error, url) from error


@functools.cache
def _failures() -> tuple[type[Exception], ...]:
    """What s3fs fails with, and what it lets through of the libraries below it: no network, no key, half an answer."""
    from aiohttp import ClientError  # noqa: PLC0415  as above
    from botocore.exceptions import BotoCoreError  # noqa: PLC0415

    return OSError, BotoCoreError, ClientError


def _as_told(error: Exception, url: str) -> OSError:
    """The error as one of the system's: those of s3fs lack a number, words or a name, others are of other families."""
    words = (error.strerror if isinstance(error, OSError) else None) or str(error)
    if isinstance(error, FileNotFoundError):
        missing = "there is no such bucket" if _code(error) == "NoSuchBucket" else "there is no such object"
        return FileNotFoundError(errno.ENOENT, missing, url)
    if isinstance(error, PermissionError):
        return PermissionError(errno.EACCES, f"the store refuses it: {words}", url)
    if isinstance(error, OSError):
        return OSError(error.errno or errno.EIO, words, url)
    return OSError(errno.EIO, f"the store gives no answer: {words}", url)


def _code(error: BaseException) -> str:
    """S3's name for what went wrong, where it is the store that says so."""
    response = getattr(error.__cause__, "response", None)
    return str(response.get("Error", {}).get("Code", "")) if isinstance(response, dict) else ""
