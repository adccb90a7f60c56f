"""What the rows of every frame are read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine

from analysis.round_view import RoundView
from govcrawl.store.fact_rows import TargetRef, read_places
from govcrawl.store.filters import Filters

Values = tuple[Any, ...]  # of a row, in the order of the schema's fields


@dataclass(frozen=True, slots=True)
class Reading:
    """An open connection, and what is to be read from it."""

    engine: Engine
    connection: Connection
    chosen: Filters
    text: bool = False
    _views: dict[str, RoundView] = field(default_factory=dict)

    def view(self, round_name: str) -> RoundView:
        """The round, read once however often it is asked for."""
        if round_name not in self._views:
            self._views[round_name] = RoundView(self.engine, round_name)
        return self._views[round_name]

    def places(self) -> Iterator[tuple[TargetRef, Values]]:
        """The chosen targets, each with the values of the schema's PLACE."""
        for place in read_places(self.connection, self.chosen):
            target = place.target
            yield place, (place.round.name, target.unit, target.name, target.url, target.platform)
