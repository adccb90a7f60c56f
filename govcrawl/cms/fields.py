"""Which fields of a system's JSON hold what: one mapping a system, and a look at the values where it does not fit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any

from govcrawl.cms.model import Rows
from govcrawl.domain.urls import absolute
from govcrawl.extract import ListEntry, dates
from govcrawl.extract.outline import squeeze
from govcrawl.extract.record_addresses import address_field, told_apart

Record = dict[str, Any]
_MAX_ROWS = 5000
# Seconds or milliseconds since 1970, of the years from 2001 to 2033.
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_CHINA = timezone(timedelta(hours=8))
# A field that holds a date in so many of a hundred rows is a date.
_ENOUGH = 80


@dataclass(frozen=True, slots=True)
class Fields:
    """Names of fields, the preferred ones first. `rows` and `total` are paths, steps divided by dots."""

    rows: tuple[str, ...]
    title: tuple[str, ...]
    url: tuple[str, ...]
    published: tuple[str, ...]
    total: tuple[str, ...] = ()
    other_dates: tuple[str, ...] = ()  # what else is a date there, and not the one of publication

    def read_body(self, body: bytes, url: str) -> Rows | None:
        """The rows of an answer's `body`, as `read` gives them; None, too, when it is no JSON."""
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            return None
        return self.read(data, url)

    def read(self, data: Any, url: str) -> Rows | None:
        """The rows of a system's answer `data` at `url`; None when it is no such answer, or its rows cannot be read.

        Where the mapped fields hold no date at all, or no addresses of the rows' own, the one other field that does is
        taken; of several, none. Rows without title or address are left out.
        """
        found = next((rows for path in self.rows if isinstance(rows := _at(data, path), list)), None)
        if found is None:
            return None
        records = [row for row in found[:_MAX_ROWS] if isinstance(row, dict)]
        names = self.published
        if records and not any(_day(record, names) for record in records):
            names = self._guessed(records)
        addresses = self.url
        if not told_apart((_address(record, addresses, url) for record in records), url):
            addresses = tuple(filter(None, [address_field(records, self.title)]))
        entries = []
        for record in records:
            title, address = squeeze(_text(record, self.title)), _address(record, addresses, url)
            if title and address:
                entries.append(ListEntry(title, address, _day(record, names)))
        if records and not entries:
            return None
        totals = (_count(_at(data, path)) for path in self.total)
        return Rows(entries, next((total for total in totals if total is not None), None))

    def _guessed(self, records: list[Record]) -> tuple[str, ...]:
        counted = {
            name: sum(_day(record, (name,)) is not None for record in records)
            for name in records[0]
            if name not in (*self.title, *self.url, *self.other_dates)
        }
        dated = [name for name, count in counted.items() if count * 100 >= _ENOUGH * len(records)]
        return (dated[0],) if len(dated) == 1 else ()


def _at(data: Any, path: str) -> Any:
    for step in path.split("."):
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _text(record: Record, names: Iterable[str]) -> str:
    return next((str(value) for name in names if isinstance(value := record.get(name), str | int) and value), "")


def _address(record: Record, names: Iterable[str], base: str) -> str | None:
    return next((found for name in names if (found := absolute(base, str(record.get(name) or "").strip()))), None)


def _day(record: Record, names: Iterable[str]) -> date | None:
    for name in names:
        value = record.get(name)
        if not isinstance(value, str | int) or isinstance(value, bool):
            continue
        text = str(value).strip()
        if _EPOCH.fullmatch(text):
            return datetime.fromtimestamp(int(text[:10]), _CHINA).date()
        if (when := dates.parse_label(text)) is not None:
            return dates.day_of(when)
    return None


def _count(value: Any) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 and not isinstance(value, bool) else None
