"""A copy of the store to try something on, and what is different in it afterwards."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, insert, select

from govcrawl.store.decision_models import ExportRow
from govcrawl.store.evidence_models import EvidenceRow, HoldRow
from govcrawl.store.finding_models import FindingRow
from govcrawl.store.models import (
    AttachmentRow,
    Base,
    ColumnFactRow,
    LinkRow,
    PageRow,
    PostRow,
    QuestionRow,
    RoundTargetRow,
)
from govcrawl.store.reader import find_round
from govcrawl.store.session import explained, open_database

_CHUNK = 500
_LEFT_OUT = {EvidenceRow.__tablename__, ExportRow.__tablename__, HoldRow.__tablename__}
FACTS = {
    "检查对象": RoundTargetRow,
    "栏目": ColumnFactRow,
    "页面": PageRow,
    "附件": AttachmentRow,
    "链接": LinkRow,
    "问答": QuestionRow,
    "发布内容": PostRow,
    "问题": FindingRow,
}


def copy_store(engine: Engine, path: Path) -> Engine:
    """Everything but archive index and exports, in a new SQLite database at `path`."""
    copy = open_database(f"sqlite:///{path}")
    with explained(engine), engine.connect() as source, explained(copy), copy.begin() as target:
        for table in Base.metadata.sorted_tables:
            if table.name not in _LEFT_OUT:
                _copy(table, source, target)
    return copy


def _copy(table: Table, source: Connection, target: Connection) -> None:
    rows = source.execute(select(table), execution_options={"yield_per": _CHUNK}).mappings()
    while chunk := [dict(row) for row in itertools.islice(rows, _CHUNK)]:
        target.execute(insert(table), chunk)


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows of one kind: how many are the same; of each other one its key and the columns in which it differs."""

    kind: str
    same: int
    differing: tuple[str, ...]


def differences(one: Engine, other: Engine, round_name: str, targets: Collection[int]) -> Iterator[Difference]:
    """What the stores `one` and `other` hold of these `targets` (row numbers) in a round, compared kind by kind."""
    for kind, model in FACTS.items():
        mine, theirs = (_rows(engine, model.__table__, round_name, targets) for engine in (one, other))
        same = sum(1 for key, row in mine.items() if theirs.get(key) == row)
        apart = [_told(key, mine.get(key), theirs.get(key)) for key in sorted(mine.keys() | theirs.keys())]
        yield Difference(kind, same, tuple(filter(None, apart)))


def _told(key: str, one: dict[str, Any] | None, other: dict[str, Any] | None) -> str:
    if one is None or other is None:
        return "" if one is other else f"{key}（{'重放多出' if one is None else '重放缺少'}）"
    names = [name for name, value in one.items() if other[name] != value]
    return f"{key}（{'、'.join(names)}）" if names else ""


def _rows(engine: Engine, table: Any, round_name: str, targets: Collection[int]) -> dict[str, dict[str, Any]]:
    keys = [column.name for column in table.primary_key.columns if column.name != "round_id"]
    with explained(engine), engine.connect() as connection:
        number = find_round(connection, round_name)
        query = select(table).where(table.c.round_id == number, table.c.target_id.in_(sorted(targets)))
        found = {}
        for row in connection.execute(query, execution_options={"yield_per": _CHUNK}).mappings():
            values = dict(row)
            values.pop("round_id")
            found[" ".join(str(values[name]) for name in keys)] = values
        return found
