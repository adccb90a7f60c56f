"""Files that a page shows within itself, and links that may be files although nothing in their address says so."""

from __future__ import annotations

import re
from email.message import Message
from urllib.parse import parse_qsl, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from govcrawl.domain.urls import absolute
from govcrawl.extract.files import EXTENSIONS, extension_of, is_download
from govcrawl.extract.magic import content_of
from govcrawl.extract.model import FileLink, PageLink
from govcrawl.extract.outline import CRUMB, FOOT, HEAD, NAV, Anchor

_SHOWN = frozenset(("pdf", "ofd"))
_HOLDERS = (("iframe[src]", "src"), ("embed[src]", "src"), ("object[data]", "data"))
_MOST = 20  # of one page
_ATTACHED = re.compile(r"附\s*[件表录]")
_PAGE = re.compile(r"(?:\.(?:s?html?|php|aspx)|/)$", re.I)
_BY_TYPE = {
    "application/pdf": "pdf", "application/msword": "doc", "application/vnd.ms-excel": "xls", "application/ofd": "ofd",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}  # fmt: skip


def embedded_files(tree: LexborHTMLParser, base: str) -> list[FileLink]:
    """PDF and OFD files that frames and objects of `tree` show, themselves or in a viewer; seen from `base`."""
    found: dict[str, FileLink] = {}
    for selector, name in _HOLDERS:
        for node in tree.css(selector)[:_MOST]:
            url = absolute(base, node.attributes.get(name) or "")
            shown = _shown_by(url) if url else None
            if shown is not None:
                found.setdefault(shown.url, shown)
    return list(found.values())


def _shown_by(url: str) -> FileLink | None:
    """The file behind the address of a frame: its own, or that which a parameter hands to a viewer."""
    parts = urlsplit(url)
    candidates = [url] if not parts.query else [url.partition("?")[0], *(value for _, value in parse_qsl(parts.query))]
    for written in candidates:
        extension = unquote(urlsplit(written).path).rpartition(".")[2].lower() if "." in written else ""
        if extension in _SHOWN and (file := absolute(url, written)) is not None:
            return FileLink(url if written == url.partition("?")[0] else file, "", extension)
    return None


def possible_files(anchors: list[Anchor], inside: set[int]) -> list[PageLink]:
    """Links of the content that may be files: what is called an attachment, or has a download's address.

    `inside`: indices of anchors in the content, which count even where a template misnames its boxes.
    """
    found: dict[str, str] = {}
    for anchor in anchors:
        text = anchor.text or anchor.hint
        if len(found) >= _MOST or anchor.url in found or extension_of(anchor.url, text):
            continue
        if anchor.index not in inside and anchor.box.flags & (NAV | FOOT | HEAD | CRUMB):
            continue
        path, query = urlsplit(anchor.url)[2:4]
        if not _PAGE.search(path) and (
            is_download(path, query) or (_ATTACHED.search(text) and (query or "." not in path))
        ):
            found[anchor.url] = text
    return [PageLink(url, text) for url, text in found.items()]


def extension_by_answer(disposition: str, content_type: str, head: bytes) -> str:
    """Extension of a file by what its server and its first bytes say of it; "" for a page, or when nothing is said.

    `disposition` and `content_type` are headers of the answer, "" where it has none; `head` is the body's beginning.
    """
    message = Message()
    message["Content-Disposition"] = disposition or "inline"
    name = message.get_filename() or ""
    extension = unquote(name).strip().rpartition(".")[2].lower() if "." in name else ""
    if extension in EXTENSIONS:
        return extension
    content = content_of(head)
    if content in ("html", "empty", "unknown"):
        return ""
    return content if content in EXTENSIONS else _BY_TYPE.get(content_type.partition(";")[0].strip().lower(), "")
