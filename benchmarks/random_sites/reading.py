"""The pages of random sites, read one by one without an inspection, beside what was written on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

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
        """The page at `path` with its frames in their places, unless it shows a list of its own."""
        page = self._alone(path)
        framed = {url: _path(url) for url in page.frames() if _path(url) in self.site.pages}
        if page.has_own_list() or not framed:
            return page
        return page.with_parts({url: self._alone(each) for url, each in framed.items()})

    def _alone(self, path: str) -> Page:
        kind, body = self.site.pages[path]
        return Page(body, self.site.at(path), kind, site=self.model)

    def all(self) -> Iterator[_Asked]:
        for column in self.site.walk():
            if column.form in ("list", "letters"):
                yield from self._of_list(column)
            else:
                form = self.page(column.path).form()
                # A sentence that says why there is nothing is content.
                wanted = _FORMS["single" if column.form == "empty" and "。" in column.text else column.form]
                yield f"form {column.form}", column.path, wanted[0], wanted[0] if form in wanted else form
            for article in column.articles:
                yield from self._of_article(article, letter=column.form == "letters")

    def _of_list(self, column: Column) -> Iterator[_Asked]:
        """The list from its first page on, as far as its pages lead without a browser; a cut must not be silent."""
        articles = {article.path: article for article in column.shown()}
        first = self.page(column.path)
        yield "form list", column.path, "list", first.form()
        entries, waiting, seen = list(first.listing().entries), list(first.listing().next_pages), {column.path}
        silent = not waiting and first.listing().complete is not False and not first.needs_script()
        while waiting:
            path = _path(waiting.pop(0))
            if path in seen or path not in self.site.pages:
                continue
            seen.add(path)
            listing = self.page(path).listing()
            entries += listing.entries
            waiting += listing.next_pages
        rows = [_path(entry.url) for entry in entries]
        yield "rows", column.path, list(articles)[: len(rows)], rows
        if silent or not rows:
            yield "all rows", column.path, len(articles), len(rows)
        known = [(articles[path], entry) for path, entry in zip(rows, entries, strict=True) if path in articles]
        yield "row titles", column.path, [article.title for article, _ in known], [entry.title for _, entry in known]
        if self.style.date_place != "none" and not column.undated and column.form == "list":
            days = [article.when.date() for article, _ in known]
            yield "row dates", column.path, days, [entry.published for _, entry in known]

    def _of_article(self, article: Article, *, letter: bool) -> Iterator[_Asked]:
        page = self.page(article.path)
        found = page.article()
        yield "form page", article.path, "article", page.form()
        yield "shown title", article.path, article.title, found.shown_title
        shown = found.shown_published
        if not letter:  # its days are those of question and answer
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
