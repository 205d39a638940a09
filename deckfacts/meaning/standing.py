"""Standing: of the numbers in a text, which state something about the company, and why the others don't."""

import re
from collections.abc import Sequence

from deckfacts.concepts import resolve_concept
from deckfacts.contract import Bound, Measure, Qualifier, RefusalReason
from deckfacts.language.comparisons import find_quarter_ago, find_year_ago
from deckfacts.language.nouns import counted_in
from deckfacts.language.quantities import Quantity, UnitKind
from deckfacts.language.revisions import names_earlier, names_replaced
from deckfacts.language.suppositions import find_suppositions
from deckfacts.language.words import SENTENCE_BREAK
from deckfacts.meaning.amounts import read_rate_by_name
from deckfacts.meaning.scanning import Scan, mask, spans_of
from deckfacts.meaning.wording import words_before

PRIMARY_KINDS = frozenset({UnitKind.MONEY, UnitKind.PER_SHARE, UnitKind.PERCENT, UnitKind.POINTS, UnitKind.RATIO})
"""A number printed with one of these units is a figure wherever it stands."""

LARGEST_NAMED_COUNT = 99
"""Counts that are part of a name ("the 4 new subsidiaries", "our 12 regions") are small; larger ones are figures."""

RATES = frozenset({UnitKind.PERCENT, UnitKind.RATIO})

SMALLEST_WHOLE_RATE = 10
"""In brackets behind a rate: "42% (40)" is the year before, "42% (4)" as often a footnote's mark."""

NAMED_LENGTHS = frozenset(
    {"month", "quarter", "week", "day", "hour", "half", "phase", "step", "pillar", "part", "time"}
)
"""Counted nouns that tell how long or in how many steps, and not how much of something the company has."""

_DETERMINED = re.compile(
    r"\b(?:the|from|of|excluding|excl\.?|including|incl\.?|for|by|related to|our|its|all|these|those"
    r"|first|last|next|top|past)\s*$",
    re.IGNORECASE,
)
_CHANGED_COUNT = re.compile(
    r"\b(?:reduction|decrease|increase|addition|total|number|growth|sale|purchase|net|up|down|rose|fell"
    r"|grew)s?\s+(?:of|by|to)\s*"
    r"(?:over|about|approximately|approx\.?|the)?\s*$",
    re.IGNORECASE,
)
_BY = re.compile(r"[\s(]*(?:by|of)?\s*(?:over|about|approximately|approx\.?|around|more than)?\s*")
_HEDGE = re.compile(r"\b(?:over|more than|above|under|less than|below|at least|up to|exceeding)\s*$", re.IGNORECASE)
_CLASS_BEFORE = re.compile(
    r"\b[a-z]+s\s+(?:of|with|for|above|below|exceeding|worth)\s*$|^\s*(?:of|above|below)\s*$", re.IGNORECASE
)
_CLASSED = re.compile(
    r"[^,;.:]*?\b(?:[a-z]+s|spend|spending|paying|worth|generating)\s*"
    r"|\s*(?:[\w-]+\s+){0,2}?[a-z]+s\s+(?:with|having|(?:that|who|which)\s+[a-z]+)\s+"
    r"(?:(?!(?:an?|total|combined|aggregate|together)\b)[\w-]+\s+){0,3}(?:of\s+)?",
    re.IGNORECASE,
)
_CLASS_ALONE = re.compile(
    r"(?:^|[;:.]\s)\W*(?:(?:number\s+of|total|our|the)\s+)*(?:[\w-]+\s+){0,2}?(?:customers|clients|accounts|deals|contracts"
    r"|orders|projects|transactions|borrowers|tenants|subscribers|partners|users|logos|exposures)\s+"
    r"(?:(?:with|having|generating|paying|spending|contributing|at|from|of)\s+(?:[\w-]+\s+(?:of\s+)?){0,2})?$",
    re.IGNORECASE,
)
""""Customers above $250,000 in ARR rose to 214"."""

_COVENANT = re.compile(r"\bcovenants?\b[^.;]*$", re.IGNORECASE)
_NUMBER_OF = re.compile(r"\b(?:number|no\.)\s+of\s+", re.IGNORECASE)
_LINKED = re.compile(r"\b(?:was|were|is|are|at|to|of|from|reached|totall?(?:ed|ing)|now|with)\s*$", re.IGNORECASE)
_COUNTS_ON_BEFORE = re.compile(
    r"(?:\band|,)\s+(?:also\s+)?(?:opened|closed|added|lost|sold|signed|launched|exited|acquired|divested|renovated"
    r"|refurbished|converted|relocated|completed)\s+(?:another\s+)?$",
    re.IGNORECASE,
)
_COUNTS_ON_BEHIND = re.compile(
    r"\s+(?:of\s+(?:them|these|those|which)|(?:more|fewer|less)\s+than\s+(?:an?|in|at|the|last|one)\s+[a-z]+)\b",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(r"\bof\s+(?:which|whom)\s+(?:about\s+|around\s+|approximately\s+)?$", re.IGNORECASE)
_OF_WHICH = re.compile(
    r"\b(?:of\s+which|thereof)\s+(?:about\s+|around\s+|approximately\s+|some\s+|over\s+|more\s+than\s+)?$",
    re.IGNORECASE,
)
_AGAINST_COUNT = re.compile(
    r",?\s*(?:compared\s+(?:with|to)|versus|vs\.?|against|(?:up|down)\s+from|from)\s+$", re.IGNORECASE
)
_REACH = 40
"""Characters in front of a number that hold the verb which goes on counting, and some white space."""

_EXCHANGE_RATE = re.compile(
    r"\bexchange\s+rates?\s+(?:of|was|were|is|at|averaged)?\s*(?:approximately\s+|about\s+)?:?\s*$", re.IGNORECASE
)
_EQUALS = re.compile(r"\s*=\s*[^\W\d_]*[$€£¥]?\s*\d")
_TOTAL = re.compile(r"^(?:(?:total|our|the|its)\s+)+", re.IGNORECASE)
_MEANINGLESS = re.compile(r"\b(?:N/?M|n/?m|n\.m\.|[Nn]ot\s+meaningful)\b")
_WITH_VALUE = re.compile(
    r"\W*(?:[\w-]+\s+){0,3}?[a-z]+s\s+with\s+(?:an?\s+)?(?:[a-z]+\s+){0,2}(?:values?|volumes?|sizes?|revenues?|sales)\s+of\s*",
    re.IGNORECASE,
)
""""Orders with a value of more than 15 million" defines what is counted elsewhere."""

_ONLY_WHEN = re.compile(
    r"(?:[\s:=,.*-]|\b(?:at|as\s+of|as\s+at|on|in|for|of|from|by|the|end|ended|previously|previous|prior|compared|with|to"
    r"|versus|vs|against|it|was|were)\b)*",
    re.IGNORECASE,
)
"""Words of a bracket that lead to its date and say nothing else."""

_PREVIOUSLY = re.compile(r"\s*(?:previously|before(?=\s*(?:$|[.,;)])))", re.IGNORECASE)
"""Behind "up from around 4%"."""

WIDEST_COMPARATIVE = 5
"""A figure and that of the year before seldom differ by more; a number in brackets that does is something else."""

SMALLEST_LONE_COUNT = 100
"""A number that closes a line behind what it counts ("Active customers 6,200+"); smaller ones may be footnote marks."""

_CLASS_WITH = re.compile(r"\b[a-z]+s\s+with\s+(?:[\w-]+\s+){1,3}$", re.IGNORECASE)
_OF_A_CLASS = re.compile(
    r"[^,;:]*\bof\s+(?:[\w-]+\s+){0,3}?[a-z]+s\s+(?:of|above|below|exceeding|worth)\s*", re.IGNORECASE
)
_NAMED_VALUE = re.compile(r"[^\W\d_][^,;]*?(?:\s*[:=]\s*|\s+)$")
_COLON_VALUE = re.compile(r"(?:[^\W\d_]\)?\s*[:=]\s*|\d:\s+)$")
_MOVING = re.compile(
    r"\s+(?:rose|increased|grew|climbed|fell|decreased|declined|dropped|narrowed|widened|went)\s+(?:from\s+[\d,.]+\s+to|from|by\s+[\d,.]+\s+to|to|by)"
    r"\s*$",
    re.IGNORECASE,
)
_VALUE_END = re.compile(r"\s*(?:[,;(/|]|\.?\s*$|\.\s|(?:as of|at|up|down|in|vs|compared|\+|-)\b)", re.IGNORECASE)
_WORD_BEHIND = re.compile(r"\s*[^\W\d_]")
_OPENED = re.compile(r"\([^()]*$")


def opened_before(folded: str, at: int) -> int | None:
    """Where the bracket opens that a position stands in, or None."""
    found = _OPENED.search(folded, 0, at)
    return found.start() if found else None


def stated_numbers(
    scan: Scan, *, heading: bool, captioned: bool
) -> tuple[list[Quantity], list[tuple[Quantity, RefusalReason]]]:
    """Part the numbers of a text: those that state something, and the others with the reason.

    `heading` for titles, where counts are part of names; `captioned` if the slide states a unit for bare numbers.
    """
    stated: list[Quantity] = []
    refused: list[tuple[Quantity, RefusalReason]] = []
    supposed = find_suppositions(scan.folded)
    for quantity in scan.quantities:
        if any(start <= quantity.start < end for start, end in supposed):
            refused.append((quantity, RefusalReason.THRESHOLD))
            continue
        reason = _refusal(quantity, scan, stated, heading=heading, captioned=captioned)
        if reason:
            refused.append((quantity, reason))
        else:
            stated.append(quantity)
    return stated, refused


def _refusal(
    quantity: Quantity, scan: Scan, stated: Sequence[Quantity], *, heading: bool, captioned: bool
) -> RefusalReason | None:
    if quantity.kind in PRIMARY_KINDS:
        # "US$1 = NT$32.6" says of what the rate is.
        one = quantity.magnitude == 1 and _EQUALS.match(scan.folded, quantity.end) is not None
        return RefusalReason.THRESHOLD if one or is_threshold(quantity, scan) else None
    if heading:
        return RefusalReason.NAME
    if quantity.kind is UnitKind.COUNT:
        return _count_refusal(quantity, scan)
    named = _is_named_value(quantity, scan) or _MOVING.search(scan.folded, 0, quantity.start) is not None
    moved = _is_moved(quantity, scan) and (
        _has_amount(stated) or _NUMBER_OF.search(scan.folded[: quantity.start]) is not None
    )
    numbered = not stated and _NUMBER_OF.search(scan.folded, 0, quantity.start) is not None
    moved = moved or (numbered and bool(_VALUE_END.match(scan.folded, quantity.end)))
    ratio = is_exchange_rate(scan, quantity) or is_ratio_by_name(scan, quantity)
    if ratio or _is_counted(quantity, scan) or _goes_on(quantity, scan, stated):
        return None
    if is_breakdown(quantity, scan.folded, stated) or moved or (named and (captioned or names_count(scan, quantity))):
        return None
    return RefusalReason.NAME if _WORD_BEHIND.match(scan.folded, quantity.end) else RefusalReason.UNREADABLE


def _is_counted(quantity: Quantity, scan: Scan) -> bool:
    """Whether a sentence says how many of what it names: "Headcount stood at 6,340"."""
    before = scan.folded[: quantity.start]
    behind = scan.folded[quantity.end :].strip(" +.")
    ends = quantity.magnitude >= SMALLEST_LONE_COUNT and (not behind or behind.startswith("("))
    return (ends or bool(_LINKED.search(before))) and count_of(words_before(before)) is not None


def is_ratio_by_name(scan: Scan, quantity: Quantity) -> bool:
    """Whether a sentence prints a metric that can only be a ratio: "The book-to-bill ratio was 1.08"."""
    before = scan.folded[: quantity.start]
    linked = _LINKED.search(before) or before.rstrip().endswith(":")
    if not linked or quantity.places == 0 or _WORD_BEHIND.match(scan.folded, quantity.end):
        return False
    words = SENTENCE_BREAK.split(before)[-1]
    rate = read_rate_by_name(words, quantity.magnitude)
    return rate is not None and rate.kind is UnitKind.RATIO


def _goes_on(quantity: Quantity, scan: Scan, stated: Sequence[Quantity]) -> bool:
    """Whether a bare number counts what the number before it counts."""
    last = stated[-1] if stated else None
    if last is None:
        return False
    amounts = (UnitKind.COUNT, UnitKind.MONEY, UnitKind.PER_SHARE, UnitKind.BARE)
    held = last.kind in amounts or (last.kind in RATES and is_as_exact(last, quantity))
    if held and is_comparative(scan.folded, last, quantity):
        return True
    if (last.bound, quantity.bound) == (Bound.LOW, Bound.HIGH):
        return True
    if is_dated_in_bracket(scan, last, quantity) or replaces(scan.folded, last, quantity):
        return True
    if last.kind is UnitKind.MONEY and is_of_amount(scan, quantity):
        return True
    return last.kind in (UnitKind.COUNT, UnitKind.BARE) and counts_on(scan, quantity)


def is_of_amount(scan: Scan, quantity: Quantity) -> bool:
    """Whether a number is a part of the amount before it, in its currency: "of which 12 million in 4Q"."""
    reach = max(0, quantity.start - _REACH)
    return quantity.scale is not None and _OF_WHICH.search(scan.folded, reach, quantity.start) is not None


def counts_on(scan: Scan, quantity: Quantity) -> bool:
    """Whether a number leaves out what it counts, as that was just said: "opened 12 stores and closed 5"."""
    folded, start = scan.folded, quantity.start
    if _COUNTS_ON_BEHIND.match(folded, quantity.end):
        return True
    reach = max(0, start - _REACH)
    if _COUNTS_ON_BEFORE.search(folded, reach, start):
        return True
    if _OF_WHOM.search(folded, reach, start):
        return True
    return (
        _AGAINST_COUNT.search(folded, reach, start) is not None and _VALUE_END.match(folded, quantity.end) is not None
    )


def is_comparative(folded: str, last: Quantity, quantity: Quantity) -> bool:
    """Whether a number alone in a bracket is that of the year before: "an EBITA margin of 12.3% (11.1%)"."""
    opened, closed = (
        folded.rfind("(", last.end, quantity.number_start),
        folded.find(")", quantity.number_end, quantity.end + 2),
    )
    if opened < 0 or closed < 0 or folded[last.end : opened].strip():
        return False
    inside = folded[opened + 1 : closed].strip()
    alone = len(inside) <= quantity.end - quantity.start and inside in folded[quantity.start : quantity.end]
    same = quantity.unit in (None, last.unit) and quantity.number_end - quantity.number_start > 1
    if not alone or not same or not last.magnitude or quantity.qualifier:
        return False
    ratio = abs(quantity.magnitude / last.magnitude)
    return 1 / WIDEST_COMPARATIVE <= ratio <= WIDEST_COMPARATIVE


def is_as_exact(last: Quantity, quantity: Quantity) -> bool:
    """Whether a bare number can be a rate as the one before it is: as exact, and longer than the mark of a footnote."""
    whole = abs(quantity.magnitude) >= SMALLEST_WHOLE_RATE
    return quantity.places == last.places and (quantity.places > 0 or whole)


def is_dated_in_bracket(scan: Scan, last: Quantity, quantity: Quantity) -> bool:
    """Whether a bracket gives the number before it at another time, and no more: "1,845 (1,812 at June 30, 2029)"."""
    folded, start = scan.folded, quantity.number_start
    opened = folded.rfind("(", last.end, start)
    closed = folded.find(")", quantity.end) if opened >= 0 else -1
    if closed < 0 or SENTENCE_BREAK.search(folded, last.end, opened) or not _are_alike(last, quantity):
        return False
    when = [*find_year_ago(folded), *find_quarter_ago(folded), *spans_of(scan.mentions, scan.comparisons)]
    when = [(first - opened, end - opened) for first, end in when if opened < first and end <= closed]
    own = (quantity.start - opened, quantity.end - opened)
    words = mask(folded[opened:closed], [*when, own])[1:]
    return bool(when) and _ONLY_WHEN.fullmatch(words) is not None


def replaces(folded: str, last: Quantity, quantity: Quantity) -> bool:
    """Whether one figure took the place of the next, as a plan does: both ranges, or by the words between them."""
    ranges = last.bound is Bound.HIGH and quantity.bound is Bound.LOW
    named = names_earlier if ranges or _PREVIOUSLY.match(folded, quantity.end) else names_replaced
    return named(folded, last.end, quantity.start) and _are_alike(last, quantity)


def _are_alike(last: Quantity, quantity: Quantity) -> bool:
    """Whether two figures can be of one thing: in one unit, and of one size."""
    unit = quantity.unit is None or last.unit is None or quantity.unit.split("/")[0] == last.unit.split("/")[0]
    magnitude = quantity.magnitude if quantity.scale is None else quantity.value
    against = last.magnitude if quantity.scale is None else last.value
    if not unit or not against or not magnitude:
        return unit and against == magnitude
    return 1 / WIDEST_COMPARATIVE <= abs(magnitude / against) <= WIDEST_COMPARATIVE


def is_exchange_rate(scan: Scan, quantity: Quantity) -> bool:
    """Whether a number without a unit is the price of one currency in another."""
    if quantity.kind is not UnitKind.BARE or not quantity.places:
        return False
    return _EXCHANGE_RATE.search(scan.folded, max(0, quantity.start - _REACH), quantity.start) is not None


def _count_refusal(quantity: Quantity, scan: Scan) -> RefusalReason | None:
    if is_threshold(quantity, scan):
        return RefusalReason.THRESHOLD
    before = scan.folded[: quantity.start]
    small = abs(quantity.magnitude) <= LARGEST_NAMED_COUNT and quantity.scale is None and quantity.places == 0
    moved = _is_moved(quantity, scan)
    if quantity.unit in NAMED_LENGTHS:
        return RefusalReason.NAME
    if not small or moved or _CHANGED_COUNT.search(before):
        return None
    return RefusalReason.NAME if _DETERMINED.search(before) or not before.strip() else None


def _has_amount(stated: Sequence[Quantity]) -> bool:
    return any(q.kind in (UnitKind.COUNT, UnitKind.MONEY, UnitKind.PER_SHARE, UnitKind.BARE) for q in stated)


def _is_moved(quantity: Quantity, scan: Scan) -> bool:
    """Whether a word of direction stands right before a number: "up 96", "increased by 27"."""
    return any(d.end <= quantity.start and _BY.fullmatch(scan.folded, d.end, quantity.start) for d in scan.directions)


def names_count(scan: Scan, quantity: Quantity) -> str | None:
    """The unit of a bare number that its own name counts: "Employees: 2,346"."""
    before = scan.folded[: quantity.start]
    moving = _MOVING.search(before)
    label = SENTENCE_BREAK.split(before[: moving.start()] if moving else before.rstrip(" :="))[-1]
    return count_of(words_before(label)) or count_of(label)


def count_of(label: str) -> str | None:
    """The thing that a label counts, in the singular; None for a label of anything else."""
    label = _TOTAL.sub("", label)
    match = resolve_concept(label, kind=UnitKind.COUNT.value, measure=Measure.LEVEL)
    only = match is not None and match.concept.is_only("count")
    stated = _NUMBER_OF.search(label)
    return counted_in(label[stated.end() :]) if stated else counted_in(label) if only else None


def is_threshold(quantity: Quantity, scan: Scan) -> bool:
    """Whether a number only names a class: "contracts of over 1Gbps ... up 21 contracts"; or what a lender asks for."""
    sign = scan.folded[: quantity.start].rstrip()[-1:]
    if quantity.qualifier not in (Qualifier.OVER, Qualifier.UNDER) and sign not in (">", "<", "≥", "≤"):
        return False
    if _COVENANT.search(scan.folded, 0, quantity.start):
        return True
    before = _HEDGE.sub("", scan.folded[: quantity.start].rstrip(" ><≥≤")).rstrip() + " "
    counted = next((q for q in reversed(scan.quantities) if q.end <= quantity.start), None)
    if counted and counted.kind in (UnitKind.COUNT, UnitKind.BARE) and _CLASSED.fullmatch(before, counted.number_end):
        return True
    if _MEANINGLESS.search(scan.folded, 0, quantity.start) or _WITH_VALUE.fullmatch(before):
        return True
    if counted and quantity.kind is UnitKind.MONEY and _OF_A_CLASS.fullmatch(before, counted.end):
        return True
    later = quantity.kind is UnitKind.COUNT or any(other.start > quantity.end for other in scan.quantities)
    classed = _CLASS_BEFORE.search(before) or _CLASS_WITH.search(before) or _CLASS_ALONE.search(before)
    return later and bool(classed) and not _CHANGED_COUNT.search(before)


def is_breakdown(quantity: Quantity, folded: str, stated: Sequence[Quantity]) -> bool:
    """Whether a bare number is a part of the one before its bracket: "by 27 employees (full-time: 13, contract 14)"."""
    opened = opened_before(folded, quantity.start)
    whole = next((q for q in reversed(stated) if q.end <= opened), None) if opened is not None else None
    if opened is None or whole is None or whole.kind not in (UnitKind.COUNT, UnitKind.MONEY, UnitKind.BARE):
        return False
    since = max((q.end for q in stated if q.end > opened), default=opened + 1)
    return bool(_NAMED_VALUE.search(folded[since : quantity.start]))


def _is_named_value(quantity: Quantity, scan: Scan) -> bool:
    """ "Revenues: 1,234" on a slide that states its unit, or "Revenues: 1,200 to 1,250"."""
    high = next((q for q in scan.quantities if q.start >= quantity.end), quantity)
    end = high.end if quantity.bound is Bound.LOW else quantity.end
    return bool(_COLON_VALUE.search(scan.folded[: quantity.start]) and _VALUE_END.match(scan.folded, end))
