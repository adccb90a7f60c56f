"""Rows of the facts of many targets, streamed with flat memory: what DataFrames are made of.

Text of pages and other large values are read on demand only. Rows come target by target in register order, so that
every query runs along the primary key of its table and sorts no more than one target's rows. A reader that stops midway
closes the generator: cursors on a server are not left open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, case, false, func, or_, select

from govcrawl.domain.rounds import Round
from govcrawl.domain.targets import Target
from govcrawl.store.codec import target_of
from govcrawl.store.filters import Filters
from govcrawl.store.finding_models import FindingRow
from govcrawl.store.models import (
    AttachmentRow,
    ColumnFactRow,
    ColumnRow,
    PageRow,
    PostRow,
    ProbeRow,
    RoundTargetRow,
    TargetRow,
    UnitRow,
)

_STREAM = {"yield_per": 1000}  # rows held at once
_FEW = {"yield_per": 50}  # the same for rows that carry whole lists


@dataclass(frozen=True, slots=True)
class TargetRef:
    """A target in a round, as that round's register gave it."""

    round: Round
    round_id: int
    target_id: int
    target: Target


def read_places(connection: Connection, chosen: Filters) -> list[TargetRef]:
    """The chosen targets by round and register order."""
    rounds = {each.id: each.round for each in chosen.rounds}
    row = RoundTargetRow
    query = select(row.round_id, row.target_id, row.register_row).where(chosen.places())
    found = [
        TargetRef(rounds[each.round_id], each.round_id, each.target_id, target_of(each.register_row))
        for each in connection.execute(query.order_by(row.round_id, row.position))
    ]
    return sorted(found, key=lambda place: place.round.name)


def site_row(connection: Connection, place: TargetRef) -> RowMapping:
    """Everything that round_target holds of one target."""
    row = RoundTargetRow
    query = select(row.__table__).where(row.round_id == place.round_id, row.target_id == place.target_id)
    return connection.execute(query).mappings().one()


def column_rows(connection: Connection, place: TargetRef) -> Iterator[RowMapping]:
    """Columns by address, with `first_seen` over all rounds."""
    row, ever = ColumnFactRow, ColumnRow
    query = select(row.__table__, ever.first_seen).join(
        ever, (ever.target_id == row.target_id) & (ever.url_hash == row.url_hash)
    )
    with connection.execute(_of(query, row, place), execution_options=_FEW) as result:
        yield from result.mappings()


def page_rows(connection: Connection, place: TargetRef, *, text: bool) -> Iterator[Sequence[Any]]:
    """Rows of the pages of a target in a round (`place`), by address; with `text` the page's text is the last value."""
    row, more = PageRow, PageRow.more
    files = select(func.count()).where(
        AttachmentRow.round_id == row.round_id,
        AttachmentRow.target_id == row.target_id,
        AttachmentRow.page_hash == row.url_hash,
    )
    query = select(
        row.url, row.column_url, row.column_name, row.column_kind, row.title, row.published,
        more["published_source"].as_string(), row.number, row.source, row.answer, row.reason, row.fetched_at,
        files.scalar_subquery(),
        func.json_array_length(more["interpretation_links"]), func.json_array_length(more["policy_links"]),
    )  # fmt: skip
    if text:
        query = query.add_columns(row.text)
    with connection.execute(_of(query, row, place), execution_options=_STREAM) as result:
        yield from result


def attachment_rows(connection: Connection, place: TargetRef) -> Iterator[Sequence[Any]]:
    """Attachments by their page's address and their place on it, with what is known of the page."""
    row, page = AttachmentRow, PageRow
    same = (page.round_id == row.round_id) & (page.target_id == row.target_id) & (page.url_hash == row.page_hash)
    query = (
        select(
            page.url, page.column_url, page.column_name, page.column_kind, page.title, page.published, row.position,
            row.url, row.text, row.extension, row.state, row.content, row.more["size"].as_string(),
            row.more["reason"].as_string(),
        )
        .join(page, same)
        .where(row.round_id == place.round_id, row.target_id == place.target_id)
        .order_by(page.url, row.position)
    )  # fmt: skip
    with connection.execute(query, execution_options=_STREAM) as result:
        yield from result


def post_rows(connection: Connection, place: TargetRef) -> Iterator[Sequence[Any]]:
    """Posts by address."""
    row = PostRow
    query = select(row.url, row.title, row.published, row.route, row.fetched_at)
    with connection.execute(_of(query, row, place), execution_options=_STREAM) as result:
        yield from result


def probe_rows(
    connection: Connection, chosen: Filters, spans: Iterable[tuple[datetime, datetime]] | None
) -> Iterator[Sequence[Any]]:
    """Rows of the probes that `chosen` lets through, by target and time, each once.

    `spans` (from, to before; UTC) keep what lies in any of them, None keeps all. Probes belong to no round: units and
    names are those of the last register.
    """
    row, target, unit = ProbeRow, TargetRow, UnitRow
    query = (
        select(
            unit.name, target.name, target.url, target.platform, row.at, row.answer, row.reason, row.status,
            row.milliseconds, row.more["dns_ms"].as_integer(), row.more["connect_ms"].as_integer(),
            row.more["tls_ms"].as_integer(), row.more["first_byte_ms"].as_integer(),
            row.more["certificate_until"].as_string(), row.more["certificate_fault"].as_string(),
        )
        .join(target, target.id == row.target_id)
        .join(unit, unit.id == target.unit_id)
        .order_by(target.platform, target.url, row.at)
    )  # fmt: skip
    if chosen.units is not None:
        query = query.where(unit.name.in_(chosen.units))
    if chosen.platforms is not None:
        query = query.where(target.platform.in_(chosen.platforms))
    if spans is not None:
        within = [(row.at >= since) & (row.at < until) for since, until in spans]
        query = query.where(or_(false(), *within))
    with connection.execute(query, execution_options=_STREAM) as result:
        yield from result


def finding_rows(connection: Connection, chosen: Filters, round_id: int) -> Iterator[RowMapping]:
    """Findings of round `round_id` that `chosen` lets through, by register position, rule, address and subject.

    Each row has all columns of the table and `platform`, None for a finding without target.
    """
    row, place = FindingRow, RoundTargetRow
    platform = place.register_row["platform"].as_string()
    query = (
        select(row.__table__, platform.label("platform"))
        .outerjoin_from(row, place, (place.round_id == row.round_id) & (place.target_id == row.target_id))
        .where(row.round_id == round_id)
    )
    if chosen.units is not None:
        query = query.where(row.unit.in_(chosen.units))
    if chosen.platforms is not None:
        query = query.where(platform.in_(chosen.platforms))
    unplaced = case((place.position.is_(None), 1), else_=0)
    query = query.order_by(unplaced, place.position, row.rule, row.url, row.subject, row.key)
    with connection.execute(query, execution_options=_STREAM) as result:
        yield from result.mappings()


def _of(query: Any, row: Any, place: TargetRef) -> Any:
    return query.where(row.round_id == place.round_id, row.target_id == place.target_id).order_by(row.url)
