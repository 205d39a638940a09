"""Comparisons: the words that say a number is a change, which way it went, and against what.

All functions take folded text (`deckfacts.language.folding.fold`) and give half-open spans in it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from deckfacts.contract import Comparison, Measure
from deckfacts.language.words import word_set, words_in


class Role(StrEnum):
    """What a direction word is to its number: a verb or adverb beside it, or the noun it counts."""

    VERB = "verb"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class Direction:
    """A word that says up (+1) or down (-1)."""

    start: int
    end: int
    sign: int
    role: Role
    word: str


@dataclass(frozen=True, slots=True)
class ComparisonMark:
    """Words that say what a change is measured against."""

    start: int
    end: int
    comparison: Comparison


# --- what a change is measured against --------------------------------------------------------------------------------

_THE = r"(?:(?:the|a|an|its|our|their|this|that)\s+)?(?:immediately\s+)?"
_THAT_OF = r"(?:(?:that|those|levels?)\s+(?:of|in|for|at)\s+|(?:in|for|at|during)\s+)?"
_AGAINST = rf"""(?:(?:
    (?:as\s+|when\s+)?compared\s+(?:to|with) | in\s+comparison\s+(?:to|with) | relative\s+to | ahead\s+of | behind
    | above | below | short\s+of | up\s+on | down\s+on | versus | vs?\.? | against | over | from | than | since | on
    )\s+ | vs?\.){_THAT_OF}{_THE}"""
_LAST = r"(?:prior|previous|last|preceding)"
_SAME = r"(?:same|corresponding|comparable|comparative|equivalent)"
_PART = r"(?:period|quarter|half(?:[\s-]year)?|months?|nine[\s-]months|six[\s-]months|season)"
_PART_OF_YEAR = rf"""(?:
    (?:{_LAST}|{_SAME})(?:\s+\w+)?\s+{_PART} | (?:first|second|third|fourth)\s+(?:fiscal\s+)?(?:quarter|half)
    | [1-4]q | q[1-4] | [12]h | h[12])"""
_LAST_YEAR = rf"{_LAST}[\s-]+(?:(?:fiscal|financial|calendar)\s+)?year(?:'s)?"
_A_YEAR_AGO = r"(?:an?|one|1)[\s-]year[\s-](?:ago|earlier|before|previously|prior)|12\s+months\s+(?:ago|earlier|before)"
_YEAR_AGO = rf"""(?:
    {_PART_OF_YEAR}\s+(?:(?:of|in|from|for)\s+)?{_THE}(?:{_LAST_YEAR}|{_A_YEAR_AGO}|year[\s-](?:ago|earlier))
    | (?:{_SAME}\s+)?{_LAST_YEAR}(?:[\s-]+(?:{_SAME}\s+|{_LAST}\s+)?{_PART})?
    | year[\s-](?:ago|earlier)(?:[\s-]+(?:{_SAME}\s+)?{_PART})?
    | {_A_YEAR_AGO}
    )(?!\w)"""
_SHORT_YEAR_AGO = rf"""(?:
    {_LAST}(?:\s+{_SAME})?\s+period | {_SAME}(?:\s+{_LAST})?\s+{_PART} | (?:{_SAME}\s+)?(?:py|ly|pyq|pcp)
    )(?!\w)"""
"""Names of a period a year back that are no more than that beside "than" or "versus"."""

_QUARTER_AGO = rf"{_LAST}[\s-]+(?:(?:fiscal|sequential)\s+)?quarter(?:'s)?(?!\w|\s+(?:last|of|a|in\s+the\s+prior)\b)"
_PLAN = r"""(?:
    targets? | guidance | guided\s+range | forecasts? | outlook | plans? | expectations? | estimates? | budgets?
    | projections? | consensus )(?!\w|\s+(?:period|horizon|assets?|to)\b)"""
_AGAINST_PLAN = rf"""(?:(?:
    (?:as\s+|when\s+)?compared\s+(?:to|with) | in\s+comparison\s+(?:to|with) | relative\s+to | ahead\s+of | behind
    | above | below | short\s+of | in\s+excess\s+of | versus | vs?\.? | against | over | under | from | than
    | beat(?:s|ing)? | exceed(?:s|ed|ing)? | surpass(?:es|ed|ing)? | outperform(?:s|ed|ing)? | miss(?:es|ed|ing)?
    )\s+ | vs?\.){_THAT_OF}{_THE}"""
_OF_WHOM = r"""(?:(?:
    original | initial | internal | company'?s? | consensus | analysts?'? | management'?s? | market | street | own
    | full[\s-]year | annual | quarterly | fiscal | fy\s?\d* | \d{4} | revenue | sales | profit | earnings | business
    | (?:mid|high|low)(?:[\s-]?point|[\s-]end)?(?:\s+of)? | (?:top|bottom|upper|lower)[\s-]end(?:\s+of)? | the | our
    )\s+)*"""
_EARLIER = r"(?:previous(?:ly)?|prior|earlier|last|former|old)"

_MARKS: tuple[tuple[Comparison, str], ...] = (
    (
        Comparison.YOY,
        r"""\b(?:yoys? | y/y | y-o-y | y-on-y | yonys? | yr/yr | year[\s-](?:over|on|to)[\s-]year | annual\s+growth)\b
        | (?<=%[ ])on[ -](?:the[ -])?year\b(?!-)
        | (?:前年|昨年|前期)(?:同期|同月|同四半期|度)?(?:実績)?比 | 対前年(?:同期|同月|度)? | 前年同期 | 前年同四半期
        | (?<![不相])同比 | 전년\s?(?:동기|대비)(?:\s?대비)?""",
    ),
    (Comparison.YOY, rf"\b{_AGAINST}(?:{_YEAR_AGO}|{_SHORT_YEAR_AGO})"),
    (
        Comparison.QOQ,
        rf"""(?-i:\b(?:LQ|PQ)\b)(?!\s*[:=]\s*[$€£¥]?\d)
        | \b(?:qoqs? | q/q | q-o-q | q-on-q | qonqs? | qtr/qtr | quarter[\s-](?:over|on|to)[\s-]quarter
        | sequential(?:ly)? | linked[\s-]quarter)\b
        | \b{_AGAINST}{_QUARTER_AGO}
        | 前四半期比? | 直前四半期比? | [環环]比 | 전분기\s?(?:대비)?""",
    ),
    (
        Comparison.VS_PREVIOUS_TARGET,
        rf"""\b{_AGAINST_PLAN}{_EARLIER}\s+(?:[\w'-]+\s+){{0,2}}?{_PLAN}
        | (?:前回|従来)(?:発表)?(?:予想|計画|見通し)(?:対?比|(?=から|より|に対し|を[上下]|との(?:差|比較)|と比べ))""",
    ),
    (
        Comparison.VS_ESTIMATE,
        rf"""\b{_AGAINST_PLAN}{_OF_WHOM}{_PLAN}
        | \bthan\s+(?:originally\s+|initially\s+|previously\s+)?(?:expected|planned|forecast|budgeted|anticipated)\b
        | (?:期初|当初|会社)?(?:計画|予想|予算)対?比 | 対(?:計画|予想|予算)""",
    ),
)
_MARK = re.compile(
    "|".join(f"(?P<m{number}>{pattern})" for number, (_, pattern) in enumerate(_MARKS)), re.IGNORECASE | re.VERBOSE
)
_COMPARISONS = {f"m{number}": comparison for number, (comparison, _) in enumerate(_MARKS)}
_KEYS_OF_MARKS = word_set(
    "yoy yoys y yony yonys yr year years annual period quarter half months month season py ly pyq pcp "
    "qoq qoqs lq pq q qonq qonqs qtr sequential sequentially linked target targets guidance guided forecast forecasts "
    "outlook plan plans expectation expectations estimate estimates budget budgets projection projections consensus "
    "expected planned budgeted anticipated 前 昨 対 同 環 环 従 計 予 직 전"
)
"""Each phrase of `_MARK` holds one of these words."""

_START = re.compile(r"[a-z]+|[前昨対同従直期当会計予環环전]", re.IGNORECASE)
_STARTS = word_set(
    "yoy yoys y yony yonys yr year annual on qoq qoqs lq pq q qonq qonqs qtr quarter sequential sequentially linked as "
    "when compared in relative ahead behind above below short up down versus vs v against over under from than since "
    "beat beats beating exceed exceeds exceeded exceeding surpass surpasses surpassed surpassing outperform "
    "outperforms outperformed outperforming miss misses missed missing 前 昨 対 同 従 直 期 当 会 計 予 環 环 전"
)
"""Each phrase of `_MARK` begins with one of these words."""

_NAMED_BASE = re.compile(
    rf"""\b(?<!starting[ ])(?<!beginning[ ])(?<!effective[ ])(?<!as[ ])(?:(?:
    (?:as\s+)?compared\s+(?:to|with) | in\s+comparison\s+(?:to|with) | relative\s+to | ahead\s+of | behind
    | above | below | versus | vs?\.? | against | over | from | than | since | (?:up\s+|down\s+|than\s+)?on
    )\s+ | vs?\.){_THAT_OF}(?:the\s+)?(?:end\s+of\s+)?(?:the\s+)?$""",
    re.IGNORECASE | re.VERBOSE,
)
_REACH_OF_BASE_WORDS = 60
"""Characters in front of a period that hold the longest words for a base: "in comparison with that at the end of "."""

_LEVEL_OF_YEAR_AGO = re.compile(
    rf"""\b(?:in|for|at|during)\s+{_THE}(?:{_YEAR_AGO}|{_LAST}\s+(?:{_SAME}\s+)?period)(?!\w)
    | ^\s*(?:the\s+)?{_LAST_YEAR}(?=\s+[a-z])(?!\s+{_PART}\b) | \b(?:{_A_YEAR_AGO})\b
    | (?:(?<=[\d%)][ ])|(?<=illion[ ])|(?<=[\d][mk][ ])|(?<=bn[ ]))last\s+year\b(?!')""",
    re.IGNORECASE | re.VERBOSE,
)

_LEVEL_OF_QUARTER_AGO = re.compile(
    rf"""\b(?:in|for|at|during)\s+{_THE}{_QUARTER_AGO}
    | (?:(?<=[\d%)][ ])|(?<=illion[ ])|(?<=[\d][mk][ ])|(?<=bn[ ])|(?<=bps[ ])|(?<=bp[ ])|(?<=points[ ]))
        last\s+quarter\b(?!')""",
    re.IGNORECASE | re.VERBOSE,
)

_KEYS_OF_YEAR_AGO = frozenset({"year", "period", "months"})


@lru_cache(maxsize=1024)
def find_comparisons(text: str) -> tuple[ComparisonMark, ...]:
    """Every phrase that names what a change is against, other than by a printed period."""
    if _KEYS_OF_MARKS.isdisjoint(words_in(text)):
        return ()
    marks: list[ComparisonMark] = []
    for word in _START.finditer(text):
        if word[0].lower() not in _STARTS or (marks and word.start() < marks[-1].end):
            continue
        found = _MARK.match(text, word.start())
        if found:
            marks.append(ComparisonMark(found.start(), found.end(), _COMPARISONS[found.lastgroup or ""]))
    return tuple(marks)


def base_words_before(text: str, start: int) -> int | None:
    """Where the words that make a period at `start` a base begin ("compared to the end of "), or None."""
    found = _NAMED_BASE.search(text, max(0, start - _REACH_OF_BASE_WORDS), start)
    return found.start() if found else None


def find_year_ago(text: str) -> tuple[tuple[int, int], ...]:
    """Phrases that put a level a year back ("in the prior year period"), those that a change is against left out."""
    if _KEYS_OF_YEAR_AGO.isdisjoint(words_in(text)):
        return ()
    marks = find_comparisons(text)
    spans = (found.span() for found in _LEVEL_OF_YEAR_AGO.finditer(text))
    return tuple((start, end) for start, end in spans if all(end <= mark.start or mark.end <= start for mark in marks))


def find_quarter_ago(text: str) -> tuple[tuple[int, int], ...]:
    """Phrases that put a level a quarter back ("in the previous quarter"), those that a change is against left out."""
    if "quarter" not in words_in(text):
        return ()
    marks = find_comparisons(text)
    spans = (found.span() for found in _LEVEL_OF_QUARTER_AGO.finditer(text))
    return tuple((start, end) for start, end in spans if all(end <= mark.start or mark.end <= start for mark in marks))


def judges_a_plan(text: str, mark: ComparisonMark) -> bool:
    """Whether words that hold a figure against a plan only judge it: "..., ahead of our forecast", "beat consensus".

    They measure a change where they stand right behind it ("5% ahead of our forecast"), or in front of "by".
    """
    if mark.comparison not in (Comparison.VS_ESTIMATE, Comparison.VS_PREVIOUS_TARGET):
        return False
    if _PLAN_IS.match(text, mark.end):
        return True
    if _JUDGING_VERB.match(text, mark.start):
        return _BY.match(text, mark.end) is None
    behind = _JUDGED.search(text, max(0, mark.start - _REACH_OF_BASE_WORDS), mark.start)
    return behind is not None and _SIDE_WORD.match(text, mark.start) is not None


_PLAN_IS = re.compile(
    r"\s*(?:(?:[a-z]+\s+)?(?:range|corridor|band)\s+)?(?:of\s*)?(?:between|approximately|about|around)?\s*(?:[A-Z]{0,3}[$€£¥]|[A-Z]{3}\s?)?\d"
)
_BY = re.compile(r"\s*by\b", re.IGNORECASE)
_JUDGING_VERB = re.compile(r"(?:beat|exceed|surpass|outperform|miss)[a-z]*\b", re.IGNORECASE)
_SIDE_WORD = re.compile(r"(?:ahead|behind|above|below|short|in\s+excess|over|under)\b", re.IGNORECASE)
_JUDGED = re.compile(
    r"(?:[,;(]|\b(?:was|were|is|are|be|been|came|come|comes|coming|finished|ended|landed|slightly|well|comfortably|and|in"
    r"|significantly|modestly|also))\s*$",
    re.IGNORECASE,
)


# --- which way it went ------------------------------------------------------------------------------------------------

_UP_VERBS = word_set(
    "up raised lifted increase increases increased increasing rose rise rises risen rising grew grow grows grown "
    "growing gained "
    "improve improves improved improving expand expands expanded expanding widened widens higher added adds climb "
    "climbs climbed climbing jump jumps jumped surge surges surged soared spiked rebounded strengthened advanced "
    "accelerated greater"
)
_DOWN_VERBS = word_set(
    "down decrease decreases decreased decreasing fell falls fallen falling decline declines declined declining drop "
    "drops dropped lower lowered reduced reduces shrank shrunk contracted weakened softened eased deteriorated "
    "narrowed narrows slip slips slipped slid dip dips dipped plunged plummeted tumbled slumped sank retreated fewer"
)
_UP_NOUNS = word_set(
    "increase increases growth rise rises gain gains improvement improvements expansion expansions uplift uplifts "
    "uptick upticks jump jumps surge surges upside"
)
_DOWN_NOUNS = word_set(
    "decrease decreases reduction reductions decline declines drop drops fall falls contraction contractions "
    "deterioration shortfall shortfalls cut cuts"
)
_SIGNS = {**dict.fromkeys(_UP_VERBS | _UP_NOUNS, 1), **dict.fromkeys(_DOWN_VERBS | _DOWN_NOUNS, -1)}
_NOUNS = _UP_NOUNS | _DOWN_NOUNS
_NOUN_USE = re.compile(r"\s*(?:(?:in|of|from|to|factors?|by|rate|as\s+a\s+result)\b|\)|$)", re.IGNORECASE)
_FAR_EAST = {
    **dict.fromkeys(("増加", "増収", "増益", "増", "上昇", "拡大", "改善", "增长", "增加", "上升", "증가", "상승"), 1),
    **dict.fromkeys(("減少", "減収", "減益", "減", "低下", "縮小", "悪化", "减少", "下降", "下跌", "감소", "하락"), -1),
}
_SIDES_OF_MARKS = {
    "ahead": 1, "above": 1, "beat": 1, "beats": 1, "exceeds": 1, "exceeded": 1, "surpassed": 1, "outperformed": 1,
    "behind": -1, "below": -1, "short": -1, "missed": -1,
}  # fmt: skip
"""Words that say which way a change went where they begin the words for its base: "5% above last year"."""

_WORD = re.compile(rf"(?<!\w)[a-z]+(?!\w)|(?!増減|減[価損資])(?<!増)(?:{'|'.join(_FAR_EAST)})", re.IGNORECASE)
_UP_WORDS = word_set("increase increases increased rise gain gains improvement up higher inc incr")
_DOWN_WORDS = word_set(
    "decrease decreases decreased fall loss losses reduction decline deterioration down lower dec decr"
)
_UP_WORD, _DOWN_WORD = (rf"(?:{'|'.join(sorted(words))})\b\.?" for words in (_UP_WORDS, _DOWN_WORDS))
_NO_DIRECTION = re.compile(
    r"""
    \w-(?:up|down)\b | \b(?:up|down)-[a-z] | \bup\s+(?:to|front)\b
    | \b(?:set|makes?|made|making|start(?:ed|s)?|back|follow|build|built|sign(?:ed|ing)?|line|open(?:ed|s)?|picks?
        |picked|wrap|sum(?:med)?|catch|takes?|taken|took)\s+up\b
    | \b(?:write|written|wrote|shut|break|broken|draw|drawn|wind|wound|pays?|paid|closed?|count)\s+down\b
    | \b(?:raised|lifted)\b(?!\s+(?:[a-z-]+\s+){0,3}by\b) | \bdown\s+payments?\b | \bvalue[\s-]added\b
    | \b(?:contracted|advanced|accelerated)\s+
        (?!(?:by|to|from|in|at|on|and|over|during|slightly|further|sharply|strongly|modestly|significantly|year|quarter
            |sequentially|again|approximately|about|around|nearly|almost|more|less|organically)\b)[a-z]
    | \b(?:higher|lower|greater|fewer)\s+than\s+(?:[a-z]{3}\s?|[a-z]{0,2}[$€£¥]\s?)?
        (?!(?:19|20)\d\d\b|[1-4][qh]|\d+[\s-]?(?:months?|quarters?)\b)\d
    | \bgains?\b(?!\s+in\b|\s+of\s+[\d.,]+\s*(?:%|percent|bps|basis|pp|p\.p|points))
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Words of direction that say none: "up to 5%", "set up", "increase (decrease)", "contracted revenue", "FX gain"."""

_KEYS_OF_NO_DIRECTION = word_set("raised lifted up down added than contracted advanced accelerated gain gains")
_EITHER_WAY = re.compile(
    rf"""\b{_UP_WORD}\)?\s*(?:[/(]|\bor\b)\s*\(?{_DOWN_WORD}
    | \b{_DOWN_WORD}\)?\s*(?:[/(]|\bor\b)\s*\(?{_UP_WORD}""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words of both directions for one figure: "increase (decrease)", "up/down"."""

_EFFECT = re.compile(
    r"""\b(?:(?P<up>favou?rable|positive)|unfavou?rable|adverse|negative)\s+(?:[a-z-]+\s+){0,2}?
    (?P<noun>impacts?|effects?|contributions?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""What an influence did to a figure: "an unfavorable currency impact of 3%"."""

_KEYS_OF_EFFECTS = word_set("impact impacts effect effects contribution contributions")
_KEYS_OF_DIRECTIONS = frozenset(_SIGNS) | frozenset(_SIDES_OF_MARKS) | frozenset("".join(_FAR_EAST))


@lru_cache(maxsize=1024)
def find_directions(text: str) -> tuple[Direction, ...]:
    """Every word that says up or down, in order."""
    words = words_in(text)
    effects = [] if _KEYS_OF_EFFECTS.isdisjoint(words) else [_effect(found) for found in _EFFECT.finditer(text)]
    if _KEYS_OF_DIRECTIONS.isdisjoint(words):
        return tuple(effects)
    idle = [] if _KEYS_OF_NO_DIRECTION.isdisjoint(words) else [found.span() for found in _NO_DIRECTION.finditer(text)]
    if not _UP_WORDS.isdisjoint(words) and not _DOWN_WORDS.isdisjoint(words):
        idle += [found.span() for found in _EITHER_WAY.finditer(text)]
    bases = {mark.start for mark in find_comparisons(text)}
    directions = []
    for found in _WORD.finditer(text):
        word = found[0].lower()
        sign = (
            _SIGNS.get(word) or _FAR_EAST.get(word) or (_SIDES_OF_MARKS.get(word) if found.start() in bases else None)
        )
        if sign is None or any(start <= found.start() < end for start, end in idle):
            continue
        noun = word in _NOUNS and _NOUN_USE.match(text, found.end())
        directions.append(Direction(found.start(), found.end(), sign, Role.NOUN if noun else Role.VERB, word))
    return tuple(sorted((*directions, *effects), key=lambda direction: direction.start))


def _effect(found: re.Match[str]) -> Direction:
    sign = 1 if found["up"] else -1
    return Direction(found.start(), found.end(), sign, Role.NOUN, found["noun"].lower())


# --- what a number measures -------------------------------------------------------------------------------------------

_SHARE = re.compile(
    r"""
    (?:%|\bpercent(?:age)?\b|\bper\s+cent\b)\s+(?:of|to)\s+(?:the\s+|our\s+|its\s+)?
        (?:(?:total|net|group|consolidated|overall)\s+)*(?!points?)[a-z]
    | %\s+(?:[a-z-]+\s+){1,4}by\s+(?:value|volume|number|count|revenue|area)\b
    | \bof\s+(?:our\s+|the\s+)?(?:total|group|consolidated|net)\s+\w+ | \bas\s+a\s+(?:%|percent(?:age)?)\s+of\b
    | \bshare\s+of\b | \bmix\b | \bownership\b | \bcomposition\b | \bbreakdown\b | \bweight(?:ing)?\b
    | \baccount(?:s|ed|ing)?\s+for\b | \bstake\b | 構成比 | 比率構成
    | \bdistribution\b(?!\s+(?:costs?|expenses?|per|cent(?:er|re)s?|channels?|networks?|business|services?|to)\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_GROWTH = re.compile(
    r"""
    \bgrowth\b | \bcagr\b | (?:%\s*|\bpercent\s+)(?:change|chg|var(?:iance)?|inc|growth)
    | \b(?:change|chg|var(?:iance)?)\.?\s*\(?% | %\s*[Δ△]|Δ\s*% | \brate\s+of\s+(?:change|increase)\b
    | 伸び?率 | 増[減加]率 | 減少率 | 成長率 | 增长率
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CHANGE = re.compile(
    rf"""
    \bchanges?\b | \bchg\b | \bvar(?:iance)?\b | \bdiff(?:erence)?\b | \bmovement\b | \bdelta\b | Δ | 増減 | \+\s?/\s?-
    | \b(?:ver[äa]nderung | abweichung | [ée]volution | variaci[óo]n | variation | variazione | f[öo]r[äa]ndring
        | [äe]ndring )\b
    | \b{_UP_WORD}\s*/?\s*\(?(?:decrease[sd]?|decr?)\b | \b{_DOWN_WORD}\)?\s*/?\s*\(?(?:increase[sd]?|incr?)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WORDS_OF_CHANGE = word_set(
    "change changes chg var variance diff difference movement delta 増 veränderung veranderung abweichung "
    "évolution evolution variación variacion variation variazione förändring forandring ändring endring"
)
_MEASURES = (
    (Measure.PERCENT_CHANGE, _GROWTH, word_set("growth cagr change chg var variance inc rate 伸 増 減 成 增")),
    (
        Measure.SHARE,
        _SHARE,
        word_set(
            "percent percentage cent total group consolidated net share mix ownership composition breakdown weight "
            "weighting account accounts accounted accounting stake distribution 構 比"
        ),
    ),
    (Measure.CHANGE, _CHANGE, _WORDS_OF_CHANGE | _UP_WORDS | _DOWN_WORDS),
)
"""What can be measured, the surest first, with words one of which each phrase for it holds, unless it holds a sign."""

_SIGNS_OF_MEASURES = re.compile(r"[%Δδ]|\+\s?/")


@lru_cache(maxsize=1024)
def read_measure(text: str) -> Measure | None:
    """What a heading or label says its numbers measure; None where it says nothing."""
    words = words_in(text)
    signs = _SIGNS_OF_MEASURES.search(text) is not None
    for measure, pattern, keys in _MEASURES:
        if (signs or not keys.isdisjoint(words)) and pattern.search(text):
            return measure
    return None
