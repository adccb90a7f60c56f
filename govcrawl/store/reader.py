"""Reading a round back: its frame, its facts as the items that were written, its findings."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, select

from govcrawl.domain.errors import InputError
from govcrawl.domain.fetch_outcomes import FROZEN, FetchOutcome
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import (
    Attachment,
    ColumnItem,
    Item,
    Link,
    PageItem,
    PostItem,
    QuestionItem,
    SiteItem,
)
from govcrawl.domain.rounds import Round
from govcrawl.domain.targets import NEW_MEDIA, Target
from govcrawl.register import RegisterRecord
from govcrawl.store.codec import ATTACHMENT, COLUMN, LINK, PAGE, POST, QUESTION, SITE, stored_record, target_of
from govcrawl.store.column_types import hash_of
from govcrawl.store.finding_rows import FINDING_COLUMNS, Outcome, finding_of, findings_query
from govcrawl.store.models import (
    AttachmentRow,
    ColumnFactRow,
    LinkRow,
    PageRow,
    PostRow,
    QuestionRow,
    RoundRow,
    RoundTargetRow,
    TargetRow,
)
from govcrawl.store.session import explained

STREAM = {"yield_per": 100}  # rows held at once
ITEMS: tuple[type[Item], ...] = (SiteItem, ColumnItem, PageItem, Link, QuestionItem, PostItem)


@dataclass(frozen=True, slots=True)
class TargetState:
    """A target's place in the register, how far it is, and its site's facts once it is done."""

    target: Target
    position: int
    state: str  # pending, running, done
    phase: str
    site: SiteItem | None

    @property
    def missed(self) -> str | None:
        """Why the target counts as not inspected, in Chinese; None when it was."""
        if self.state != "done" or self.site is None:
            return "检查没有做完，可加 --resume 继续"
        if self.site.reason == FROZEN.reason:  # nothing that the site has done
            return self.site.reason
        if self.site.answer is not FetchOutcome.REACHABLE and self.target.platform == NEW_MEDIA:
            return self.site.reason or "没有读到发布内容"
        if self.site.answer is not FetchOutcome.REACHABLE:
            return f"{self.site.answer.chinese}：{self.site.reason or '原因不明'}"
        return None


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """A round's frame: everything but pages, links and findings."""

    round: Round
    rubric_name: str
    rubric_version: str
    rubric_hash: str
    rubric_text: str
    thresholds: dict[str, Any]
    targets: list[TargetState]
    rubrics: dict[str, dict[str, str]]  # name, version, hash and text of the other platforms' rubrics, by platform
    register: RegisterRecord
    closed_at: datetime | None


def read_rounds(engine: Engine) -> list[Round]:
    """All rounds by name."""
    with explained(engine), engine.connect() as connection:
        rows = connection.execute(select(RoundRow.name, RoundRow.inspection_date).order_by(RoundRow.name))
        return [Round(row.name, row.inspection_date) for row in rows]


def find_round(connection: Connection, name: str) -> int:
    """The round's id; InputError, listing the known rounds, when there is none of this name."""
    number = connection.execute(select(RoundRow.id).where(RoundRow.name == name)).scalar_one_or_none()
    if number is None:
        known = connection.execute(select(RoundRow.name).order_by(RoundRow.name)).scalars().all()
        hint = f"已有的检查期：{'、'.join(known)}。" if known else "请先运行 govcrawl inspect。"
        raise InputError(f"数据库中没有检查期 {name}，{hint}")
    return number


def read_round(engine: Engine, round_name: str, target_url: str | None = None) -> RoundFacts:
    """The round, its rubric and its targets in register order; InputError when there is no such round.

    target_url: only the targets of this address.
    """
    with explained(engine), engine.connect() as connection:
        number = find_round(connection, round_name)
        row = connection.execute(select(RoundRow.__table__).where(RoundRow.id == number)).mappings().one()
        names = ("rubric_name", "rubric_version", "rubric_hash", "rubric_text", "thresholds")
        return RoundFacts(
            round=Round(row["name"], row["inspection_date"]),
            targets=[state for _, state in _targets(connection, number, target_url)],
            rubrics=row["rubrics"] or {},
            register=stored_record(row["register"]),
            closed_at=row["closed_at"],
            **{name: row[name] for name in names},
        )


def _targets(connection: Connection, round_id: int, url: str | None = None) -> Iterator[tuple[int, TargetState]]:
    for row in _target_rows(connection, round_id, url, (RoundTargetRow.__table__,)):
        yield row["target_id"], _state_of(row)


def _places(
    connection: Connection, round_id: int, url: str | None, *, sites: bool
) -> Iterator[tuple[int, Target, TargetState | None]]:
    """Ids and targets in register order; with `sites` their states too, whose facts are the larger part of the row."""
    if sites:
        yield from ((number, state.target, state) for number, state in _targets(connection, round_id, url))
        return
    for row in _target_rows(connection, round_id, url, (RoundTargetRow.target_id, RoundTargetRow.register_row)):
        yield row["target_id"], target_of(row["register_row"]), None


def _target_rows(
    connection: Connection, round_id: int, url: str | None, columns: Iterable[Any]
) -> Sequence[RowMapping]:
    """Rows of the round's targets in register order, those of one address when it is given."""
    query = select(*columns).where(RoundTargetRow.round_id == round_id)
    if url is not None:
        query = query.join(TargetRow, TargetRow.id == RoundTargetRow.target_id).where(
            TargetRow.url_hash == hash_of(url)
        )
    return connection.execute(query.order_by(RoundTargetRow.position)).mappings().all()


def _state_of(row: RowMapping) -> TargetState:
    target = target_of(row["register_row"])
    site = SITE.item(row, target=target) if row["more"] is not None else None
    return TargetState(target, row["position"], row["state"], row["phase"], site)


def read_columns_before(engine: Engine, target: Target, day: date) -> tuple[date, list[ColumnItem]]:
    """The target's columns in the last round whose inspection date is before `day`, and that date."""
    with explained(engine), engine.connect() as connection:
        of_target = (TargetRow.platform == target.platform) & (TargetRow.url_hash == hash_of(target.url))
        query = (
            select(RoundRow.id, RoundRow.inspection_date, RoundTargetRow.target_id)
            .join(RoundTargetRow, RoundTargetRow.round_id == RoundRow.id)
            .join(TargetRow, TargetRow.id == RoundTargetRow.target_id)
            .where(of_target, RoundRow.inspection_date < day, RoundTargetRow.state == "done")
            .order_by(RoundRow.inspection_date.desc())
        )
        row = connection.execute(query).first()
        if row is None:
            return date.min, []
        items = read_target_items(connection, row.id, row.target_id, target, (ColumnItem,))
        return row.inspection_date, [item for item in items if isinstance(item, ColumnItem)]


def target_ids(connection: Connection, round_id: int) -> dict[tuple[str, ...], int]:
    """Ids of the round's targets by (address, unit, name), and by (address,)."""
    ids: dict[tuple[str, ...], int] = {}
    for number, target, _ in _places(connection, round_id, None, sites=False):
        ids[target.url, target.unit, target.name] = number
        ids.setdefault((target.url,), number)
    return ids


def read_items(
    engine: Engine,
    round_name: str,
    kinds: Collection[type[Item]] = ITEMS,
    target_url: str | None = None,
) -> Iterator[Item]:
    """The round's items as they were written, target by target in register order, then kind by kind, by address.

    `kinds` are the item classes that are wanted, `target_url` limits to one target. Streams: memory stays flat.
    InputError when there is no such round.
    """
    with explained(engine), engine.connect() as connection:
        number = find_round(connection, round_name)
        for target_id, target, state in _places(connection, number, target_url, sites=SiteItem in kinds):
            if state is not None and state.site is not None:
                yield state.site
            yield from read_target_items(connection, number, target_id, target, kinds)


def read_target_items(
    connection: Connection,
    round_id: int,
    target_id: int,
    target: Target,
    kinds: Collection[type[Item]] = ITEMS,
) -> Iterator[ColumnItem | PageItem | Link | QuestionItem | PostItem]:
    """Columns, pages, links, questions and posts of `target`, those of `kinds` only, kind by kind, by address.

    `round_id` and `target_id` are the row numbers of round and target.
    """
    of = (round_id, target_id)
    if ColumnItem in kinds:
        for row in _rows(connection, ColumnFactRow, of):
            yield COLUMN.item(row, target=target)
    if PageItem in kinds:
        yield from _pages(connection, of, target)
    if Link in kinds:
        for row in _rows(connection, LinkRow, of):
            yield LINK.item(row, target=target)
    if QuestionItem in kinds:
        for row in _rows(connection, QuestionRow, of):
            yield QUESTION.item(row, target=target)
    if PostItem in kinds:
        for row in _rows(connection, PostRow, of):
            yield POST.item(row, target=target)


def _rows(connection: Connection, model: Any, of: tuple[int, int]) -> Iterator[RowMapping]:
    query = select(model.__table__).where(model.round_id == of[0], model.target_id == of[1]).order_by(model.url)
    result = connection.execute(query, execution_options=STREAM)
    return iter(result.mappings())


def _pages(connection: Connection, of: tuple[int, int], target: Target) -> Iterator[PageItem]:
    query = select(PageRow.__table__).where(PageRow.round_id == of[0], PageRow.target_id == of[1])
    result = connection.execute(query.order_by(PageRow.url), execution_options=STREAM)
    for chunk in result.mappings().partitions():
        attachments = _attachments(connection, of, [row["url_hash"] for row in chunk])
        for row in chunk:
            yield PAGE.item(row, target=target, attachments=attachments.get(row["url_hash"], []))


def _attachments(connection: Connection, of: tuple[int, int], pages: list[int]) -> dict[int, list[Attachment]]:
    row = AttachmentRow
    query = select(row.__table__).where(row.round_id == of[0], row.target_id == of[1], row.page_hash.in_(pages))
    found: dict[int, list[Attachment]] = {}
    for each in connection.execute(query.order_by(row.page_hash, row.position)).mappings():
        found.setdefault(each["page_hash"], []).append(ATTACHMENT.item(each))
    return found


def read_findings(
    engine: Engine,
    round_name: str,
    outcome: Outcome = "fail",
    *,
    rules: Collection[str] | None = None,
    target_url: str | None = None,
) -> Iterator[Finding]:
    """The round's findings in order of register position, rule, address and subject. Streams.

    `outcome` `all` takes every outcome; `rules` and `target_url`, when given, limit rules and target. InputError when
    there is no such round.
    """
    with explained(engine), engine.connect() as connection:
        query = findings_query(find_round(connection, round_name), FINDING_COLUMNS, outcome, rules, target_url)
        for row in connection.execute(query, execution_options=STREAM):
            yield finding_of(row)
