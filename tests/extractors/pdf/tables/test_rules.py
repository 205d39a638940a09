"""What is drawn on a page, and the rules it becomes."""

from deckfacts.contract import Box
from extractors.pdf.page import Colour, Page, Shape, ShapeKind
from extractors.pdf.tables.rules import Strength, find_rules


def _page(*shapes: Shape) -> Page:
    return Page(1, 600, 800, (), shapes, ())


def _rectangle(x0: float, top: float, x1: float, bottom: float, fill: Colour | None = (0, 0, 0)) -> Shape:
    corners = ((x0, top), (x1, top), (x1, bottom), (x0, bottom))
    return Shape(ShapeKind.RECTANGLE, Box(x0, top, x1, bottom), corners, fill, None, 0, opaque=True, order=0)


def test_dashes_are_one_rule() -> None:
    """Ensures that pieces of a line that nearly touch are one rule from end to end."""
    (rule,) = find_rules(_page(*(_rectangle(x, 100, x + 4, 100.5) for x in range(50, 150, 6)))).horizontal
    assert (rule.start, rule.end) == (50, 150)


def test_borders_drawn_cell_by_cell_are_one_rule() -> None:
    """Ensures that borders which miss each other by a point lie on one line."""
    rules = find_rules(_page(_rectangle(50, 100, 120, 101), _rectangle(120, 101, 200, 102)))
    assert [(rule.start, rule.end) for rule in rules.horizontal] == [(50, 200)]


def test_white_lines_count_on_colour_only() -> None:
    """Ensures that white lines part cells on a coloured ground, and nothing on the paper."""
    white = (255, 255, 255)
    on_paper = find_rules(_page(_rectangle(50, 100, 200, 101, white)))
    on_colour = find_rules(_page(_rectangle(50, 50, 200, 150, (0, 0, 200)), _rectangle(50, 100, 200, 101, white)))
    assert on_paper.horizontal == ()
    assert Strength.LINE in {rule.strength for rule in on_colour.horizontal if rule.at == 100.5}


def test_equally_high_areas_side_by_side_are_tiles() -> None:
    """Ensures that a row of coloured cells parts columns better than the edge of a lone area does."""
    tiles = find_rules(_page(_rectangle(50, 100, 120, 130), _rectangle(121, 100, 200, 130)))
    alone = find_rules(_page(_rectangle(50, 100, 120, 130)))
    assert {rule.strength for rule in tiles.vertical} == {Strength.TILE}
    assert {rule.strength for rule in alone.vertical} == {Strength.EDGE}


def test_the_ground_of_the_page_is_no_rule() -> None:
    """Ensures that a slide's background has no edges."""
    assert find_rules(_page(_rectangle(0, 0, 600, 800, (10, 20, 30)))).horizontal == ()
