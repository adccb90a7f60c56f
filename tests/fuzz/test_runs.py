"""One thing repeated for as long as a page may be: nothing is searched anew from each repetition.

Each of these took minutes once. There is no clock here: a test that hangs is seen.
"""

from __future__ import annotations

import pytest

from govcrawl.domain.items import LinkedAccount
from govcrawl.domain.targets import Target
from govcrawl.extract import Page
from govcrawl.net.verdict import visible_text
from govcrawl.register import Register, Unit
from spiders.assessments.suspicion import title_of
from spiders.columns.candidates import sitemap_candidates
from spiders.phases.linked_accounts import linked_accounts
from spiders.rendering import has_related_script
from spiders.run import Limits, TargetRun
from tests.fuzz import checks

HOME = "http://www.qinghe-demo.gov.cn/"
TARGET = Target("青禾县", "portal", "青禾县政府网", HOME)
_LONG = 200_000


def _run() -> TargetRun:
    return TargetRun(TARGET, Limits(100, 100, 10, 5, 100, 60, 30))


def _repeated(unit: str) -> str:
    return unit * (_LONG // len(unit))


@pytest.mark.parametrize("unit", ["\u3000", "<", "<a ", "<!--", "<!--[if", "<meta ", "<title>", "<script>"])
@pytest.mark.parametrize("around", ["{}", "<body><p>发布时间：2021-08-20</p><p>{}</p></body>", "<title>{}</title>"])
def test_pages(unit: str, around: str) -> None:
    page = Page(around.format(_repeated(unit)).encode(), HOME)
    checks.check_article(page.article())
    checks.check_listing(page.listing())
    page.marks()
    page.needs_script()


def test_addresses_beyond_all_length_are_none() -> None:
    body = f'<a href="/{_repeated("〔2021〕")}">关于示例的通知</a><a href="/1.html">关于示例的公告</a>'
    assert [link.url for link in Page(body.encode(), HOME).links()] == [f"{HOME}1.html"]


@pytest.mark.parametrize("unit", [b"<script>", b"<style ", b"<", b"<a", b"<!--"])
def test_text_of_short_answers(unit: bytes) -> None:
    assert visible_text("正文".encode() + unit * (_LONG // len(unit)))[:2] == "正文"


def test_text_of_an_answer_that_was_cut_in_a_script() -> None:
    body = "<p>1 < 2</p><!-- a --><style>b</style>页面<script>var text = '不存在';"
    assert visible_text(body.encode()) == "1<2页面"


def test_sitemaps() -> None:
    blanks = b" " * _LONG
    assert list(sitemap_candidates(_run(), b"<loc>" + blanks + b"</loc>", HOME)) == []
    urls = [each.url for each in sitemap_candidates(_run(), b"<loc>" + blanks + HOME.encode() + b"tzgg/</loc>", HOME)]
    assert urls == [f"{HOME}tzgg/"]


def test_captions_of_accounts() -> None:
    """微信公众号 is one word or two."""
    run = _run()
    caption = "微信公众号" * 60
    body = f'<a href="https://weibo.com/u/1">{caption}</a><a href="https://weibo.com/u/2">{caption}某市某局</a>'
    run.pages.home = Page(body.encode(), HOME)
    run.links.note_page(run.pages.home, HOME, 0)
    found: list[LinkedAccount] = linked_accounts(run, Register([Unit("青禾县", "县市区")], [TARGET]))
    assert [each.state for each in found] == ["unknown", "foreign"]


@pytest.mark.parametrize("unit", ["<script", "<script>", "<script><a>"])
def test_scripts_that_may_bring_links(unit: str) -> None:
    assert not has_related_script(_repeated(unit))
    assert has_related_script(_repeated(unit) + "<script>load('政策原文')</script>")


@pytest.mark.parametrize("unit", ["<title", "<title>", "</title"])
def test_titles_of_linked_pages(unit: str) -> None:
    assert title_of(_repeated(unit) + "<title>示例 网站</title>") == "示例 网站"
