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
