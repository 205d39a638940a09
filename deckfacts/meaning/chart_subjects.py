"""Chart subjects: the series, the category and the title of a chart's label become what its number is about.

A series that names a metric is the label, and the category, where it is no period, the segment. Where the title names
the metric, the series or slice is the segment (FACTS.md: "the series gives label or segment").
"""

import re

from deckfacts.concepts import ConceptMatch
from deckfacts.contract import Comparison, Measure, Source
from deckfacts.language.quantities import UnitKind
from deckfacts.meaning.cells import CellScene
from deckfacts.meaning.leads import Lead, Role
from deckfacts.meaning.metrics import metric_of
from deckfacts.meaning.phrases import Phrase, clean_label
from deckfacts.meaning.subjects import Subject, is_total, lead_segment, own_segment

_METRIC_WORDS = re.compile(
    r"\b(?:income|revenues?|sales|profits?|loss(?:es)?|margins?|ratio|rate|yield|growth|costs?|expenses?|earnings|ebit\w*"
    r"|cash\s+flow|volumes?|orders?|backlog|price|number|headcount|customers?|capacity|amount|value|assets|liabilities"
    r"|debt|equity|return)\b|売上|利益|率|高$",
    re.IGNORECASE,
)
_RATE = re.compile(r"\b(?:ratio|rate|margin|yield)s?\b|率", re.IGNORECASE)
"""A title that names a rate says nothing of the amounts drawn with it ("Non-performing assets ratio ($mn)")."""
_UNIT_BRACKET = re.compile(
    r"[(\[][^()\[\]]*(?:[$€£¥%]|\b(?:mn?|bn|tn|k|mm|millions?|billions?|thousands?|bps?|units?|in)\b|円)[^()\[\]]*[)\]]",
    re.IGNORECASE,
)
_BRIDGE = re.compile(
    r"\b(?:bridge|walk|waterfall|movements?|development|reconciliation|drivers|factors|analysis of changes?"
    r"|changes?\s+in(?!\s+%))\b|増減(?:要因|分析)|要因分析",
    re.IGNORECASE,
)
"""Titles of charts that lead from one amount to another, each bar a step."""
_SPLIT = re.compile(
    r"\b(?:by|mix|split|breakdown|composition|distribution|structure|share)\b|内訳|構成|別", re.IGNORECASE
)
_NO_METRIC = re.compile(
    r"^(?:(?:financial|business|key|main|highlights?|results?|overview|summary|at|a|glance|performance|review|appendix"
    r"|group|consolidated|trends?|quarterly|annual|our|the|of|and|by|for|composition|breakdown|analysis|cont|d)\b\W*)*$",
    re.IGNORECASE,
)


def subject_of_mark(scene: CellScene, kind: UnitKind, measure: Measure) -> Subject:
    """What a chart's data label is about."""
    series = scene.label.own if scene.label.own and scene.label.own.bare else None
    category = _named_category(scene)
    own = series.concept(kind, measure) if series else None
    if series and own:
        segment = own_segment(series.bare, own, scene.setting) or _segment(scene, category)
        return Subject(series.bare, own, segment or lead_segment(scene.leads, scene.setting), own.basis)
    title = _title(scene)
    if title and _BRIDGE.search(title.phrase.scan.folded):
        return _step(scene, series or category, title.phrase, kind, measure)
    titled = _titled_metric(title.phrase, kind, measure) if title else None
    amount_of_rate = title is not None and kind is UnitKind.MONEY and _RATE.search(title.phrase.bare) is not None
    apart = titled is None and series is not None and (amount_of_rate or _METRIC_WORDS.search(series.bare) is not None)
    if series and (title is None or apart):
        return Subject(series.bare, None, _segment(scene, category), None)
    if title is None:
        return Subject(category.bare if category else "", None, lead_segment(scene.leads, scene.setting), None)
    return _titled(scene, title.phrase, titled, [phrase for phrase in (series, category) if phrase])


def _step(scene: CellScene, step: Phrase | None, title: Phrase, kind: UnitKind, measure: Measure) -> Subject:
    """A bar of a bridge: its own label, and for the ends, which are named by their dates, the metric that moves."""
    if step:
        return Subject(step.bare, step.concept(kind, measure), lead_segment(scene.leads, scene.setting), None)
    label = clean_label(_BRIDGE.sub(" ", title_words(title)))
    match = metric_of(label, kind=kind.value, measure=measure)
    return Subject(label, match, lead_segment(scene.leads, scene.setting), match.basis if match else None)


def _titled_metric(title: Phrase, kind: UnitKind, measure: Measure) -> ConceptMatch | None:
    """The metric that the title names: the one that is split where percentages are its shares ("Revenue by region")."""
    match = title.concept(kind, measure)
    if match or kind is not UnitKind.PERCENT or title.measure is Measure.PERCENT_CHANGE:
        return match
    return title.concept(UnitKind.MONEY, Measure.LEVEL) if _SPLIT.search(title.scan.folded) else None


def is_step(scene: CellScene) -> bool:
    """Whether a number is a step of a bridge, which leads from one balance to another."""
    title = _title(scene) if scene.grid.source is Source.CHART else None
    named = scene.label.own is not None and bool(scene.label.own.bare) and scene.label.own.period is None
    return named and title is not None and _BRIDGE.search(title.phrase.scan.folded) is not None


def comparison_of_mark(scene: CellScene) -> Comparison | None:
    """What a percentage beside unnamed marks is measured against: "Loan growth QoQ" over bars of amounts."""
    title = _title(scene) if scene.grid.source is Source.CHART else None
    return title.phrase.comparison if title and title.phrase.measure is Measure.PERCENT_CHANGE else None


def _titled(scene: CellScene, title: Phrase, match: ConceptMatch | None, parts: list[Phrase]) -> Subject:
    """The title's metric, of the parts that series and category name."""
    names = [part.bare for part in parts if not is_total(part.bare, scene.setting)]
    segment = ", ".join(names) if names else None
    if segment is None and match:
        segment = own_segment(title.bare, match, scene.setting)
    return Subject(
        title_words(title), match, segment or lead_segment(scene.leads, scene.setting), match.basis if match else None
    )


def title_words(title: Phrase) -> str:
    """A chart's title as a label: without its period and the unit in its bracket."""
    return clean_label(_UNIT_BRACKET.sub(" ", title.bare)) or title.bare


def _title(scene: CellScene) -> Lead | None:
    """The nearest line above the chart that says what it shows."""
    for lead in scene.leads.nearest():
        words = clean_label(_UNIT_BRACKET.sub(" ", lead.phrase.bare))
        if words and not lead.stated and lead.role is not Role.UNIT and not _NO_METRIC.match(words):
            return lead
    return None


def _named_category(scene: CellScene) -> Phrase | None:
    """The category as a name, where the axis has no periods."""
    head = scene.column.head
    if head is None or head.says_when or not head.whole.bare:
        return None
    return head.whole


def _segment(scene: CellScene, category: Phrase | None) -> str | None:
    return None if category is None or is_total(category.bare, scene.setting) else category.bare
