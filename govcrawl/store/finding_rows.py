"""Findings as rows of the database: how they are selected and ordered, and the finding of a row."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from typing import Any, Literal, get_args

from sqlalchemy import Connection, RowMapping, Select, case, or_, select

from govcrawl.domain.errors import StoreError
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import Published
from govcrawl.store.codec import decoder
from govcrawl.store.column_types import damaged, hash_of
from govcrawl.store.finding_models import FindingRow
from govcrawl.store.models import RoundTargetRow, TargetRow

Outcome = Literal["fail", "error", "skip", "all"]
_OUTCOMES = frozenset(get_args(Outcome)) - {"all"}


def findings_query(
    round_id: int,
    columns: Iterable[Any],
    outcome: Outcome = "all",
    rules: Collection[str] | None = None,
    target_url: str | None = None,
) -> Select[Any]:
    """Select `columns` of the findings of round `round_id`, in the order of `read_findings`.

    `outcome` limits them to one outcome, `rules` to some rules, `target_url` to the target at that address.
    """
    row, place = FindingRow, RoundTargetRow
    query = select(*columns).outerjoin_from(
        row, place, (place.round_id == row.round_id) & (place.target_id == row.target_id)
    )
    query = query.where(row.round_id == round_id)
    if outcome != "all":
        query = query.where(row.outcome == outcome)
    if rules is not None:
        query = query.where(row.rule.in_(list(rules)))
    if target_url is not None:
        its_own = select(TargetRow.id).where(TargetRow.url_hash == hash_of(target_url))  # by an index of findings
        query = query.where(row.target_url == target_url, or_(row.target_id.in_(its_own), row.target_id.is_(None)))
    unplaced = case((place.position.is_(None), 1), else_=0)
    return query.order_by(unplaced, place.position, row.rule, row.url, row.subject, row.key)


def check_outcomes(connection: Connection, round_id: int) -> None:
    """StoreError when a finding of round `round_id` has an outcome that there is not.

    Whoever reads the problems alone would not meet it: the finding would be lost without a word.
    """
    row = FindingRow
    query = select(row.key, row.outcome).where(row.round_id == round_id, row.outcome.not_in(_OUTCOMES)).limit(1)
    if found := connection.execute(query).one_or_none():
        raise _no_outcome(*found)


def _no_outcome(key: str, outcome: str) -> StoreError:
    return damaged(f"“finding”表的一行（编号 {key}，“{outcome[:40]}”不是检查结论）")


FINDING_FIELDS = tuple(field.name for field in fields(Finding))
FINDING_COLUMNS = tuple(FindingRow.__table__.c[name] for name in FINDING_FIELDS)
_PUBLISHED = FINDING_FIELDS.index("published")
_published = decoder(Published | None)


def finding_from(row: RowMapping) -> Finding:
    """The finding of a row that has FINDING_FIELDS."""
    return finding_of([row[name] for name in FINDING_FIELDS])


def finding_of(values: Sequence[Any]) -> Finding:
    """The finding of these values, in the order of FINDING_FIELDS. StoreError where they are damaged."""
    made = Finding(*values)
    if made.outcome not in _OUTCOMES:
        raise _no_outcome(made.key, made.outcome)
    try:
        made.published = _published(values[_PUBLISHED])
    except (ValueError, TypeError) as fault:
        raise damaged(f"“finding”表的一行（编号 {made.key}）") from fault
    return made
