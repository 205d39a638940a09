"""Rates: the words and signs behind a number that make it a percentage, points, basis points or a multiple."""

import re

PERCENT, PERCENTAGE_POINT, BASIS_POINT, RATIO = "percent", "percentage_point", "basis_point", "ratio"

_END = r"(?![A-Za-z0-9])"
_RATE = re.compile(
    rf"""[ ]?-?(?:
    (?P<basis_point>(?:basis[ -]points?|bps?|bips|beps){_END})
    | (?P<percentage_point>
        (?:%[ ]?-?(?:points?|pts?\.?){_END}|%p(?!\.?[A-Za-z0-9])|%ポイント|ポイント|百分点|個百分點)
        |(?:percentage|percent|per[ ]cent|pct|%-?age|pc)[ -]?(?:points?|pts?\.?){_END}
        |(?:p\.p\.|ppts?|pps?|ppt|p\.pts|points?|pts?\.?){_END})
    | (?P<percent>%|(?:per[ ]?cent|pct\.?){_END})
    | (?P<ratio>(?:x(?![ ]?[0-9])|times|[ -]?fold){_END}|[×倍])
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def read_rate(text: str, at: int) -> tuple[str, int] | None:
    """The unit of a rate printed behind a number at `at` (`percent`, `percentage_point`, `basis_point`, `ratio`) and
    where it ends; None if there is none."""
    found = _RATE.match(text, at)
    return None if found is None or found.lastgroup is None else (found.lastgroup, found.end())
