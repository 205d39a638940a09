"""Custom expectations: what is ours to expect of facts, in Great Expectations' own classes.

The row expectations share one metric, `deckfacts.row_rule`, which looks its rule up by name in `expectations.rules`.
"""

from typing import Any, ClassVar, Literal

import pandas as pd
from great_expectations.compatibility.pydantic import Field
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import (
    BatchExpectation,
    ColumnMapExpectation,
    MulticolumnMapExpectation,
)
from great_expectations.expectations.metrics.map_metric_provider.column_condition_partial import (
    column_condition_partial,
)
from great_expectations.expectations.metrics.map_metric_provider.column_map_metric_provider import (
    ColumnMapMetricProvider,
)
from great_expectations.expectations.metrics.map_metric_provider.multicolumn_condition_partial import (
    multicolumn_condition_partial,
)
from great_expectations.expectations.metrics.map_metric_provider.multicolumn_map_metric_provider import (
    MulticolumnMapMetricProvider,
)

from expectations import rules


class RowRuleMetric(MulticolumnMapMetricProvider):
    """Whether each row obeys the rule of that name in `expectations.rules`."""

    condition_metric_name = "deckfacts.row_rule"
    condition_value_keys = ("rule",)

    @multicolumn_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator]
    def _pandas(cls, column_list: pd.DataFrame, rule: str, **_: Any) -> rules.Flags:  # noqa: N805 - GX passes the class
        return rules.ROW_RULES[rule](column_list)


class RowExpectation(MulticolumnMapExpectation):
    """A rule between the columns of each row. Nulls are the rule's to judge, so no row is left out for them."""

    map_metric = "deckfacts.row_rule"
    args_keys = ("column_list",)
    success_keys: ClassVar[tuple[str, ...]] = ("mostly", "rule")
    ignore_row_if: Literal["never"] = "never"
    rule: str


class ExpectColumnsInOrder(RowExpectation):
    """The first column is not after the second, nor there without it."""

    rule: str = "in_order"


class ExpectColumnsInOrderWhereBoth(RowExpectation):
    """The first column is not above the second, where both are known."""

    rule: str = "in_order_where_both"


class ExpectBaseBeforePeriod(RowExpectation):
    """A year-on-year or quarter-on-quarter change is measured against an earlier period."""

    column_list: list[str] = Field(default=["comparison", "base_end", "period_end"])
    rule: str = "base_before_period"


class ExpectComparisonOnlyOnChanges(RowExpectation):
    """A level or a share has no comparison."""

    column_list: list[str] = Field(default=["measure", "comparison"])
    rule: str = "comparison_only_on_changes"


class ExpectChangesToHaveComparison(RowExpectation):
    """A change says what it is measured against."""

    column_list: list[str] = Field(default=["measure", "comparison"])
    rule: str = "changes_have_comparison"


class ExpectUnitToFitMeasure(RowExpectation):
    """Growth rates and shares are in percent, absolute changes are not."""

    column_list: list[str] = Field(default=["measure", "unit"])
    rule: str = "unit_fits_measure"


class ExpectOnePlace(RowExpectation):
    """A row stands on a page or on a line."""

    column_list: list[str] = Field(default=["page", "line"])
    rule: str = "one_place"


class ExpectRequiredValues(RowExpectation):
    """No required column is null."""

    rule: str = "all_filled"


class ExpectAtLeastZero(RowExpectation):
    """The columns are counts."""

    rule: str = "at_least_zero"


class ExpectAtLeastOne(RowExpectation):
    """The columns count from one."""

    rule: str = "at_least_one"


class ExpectNoBlankText(RowExpectation):
    """No required text is empty."""

    rule: str = "none_blank"


class ExpectBoundsInPairs(RowExpectation):
    """Each low end of a range has its high end beside it."""

    column_list: list[str] = Field(default=["document_id", "page", "line", "label", "bound"])
    rule: str = "bounds_in_pairs"


class ExpectIdFromHash(RowExpectation):
    """A document's id is the beginning of its file's hash."""

    column_list: list[str] = Field(default=["document_id", "sha256"])
    rule: str = "id_from_hash"


class ExpectLedgerToClose(RowExpectation):
    """Every printed number of a document became part of a fact or of a refusal."""

    column_list: list[str] = Field(default=["numbers", "unexplained"])
    rule: str = "ledger_closes"


class ExpectCriticalChecksToBeFew(RowExpectation):
    """The failed critical checks of a document are a small share of its facts."""

    column_list: list[str] = Field(default=["critical_checks", "facts"])
    rule: str = "few_critical_checks"


class ExpectChecksToNameFacts(RowExpectation):
    """A failed check names the facts that it is about."""

    column_list: list[str] = Field(default=["rule", "fact_ids"])
    rule: str = "facts_named"


class ExpectValueToReproducePrint(RowExpectation):
    """The value, taken to its decimals, has the digits that are printed."""

    column_list: list[str] = Field(default=["printed", "value", "decimals"])
    rule: str = "print_reproduced"


class ExpectOneLatest(RowExpectation):
    """Each data point has one latest vintage."""

    column_list: list[str] = Field(default=["point_id", "latest"])
    rule: str = "one_latest"


class ExpectDifferenceIfChanged(RowExpectation):
    """What differs from the vintage before says by how much, and nothing else does."""

    column_list: list[str] = Field(default=["standing", "difference"])
    rule: str = "differs_if_changed"


class ExpectOutcomeOfActuals(RowExpectation):
    """An actual has an outcome, and no other step has one."""

    column_list: list[str] = Field(default=["step", "outcome"])
    rule: str = "outcome_of_actuals"


class ExpectEvidence(RowExpectation):
    """A link by equal values names the facts that show it."""

    column_list: list[str] = Field(default=["evidence", "matches", "fact_ids"])
    rule: str = "evidence_given"


class DigitMetric(ColumnMapMetricProvider):
    """Whether each text holds a digit, of any script."""

    condition_metric_name = "deckfacts.holds_digit"

    @column_condition_partial(engine=PandasExecutionEngine)
    def _pandas(cls, column: pd.Series, **_: Any) -> rules.Flags:  # noqa: N805 - GX passes the class
        return rules.holds_digit(column)


class ExpectPrintedToHoldADigit(ColumnMapExpectation):
    """What is printed is a number."""

    map_metric = "deckfacts.holds_digit"


class ExpectColumnTypes(BatchExpectation):
    """The columns have the contract's Arrow types. `types` maps each column to its type as pandas names it."""

    metric_dependencies = ("table.column_types",)
    success_keys: ClassVar[tuple[str, ...]] = ("types",)
    args_keys = ("types",)
    types: dict[str, str]

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,  # noqa: ARG002 - GX passes it by name
        execution_engine: Any = None,  # noqa: ARG002 - GX passes it by name
    ) -> dict[str, Any]:
        found = {column["name"]: str(column["type"]) for column in metrics["table.column_types"]}
        wrong = [
            f"{name} is {found[name]}, not {kind}"
            for name, kind in self.types.items()
            if name in found and found[name] != kind
        ]
        return {"success": not wrong, "result": {"observed_value": "; ".join(wrong) or "as the contract says"}}
