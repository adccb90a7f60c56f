"""Sheets to the register: reads the rows of each, and puts units, targets and what is expected of them together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from govcrawl.domain.targets import Target
from govcrawl.register import schema
from govcrawl.register.model import Account, Exemption, Register, RequiredColumn, Responsibility, SuperiorItem, Unit
from govcrawl.register.problems import Problems
from govcrawl.register.rows import Row, RowContext, read_rows
from govcrawl.register.tables import Table


class Builder:
    """Builds every row, also after bad ones, so that all problems are found in one go."""

    def __init__(self, tables: dict[str, Table], problems: Problems) -> None:
        """tables: by the name of their sheet. problems: where whatever is wrong with them is noted."""
        self._tables = tables
        self._problems = problems
        self._units: dict[str, Unit] = {}  # by name and by short name

    def build(self, path: Path) -> Register:
        """The register that was read from `path`; of no use when there are problems."""
        return Register(
            units=self._build_units(),
            targets=[self._target(row) for row in self._rows(schema.WebsiteSheetRow)],
            accounts=[Account(**dict(row)) for row in self._rows(schema.AccountSheetRow)],
            required_columns=[RequiredColumn(**dict(row)) for row in self._rows(schema.RequiredColumnSheetRow)],
            responsibilities=[Responsibility(**dict(row)) for row in self._rows(schema.ResponsibilitySheetRow)],
            superior=[SuperiorItem(**dict(row)) for row in self._rows(schema.SuperiorSheetRow)],
            exceptions=[Exemption(**dict(row)) for row in self._rows(schema.ExemptionSheetRow)],
            path=path,
        )

    def _rows(self, kind: type[Row]) -> Iterator[Row]:
        return (row for row, _ in self._read(kind))

    def _read(self, kind: type[Row]) -> Iterator[tuple[Row, RowContext]]:
        table = self._tables.get(kind.sheet)
        return read_rows(kind, table, self._problems, self._units) if table else iter(())

    def _build_units(self) -> list[Unit]:
        """Names come first, since a short name must not be another unit's name further down."""
        built = [(Unit(**dict(row)), context) for row, context in self._read(schema.UnitSheetRow)]
        named = [(unit, context) for unit, context in built if unit.name and self._owner(unit.name, unit) is unit]
        for unit, context in named:
            for alias in unit.aliases:
                owner = self._owner(alias, unit)
                if owner is not unit:
                    context.refuse("简称", f"“{alias}”已是单位“{owner.name}”的名称或简称")
        return [unit for unit, _ in built]

    def _owner(self, name: str, unit: Unit) -> Unit:
        """Whose name it is: that of the first unit that claims it."""
        return self._units.setdefault(name, unit)

    def _target(self, row: schema.WebsiteSheetRow) -> Target:
        unit = self._units.get(row.unit) or Unit("", "")
        return Target(**dict(row), unit_kind=unit.kind, serves_public=unit.serves_public)
