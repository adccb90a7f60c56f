"""One page from its parts: who says what it is, and where its rows, links and marks come from."""

from datetime import date

import pytest

from govcrawl.extract import Page
from govcrawl.extract.redirects import Redirect, redirects

HOME = "http://www.example.gov.cn/"
URL = f"{HOME}zwgk/tzgg/"
ROWS = "".join(
    f"<dl><dt><a href='../t{n}.html'>关于第{n}次防汛检查的通知</a></dt><dd>2021.08.0{n}</dd></dl>" for n in range(1, 7)
)
OUTER = (
    "<html><head><title>通知公告_某县人民政府</title><meta name='ColumnName' content='通知公告'></head><body>"
    "<div class='menu'><a href='/zwgk/'>政务公开</a><a href='/zwgk/tzgg/'>通知公告</a></div>{}"
    "<div id='foot'></div><script>$('#foot').load('/inc/foot.html')</script></body></html>"
)


def page(markup: str, url: str = URL) -> Page:
    return Page(markup.encode(), url, "text/html; charset=utf-8")


def test_rows_from_inside_and_identity_from_outside() -> None:
    outer = page(OUTER.format("<iframe src='list/f_0.html' width='100%' height='620'></iframe>"))
    [frame] = outer.frames()
    inner = page(
        f"<html><head><title>列表</title><meta name='ColumnName' content='列表框'></head><body>{ROWS}</body></html>",
        frame,
    )
    whole = outer.with_parts({frame: inner})
    assert (whole.url, whole.title, whole.labels["ColumnName"]) == (URL, "通知公告_某县人民政府", "通知公告")
    assert whole.form() == "list"
    entries = whole.listing().entries
    assert [(entry.url, entry.published) for entry in entries][:1] == [(f"{URL}t1.html", date(2021, 8, 1))]
    assert len(entries) == 6
    assert "政务公开" in [link.name for link in whole.navigation()]


def test_pages_after_a_framed_one_are_seen_from_the_frame() -> None:
    outer = page(OUTER.format("<iframe src='list/f_0.html'></iframe>"))
    inner = page(f"<body>{ROWS}<script>createPageHTML(3, 0, 'f', 'html');</script></body>", outer.frames()[0])
    whole = outer.with_parts({outer.frames()[0]: inner})
    assert whole.listing().next_pages == [f"{URL}list/f_1.html", f"{URL}list/f_2.html"]


def test_a_frameset_is_its_frames() -> None:
    outer = page("<html><head></head><frameset><frame src='/l.html'><frame src='/m.html'></frameset></html>")
    left = page(
        "<title>某县</title><meta name='SiteName' content='某县人民政府'><a href='zwgk/'>政务公开</a>", f"{HOME}l.html"
    )
    main = page("<a href='/xwzx/'>新闻中心</a>", f"{HOME}m.html")
    whole = outer.with_parts({f"{HOME}l.html": left, f"{HOME}m.html": main})
    assert [link.text for link in whole.links()] == ["政务公开", "新闻中心"]
    assert (whole.title, whole.labels["SiteName"]) == ("某县", "某县人民政府")


def test_a_footer_counts_wherever_it_comes_from() -> None:
    foot = "<p>网站标识码：6200000001 陇ICP备20000001号 甘公网安备 62000002000001号<img alt='党政机关网站标识'>"
    foot += "<a href='http://www.gov.cn/jiucuo'>我为政府网站找错</a></p>"
    framed = page(OUTER.format("<iframe src='/common/foot.html' height=90></iframe>"))
    assert framed.frames() == []
    assert framed.frames(small=True) == [f"{HOME}common/foot.html"]
    assert framed.loads() == [f"{HOME}inc/foot.html"]
    for url in (f"{HOME}common/foot.html", f"{HOME}inc/foot.html"):
        whole = framed.with_parts({url: page(foot, url)})
        assert whole.marks().complete
        assert whole.title == framed.title


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ('jQuery("#top").load("/inc/top.html #nav");', ["inc/top.html"]),
        ("$.get('/inc/menu.shtml', function (html) { $('#menu').html(html); });", ["inc/menu.shtml"]),
        ("fetch('/inc/menu.html').then(show)", ["inc/menu.html"]),
        ("x.open('GET', '/inc/menu.html', true)", ["inc/menu.html"]),
        ("$.get('/api/list.json'); $.get('/api/rows?page=1.html')", []),
        ("$('#top').load('http://elsewhere.test/top.html')", []),
    ],
)
def test_menus_that_scripts_load(script: str, found: list[str]) -> None:
    assert page(f"<body><div id=top></div><script>{script}</script></body>").loads() == [HOME + path for path in found]


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ('<meta content="0;url=/m/" http-equiv="refresh">', Redirect(f"{HOME}m/", certain=True)),
        ("<META HTTP-EQUIV=Refresh CONTENT=\"3; URL='/m/'\">", Redirect(f"{HOME}m/", certain=True)),
        ('<meta http-equiv="refresh" content="0.5; /m/">', Redirect(f"{HOME}m/", certain=True)),
        ('<meta http-equiv="refresh" content="300">', None),
        ('<!-- <meta http-equiv="refresh" content="0;url=/m/"> -->', None),
        ('<noscript><meta http-equiv="refresh" content="0;url=/m/"></noscript>', None),
        ("<script>top.location.replace('/m/')</script>", Redirect(f"{HOME}m/", certain=True)),
        ("<script>// location='/a/'\nlocation = '/m/'</script>", Redirect(f"{HOME}m/", certain=True)),
        (
            "<script>function go() {location.href='/m/'} setTimeout('go()', 9)</script>",
            Redirect(f"{HOME}m/", certain=True),
        ),
        ("<script>window.onload = function () {location.href='/m/'}</script>", Redirect(f"{HOME}m/", certain=True)),
        ("<body onload=\"location.href='/m/'\">", Redirect(f"{HOME}m/", certain=True)),
        ("<script>function go() {location.href='/m/'}</script>", Redirect(f"{HOME}m/", certain=False)),
        (
            "<script>if (/Mobile/.test(navigator.userAgent)) {location.href='/m/'}</script>",
            Redirect(f"{HOME}m/", certain=False),
        ),
        ("<script>isPhone() && location.replace('/m/')</script>", Redirect(f"{HOME}m/", certain=False)),
        ("<script>if (screen.width < 700) location = '/m/';</script>", Redirect(f"{HOME}m/", certain=False)),
        ("<script>location.href = '/m/' + id</script>", None),
    ],
)
def test_redirects_of_desktop_browsers(markup: str, found: Redirect | None) -> None:
    assert next(redirects(markup, HOME), None) == found
