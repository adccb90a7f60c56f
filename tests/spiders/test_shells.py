"""Where the content of a page is: in itself, behind a refresh or a frame, behind scripts."""

from __future__ import annotations

from datetime import UTC, datetime

from govcrawl.domain.fetch_outcomes import OK
from govcrawl.domain.targets import Target
from govcrawl.extract import Page
from spiders.fetching import Fetched, Job
from spiders.run import Scope
from spiders.shells import MAX_STEPS, Content, Detour, InParts, parts_of_home, resolve

HOME = "http://www.qingshi-demo.gov.cn/"
URL = f"{HOME}tzgg/"
TARGET = Target("青石县", "portal", "青石县人民政府", HOME, render="static")  # what no browser may be asked for
SCOPE = Scope.of(TARGET)
LIST = (
    "<ul>"
    + "".join(
        f"<li><a href='/tzgg/t2021080{day}_{day}.html'>关于第{day}号事项的通知</a><span>2021-08-0{day}</span></li>"
        for day in range(1, 8)
    )
    + "</ul>"
)
FRAMES = "<html><head><title>通知公告</title></head><frameset cols='20%,80%'>{}</frameset></html>"


def answer(body: str) -> Fetched:
    return Fetched(Job(URL, lambda _: iter(())), URL, datetime(2021, 8, 20, tzinfo=UTC), OK, 200, body.encode())


def test_a_list_is_its_own_content() -> None:
    found = resolve(answer(f"<html><body>{LIST}</body></html>"), TARGET, SCOPE, 0)
    assert found == Content("list", [], unrendered=False)


def test_refreshes_of_the_target_are_followed_so_often_and_no_more() -> None:
    body = "<html><head><meta http-equiv='refresh' content='0;url=/zwgk/tzgg/'></head><body></body></html>"
    assert resolve(answer(body), TARGET, SCOPE, 0) == Detour(f"{HOME}zwgk/tzgg/", 1)
    assert isinstance(resolve(answer(body), TARGET, SCOPE, MAX_STEPS), Content)
    away = body.replace("/zwgk", "http://elsewhere.test/zwgk")
    assert isinstance(resolve(answer(away), TARGET, SCOPE, 0), Content)


def test_frames_are_parts_of_a_page_that_holds_nothing_itself() -> None:
    body = FRAMES.format("<frame src='/menu.html'><frame src='/list.html'>")
    assert resolve(answer(body), TARGET, SCOPE, 1) == InParts([f"{HOME}menu.html", f"{HOME}list.html"])
    page = Page(body.encode(), URL)
    assert parts_of_home(page, SCOPE) == [f"{HOME}menu.html", f"{HOME}list.html"]
    away = FRAMES.format("<frame src='http://elsewhere.test/menu.html'>")
    assert isinstance(resolve(answer(away), TARGET, SCOPE, 1), Content)
    assert parts_of_home(Page(away.encode(), URL), SCOPE) == []


def test_frames_that_could_not_be_read_are_not_asked_for_again() -> None:
    fetched = answer(FRAMES.format("<frame src='/list.html'>"))
    fetched.assembled = True
    assert isinstance(resolve(fetched, TARGET, SCOPE, 0), Content)


def test_a_list_needs_no_frames() -> None:
    body = f"<html><body>{LIST}<iframe src='/weather.html' height='200'></iframe></body></html>"
    assert resolve(answer(body), TARGET, SCOPE, 0) == Content("list", [], unrendered=False)


def test_a_list_of_another_column_does_not_stand_for_a_frame() -> None:
    foreign = LIST.replace("/tzgg/", "/ztzl/")
    frame = "<a href='/ztzl/'>专题专栏</a><iframe src='/tzgg/rows.html' height='600'></iframe>"
    assert resolve(answer(f"<html><body>{frame}{foreign}</body></html>"), TARGET, SCOPE, 0) == InParts(
        ["http://www.qingshi-demo.gov.cn/tzgg/rows.html"]
    )


def test_what_sends_telephones_away_is_no_detour() -> None:
    script = "<script>if(/iPhone/.test(navigator.userAgent)){location.href='/wap/'}</script>"
    found = resolve(answer(f"<html><head>{script}</head><body>{LIST[:200]}</ul></body></html>"), TARGET, SCOPE, 0)
    assert isinstance(found, Content)


def test_an_article_is_no_column() -> None:
    labels = (
        "<meta name='ArticleTitle' content='关于防汛工作的通知'><meta name='PubDate' content='2021-08-01 10:00'>"
        "<meta name='ContentSource' content='青石县应急管理局'>"
    )
    text = "<p>各乡镇人民政府：现将有关事项通知如下，请认真贯彻执行。</p>" * 20
    body = f"<html><head>{labels}</head><body><h1>关于防汛工作的通知</h1><div>{text}</div></body></html>"
    assert Page(body.encode(), URL).form() == "article"
    assert resolve(answer(body), TARGET, SCOPE, 0) is None


def test_an_empty_page_that_no_browser_may_render_is_not_called_unrendered() -> None:
    found = resolve(answer("<html><body><div id='app'></div></body></html>"), TARGET, SCOPE, 0)
    assert isinstance(found, Content)
    assert not found.unrendered
