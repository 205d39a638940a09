"""Wholeness: whether everything that a PDF's pages print is in the file, undamaged.

pdfium reads on past damage and tells nobody: a page whose content is gone is blank to it, a stream that breaks off
ends there. So the objects that the pages are made of are looked at once more, with a reader of PDF objects: each must
be there, and what is compressed must unpack to its end, which its checksum confirms.
"""

import logging
import re
import zlib
from collections.abc import Mapping
from typing import TypeGuard

import playa
from playa.document import Document
from playa.pdftypes import ContentStream, ObjRef, PDFObject, PSLiteral, resolve1
from playa.xref import XRefFallback

from deckfacts.errors import DamagedDocumentError, DocumentError, OversizedDocumentError

MAX_UNPACKED_BYTES = 256 * 1024**2
"""Of one stream of drawing or of a font: a map in a deck has 20 MB, and pdfium holds three times as much at once."""
ENDING_WITHIN = 1024
"""Bytes from the end within which a whole file says %%EOF: downloads add line breaks or zeros."""
MAX_HOPS = 16
"""References that lead to references: the format allows none, and only a loop has many."""
_ZLIB_HEADER = 2
_STREAM_END = b"endstream"
_OBJECT = re.compile(rb"(?<![^\s])(\d+)\s+\d+\s+obj\b")

_BESIDE_PRINT = frozenset(
    ("Parent", "Length", "ExtGState", "ColorSpace", "Shading", "Properties", "Metadata", "PieceInfo", "OC", "Group")
)
"""Entries that lead away from what prints characters. Files in good order lack some of what these name."""
_FLATE = frozenset(("FlateDecode", "Fl"))

REPAIR = "Fetch the deck again; if it is the same, open it in a viewer, print it to a new PDF, and ingest that."

logging.getLogger("playa").setLevel(logging.CRITICAL)  # it tells of each oddity that it met; the error below says it


def check_whole(data: bytes, *, pages: int, rebuilt: bool, where: str) -> None:
    """See that a PDF's pages are all there. Raises DamagedDocumentError, or OversizedDocumentError for a bomb.

    `pages` and `rebuilt` are what pdfium made of it: how many it has, and whether its table of objects was found by
    searching the file because the one in it is wrong.
    """
    try:
        _Check(data, where, rebuilt=rebuilt).run(pages)
    except (DocumentError, MemoryError):
        raise
    except Exception as error:  # playa fails in any way on what is no PDF, and there is one meaning to it
        raise _damaged(f"its structure can't be followed ({type(error).__name__})", where) from error


def _damaged(what: str, where: str) -> DamagedDocumentError:
    return DamagedDocumentError(f"the file is damaged: {what}.", where=where, advice=REPAIR)


class _Check:
    """A walk from the pages over all that they print with; each object is looked at once."""

    def __init__(self, data: bytes, where: str, *, rebuilt: bool) -> None:
        self._data = data
        self._where = where
        self._rebuilt = rebuilt
        self._document: Document = playa.parse(data)
        self._seen: set[int] = set()

    def run(self, pages: int) -> None:
        """Look at every page; `pages` is how many there must be."""
        tree = resolve1(self._document.catalog.get("Pages"))
        if not isinstance(tree, dict) or "Kids" not in tree:
            raise _damaged("its list of pages is missing", self._where)
        found = 0
        for found, (object_id, page) in enumerate(self._document.pages.page_objects, start=1):
            place = f"page {found}"
            if not isinstance(self._document.get(object_id), dict):  # playa puts a blank page in its place
                raise _damaged(f"{place} is missing", self._where)
            self._look_at_contents(page, place)
            self._look(page.get("Resources"), place)
        if found != pages:
            raise _damaged(f"it says that it has {pages} pages, and {found} can be found", self._where)
        # pdfium looks at one entry of the table only, and takes an object that another entry misplaces for nothing.
        if any(type(table) is XRefFallback for table in self._document.xrefs) and not self._rebuilt:
            raise _damaged("its table of objects is wrong", self._where)
        if self._rebuilt:
            self._look_at_remains()

    def _look_at_remains(self) -> None:
        """Whether a search of the file is sure to find what its lost table of objects named."""
        if b"%%EOF" not in self._data[-ENDING_WITHIN:]:
            raise _damaged("its end is missing", self._where)
        if "Prev" in self._document.trailer and self._data.count(b"startxref") == 1:
            raise _damaged("it goes back to a version of itself that it does not hold", self._where)
        numbers = _OBJECT.findall(self._data)
        if len(set(numbers)) < len(numbers):
            raise _damaged("it holds objects in several versions and no table that tells which are valid", self._where)

    def _look_at_contents(self, page: Mapping[str, object], place: str) -> None:
        """A page draws by one stream or several. A blank one may have none, but then it has no fonts either."""
        contents = self._resolve(page.get("Contents"), place)
        parts = contents if isinstance(contents, list) else [contents]
        if any(part is not None and not _is_stream(self._resolve(part, place)) for part in parts):
            raise _damaged(f"what {place} draws is missing", self._where)
        resources = self._resolve(page.get("Resources"), place)
        if contents is None and isinstance(resources, dict) and resources.get("Font"):
            raise _damaged(f"what {place} draws is missing", self._where)
        self._look(page.get("Contents"), place)

    def _look(self, root: object, place: str) -> None:
        pending = [root]
        while pending:
            value = pending.pop()
            if isinstance(value, ObjRef):
                if value.objid in self._seen:
                    continue
                self._seen.add(value.objid)
                value = self._resolve(value, place)
            if _is_stream(value):
                if _is_image(value):
                    continue
                self._unpack(value, place)
                value = value.attrs
            if isinstance(value, dict):
                self._look_at_kinds(value, place)
                pending += [part for key, part in value.items() if key not in _BESIDE_PRINT]
            elif isinstance(value, list):
                pending += value

    def _look_at_kinds(self, value: Mapping[str, object], place: str) -> None:
        """What resources call drawings and fonts must be that."""
        for key in ("XObject", "Font"):
            named = self._resolve(value.get(key), place)
            for name, reference in named.items() if isinstance(named, dict) else ():
                part = self._resolve(reference, place)
                if not (_is_drawing(part) if key == "XObject" else _is_font(part)):
                    raise _damaged(f"{place} uses {name}, which is missing", self._where)

    def _resolve(self, value: object, place: str) -> object:
        """What a reference leads to."""
        for _ in range(MAX_HOPS):
            if not isinstance(value, ObjRef):
                return value
            value = self._object(value.objid, place)
        raise _damaged(f"{place} refers to itself", self._where)

    def _object(self, number: int, place: str) -> object:
        """An object; the stream that it is packed into with others is looked at as well."""
        container = self._container(number)
        if container is not None and container not in self._seen:
            self._seen.add(container)
            self._unpack(self._document[container], place)
        try:
            return self._document[number]
        except KeyError:
            raise _damaged(f"object {number}, of {place}, is missing", self._where) from None

    def _container(self, object_id: int) -> int | None:
        for table in self._document.xrefs:
            if object_id in table:
                return table[object_id].streamid
        return None

    def _unpack(self, stream: object, place: str) -> None:
        """See that a stream is whole, as far as its packing tells; a plain one tells nothing but its length."""
        if not _is_stream(stream):
            raise _damaged(f"{place} is made of something else than it says", self._where)
        place = f"{place}, object {stream.objid}"
        data = stream.rawdata
        if not stream.filters and self._rebuilt and _is_cut(stream):
            raise _damaged(f"a part of {place}, is gone", self._where)
        if stream.decipher and stream.objid is not None and stream.genno is not None:
            data = stream.decipher(stream.objid, stream.genno, data, stream.attrs)
        for packing in stream.filters:
            if packing.name not in _FLATE or not data:
                break
            data = self._inflate(data, place)

    def _inflate(self, data: bytes, place: str) -> bytes:
        unpacker = zlib.decompressobj()
        try:
            unpacked = unpacker.decompress(data, MAX_UNPACKED_BYTES)
        except zlib.error as error:
            raise _damaged(f"{place}, can't be unpacked", self._where) from error
        if len(unpacked) == MAX_UNPACKED_BYTES:
            raise OversizedDocumentError(
                f"{place}, unpacks to more than {MAX_UNPACKED_BYTES // 1024**2} MiB.",
                where=self._where,
                advice="No deck holds that much drawing: don't trust the file. If it is a deck, print it to a new PDF.",
            )
        if not (unpacker.eof or _ends_without_checksum(data)):
            raise _damaged(f"{place}, breaks off", self._where)
        return unpacked


def _ends_without_checksum(data: bytes) -> bool:
    """Whether packed data come to their end; some writers leave out or cut short the checksum behind it."""
    unpacker = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    try:
        unpacker.decompress(data[_ZLIB_HEADER:], MAX_UNPACKED_BYTES)
    except zlib.error:
        return False
    return unpacker.eof


def _is_cut(stream: ContentStream) -> bool:
    """Whether a stream ends before the length that it states. One that people have edited often states too little."""
    return _STREAM_END in stream.rawdata


def _is_stream(value: object) -> TypeGuard[ContentStream]:
    """`isinstance` can't be asked: as playa is compiled, its classes share with `Mapping` what it remembers."""
    return type(value) is ContentStream


def _is_drawing(value: object) -> bool:
    return _is_stream(value) and _name(value.attrs.get("Subtype")) in ("Form", "Image", "PS")


def _is_font(value: object) -> bool:
    return isinstance(value, dict) and _name(value.get("Type")) in (None, "Font")


def _is_image(stream: ContentStream) -> bool:
    return _name(stream.attrs.get("Subtype")) == "Image"


def _name(value: PDFObject) -> str | None:
    found = resolve1(value)
    return found.name if isinstance(found, PSLiteral) else None
