"""One output folder of `govcrawl demo`, and the rows of its database, in a form that can be compared."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

BEIJING = timezone(timedelta(hours=8))
LEFT_OUT = {
    "crawl": {"id", "host", "pid"},
    "evidence": {"number", "file", "offset", "length", "digest"},  # order of arrival; records carry their own time
    "unit": {"id"},
    "target": {"id"},
    "round": {"id"},
    "review": {"id"},
    "manual_mark": {"id"},
    "audit": {"id"},
    "hold": {"host", "pid"},
}
HASHES = {"key", "item_hash", "url_hash", "column_hash", "page_hash", "request_hash", "final_hash", "part_of"}
PORT = re.compile(r"(127\.\d+\.\d+\.\d+|[\w.-]+\.example):\d{4,5}")
MOMENT = re.compile(
    r"(?P<year>20\d\d)(?P<sep>[-/年.]?)(?P<month>\d\d?)[-/月.]?(?P<day>\d\d)日?"
    r"(?:[T ]?\d\d[:时]?\d\d(?:[:分]?\d\d(?:\.\d+)?)?秒?(?:Z|[+-]\d\d:?\d\d)?)?"
)
REFERENCES = {
    "round_id": "SELECT id, name FROM round",
    "against_id": "SELECT id, name FROM round",
    "unit_id": "SELECT id, name FROM unit",
    "target_id": "SELECT id, platform || ' ' || url FROM target",
    "crawl_id": "SELECT crawl.id, round.name || ' ' || json_extract(options, '$.platform') || ' '"
    " || json_extract(options, '$.share') FROM crawl JOIN round ON round.id = crawl.round_id",
}


@dataclass
class Run:
    """One output folder. `days` are the calendar days of the run, in UTC and in Beijing; `port` is the city's."""

    folder: Path
    database: Path
    port: str
    days: frozenset[date] = frozenset()
    mask_ports: bool = False

    def __post_init__(self) -> None:
        self._absolute = str(self.folder.resolve())

    def clean(self, text: str) -> str:
        """`text` without what belongs to the run: its folder, its times and, on request, its port."""
        text = text.replace(self._absolute, "<out>").replace(str(self.folder), "<out>")
        if self.mask_ports:
            text = PORT.sub(r"\1:<port>", text)
        return MOMENT.sub(self._moment, text)

    def _moment(self, found: re.Match[str]) -> str:
        try:
            day = date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            return found[0]
        return "<run>" if day in self.days else found[0]

    def value(self, value: Any) -> Any:
        """A value of a cell or a column in comparable form; JSON texts are read, so that key order does not count."""
        if isinstance(value, datetime | date):
            return self.clean(value.isoformat())
        if isinstance(value, bytes):
            return hashlib.sha256(value).hexdigest()
        if not isinstance(value, str):
            return value
        if value[:1] in "{[" and value[-1:] in "}]":
            try:
                return self.clean(json.dumps(json.loads(value), ensure_ascii=False, sort_keys=True))
            except ValueError:
                pass
        return self.clean(value)


def open_run(folder: Path) -> Run:
    """The run in `folder`. ValueError when no database of a run is there."""
    database = folder / "govcrawl.db"
    if not database.is_file():
        raise ValueError(f"{folder}: no govcrawl.db")
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as reader:
        first, last = reader.execute("SELECT min(started_at), max(ended_at) FROM crawl").fetchone()
        (address,) = reader.execute("SELECT url FROM target WHERE url LIKE 'http://127.%' LIMIT 1").fetchone() or ("",)
    written = max(path.stat().st_mtime for path in folder.rglob("*") if path.is_file())
    moments = [datetime.fromisoformat(moment).replace(tzinfo=UTC) for moment in (first, last) if moment]
    moments.append(datetime.fromtimestamp(written, UTC))
    days = set()
    for zone in (UTC, BEIJING):
        day, end = (moment.astimezone(zone).date() for moment in (min(moments), max(moments)))
        while day <= end:
            days.add(day)
            day += timedelta(days=1)
    port = PORT.search(address)
    return Run(folder, database, port[0].rpartition(":")[2] if port else "", frozenset(days))


def read_tables(run: Run) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Rows of every table by natural key: the primary key, or for numbered rows all that identifies them."""
    reader = sqlite3.connect(f"file:{run.database}?mode=ro", uri=True)
    reader.row_factory = sqlite3.Row
    names = {column: dict(map(tuple, reader.execute(query))) for column, query in REFERENCES.items()}
    tables = {}
    for (table,) in reader.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
        columns = reader.execute(f'PRAGMA table_info("{table}")').fetchall()
        left_out = LEFT_OUT.get(table, set()) | (HASHES if run.mask_ports else set())
        key = [column["name"] for column in columns if column["pk"] and column["name"] not in left_out]
        identifying = [
            *key,
            *(c["name"] for c in columns if c["name"] in {"name", "platform", "url", "subject", "kind"}),
        ]
        rows: dict[str, list[dict[str, Any]]] = {}
        for stored in reader.execute(f'SELECT * FROM "{table}"'):
            row = {}
            for name in stored.keys():  # noqa: SIM118  # sqlite3.Row iterates over values
                if name not in left_out:
                    value = names[name].get(stored[name]) if name in names else stored[name]
                    row[name] = run.value(value)
            if row.get("at") == "<run>":
                row.pop("milliseconds", None)
                row["more"] = re.sub(r'("\w+_ms": )\d+', r"\1<run>", row.get("more", ""))
            rows.setdefault(
                " | ".join(str(row[name]) for name in dict.fromkeys(identifying) if name in row), []
            ).append(row)
        tables[table] = rows
    reader.close()
    return tables


def compare_tables(before: Run, after: Run) -> Iterator[tuple[str, int, list[str]]]:
    """(table, rows before, differences) of every table."""
    old, new = read_tables(before), read_tables(after)
    for table in sorted(old.keys() | new.keys()):
        if table not in old or table not in new:
            yield f"table {table}", 0, [f"only {'before' if table in old else 'after'}"]
            continue
        differences: list[str] = []
        for key in sorted(old[table].keys() | new[table].keys()):
            differences += _row_differences(key, old[table].get(key, []), new[table].get(key, []))
        yield f"table {table}", sum(map(len, old[table].values())), differences


def _row_differences(key: str, old: list[dict[str, Any]], new: list[dict[str, Any]]) -> Iterator[str]:
    """What tells the rows of one key apart; several rows of one key are compared as a bag."""
    only_old, only_new = _without(old, new), _without(new, old)
    for one, other in zip(only_old, only_new, strict=False):
        for name in sorted(one.keys() | other.keys()):
            if one.get(name) != other.get(name):
                yield f"{key}: {name}: {excerpt(one.get(name), other.get(name))}"
    paired = min(len(only_old), len(only_new))
    for side, rows in (("before", only_old[paired:]), ("after", only_new[paired:])):
        for row in rows:
            yield f"{key}: only {side}: {json.dumps(row, ensure_ascii=False, default=str)[:300]}"


def _without(rows: list[dict[str, Any]], others: list[dict[str, Any]]) -> list[dict[str, Any]]:
    left = Counter(json.dumps(row, sort_keys=True, default=str) for row in others)
    remaining = []
    for row in rows:
        text = json.dumps(row, sort_keys=True, default=str)
        if left[text]:
            left[text] -= 1
        else:
            remaining.append(row)
    return remaining


def excerpt(one: Any, other: Any, around: int = 60) -> str:
    """Both values from shortly before the first character in which they differ."""
    first, second = str(one), str(other)
    at = next((i for i, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]), 0)
    start = max(at - around, 0)
    return f"{first[start : at + around]!r} -> {second[start : at + around]!r}"
