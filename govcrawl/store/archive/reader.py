"""Reading records back by their place; a record that is not what was written is an error, never evidence."""

from __future__ import annotations

import json
import zlib
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from govcrawl.domain.errors import StoreError
from govcrawl.store.archive.exchange import Exchange, ExchangeKind, verdict_of
from govcrawl.store.archive.warc import HEADER, WarcLocation


def read_exchange(root: Path, place: WarcLocation) -> Exchange:
    """The exchange at `place` in the archive whose folder is `root`.

    StoreError when the file is missing or damaged, or when the record there is another one.
    """
    path = inside(root, place.file)
    try:
        with path.open("rb") as file:
            file.seek(place.offset)
            record = next(iter(ArchiveIterator(file)), None)
            if record is None:
                raise StoreError(_damaged(path, place))
            about = json.loads(record.rec_headers.get_header(HEADER) or "{}")
            at = _moment(record.rec_headers.get_header("WARC-Date"))
            headers = list(record.http_headers.headers) if record.http_headers else []
            body = record.content_stream().read()
    except OSError as fault:
        raise StoreError(f"证据存档 {path} 无法读取（{fault.strerror or type(fault).__name__}）。") from fault
    except (ValueError, EOFError, zlib.error, ArchiveLoadFailed) as fault:
        raise StoreError(_damaged(path, place)) from fault
    exchange = _exchange(about, at, headers, body, record.rec_type)
    if sha256(exchange.body).hexdigest() != place.digest:
        raise StoreError(_damaged(path, place))
    return exchange


def inside(root: Path, file: str) -> Path:
    """The path of `file` (relative) in the archive's folder `root`; StoreError when it leads out of that folder."""
    path = (root / file).resolve()
    if not path.is_relative_to(root.resolve()):
        raise StoreError(f"证据存档的索引指向文件夹之外：{file}。")
    return path


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
    return datetime.strptime(text or "", "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def _damaged(path: Path, place: WarcLocation) -> str:
    return f"证据存档 {path} 在字节 {place.offset} 处的记录已损坏或被改动。"
