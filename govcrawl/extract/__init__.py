"""Bytes of a page -> facts. No I/O, no Scrapy, no exception on any input."""

from govcrawl.extract.model import Article, FileLink, ListEntry, Listing, NavLink, PageLink
from govcrawl.extract.page import Page

__all__ = [
    "Article",
    "FileLink",
    "ListEntry",
    "Listing",
    "NavLink",
    "Page",
    "PageLink",
    "read_article",
    "read_listing",
]


def read_article(body: bytes, url: str, content_type: str | None = None) -> Article:
    """The page at `url` read as an article. Any bytes in any encoding; unknown facts are None or empty."""
    return Page(body, url, content_type).article()


def read_listing(body: bytes, url: str, content_type: str | None = None) -> Listing:
    """The page at `url` read as one page of a list. Any bytes in any encoding; unknown facts are None or empty."""
    return Page(body, url, content_type).listing()
