"""The checks of a deck's facts against each other."""

from deckfacts.checks.running import CheckOutcome, run_checks

__all__ = ["CheckOutcome", "run_checks"]
