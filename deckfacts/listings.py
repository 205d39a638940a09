"""Listings: what many decks tell together, and what runs have changed, as tables for a person.

The tables of single decks are in `deckfacts.terminal`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from deckfacts.contract import Box, Fact
from deckfacts.difference import Cause, Difference, Differences, Kind
from deckfacts.intake import deck_name
from deckfacts.releases import Release
from deckfacts.series.records import Cause as Explanation
from deckfacts.series.records import CrossCheck, GuidanceStep
from deckfacts.terminal import Column, measure_words, number, period_words, place_words, print_table, say, value_words


def show_releases(releases: Sequence[Release]) -> None:
    """Every release with the decks that it brought, changed and withdrew."""
    columns = [
        Column("number", at_right=True),
        Column("when", least=16),
        Column("snapshot", least=16),
        *(Column(name, at_right=True) for name in ("decks in", "changed", "withdrawn", "facts")),
        Column("reader"),
    ]
    rows = (
        (
            str(one.number),
            f"{one.released_at:%Y-%m-%d %H:%M}",
            one.snapshot,
            *(str(len(decks)) for decks in (one.came_in, one.changed, one.withdrawn)),
            f"{one.rows['facts']:,}",
            one.reader_version,
        )
        for one in releases
    )
    print_table(f"Releases: {len(releases)} (times are UTC)", columns, rows)


def differences_json(differences: Differences, limit: int | None) -> dict[str, Any]:
    """The differences as a JSON object, the first `limit` of them; all of them are counted."""
    counts = differences.counts()
    by_kind = {kind.value: {cause.value: counts[kind, cause] for cause in Cause} for kind in Kind}
    rows = [asdict(row.key) | asdict(row) for row in differences.rows[:limit]]
    for row in rows:
        del row["key"]
    return {"counts": by_kind, "unchanged": differences.unchanged, "differences": rows}


def show_differences(before: str, after: str, differences: Differences, limit: int | None) -> None:
    """How many facts differ, by kind and cause; then each, the first `limit` of them."""
    counts = differences.counts()
    columns = [Column("", least=9), *(Column(cause.value, at_right=True, least=10) for cause in Cause)]
    say(f"From {before} to {after}")
    print_table(
        f"Different: {len(differences.rows):,}; unchanged: {differences.unchanged:,}",
        columns,
        ((kind.value, *(f"{counts[kind, cause]:,}" for cause in Cause)) for kind in Kind),
    )
    shown = differences.rows[:limit]
    if shown:
        print_table(f"Differences: {len(shown):,} of {len(differences.rows):,}", _DIFFERENCE, map(_row, shown))


_DIFFERENCE = (
    Column("deck"),
    Column("place", least=8),
    Column("kind", least=7),
    Column("cause", least=10),
    Column("what", sentence=True),
    Column("before", sentence=True),
    Column("after", sentence=True),
)


def _row(row: Difference) -> tuple[str, ...]:
    fact = row.fact
    what = (
        _name_words(fact.label, fact.segment),
        measure_words(fact.measure, fact.comparison, fact.basis),
        period_words(fact),
    )
    return (
        deck_name(row.key.company, row.key.file),
        place_words(fact.page, fact.line),
        row.kind,
        row.cause,
        "; ".join(filter(None, what)),
        _side(row.before, row.columns),
        _side(row.after, row.columns),
    )


_SEEN_IN_THE_VALUE = frozenset({"value", "unit", "qualifier"})


def _side(fact: Fact | None, columns: Sequence[str]) -> str:
    """The number, and of a changed fact whatever else differs; the number only if it is not the same on both sides."""
    if fact is None:
        return ""
    value = [value_words(fact)] if not columns or _SEEN_IN_THE_VALUE & set(columns) else []
    others = [f"{name} {_text(getattr(fact, name))}" for name in columns if name not in _SEEN_IN_THE_VALUE]
    return ", ".join([*value, *others])


def _text(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, Box):
        return f"({value.x0:.1f}, {value.top:.1f}, {value.x1:.1f}, {value.bottom:.1f})"
    return f'"{value}"' if type(value) is str else str(value)


def show_guidance(steps: Sequence[GuidanceStep], files: Mapping[str, str]) -> None:
    """Targets step by step."""
    columns = [
        Column("target", least=12),
        Column("period", least=7),
        Column("no.", at_right=True),
        Column("step", least=10),
        Column("value", at_right=True, least=13),
        Column("change", at_right=True, least=10),
        Column("outcome", least=7),
        Column("deck"),
        Column("place", least=8),
    ]
    rows = (
        (
            f"{_name_words(one.label, one.segment)}; {measure_words(one.measure, one.comparison, one.basis)}",
            " ".join(str(part) for part in (one.fiscal_period, one.fiscal_year) if part) or str(one.period_end),
            str(one.number),
            one.step,
            f"{range_words(one.low, one.high)} {one.unit}",
            change_words(one.low_change, one.high_change),
            one.outcome or "",
            files[one.document_id],
            place_words(one.page, one.line),
        )
        for one in steps
    )
    targets = len({one.target_id for one in steps})
    print_table(f"Guidance: {targets} target{'' if targets == 1 else 's'} in {len(steps)} steps", columns, rows)


def range_words(low: Decimal | None, high: Decimal | None) -> str:
    """`10 to 12`, or `10` where both ends are the same; `at least 10`, `at most 12` where one is open."""
    if low is not None and high is not None:
        return number(low) if low == high else f"{number(low)} to {number(high)}"
    if low is not None:
        return f"at least {number(low)}"
    return f"at most {number(high)}" if high is not None else ""


def change_words(low: Decimal | None, high: Decimal | None) -> str:
    """`+5` for a target that moved as a whole, `+8 / +5` where its low end moved otherwise than its high end."""
    moved = [f"{'+' if end > 0 else ''}{number(end)}" for end in (low, high) if end is not None]
    return moved[0] if len(set(moved)) == 1 else " / ".join(moved)


def show_restatements(checks: Sequence[CrossCheck], files: Mapping[str, str]) -> None:
    """What later decks state differently, each with the two decks and what the later one says about it."""
    columns = [
        Column("deck"),
        Column("earlier deck"),
        Column("cause", least=11),
        Column("rule", least=12),
        Column("off by", at_right=True, least=14),
        Column("what", sentence=True),
    ]
    rows = (
        (
            files[check.document_id],
            files[check.earlier_document_id] if check.earlier_document_id else "",
            check.cause,
            check.rule,
            f"{number(check.difference)} {check.unit}",
            check.message,
        )
        for check in checks
    )
    unexplained = sum(check.cause is Explanation.UNEXPLAINED for check in checks)
    print_table(f"Restatements: {len(checks)}, of which {unexplained} unexplained", columns, rows)


def _name_words(label: str, segment: str | None) -> str:
    return f"{label} / {segment}" if segment else label
