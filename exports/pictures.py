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
DAMAGED = "截图已损坏"
_NAMED = 5  # damaged pictures that a line names


def pictures_of(view: RoundView) -> dict[str, EvidenceRecord]:
    """The newest whole picture of each page, by its file's name; none where nothing is archived."""
    if archive_root(view.engine.url) is None:
        return {}
    return {picture_name(kept.url): kept for kept in view.screenshots if kept not in view.damaged_screenshots}


def damaged_pictures(view: RoundView) -> dict[str, str]:
    """The addresses of pages of which no whole picture is left, by the name of the file that there would be."""
    if archive_root(view.engine.url) is None:
        return {}
    whole = pictures_of(view)
    names = {picture_name(kept.url): kept.url for kept in view.screenshots if kept in view.damaged_screenshots}
    return {name: url for name, url in names.items() if name not in whole}


def damage_note(view: RoundView) -> str | None:
    """One Chinese line that names the pages whose pictures are damaged; None when there is none."""
    urls = list(damaged_pictures(view).values())
    if not urls:
        return None
    more = "等" if len(urls) > _NAMED else ""
    return f"截图 {len(urls)} 个在证据存档中已损坏或缺失，没有导出：{'、'.join(urls[:_NAMED])}{more}"


def write_pictures(view: RoundView, out: Path) -> list[Path]:
    """Write the pictures into a folder of `out`, and give their paths: none when no pictures were taken.

    Damaged ones are left out. Raises OutputError when one cannot be written.
    """
    written = []
    for name, kept in pictures_of(view).items():
        path = out / FOLDER / name
        with atomic_write(path) as draft:
            draft.write_bytes(read_picture(view.engine, kept))
        written.append(path)
    return written


def read_picture(engine: Engine, kept: EvidenceRecord) -> bytes:
    """The picture's file. StoreError when it is damaged."""
    return read_record(archive_root(engine.url) or Path(), kept).body


def picture_link(url: str, taken: dict[str, EvidenceRecord], damaged: dict[str, str]) -> Linked | str | None:
    """A cell that leads from a workbook to the picture of the page `url` beside it, or says that it is damaged.

    `taken` are the pictures of `pictures_of`, `damaged` those of `damaged_pictures`.
    """
    name = picture_name(url)
    if name in damaged:
        return DAMAGED
    return Linked("查看", f"{FOLDER}/{name}") if name in taken else None


def picture_name(url: str) -> str:
    """What the picture of a page is called. Never made of what a page says: a number."""
    return f"{address_hash(url) & 0xFFFF_FFFF_FFFF_FFFF:016x}.png"
