"""Terminal: published records as tables for a person, or as one JSON document for a machine.

What a deck prints is data: no control character of it reaches the terminal, and no markup of it is obeyed.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from deckfacts.contract import (
    AppliedCorrection,
    Basis,
    Comparison,
    CorrectionStatus,
    Document,
    Fact,
    FailedCheck,
    Measure,
    Qualifier,
    Quarantined,
    Refusal,
    Scenario,
)
from deckfacts.intake import deck_name
from deckfacts.manifest import DeckEntry, Manifest
from deckfacts.plain import plain, plain_json

PIPE_WIDTH = 240
"""Columns of a table that goes to a file or a pipe: wide enough for `grep` to find a row on one line."""

WIDE = 110
"""Columns from which a table with sentences in it, or with all that is to say of a fact, can still be read."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `at_right` is for numbers, `sentence` for what needs a line of its own where it is narrow.

    Words of up to `least` characters are not broken; `exact` is a width that is neither more nor less.
    """

    name: str
    at_right: bool = False
    least: int = 1
    exact: int | None = None
    sentence: bool = False


def is_wide() -> bool:
    """Whether stdout takes wide tables: a large terminal, or none."""
    from rich.console import Console  # noqa: PLC0415  rich takes a quarter of the time that --help may take

    return not sys.stdout.isatty() or Console().width >= WIDE


def print_table(title: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
    """A table on stdout, as wide as the terminal; in a narrow one, sentences stand below their rows."""
    from rich import box  # noqa: PLC0415  rich takes a quarter of the time that --help may take
    from rich.console import Console  # noqa: PLC0415
    from rich.padding import Padding  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(width=None if sys.stdout.isatty() else PIPE_WIDTH)
    if any(column.sentence for column in columns) and not is_wide():
        console.print(Text(plain(title)))
        for row in rows:
            pairs = list(zip(columns, row, strict=True))
            console.print(Text("  ".join(plain(cell) for column, cell in pairs if cell and not column.sentence)))
            for sentence in (cell for column, cell in pairs if cell and column.sentence):
                console.print(Padding(Text(plain(sentence)), (0, 0, 0, 4)))
        return
    table = Table(
        title=Text(plain(title)), box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False, padding=(0, 1, 0, 0)
    )
    for column in columns:
        justify: Literal["left", "right"] = "right" if column.at_right else "left"
        table.add_column(column.name, justify=justify, overflow="fold", min_width=column.least, width=column.exact)
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    console.print(table)


def say(line: str) -> None:
    """A line on stdout, safe to print."""
    sys.stdout.write(plain(line) + "\n")


def print_json(document: Any) -> None:
    """One JSON document on stdout, safe to print: decimals as strings, dates as ISO 8601."""
    sys.stdout.write(plain_json(json.dumps(document, ensure_ascii=False, indent=1, default=_json)) + "\n")


def records_json(records: Iterable[Any]) -> list[dict[str, Any]]:
    """Records as JSON objects."""
    return [asdict(record) for record in records]


def _json(value: object) -> str:
    if isinstance(value, Decimal):
        return number(value, grouped=False)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON")


def number(value: Decimal, *, grouped: bool = True) -> str:
    """A number as a person writes it: 1,844,000,000 and not 1844000000.000000."""
    text = f"{value:,f}" if grouped else f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def show_facts(deck: DeckEntry, facts: Sequence[Fact], total: int, limit: int | None) -> None:
    """The facts of a deck, the first `limit` of them."""
    shown = facts[:limit]
    title = f"{deck_name(deck.key.company, deck.key.file)} ({deck.document_id}): {len(shown)} of {total} facts"
    if is_wide():
        print_table(title, _FACT_COLUMNS, (_fact_row(fact) for fact in shown))
    else:
        print_table(title, _NARROW_FACT_COLUMNS, (_narrow_fact_row(fact) for fact in shown))
    if len(shown) < len(facts):
        say(f"{len(facts) - len(shown)} more; narrow with --metric, --period, --segment or --source")


_FACT_COLUMNS = (
    Column("metric", least=12),
    Column("segment", least=7),
    Column("printed", at_right=True, least=7),
    Column("value", at_right=True, least=13),
    Column("measure", least=14),
    Column("period", least=10),
    Column("place", least=7),
)
_NARROW_FACT_COLUMNS = (
    Column("metric / segment"),
    Column("value", at_right=True, exact=18),
    Column("measure", exact=14),
    Column("period", exact=10),
    Column("place", exact=9),
)
"""In 80 columns the exact widths take a trillion with its currency, `percent_change` and `line 1234`."""


def _fact_row(fact: Fact) -> tuple[str, ...]:
    return (
        f"{fact.label} [{fact.concept}]" if fact.concept else fact.label,
        fact.segment or "",
        fact.printed,
        value_words(fact),
        measure_words(fact.measure, fact.comparison, fact.basis),
        period_words(fact),
        f"{fact.source}, {place_words(fact.page, fact.line)}",
    )


def _narrow_fact_row(fact: Fact) -> tuple[str, ...]:
    """What is left out can be seen in a wider terminal, or with --json."""
    named = " ".join(str(part) for part in (fact.fiscal_period, fact.fiscal_year) if part is not None)
    scenario = "" if fact.scenario is Scenario.ACTUAL else f" ({fact.scenario})"
    return (
        f"{fact.label} / {fact.segment}" if fact.segment else fact.label,
        value_words(fact),
        measure_words(fact.measure, fact.comparison, fact.basis),
        (named or str(fact.period_end or "")) + scenario,
        place_words(fact.page, fact.line),
    )


_HEDGES = {Qualifier.APPROXIMATELY: "about ", Qualifier.OVER: "over ", Qualifier.UNDER: "under ", None: ""}


def value_words(fact: Fact) -> str:
    """`about 4,210,000,000 JPY`."""
    return f"{_HEDGES[fact.qualifier]}{number(fact.value)} {fact.unit}"


def measure_words(measure: Measure, comparison: Comparison | None, basis: Basis | None) -> str:
    """`percent_change yoy (organic)`."""
    return " ".join(filter(None, (measure, comparison, f"({basis})" if basis else None)))


def period_words(fact: Fact) -> str:
    """`3Q 2008, 2008-10-01 to 2008-12-31`, and what is not plainly an actual behind it."""
    name = " ".join(str(part) for part in (fact.fiscal_period, fact.fiscal_year) if part is not None)
    ends = [str(day) for day in (fact.period_start, fact.period_end) if day]
    scenario = "" if fact.scenario is Scenario.ACTUAL else f"({fact.scenario})"
    return " ".join(part for part in (", ".join(filter(None, (name, " to ".join(ends)))), scenario) if part)


def place_words(page: int | None, line: int | None) -> str:
    """`line 12` of a text, `page 3` of a PDF."""
    if line is not None:
        return f"line {line}"
    return f"page {page}" if page is not None else ""


def show_checks(checks: Sequence[FailedCheck], files: dict[str, str]) -> None:
    """Failed checks, each with the deck that contradicts itself."""
    columns = [
        Column("deck"),
        Column("severity", least=8),
        Column("rule", least=12),
        Column("off by", at_right=True, least=14),
        Column("what", sentence=True),
    ]
    rows = (
        (
            files[check.document_id],
            check.severity,
            check.rule,
            f"{number(check.difference)} {check.unit}" if check.difference is not None else "",
            check.message,
        )
        for check in checks
    )
    print_table(f"Failed checks: {len(checks)}", columns, rows)


def show_refusals(refusals: Sequence[Refusal], files: dict[str, str]) -> None:
    """Printed numbers that are no facts, each with the reason."""
    columns = [
        Column("deck"),
        Column("place", least=8),
        Column("reason"),
        Column("printed", at_right=True),
        Column("context", sentence=True),
    ]
    rows = (
        (files[one.document_id], place_words(one.page, one.line), one.reason, one.printed, one.context)
        for one in refusals
    )
    print_table(f"Refusals: {len(refusals)}", columns, rows)


def show_unapplied(corrections: Sequence[AppliedCorrection], files: dict[str, str]) -> None:
    """Reviewed corrections that are not applied any more, and why; nothing where all are."""
    for one in corrections:
        if one.status is not CorrectionStatus.APPLIED:
            say(f"Correction not applied to {files[one.document_id]}: {one.line}")


def show_quarantine(rows: Sequence[Quarantined]) -> None:
    """Why decks were kept out, and what to do."""
    columns = [
        Column("deck"),
        Column("stage"),
        Column("reason"),
        Column("why", sentence=True),
        Column("what to do", sentence=True),
    ]
    cells = ((deck_name(row.company, row.file), row.stage, row.reason, row.message, row.advice) for row in rows)
    print_table(f"Kept out, and why: {len(rows)}", columns, cells)


def show_status(manifest: Manifest, documents: Sequence[Document]) -> None:
    """Every deck of the publication with its counts, and what was assumed to read it."""
    columns = [
        Column("deck"),
        Column("document_id"),
        Column("verdict"),
        *(Column(name, at_right=True) for name in ("facts", "refusals", "unexplained", "failed checks")),
    ]
    rows = (
        (
            deck_name(entry.key.company, entry.key.file),
            entry.document_id,
            f"{entry.verdict}, latest reading kept out" if _stale(entry) else str(entry.verdict),
            *(str(count) for count in (entry.facts, entry.refusals, entry.unexplained, entry.checks_failed)),
        )
        for entry in manifest.decks
    )
    print_table(
        f"Snapshot {manifest.snapshot}: {len(manifest.decks)} deck{'' if len(manifest.decks) == 1 else 's'}",
        columns,
        rows,
    )
    assumed = {deck_name(one.company, one.file): one.assumptions for one in documents}
    warned = {deck_name(entry.key.company, entry.key.file): entry.warnings for entry in manifest.decks}
    for title, by_deck in (("Assumed for", assumed), ("The gate warns of", warned)):
        for name, items in sorted(by_deck.items()):
            if items:
                say(f"{title} {name}:")
            for item in items:
                say(f"  {item}")


def _stale(entry: DeckEntry) -> bool:
    return entry.verdict == "published" and entry.quarantined > 0
