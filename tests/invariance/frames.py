"""The content of a page in a frame: two documents where there was one."""

from __future__ import annotations

import zlib
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from tests.invariance.boxes import main_block
from tests.invariance.dom import Element, insert_beside, read


class Framed(NamedTuple):
    """The page that holds the frame, the frame's address, the page in it."""

    outer: bytes
    address: str
    inner: bytes


def framed(body: bytes, url: str) -> Framed | None:
    """The content of the page at `url` in a frame of its own; None where no content stands alone."""
    document = read(body)
    block = main_block(document)
    if block is None:
        return None
    address = urljoin(url, f"frame_{zlib.crc32(url.encode()) % 10**6}.html")
    frame = Element("iframe", {"src": urlsplit(address).path, "width": "100%", "height": "800"})
    insert_beside(block, frame, after=True)
    block.replace()
    inner = read(b"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body></body></html>")
    inner.encoding = document.encoding
    for meta in inner.root.all("meta"):
        meta.attributes["charset"] = document.encoding
    inner.body.add(block)
    return Framed(document.bytes(), address, inner.bytes())
