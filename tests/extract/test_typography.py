"""Text that editors have cut into elements which only set type, and elements that are cells of a line."""

from __future__ import annotations

from datetime import date

import pytest

from govcrawl.extract import Page

URL = "http://www.linxi-demo.example/zwgk/tzgg/content_1187.html"
WAYS = [
    "<span style='font-family:仿宋'>{}</span>", "<font face=宋体 size=3>{}</font>",
    "<b style='mso-bidi-font-weight:normal;FONT-SIZE: 16pt'>{}</b>",
    "<span style='color:#333;letter-spacing:1px'><em style='font-style:normal'>{}</em></span>",
]  # fmt: skip


def _page(line: str, head: str = "<h1>关于开展秋季森林防火检查的通知</h1>") -> Page:
    prose = "<p>各乡镇人民政府：秋季干燥，请于本月底以前完成辖区内的隐患排查，并把结果报县林业局防火办公室备案。</p>"
    return Page(f"<body><div>{head}<div>{line}</div>{prose}</div></body>".encode(), URL)


@pytest.mark.parametrize("way", WAYS)
def test_a_date_in_pieces_is_one_date(way: str) -> None:
    line = "".join(way.format(piece) for piece in ("发布时", "间：20", "21-0", "8-19"))
    assert _page(line).article().published == date(2021, 8, 19)


@pytest.mark.parametrize("way", WAYS)
def test_a_headline_in_pieces_is_one_headline(way: str) -> None:
    head = "".join(way.format(piece) for piece in ("关于开展秋季森", "林防火检查的", "通知"))
    line = "发布时间：2021-08-19 来源：县林业局"
    assert _page(line, f"<p align=center>{head}</p>").article().shown_title == "关于开展秋季森林防火检查的通知"


@pytest.mark.parametrize("cell", ["<span>{}</span>", "<i>{}</i>", "<span class=f_r>{}</span>", "<b>{}</b>"])
def test_cells_of_a_line_stay_apart(cell: str) -> None:
    line = "".join(cell.format(text) for text in ("来源：县林业局", "2021-08-19", "浏览次数：1187"))
    article = _page(line).article()
    assert (article.published, article.source) == (date(2021, 8, 19), "县林业局")


@pytest.mark.parametrize("style", ["display:none", "font-size:0", "position:absolute;left:-9999px"])
def test_what_is_out_of_sight_stays_an_element(style: str) -> None:
    foreign = f"<span style='{style}'><a href='http://bet.example.com/'>彩票</a></span>"
    assert len(_page(f"发布时间：2021-08-19 {foreign}").concealed_links()) == 1


def test_a_time_in_the_text_makes_the_line_above_no_headline() -> None:
    body = """<title>乡镇概况-临溪县人民政府</title><body><div>
        <p>临溪县现辖四个镇、三个乡，县城设有两个街道办事处，统一办理各类便民事项。</p>
        <p>时间：2021年9月15日上午9时，地点：三楼会议室。</p></div></body>"""
    assert Page(body.encode(), "http://www.linxi-demo.example/xzgk/").article().shown_title != "临溪县现辖四个镇"
    assert not (Page(body.encode(), "http://www.linxi-demo.example/xzgk/").article().shown_title or "").endswith("。")


def test_leftovers_do_not_show_on_a_page_with_little_text() -> None:
    body = """<title>公示公告</title><body><div style='display:none'><h1>旧版页面的大标题样例</h1>
        <p>发布时间：2010-03-04</p></div>
        <div>公示公告</div><script>load('/api/list')</script></body>"""
    page = Page(body.encode(), "http://www.linxi-demo.example/gsgg/")
    assert (page.article().shown_title, page.article().published) == ("公示公告", None)
