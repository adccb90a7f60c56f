"""F09: entries that show a date long before they were first seen here, told by the list of an earlier round."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar

from govcrawl.domain.findings import Finding
from govcrawl.domain.items import ColumnItem, Entry
from govcrawl.domain.urls import page_key
from pipelines.engine import few, rule, run
from pipelines.model import Case, Check, Fail, Result, Subject


@dataclass(slots=True)
class SeenColumn(Case[ColumnItem]):
    """A column with the entries of its list at an earlier inspection, and the date of that."""

    looks_at: ClassVar[str] = "column, with its list of an earlier round"
    earlier: list[Entry] = field(default_factory=list)
    since: date = date.min


@rule("F09", SeenColumn, severity="clue", subject=Subject.ENTRY)
def backdated_entry(column: SeenColumn, check: Check) -> Iterator[Result]:
    """An entry that the column's list did not have at an earlier inspection shows a date well before that
    inspection, inside the part of the list that was read then. A clue for people: information may have been moved
    here lawfully.
    """
    known = {page_key(each.url) for each in column.earlier} | {_plain(each.title) for each in column.earlier}
    mine = column.item.entries
    if not any(_is_known(each, known) for each in mine):
        return  # another list altogether: nothing can be told from the old one
    dated = [each.published for each in column.earlier if each.published]
    if not dated:
        return
    latest = column.since - timedelta(days=check.days("backdated"))
    for entry in mine:
        if _is_known(entry, known) or entry.published is None or not min(dated) <= entry.published <= latest:
            continue
        message = (
            f"“{entry.title}”标注的发布日期为{entry.published}，但{column.since}检查时栏目“{column.item.name}”没有这条信息，"
            "疑似补发或倒填日期"
        )
        evidence = {"since": str(column.since), "earlier": few(f"{e.published} {e.title}" for e in column.earlier)}
        yield Fail(message, entry.url, entry.url, evidence)


def _is_known(entry: Entry, known: set[str]) -> bool:
    return page_key(entry.url) in known or _plain(entry.title) in known


def _plain(title: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", title) if character.isalnum())


def judge_backdating(
    columns: Iterable[ColumnItem], before: dict[str, tuple[date, ColumnItem]], check: Check
) -> list[Finding]:
    """F09 on the columns that an earlier round has read; `before` by page key."""
    findings: list[Finding] = []
    for column in columns:
        since, earlier = before.get(page_key(column.url), (date.min, None))
        if earlier is not None:
            findings += run(SeenColumn(column, earlier.entries, since), check)
    return findings
