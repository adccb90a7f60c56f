"""Bytes of a page -> text, whatever the page says of itself."""

import codecs
import contextlib
import re

# A longer name is cut, and then names nothing.
_META = re.compile(rb"""charset\s*+=\s*+["']?\s*+([A-Za-z0-9_\-]{1,40}+)""", re.I)
_HEADER = re.compile(r"charset\s*+=\s*+[\"']?\s*+([A-Za-z0-9_\-]{1,40}+)", re.I)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHINESE = {"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "euc-cn", "hz-gb-2312"}
# What else browsers read, by the names of Python's codecs. Python has codecs that are no encodings of pages and take
# time that grows with the square of the text (idna, punycode), or make of it what cannot be stored (escapes).
_OTHERS = re.compile(
    r"ascii|big5(?:hkscs)?|cp(?:125[0-8]|866|874|932|949|950)|euc_(?:jp|kr)|iso8859-(?:[1-9]|1[0134-6])|iso2022_jp|"
    r"koi8-[ru]|mac-(?:roman|cyrillic)|shift_jis|tis-620|utf-16(?:-[bl]e)?"
)
_ESCAPE = b"\x1b"  # begins a change of characters in ISO-2022-JP, whose bytes are all ASCII
_CJK = re.compile("[\u4e00-\u9fff]+")
# Between two characters of mark-up or blanks, which are no byte of a Chinese character, text is in one encoding.
_RUN = re.compile(rb"[\x80-\xff][\x40-\xff]*")
_UTF8_CHINESE = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){2}|[\xe4-\xe9][\x80-\xbf]{2}[\x00-\x3f]")


def decode(body: bytes, content_type: str | None = None) -> str:
    """`body` as text, NUL characters removed.

    `content_type` is the header of the response. Valid UTF-8 is UTF-8 even when header or page declare something else:
    Chinese text in a GB encoding is practically never valid UTF-8. Parts of a page that were included in the other of
    the two encodings are read in theirs.
    """
    return decode_page(body, content_type)[0]


def decode_page(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """`body` as `decode` reads it, and the encoding in which its forms and queries are sent.

    `content_type` is the header of the response.
    """
    text, used = _text(body, content_type)
    declared = _declared(body, content_type)
    if used == "utf-8" and declared in _CHINESE:  # as a browser keeps it that has made UTF-8 of the page
        used = "gb18030"
    return text.replace("\x00", ""), used


def _text(body: bytes, content_type: str | None) -> tuple[str, str]:
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return (_RUN.sub(_utf8_of_gb, body) if mark == codecs.BOM_UTF8 else body).decode(codec, "replace"), "utf-8"
    wide = _wide(body)
    if wide:
        return body.decode(wide, "replace"), "utf-8"
    if _ESCAPE in body and _codec(_declared(body, content_type)) == "iso2022_jp":
        return body.decode("iso2022_jp", "replace"), "iso2022_jp"
    try:
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _not_utf8(body, content_type)


def _codec(declared: str) -> str | None:
    """The codec of an encoding that is neither UTF-8 nor Chinese; None for what browsers do not read either."""
    try:
        name = codecs.lookup(declared).name if declared else ""
    except (LookupError, ValueError):
        return None
    return name if _OTHERS.fullmatch(name) else None


def _not_utf8(body: bytes, content_type: str | None) -> tuple[str, str]:
    declared = _declared(body, content_type)
    if declared not in _CHINESE and (codec := _codec(declared)):
        with contextlib.suppress(UnicodeDecodeError):
            return body.decode(codec), codec
    as_utf8 = body.decode("utf-8", "replace")
    if declared in _CHINESE or _chinese(as_utf8) < as_utf8.count("\ufffd"):
        if not _UTF8_CHINESE.search(body):
            return body.decode("gb18030", "replace"), "gb18030"
        return _RUN.sub(_gb_of_utf8, body).decode("gb18030", "replace"), "gb18030"
    return _RUN.sub(_utf8_of_gb, body).decode("utf-8", "replace"), "utf-8"


def _chinese(text: str) -> int:
    """How many Chinese characters a text has, counted without a copy of it in single characters."""
    return sum(run.end() - run.start() for run in _CJK.finditer(text))


def _gb_of_utf8(run: re.Match[bytes]) -> bytes:
    """A run of a GB page as it is; in GB when it is UTF-8: two characters, or one that is none in GB."""
    try:
        text = run[0].decode("utf-8")
    except UnicodeDecodeError:
        return run[0]
    chinese = _chinese(text)
    return text.encode("gb18030") if chinese > 1 or (chinese and not _is_gb(run[0])) else run[0]


def _is_gb(run: bytes) -> bool:
    try:
        return bool(run.decode("gb18030"))
    except UnicodeDecodeError:
        return False


def _utf8_of_gb(run: re.Match[bytes]) -> bytes:
    """A run of a UTF-8 page as it is; in UTF-8 when it is GB, and not UTF-8 that was cut off within a character."""
    text = run[0].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if not broken or broken * 2 <= _chinese(text):
        return run[0]
    try:
        return run[0].decode("gb18030").encode("utf-8")
    except UnicodeDecodeError:
        return run[0]


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
