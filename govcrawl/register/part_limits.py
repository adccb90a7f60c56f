"""Bounds on the XML parts of a workbook, before a parser sees them."""

from __future__ import annotations

import re

_LONGEST = 1 << 20  # bytes from one tag to the next: a cell holds 32,767 characters, each 8 bytes when spelled out
# What may hold tags without ending: between these nothing else counts.
_WHOLE = ((b"<!--", b"-->"), (b"<?", b"?>"), (b"<![CDATA[", b"]]>"))
_WIDE = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_ENCODING = re.compile(rb"encoding\s{0,20}=\s{0,20}[\"']([\w.-]{1,40})")
_SAME_AS_ASCII = (b"utf-8", b"utf8", b"us-ascii", b"ascii")


def is_bounded_xml(part: bytes) -> bool:
    """Whether the `part` is XML as offices write it, without DTD and without a token of more than a megabyte.

    Parsers read an unfinished token again with every piece of the file that comes: their time grows with its square.
    """
    text = _as_utf8(part)
    return text is not None and b"<!DOCTYPE" not in text and not _has_long_token(text)


def _as_utf8(part: bytes) -> bytes | None:
    """The part in UTF-8; None for encodings in which its marks would not be found."""
    for start, encoding in _WIDE:
        if part.startswith(start):
            return part.decode(encoding, "replace").encode("utf-8", "replace")
    named = _ENCODING.search(part[:200].partition(b"?>")[0])
    return part if named is None or named[1].lower() in _SAME_AS_ASCII else None


def _has_long_token(text: bytes) -> bool:
    position = 0
    while len(text) - position > _LONGEST:
        following = text.rfind(b"<", position + 1, position + _LONGEST + 1)
        if following < 0:
            return True
        position = following
    return any(_has_long(text, *marks) for marks in _WHOLE)


def _has_long(text: bytes, begin: bytes, end: bytes) -> bool:
    start = text.find(begin)
    while start >= 0:
        stop = text.find(end, start + len(begin))
        if (stop if stop >= 0 else len(text)) - start > _LONGEST:
            return True
        start = text.find(begin, stop) if stop >= 0 else -1
    return False
