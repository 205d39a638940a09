"""Data Docs: verdicts go in, Great Expectations' own pages of their evidence come out as static HTML.

Great Expectations' pages load a dozen files from other hosts and put table cells in unescaped. Here its renderers
give the sections only, what decks print is escaped before they see it, and the rest of the page is ours: a folder
that opens from a disk without a network, runs nothing, and has the same bytes for the same verdicts.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Final

import great_expectations as gx
from great_expectations.render.renderer.page_renderer import ValidationResultsPageRenderer
from great_expectations.render.view.view import DefaultJinjaSectionView

from deckfacts.contract import Severity
from expectations.engine import GX_LOCK, result_of
from expectations.offline import offline
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


def build_data_docs(verdicts: Iterable[Verdict], folder: Path) -> Path:
    """Write or replace the pages of each verdict's deck under `folder`, and the index over all that stand there.

    Gives the path of the index. The pages of other decks stay as they are; delete the folder to begin anew.
    """
    for verdict in verdicts:
        _write_deck(verdict, folder / verdict.document_id)
    entries = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob(f"*/{ENTRY}"))]
    folder.mkdir(parents=True, exist_ok=True)
    index = folder / INDEX
    body = _index_table(sorted(entries, key=lambda entry: (entry["file"], entry["document_id"])))
    index.write_text(_page("Data Docs", body), encoding="utf-8")
    return index


def _write_deck(verdict: Verdict, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = verdict.file or verdict.document_id
    datasets = [evidence.dataset for evidence in verdict.results]
    links = "".join(f'<a href="{dataset}.html">{dataset}</a>' for dataset in datasets)
    nav = f'<nav><a href="../{INDEX}">All decks</a><a href="{INDEX}">{escape(name)}</a>{links}</nav>'
    for evidence in verdict.results:
        body = nav + _dataset_head(verdict, evidence.dataset) + _sections(evidence.result, name, verdict.document_id)
        page = _page(f"{name}: {evidence.dataset}", body)
        (folder / f"{evidence.dataset}.html").write_text(page, encoding="utf-8")
    (folder / INDEX).write_text(_page(name, nav + _failure_table(verdict)), encoding="utf-8")
    entry = {
        "document_id": verdict.document_id,
        "file": name,
        "state": _state(verdict),
        "evaluated": verdict.evaluated,
        "failed": len(verdict.failures),
    }
    (folder / ENTRY).write_text(json.dumps(entry, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


def _dataset_head(verdict: Verdict, dataset: str) -> str:
    """What the pages of Great Expectations do not say: whether what failed keeps the deck out."""
    failed = [one for one in verdict.failures if one.dataset == dataset]
    worst = next((one for one in failed if one.raised or one.severity is Severity.CRITICAL), next(iter(failed), None))
    state = "passed" if worst is None else Severity.CRITICAL.value if worst.raised else worst.severity.value
    return f'<h1>{dataset}</h1><p class="{state}">{_STATES[state]}: {len(failed)} failed.</p>'


def _state(verdict: Verdict) -> str:
    if not verdict.passed:
        return Severity.CRITICAL.value
    return Severity.WARNING.value if verdict.failures else "passed"


_STATES: Final[Mapping[str, str]] = {
    "passed": "passed",
    Severity.WARNING.value: "passed with warnings",
    Severity.CRITICAL.value: "held back",
}


def _sections(evidence: str, name: str, document_id: str) -> str:
    """Great Expectations' own rendering of one suite's results."""
    result = result_of(evidence)
    for one in result.results:
        one.result = _escaped(_readable(one.result))
        one.exception_info = _escaped(one.exception_info)
    result.meta = {
        "great_expectations_version": gx.__version__,
        "run_id": {"run_name": f"deck {document_id}", "run_time": ""},
        "batch_kwargs": {"data_asset_name": name},
    }
    with GX_LOCK:
        sections = ValidationResultsPageRenderer().render(result).to_json_dict()["sections"]
        return offline("".join(_section(number, section) for number, section in enumerate(sections, 1)))


@cache
def _view() -> Any:
    """Compiling its templates takes longer than rendering a deck with them."""
    return DefaultJinjaSectionView()


def _section(number: int, section: Mapping[str, Any]) -> str:
    """A section by itself; its template looks for the loop of the page that it is otherwise part of."""
    loop = {"index": number}
    return str(_view().render({"section": section, "section_loop": loop, "loop": loop}))


def _readable(result: Mapping[str, Any]) -> Mapping[str, Any]:
    """With failing rows as one text each: Great Expectations would glue their cells together."""
    counts = result.get("partial_unexpected_counts") or []
    rows = [{**one, "value": ", ".join(map(str, one["value"]))} for one in counts if isinstance(one["value"], list)]
    return {**result, "partial_unexpected_counts": rows} if rows else result


def _escaped(value: Any) -> Any:
    """The same with every text in it escaped: Great Expectations' table cells put it in as it is."""
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, Mapping):
        return {key: _escaped(one) for key, one in value.items()}
    return [_escaped(one) for one in value] if isinstance(value, list) else value


def _failure_table(verdict: Verdict) -> str:
    state = _state(verdict)
    head = (
        f'<h1>{escape(verdict.file or verdict.document_id)}</h1><p class="{state}">'
        f"{_STATES[state]}: {len(verdict.failures)} of {verdict.evaluated} expectations failed.</p>"
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
        f'<tr><td><a href="{escape(entry["document_id"])}/{INDEX}">{escape(entry["file"])}</a></td>'
        f'<td class="{entry["state"]}">{_STATES[entry["state"]]}</td>'
        f"<td>{entry['failed']} of {entry['evaluated']}</td></tr>"
        for entry in entries
    )
    return f"<h1>Data Docs</h1><table><tr><th>Deck<th>Verdict<th>Failed expectations</tr>{''.join(rows)}</table>"


def _page(title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head>\n<body>\n{body}\n</body></html>\n"
    )
