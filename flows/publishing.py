"""Publishing: staged decks go into `curated/`, many at once, and none is held up by another."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from deckfacts import snapshots
from deckfacts.errors import PublicationError
from deckfacts.intake import PlannedDeck
from deckfacts.manifest import DeckKey, Manifest
from deckfacts.places import Place
from deckfacts.publication import publish, publish_staged, stage_refusal
from deckfacts.series.publishing import Resolver
from deckfacts.spool import StagedDeck
from deckfacts.store_spool import spool_of
from expectations.pages import entries_in, write_index
from flows.planning import DATA_DOCS
from flows.report import DeckReport
from flows.units import fingerprint_of, report_of, unpublished

BATCH_SECONDS = 120.0
BATCH_DECKS = 400
"""A publication links the files of all decks anew and makes anew what its companies' decks give together, so decks that
are staged within seconds share one."""

LAST_SHARE = 5
"""When all but a fifth of what is not published is staged, that is published while the rest is read, which takes as
long: else the other cores wait at the end."""

Held = tuple[PlannedDeck, StagedDeck]

T = TypeVar("T")


def publish_decks(curated: Place, decks: Sequence[Held], resolver: Resolver | None = None) -> list[DeckReport]:
    """Publish decks, or the reasons against them, all at once; each by itself where one of them can't be published.

    A PublicationError comes through: it would befall every deck.
    """
    try:
        _publish(curated, decks, resolver)
    except PublicationError:
        raise
    except Exception as error:  # noqa: BLE001  the edge: one deck's surprise must not stop the others
        if len(decks) > 1:
            return [report for one in decks for report in publish_decks(curated, [one], resolver)]
        deck, staged = decks[0]
        outcome = unpublished(deck, error)
        reasons, entry = outcome.quarantined, replace(staged.entry, fingerprint=fingerprint_of(deck, outcome))
        _publish(curated, [(deck, stage_refusal(entry, reasons))], resolver)
        return [replace(report_of(staged), quarantined=reasons)]
    return [report_of(staged) for _, staged in decks]


def _publish(curated: Place, decks: Sequence[Held], resolver: Resolver | None) -> None:
    keys = {staged.entry.key for _, staged in decks}
    gone = {entry.key for deck, _ in decks for entry in deck.replaces} - keys
    publish_staged(curated, [staged for _, staged in decks], gone=sorted(gone), resolver=resolver)


def withdraw(curated: Place, gone: Sequence[DeckKey], resolver: Resolver | None = None) -> Manifest:
    """Take decks out of the publication."""
    return publish(curated, [], gone=gone, resolver=resolver)


def index_docs(curated: Place) -> Place | None:
    """Write the index of the Data Docs anew, before the decks are published whose pages are new: then no run that is
    killed leaves an index without them. Its path; null where no deck has pages."""
    docs = curated / DATA_DOCS
    if not entries_in(docs):
        return None
    # In a store there is no lock: of two runs the slower one's index stays, until the next one writes it anew.
    with snapshots.locked(curated) if isinstance(curated, Path) else nullcontext():
        return write_index(docs, spool_of(curated).write_beside)


def batches(decks: Iterable[Sequence[T]], total: int, clock: Callable[[], float] = time.monotonic) -> Iterator[list[T]]:
    """What is published together: decks as they come, of so many in all, for `BATCH_SECONDS`, until there are
    `BATCH_DECKS`, or until few are left."""
    batch: list[T] = []
    began, left = clock(), total
    for some in decks:
        batch += some
        left -= len(some)
        enough = len(batch) >= min(BATCH_DECKS, (LAST_SHARE - 1) * left)
        if batch and (enough or clock() - began >= BATCH_SECONDS):
            yield batch
            batch, began = [], clock()
    if batch:
        yield batch
