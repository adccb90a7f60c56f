"""Whatever is not planted is clean: without this, precision on the demo city would mean nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta

import pytest

from govcrawl.apps.demo.city import City, build_city
from govcrawl.apps.demo.labels import article_labels, column_labels, meta_tags, site_labels
from govcrawl.apps.demo.model import INSPECTION_DATE, DemoArticle, DemoColumn, Planted
from govcrawl.apps.demo.planted import Built
from govcrawl.apps.demo.render import path_of, url_of
from pipelines.catalogue import rules_counted_in
from pipelines.model import NOT_UPDATED, Figure

# Ages up to which a column of this topic is neither stale nor due soon.
QUIET_DAYS = {"news": 12, "dept": 12, "town": 12, "notice": 160, "policy": 160, "rule": 160, "interpretation": 160,
              "letter": 53, "bulletin": 12, "figures": 80, "tally": 80}  # fmt: skip
# Rules that speak of the ages of a column's entries.
FRESHNESS = rules_counted_in(Figure.EMPTY, Figure.DUE, *NOT_UPDATED)


@pytest.fixture(scope="module")
def city() -> City:
    return build_city(8080)


def articles(city: City) -> Iterator[tuple[Built, DemoArticle]]:
    for built in city.built:
        for column in built.portal.columns:
            for article in column.articles:
                yield built, article


def planted(city: City) -> list[Planted]:
    return [each for built in city.built for each in built.planted if each.outcome == "fail"]


def assert_planted(city: City, deviating: Iterable[DemoArticle | DemoColumn], *rules: str) -> None:
    """What deviates is a defect of some rule, whichever; and what these rules accuse does deviate."""
    found = {id(each): each for each in deviating}
    strays = [found[each] for each in found.keys() - {id(each.where) for each in planted(city)}]
    assert [getattr(each, "title", "") or getattr(each, "name", "") for each in strays] == []
    sound = [each.note for each in planted(city) if each.rule in rules and id(each.where) not in found]
    assert sound == []


def test_article_labels_are_whole(city: City) -> None:
    missing = []
    for built, article in articles(city):
        labels = article_labels(built.portal, article)
        assert set(labels) >= {"SiteName", "ColumnName", "ColumnType", "ArticleTitle", "PubDate", "ContentSource"}
        if any(content in (None, "") for content in labels.values()):
            missing.append(article)
    assert_planted(city, missing, "M03")


def test_article_labels_agree_with_the_page(city: City) -> None:
    differing = []
    for built, article in articles(city):
        labels = article_labels(built.portal, article)
        title, day = labels["ArticleTitle"], labels["PubDate"]
        wrong_title = title is not None and _plain(title) != _plain(article.shown_title or article.title)
        if wrong_title or (day is not None and day[:10] != article.day.isoformat()):
            differing.append(article)
    assert_planted(city, differing, "M04")


def _plain(title: str) -> str:
    return title.replace(" ", "").replace("（", "(").replace("）", ")")


def test_column_and_home_labels_are_whole(city: City) -> None:
    every = [(built.portal, column) for built in city.built for column in built.portal.columns]
    assert_planted(city, [column for portal, column in every if None in column_labels(portal, column).values()], "M02")
    for built in city.built:
        portal = built.portal
        lacks = None in (site_labels(portal) | portal.home_labels).values()
        assert lacks == any((each.rule, each.outcome) == ("M01", "fail") for each in built.planted)


def test_columns_are_fresh(city: City) -> None:
    accused = {id(each.where) for built in city.built for each in built.planted if each.rule in FRESHNESS}
    for built in city.built:
        for column in built.portal.columns:
            if column.form not in ("list", "script") or id(column) in accused or column.topic in ("topic", "rules"):
                continue
            age = (INSPECTION_DATE - max(article.day for article in column.articles)).days
            assert 0 < age <= QUIET_DAYS.get(column.topic, 320), (built.portal.county.name, column.name)
            assert column.rows_dated


def test_normative_documents_are_interpreted_both_ways(city: City) -> None:
    since = INSPECTION_DATE - timedelta(days=366)
    rules = [rule for built in city.built for rule in built.portal.column("gfxwj").articles if rule.day >= since]
    lacking = [rule for rule in rules if not rule.related and rule.row_interpretation is None]
    assert_planted(city, lacking, "I01", "I03")
    readings = [reading for built in city.built for reading in built.portal.column("zcjd").articles]
    assert_planted(city, [reading for reading in readings if not reading.related], "I02")


def test_titles_and_addresses_are_unique(city: City) -> None:
    for built in city.built:
        mine = [article for other, article in articles(city) if other is built]
        assert [title for title, times in Counter(a.title for a in mine).items() if times > 1] == []
        paths = Counter(path_of(url_of(built.portal, built.style, a)) for a in mine)
        assert max(paths.values()) == 1


def test_files_stand_on_planted_pages_only(city: City) -> None:
    spoken_of = {id(each.where) for built in city.built for each in built.planted}
    assert [article.title for _, article in articles(city) if article.files and id(article) not in spoken_of] == []


def test_labels_survive_quoting() -> None:
    column = DemoColumn("x", 'a"b<c', "", "")
    assert meta_tags({"ColumnName": column.name, "ColumnType": None}) == (
        '<meta name="ColumnName" content="a&quot;b&lt;c">\n'
    )
