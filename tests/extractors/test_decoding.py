"""Tests of decoding: bytes on the left, text or a named error on the right."""

import pytest

from deckfacts.errors import (
    DocumentError,
    EmptyDocumentError,
    OversizedDocumentError,
    UndecodableDocumentError,
    UnsupportedDocumentError,
)
from extractors.decoding import MAX_TEXT_BYTES, decode

JAPANESE = "2009年3月期 第3四半期決算説明資料\n売上高は50,789百万円(前年同期比5.0%増)\n営業利益は1,844百万円(▲37.5%)\n"
FRENCH = (
    "Résultats du troisième trimestre\nChiffre d'affaires : 1 234 M, en hausse de 5,2 %\nRésultat opérationnel élevé\n"
)

READABLE = [
    (JAPANESE.encode(), JAPANESE, None),
    (JAPANESE.encode("utf-8-sig"), JAPANESE, None),
    (JAPANESE.encode("utf-16"), JAPANESE, None),
    (JAPANESE.encode("cp932"), JAPANESE, "cp932"),
    (JAPANESE.encode("euc_jp"), JAPANESE, "euc_jp"),
    (FRENCH.encode("latin-1"), FRENCH, "cp1252"),
    ("Sales £45m — up 5%\n".encode("cp1252"), "Sales £45m — up 5%\n", "cp1252"),
]


@pytest.mark.parametrize(("data", "text", "guessed"), READABLE)
def test_readable(data: bytes, text: str, guessed: str | None) -> None:
    """Ensures that Unicode and the usual older encodings are read, and a guess is said."""
    decoded = decode(data, where="deck.txt")
    assert (decoded.text, decoded.guessed) == (text, guessed)


UNREADABLE: list[tuple[bytes, type[DocumentError]]] = [
    (b"", EmptyDocumentError),
    (b" \n\t\n", EmptyDocumentError),
    (b"%PDF-1.7\n1 0 obj", UnsupportedDocumentError),
    (b"PK\x03\x04rest", UnsupportedDocumentError),
    (b"text\x00more", UnsupportedDocumentError),
    (bytes(range(1, 32)) * 40, UnsupportedDocumentError),
    (b"\xff\xfeodd", UndecodableDocumentError),
    (b"5" * (MAX_TEXT_BYTES + 1), OversizedDocumentError),
]


@pytest.mark.parametrize(("data", "error"), UNREADABLE)
def test_unreadable(data: bytes, error: type[DocumentError]) -> None:
    """Ensures that what is no text deck is refused by name, with where it is and what to do."""
    with pytest.raises(error) as caught:
        decode(data, where="raw/acme/deck.txt")
    assert caught.value.where == "raw/acme/deck.txt"
    assert caught.value.advice
