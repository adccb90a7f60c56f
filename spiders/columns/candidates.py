"""Which links of a page may lead to columns."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from govcrawl.domain.urls import absolute, has_route, page_key
from govcrawl.extract import Page
from govcrawl.extract.pagers import is_page_name
from govcrawl.rubric.columns import Vocabulary
from spiders.run import TargetRun, file_extension

# Addresses of single articles in the systems that government sites run on.
_ARTICLE = re.compile(
    r"/t\d{8}_\d+|/art_\d+_\d+|/art/\d{4}/|/content/?[pm]?(post)?_\d+|/content_\d+|/m?post_\d+|/info/\d+/\d+"
    r"|/\d{8}/[0-9a-f-]{32,36}\.|/c\d+/\d{6}/[0-9a-f]{32}|/show/\d+|/(content|details?|article)s?[/_.-]?\w*\d{3,}"
    r"|[?&](articleid|newsid|docid|infoid|contentid)=",
    re.I,
)
_COLUMN = re.compile(
    r"/(index|list|default|col)?(_?\d{0,3})?(\.s?html?|\.jsp|\.aspx|\.php)?$|/col/col\d+|/list\W|column", re.I
)
_MORE = re.compile(r"^[\s\[【(]*(查看)?(更多|more|全部)[\s>»›…\]】).]*$|^[>»›+]+$", re.I)
_NEVER = re.compile(
    r"/(login|logout|register|user|search|rss|wap|mobile|english|en)(/|\.|$)|[?&](q|keyword|searchword)=",
    re.I,
)
_NAME_LENGTH = 20  # a longer link text is a headline


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A link that may lead to a column. The smallest of several for one page names it, whatever came first."""

    rank: int  # 0 navigation, 1 site map, 2 breadcrumb, 3 text of the page, 4 "more"
    path: tuple[str, ...]
    name: str
    url: str
    referer: str


def is_article_url(url: str) -> bool:
    """Whether `url` has the form of a single article's address in the systems that government sites run on.

    What the site's own pages tell of its addresses goes before that.
    """
    return bool(_ARTICLE.search(url))


def _may_be_column(run: TargetRun, url: str) -> bool:
    if not run.scope.covers_column(url) or file_extension(url) or _NEVER.search(url):
        return False
    known = run.pages.site.is_article(url) if run.pages.site is not None else None
    if is_article_url(url) if known is None else known:
        return False
    return page_key(url) != page_key(run.target.url)


def _looks_like_column(url: str) -> bool:
    """Whether the form of an address speaks for a column. All routes share one path, which says nothing."""
    return not has_route(url) and bool(_COLUMN.search(urlsplit(url).path))


def _clean(text: str) -> str:
    return " ".join(text.split()).strip("·>»【】[]|")


def candidates(
    run: TargetRun, page: Page, vocabulary: Vocabulary, referer: str, *, sitemap: bool = False
) -> Iterator[Candidate]:
    """Candidates on `page`: its navigation, its breadcrumb, links named like columns, and “更多” links.

    A link beside which the page shows a day is a piece of news, whatever its words, unless its address is a column's.
    `referer` is the page's address. On a site map (`sitemap`) every link of a column's length counts.
    """
    steps = page.pager_steps() - {page_key(page.url)}  # pages of this page's own list are no columns
    for url, name, path in page.navigation():
        if _may_be_column(run, url) and not (_MORE.match(name) or page_key(url) in steps or is_page_name(name)):
            yield Candidate(0, tuple(path), _clean(name), url, referer)
    for name, url in page.breadcrumb():
        if url and _may_be_column(run, url) and name not in ("首页", "网站首页"):
            yield Candidate(2, (), _clean(name), url, referer)
    dated = {page_key(entry.url) for entry in page.dated_links()}
    for url, text in page.links():
        name = _clean(text)
        if page_key(url) in steps or is_page_name(text) or len(name) > _NAME_LENGTH or not _may_be_column(run, url):
            continue
        if _MORE.match(name) or not name:
            if _MORE.match(text.strip()):
                yield Candidate(4, (), "", url, referer)
            continue
        is_named = vocabulary.classify(name) != "other" and page_key(url) not in dated
        if sitemap or is_named or _looks_like_column(url):
            yield Candidate(1 if sitemap else 3, (), name, url, referer)


_LOC = re.compile(rb"<loc>\s*+(?:<!\[CDATA\[\s*+)?([^<\]\s]+)")
_SITEMAP_LOCS = 20_000
_SITEMAPS = 20  # children of an index that are read
_SITEMAP_BYTES = 20_000_000
_GZIP, _GZIP_WINDOW = b"\x1f\x8b", 31


def unpacked(body: bytes) -> bytes:
    """A sitemap's `body` in the clear, whether it was served as .xml or as .xml.gz; as much as a sitemap may have."""
    if body[:2] != _GZIP:
        return body
    try:
        return zlib.decompressobj(_GZIP_WINDOW).decompress(body, _SITEMAP_BYTES)
    except zlib.error:
        return b""


def sitemap_children(body: bytes) -> list[str]:
    """Addresses of the sitemaps that an index of sitemaps names; [] for any other `body`."""
    if b"<sitemapindex" not in body[:2000]:
        return []
    found = (match[1].decode("utf-8", "replace").replace("&amp;", "&") for match in _LOC.finditer(body))
    return list(dict.fromkeys(islice(found, _SITEMAPS)))


def sitemap_candidates(run: TargetRun, body: bytes, referer: str) -> Iterator[Candidate]:
    """Column addresses in the `body` of the sitemap.xml at `referer`.

    Addresses alone are wanted, so that no XML parser sees hostile entities.
    """
    for number, match in enumerate(_LOC.finditer(body)):
        if number >= _SITEMAP_LOCS:
            run.budget.hit("sitemap", _SITEMAP_LOCS, referer)
            return
        url = absolute(referer, match[1].decode("utf-8", "replace").replace("&amp;", "&"))
        if url is not None and _may_be_column(run, url) and _COLUMN.search(urlsplit(url).path):
            yield Candidate(4, (), "", url, referer)
