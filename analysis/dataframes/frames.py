"""Rows to DataFrames of the promised columns and dtypes, also when there are no rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from analysis.dataframes.schema import CHOICE, DAY, INTEGER, REAL, TEXT, TIME, YES_NO, Field

_SECONDS = len("2021-08-20T09:30:00")  # what a date is read to: its zone is the page's own, and is not kept
_INT64 = 2**63


def frame_of(fields: Sequence[Field], rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """The rows, whose values come in the order of the fields."""
    columns = list(zip(*rows, strict=True)) or [()] * len(fields)
    made = {field.name: _MAKERS[field.dtype](values, field) for field, values in zip(fields, columns, strict=True)}
    return pd.DataFrame(made)


def has_time(published: str | None) -> bool | None:
    """Whether a stored date gives a time of day; None for no date."""
    return None if published is None else len(published) > len("2021-08-20")


def small(value: object) -> int | None:
    """A whole number that fits into 64 bits; None for any other: pages may declare what they like."""
    try:
        number = int(value)  # type: ignore[call-overload]  # whatever it is, below
    except (TypeError, ValueError, OverflowError):
        return None
    return number if -_INT64 <= number < _INT64 else None


def _text(values: Sequence[Any], _field: Field) -> Any:
    return pd.array(values, dtype="str")


def _plain(values: Sequence[Any], field: Field) -> Any:
    return pd.array(values, dtype=field.dtype)  # type: ignore[call-overload]  # stubs want literal names


def _real(values: Sequence[Any], _field: Field) -> Any:
    return np.array([np.nan if each is None else each for each in values], dtype="float64")


def _choice(values: Sequence[Any], field: Field) -> Any:
    places = {str(each): number for number, each in enumerate(field.among)}
    places_or_none: dict[Any, int] = {**places, None: -1}
    kinds = pd.CategoricalDtype(pd.Index(list(places), dtype="str"))
    return pd.Categorical.from_codes(np.array([places_or_none[each] for each in values], dtype="int64"), dtype=kinds)


def _time(values: Sequence[datetime | None], _field: Field) -> Any:
    naive = [None if each is None else np.datetime64(each.replace(tzinfo=None), "us") for each in values]
    utc = pd.DatetimeIndex(np.array(naive, dtype="datetime64[us]")).tz_localize("UTC")
    return utc.tz_convert("Asia/Shanghai")


def _day(values: Sequence[str | date | None], _field: Field) -> Any:
    texts = (each.isoformat() if isinstance(each, date) else each for each in values)
    return np.array([each[:_SECONDS] if each else "NaT" for each in texts], dtype=DAY)


_MAKERS: dict[str, Callable[[Sequence[Any], Field], Any]] = {
    TEXT: _text,
    INTEGER: _plain,
    YES_NO: _plain,
    REAL: _real,
    CHOICE: _choice,
    TIME: _time,
    DAY: _day,
}
