"""Cells: one cell of a table with all that its numbers are read by."""

from dataclasses import dataclass

from deckfacts.meaning.column import Column
from deckfacts.meaning.grid import Grid, GridCell, RowLabel
from deckfacts.meaning.leads import LeadStack
from deckfacts.meaning.row_kinds import RowKinds
from deckfacts.meaning.setting import Setting


@dataclass(frozen=True, slots=True)
class CellScene:
    """A cell in its table: the column it stands in, the labels beside it, the leads above the table."""

    grid: Grid
    cell: GridCell
    column: Column
    label: RowLabel
    leads: LeadStack
    setting: Setting
    rows: RowKinds

    @property
    def names(self) -> str:
        """The words of the row's label and the column's header."""
        heads = [part.label for part in self.column.head.parts] if self.column.head else []
        rows = [phrase.label for phrase in self.label.phrases]
        return " ".join([*rows, *heads])

    @property
    def context(self) -> str:
        """What a reader needs beside the number: the path of row labels, and that of column headers."""
        own = [self.label.own] if self.label.own else []
        rows = [phrase.label for phrase in (*reversed(self.label.parents), *own) if phrase.label]
        tops = [phrase.label for phrase in (self.column.head.parts if self.column.head else ()) if phrase.label]
        around = [lead.phrase.label for lead in self.leads.nearest() if lead.phrase.label][:1]
        return " / ".join([" > ".join(rows), " > ".join(tops)]).strip(" /") or "".join(around)
