"""Workbooks as text: their parts one after the other, so that one byte changed is one byte of a part changed."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

_HEAD = re.compile(rb"^=== ([\w./\[\]-]{1,80})\n", re.M)


def joined(path: Path) -> bytes:
    """The parts of a workbook with their names."""
    with zipfile.ZipFile(path) as archive:
        return b"".join(b"=== %b\n%b\n" % (name.encode(), archive.read(name)) for name in archive.namelist())


def write_parts(text: bytes, path: Path) -> None:
    """The workbook that such a text stands for; of parts with one name the last holds."""
    pieces = _HEAD.split(text)
    parts = {
        name.decode(): content.removesuffix(b"\n") for name, content in zip(pieces[1::2], pieces[2::2], strict=True)
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
