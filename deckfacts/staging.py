"""Staging: rows of a dataset in, the Parquet file that holds them out, with the name that it bears in a snapshot."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from deckfacts.contract import Document, ReadDeck
from deckfacts.manifest import DataFile
from deckfacts.records import records_of
from deckfacts.schema import OF_DECKS, from_parquet, schema_of, to_parquet, to_table

EMPTY_FILE: Final = "none.parquet"
"""The file of a dataset without a row: a schema and no rows, so that every reader can open the folder."""

COMPANY_CHARACTERS: Final = 80
"""How much of a company's slug stands in a file name: names hold 255 bytes, the rest of ours takes 40."""


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A Parquet file that is not on disk yet."""

    file: DataFile
    content: bytes


@dataclass(frozen=True, slots=True)
class DeckRows:
    """What was read of one deck, as tables of the contract's schemas by dataset; `document` is the row of documents.

    A tenth of the memory that the records take, which counts where many decks wait to be judged together.
    """

    document: Document
    tables: Mapping[str, pa.Table]


def rows_of(read: ReadDeck) -> DeckRows:
    """The rows of a deck. DocumentError for one that the contract can't hold."""
    tables = {"documents": to_table("documents", (read.document,))}
    tables |= {name: to_table(name, getattr(read, name)) for name in OF_DECKS if name not in tables}
    return DeckRows(read.document, tables)


def staged_rows(contents: Mapping[str, bytes]) -> DeckRows:
    """The rows of a deck from its files by path, as `rows_of` gave them. ValueError where they are no deck's."""
    tables = {name: schema_of(name).empty_table() for name in OF_DECKS}
    for path, content in contents.items():
        name = path.partition("/")[0]
        # Parquet calls what lists hold "element" where the contract says "item", and types are judged by their words.
        tables[name] = from_parquet(pa.py_buffer(content)).cast(schema_of(name))
    documents = records_of(Document, tables["documents"])
    if len(documents) != 1:
        raise ValueError(f"{len(documents)} documents where one was due")
    return DeckRows(documents[0], tables)


def deck_stem(company: str, document_id: str) -> str:
    """Start of the names of a deck's files.

    Arrow hides names that begin with `_` or `.`, and reads `=` as a partition.
    """
    return f"{_company_stem(company)}-{document_id or 'unread'}"


def company_stem(company: str) -> str:
    """Start of the names of the files that speak of all decks of a company."""
    return f"{_company_stem(company)}-all"


def _company_stem(company: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", company).strip("-")[:COMPANY_CHARACTERS] or "company"


def stage_file(dataset: str, rows: pa.Table | Sequence[object], stem: str) -> StagedFile:
    """The file of a deck's or a company's rows, named by its content; that of no rows bears the same name for all."""
    table = rows if isinstance(rows, pa.Table) else to_table(dataset, rows)
    content = to_parquet(table)
    digest = hashlib.sha256(content).hexdigest()
    name = f"{stem}-{digest[:12]}.parquet" if table.num_rows else EMPTY_FILE
    return StagedFile(DataFile(f"{dataset}/{name}", digest, len(content), table.num_rows), content)
