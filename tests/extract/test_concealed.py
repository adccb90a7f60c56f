"""Links that a page holds but no reader sees, in the ways in which intruders write them."""

import pytest

from govcrawl.extract import Page
from tests.extract import pages

SPAM = '<a href="http://www.kx9981.example/">某某在线</a>'
URL = "http://www.qingyuan.example/zwgk/tzgg/1.html"


def ways(content: str, head: str = "") -> list[tuple[str, ...]]:
    body = pages.article("发布时间：2021-08-21", pages.PROSE + content, head)
    return [link.ways for link in Page(body, URL).concealed_links()]


@pytest.mark.parametrize(
    ("content", "way"),
    [
        (f'<p style="text-indent:-9999em">{SPAM}</p>', "移出屏幕"),
        (f'<section style="POSITION: fixed; TOP: -2000px">{SPAM}</section>', "移出屏幕"),
        (f'<span style="transform:translateX(-99999px)"><b>{SPAM}</b></span>', "移出屏幕"),
        (f'<ul style="width:1px;height:1px;overflow:hidden"><li>{SPAM}</li></ul>', "尺寸为零"),
        (f'<marquee height="1" width="3">{SPAM}</marquee>', "尺寸为零"),
        (f'<div style="font-size:0">{SPAM}</div>', "字号过小"),
        (f'<div style="opacity: 0">{SPAM}</div>', "完全透明"),
        (f"<div hidden>{SPAM}</div>", "不显示"),
        (f'<div style="visibility:hidden">{SPAM}</div>', "不显示"),
        (f'<div id="q7">{SPAM}</div><script>document.getElementById("q7").style.display="none"</script>', "不显示"),
    ],
)
def test_ways_of_hiding(content: str, way: str) -> None:
    assert ways(content) == [(way, "在正文中")]


def test_the_page_has_the_rule_in_its_own_style_sheet() -> None:
    sheet = (
        "<style>@media print { .k { display: none } } /* x */ .zz9 a, #k2 { position:absolute; left:-3000px }</style>"
    )
    assert ways(f'<div class="zz9">{SPAM}</div>', sheet) == [("移出屏幕", "在正文中")]
    assert ways(f'<div class="k">{SPAM}</div>', sheet) == []


@pytest.mark.parametrize(
    "content",
    [
        f"<p>{SPAM}</p>",
        f'<p style="margin-left:-12px;height:0.5em">{SPAM}</p>',
        f'<p style="font-size:0.9em;opacity:0.8">{SPAM}</p>',
        f'<p style="background:#036;color:#fff">{SPAM}</p>',
        f'<p>{SPAM}</p><div style="display:none">{SPAM}</div>',
        '<div style="display:none"><a href="/zwgk/">本站</a><a href="http://zwfw.qingyuan.example/">本站的分站</a></div>',
    ],
)
def test_what_readers_see_or_what_is_the_sites_own(content: str) -> None:
    assert ways(content) == []
