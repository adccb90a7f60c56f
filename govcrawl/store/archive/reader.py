"""Reading records back by their place; a record that is not what was written is an error, never evidence."""

from __future__ import annotations

import errno
import json
import os
import zlib
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from govcrawl.domain.errors import StoreError
from govcrawl.store.archive.exchange import TIME_FORM, Exchange, ExchangeKind, record_seal, verdict_of
from govcrawl.store.archive.warc import HEADER, WarcLocation

# What bytes that are no record of ours make of the readers of gzip, WARC, JSON and times.
_UNREADABLE = (
    ValueError, LookupError, TypeError, AttributeError, RecursionError, EOFError, OSError, zlib.error,
    ArchiveLoadFailed,
)  # fmt: skip


def read_exchange(root: Path, place: WarcLocation) -> Exchange:
    """The exchange at `place` in the archive whose folder is `root`.

    StoreError when the file is missing or damaged, or when the record there is another one.
    """
    path = inside(root, place.file)
    try:
        written = _bytes_at(path, place)
    except OSError as fault:
        raise StoreError(f"证据存档 {path} 无法读取（{fault.strerror or type(fault).__name__}）。") from fault
    try:
        exchange = _parsed(written)
    except _UNREADABLE as fault:
        raise StoreError(_damaged(path, place)) from fault
    if sha256(exchange.body).hexdigest() != place.digest:
        raise StoreError(_damaged(path, place))
    if place.seal is not None and record_seal(exchange, written) != place.seal:
        raise StoreError(_damaged(path, place))
    return exchange


def inside(root: Path, file: str) -> Path:
    """The path of `file` (relative) in the archive's folder `root`; StoreError when it leads out of that folder."""
    path = (root / file).resolve()
    if not path.is_relative_to(root.resolve()):
        raise StoreError(f"证据存档的索引指向文件夹之外：{file}。")
    return path


def _bytes_at(path: Path, place: WarcLocation) -> bytes:
    """What lies there; OSError when that cannot be read."""
    if not path.is_file():  # a pipe or device in its place would never end
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    with path.open("rb") as file:
        file.seek(max(0, place.offset))
        return file.read(max(0, place.length))


def _parsed(written: bytes) -> Exchange:
    """The exchange of a record's bytes; what they are not is raised as whatever the readers of their parts raise."""
    record = next(iter(ArchiveIterator(BytesIO(written))), None)
    if record is None:
        raise EOFError
    about = json.loads(record.rec_headers.get_header(HEADER) or "{}")
    at = _moment(record.rec_headers.get_header("WARC-Date"))
    headers = list(record.http_headers.headers) if record.http_headers else []
    return _exchange(about, at, headers, record.content_stream().read(), record.rec_type)


def _exchange(about: dict[str, Any], at: datetime, headers: list[Any], body: bytes, form: str) -> Exchange:
    kind = ExchangeKind(about["kind"])
    verdict = verdict_of(about["verdict"]) if about.get("verdict") else None
    if form == "metadata" and kind is not ExchangeKind.NOTE:
        body = b""  # no answer came: the record's body repeats the exchange for other readers
    kept = [(str(name), str(value)) for name, value in headers]
    if not kept and about.get("content_type"):
        kept = [("Content-Type", str(about["content_type"]))]
    return Exchange(
        url=about["url"],
        kind=kind,
        at=at,
        method=about["method"],
        request_body=about["request_body"],
        number=about["number"],
        final_url=about["final_url"],
        redirects=list(about["redirects"]),
        status=about["status"],
        headers=kept,
        body=body,
        size=about["size"],
        verdict=verdict,
    )


def _moment(text: str | None) -> datetime:
    return datetime.strptime(text or "", TIME_FORM).replace(tzinfo=UTC)


def _damaged(path: Path, place: WarcLocation) -> str:
    return f"证据存档 {path} 在字节 {place.offset} 处的记录已损坏或被改动。"
