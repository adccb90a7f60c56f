"""Reading a frame, whole or in chunks."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

import pandas as pd
from sqlalchemy import Engine

from analysis.dataframes import column_facts, finding_facts, page_facts, target_facts
from analysis.dataframes.frames import frame_of
from analysis.dataframes.reading import Reading, Values
from analysis.dataframes.schema import FRAMES, TEXT_OF_PAGES, Field
from govcrawl.domain.errors import InputError
from govcrawl.store.filters import Filters, Names, resolve_filters
from govcrawl.store.session import explained, open_database

SIZE = 50_000  # rows of a chunk
_SOURCES: dict[str, Callable[[Reading], Generator[Values]]] = {
    "units": target_facts.units,
    "targets": target_facts.targets,
    "columns": column_facts.columns,
    "entries": column_facts.entries,
    "pages": page_facts.pages,
    "attachments": page_facts.attachments,
    "findings": finding_facts.findings,
    "scores": target_facts.scores,
    "probes": page_facts.probes,
    "posts": page_facts.posts,
}


def whole(
    name: str,
    rounds: Names,
    units: Names,
    platforms: Names,
    engine: Engine | None,
    database: str | Path | None,
    *,
    text: bool = False,
) -> pd.DataFrame:
    """The frame called `name` in one piece, limited to `rounds`, `units` and `platforms` where these are given.

    `text` adds the text of pages. InputError for names that the database does not have.
    """
    with _opened(engine, database) as opened:
        chosen = _choose(opened, rounds, units, platforms)
        found = list(_frames(name, opened, chosen, SIZE, text=text))
    if not found:
        return frame_of(_fields(name, text=text), [])
    return found[0] if len(found) == 1 else pd.concat(found, ignore_index=True)


def in_chunks(
    name: str,
    size: int,
    rounds: Names,
    units: Names,
    platforms: Names,
    engine: Engine | None,
    database: str | Path | None,
    *,
    text: bool,
) -> Generator[pd.DataFrame]:
    """The frame called `name` in pieces of `size` rows, the last one shorter.

    Limited to `rounds`, `units` and `platforms` where these are given; `text` adds the text of pages. InputError at
    once for wrong names or sizes, before the first piece is asked for.
    """
    if name not in _SOURCES:
        raise InputError(f"没有数据表“{name}”，可用的有：{'、'.join(_SOURCES)}。")
    if text and name != "pages":
        raise InputError(f"数据表“{name}”没有正文，text=True 只用于 pages。")
    if size < 1:
        raise InputError(f"每块的行数须为正整数，不能是 {size}。")
    with _opened(engine, database) as opened:
        chosen = _choose(opened, rounds, units, platforms)

    def pieces() -> Generator[pd.DataFrame]:
        with _opened(engine, database) as opened:
            yield from _frames(name, opened, chosen, size, text=text)

    return pieces()


def _choose(engine: Engine, rounds: Names, units: Names, platforms: Names) -> Filters:
    with explained(engine), engine.connect() as connection:
        return resolve_filters(connection, rounds, units, platforms)


def _frames(name: str, engine: Engine, chosen: Filters, size: int, *, text: bool) -> Generator[pd.DataFrame]:
    fields = _fields(name, text=text)
    with (
        explained(engine),
        engine.connect() as connection,
        closing(_SOURCES[name](Reading(engine, connection, chosen, text))) as rows,
    ):
        while piece := list(islice(rows, size)):
            yield frame_of(fields, piece)


def _fields(name: str, *, text: bool) -> tuple[Field, ...]:
    fields = FRAMES[name].fields
    return (*fields, TEXT_OF_PAGES) if text else fields


@contextmanager
def _opened(engine: Engine | None, database: str | Path | None) -> Iterator[Engine]:
    """The caller's engine, or one of our own that is closed at the end."""
    if engine is not None:
        yield engine
        return
    address = None if database is None else str(database)
    if address is not None and "://" not in address:
        address = f"sqlite:///{address}"
    own = open_database(address, create=False, readonly=True)
    try:
        yield own
    finally:
        own.dispose()
