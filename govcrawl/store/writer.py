"""The write path: facts with their findings in whole batches, progress per target, and what a resumed crawl needs."""

import logging
import os
import socket
import time
import zlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, delete, insert, select, true, update

from govcrawl.domain.errors import InputError
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import Item, PostItem, SiteItem
from govcrawl.domain.rounds import Round
from govcrawl.domain.targets import Target
from govcrawl.register import RegisterRecord, Unit
from govcrawl.store.archive import Exchange
from govcrawl.store.archive.recorder import Recorder
from govcrawl.store.batch import Batch, ItemIdentity, RowValues, finding_row, item_hash
from govcrawl.store.carried import note_decided, settle_decisions
from govcrawl.store.codec import POST
from govcrawl.store.column_types import dump
from govcrawl.store.finding_models import FindingRow
from govcrawl.store.lost import LostRow, OneByOne, Together, concerns_rows, reason_of
from govcrawl.store.models import (
    ColumnFactRow,
    CrawlRow,
    LinkRow,
    PageRow,
    PostRow,
    QuestionRow,
    RoundTargetRow,
    SiteModelRow,
)
from govcrawl.store.outage import through_outages
from govcrawl.store.replaced_findings import replace_findings as replace_findings
from govcrawl.store.rounds import (
    RubricLike,
    forget_facts,
    refuse_closed,
    store_register,
    store_round,
    store_targets,
    target_key,
)
from govcrawl.store.session import writing
from govcrawl.store.stored_progress import StoredProgress, stored_progress_of
from govcrawl.store.upserts import statements_for

SHEET = "sheet"  # route of posts that were imported: no crawl may forget them
_FLUSH_SECONDS = 1.0
_UNWRITABLE = (ValueError, TypeError, OverflowError, RecursionError)  # of values that JSON does not have
log = logging.getLogger(__name__)


class Writer:
    """Writes one crawl's facts. An item and its findings are stored in one transaction, or not at all.

    The findings come first, in one or more calls of `add_findings`; `add` of the item closes them. An item that is
    added without any has none, whatever an earlier version of it had. What the database does not take of a batch is
    left out row by row, logged, and named with the site among its unread pages.
    Every method that writes raises StoreError when the database does not take it.
    """

    def __init__(
        self,
        engine: Engine,
        round: Round,  # noqa: A002  the argument's name in the design
        rubric: RubricLike,
        options: dict[str, Any] | None = None,
        batch: int = 500,
        archive: Path | None = None,
    ) -> None:
        """archive: folder of the evidence archive; without it nothing is archived."""
        self.engine, self.round, self.rubric = engine, round, rubric
        self._options, self._size = options or {}, batch
        self._statements = statements_for(engine.dialect.name)
        self._round_id = self._crawl_id = 0
        self._archive = archive
        self._recorder: Recorder | None = None
        self._ids: dict[tuple[str, str], int] = {}
        self._batch = Batch(0)
        self._early: dict[ItemIdentity, list[RowValues]] = {}  # findings of items that have not come yet
        self._lost: dict[int, list[LostRow]] = {}  # by target
        self._progress: dict[int, tuple[str, int]] = {}
        self._flushed = time.monotonic()

    def begin_round(
        self,
        register_targets: Sequence[Target],
        units: Iterable[Unit] = (),
        record: RegisterRecord | None = None,
    ) -> None:
        """Store the round, its rubric and the register's targets in order, and open this run's `crawl` row.

        record: what the round keeps of the register beside its targets; without it, what it has kept stays.
        InputError when the round has facts that were judged by another inspection date, or is closed.
        """
        started = datetime.now(UTC)
        with writing(self.engine) as connection:
            self._round_id = store_round(connection, self.round, self.rubric)
            self._ids = store_targets(connection, self._statements, self._round_id, register_targets, units)
            note_decided(connection, self._round_id, true())
            if record is not None:
                store_register(connection, self._round_id, record)
            values = {
                "round_id": self._round_id, "started_at": started, "finished": False,
                "host": socket.gethostname(), "pid": os.getpid(), "options": dump(self._options),
            }  # fmt: skip
            crawl = connection.execute(insert(CrawlRow).returning(CrawlRow.id), values)
            self._crawl_id = crawl.scalar_one()
        self._batch = Batch(self._round_id)
        if self._archive is not None:
            self._recorder = Recorder(self._archive, self.round.name, self._crawl_id, started)

    def await_targets(self, targets: Iterable[Target]) -> None:
        """Mark the `targets` of a crawl that begins afresh as pending, whatever a crawl before had done of them.

        Their facts stay until their turn comes.
        """
        through_outages(self.engine, partial(self._await_targets, list(targets)))

    def _await_targets(self, targets: list[Target]) -> None:
        with writing(self.engine) as connection:
            for target in targets:
                this = (RoundTargetRow.round_id == self._round_id) & (RoundTargetRow.target_id == self._id(target))
                connection.execute(update(RoundTargetRow).where(this).values(state="pending"))

    def begin_target(self, target: Target, resume: bool) -> StoredProgress:
        """Mark the target as running. Afresh, its facts and findings of this round go; resumed, they are returned.

        One that is still pending begins afresh in either case.

        First-seen times of columns and entries stay in either case.
        """
        self.flush()
        return through_outages(self.engine, partial(self._begin_target, target, resume))

    def _begin_target(self, target: Target, resume: bool) -> StoredProgress:
        target_id = self._id(target)
        this = (RoundTargetRow.round_id == self._round_id) & (RoundTargetRow.target_id == target_id)
        with writing(self.engine) as connection:
            state = connection.execute(select(RoundTargetRow.state).where(this)).scalar_one()
            if resume and state == "done":
                return StoredProgress(done=True)
            resume = resume and state != "pending"
            if resume:
                connection.execute(update(RoundTargetRow).where(this).values(state="running"))
            else:
                note_decided(connection, self._round_id, FindingRow.target_id == target_id)
                tables = (FindingRow, ColumnFactRow, PageRow, LinkRow, QuestionRow, SiteModelRow)
                forget_facts(connection, tables, self._round_id, target_id)
                of_target = (PostRow.round_id == self._round_id) & (PostRow.target_id == target_id)
                connection.execute(delete(PostRow).where(of_target, PostRow.route != SHEET))
                blank = dict.fromkeys(("answer", "reason", "title", "fetched_at", "pages_fetched", "more"))
                start = {"state": "running", "phase": "", "pages": 0}
                connection.execute(update(RoundTargetRow).where(this).values(**start, **blank))
        return stored_progress_of(self.engine, self._round_id, target_id, target) if resume else StoredProgress()

    def add(self, item: Item) -> None:
        """Store an item, or store it anew. A SiteItem ends its target."""
        self._flush_when_due()
        target_id = self._id(item.target)
        early = self._early.pop((target_id, item_hash(item)), [])
        try:
            self._batch.add(target_id, item)
        except _UNWRITABLE as fault:
            self._lose(target_id, item, fault)
        else:
            self._batch.judge(target_id, item, early)

    def keep_model(self, target: Target, version: int, digest: str, model: bytes) -> None:
        """Store what is known of the site of `target`: a `model` of this `version`, known by its `digest`.

        It is written before or together with the items that are added later.
        """
        self._batch.keep_model(self._id(target), version, digest, zlib.compress(model))

    def add_findings(self, item: Item, findings: Iterable[Finding]) -> None:
        """Findings on an item that `add` will follow for."""
        target_id = self._id(item.target)
        number = item_hash(item)
        rows = []
        for finding in findings:
            try:
                rows.append(finding_row(self._round_id, target_id, number, finding))
            except _UNWRITABLE as fault:
                self._lose(target_id, item, fault)
        if rows:
            self._early.setdefault((target_id, number), []).extend(rows)

    def keep(self, target: Target, exchange: Exchange, part_of: str = "") -> None:
        """Archive an exchange. part_of: address of the page whose list or file it is."""
        if self._recorder is not None:
            self._batch.keep(self._recorder.write(self._id(target), exchange, part_of))
            self._flush_when_due()

    def imported_posts(self, target: Target) -> list[PostItem]:
        """Posts of an account that the office's sheet has given."""
        of_target = (PostRow.round_id == self._round_id) & (PostRow.target_id == self._id(target))
        with self.engine.connect() as connection:
            query = select(PostRow.__table__).where(of_target, PostRow.route == SHEET).order_by(PostRow.url)
            return [POST.item(row, target=target) for row in connection.execute(query).mappings()]

    def note_progress(self, target: Target, phase: str, pages: int) -> None:
        """Note the phase and the number of `pages` fetched of a target, for the live display.

        Written with the next batch. An empty phase keeps the one before.
        """
        target_id = self._id(target)
        before = self._progress.get(target_id, ("", 0))[0]
        self._progress[target_id] = (phase or before, pages)
        self._flush_when_due()

    def flush(self) -> None:
        """Write everything that has come so far, in one transaction."""
        self._flushed = time.monotonic()
        if not self._batch and not self._progress:
            return
        batch, progress = self._batch, self._progress
        rows = [
            {"of_round": self._round_id, "of_target": target_id, "phase": phase, "pages": pages}
            for target_id, (phase, pages) in progress.items()
        ]
        if self._recorder is not None:
            self._recorder.sync()  # no fact is stored whose evidence is not
        through_outages(self.engine, partial(self._write_anyhow, batch, rows))
        self._batch = Batch(self._round_id)
        self._progress = {}
        self._flushed = time.monotonic()

    def _write_anyhow(self, batch: Batch, rows: list[RowValues]) -> None:
        """Everything at once, or row by row where one of them is not taken."""
        try:
            self._write(batch, rows, Together)
        except Exception as fault:
            if not concerns_rows(fault):
                raise
            self._write(batch, rows, OneByOne)

    def _write(self, batch: Batch, rows: list[RowValues], way: type[Together]) -> None:
        with writing(self.engine) as connection:
            refuse_closed(connection, self._round_id)
            into = way(connection)
            batch.write(into, self._statements, rows, self._lost)
        for each in into.lost:
            log.error("%s (table %s): %s", each.url, each.table, each.reason)

    def _lose(self, target_id: int, item: Item, fault: Exception) -> None:
        """Note an item that cannot even be made a row."""
        url = item.target.url if isinstance(item, SiteItem) else item.url
        loss = LostRow(target_id, type(item).__name__, url, reason_of(fault))
        self._lost.setdefault(target_id, []).append(loss)
        log.error("%s (%s): %s", loss.url, loss.table, loss.reason)

    def close(self, finished: bool) -> None:
        """Write what is left and say in the `crawl` row how the run ended."""
        self.flush()
        if self._recorder is not None:
            self._recorder.close()
        through_outages(self.engine, partial(self._close, finished, datetime.now(UTC)))

    def _close(self, finished: bool, ended_at: datetime) -> None:
        with writing(self.engine) as connection:
            if finished:
                settle_decisions(connection, self._round_id)
            values = {"ended_at": ended_at, "finished": finished}
            connection.execute(update(CrawlRow).where(CrawlRow.id == self._crawl_id).values(**values))

    def _flush_when_due(self) -> None:
        if self._batch.items >= self._size or time.monotonic() - self._flushed >= _FLUSH_SECONDS:
            self.flush()

    def _id(self, target: Target) -> int:
        try:
            return self._ids[target_key(target)]
        except KeyError:
            raise InputError(f"检查对象 {target.name}（{target.url}）不在本检查期的台账中。") from None
