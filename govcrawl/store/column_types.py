"""How values look in the database: UTC times, text that every database takes, compact JSON, hashes of addresses."""

import json
import math
import re
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import Any

from sqlalchemy import TEXT, DateTime, Dialect, Text
from sqlalchemy.dialects.sqlite import DATETIME
from sqlalchemy.types import TypeDecorator, TypeEngine

from govcrawl.domain.errors import StoreError

# PostgreSQL refuses NUL in text, and no database driver encodes half a surrogate pair; crawled pages hold both.
_SHOWN = 40  # characters of a damaged value that are repeated
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """The text with what no database stores (NUL, lone surrogates) replaced by U+FFFD."""
    if "\x00" not in text:
        if text.isascii():
            return text
        try:
            text.encode()
        except UnicodeEncodeError:
            pass
        else:
            return text
    return _UNSTORABLE.sub("\ufffd", text)


def hash_of(*parts: str) -> int:
    """Signed 64-bit hash: what identifies a row, since an address may be longer than an index entry may be."""
    text = clean("\n".join(parts))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


class Dumped(str):
    """JSON text that is written as it is: facts are dumped on arrival, since their owner may change them later."""

    __slots__ = ()


def to_jsonable(value: Any) -> Any:
    """`value` in a form that JSON has: dates in ISO 8601, dataclasses as objects, sets as sorted lists.

    TypeError for anything else; made for the `default` argument of `json.dumps`.
    """
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} cannot be stored as JSON")


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=to_jsonable).encode


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {clean(str(key)): _storable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(each) for each in value]
    return value if value is None or isinstance(value, int) else _storable(to_jsonable(value))


def dump(value: Any) -> Dumped:
    """Compact JSON that every database takes; TypeError for what is no JSON."""
    if isinstance(value, Dumped):
        return value
    try:
        text = _encode(value)
        if "\\u0000" not in text and clean(text) is text:
            return Dumped(text)
    except ValueError:  # NaN or infinity
        pass
    return Dumped(_encode(_storable(value)))


def damaged(what: str) -> StoreError:
    """The error that says that `what` (Chinese) cannot be read, since somebody else has written there, or a disk."""
    return StoreError(f"数据库中{what}已损坏，无法读取：请从备份恢复数据库，或重新检查有关对象。")


def load(text: str) -> Any:
    """What `dump` has written; StoreError where it is no JSON."""
    try:
        return json.loads(text)
    except ValueError as fault:
        raise damaged(f"有一项数据（{text[:_SHOWN]}）") from fault


class StoredText(TypeDecorator[str]):
    """Text; sorted by code point in every database, so that two databases give rows in one order."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return TEXT(collation="C") if dialect.name == "postgresql" else TEXT()

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return clean(value) if value is not None else None


class _SqliteTime(DATETIME):
    """SQLite keeps times as text, in which anything may stand."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        read: Any = super().result_processor(dialect, coltype)

        def process(value: Any) -> Any:
            try:
                return read(value)
            except (ValueError, TypeError) as fault:
                raise damaged(f"有一项时间（{str(value)[:_SHOWN]}）") from fault

        return process


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[datetime]:
        if dialect.name == "sqlite":
            return _SqliteTime()  # type: ignore[no-untyped-call]  # SQLAlchemy's
        return DateTime(timezone=True)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"time without a zone: {value}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
