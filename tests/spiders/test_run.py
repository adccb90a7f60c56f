"""What belongs to a target, where its links stand, and what is known of its pages together."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from govcrawl.domain.fetch_outcomes import OK, TOO_LARGE, FetchOutcome, LinkState, Verdict
from govcrawl.domain.items import ColumnItem, Entry, Link
from govcrawl.domain.targets import Target
from govcrawl.domain.urls import page_key
from govcrawl.extract import Page
from spiders.fetching import Fetched, Job
from spiders.run import Limits, Scope, TargetRun, file_extension

HOME = "http://www.qingshi-demo.gov.cn/"
AT = datetime(2021, 8, 20, tzinfo=UTC)
TARGET = Target("青石县", "portal", "青石县人民政府", HOME)
LIMITS = Limits(100, 100, 10, 5, 100, 60, 30)


def test_a_platform_in_a_folder_ends_with_the_folder() -> None:
    scope = Scope.of(Target("青石县", "disclosure", "信息公开", f"{HOME}xxgk/index.html"))
    assert scope.covers_column(f"{HOME}xxgk/zc/")
    assert not scope.covers_column(f"{HOME}tzgg/")
    assert scope.covers(f"{HOME}tzgg/")
    assert Scope.of(TARGET).covers_column(f"{HOME}tzgg/")


def test_a_target_may_be_named_with_and_without_www() -> None:
    assert Scope.of(TARGET).covers("http://qingshi-demo.gov.cn/a.html")
    assert not Scope.of(TARGET).covers("http://zw.qingshi-demo.gov.cn/a.html")


@pytest.mark.parametrize(
    ("url", "extension"),
    [("/a/b.PDF", "pdf"), ("/a/b.pdf?x=1", "pdf"), ("/a/b.html", ""), ("/a/b.et", "et"), ("/a.b/c", ""), ("/v.1", "")],
)
def test_extensions_of_files(url: str, extension: str) -> None:
    assert file_extension(HOME + url.lstrip("/")) == extension


def test_a_link_stands_where_it_ranks_first_whatever_came_first() -> None:
    links = TargetRun(TARGET, LIMITS).links
    url = f"{HOME}tzgg/"
    assert links.note(url, f"{HOME}b.html", 2, "公告")
    assert links.note(url, f"{HOME}a.html", 2, "通知")
    assert not links.note(url, f"{HOME}c.html", 2, "其他")
    page = Page(f"<a href='{url}'>通知公告</a><a href='http://elsewhere.test/'>外站</a>".encode(), HOME)
    assert [(link.url, link.internal) for link in links.note_page(page, HOME, 0)] == [
        (url, True),
        ("http://elsewhere.test/", False),
    ]
    assert (links.origins[url].found_on, links.origins[url].text) == (HOME, "通知公告")
    assert links.note_page(page, HOME, 0) == []


def test_stored_links_bring_their_verdicts_but_overrule_none() -> None:
    run = TargetRun(TARGET, LIMITS)
    run.note_state(f"{HOME}a.html", OK)
    stored = [
        Link(TARGET, f"{HOME}a.html", HOME, "甲", 0, state=LinkState.GONE),
        Link(TARGET, f"{HOME}b.html", HOME, "乙", 0, state=LinkState.GONE, reason="页面不存在（404）"),
        Link(TARGET, f"{HOME}c.html", HOME, "丙", 0),
    ]
    run.links.take_stored(stored)
    assert set(run.links.texts({page_key(f"{HOME}b.html")})) == {"甲", "丙"}
    assert list(run.links.states.values()) == [
        OK,
        Verdict(FetchOutcome.UNREACHABLE, LinkState.GONE, "页面不存在（404）"),
    ]
    assert run.links.checked == 2


def test_an_answer_that_is_too_large_is_a_bound_that_was_hit() -> None:
    run = TargetRun(TARGET, LIMITS)
    run.note_state(f"{HOME}a.html", TOO_LARGE)
    run.note_state(f"{HOME}b.html", TOO_LARGE)
    run.budget.hit("depth", 5)
    assert [(bound.name, bound.at_url) for bound in run.budget.bounds_by_name()] == [
        ("depth", ""),
        ("size", f"{HOME}a.html"),
    ]


def test_pages_of_a_target_are_known_together() -> None:
    pages = TargetRun(TARGET, LIMITS).pages
    row = Entry("通知", f"{HOME}tzgg/1.html", date(2021, 8, 1), "row")
    for name in ("tzgg", "gsgg"):
        pages.columns[name] = ColumnItem(TARGET, f"{HOME}{name}/", name, AT, entries=[row])
    assert [(column.name, entry.title) for column, entry in pages.entries()] == [("tzgg", "通知"), ("gsgg", "通知")]
    assert list(pages.listed().values()) == [row]

    fetched = Fetched(Job(f"{HOME}x.html", lambda _: iter(())), f"{HOME}x.html", AT, OK)
    pages.note_fault(fetched)
    assert pages.unread[f"{HOME}x.html"].answer is FetchOutcome.BLOCKED
    fetched.verdict = Verdict(FetchOutcome.UNREACHABLE, LinkState.GONE, "页面不存在（404）")
    pages.note_unread(fetched)
    assert pages.unread[f"{HOME}x.html"].reason == "页面不存在（404）"
