"""Pages of a skeleton: one Jinja template each, filled with what the model says."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from random import Random
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from benchmarks.random_sites.markup import numerals
from benchmarks.random_sites.model import Answer, Article, Call, Column, Site
from benchmarks.random_sites.skeletons import Skeleton, page_path

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("skeletons")),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_CLASSES = re.compile(r' class="([^"{}]*)"')
_KINDS = {"form": "single", "leaders": "single", "html": "single", "empty": "single"}
_TYPES = {
    "htm": "text/html",
    "js": "application/javascript",
    "html": "text/html",
    "xml": "text/xml",
    "json": "application/json",
}


@dataclass
class Pager:
    """One page of a list among all of them."""

    number: int
    pages: int
    total: int
    per_page: int
    paths: list[str] = field(default_factory=list)

    @property
    def previous(self) -> str:
        """Path of the page before, "" on the first."""
        return self.paths[self.number - 2] if self.number > 1 else ""

    @property
    def next(self) -> str:
        """Path of the page after, "" on the last."""
        return self.paths[self.number] if self.number < self.pages else ""


def _day(article: Article, form: str = "%Y-%m-%d") -> str:
    """The article's date by a pattern of strftime (%-m is 8, not 08) or as `numerals`; "" when undated."""
    return _date(article.when, form) if article.dated else ""


def _date(when: Any, form: str) -> str:
    if form == "numerals":
        return numerals(when)
    return str(when.strftime(form.replace("%-m", str(when.month)).replace("%-d", str(when.day))))


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length] + "…"


def _months(rows: Sequence[Article]) -> list[tuple[str, list[Article]]]:
    """Rows by the month of their dates, in the order in which they come."""
    found: dict[str, list[Article]] = {}
    for row in rows:
        found.setdefault(f"{row.when.year}年{row.when.month}月", []).append(row)
    return list(found.items())


_TEMPLATES.filters |= {"day": _day, "date": _date, "cut": _cut, "months": _months}


class Renderer:
    """Writes the pages of one site with one skeleton."""

    def __init__(self, site: Site, skeleton: Skeleton, seed: int) -> None:
        self.site, self.skeleton, self._seed = site, skeleton, seed
        self._cloak = self.draw("cloak", *(["keep"] * 5 + ["strip", "hash", "hash"])) if skeleton.cloak else "keep"
        self._newest = sorted(
            (article for slug in ("dongtai", "gonggao", "wd1", "wd2") for article in self._of(slug)),
            key=lambda article: (article.when, article.title),
            reverse=True,
        )

    def _of(self, slug: str) -> list[Article]:
        return [article for column in self.site.walk() if column.slug == slug for article in column.articles]

    def draw(self, key: str, *choices: Any) -> Any:
        """One of the choices: the same for each page of the site."""
        return Random(f"{self._seed}:{self.skeleton.name}:{key}").choice(choices)

    def page(self, kind: str, **given: Any) -> str:
        """The mark-up of a page of `kind`."""
        site = self.site
        about = {
            "site": site, "kind": kind, "draw": self.draw, "menu": site.columns, "newest": self._newest,
            "column": None, "article": None, "trail": [], "content": "", "pager": None, "rows": [], "metas": "",
            "title": site.unit, "name": site.unit, "marks": _Marks(site), "port": site.port, "box": [],
            "home": _home(site),
        }  # fmt: skip
        shown = _TEMPLATES.get_template(f"{self.skeleton.name}.html").render(**{**about, **given})
        return self._cloaked(shown)

    def piece(self, name: str, **given: Any) -> Markup:
        """A piece of mark-up that skeletons share."""
        return Markup(_TEMPLATES.get_template(f"_{name}.html").render(draw=self.draw, **given))

    def _cloaked(self, html: str) -> str:
        if self._cloak == "keep":
            return html
        if self._cloak == "strip":
            return _CLASSES.sub("", html)
        return _CLASSES.sub(lambda match: f' class="{self._hashed(match[1])}"', html)

    def _hashed(self, names: str) -> str:
        return " ".join(f"c{Random(f'{self._seed}{name}').getrandbits(24):06x}" for name in names.split())


@dataclass
class _Marks:
    """Which of the marks that a footer must carry are there."""

    site: Site

    @property
    def code(self) -> bool:
        return "code" not in self.site.missing_marks

    @property
    def record(self) -> bool:
        return "record" not in self.site.missing_marks

    @property
    def error(self) -> bool:
        return "error" not in self.site.missing_marks


def _home(site: Site) -> list[Column]:
    """The columns whose newest entries stand on the home page."""
    slugs = ("dongtai", "gonggao", "zhengce", "wd1", "wd2", "wd3")
    return [column for slug in slugs for column in site.walk() if column.slug == slug and column.articles]


class _Labels:
    """The page labels of the national standard, written as a seed likes them."""

    def __init__(self, site: Site, draw: Any) -> None:
        self._site = site
        self._write = draw("metas", "plain", "swapped", "single", "capitals", "lower")
        self._pubdate = draw("pubdate", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%Y/%m/%d %H:%M")
        self._all = draw("columns on articles", True, False)

    def of(self, column: Column | None = None, article: Article | None = None) -> Markup:
        """The labels of the home page, of a column's page or of an article's."""
        site = self._site
        pairs = {"SiteName": site.unit, "SiteDomain": site.host, "SiteIDCode": site.code}
        pairs = {name: value for name, value in pairs.items() if name not in site.dropped}
        if column is not None and (article is None or self._all):
            about = {
                "ColumnName": column.name,
                "ColumnDescription": f"发布{site.unit}{column.name}方面的内容",
                "ColumnKeywords": f"{column.name},{site.unit}",
                "ColumnType": column.name,
            }
            dropped = column.dropped if article is None else set()
            pairs |= {name: value for name, value in about.items() if name not in dropped}
        if article is not None:
            own = {
                "ArticleTitle": article.title,
                "PubDate": article.when.strftime(self._pubdate),
                "ContentSource": article.source,
            }
            pairs |= {name: value for name, value in (own | article.labels).items() if name not in article.dropped}
        return Markup("\n".join(self._meta(name, escape(value)) for name, value in pairs.items()))

    def _meta(self, name: str, content: str) -> str:
        return {
            "plain": f'<meta name="{name}" content="{content}">',
            "swapped": f'<meta content="{content}" name="{name}" />',
            "single": f"<meta name='{name}' content='{content}'/>",
            "capitals": f'<META NAME="{name}" CONTENT="{content}">',
            "lower": f'<meta name="{name.lower()}"\n      content="{content}">',
        }[self._write]


def render(site: Site, skeleton: Skeleton, seed: int) -> None:
    """Write all pages of `site`."""
    made = Renderer(site, skeleton, seed)
    labels = _Labels(site, made.draw)
    charset = site.charset = made.draw("charset", *skeleton.charsets)
    kind = f"text/html; charset={charset}" if made.draw("header", True, False) else "text/html"

    def put(path: str, html: str, said: str = kind) -> None:
        html = html.replace("@charset@", charset)
        site.pages[path] = (said, html.encode(charset, "xmlcharrefreplace"))

    put("/", made.page("home", metas=labels.of(), title=site.unit))
    for path, part in skeleton.parts.items():
        inner = made.page(part)
        said = _TYPES[path.rpartition(".")[2]]
        script = f"document.write({json.dumps(inner, ensure_ascii=False)});"
        put(path, script if path.endswith(".js") else inner, f"{said}; charset={charset}")
    for column in site.walk():
        _column(site, skeleton, made, labels, column, put)
        for article in column.articles:
            _article(site, made, labels, article, put)


def _column(site: Site, skeleton: Skeleton, made: Renderer, labels: _Labels, column: Column, put: Any) -> None:
    about = {
        "column": column,
        "trail": column.trail,
        "metas": labels.of(column),
        "title": made.draw("title", f"{column.name}-{site.unit}", f"{site.unit} {column.name}", column.name),
        "box": column.box,
    }
    if column.form not in ("list", "letters"):
        put(column.path, made.page(_KINDS.get(column.form, column.form), content=_content(column, made), **about))
        return
    articles, size = column.shown(), made.draw("per page", *skeleton.per_page)
    pages = max(1, -(-len(articles) // size))
    paths = [page_path(skeleton, column.path, number, pages) for number in range(1, pages + 1)]
    if skeleton.records and column.form == "list":
        site.calls[skeleton.records, column.path] = _records(made, column, size)
    for number, path in enumerate(paths, 1):
        rows = articles[(number - 1) * size : number * size]
        pager = Pager(number, pages, len(articles), size, paths)
        put(path, made.page(column.form, rows=rows, pager=pager, **about))
        for inner, kind in skeleton.inner:
            put(inner.format(path=path, stem=path.rpartition(".")[0]), made.page(kind, rows=rows, pager=pager, **about))


def _records(made: Renderer, column: Column, size: int) -> Call:
    """What answers for rows of a list, from the row `startrecord` to `endrecord` or by the `page`."""

    def answer(asked: dict[str, str]) -> bytes:
        articles = column.shown()
        if asked.get("startrecord", "").isdigit():
            first, last = int(asked["startrecord"]) - 1, int(asked.get("endrecord") or 0)
        else:
            page = int(asked["page"]) if asked.get("page", "").isdigit() else 1
            first, last = (page - 1) * size, page * size
        pager = Pager(1, max(1, -(-len(articles) // size)), len(articles), size)
        return made.page("records", rows=articles[max(first, 0) : last], pager=pager, column=column).encode()

    return answer


def _article(site: Site, made: Renderer, labels: _Labels, article: Article, put: Any) -> None:
    column = article.column
    title = made.draw("title", f"{article.title}-{site.unit}", f"{article.title}_{column.name}", article.title)
    about = {"article": article, "column": column, "trail": column.trail, "box": article.box}
    kind = "letter" if article.letter else "article"
    put(article.path, made.page(kind, metas=labels.of(column, article), title=title, **about))
    for file in article.files:
        site.pages[file.path] = (file.kind, file.body)
        if file.name:
            site.answers[file.path] = Answer(headers=(("Content-Disposition", f'attachment; filename="{file.name}"'),))


def _content(column: Column, made: Renderer) -> Markup:
    """The inside of a column page that holds no list."""
    if column.form == "single":
        return Markup("".join(f"<p>{escape(line)}</p>" for line in column.text.split("\n")))
    if column.form == "leaders":
        return made.piece("leaders", rows=column.text.split("\n"))
    if column.form == "form":
        return made.piece("form")
    if column.form == "html":
        return Markup(column.html)
    return Markup(f"<p>{escape(column.text)}</p>" if column.text else "")
