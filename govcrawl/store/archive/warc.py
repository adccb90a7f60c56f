"""Writing WARC 1.1 (ISO 28500:2017): gzip per record, files of one crawl numbered in turn, never overwritten.

A plain answer is a `response` record: its HTTP head, and its body as decoded (compression and chunks taken off; the
head says what it was under X-Archive-Orig- names, as other crawlers do). What a browser shows is a `resource` record,
an answer that never came a `metadata` record. Each carries the exchange itself in the header GovCrawl-Exchange.
"""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from govcrawl import __version__
from govcrawl.domain.errors import StoreError
from govcrawl.store.archive.exchange import RENDERED, TIME_FORM, Exchange, ExchangeKind, record_seal, verdict_record

HEADER = "GovCrawl-Exchange"
SUFFIX = ".warc.gz"
MAX_BYTES = 1 << 30  # a file that has grown past this is followed by the next
_LEVEL = 5  # of compression, 1 to 9
# Headers that no longer hold of a decoded body.
_UNDONE = frozenset({"content-encoding", "transfer-encoding", "content-length"})


@dataclass(frozen=True, slots=True)
class WarcLocation:
    """Where a record lies: file below the archive's folder, offset and length in bytes, SHA-256 of the body.

    `seal` is the digest of the whole record (`record_seal`); None for records that earlier versions have written.
    """

    file: str
    offset: int
    length: int
    digest: str
    seal: str | None = None


class WarcFiles:
    """The files of one crawl, `name`-00000.warc.gz and so on, in `folder` below `root`; made with the first record.

    Every method raises StoreError when the disk does not take what is written.
    """

    def __init__(self, root: Path, folder: str, name: str, max_bytes: int = MAX_BYTES) -> None:
        self._root, self._folder, self._name, self._max = root, folder, name, max_bytes
        self._number = 0
        self._file: IO[bytes] | None = None
        self._path = ""

    def write(self, exchange: Exchange) -> WarcLocation:
        """Append `exchange` as a record; returns where it lies. StoreError when the disk is full or not writable."""
        try:
            return self._write(exchange)
        except OSError as fault:
            raise StoreError(_told(self._root, fault)) from fault

    def sync(self) -> None:
        """Bring what was written to the disk: only then may the database refer to it. StoreError when that fails."""
        if self._file is None:
            return
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as fault:
            raise StoreError(_told(self._root, fault)) from fault

    def close(self) -> None:
        """Close the current file, if any; StoreError when its last bytes cannot be written."""
        file, self._file = self._file, None
        if file is not None:
            try:
                file.close()
            except OSError as fault:
                raise StoreError(_told(self._root, fault)) from fault

    def _write(self, exchange: Exchange) -> WarcLocation:
        file = self._open()
        offset, record = file.tell(), BytesIO()
        writer = WARCWriter(record, gzip=False, warc_version="1.1")
        writer.write_record(_record(writer, exchange))
        written = _packed(record.getvalue())
        file.write(written)
        digest, seal = sha256(exchange.body).hexdigest(), record_seal(exchange, written)
        return WarcLocation(self._path, offset, len(written), digest, seal)

    def _open(self) -> IO[bytes]:
        if self._file is not None and self._file.tell() >= self._max:
            self.sync()
            self.close()
            self._number += 1
        if self._file is None:
            name = f"{self._name}-{self._number:05d}{SUFFIX}"
            path = self._root / self._folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("xb")  # what another crawl has written is never touched
            self._path = f"{self._folder}/{name}"
            writer = WARCWriter(self._file, gzip=True, warc_version="1.1")
            about = {"software": f"govcrawl {__version__}", "format": "WARC File Format 1.1", "isPartOf": self._folder}
            writer.write_record(writer.create_warcinfo_record(name, about))
        return self._file


def _packed(record: bytes) -> bytes:
    """A record as one gzip member. The writer's own level takes twice the time for records 2 % smaller."""
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return compressor.compress(record) + compressor.flush()


def _record(writer: Any, exchange: Exchange) -> Any:
    headers = {
        "WARC-Date": exchange.at.strftime(TIME_FORM),
        HEADER: json.dumps(_about(exchange), ensure_ascii=True, separators=(",", ":")),
    }
    uri = printable(exchange.final_url or exchange.url)
    if exchange.kind is ExchangeKind.SCREENSHOT:
        uri = f"urn:screenshot:{uri}"
    if exchange.status is None and exchange.kind is not ExchangeKind.SCREENSHOT:
        body = exchange.body or json.dumps(_about(exchange), ensure_ascii=False).encode()
        kind = "application/json"
        # Under the page's own address other tools would show it in place of the page.
        return writer.create_warc_record(f"urn:govcrawl:{uri}", "metadata", BytesIO(body), len(body),
                                         warc_content_type=kind, warc_headers_dict=headers)  # fmt: skip
    if exchange.size is not None and exchange.size != len(exchange.body):
        headers["WARC-Truncated"] = "length"
    body = exchange.body
    if exchange.kind in RENDERED or exchange.kind is ExchangeKind.SCREENSHOT:
        kind = printable(exchange.content_type or "text/html")
        return writer.create_warc_record(uri, "resource", BytesIO(body), len(body), warc_content_type=kind,
                                         warc_headers_dict=headers)  # fmt: skip
    return writer.create_warc_record(uri, "response", BytesIO(body), len(body), http_headers=_head(exchange),
                                     warc_headers_dict=headers)  # fmt: skip


def _head(exchange: Exchange) -> StatusAndHeaders:
    status = exchange.status or 0
    phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Answer"
    lines = [(f"X-Archive-Orig-{name}" if name.lower() in _UNDONE else name, value) for name, value in exchange.headers]
    lines.append(("Content-Length", str(len(exchange.body))))
    return StatusAndHeaders(f"{status} {phrase}", lines, "HTTP/1.1")


def _about(exchange: Exchange) -> dict[str, Any]:
    return {
        "url": exchange.url,
        "kind": exchange.kind.value,
        "method": exchange.method,
        "request_body": exchange.request_body,
        "number": exchange.number,
        "final_url": exchange.final_url,
        "redirects": exchange.redirects,
        "status": exchange.status,
        "content_type": exchange.content_type,
        "size": exchange.size,
        "verdict": verdict_record(exchange.verdict) if exchange.verdict else None,
    }


def printable(text: str) -> str:
    """One line of a header: nothing that would end it."""
    return "".join(character if character.isprintable() else "%20" for character in text)


def _told(root: Path, fault: OSError) -> str:
    why = fault.strerror or type(fault).__name__
    return f"证据存档 {root} 无法写入（{why}），请检查磁盘空间和权限，或用环境变量 GOVCRAWL_ARCHIVE 另选位置。"
