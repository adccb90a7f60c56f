"""How an error that the user can mend is printed: one line, and of filled-in tables the bad rows."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from govcrawl.domain.errors import GovcrawlError, OutputError, RegisterError
from govcrawl.domain.faulty_rows import MOST_SHOWN
from govcrawl.domain.sanitize import masked, to_single_line


def complain(error: GovcrawlError) -> None:
    """The `error` as the analyst reads it; of a table, its first hundred faults, and where all of them are marked.

    An address is shown without its password.
    """
    for line in (f"错误：{error}", *(f"  {row}" for row in _rows(error))):
        sys.stderr.write(to_single_line(masked(line)) + "\n")


def _rows(error: GovcrawlError) -> Iterator[str]:
    if not isinstance(error, RegisterError):
        return
    yield from error.rows[:MOST_SHOWN]
    if len(error.rows) > MOST_SHOWN:
        yield f"另有 {len(error.rows) - MOST_SHOWN} 处没有列出{_marked(error)}。"


def _marked(error: RegisterError) -> str:
    """Write the marked copy of what has too many faults to be listed; a clause that says where it is."""
    from exports.marked_copy import marked_copy_of, write_marked_copy  # here: hardly any error needs workbooks

    if error.path is None or not error.tables:
        return ""
    copy = marked_copy_of(error.path)
    try:
        write_marked_copy(error.tables, copy)
    except OutputError as fault:
        return f"（没有写出标注全部错误的副本：{fault}）"
    return f"，全部错误标注在 {copy} 的第一列"
