"""The upserts of the write path, in the one form that SQLite and PostgreSQL share."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert

from govcrawl.domain.fetch_outcomes import LinkState
from govcrawl.store.finding_models import FindingRow
from govcrawl.store.models import (
    AttachmentRow,
    Base,
    ColumnFactRow,
    ColumnRow,
    EntryRow,
    LinkRow,
    PageRow,
    PostRow,
    ProbeRow,
    QuestionRow,
    RoundTargetRow,
    SiteModelRow,
    TargetRow,
    UnitRow,
)


def _upsert(dialect: str, model: type[Base], on: tuple[str, ...], **special: Any) -> Insert:
    """Insert or overwrite. `special` gives a column's value from (new, old); None keeps the old one."""
    table = model.__table__
    insert: Any = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    new = insert.excluded
    values: dict[str, Any] = {}
    for column in table.c:
        name = column.name
        if name in on or (column.primary_key and name not in new) or name == "id":
            continue
        rule = special.get(name, ...)
        if rule is not None:
            values[name] = new[name] if rule is ... else rule(new, table.c)
    statement: Insert = insert.on_conflict_do_update(index_elements=on, set_=values)
    return statement


def _least(dialect: str) -> Any:
    return func.least if dialect == "postgresql" else func.min


def _greatest(dialect: str) -> Any:
    return func.greatest if dialect == "postgresql" else func.max


def _nearer(new: Any, old: Any) -> ColumnElement[bool]:
    """The new place of a link comes before the old one."""
    return or_(new.rank < old.rank, and_(new.rank == old.rank, new.found_on < old.found_on))


def _of_first_place(name: str) -> Any:
    return lambda new, old: case((_nearer(new, old), new[name]), else_=old[name])


def _of_known_state(name: str) -> Any:
    return lambda new, old: case((new.state != LinkState.UNCHECKED.value, new[name]), else_=old[name])


def _of_last_word(name: str) -> Any:
    """What a link's place says holds until its address has been asked for."""
    unchecked = LinkState.UNCHECKED.value
    return lambda new, old: case((or_(new.state != unchecked, old.state == unchecked), new[name]), else_=old[name])


class Statements:
    """All of them for one dialect ("sqlite" or "postgresql")."""

    def __init__(self, dialect: str) -> None:
        least, greatest = _least(dialect), _greatest(dialect)
        seen = {
            "first_seen": lambda new, old: least(new.first_seen, old.first_seen),
            "last_seen": lambda new, old: greatest(new.last_seen, old.last_seen),
        }
        fact = ("round_id", "target_id", "url_hash")
        self.unit = _upsert(dialect, UnitRow, ("name",))
        self.target = _upsert(dialect, TargetRow, ("platform", "url_hash"))
        progress = ("state", "phase", "pages", "answer", "reason", "title", "fetched_at", "pages_fetched", "more")
        self.round_target = _upsert(dialect, RoundTargetRow, ("round_id", "target_id"), **dict.fromkeys(progress))
        self.site_model = _upsert(dialect, SiteModelRow, ("round_id", "target_id"))
        self.column = _upsert(dialect, ColumnRow, ("target_id", "url_hash"), **seen)
        self.column_fact = _upsert(dialect, ColumnFactRow, fact)
        self.entry = _upsert(dialect, EntryRow, ("target_id", "column_hash", "url_hash"), **seen)
        self.page = _upsert(dialect, PageRow, fact)
        self.attachment = _upsert(dialect, AttachmentRow, ("round_id", "target_id", "page_hash", "position"))
        places = {name: _of_first_place(name) for name in ("found_on", "rank", "text")}
        states = {name: _of_known_state(name) for name in ("state", "status", "reason", "checked_at")}
        self.link = _upsert(dialect, LinkRow, fact, **places, **states, more=_of_last_word("more"))
        self.question = _upsert(dialect, QuestionRow, fact)
        self.post = _upsert(dialect, PostRow, fact)
        self.probe = _upsert(dialect, ProbeRow, ("target_id", "at"))
        self.finding = _upsert(dialect, FindingRow, ("round_id", "key"))


@cache
def statements_for(dialect: str) -> Statements:
    """The statements of a dialect (`sqlite` or `postgresql`), built once."""
    return Statements(dialect)
