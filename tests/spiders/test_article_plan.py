"""Which pages of the last inspection are asked for again, and as whose."""

from __future__ import annotations

from datetime import date

from govcrawl.domain.items import ColumnItem, Entry, PageItem
from govcrawl.domain.targets import Target
from govcrawl.domain.urls import page_key
from spiders.phases.article_plan import pages_to_revisit
from spiders.run import Limits, TargetRun
from tests.exports.night import NIGHT

SITE = Target("青禾县", "portal", "青禾县门户网站", "http://qinghe-demo.gov.cn/")
NOTICES = ColumnItem(SITE, f"{SITE.url}tzgg/", "通知公告", NIGHT, kind="notice")


def run_of(*columns: ColumnItem) -> TargetRun:
    run = TargetRun(SITE, Limits(10, 10, 10, 5, 10, 1.0, 30))
    run.pages.columns = {page_key(column.url): column for column in columns}
    return run


def page(path: str, column: ColumnItem = NOTICES) -> PageItem:
    return PageItem(
        SITE,
        f"{SITE.url}{path}",
        NIGHT,
        column.url,
        column.name,
        column.kind,
        title="旧公告",
        published=date(2020, 1, 2),
    )


def test_a_page_that_no_list_shows_is_asked_for_in_its_old_column() -> None:
    ((column, entry),) = pages_to_revisit(run_of(NOTICES), [page("tzgg/1.html")], [], {})
    assert column is NOTICES
    assert entry == Entry("旧公告", f"{SITE.url}tzgg/1.html", date(2020, 1, 2), "row")
    ((column, _),) = pages_to_revisit(run_of(), [page("tzgg/1.html")], [], {})
    assert (column.name, column.url, column.kind, column.entries) == ("通知公告", NOTICES.url, "notice", [])


def test_a_page_in_a_list_of_today_is_that_lists() -> None:
    row = Entry("公告", f"{SITE.url}tzgg/1.html", date(2021, 8, 1), "row")
    today = ColumnItem(SITE, f"{SITE.url}gsgg/", "公示公告", NIGHT, kind="notice", entries=[row])
    owners = {page_key(row.url): page_key(today.url)}
    assert pages_to_revisit(run_of(NOTICES, today), [page("tzgg/1.html")], [], owners) == [(today, row)]


def test_nothing_is_asked_for_twice_or_elsewhere() -> None:
    planned = [(NOTICES, Entry("公告", f"{SITE.url}tzgg/1.html"))]
    away = page("tzgg/2.html")
    away.url = "http://elsewhere.test/2.html"
    assert pages_to_revisit(run_of(NOTICES), [page("tzgg/1.html"), away], planned, {}) == []


def test_a_file_counts_only_while_a_list_shows_it() -> None:
    file = page("tzgg/1.doc")
    assert pages_to_revisit(run_of(NOTICES), [file], [], {}) == []
    row = Entry("登记表", file.url)
    today = ColumnItem(SITE, NOTICES.url, "通知公告", NIGHT, kind="notice", entries=[row])
    assert pages_to_revisit(run_of(today), [file], [], {}) == [(today, row)]
