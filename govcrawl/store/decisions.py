"""Storing and reading what people decide. Rows are only added: who decided what, when and why stays on record."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Engine, insert, select

from govcrawl.domain.decisions import WITHDRAWN, Decision, Mark, Review
from govcrawl.domain.errors import InputError
from govcrawl.store.decision_models import MarkRow, ReviewRow
from govcrawl.store.models import RoundTargetRow, TargetRow
from govcrawl.store.open_rounds import find_open_round
from govcrawl.store.reader import find_round
from govcrawl.store.session import explained, writing


def read_reviews(engine: Engine, round_name: str) -> dict[str, Review]:
    """The decision that holds for each reviewed finding, by its key; InputError for an unknown round."""
    return _holding(review_history(engine, round_name))


def review_history(engine: Engine, round_name: str) -> list[Review]:
    """All decisions in the order in which they were stored, those that were replaced too."""
    with explained(engine), engine.connect() as connection:
        number = find_round(connection, round_name)
        query = select(ReviewRow.__table__).where(ReviewRow.round_id == number).order_by(ReviewRow.id)
        return [_review(row) for row in connection.execute(query).mappings()]


def store_reviews(engine: Engine, round_name: str, reviews: Iterable[Review]) -> list[Review]:
    """Store what differs from the decisions that hold, in one transaction; the ones that were stored.

    A review like the one that holds (decision, note and reviewer) changes nothing. InputError for an unknown or a
    closed round; the caller has checked the keys.
    """
    with writing(engine) as connection:
        number = find_open_round(connection, round_name)
        query = select(ReviewRow.__table__).where(ReviewRow.round_id == number).order_by(ReviewRow.id)
        held = _holding(_review(row) for row in connection.execute(query).mappings())
        fresh = [each for each in reviews if each.key not in held or _said(held[each.key]) != _said(each)]
        if fresh:
            connection.execute(insert(ReviewRow), [_row(number, each) for each in fresh])
    return fresh


def history_of(engine: Engine, round_name: str, key: str) -> list[Review]:
    """All decisions on one finding, the oldest first, with those that took one back."""
    with explained(engine), engine.connect() as connection:
        return _history(connection, find_round(connection, round_name), key)


def append_review(connection: Connection, round_name: str, review: Review, seen: int) -> None:
    """Store a decision in the caller's transaction, if nobody has decided on the finding since.

    seen: how many decisions its record had when the person looked. Overtaken when it has more now; InputError for an
    unknown or closed round.
    """
    number = find_open_round(connection, round_name)
    since = _history(connection, number, review.key)[seen:]
    if since:
        raise Overtaken(since[-1])
    connection.execute(insert(ReviewRow), [_row(number, review)])


class Overtaken(InputError):
    """Somebody else has decided in the meantime."""

    def __init__(self, other: Review) -> None:
        super().__init__(f"{other.reviewer}刚刚已作出意见“{other.decision}”，请看过之后再定。")
        self.other = other


def held_of(history: Sequence[Review]) -> Review | None:
    """The decision that holds by the record of one finding."""
    return history[-1] if history and history[-1].decision != WITHDRAWN else None


def _history(connection: Connection, round_id: int, key: str) -> list[Review]:
    query = select(ReviewRow.__table__).where(ReviewRow.round_id == round_id, ReviewRow.key == key)
    return [_review(row) for row in connection.execute(query.order_by(ReviewRow.id)).mappings()]


def _holding(history: Iterable[Review]) -> dict[str, Review]:
    last = {review.key: review for review in history}
    return {key: review for key, review in last.items() if review.decision != WITHDRAWN}


def _row(round_id: int, review: Review) -> dict[str, object]:
    return {
        "round_id": round_id, "key": review.key, "decision": review.decision, "note": review.note,
        "reviewer": review.reviewer, "decided_at": review.decided_at,
    }  # fmt: skip


def _review(row: Any) -> Review:
    return Review(row["key"], cast(Decision, row["decision"]), row["note"], row["reviewer"], row["decided_at"])


def _said(review: Review) -> tuple[str, str, str]:
    return review.decision, review.note, review.reviewer


def read_marks(engine: Engine, round_name: str) -> list[Mark]:
    """The mark that holds for each website and indicator; InputError for an unknown round."""
    with explained(engine), engine.connect() as connection:
        return list(_marks(connection, find_round(connection, round_name)).values())


def store_marks(engine: Engine, round_name: str, marks: Sequence[Mark]) -> list[Mark]:
    """Store what differs from the marks that hold, in one transaction; the ones that were stored.

    InputError for an unknown or closed round, or a website that is not in it.
    """
    with writing(engine) as connection:
        number = find_open_round(connection, round_name)
        targets = {url: target_id for target_id, url in connection.execute(_targets(number))}
        unknown = sorted({each.target_url for each in marks} - targets.keys())
        if unknown:
            raise InputError(f"检查期 {round_name} 中没有这些检查对象：{'、'.join(unknown)}。")
        held = _marks(connection, number)
        fresh = [each for each in marks if _given(held.get((each.target_url, each.indicator))) != _given(each)]
        rows = [
            {
                "round_id": number, "target_id": targets[each.target_url], "indicator": each.indicator,
                "points": each.points, "note": each.note, "marker": each.marker, "marked_at": each.marked_at,
            }
            for each in fresh
        ]  # fmt: skip
        if rows:
            connection.execute(insert(MarkRow), rows)
    return fresh


def _targets(round_id: int) -> Any:
    query = select(TargetRow.id, TargetRow.url).join(RoundTargetRow, RoundTargetRow.target_id == TargetRow.id)
    return query.where(RoundTargetRow.round_id == round_id, TargetRow.platform.in_(("portal", "department")))


def _marks(connection: Connection, round_id: int) -> dict[tuple[str, str], Mark]:
    query = select(MarkRow.__table__, TargetRow.url).join(TargetRow, TargetRow.id == MarkRow.target_id)
    rows = connection.execute(query.where(MarkRow.round_id == round_id).order_by(MarkRow.id)).mappings()
    return {
        (row["url"], row["indicator"]): Mark(
            row["url"], row["indicator"], row["points"], row["note"], row["marker"], row["marked_at"]
        )
        for row in rows
    }


def _given(mark: Mark | None) -> tuple[float, str, str] | None:
    return (mark.points, mark.note, mark.marker) if mark else None
