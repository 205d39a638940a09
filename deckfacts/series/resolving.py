"""Resolving: a company's decks in, its series out: observations, guidance, links and the differences between decks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from deckfacts.checks.naming import segment_name
from deckfacts.contract import Fact, stable_id
from deckfacts.series.guidance import find_guidance
from deckfacts.series.lines import latest_names, line_of
from deckfacts.series.links import Renaming, find_relabellings, find_renamings, join_names
from deckfacts.series.points import Print, StatedDeck, read_prints, variant_of
from deckfacts.series.reconciling import find_differences
from deckfacts.series.records import CompanySeries, CrossCheck, Evidence, GuidanceStep, Link, LinkKind, Observation
from deckfacts.series.statements import state_points
from deckfacts.series.vintages import Company, follow, observe


@dataclass(frozen=True, slots=True)
class GivenNames:
    """What a profile says of the company's names: each name with the others that decks print for it."""

    segments: Mapping[str, Sequence[str]] = field(default_factory=dict)
    lines: Mapping[str, Sequence[str]] = field(default_factory=dict)


def resolve_company(decks: Sequence[StatedDeck], given: GivenNames | None = None) -> CompanySeries:
    """The series of one company from all its decks, in whatever order they are given.

    ValueError where the decks are of several companies.
    """
    if not decks:
        return CompanySeries()
    if len({deck.document.company for deck in decks}) > 1:
        raise ValueError("the decks are of several companies")
    known = given or GivenNames()
    in_order = sorted(decks, key=lambda deck: deck.order)
    prints, renamings = _join(read_prints(in_order), known)
    if not prints:
        return CompanySeries()
    lines = line_of(prints)
    company = Company(
        decks=in_order,
        segments=latest_names((one for one in prints if one.segment), lambda one: one.segment),
        lines=latest_names(prints, lambda one: lines[one.subject, one.variant]),
        given=_spelled(known.segments, segment_name),
        named=_spelled(known.lines, variant_of),
    )
    statements = state_points(prints, lines)
    followed = {key: follow(company, held, key[2]) for key, held in statements.items()}
    return CompanySeries(
        observations=tuple(sorted(observe(company, followed), key=_place_of_observation)),
        guidance=tuple(sorted(find_guidance(company, statements), key=_place_of_step)),
        links=tuple(_links(company, renamings, known)),
        cross_checks=tuple(sorted(find_differences(company, followed), key=_place_of_check(company))),
    )


def _place_of_observation(one: Observation) -> tuple[object, ...]:
    """Line by line, the company before its segments; then in order of time and of the decks."""
    moment = (one.period_end, one.period_start or date.min, one.vintage, one.observation_id)
    return one.series_label, one.series_segment or "", one.series_id, *moment


def _place_of_step(one: GuidanceStep) -> tuple[object, ...]:
    """Line by line, the company before its segments; then the targets in order of time, each with its steps."""
    moment = (one.period_end, one.period_start or date.min, one.target_id, one.number)
    return one.label, one.segment or "", *moment


def _place_of_check(company: Company) -> Callable[[CrossCheck], tuple[object, ...]]:
    """In the order of the decks and, in each, of its pages and lines."""
    at = {
        fact.fact_id: (deck, fact.page or 0, fact.line or 0)
        for deck, held in enumerate(company.decks)
        for fact in held.facts
    }
    return lambda one: (*at[one.fact_ids[0]], one.check_id)


def _spelled(given: Mapping[str, Sequence[str]], fold_name: Callable[[str], str]) -> dict[str, str]:
    return {fold_name(name): name for name in given}


def _join(prints: Sequence[Print], known: GivenNames) -> tuple[list[Print], list[Renaming]]:
    """The prints under the first names of their segments and lines, and the renamings that were found."""
    segments, lines = _aliases(known.segments, segment_name), _aliases(known.lines, variant_of)
    subjects = {one.variant: one.subject for one in reversed(prints)}
    under_given = [_given_names(one, segments, lines, subjects) for one in prints]
    of_segments = find_renamings(under_given, LinkKind.SEGMENT)
    first = join_names(of_segments)
    under_segments = [replace(one, segment=first[one.segment]) if one.segment in first else one for one in under_given]
    of_lines = find_renamings(under_segments, LinkKind.LINE)
    first = join_names(of_lines)
    joined = [replace(one, subject=first[one.subject]) if one.subject in first else one for one in under_segments]
    return joined, [*of_segments, *of_lines, *find_relabellings(joined, of_lines)]


def _aliases(given: Mapping[str, Sequence[str]], fold_name: Callable[[str], str]) -> dict[str, str]:
    """The folded name that the profile has for each folded name that decks print."""
    return {fold_name(printed): fold_name(name) for name, others in given.items() for printed in (name, *others)}


def _given_names(
    one: Print, segments: Mapping[str, str], lines: Mapping[str, str], subjects: Mapping[str, str]
) -> Print:
    """The print under the names that the profile gives: a line under the subject that its given name has, if any."""
    line = lines.get(one.variant)
    segment = segments.get(one.segment, one.segment)
    if line is None:
        return one if segment == one.segment else replace(one, segment=segment)
    return replace(one, segment=segment, subject=subjects.get(line, line), variant=line)


def _links(company: Company, renamings: Sequence[Renaming], known: GivenNames) -> Iterator[Link]:
    for given, kind in ((known.segments, LinkKind.SEGMENT), (known.lines, LinkKind.LINE)):
        fold_name = segment_name if kind is LinkKind.SEGMENT else variant_of
        printed = {fold_name(_printed(fact, kind) or "") for deck in company.decks for fact in deck.facts}
        for name, others in given.items():
            for alias in (other for other in others if fold_name(other) in printed):
                yield Link(
                    link_id=stable_id("link", company.slug, kind, name, alias),
                    company=company.slug,
                    kind=kind,
                    name=name,
                    earlier_name=alias,
                    evidence=Evidence.PROFILE,
                    later_document_id=None,
                    earlier_document_id=None,
                    matches=0,
                    fact_ids=(),
                )
    bearing = {kind: _bearing_decks(company, kind) for kind in {one.kind for one in renamings}}
    for one in renamings:
        yield _link(company, one, bearing[one.kind])


def _bearing_decks(company: Company, kind: LinkKind) -> dict[str | None, list[str]]:
    """The decks that print each name, in their order."""
    bearing: dict[str | None, dict[str, None]] = {}
    for deck in company.decks:
        for fact in deck.facts:
            bearing.setdefault(_printed(fact, kind), {})[deck.document.document_id] = None
    return {name: list(decks) for name, decks in bearing.items()}


def _link(company: Company, one: Renaming, bearing: Mapping[str | None, Sequence[str]]) -> Link:
    new, old = one.pairs[0]
    name, earlier = (_printed(half.fact, one.kind) or "" for half in (new, old))
    return Link(
        link_id=stable_id("link", company.slug, one.kind, one.name, one.earlier),
        company=company.slug,
        kind=one.kind,
        name=name,
        earlier_name=earlier,
        evidence=Evidence.SAME_VALUES,
        later_document_id=bearing[name][0],
        earlier_document_id=bearing[earlier][-1],
        matches=len(one.pairs),
        fact_ids=tuple(half.fact.fact_id for pair in one.pairs for half in pair),
    )


def _printed(fact: Fact, kind: LinkKind) -> str | None:
    return fact.segment if kind is LinkKind.SEGMENT else fact.label
