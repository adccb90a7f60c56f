"""Rows of findings, each with how it stands: what people have dismissed or the register excepts does not count."""

from __future__ import annotations

from collections.abc import Generator

from sqlalchemy import RowMapping

from analysis.dataframes.frames import has_time
from analysis.dataframes.reading import Reading, Values
from analysis.scoring.finding_status import StatusIndex
from govcrawl.store.fact_rows import finding_rows
from govcrawl.store.finding_rows import finding_from
from pipelines.catalogue import REGISTRY

_NAMES = ("outcome", "severity", "url", "column", "title", "message", "published")


def findings(reading: Reading) -> Generator[Values]:
    """Rows of the frame `findings`."""
    for each in reading.chosen.rounds:
        name = each.round.name
        standings = reading.view(name).statuses
        for row in finding_rows(reading.connection, reading.chosen, each.id):
            yield (name, *_values(row, standings))


def _values(row: RowMapping, standings: StatusIndex) -> Values:
    finding = finding_from(row)
    standing = standings.of(finding)
    rule = REGISTRY.get(row["rule"])
    return (
        row["unit"], row["target"], row["target_url"], row["platform"], row["key"], row["rule"],
        rule.title if rule else row["rule"], *(row[name] for name in _NAMES), has_time(row["published"]), row["value"],
        row["found_at"], standings.counts(finding), standing.label, standing.reason,
    )  # fmt: skip
