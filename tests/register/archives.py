"""Changing the parts of a workbook that openpyxl itself would not write so."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

SHEET = "xl/worksheets/sheet{}.xml"


def rewrite_part(path: Path, part: str, change: Callable[[str], str]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def set_cell(path: Path, sheet: int, cell: str, xml: str) -> None:
    """Put this XML in place of a cell that is there; sheets count from 1."""
    pattern = re.compile(rf'<c r="{cell}"[^>]*?(/>|>.*?</c>)', re.DOTALL)

    def change(text: str) -> str:
        text, number = pattern.subn(lambda _: xml, text)
        if number != 1:
            raise ValueError(f"{cell} is {number} times in sheet {sheet}")
        return text

    rewrite_part(path, SHEET.format(sheet), change)
