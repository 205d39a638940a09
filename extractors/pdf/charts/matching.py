"""Matching: data labels and marks that stand near each other become pairs, each label and mark in one at most."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Generic, TypeVar

UNMATCHED = 3.0
"""What it costs to leave a label without a mark: a pair that costs more is worse than none."""

EQUAL = 1e-9
"""Costs that differ by less are equal, and the pair found first stays."""

M = TypeVar("M", bound=Hashable)


def assign(edges: Sequence[Sequence[tuple[M, float]]], unmatched: float = UNMATCHED) -> dict[int, M]:
    """The cheapest pairs of labels (by position in `edges`) and marks; `edges` tells what each may pair with."""
    matching = _Matching(edges, unmatched)
    for label in range(len(edges)):
        matching.add(label)
    return {label: mark for label, (mark, _) in matching.paid.items()}


class _Matching(Generic[M]):
    """The cheapest pairs of the labels added so far."""

    def __init__(self, edges: Sequence[Sequence[tuple[M, float]]], unmatched: float) -> None:
        self._edges = edges
        self._unmatched = unmatched
        self._owner: dict[M, int] = {}
        self.paid: dict[int, tuple[M, float]] = {}

    def add(self, start: int) -> None:
        """Give one more label its mark, moving others to their next best where that is cheaper over all."""
        cost = {start: 0.0}
        came: dict[int, tuple[int, M, float]] = {}
        queue = [start]
        best, last, taken = self._unmatched, start, None
        while queue:
            label = queue.pop(0)
            for mark, price in self._edges[label]:
                holder = self._owner.get(mark)
                total = cost[label] + price
                if holder is None and total < best - EQUAL:
                    best, last, taken = total, label, (mark, price)
                elif holder is not None and holder != label:
                    moved = total - self.paid[holder][1]
                    if moved < cost.get(holder, float("inf")) - EQUAL:
                        cost[holder], came[holder] = moved, (label, mark, price)
                        queue.append(holder)
            if label != start and cost[label] + self._unmatched < best - EQUAL:
                best, last, taken = cost[label] + self._unmatched, label, None
        self._shift(start, last, taken, came)

    def _shift(
        self, start: int, last: int, taken: tuple[M, float] | None, came: Mapping[int, tuple[int, M, float]]
    ) -> None:
        """Along the way from `start` to `last` each label takes the mark of the next; the last takes a free one."""
        if taken is not None:
            self.paid[last] = taken
            self._owner[taken[0]] = last
        elif last != start:
            del self.paid[last]
        label = last
        while label != start:
            label, mark, price = came[label]
            self.paid[label] = (mark, price)
            self._owner[mark] = label
