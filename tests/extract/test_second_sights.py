"""What contradicts an empty answer, and a home page without a search: things that nothing calls by their names."""

import pytest

from govcrawl.extract import Page
from govcrawl.extract.inventory import sights, take_inventory
from govcrawl.extract.sights import template_of
from pipelines.absence import answer_seen

URL = "http://www.qingyuan.example/"
_HEAD = '<div><img src="/i/banner.jpg" width="1000" height="90"><a href="/">首页</a><a href="/q/">问答</a></div>'
_ASKED = (
    "<h2>如何办理居住证</h2><p>提问时间：2021-08-01</p><p>我从外地来工作，想问居住证如何办理？</p><p>答复内容：</p>"
)
_HOME = Page(f"<html><body>{_HEAD}</body></html>".encode(), URL)


def _seen(answer: str) -> str:
    page = Page(f"<html><body>{_HEAD}<div>{_ASKED}{answer}</div></body></html>".encode(), f"{URL}q/7.html")
    assert page.question().reply == ""
    return answer_seen(take_inventory(page, template_of([sights(_HOME)]), names=["如何办理居住证"]))


@pytest.mark.parametrize(
    ("answer", "seen"),
    [
        ('<p><img src="/up/7.jpg" width="600" height="900"></p>', "图片1张"),
        ('<video src="/up/7.mp4"></video>', "音视频或图表1个"),
        ('<iframe src="/reply/7.html" width="600" height="400"></iframe>', "嵌入页面1个"),
    ],
)
def test_what_may_be_an_answer(answer: str, seen: str) -> None:
    assert _seen(answer) == seen


@pytest.mark.parametrize(
    "answer",
    ["", '<p><img src="/i/dot.gif" width="8"></p>', "<p>&nbsp;</p>", '<div hidden><img src="/up/7.jpg"></div>'],
)
def test_an_empty_answer_stays_empty(answer: str) -> None:
    assert _seen(answer) == ""


@pytest.mark.parametrize(
    ("form", "count"),
    [
        ('<input type="text" id="x1"><img src="/i/go.png">', 1),
        ('<form action="/f"><input id="x1"><button>GO</button></form>', 1),
        ('<form action="/in"><input type="text" name="u"><input type="password" name="p"></form>', 0),
        ('<input type="hidden" name="t"><input type="text" style="display: none" id="a">', 0),
        ('<select id="links"><option>友情链接</option></select>', 0),
    ],
)
def test_fields_that_may_be_a_search(form: str, count: int) -> None:
    page = Page(f"<html><body>{form}</body></html>".encode(), URL)
    assert (page.search_box(), page.unknown_fields()) == (None, count)
