"""Bytes of a page -> facts. No I/O, no Scrapy, no exception on any input."""

from datetime import datetime

from govcrawl.extract.model import Article, FileLink, ListEntry, Listing, NavLink, PageLink
from govcrawl.extract.page import Page
from govcrawl.extract.site import SiteModel

__all__ = [
    "Article",
    "FileLink",
    "ListEntry",
    "Listing",
    "NavLink",
    "Page",
    "PageLink",
    "SiteModel",
    "read_article",
    "read_listing",
]


def read_article(
    body: bytes, url: str, content_type: str | None = None, *, fetched_at: datetime | None = None
) -> Article:
    """Read the page at `url` as an article.

    `body` may be any bytes in any encoding; `content_type` is the header of the response, whose charset counts.
    Relative dates (3天前) count from `fetched_at`, and are unknown without it. Facts that the page does not show are
    None or empty.
    """
    return Page(body, url, content_type, fetched_at=fetched_at).article()


def read_listing(
    body: bytes, url: str, content_type: str | None = None, *, fetched_at: datetime | None = None
) -> Listing:
    """Read the page at `url` as one page of a list.

    `body` may be any bytes in any encoding; `content_type` is the header of the response, whose charset counts.
    Relative dates (3天前) count from `fetched_at`, and are unknown without it. Facts that the page does not show are
    None or empty.
    """
    return Page(body, url, content_type, fetched_at=fetched_at).listing()
