"""Boxes are taken for what they hold: templates call them whatever they like."""

import pytest

from govcrawl.extract import Page

URL = "http://www.qingyuan.example/tzgg/index.html"
MENU = "".join(
    f"<li><a href='/{folder}/index.html'>{name}</a></li>"
    for folder, name in (("zjqy", "走进青原"), ("xwdt", "新闻动态"), ("tzgg", "通知公告"), ("zwgk", "政务公开"))
)
ROWS = "".join(
    f"<li><a href='./t202108{day}.html'>关于开展第{day}次公路检查的通知</a><span>2021-08-{day}</span></li>"
    for day in range(19, 9, -1)
)
CRUMB = "<div class='{crumb}'>当前位置：<a href='/'>首页</a> &gt; <a href='/tzgg/index.html'>通知公告</a></div>"
FOOT = "<div class='{foot}'><p>主办单位：青原县人民政府办公室 网站标识码：9901000001</p>"
FOOT += "<p><a href='/map.html'>网站地图</a></p></div>"
TEXT = (
    "<h1>关于做好秋冬季森林防火工作的通知</h1><p>发布时间：2021-08-17</p>"
    + "<p>各乡镇要落实责任，严控火源，加强巡护。</p>" * 12
)
NAMES = (
    "nav-main",
    "menu2",
    "dqwz",
    "weizhi_con",
    "foot_w",
    "bottom",
    "copyright",
    "header",
    "topbar",
    "sidebar",
    "hot",
    "x9",
)


def page(menu: str, crumb: str, main: str, foot: str, content: str) -> Page:
    around = CRUMB.format(crumb=crumb) + f"<div class='{main}'>{content}</div>" + FOOT.format(foot=foot)
    html = (
        f"<html><head><meta charset=utf-8><title>通知公告</title></head><body><div class='{menu}'><ul>{MENU}</ul></div>"
    )
    return Page(f"{html}{around}</body></html>".encode(), URL)


@pytest.mark.parametrize("name", NAMES[:9])
def test_rows_in_a_box_with_the_name_of_furniture(name: str) -> None:
    read = page("a", "b", name, "c", f"<ul>{ROWS}</ul>")
    assert (read.form(), len(read.listing().entries)) == ("list", 10)


@pytest.mark.parametrize("name", NAMES)
def test_an_article_in_a_box_with_the_name_of_furniture(name: str) -> None:
    read = page("a", "b", name, "c", TEXT)
    assert read.form() == "article"
    assert "严控火源" in read.body_text()
    assert "主办单位" not in read.body_text()


@pytest.mark.parametrize("name", NAMES)
def test_a_menu_is_one_under_any_name(name: str) -> None:
    read = page(name, "b", "main", "c", TEXT)
    assert [link.name for link in read.navigation()] == ["走进青原", "新闻动态", "通知公告", "政务公开"]
    assert [step for step, _ in read.breadcrumb()] == ["首页", "通知公告"]


@pytest.mark.parametrize("name", NAMES)
def test_a_foot_is_one_under_any_name(name: str) -> None:
    read = page("a", "b", "main", name, TEXT)
    assert "网站地图" not in [link.name for link in read.navigation()]
    assert "主办单位" not in read.body_text()


@pytest.mark.parametrize("name", NAMES)
def test_a_breadcrumb_is_one_under_any_name(name: str) -> None:
    assert page("a", name, "main", "c", TEXT).breadcrumb()[-1] == ("通知公告", URL)


@pytest.mark.parametrize("name", NAMES)
def test_a_short_page_in_a_box_with_the_name_of_furniture(name: str) -> None:
    read = page(
        "a", "b", name, "c", "<h2>通知公告</h2><p>本栏目公布县政府各部门的通知，每周一更新，咨询请到政务大厅三楼。</p>"
    )
    assert read.form() == "single"
    assert "政务大厅三楼" in read.body_text()
