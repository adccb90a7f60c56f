"""Tables that show several rows of a list side by side in one table row."""

from __future__ import annotations

import pytest

from govcrawl.extract import Page

_TITLES = (
    "北桥改造工程开工",
    "镇村公交线路调整",
    "夏季用电安全提示",
    "图书馆延长开放",
    "早稻收购价格公布",
    "校园食堂检查结果",
)
_DAYS = ("2021-08-18", "2021-08-12", "2021-08-05", "2021-07-29", "2021-07-16", "2021-07-02")


def _page(cells: str, columns: int, *more: str) -> Page:
    """Six entries, each written as `cells` says, so many in a table row; `more` rows before them."""
    made = "".join(more)
    for start in range(0, len(_TITLES), columns):
        entries = zip(_TITLES[start : start + columns], _DAYS[start : start + columns], strict=True)
        written = (cells.format(n=start + at, title=title, day=day) for at, (title, day) in enumerate(entries, 1))
        made += f"<tr>{''.join(written)}</tr>"
    head = "<html><head><meta charset=utf-8><title>图片新闻</title></head><body><div><a href='/'>首页</a></div>"
    return Page(f"{head}<h2>图片新闻</h2><table>{made}</table></body></html>".encode(), "http://www.a.gov.cn/tpxw/")


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ("<td><a href='/tpxw/{n}.html'><img src='/i/{n}.jpg' width=200 height=150 alt='{title}'></a><br>{day}</td>", 3),
        ("<td><a href='/tp/{n}.html'><img src='/i/{n}.jpg'></a><br><a href='/tp/{n}.html'>{title}</a> {day}</td>", 2),
        ("<td><a href='/tpxw/{n}.html'>{title}</a></td><td>{day}</td>", 2),
        ("<td>·</td><td><a href='/tpxw/{n}.html'>{title}</a></td><td>[{day}]</td>", 3),
    ],
)
def test_all_entries_of_a_grid_are_read(cells: str, columns: int) -> None:
    entries = _page(cells, columns).listing().entries
    assert [(entry.title, str(entry.published)) for entry in entries] == list(zip(_TITLES, _DAYS, strict=True))


@pytest.mark.parametrize(
    "cells",
    [
        "<td><a href='/{n}.html'>{n}</a></td><td><a href='/{n}.html'>{title}</a></td><td>{day}</td><td>2021-08-19</td>",
        "<td><a href='/tpxw/{n}.html'>{title}</a></td><td>{day}</td><td><a href='/f/{n}.pdf'>下载</a></td>",
        "<td><a href='/bm/'>[县住建局]</a></td><td><a href='/tpxw/{n}.html'>{title}</a></td><td>{day}</td>",
    ],
)
def test_a_table_row_with_several_links_stays_one_entry(cells: str) -> None:
    entries = _page(cells, 1).listing().entries
    assert [entry.title for entry in entries] == list(_TITLES)
