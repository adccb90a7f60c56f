"""The index of a closed round as files beside its records, so that both can be proved without the database.

`records.jsonl.gz` names every record with its digests, `index.json` the round, its kept files and the digest of the
former; `index.json.sig` is the signature of `index.json` (Ed25519, 64 bytes), which other tools check too.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path, PurePosixPath
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from govcrawl.domain.atomic_write import atomic_write
from govcrawl.domain.errors import InputError, StoreError
from govcrawl.store.archive.exchange import TIME_FORM, ExchangeKind
from govcrawl.store.archive.signing import is_signed
from govcrawl.store.archive.warc import SUFFIX, WarcLocation
from govcrawl.store.evidence import EvidenceRecord, read_record

RECORDS, STATEMENT, SIGNATURE = "records.jsonl.gz", "index.json", "index.json.sig"
_LONGEST_LINE = 1 << 20  # bytes; an address is far shorter
_MOST_BYTES = 16 << 20  # of the statement


@dataclass(frozen=True, slots=True)
class ClosedRound:
    """What the statement says of a round beside its records."""

    round: str
    inspection_date: str
    closed_at: str
    files: dict[str, str]  # SHA-256 by path, of the files that were handed out


@dataclass(slots=True)
class Proof:
    """What came of verifying a round's folder; `faults`, a line each, are none when all is well."""

    signed: bool
    round: str
    records: int
    faults: list[str]


def write_index(
    root: Path, about: ClosedRound, records: Iterable[EvidenceRecord], key: Ed25519PrivateKey | None
) -> Path:
    """Write the index of a round below the archive's folder `root`, signed with `key` if there is one.

    `about` says what the round is, `records` are its records as the database has them. Returns the statement's file;
    OutputError when the disk does not take it.
    """
    folder, count = root / about.round, 0
    with atomic_write(folder / RECORDS) as draft, draft.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, 0) as file:
        for each in records:
            file.write(_line(each, about.round))
            count += 1
    stated = {
        "round": about.round, "inspection_date": about.inspection_date, "closed_at": about.closed_at,
        "records": count, "records_sha256": _digest(folder / RECORDS), "files": about.files,
    }  # fmt: skip
    content = json.dumps(stated, ensure_ascii=False, indent=1, sort_keys=True).encode()
    (folder / SIGNATURE).unlink(missing_ok=True)  # of another statement
    with atomic_write(folder / STATEMENT) as draft:
        draft.write_bytes(content)
    if key is not None:
        with atomic_write(folder / SIGNATURE) as draft:
            draft.write_bytes(key.sign(content))
    return folder / STATEMENT


def remove_index(root: Path, round_name: str) -> None:
    """Delete the index of a round whose records are deleted. OSError when that fails."""
    for name in (RECORDS, STATEMENT, SIGNATURE):
        (root / round_name / name).unlink(missing_ok=True)


def verify_index(folder: Path, key: Ed25519PublicKey) -> Proof:
    """Compare a closed round's `folder` with its index, and the index with its signature by the owner of `key`.

    InputError when the folder has no index; all that is wrong otherwise is among the faults.
    """
    content = _read(folder / STATEMENT)
    signature = _read(folder / SIGNATURE, missing=b"")
    proof = Proof(is_signed(content, signature, key), "", 0, [])
    if not proof.signed:
        proof.faults.append("索引的签名与给出的公钥不符，索引可能已被改动。" if signature else "索引没有签名。")
    try:
        stated = json.loads(content)
        proof.round, records, digest = str(stated["round"]), int(stated["records"]), str(stated["records_sha256"])
    except (ValueError, LookupError, TypeError, RecursionError):
        proof.faults.append(f"{folder / STATEMENT} 不是证据索引。")
        return proof
    if not (folder / RECORDS).is_file() or _digest(folder / RECORDS) != digest:
        proof.faults.append(f"{folder / RECORDS} 缺失或已被改动，各条记录无法核对。")
        return proof
    _compare(folder, proof)
    if proof.records != records:
        proof.faults.append(f"索引应有 {records} 条记录，实有 {proof.records} 条。")
    return proof


def _compare(folder: Path, proof: Proof) -> None:
    """Every record with the index, and every file of records: none may be there that the index does not know."""
    known = set()
    for each in _records(folder / RECORDS):
        proof.records += 1
        known.add(each.place.file)
        try:
            read_record(folder, each)
        except StoreError as fault:
            proof.faults.append(str(fault))
    found = {path.relative_to(folder).as_posix() for path in folder.rglob(f"*{SUFFIX}")}
    proof.faults += [f"文件 {name} 不在索引中。" for name in sorted(found - known)]


def _line(record: EvidenceRecord, round_name: str) -> bytes:
    """A record as JSON; its file is named from the round's folder, wherever that is copied to."""
    place = record.place
    stated = {
        "crawl": record.crawl, "url": record.url, "kind": record.kind.value, "status": record.status,
        "at": record.at.strftime(TIME_FORM), "file": str(PurePosixPath(place.file).relative_to(round_name)),
        "offset": place.offset, "length": place.length, "digest": place.digest, "seal": place.seal,
    }  # fmt: skip
    return f"{json.dumps(stated, ensure_ascii=False, separators=(',', ':'))}\n".encode()


def _records(path: Path) -> Iterator[EvidenceRecord]:
    try:
        with gzip.open(path) as file:
            while line := file.readline(_LONGEST_LINE):
                yield _record(json.loads(line))
    except (ValueError, LookupError, TypeError, RecursionError, OSError, EOFError, zlib.error) as fault:
        raise StoreError(f"{path} 无法读取，不是证据索引。") from fault


def _record(stated: dict[str, Any]) -> EvidenceRecord:
    place = WarcLocation(*(stated[name] for name in ("file", "offset", "length", "digest", "seal")))
    at = datetime.strptime(stated["at"], TIME_FORM).replace(tzinfo=UTC)
    return EvidenceRecord(stated["crawl"], stated["url"], ExchangeKind(stated["kind"]), stated["status"], at, place)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _read(path: Path, missing: bytes | None = None) -> bytes:
    """A small file's content. InputError when it is not there, unless `missing` stands for that, or unreadable."""
    if missing is not None and not path.exists():
        return missing
    if not path.is_file():
        raise InputError(f"没有文件 {path}：该检查期关闭时没有写出证据索引，或这不是存档中检查期的文件夹。")
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES)
    except OSError as fault:
        raise InputError(f"文件 {path} 无法读取（{fault.strerror}）。") from fault
