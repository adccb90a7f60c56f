"""Columns to which a reader gets by frames, routes, sitemaps, drop-downs and pagers of all makes, in a real night."""

from __future__ import annotations

import gzip

import pytest

from govcrawl.domain.items import ColumnItem, Link, PageItem
from tests.night.handmade import Inspected, Site

MARKS = (
    "<p>网站标识码：6200000001 陇ICP备20000001号 甘公网安备 62000002000001号<img alt='党政机关网站标识'>"
    "<a href='/jc/jiucuo/'>我为政府网站找错</a></p>"
)
LABELS = (
    "<meta content='示例县人民政府' name='SiteName'><meta name='SiteDomain' content='127.0.0.1'>"
    "<meta name='SiteIDCode' content='6200000001'>"
)


def rows(name: str, year: int, count: int = 6, first: int = 1) -> str:
    return "".join(
        f"<dl><dt><a href='/{name}/{year}/{n}001.html'>示例县开展第{n}次{name}检查</a></dt>"
        f"<dd>{year}-07-{n:02}</dd></dl>"
        for n in range(first, first + count)
    )


def page(title: str, body: str, labels: str = "", head: str = "") -> bytes:
    start = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{labels}{head}</head>"
    return f"{start}<body>{body}</body></html>".encode()


def column(name: str) -> str:
    return "".join(
        f"<meta name='{label}' content='{name}'>"
        for label in ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
    )


HOME = page(
    "示例县人民政府",
    "<div class=top><a href='/kj/'><img src=/a.png alt='框架动态'></a>"
    "<span onclick=\"location.href='/fy/'\">翻页动态</span>"
    "<select onchange='location=this.value'><option>部门</option><option value='/xl/'>下拉动态</option></select>"
    "<a href='#/ly'>路由动态</a><a href='#/kb'>空白公告</a><a href='#top'>返回顶部</a></div>"
    f"<div id=app></div><iframe src='/inc/foot.html' width='100%' height='160'></iframe>"
    "<script>function show(){document.getElementById('app').innerHTML=location.hash=='#/ly'?"
    f"\"<div class=list>{rows('ly', 2020)}</div>\":''}}window.onhashchange=show;show()</script>",
    LABELS,
    "<script>if(/Mobile/.test(navigator.userAgent)){location.href='/wap/'}</script>",
)
PAGES = {
    "/": page("", "", head="<meta content='0; url=/index/main.html' http-equiv='refresh'>"),
    "/index/main.html": HOME,
    "/inc/foot.html": page("", MARKS),
    "/kj/": page(
        "框架动态", "<a href='/'>首页</a><iframe src='list/f0.html' height='600'></iframe>", column("框架动态")
    ),
    "/kj/list/f0.html": page("", rows("kj", 2021) + "<span>1</span> <a href='f1.html'>2</a>"),
    "/kj/list/f1.html": page("", rows("kj", 2021, 3, 7)),
    "/fy/": page(
        "翻页动态", rows("fy", 2021) + "<p><a href='/fy/'>1</a><a href='/fy/p2.html'>2</a></p>", column("翻页动态")
    ),
    "/fy/2021/1001.html": page(
        "示例县开展第1次fy检查", "<h1>示例县开展第1次fy检查</h1><iframe src='/nr/1.html'></iframe>"
    ),
    "/nr/1.html": page("", "<p>发布时间：2021-07-01</p><p>全县各单位开展了防汛工作检查，确保安全度汛。</p>"),
    "/fy/p2.html": page("翻页动态", rows("fy", 2021, 4, 7) + "<p><a href='/fy/'>1</a><b>2</b></p>", column("翻页动态")),
    "/xl/": page("下拉动态", rows("xl", 2020), column("下拉动态")),
    "/dt/": page("地图动态", rows("dt", 2020), column("地图动态")),
    "/sitemap.xml": b"<sitemapindex><loc>/maps/1.xml.gz</loc><loc>/maps/2.xml</loc></sitemapindex>",
    "/maps/1.xml.gz": gzip.compress(b"<urlset><url><loc>/dt/</loc></url></urlset>"),
}


SITE = Site("127.0.0.1", PAGES)
SITES = (SITE,)


@pytest.fixture(scope="module")
def columns(handmade: Inspected) -> dict[str, ColumnItem]:
    """By the path of their address, its route included."""
    items = [item for item in handmade.items(SITE) if isinstance(item, ColumnItem)]
    return {"/" + item.url.split("/", 3)[3]: item for item in items}


def test_every_way_on_leads_to_its_column(columns: dict[str, ColumnItem]) -> None:
    found = {path: (item.name, len(item.entries)) for path, item in columns.items()}
    assert found == {
        "/kj/": ("框架动态", 9),
        "/fy/": ("翻页动态", 10),
        "/xl/": ("下拉动态", 6),
        "/dt/": ("地图动态", 6),
        "/index/main.html#/ly": ("路由动态", 6),
        "/index/main.html#/kb": ("空白公告", 0),
    }


def test_a_framed_column_is_what_its_outer_page_says(columns: dict[str, ColumnItem]) -> None:
    assert columns["/kj/"].labels["ColumnName"] == "框架动态"
    assert columns["/kj/"].form == "list"


def test_the_end_of_a_list_is_shown_or_unknown(columns: dict[str, ColumnItem]) -> None:
    assert columns["/fy/"].complete is True
    assert columns["/xl/"].complete is None


def test_the_text_of_an_article_may_stand_in_a_frame(handmade: Inspected) -> None:
    pages = [item for item in handmade.items(SITE) if isinstance(item, PageItem)]
    [article] = [item for item in pages if item.url.endswith("/fy/2021/1001.html")]
    assert article.title == "示例县开展第1次fy检查"
    assert "确保安全度汛" in article.text


def test_the_home_page_is_the_outer_page_behind_its_refresh(handmade: Inspected) -> None:
    assert handmade.site(SITE).labels["SiteName"] == "示例县人民政府"
    accused = {each.rule for each in handmade.findings(SITE) if each.outcome == "fail"}
    assert not accused & {"S01", "S02", "S03", "M01", "A02"}


def test_no_way_on_is_called_dead(handmade: Inspected) -> None:
    dead = {each.value for each in handmade.findings(SITE) if (each.rule, each.outcome) == ("A03", "fail")}
    assert not [url for url in dead if "wap" in url or "maps" in url or "#" in url or "f1" in url]
    links = [item for item in handmade.items(SITE) if isinstance(item, Link)]
    assert any(link.url.endswith("/xl/") for link in links)
