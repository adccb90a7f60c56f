"""No input raises, and none takes long because of its shape."""

import pytest

from govcrawl.extract import Page, read_article, read_listing

URL = "http://www.qingyuan.example/a/b.html"

HOSTILE = {
    "empty": b"",
    "nul": b"\0" * 1000,
    "bytes": bytes(range(256)) * 40,
    "cut utf-8": "<p>中文".encode()[:-1],
    "odd utf-16": b"\xff\xfe<\0p\0>\0a",
    "100,000 links": b"<ul>"
    + b"".join(b'<li><a href="/a%d.html">a title of some length</a></li>' % i for i in range(100_000))
    + b"</ul>",
    "50,000 levels": b"<div>" * 50_000 + b'<a href="/x">x</a>' + b"</div>" * 50_000,
    "links at every level": b"".join(b'<div><a href="/x%d">some name</a>' % i for i in range(20_000)),
    "dates only": b"<p>" + b"2021-08-20 " * 100_000,
    "open records": b"<record><![CDATA[" * 20_000,
    "open comments": b"<!--" * 50_000 + b"{{",
    "json brackets": b"[" * 100_000,
    "json scalars": b'[1, null, {"title": 5, "date": {}}]',
    "placeholders": b"{{" * 100_000,
    "open tags": b"<" * 100_000,
    "metas": b"<meta name=a " * 50_000,
    "bad addresses": b'<a href="http://[::1">x</a><a href="//">y</a><a href="http://a.example:99999999/">z</a>',
    "bad charset": b'<meta charset="no-such-thing">\xb2\xe2',
    "bad dates": "发布时间：2021-99-99 25:61 发布时间：0000-00-00".encode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_never_raises(name: str) -> None:
    body = HOSTILE[name]
    page = Page(body, URL)
    page.links()
    page.navigation()
    page.breadcrumb()
    page.dated_links()
    page.frames()
    page.refresh()
    page.empty_statement()
    page.needs_script()
    page.cms()
    assert page.form() in ("article", "list", "single", "parent", "empty", "shell")
    assert page.article() == read_article(body, URL)
    assert page.listing() == read_listing(body, URL)


@pytest.mark.parametrize("url", ["", "not a url", "http://[::1", "javascript:void(0)"])
def test_any_address(url: str) -> None:
    assert Page(b'<a href="x.html">name</a>', url).article().title == ""
