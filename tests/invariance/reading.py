"""What the reader says of a page, fact by fact, so that two readings can be compared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from urllib.parse import unquote, urlsplit

from govcrawl.extract import Page
from govcrawl.extract.dates import day_of
from govcrawl.extract.model import Published

Facts = dict[str, object]


def _day(published: Published | None) -> date | None:
    return day_of(published) if published else None


def _clock(published: Published | None) -> time | None:
    return published.time() if isinstance(published, datetime) else None


def _named(url: str, page: Page) -> str:
    """The address with its query in words: browsers send that in the page's charset, but for what came in bytes."""
    address, mark, query = url.partition("?")
    try:
        return address + mark + unquote(query, "utf-8", "strict")
    except UnicodeDecodeError:
        return address + mark + unquote(query, page.charset, "replace")


def _is_home(url: str) -> bool:
    return urlsplit(url).path in ("", "/")


FACTS: dict[str, Callable[[Page], object]] = {
    "form": Page.form,
    "title": lambda page: page.article().title,
    "list_title": lambda page: page.listing().title,
    "published": lambda page: _day(page.article().published),
    "clock": lambda page: _clock(page.article().published),
    "shown_title": lambda page: page.article().shown_title,
    "shown_published": lambda page: _day(page.article().shown_published),
    "entries": lambda page: [tuple(entry) for entry in page.listing().entries] if page.form() == "list" else None,
    "next_pages": lambda page: sorted(page.listing().next_pages),
    "total": lambda page: page.listing().total,
    "attachments": lambda page: sorted((file.url, file.extension) for file in page.article().attachments),
    "labels": lambda page: page.article().labels,
    "interpretations": lambda page: sorted({_named(link.url, page) for link in page.article().interpretation_links}),
    "row_interpretations": lambda page: sorted(page.listing().interpretations),
    "policies": lambda page: sorted({_named(link.url, page) for link in page.article().policy_links}),
    "number": lambda page: page.article().number,
    "empty": lambda page: (page.form() == "empty", page.empty_statement()),
    "menu": lambda page: sorted(
        {(_named(link.url, page), link.name) for link in page.navigation() if not _is_home(link.url)}
    ),
    "breadcrumb": Page.breadcrumb,
    "marks": Page.marks,
}


def facts_of(page: Page) -> Facts:
    """Every fact of the page by name."""
    return {name: read(page) for name, read in FACTS.items()}


def changed(before: Facts, after: Facts, but: frozenset[str] = frozenset()) -> list[str]:
    """Names of the facts that differ, those of `but` aside."""
    return [name for name in before if name not in but and before[name] != after[name]]
