"""Pages behind the last inspection's problems: they are read again, so that it can be said what has been mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from govcrawl.domain.items import ColumnItem, Entry, PageItem
from govcrawl.domain.urls import page_key
from pipelines.windows import day_of
from spiders.run import TargetRun, file_extension

Planned = tuple[ColumnItem, Entry]


def pages_to_revisit(
    run: TargetRun, before: Iterable[PageItem], planned: Iterable[Planned], owners: Mapping[str, str]
) -> list[Planned]:
    """Those pages that are not planned anyway: by their place in a list of today, else by their column of that time.

    `before` are pages behind the last inspection's problems, `planned` what is read anyway, `owners` the key of the
    column that listed each page (both page keys).
    """
    known = {page_key(entry.url) for _, entry in planned}
    rows = {page_key(entry.url): entry for column in run.pages.columns.values() for entry in column.entries}
    found = []
    for page in before:
        key = page_key(page.url)
        if key in known or not run.scope.covers(page.url):
            continue
        if key not in rows and file_extension(page.url):
            continue  # a file that no list shows any more is nobody's attachment
        column = (
            run.pages.columns.get(owners.get(key, "")) or run.pages.columns.get(page_key(page.column_url)) or _of(page)
        )
        entry = rows.get(key) or Entry(page.title, page.url, day_of(page.published), "row" if page.published else None)
        found.append((column, entry))
    return found


def _of(page: PageItem) -> ColumnItem:
    """The column in which the page stood, when it is there no more."""
    return ColumnItem(page.target, page.column_url, page.column_name, page.fetched_at, kind=page.column_kind)
