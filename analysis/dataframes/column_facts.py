"""Rows of columns and of their entries: ages and periods as the rules of freshness count them."""

from __future__ import annotations

from collections.abc import Generator
from datetime import timedelta

from analysis.dataframes.frames import small
from analysis.dataframes.reading import Reading, Values
from govcrawl.domain.items import ColumnItem
from govcrawl.store.codec import COLUMN
from govcrawl.store.fact_rows import column_rows
from pipelines.freshness import windows_of
from pipelines.model import Check
from pipelines.windows import doubt_of, has_list, newest_of


def columns(reading: Reading) -> Generator[Values]:
    """Rows of the frame `columns`."""
    for place, first in reading.places():
        for row in column_rows(reading.connection, place):
            item = COLUMN.item(row, target=place.target)
            yield (*first, *_values(item, row["first_seen"], reading.view(place.round.name).check))


def entries(reading: Reading) -> Generator[Values]:
    """Rows of the frame `entries`."""
    for place, first in reading.places():
        for row in column_rows(reading.connection, place):
            item = COLUMN.item(row, target=place.target)
            of_column = (item.url, item.name, item.kind)
            for position, each in enumerate(item.entries):
                yield (*first, *of_column, position, each.url, each.title, each.published, each.published_source)


def _values(item: ColumnItem, first_seen: object, check: Check) -> Values:
    newest = newest_of(item, check) if has_list(item) else None
    period = _period(item, check) if has_list(item) else None
    age = (check.date - newest.published).days if newest else None
    due = newest.published + timedelta(days=period) if newest and period is not None else None
    return (
        item.url, item.name, item.kind, check.kind(item.kind).title, item.level, item.form, item.answer, item.reason,
        item.fetched_at, first_seen, len(item.entries), small(item.dated_entries), item.dates_from, item.truncated,
        newest.published if newest else None, newest.url if newest else None, age, period, due,
        doubt_of(item) if newest else None, item.responsible,
    )  # fmt: skip


def _period(item: ColumnItem, check: Check) -> int | None:
    """Days of the strictest period that holds for the column, counted back from the inspection date."""
    return min(((check.date - window.cutoff).days for window in windows_of(item, check)), default=None)
