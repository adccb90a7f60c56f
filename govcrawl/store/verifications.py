"""What a round has found of an earlier round's problems (整改核查), and which pages must be looked at again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal, cast

from sqlalchemy import Engine, delete, insert, select

from govcrawl.domain.findings import Finding
from govcrawl.domain.items import PageItem
from govcrawl.domain.targets import Target
from govcrawl.store.codec import PAGE
from govcrawl.store.column_types import hash_of
from govcrawl.store.decision_models import VerificationRow
from govcrawl.store.finding_models import FindingRow
from govcrawl.store.models import PageRow, RoundRow, RoundTargetRow, TargetRow
from govcrawl.store.open_rounds import find_open_round
from govcrawl.store.reader import find_round, read_findings
from govcrawl.store.session import explained, writing

State = Literal["已整改", "未整改", "页面已消失", "无法核实"]
STATES: tuple[State, ...] = ("已整改", "未整改", "页面已消失", "无法核实")


@dataclass(frozen=True, slots=True)
class VerificationResult:
    """What has become of a finding of an earlier round."""

    finding: Finding  # as the earlier round has it
    state: State
    reason: str
    against: str  # the earlier round


def store_verifications(
    engine: Engine, round_name: str, rows: Sequence[VerificationResult], at: datetime | None = None
) -> None:
    """Store the verification results `rows` in place of all that the round has, in one transaction.

    `at` is when they were verified (UTC), now by default. InputError when the round or one that it is compared with is
    unknown, or when the round is closed.
    """
    when = at or datetime.now(UTC)
    with writing(engine) as connection:
        number = find_open_round(connection, round_name)
        ids = {name: find_round(connection, name) for name in {each.against for each in rows}}
        connection.execute(delete(VerificationRow).where(VerificationRow.round_id == number))
        values = [
            {
                "round_id": number, "key": each.finding.key, "against_id": ids[each.against], "state": each.state,
                "reason": each.reason, "verified_at": when,
            }
            for each in rows
        ]  # fmt: skip
        if values:
            connection.execute(insert(VerificationRow), values)


def read_verifications(engine: Engine, round_name: str) -> list[VerificationResult]:
    """What was stored, in the order of the earlier round's findings; [] when nothing has been verified."""
    row = VerificationRow
    with explained(engine), engine.connect() as connection:
        number = find_round(connection, round_name)
        query = select(row.key, row.state, row.reason, RoundRow.name).join(RoundRow, RoundRow.id == row.against_id)
        stored = {each.key: each for each in connection.execute(query.where(row.round_id == number))}
    against = sorted({each.name for each in stored.values()})
    return [
        VerificationResult(finding, cast(State, stored[finding.key].state), stored[finding.key].reason, name)
        for name in against
        for finding in read_findings(engine, name, "fail")
        if finding.key in stored and stored[finding.key].name == name
    ]


def pages_with_problems(engine: Engine, target: Target, day: date) -> list[PageItem]:
    """Pages on which the target's last inspection before `day` has found problems, by address; without attachments.

    The next inspection reads them again, whatever their age: else nobody could say whether they are mended.
    """
    of_target = (TargetRow.platform == target.platform) & (TargetRow.url_hash == hash_of(target.url))
    with explained(engine), engine.connect() as connection:
        query = (
            select(RoundRow.id, RoundTargetRow.target_id)
            .join(RoundTargetRow, RoundTargetRow.round_id == RoundRow.id)
            .join(TargetRow, TargetRow.id == RoundTargetRow.target_id)
            .where(of_target, RoundRow.inspection_date < day, RoundTargetRow.state == "done")
            .order_by(RoundRow.inspection_date.desc())
        )
        last = connection.execute(query).first()
        if last is None:
            return []
        found = (FindingRow.round_id == last.id) & (FindingRow.target_id == last.target_id)
        problems = (FindingRow.outcome == "fail") & (FindingRow.severity == "problem")
        places = select(FindingRow.url).where(found, problems)
        pages = (
            select(PageRow.__table__)
            .where(PageRow.round_id == last.id, PageRow.target_id == last.target_id, PageRow.url.in_(places))
            .order_by(PageRow.url)
        )
        return [PAGE.item(row, target=target, attachments=[]) for row in connection.execute(pages).mappings()]
