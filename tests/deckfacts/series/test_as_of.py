"""What was known on a day, held against a model of a dozen lines, whatever decks there are and however they come."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckfacts.contract import stable_id
from deckfacts.manifest import DeckKey
from deckfacts.publication import publish
from deckfacts.reader import read_facts
from deckfacts.series.points import StatedDeck
from deckfacts.series.publishing import Resolver
from tests.deckfacts.series.notation import decks, publication

EXAMPLES = 9
"""Worlds that are tried: each takes up to ten publications and as many readings, about a second."""

RESOLVER = Resolver(version=lambda: "test")
POINTS = ("revenue 1Q31", "revenue 2Q31", "operating_income 1Q31", "revenue[Rail] 1Q31")
"""No two of them share so much that one name could be taken for the other."""

NAMES = ("1Q31", "2Q31", "3Q31", "4Q31")
DAYS = (date(2031, 6, 1), date(2031, 8, 8), date(2031, 11, 8), date(2032, 2, 8), date(2032, 5, 8), date(2032, 8, 8))
"""Days of publication, and days that are asked about."""

VALUES = st.sampled_from(["1,844m", "1,845m", "1,846m", "1.8bn", "900m", "1,800m about"])


@dataclass(frozen=True)
class World:
    """Decks by file, those that are replaced later, those that are withdrawn, and the batches that bring them."""

    decks: tuple[StatedDeck, ...]
    replaced: tuple[StatedDeck, ...]
    withdrawn: tuple[StatedDeck, ...]
    batches: tuple[tuple[StatedDeck, ...], ...]


@st.composite
def deck(draw: st.DrawFn, file: str) -> StatedDeck:
    """One deck that states some of the points, on a day or on none."""
    day = draw(st.sampled_from([None, *DAYS]))
    stated = draw(st.dictionaries(st.sampled_from(POINTS), VALUES, min_size=1))
    head = f"# {draw(st.sampled_from(NAMES))}" + (f" {day}" if day else "")
    (made,) = decks("\n".join([head, *(f"{point} {value}" for point, value in stated.items())]))
    document = made.document
    own = stable_id(file, document.document_id)
    facts = (replace(fact, document_id=own, fact_id=stable_id(own, at)) for at, fact in enumerate(made.facts))
    return StatedDeck(replace(document, file=file, document_id=own, sha256=own * 4), tuple(facts))


@st.composite
def world(draw: st.DrawFn) -> World:
    """Two to six decks that stand at last, with others before them and beside them that do not."""
    files = [f"norvale/{number}.md" for number in draw(st.permutations(range(draw(st.integers(2, 6)))))]
    held = tuple(draw(deck(file)) for file in files)
    replaced = tuple(draw(deck(file)) for file in files if draw(st.booleans()))
    withdrawn = tuple(draw(deck(f"norvale/gone-{number}.md")) for number in range(draw(st.integers(0, 2))))
    left, batches = list(draw(st.permutations(held))), []
    while left:
        size = draw(st.integers(1, len(left)))
        batches.append(tuple(left[:size]))
        left = left[size:]
    return World(held, replaced, withdrawn, tuple(batches))


def model(held: Sequence[StatedDeck], day: date | None) -> dict[str, Decimal]:
    """The value of each point by the last deck that states it: of those published until the day, or of all of them."""

    def order(one: StatedDeck) -> tuple[date, date, str]:
        end = one.document.period_end
        assert end is not None
        return one.document.published_on or end, end, one.document.file

    known: dict[str, Decimal] = {}
    for one in sorted(held, key=order):
        published = one.document.published_on
        if day is None or (published is not None and published <= day):
            known |= {f"{fact.concept} {fact.segment} {fact.period_end}": fact.value for fact in one.facts}
    return known


def told(curated: Path, *, as_of: date | None) -> dict[str, Decimal]:
    """What the reader says of each point; it says it once."""
    rows = read_facts(curated, as_of=as_of, latest=True).to_pylist()
    known = {f"{row['concept']} {row['segment']} {row['period_end']}": row["value"] for row in rows}
    assert len(known) == len(rows)
    return known


def build(curated: Path, batches: Sequence[Sequence[StatedDeck]], gone: Sequence[StatedDeck] = ()) -> str:
    """The name of the snapshot after all batches and what is withdrawn behind them."""
    for batch in batches:
        publish(curated, [publication(one) for one in batch], resolver=RESOLVER)
    keys = [DeckKey("norvale", one.document.file) for one in gone]
    return publish(curated, [], gone=keys, resolver=RESOLVER).snapshot


def contents(curated: Path) -> dict[str, bytes]:
    """Every file of the current snapshot."""
    folder = (curated / "current").resolve()
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(world())
def test_as_of(made: World) -> None:
    """Ensures that the reader knows on every day, and at last, what the model knows, and no order changes a byte."""
    with TemporaryDirectory() as name:
        whole, apart = Path(name) / "whole", Path(name) / "apart"
        at_once = build(whole, [made.decks])
        in_turn = build(apart, [*filter(None, [made.replaced, made.withdrawn]), *made.batches], made.withdrawn)
        assert in_turn == at_once
        assert contents(apart) == contents(whole)
        for day in (date(2000, 1, 1), *DAYS, date(2031, 9, 1)):
            assert told(whole, as_of=day) == model(made.decks, day)
        assert told(whole, as_of=None) == model(made.decks, None)


@settings(max_examples=EXAMPLES // 3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(world())
def test_one_by_one(made: World) -> None:
    """Ensures that after each publication the reader knows what the decks say that stand until then."""
    with TemporaryDirectory() as name:
        curated, standing = Path(name), {one.document.file: one for one in (*made.replaced, *made.withdrawn)}
        build(curated, [tuple(standing.values())])
        for one in made.decks:
            standing[one.document.file] = one
            publish(curated, [publication(one)], resolver=RESOLVER)
            assert told(curated, as_of=None) == model([*standing.values()], None)
        for one in made.withdrawn:
            del standing[one.document.file]
            publish(curated, [], gone=[DeckKey("norvale", one.document.file)], resolver=RESOLVER)
            assert told(curated, as_of=DAYS[2]) == model([*standing.values()], DAYS[2])
