"""Bytes of small valid attachments."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from govcrawl.apps.demo.model import File

_WHEN = (2021, 8, 1, 9, 0, 0)  # zip members carry a time; a fixed one keeps the bytes the same on every run
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "ofd": "application/ofd",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "png": "image/png",
}


def _pdf() -> bytes:
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    )
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def _zip(members: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name, _WHEN), text)
    return buffer.getvalue()


def _docx() -> bytes:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    package = "http://schemas.openxmlformats.org/package/2006"
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return _zip({
        "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{package}/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<?xml version="1.0"?><Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<?xml version="1.0"?><w:document xmlns:w="{word}"><w:body><w:p><w:r>'
        "<w:t>演示附件</w:t></w:r></w:p></w:body></w:document>",
    })  # fmt: skip


def _ofd() -> bytes:
    spec = "http://www.ofdspec.org/2016"
    return _zip({
        "OFD.xml": f'<?xml version="1.0"?><ofd:OFD xmlns:ofd="{spec}" DocType="OFD" Version="1.0"><ofd:DocBody>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<?xml version="1.0"?><ofd:Document xmlns:ofd="{spec}"><ofd:Pages/></ofd:Document>',
    })  # fmt: skip


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xc8\x10\x2e")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


PDF, DOCX, OFD, PNG = _pdf(), _docx(), _ofd(), _png()
# The header of a compound file; the rest is padding to the smallest size that readers accept.
DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + b"\x3e\0\x03\0\xfe\xff\x09\0" + b"\0" * 1504
ERROR_PAGE = "<html><head><title>出错了</title></head><body><h1>文件读取失败，请联系管理员</h1></body></html>".encode()
BODIES = {"pdf": PDF, "ofd": OFD, "doc": DOC, "docx": DOCX}


def file(stem: str, extension: str, shown: str, body: bytes | None = None, *, status: int = 200) -> File:
    """An attachment named `stem`.`extension`, linked by the text `shown`.

    Sound unless `body` or `status` say otherwise.
    """
    return File(stem, extension, shown, BODIES[extension] if body is None else body, status)
