"""Pages that lead on to sub-columns."""

import pytest

from govcrawl.extract import Page, SiteModel

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


def test_tiles_of_a_folder_are_its_own_though_its_pages_repeat_them() -> None:
    names = {"zcwj": "政策文件", "ghjh": "规划计划", "rsxx": "人事信息", "jyta": "建议提案办理", "sfcx": "示范创建"}
    tiles = "".join(f"<a href=/zwgk/{slug}/><span></span><em>{name}</em></a>" for slug, name in names.items())
    model = SiteModel()
    read: dict[str, bytes] = {}
    for slug, name in {"": "政务公开", **names}.items():
        crumb = f"<div>当前位置：<a href=/>首页</a> &gt; {name}</div>"
        text = f"<p>{name}由办公室负责更新，每季度至少一次，具体内容见第{len(read)}号文件。</p>" if slug else ""
        read[slug] = pages.html(f"{crumb}<div>{tiles}</div>{text}", f"{name}-清源县")
        model.learn(Page(read[slug], f"http://www.qingyuan.example/zwgk/{slug}{'/' * bool(slug)}"))
    hub = Page(read[""], "http://www.qingyuan.example/zwgk/", site=model)
    assert hub.form() == "parent"
    assert Page(read["zcwj"], "http://www.qingyuan.example/zwgk/zcwj/", site=model).form() == "single"
