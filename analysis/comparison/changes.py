"""Changes between two rounds, and the trend over all of them, as DataFrames: for notebooks and scripts, by name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from analysis.change_table import trend_table
from analysis.round_view import NO_TARGETS, RoundView
from govcrawl.store.counts import inspected_rounds

if TYPE_CHECKING:
    import pandas as pd


def changes(engine: Engine, round_name: str, against: str) -> pd.DataFrame:
    """The problems of two rounds, one row each, as `change_table` gives them.

    against: the earlier round. Raises InputError for an unknown round.
    """
    return RoundView(engine, round_name).changes_since(RoundView(engine, against))


def trend(engine: Engine, until: date = date.max) -> pd.DataFrame:
    """Problems that count in each inspected round up to that inspection date, as `trend_table` gives them."""
    views = (RoundView(engine, each.name, NO_TARGETS) for each in inspected_rounds(engine, until))
    return trend_table(row for view in views for row in view.counted())


def earlier_round(engine: Engine, round_name: str) -> str | None:
    """The last round before this one, by inspection date, that has inspected anything; None for the first.

    Raises InputError for an unknown round.
    """
    earlier = RoundView(engine, round_name, NO_TARGETS).earlier
    return earlier.name if earlier else None
