"""A search that neither way of asking opens: the inspection says so and goes on."""

from __future__ import annotations

from tests.night.handmade import Inspected, Site, page

HOST = "127.0.9.94"
_ROWS = "".join(
    f'<li><a href="/tzgg/{day}.html">关于公布第{day}批便民服务网点名单的通知</a><span>2021-07-{day}</span></li>'
    for day in range(10, 20)
)
_BOX = '<form action="/search"><input type="text" name="q"><input type="submit" value="搜索"></form>'
SITE = Site(
    HOST,
    {
        "/": page("示例县人民政府", f"{_BOX}<ul>{_ROWS}</ul>"),
        "/tzgg/": page("通知公告", f"<ul>{_ROWS}</ul>"),
        **{f"/tzgg/{day}.html": page("通知", f"<p>{'正文' * 60}</p>") for day in range(10, 20)},
    },
    redirects={"/search": f"http://{HOST}:1/"},
)
SITES = (SITE,)


def test_a_search_that_does_not_open_is_given_up(handmade: Inspected) -> None:
    """It was asked for again and again, in turns with and without a browser."""
    site = handmade.site(SITE)
    assert site.search is not None
    assert site.search.box
    assert site.search.found == ""
    assert site.search.reason.startswith("检索结果页未能读取")
