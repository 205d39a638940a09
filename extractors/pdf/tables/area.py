"""Area: what is known of a table before it is laid out: where it stands, and which lines and rules make it up."""

from dataclasses import dataclass

from deckfacts.contract import Box
from extractors.pdf.tables.items import Line
from extractors.pdf.tables.rules import Rule


@dataclass(frozen=True, slots=True)
class Area:
    """Where a table stands: its lines, and the rules among them; `framed` where drawn rules part its cells.

    `heads` is how many of the lines head its columns, null where that is not known; `tiles` are what they stand on.
    """

    box: Box
    lines: tuple[Line, ...]
    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]
    framed: bool
    heads: int | None = None
    tiles: tuple[Box, ...] = ()
