"""Pages: what Data Docs say in our own words: the index over all decks, and the frame of each page.

Without Great Expectations, which takes seconds to import: who publishes writes the index and judges nothing.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, Final

from deckfacts.contract import Severity
from deckfacts.pinned import each
from deckfacts.places import Place
from deckfacts.staging import deck_stem
from expectations.verdict import Verdict

INDEX: Final = "index.html"
ENTRY: Final = "verdict.json"
"""What the index says of a deck, kept beside its pages so that a run on one deck leaves the others listed."""

STYLE: Final = """
body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1b1f24}
table{border-collapse:collapse;margin:.5rem 0 1.5rem}th,td{border:1px solid #c9d1d9;padding:.3rem .6rem;
text-align:left;vertical-align:top}nav a{margin-right:1rem}.cooltip>span,thead[hidden]{display:none}
.badge{background:#eaeef2;border-radius:3px;padding:0 .3rem}.critical,.text-danger{color:#b31d28}
.warning,.text-warning{color:#8a5a00}.passed,.text-success{color:#176f2c}
.fa-check-circle::before{content:"\\2713"}.fa-times::before{content:"\\2717"}
.fa-exclamation-triangle::before{content:"\\26A0"}
"""


Write = Callable[[Place, str], None]
"""Writes a page whole: others may read it, or write the same one, at the same time."""


def write_whole(place: Place, text: str) -> None:
    """A page where nobody else writes."""
    if isinstance(place, Path):
        place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text.encode())


def entries_in(folder: Place) -> Sequence[Place]:
    """What is kept beside the pages of each deck that has some under `folder`."""
    if isinstance(folder, Path):
        return sorted(folder.glob(f"*/{ENTRY}"))
    return [one.place for one in folder.files() if one.place.name == ENTRY]


def write_index(folder: Place, write: Write = write_whole) -> Place:
    """Write the index over all decks that have pages under `folder`; where it is."""
    entries = [json.loads(content) for content in each(folder, lambda place: place.read_bytes(), entries_in(folder))]
    index = folder / INDEX
    write(index, page("Data Docs", _index_table(sorted(entries, key=lambda one: (one["file"], one["document_id"])))))
    return index


def folder_of(company: str | None, document_id: str) -> str:
    """The name of a deck's folder: two companies may publish the same bytes."""
    return deck_stem(company, document_id) if company else document_id


def entry_of(verdict: Verdict) -> str:
    """What the index says of a deck."""
    entry = {
        "document_id": verdict.document_id,
        "folder": folder_of(verdict.company, verdict.document_id),
        "file": verdict.file or verdict.document_id,
        "state": state_of(verdict),
        "evaluated": verdict.evaluated,
        "failed": len(verdict.failures),
    }
    return json.dumps(entry, ensure_ascii=False, sort_keys=True) + "\n"


def dataset_head(verdict: Verdict, dataset: str) -> str:
    """What the pages of Great Expectations do not say: whether what failed keeps the deck out."""
    failed = [one for one in verdict.failures if one.dataset == dataset]
    worst = next((one for one in failed if one.raised or one.severity is Severity.CRITICAL), next(iter(failed), None))
    state = "passed" if worst is None else Severity.CRITICAL.value if worst.raised else worst.severity.value
    return f'<h1>{dataset}</h1><p class="{state}">{STATES[state]}: {len(failed)} failed.</p>'


def state_of(verdict: Verdict) -> str:
    """`passed`, `warning` or `critical`."""
    if not verdict.passed:
        return Severity.CRITICAL.value
    return Severity.WARNING.value if verdict.failures else "passed"


STATES: Final[Mapping[str, str]] = {
    "passed": "passed",
    Severity.WARNING.value: "passed with warnings",
    Severity.CRITICAL.value: "held back",
}


def failure_table(verdict: Verdict) -> str:
    """What a deck's first page says."""
    state = state_of(verdict)
    head = (
        f'<h1>{escape(verdict.file or verdict.document_id)}</h1><p class="{state}">'
        f"{STATES[state]}: {len(verdict.failures)} of {verdict.evaluated} expectations failed.</p>"
    )
    rows = (
        f'<tr><td class="{one.severity}">{one.severity}</td><td><a href="{one.dataset}.html">{one.dataset}</a></td>'
        f"<td>{escape(one.message)}</td><td>{escape(', '.join(one.row_ids))}</td></tr>"
        for one in verdict.failures
    )
    table = f"<table><tr><th>Severity<th>Dataset<th>What failed<th>Rows</tr>{''.join(rows)}</table>"
    return head + (table if verdict.failures else "")


def _index_table(entries: Iterable[Mapping[str, Any]]) -> str:
    rows = (
        f'<tr><td><a href="{escape(entry["folder"])}/{INDEX}">{escape(entry["file"])}</a></td>'
        f'<td class="{entry["state"]}">{STATES[entry["state"]]}</td>'
        f"<td>{entry['failed']} of {entry['evaluated']}</td></tr>"
        for entry in entries
    )
    return f"<h1>Data Docs</h1><table><tr><th>Deck<th>Verdict<th>Failed expectations</tr>{''.join(rows)}</table>"


def page(title: str, body: str) -> str:
    """A whole page; the body is HTML."""
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head>\n<body>\n{body}\n</body></html>\n"
    )
