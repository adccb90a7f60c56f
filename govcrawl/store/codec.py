"""Items as rows and back: fields that are columns of the table go there, all others into its `more` as JSON.

What is read equals what was written, dataclass by dataclass: the types of the fields say how. A field that an
item has gained since the row was written takes its default.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from cattrs import Converter

from govcrawl.domain.items import Attachment, ColumnItem, Link, PageItem, PostItem, ProbeItem, QuestionItem, SiteItem
from govcrawl.domain.targets import Target
from govcrawl.register import RegisterRecord
from govcrawl.register.record import record_from
from govcrawl.store.column_types import StoredText, damaged, dump
from govcrawl.store.models import (
    AttachmentRow,
    Base,
    ColumnFactRow,
    LinkRow,
    PageRow,
    PostRow,
    ProbeRow,
    QuestionRow,
    RoundTargetRow,
)

_WRONG = (ValueError, TypeError, KeyError, AttributeError)  # of values of another form than they were written in
Convert = Callable[[Any], Any]
T = TypeVar("T")


def _is_raw(kind: Any) -> bool:
    """Whether a value of this type comes back from JSON or a column as itself."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (list, dict, Union, types.UnionType):
        return all(map(_is_raw, inner))
    return not origin and not (isinstance(kind, type) and (issubclass(kind, Enum | date) or is_dataclass(kind)))


def _is_date(kind: Any) -> bool:
    """Whether the type is a date or a time, alone or in a union."""
    kinds = get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,)
    return any(isinstance(each, type) and issubclass(each, date) for each in kinds)


def _structure_date(value: str | date | None, _: Any) -> date | None:
    """A date, or a datetime where the text gives a time of day; what a column gave as one already stays."""
    if not isinstance(value, str):
        return value
    return date.fromisoformat(value) if len(value) == len("2021-08-20") else datetime.fromisoformat(value)


def _as_it_is(value: Any, _: Any) -> Any:
    return value


# Values are never converted (a whole number in a field of floats stays one), and what is read is what we wrote: its
# shape is not checked in detail.
_converter = Converter(detailed_validation=False)
for primitive in (str, int, float, bool):
    _converter.register_structure_hook(primitive, _as_it_is)
for enum in (Enum, StrEnum):  # the latter are texts too, whose hook would else be theirs
    _converter.register_structure_hook(enum, lambda value, kind: kind(value))
_converter.register_structure_hook_func(_is_raw, _as_it_is)
_converter.register_structure_hook_func(_is_date, _structure_date)


def decoder(kind: Any) -> Convert:
    """How a value of the type `kind` comes back from JSON or text.

    Unknown fields of a dataclass are left out, missing ones take their defaults.
    """
    hook = _converter.get_structure_hook(kind)
    return lambda value: hook(value, kind)


def _encoder(kind: Any, stored_as_text: bool) -> Convert | None:
    """How a value of this type goes into its column; None when as it is."""
    kinds = get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,)
    if any(isinstance(each, type) and issubclass(each, Enum) for each in kinds):
        return lambda value: None if value is None else value.value
    if stored_as_text and _is_date(kind):
        return lambda value: None if value is None else value.isoformat()
    return None


class Shape(Generic[T]):
    """How one dataclass lies in one table; `aside` names the fields that the caller stores elsewhere."""

    def __init__(self, kind: type[T], table: type[Base], aside: tuple[str, ...] = ()) -> None:
        hints, columns = get_type_hints(kind), table.__table__.c
        names = [field.name for field in fields(kind) if field.name not in aside]  # type: ignore[arg-type]
        self.kind, self.table = kind, table
        self.columns = tuple(
            (name, _encoder(hints[name], isinstance(columns[name].type, StoredText)))
            for name in names
            if name in columns
        )
        self.rest = tuple(name for name in names if name not in columns)
        self._names = frozenset(names)
        self._decoders = tuple((name, decoder(hints[name])) for name in names if not _is_raw(hints[name]))

    def values(self, item: T) -> dict[str, Any]:
        """The item's part of a row."""
        row = {
            name: getattr(item, name) if encode is None else encode(getattr(item, name))
            for name, encode in self.columns
        }
        if self.rest:
            row["more"] = dump({name: getattr(item, name) for name in self.rest})
        return row

    def item(self, row: Mapping[Any, Any], **aside: Any) -> T:
        """The item of a row. StoreError names the row that is damaged."""
        try:
            return self._item(row, aside)
        except _WRONG as fault:
            raise damaged(f"“{self.table.__tablename__}”表的一行（{_name_of(row, aside)}）") from fault

    def _item(self, row: Mapping[Any, Any], aside: Mapping[str, Any]) -> T:
        values = {name: row[name] for name, _ in self.columns}
        if self.rest:
            more = row["more"] or {}  # rows of a table that had no such column yet
            values.update((name, value) for name, value in more.items() if name in self._names)
        for name, decode in self._decoders:
            if name in values:
                values[name] = decode(values[name])
        return self.kind(**values, **aside)


SITE = Shape(SiteItem, RoundTargetRow, ("target",))
COLUMN = Shape(ColumnItem, ColumnFactRow, ("target",))
PAGE = Shape(PageItem, PageRow, ("target", "attachments"))
ATTACHMENT = Shape(Attachment, AttachmentRow)
LINK = Shape(Link, LinkRow, ("target",))
QUESTION = Shape(QuestionItem, QuestionRow, ("target",))
PROBE = Shape(ProbeItem, ProbeRow, ("target",))
POST = Shape(PostItem, PostRow, ("target",))

_read_target = decoder(Target)


def target_of(register_row: Any) -> Target:
    """The target of a row of its round's register. StoreError where the row is damaged."""
    try:
        found: Target = _read_target(register_row)
    except _WRONG as fault:
        raise damaged("“round_target”表的一行（register_row）") from fault
    return found


def _name_of(row: Mapping[Any, Any], aside: Mapping[str, Any]) -> str:
    """What people know a row by: the address of its page, else that of its target."""
    target = aside.get("target")
    return str(row.get("url") or getattr(target, "url", ""))


def register_row(target: Target) -> str:
    """The target as its round's register gave it, as JSON for `target_of`."""
    return dump({field.name: getattr(target, field.name) for field in fields(target)})


def stored_record(data: Any) -> RegisterRecord:
    """What a round keeps of its register. StoreError where it is damaged."""
    try:
        return record_from(data)
    except _WRONG as fault:
        raise damaged("“round”表的一行（register）") from fault
