"""Hostile PDFs: files that hang, crash or fool readers, written byte by byte; each is a deck gone wrong in one way."""

import hashlib
import re
import zlib
from collections.abc import Sequence

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
CATALOG, PAGES, FONT_AT, FIRST_FREE = 1, 2, 3, 4
"""Numbers of the objects that every file here has; others begin at `FIRST_FREE`."""
TRAILER = b"trailer << /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n"

LINES = [
    "Norvale Networks: results for the fourth quarter of fiscal 2031",
    "Revenue was USD 4,210 million, up 5.2% year over year.",
    "Operating income was USD 310 million and net income USD 205 million.",
    "The head count was 1,204 people at December 31, 2031.",
]


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream as it is."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def packed(data: bytes, entries: bytes = b"") -> bytes:
    """A stream packed once."""
    return stream(zlib.compress(data), b"/Filter /FlateDecode " + entries)


def prints(lines: Sequence[str]) -> bytes:
    """Drawing commands for lines of text, one below the other."""
    shown = b" ".join(b"(%s) Tj 0 -24 Td" % line.encode("latin-1") for line in lines)
    return b"BT /F1 14 Tf 40 480 Td %s ET" % shown


def write(objects: dict[int, bytes], *, more: bytes = b"") -> bytes:
    """A file of these objects, its table of objects right; `more` goes into its trailer."""
    out, places = b"%PDF-1.7\n", {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size = max(objects) + 1
    rows = [b"%010d 00000 n \n" % places[at] if at in places else b"0000000000 65535 f \n" for at in range(size)]
    return out + b"xref\n0 %d\n" % size + b"".join(rows) + TRAILER % (size, more, len(out))


def page(contents: int | None, entries: bytes = b"") -> bytes:
    """A page that draws with object `contents`."""
    drawn = b"/Contents %d 0 R " % contents if contents else b""
    resources = b"" if b"/Resources" in entries else b"/Resources << /Font << /F1 3 0 R >> >> "
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 720 540] " + resources + drawn + entries + b" >>"


def deck(pages: Sequence[bytes], others: dict[int, bytes] | None = None, *, more: bytes = b"") -> bytes:
    """A file of whole pages, given as their dictionaries, and the other objects that they use."""
    others = others or {}
    first = max([FIRST_FREE, *(number + 1 for number in others)])
    kids = b" ".join(b"%d 0 R" % (first + at) for at in range(len(pages)))
    objects = {
        CATALOG: b"<< /Type /Catalog /Pages 2 0 R >>",
        PAGES: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
        FONT_AT: FONT,
    }
    return write(objects | others | {first + at: body for at, body in enumerate(pages)}, more=more)


def sound(pages: int = 3) -> bytes:
    """A deck with nothing wrong, each page with a stream of its own."""
    contents = {FIRST_FREE + at: packed(prints([f"Slide {at + 1}", *LINES])) for at in range(pages)}
    return deck([page(number) for number in contents], contents)


def drawing(commands: bytes, others: dict[int, bytes] | None = None, entries: bytes = b"") -> bytes:
    """A deck of one page that draws with these commands."""
    return deck([page(FIRST_FREE, entries)], {FIRST_FREE: packed(commands)} | (others or {}))


def many_pages(count: int) -> bytes:
    """Many pages that all draw the same."""
    return deck([page(FIRST_FREE)] * count, {FIRST_FREE: packed(prints(LINES))})


def scan() -> bytes:
    """Two pages with nothing but a picture."""
    picture = stream(
        b"\x80" * 64, b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    resources = b"/Resources << /XObject << /Im1 5 0 R >> >>"
    return deck([page(4, resources)] * 2, {4: packed(b"q 720 0 0 540 0 0 cm /Im1 Do Q"), 5: picture})


def recognised_scan() -> bytes:
    """A scan with text that nobody can see laid over it, as OCR does."""
    resources = b"/Resources << /Font << /F1 3 0 R >> >>"
    return deck([page(4, resources)], {4: packed(b"BT 3 Tr ET " + prints(LINES).replace(b"Tf", b"Tf 3 Tr"))})


def locked() -> bytes:
    """Encrypted with a password that is not the empty one."""
    secret = b"/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>] "
    return sound_with(secret % (b"41" * 32, b"42" * 32))


def oddly_locked() -> bytes:
    """Encrypted in a way that no reader knows."""
    return sound_with(b"/Encrypt << /Filter /Norvale /V 9 >> /ID [<00> <00>] ")


def sound_with(more: bytes) -> bytes:
    """The sound deck with more in its trailer."""
    return deck([page(FIRST_FREE)], {FIRST_FREE: packed(prints(LINES))}, more=more)


PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def rc4(key: bytes, data: bytes) -> bytes:
    """The cipher of old PDFs."""
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def restricted() -> bytes:
    """Encrypted with the empty password: everybody can open it, and it asks programs not to copy its text."""
    permissions = (-64) & 0xFFFFFFFF
    owner = rc4(hashlib.md5(PADDING).digest()[:5], PADDING)  # noqa: S324  what the format prescribes
    signed = PADDING + owner + permissions.to_bytes(4, "little") + b"\0"
    key = hashlib.md5(signed).digest()[:5]  # noqa: S324
    own = hashlib.md5(key + FIRST_FREE.to_bytes(3, "little") + b"\0\0").digest()[:10]  # noqa: S324
    drawn = stream(rc4(own, zlib.compress(prints(LINES))), b"/Filter /FlateDecode")
    secret = b"/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -64 /O <%s> /U <%s> >> /ID [<00> <00>] "
    more = secret % (owner.hex().encode(), rc4(key, PADDING).hex().encode())
    return deck([page(FIRST_FREE)], {FIRST_FREE: drawn}, more=more)


def bomb(unpacked: int, times: int) -> bytes:
    """A page whose commands are so many spaces, packed so many times."""
    packer = zlib.compressobj(1)
    block = b" " * 2**20
    data = b"".join(packer.compress(block) for _ in range(unpacked // len(block) + 1)) + packer.flush()
    for _ in range(times - 1):
        data = zlib.compress(data)
    return deck([page(FIRST_FREE)], {FIRST_FREE: stream(data, b"/Filter [%s]" % (b"/FlateDecode " * times))})


def doubling_forms(depth: int) -> bytes:
    """A form that draws a form twice that draws a form twice: 2 ** depth of the last one."""
    forms = {}
    for number in range(5, 5 + depth):
        inner = b"/Resources << /XObject << /X %d 0 R >> /Font << /F1 3 0 R >> >>" % (number + 1)
        forms[number] = packed(b"/X Do /X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 720 540] " + inner)
    last = b"/Type /XObject /Subtype /Form /BBox [0 0 720 540] /Resources << /Font << /F1 3 0 R >> >>"
    forms[5 + depth] = packed(prints(LINES), last)
    return drawing(b"/X Do", forms, b"/Resources << /XObject << /X 5 0 R >> >>")


def scattered(words: int) -> bytes:
    """A page with so many words, each by itself."""
    shown = (b"1 0 0 1 %d %d Tm (%d) Tj" % (at % 300 * 2.4, at // 300 * 2 + 10, at) for at in range(words))
    return drawing(b"BT /F1 6 Tf " + b" ".join(shown) + b" ET")


def form_in_itself() -> bytes:
    """A form that draws itself."""
    inner = b"/Resources << /XObject << /X 5 0 R >> /Font << /F1 3 0 R >> >>"
    forms = {5: packed(prints(LINES) + b" /X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 720 540] " + inner)}
    return drawing(b"/X Do", forms, b"/Resources << /XObject << /X 5 0 R >> >>")


def deep_array() -> bytes:
    """An array in an array in an array."""
    return deck([page(FIRST_FREE, b"/Norvale " + b"[" * 100_000 + b"]" * 100_000)], {FIRST_FREE: packed(prints(LINES))})


def looping_table() -> bytes:
    """A table of objects that names itself as the one before it."""
    data = sound()
    return data.replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev %d " % (data.rindex(b"\nxref\n") + 1))


def misplaced_object() -> bytes:
    """A table of objects in which one entry, not the first, leads elsewhere."""
    data = sound()
    return data.replace(b"%010d" % (data.index(b"\n5 0 obj") + 1), b"%010d" % 20)


def deleted_from_plain() -> bytes:
    """Drawing commands that are not packed and from which a piece was taken."""
    data = deck([page(FIRST_FREE)], {FIRST_FREE: stream(prints(LINES))})
    return data.replace(b"Operating income was USD 310 million", b"")


def breaking_off() -> bytes:
    """Packed commands that end too soon, in a file that is otherwise right."""
    data = zlib.compress(prints(LINES))[:-40]
    return deck([page(FIRST_FREE)], {FIRST_FREE: stream(data, b"/Filter /FlateDecode")})


def without_checksum() -> bytes:
    """Packed commands with nothing behind them, as some writers leave them."""
    data = zlib.compress(prints(LINES))[:-4]
    return deck([page(FIRST_FREE)], {FIRST_FREE: stream(data, b"/Filter /FlateDecode")})


def huge_page() -> bytes:
    """A page as large as a city."""
    large = page(FIRST_FREE).replace(b"[0 0 720 540]", b"[0 0 99999999 99999999]")
    return deck([large], {FIRST_FREE: packed(prints(LINES))})


def claimed_pages() -> bytes:
    """A file that says it has three hundred thousand pages, and has one."""
    return sound(1).replace(b"/Count 1 ", b"/Count 300000 ")


def without_object(number: int) -> bytes:
    """The sound deck with one object gone and nothing else changed."""
    return re.sub(rb"\n%d 0 obj\n" % number, rb"\n%d 0 obx\n" % (number + 90), sound())


def broken_contents(which: int) -> bytes:
    """A byte in the middle of the packed commands of one page turned around; what stands before it can be read."""
    data = sound()
    start = [match.end() for match in re.finditer(rb"stream\nx", data)][which]
    at = (start + data.index(b"endstream", start)) // 2
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
