"""Fuzzed alone, where whole pages hide it: heads of answers, types, refreshes, pagers, texts of links, YAML."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml
from scrapy.http import Headers, HtmlResponse, Request
from scrapy.http.cookies import CookieJar
from twisted.internet.error import ConnectionDone
from twisted.internet.testing import StringTransport
from twisted.python.failure import Failure
from twisted.web._newclient import Request as WireRequest
from twisted.web.http_headers import Headers as WireHeaders

from govcrawl.domain.errors import RubricError
from govcrawl.domain.numbers import LONGEST_BODY, http_status, whole_number
from govcrawl.domain.yaml_files import parse_yaml
from govcrawl.extract import Page
from govcrawl.extract.decode import decode_page
from govcrawl.extract.embedded import extension_by_answer
from govcrawl.extract.redirects import redirects
from govcrawl.net.heads import MAX_HEAD, BoundedFactory
from govcrawl.rubric.reader import DEFAULT, parse_rubric
from tests.fuzz import checks

_URL = "http://www.qinghe-demo.gov.cn/zwgk/tzgg/index.html"
_PAGE = "<html><head><title>通知公告-青禾县政府</title>{}</head><body><div class='main'>{}</div></body></html>"
_ROWS = "".join(
    f"<li><a href='/zwgk/tzgg/{n}.html'>关于第{n}批项目的通知</a><span>2021-08-1{n}</span></li>" for n in range(9)
)
_HEADS = """
Content-Length: 2
Transfer-Encoding: chunked
Location: /a?b=c#d
Set-Cookie: a=b; Path=/; Max-Age=5
Set-Cookie: a=b; expires=Wed, 04-Aug-2021 23:30:00 GMT; domain=.a.test
Content-Type: text/html; charset=gbk
Content-Disposition: attachment; filename="a.pdf"
Content-Disposition: attachment; filename*=UTF-8''a.doc
X-A: b
	c
Content-Encoding: gzip
Connection: close
"""
_TEXTS = "解读：关于示例的通知|更多>>|搜索|〔2021〕5号|2021-08-20|政策原文|附件1：申报表.doc|首页|网站地图|微信公众号"
_PART = b"\x00\n"  # between the parts of an input that has several


def _parts(data: bytes, number: int) -> list[str]:
    texts = [part.decode("utf-8", "replace") for part in data.split(_PART, number - 1)]
    return texts + [""] * (number - len(texts))


def head(data: bytes) -> None:
    """An answer as it comes over the wire, to the protocol of the downloader, and what reads the fields of its head."""
    twisted: Any = SimpleNamespace(
        factory=BoundedFactory, transport=StringTransport, asked=WireRequest, failure=Failure
    )
    protocol = twisted.factory(lambda _: None, {}).buildProtocol(None)
    got: list[Any] = []
    protocol.makeConnection(twisted.transport())
    wanted = protocol.request(twisted.asked(b"GET", b"/", WireHeaders({b"host": [b"a.test"]}), None, persistent=False))
    wanted.addCallbacks(got.append, lambda fault: None)
    protocol.dataReceived(data)
    if not got:
        protocol.connectionLost(twisted.failure(ConnectionDone()))
        return
    answer = got[0]
    checks.hold(http_status(answer.code) == answer.code, "status", answer.code)
    fields = list(answer.headers.getAllRawHeaders())
    checks.hold(sum(len(value) for _, values in fields for value in values) <= MAX_HEAD, "head", len(fields))
    _read_fields(Headers(fields))


def _read_fields(headers: Headers) -> None:
    asked = Request(_URL)
    response = HtmlResponse(_URL, headers=headers, body=b"x")
    CookieJar().extract_cookies(response, asked)
    length = whole_number(headers.get("Content-Length"), LONGEST_BODY)
    checks.hold(length is None or 0 <= length <= LONGEST_BODY, "length", length)
    kind, disposition = (
        (headers.get(name) or b"").decode("latin-1") for name in ("Content-Type", "Content-Disposition")
    )
    extension = extension_by_answer(disposition, kind, b"%PDF-1.4")
    checks.hold(extension == "" or extension.isalnum(), "extension", extension)
    response.urljoin((headers.get("Location") or b"").decode("latin-1"))


def content_type(data: bytes) -> None:
    """Content-Type, and behind a line with NUL the body."""
    kind, _, body = data.partition(_PART)
    text, used = decode_page(body or "通知公告".encode("gb18030") * 20, kind.decode("latin-1"))
    checks.check_text(text.encode("utf-8", "replace").decode(), "text")
    "".encode(used)
    extension = extension_by_answer("", kind.decode("latin-1"), body)
    checks.hold(extension == "" or extension.isalnum(), "extension", extension)


def refresh(data: bytes) -> None:
    """The content of a refresh, a script that may send readers on, attributes of a page's body."""
    told, script, attributes = _parts(data, 3)
    marked = (
        f"<html><head><meta http-equiv='refresh' content='{told}'></head><body {attributes}><script>{script}</script>"
    )
    for each in redirects(marked, _URL):
        checks.hold(checks.is_address(each.url), "redirect", each)
    shown = Page(marked.encode("utf-8", "replace"), _URL).refresh()
    checks.hold(shown is None or checks.is_address(shown), "refresh", shown)


def pager(data: bytes) -> None:
    """What stands below a list, and a script of the page."""
    below, script = _parts(data, 2)
    page = _PAGE.format(f"<script>{script}</script>", f"<ul>{_ROWS}</ul><div class='page'>{below}</div>")
    shown = Page(page.encode("utf-8", "replace"), _URL)
    checks.check_listing(shown.listing())
    checks.hold(len(shown.listing().next_pages) < 20_000, "pages", len(shown.listing().next_pages))


def link_texts(data: bytes) -> None:
    """One text as a link of a list, of a menu, of a breadcrumb, of a heading, of an attachment and of a title."""
    text = data.decode("utf-8", "replace")
    body = (
        f"<div class='nav'><ul><li><a href='/'>首页</a></li><li><a href='/a/'>{text}</a></li></ul></div>"
        f"<p>当前位置：<a href='/'>首页</a> &gt; <a href='/b/'>{text}</a></p><h2><a href='/c/'>{text}</a></h2>"
        f"<ul>{_ROWS}<li><a href='/zwgk/tzgg/x.html' title='{text[:2000]}'>{text}</a><span>2021-08-02</span></li></ul>"
        f"<p>附件：<a href='/d.doc'>{text}</a><a href='https://weibo.com/u/1'>{text}</a></p>"
    )
    page = Page(_PAGE.format("", body).encode("utf-8", "replace"), _URL)
    checks.check_page(page)
    checks.check_listing(page.listing())
    checks.check_article(page.article())


def yaml_text(data: bytes) -> None:
    """A rubric; whatever else people write in YAML is read by the same reader."""
    text = data.decode("utf-8", "replace")
    with contextlib.suppress(yaml.YAMLError, UnicodeError):
        parse_yaml(text)
    try:
        parse_rubric(text, "指标.yaml")
    except RubricError as fault:
        checks.check_refusal(fault)


def heads_seeds(_: Path) -> Iterator[bytes]:
    fields = _HEADS.strip().replace("\n\t", "\r\n\t").encode().split(b"\n")
    for field in fields:
        yield b"HTTP/1.1 200 OK\r\n" + field + b"\r\n\r\nok"
    yield b"HTTP/1.1 302 Found\r\n" + b"\r\n".join(fields) + b"\r\n\r\n2\r\nok\r\n0\r\n\r\n"
    yield b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 404 \r\nContent-Length: 0\r\n\r\n"


def type_seeds(_: Path) -> Iterator[bytes]:
    body = "通知公告".encode("gb18030")
    for name in (
        "gb2312",
        '"GBK"',
        " 'utf-8'",
        "big5",
        "iso-2022-jp",
        "utf-7",
        "idna",
        "punycode",
        "shift_jis",
        "utf-16",
    ):
        yield f"text/html; charset={name}".encode() + _PART + body
    yield b"application/pdf" + _PART + b"%PDF-1.4"
    yield b"text/html" + _PART + b"<meta charset=gbk>" + body


def refresh_seeds(_: Path) -> Iterator[bytes]:
    for told in ("0; url=/a/", "5,URL='/a/'", " 0;  /a/b.html", "1.5 url = http://a.test/"):
        for script in (
            "location.href='/a/';",
            "if(a){location.replace('/m/')}",
            "var a='/x/';window.location=a+'y.html'",
        ):
            yield _PART.join((told.encode(), script.encode(), b"onload=\"location='/b/'\""))


def pager_seeds(_: Path) -> Iterator[bytes]:
    links = "".join(f"<a href='index_{n}.html'>{n}</a>" for n in range(1, 6))
    jump = "function jump(p){window.location.href='list.aspx?p='+p+'&c=1'}"
    for below, script in (
        (f"{links}<a href='index_2.html'>下一页</a>共120条 第1/12页", ""),
        ("<script>createPageHTML(12,0,'index','html')</script>", ""),
        ("<a href='javascript:go(2)'>2</a><a href='javascript:go(3)'>3</a>", "function go(n){location='?page='+n}"),
        ("<select><option value='index_2.html'>2</option></select>", "var countPage = 12, currentPage = 0;"),
        ("<a onclick=\"jump('2')\">下一页</a>", jump),
        ("<a href='?page=2'>更早</a>", "totalRecords=120; pageSize=10;"),
    ):
        yield below.encode() + _PART + script.encode()


def text_seeds(_: Path) -> Iterator[bytes]:
    yield from (text.encode() for text in _TEXTS.split("|"))
    yield _TEXTS.encode()


def yaml_seeds(_: Path) -> Iterator[bytes]:
    yield DEFAULT.read_bytes()[:20_000]
    yield b"a: &x [1, 2]\nb: *x\nc: {d: 2021-08-20, e: !!str 5}\n? f\n: |\n  g\n"
    yield b"- 1\n- 0x1F\n- 1e5\n- 190:20:30\n- 2021-08-20T10:00:00Z\n- ~\n- '\\x00'\n- \"\\u5e02\"\n"


EDGES = {
    "heads": (head, heads_seeds), "content-type": (content_type, type_seeds), "refresh": (refresh, refresh_seeds),
    "pagers": (pager, pager_seeds), "link-texts": (link_texts, text_seeds), "yaml": (yaml_text, yaml_seeds),
}  # fmt: skip
