"""A finished round in a real database: its items, judged by the real rules."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from govcrawl.domain.fetch_outcomes import FetchOutcome, LinkState
from govcrawl.domain.items import Bound, ColumnItem, Entry, Item, Link, PageItem, SiteItem, Unread
from govcrawl.domain.rounds import Round
from govcrawl.domain.targets import Target
from govcrawl.rubric.columns import load_vocabulary
from govcrawl.rubric.reader import load_rubric
from govcrawl.store.session import open_database
from govcrawl.store.writer import Writer
from pipelines.catalogue import run
from pipelines.model import Check

Q3 = Round("2021Q3", date(2021, 8, 20))
NIGHT = datetime(2021, 8, 20, 15, 30, 1, 250, tzinfo=UTC)  # 23:30 in Shanghai
CHINA_NIGHT = datetime(2021, 8, 20, 23, 30, 1)


def target(unit: str, host: str) -> Target:
    return Target(unit, "portal", f"{unit}门户网站", f"http://{host}-demo.gov.cn/", "县市区")


FAULTY = target("青禾县", "qinghe")
VETOED = target("白石县", "baishi")
CLEAN = target("云汀县", "yunting")
BLOCKED = target("锦滩县", "jintan")
DOWN = target("霜林县", "shuanglin")
PENDING = target("望川县", "wangchuan")
WEBSITES = [FAULTY, VETOED, CLEAN, BLOCKED, DOWN, PENDING]
PLATFORM = Target("青禾县", "disclosure", "青禾县政府信息公开平台", "http://qinghe-demo.gov.cn/zfxxgk/", "县市区")
TARGETS = [PLATFORM, *WEBSITES]

# Titles that a spreadsheet would run, or that no workbook can hold.
HOSTILE = ['=HYPERLINK("http://evil.test/","点击")', "+1+1", "-1", "@SUM(A1)", "\t=1", "#N/A"]
UNPRINTABLE = "标题\x00\x0b\ufffe结束"


def site(of: Target, answer: FetchOutcome = FetchOutcome.REACHABLE, **changes: object) -> SiteItem:
    item = SiteItem(
        of, NIGHT, answer, None, 200, of.url, of.name, {"SiteName": of.name, "SiteDomain": "www", "SiteIDCode": "4400"},
        home_entries=9, home_newest=date(2021, 8, 19), pages_fetched=120, links_checked=45, rendered=3,
        channels=["市长信箱"],
    )  # fmt: skip
    for name, value in changes.items():
        setattr(item, name, value)
    return item


def column(of: Target, place: str, name: str, kind: str, days: int | None, level: int = 1) -> ColumnItem:
    """A list whose newest entry is so many days old at the inspection date; an empty one for None."""
    url = f"{of.url}{place}/"
    labels = dict.fromkeys(("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"), "有")
    item = ColumnItem(of, url, name, NIGHT, kind=kind, path=("政务公开", name)[2 - level :], level=level, labels=labels)
    if days is not None:
        newest = Q3.date - timedelta(days=days)
        item.entries = [Entry(f"第{n}条", f"{url}{n}.html", newest - timedelta(days=n), "row") for n in range(4)]
        item.newest, item.newest_url, item.dated_entries, item.dates_from = newest, f"{url}0.html", 4, "row"
    else:
        item.form = "empty"
    return item


def page(of: Target, number: int, title: str) -> PageItem:
    """An article without labels (M03)."""
    return PageItem(
        of, f"{of.url}tzgg/{number}.html", NIGHT, title=title, published=date(2021, 8, 1), column_name="公告"
    )


def dead(of: Target, number: int, rank: int = 2, url: str = "") -> Link:
    url = url or f"{of.url}gone/{number}.html"
    return Link(of, url, of.url, f"链接{number}", rank, True, LinkState.GONE, 404, "页面不存在（404）", NIGHT)


def items() -> Iterable[Item]:
    """Of each target its columns, pages and links; its site last."""
    yield column(PLATFORM, "zn", "指南", "other", None)
    yield site(PLATFORM)
    yield column(FAULTY, "zwdt", "政务动态", "news", 15)
    yield column(FAULTY, "zcwj", "政策文件", "policy", 400)
    yield column(FAULTY, "tzgg", "通知公告", "notice", 180)
    yield column(FAULTY, "rsxx", "人事信息", "personnel", 30, level=2)
    yield column(FAULTY, "ztzl", "专题专栏", "topic", 900)
    yield column(FAULTY, "lxwm", "联系我们", "links", None)
    for number, title in enumerate([*HOSTILE, UNPRINTABLE]):
        yield page(FAULTY, number, title)
    for number in range(3):
        yield dead(FAULTY, number)
    yield dead(FAULTY, 9, rank=0, url="http://elsewhere.test/a b.html")
    unread = [Unread(f"{FAULTY.url}w{n}.html", FetchOutcome.BLOCKED, "被防护拦截（412）") for n in range(5)]
    yield site(FAULTY, bounds=[Bound("links", 5000, f"{FAULTY.url}z.html"), Bound("list_pages", 1.5)], unread=unread)
    for number in range(5):
        yield column(VETOED, f"kb{number}", f"空栏目{number}", "other", None)
    yield site(VETOED, bounds=[Bound("time", 480)], certificate_fault="证书已过期")
    yield column(CLEAN, "zwdt", "政务动态", "news", 1)
    yield site(CLEAN)
    yield site(BLOCKED, FetchOutcome.BLOCKED, status=412, reason="被动态防护拦截（412）")
    yield site(DOWN, FetchOutcome.UNREACHABLE, status=None, reason="连接被拒绝")


def write_round(path: Path, extra: Iterable[Item] = (), targets: Iterable[Target] = ()) -> Engine:
    """The round in a fresh SQLite database; its last target was never begun. `extra` items come last,
    on further `targets` if need be.
    """
    engine = open_database(f"sqlite:///{path}")
    fill_round(engine, extra, targets)
    return engine


def fill_round(engine: Engine, extra: Iterable[Item] = (), targets: Iterable[Target] = ()) -> None:
    """The same in an open database."""
    check = Check(Q3, load_rubric(), load_vocabulary())
    writer = Writer(engine, Q3, check.rubric)
    writer.begin_round([*TARGETS, *targets])
    for of in (*TARGETS[:-1], *targets):
        writer.begin_target(of, resume=False)
    for item in (*items(), *extra):
        writer.add_findings(item, run(item, check))
        writer.add(item)
    writer.close(finished=True)
