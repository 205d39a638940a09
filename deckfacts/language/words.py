"""Words: a line of words to the set that a grammar asks, and a text to the set of words that it holds."""

import re
from functools import lru_cache

_WORD = re.compile(r"[a-z\u00e0-\u00f6\u00f8-\u024f]+|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
SENTENCE_BREAK = re.compile(r"[;。]|\.\s")
"""Where a sentence of a slide ends, or one part of it and another begins."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text that are parted by white space."""
    return frozenset(text.split())


@lru_cache(maxsize=1024)
def words_in(text: str) -> frozenset[str]:
    """The runs of Latin letters in a text, in lower case, and its Chinese, Japanese and Korean characters one by one.

    A grammar each of whose phrases holds one of a few words can pass over a text that holds none of them.
    """
    return frozenset(_WORD.findall(text.lower()))
