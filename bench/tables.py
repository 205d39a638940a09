"""Tables: `python -m bench.tables` finds the tables of the ICDAR 2013 competition documents and scores them.

The documents and the competition's measure lie beside the checkout (`../shared/eval/icdar2013`).
"""

import argparse
import importlib
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pypdfium2

from bench.cases import SHARED
from extractors.pdf.charts.finding import find_charts
from extractors.pdf.document import pages_of
from extractors.pdf.regions import Region, without
from extractors.pdf.tables.finding import find_tables
from extractors.pdf.words import find_words

COMPETITION = SHARED / "eval" / "icdar2013"


def as_prediction(region: Region, page: int) -> dict[str, object]:
    """A table in the form that the competition's scorer reads."""
    cells = [
        {
            "row": cell.row,
            "col": cell.column,
            "rowspan": cell.row_span,
            "colspan": cell.column_span,
            "text": " ".join(f"{line.marker} {line.text.text}".strip() for line in cell.lines),
        }
        for cell in region.table.cells
    ]
    box = region.box
    return {"page": page, "bbox": [box.x0, box.top, box.x1, box.bottom], "cells": cells}


def predict(pdf: Path) -> list[dict[str, object]]:
    """The tables of all pages of a document."""
    found = []
    for page in pages_of(pypdfium2.PdfDocument(pdf.read_bytes())):
        words = find_words(page)
        rest = without(words, find_charts(page, words))
        found += [as_prediction(region, page.number) for region in find_tables(page, rest)]
    return found


def load_scorer(folder: Path) -> ModuleType:
    """The module `score_icdar` that lies beside the documents."""
    sys.path.insert(0, str(folder))
    try:
        return importlib.import_module("score_icdar")
    finally:
        sys.path.remove(str(folder))


def predict_by_camelot(pdf: Path, flavour: str) -> list[dict[str, object]]:
    """The same by camelot alone, with the lines that the file draws rather than those of a rendered picture."""
    camelot = importlib.import_module("camelot")
    engine = {"engine": "vector"} if flavour in ("lattice", "hybrid") else {}
    found = []
    for table in camelot.read_pdf(str(pdf), pages="all", flavor=flavour, suppress_stdout=True, **engine):
        texts = [(r, c, str(text)) for r, row in enumerate(table.df.to_numpy()) for c, text in enumerate(row)]
        cells = [{"row": row, "col": column, "text": text} for row, column, text in texts if text.strip()]
        found.append({"page": table.page, "bbox": None, "cells": cells})
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print F1, precision and recall, and with `--documents` those of each document."""
    options = _parser().parse_args(arguments)
    if not COMPETITION.is_dir():
        sys.stdout.write("The competition's documents are not beside the checkout: nothing to score.\n")
        return 0
    scorer = load_scorer(COMPETITION)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        began = time.process_time()
        for pdf in sorted(COMPETITION.glob("*/*.pdf")):
            found = predict_by_camelot(pdf, options.camelot) if options.camelot else predict(pdf)
            (folder / f"{pdf.stem}.json").write_text(json.dumps(found), encoding="utf-8")
        took = time.process_time() - began
        per, total = scorer.summarise(folder)
    if options.documents:
        for name, score in per.items():
            sys.stdout.write(
                f"{name:8} P {score.p:.3f} R {score.r:.3f} F1 {score.f:.3f}"
                f"  tables {score.matched}/{score.n_gold}, found {score.n_pred}\n"
            )
    sys.stdout.write(
        f"F1 {total['F1']:.3f}, precision {total['P']:.3f}, recall {total['R']:.3f};"
        f" tables {total['tables']} of {total['gold_tables']}, found {total['pred_tables']}; {took:.1f} s of one core\n"
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.tables", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--documents", action="store_true", help="print each document's figures too")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="write what was found into this folder")
    flavours = ("lattice", "stream", "network", "hybrid")
    parser.add_argument("--camelot", choices=flavours, help="score camelot's tables of this flavour instead")
    return parser


if __name__ == "__main__":
    sys.exit(main())
