"""Engine: Great Expectations, silent and one at a time; a frame and its suite go in, a validation result comes out.

Each call has a context of its own, behind a lock: on a shared context Great Expectations answers one thread with
another's frame, and even contexts of their own set one process-wide current project.
"""

import json
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

import great_expectations as gx
import pandas as pd
from great_expectations.core.expectation_validation_result import (
    ExpectationSuiteValidationResult,
    ExpectationValidationResult,
    expectationSuiteValidationResultSchema,
)
from great_expectations.core.run_identifier import RunIdentifier
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.execution_engine import pandas_execution_engine
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

from expectations.suites import ROW_ID

GX_LOCK: Final = threading.Lock()
"""Held around everything that touches Great Expectations' process-wide state."""

ROWS_NAMED: Final = 20
"""Failing rows whose ids and values a result names: enough to see a pattern, few enough to read."""

RUN_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for no time: the same deck gives the same verdict, byte for byte, whenever it is judged."""


pandas_execution_engine.HASH_THRESHOLD = 0
"""No fingerprints of frames: they take a fifth of the time that judging takes, and nobody reads them."""


def new_context() -> Any:
    """A context in memory that shows no progress bars and sends nothing anywhere."""
    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(),
        progress_bars=ProgressBarsConfig(globally=False, metric_calculations=False),
        analytics_enabled=False,
    )
    return gx.get_context(mode="ephemeral", project_config=config)


def run_checkpoint(
    context: Any,
    name: str,
    suite: gx.ExpectationSuite,
    frame: pd.DataFrame,
    *,
    every: Sequence[str] = (),
) -> ExpectationSuiteValidationResult:
    """What the suite, named after its dataset, finds in the frame; results in the suite's order.

    A checkpoint hands one frame to all of its validations, so each dataset has its own. A result names the first
    failing rows by their ids; with `every`, all of them by these columns.
    """
    dataset = suite.name
    source = context.data_sources.add_pandas(dataset)
    batch = source.add_dataframe_asset(dataset).add_batch_definition_whole_dataframe(dataset)
    suite = context.suites.add(suite)
    validation = context.validation_definitions.add(gx.ValidationDefinition(name=dataset, data=batch, suite=suite))
    checkpoint = context.checkpoints.add(
        gx.Checkpoint(
            name=dataset,
            validation_definitions=[validation],
            result_format={
                "result_format": "COMPLETE" if every else "SUMMARY",
                "unexpected_index_column_names": list(every or ROW_ID[dataset]),
                "partial_unexpected_count": ROWS_NAMED,
            },
        )
    )
    run = checkpoint.run(batch_parameters={"dataframe": frame}, run_id=RunIdentifier(f"deck {name}", RUN_TIME))
    result: ExpectationSuiteValidationResult = next(iter(run.run_results.values()))
    order = {expectation.id: place for place, expectation in enumerate(suite.expectations)}
    result.results.sort(key=lambda one: order[config_of(one).id])
    return result


def config_of(result: ExpectationValidationResult) -> ExpectationConfiguration:
    """The expectation that a result is of, with the words and the severity it was given."""
    if result.expectation_config is None:
        raise TypeError("Great Expectations gave a result without the expectation that it is of")
    return result.expectation_config


def evidence_of(result: ExpectationSuiteValidationResult) -> str:
    """The suite's result as JSON, less what differs from run to run and machine to machine: ids, times, tracebacks."""
    plain: dict[str, Any] = result.to_json_dict()  # type: ignore[no-untyped-call]
    for one in plain["results"]:
        one["expectation_config"].pop("id")
        one["expectation_config"]["kwargs"].pop("batch_id", None)
        one["exception_info"] = {
            "raised_exception": exception_message(one["exception_info"]) is not None,
            "exception_message": exception_message(one["exception_info"]),
            "exception_traceback": None,
        }
    kept = {key: plain[key] for key in ("success", "results", "suite_name", "suite_parameters", "statistics")}
    return json.dumps({**kept, "meta": {}}, ensure_ascii=False, sort_keys=True)


def result_of(evidence: str) -> ExpectationSuiteValidationResult:
    """The suite's result that `evidence_of` wrote down."""
    result: ExpectationSuiteValidationResult = expectationSuiteValidationResultSchema.loads(evidence)
    return result


def exception_message(info: Any) -> str | None:
    """What an expectation raised: one exception, or one for each metric that it needed."""
    raised = [info] if "raised_exception" in (info or {}) else list((info or {}).values())
    messages = [one["exception_message"] for one in raised if one["raised_exception"]]
    return str(messages[0]) if messages else None
