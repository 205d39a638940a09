"""Links: decks that print a thing under another name on the left, on the right the links that are found."""

from itertools import permutations

import pytest

from deckfacts.series.records import CompanySeries
from deckfacts.series.resolving import GivenNames, resolve_company
from tests.deckfacts.series.notation import decks, resolved


def links(series: CompanySeries) -> list[str]:
    """Each link in short."""
    return [
        f"{one.kind}: {one.earlier_name} > {one.name} ({one.matches if one.matches else one.evidence})"
        for one in series.links
    ]


SEGMENTS = {
    "one value of four digits": (
        """
        # 1Q30 2030-08-08
        revenue[Rail] 1Q30 1,234m
        # 1Q31 2031-08-08
        revenue[Mobility] 1Q31 1,300m ; 1Q30 1,234m
        """,
        ["segment: Rail > Mobility (1)"],
    ),
    "two values of two digits": (
        """
        # 1Q30 2030-08-08
        revenue[Rail] 1Q30 12m
        operating_income[Rail] 1Q30 1.2m
        # 1Q31 2031-08-08
        revenue[Mobility] 1Q30 12m
        operating_income[Mobility] 1Q30 1.2m
        """,
        ["segment: Rail > Mobility (2)"],
    ),
    "one value of three digits is too little": (
        """
        # 1Q30 2030-08-08
        revenue[Rail] 1Q30 123m
        # 1Q31 2031-08-08
        revenue[Mobility] 1Q30 123m
        """,
        [],
    ),
    "four values of one digit prove nothing": (
        """
        # 1Q30 2030-08-08
        revenue[Rail] 1Q30 3bn ; 1Q29 4bn
        operating_income[Rail] 1Q30 1bn ; 1Q29 2bn
        # 1Q31 2031-08-08
        revenue[Mobility] 1Q30 3bn ; 1Q29 4bn
        operating_income[Mobility] 1Q30 1bn ; 1Q29 2bn
        """,
        [],
    ),
    "zeros at the end are no digits": (
        """
        # 1Q30 2030-08-08
        revenue[Rail] 1Q30 1,200m
        # 1Q31 2031-08-08
        revenue[Mobility] 1Q30 1,200m
        """,
        [],
    ),
    "a value that contradicts": (
        """
        # 1Q30 2030-08-08
        revenue[Rail] 1Q30 1,234m ; 1Q29 1,111m
        # 1Q31 2031-08-08
        revenue[Mobility] 1Q30 1,234m ; 1Q29 1,150m
        """,
        [],
    ),
    "two old names that fit as well": (
        """
        # 1Q30 2030-08-08
        revenue[Rail] 1Q30 1,234m
        revenue[Road] 1Q30 1,234m
        # 1Q31 2031-08-08
        revenue[Mobility] 1Q30 1,234m
        """,
        [],
    ),
    "two new names that fit as well": (
        """
        # 1Q30 2030-08-08
        revenue[Rail] 1Q30 1,234m
        # 1Q31 2031-08-08
        revenue[Mobility] 1Q30 1,234m
        revenue[Transit] 1Q30 1,234m
        """,
        [],
    ),
    "another name with half of the digits is no rival": (
        """
        # 1Q30 2030-08-08
        revenue[Rail] 1Q30 1,234m ; 1Q29 1,178m ; 1Q28 1,101m
        revenue[Road] 1Q30 1,234m
        # 1Q31 2031-08-08
        revenue[Mobility] 1Q30 1,234m ; 1Q29 1,178m ; 1Q28 1,101m
        """,
        ["segment: Rail > Mobility (3)"],
    ),
    "two segments at once": (
        """
        # 1Q30 2030-08-08
        revenue[Rail] 1Q30 1,234m
        revenue[Power] 1Q30 5,678m
        # 1Q31 2031-08-08
        revenue[Mobility] 1Q30 1,234m
        revenue[Energy] 1Q30 5,678m
        """,
        ["segment: Power > Energy (1)", "segment: Rail > Mobility (1)"],
    ),
    "renamed twice": (
        """
        # 1Q29 2029-08-08
        revenue[Rail] 1Q29 1,111m
        # 1Q30 2030-08-08
        revenue[Mobility] 1Q30 1,234m ; 1Q29 1,111m
        # 1Q31 2031-08-08
        revenue[Transit] 1Q31 1,345m ; 1Q30 1,234m
        """,
        ["segment: Rail > Mobility (1)", "segment: Mobility > Transit (1)"],
    ),
    "the old name is printed still": (
        """
        # 1Q30 2030-08-08
        revenue[Rail] 1Q30 1,234m
        # 1Q31 2031-08-08
        revenue[Mobility] 1Q30 1,234m
        revenue[Rail] 1Q31 500m
        """,
        [],
    ),
    "the old name comes back": (
        """
        # 1Q30 2030-08-08
        revenue[Rail] 1Q30 1,234m
        # 1Q31 2031-08-08
        revenue[Mobility] 1Q30 1,234m
        # 1Q32 2032-08-08
        revenue[Rail] 1Q32 1,500m
        """,
        [],
    ),
    "growth rates don't prove": (
        """
        # 1Q30 2030-08-08
        revenue[Rail] 1Q30 yoy 12.34% ; 1Q29 yoy 10.12%
        # 1Q31 2031-08-08
        revenue[Mobility] 1Q30 yoy 12.34% ; 1Q29 yoy 10.12%
        """,
        [],
    ),
    "shares do": (
        """
        # 1Q30 2030-08-08
        revenue[Rail] 1Q30 share 12.3% ; 1Q29 share 10.1%
        # 1Q31 2031-08-08
        revenue[Mobility] 1Q30 share 12.3% ; 1Q29 share 10.1%
        """,
        ["segment: Rail > Mobility (2)"],
    ),
    "targets don't prove": (
        """
        # 1Q30 2030-08-08
        revenue[Rail] FY31 1,234m target
        # 1Q31 2031-08-08
        revenue[Mobility] FY31 1,234m target
        """,
        [],
    ),
    "another line of equal value": (
        """
        # 1Q30 2030-08-08
        revenue[Rail] 1Q30 1,234m
        # 1Q31 2031-08-08
        order_backlog[Mobility] 1Q30 1,234m
        """,
        [],
    ),
    "another period of equal value": (
        """
        # 1Q30 2030-08-08
        revenue[Rail] 1Q30 1,234m
        # 1Q31 2031-08-08
        revenue[Mobility] 1Q31 1,234m
        """,
        [],
    ),
    "the whole company is no segment": (
        """
        # 1Q30 2030-08-08
        revenue 1Q30 1,234m
        # 1Q31 2031-08-08
        revenue[Mobility] 1Q30 1,234m
        """,
        [],
    ),
    "another spelling is the same name": (
        """
        # 1Q30 2030-08-08
        revenue[Field services] 1Q30 1,234m
        # 1Q31 2031-08-08
        revenue[Field Service] 1Q30 1,234m
        """,
        [],
    ),
}

LINES = {
    "two values": (
        """
        # 1Q30 2030-08-08
        'Widgets' 1Q30 1,234m ; 1Q29 1,111m
        # 1Q31 2031-08-08
        'Devices' 1Q31 1,300m ; 1Q30 1,234m ; 1Q29 1,111m
        """,
        ["line: Widgets > Devices (2)"],
    ),
    "one value is too little": (
        """
        # 1Q30 2030-08-08
        'Widgets' 1Q30 1,234,567m
        # 1Q31 2031-08-08
        'Devices' 1Q31 1,300,000m ; 1Q30 1,234,567m
        """,
        [],
    ),
    "two values of two digits are too little": (
        """
        # 1Q30 2030-08-08
        'Widgets' 1Q30 12m ; 1Q29 11m
        # 1Q31 2031-08-08
        'Devices' 1Q30 12m ; 1Q29 11m
        """,
        [],
    ),
    "in a segment that was renamed too": (
        """
        # 1Q30 2030-08-08
        revenue[Rail] 1Q30 4,321m
        'Widgets'[Rail] 1Q30 1,234m ; 1Q29 1,111m
        # 1Q31 2031-08-08
        revenue[Mobility] 1Q30 4,321m
        'Devices'[Mobility] 1Q30 1,234m ; 1Q29 1,111m
        """,
        ["segment: Rail > Mobility (1)", "line: Widgets > Devices (2)"],
    ),
}


@pytest.mark.parametrize("name", [*SEGMENTS, *LINES])
def test_links(name: str) -> None:
    """Ensures that a name is linked to another only by past values that no chance explains and nothing contradicts."""
    text, expected = (SEGMENTS | LINES)[name]
    assert links(resolved(text)) == expected


@pytest.mark.parametrize("name", [name for name, (_, expected) in (SEGMENTS | LINES).items() if expected])
def test_one_series(name: str) -> None:
    """Ensures that what is linked is one series under its last name, whose facts keep the names that are printed."""
    series = resolved((SEGMENTS | LINES)[name][0])
    renamed = {one.earlier_name for one in series.links}
    last = {one.series_segment for one in series.observations} | {one.series_label for one in series.observations}
    printed = {one.segment for one in series.observations} | {one.label for one in series.observations}
    assert not renamed & last
    assert renamed <= printed
    facts = {fact.fact_id for deck in decks((SEGMENTS | LINES)[name][0]) for fact in deck.facts}
    for one in series.links:
        assert len(set(one.fact_ids)) == 2 * one.matches
        assert set(one.fact_ids) <= facts


def test_chain_is_one_series() -> None:
    """Ensures that a segment renamed twice is one series from its first deck, under the last of its names."""
    found = resolved(SEGMENTS["renamed twice"][0]).observations
    assert len({one.series_id for one in found}) == 1
    assert {one.series_segment for one in found} == {"Transit"}
    assert [one.segment for one in found] == ["Rail", "Mobility", "Mobility", "Transit", "Transit"]


def test_names_its_decks() -> None:
    """Ensures that a link names the first deck with the new name and the last one with the old."""
    text = """
        # 1Q30 2030-08-08
        revenue[Rail] 1Q30 1,234m
        # 2Q30 2030-11-08
        revenue[Rail] 2Q30 1,250m
        # 1Q31 2031-08-08
        revenue[Mobility] 1Q30 1,234m
        # 2Q31 2031-11-08
        revenue[Mobility] 2Q31 1,350m
        """
    documents = [deck.document.document_id for deck in decks(text)]
    (link,) = resolved(text).links
    assert (link.earlier_document_id, link.later_document_id) == (documents[1], documents[2])


@pytest.mark.parametrize("name", [*SEGMENTS, *LINES])
def test_order_of_decks(name: str) -> None:
    """Ensures that the links do not depend on the order in which the decks are given."""
    given = decks((SEGMENTS | LINES)[name][0])
    found = [resolve_company(order) for order in permutations(given)]
    assert all(one == found[0] for one in found)


PROFILE = GivenNames(segments={"Mobility": ["Rail", "Trains"]}, lines={"Devices": ["Widgets", "Gadgets"]})

OF_PROFILES = {
    "a segment": (
        """
        # 1Q30 2030-08-08
        revenue[Rail] 1Q30 1,234m
        # 1Q31 2031-08-08
        revenue[Mobility] 1Q31 1,300m
        """,
        ["segment: Rail > Mobility (profile)"],
    ),
    "a line": (
        """
        # 1Q30 2030-08-08
        'Widgets' 1Q30 1,234m
        # 1Q31 2031-08-08
        'Devices' 1Q31 1,300m
        """,
        ["line: Widgets > Devices (profile)"],
    ),
    "a name that is printed with others": (
        """
        # 1Q31 2031-08-08
        revenue[Trains] 1Q31 1,234m
        """,
        ["segment: Trains > Mobility (profile)"],
    ),
    "values that contradict are one all the same": (
        """
        # 1Q30 2030-08-08
        revenue[Rail] 1Q30 1,234m
        # 1Q31 2031-08-08
        revenue[Mobility] 1Q30 1,300m
        """,
        ["segment: Rail > Mobility (profile)"],
    ),
    "values that are equal give no second link": (
        """
        # 1Q30 2030-08-08
        revenue[Rail] 1Q30 1,234m
        # 1Q31 2031-08-08
        revenue[Mobility] 1Q30 1,234m
        """,
        ["segment: Rail > Mobility (profile)"],
    ),
    "none of the aliases": (
        """
        # 1Q31 2031-08-08
        revenue[Mobility] 1Q31 1,234m
        'Devices' 1Q31 1,300m
        """,
        [],
    ),
    "an alias in other letters": (
        """
        # 1Q30 2030-08-08
        revenue[RAIL] 1Q30 1,234m
        # 1Q31 2031-08-08
        revenue[Mobility] 1Q31 1,300m
        """,
        ["segment: Rail > Mobility (profile)"],
    ),
}


@pytest.mark.parametrize("name", OF_PROFILES)
def test_profiles(name: str) -> None:
    """Ensures that names which the profile gives are linked by its word, those of them that decks print."""
    text, expected = OF_PROFILES[name]
    series = resolved(text, PROFILE)
    assert links(series) == expected
    assert len({one.series_id for one in series.observations if one.segment}) <= 1
    assert {one.series_segment for one in series.observations} <= {None, "Mobility"}


def test_profile_joins_concepts() -> None:
    """Ensures that a label which the profile names stays one line with the other labels of its concept."""
    text = """
        # 1Q30 2030-08-08
        revenue'Turnover' 1Q30 1,234m
        # 1Q31 2031-08-08
        revenue'Net sales' 1Q31 1,300m
        # 1Q32 2032-08-08
        revenue'Revenue' 1Q32 1,400m
        """
    assert len({one.series_id for one in resolved(text).observations}) == 1
    given = GivenNames(lines={"Net sales": ["Turnover"]})
    assert len({one.series_id for one in resolved(text, given).observations}) == 1
