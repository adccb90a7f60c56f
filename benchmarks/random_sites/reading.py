"""The pages of random sites, read one by one without an inspection, beside what was written on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from benchmarks.random_sites.addresses import list_page
from benchmarks.random_sites.model import Article, Column, Site
from benchmarks.random_sites.style import Style
from govcrawl.extract import Page
from govcrawl.extract.site import SiteModel

_Asked = tuple[str, str, object, object]  # what was asked, of which page, what is right, what the reader said
_FORMS = {
    "list": ("list",),
    "hub": ("parent",),
    "single": ("single", "article"),
    "form": ("single",),
    "leaders": ("single",),
    "html": ("single",),
    "empty": ("empty",),
}


def read(sites: list[tuple[Site, Style]], *, model: bool = True) -> tuple[Counter[str], list[str]]:
    """How many questions of each kind were asked, and a line for each that was answered wrongly.

    With `model` each site's pages are read with a model of the site, without it each as if it stood alone.
    """
    asked: Counter[str] = Counter()
    wrong: list[str] = []
    for site, style in sites:
        for kind, path, expected, got in _Reader(site, style, _learnt(site) if model else None).all():
            asked[kind] += 1
            if expected != got:
                wrong.append(f"{kind:11} seed {site.seed} {path} expected {expected!s:.80} got {got!s:.80}")
    return asked, wrong


def _learnt(site: Site) -> SiteModel:
    """What an inspection would have learnt when it has read the home page and all columns of `site`."""
    model = SiteModel()
    for path in ["/", *(column.path for column in site.walk())]:
        kind, body = site.pages[path]
        model.learn(Page(body, site.at(path), kind))
    return model


class _Reader:
    """Asks the reader what stands on the pages of one site."""

    def __init__(self, site: Site, style: Style, model: SiteModel | None) -> None:
        self.site, self.style, self.model = site, style, model

    def page(self, path: str) -> Page:
        kind, body = self.site.pages[path]
        return Page(body, self.site.at(path), kind, site=self.model)

    def all(self) -> Iterator[_Asked]:
        for column in self.site.walk():
            if column.form in ("list", "letters"):
                yield from self._of_list(column)
            else:
                form = self.page(column.path).form()
                wanted = _FORMS[column.form]
                yield f"form {column.form}", column.path, wanted[0], wanted[0] if form in wanted else form
            for article in column.articles:
                yield from self._of_article(article)

    def _of_list(self, column: Column) -> Iterator[_Asked]:
        style, articles = self.style, column.shown()
        pages = max(1, -(-len(articles) // style.per_page))
        for number in range(1, pages + 1):
            path = list_page(column, number, style)
            page, part = self.page(path), articles[(number - 1) * style.per_page : number * style.per_page]
            found = page.listing()
            yield "form list", path, "list", page.form()
            yield "rows", path, [article.path for article in part], [_path(entry.url) for entry in found.entries]
            yield "row titles", path, [article.title for article in part], [entry.title for entry in found.entries]
            if style.date_place != "none" and not column.undated and column.form == "list":
                wanted = [article.when.date() for article in part]
                yield "row dates", path, wanted, [entry.published for entry in found.entries]
            if number < pages:
                after = list_page(column, number + 1, style)
                yield "next page", path, True, after in [_path(url) for url in found.next_pages]

    def _of_article(self, article: Article) -> Iterator[_Asked]:
        page = self.page(article.path)
        found = page.article()
        yield "form page", article.path, "article", page.form()
        yield "shown title", article.path, article.title, found.shown_title
        shown = found.shown_published
        wanted = article.when.date() if article.dated else None
        yield "shown date", article.path, wanted, shown.date() if isinstance(shown, datetime) else shown
        yield (
            "files",
            article.path,
            [file.path for file in article.files],
            [_path(file.url) for file in found.attachments],
        )
        links = {_path(link.url) for link in (*found.interpretation_links, *found.policy_links)}
        for _, other in article.related:
            yield "related", article.path, True, other.path in links
        if article.number:
            yield "number", article.path, article.number, found.number


def _path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")
