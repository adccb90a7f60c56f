"""Menu and foot of a page are known by their links, however a page is laid out and whatever its boxes are called."""

import pytest

from govcrawl.extract import Page

BASE = "http://www.qingyuan.example"
COLUMNS = (("xwdt", "新闻动态"), ("tzgg", "通知公告"), ("zwgk", "政务公开"), ("hdjl", "互动交流"))
ITEMS = "".join(f"<li><a href='/{folder}/'>{name}</a></li>" for folder, name in COLUMNS)
MENU = f"<div class='k1'><ul><li><a href='/'>首页</a></li>{ITEMS}</ul></div>"
FOOT = "<div class='k9'><a href='/map/'>网站地图</a><p>主办：清源市人民政府办公室 网站标识码：9901000001</p></div>"
PROSE = "<p>各乡镇要落实责任，严控火源，加强巡护，发现火情及时报告。</p>" * 9


def read(content: str, path: str, blanks: str = "") -> Page:
    body = f"<div>{MENU}{content}{FOOT}</div>".replace("><", f">{blanks}<")
    return Page(
        f"<html><head><meta charset=utf-8><title>工作要闻-清源网</title></head><body>{body}</body></html>".encode(),
        BASE + path,
    )


@pytest.mark.parametrize("blanks", ["", "\r\n\t\t\t\t\t\t\t\t"])
def test_a_short_page_in_one_box_is_no_foot(blanks: str) -> None:
    page = read("<div><p>电话：0000-0000000</p></div>", "/lxwm/", blanks)
    assert [link.name for link in page.navigation()] == [name for _, name in COLUMNS]


def test_steps_that_nothing_parts_make_no_menu_of_the_content() -> None:
    crumb = "<ul><li><a href='/'>首页</a></li><li><a href='/zwgk/'>政务公开</a></li></ul>"
    tiles = "".join(
        f"<li><a href='/zwgk/{name}/'>{title}</a></li>"
        for name, title in (("a", "政策文件"), ("b", "规划计划"), ("c", "人事信息"))
    )
    page = read(f"<main>{crumb}<div><h2>工作要闻</h2><ul>{tiles}</ul></div></main>", "/zwgk/")
    assert page.form() == "parent"


@pytest.mark.parametrize("heading", ["本周看点", "身边事", "大家在看"])
def test_a_box_of_rows_beside_running_text_is_no_list_of_the_page(heading: str) -> None:
    rows = "".join(
        f"<li><a href='/dz/t202108{n}.html'>各乡镇开展第{n}轮巡河</a><span>2021-08-{n}</span></li>"
        for n in range(19, 12, -1)
    )
    page = read(f"<div><h3>{heading}</h3><ul>{rows}</ul></div><div>{PROSE}</div>", "/xwdt/1234567.html")
    assert page.form() != "list"
    assert page.listing().entries == []


def test_the_column_of_an_article_is_no_name_of_the_article() -> None:
    crumb = "<div><a href='/'>首页</a> &gt; <a href='/xwdt/'>工作要闻</a></div>"
    rows = "".join(
        f"<li><a href='/dz/t202108{n}.html'>各乡镇开展第{n}轮巡河</a><span>2021-08-{n}</span></li>"
        for n in range(19, 9, -1)
    )
    title = "清源市扎实推进秋冬季森林防火工作"
    content = f"{crumb}<h1>{title}</h1><p>2021-08-17 来源：市林业局</p>{PROSE}"
    content += f"<div><h3>工作要闻精选：</h3><ul>{rows}</ul></div>"
    html = f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{MENU}{content}{FOOT}</body></html>"
    page = Page(html.encode(), f"{BASE}/xwdt/7.html")
    assert (page.form(), page.article().title) == ("article", title)


def test_a_source_with_a_link_is_no_row() -> None:
    content = f"<h1>清源市扎实推进森林防火工作</h1><div>2021年08月15日08:18　来源：<a href='http://news.example/'>清源日报-要闻频道</a></div>{PROSE}"
    page = read(content, "/xwdt/7.html")
    assert (page.form(), str(page.article().published)[:10]) == ("article", "2021-08-15")


@pytest.mark.parametrize("row", ["<div>{}</div>", "<table><tr><td>{}</td></tr></table>"])
def test_a_row_in_a_table_of_its_own(row: str) -> None:
    rows = "".join(
        "<li>"
        + row.format(f"<div><a href='./{n}.html'>关于第{n}次公路检查的通知</a></div><i>2021-08-{n}</i>")
        + "</li>"
        for n in range(19, 13, -1)
    )
    page = read(f"<div><h2>工作要闻</h2><ul>{rows}</ul></div>", "/xwdt/")
    assert [str(entry.published) for entry in page.listing().entries] == [f"2021-08-{n}" for n in range(19, 13, -1)]


_BARE_TRAIL = "当前位置：<a href='/'>首页</a>&gt;&gt;<a href='/bszn/'>办事服务</a>&gt;&gt;{}<hr><h2>办事指南</h2>{}"


@pytest.mark.parametrize("last", ["<a href='/bszn/zn/'>办事指南</a>", "办事指南"])
def test_a_trail_beside_the_content_in_one_cell_ends_with_its_last_step(last: str) -> None:
    names = ("公司设立登记", "农药经营许可", "取水许可审批", "就业困难人员认定")
    rows = "".join(f"<tr><td>·<td><a href='/show.asp?id={n}'>{name}</a>" for n, name in enumerate(names, 10))
    body = f"<table><tr><td>{_BARE_TRAIL.format(last, f'<table>{rows}</table>')}</table>".encode()
    page = Page(body, "http://songyang.example/bszn/zn/")
    assert [name for name, _ in page.breadcrumb()] == ["首页", "办事服务", "办事指南"]
    assert [entry.title for entry in page.listing().entries] == list(names)


@pytest.mark.parametrize(
    "item",
    [
        "<li><b>{}</b> <a href={}>进入</a></li>",
        "<details><summary>{}</summary><p><a href={}>进入栏目</a></p></details>",
    ],
)
def test_links_of_one_text_are_called_by_the_names_beside_them(item: str) -> None:
    names = {"政策文件": "/zwgk/zc/", "政策解读": "/zwgk/jd/", "规划计划": "/zwgk/gh/"}
    body = "".join(item.format(name, url) for name, url in names.items())
    page = Page(
        f"<meta charset=utf-8><title>政务公开</title><h2>政务公开</h2>{body}".encode(), "http://www.qs.example/zwgk/"
    )
    assert {link.name: link.url.removeprefix("http://www.qs.example") for link in page.navigation()} == names


@pytest.mark.parametrize("words", [3, 30])
def test_a_short_page_in_one_box_is_neither_menu_nor_foot(words: int) -> None:
    text = "<p>按照要求抓好落实。</p>" * words
    link = "<div><a href='/jd/202108/t20210802_11.html'><img src='/jd.png' alt='政策解读'></a></div>"
    home = "<h1><a href='/'>清源市统计局</a></h1><p><a href='/'>首页</a>/<a href='/zc/'>政策文件</a>/<b>正文</b></p>"
    body = (
        f"<div>{home}<h2>关于印发《助学奖励办法》的通知</h2>{text}{link}<p>主办：清源市统计局 网站标识码：99</p></div>"
    )
    page = Page(
        f"<meta charset=utf-8><title>关于印发《助学奖励办法》的通知</title>{body}".encode(),
        f"{BASE}/zc/202108/t20210801_9.html",
    )
    assert [each.url for each in page.article().interpretation_links] == [f"{BASE}/jd/202108/t20210802_11.html"]
