"""The facts of inspection rounds as tidy DataFrames, for notebooks.

    from analysis import dataframes as facts

    facts.columns(round="2021Q3", unit="青禾县", platform="portal")

Every function takes the same arguments:

    round     name of a round, several names, or None for all rounds
    unit      full or short name of a unit, several, or None for all
    platform  id (portal) or Chinese name (门户网站), several, or None for all
    engine    an open database, or
    database  its address or file; without both GOVCRAWL_DATABASE_URL, then var/govcrawl.db

What is not chosen is never read. InputError, in Chinese and with the known names, for a name that the database does not
have; StoreError when there is no database. The database is opened read-only. Frames without rows have all columns with
their dtypes. `chunks` reads rounds that do not fit into memory, `in_chinese` is for tables that are shown.
"""
# ruff: noqa: A002  `round` is what people call it

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TypeVar

import pandas as pd
from sqlalchemy import Engine

from analysis.dataframes.chinese import in_chinese
from analysis.dataframes.read import SIZE, in_chunks, whole
from analysis.dataframes.schema import FRAMES
from govcrawl.store.filters import Names

__all__ = [
    "attachments", "chunks", "columns", "entries", "findings", "in_chinese", "pages", "posts", "probes", "scores",
    "targets", "units",
]  # fmt: skip

_Database = str | Path | None
_Read = TypeVar("_Read", bound=Callable[..., pd.DataFrame])


def _documented(function: _Read) -> _Read:
    """The function with its frame's columns in its docstring."""
    frame = FRAMES[function.__name__]
    function.__doc__ = "\n\n".join([frame.describe(), function.__doc__ or "", frame.describe_columns()])
    return function


@_documented
def units(
    round: Names = None,
    unit: Names = None,
    platform: Names = None,
    *,
    engine: Engine | None = None,
    database: _Database = None,
) -> pd.DataFrame:
    """In register order. With a platform only units that have such a target."""
    return whole("units", round, unit, platform, engine, database)


@_documented
def targets(
    round: Names = None,
    unit: Names = None,
    platform: Names = None,
    *,
    engine: Engine | None = None,
    database: _Database = None,
) -> pd.DataFrame:
    """In register order."""
    return whole("targets", round, unit, platform, engine, database)


@_documented
def columns(
    round: Names = None,
    unit: Names = None,
    platform: Names = None,
    *,
    engine: Engine | None = None,
    database: _Database = None,
) -> pd.DataFrame:
    """In register order of targets, then by address. What the rules say of them stands in `findings`."""
    return whole("columns", round, unit, platform, engine, database)


@_documented
def entries(
    round: Names = None,
    unit: Names = None,
    platform: Names = None,
    *,
    engine: Engine | None = None,
    database: _Database = None,
) -> pd.DataFrame:
    """In the order of the list. Of lists that were not read to their end these are the first rows."""
    return whole("entries", round, unit, platform, engine, database)


@_documented
def pages(
    round: Names = None,
    unit: Names = None,
    platform: Names = None,
    *,
    text: bool = False,
    engine: Engine | None = None,
    database: _Database = None,
) -> pd.DataFrame:
    """In register order of targets, then by address. text: with the page's text, as a last column."""
    return whole("pages", round, unit, platform, engine, database, text=text)


@_documented
def attachments(
    round: Names = None,
    unit: Names = None,
    platform: Names = None,
    *,
    engine: Engine | None = None,
    database: _Database = None,
) -> pd.DataFrame:
    """In register order of targets, then by page and place on it."""
    return whole("attachments", round, unit, platform, engine, database)


@_documented
def findings(
    round: Names = None,
    unit: Names = None,
    platform: Names = None,
    *,
    engine: Engine | None = None,
    database: _Database = None,
) -> pd.DataFrame:
    """In register order of targets, then by rule and address. Problems that cost points are those with `counts`."""
    return whole("findings", round, unit, platform, engine, database)


@_documented
def scores(
    round: Names = None,
    unit: Names = None,
    platform: Names = None,
    *,
    engine: Engine | None = None,
    database: _Database = None,
) -> pd.DataFrame:
    """In register order, websites before open-information platforms; by each round's own rubric, as of now."""
    return whole("scores", round, unit, platform, engine, database)


@_documented
def probes(
    round: Names = None,
    unit: Names = None,
    platform: Names = None,
    *,
    engine: Engine | None = None,
    database: _Database = None,
) -> pd.DataFrame:
    """By target and time, units and names as in the last register. round: the week that A01 looks at in that round."""
    return whole("probes", round, unit, platform, engine, database)


@_documented
def posts(
    round: Names = None,
    unit: Names = None,
    platform: Names = None,
    *,
    engine: Engine | None = None,
    database: _Database = None,
) -> pd.DataFrame:
    """In register order of accounts, then by address."""
    return whole("posts", round, unit, platform, engine, database)


def chunks(
    name: str,
    size: int = SIZE,
    *,
    round: Names = None,
    unit: Names = None,
    platform: Names = None,
    text: bool = False,
    engine: Engine | None = None,
    database: _Database = None,
) -> Generator[pd.DataFrame]:
    """The frame called `name` in pieces of `size` rows, read as they are asked for: memory stays flat.

    Put together they equal the whole frame; a frame without rows has no pieces. `text` adds the text of `pages`.

        counts = [piece.groupby("unit").size() for piece in facts.chunks("pages", round="2021Q3")]
        pd.concat(counts).groupby(level=0).sum()
    """
    return in_chunks(name, size, round, unit, platform, engine, database, text=text)
