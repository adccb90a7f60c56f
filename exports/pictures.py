"""截图: pictures of pages with problems, taken out of the archive; workbooks lead to them."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from analysis.round_view import RoundView
from exports.cell_values import Linked
from govcrawl.domain.atomic_write import atomic_write
from govcrawl.store.archive.location import archive_root
from govcrawl.store.archive.recorder import address_hash
from govcrawl.store.evidence import EvidenceRecord, read_record

FOLDER = "截图"


def pictures_of(view: RoundView) -> dict[str, EvidenceRecord]:
    """The newest picture of each page, by its file's name."""
    return {picture_name(kept.url): kept for kept in view.screenshots}


def write_pictures(view: RoundView, out: Path) -> list[Path]:
    """Write the pictures into a folder of `out`, and give their paths: none when no pictures were taken.

    Raises StoreError when one is damaged, OutputError when one cannot be written.
    """
    written = []
    for name, kept in pictures_of(view).items() if archive_root(view.engine.url) is not None else ():
        path = out / FOLDER / name
        with atomic_write(path) as draft:
            draft.write_bytes(read_picture(view.engine, kept))
        written.append(path)
    return written


def read_picture(engine: Engine, kept: EvidenceRecord) -> bytes:
    """The picture's file. StoreError when it is damaged."""
    return read_record(archive_root(engine.url) or Path(), kept).body


def picture_link(url: str, taken: dict[str, EvidenceRecord]) -> Linked | None:
    """A cell that leads from a workbook to the picture of this page beside it."""
    name = picture_name(url)
    return Linked("查看", f"{FOLDER}/{name}") if name in taken else None


def picture_name(url: str) -> str:
    """What the picture of a page is called. Never made of what a page says: a number."""
    return f"{address_hash(url) & 0xFFFF_FFFF_FFFF_FFFF:016x}.png"
