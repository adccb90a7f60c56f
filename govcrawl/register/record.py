"""What a round keeps of its register, so that it can be explained and exported when the register has moved on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from pydantic import TypeAdapter

from govcrawl.register.model import Account, Exemption, Register, Unit


@dataclass(frozen=True, slots=True)
class RegisterRecord:
    """Units, all accounts (closed ones too) and exceptions, in register order."""

    units: tuple[Unit, ...] = ()
    accounts: tuple[Account, ...] = ()
    exceptions: tuple[Exemption, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Lists of objects; dates as they are, for the store to write in ISO 8601."""
        return {name: [asdict(each) for each in getattr(self, name)] for name in ("units", "accounts", "exceptions")}


_STORED = TypeAdapter(RegisterRecord)


def record_of(register: Register) -> RegisterRecord:
    """What a round keeps of the register."""
    return RegisterRecord(tuple(register.units), tuple(register.accounts), tuple(register.exceptions))


def record_from(data: dict[str, Any] | None) -> RegisterRecord:
    """The record as stored; empty for rounds of versions that kept none. What later versions add is left out."""
    return _STORED.validate_python(data or {})
