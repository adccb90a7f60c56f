"""Closing a round: its files are kept as they were handed out, and nothing in it changes any more."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Engine, func, insert, select, update

from govcrawl.domain.errors import InputError, StoreError
from govcrawl.store.archive.round_index import ClosedRound, write_index
from govcrawl.store.decision_models import ExportRow, MarkRow, ReviewRow, VerificationRow
from govcrawl.store.evidence import all_records
from govcrawl.store.models import RoundRow
from govcrawl.store.open_rounds import find_open_round
from govcrawl.store.reader import find_round
from govcrawl.store.session import explained, writing

StoredFile = tuple[str, str, bytes]  # path below the round's folder, what the file is, its bytes


class ChangedMeanwhileError(InputError):
    """People have decided, or the rubric has changed, while the files of a round were made."""


RoundVersion = tuple[object, ...]


def round_version(engine: Engine, round_name: str) -> RoundVersion:
    """What people have made of the round so far: it is another after each decision, mark, verification and rubric.

    InputError when there is no such round. What the crawl finds is not in it: that has a lock of its own.
    """
    with explained(engine), engine.connect() as connection:
        return _version(connection, find_round(connection, round_name))


def _version(connection: Connection, number: int) -> RoundVersion:
    newest = (
        select(func.max(ReviewRow.id)).where(ReviewRow.round_id == number),
        select(func.max(MarkRow.id)).where(MarkRow.round_id == number),
        select(func.max(VerificationRow.verified_at)).where(VerificationRow.round_id == number),
        select(RoundRow.rubric_hash).where(RoundRow.id == number),
    )
    return tuple(connection.execute(each).scalar() for each in newest)


def store_exports(
    engine: Engine,
    round_name: str,
    files: Iterable[StoredFile],
    closed_at: datetime,
    version: RoundVersion | None = None,
) -> None:
    """Store `files` with the round and close it as of `closed_at` (UTC), in one transaction.

    version: of the round when the files were begun. ChangedMeanwhileError when it is another by now; InputError when
    the round is unknown or closed already.
    """
    with writing(engine) as connection:
        number = find_open_round(connection, round_name)
        if version is not None and version != _version(connection, number):
            raise ChangedMeanwhileError(
                f"检查期 {round_name} 在生成文件时又有新的复核意见、评分或指标，没有关闭，请待复核告一段落后再试。"
            )
        rows = [
            {
                "round_id": number, "path": path, "meaning": meaning, "digest": sha256(content).hexdigest(),
                "content": content,
            }
            for path, meaning, content in files
        ]  # fmt: skip
        if rows:
            connection.execute(insert(ExportRow), rows)
        connection.execute(update(RoundRow).where(RoundRow.id == number).values(closed_at=closed_at))


def read_exports(engine: Engine, round_name: str) -> Iterator[StoredFile]:
    """The files of a closed round by their paths. StoreError when one is not what was stored."""
    with explained(engine), engine.connect() as connection:
        number = find_round(connection, round_name)
        query = select(ExportRow.__table__).where(ExportRow.round_id == number).order_by(ExportRow.path)
        for row in connection.execute(query, execution_options={"yield_per": 1}).mappings():
            if sha256(row["content"]).hexdigest() != row["digest"]:
                raise StoreError(f"检查期 {round_name} 所存的文件 {row['path']} 已损坏，与关闭时不一致。")
            yield row["path"], row["meaning"], row["content"]


def store_index(engine: Engine, root: Path, round_name: str, key: Ed25519PrivateKey | None) -> Path:
    """Write the evidence index of a closed round into the archive's folder `root`, signed with `key` if there is one.

    Returns its file. InputError when the round is unknown or open, OutputError when the disk does not take the index.
    """
    with explained(engine), engine.connect() as connection:
        number = find_round(connection, round_name)
        query = select(RoundRow.inspection_date, RoundRow.closed_at).where(RoundRow.id == number)
        inspected, closed_at = connection.execute(query).one()
        if closed_at is None:
            raise InputError(f"检查期 {round_name} 还没有关闭，其索引还会变化，不能签名。")
        files = select(ExportRow.path, ExportRow.digest).where(ExportRow.round_id == number)
        digests = {row.path: row.digest for row in connection.execute(files)}
    about = ClosedRound(round_name, inspected.isoformat(), closed_at.isoformat(), digests)
    return write_index(root, about, all_records(engine, round_name), key)
