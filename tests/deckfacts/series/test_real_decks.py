"""Series of real decks: three of one fund, labelled by hand from the rendered pages; they restate nothing."""

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from deckfacts.profiles import Profile
from deckfacts.series.points import StatedDeck
from deckfacts.series.records import CompanySeries
from deckfacts.series.resolving import resolve_company
from extractors.reading import read_file

DECKS = Path(__file__).parents[4] / "shared" / "decks" / "jlif"

PROFILE = Profile.model_validate(
    {
        "name": "JLIF",
        "currency": "GBP",
        "year_end_month": 12,
        "year_named_by": "end",
        # Their title pages print the month alone; the days are those of what they announce.
        "published": {"fy14.pdf": "2015-03-24", "fy15.pdf": "2016-02-29", "1h16.pdf": "2016-09-12"},
    },
    strict=False,
)

GUIDANCE = {
    ("Dividend", 2015): [("initial", "fy14.pdf", "0.06", "0.06")],
    ("Dividend", 2016): [("initial", "fy15.pdf", "0.06", "0.06"), ("reaffirmed", "1h16.pdf", "0.06", "0.06")],
    ("Target IRR", 2015): [("initial", "fy14.pdf", "7", "8")],
    ("Target IRR", 2016): [("initial", "fy15.pdf", "7", "8"), ("reaffirmed", "1h16.pdf", "7", "8")],
    # Shareholders were to vote on it; the next deck says nothing of it.
    ("resolution to increase gearing limit", 2016): [("initial", "fy15.pdf", "35", "35")],
}


@cache
def series() -> tuple[CompanySeries, dict[str, str]]:
    """What the three decks give together, and the file of each document."""
    if not DECKS.is_dir():
        pytest.skip("the decks are not beside this checkout")
    decks = [
        StatedDeck(read.document, read.facts, read.notices)
        for path in sorted(DECKS.glob("*.pdf"))
        for read in [read_file(path, file=path.name, company="jlif", profile=PROFILE)]
    ]
    return resolve_company(decks), {deck.document.document_id: deck.document.file for deck in decks}


def test_nothing_is_invented() -> None:
    """Ensures that decks which restate and rename nothing give no difference and no link.

    They print what could be taken for it: valuations that are "rebased", and the net asset value with and without all
    dividends since the fund began.
    """
    found, _ = series()
    assert (found.cross_checks, found.links) == ((), ())
    assert {str(one.standing) for one in found.observations} == {"first", "repeated"}


def test_what_is_repeated() -> None:
    """Ensures that figures which two decks print are one data point, first known on the day of the earlier deck."""
    found, files = series()
    repeated = [one for one in found.observations if one.standing == "repeated"]
    assert len(repeated) >= 19
    (later,) = [one for one in repeated if one.concept == "net_asset_value_per_share" and one.value == Decimal("1.093")]
    vintages = [one for one in found.observations if one.point_id == later.point_id]
    assert [(files[one.document_id], str(one.known_from), str(one.known_until)) for one in vintages] == [
        ("fy14.pdf", "2015-03-24", "2016-02-29"),
        ("fy15.pdf", "2016-02-29", "None"),
    ]


def test_guidance() -> None:
    """Ensures that each step of each target is found, and that dates of maturity and of events make none."""
    found, files = series()
    steps: dict[tuple[str, int], list[tuple[str, str, str, str]]] = {}
    for one in found.guidance:
        low, high = (f"{end.normalize():f}" if end is not None else "" for end in (one.low, one.high))
        steps.setdefault((one.label, one.period_end.year), []).append(
            (str(one.step), files[one.document_id], low, high)
        )
    assert steps == GUIDANCE
