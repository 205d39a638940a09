"""Rules: what must hold between the columns of one row, each as a pure function of a frame to a series of booleans.

A frame has Arrow-backed columns named as in the contract. True means that the row obeys; a rule that has nothing to
say of a row gives true.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeAlias

import pandas as pd

from deckfacts.contract import Bound, Comparison, Measure
from expectations.series_rules import SERIES_RULES

Flags: TypeAlias = "pd.Series[bool]"

CHANGES = (Measure.CHANGE.value, Measure.PERCENT_CHANGE.value)
PERIODIC = (Comparison.YOY.value, Comparison.QOQ.value)
PERCENT = "percent"
PERCENT_ONLY = (Measure.PERCENT_CHANGE.value, Measure.SHARE.value)

CRITICAL_CHECK_SHARE = 0.10
"""Failed critical checks for each fact above which a deck is held back. A careless company contradicts itself in 2%
of its figures (IIJ FY2008 3Q); a unit or a column read wrong makes every sum and growth rate of a table fail."""

CRITICAL_CHECKS_SPARED = 2
"""Failed critical checks that no deck is held back for: of a deck with ten facts, two are a slip and not a share."""


def _plain(obeys: Flags) -> Flags:
    """Numpy booleans, with true where a null left the question open."""
    return obeys.fillna(value=True).astype(bool)


def in_order(frame: pd.DataFrame) -> Flags:
    """The first column is not after the second, and does not stand without it."""
    first, second = frame.iloc[:, 0], frame.iloc[:, 1]
    return _plain(first <= second) & (first.isna() | second.notna())


def in_order_where_both(frame: pd.DataFrame) -> Flags:
    """The first column is not above the second, where both are known."""
    return _plain(frame.iloc[:, 0] <= frame.iloc[:, 1])


def base_before_period(frame: pd.DataFrame) -> Flags:
    """A year or a quarter is compared with an earlier one."""
    return ~_plain(frame["comparison"].isin(PERIODIC)) | _plain(frame["base_end"] <= frame["period_end"])


def comparison_only_on_changes(frame: pd.DataFrame) -> Flags:
    """A level or a share is not compared with anything."""
    return _plain(frame["measure"].isin(CHANGES)) | frame["comparison"].isna()


def changes_have_comparison(frame: pd.DataFrame) -> Flags:
    """A change says what it is measured against."""
    return ~_plain(frame["measure"].isin(CHANGES)) | frame["comparison"].notna()


def unit_fits_measure(frame: pd.DataFrame) -> Flags:
    """Growth rates and shares are in percent, an absolute change never is (percentage points are another unit)."""
    percent = _plain(frame["unit"] == PERCENT)
    must = _plain(frame["measure"].isin(PERCENT_ONLY))
    must_not = _plain(frame["measure"] == Measure.CHANGE.value)
    return (percent | ~must) & ~(percent & must_not)


def one_place(frame: pd.DataFrame) -> Flags:
    """A row stands on a page or on a line, never on both and never nowhere."""
    return frame["page"].isna() != frame["line"].isna()


def all_filled(frame: pd.DataFrame) -> Flags:
    """No column is null."""
    return frame.notna().all(axis=1)


def at_least_zero(frame: pd.DataFrame) -> Flags:
    """No column is negative."""
    return _plain((frame.isna() | (frame >= 0)).all(axis=1))


def at_least_one(frame: pd.DataFrame) -> Flags:
    """No column is below one."""
    return _plain((frame.isna() | (frame >= 1)).all(axis=1))


def none_blank(frame: pd.DataFrame) -> Flags:
    """No column of text is empty or white space."""
    blank = pd.Series(data=False, index=frame.index)
    for column in frame.columns:
        blank |= ~_plain(frame[column].str.strip() != "")
    return ~blank


def bounds_in_pairs(frame: pd.DataFrame) -> Flags:
    """As many low ends as high ends of a range stand at one place under one label."""
    bounded = frame[frame["bound"].notna()]
    side = bounded["bound"].map({Bound.LOW.value: 1, Bound.HIGH.value: -1}).fillna(0).astype("int64")
    keys = [bounded[column].astype("string").fillna("") for column in ("document_id", "page", "line", "label")]
    balanced = side.groupby(keys).transform("sum") == 0
    return balanced.reindex(frame.index, fill_value=True).astype(bool)


def id_from_hash(frame: pd.DataFrame) -> Flags:
    """A document's id is the beginning of its file's hash."""
    return _plain(frame["document_id"] == frame["sha256"].str.slice(0, 16))


def ledger_closes(frame: pd.DataFrame) -> Flags:
    """Every printed number of a document became part of a fact or of a refusal."""
    return _plain(frame["unexplained"] == 0)


def few_critical_checks(frame: pd.DataFrame) -> Flags:
    """The failed critical checks of a document are a small share of its facts."""
    tolerated = (frame["facts"] * CRITICAL_CHECK_SHARE).clip(lower=CRITICAL_CHECKS_SPARED)
    return _plain(frame["critical_checks"] <= tolerated)


def facts_named(frame: pd.DataFrame) -> Flags:
    """A failed check names the facts that it is about."""
    return pd.Series([bool(named is not None and len(named)) for named in frame["fact_ids"]], index=frame.index)


def print_reproduced(frame: pd.DataFrame) -> Flags:
    """The value, taken to its decimals, has the digits that are printed."""
    rows = zip(frame["printed"], frame["value"], frame["decimals"], strict=True)
    return pd.Series([_reproduces(*row) for row in rows], index=frame.index, dtype=bool)


def holds_digit(texts: "pd.Series[str]") -> Flags:
    """Each text has a digit in it, of any script, or a numeral such as ½ or 五."""
    return pd.Series([any(mark.isnumeric() for mark in text) for text in texts], index=texts.index, dtype=bool)


_NUMBER = re.compile(r"\d(?:[.,'’٫٬·]?\d)*")

LOOSE_ZEROS = 6
"""How many zeros at the end of a whole number its `decimals` may leave out: "305,000+" is known to the thousand as
well as to the one. Six are a million; a number with more of them is printed with a scale word."""


def _reproduces(printed: object, value: object, decimals: object) -> bool:
    """Whether `value` at `decimals` shows the digits of one number in `printed`, or of all of them run together.

    Only digits are compared, so that any decimal mark and any grouping will do; a power of ten can't be told so.
    """
    if not (isinstance(printed, str) and isinstance(value, Decimal) and isinstance(decimals, int)):
        return True
    numbers = ["".join(str(int(mark)) for mark in number if mark.isdecimal()) for number in _NUMBER.findall(printed)]
    if not numbers:
        return True
    scaled = abs(value.scaleb(decimals))
    if scaled != scaled.to_integral_value():
        return False
    return _same_digits(numbers, int(scaled), LOOSE_ZEROS if decimals < 0 else 0)


def _same_digits(numbers: list[str], scaled: int, loose_zeros: int) -> bool:
    shown = {str(scaled * 10**zeros) for zeros in range(loose_zeros + 1)}
    if any((number.lstrip("0") or "0") in shown for number in numbers):
        return True
    if len(numbers) == 1:
        return False
    # "1兆45億" is 1,004,500,000,000 and "4 billion 5 million" 4,005,000,000: the parts have zeros between them.
    together = re.compile("0*" + "0*".join(numbers))
    return any(together.fullmatch(number) for number in shown)


ROW_RULES: Final[Mapping[str, Callable[[pd.DataFrame], Flags]]] = MappingProxyType(
    {
        rule.__name__: rule
        for rule in (
            in_order,
            in_order_where_both,
            base_before_period,
            comparison_only_on_changes,
            changes_have_comparison,
            unit_fits_measure,
            one_place,
            all_filled,
            at_least_zero,
            at_least_one,
            none_blank,
            bounds_in_pairs,
            id_from_hash,
            ledger_closes,
            few_critical_checks,
            facts_named,
            print_reproduced,
            *SERIES_RULES,
        )
    }
)
"""The rules that the custom expectations look up by name."""
