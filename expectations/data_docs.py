"""Data Docs: verdicts go in, Great Expectations' own pages of their evidence come out as static HTML.

Great Expectations' pages load a dozen files from other hosts and put table cells in unescaped. Here its renderers
give the sections only, what decks print is escaped before they see it, and the rest of the page is ours: a folder
that opens from a disk without a network, runs nothing, and has the same bytes for the same verdicts.
"""

from collections.abc import Mapping
from functools import cache
from html import escape
from typing import Any

import great_expectations as gx
from great_expectations.render.renderer.page_renderer import ValidationResultsPageRenderer
from great_expectations.render.view.view import DefaultJinjaSectionView

from deckfacts.places import Place
from expectations.engine import GX_LOCK, result_of
from expectations.frames import DATASETS
from expectations.offline import offline
from expectations.pages import (
    ENTRY,
    INDEX,
    Write,
    dataset_head,
    entry_of,
    failure_table,
    folder_of,
    page,
    write_whole,
)
from expectations.suites import suite_of
from expectations.verdict import Verdict


def write_deck(verdict: Verdict, docs: Place, write: Write = write_whole) -> None:
    """The pages of one deck: a page for each suite with its evidence; of one that holds all, what it was held to."""
    folder = docs / folder_of(verdict.company, verdict.document_id)
    name = verdict.file or verdict.document_id
    datasets = [evidence.dataset for evidence in verdict.results]
    links = "".join(f'<a href="{dataset}.html">{dataset}</a>' for dataset in datasets)
    nav = f'<nav><a href="../{INDEX}">All decks</a><a href="{INDEX}">{escape(name)}</a>{links}</nav>'
    for evidence in verdict.results:
        body = nav + dataset_head(verdict, evidence.dataset) + _sections(evidence.result, name, verdict.document_id)
        write(folder / f"{evidence.dataset}.html", page(f"{name}: {evidence.dataset}", body))
    held = "" if verdict.results else _held(verdict)
    write(folder / INDEX, page(name, nav + failure_table(verdict) + held))
    write(folder / ENTRY, entry_of(verdict))


def _held(verdict: Verdict) -> str:
    """All that the rows of a deck hold, dataset by dataset."""
    return "".join(
        f"<h2>{dataset}: {verdict.rows.get(dataset, 0)} rows</h2><ul>"
        f"{''.join(f'<li>{escape(one)}</li>' for one in _expected(dataset))}</ul>"
        for dataset in DATASETS
    )


@cache
def _expected(dataset: str) -> tuple[str, ...]:
    """What is expected of a dataset, in words."""
    with GX_LOCK:
        return tuple(str(one.description) for one in suite_of(dataset, ()).expectations)


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
