"""Bytes of a page -> text, whatever the page says of itself."""

import codecs
import re

_META = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""", re.I)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.I)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHINESE = {"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "euc-cn", "hz-gb-2312"}
# Above this share of broken characters a page that claims UTF-8 is tried as GB18030.
_BROKEN_SHARE = 0.002


def decode(body: bytes, content_type: str | None = None) -> str:
    """`body` as text, NUL characters removed.

    `content_type` is the header of the response. Valid UTF-8 is UTF-8 even when header or page declare something else:
    Chinese text in a GB encoding is practically never valid UTF-8.
    """
    return _text(body, content_type).replace("\x00", "")


def _text(body: bytes, content_type: str | None) -> str:
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return body.decode(codec, "replace")
    wide = _wide(body)
    if wide:
        return body.decode(wide, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(body, content_type)


def _not_utf8(body: bytes, content_type: str | None) -> str:
    declared = _declared(body, content_type)
    if declared in _CHINESE:
        return body.decode("gb18030", "replace")
    # Python's codecs for escapes are no encodings of pages: what they make of some bytes cannot be stored.
    if declared not in ("", "utf-8", "utf8") and "escape" not in declared:
        try:
            return body.decode(declared)
        except (UnicodeDecodeError, LookupError, ValueError):
            pass
    as_utf8 = body.decode("utf-8", "replace")
    broken = as_utf8.count("\ufffd")
    if broken <= 2 or broken <= len(as_utf8) * _BROKEN_SHARE:
        return as_utf8
    as_gb = body.decode("gb18030", "replace")
    return as_gb if as_gb.count("\ufffd") < broken else as_utf8


def _declared(body: bytes, content_type: str | None) -> str:
    header = _HEADER.search(content_type) if content_type else None
    if header:
        return header.group(1).lower()
    meta = _META.search(body, 0, 4096)
    return meta.group(1).decode("ascii", "replace").lower() if meta else ""


def _wide(body: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of the mark-up is NUL."""
    head = body[:256]
    if len(head) < 4 or head.count(0) < len(head) // 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 8 and even * 4 < odd:
        return "utf-16-le"
    if even > len(head) // 8 and odd * 4 < even:
        return "utf-16-be"
    return None
