"""Only what holds twice is accused: faults that pass are cleared, and counted; those that stay are found."""

from __future__ import annotations

from govcrawl.domain.items import ColumnItem, Link, PageItem
from tests.night.handmade import Answers, Inspected, Site, page

_TEXT = "<p>现将有关事项通知如下，请各单位结合实际认真贯彻执行，工作中遇到的问题及时报告。</p>" * 6
_ROWS = "".join(
    f'<li><a href="/tzgg/{n}.html">关于第{n}项工作安排的通知</a><span>2021-08-0{n}</span></li>' for n in range(1, 8)
)
_LIST = page("通知公告", f"<ul>{_ROWS}</ul>")
_OLD_ROWS = _ROWS.replace("2021-08", "2020-01")
_NEW_ROW = '<li><a href="/zcwj/9.html">关于第9项工作安排的通知</a><span>2021-08-09</span></li>'
_MENU = '<p><a href="/zcwj/">政策文件</a> <a href="/rsxx/">人事信息</a> <a href="/jiu.html">旧链接</a></p>'
_HOME = page("示例县人民政府", _MENU + f"<ul>{_ROWS}</ul>" + _TEXT)
_FILE = page("关于第7项工作安排的通知", _TEXT + '<p><a href="/files/a.pdf">附件</a></p>')
_ARTICLES = {f"/tzgg/{n}.html": page(f"关于第{n}项工作安排的通知", _TEXT) for n in range(1, 7)}
_EMPTY = page("人事信息", "<ul></ul>")
_STALE = page("政策文件", f"<ul>{_OLD_ROWS}</ul>")
_PDF = b"%PDF-1.4 and more"


_CHALLENGE = "<html><body>请完成验证后继续访问</body></html>".encode()


def _site(host: str, pages: dict[str, Answers]) -> Site:
    return Site(host, {"/": _HOME, "/tzgg/": _LIST, "/tzgg/7.html": _FILE, **_ARTICLES, **pages})


PASSING = _site(
    "127.0.17.1",
    {
        "/zcwj/": (_STALE, page("政策文件", f"<ul>{_NEW_ROW}{_OLD_ROWS}</ul>")),
        "/rsxx/": (_EMPTY, _EMPTY, page("人事信息", f"<ul>{_ROWS}</ul>")),
        "/jiu.html": (None, page("旧链接", _TEXT)),
        "/files/a.pdf": (None, _PDF),
    },
)
STAYING = _site("127.0.17.2", {"/zcwj/": _STALE, "/rsxx/": _EMPTY})
UNREADABLE = _site("127.0.17.3", {"/zcwj/": (_STALE, _CHALLENGE), "/rsxx/": _EMPTY, "/jiu.html": (None, _CHALLENGE)})
DOWN = _site("127.0.17.4", {"/": (None, _HOME)})
SITES = (PASSING, STAYING, UNREADABLE, DOWN)


def _raised(handmade: Inspected, of: Site) -> tuple[set[tuple[str, str]], int, int]:
    raised = {
        (each.rule, (each.value if each.value.startswith("http") else each.url).split("/", 3)[3])
        for each in handmade.findings(of)
        if each.outcome in ("fail", "error") and each.rule in ("A03", "C01", "F03", "F04", "T03")
    }
    site = handmade.site(of)
    items = [
        item.second
        for item in handmade.items(of)
        if isinstance(item, ColumnItem | PageItem | Link) and item.second is not None
    ]
    of_site = len(site.second.rules) if site.second else 0
    assert site.looked_again == sum(len(second.rules) for second in items) + of_site
    return raised, sum(len(second.rules) for second in items), sum(len(second.cleared) for second in items)


def test_faults_that_pass_are_cleared_and_counted(handmade: Inspected) -> None:
    raised, looked, cleared = _raised(handmade, PASSING)
    assert (sorted(raised), looked, cleared) == ([], 4, 4)


def test_faults_that_stay_are_found(handmade: Inspected) -> None:
    raised, looked, cleared = _raised(handmade, STAYING)
    assert sorted(raised) == [("A03", "jiu.html"), ("C01", "rsxx/"), ("F03", "zcwj/"), ("T03", "files/a.pdf")]
    assert (looked, cleared) == (4, 0)


def test_what_cannot_be_read_the_second_time_is_undecided(handmade: Inspected) -> None:
    raised, _, cleared = _raised(handmade, UNREADABLE)
    outcomes = {(rule, place) for rule, place in raised if place in ("zcwj/", "jiu.html")}
    assert (outcomes, cleared) == ({("C01", "zcwj/"), ("A03", "jiu.html")}, 2)


def test_a_home_page_that_was_down_for_a_moment_is_inspected(handmade: Inspected) -> None:
    """The first look fails; when all else is done, the page is there."""
    site = handmade.site(DOWN)
    assert (site.answer.value, [each.rule for each in handmade.findings(DOWN) if each.rule == "A02"]) == (
        "reachable",
        [],
    )
    assert site.cleared >= 1
