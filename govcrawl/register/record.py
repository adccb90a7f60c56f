"""What a round keeps of its register, so that it can be explained and exported when the register has moved on."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from govcrawl.register.model import Account, Exemption, Register, Unit

_DATES = frozenset({"opened", "registered", "status_date", "valid_until"})


@dataclass(frozen=True, slots=True)
class RegisterRecord:
    """Units, all accounts (closed ones too) and exceptions, in register order."""

    units: tuple[Unit, ...] = ()
    accounts: tuple[Account, ...] = ()
    exceptions: tuple[Exemption, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Lists of objects; dates as they are, for the store to write in ISO 8601."""
        return {name: [asdict(each) for each in getattr(self, name)] for name in ("units", "accounts", "exceptions")}


def record_of(register: Register) -> RegisterRecord:
    return RegisterRecord(tuple(register.units), tuple(register.accounts), tuple(register.exceptions))


def record_from(data: dict[str, Any] | None) -> RegisterRecord:
    """The record as stored; empty for rounds of versions that kept none."""
    data = data or {}
    return RegisterRecord(
        tuple(_made(Unit, row) for row in data.get("units", ())),
        tuple(_made(Account, row) for row in data.get("accounts", ())),
        tuple(_made(Exemption, row) for row in data.get("exceptions", ())),
    )


def _made(kind: type[Any], row: dict[str, Any]) -> Any:
    known = {field.name for field in fields(kind)}
    values = {name: _value(name, value) for name, value in row.items() if name in known}
    return kind(**values)


def _value(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return date.fromisoformat(value) if name in _DATES and isinstance(value, str) else value
