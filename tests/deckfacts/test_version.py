"""Version: the word that changes whenever what reads decks changes."""

import os
import re
import time
from pathlib import Path

import pytest

from deckfacts.version import hash_of_code, reader_version

FAST_SECONDS = 0.1
"""Several times what it takes, so that a busy machine does not fail the test: a run with nothing new has 4 s in all."""


def code(root: Path, files: dict[str, str]) -> Path:
    """A package of these files."""
    for name, text in files.items():
        path = root / "package" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root / "package"


FILES = {"a.py": "1", "sub/b.toml": "2"}


@pytest.mark.parametrize(
    ("files", "same"),
    [
        (FILES, True),
        (FILES | {"notes.md": "3", "__pycache__/a.pyc": "4"}, True),
        ({"a.py": "2", "sub/b.toml": "2"}, False),
        ({"a.py": "1", "sub/b.toml": "3"}, False),
        ({"a.py": "1", "b.toml": "2"}, False),
        ({"a.py": "12", "sub/b.toml": ""}, False),
        ({"a.py": "1"}, False),
    ],
)
def test_hash_of_code(tmp_path: Path, files: dict[str, str], *, same: bool) -> None:
    """Ensures that code and data change the hash by name and content, and that nothing else does."""
    first = hash_of_code([code(tmp_path / "one", FILES)])
    assert (hash_of_code([code(tmp_path / "two", files)]) == first) is same


def test_hash_without_times(tmp_path: Path) -> None:
    """Ensures that touching a file does not have every deck read again."""
    package = code(tmp_path, FILES)
    first = hash_of_code([package])
    os.utime(package / "a.py", (1, 1))
    assert hash_of_code([package]) == first


def test_reader_version() -> None:
    """Ensures that the version is the package's with a hash, and costs a run that finds nothing new next to nothing."""
    reader_version.cache_clear()
    started = time.process_time()
    assert re.fullmatch(r"\d+\.\d+\.\d+\+[0-9a-f]{12}", reader_version())
    assert time.process_time() - started < FAST_SECONDS
