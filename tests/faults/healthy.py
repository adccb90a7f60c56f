"""Ten healthy sites, each with something of its own that the rules must find."""

from __future__ import annotations

from tests.faults.pages import article, html, portal
from tests.faults.server import Site, whole

_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048)


def _word(number: int) -> dict[str, bytes]:
    pages = portal(number, files='<p>附件：<a href="/files/notice.doc">申报表.doc</a></p>')
    return pages | {"/files/notice.doc": whole(_WORD, content_type="application/msword")}


def _both(number: int) -> dict[str, bytes]:
    links = '<p>附件：<a href="/files/a.doc">申报表.doc</a></p><p>附件：<a href="/files/a.pdf">申报表.pdf</a></p>'
    files = {"/files/a.doc": whole(_WORD, content_type="application/msword"),
             "/files/a.pdf": whole(_PDF, content_type="application/pdf")}  # fmt: skip
    return portal(number, files=links) | files


def _empty_column(number: int) -> dict[str, bytes]:
    pages = portal(number, [("/rsxx/", "人事信息")])
    return pages | {"/rsxx/": whole(html("人事信息", '<ul class="list"></ul>', number=number).encode())}


def _unlabelled(number: int) -> dict[str, bytes]:
    pages = portal(number)
    text = article("关于做好第1批城乡供水管网改造工作的通知", "2021-08-18", number=number)
    return pages | {"/tzgg/1.html": whole(text.replace('name="PubDate"', 'name="x"').encode())}


def _soft_404(number: int) -> dict[str, bytes]:
    error = whole(html("提示", "<p>您访问的页面不存在</p>", number=number, menu=()).encode())
    return portal(number, home_body='<a href="/old/notice.html">防汛抗旱应急预案</a>') | {"/old/notice.html": error}


def _clean(number: int) -> dict[str, bytes]:
    return portal(number)


def _stale(number: int) -> dict[str, bytes]:
    return portal(number, newest="2021-02-05")


def _dead_link(number: int) -> dict[str, bytes]:
    return portal(number, home_body='<a href="/zt/gone.html">优化营商环境专题</a>')


def _broken_file(number: int) -> dict[str, bytes]:
    pages = portal(number, files='<p>附件：<a href="/files/report.pdf">实施方案.pdf</a></p>')
    return pages | {"/files/report.pdf": whole(b"<html><body>error</body></html>", content_type="application/pdf")}


def _without_report(number: int) -> dict[str, bytes]:
    pages = portal(number)
    return pages | {
        "/": pages["/"].replace("我为政府网站找错".encode(), "联系我们的网站".encode()).replace(b"jiucuo", b"lxwomen")
    }


_KINDS = (
    _clean,
    _stale,
    _dead_link,
    _word,
    _both,
    _broken_file,
    _empty_column,
    _unlabelled,
    _soft_404,
    _without_report,
)

HEALTHY = tuple(Site(f"正常网站{number}", f"127.0.10.{number}", kind(number)) for number, kind in enumerate(_KINDS, 1))
