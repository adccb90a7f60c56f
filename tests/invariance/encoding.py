"""The same page in other bytes."""

from __future__ import annotations

import codecs
import re

from tests.invariance.dom import encoding_of

_META = re.compile(r"<meta\b[^>]*charset[^>]*>", re.I)


def _text(body: bytes) -> str:
    return body.decode(encoding_of(body), "replace").lstrip("\ufeff")


def _declared(text: str, charset: str) -> str:
    text = _META.sub("", text)
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    return re.sub(r"(<head\b[^>]*>)", lambda found: found[1] + meta, text, count=1, flags=re.I)


def gbk(body: bytes, seed: int) -> bytes:
    """In GB18030, declared as gb2312."""
    return _declared(_text(body), "gb2312").encode("gb18030", "xmlcharrefreplace")


def utf8_with_mark(body: bytes, seed: int) -> bytes:
    """In UTF-8 with a byte order mark."""
    return codecs.BOM_UTF8 + _declared(_text(body), "utf-8").encode("utf-8", "replace")


def undeclared(body: bytes, seed: int) -> bytes:
    """In UTF-8 or GB18030, by seed, and not saying so."""
    return _declared(_text(body), "").encode("gb18030" if seed % 2 else "utf-8", "xmlcharrefreplace")


def utf16(body: bytes, seed: int) -> bytes:
    """In UTF-16 with a byte order mark."""
    return _declared(_text(body), "utf-16").encode("utf-16", "replace")
