"""Slides: the blocks of one slide, read in order under their headings, become drafts and explained digits."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from deckfacts.contract import Comparison, RefusalReason, Source
from deckfacts.deck import Block, Bullet, Heading, Paragraph, Slide, Table, Text, join_texts
from deckfacts.language.comparisons import find_comparisons, judges_a_plan
from deckfacts.language.fiscal import Period
from deckfacts.language.folding import fold
from deckfacts.language.title_slide import join_from_to
from deckfacts.language.units import UnitReading, read_unit
from deckfacts.meaning.clauses import Placement
from deckfacts.meaning.leads import Lead, LeadKind, LeadStack, role_of
from deckfacts.meaning.phrases import MAX_CAPTION, Phrase, read_phrase
from deckfacts.meaning.scanning import scan
from deckfacts.meaning.setting import Setting
from deckfacts.meaning.statements import Statement, read_statement, state_nothing
from deckfacts.meaning.tables import read_table
from deckfacts.meaning.timing import FLOW_TITLE, STOCK_TITLE

_LEGEND = re.compile(r"^\W*(?P<what>YoY|Y/Y|QoQ|Q/Q)\s*[=:]\s*(?P<how>.+)$", re.IGNORECASE)
_CAPTION = re.compile(
    r"^\W*(?:all\s+)?(?:(?:amounts?|figures|numbers|dollars)\s+(?:are\s+)?)?(?:units?\b|in\b|[$€£¥]|(?-i:[A-Z]{3})\b|単位|\(|except\b|millions?\b|billions?\b|thousands?\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text states, with the text itself."""

    text: Text
    statement: Statement


@dataclass(slots=True)
class SlideReader:
    """Walks a slide from top to bottom, keeping the leads that hold at each place.

    `captions` are the units stated on the slides read before, by title: a section's holds for the slides under it.
    """

    slide: Slide
    setting: Setting
    first_table: int
    captions: dict[Heading, UnitReading] = field(default_factory=dict)
    leads: LeadStack = field(default_factory=LeadStack)
    tables: int = 0
    stretch: Period | None = None

    def read(self) -> list[Reading]:
        """Read every block; each text of the slide comes back once, with what it states."""
        self.leads.legends = dict(_legends(self.slide, self.setting))
        self.leads.pattern = _pattern(self.slide)
        self.stretch = _stretch(self.slide, self.setting)
        above = (self.captions[section] for section in reversed(self.slide.sections) if section in self.captions)
        self.leads.caption = _caption(self.slide.blocks, self.setting) or next(above, None)
        if self.slide.title and self.leads.caption:
            self.captions[self.slide.title] = self.leads.caption
        readings: list[Reading] = []
        for section in self.slide.sections:
            phrase = read_phrase(section.text, self.setting)
            self.leads.leads.append(Lead(LeadKind.TITLE, -1, phrase, role_of(phrase, self.setting)))
        if self.slide.title:
            readings += self._heading(self.slide.title, LeadKind.TITLE, level=0)
        blocks = join_callouts(self.slide.blocks, self.setting)
        for block, below in zip_longest(blocks, blocks[1:]):
            readings += self._block(block, below)
        return readings

    def _block(self, block: Block, below: Block | None) -> list[Reading]:
        if isinstance(block, Heading):
            return self._heading(block, LeadKind.HEADING, level=block.level)
        if isinstance(block, Bullet):
            return self._bullet(block, leads=_stands_over(block, below))
        if isinstance(block, Table):
            return self._table(block)
        return self._paragraph(block)

    def _heading(self, heading: Heading, kind: LeadKind, *, level: int) -> list[Reading]:
        phrase = read_phrase(heading.text, self.setting)
        placement = Placement(Source.TEXT, heading.text.text, heading=True)
        statement = read_statement(heading.text, self.leads, self.setting, placement)
        self.leads.push_heading(Lead(kind, level, phrase, role_of(phrase, self.setting), stated=bool(statement.drafts)))
        return [Reading(heading.text, statement)]

    def _bullet(self, bullet: Bullet, *, leads: bool) -> list[Reading]:
        """Read a bullet; it becomes a lead only where something stands under it."""
        self.leads.open_bullet(bullet.level)
        placement = Placement(Source.BULLET, bullet.text.text, stock=self._stock(), flow=self._flow())
        statement = read_statement(bullet.text, self.leads, self.setting, placement)
        if leads:
            phrase = _about(read_phrase(bullet.text, self.setting), statement)
            role = role_of(phrase, self.setting)
            self.leads.leads.append(Lead(LeadKind.BULLET, bullet.level, phrase, role, stated=bool(statement.drafts)))
        return [Reading(bullet.text, statement)]

    def _paragraph(self, paragraph: Paragraph) -> list[Reading]:
        text = paragraph.text
        scanned = scan(text, self.setting)
        if _LEGEND.match(scanned.folded) and not scanned.quantities:
            return [Reading(text, Statement((), scanned.explained))]
        caption = _read_caption(text, self.setting)
        if caption:
            self.leads.push_caption(replace(read_phrase(text, self.setting), unit=caption))
            return [Reading(text, read_only(text, self.setting))]
        self.leads.end_bullets()
        if re.search(r"[^\W\d_]{2,}", scanned.masked()):
            # "YoY: +8.1%" and "(2013: 20.2 years)" name nothing and go on with the line before them.
            self.leads.end_paragraph()
        under_bullet = bool(self.leads.leads) and self.leads.leads[-1].phrase.scan.folded.rstrip(" *").endswith(":")
        source = Source.BULLET if under_bullet and self.leads.leads[-1].kind is LeadKind.BULLET else Source.TEXT
        statement = read_statement(
            text, self.leads, self.setting, Placement(source, text.text, stock=self._stock(), flow=self._flow())
        )
        if not statement.drafts and len(text.text) > MAX_CAPTION:
            return [Reading(text, statement)]
        phrase = self._over_stretch(_about(read_phrase(text, self.setting), statement))
        role = role_of(phrase, self.setting)
        if statement.drafts:
            self.leads.push_paragraph(Lead(LeadKind.PARAGRAPH, 0, phrase, role, stated=True))
        else:
            self.leads.push_lead_in(Lead(LeadKind.LEAD_IN, 0, phrase, role))
        return [Reading(text, statement)]

    def _over_stretch(self, phrase: Phrase) -> Phrase:
        """A day that a statement runs from or until dates what stands under it with all of its days."""
        day = phrase.period
        if self.stretch is None or day is None or day.start or day.end not in (self.stretch.start, self.stretch.end):
            return phrase
        return replace(phrase, period=self.stretch)

    def _table(self, table: Table) -> list[Reading]:
        self.leads.begin_table()
        found = read_table(table, self.first_table + self.tables, self.leads, self.setting)
        self.tables += 1
        return [Reading(line.source.text, statement) for line, statement in found]

    def _stock(self) -> bool:
        return any(STOCK_TITLE.search(lead.phrase.scan.folded) for lead in self.leads.leads)

    def _flow(self) -> bool:
        return any(FLOW_TITLE.search(lead.phrase.scan.folded) for lead in self.leads.leads)


def _stretch(slide: Slide, setting: Setting) -> Period | None:
    """The days that a statement runs over, printed on lines of their own: 自 (from) and 至 (until)."""
    texts = [block.text for block in slide.blocks if isinstance(block, Paragraph)]
    if not {"自", "至"} <= {text.text.strip() for text in texts}:
        return None
    joined = join_from_to([fold(text.text) for text in texts])[len(texts) :]
    phrases = (read_phrase(Text(text, ()), setting) for text in joined)
    return next((phrase.period for phrase in phrases if phrase.period and phrase.period.start), None)


def _stands_over(bullet: Bullet, below: Block | None) -> bool:
    """Whether the next block stands under a bullet: a deeper one, or a line of text that the bullet opens."""
    if isinstance(below, Bullet):
        return below.level > bullet.level
    return isinstance(below, Paragraph) and fold(bullet.text.text).rstrip(" *").endswith(":")


def _about(phrase: Phrase, statement: Statement) -> Phrase:
    """A line that states numbers leads others by what its first number is about."""
    return replace(phrase, bare=statement.drafts[0].label) if statement.drafts else phrase


def join_callouts(blocks: Sequence[Block], setting: Setting) -> list[Block]:
    """Put a figure that stands alone on its line together with the name on the line below it: a call-out."""
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if (
            isinstance(block, Paragraph)
            and isinstance(before, Heading | Paragraph)
            and _is_callout(before, block, setting)
        ):
            joined[-1] = Paragraph(join_texts([block.text, before.text]))
        else:
            joined.append(block)
    return joined


def _is_callout(figure: Heading | Paragraph, name: Paragraph, setting: Setting) -> bool:
    first, second = figure.text.place(0, 1).line, name.text.place(0, 1).line
    if first is None or second is None or second - first != 1:
        return False
    number, words = scan(figure.text, setting), scan(name.text, setting)
    alone = bool(number.quantities) and not re.search(r"[^\W\d_]{2,}", number.masked())
    return alone and not words.quantities and bool(re.search(r"[^\W\d_]{3,}", words.masked()))


def read_only(text: Text, setting: Setting) -> Statement:
    """A text that states nothing: every digit explained, its quantities as part of a label."""
    return state_nothing(scan(text, setting), RefusalReason.NAME)


def _legends(slide: Slide, setting: Setting) -> Iterator[tuple[Comparison, tuple[Period, Period]]]:
    for block in slide.blocks:
        if not isinstance(block, Paragraph | Bullet):
            continue
        found = _LEGEND.match(fold(block.text.text))
        if not found:
            continue
        mentions = [m.period for m in scan(block.text, setting).mentions if m.period]
        what = Comparison.YOY if found["what"].lower().startswith("y") else Comparison.QOQ
        if len(mentions) == 2:
            yield what, (mentions[0], mentions[1])


def _pattern(slide: Slide) -> tuple[Comparison, ...]:
    """The comparisons that the slide's lines print, in the order they usually do."""
    orders: Counter[tuple[Comparison, ...]] = Counter()
    for block in slide.blocks:
        if isinstance(block, Bullet | Paragraph) and not _LEGEND.match(fold(block.text.text)):
            folded = fold(block.text.text)
            # "below our guidance" only judges a figure, and is no base that the slide's growth rates share.
            marks = [mark.comparison for mark in find_comparisons(folded) if not judges_a_plan(folded, mark)]
            order = tuple(dict.fromkeys(marks))
            if order:
                orders[order] += 1
    return orders.most_common(1)[0][0] if orders else ()


def _caption(blocks: Sequence[Block], setting: Setting) -> UnitReading | None:
    """The first unit caption of the slide, which also holds for what stands above it."""
    return next((unit for b in blocks if isinstance(b, Paragraph) and (unit := _read_caption(b.text, setting))), None)


def _read_caption(text: Text, setting: Setting) -> UnitReading | None:
    folded = fold(text.text)
    if len(folded) > MAX_CAPTION or not _CAPTION.match(folded):
        return None
    if scan(text, setting).quantities:
        return None
    return read_unit(folded, setting.currency)
