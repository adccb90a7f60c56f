"""Archiving one crawl: each exchange goes to the files at once, its index row to the store with the facts."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from govcrawl.domain.urls import page_key
from govcrawl.store.archive.exchange import Exchange
from govcrawl.store.archive.warc import WarcFiles
from govcrawl.store.column_types import hash_of

IndexRow = dict[str, Any]


class Recorder:
    """Files and index rows of one crawl. StoreError when the disk does not take them."""

    def __init__(self, root: Path, round_name: str, crawl_id: int, started: datetime) -> None:
        name = f"govcrawl-{crawl_id:06d}-{started:%Y%m%dT%H%M%S}"
        self._files = WarcFiles(root, f"{round_name}/{crawl_id:06d}", name)
        self._crawl_id = crawl_id
        self._number = 0

    def write(self, target_id: int, exchange: Exchange, part_of: str = "") -> IndexRow:
        """Archive `exchange` of target `target_id`; returns its row for the index.

        `part_of` is the address of the page whose list or file it is.
        """
        place = self._files.write(exchange)
        self._number += 1
        return {
            "crawl_id": self._crawl_id, "number": self._number, "target_id": target_id,
            "request_hash": exchange.request_hash, "kind": exchange.kind.value, "url": exchange.url,
            "url_hash": address_hash(exchange.url), "final_hash": address_hash(exchange.final_url or exchange.url),
            "part_of": address_hash(part_of) if part_of else None,
            "status": exchange.status, "at": exchange.at,
            "file": place.file, "offset": place.offset, "length": place.length, "digest": place.digest,
            "seal": place.seal,
        }  # fmt: skip

    def sync(self) -> None:
        """Bring what was written to the disk; StoreError when that fails.

        Index rows may be committed only afterwards.
        """
        self._files.sync()

    def close(self) -> None:
        """Close the archive's file."""
        self._files.close()


def address_hash(url: str) -> int:
    """The same for all ways in which one page is written."""
    return hash_of("address", page_key(url))
