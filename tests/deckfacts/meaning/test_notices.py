"""Sentences, headers and marks on the left, on the right whether they say that figures are others than they were."""

import pytest

from deckfacts.contract import Notice
from deckfacts.meaning.drafts import Origin
from deckfacts.meaning.notices import find_notices
from tests.deckfacts.meaning.notation import mini_deck

SAY = [
    "Prior-year figures have been restated.",
    "FY2030 restated",
    "1Q30 (Restated)",
    "Restatement of prior-year figures",
    "We restated our 2030 revenue.",
    "Comparative amounts were reclassified to conform to the current presentation.",
    "Amounts for 2030 have been reclassified, not audited.",
    "Segment results for 2030 have been recast to reflect the new structure.",
    "Figures of prior periods have been retrospectively adjusted.",
    "Prior period amounts have been revised to conform to the current presentation.",
    "Prior-year results were changed to reflect the transfer of a business.",
    "Results are re-presented for discontinued operations.",
    "The new standard was applied retroactively.",
    "This presentation supersedes the one published on May 5.",
    "Corrigendum",
    "Erratum: page 5",
    "Corrected figure: backlog at September 30",
    "The table on page 4 was corrected on November 19.",
    "An amended version of this deck was published.",
    "遡及適用後の数値",
    "遡及修正後",
    "前期の数値は組み替えて表示しております。",
    "組替後",
    "2030年3月期は修正再表示しております。",
    "数値データ訂正のお知らせ",
]

DO_NOT_SAY = [
    "Prior-year figures have not been restated.",
    "No figures were restated.",
    "Comparatives were never restated.",
    "Figures are presented without restatement of prior periods.",
    "Prior periods are not recast.",
    "Prior-year figures do not require reclassification.",
    # Disclaimers.
    "Unless restated, figures are as originally reported.",
    "The company undertakes no obligation to update or restate these statements.",
    "We undertake no duty to revise or restate forward-looking statements.",
    # Plans are revised, not restated.
    "The forecast was revised upward.",
    "We revised our full-year guidance.",
    "We changed our outlook.",
    "業績予想の修正に関するお知らせ",
    "Adjusted operating income",
    "Revenue of JPY4,210 million",
]

SAID_WRONGLY = {
    "another currency rate is no other figure": [
        "Prior-year growth restated for constant currency",
        "Prior period restated at constant exchange rates.",
    ],
    "negations in Japanese": [
        "前期の数値は遡及修正しておりません。",
        "遡及適用は行っておりません。",
        "訂正はありません。",
    ],
    "reclassified within the accounts": [
        "Amounts reclassified from other comprehensive income",
        "Reclassification adjustments",
        "Reclassification of the plant as an asset held for sale",
    ],
    "the title of a contract": ["Amended and restated credit agreement"],
}
"""What reads like a restatement and is none."""


def found(body: str, title: str = "Results") -> list[Notice]:
    """The notices of a slide."""
    return list(find_notices(mini_deck(body, title=title), Origin("d" * 16, "norvale", "text")))


def notices(body: str) -> list[str]:
    """The texts of the notices that the body of a slide holds."""
    return [one.text for one in found(body)]


@pytest.mark.parametrize("text", SAY)
def test_restated(text: str) -> None:
    """Ensures that a sentence, a header or a mark which says that figures are others than before is a notice."""
    assert notices(text) == [text]


@pytest.mark.parametrize("text", DO_NOT_SAY)
def test_not_restated(text: str) -> None:
    """Ensures that negations, disclaimers and other changes are no notices."""
    assert notices(text) == []


@pytest.mark.parametrize(
    "text",
    [pytest.param(text, id=f"{why}-{at}") for why, texts in SAID_WRONGLY.items() for at, text in enumerate(texts)],
)
def test_not_restated_though_it_sounds_so(text: str) -> None:
    """Ensures that words of restatement that are said of something else are no notices."""
    assert notices(text) == []


PLACES = [
    ("Revenue rose. Prior-year figures have been restated. Costs fell.", ["Prior-year figures have been restated."]),
    ("- Revenue rose\n- Restated for the new standard", ["Restated for the new standard"]),
    ("| | 1Q30 (restated) | 1Q31 |\n| --- | --- | --- |\n| Revenue | 1,234 | 1,300 |", ["1Q30 (restated)"]),
    (
        "Segments have been recast. The table was corrected on May 3.",
        ["Segments have been recast.", "The table was corrected on May 3."],
    ),
    ("前期の数値は修正再表示しております。売上高は増加しました。", ["前期の数値は修正再表示しております。"]),
]


@pytest.mark.parametrize(("body", "expected"), PLACES)
def test_sentences(body: str, expected: list[str]) -> None:
    """Ensures that of a paragraph, a list or a table the sentence or cell that says so is the notice."""
    assert notices(body) == expected


def test_negation_beside() -> None:
    """Ensures that a sentence which denies a restatement leaves the one beside it a notice."""
    restated = "Segment figures have been restated."
    assert notices(f"{restated} Group revenue has not been restated.") == [restated]


def test_title() -> None:
    """Ensures that a slide's title that says so is a notice, with its line and the title itself."""
    (one,) = found("Revenue rose.", title="Restated figures")
    assert (one.text, one.slide_title, one.page) == ("Restated figures", "Restated figures", None)
    assert one.line is not None


def test_named_once() -> None:
    """Ensures that two equal notices bear ids of their own."""
    text = "Prior-year figures have been restated."
    assert len({one.notice_id for one in found(f"{text}\n\n{text}")}) == 2
