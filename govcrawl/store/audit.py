"""The record of what people do at the review desk (操作记录); rows are only added."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select

from govcrawl.store.decision_models import AuditRow
from govcrawl.store.session import explained, writing

_LONGEST = 500  # characters of a text: what somebody types at a login is theirs to choose


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One line of the record. `action` is what the desk calls it: 登录, 登录失败, 锁定, 复核, 撤销, 导出 …"""

    at: datetime  # aware UTC
    person: str
    role: str
    address: str  # the client's
    action: str
    round: str = ""
    subject: str = ""  # a finding's key, a kind of file
    detail: str = ""


def record_event(connection: Connection, event: AuditEvent) -> None:
    """Record the event within the transaction that it is about, so that neither is there without the other."""
    row = {name: value[:_LONGEST] if isinstance(value, str) else value for name, value in asdict(event).items()}
    connection.execute(insert(AuditRow), [row])


def store_event(engine: Engine, event: AuditEvent) -> None:
    """Record an event that changes nothing else."""
    with writing(engine) as connection:
        record_event(connection, event)


def read_events(engine: Engine, limit: int, before: int | None = None) -> list[tuple[int, AuditEvent]]:
    """At most `limit` audit events with their numbers, newest first; with `before` only those of smaller numbers."""
    query = select(AuditRow.__table__).order_by(AuditRow.id.desc()).limit(limit)
    if before is not None:
        query = query.where(AuditRow.id < before)
    with explained(engine), engine.connect() as connection:
        rows = connection.execute(query).mappings().all()
    return [(row["id"], AuditEvent(**{name: value for name, value in row.items() if name != "id"})) for row in rows]
