"""What a home page's footer carries, in the forms that government sites have."""

import pytest

from govcrawl.domain.site_identifiers import MARKS, SiteIdentifiers
from govcrawl.extract import Page

URL = "http://www.qingyuan.example/"
PLAIN = """<p>网站标识码：9901000001 岭ICP备99000001号-1
<a href="/x">岭公网安备 99010000000001号</a></p>
<img src="/i/dz.png" alt="党政机关网站标识"><a href="/jc/">我为政府网站找错</a>"""
SCRIPTS = """<p>政府网站标识码<b>bm99000001</b></p><p>岭ＩＣＰ备９９０００００１号</p>
<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=99010000000001"><img src="b.png"></a>
<script>document.write(unescape("%3Cspan id='_ideConac' %3E%3C/span%3E"))</script>
<script id="_jiucuo_" sitecode='bm99000001' src='/exposure/jiucuo.js'></script>"""

# As an editor leaves it: one number in several pieces, and Chinese as numbers.
BROKEN = """<p><span>网站标识</span><span>码：99010</span><span>00001</span>
<font>岭IC</font><font>P备990000</font><b>01号-1</b>
<span>岭公网安备 9901</span><span>0000000001号</span></p>
<img alt="党政机关网站标识"><a href="/jc/"><b>我为政府网</b>站找错</a>"""
ENTITIES = "".join(f"&#{ord(letter)};" if ord(letter) > 0x2E80 else letter for letter in PLAIN)


@pytest.mark.parametrize(
    ("footer", "codes"),
    [(PLAIN, ["9901000001"]), (SCRIPTS, ["bm99000001"]), (BROKEN, ["9901000001"]), (ENTITIES, ["9901000001"])],
)
def test_complete(footer: str, codes: list[str]) -> None:
    marks = Page(f"<html><body>{footer}</body></html>".encode(), URL).marks()
    assert (marks.complete, marks.codes, marks.rendered) == (True, codes, False)
    assert "ICP备99000001" in marks.record


def test_code_of_the_report_entry_stands_in_for_the_shown_one() -> None:
    body = b"<script id='_jiucuo_' sitecode='9901000001' src='/jiucuo.js'></script>"
    assert Page(body, URL).marks().codes == ["9901000001"]


@pytest.mark.parametrize(
    "footer",
    [
        f"<!-- {PLAIN} -->",
        "<p>标识码管理办法</p><p>电话 99010000</p><p>ICP备案指南</p><p>公网安备工作</p>",
        "",
    ],
)
def test_nothing(footer: str) -> None:
    assert Page(f"<html><body>{footer}</body></html>".encode(), URL).marks() == SiteIdentifiers()


def test_two_looks_at_one_page() -> None:
    first, second = (
        SiteIdentifiers(codes=["9901000001"]),
        SiteIdentifiers(government=True, record="岭ICP备99000001", rendered=True),
    )
    both = first.joined(second)
    assert both == SiteIdentifiers(True, ["9901000001"], "岭ICP备99000001", "", False, True)


@pytest.mark.parametrize(
    ("footer", "found"),
    [
        ("岭 ICP 备 99000001 号", "record"),
        ("网站标 识 码：9901000001", "codes"),
        ("公安机关备案号：99010002000001", "police"),
        ("公安备案编号 99010002000001", "police"),
        ("公安机关备案号：办理中 电话 0990-10002000", ""),
        ("公安机关备案号：990100020000019", ""),
    ],
)
def test_other_spellings_and_other_numbers(footer: str, found: str) -> None:
    marks = Page(f"<html><body><p>{footer}</p></body></html>".encode(), URL).marks()
    assert [name for name in ("record", "codes", "police") if getattr(marks, name)] == ([found] if found else [])


_LISTS = "<ul>" + "".join(f'<li><a href="/x/{n}.html">第{n}号通知</a> 2021-08-0{n}</li>' for n in range(1, 6)) + "</ul>"


@pytest.mark.parametrize(
    ("foot", "doubts"),
    [
        ('<p>主办：青源县</p><img src="/i/0041.png">', {"government"}),
        (
            '<p>主办：青源县</p><a href="https://e.example/j"><img src="/i/0042.png"></a>',
            {"government", "error_report"},
        ),
        ("<p>主办：青源县 9901000001</p>", {"codes"}),
        ("<p>备案：99010000000001</p>", {"police"}),
        ("<p>ICP许可：岭20001234号</p>", {"record"}),
        (
            '<a href="https://beian.miit.gov.cn/"><img src="/i/9.png" alt=""></a><p>主办单位：青源县人民政府</p>',
            {"record"},
        ),
        ('<img src="/i/foot.jpg" width="1000" height="120">', {*MARKS}),
        ('<p>主办：青源县</p><a href="/jc">有奖纠错</a>', {"error_report"}),
    ],
)
def test_what_may_be_a_mark_is_seen(foot: str, doubts: set[str]) -> None:
    marks = Page(f"<html><body>{_LISTS}<div>{foot}</div></body></html>".encode(), URL).marks()
    assert doubts <= marks.doubts.keys()
    if doubts != {*MARKS}:
        assert not (marks.doubts.keys() - doubts - {"government", "error_report"})


@pytest.mark.parametrize(
    "foot",
    [
        '<p>主办：青源县 电话：0571-12345678 4001234567 邮编 310000</p><img src="/i/1.png" alt="返回顶部">',
        '<p><img src="/i/qr.png"><br>政务微信</p><p><img src="/i/b.png" width="20">公安机关备案：办理中</p>',
        '<a href="/zt/1/"><img src="/i/t.jpg"></a><p>© 2021 青源县人民政府</p>',
        "<p>友情链接</p>" + "".join(f'<a href="http://e{n}.example/"><img src="/i/{n}.png"></a>' for n in range(6)),
        '<a href="http://www.beian.gov.cn/">公安备案申请中</a><a href="https://beian.miit.gov.cn/">备案查询</a>',
        '<p hidden>9901000001 99010000000001</p><div style="display: none"><img src="/i/m.png"></div><p>主办</p>',
        "<p>标识码正在申请，热线 12345，版权所有 青源县人民政府</p>",
    ],
)
def test_what_is_no_mark_leaves_no_doubt(foot: str) -> None:
    marks = Page(f'<html><body><img src="/top.jpg">{_LISTS}<div>{foot}</div></body></html>'.encode(), URL).marks()
    assert marks.doubts == {}
