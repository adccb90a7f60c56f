"""Counts over rounds: by the database itself, or from the few columns that are needed for counting."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import Engine, func, null, select

from govcrawl.domain.fetch_outcomes import FetchOutcome, LinkState
from govcrawl.domain.rounds import Round
from govcrawl.store.archive.exchange import RENDERED
from govcrawl.store.evidence_models import EvidenceRow
from govcrawl.store.finding_models import FindingRow
from govcrawl.store.finding_rows import check_outcomes, findings_query
from govcrawl.store.models import AttachmentRow, CrawlRow, PageRow, RoundRow, RoundTargetRow
from govcrawl.store.reader import STREAM, find_round, target_ids
from govcrawl.store.session import explained


def count_attachments(engine: Engine, round_name: str) -> dict[tuple[str, ...], Counter[tuple[str, LinkState]]]:
    """Attachments by extension and state of each target (address, unit, name) that has any; InputError as ever."""
    row = AttachmentRow
    with explained(engine), engine.connect() as connection:
        number = find_round(connection, round_name)
        places = {id_: place for place, id_ in target_ids(connection, number).items() if len(place) > 1}
        query = select(row.target_id, row.extension, row.state, func.count()).where(row.round_id == number)
        counts: dict[tuple[str, ...], Counter[tuple[str, LinkState]]] = {}
        for target, extension, state, count in connection.execute(
            query.group_by(row.target_id, row.extension, row.state)
        ):
            if target in places:
                counts.setdefault(places[target], Counter())[extension, LinkState(state)] += count
    return counts


def count_rendered(engine: Engine, round_name: str) -> dict[tuple[str, ...], int]:
    """How many pages a browser has shown, whatever for, by target (address, unit, name); InputError as ever."""
    row = EvidenceRow
    with explained(engine), engine.connect() as connection:
        number = find_round(connection, round_name)
        places = {id_: place for place, id_ in target_ids(connection, number).items() if len(place) > 1}
        query = select(row.target_id, func.count()).join(CrawlRow, CrawlRow.id == row.crawl_id)
        query = query.where(CrawlRow.round_id == number, row.kind.in_([kind.value for kind in RENDERED]))
        counts = connection.execute(query.group_by(row.target_id))
        return {places[target]: count for target, count in counts if target in places}


def count_guides(engine: Engine, round_name: str) -> dict[tuple[str, ...], int]:
    """Pages in columns of service guides that could be read, by target (address, unit, name); InputError as ever."""
    row = PageRow
    with explained(engine), engine.connect() as connection:
        number = find_round(connection, round_name)
        places = {id_: place for place, id_ in target_ids(connection, number).items() if len(place) > 1}
        query = select(row.target_id, func.count()).where(row.round_id == number, row.column_kind == "guide")
        query = query.where(row.answer == FetchOutcome.REACHABLE.value).group_by(row.target_id)
        return {places[target]: count for target, count in connection.execute(query) if target in places}


class ProblemRow(NamedTuple):
    """A finding without its texts and evidence: what decides whether it counts, and where it stands."""

    key: str
    rule: str
    outcome: str
    severity: str
    unit: str
    target: str
    target_url: str
    url: str
    column: str
    value: str
    cause: str | None  # what it shares with others of its rule on its target


_CAUSE = FindingRow.evidence["cause"].as_string()
_PROBLEM_COLUMNS = (*(FindingRow.__table__.c[name] for name in ProblemRow._fields[:-1]), _CAUSE)


def read_problem_rows(
    engine: Engine, round_name: str, target_url: str | None = None, *, rules: Collection[str] | None = None
) -> Iterator[ProblemRow]:
    """The round's findings with outcome fail, in the order of `read_findings`. Streams.

    target_url: only those on this address. rules: only those of these rules. Raises InputError for an unknown round.
    """
    with explained(engine), engine.connect() as connection:
        number = find_round(connection, round_name)
        if target_url is None:  # one address is asked for often, and for nothing that is counted
            check_outcomes(connection, number)
        query = findings_query(number, _PROBLEM_COLUMNS, "fail", rules, target_url)
        yield from map(ProblemRow._make, connection.execute(query, execution_options=STREAM))


def inspected_rounds(engine: Engine, until: date = date.max) -> list[Round]:
    """Rounds up to that inspection date in which anything has been inspected, by date."""
    query = select(RoundRow.name, RoundRow.inspection_date).where(RoundRow.inspection_date <= until)
    done = select(RoundTargetRow.round_id).where(RoundTargetRow.state == "done")
    query = query.where(RoundRow.id.in_(done)).order_by(RoundRow.inspection_date, RoundRow.name)
    with explained(engine), engine.connect() as connection:
        return [Round(row.name, row.inspection_date) for row in connection.execute(query)]


def count_reached(engine: Engine) -> dict[str, int]:
    """Number of targets by round's name that were inspected to their end and could be reached."""
    row = RoundTargetRow
    query = select(RoundRow.name, func.count()).join(row, row.round_id == RoundRow.id)
    query = query.where(row.state == "done", row.more.is_not(null()), row.answer == FetchOutcome.REACHABLE.value)
    with explained(engine), engine.connect() as connection:
        return {row[0]: row[1] for row in connection.execute(query.group_by(RoundRow.name))}
