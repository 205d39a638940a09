"""Calls: functions of pdfium's bound so that they take and give pointers as plain numbers.

pypdfium2 makes an object of every pointer that pdfium gives and of every one that it takes. Where there is a call for
every glyph, or for every corner of a shape, that costs more than the calls themselves.
"""

import ctypes
import struct
from collections.abc import Callable
from typing import Any


def address_of(item: object) -> int:
    """Where a thing of pdfium's lies, which tells it from any other that lives; 0 where there is nothing."""
    return ctypes.cast(item, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def bound(function: Any) -> Callable[..., Any]:
    """The same function, for addresses and numbers; it gives null for a null pointer."""
    takes = [_plain(kind) for kind in function.argtypes]
    return ctypes.CFUNCTYPE(_plain(function.restype), *takes)(address_of(function))


def _plain(kind: Any) -> Any:
    return ctypes.c_void_p if hasattr(kind, "contents") else kind


class Answers:
    """Memory that pdfium writes its answers to, all of which are read in one go."""

    __slots__ = ("_memory", "_unpack", "at")

    def __init__(self, *groups: str) -> None:
        """One group of `struct`'s letters for each argument; `at` then holds the address to give for each."""
        layout = struct.Struct("=" + "".join(groups))
        self._memory = ctypes.create_string_buffer(layout.size)
        self._unpack = layout.unpack_from
        start = ctypes.addressof(self._memory)
        sizes = [struct.calcsize(f"={group}") for group in groups]
        self.at = tuple(start + sum(sizes[:i]) for i in range(len(sizes)))

    def read(self) -> tuple[Any, ...]:
        """The values of all groups, as last written."""
        return self._unpack(self._memory)
