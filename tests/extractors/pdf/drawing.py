"""Drawing: tests put text, shapes and pictures on pages and get the bytes of a PDF, written by hand.

Coordinates are as in the reader's pages: points, origin top left, y growing downwards; text stands on its baseline.
"""

import zlib
from dataclasses import dataclass, field

Colour = tuple[float, float, float]

BLACK: Colour = (0, 0, 0)
WHITE: Colour = (1, 1, 1)


@dataclass(slots=True)
class Sheet:
    """One page under construction, with the drawing commands so far."""

    width: float = 720
    height: float = 540
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    commands: list[str] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 10,
        *,
        bold: bool = False,
        colour: Colour = BLACK,
        turn: tuple[float, float, float, float] = (1, 0, 0, 1),
        mode: int = 0,
    ) -> "Sheet":
        """Print words; `turn` is the upper part of the text matrix, `mode` PDF's text rendering mode."""
        escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        matrix = " ".join(f"{part:g}" for part in (*turn, x, self.height - y))
        rgb = " ".join(f"{part:g}" for part in colour)
        font = "F2" if bold else "F1"
        self.commands.append(f"BT {rgb} rg /{font} {size:g} Tf {mode} Tr {matrix} Tm ({escaped}) Tj ET")
        return self

    def column(self, x: float, y: float, lines: list[str], size: float = 10, leading: float = 1.4) -> "Sheet":
        """Print lines of text one below the other."""
        for at, line in enumerate(lines):
            self.text(x, y + at * leading * size, line, size)
        return self

    def box(self, x0: float, top: float, x1: float, bottom: float, colour: Colour = (0.8, 0.8, 0.8)) -> "Sheet":
        """Fill a rectangle."""
        rgb = " ".join(f"{part:g}" for part in colour)
        self.commands.append(f"{rgb} rg {x0:g} {self.height - bottom:g} {x1 - x0:g} {bottom - top:g} re f")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.75) -> "Sheet":
        """Draw a straight line."""
        self.commands.append(f"{width:g} w {x0:g} {self.height - y0:g} m {x1:g} {self.height - y1:g} l S")
        return self

    def picture(self, x0: float, top: float, x1: float, bottom: float) -> "Sheet":
        """Draw a grey bitmap."""
        self.commands.append(f"q {x1 - x0:g} 0 0 {bottom - top:g} {x0:g} {self.height - bottom:g} cm /Im1 Do Q")
        return self

    def raw(self, commands: str) -> "Sheet":
        """Add drawing commands as they are."""
        self.commands.append(commands)
        return self


_FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
_RESOURCES = "<< /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /Im1 5 0 R >> >>"


def write_pdf(*sheets: Sheet) -> bytes:
    """The bytes of a PDF with these pages."""
    objects: list[bytes] = []
    pages = " ".join(f"{6 + 2 * at} 0 R" for at in range(len(sheets)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Count {len(sheets)} /Kids [{pages}] >>".encode())
    objects.append(_FONT.format(name="Helvetica").encode())
    objects.append(_FONT.format(name="Helvetica-Bold").encode())
    objects.append(
        _stream(
            bytes([128]) * 4,
            "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8",
        )
    )
    for at, sheet in enumerate(sheets):
        crop = f" /CropBox [{' '.join(f'{side:g}' for side in sheet.crop)}]" if sheet.crop else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width:g} {sheet.height:g}]{crop}"
            f" /Rotate {sheet.rotate} /Resources {_RESOURCES} /Contents {7 + 2 * at} 0 R >>".encode()
        )
        objects.append(_stream("\n".join(sheet.commands).encode("cp1252"), ""))
    return _assemble(objects)


def _stream(data: bytes, entries: str) -> bytes:
    packed = zlib.compress(data)
    head = f"<< {entries} /Filter /FlateDecode /Length {len(packed)} >>".encode()
    return head + b"\nstream\n" + packed + b"\nendstream"


def _assemble(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
