"""A page of links to columns stays one, whatever box stands beside them."""

from __future__ import annotations

import pytest

from govcrawl.extract import Page

URL = "http://www.example.gov.cn/dt.html"
COLUMNS = {f"/lm{number}/": f"{name}栏目" for number, name in enumerate("甲乙丙丁戊己庚辛壬癸子丑", 1)}
DATED = "".join(
    f"<li><a href='/x/{day}.html'>全市各地第{day}次开展义务植树活动</a> 2021-08-{day}</li>" for day in range(11, 15)
)
UNDATED = "".join(
    f"<li><a href='/x/2021/08/{day}/'>全市各地第{day}次开展义务植树活动</a></li>" for day in range(11, 15)
)


def page(box: str) -> Page:
    tree = "".join(f"<li><a href='{address}'>{name}</a></li>" for address, name in COLUMNS.items())
    body = f"""<title>导航一览-某局</title><nav><a href='/'>首页</a></nav>
    <p>您现在的位置：<a href='/'>首页</a> &gt; 导航一览</p><section><ul>{tree}</ul></section>
    <section><h4>身边的事</h4><ul>{box}</ul></section><footer>主办：某局</footer>"""
    return Page(f"<html><body>{body}</body></html>".encode(), URL)


@pytest.mark.parametrize("box", ["", DATED, UNDATED], ids=["no box", "dated", "undated"])
def test_links_to_columns_outweigh_a_box(box: str) -> None:
    assert page(box).form() == "parent"


def test_few_columns_beside_a_list_are_a_menu() -> None:
    """The list is the page's own, although it bears another name."""
    rows = "".join(
        f"<li><a href='/x/{day}.html'>全市各地第{day}次开展义务植树活动</a> 2021-08-{day}</li>" for day in range(11, 28)
    )
    assert page(rows).form() == "list"
