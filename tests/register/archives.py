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


def add_shared_strings(path: Path, text: str) -> None:
    """A part of shared strings, the first of which is this XML."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "xl/sharedStrings.xml", f'<?xml version="1.0"?><sst xmlns="{space}"><si><t>{text}</t></si></sst>'
        )
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    rewrite_part(path, "[Content_Types].xml", lambda types: types.replace("</Types>", override))
