"""Words: a list of words, written as a line of text, to the set that a grammar asks."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text that are parted by white space."""
    return frozenset(text.split())
