"""Cases: the decks that have gold, and how to read and score each."""

from dataclasses import dataclass
from pathlib import Path

from bench.gold import read_gold
from bench.scoring import Score, score
from deckfacts.contract import Document
from deckfacts.profiles import load_profile, profile_path
from extractors.reading import read_file

ROOT = Path(__file__).resolve().parents[1]
PROFILES = ROOT / "profiles"
DECKS = ROOT / "tests" / "decks"
GOLD = ROOT / "tests" / "gold"
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True, slots=True)
class Case:
    """A deck, the gold that says what it states, and the company whose profile it is read by, where there is one."""

    name: str
    company: str
    deck: Path
    gold: Path

    @property
    def is_here(self) -> bool:
        """Whether both files exist: those beside the checkout need not."""
        return self.deck.is_file() and self.gold.is_file()


@dataclass(frozen=True, slots=True)
class Result:
    """What reading and scoring one case gave."""

    case: Case
    document: Document
    score: Score


OWN_CASES = (
    Case("iij-fy2008-3q", "iij", ROOT / "raw" / "iij" / "fy2008-3q.md", GOLD / "iij-fy2008-3q.csv"),
    Case("saas", "veldspar", DECKS / "saas.md", GOLD / "saas.csv"),
    Case("industrial", "nordhavel", DECKS / "industrial.md", GOLD / "industrial.csv"),
    Case("japan", "kazemori", DECKS / "japan.txt", GOLD / "japan.csv"),
    Case("retail", "copperbeck", DECKS / "retail.txt", GOLD / "retail.csv"),
    Case("jservice", "asagiri", DECKS / "jservice.txt", GOLD / "jservice.csv"),
    Case("bank", "larkmoor", DECKS / "bank.md", GOLD / "bank.csv"),
    Case("maker", "moonlake", DECKS / "maker.md", GOLD / "maker.csv"),
    Case("telco", "austral-finch", DECKS / "telco.txt", GOLD / "telco.csv"),
    Case("network", "hollowmere", DECKS / "network.pdf", GOLD / "network.csv"),
    Case("optics", "orimagawa", DECKS / "optics.pdf", GOLD / "optics.csv"),
    Case("restaurants", "minatogusa", DECKS / "restaurants.pdf", GOLD / "restaurants.csv"),
    Case("gears", "grevenmoor", DECKS / "gears.pdf", GOLD / "gears.csv"),
    Case("solar", "suryagaon", DECKS / "solar.pdf", GOLD / "solar.csv"),
    Case("packaging", "wattlecombe", DECKS / "packaging.pdf", GOLD / "packaging.csv"),
)
"""Decks of the repository: the sample, then those of invented companies that print in other ways, text before PDF."""


def _shared(name: str, company: str, deck: str) -> Case:
    return Case(f"shared/{name}", company, SHARED / "decks" / company / deck, SHARED / "eval" / f"{name}.gold.csv")


SHARED_CASES = (
    _shared("iij-fy2008-3q", "iij", "fy2008-3q.txt"),
    _shared("amcor-fy2023-4q", "amcor", "fy2023-4q.pdf"),
    _shared("cathay-2q25", "cathay", "2q25.pdf"),
    _shared("jlif-fy14", "jlif", "fy14.pdf"),
    _shared("twilio-4q23", "twilio", "4q23.pdf"),
    _shared("twilio-4q23-pictures", "twilio", "4q23.pdf"),
)
"""Real decks that lie beside the checkout on some machines, and are not part of it."""


def evaluate(case: Case) -> Result:
    """Read a deck as `ingest` does and score its facts. Raises a DocumentError where the deck can't be read."""
    profile = profile_path(PROFILES, case.company)
    read = read_file(
        case.deck,
        file=f"{case.company}/{case.deck.name}",
        company=case.company,
        profile=load_profile(profile) if profile.is_file() else None,
    )
    return Result(case, read.document, score(read_gold(case.gold), read.facts))
