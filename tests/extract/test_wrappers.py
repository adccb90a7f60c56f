"""Menus, breadcrumbs and headings are told by structure: neither wrappers nor names of classes matter."""

from __future__ import annotations

import pytest

from govcrawl.extract import Page

URL = "http://www.linxi-demo.example/zwgk/zcjd/content_1187.html"
COLUMNS = (("zwgk", "政务公开"), ("xwzx", "新闻中心"), ("bsfw", "办事服务"), ("hdjl", "互动交流"))
MENU = "".join(f"<li><a href='/{folder}/'>{name}</a></li>" for folder, name in (("", "首页"), *COLUMNS))
CRUMB = "您的位置：<a href='/'>首页</a> &gt; <a href='/zwgk/'>政务公开</a> &gt; <a href='/zwgk/zcjd/'>政策解读</a>"
FOOT = "<p>主办：临溪县人民政府办公室 网站标识码：9901000077</p><p><a href='/map.html'>网站地图</a></p>"
TEXT = (
    "<h1>关于《临溪县小型水库管理办法》的解读</h1><p>发布时间：2021-08-17</p>"
    + "<p>办法共六章三十二条，自发布之日起施行，明确了县乡两级的管理责任。</p>" * 6
)
NAMES = ("", "foot_main", "dqwz", "leftnav", "header2", "side_r", "copyright", "x9")


def _wrap(html: str, name: str, depth: int = 4) -> str:
    return f"<div class='{name}'>" * depth + html + "</div>" * depth


def _page(name: str, related: str = "") -> Page:
    parts = (f"<ul>{MENU}</ul>", f"<div>{CRUMB}</div>", f"<div>{TEXT}{related}</div>")
    body = "".join(_wrap(part, name) for part in parts)
    return Page(f"<title>政策解读-临溪县</title><body>{body}<div>{FOOT}</div></body>".encode(), URL)


@pytest.mark.parametrize("name", NAMES)
def test_a_menu_is_one_in_boxes_of_any_name(name: str) -> None:
    assert {link.name for link in _page(name).navigation()} == {column for _, column in COLUMNS}


@pytest.mark.parametrize("name", NAMES)
def test_a_breadcrumb_is_one_in_boxes_of_any_name(name: str) -> None:
    assert [step for step, _ in _page(name).breadcrumb()] == ["首页", "政务公开", "政策解读"]


def test_a_menu_named_like_a_breadcrumb_is_a_menu() -> None:
    page = Page(f"<body><div class='crumbs'><ul>{MENU}</ul></div><div>{TEXT}</div></body>".encode(), URL)
    assert page.breadcrumb() == []
    assert len(page.navigation()) == len(COLUMNS)


def test_steps_that_nothing_parts_lead_to_the_page() -> None:
    steps = (("/", "首页"), ("/zwgk/", "公开"), ("/zwgk/zcjd/", "解读"))
    crumb = "".join(f"<span><a href='{address}'>{name}</a></span>" for address, name in steps)
    page = Page(f"<body><ul>{MENU}</ul><div class=crumbs>{crumb}</div><div>{TEXT}</div></body>".encode(), URL)
    assert [step for step, _ in page.breadcrumb()] == ["首页", "公开", "解读"]


def test_a_trail_may_begin_with_the_name_of_the_site() -> None:
    crumb = "<a href='/'>临溪之窗</a>&gt;&gt;<a href='/zwgk/'>政务公开</a>"
    page = Page(f"<body><ul>{MENU}</ul><div>{crumb}</div><div>{TEXT}</div></body>".encode(), URL)
    assert [step for step, _ in page.breadcrumb()] == ["临溪之窗", "政务公开"]


@pytest.mark.parametrize("name", NAMES)
def test_a_policy_under_its_heading_is_found_in_boxes_of_any_name(name: str) -> None:
    link = "<a href='/zwgk/gfxwj/content_1102.html'>临溪县小型水库管理办法</a>"
    related = f"<div><div><b>政策原文</b></div>{_wrap(link, name, 6)}</div>"
    links = _page("", related).article().policy_links
    assert [link.url.rpartition("/")[2] for link in links] == ["content_1102.html"]


def test_a_list_under_a_heading_of_its_own_is_not_related() -> None:
    rows = "".join(
        f"<li><a href='/jd/content_9{day}.html'>各乡镇有序开展第{day}次巡河工作</a></li>" for day in range(11, 15)
    )
    own = "<p><a href='/zwgk/gfxwj/content_1102.html'>临溪县小型水库管理办法</a></p>"
    related = f"<div><p>政策原文</p>{own}<div><p>身边事</p><ul>{rows}</ul></div></div>"
    links = _page("", related).article().policy_links
    assert [link.url.rpartition("/")[2] for link in links] == ["content_1102.html"]
