"""Rows that a database does not take: they are left out one by one, and said, so that no other row is lost by them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, NotSupportedError, OperationalError

from govcrawl.domain.errors import StoreError
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import NOT_STORED
from govcrawl.store.column_types import dump, hash_of

RowValues = dict[str, Any]
_ELSEWHERE = (OperationalError, InterfaceError, InternalError, NotSupportedError)
# What a table's rows belong to, as `batch.item_hash` counts items.
_ITEMS = {"column": "column", "column_fact": "column", "page": "page", "link": "link", "question": "question",
          "post": "post"}  # fmt: skip
_UNREAD = FetchOutcome.BLOCKED.value
_SAID = 160  # characters of a driver's own words


@dataclass(frozen=True, slots=True)
class LostRow:
    """A row that was not stored: of which target (its number), of which table, its address, why in Chinese."""

    target_id: int | None
    table: str
    url: str
    reason: str


def concerns_rows(fault: Exception) -> bool:
    """Whether a failed writing may lie with the rows, not with the database, its disk or the connection to it.

    What drivers raise for a value has no common type: sqlite3 raises OverflowError for a large number, psycopg an
    error of the server.
    """
    if isinstance(fault, StoreError):
        cause = fault.__cause__
        return isinstance(cause, DBAPIError) and concerns_rows(cause)
    if isinstance(fault, DBAPIError):
        misspelt = str(getattr(fault.orig, "sqlstate", None) or "").startswith("42")  # our statement, no row's value
        return not (isinstance(fault, _ELSEWHERE) or fault.connection_invalidated or misspelt)
    return not isinstance(fault, OSError | MemoryError)


def reason_of(fault: Exception) -> str:
    """Why a row was not stored, in Chinese."""
    told = str(fault.orig if isinstance(fault, DBAPIError) else fault).partition("\n")[0][:_SAID]
    return f"{NOT_STORED}：{told or type(fault).__name__}"


class Together:
    """Puts rows into their tables, many at once; the first that the database does not take is an error."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.lost: list[LostRow] = []
        self.dropped: set[tuple[int, int]] = set()  # items (target's number, hash) whose rows are lost
        self.dropped_pages: set[tuple[int, int]] = set()  # the same by the hash of the page's address

    def put(self, table: str, statement: Any, rows: Sequence[RowValues]) -> None:
        """Execute `statement` with the `rows` of `table`."""
        if rows:
            self.connection.execute(statement, list(rows))


class OneByOne(Together):
    """Puts rows into their tables; what the database does not take is left out and remembered."""

    def put(self, table: str, statement: Any, rows: Sequence[RowValues]) -> None:
        """Execute `statement` with the `rows` of `table`, in halves down to the single row that fails.

        StoreError and the errors of a database that is out of reach are raised.
        """
        if not rows:
            return
        try:
            with self.connection.begin_nested():
                self.connection.execute(statement, list(rows))
        except Exception as fault:
            if not concerns_rows(fault):
                raise
            if len(rows) == 1:
                self._lose(table, rows[0], fault)
                return
            half = len(rows) // 2
            self.put(table, statement, rows[:half])
            self.put(table, statement, rows[half:])

    def _lose(self, table: str, row: RowValues, fault: Exception) -> None:
        target_id, url = row.get("target_id", row.get("of_target")), str(row.get("url", ""))
        self.lost.append(LostRow(target_id, table, url, reason_of(fault)))
        if target_id is not None and table in _ITEMS:
            self.dropped.add((target_id, hash_of(_ITEMS[table], url)))
            self.dropped_pages.add((target_id, hash_of(url)))


def with_losses(sites: Iterable[RowValues], lost: Mapping[int, Sequence[LostRow]]) -> list[RowValues]:
    """The rows of `sites`, each naming among its unread pages what was `lost` of it, by the target's number."""
    told = []
    for site in sites:
        losses = lost.get(site["of_target"])
        if losses:
            more = json.loads(site["more"])
            named = {each.url: each.reason for each in losses}
            told_so = [{"url": url, "answer": _UNREAD, "reason": why} for url, why in named.items()]
            more["unread"] = [*more.get("unread", ()), *told_so]
            site = {**site, "more": dump(more)}
        told.append(site)
    return told
