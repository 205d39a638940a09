"""Plain: from text that a deck or a file name holds to text that a terminal can do nothing with but show."""

import unicodedata

_UNSAFE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
"""Control, format (they turn the direction of text), surrogate and private characters; line and paragraph ends."""


def plain(text: str) -> str:
    """The text on one line, each control character written out as an escape (`\\x1b`); white space becomes a space."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def plain_json(text: str) -> str:
    """JSON that means the same, each unsafe character in its strings an escape: JSON itself demands it of C0 alone.

    A line end is none of a string, where it is an escape already, but what stands between two lines of the document.
    """
    unsafe = (one for one in set(text) - {"\n"} if unicodedata.category(one) in _UNSAFE)
    escapes = {ord(one): _json_escape(one) for one in unsafe}
    return text.translate(escapes) if escapes else text


def _json_escape(character: str) -> str:
    """As JSON writes it: one or two units of UTF-16."""
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _shown(character: str) -> str:
    if character in "\n\t\r\v\f":
        return " "
    if unicodedata.category(character) in _UNSAFE:
        return character.encode("unicode_escape", "surrogatepass").decode("ascii")
    return character
