"""Items as rows and back: fields that are columns of the table go there, all others into its `more` as JSON.

What is read equals what was written, dataclass by dataclass: the types of the fields say how. A field that an
item has gained since the row was written takes its default.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from govcrawl.domain.items import Attachment, ColumnItem, Link, PageItem, PostItem, ProbeItem, QuestionItem, SiteItem
from govcrawl.domain.targets import Target
from govcrawl.store.column_types import StoredText, dump
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

Convert = Callable[[Any], Any]
T = TypeVar("T")


def decoder(kind: Any) -> Convert | None:
    """How a value of this type comes back from JSON or text; None when it is itself already."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _optional(decoder_of_dates(inner) or next(filter(None, map(decoder, inner)), None))
    if origin in (list, tuple, dict):
        return _container(origin, inner)
    if not isinstance(kind, type):
        return None
    if issubclass(kind, Enum):
        return kind
    if issubclass(kind, date):
        return _date
    return _dataclass(kind) if is_dataclass(kind) else None


def decoder_of_dates(kinds: tuple[Any, ...]) -> Convert | None:
    return _date if any(isinstance(kind, type) and issubclass(kind, date) for kind in kinds) else None


def _date(value: str | date) -> date:
    """A date, or a datetime where the text gives a time of day."""
    if not isinstance(value, str):
        return value
    return date.fromisoformat(value) if len(value) == len("2021-08-20") else datetime.fromisoformat(value)


def _optional(decode: Convert | None) -> Convert | None:
    if decode is None:
        return None
    convert = decode
    return lambda value: None if value is None else convert(value)


def _container(origin: Any, inner: tuple[Any, ...]) -> Convert | None:
    if origin is tuple and inner[-1] is not Ellipsis:
        parts = [decoder(kind) or _same for kind in inner]
        return lambda value: tuple(part(one) for part, one in zip(parts, value, strict=True))
    each = decoder(inner[1] if origin is dict else inner[0])
    if each is None:
        return tuple if origin is tuple else None
    convert = each
    if origin is dict:
        return lambda value: {key: convert(one) for key, one in value.items()}
    return lambda value: origin(convert(one) for one in value)


def _same(value: Any) -> Any:
    return value


def _dataclass(kind: type) -> Convert:
    decoders = _decoders(kind)

    def build(value: Mapping[str, Any]) -> Any:
        known = {name: one for name, one in value.items() if name in decoders}
        return kind(**{name: one if (d := decoders[name]) is None else d(one) for name, one in known.items()})

    return build


def _decoders(kind: type) -> dict[str, Convert | None]:
    hints = get_type_hints(kind)
    return {field.name: decoder(hints[field.name]) for field in fields(kind)}


def _encoder(kind: Any, stored_as_text: bool) -> Convert | None:
    """How a value of this type goes into its column; None when as it is."""
    kinds = get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,)
    if any(isinstance(each, type) and issubclass(each, Enum) for each in kinds):
        return lambda value: None if value is None else value.value
    if stored_as_text and decoder_of_dates(kinds):
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
        self._decoders = {name: decoder(hints[name]) for name in names}

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
        """The item of a row."""
        decoders = self._decoders
        values = {name: row[name] for name, _ in self.columns}
        if self.rest:
            more = row["more"] or {}  # rows of a table that had no such column yet
            values.update((name, value) for name, value in more.items() if name in decoders)
        for name, value in values.items():
            decode = decoders[name]
            if decode is not None:
                values[name] = decode(value)
        return self.kind(**values, **aside)


SITE = Shape(SiteItem, RoundTargetRow, ("target",))
COLUMN = Shape(ColumnItem, ColumnFactRow, ("target",))
PAGE = Shape(PageItem, PageRow, ("target", "attachments"))
ATTACHMENT = Shape(Attachment, AttachmentRow)
LINK = Shape(Link, LinkRow, ("target",))
QUESTION = Shape(QuestionItem, QuestionRow, ("target",))
PROBE = Shape(ProbeItem, ProbeRow, ("target",))
POST = Shape(PostItem, PostRow, ("target",))

target_of: Convert = _dataclass(Target)


def register_row(target: Target) -> str:
    """The target as its round's register gave it, as JSON for `target_of`."""
    return dump({field.name: getattr(target, field.name) for field in fields(target)})
