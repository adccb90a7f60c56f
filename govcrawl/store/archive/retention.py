"""The archive's files over time: what a killed crawl has left is cut off, and what is too old goes."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from sqlalchemy import Engine

from govcrawl.domain.errors import StoreError
from govcrawl.store.archive.reader import inside
from govcrawl.store.archive.round_index import remove_index
from govcrawl.store.archive.warc import SUFFIX
from govcrawl.store.evidence import files_of, forget_records, indexed_ends, rounds_beyond


def mend(engine: Engine, root: Path, round_name: str, platforms: Collection[str]) -> int:
    """Cut files of killed crawls back to their last indexed record; returns the number of bytes cut off.

    Concerns the crawls of `round_name` on `platforms` in the archive's folder `root`. No fact rests on what lies behind
    the last record, and half a record would make the file unreadable for other tools. Only who holds the inspection
    locks of these platforms may call this.
    """
    cut = 0
    for crawl, ends in indexed_ends(engine, round_name, platforms).items():
        for path in sorted((root / round_name / f"{crawl:06d}").glob(f"*{SUFFIX}")):
            end = ends.get(path.relative_to(root).as_posix(), 0)
            size = path.stat().st_size
            if size > end:
                cut += size - end
                _cut(path, end)
    return cut


def _cut(path: Path, end: int) -> None:
    try:
        if end:
            with path.open("r+b") as file:
                file.truncate(end)
        else:
            path.unlink()
    except OSError as fault:
        raise StoreError(f"证据存档 {path} 无法整理（{fault.strerror}），请检查权限。") from fault


def prune(engine: Engine, root: Path, keep_rounds: int) -> dict[str, int]:
    """Delete the archive of all rounds but the newest `keep_rounds` from its folder `root`.

    Returns bytes freed by round.

    Files go before their index: a prune that is interrupted is finished by the next one. StoreError when a file cannot
    be deleted or lies outside the folder.
    """
    freed: dict[str, int] = {}
    for name in rounds_beyond(engine, keep_rounds):
        freed[name] = 0
        for file in files_of(engine, name):
            path = inside(root, file)
            try:
                freed[name] += path.stat().st_size if path.exists() else 0
                path.unlink(missing_ok=True)
                if path.parent.exists() and not any(path.parent.iterdir()):
                    path.parent.rmdir()
            except OSError as fault:
                raise StoreError(f"证据存档 {path} 无法删除（{fault.strerror}），请检查权限。") from fault
        try:
            remove_index(root, name)
        except OSError as fault:
            raise StoreError(f"证据索引 {root / name} 无法删除（{fault.strerror}），请检查权限。") from fault
        forget_records(engine, name)
    return freed
