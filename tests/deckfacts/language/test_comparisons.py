"""Words around a number on the left, on the right what they say of its change: against what, which way, what kind."""

import pytest

from deckfacts.contract import Comparison, Measure
from deckfacts.language.comparisons import (
    Role,
    base_words_before,
    find_comparisons,
    find_directions,
    find_quarter_ago,
    find_year_ago,
    judges_a_plan,
    read_measure,
)
from deckfacts.language.folding import fold

YOY, QOQ = Comparison.YOY, Comparison.QOQ
PREVIOUS, ESTIMATE = Comparison.VS_PREVIOUS_TARGET, Comparison.VS_ESTIMATE
GROWTH, SHARE, CHANGE = Measure.PERCENT_CHANGE, Measure.SHARE, Measure.CHANGE


@pytest.mark.parametrize(
    ("text", "comparison", "words"),
    [
        ("up 5.0% YoY", YOY, "YoY"),
        ("YoYs of the segments", YOY, "YoYs"),
        ("up 1% LQ", QOQ, "LQ"),
        ("$0.3 billion vs. PQ", QOQ, "PQ"),
        ("+12% y/y", YOY, "y/y"),
        ("grew 9% y-o-y", YOY, "y-o-y"),
        ("12% year-over-year", YOY, "year-over-year"),
        ("12% year over year growth", YOY, "year over year"),
        ("rose 3% year-on-year", YOY, "year-on-year"),
        ("rose 3% year‑on‑year", YOY, "year-on-year"),
        ("sales fell 4% on year", YOY, "on year"),
        ("sales fell 4% on the year", YOY, "on the year"),
        ("annual growth of 8%", YOY, "annual growth"),
        ("vs. PY", YOY, "vs. PY"),
        ("Var vs.LY", YOY, "vs.LY"),
        ("up 7% on pcp", YOY, "on pcp"),
        ("8% ahead of last year", YOY, "ahead of last year"),
        ("3% below the prior year", YOY, "below the prior year"),
        ("3% behind last year's level", YOY, "behind last year's"),
        ("compared with last year", YOY, "compared with last year"),
        ("as compared to the previous fiscal year", YOY, "as compared to the previous fiscal year"),
        ("up 11% from a year ago", YOY, "from a year ago"),
        ("up 11% from a year earlier", YOY, "from a year earlier"),
        ("increase of 4% over one year ago", YOY, "over one year ago"),
        ("2 points better than 12 months ago", YOY, "than 12 months ago"),
        ("from the prior-year period", YOY, "from the prior-year period"),
        ("versus the prior year period", YOY, "versus the prior year period"),
        ("vs. prior year quarter", YOY, "vs. prior year quarter"),
        ("versus prior year's third quarter", YOY, "versus prior year's"),
        ("from the year-ago quarter", YOY, "from the year-ago quarter"),
        ("over the same quarter last year", YOY, "over the same quarter last year"),
        ("than in the same period of the previous year", YOY, "than in the same period of the previous year"),
        ("compared to the same period a year ago", YOY, "compared to the same period a year ago"),
        ("from the corresponding quarter of the last year", YOY, "from the corresponding quarter of the last year"),
        ("compared to that of the previous fiscal year", YOY, "compared to that of the previous fiscal year"),
        ("against the third quarter of last year", YOY, "against the third quarter of last year"),
        ("up from Q3 last year", YOY, "from Q3 last year"),
        ("relative to the comparable period", YOY, "relative to the comparable period"),
        ("vs prior corresponding period", YOY, "vs prior corresponding period"),
        ("1% higher than in the prior period", YOY, "than in the prior period"),
        ("in comparison with the previous year", YOY, "in comparison with the previous year"),
        ("売上高は前年同期比5.0%増", YOY, "前年同期比"),
        ("対前年12%増", YOY, "対前年"),
        ("前期比", YOY, "前期比"),
        ("净利润同比增长5%", YOY, "同比"),
        ("전년동기 대비 5% 증가", YOY, "전년동기 대비"),
        ("up 3% QoQ", QOQ, "QoQ"),
        ("flat q/q", QOQ, "q/q"),
        ("4% quarter-over-quarter", QOQ, "quarter-over-quarter"),
        ("4% quarter on quarter", QOQ, "quarter on quarter"),
        ("up 3% sequentially", QOQ, "sequentially"),
        ("sequential growth of 3%", QOQ, "sequential"),
        ("on a linked-quarter basis", QOQ, "linked-quarter"),
        ("from the previous quarter", QOQ, "from the previous quarter"),
        ("compared to the immediately preceding quarter", QOQ, "compared to the immediately preceding quarter"),
        ("versus last quarter", QOQ, "versus last quarter"),
        ("from the prior quarter", QOQ, "from the prior quarter"),
        ("前四半期比3%減", QOQ, "前四半期比"),
        ("环比下降2%", QOQ, "环比"),
        ("전분기 대비 2% 감소", QOQ, "전분기 대비"),
        ("change from the previous forecast", PREVIOUS, "from the previous forecast"),
        ("above our prior guidance", PREVIOUS, "above our prior guidance"),
        ("compared to previously announced target", PREVIOUS, "compared to previously announced target"),
        ("versus prior full-year revenue guidance", PREVIOUS, "versus prior full-year revenue guidance"),
        ("up ¥2.0 billion from the earlier outlook", PREVIOUS, "from the earlier outlook"),
        ("前回予想比", PREVIOUS, "前回予想比"),
        ("前回発表予想との差", PREVIOUS, "前回発表予想"),
        ("reduction from the initial plan", ESTIMATE, "from the initial plan"),
        ("compared with our original plan", ESTIMATE, "compared with our original plan"),
        ("5% above consensus", ESTIMATE, "above consensus"),
        ("vs. analysts' estimates", ESTIMATE, "vs. analysts' estimates"),
        ("vs budget", ESTIMATE, "vs budget"),
        ("exceeded guidance by $5 million", ESTIMATE, "exceeded guidance"),
        ("above the high end of guidance", ESTIMATE, "above the high end of guidance"),
        ("against the company's plan", ESTIMATE, "against the company's plan"),
        ("2% better than expected", ESTIMATE, "than expected"),
        ("計画比2%増", ESTIMATE, "計画比"),
        ("会社予想比", ESTIMATE, "会社予想比"),
    ],
)
def test_comparison(text: str, comparison: Comparison, words: str) -> None:
    """Ensures that words for the base of a change are found whole, and that they name the right kind of base."""
    folded = fold(text)
    found = [(mark.comparison, folded[mark.start : mark.end]) for mark in find_comparisons(folded)]

    assert found == [(comparison, words)]


@pytest.mark.parametrize(
    "text",
    [
        "vs. Q2 2024",
        "compared to the end of March 2008",
        "from JPY3.0 billion to JPY3.8 billion",
        "results for the year",
        "the same day",
        "last year",
        "previous forecast",
        "over the forecast period",
        "from prior years",
        "from plan assets",
        "delivered on budget",
        "based on year-end rates",
        "our plans to open 12 stores",
        "the full year",
        "the quarter",
        "over 5 years",
        "against the US dollar",
        "今期の見通し",
    ],
)
def test_no_comparison(text: str) -> None:
    """Ensures that periods, plans and amounts that nothing is measured against are no comparisons."""
    assert find_comparisons(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("up 5.0% YoY, down 2% QoQ", (YOY, QOQ)),
        ("+3% vs. plan and +5% on last year", (ESTIMATE, YOY)),
        ("rose 12% year-on-year and 4% sequentially", (YOY, QOQ)),
        ("from the prior quarter, and from the prior-year quarter", (QOQ, YOY)),
    ],
)
def test_comparisons_in_order(text: str, expected: tuple[Comparison, ...]) -> None:
    """Ensures that each of several comparisons in a text is found, in the order of the text."""
    assert tuple(mark.comparison for mark in find_comparisons(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("up 5.0%", "+up"),
        ("down JPY1.0 billion", "-down"),
        ("Revenue increased by 9%", "+increased"),
        ("opex decreased to $5 million", "-decreased"),
        ("sales rose 4%, profit fell 2%", "+rose -fell"),
        ("is growing at 20%", "+growing"),
        ("slipped 1%", "-slipped"),
        ("orders plunged 30%", "-plunged"),
        ("5% higher", "+higher"),
        ("30bps lower", "-lower"),
        ("an unfavorable impact of approximately 3%", "-impact:noun"),
        ("a favourable currency effect of 2%", "+effect:noun"),
        ("negative FX contribution of EUR5 million", "-contribution:noun"),
        ("the impact of 3%", ""),
        ("5% higher than 3Q07", "+higher"),
        ("12 fewer stores", "-fewer"),
        ("added 14 contracts", "+added"),
        ("revenue contracted 3%", "-contracted"),
        ("contracted by 3%", "-contracted"),
        ("improvement in margin", "+improvement:noun"),
        ("growth of 5%", "+growth:noun"),
        ("Increase in personnel costs", "+increase:noun"),
        ("a reduction of JPY850 million", "-reduction:noun"),
        ("Decline in advertising", "-decline:noun"),
        ("a gain of 40 bps", "+gain:noun"),
        ("growth rate", "+growth:noun"),
        ("increase factors", "+increase:noun"),
        ("8% ahead of last year", "+ahead"),
        ("3% above plan", "+above"),
        ("2% below the prior year", "-below"),
        ("4% behind budget", "-behind"),
        ("exceeded guidance by $5 million", "+exceeded"),
        ("missed consensus by 2 cents", "-missed"),
        ("5.0%増", "+増"),
        ("増収減益", "+増収 -減益"),
        ("3%減少", "-減少"),
        ("同比增长5%", "+增长"),
        ("up to 5%", ""),
        ("up front fee of $5 million", ""),
        ("start-up costs of $5 million", ""),
        ("set up 5 branches", ""),
        ("made up 40% of sales", ""),
        ("write-down of $5 million", ""),
        ("wrote down $5 million", ""),
        ("down payment of $5 million", ""),
        ("12 contracts", ""),
        ("a contract of $5 million", ""),
        ("contracted revenue of $5 million", ""),
        ("Advanced Materials 12%", ""),
        ("advanced 2%", "+advanced"),
        ("value-added services", ""),
        ("Net increase (decrease) in cash", ""),
        ("(Decrease)/increase in payables", ""),
        ("gain on sale of investments", ""),
        ("Valuation gain 300", ""),
        ("savings of $12 million", ""),
        ("greater than $5 million", ""),
        ("lower than 5%", ""),
        ("above 5%", ""),
        ("5 years behind us", ""),
        ("the year ahead", ""),
        ("ahead of schedule", ""),
        ("the upper end", ""),
        ("downtown", ""),
        ("増減", ""),
        ("減価償却費", ""),
        ("減損損失", ""),
    ],
)
def test_directions(text: str, expected: str) -> None:
    """Ensures that words that say which way a number went are found with their sign, and lookalikes are not."""
    found = (
        f"{'+' if d.sign > 0 else '-'}{d.word}{':noun' if d.role is Role.NOUN else ''}" for d in find_directions(text)
    )

    assert " ".join(found) == expected


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Growth", GROWTH),
        ("Revenue growth", GROWTH),
        ("3-year CAGR", GROWTH),
        ("% change", GROWTH),
        ("Percent change", GROWTH),
        ("δ", CHANGE),
        ("Change (%)", GROWTH),
        ("Chg. %", GROWTH),
        ("Var %", GROWTH),
        ("Rate of change", GROWTH),
        ("増減率", GROWTH),
        ("伸び率", GROWTH),
        ("% of revenue", SHARE),
        ("% of total", SHARE),
        ("% to net sales", SHARE),
        ("as a percentage of sales", SHARE),
        ("Sales mix", SHARE),
        ("Revenue breakdown", SHARE),
        ("< Employee distribution >", SHARE),
        ("Ownership", SHARE),
        ("accounts for", SHARE),
        ("構成比", SHARE),
        ("Change", CHANGE),
        ("YoY change", CHANGE),
        ("Variance", CHANGE),
        ("Increase/(decrease)", CHANGE),
        ("Incr. (decr.)", CHANGE),
        ("(Decrease) increase", CHANGE),
        ("+/-", CHANGE),
        ("Difference from previous forecast", CHANGE),
        ("増減", CHANGE),
        ("Revenue", None),
        ("Exchange rate", None),
        ("Distribution costs", None),
        ("Distribution per unit", None),
        ("Operating margin (%)", None),
        ("5%", None),
        ("売上高", None),
    ],
)
def test_measure(text: str, measure: Measure | None) -> None:
    """Ensures that a heading that says what its numbers measure is understood, and that other headings say nothing."""
    assert read_measure(text) is measure


@pytest.mark.parametrize(
    ("text", "period", "words"),
    [
        ("up from 3Q07", "3Q07", "from "),
        ("up 5% vs. Q2 2024", "Q2 2024", "vs. "),
        ("compared to the end of March 2008", "March 2008", "compared to the end of "),
        ("compared with that of FY2007", "FY2007", "compared with that of "),
        ("5% higher than in FY23", "FY23", "than in "),
        ("since December 31, 2023", "December 31, 2023", "since "),
        ("relative to 2019", "2019", "relative to "),
        ("starting from 2Q09", "2Q09", None),
        ("effective from April 2024", "April 2024", None),
        ("revenue in FY23", "FY23", None),
        ("the end of March 2008", "March 2008", None),
        ("for the year ended June 30, 2023", "June 30, 2023", None),
    ],
)
def test_base_words(text: str, period: str, words: str | None) -> None:
    """Ensures that a period is known as the base of a change by the words right before it."""
    at = text.index(period)
    start = base_words_before(text, at)

    assert (None if start is None else text[start:at]) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("$4.1 million in the prior year period", "in the prior year period"),
        ("$4.1 million in the prior-year quarter", "in the prior-year quarter"),
        ("12.0% for the same period last year", "for the same period last year"),
        ("12.0% in the year-ago quarter", "in the year-ago quarter"),
        ("12.0% at the end of March, 11% a year ago", "a year ago"),
        ("12.0% a year earlier", "a year earlier"),
        ("compared to $4.1 million last year", "last year"),
        ("5% growth, in line with last year", None),
        ("5 prizes of last year's fair", None),
        ("up 5% from a year ago", None),
        ("1% higher than in the prior period", None),
        ("20 openings in the last three months", None),
        ("in the previous quarter", None),
        ("for the same period", None),
        ("$5 million in prior years", None),
    ],
)
def test_year_ago(text: str, words: str | None) -> None:
    """Ensures that words that put a level a year back are told from those that a change is measured against."""
    found = [text[start:end] for start, end in find_year_ago(text)]

    assert found == ([] if words is None else [words])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("versus $18 million in the previous quarter", "in the previous quarter"),
        ("74 from 82 in the prior quarter", "in the prior quarter"),
        ("25 bps last quarter", "last quarter"),
        ("up 3% from the previous quarter", None),
        ("in the previous quarter of last year", None),
        ("last quarter's guidance", None),
        ("in the quarter", None),
    ],
)
def test_quarter_ago(text: str, words: str | None) -> None:
    """Ensures that words that put a level a quarter back are found, and those that a change is against are not."""
    assert [text[start:end] for start, end in find_quarter_ago(text)] == ([words] if words else [])


@pytest.mark.parametrize(
    ("text", "judges"),
    [
        ("up 8%, ahead of our guidance", True),
        ("EBITDA of $30 million was above expectations", True),
        ("revenue exceeded guidance", True),
        ("versus guidance of $5 million", True),
        ("$2 million above guidance", False),
        ("5% ahead of expectations", False),
        ("exceeded guidance by 3%", False),
        ("down 2% compared to the initial plan", False),
        ("up 5% from last year", False),
    ],
)
def test_judged(text: str, *, judges: bool) -> None:
    """Ensures that words that only judge how a plan was met are told from those that a change is measured against."""
    [mark] = find_comparisons(text)
    assert judges_a_plan(text, mark) is judges
