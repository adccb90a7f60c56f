"""截图: pictures of pages with problems, taken out of the archive; workbooks lead to them."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from exports.cell_values import Linked
from govcrawl.domain.atomic_write import atomic_write
from govcrawl.store.archive import ExchangeKind, read_exchange
from govcrawl.store.archive.location import archive_root
from govcrawl.store.archive.recorder import address_hash
from govcrawl.store.evidence import EvidenceRecord, all_records

FOLDER = "截图"


def pictures_of(engine: Engine, round_name: str) -> dict[str, EvidenceRecord]:
    """The newest picture of each page, by its file's name."""
    taken = sorted(all_records(engine, round_name, ExchangeKind.SCREENSHOT), key=lambda kept: kept.at)
    return {picture_name(kept.url): kept for kept in taken}


def write_pictures(engine: Engine, round_name: str, out: Path) -> list[Path]:
    """The pictures' paths; nothing is written when none were taken. StoreError when one is damaged."""
    written = []
    for name, kept in pictures_of(engine, round_name).items() if archive_root(engine.url) is not None else ():
        path = out / FOLDER / name
        with atomic_write(path) as draft:
            draft.write_bytes(read_picture(engine, kept))
        written.append(path)
    return written


def read_picture(engine: Engine, kept: EvidenceRecord) -> bytes:
    """The picture's file. StoreError when it is damaged."""
    return read_exchange(archive_root(engine.url) or Path(), kept.place).body


def picture_link(url: str, taken: dict[str, EvidenceRecord]) -> Linked | None:
    """A cell that leads from a workbook to the picture of this page beside it."""
    name = picture_name(url)
    return Linked("查看", f"{FOLDER}/{name}") if name in taken else None


def picture_name(url: str) -> str:
    """What the picture of a page is called. Never made of what a page says: a number."""
    return f"{address_hash(url) & 0xFFFF_FFFF_FFFF_FFFF:016x}.png"
