"""The findings of a round as a queue for people: filtered, counted and read a page at a time by the database."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, case, func, or_, select

from govcrawl.domain.decisions import DECISIONS, WITHDRAWN, Decision
from govcrawl.domain.errors import InputError
from govcrawl.domain.findings import Finding
from govcrawl.store.decision_models import ReviewRow
from govcrawl.store.finding_models import FindingRow
from govcrawl.store.finding_rows import FINDING_FIELDS, finding_from
from govcrawl.store.models import RoundTargetRow, TargetRow
from govcrawl.store.reader import find_round
from govcrawl.store.session import explained

# What a finding can be, as people choose it; decisions stand beside these under their own names.
TO_REVIEW, EVERYTHING = "待复核", "全部"
KINDS = {"问题": ("fail", "problem"), "线索": ("fail", "clue"), "预警": ("fail", "warning")}
OUTCOMES = {"未能判定": "error", "不适用": "skip"}
MOST_WORDS, MOST_CHARACTERS = 8, 100  # of a search: each word is looked for in every text of every finding
STATES = (TO_REVIEW, *KINDS, *OUTCOMES, *DECISIONS, EVERYTHING)
LEAST_SURE, AS_IN_REGISTER = "把握低的在前", "按台账顺序"
ORDERS = (LEAST_SURE, AS_IN_REGISTER)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings; "" means any. `text` is looked for in messages, titles, columns, targets and addresses.

    `deciding` and `only` are short lists: findings that make a veto.
    """

    state: str = TO_REVIEW
    unit: str = ""
    rule: str = ""
    platform: str = ""
    text: str = ""
    order: str = LEAST_SURE
    deciding: Collection[str] = ()  # keys of findings that come before all others
    only: Collection[str] | None = None  # keys of the findings wanted; None for any

    def __post_init__(self) -> None:
        if self.state not in STATES:
            raise InputError(f"没有“{self.state}”这种状态，可用的有：{'、'.join(STATES)}。")
        if self.order not in ORDERS:
            raise InputError(f"没有“{self.order}”这种排序，可用的有：{'、'.join(ORDERS)}。")
        if len(self.text) > MOST_CHARACTERS or len(self.text.split()) > MOST_WORDS:
            raise InputError(f"搜索词最多 {MOST_WORDS} 个，共 {MOST_CHARACTERS} 个字符。")


@dataclass(frozen=True, slots=True)
class Queued:
    """A finding in the queue, with the decision that holds."""

    finding: Finding
    decision: Decision | None
    reviewer: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen, each with the number of findings; of the whole round, in the order of names."""

    states: dict[str, int]
    units: dict[str, int]
    rules: dict[str, int]
    platforms: dict[str, int]


def read_queue(
    engine: Engine, round_name: str, wanted: Wanted, offset: int, limit: int, first: Collection[str] = ()
) -> tuple[int, list[Queued]]:
    """How many findings `wanted` lets through, and `limit` of them from number `offset` on.

    They come in the order of `read_findings`, or `wanted.deciding` before all others, then the problems of the rules in
    `first` (those that may cost a whole website its pass), and the least sure first. InputError when there is no such
    round.
    """
    with _asking(engine, round_name) as (connection, number):
        query = _filtered(_joined(number, select(func.count())), wanted)
        total = connection.execute(query).scalar_one()
        columns = [getattr(FindingRow, name) for name in FINDING_FIELDS]
        query = _filtered(_joined(number, select(*columns, ReviewRow.decision, ReviewRow.reviewer)), wanted)
        rows = connection.execute(_ordered(query, wanted, first).offset(offset).limit(limit)).mappings()
        return total, [_queued(row) for row in rows]


def place_in_queue(
    engine: Engine, round_name: str, wanted: Wanted, key: str, first: Collection[str] = ()
) -> int | None:
    """The number (from 0) of the finding of this key in the queue; None when it is not in it. `first`: see above."""
    with _asking(engine, round_name) as (connection, number):
        query = _ordered(_filtered(_joined(number, select(FindingRow.key)), wanted), wanted, first)
        with connection.execute(query, execution_options={"yield_per": 1000}) as result:
            return next((place for place, found in enumerate(result.scalars()) if found == key), None)


def read_finding(engine: Engine, round_name: str, key: str) -> Finding:
    """One finding; InputError when the round has none of this key."""
    with _asking(engine, round_name) as (connection, number):
        columns = [getattr(FindingRow, name) for name in FINDING_FIELDS]
        row = connection.execute(select(*columns).where(FindingRow.round_id == number, FindingRow.key == key))
        found = row.mappings().one_or_none()
    if found is None:
        raise InputError(f"检查期 {round_name} 中没有编号为 {key} 的问题。")
    return finding_from(found)


def read_choices(engine: Engine, round_name: str) -> Choices:
    """What the filters offer."""
    row, choices = FindingRow, Choices(dict.fromkeys(STATES, 0), {}, {}, {})
    alike = (row.unit, row.rule, TargetRow.platform, row.outcome, row.severity, ReviewRow.decision)
    with _asking(engine, round_name) as (connection, number):
        query = _joined(number, cast(Select[Any], select(*alike, func.count()))).group_by(*alike).order_by(*alike[:3])
        for unit, rule, platform, outcome, severity, decision, count in connection.execute(query):
            for kind, name in ((choices.units, unit), (choices.rules, rule), (choices.platforms, platform)):
                if name is not None:
                    kind[name] = kind.get(name, 0) + count
            for state in _states(outcome, severity, decision):
                choices.states[state] += count
    return Choices(
        choices.states, *(dict(sorted(each.items())) for each in (choices.units, choices.rules, choices.platforms))
    )


def _states(outcome: str, severity: str, decision: str | None) -> Iterator[str]:
    """The states under which a finding stands: the same that `_state` asks for."""
    yield EVERYTHING
    yield from (name for name, pair in KINDS.items() if pair == (outcome, severity))
    yield from (name for name, wanted in OUTCOMES.items() if wanted == outcome)
    if decision is not None:
        yield decision
    elif outcome == "fail" and severity != "warning":
        yield TO_REVIEW


@contextmanager
def _asking(engine: Engine, round_name: str) -> Iterator[tuple[Connection, int]]:
    with explained(engine), engine.connect() as connection:
        yield connection, find_round(connection, round_name)


def _joined(round_id: int, query: Select[Any]) -> Select[Any]:
    newest = select(func.max(ReviewRow.id).label("id")).where(ReviewRow.round_id == round_id).group_by(ReviewRow.key)
    held = newest.subquery("newest")
    latest = select(ReviewRow.id).join(held, held.c.id == ReviewRow.id)
    review = and_(
        ReviewRow.round_id == round_id,
        ReviewRow.key == FindingRow.key,
        ReviewRow.id.in_(latest),
        ReviewRow.decision != WITHDRAWN,
    )
    place = and_(RoundTargetRow.round_id == round_id, RoundTargetRow.target_id == FindingRow.target_id)
    query = query.select_from(FindingRow).outerjoin(ReviewRow, review).outerjoin(RoundTargetRow, place)
    query = query.outerjoin(TargetRow, TargetRow.id == FindingRow.target_id)
    return query.where(FindingRow.round_id == round_id)


def _filtered(query: Select[Any], wanted: Wanted) -> Select[Any]:
    query = query.where(*_state(wanted.state))
    if wanted.unit:
        query = query.where(FindingRow.unit == wanted.unit)
    if wanted.rule:
        query = query.where(FindingRow.rule == wanted.rule)
    if wanted.platform:
        query = query.where(TargetRow.platform == wanted.platform)
    row = FindingRow
    if wanted.only is not None:
        query = query.where(row.key.in_(wanted.only))
    for word in wanted.text.split():
        places = (row.message, row.title, row.column, row.target, row.url, row.value, row.key)
        query = query.where(or_(*(place.icontains(word, autoescape=True) for place in places)))
    return query


def _state(name: str) -> list[ColumnElement[bool]]:
    row = FindingRow
    if name == TO_REVIEW:
        return [row.outcome == "fail", row.severity != "warning", ReviewRow.id.is_(None)]
    if name in KINDS:
        outcome, severity = KINDS[name]
        return [row.outcome == outcome, row.severity == severity]
    if name in OUTCOMES:
        return [row.outcome == OUTCOMES[name]]
    return [] if name == EVERYTHING else [ReviewRow.decision == name]


def _ordered(query: Select[Any], wanted: Wanted, first: Collection[str]) -> Select[Any]:
    row, place = FindingRow, RoundTargetRow
    unplaced = case((place.position.is_(None), 1), else_=0)
    if wanted.order == LEAST_SURE:
        query = query.order_by(case((row.key.in_(wanted.deciding), 0), else_=1)) if wanted.deciding else query
        before = case((and_(row.outcome == "fail", row.rule.in_(list(first))), 0), else_=1)
        query = query.order_by(before, case((row.confidence.is_(None), 1), else_=0), row.confidence)
    return query.order_by(unplaced, place.position, row.rule, row.url, row.subject, row.key)


def _queued(row: Any) -> Queued:
    return Queued(finding_from(row), row["decision"], row["reviewer"] or "")
