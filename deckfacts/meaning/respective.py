"""Respective: of several subjects and as many figures, "respectively", each figure gets the subject at its place."""

import re

from deckfacts.concepts import find_concepts
from deckfacts.language.quantities import Quantity
from deckfacts.meaning.clauses import SENTENCE_END, Clause
from deckfacts.meaning.references import Asked
from deckfacts.meaning.subjects import Subject
from deckfacts.meaning.wording import words_before

_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
_BEHIND = re.compile(r"[\s,(]*respectively\b", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:,\s*(?:and\s+)?|and\s+)(?:(?:up|down|by)\s+)?", re.IGNORECASE)
_NEXT_RUN = re.compile(
    r"[\s,]*(?:respectively)?[\s,]*(?:as\s+)?(?:up\s+|down\s+)?(?:compared\s+(?:with|to)|versus|vs\.?|from|against|to)\s+",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*,?\s+(?:and|&)\s+", re.IGNORECASE)
_LINKED = re.compile(r"(?P<head>.*\b(?:in|from|for|of|at)\s+(?:the\s+|our\s+)?)(?P<part>\S.*)", re.IGNORECASE)

_OPENING = re.compile(
    r"(?:in|for|during|at|on|by|as|with|under|over|after|following|excluding|including|meanwhile|overall)\b",
    re.IGNORECASE,
)
""" "In the quarter, revenue and EBITDA were": what stands before the comma is none of the subjects."""


def respective_subject(asked: Asked) -> Subject | None:
    """The subject of a figure by its place among several: "Revenue and EBITDA were 120 and 30, respectively".

    Where the subjects can't be told apart, or are not as many as the figures, the figure has no concept and no segment:
    "Revenue and EBITDA of Cloud and Fiber were 50 and 70, respectively" may mean anything.
    """
    clause, quantity = asked.number.clause, asked.number.quantity
    if not _RESPECTIVELY.search(clause.scan.folded):
        return None
    runs = _runs(clause)
    run = next((run for run in runs if any(q.start == quantity.start for q in run)), None)
    if run is None:
        return None
    first = _first_run(clause, runs, run)
    if first is None:
        return None
    ended = [found.end() for found in SENTENCE_END.finditer(clause.words, 0, first[0].start)]
    since = max(
        max(ended, default=0), max((q.end for q in clause.scan.quantities if q.end < first[0].start), default=0)
    )
    whole = words_before(clause.words[since : first[0].start])
    dated = sum(since <= mention.start < first[0].start for mention in clause.scan.mentions)
    if not _AND.search(whole) or _is_one_name(whole) or dated >= len(run):
        return None
    named = _named(whole, clause.words[since : first[0].start], len(run))
    at = next(index for index, other in enumerate(run) if other.start == quantity.start)
    return asked.resolved(named[at]) if len(named) == len(run) else Subject(whole, None, None, None)


def _runs(clause: Clause) -> list[list[Quantity]]:
    """The figures of a text, those of one kind in a list that nothing but commas and "and" stands between."""
    runs: list[list[Quantity]] = []
    for quantity in clause.scan.quantities:
        last = runs[-1][-1] if runs else None
        joined = last is not None and last.kind is quantity.kind and last.bound is None
        if last is not None and joined and _JOINT.fullmatch(clause.scan.folded, last.end, quantity.start):
            runs[-1].append(quantity)
        else:
            runs.append([quantity])
    return [run for run in runs if len(run) > 1]


def _first_run(clause: Clause, runs: list[list[Quantity]], run: list[Quantity]) -> list[Quantity] | None:
    """The run of figures that the subjects stand before, if "respectively" stands behind it or one that goes on."""
    chain = [run]
    for earlier in reversed([other for other in runs if other[0].start < run[0].start]):
        if len(earlier) == len(run) and _goes_on(clause, earlier, chain[0]):
            chain.insert(0, earlier)
    for later in (other for other in runs if other[0].start > run[0].start):
        if len(later) == len(run) and _goes_on(clause, chain[-1], later):
            chain.append(later)
    said = any(_BEHIND.match(clause.scan.folded, each[-1].end) for each in chain)
    return chain[0] if said else None


def _goes_on(clause: Clause, earlier: list[Quantity], later: list[Quantity]) -> bool:
    return _NEXT_RUN.fullmatch(clause.words, earlier[-1].end, later[0].start) is not None


def _is_one_name(whole: str) -> bool:
    """Whether "and" is part of a metric's name: "research and development"."""
    return any(_AND.search(whole[found.start : found.end]) for found in find_concepts(whole))


def _named(whole: str, before: str, count: int) -> list[str]:
    """The names that so many figures have, each completed by what is said once for all; fewer where that is unclear."""
    pieces = _AND.split(whole)
    if len(pieces) != 2:
        return []
    start = max(before.rfind(whole), 0)
    listed = [piece.strip() for piece in before[:start].rstrip().removesuffix(",").split(",")]
    earlier = [piece for piece in listed if piece and not _OPENING.match(piece)]
    if len(earlier) != count - len(pieces):
        return []
    first, last = pieces
    told = [bool(find_concepts(piece)) for piece in (*earlier, first, last)]
    if all(told):
        bare = all(_is_bare(piece) for piece in (*earlier, first, last))
        return [*earlier, first, last] if bare else []
    linked = _LINKED.fullmatch(first)
    if not earlier and linked and told == [True, False]:
        return [first, f"{linked['head']}{last}"]
    if not earlier and told == [False, True]:
        return [f"{first} {last[find_concepts(last)[0].start :]}", last]
    return [*earlier, first, last] if not any(told) else []


def _is_bare(name: str) -> bool:
    """Whether a name ends with its metric: behind it stands nothing that may hold for the others too."""
    return find_concepts(name)[-1].end == len(name)
