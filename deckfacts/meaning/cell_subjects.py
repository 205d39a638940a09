"""Cell subjects: the row and the column of a table's number become what it is about."""

import re
from dataclasses import replace

from deckfacts.concepts import ConceptMatch, catalogue
from deckfacts.contract import Measure, Source
from deckfacts.language.quantities import UnitKind
from deckfacts.meaning.cells import CellScene
from deckfacts.meaning.chart_subjects import subject_of_mark
from deckfacts.meaning.metrics import metric_of
from deckfacts.meaning.phrases import Phrase
from deckfacts.meaning.subjects import Subject, find_subject, is_total, lead_metric, lead_segment, own_segment

_RATE_NAME = re.compile(r"\b(?:margin|ratio|(?<!growth )rate)\b", re.IGNORECASE)
_MEASURE_WORDS = re.compile(
    r"(?:%|percent(?:age)?|share)\s*(?:of|to)\s+(?:\w+\s*){1,3}|[$€£¥]\w*|\(.*?\)"
    r"|\b(?:growth(?:\s+rates?)?|changes?|chg|delta|variation|evolution|difference|diff|var(?:iance)?|mix|weight|share|y/y|q/q|yoy|qoq|total|amounts?"
    r"|targets?|forecasts?|actuals?|guidance|outlook|plans?|previous(?:ly)?|prior|new|old|revised|updated|initial|original|earlier|former|latest|now|was|range|view|results?|reported"
    r"|estimates?|budget|adjusted|organic|unaudited|audited|restated|constant|currency|comparable|ended|months?|quarters?"
    r"|years?|weeks?|full|ago|current|last|same|period|in|at|as|of|to|the|vs|pp|pts?|millions?|billions?|thousands?|mn?|bn)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_]{2,}")


def subject_of_cell(scene: CellScene, kind: UnitKind, measure: Measure) -> Subject:
    """Rows name the metric and columns the period, or columns the metric and rows its segments."""
    if scene.grid.source is Source.CHART:
        return subject_of_mark(scene, kind, measure)
    own = scene.label.own if scene.label.own and scene.label.own.bare else None
    named = own or next((phrase for phrase in scene.label.parents if phrase.bare and not _only_unit(phrase)), None)
    match = named.concept(kind, measure) if named else None
    if named and match:
        match = _told_by_neighbours(scene, match)
        segment = own_segment(named.bare, match, scene.setting) or _segment_beside(scene, named)
        return Subject(named.bare, match, segment, match.basis)
    name = named.bare if named else ""
    metric = _metric_above(scene, kind, measure)
    if metric and not metric[1] and not name and scene.leads.leads:
        led = find_subject("", kind, measure, scene.leads, scene.setting)
        if led.concept:
            # "Interim" over a year's dividend: the lead's metric, of that kind.
            return replace(led, label=f"{led.label} {metric[0]}")
    if metric:
        segment = _part(scene, name) if name else lead_segment(scene.leads, scene.setting)
        return Subject(metric[0], metric[1], segment, metric[1].basis if metric[1] else None)
    for parent in scene.label.parents:
        match = parent.concept(kind, measure) if parent is not named else None
        if match and name:
            return Subject(parent.bare, match, _part(scene, name), match.basis)
    return find_subject(name, kind, measure, scene.leads, scene.setting, part=True)


def _told_by_neighbours(scene: CellScene, match: ConceptMatch) -> ConceptMatch:
    """ "Total costs" right above the gross profit are the costs of revenue, whatever the words may mean elsewhere."""
    if match.concept.name != "costs_and_expenses":
        return match
    rows = list(scene.grid.labels.values())
    after = rows[rows.index(scene.label) + 1 :][:1]
    below = after[0].own.concept(UnitKind.MONEY, Measure.LEVEL) if after and after[0].own else None
    gross = below is not None and below.concept.name == "gross_profit"
    return replace(match, concept=catalogue()["cost_of_revenue"]) if gross else match


def _part(scene: CellScene, name: str) -> str | None:
    """A row's name as a segment; a total is the whole company, or the segment that the slide is about."""
    return lead_segment(scene.leads, scene.setting) if is_total(name, scene.setting) else name


def _metric_above(scene: CellScene, kind: UnitKind, measure: Measure) -> tuple[str, ConceptMatch | None] | None:
    """The metric that a column's header names, if it names one."""
    if scene.column.head is None:
        return None
    for part in reversed(scene.column.head.parts):
        match = part.concept(kind, measure) if part.bare else None
        if match and part.measure is not Measure.SHARE:
            return part.bare, match
    if scene.column.described is not None and not _NAME.search(_MEASURE_WORDS.sub(" ", scene.column.head.whole.bare)):
        # "Change in pp" beside "Margin 2025" and "Margin 2024" is the change of the margin.
        described = replace(scene.column, head=scene.column.described, described=None)
        return _metric_above(replace(scene, column=described), UnitKind.PERCENT, Measure.LEVEL)
    bare = scene.column.head.whole.bare
    if not _NAME.search(_MEASURE_WORDS.sub(" ", bare)):
        return None
    led = lead_metric(scene.leads, UnitKind.MONEY, measure) if kind is UnitKind.PERCENT else None
    if led and _RATE_NAME.search(bare):
        # "Margin" over a column of a table about adjusted profit is the margin of that profit.
        label = f"{led} {bare}"
        return label, metric_of(label, kind=kind.value, measure=measure)
    return bare, None


def _segment_beside(scene: CellScene, phrase: Phrase) -> str | None:
    """The segment that a sub-heading, a column or a lead gives to a row that names the metric."""
    for parent in scene.label.parents:
        if parent is not phrase and parent.bare and not parent.any_concept() and not _only_unit(parent):
            return parent.bare if scene.setting.segments.knows(parent.bare) else None
    head = scene.column.head
    if head and not head.says_when and _NAME.search(_MEASURE_WORDS.sub(" ", head.whole.bare)):
        return head.whole.bare
    return lead_segment(scene.leads, scene.setting)


def _only_unit(phrase: Phrase) -> bool:
    """Whether a table's corner states a unit and names nothing."""
    return phrase.unit is not None and phrase.any_concept() is None and phrase.unit.kind is not UnitKind.COUNT
