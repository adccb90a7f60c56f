"""Pagers of all makes: known by their structure, whatever they say."""

import base64
from urllib.parse import quote_plus

import pytest

from govcrawl.extract import Page

BASE = "http://www.example.gov.cn"
ROWS = "".join(
    f"<li><a href='/xw/2021/{n}001.html'>某县召开第{n}次防汛工作会议</a><span>2021-08-{n:02}</span></li>"
    for n in range(1, 11)
)


def listing(pager: str, path: str = "/xw/", head: str = "") -> tuple[list[str], bool | None]:
    body = f"<html><head>{head}</head><body><div class='main'><ul>{ROWS}</ul>{pager}</div></body></html>"
    found = Page(body.encode(), BASE + path, "text/html; charset=utf-8").listing()
    assert len(found.entries) == 10
    return [url.removeprefix(BASE) for url in found.next_pages], found.complete


NUMBERS = "<div class='x'>{}</div>"


@pytest.mark.parametrize(
    ("pager", "path", "found"),
    [
        # numbers only, the current one linked or not
        ("<div><a href='/xw/'>1</a> <a href='/xw/?page=2'>2</a></div>", "/xw/", ["/xw/?page=2"]),
        ("<div><b>1</b> <a href='index_1.html'>2</a> <a href='index_2.html'>3</a></div>", "/xw/",
         ["/xw/index_1.html", "/xw/index_2.html"]),
        ("<ul><li class=on>1</li><li><a href='2.html'>2</a></li></ul>", "/xw/list.html", ["/xw/2.html"]),
        ("<p>[<a href='/xw/list-1.htm'>1</a>] [<a href='/xw/list-2.htm'>2</a>] [<a href='/xw/list-3.htm'>3</a>]</p>",
         "/xw/list-2.htm", ["/xw/list-3.htm"]),
        ("<div><a href='/xw/p/1/'>1</a><a href='/xw/p/2/'>2</a><a href='/xw/p/3/'>3</a></div>", "/xw/",
         ["/xw/p/2/", "/xw/p/3/"]),
        # pages that the pager leaves out follow from the others
        ("<div><span>1</span><a href='?p=2'>2</a><a href='?p=3'>3</a>…<a href='?p=6'>6</a></div>", "/xw/",
         [f"/xw/?p={n}" for n in range(2, 7)]),
        ("<div>共5页 <em>1</em> <a href='list_2.html'>2</a> <a href='list_3.html'>3</a></div>", "/xw/",
         [f"/xw/list_{n}.html" for n in range(2, 6)]),
        # counting down
        ("<div><i>1</i><a href='gz/3.htm'>2</a><a href='gz/2.htm'>3</a><a href='gz/1.htm'>4</a></div>", "/gz.htm",
         ["/gz/3.htm", "/gz/2.htm", "/gz/1.htm"]),
        # arrows and pictures
        ("<div><a href='index_1.html'>»</a></div>", "/xw/", ["/xw/index_1.html"]),
        ("<div><a href='list.asp?id=5&p=1'>&lt;</a><a href='list.asp?id=5&p=3'>&gt;</a></div>", "/list.asp?id=5&p=2",
         ["/list.asp?id=5&p=3"]),
        ("<a href='index_1.html'><img src=n.gif alt='下一页'></a><a href='index_4.html'><img src=e.gif alt='尾页'></a>",
         "/xw/", [f"/xw/index_{n}.html" for n in range(1, 5)]),
        ("<div><a href='index_1.html' title='下一页'><i class=r></i></a></div>", "/xw/", ["/xw/index_1.html"]),
        # drop-downs
        ("<select onchange='location=this.value'><option value='list.htm'>1</option>"
         "<option value='list_2.htm'>2</option>"
         "<option value='list_3.htm'>3</option></select>", "/xw/list.htm", ["/xw/list_2.htm", "/xw/list_3.htm"]),
        # scripts with one number
        ("<script>function to(n) { location.href = '/xw/?pageno=' + n; }</script>"
         "<a href='javascript:to(2)'>2</a><a href='javascript:to(3)'>3</a>", "/xw/",
         ["/xw/?pageno=2", "/xw/?pageno=3"]),
        ("<script>var go = function (k) { window.location = 'index_' + k + '.html' }</script>"
         "<div><span>1</span><a href='#' onclick='go(1)'>2</a></div>", "/xw/", ["/xw/index_1.html"]),
        # calls of any name that name the page's own file
        ("<script>showPage(3, 0, 'zx', 'htm')</script>", "/xw/zx.htm", ["/xw/zx_1.htm", "/xw/zx_2.htm"]),
    ],
)  # fmt: skip
def test_pages_of_a_pager(pager: str, path: str, found: list[str]) -> None:
    assert listing(pager, path) == (found, False)


@pytest.mark.parametrize(
    "pager",
    [
        "<div><a href='/xw/'>1</a></div><div>共1页</div>",
        "<div><a href='/xw/?p=1'>1</a><span>2</span></div>",
        "<div><a href='/xw/'>上一页</a> 2/2</div>",
        "<p>第2页/共2页 <a href='/xw/'>上一页</a> 下一页 尾页</p>",
        "<script>createPageHTML(1, 0, 'index', 'html')</script>",
    ],
)
def test_the_last_page_is_proven(pager: str) -> None:
    assert listing(pager, "/xw/?p=2" if "2" in pager else "/xw/") == ([], True)


@pytest.mark.parametrize(
    "pager",
    [
        "<div><span>1</span><a href='javascript:turn(2)'>2</a><a href='javascript:turn(3)'>3</a></div>",
        "<div class=box><button onclick='more()'>加载更多</button></div>",
        "<div><a href='javascript:next()'>下一页</a></div>",
    ],
)
def test_pages_that_only_a_script_knows_are_missing(pager: str) -> None:
    assert listing(pager) == ([], False)


@pytest.mark.parametrize(
    "pager",
    [
        "",
        "<div id='pages'></div><script src='/js/pager.js'></script>",
        # a calendar, years, other columns by number, a neighbour
        "<table>" + "".join(f"<td><a href='?d=2021-07-{n:02}'>{n}</a></td>" for n in range(1, 32)) + "</table>",
        "<p><a href='/nb/2021/'>2021</a><a href='/nb/2020/'>2020</a></p>",
        "<p><a href='/zt/7.html'>1</a><a href='/zt/19.html'>2</a><a href='/gs/3.html'>3</a></p>",
        "<div>下一篇：<a href='/xw/2021/9001.html'>某县召开第9次防汛工作会议</a></div>",
    ],
)
def test_what_is_no_pager(pager: str) -> None:
    assert listing(pager) == ([], None)


def test_a_pager_in_base64() -> None:
    markup = '<a class="a1">1463条</a> <span>1</span> <a href="/xw/2.html">2</a> <a href="/xw/3.html">3</a>'
    encoded = base64.b64encode(quote_plus(markup).encode()).decode()
    pager = f"<div id=p>{encoded}</div><script>$('#p').html(decodeURIComponent(window.atob($('#p').html())))</script>"
    assert listing(pager, "/xw/index.html") == (["/xw/2.html", "/xw/3.html"], False)


def test_a_pager_that_a_library_decodes() -> None:
    """The decoding script may be a file of its own: what the text decodes to tells the pager."""
    markup = '<a>1463条</a> <span>1</span> <a href="/xw/2.html">2</a>'
    body = f"<ul>{ROWS}</ul><div id=p>{base64.b64encode(quote_plus(markup).encode()).decode()}</div>"
    found = Page(f"<html><body>{body}</body></html>".encode(), f"{BASE}/xw/index.html").listing()
    assert (found.next_pages, found.total) == ([f"{BASE}/xw/2.html"], 1463)


def test_a_text_in_base64_that_holds_no_links_is_no_pager() -> None:
    words = base64.b64encode("一段没有链接的文字，和翻页没有任何关系。".encode()).decode()
    assert listing(f"<p>{words}</p>") == ([], None)
