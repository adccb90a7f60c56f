"""Archived pages in the reviewer's browser: they run nothing, load nothing and lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from govcrawl.apps.desk.archived_page import harmless
from govcrawl.apps.desk.desk import Desk
from govcrawl.apps.desk.headers import ARCHIVED_POLICY
from govcrawl.apps.desk.users import User
from tests.desk.desk import ROUND, Trap, make_round, served
from tests.exports.night import FAULTY

# What a page might try; T is the trap's host. Each would connect in a browser that lets it.
LOADS = """
<script>fetch('http://T/script');document.title='ran';parent.postMessage('ran','*')</script>
<script src="http://T/script.js"></script>
<img src="http://T/image.png" srcset="http://T/2x.png 2x" onerror="fetch('http://T/onerror')">
<video poster="http://T/poster" autoplay><source src="http://T/video"></video>
<audio src="http://T/audio" autoplay></audio>
<style>@import url(http://T/import.css);body{background:url(http://T/css)}@font-face{font-family:x;src:url(http://T/font)}p{font-family:x}</style>
<p style="background-image:url(http://T/style)" onclick="fetch('http://T/click')">正文内容</p>
<svg><image href="http://T/svg"/><script>fetch('http://T/svgscript')</script></svg>
<form action="http://T/form" id="f"><input name="q" autofocus onfocus="this.form.submit()"></form>
<body onload="fetch('http://T/onload')" background="http://T/background">
<a href="http://T/link" ping="http://T/ping">链接</a><a href="javascript:fetch('http://T/js')">脚本链接</a>
<math><mi xlink:href="http://T/math">x</mi></math><table background="http://T/table"><tr><td>格</td></tr></table>
<input type="image" src="http://T/input"><picture><source srcset="http://T/picture"></picture>
"""
# What a browser opens a connection for before it asks the policy: a frame, an announced host, a link under the mouse.
EARLY = """
<iframe src="http://T/frame"></iframe><object data="http://T/object"></object><embed src="http://T/embed">
<link rel="preconnect" href="http://T/"><link rel="dns-prefetch" href="//T/">
"""
ANNOUNCES = """
<link rel="stylesheet" href="http://T/style.css"><link rel="preload" as="image" href="http://T/preload">
<link rel="icon" href="http://T/icon"><link rel="manifest" href="http://T/manifest">
<meta http-equiv="refresh" content="0;url=http://T/refresh"><base href="http://T/base/">
<link rel="prefetch" href="http://T/prefetch">
<script type="speculationrules">{"prefetch":[{"source":"list","urls":["http://T/speculation"]}]}</script>
"""


@pytest.fixture
def trap() -> Iterator[Trap]:
    trap = Trap()
    yield trap
    trap.close()


def _hostile(trap: Trap, early: str = EARLY) -> str:
    return f"<html><head>{ANNOUNCES}</head>{LOADS}{early}</html>".replace("T/", f"{trap.host}/")


def _visit(page: Page, home: str, clicked: Sequence[str]) -> None:
    """Look at the archived page as a reviewer does, and click on what is in it."""
    page.goto(f"{home}/r/{ROUND}/findings?state=全部&unit={FAULTY.unit}")
    frame = page.frame_locator("#frame")
    expect(frame.locator("body")).to_contain_text("正文内容")
    for text in clicked:
        frame.get_by_text(text, exact=True).click()
    page.keyboard.press("Escape")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("form", ["page", "bare"])
def test_an_archived_page_does_nothing(page: Page, tmp_path: Path, trap: Trap, form: str) -> None:
    """bare: the archived mark-up itself behind the headers alone, but for what the policy comes too late for.

    That is why the desk does not trust the policy alone, and takes all of it out of a page.
    """
    asked: list[str] = []
    page.on("requestfinished", lambda request: asked.append(request.url))  # those that a policy stops are failed
    page.on("pageerror", lambda fault: asked.append(str(fault)))
    engine = make_round(tmp_path / "govcrawl.db", _hostile(trap).encode())
    with served(Desk(engine, local=User("复核员", "admin"))) as home:
        if form == "bare":
            bare = _hostile(trap, early="")
            headers = {"Content-Security-Policy": ARCHIVED_POLICY, "Content-Type": "text/html; charset=utf-8"}
            answer = lambda route: route.fulfill(body=bare, headers=headers)  # noqa: E731
            page.route("**/record/*/page", answer)
        page.add_init_script("if (self === top) { heard = []; addEventListener('message', e => heard.push(e.data)) }")
        _visit(page, home, ("正文内容", "脚本链接", "链接")[: None if form == "page" else 1])
        assert page.evaluate("heard") == []
        page.evaluate("postMessage('it can be heard', '*')")
        page.wait_for_function("heard.length === 1")
        inner = next(frame for frame in page.frames if frame != page.main_frame)
        assert inner.url.startswith(home)
        assert inner.title() != "ran"
    engine.dispose()
    assert trap.connections == 0
    assert [each for each in asked if not each.startswith((home, "data:"))] == []


def test_the_trap_is_one(browser: Browser, trap: Trap, tmp_path: Path) -> None:
    """The same page opened by itself does connect: the tests above can fail."""
    path = tmp_path / "page.html"
    path.write_text(_hostile(trap), encoding="utf-8")
    with browser.new_context() as context:  # its scripts fail here, as they should
        page = context.new_page()
        with page.expect_event("requestfailed"):
            page.goto(path.as_uri(), wait_until="commit")
    assert trap.connections > 0


def test_the_frame_opened_by_itself_is_sealed_too(page: Page, tmp_path: Path, trap: Trap) -> None:
    engine = make_round(tmp_path / "govcrawl.db", _hostile(trap).encode())
    with served(Desk(engine)) as home:
        page.goto(f"{home}/r/{ROUND}/findings?state=全部&unit={FAULTY.unit}")
        place = page.locator("#frame").get_attribute("src")
        answer = page.goto(f"{home}{place}")
        assert answer is not None
        assert answer.headers["content-security-policy"] == ARCHIVED_POLICY
        assert "sandbox;" in answer.headers["content-security-policy"]
        assert page.evaluate("self.origin") == "null"
        original = page.request.get(f"{home}{place}".removesuffix("page") + "original")
        assert original.headers["content-disposition"].startswith("attachment")
        assert original.headers["content-type"] == "application/octet-stream"
        assert original.body() == _hostile(trap).encode()
        picture = page.request.get(f"{home}{place}".removesuffix("0/page") + "1/picture")
        assert picture.headers["content-type"] == "image/png"
        for missing in ("7/page", "0/picture", "1/page"):
            assert page.request.get(f"{home}{place}".removesuffix("0/page") + missing).status == 400
    engine.dispose()
    assert trap.connections == 0


def test_what_is_left_of_a_page() -> None:
    html = harmless(
        b'<html><head><link rel=preconnect href=//x><style>p{color:red}</style><base href="http://evil/"></head><body>'
        b'<p onclick=a() style="color:blue" id=x data-y=1>text</p><a href="/a.doc?b=1" target=_top>file</a>',
        "text/html",
        "http://www.example.gov.cn/x/",
        "http://www.example.gov.cn/a.doc?b=1",
    )
    assert '<p style="color:blue" id="x">text</p>' in html
    assert 'title="链接：http://www.example.gov.cn/a.doc?b=1"' in html
    assert 'id="govcrawl-found"' in html
    assert "<style>p{color:red}</style>" in html
    assert not any(each in html for each in ("href", "onclick", "<base", "<link", "target", "data-y"))


@pytest.mark.parametrize(
    ("body", "content_type", "shown"),
    [
        (b'{"rows": ["<script>alert(1)</script>"]}', "application/json", "&lt;script&gt;"),
        (b"<?xml version='1.0'?><rss><item>x</item></rss>", "text/xml", "&lt;rss&gt;"),
        (b"%PDF-1.7 \x00\x01", "application/pdf", "请下载查看"),
        ("关于停水的通知".encode("gb18030"), "text/plain; charset=gbk", "关于停水的通知"),
        (b"", None, "<pre></pre>"),
        (b"<div>" * 100_000, "text/html", "<div>"),
        (b"<frameset><frame src=x></frameset>", "text/html", "存档网页"),
    ],
)
def test_whatever_was_archived_can_be_shown(body: bytes, content_type: str | None, shown: str) -> None:
    html = harmless(body, content_type, "http://www.example.gov.cn/", "")
    assert shown in html
    assert "<script" not in html


def test_structure_and_words_stay_and_styles_cannot_be_broken_out_of() -> None:
    html = harmless(
        b"<h2 class=t>head</h2><table><tr><td colspan=2 onmouseover=a()>cell</td></tr></table><ol start=3><li>one</ol>"
        b"<o:p>office</o:p><svg><style>&lt;/style>&lt;script>a()&lt;/script></style></svg><script>gone()</script>",
        "text/html",
        "http://www.example.gov.cn/",
    )
    assert '<h2 class="t">head</h2>' in html
    assert '<td colspan="2">cell</td>' in html
    assert '<ol start="3"><li>one</li></ol>office' in html
    assert not any(each in html for each in ("onmouseover", "script", "gone", "o:p"))
