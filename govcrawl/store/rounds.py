"""Storing a round's frame: the round itself, its rubric, and the register's units and targets in their order."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, delete, func, insert, select, update

from govcrawl.domain.errors import InputError
from govcrawl.domain.rounds import Round, china_day
from govcrawl.domain.targets import Target
from govcrawl.register import RegisterRecord, Unit
from govcrawl.store.codec import register_row
from govcrawl.store.column_types import clean, dump, hash_of
from govcrawl.store.migrate import take_turns
from govcrawl.store.models import Base, RoundRow, RoundTargetRow, TargetRow, UnitRow
from govcrawl.store.upserts import Statements

TargetKey = tuple[str, str]  # platform and address


class RubricLike(Protocol):
    """What is stored of a rubric, so that a round can be explained years later."""

    @property
    def name(self) -> str:
        """Title of the rubric, with the document that it comes from."""

    @property
    def version(self) -> str:
        """The office's own number of this edition."""

    @property
    def hash(self) -> str:
        """SHA-256 of `text`, in hexadecimal digits."""

    @property
    def text(self) -> str:
        """The file as it was read, stored with the round so that scores can be worked out again."""

    @property
    def thresholds(self) -> Mapping[str, Any]:
        """Thresholds by name, stored as JSON."""

    @property
    def companions(self) -> Mapping[str, "RubricLike"]:
        """The rubrics of other platforms by platform, stored with the round too."""


def rubric_values(rubric: RubricLike) -> dict[str, Any]:
    """The rubric of the websites, and those of other platforms (`companions`) by their platform."""
    names = ("name", "version", "hash", "text")
    others = {of: {name: getattr(each, name) for name in names} for of, each in rubric.companions.items()}
    return {
        "rubrics": dump(others),
        "rubric_name": rubric.name,
        "rubric_version": rubric.version,
        "rubric_hash": rubric.hash,
        "rubric_text": rubric.text,
        "thresholds": dump(dict(rubric.thresholds)),
    }


def store_round(connection: Connection, when: Round, rubric: RubricLike) -> int:
    """The round's id; its rubric is the one last used.

    InputError when facts were judged by another date, or when the round is closed.
    """
    take_turns(connection)
    query = select(RoundRow.id, RoundRow.inspection_date).where(RoundRow.name == when.name)
    stored = connection.execute(query).one_or_none()
    if stored is not None:
        refuse_closed(connection, stored.id)
    if stored is None:
        values = {"name": when.name, "inspection_date": when.date, **rubric_values(rubric)}
        return int(connection.execute(insert(RoundRow).returning(RoundRow.id), values).scalar_one())
    if stored.inspection_date != when.date and _has_facts(connection, stored.id):
        raise InputError(
            f"检查期 {when.name} 已按监测时间点 {stored.inspection_date} 检查，不能改为 {when.date}；"
            f"请用 --date {stored.inspection_date}，或另定检查期。"
        )
    values = {"inspection_date": when.date, **rubric_values(rubric)}
    connection.execute(update(RoundRow).where(RoundRow.id == stored.id), values)
    return int(stored.id)


def refuse_closed(connection: Connection, round_id: int) -> None:
    """InputError when the round has been closed: nothing in it may change any more."""
    query = select(RoundRow.name, RoundRow.closed_at).where(RoundRow.id == round_id)
    stored = connection.execute(query).one()
    if stored.closed_at is not None:
        raise InputError(f"检查期 {stored.name} 已于 {china_day(stored.closed_at)} 关闭，其结果不能再改变。")


def store_register(connection: Connection, round_id: int, record: RegisterRecord) -> None:
    """What the round keeps of its register."""
    connection.execute(update(RoundRow).where(RoundRow.id == round_id).values(register=dump(record.as_json())))


def _has_facts(connection: Connection, round_id: int) -> bool:
    started = (RoundTargetRow.round_id == round_id) & (RoundTargetRow.state != "pending")
    return bool(connection.execute(select(func.count()).where(started)).scalar_one())


def store_targets(
    connection: Connection, statements: Statements, round_id: int, targets: Sequence[Target], units: Iterable[Unit]
) -> dict[TargetKey, int]:
    """Ids of the targets, which stand in the round in the given order.

    Targets of an earlier register that were never begun leave the round; those with facts stand after the others.
    """
    known = {target.unit: (target.unit_kind, target.serves_public) for target in targets}
    known.update((unit.name, (unit.kind, unit.serves_public)) for unit in units)
    if known:
        rows = [{"name": name, "kind": kind, "serves_public": serves} for name, (kind, serves) in known.items()]
        connection.execute(statements.unit, rows)
    unit_ids = dict(connection.execute(select(UnitRow.name, UnitRow.id)).all())
    if targets:
        connection.execute(statements.target, [_target(target, unit_ids[target.unit]) for target in targets])
    stored = select(TargetRow.platform, TargetRow.url, TargetRow.id)
    every = {(platform, url): number for platform, url, number in connection.execute(stored)}
    ids = {key: every[key] for key in map(target_key, targets)}
    _set_aside(connection, round_id, set(ids.values()), len(targets))
    if targets:
        rows = [_place(round_id, ids[target_key(each)], number, each) for number, each in enumerate(targets)]
        connection.execute(statements.round_target, rows)
    return ids


def target_key(target: Target) -> TargetKey:
    """What identifies a target in the database: its platform and its address, as stored."""
    return target.platform, clean(target.url)


def _target(target: Target, unit_id: int) -> dict[str, Any]:
    return {
        "url_hash": hash_of(target.url),
        "url": target.url,
        "name": target.name,
        "platform": target.platform,
        "unit_id": unit_id,
    }


def _place(round_id: int, target_id: int, position: int, target: Target) -> dict[str, Any]:
    return {
        "round_id": round_id,
        "target_id": target_id,
        "position": position,
        "register_row": register_row(target),
        "state": "pending",
        "phase": "",
        "pages": 0,
    }


def _set_aside(connection: Connection, round_id: int, present: set[int], after: int) -> None:
    query = select(RoundTargetRow.target_id, RoundTargetRow.state).where(RoundTargetRow.round_id == round_id)
    others = [row for row in connection.execute(query.order_by(RoundTargetRow.position)) if row[0] not in present]
    for number, (target_id, state) in enumerate(others):
        this = (RoundTargetRow.round_id == round_id) & (RoundTargetRow.target_id == target_id)
        if state == "pending":
            connection.execute(delete(RoundTargetRow).where(this))
        else:
            connection.execute(update(RoundTargetRow).where(this).values(position=after + number))


def forget_facts(connection: Connection, tables: Sequence[type[Base]], round_id: int, target_id: int) -> None:
    """Delete what `tables` hold of target `target_id` in round `round_id`."""
    for model in tables:
        table = model.__table__
        connection.execute(delete(model).where(table.c.round_id == round_id, table.c.target_id == target_id))
