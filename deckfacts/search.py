"""Search: from `raw`, or the files and folders that somebody names, to the decks that are there.

A folder is walked, a place in a store is listed; what is a deck, whose it is and what it is called is the same in both.
"""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePath, PurePosixPath
from typing import TypeAlias

from deckfacts.errors import ConfigurationError
from deckfacts.intake import FoundDeck, Search
from deckfacts.places import ObjectPlace, Place

READABLE = frozenset({".txt", ".text", ".md", ".markdown", ".htm", ".html", ".pdf"})
"""Suffixes of decks, in lower case. A file given by path is read whatever its suffix."""

_NOTES = "readme"
"""The stem of the files in which people say what a folder holds; they are no decks, and nothing to tell of."""

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
_SLUG_ADVICE = "Use small letters, digits and hyphens, a letter or digit first (iij, acme-holdings)."

_Sighting: TypeAlias = tuple[Place, PurePath, str]
"""A file, its path from where it was searched for, and what a store says of its bytes."""


def check_slug(company: str, where: str) -> str:
    """The company's slug itself; a ConfigurationError where it is none."""
    if not _SLUG.fullmatch(company):
        raise ConfigurationError(f'"{company}" can\'t be the name of a company.', where=where, advice=_SLUG_ADVICE)
    return company


def search_raw(raw: Place) -> Search:
    """The decks of every company's folder under `raw`, at any depth. Dot files and README files don't count."""
    decks: list[FoundDeck] = []
    ignored: list[str] = []
    problems: list[ConfigurationError] = []
    for path, inside, mark in _everything(raw, problems):
        company = inside.parts[0]
        if not _is_unicode(inside):
            problems.append(_unnameable(path))
        elif len(inside.parts) == 1 or inside.suffix.lower() not in READABLE or not _is_file(path):
            ignored.append(inside.as_posix())
        elif _SLUG.fullmatch(company):
            decks.append(FoundDeck(path, inside.as_posix(), company, mark))
        elif str(raw / company) not in {problem.where for problem in problems}:
            message = f'"{company}" can\'t be the name of a company, so its decks are not read.'
            problems.append(ConfigurationError(message, where=str(raw / company), advice=_SLUG_ADVICE))
    return Search(tuple(decks), tuple(ignored), tuple(problems))


def search_paths(paths: Sequence[Place], *, company: str | None, raw: Place) -> Search:
    """The decks at the given files and in the given folders. One that lies under `raw` belongs to its folder there."""
    if company is not None:
        check_slug(company, where="--company")
    decks: dict[str, FoundDeck] = {}
    ignored: list[str] = []
    problems: list[ConfigurationError] = []
    for given in paths:
        for path, within, mark in _given(given, problems):
            if not _is_unicode(path):
                problems.append(_unnameable(path))
            elif path != given and (within.suffix.lower() not in READABLE or not _is_file(path)):
                ignored.append(str(path))
            else:
                deck = _given_deck(path, within, company=company, raw=raw)
                _add(replace(deck, mark=mark), decks)
    return Search(tuple(decks.values()), tuple(ignored), tuple(problems))


def _given_deck(path: Place, within: PurePath, *, company: str | None, raw: Place) -> FoundDeck:
    inside = _inside(path, raw)
    if inside is None:
        return FoundDeck(path, within.name if len(within.parts) == 1 else f"./{within.as_posix()}", company)
    folder = check_slug(inside.parts[0], where=str(raw / inside.parts[0]))
    if company not in {None, folder}:
        advice = "Leave --company out for decks under raw."
        raise ConfigurationError(f"it is a deck of {folder}, not of {company}.", where=str(path), advice=advice)
    return FoundDeck(path, inside.as_posix(), folder)


def _add(deck: FoundDeck, decks: dict[str, FoundDeck]) -> None:
    """Two files of one name would take turns in the same place of the publication."""
    other = decks.setdefault(deck.file, deck)
    if _whole(other.path) != _whole(deck.path):
        advice = "Give the folder that holds both, or put them under raw."
        raise ConfigurationError(f"{other.path} has the same name.", where=str(deck.path), advice=advice)


def _whole(place: Place) -> Place:
    return place.resolve() if isinstance(place, Path) else place


def _inside(path: Place, raw: Place) -> PurePath | None:
    """The path from `raw` down to a deck in a company's folder there, or null."""
    if isinstance(path, Path) and isinstance(raw, Path):
        whole, root = path.resolve(), raw.resolve()
        inside: PurePath | None = whole.relative_to(root) if whole.is_relative_to(root) else None
    else:
        inside = path.inside(raw) if isinstance(path, ObjectPlace) and isinstance(raw, ObjectPlace) else None
    return inside if inside and len(inside.parts) > 1 else None


def _everything(raw: Place, problems: list[ConfigurationError]) -> Iterator[_Sighting]:
    """All files below `raw`. A place without any may be a slip of the pen, and nobody's decks are gone for that."""
    if isinstance(raw, ObjectPlace):
        found = list(_objects(raw))
        if not found:
            advice = "Put each company's decks below a prefix of their own (s3://bucket/raw/iij/...), or correct it."
            raise ConfigurationError("there is nothing below this address.", where=str(raw), advice=advice)
        yield from found
    elif raw.is_dir():
        yield from ((path, path.relative_to(raw), "") for path in _walk(raw, problems))
    else:
        advice = "Make it and put each company's decks in a folder of their own (raw/iij/...), or name a file to read."
        raise ConfigurationError("there is no such folder.", where=str(raw), advice=advice)


def _given(given: Place, problems: list[ConfigurationError]) -> Iterator[_Sighting]:
    """The file that is given, or all files below the folder that is, with their names from there."""
    if isinstance(given, ObjectPlace):
        found = list(_objects(given))
        if not found:
            raise ConfigurationError("there is no such object.", where=str(given), advice="Check the address.")
        yield from found
    elif not given.exists():
        raise ConfigurationError("there is no such file or folder.", where=str(given), advice="Check the path.")
    elif given.is_dir():
        yield from ((path, path.relative_to(given), "") for path in _walk(given, problems))
    elif not given.is_file():
        advice = "Copy what it gives into a file, and name that."
        raise ConfigurationError("it is no file but a pipe or a device.", where=str(given), advice=advice)
    else:
        yield given, Path(given.name), ""


def _objects(given: ObjectPlace) -> Iterator[_Sighting]:
    """The object of this name, or all below it, as `_walk` has them."""
    try:
        listed = given.files()
    except OSError as error:
        raise unreadable(given, error) from error
    for one in listed:
        within = one.place.inside(given)
        if within is None:
            yield one.place, PurePosixPath(given.name), one.mark
        elif not (_beside_the_decks(within.name) or any(part.startswith(".") for part in within.parts)):
            yield one.place, within, one.mark


def _walk(folder: Path, problems: list[ConfigurationError]) -> Iterator[Path]:
    def report(error: OSError) -> None:
        problems.append(unreadable(Path(error.filename), error))

    for here, folders, files in os.walk(folder, onerror=report):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(here, name) for name in sorted(files) if not _beside_the_decks(name))


def _is_file(path: Place) -> bool:
    """Whether it can be read to an end: a pipe or a device may have none, and a broken link leads nowhere."""
    return isinstance(path, ObjectPlace) or path.is_file()


def _beside_the_decks(name: str) -> bool:
    return name.startswith(".") or Path(name).stem.lower() == _NOTES


def _is_unicode(path: PurePath | ObjectPlace) -> bool:
    """Whether the name can stand in a dataset: file systems hold bytes that are no text in any encoding of today."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _unnameable(path: Place) -> ConfigurationError:
    where = str(path).encode("utf-8", "backslashreplace").decode("utf-8")
    return ConfigurationError("its name is not UTF-8, so it is not read.", where=where, advice="Rename the file.")


def unreadable(path: Place | str, error: OSError) -> ConfigurationError:
    """What is told of a file or a folder that can't be read."""
    advice = "Give the user who runs deckfacts the right to read it."
    return ConfigurationError(f"can't be read: {error.strerror}.", where=str(path), advice=advice)
