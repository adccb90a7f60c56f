"""Bytes of attachments: as much of each format as its readers look at."""

from __future__ import annotations

import io
import zipfile

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n" + b" " * 600
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2048


def _packed(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>" + " " * 600)
    return made.getvalue()


WORD = _packed("[Content_Types].xml", "word/document.xml")
SHEET = _packed("[Content_Types].xml", "xl/workbook.xml")
OFD = _packed("OFD.xml", "Doc_0/Document.xml")
HTML = "<html><body><p>页面正在维护</p></body></html>".encode() + b" " * 600
