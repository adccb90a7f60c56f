"""Pages in parts are put together the second time as the first: what a frame holds neither vanishes nor is made up."""

from __future__ import annotations

from govcrawl.domain.items import ColumnItem
from tests.night.handmade import Answers, Inspected, Site, page

_TEXT = "<p>现将有关事项通知如下，请各单位结合实际认真贯彻执行，工作中遇到的问题及时报告。</p>" * 6
_MENU = '<p><a href="/zcwj/">政策文件</a> <a href="/rsxx/">人事信息</a> <a href="/zlk/">资料库</a></p>'
_MARKS = (
    '<div><a href="http://bszs.conac.cn/sitename"><img src="/i/1.png" alt="党政机关"></a> 网站标识码：3301000001'
    " 浙ICP备12345678号 浙公网安备33010002000001号</div>"
)
_NEW_ROW = '<li><a href="/zcwj/9.html">关于第9项工作安排的通知</a><span>2021-08-09</span></li>'


def _rows(column: str, month: str, first: str = "") -> str:
    rows = "".join(
        f'<li><a href="/{column}/{n}.html">关于第{n}项工作安排的通知</a><span>{month}-0{n}</span></li>'
        for n in range(1, 8)
    )
    return f"<html><body><ul>{first}{rows}</ul></body></html>"


def _framed(name: str, address: str) -> bytes:
    return page(name, f'<iframe src="{address}" width="100%" height="600"></iframe>')


_HOME = page("示例县人民政府", _MENU + _TEXT + '<iframe src="/di.html" width="100%" height="120"></iframe>')
_STAYING: dict[str, Answers] = {
    "/": _HOME,
    "/di.html": f"<html><body>{_MARKS}</body></html>".encode(),
    "/zcwj/": _framed("政策文件", "/lb/zcwj.html"),
    "/lb/zcwj.html": _rows("zcwj", "2020-01").encode(),
    "/rsxx/": _framed("人事信息", "/lb/rsxx.html"),
    "/lb/rsxx.html": b"<html><body><ul></ul></body></html>",
}
_ENTRY = '<a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=3301000001">我为政府网站找错</a>'
_PASSING: dict[str, Answers] = {
    **_STAYING,
    "/di.html": (
        f"<html><body>{_MARKS}</body></html>".encode(),
        f"<html><body>{_MARKS}{_ENTRY}</body></html>".encode(),
    ),
    "/lb/zcwj.html": (_rows("zcwj", "2020-01").encode(), _rows("zcwj", "2020-01", _NEW_ROW).encode()),
    "/lb/rsxx.html": (b"<html><body><ul></ul></body></html>", _rows("rsxx", "2021-08").encode()),
}
STAYING, PASSING = SITES = (Site("127.0.17.14", _STAYING), Site("127.0.17.15", _PASSING))


def _raised(handmade: Inspected, site: Site) -> set[tuple[str, str, str]]:
    columns = [item for item in handmade.items(site) if isinstance(item, ColumnItem)]
    assert all(column.second is not None for column in columns if column.name == "人事信息")
    return {
        (each.rule, each.url.split("/", 3)[3], each.outcome)
        for each in handmade.findings(site)
        if each.outcome in ("fail", "error") and each.rule in ("C01", "F03", "S01", "S02", "S03")
    }


def test_what_a_frame_holds_is_judged_twice(handmade: Inspected) -> None:
    """An empty frame is no content, an old list in a frame is old; only the entry is missing from the footer."""
    raised = _raised(handmade, STAYING)
    assert raised == {("S03", "", "fail"), ("F03", "zcwj/", "fail"), ("C01", "rsxx/", "fail")}


def test_a_fault_of_a_frame_that_passes_is_cleared(handmade: Inspected) -> None:
    """The frame's second answer holds what the first one lacked."""
    assert _raised(handmade, PASSING) == set()
