"""Deeds: the verb of a sentence says that its figure is of something that was done."""

import re

_DONE = r"""(?:
    paid | repaid | prepaid | acquired | completed | concluded | closed | signed | issued | placed | repurchased
    | bought(?:\s+back)? | purchased | sold | disposed | divested | opened | commissioned | delivered | shipped
    | launched | secured | won | awarded | received | drew(?:\s+down)? | drawn | refinanced | redeemed | converted
    | entered | agreed | settled | executed | returned | distributed | declared | listed | hired | appointed | recruited
    | merged | exited | invested | spent | renewed | exercised | cancell?ed | granted | obtained | established | formed
    | founded
    | built | constructed | installed | handed\s+over | reached | achieved | generated | recorded | posted | added
    | connected | deployed | allocated | extended | amended | upsized | made | took | exchanged | transferred
    | sanctioned | energi[sz]ed | invoiced | recovered
    | raised(?=\s+(?:an?|over|approximately|about|gross|net|new|equity|capital|[A-Z]{0,3}[~$€£¥₹\d])) )"""
"""What is done to a deal, a loan, a share, a shop; verbs that are done to plans as well ("increased") are left out."""

_THING = r"""(?:
    (?:an? | the | its | our | all | both | another | one | two | three | four | five | six | seven | eight | nine | ten
        | additional | new | further | first | second | third | final | interim | successful(?:ly)? | special | over
        | approximately | approx | about | around | circa | nearly | almost | more\s+than)\b
    | c\.?\s?[$€£¥]?\d | [~$€£¥₹(]?\s?\d | [A-Z]{0,3}[$€£¥₹] | (?-i:[A-Z]))"""
"""How the object of a deed begins, so that "Installed capacity" and "Issued capital" are none."""

_DEAL = r"""(?:[a-z-]+\s+){0,2}(?:acquisition|disposal|refinancing|placing|placement|sale|purchase|construction|issue
    |issuance|buyback|offering|tender|merger|divestment|redemption|repayment|contracts?|agreements?|leases?|loans?|orders?
    |shares?|dividends?|facilit(?:y|ies)|bonds?|notes?|proceeds|equity)\b"""
_WAY = r"(?:in|on|with|into|for|from|to|by|over|up)\b"
_WHO = (
    r"(?:we|(?:the\s+)?(?:company|group|fund|bank|board|trust|parent|manager|partnership|management|shareholders))\s+"
)
_NAME = r"(?-i:[A-Z][\w&.'’-]*(?:\s+[A-Z][\w&.'’-]*){0,3}(?:\s+plc)?)\s+"
"""Any first word of a line can be taken for a name: "Cash returned to shareholders" is what is returned each year."""

_HAVE = r"(?:(?:have|has|had|also|recently|successfully|since|then|just|already|subsequently|again|fully)\s+)*"
_OPENS = re.compile(
    rf"""\W*(?:[a-z]\s*\)\s*)?(?:[^;:.]{{0,70}}?(?:[,:–-]\s+|\s(?=we\s)))??
    (?:(?:{_WHO})?{_HAVE}{_DONE}\s+(?={_THING}|{_WAY}|{_DEAL}) | {_NAME}{_HAVE}{_DONE}\s+(?={_THING}))""",
    re.IGNORECASE | re.VERBOSE,
)
_PASSIVE = re.compile(
    rf"""(?<!will\s)(?<!would\s)(?<!should\s)(?<!may\s)(?<!to\s)\b(?:was|were|has|have|had)\s+(?:been\s+)?
    (?:[a-z]+ly\s+|also\s+|since\s+|already\s+)?{_DONE}\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_YET = "".join(rf"(?<!{word}\s)" for word in ("be", "being", "is", "are", "if", "when", "once", "until", "to"))
_DATED = re.compile(
    rf"{_NOT_YET}\b{_DONE}\s+(?:in|on|during)\s+(?:the\s+)?(?:\w+\s+){{0,2}}?[(]?(?:\d|q\d|fy\d)",
    re.IGNORECASE | re.VERBOSE,
)
_WAS = re.compile(
    r"""\b(?:was|were|grew|rose|fell|ran|reached|totall?ed|amounted|stood|came)\b
    (?!\s+(?:\w+\s+)?(?:expected|planned|targeted|guided|scheduled|forecast|budgeted|projected|proposed|to)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Verbs that say what was, and are no part of a name: "the plants ran above 90% of capacity"."""

_STILL_TO_COME = re.compile(
    r"""\b(?:will | would | shall | should | may | could | if | to\s+be | payable | propos(?:ed|es|al) | intend(?:s|ed)?
    | subject\s+to | conditional | upcoming | assum(?:es?|ed|ing|ptions?) | up\s+to | targets? | targeted | guidance
    | outlook | (?<!as[ ])(?:expected|planned|budgeted|scheduled|anticipated|forecast|projected) | expects? | plans?
    | by\s+(?:the\s+)?(?:end\s+of\s+)?(?:fy\s?(?:20)?\d\d|fiscal\s+20\d\d|20\d\d)
    | (?<!agreed[ ])(?<!agreement[ ])(?<!option[ ])to\s+
        (?!(?:the|an?|its|our|their|all|shareholders|investors|holders|employees|date)\b)(?-i:[a-z])[a-z]+ )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""What lies between a deed and a figure that the deed only serves: "Launched a programme to save €50m"."""

_OWN_END = re.compile(r"[,;(–]|\band\b|\bwhich\b|\bwhile\b|\.\s")
_AND = re.compile(r"\band\b", re.IGNORECASE)
_EVENTS = re.compile(
    r"\b(?:key|recent|significant|important|corporate|subsequent|other|main)\s+events\b|\bpost[\s-](?:balance|period|year)"
    r"|\bevents\s+(?:after|since|subsequent|following|during)\b|\bmilestones\s+achieved\b",
    re.IGNORECASE,
)
_REACH = 400
"""Characters of a sentence that are looked at: longer ones are several that no full stop parts."""


def opens_with_deed(text: str) -> bool:
    """Whether a line begins with what was done: "Completed the acquisition of a 40% interest"."""
    return _OPENS.match(text) is not None


def names_events(text: str) -> bool:
    """Whether a heading announces what has happened: "Key Events - 2016"."""
    return _EVENTS.search(text) is not None


def says_done(text: str, start: int, number: tuple[int, int], end: int) -> bool:
    """Whether the sentence from `start` says that the figure at `number` was done; `end` is where its words end."""
    first, last = number
    start = max(start, first - _REACH)
    closed = _OWN_END.search(text, last, end)
    behind = closed.start() if closed else end
    found = _OPENS.match(text, start, end)
    if found is None or found.end() > first:
        found = _last(_PASSIVE, text, start, behind) or _DATED.search(text, last, behind)
        if found is None or _AND.search(text, found.end(), max(found.end(), first)):
            return False
    since = min(found.end(), first)
    return _STILL_TO_COME.search(text, since, first) is None and _STILL_TO_COME.search(text, last, behind) is None


def says_was(text: str, start: int, number: int) -> bool:
    """Whether the sentence from `start` says by its verb what was, right up to the figure at `number`."""
    found = _last(_WAS, text, max(start, number - _REACH), number)
    return found is not None and _STILL_TO_COME.search(text, max(start, number - _REACH), number) is None


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text, start, end):  # noqa: B007
        pass
    return found
