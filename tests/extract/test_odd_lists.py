"""Lists as pages of many years wrote them: rows beside their dates, dates within titles, rows side by side."""

from collections.abc import Callable
from datetime import date

import pytest

from govcrawl.extract import Page

from . import pages

URL = "http://www.qingyuan.example/tzgg/"
ROWS = [
    ("关于2021年防汛值班安排的通知", "2021-08-16"),
    ("清源县水务局关于城区停水的公告", "2021-08-02"),
    ("关于开展河道采砂专项整治的通告", "2021-07-21"),
    ("2021年水土保持补偿费征收标准公示", "2021-07-05"),
    ("关于拟表彰先进集体的公示", "2021-06-11"),
]
SUMMARY = "为贯彻落实上级部署，现将有关事项通知如下，请遵照执行。"
Row = Callable[[int, str, str], str]


def _listed(row: Row, around: str = "{}", url: str = URL) -> tuple[str, list[tuple[str, str | None]]]:
    """What a list of `row` around ROWS is read as."""
    rows = "".join(row(number, title, day) for number, (title, day) in enumerate(ROWS))
    crumb = "<div>当前位置：<a href='/'>首页</a> &gt; 通知公告</div>"
    page = Page(pages.html(crumb + around.format(rows), "通知公告-清源县水务局"), url)
    found = [
        (entry.title, entry.published.isoformat() if entry.published else None) for entry in page.listing().entries
    ]
    assert not page.reading().is_undecided
    return page.form(), found


SHAPES: dict[str, tuple[Row, str]] = {
    "date before the term": (
        lambda n, title, day: f"<dt>{day}</dt><dd><a href=/c/{n}.html>{title}</a></dd>",
        "<dl>{}</dl>",
    ),
    "date in the next row": (
        lambda n, title, day: (
            f"<tr><td><a href=/c/{n}.html>{title}</a></td></tr><tr><td>发布时间：{day}　浏览：3{n}</td></tr>"
        ),
        "<table>{}</table>",
    ),
    "date at the end of the title": (
        lambda n, title, day: f"<li><a href=/c/{n}.html>{title}（{day}）</a></li>",
        "<ul>{}</ul>",
    ),
    "date before the title": (
        lambda n, title, day: f"<p><a href=/c/{n}.html>[{day.replace('-', '.')}] {title}</a></p>",
        "<div>{}</div>",
    ),
    "several rows in a cell": (
        lambda n, title, day: f"·<a href=/c/{n}.html>{title}</a> <i>{day}</i><br>",
        "<table><tr><td>通知公告</td></tr><tr><td>{}</td></tr></table>",
    ),
    "headline, picture, details": (
        lambda n, title, day: (
            f"<div><a href=/c/{n}.html><img src=/p/{n}.jpg></a><div><h4><a href=/c/{n}.html>{title}</a>"
            f"</h4><p>{SUMMARY}[<a href=/c/{n}.html>详细</a>]</p><p>时间：{day} 阅读：3{n}</p></div></div>"
        ),
        "<div>{}</div>",
    ),
    "a longer link of the same words in each row": (
        lambda n, title, day: (
            f"<div><h2><a href=/archives/{n + 900}>{title}</a></h2><p>{day}</p><p>{SUMMARY}"
            f"<a href=/archives/{n + 900}>Continue reading the whole of this article</a></p></div>"
        ),
        "<main>{}</main>",
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_dated_rows(shape: str) -> None:
    assert _listed(*SHAPES[shape]) == ("list", [*ROWS])


def test_two_rows_side_by_side_in_each_row_of_a_table() -> None:
    cells = [f"<td><a href=/c/{n}.html>{title}</a></td><td>{day}</td>" for n, (title, day) in enumerate(ROWS[:4])]
    table = f"<table><tr>{cells[0]}{cells[1]}</tr><tr>{cells[2]}{cells[3]}</tr></table>"
    form, found = _listed(lambda *_: "", table)
    assert (form, found) == ("list", ROWS[:4])


def test_a_title_that_ends_with_the_day_it_tells_of_is_no_habit_of_its_list() -> None:
    days = ["清源县空气质量监测情况日报（2021年8月18日）", "关于停水的公告", "关于复水的公告", "关于抢修的公告"]
    rows = "".join(f"<li><a href=/c/{n}.html>{title}</a></li>" for n, title in enumerate(days))
    entries = Page(pages.html(f"<ul>{rows}</ul>"), URL).listing().entries
    assert [(entry.title, entry.published) for entry in entries] == [(title, None) for title in days]


def test_days_are_not_cut_from_titles_that_nothing_else_tells_apart() -> None:
    days = [f"空气质量日报（2021年8月1{n}日）" for n in (8, 7, 6, 5)]
    rows = "".join(f"<li><a href=/c/{n}.html>{title}</a></li>" for n, title in enumerate(days))
    entries = Page(pages.html(f"<ul>{rows}</ul>"), URL).listing().entries
    assert [entry.title for entry in entries] == days
    assert [entry.published for entry in entries] == [date(2021, 8, day) for day in (18, 17, 16, 15)]


@pytest.mark.parametrize(
    "row",
    [
        lambda n, title, _: f"<a href=/c/{n}.html><div></div><div><h5>{title}</h5><p>{SUMMARY}</p></div></a>",
        lambda n, title, _: (
            f"<div><h2><a href=/archives/{n + 100}>{title}</a></h2><p>{SUMMARY}"
            f"<a href=/archives/{n + 100}>阅读全文</a></p><footer>作者：办公室</footer></div>"
        ),
        lambda n, title, _: (
            f"<li><a href=/tzgg/{n}.html><img src=/i/d.gif></a>[<b><a href=/tzgg/>通知公告</a></b>] "
            f"<a href=/tzgg/{n}.html>{title}</a><p>{SUMMARY}{SUMMARY}</p></li>"
        ),
    ],
    ids=["a link as a whole", "posts", "its column in every row"],
)
def test_undated_headlines_with_summaries_are_a_list(row: Row) -> None:
    assert _listed(row) == ("list", [(title, None) for title, _ in ROWS])


def test_a_table_for_each_document_is_a_row() -> None:
    form, found = _listed(
        lambda n, title, day: (
            f"<table border=1><tr><td>索引号</td><td>0138/{n}</td><td>发布日期</td><td>{day}</td></tr>"
            f"<tr><td>名称</td><td colspan=3><a href=/c/{n}.html>{title}</a></td></tr></table>"
        )
    )
    assert (form, found) == ("list", [*ROWS])


def test_the_way_up_is_no_heading_and_words_of_feet_make_no_foot_of_dated_rows() -> None:
    rows = "".join(
        f"<li><i>11-1{n}</i><a href=/bszn/178{n}>{name}</a></li>"
        for n, name in enumerate(["食品经营备案办事指南", "备案指南"])
    )
    body = f"<h2>办事指南</h2><div><a href=/bsfw/>办事服务</a> ‹ </div><h4>2019年</h4><ul>{rows}</ul>"
    page = Page(pages.html(body, "办事指南-清源县水务局"), "http://www.qingyuan.example/bszn/")
    assert (page.form(), len(page.listing().entries)) == ("list", 2)
    assert page.reading().confidence > 0.9


def test_the_marks_of_a_foot_are_no_list_under_the_name_of_the_page() -> None:
    marks = "".join(
        f"<a href={url}><img src=/m{n}.png></a>　"
        for n, url in enumerate(
            [
                "http://bszs.conac.cn/sitename?id=1",
                "https://zfwzgl.www.gov.cn/exposure/jiucuo.html",
                "https://weibo.com/u/1",
            ]
        )
    )
    foot = f"<p>{marks}</p><p>清源县水务局 <a href=https://beian.miit.gov.cn/>陇ICP备12345678号</a></p>"
    body = (
        f"<p><b>办公环境</b></p><a href=/p/1b.jpg><img src=/p/1.jpg></a><a href=/p/2b.jpg><img src=/p/2.jpg></a>{foot}"
    )
    page = Page(
        f"<title>办公环境-清源县水务局</title><body>{body}</body>".encode(), "http://www.qingyuan.example/bghj.html"
    )
    assert page.form() == "single"


def test_a_single_row_whose_counts_stand_in_its_title_too_is_no_fact() -> None:
    row = (
        "<li>[<b><a href=/ly12/>扶贫</a></b>] <a href=/ly12/2021/0727/8963.html>2021年农贸市场改造资金安排</a>"
        f"<span>日期：2021-07-27 点击：107 好评：1</span><p>{SUMMARY}{SUMMARY}</p></li>"
    )
    page = Page(pages.html(f"<ul>{row}</ul>", "扶贫-清源县"), "http://www.qingyuan.example/ly12/")
    assert (page.form(), len(page.listing().entries)) == ("list", 1)


@pytest.mark.parametrize("box", ["", "<aside><h4>焦点</h4><ul>{}</ul></aside>"])
@pytest.mark.parametrize("terms", [False, True])
def test_two_undated_rows_are_a_list_beside_a_fresh_box_and_as_terms(terms: bool, box: str) -> None:
    rows = [f"<a href=./content/post_2003{n}.html>{title}</a>" for n, (title, _) in enumerate(ROWS[:2])]
    own = "".join(f"<dd>{row}</dd>" if terms else f"<li>{row}</li>" for row in rows)
    fresh = "".join(
        f"<li><a href=/jd/202108/t2021081{n}_1.html>乡镇护林之{n}</a><i>2021-8-1{n}</i></li>" for n in (9, 8, 7, 6)
    )
    crumb = "<div>位置：<a href='/'>首页</a> &gt; <a href=/xwdt/>新闻</a> &gt; <a href=/xwdt/bmdt/>部门动态</a></div>"
    listed = f"<dl>{own}</dl>" if terms else f"<ul>{own}</ul>"
    body = f"{crumb}<div>{listed}</div>{box.format(fresh)}"
    page = Page(pages.html(body, "部门动态-清源县"), "http://www.qingyuan.example/xwdt/bmdt/index_2.html")
    assert (page.form(), [entry.title for entry in page.listing().entries]) == (
        "list",
        [title for title, _ in ROWS[:2]],
    )


def test_the_only_row_below_the_name_of_its_column() -> None:
    row = "<p>·<a href=/jsgl/202106/t20210607_1.html>野生动物救助公共资源交易结果</a>&nbsp;<i>2021年06月07日</i></p>"
    menu = "<div><a href=/>首页</a> <a href=/gzjy/>公共资源交易</a> <a href=/zwgk/>政务公开</a></div>"
    body = f"{menu}<div><h1>公共资源交易</h1>{row}</div>"
    page = Page(f"<title>公共资源交易</title>{body}".encode(), "http://www.qingyuan.example/gzjy/")
    assert (page.form(), len(page.listing().entries)) == ("list", 1)


def test_the_only_letter_of_the_last_page_is_a_row() -> None:
    row = (
        "<dl><dt>问：<a href=/xin/2101036094.html>请问防汛物资何时办理</a> <i>2021年1月3日</i></dt><dd>办理中</dd></dl>"
    )
    crumb = "<div><a href=/hdjl.html>公众参与</a><img src=/i/arrow.png><a href=/xinjian.html>来信选登</a></div>"
    label = "<meta name=ColumnName content=来信选登>"
    html = (
        f"{label}<title>清源县水务局 来信选登</title>{crumb}<div>{row}</div><p><a href=/xinjian.html>上一页</a> 2/2</p>"
    )
    page = Page(html.encode(), "http://www.qingyuan.example/xinjian-p2.html")
    assert (page.form(), [entry.title for entry in page.listing().entries]) == ("list", ["请问防汛物资何时办理"])
