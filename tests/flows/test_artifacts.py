"""Artifacts: what Prefect's pages show of a deck, and that nothing in it can show something else."""

from dataclasses import replace
from pathlib import Path

import pytest

from flows.artifacts import deck_markdown, deck_rows, inert
from flows.planning import Job
from tests.builders import quarantined
from tests.flows.test_report import report


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Revenue", "Revenue"),
        ("<script>", "&lt;script&gt;"),
        ("![x](http://a.b)", r"\!\[x\]\(http://a\.b\)"),
        ("`code` | cell", r"\`code\` \| cell"),
        ('a PDF\'s "end"', 'a PDF\'s "end"'),
        ("a\n# b", r"a \# b"),
        ("\x1b[1m", r"\\x1b\[1m"),
    ],
)
def test_inert(text: str, shown: str) -> None:
    """Ensures that text of a deck stays text in an artifact, which is rendered as Markdown and HTML."""
    assert inert(text) == shown


def test_artifacts(job: Job) -> None:
    """Ensures that the artifacts tell of facts by source, of failed checks and of what kept a deck out, inertly."""
    bad = replace(report(job), quarantined=(quarantined(message="<b>no</b>"),))
    row = deck_rows([bad])[0]
    assert (row["table facts"], row["bullet facts"], row["failed checks"]) == (2, 0, 1)
    assert row["kept out because"] == "&lt;b&gt;no&lt;/b&gt;"
    markdown = deck_markdown(replace(bad, checks=("<i>1 is not 2</i>",)), {"facts": Path("curated/odd (name)")})
    assert "&lt;i&gt;1 is not 2&lt;/i&gt;" in markdown
    assert "<" not in markdown
    assert "| table | 2 |" in markdown
    assert "| date | 1 |" in markdown
    assert "/curated/odd%20%28name%29)" in markdown
