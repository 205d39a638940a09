"""Wording: the words around a number become the noun phrase that names it."""

import re
from dataclasses import dataclass

from deckfacts.meaning.phrases import clean_label

MAX_PHRASE_WORDS = 9
"""A name is short; longer stretches of words are clauses."""


def _any(words: str) -> str:
    """An alternation of the words of a list; "_" stands for a space within one."""
    return "|".join(word.replace("_", r"\s+") for word in words.split())


_ABBREVIATED = "".join(rf"(?<!\b{word})" for word in ("Inc", "Ltd", "Co", "Corp", "No", "vs", "approx"))
_CLAUSE_WORDS = _any(
    "which that while whereas but as_well_as led_by lead_by driven_by due_to thanks_to as_a_result_of "
    "because_of reflecting resulting_in supported_by offset_by partially_offset_by owing_to along_with "
    "compared_to compared_with in_line_with"
)
_MOVE_NOUNS = _any(
    "increase increases decrease decreases growth reduction reductions decline declines improvement improvements"
)
_BREAK = re.compile(
    rf"[;!?。]|{_ABBREVIATED}\.\s|,(?=\s|$)|(?<=\w)\s+-\s+(?=\w)"
    rf"|\b(?:{_CLAUSE_WORDS}|and\s+(?=the\s+(?:%|\s))|(?:{_MOVE_NOUNS})\s+(?:in|of))\b",
    re.IGNORECASE,
)
"""Where one thought ends and the next begins."""

_LEADING_WORDS = _any(
    "at_least at_most fewer_than less_than more_than and or the a an our its their with of for in on at to by "
    "from as is was were are we it company group also however including excluding expecting expect expects "
    "continuously strong steady solid record up down increased decreased grew rose fell generated delivered "
    "reported achieved recorded posted will be after total_of"
)
_EXPECTING = r"we\s+(?:(?:now|currently|still|also)\s+)?(?:expect|forecast|project|anticipate|estimate|aim|target|plan)"
_LEADING = re.compile(rf"^(?:[\s:;,.)\]–-]|\b(?:{_EXPECTING}|{_LEADING_WORDS})\b(?!\s*&))+", re.IGNORECASE)
_TRAILING_WORDS = _any(
    "was were is are be been being has have had of at to by for in on from with the a an and or as totals "
    "totaled totalled totaling totalling amounts amounted amounting reach reaches reached reaching came stand "
    "stands stood remains remained recorded recording reported reporting posted posting delivered delivering "
    "generated generating continuously continued continues steadily significantly slightly strongly also just "
    "now only expected will would approximately approx\\.? about around roughly nearly almost over more_than "
    "less_than under up down increase increases increased increasing decrease decreases decreased decreasing "
    "grew grow grows grown growing rose rise rises risen fell falls fallen falling decline declines declined "
    "declining drops dropped narrowed widened improve improves improved improving higher lower expands expanded "
    "expanding reduced between range so_far respectively end respect account accounts accounted accounting represents "
    "represented exceeds exceeded exceeding surpassed raised flat unchanged fewer_than at_least"
)
_TRAILING = re.compile(rf"(?:[\s:;,(=~\[–-]|\b(?:{_TRAILING_WORDS})\b)+$", re.IGNORECASE)
_EMPTY_WORDS = _any(
    "organic organically reported constant currency currencies comparable like[-\\s]for[-\\s]like underlying "
    "adjusted previously previous prior representing equivalent per month annum annuali[sz]ed inside within "
    "our its same last unchanged flat stable plan plans forecast target guidance actual budget respectively "
    "corresponding compared versus vs year quarter period half full annual and or at in on of to a an the "
    "basis terms midpoint implies [a-z]+ing approx\\.? approximately about around"
)
_EMPTY = re.compile(
    r"^(?:the\s+)?(?:as\s+a\s+)?(?:%|percent(?:age)?|share)\s*(?:of|to)\s+[\w\s]*$|^[%\s]*$"
    rf"|^(?:\b(?:{_EMPTY_WORDS})(?!\w)[\s:,]*)+$",
    re.IGNORECASE,
)
"""Words that say how, when or of what whole, and name nothing."""

_AFTER = re.compile(
    r"^\s*\)?\s*(?:(?P<noun>(?:(?:organic|reported|revenue|sales)\s+)?"
    r"(?:increase|decrease|growth|reduction|decline|improvement|drop|rise))\s+)?"
    r"(?P<link>in|of|on|from|for|related\s+to|associated\s+with|attributable\s+to)\s+(?P<subject>[^,.;()]+)",
    re.IGNORECASE,
)
_AFTER_END = re.compile(
    rf"\b(?:{_any('which that while whereas but driven_by due_to thanks_to because_of compared_to compared_with')}"
    rf"|{_any('versus vs and as_part_of was were is are at over during')})\b",
    re.IGNORECASE,
)
_OPENED = re.compile(r"\((?=[^()]*$)")
_CLOSED = re.compile(r"[^()]*\)")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class After:
    """What follows a number: the noun phrase that it counts ("5% growth in volumes", "$25 million of revenue"), or a
    detail of the one before it ("losses of $268 million on equity securities")."""

    label: str = ""
    detail: str = ""
    link: str = ""
    counted: bool = False


_REACH = 400
"""Characters in front of a number that hold the words which name it; sentences are shorter, damaged lines are not."""


def words_before(masked: str) -> str:
    """The noun phrase that ends where a number begins, out of the words before it.

    Words inside a bracket that the number stands in come first, then those before the bracket; words of a bracket that
    closes before the number belong to the number before.
    """
    masked = masked[-_REACH:]
    closed = _CLOSED.match(masked)
    if closed:
        masked = masked[closed.end() :]
    opened = _OPENED.search(masked)
    if opened:
        return _last_phrase(masked[opened.end() :]) or _last_phrase(masked[: opened.start()])
    return _last_phrase(masked)


def _last_phrase(masked: str) -> str:
    pieces = [_trim(piece) for piece in _BREAK.split(masked)]
    return next((piece for piece in reversed(pieces) if piece and not _EMPTY.match(piece)), "")


def words_after(masked: str) -> After:
    """The noun phrase behind a number, as its own label or as a detail of the label before it."""
    found = _AFTER.match(masked)
    if not found:
        return After()
    phrase = _trim(_AFTER_END.split(found["subject"])[0])
    if not phrase or len(phrase.split()) > MAX_PHRASE_WORDS:
        return After()
    if found["link"].lower() == "on":
        return After(detail=f"on {phrase}", link="on")
    link = found["link"].lower()
    return After(label=phrase, detail=f"{link} {phrase}", link=link, counted=bool(found["noun"]))


def _trim(piece: str) -> str:
    piece = clean_label(piece)
    piece = _LEADING.sub("", piece)
    piece = _TRAILING.sub("", piece)
    piece = clean_label(piece)
    return piece if len(_LETTER.findall(piece)) > 1 else ""
