"""Pages that lead on to sub-columns."""

import pytest

from govcrawl.extract import Page

from . import pages

URL = "http://www.qingyuan.example/list.asp?lm=3"
NAMES = ["建议提案办理", "重点领域信息公开", "办公环境", "政务新媒体", "规章制度", "示范创建"]


@pytest.mark.parametrize(
    "tiles",
    [
        "<ul>" + "".join(f"<li><a href=/list.asp?lm=3{n}>{name}</a></li>" for n, name in enumerate(NAMES)) + "</ul>",
        "<table>"
        + "".join(
            "<tr>"
            + "".join(
                f"<td><a href=/list.asp?lm=3{n}><img src=/b{n}.jpg alt={NAMES[n]}></a></td>" for n in (row, row + 1)
            )
            + "</tr>"
            for row in (0, 2, 4)
        )
        + "</table>",
        "".join(f"<p align=center><a href=/list.asp?lm=3{n}><b>{name}</b></a></p>" for n, name in enumerate(NAMES)),
    ],
    ids=["items", "pictures in a table", "paragraphs"],
)
def test_all_tiles_of_a_hub_are_ways_to_columns_whatever_they_are_called(tiles: str) -> None:
    body = f"<div>当前位置：<a href='/'>首页</a> &gt; 政务公开</div><h2>政务公开</h2>{tiles}"
    page = Page(pages.html(body, "政务公开-清源县水务局"), URL)
    assert page.form() == "parent"
    assert [link.name for link in page.navigation() if "lm=3" in link.url and link.url != URL] == NAMES


def test_rows_of_a_list_are_no_ways_to_columns() -> None:
    rows = "".join(f"<li><a href=/view.asp?id={n}>{name}</a><i>2021-08-1{n}</i></li>" for n, name in enumerate(NAMES))
    page = Page(pages.html(f"<h2>政务公开</h2><ul>{rows}</ul>", "政务公开-清源县水务局"), URL)
    assert page.form() == "list"
    assert not [link for link in page.navigation() if "view.asp" in link.url]


def test_blocks_of_rows_in_one_cell_each_under_the_name_of_a_column() -> None:
    rows = "<a href=/v.asp?id={0}{1}>{2}第{1}号文件的全文</a> 2021-08-1{1}<br>"
    blocks = "".join(
        f"<table><tr><td>{name}</td><td align=right><a href=/list.asp?lm=3{n}>更多&gt;&gt;</a></td></tr>"
        f"<tr><td colspan=2>{''.join(rows.format(n, day, name) for day in (9, 7, 2))}</td></tr></table>"
        for n, name in enumerate(NAMES[:3])
    )
    page = Page(pages.html(blocks, "政务公开-清源县水务局"), URL)
    assert (page.form(), page.reading().is_undecided) == ("parent", False)
