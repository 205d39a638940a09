"""Turning: boxes of a page that lies on its side, so that bars that grow to the right grow upwards."""

from deckfacts.contract import Box


def turned(box: Box) -> Box:
    """A box as it stands when the page lies on its left side: what grew to the right grows upwards."""
    return Box(box.top, -box.x1, box.bottom, -box.x0)


def unturned(box: Box) -> Box:
    """A box of a page lying on its left side as it stands on the page."""
    return Box(-box.bottom, box.x0, -box.top, box.x1)
