"""A crawl from its archive: each request gets the answer that it got then."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select

from govcrawl.domain.errors import InputError
from govcrawl.domain.fetch_outcomes import FetchOutcome, LinkState, Verdict
from govcrawl.domain.targets import Target
from govcrawl.store.archive.exchange import Exchange, ExchangeKind, request_hash
from govcrawl.store.evidence import RECORD_COLUMNS, EvidenceRecord, as_record, read_record
from govcrawl.store.evidence_models import EvidenceRow
from govcrawl.store.models import CrawlRow, RoundRow, TargetRow
from govcrawl.store.reader import find_round
from govcrawl.store.session import explained

NOT_KEPT = Verdict(FetchOutcome.BLOCKED, LinkState.ERROR, "存档中没有该请求的应答")
_Answers = dict[int, EvidenceRecord]  # by request_hash


class Replay:
    """Answers of one crawl, and of those that it went on with."""

    def __init__(self, engine: Engine, root: Path, crawl_id: int) -> None:
        """InputError when there is no such crawl, or nothing of it is archived."""
        self._engine, self._root = engine, root
        self._crawls = crawls_behind(engine, crawl_id)
        self._held: dict[tuple[str, str], _Answers] = {}

    def targets(self) -> set[tuple[str, str]]:
        """(platform, address) of the targets that these crawls have asked."""
        query = select(TargetRow.platform, TargetRow.url).join(EvidenceRow, EvidenceRow.target_id == TargetRow.id)
        with explained(self._engine), self._engine.connect() as connection:
            rows = connection.execute(query.where(EvidenceRow.crawl_id.in_(self._crawls)).distinct())
            return {(platform, url) for platform, url in rows}

    def find(self, target: Target, asked: int) -> Exchange | None:
        """The exchange of the target's request of this hash; None when none was archived."""
        kept = self._of(target).get(asked)
        return read_record(self._root, kept) if kept else None

    def note(self, target: Target, name: str = "") -> dict[str, Any]:
        """What the crawl learned of the target otherwise than by a response; {} when there is no such note."""
        found = self.find(target, request_hash(ExchangeKind.NOTE, "GET", target.url, name))
        noted: dict[str, Any] = json.loads(found.body) if found else {}
        return noted

    def _of(self, target: Target) -> _Answers:
        key = (target.platform, target.url)
        if key not in self._held:
            self._held[key] = self._load(target)
        return self._held[key]

    def _load(self, target: Target) -> _Answers:
        row = EvidenceRow
        query = select(row.request_hash, *RECORD_COLUMNS)
        query = query.join(TargetRow, TargetRow.id == row.target_id).order_by(row.crawl_id, row.number)
        query = query.where(
            TargetRow.platform == target.platform, TargetRow.url == target.url, row.crawl_id.in_(self._crawls)
        )
        with explained(self._engine), self._engine.connect() as connection:
            # What a later crawl asked again takes the older answer's place.
            rows = connection.execute(query).all()
        return {asked: as_record(stored) for asked, *stored in rows}


def crawls_behind(engine: Engine, crawl_id: int) -> list[int]:
    """The crawl, and those of its round and platform that it resumed. InputError when there is no such crawl."""
    crawl = CrawlRow
    with explained(engine), engine.connect() as connection:
        found = connection.execute(select(crawl.round_id, crawl.options).where(crawl.id == crawl_id)).one_or_none()
        if found is None:
            raise InputError(f"没有编号为 {crawl_id} 的检查运行。")
        query = select(crawl.id, crawl.options).where(crawl.round_id == found.round_id, crawl.id <= crawl_id)
        earlier = connection.execute(query.order_by(crawl.id.desc())).all()
    chain = []
    for number, options in earlier:
        if any(options.get(name) != found.options.get(name) for name in ("platform", "platforms")):
            continue
        chain.append(number)
        # Other shares of one beginning stand beside each other: what they asked is of other targets.
        if options.get("resume") != "True" and options.get("share", "") in ("", "0/1"):
            break
    return chain


def read_crawl(engine: Engine, crawl_id: int) -> tuple[str, str, dict[str, Any]]:
    """Round, inspection date (ISO) and options of a crawl; InputError when there is none."""
    query = select(RoundRow.name, RoundRow.inspection_date, CrawlRow.options)
    query = query.join(CrawlRow, CrawlRow.round_id == RoundRow.id).where(CrawlRow.id == crawl_id)
    with explained(engine), engine.connect() as connection:
        found = connection.execute(query).one_or_none()
    if found is None:
        raise InputError(f"没有编号为 {crawl_id} 的检查运行。")
    return found[0], found[1].isoformat(), dict(found[2])


def replayed_targets(engine: Engine, crawl_id: int) -> set[int]:
    """Ids of the targets that a replay of this crawl inspects."""
    query = select(EvidenceRow.target_id).where(EvidenceRow.crawl_id.in_(crawls_behind(engine, crawl_id))).distinct()
    with explained(engine), engine.connect() as connection:
        return set(connection.execute(query).scalars())


def replayable(engine: Engine, round_name: str) -> list[int]:
    """The last archived crawl of each platform of a round, with which the others that it went on with are replayed.

    Crawls of several shares that began together are each replayed.
    """
    crawl = CrawlRow
    with explained(engine), engine.connect() as connection:
        number = find_round(connection, round_name)
        archived = select(EvidenceRow.crawl_id).where(EvidenceRow.kind != ExchangeKind.SCREENSHOT.value).distinct()
        query = select(crawl.id).where(crawl.round_id == number, crawl.id.in_(archived)).order_by(crawl.id.desc())
        numbers = list(connection.execute(query).scalars())
    kept: list[int] = []
    covered: set[int] = set()
    for each in numbers:
        targets = replayed_targets(engine, each)
        if targets - covered:
            kept.append(each)
            covered |= targets
    return sorted(kept)
