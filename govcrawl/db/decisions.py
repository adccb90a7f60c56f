"""Storing and reading what people decide. Rows are only added: who decided what, when and why stays on record."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Engine, insert, select

from govcrawl.db.decision_models import MarkRow, ReviewRow
from govcrawl.db.models import RoundTargetRow, TargetRow
from govcrawl.db.reader import find_round
from govcrawl.db.session import explained, writing
from govcrawl.db.writer import find_open_round
from govcrawl.decisions import Decision, Mark, Review
from govcrawl.errors import InputError


def read_reviews(engine: Engine, round_name: str) -> dict[str, Review]:
    """The decision that holds for each reviewed finding, by its key; InputError for an unknown round."""
    return {review.key: review for review in review_history(engine, round_name)}


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
        held = {row["key"]: _review(row) for row in connection.execute(query).mappings()}
        fresh = [each for each in reviews if each.key not in held or _said(held[each.key]) != _said(each)]
        rows = [
            {
                "round_id": number, "key": each.key, "decision": each.decision, "note": each.note,
                "reviewer": each.reviewer, "decided_at": each.decided_at,
            }
            for each in fresh
        ]  # fmt: skip
        if rows:
            connection.execute(insert(ReviewRow), rows)
    return fresh


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
