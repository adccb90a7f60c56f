"""Which articles of a target are asked for, and as whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from govcrawl.domain.items import ColumnItem, Entry, PageItem
from govcrawl.domain.urls import page_key
from pipelines.windows import day_of
from spiders.run import TargetRun, file_extension

Planned = tuple[ColumnItem, Entry]

SAMPLE = 40  # articles from which a site's template is learned
# Every policy and every interpretation of the last year is needed to tell which of them lack each other.
# So is every letter of it, to tell which were never answered.
_WHOLE_YEAR = frozenset({"policy", "normative", "interpretation", "letters"})


def owners_of(run: TargetRun) -> dict[str, str]:
    """By page key of each article of `run`: the key of its column.

    An article belongs to one column: the one whose address it lies under, else the first by level.
    """
    owners: dict[str, tuple[tuple[int, int, str], str]] = {}
    for key, column in run.pages.columns.items():
        folder = key.rpartition("/")[0] + "/"
        for entry in column.entries:
            if not run.scope.covers(entry.url):
                continue
            page = page_key(entry.url)
            inside = len(folder) if page.startswith(folder) else 0
            rank = (-inside, -column.level, key)
            if page not in owners or rank < owners[page][0]:
                owners[page] = (rank, key)
    return {page: key for page, (_, key) in owners.items()}


def articles_of(run: TargetRun, owners: Mapping[str, str], cutoff: date) -> list[Planned]:
    """Articles that the rules need, each in its column by `owners` (`owners_of`).

    Of columns whose whole year counts these are all from `cutoff` on, of others the newest, and every file.
    """
    planned: list[Planned] = []
    for key, column in sorted(run.pages.columns.items()):
        mine = [entry for entry in column.entries if owners.get(page_key(entry.url)) == key]
        planned += ((column, entry) for entry in _needed(column, mine, cutoff, run.budget.limits.newest))
    return planned


def _needed(column: ColumnItem, entries: list[Entry], cutoff: date, newest: int) -> list[Entry]:
    newest_first = sorted(entries, key=lambda entry: (entry.published or date.max, entry.url), reverse=True)
    if column.kind in _WHOLE_YEAR:
        return [entry for entry in newest_first if entry.published is None or entry.published >= cutoff]
    # A row that links a file is an attachment, whatever its age.
    files = [entry for entry in newest_first[newest:] if file_extension(entry.url)]
    return newest_first[:newest] + files


def sample_of(plan: Sequence[Planned]) -> tuple[list[Planned], list[Planned]]:
    """The articles of `plan` that show a site's template, and the others: of as many columns as may be.

    One article of every column says more than many of one, and a fixed number costs the same on every site; which they
    are depends on the plan alone, so that a resumed night learns from the same ones.
    """
    rows: Counter[str] = Counter()
    ranked: list[tuple[int, int]] = []
    for number, (column, entry) in enumerate(plan):
        if not file_extension(entry.url):
            ranked.append((rows[column.url], number))
            rows[column.url] += 1
    chosen = {number for _, number in sorted(ranked)[:SAMPLE]}
    first = [planned for number, planned in enumerate(plan) if number in chosen]
    return first, [planned for number, planned in enumerate(plan) if number not in chosen]


def pages_to_revisit(
    run: TargetRun, before: Iterable[PageItem], planned: Iterable[Planned], owners: Mapping[str, str]
) -> list[Planned]:
    """Pages behind the last inspection's problems (`before`), so that it can be said what has been mended.

    Those that are not `planned` anyway: by their place in a list of today, else by their column of that time. `owners`
    are those of the articles of today (`owners_of`).
    """
    known = {page_key(entry.url) for _, entry in planned}
    rows, columns = run.pages.listed(), run.pages.columns
    found = []
    for page in before:
        key = page_key(page.url)
        if key in known or not run.scope.covers(page.url):
            continue
        if key not in rows and file_extension(page.url):
            continue  # a file that no list shows any more is nobody's attachment
        column = columns.get(owners.get(key, "")) or columns.get(page_key(page.column_url)) or _former_column(page)
        entry = rows.get(key) or Entry(page.title, page.url, day_of(page.published), "row" if page.published else None)
        found.append((column, entry))
    return found


def _former_column(page: PageItem) -> ColumnItem:
    """The column in which the page stood, when it is there no more."""
    return ColumnItem(page.target, page.column_url, page.column_name, page.fetched_at, kind=page.column_kind)
