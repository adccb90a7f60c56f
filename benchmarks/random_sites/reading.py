"""The pages of random sites, read one by one without an inspection, beside what was written on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from benchmarks.random_sites.addresses import list_page
from benchmarks.random_sites.model import Article, Column, Site
from benchmarks.random_sites.style import Style
from govcrawl.extract import Page

_FORMS = {
    "list": ("list",),
    "hub": ("parent",),
    "single": ("single", "article"),
    "form": ("single",),
    "leaders": ("single",),
    "empty": ("empty",),
}


def read(sites: list[tuple[Site, Style]]) -> tuple[Counter[str], list[str]]:
    """How many questions of each kind were asked, and a line for each that was answered wrongly."""
    asked: Counter[str] = Counter()
    wrong: list[str] = []
    for site, style in sites:
        for kind, path, expected, got in _of_site(site, style):
            asked[kind] += 1
            if expected != got:
                wrong.append(f"{kind:11} seed {site.seed} {path} expected {expected!s:.80} got {got!s:.80}")
    return asked, wrong


def _page(site: Site, path: str) -> Page:
    kind, body = site.pages[path]
    return Page(body, site.at(path), kind)


def _of_site(site: Site, style: Style) -> Iterator[tuple[str, str, object, object]]:
    for column in site.walk():
        if column.form == "list":
            yield from _of_list(site, style, column)
        else:
            form = _page(site, column.path).form()
            yield f"form {column.form}", column.path, "as it is", "as it is" if form in _FORMS[column.form] else form
        for article in column.articles:
            yield from _of_article(site, style, article)


def _of_list(site: Site, style: Style, column: Column) -> Iterator[tuple[str, str, object, object]]:
    articles = column.newest_first()
    pages = max(1, -(-len(articles) // style.per_page))
    for number in range(1, pages + 1):
        path = list_page(column, number, style)
        page, part = _page(site, path), articles[(number - 1) * style.per_page : number * style.per_page]
        found = page.listing()
        yield "form list", path, "list", page.form()
        yield "rows", path, [article.path for article in part], [_path(entry.url) for entry in found.entries]
        yield "row titles", path, [article.title for article in part], [entry.title for entry in found.entries]
        if style.date_place != "none" and not column.undated and column.slug != "xinjian":
            wanted = [article.when.date() for article in part]
            yield "row dates", path, wanted, [entry.published for entry in found.entries]
        if number < pages:
            after = list_page(column, number + 1, style)
            yield "next page", path, True, after in [_path(url) for url in found.next_pages]


def _of_article(site: Site, style: Style, article: Article) -> Iterator[tuple[str, str, object, object]]:
    page = _page(site, article.path)
    found = page.article()
    yield "form page", article.path, "article", page.form()
    yield "shown title", article.path, article.title, found.shown_title
    wanted = article.when.date() if article.dated else None
    shown = found.shown_published
    yield "shown date", article.path, wanted, shown and (shown.date() if hasattr(shown, "date") else shown)
    yield "files", article.path, [file.path for file in article.files], [_path(file.url) for file in found.attachments]
    links = {_path(link.url) for link in (*found.interpretation_links, *found.policy_links)}
    for _, other in article.related:
        yield "related", article.path, True, other.path in links
    if article.number:
        yield "number", article.path, article.number, found.number


def _path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")
