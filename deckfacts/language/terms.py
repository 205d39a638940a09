"""Terms: the words in front of a date say that something ends then, and not when a figure holds."""

import re

_DATED = (
    r"(?:(?:in|on|by|at|of|is|after|before|beyond|within|during|between|from|until|to|the|end|late|early|mid|year|summer"
    r"|winter|spring|autumn)[\s-]+)*"
)
_FALLS_DUE = re.compile(
    rf"""\b(?:due | matur(?:es?|ing|it(?:y|ies)) | expir(?:es?|ed|ing|y|ation) | terminat(?:es?|ing|ion) | repayable
    | redeemable | callable | puttable | lapses? | (?:run|runs|running|roll|rolls|rolling)[\s-]off
    | bullet(?:\s+repayment)? )(?:\s+(?:dates?|profile))?[\s:,(–-]*{_DATED}$""",
    re.IGNORECASE | re.VERBOSE,
)
_WITH_A_TERM = r"""(?:
    concessions? | contract(?:s|ed)? | leases? | leased | tenanc(?:y|ies) | licen[cs]es? | franchises? | permits?
    | agreements? | facilit(?:y|ies) | loans? | bonds? | notes? | debentures? | rcf | credit\s+lines? | mortgages?
    | swaps? | swapped | hedg(?:es?|ed|ing) | covenants? | waivers? | patents? | exclusivity | warrant(?:y|ies)
    | ppas? | offtakes? | off-takes? | tariffs? | partnerships? | sponsorships? | subsid(?:y|ies) | terms? | tenors?
    | maturit(?:y|ies) )"""
_UNTIL = re.compile(
    rf"""\b{_WITH_A_TERM}\b(?P<between>[^;:]{{0,60}}?)(?:
    \b(?:until|till|through(?:\s+to)?|thru|up\s+to|out\s+to|to|into|ends?(?:\s+(?:in|on|by))?|ending(?:\s+(?:in|on))?)\s+
    | (?<=\s)end\s+)(?:the\s+)?(?:(?:end|late|early|mid|year)[\s-]+)*(?:of\s+)?$""",
    re.IGNORECASE | re.VERBOSE,
)
_NO_TERM = re.compile(
    r"\b(?:grow\w*|rise|rises|increas\w*|improv\w*|reduc\w*|declin\w*|fall|revenues?|sales|income|savings?|capex|spend\w*"
    r"|profits?|earnings|ebitda|cash\s+flows?|contribut\w*|per\s+(?:year|annum)|year|quarter|period|months?|from|deliver\w*"
    r"|will|expect\w*|targets?|plans?|aim\w*|guidance|outlook|forecasts?)\b|\.\s",
    re.IGNORECASE,
)
"""Words between a contract and a date that are about a figure of the days until then: "contract revenue to grow to"."""

_OPENS_DATE = re.compile(
    r"(?:(?:as|at|by|of|the|end|until|to|through|late|early|mid|year|ending|ended|in)[\s-]+)*", re.I
)
_REACH = 100
"""Characters in front of a date that hold what ends, and how: about a clause."""


def is_term(text: str, start: int, end: int) -> bool:
    """Whether the date at `start` to `end` is when something ends: "matures Aug 2020", "concession running to 2029"."""
    opened = _OPENS_DATE.match(text, start, end)
    at = opened.end() if opened else start
    before = text[max(0, start - _REACH) : at]
    if _FALLS_DUE.search(before):
        return True
    found = _UNTIL.search(before)
    return found is not None and _NO_TERM.search(found["between"]) is None
