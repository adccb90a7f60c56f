"""Rows whose day stands beside their element, or inside another row of theirs."""

from datetime import date

import pytest

from govcrawl.extract import Page, read_listing

URL = "http://www.qingyuan.example/yw/"
DAYS = [date(2021, 8, 18), date(2021, 8, 11), date(2021, 7, 3), date(2021, 6, 30)]
TITLES = [
    "关于开展城乡环境整治工作的通知",
    "市长调研防汛减灾工作情况",
    "全市招商引资推进会召开",
    "林草部门开展护林巡查活动",
]


def _page(row: str) -> bytes:
    rows = "".join(
        row.format(number=number, title=title, day=day)
        for number, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    )
    crumb = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/yw/>要闻</a></div>"
    return f"<meta charset=utf-8><title>要闻-清源市人民政府</title><body>{crumb}<div>{rows}</div>".encode()


@pytest.mark.parametrize(
    "row",
    [
        "<h4><a href=/yw/a{number}.html>{title}</a></h4><p>{day}</p>",
        "<p>{day}</p><h4><a href=/yw/a{number}.html>{title}</a></h4>",
        "<h4><a href=/yw/a{number}.html>{title}</a></h4><p>会议强调要落实责任。</p><p>{day}</p>",
        "<p class=row><div><a href=/yw/a{number}.html>{title}</a></div><span>{day}</span></p>",
        "<p><a href=/yw/a{number}.html>{title}</a></p><p>会议强调要落实责任。发布时间：{day}</p>",
    ],
)
def test_a_date_beside_the_element_of_a_headline_is_that_of_its_row(row: str) -> None:
    entries = read_listing(_page(row), URL).entries
    assert [(entry.title, entry.published) for entry in entries] == list(zip(TITLES, DAYS, strict=True))


def test_days_of_rows_inside_a_row_are_not_its_own() -> None:
    inner = "<h3>相关解读</h3><ul><li><a href=/jd/b{number}.html>《{title}》解读</a><i>2020-01-02</i></li></ul>"
    entries = read_listing(
        _page("<li><a href=/yw/a{number}.html>{title}</a>" + inner + "<i>{day}</i></li>"), URL
    ).entries
    assert [entry.published for entry in entries if "/yw/" in entry.url] == DAYS


def test_rows_that_a_script_writes_leave_a_page_unread() -> None:
    written = "<li><a href=/yw/a.html>关于开展城乡环境整治工作的通知</a><i>2021-08-18</i></li>"
    page = Page(_page("").replace(b"<div></div>", f"<script>document.write('{written}')</script>".encode()), URL)
    assert page.form() == "shell"
    assert Page(_page(""), URL).form() == "empty"


def test_a_list_without_dates_goes_on_in_none_with_dates() -> None:
    box = "".join(f"<a href=/view.asp?id=80{n}>关于开展第{n}次专项行动的通知</a><br>" for n in range(5))
    rows = "".join(
        f"·<a href=/view.asp?id=90{n}>{title}</a> ({day})<br>"
        for n, (title, day) in enumerate(zip(TITLES[:2], DAYS[:2], strict=True))
    )
    body = f"<table><tr><td>{box}</td><td>→ <a href=/>首页</a> → <a href=/yw/>要闻</a><hr>{rows}</td></tr></table>"
    entries = read_listing(f"<meta charset=utf-8><title>要闻</title>{body}".encode(), URL).entries
    assert [(entry.title, entry.published) for entry in entries] == list(zip(TITLES[:2], DAYS[:2], strict=True))
