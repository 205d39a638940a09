"""The reader's version: from the code and data that read decks, one word that changes whenever they do."""

import functools
import hashlib
import tomllib
from pathlib import Path

READING_PACKAGES = ("deckfacts", "extractors", "expectations")
_READ_BY = (".py", ".toml")
_HASH_DIGITS = 12


@functools.cache
def reader_version() -> str:
    """The package's version and a hash of what reads a deck: `0.1.0+3f2a...`; the same on every machine."""
    root = Path(__file__).parents[1]
    folders = [root / package for package in READING_PACKAGES if (root / package).is_dir()]
    return f"{package_version(root)}+{hash_of_code(folders)}"


def package_version(root: Path) -> str:
    """The version in the checkout's pyproject.toml; in an installed wheel, which has none, the wheel's own."""
    project = root / "pyproject.toml"
    if project.is_file():
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
    from importlib.metadata import version  # noqa: PLC0415  60 ms that a checkout doesn't need

    return version("deckfacts")


def hash_of_code(folders: list[Path]) -> str:
    """First 12 hex digits of the SHA-256 over the folders' code and data, by relative name and content."""
    found = {
        f"{folder.name}/{path.relative_to(folder).as_posix()}": path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in _READ_BY
    }
    total = hashlib.sha256()
    for name, path in sorted(found.items()):
        content = path.read_bytes()
        total.update(f"{name}\x1f{len(content)}\x1f".encode())
        total.update(content)
    return total.hexdigest()[:_HASH_DIGITS]
