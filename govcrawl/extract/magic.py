"""What the first bytes of a file say it is, whatever its name says."""

import re

_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),  # doc, xls, ppt, wps, et
    (b"{\\rtf", "rtf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG", "png"),
    (b"GIF8", "gif"),
)
_HTML = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(<!--(?:(?!-->).)*-->\s*)*<(!doctype\s+html|html|head|body|script|meta|div|table|p)\b",
    re.I | re.S,
)
_SAVED_AS = (
    (b"schemas-microsoft-com:office:word", "doc"),
    (b"<w:WordDocument", "doc"),
    (b"content=Word.Document", "doc"),
    (b"schemas-microsoft-com:office:excel", "xls"),
    (b"<x:ExcelWorkbook", "xls"),
    (b"content=Excel.Sheet", "xls"),
)
# Names of the first parts of zip containers (OOXML, OFD) stand near the start.
_PARTS = ((b"word/", "docx"), (b"xl/", "xlsx"), (b"ppt/", "pptx"), (b"OFD.xml", "ofd"), (b"Doc_0", "ofd"))


def content_of(head: bytes) -> str:
    """Kind of content by its first bytes: pdf, ole, docx, xlsx, pptx, ofd, zip, rtf, html, …, "empty", "unknown".

    The web form in which Word and Excel save their documents is "doc" and "xls".
    """
    if not head:
        return "empty"
    lead = head.lstrip(b"\xef\xbb\xbf")[:1024]
    for magic, kind in _MAGIC:
        if lead.startswith(magic):
            return kind
    if lead.startswith(b"PK\x03\x04"):
        return next((kind for part, kind in _PARTS if part in head), "zip")
    # A PDF may have rubbish before its header.
    if b"%PDF-" in lead:
        return "pdf"
    if not _HTML.match(lead):
        return "unknown"
    # Word and Excel save as mark-up of their own, which they open under their own extensions.
    return next((kind for mark, kind in _SAVED_AS if mark in head[:4096]), "html")
