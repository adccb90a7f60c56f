"""Decisions stay on their findings when a finding's key changes, because its address is spelt or reached otherwise.

Before the findings of a target go, what the decided ones are about is noted (`note_decided`); when the new ones are
known, each decision whose key is gone moves to the one finding that says the same (`settle_decisions`). Closed rounds
are never touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable

from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, and_, exists, select, update

from govcrawl.domain.findings import identity_of
from govcrawl.domain.urls import same_address
from govcrawl.store.column_types import hash_of
from govcrawl.store.decision_models import DecidedRow, ReviewRow, VerificationRow
from govcrawl.store.finding_models import FindingRow
from govcrawl.store.models import ColumnFactRow, PageRow, RoundRow, RoundTargetRow, TargetRow
from govcrawl.store.reader import find_round
from govcrawl.store.session import explained

_ABOUT = ("rule", "target_url", "url", "column", "title", "subject")


def note_decided(connection: Connection, round_id: int, concerned: ColumnElement[bool]) -> None:
    """Note what the decided findings of round `round_id` are about, of those that are `concerned`, before they go."""
    reviewed = exists().where(ReviewRow.round_id == FindingRow.round_id, ReviewRow.key == FindingRow.key)
    known = exists().where(DecidedRow.round_id == FindingRow.round_id, DecidedRow.key == FindingRow.key)
    columns = [FindingRow.round_id, FindingRow.key, *(getattr(FindingRow, name) for name in _ABOUT)]
    query = select(*columns).where(FindingRow.round_id == round_id, concerned, reviewed, ~known)
    rows = [{**row, "now": row["key"]} for row in connection.execute(query).mappings()]
    if rows:
        connection.execute(DecidedRow.__table__.insert(), rows)  # type: ignore[attr-defined]  # a table


def settle_decisions(connection: Connection, round_id: int) -> int:
    """Move decisions of round `round_id` whose findings have other keys by now; returns how many findings got theirs.

    Only where there is one finding that says the same, and nobody has decided on it.
    """
    closed = connection.execute(select(RoundRow.closed_at).where(RoundRow.id == round_id)).scalar_one()
    lost = _without_finding(connection, round_id) if closed is None else []
    if not lost:
        return 0
    free = _undecided(connection, round_id, {row["rule"] for row in lost})
    moves = _pairs(lost, free, _same)
    left = [row for row in lost if row["key"] not in moves and _has_gone(connection, round_id, row)]
    taken = set(moves.values())
    moves |= _pairs(left, [row for row in free if row["key"] not in taken], _named_alike)
    for old, new in moves.items():
        _move(connection, round_id, old, new)
    return len(moves)


def present_keys(engine: Engine, round_name: str) -> dict[str, str]:
    """The present keys of decided findings of a round whose keys have changed, by those that they had.

    InputError when there is no such round.
    """
    with explained(engine), engine.connect() as connection:
        of_round = DecidedRow.round_id == find_round(connection, round_name)
        query = select(DecidedRow.key, DecidedRow.now).where(of_round, DecidedRow.now != DecidedRow.key)
        return {row.key: row.now for row in connection.execute(query)}


def _without_finding(connection: Connection, round_id: int) -> list[RowMapping]:
    found = exists().where(FindingRow.round_id == DecidedRow.round_id, FindingRow.key == DecidedRow.now)
    query = select(DecidedRow.__table__).where(DecidedRow.round_id == round_id, ~found).order_by(DecidedRow.key)
    return list(connection.execute(query).mappings())


def _undecided(connection: Connection, round_id: int, rules: set[str]) -> list[RowMapping]:
    reviewed = exists().where(ReviewRow.round_id == FindingRow.round_id, ReviewRow.key == FindingRow.key)
    columns = [FindingRow.key, *(getattr(FindingRow, name) for name in _ABOUT)]
    concerned = and_(FindingRow.round_id == round_id, FindingRow.rule.in_(sorted(rules)), ~reviewed)
    return list(connection.execute(select(*columns).where(concerned).order_by(FindingRow.key)).mappings())


def _pairs(
    lost: Iterable[RowMapping], free: Iterable[RowMapping], alike: Callable[[RowMapping], Hashable | None]
) -> dict[str, str]:
    """Present keys by lost ones, for what is `alike` in exactly one lost and one free finding."""
    by_old, by_new = _grouped(lost, alike), _grouped(free, alike)
    return {
        olds[0]: by_new[what][0] for what, olds in by_old.items() if len(olds) == 1 and len(by_new.get(what, ())) == 1
    }


def _grouped(rows: Iterable[RowMapping], alike: Callable[[RowMapping], Hashable | None]) -> dict[Hashable, list[str]]:
    groups: defaultdict[Hashable, list[str]] = defaultdict(list)
    for row in rows:
        if (what := alike(row)) is not None:
            groups[what].append(row["key"])
    return groups


def _same(row: RowMapping) -> Hashable:
    return identity_of(row["rule"], row["target_url"], row["url"], row["subject"])


def _named_alike(row: RowMapping) -> Hashable | None:
    """A column's finding by its name, for a column that is reached by another address now."""
    if row["subject"] or not row["column"]:
        return None
    return row["rule"], same_address(row["target_url"]), row["column"], row["title"]


def _has_gone(connection: Connection, round_id: int, row: RowMapping) -> bool:
    """Whether the target was inspected to its end, and neither a column nor a page has the address of a finding."""
    query = select(RoundTargetRow.target_id, RoundTargetRow.state).join(
        TargetRow, TargetRow.id == RoundTargetRow.target_id
    )
    of_target = and_(RoundTargetRow.round_id == round_id, TargetRow.url == row["target_url"])
    states = {row.target_id: row.state for row in connection.execute(query.where(of_target))}
    if not states or set(states.values()) != {"done"}:
        return False
    for model in (ColumnFactRow, PageRow):
        there = and_(model.round_id == round_id, model.target_id.in_(states), model.url_hash == hash_of(row["url"]))
        if connection.execute(select(model.url_hash).where(there).limit(1)).first() is not None:
            return False
    return True


def _move(connection: Connection, round_id: int, old: str, new: str) -> None:
    decided = DecidedRow
    now = connection.execute(
        select(DecidedRow.now).where(DecidedRow.round_id == round_id, DecidedRow.key == old)
    ).scalar_one()
    connection.execute(update(ReviewRow).where(ReviewRow.round_id == round_id, ReviewRow.key == now).values(key=new))
    # What a later round has verified of the finding goes by the same key.
    connection.execute(
        update(VerificationRow)
        .where(VerificationRow.against_id == round_id, VerificationRow.key == now)
        .values(key=new)
    )
    connection.execute(update(decided).where(decided.round_id == round_id, decided.key == old).values(now=new))
