"""Sentences: what one line of a deck means, by the tables of cases in `sentences/`, as a bullet and as text."""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from tests.deckfacts.meaning.notation import lines, meaning, read
from tests.deckfacts.meaning.sentences import (
    basics,
    comparatives,
    deeds,
    industries,
    plan_words,
    plans,
    releases,
    terms,
    tied,
)

MODULES = (basics, comparatives, deeds, industries, plan_words, plans, releases, terms, tied)


def short(module: ModuleType) -> str:
    """The name of a module of cases."""
    return module.__name__.rpartition(".")[2]


def cases() -> Iterator[Any]:
    """Every sentence with what it means."""
    for module in MODULES:
        for table in module.TABLES:
            for name, (text, expected) in table.items():
                yield pytest.param(text, expected, id=f"{short(module)}: {name}")


def slides() -> Iterator[Any]:
    """Every slide whose title or heading matters to its lines."""
    for module in (plan_words, plans):
        for name, slide in module.SLIDES.items():
            yield pytest.param(*slide, id=f"{short(module)}: {name}")


@pytest.mark.parametrize(("text", "expected"), list(cases()))
def test_bullets(text: str, expected: str) -> None:
    """Ensures that a bullet gives its facts, in the order of their numbers."""
    assert meaning(read(f"- {text}\n").facts, expected) == lines(expected)


@pytest.mark.parametrize(("text", "expected"), list(cases()))
def test_lines_of_text(text: str, expected: str) -> None:
    """Ensures that a line of text means what it means as a bullet, with a full stop too."""
    assert meaning(read(f"{text}.\n").facts, expected) == lines(expected)


@pytest.mark.parametrize(("title", "body", "expected"), list(slides()))
def test_slides(title: str, body: str, expected: str) -> None:
    """Ensures that what a slide is about tells plans from results where its lines don't."""
    assert meaning(read(body, title=title).facts, expected) == lines(expected)


@pytest.mark.parametrize("module", MODULES, ids=short)
def test_no_case_is_written_twice(module: ModuleType) -> None:
    """Ensures that no table of cases hides a row of another by its name."""
    names = [name for table in module.TABLES for name in table]
    assert len(names) == len(set(names))
