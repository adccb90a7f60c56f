"""What the home page of a site and the pages that it leads to show of their age."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ColumnItem, SiteItem
from govcrawl.domain.urls import page_key
from govcrawl.extract import Page
from pipelines.windows import day_of
from spiders.columns.candidates import is_article_url


def take_home_page(
    site: SiteItem, home: Page, confirmed: Page | None, columns: Mapping[str, ColumnItem], today: date
) -> None:
    """Fill the entries of the home page into `site`: those dated there, and those that some column's list dates.

    `confirmed` is the home page as it was read once more, if it was; `columns` are by page key, `today` is the
    inspection date.
    """
    dates: dict[str, tuple[date, str]] = {}
    rows = (entry for column in columns.values() for entry in column.entries)
    known = {page_key(entry.url): entry.published for entry in rows if entry.published}
    articles = 0
    for url, _ in home.links():
        key = page_key(url)
        if key in known:
            dates[key] = (known[key], url)
        articles += key in known or is_article_url(url)
    for page in filter(None, (home, confirmed)):
        for _, url, published in page.dated_links():
            day = day_of(published)
            if day:
                dates[page_key(url)] = (day, url)
    site.home_entries = len(dates)
    site.navigation_only = not dates and not articles
    past = [each for each in dates.values() if each[0] <= today]
    if past:
        site.home_newest, site.home_newest_url = max(past)


def take_second_level(site: SiteItem, home: Page, columns: Mapping[str, ColumnItem], today: date) -> None:
    """Fill the newest entry by `today` of the `columns` (by page key) that the home page links into `site`."""
    links = {page_key(url) for url, _ in home.links()}
    linked = [column for key, column in columns.items() if key in links]
    site.second_level_unread += sum(map(_is_unread, linked))
    past = list(_entries_until(today, linked))
    if past:
        site.second_level_newest, site.second_level_newest_url = max(past)


def _is_unread(column: ColumnItem) -> bool:
    return column.answer is not FetchOutcome.REACHABLE or column.unrendered


def _entries_until(today: date, columns: Iterable[ColumnItem]) -> Iterable[tuple[date, str]]:
    for column in columns:
        for entry in column.entries:
            if entry.published and entry.published <= today:
                yield entry.published, entry.url
