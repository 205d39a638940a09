"""Plain: from text that a deck or a file name holds to text that a terminal can do nothing with but show."""

import unicodedata

_UNSAFE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
"""Control, format (they turn the direction of text), surrogate and private characters; line and paragraph ends."""


def plain(text: str) -> str:
    """The text on one line, each control character written out as an escape (`\\x1b`); white space becomes a space."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in "\n\t\r\v\f":
        return " "
    if unicodedata.category(character) in _UNSAFE:
        return character.encode("unicode_escape", "surrogatepass").decode("ascii")
    return character
