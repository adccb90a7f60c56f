"""How far a round is, target by target, for whoever watches the inspection run."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from govcrawl.store.finding_models import FindingRow
from govcrawl.store.models import RoundRow, RoundTargetRow
from govcrawl.store.session import explained


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """A line of the live display."""

    name: str
    unit: str
    url: str
    state: str
    phase: str
    pages: int
    fails: int
    errors: int
    platform: str


def read_progress(engine: Engine, round_name: str) -> list[TargetProgress]:
    """How far each target is, in register order; empty while the round has not begun."""
    with explained(engine), engine.connect() as connection:
        number = connection.execute(select(RoundRow.id).where(RoundRow.name == round_name)).scalar_one_or_none()
        if number is None:
            return []
        counted = select(FindingRow.target_id, FindingRow.outcome, func.count()).where(
            FindingRow.round_id == number, FindingRow.severity == "problem"
        )
        counts: dict[tuple[int | None, str], int] = {
            (row[0], row[1]): row[2]
            for row in connection.execute(counted.group_by(FindingRow.target_id, FindingRow.outcome))
        }
        row = RoundTargetRow
        query = select(row.target_id, row.register_row, row.state, row.phase, row.pages)
        lines = connection.execute(query.where(row.round_id == number).order_by(row.position)).all()
    return [
        TargetProgress(
            name=line.register_row["name"],
            unit=line.register_row["unit"],
            url=line.register_row["url"],
            state=line.state,
            phase=line.phase,
            pages=line.pages,
            fails=counts.get((line.target_id, "fail"), 0),
            errors=counts.get((line.target_id, "error"), 0),
            platform=line.register_row["platform"],
        )
        for line in lines
    ]
