"""A search that neither way of asking opens: the inspection says so and goes on."""

from __future__ import annotations

from sqlalchemy import func, select

from govcrawl.store.archive import ExchangeKind
from govcrawl.store.evidence_models import EvidenceRow
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
# Neither the marks nor the search stand in the source: a script writes the box.
_SHOWN = f"<script>document.body.insertAdjacentHTML('beforeend', {_BOX!r})</script>"
SCRIPTED = Site("127.0.9.93", {**SITE.pages, "/": page("示例县人民政府", f"<ul>{_ROWS}</ul>{_SHOWN}")})
SITES = (SITE, SCRIPTED)


def test_a_search_that_does_not_open_is_given_up(handmade: Inspected) -> None:
    """It was asked for again and again, in turns with and without a browser."""
    site = handmade.site(SITE)
    assert site.search is not None
    assert site.search.box
    assert site.search.found == ""
    assert site.search.reason.startswith("检索结果页未能读取")


def test_one_look_of_the_browser_serves_marks_and_search(handmade: Inspected) -> None:
    """The second is the confirmation of the site's findings, which has to come later."""
    site = handmade.site(SCRIPTED)
    assert site.search is not None
    assert (site.search.box, site.search.looked_by_browser) == (True, True)
    assert site.marks is not None
    assert site.marks.rendered
    row = EvidenceRow
    shown = select(func.count()).where(row.kind == ExchangeKind.BROWSER.value, row.url == handmade.homes[SCRIPTED.host])
    with handmade.engine.connect() as connection:
        assert connection.execute(shown).scalar() == 2
