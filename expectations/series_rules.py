"""Series rules: what must hold within one row, or one data point, of what a company's decks give together."""

from collections.abc import Callable
from typing import Final

import pandas as pd

from deckfacts.series.records import Evidence, Standing, Step

_DIFFERING = (Standing.RESTATED.value, Standing.CHANGED.value, Standing.REVISED.value)


def one_latest(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Each data point has one latest vintage."""
    latest = frame["latest"].astype("int64").groupby(frame["point_id"].astype("string")).transform("sum")
    return (latest == 1).astype(bool)


def differs_if_changed(frame: pd.DataFrame) -> "pd.Series[bool]":
    """What is restated, changed or revised has a difference, and what is not has none."""
    differing = frame["standing"].isin(_DIFFERING).astype(bool)
    return (differing == frame["difference"].notna().astype(bool)).astype(bool)


def outcome_of_actuals(frame: pd.DataFrame) -> "pd.Series[bool]":
    """An actual has an outcome, and no other step has one."""
    actual = (frame["step"] == Step.ACTUAL.value).astype(bool)
    return (actual == frame["outcome"].notna().astype(bool)).astype(bool)


def evidence_given(frame: pd.DataFrame) -> "pd.Series[bool]":
    """A link by equal values names two facts for each of them, and at least one pair."""
    rows = zip(frame["evidence"], frame["matches"], frame["fact_ids"], strict=True)
    flags = [kind != Evidence.SAME_VALUES.value or (count > 0 and len(ids) == 2 * count) for kind, count, ids in rows]
    return pd.Series(flags, index=frame.index, dtype=bool)


SERIES_RULES: Final[tuple[Callable[[pd.DataFrame], "pd.Series[bool]"], ...]] = (
    one_latest,
    differs_if_changed,
    outcome_of_actuals,
    evidence_given,
)
