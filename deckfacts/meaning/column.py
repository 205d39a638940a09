"""Column: what holds for all the numbers of one column of a table."""

from dataclasses import dataclass

from deckfacts.contract import Comparison, Measure, Scenario
from deckfacts.language.fiscal import Period
from deckfacts.meaning.grid import Head


@dataclass(frozen=True, slots=True)
class Column:
    """What holds for the numbers of a column; `described` heads the column of levels that a change is of."""

    head: Head | None
    measure: Measure | None
    comparison: Comparison | None
    period: Period | None
    base: Period | None
    scenario: Scenario | None
    described: Head | None = None

    @property
    def is_change(self) -> bool:
        """Whether its numbers are changes of those of other columns."""
        return self.measure in (Measure.CHANGE, Measure.PERCENT_CHANGE) or bool(self.comparison or self.base)
