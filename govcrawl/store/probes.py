"""Probes of home pages: stored beside the rounds, read by their days."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, func, select

from govcrawl.domain.items import ProbeItem
from govcrawl.domain.targets import Target
from govcrawl.store.codec import PROBE
from govcrawl.store.column_types import hash_of
from govcrawl.store.models import CrawlRow, ProbeRow, RoundRow, TargetRow, UnitRow
from govcrawl.store.rounds import TargetKey, target_key
from govcrawl.store.session import explained, writing
from govcrawl.store.upserts import Statements, statements_for


def store_probes(engine: Engine, probes: Sequence[ProbeItem]) -> None:
    """The probes, in one transaction; targets that the database does not know yet are added."""
    statements = statements_for(engine.dialect.name)
    with writing(engine) as connection:
        ids = _ids(connection, statements, [probe.target for probe in probes])
        rows = [{"target_id": ids[target_key(probe.target)], **PROBE.values(probe)} for probe in probes]
        if rows:
            connection.execute(statements.probe, rows)


def _ids(connection: Connection, statements: Statements, targets: Iterable[Target]) -> dict[TargetKey, int]:
    held = {target_key(target): target for target in targets}
    query = select(TargetRow.platform, TargetRow.url, TargetRow.id)
    known = {(platform, url): number for platform, url, number in connection.execute(query)}
    missing = [target for key, target in held.items() if key not in known]
    if missing:
        units = {each.unit: each for each in missing}
        rows = [{"name": n, "kind": t.unit_kind, "serves_public": t.serves_public} for n, t in units.items()]
        connection.execute(statements.unit, rows)
        numbers = dict(connection.execute(select(UnitRow.name, UnitRow.id)).all())
        connection.execute(
            statements.target,
            [
                {
                    "url_hash": hash_of(t.url),
                    "url": t.url,
                    "name": t.name,
                    "platform": t.platform,
                    "unit_id": numbers[t.unit],
                }
                for t in missing
            ],
        )
        known = {(platform, url): number for platform, url, number in connection.execute(query)}
    return known


def read_probes(engine: Engine, target: Target, since: datetime, until: datetime) -> list[ProbeItem]:
    """Probes of the target from `since` to before `until`, oldest first."""
    with explained(engine), engine.connect() as connection:
        of_target = (TargetRow.platform == target.platform) & (TargetRow.url == target.url)
        query = select(ProbeRow.__table__).join(TargetRow, TargetRow.id == ProbeRow.target_id)
        query = query.where(of_target, ProbeRow.at >= since, ProbeRow.at < until).order_by(ProbeRow.at)
        return [PROBE.item(row, target=target) for row in connection.execute(query).mappings()]


def probe_times(engine: Engine, since: datetime) -> list[datetime]:
    """When anything was probed from `since` on, oldest first."""
    with explained(engine), engine.connect() as connection:
        query = select(ProbeRow.at).where(ProbeRow.at >= since).distinct().order_by(ProbeRow.at)
        return list(connection.execute(query).scalars())


def probed_since_begun(engine: Engine, round_name: str) -> bool:
    """Whether anything was probed since the first crawl of this round began."""
    begun = select(func.min(CrawlRow.started_at)).join(RoundRow, RoundRow.id == CrawlRow.round_id)
    first = begun.where(RoundRow.name == round_name).scalar_subquery()
    with explained(engine), engine.connect() as connection:
        return connection.execute(select(ProbeRow.at).where(ProbeRow.at >= first).limit(1)).first() is not None
