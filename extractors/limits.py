"""Limits: what a process that reads one deck may use, set by that process on itself."""

from dataclasses import dataclass

try:
    import resource
except ImportError:  # Windows has none of this: there only the clock of `extractors.children` ends a reading.
    resource = None  # type: ignore[assignment]

MEMORY_BYTES = 2 * 1024**3
"""Address space. The reader takes 0.2 GiB with its libraries and 0.1 GiB for the largest real deck; what unpacks to
more than this is a bomb, and two of them at once must fit a machine with 4 GiB."""

CPU_SECONDS = 60
"""For a deck, whatever it is: one of 50 slides or 500 KB of text takes 6 s on a slow core."""

CPU_SECONDS_PER_PAGE = 1
"""On top for each page of a PDF: a dense one takes 0.2 s."""

MAX_PAGES = 1000
"""A results deck has 10 to 100 pages, an annual report up to 500."""

WALL_SECONDS = 30 * 60
"""By the clock, when processor time tells nothing, as with a network drive that does not answer: above the
processor time of `MAX_PAGES`, since a machine has other work too."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one reading may use."""

    memory_bytes: int = MEMORY_BYTES
    cpu_seconds: int = CPU_SECONDS
    wall_seconds: float = WALL_SECONDS


def limit_this_process(limits: Limits) -> None:
    """Set the limits on this process for good; it can write no file. macOS ignores the limit on memory."""
    if resource is None:
        return
    for kind, soft, hard in (
        (resource.RLIMIT_CORE, 0, 0),
        # Reading writes no file, and what a broken reader might write could only do harm.
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_AS, limits.memory_bytes, limits.memory_bytes),
        # Above the soft limit is room for pages, and a second for the system to tell that the limit was reached.
        (resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + MAX_PAGES * CPU_SECONDS_PER_PAGE + 1),
    ):
        allowed = resource.getrlimit(kind)[1]
        cap = hard if allowed == resource.RLIM_INFINITY else min(hard, allowed)
        resource.setrlimit(kind, (min(soft, cap), cap))


def allow_pages(pages: int) -> None:
    """Give this process the processor time that a document of so many pages may take, if its time is limited."""
    if resource is None:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if soft != resource.RLIM_INFINITY:
        more = soft + pages * CPU_SECONDS_PER_PAGE
        resource.setrlimit(resource.RLIMIT_CPU, (more if hard == resource.RLIM_INFINITY else min(more, hard), hard))
