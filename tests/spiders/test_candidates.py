"""Which links lead to columns."""

from __future__ import annotations

import pytest

from govcrawl.domain.targets import Target
from govcrawl.extract import Page
from govcrawl.rubric.columns import load_vocabulary
from spiders.columns.candidates import Candidate, candidates, is_article_url, sitemap_candidates
from spiders.run import Limits, TargetRun

HOME = "http://www.qingshi-demo.gov.cn/"
TARGET = Target("青石县", "portal", "青石县人民政府", HOME)
LIMITS = Limits(pages=100, columns=100, list_pages=10, depth=5, links=100, minutes=1, newest=10)


def run_of(target: Target = TARGET) -> TargetRun:
    return TargetRun(target, LIMITS)


def found(body: str, *, sitemap: bool = False) -> dict[str, Candidate]:
    page = Page(body.encode(), HOME, "text/html; charset=utf-8")
    best: dict[str, Candidate] = {}
    for candidate in candidates(run_of(), page, load_vocabulary(), HOME, sitemap=sitemap):
        if candidate.url not in best or candidate < best[candidate.url]:
            best[candidate.url] = candidate
    return best


def test_menu_with_its_path() -> None:
    below = "<ul><li><a href='/zwgk/tzgg/'>通知公告</a></li></ul>"
    got = found(f"<div class='nav'><ul><li><a href='/zwgk/'>政务公开</a>{below}</li></ul></div>")
    assert got[HOME + "zwgk/tzgg/"].path == ("政务公开", "通知公告")
    assert got[HOME + "zwgk/"].name == "政务公开"


@pytest.mark.parametrize(
    "pager",
    [
        "<p><a href='/tzgg/index_1.html'>&gt;</a></p>",
        "<p><a href='/tzgg/'>&lt;</a> <a href='/tzgg/index_2.html'>&gt;</a></p>",
        "<p><a href='/tzgg/index_1.html'><img src=/n.gif alt='后一页'></a></p>",
        "<select onchange='location=this.value'><option value='/tzgg/'>第一页</option>"
        "<option value='/tzgg/list_2.html'>第二页</option><option value='/tzgg/list_3.html'>3</option></select>",
    ],
)
def test_arrows_of_a_pager_lead_to_pages_of_its_own_list(pager: str) -> None:
    rows = "".join(f"<dt><a href='/tzgg/2021/{n}01.html'>第{n}号通知</a></dt><dd>2021-08-0{n}</dd>" for n in (3, 2, 1))
    page = Page(f"<dl>{rows}</dl>{pager}".encode(), f"{HOME}tzgg/", "text/html; charset=utf-8")
    assert not [each.url for each in candidates(run_of(), page, load_vocabulary(), page.url) if "_" in each.url]


def test_news_beside_a_date_is_no_column_whatever_its_words() -> None:
    news = (("#/detail/3", "工作动态第三期", 3), ("#/detail/2", "通知公告两则", 2))
    rows = "".join(f"<li><a href='{url}'>{title}</a> 2021-08-0{day}</li>" for url, title, day in news)
    assert found(f"<p>要闻</p><ul>{rows}</ul><p><a href='#/tzgg'>通知公告</a></p>").keys() == {f"{HOME}#/tzgg"}


@pytest.mark.parametrize("text", ["2", "下一页", "尾页", "末页", "第3页", "[2]", "上一页>"])
def test_a_pager_leads_to_no_column(text: str) -> None:
    assert found(f"<ul><li><a href='/tzgg/index_2.html'>{text}</a></li></ul>") == {}


@pytest.mark.parametrize(
    "href",
    ["/login/", "/files/notice.doc", "javascript:void(0)", "http://www.elsewhere.test/tzgg/", "/", "/search?q=1"],
)
def test_what_is_never_a_column(href: str) -> None:
    assert found(f"<div class='nav'><a href='{href}'>通知公告</a></div>") == {}


def test_a_more_link_is_a_nameless_candidate() -> None:
    got = found("<div><h3>通知公告</h3><a href='/tzgg/'>更多&gt;&gt;</a></div>")
    assert HOME + "tzgg/" in got


def test_long_texts_are_headlines() -> None:
    assert found("<a href='/tzgg/'>关于进一步加强全县城市供水管网安全运行管理工作的通知</a>") == {}


def test_site_maps_name_columns_of_any_name() -> None:
    body = "<div><a href='/qt/'>云上青石</a></div>"
    assert found(body, sitemap=True)[HOME + "qt/"].name == "云上青石"


def test_start_pages_widen_the_target() -> None:
    wide = Target("青石县", "portal", "青石县人民政府", HOME, start_urls=("http://zwgk.qingshi-demo.gov.cn/",))
    assert run_of(wide).scope.covers("http://zwgk.qingshi-demo.gov.cn/zc/")
    assert not run_of().scope.covers("http://zwgk.qingshi-demo.gov.cn/zc/")


def test_sitemap_xml_gives_columns_and_no_articles() -> None:
    body = (
        b"<?xml version='1.0'?><urlset><url><loc>http://www.qingshi-demo.gov.cn/tzgg/</loc></url>"
        b"<url><loc> <![CDATA[http://www.qingshi-demo.gov.cn/zwgk/index.html]]></loc></url>"
        b"<url><loc>http://www.qingshi-demo.gov.cn/tzgg/202108/t20210801_123.html</loc></url>"
        b"<url><loc>http://www.elsewhere.test/tzgg/</loc></url></urlset>"
    )
    got = {candidate.url for candidate in sitemap_candidates(run_of(), body, HOME)}
    assert got == {HOME + "tzgg/", HOME + "zwgk/index.html"}


def test_a_huge_sitemap_is_cut_and_says_so() -> None:
    run = run_of()
    body = b"".join(b"<loc>http://www.qingshi-demo.gov.cn/c%d/</loc>" % number for number in range(20_001))
    assert len(list(sitemap_candidates(run, body, HOME))) == 20_000
    assert "sitemap" in run.budget.bounds


@pytest.mark.parametrize(
    "url",
    [
        "http://www.qingshi-demo.gov.cn/tzgg/202108/t20210801_123.html",
        "http://www.qingshi-demo.gov.cn/art/2021/8/1/art_12_3456.html",
        "http://www.qingshi-demo.gov.cn/info/1011/2345.htm",
        "http://www.qingshi-demo.gov.cn/content/post_345678.html",
    ],
)
def test_addresses_of_articles(url: str) -> None:
    assert is_article_url(url)
