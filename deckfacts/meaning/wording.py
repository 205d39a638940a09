"""Wording: the words around a number become the noun phrase that names it."""

import re
from dataclasses import dataclass

from deckfacts.language.currencies import CODES, read_name
from deckfacts.language.outlooks import find_opening, without_part_of_range
from deckfacts.meaning.phrases import clean_label

MAX_PHRASE_WORDS = 9
"""A name is short; longer stretches of words are clauses."""

MAX_DETAIL_WORDS = 12
"""What stands behind a number may tell more than a name does; beyond so many words it is the rest of the sentence."""


def _any(words: str) -> str:
    """An alternation of the words of a list; "_" stands for a space within one."""
    return "|".join(word.replace("_", r"\s+") for word in words.split())


_ABBREVIATED = "".join(rf"(?<!\b{word})" for word in ("Inc", "Ltd", "Co", "Corp", "No", "vs", "approx"))
_CLAUSE_WORDS = _any(
    "which that while whereas but as_well_as led_by lead_by driven_by due_to thanks_to as_a_result_of "
    "because_of reflecting resulting_in supported_by offset_by partially_offset_by owing_to along_with "
    "compared_to compared_with in_line_with despite and_ended and_we and_it and_they and_the_company and_the_group "
    "includes include takes taking brings bringing declared declares proposed proposes recommended approved comprising "
    "converted_at translated_at "
    "reaffirm reaffirms reaffirming reiterate reiterates reiterating guidance_for outlook_for forecast_for target_for"
)
_PLURAL_MOVES = _any("increases decreases reductions declines improvements")
_ADVERBS = _any("partly partially more_than largely mainly primarily mostly in_part")
_MOVE_NOUNS = _any(
    "increase increases decrease decreases growth reduction reductions decline declines improvement improvements"
)
_BREAK = re.compile(
    rf"[;!?。、]|{_ABBREVIATED}\.\s|,(?=\s|$)|(?<=\w)\s+-\s+(?=\w)"
    rf"|\b(?:(?:{_ADVERBS})\s+)?(?:{_CLAUSE_WORDS}|and\s+(?=the\s+(?:%|\s))|(?:{_MOVE_NOUNS})\s+(?:in|of))\b",
    re.IGNORECASE,
)
"""Where one thought ends and the next begins."""

_LEADING_WORDS = _any(
    "at_least at_most fewer_than less_than more_than and or the a an our its their with of for in on at to by "
    "from as is was were are we it company group also however including excluding expecting expect expects "
    "continuously strong steady solid record up down increased decreased grew rose fell generated delivered "
    "reported achieved recorded posted will be after total_of during since until includes include included excludes "
    "excluded reflects reflected reflecting incurred recognized recognised realized realised booked contains contained"
)
_EXPECTING = (
    r"(?:we|management)\s+(?:(?:now|currently|still|also)\s+)?"
    r"(?:(?:expect|forecast|project|anticipate|estimate|aim|target|plan)s?|guides?\s+(?:for|to))"
)
_REVISING = (
    r"(?:(?:have|has)\s+)?(?:rais|lift|lower|narrow|tighten|widen|revis|updat|upgrad|increas|reduc|maintain|confirm)"
    r"(?:ed|ing|e|es|s)?\s+(?:our|its|the)|(?:previous|prior)(?=\s+(?:[\w-]+\s+){0,4}?(?:guidance|outlook|forecasts?|targets?)\b)"
)
_LEADING = re.compile(rf"^(?:[\s:;,.)\]–-]|\b(?:{_EXPECTING}|{_REVISING}|{_LEADING_WORDS})\b(?!\s*&))+", re.IGNORECASE)
_TRAILING_LIST = (
    "was were is are be been being has have had of at to by for in on from with the a an and or as totals "
    "totaled totalled totaling totalling amounts amounted amounting reach reaches reached reaching came stand "
    "stands stood remains remained recorded recording reported reporting posted posting delivered delivering "
    "generated generating continuously continued continues steadily significantly slightly strongly also just "
    "now only forecast projected planned expected will would approximately approx\\.? about around "
    "roughly nearly almost over more_than "
    "less_than under up down increase increases increased increasing decrease decreases decreased decreasing "
    "grew grow grows grown growing rose rise rises risen fell falls fallen falling decline declines declined "
    "declining drops dropped narrowed widened improve improves improved improving higher lower expands expanded "
    "expanding reduced lifted lowered revised updated tightened trimmed upgraded downgraded "
    "maintained reaffirmed reiterated confirmed kept left held still seen anticipated targeted foreseen guided is_cut "
    "was_cut between (?<!operating\\s)range so_far respectively end respect "
    "account accounts accounted accounting represents represented exceeds exceeded exceeding surpassed raised "
    "flat unchanged fewer_than at_least average averages averaged averaging grown cagr some above below doubled "
    "tripled quadrupled halved more_than_doubled"
)
_TRAILING_WORDS = _any(_TRAILING_LIST)
_TRAILING = re.compile(rf"(?:[\s:;,(=~\[–-]|\b(?:{_TRAILING_WORDS})\b)+$", re.IGNORECASE)
_LOOSE_SIGNS = " \t\n:;,(=~[–-"
_ENDS = frozenset(word.replace("_", " ").rsplit(" ", 1)[-1] for word in _TRAILING_LIST.split()) | {"approx.", "range"}
"""The last words of what `_TRAILING` takes off: most pieces end with none of them."""

_EMPTY_WORDS = _any(
    "organic organically equal reported constant currency currencies comparable like[-\\s]for[-\\s]like underlying "
    "adjusted previously previous prior representing equivalent per month annum annuali[sz]ed inside within "
    "our its same last unchanged flat stable plan plans forecast target guidance actual budget respectively "
    "corresponding compared versus vs year quarter period half full annual and or at in on of to a an the "
    "basis terms midpoint implies py pq ly lq pcp [a-z]+ing approx\\.? approximately about around partly partially "
    "largely mainly primarily aggregate months weeks date way goal ambition "
    "(?:long|longer|medium|mid)[-\\s]term"
)
_EMPTY = re.compile(
    r"^(?:the\s+)?(?:as\s+a\s+)?(?:(?:%|percent(?:age)?)\s*(?:of|to)\s+[\w\s]*"
    r"|share\s+(?:of|to)\s+(?:total\s+|net\s+|group\s+|the\s+)*(?:revenues?|sales|total|income|profits?))$|^[%\s]*$"
    r"|^per\s+[a-z]+(?:\s+[a-z]+)?$"
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
_MORE_OF = re.compile(
    r"^[ ]?(?:lower|higher|fewer|more|increased|reduced)[ ]"
    r"(?!(?:than|on|at|in|due|compared|as|and|or|by|for|from|to)\b)"
    r"(?P<subject>[a-z][^,.;()]*)",
    re.IGNORECASE,
)
""""3% lower volumes"."""

_NAMED_BY = re.compile(
    r"^[ ]?(?:\([^()]*\)[ ]?)?"
    r"(?!(?:was|were|is|are|be|in|at|on|of|to|for|from|and|or|which|that|compared|versus|vs|up|down"
    r"|than|as|by|due|driven|reflect\w*|includ\w*|during|last|this|per|with|over|under|after|before|until|through|worth"
    r"|respectively|year|quarter|total|will|has|have|had|remain\w*|higher|lower|better|worse|more|less|fewer|above|below"
    r"|ahead|behind|increased|decreased|grew|rose|fell|while|whereas|but|so|because|when|we|it|they|again|also|or)\b)(?P<subject>[a-z][^,.;()]*)",
    re.IGNORECASE,
)
""""a $15 million gain on the sale of X"."""

_WHEN = re.compile(
    r"(?:(?:first|second|third|fourth|last|same|fiscal|full|current|past|entire|both|all)\s+)*"
    r"(?:quarter|year|period|half|month|week|total|aggregate|basi|term|respect|addition|advance|turn|part)s?",
    re.IGNORECASE,
)
""""in the quarter", "in total": no name and no detail of one."""

_OBJECT = re.compile(r"^\s*(?:of\s+)?(?P<subject>[a-z][^,.;()]*)", re.IGNORECASE)
_REMAINS = re.compile(
    r"^\s*(?:(?:remains?|remained|is|was|were)\s+(?:still\s+)?(?=available|outstanding|remaining|undrawn|unused)"
    r"|(?=(?:spent|invested|paid|returned|raised|saved|donated|allocated)\s+(?:on|in|to|for|through|by|from)\b))"
    r"(?P<subject>[a-z][^,.;()]*)",
    re.IGNORECASE,
)
_BEHIND_BRACKET = re.compile(
    r"^[^()]*\)\s*(?P<detail>(?:related\s+to|associated\s+with|attributable\s+to|in\s+connection\s+with)\s+[^,.;()]+)"
    r"|^\s*\([^()]*\)\s*(?P<direct>(?:related\s+to|associated\s+with|attributable\s+to|in\s+connection\s+with)"
    r"\s+[^,.;()]+)",
    re.IGNORECASE,
)
_BASIS_PHRASE = re.compile(
    r"\s*\bon\s+an?\s+(?:[\w-]+\s+){0,4}?(?:reported|comparable|constant|organic|currency|currencies|like-for-like"
    r"|like for like|pro forma|adjusted|underlying|gaap|ifrs|normali[sz]ed)(?:\s+[\w-]+){0,3}?\s+basis\b"
    r"|\s*\bin\s+(?:local|constant|comparable|reported|organic|real|nominal)\s+(?:currenc(?:y|ies)|terms)\b"
    r"|\s*\bat\s+(?:[CA]ER|(?:constant|actual|comparable)\s+(?:exchange\s+)?rates)\b",
    re.IGNORECASE,
)
_MOVE_ONLY = re.compile(rf"(?:{_MOVE_NOUNS}|{_PLURAL_MOVES}|drops?|rises?)", re.IGNORECASE)
_MANY_MOVES = re.compile(rf"\b(?:{_PLURAL_MOVES})(?=\s+of\s+(?:[a-z.~]+\s+){{0,2}}$)", re.IGNORECASE)
""""price increases of approximately": the plural is the name of what was done."""

_REACH_OF_MOVES = 60
"""Characters in front of a number that hold "improvements of", two words that hedge, and some white space."""

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


DILUTION = re.compile(
    r"(?:(?:basic|undiluted)(?:\s*(?:and|&|/)\s*(?:fully\s+)?diluted)?|(?:fully\s+)?diluted)(?:\s+(?:from\s+)?"
    r"(?:continuing|discontinued)\s+operations)?",
    re.IGNORECASE,
)
"""What a comma sets apart from the amount per share that it is about: "Net income per share, diluted"."""

_PER_SHARE_END = re.compile(r"\b(?:per\s+(?:[a-z]+\s+)*(?:shares?|units?|ads|adr)|eps|epu)$", re.IGNORECASE)


def _last_phrase(masked: str) -> str:
    masked = without_part_of_range(masked)
    moves = _MANY_MOVES.search(masked, max(0, len(masked) - _REACH_OF_MOVES))
    if moves:
        named = _trim_front(_BREAK.split(masked[: moves.end()])[-1])
        if named and not _MOVE_ONLY.fullmatch(named):
            return named
    pieces = [_trim(piece) for piece in _BREAK.split(masked)]
    names = [piece for piece in pieces if piece and not _EMPTY.match(piece)]
    if len(names) > 1 and DILUTION.fullmatch(names[-1]) and _PER_SHARE_END.search(names[-2]):
        return _behind_colon(f"{names[-2]}, {names[-1]}")
    return _behind_colon(names[-1]) if names else ""


def scope_before(masked: str) -> str:
    """What the words of a plan in front of a number hold for: "Cloud" in "for Cloud we now expect revenue of"."""
    pieces = [clean_label(piece) for piece in _BREAK.split(masked[-_REACH:])]
    for at in reversed(range(len(pieces))):
        opening = find_opening(pieces[at])
        if opening:
            above = _SCOPE_ALONE.fullmatch(pieces[at - 1]) if at else None
            return opening.scope or (above["scope"] if above else "")
    return ""


_SCOPE_ALONE = re.compile(r"(?:for|in|at|within)\s+(?P<scope>\S.*)", re.IGNORECASE)


def _behind_colon(piece: str) -> str:
    """ "Revenue rose in both segments: Cloud": a statement that opens a list is no part of the names in it."""
    opening, colon, name = piece.rpartition(": ")
    return name if colon and _STATES.search(opening) else piece


_STATES = re.compile(
    r"\b(?:rose|grew|fell|increased|decreased|improved|declined|was|were|is|are|has|have|had|dropped)\b", re.IGNORECASE
)


def words_after(masked: str, *, named_by: bool = False) -> After:
    """The noun phrase behind a number, as its own label or as a detail of the label before it.

    `named_by` if the number stands like an adjective in front of what it measures: "a $15 million gain on the sale".
    """
    basis = _BASIS_PHRASE.match(masked)
    masked = masked[basis.end() :] if basis else masked
    found = _AFTER.match(masked)
    if not found:
        return _named_behind(masked, named_by=named_by)
    phrase = _cut(_AFTER_END.split(found["subject"])[0])
    if not phrase or _WHEN.fullmatch(phrase):
        return After()
    link = found["link"].lower()
    if link == "on":
        return After(detail=f"on {phrase}", link="on")
    if link == "in" and (phrase.lower() == "cash" or phrase in CODES or read_name(phrase, None)):
        return After()  # "for $64 million in cash" says how it was paid, "6% in USD" in what it is told
    return After(label=phrase, detail=f"{link} {phrase}", link=link, counted=bool(found["noun"]))


def _named_behind(masked: str, *, named_by: bool) -> After:
    done = _REMAINS.match(masked)
    found = _MORE_OF.match(masked) or done or (_NAMED_BY.match(masked) if named_by else None)
    if not found:
        return After()
    phrase = _cut(_AFTER_END.split(found["subject"])[0])
    if not phrase or _WHEN.fullmatch(phrase) or _MOVE_ONLY.fullmatch(phrase):
        return After()
    return After(label=phrase, link="done") if done else After(label=phrase, counted=True)


def object_after(masked: str, *, whole: bool = False) -> str:
    """What follows a number that is the object of a verb: "returned 14 of cash to shareholders".

    `whole` to take a clause with its verb: "the office book has been sold".
    """
    found = _OBJECT.match(masked)
    if not found:
        return ""
    words = (found["subject"] if whole else _OBJECT_END.split(found["subject"])[0]).split()
    return _without_end(clean_label(" ".join(words[:MAX_DETAIL_WORDS])))


_OBJECT_END = re.compile(
    rf"\b(?:{_any('which that while whereas but due_to thanks_to because_of compared_to compared_with in_addition_to')}"
    rf"|{_any('versus vs was were is are during as_part_of under_the')})\b",
    re.IGNORECASE,
)


def behind_bracket(masked: str) -> str:
    """What is said of a number behind the bracket that it stands in, or that follows it: "(4%) related to freight"."""
    found = _BEHIND_BRACKET.match(masked)
    return _cut(found["detail"] or found["direct"]) if found else ""


def _cut(phrase: str) -> str:
    """A phrase of a name's length: the rest of a longer one is left out."""
    words = phrase.split()
    return _trim(" ".join(words[:MAX_DETAIL_WORDS]))


def _trim(piece: str) -> str:
    piece = _BASIS_PHRASE.sub("", clean_label(piece))
    opening = find_opening(piece)
    piece = piece[opening.end :] if opening else piece
    piece = clean_label(_without_end(_LEADING.sub("", piece)))
    if not piece.isascii():
        piece = _JAPANESE_END.sub("", _JAPANESE_TOPIC.sub("", piece))
    return piece if len(_LETTER.findall(piece)) > 1 else ""


def _without_end(piece: str) -> str:
    """A piece without the verbs and prepositions that lead on to its number."""
    last = piece.rstrip(_LOOSE_SIGNS)
    word = last[max(map(last.rfind, " (-,/\t\n")) + 1 :].lower()
    return _TRAILING.sub("", piece) if word in _ENDS or last != piece else piece


_JAPANESE_TOPIC = re.compile(r"(?<=[\u3040-\u9fff)）])は\s*(?:\s|\d).*$|(?<=[\u3040-\u9fff)）])は$")
""""店舗数は 9 月末で": the topic is what the sentence is about."""

_JAPANESE_END = re.compile(r"(?:\s*(?:は|が|を|に|で|も|より|から|へ|の))+$")
"""Particles that lead on to the number."""


def _trim_front(piece: str) -> str:
    return _LEADING.sub("", clean_label(piece))
