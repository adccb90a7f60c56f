"""Rows of pages, attachments and posts, and of probes, which belong to no round."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import datetime, time, timedelta

from analysis.dataframes.frames import has_time, small
from analysis.dataframes.reading import Reading, Values
from govcrawl.domain.rounds import CHINA
from govcrawl.store.fact_rows import attachment_rows, page_rows, post_rows, probe_rows


def pages(reading: Reading) -> Generator[Values]:
    """Rows of the frame `pages`."""
    for place, first in reading.places():
        for row in page_rows(reading.connection, place, text=reading.text):
            yield (*first, *row[:6], has_time(row[5]), *row[6:])


def attachments(reading: Reading) -> Generator[Values]:
    """Rows of the frame `attachments`."""
    for place, first in reading.places():
        for row in attachment_rows(reading.connection, place):
            yield (*first, *row[:6], has_time(row[5]), *row[6:12], small(row[12]), row[13])


def posts(reading: Reading) -> Generator[Values]:
    """Rows of the frame `posts`."""
    for place, first in reading.places():
        for row in post_rows(reading.connection, place):
            yield (*first, *row)


def probes(reading: Reading) -> Generator[Values]:
    """Rows of the frame `probes`."""
    spans = None if reading.chosen.every_round else list(_weeks(reading))
    yield from map(tuple, probe_rows(reading.connection, reading.chosen, spans))


def _weeks(reading: Reading) -> Iterator[tuple[datetime, datetime]]:
    """The days that A01 looks at in each chosen round."""
    for each in reading.chosen.rounds:
        view = reading.view(each.round.name)
        end = datetime.combine(view.round.date + timedelta(days=1), time(), CHINA)
        yield end - timedelta(days=view.rubric.days("probe_window")), end
