"""What a second reader sees on pages that the first one may find empty: mark-up of no known content system."""

import pytest

from govcrawl.domain.items import PageInventory
from govcrawl.extract import Page, SiteModel
from govcrawl.extract.inventory import sights, take_inventory
from govcrawl.extract.sights import template_of

URL = "http://www.songyang.example"
TOP = (
    '<table><tr><td><img src="/i/head.png" width="980" height="90"></td></tr></table>'
    '<div><a href="/a/">概况</a><a href="/b/">要闻</a><a href="/c/">公告</a>'
    '<a href="/d/">互动</a><a href="/e/">专题</a></div>'
    '<form action="/find"><input name="k"><select name="s"><option>全站</option></select></form>'
)
FOOT = (
    '<div><a href="/about.html">关于本站</a><a href="/map.html">地图</a><a href="https://beian.example/1">备案号</a>'
    "<p>主办：松阳县人民政府办公室。未经许可不得转载本站的信息和图片。</p></div>"
)
HOME = Page(f"<html><body>{TOP}<p>欢迎来到松阳</p>{FOOT}</body></html>".encode(), f"{URL}/")
TEMPLATE = template_of([sights(HOME)])


def seen(main: str, *, top: str = TOP, head: str = "") -> PageInventory:
    page = Page(
        f"<html><head><title>局长信箱</title>{head}</head><body>{top}<div>{main}</div>{FOOT}</body></html>".encode(),
        f"{URL}/x/",
    )
    return take_inventory(page, TEMPLATE, columns={"songyang.example/b/"}, names=["局长信箱"])


@pytest.mark.parametrize(
    "main",
    [
        "",
        "<h3>局长信箱</h3><ul><li>暂无信息！</li></ul>",
        "<b>局长信箱</b><p>栏目正在建设中，敬请期待</p>",
        '<p><img src="/i/none.png" alt="暂无数据"></p>',
        '<img src="/i/dot.gif"><img src="/i/line.png" width="900" height="2">',
        '<img src="/i/1.png" style="width:16px;height:16px">',
        '<input type="hidden" name="page"><form><input name="q" placeholder="搜索"><input type="submit"></form>',
        '<div style="display: none"><form method="post"><textarea name="a"></textarea></form></div>',
        '<div hidden><video src="/v/1.mp4"></video></div>',
        "<script>document.write('<form>')</script><noscript><img src=/n.jpg></noscript>",
        '<a href="/b/">要闻</a> <a href="#top">顶部</a> <a href="javascript:void(0)">打印</a>',
    ],
)
def test_pages_without_anything_are_bare(main: str) -> None:
    inventory = seen(main)
    assert (inventory.is_bare, inventory.is_content) == (True, False), inventory


@pytest.mark.parametrize(
    ("main", "what"),
    [
        ('<section><label>来信人<input name="n"></label><textarea></textarea><button>提交</button></section>', "forms"),
        ('<form method="POST"><input name="a"><input name="b"><input name="c" type="tel"></form>', "forms"),
        ('<form><input type="file" name="up"></form>', "forms"),
        ("".join(f'<figure><a href="/p/{n}"><img src="/p/{n}.jpg" alt=""></a></figure>' for n in range(3)), "pictures"),
        ("".join(f'<i style="background:url(/p/{n}.jpg);width:120px;height:160px"></i>' for n in range(4)), "pictures"),
        ('<video src="/v/1.mp4"></video>', "media"),
        ('<canvas width="600" height="300"></canvas>', "media"),
        ('<iframe src="https://map.example/embed?x=1" width="600" height="400"></iframe>', "frames"),
        ("<table>" + "".join(f"<tr><td>{n}月</td><td>{n}2,310</td></tr>" for n in range(1, 8)) + "</table>", "tables"),
    ],
)
def test_forms_pictures_players_maps_and_figures_are_content(main: str, what: str) -> None:
    inventory = seen(main)
    assert (inventory.is_content, getattr(inventory, what) > 0) == (True, True), inventory


@pytest.mark.parametrize(
    ("main", "what"),
    [
        ('<p><a href="/u/2021.pdf">申请表</a></p>', "files"),
        ('<p><a href="/q/88.html">张某</a><a href="/q/89.html">李某</a></p>', "links"),
        ('<form action="/cx"><input name="no"><input name="pw" type="password"></form>', "queries"),
        ('<p><img src="/i/flow.jpg" width="700" height="900"></p>', "pictures"),
        ("<p>请携带身份证到县政务服务中心三楼窗口办理登记。</p>", "sentences"),
    ],
)
def test_what_may_be_content_is_seen_and_does_not_decide(main: str, what: str) -> None:
    inventory = seen(main)
    assert (inventory.is_bare, inventory.is_content, getattr(inventory, what) > 0) == (False, False, True), inventory


def test_blocks_of_the_home_page_are_template_wherever_they_stand() -> None:
    assert seen("", top=f"<section><div>{TOP}</div></section>").is_bare
    # Five pictures of the home page's wall are the column's own list: a short block is no template by itself.
    wall = "".join(f'<li><a href="/p/{n}"><img src="/p/{n}.jpg" alt="照片{n}"></a></li>' for n in range(4))
    home = Page(f"<body>{TOP}<ul>{wall}<li><a href='/p/9'>另一条</a></li></ul>{FOOT}</body>".encode(), f"{URL}/")
    page = Page(f"<body>{TOP}<div><ul>{wall}</ul></div>{FOOT}</body>".encode(), f"{URL}/t/")
    assert take_inventory(page, template_of([sights(home)])).pictures == 4


def test_dates_that_no_reader_understands_are_noted() -> None:
    rows = "".join(
        f"<li>关于供水的通知<em>{text}</em></li>" for text in ("二〇二一年八月十八", "第3期", "2021-08-18", "12:30")
    )
    unread = seen(f"<ol>{rows}</ol>").unread_dates
    assert not {"第3期", "2021-08-18", "12:30"}.intersection(unread)


def test_a_month_that_is_part_of_a_date_that_was_read_is_no_unread_date() -> None:
    rows = "".join(f"<li><a href='/t/{n}.html'>第{n}批项目 <b>09</b><i>2020-0{n}</i></a></li>" for n in (4, 3, 2))
    assert seen(f"<ol>{rows}</ol>").unread_dates == []
    assert seen(f"<ol>{rows}<li><a href='/t/0.html'>第0批项目</a><i>2021-07</i></li></ol>").unread_dates == ["2021-07"]


def test_labels_are_read_from_the_elements_wherever_they_stand() -> None:
    head = (
        "<meta content='通知公告' property='columnname'><!-- <meta name='ColumnType' content='公告'> -->"
        '<meta name="ColumnKeywords" content=" ">'
    )
    found = seen('<meta name="ColumnDescription" content="发布通知">', head=head).labels
    assert found == {"ColumnName": "通知公告", "ColumnDescription": "发布通知"}


def test_hostile_pages_end_in_time_and_without_an_exception() -> None:
    deep = Page(("<div>" * 5_000 + "<img src=/a.jpg>").encode(), f"{URL}/d/")
    wide = Page(("<body>" + "<p><img src=/a.jpg><i>字</i></p>" * 60_000).encode(), f"{URL}/w/")
    assert isinstance(take_inventory(deep), PageInventory)
    assert isinstance(take_inventory(wide, template_of([sights(wide)])), PageInventory)
    assert take_inventory(Page(b'{"a": 1}', f"{URL}/j")) == PageInventory(rendered=False)


def test_blocks_that_sibling_pages_repeat_are_template_but_never_a_form() -> None:
    box = "".join(f'<p><a href="/n/{n}.html">关于第{n}项工程的进展情况</a><i>08-1{n}</i></p>' for n in range(6))
    form = '<form method="post"><input name="who"><input name="tel"><textarea name="what"></textarea></form>'
    site, pages = SiteModel(), {}
    for n, main in enumerate(["", "", form, form, form, "<p>暂无数据</p>"]):
        name = f"第{n}栏目"  # views that are alike altogether would be no template, but the page itself
        body = f"<body>{TOP}<div><h4>{name}</h4>{main}</div><aside2><h5>快讯</h5>{box}</aside2>{FOOT}</body>".encode()
        pages[f"{URL}/m{n}/"] = body
        site.learn(Page(body, f"{URL}/m{n}/"))
    names = [f"第{n}栏目" for n in range(6)]
    seen_there = {url: take_inventory(Page(body, url, site=site), TEMPLATE, names=names) for url, body in pages.items()}
    assert [each.is_bare for each in seen_there.values()] == [True, True, False, False, False, True]
    assert [each.forms for each in seen_there.values()] == [0, 0, 1, 1, 1, 0]


def test_a_logo_that_leads_home_is_no_picture_of_the_page() -> None:
    logo = '<div><a href="/"><img src="/images/logo.png" alt="松阳县人民政府"></a></div>'
    own = '<p><a href="/big/1.jpg"><img src="/pic/1.jpg" alt="办理流程图"></a></p>'
    assert take_inventory(Page(logo.encode(), f"{URL}/b/1.html")).pictures == 0
    assert take_inventory(Page((logo + own).encode(), f"{URL}/b/1.html")).pictures == 1


def test_days_under_the_heading_of_their_year_are_dates_that_were_read() -> None:
    rows = "".join(f'<li><i>07-1{n}</i><a href="/n/{n}.html">关于第{n}项工程的进展情况</a></li>' for n in range(5))
    headed = Page(f"<h3>2021年</h3><ul>{rows}</ul>".encode(), f"{URL}/n/")
    assert take_inventory(headed).unread_dates == []
    assert take_inventory(Page(f"<ul>{rows}</ul>".encode(), f"{URL}/n/")).unread_dates[:2] == ["07-10", "07-11"]
