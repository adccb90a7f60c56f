"""Mutations of page labels: left out, empty, or contradicting the page."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from benchmarks.mutations.edits import label, must_change
from benchmarks.mutations.model import Mutation, called, on_bytes, truth
from benchmarks.random_sites.model import Article, Site
from benchmarks.random_sites.planting import Late, Plant, some

_SITE = ("SiteName", "SiteDomain", "SiteIDCode")
_COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
_ARTICLE = ("ArticleTitle", "PubDate", "ContentSource")


def _site(name: str, new: str | None) -> Plant:
    def change(site: Site, rng: Random) -> tuple[Late, Late]:
        must_change(site, "/", label(name, lambda _: new))
        return truth(site, "M01")

    return called(f"{name} {'empty' if new == '' else 'gone'}", change)


def _column(name: str, new: str | None) -> Plant:
    def change(site: Site, rng: Random) -> tuple[Late, Late]:
        column = site.column(rng.choice(("guihua", "caizheng", "jianyi", "gonggao")))
        must_change(site, column.path, label(name, lambda _: new))
        return truth(site, "M02", column.path)

    return called(f"{name} {'empty' if new == '' else 'gone'}", change)


def _article(name: str, new: str | None) -> Plant:
    def change(site: Site, rng: Random) -> tuple[Late, Late]:
        article = some(site, rng, "dongtai")
        must_change(site, article.path, label(name, lambda _: new))
        return truth(site, "M03", article.path)

    return called(f"{name} {'empty' if new == '' else 'gone'}", change)


def _says(article: Article, site: Site, name: str, said: str) -> tuple[Late, Late]:
    must_change(site, article.path, label(name, lambda _: said))
    return truth(site, "M04", article.path, may="F09")


def earlier(site: Site, rng: Random) -> tuple[Late, Late]:
    """The label says a day weeks before the one that the page shows."""
    article = some(site, rng, "dongtai")
    return _says(article, site, "PubDate", f"{article.when - timedelta(days=rng.randint(20, 90)):%Y-%m-%d %H:%M}")


def other_year(site: Site, rng: Random) -> tuple[Late, Late]:
    """The label says the same day of another year."""
    article = some(site, rng, "dongtai")
    return _says(article, site, "PubDate", f"{article.when.year - 1}{article.when:-%m-%d}")


def next_week(site: Site, rng: Random) -> tuple[Late, Late]:
    """The label says a day a week before, without the time."""
    article = some(site, rng, "gonggao")
    return _says(article, site, "PubDate", f"{article.when - timedelta(days=7):%Y/%m/%d}")


def title_of_another(site: Site, rng: Random) -> tuple[Late, Late]:
    """The label says the headline of another article."""
    article = some(site, rng, "dongtai")
    return _says(article, site, "ArticleTitle", site.column("caizheng").newest_first()[-1].title)


def name_of_the_site(site: Site, rng: Random) -> tuple[Late, Late]:
    """The label says the unit's name in place of the headline."""
    return _says(some(site, rng, "gonggao"), site, "ArticleTitle", f"欢迎访问{site.unit}网站")


ALL: tuple[Mutation, ...] = (
    *on_bytes("M01", [_site(name, new) for name in _SITE for new in (None, "")]),
    *on_bytes("M02", [_column(name, new) for name in _COLUMN for new in (None, "")]),
    *on_bytes("M03", [_article(name, new) for name in _ARTICLE for new in (None, "")]),
    *on_bytes("M04", (earlier, other_year, next_week, title_of_another, name_of_the_site)),
)
