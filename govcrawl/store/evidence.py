"""The index of the evidence archive: which records a finding rests on, and where they lie."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, delete, func, or_, select

from govcrawl.domain.errors import InputError, StoreError
from govcrawl.domain.findings import Finding
from govcrawl.store.archive import Exchange, ExchangeKind, WarcLocation, read_exchange
from govcrawl.store.archive.recorder import address_hash
from govcrawl.store.column_types import clean
from govcrawl.store.evidence_models import EvidenceRow
from govcrawl.store.finding_models import FindingRow
from govcrawl.store.models import CrawlRow, RoundRow
from govcrawl.store.session import explained, writing

_LIST_OR_FILE = (ExchangeKind.PLAIN.value, ExchangeKind.BROWSER.value)


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """A record of the archive."""

    crawl: int
    url: str
    kind: ExchangeKind
    status: int | None
    at: datetime
    place: WarcLocation


RECORD_COLUMNS = (
    EvidenceRow.crawl_id,
    EvidenceRow.url,
    EvidenceRow.kind,
    EvidenceRow.status,
    EvidenceRow.at,
    EvidenceRow.file,
    EvidenceRow.offset,
    EvidenceRow.length,
    EvidenceRow.digest,
    EvidenceRow.seal,
)


def rounds_of(engine: Engine, key: str) -> list[str]:
    """Rounds in which a finding of this key was found, the latest first."""
    query = select(RoundRow.name).join(FindingRow, FindingRow.round_id == RoundRow.id).where(FindingRow.key == key)
    with explained(engine), engine.connect() as connection:
        return list(connection.execute(query.order_by(RoundRow.inspection_date.desc())).scalars())


def records_behind(engine: Engine, round_name: str, finding: Finding) -> list[EvidenceRecord]:
    """Records of the page or column that the finding is about, and of the link or file in question, oldest first.

    Of a column also the list pages and list data that were read for it.
    """
    addresses = {address_hash(finding.url)}
    if finding.value.startswith(("http://", "https://")):
        addresses.add(address_hash(finding.value))
    row = EvidenceRow
    query = select(*RECORD_COLUMNS).join(CrawlRow, CrawlRow.id == row.crawl_id)
    query = query.join(RoundRow, RoundRow.id == CrawlRow.round_id)
    query = query.join(FindingRow, (FindingRow.round_id == RoundRow.id) & (FindingRow.target_id == row.target_id))
    query = query.where(RoundRow.name == round_name, FindingRow.key == finding.key, row.kind != ExchangeKind.NOTE.value)
    its_own = row.url_hash.in_(addresses) | row.final_hash.in_(addresses)
    its_parts = (row.part_of == address_hash(finding.url)) & row.kind.in_(_LIST_OR_FILE)
    query = query.where(or_(its_own, its_parts)).order_by(row.at, row.crawl_id, row.number)
    with explained(engine), engine.connect() as connection:
        return [as_record(row) for row in connection.execute(query)]


def all_records(
    engine: Engine, round_name: str | None = None, kind: ExchangeKind | None = None
) -> Iterator[EvidenceRecord]:
    """Every record of a round, or of all, of one kind, or of all; in the order of the files."""
    query = select(*RECORD_COLUMNS).order_by(EvidenceRow.file, EvidenceRow.offset)
    if kind is not None:
        query = query.where(EvidenceRow.kind == kind.value)
    if round_name is not None:
        query = query.join(CrawlRow, CrawlRow.id == EvidenceRow.crawl_id).join(
            RoundRow, RoundRow.id == CrawlRow.round_id
        )
        query = query.where(RoundRow.name == round_name)
    with explained(engine), engine.connect() as connection:
        rows = connection.execute(query, execution_options={"yield_per": 1000})
        yield from map(as_record, rows)


def as_record(row: Sequence[Any]) -> EvidenceRecord:
    """The record of a `row` of RECORD_COLUMNS."""
    crawl, url, kind, status, at, *place = row
    return EvidenceRecord(crawl, url, ExchangeKind(kind), status, at, WarcLocation(*place))


def read_record(root: Path, kept: EvidenceRecord) -> Exchange:
    """The exchange of the record `kept` in the archive whose folder is `root`.

    StoreError when it is missing or damaged, or when it says something else than the index does.
    """
    exchange = read_exchange(root, kept.place)
    found = clean(exchange.url), exchange.kind, exchange.status, exchange.at
    if found != (kept.url, kept.kind, kept.status, kept.at):
        place = f"{kept.place.file}，字节 {kept.place.offset}"
        raise StoreError(f"证据存档的记录（{place}）与索引不一致：网址、方式、状态或时间已被改动。")
    return exchange


def rounds_beyond(engine: Engine, keep: int) -> list[str]:
    """Rounds older than the newest `keep` of those that have an archive, the oldest first."""
    archived = select(CrawlRow.round_id).join(EvidenceRow, EvidenceRow.crawl_id == CrawlRow.id).distinct()
    query = select(RoundRow.name).where(RoundRow.id.in_(archived)).order_by(RoundRow.inspection_date.desc())
    with explained(engine), engine.connect() as connection:
        return list(connection.execute(query).scalars())[keep:][::-1]


def files_of(engine: Engine, round_name: str) -> list[str]:
    """Files of a round, below the archive's folder."""
    query = select(EvidenceRow.file).join(CrawlRow, CrawlRow.id == EvidenceRow.crawl_id)
    query = query.join(RoundRow, RoundRow.id == CrawlRow.round_id).where(RoundRow.name == round_name).distinct()
    with explained(engine), engine.connect() as connection:
        return sorted(connection.execute(query).scalars())


def forget_records(engine: Engine, round_name: str) -> int:
    """Take a round out of the index; how many records it had."""
    crawls = select(CrawlRow.id).join(RoundRow, RoundRow.id == CrawlRow.round_id).where(RoundRow.name == round_name)
    with writing(engine) as connection:
        return connection.execute(delete(EvidenceRow).where(EvidenceRow.crawl_id.in_(crawls))).rowcount


def crawl_times(engine: Engine, round_name: str) -> tuple[datetime | None, datetime | None]:
    """When the round's first crawl began and its last one ended; None where that is not known."""
    query = select(func.min(CrawlRow.started_at), func.max(CrawlRow.ended_at))
    query = query.join(RoundRow, RoundRow.id == CrawlRow.round_id).where(RoundRow.name == round_name)
    with explained(engine), engine.connect() as connection:
        row = connection.execute(query).one()
        return row[0], row[1]


def indexed_ends(engine: Engine, round_name: str, platforms: Collection[str]) -> dict[int, dict[str, int]]:
    """By crawl of these platforms that has not said that it ended, and file: where the last indexed record ends."""
    with explained(engine), engine.connect() as connection:
        number = connection.execute(select(RoundRow.id).where(RoundRow.name == round_name)).scalar_one_or_none()
        broken = select(CrawlRow.id, CrawlRow.options)
        rows = connection.execute(broken.where(CrawlRow.round_id == number, CrawlRow.ended_at.is_(None)))
        held = set(platforms)
        ends: dict[int, dict[str, int]] = {crawl: {} for crawl, options in rows if _platforms(options) <= held}
        end = func.max(EvidenceRow.offset + EvidenceRow.length)
        query = select(EvidenceRow.crawl_id, EvidenceRow.file, end).where(EvidenceRow.crawl_id.in_(ends))
        for crawl, file, last in connection.execute(query.group_by(EvidenceRow.crawl_id, EvidenceRow.file)):
            ends[crawl][file] = last
    return ends


def _platforms(options: Mapping[str, str]) -> set[str]:
    """What a crawl of these options inspected: one platform, or several side by side."""
    return set((options.get("platforms") or options.get("platform") or "").split(","))


def finding_of(found: list[Finding], key: str) -> Finding:
    """The finding with this `key` among `found`; InputError when it is not there."""
    for each in found:
        if each.key == key:
            return each
    raise InputError(f"没有编号为 {key} 的问题，编号见 govcrawl findings --format csv 的 key 列。")
