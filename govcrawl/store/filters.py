"""Which part of the database somebody means: rounds, units and platforms by the names that people use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, select, true

from govcrawl.domain.errors import InputError
from govcrawl.domain.rounds import Round
from govcrawl.domain.targets import platform_id
from govcrawl.register.record import RegisterRecord
from govcrawl.register.suggest import did_you_mean
from govcrawl.store.codec import stored_record
from govcrawl.store.models import RoundRow, RoundTargetRow

Names = str | Iterable[str] | None  # one name, several, or all


@dataclass(frozen=True, slots=True)
class RoundFilter:
    """A round with its id and what it has kept of its register."""

    id: int
    round: Round
    register: RegisterRecord


@dataclass(frozen=True, slots=True)
class Filters:
    """What is to be read; None stands for all units or all platforms."""

    rounds: tuple[RoundFilter, ...]  # by name
    units: tuple[str, ...] | None
    platforms: tuple[str, ...] | None
    every_round: bool

    def places(self) -> ColumnElement[bool]:
        """The condition on round_target: units and names are those of the round's own register."""
        row = RoundTargetRow
        parts: list[ColumnElement[bool]] = [row.round_id.in_([each.id for each in self.rounds])]
        if self.units is not None:
            parts.append(row.register_row["unit"].as_string().in_(self.units))
        if self.platforms is not None:
            parts.append(row.register_row["platform"].as_string().in_(self.platforms))
        return and_(true(), *parts)


def resolve_filters(connection: Connection, rounds: Names, units: Names, platforms: Names) -> Filters:
    """The rounds, units (full or short names) and platforms (ids or Chinese names) of these names.

    InputError, listing what is known, for any that the database does not have.
    """
    chosen = _rounds(connection, rounds)
    return Filters(
        rounds=chosen,
        units=None if units is None else _units(connection, chosen, _several(units)),
        platforms=None if platforms is None else tuple(platform_id(each) for each in _several(platforms)),
        every_round=rounds is None,
    )


def _several(names: str | Iterable[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


def _rounds(connection: Connection, names: Names) -> tuple[RoundFilter, ...]:
    query = select(RoundRow.id, RoundRow.name, RoundRow.inspection_date, RoundRow.register).order_by(RoundRow.name)
    known = {
        row.name: RoundFilter(row.id, Round(row.name, row.inspection_date), stored_record(row.register))
        for row in connection.execute(query)
    }
    if names is None:
        return tuple(known.values())
    wanted = {each.strip().upper() for each in _several(names)}
    unknown = sorted(wanted - known.keys())
    if unknown:
        hint = f"已有的检查期：{'、'.join(known)}。" if known else "请先运行 govcrawl inspect。"
        raise InputError(f"数据库中没有检查期 {'、'.join(unknown)}，{hint}")
    return tuple(each for name, each in known.items() if name in wanted)


def _units(connection: Connection, rounds: tuple[RoundFilter, ...], names: list[str]) -> tuple[str, ...]:
    """Full names; a name of the register goes before a short name of another unit."""
    name = RoundTargetRow.register_row["unit"].as_string()
    seen = connection.execute(select(name).where(RoundTargetRow.round_id.in_([e.id for e in rounds])).distinct())
    full: dict[str, set[str]] = {each: {each} for each in seen.scalars()}
    units = [unit for each in rounds for unit in each.register.units]
    full.update((unit.name, {unit.name}) for unit in units)
    short: dict[str, set[str]] = {}
    for unit in units:
        for alias in unit.aliases:
            short.setdefault(alias, set()).add(unit.name)
    known = short | full
    unknown = [each for each in names if each.strip() not in known]
    if unknown:
        where = "、".join(each.round.name for each in rounds) or "数据库"
        hints = "、".join(f"“{each}”{did_you_mean(each, known)}" for each in unknown)
        raise InputError(f"{where} 中没有单位{hints}。已有的单位：{'、'.join(full) or '无'}。")
    return tuple(sorted({each for wanted in names for each in known[wanted.strip()]}))
