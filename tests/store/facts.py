"""Items with every field filled, and a writer for them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from govcrawl.domain.fetch_outcomes import FetchOutcome, LinkState
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import Attachment, Bound, ColumnItem, Entry, Link, PageItem, SiteItem, Unread
from govcrawl.domain.rounds import Round
from govcrawl.domain.targets import Target
from govcrawl.register import Unit
from govcrawl.store.writer import Writer

NIGHT = datetime(2021, 8, 20, 15, 30, 1, 250, tzinfo=UTC)
Q3 = Round("2021Q3", date(2021, 8, 20))
Q4 = Round("2021Q4", date(2021, 11, 19))
COUNTY = Unit("青禾县", "县市区")
PORTAL = Target(
    "青禾县", "portal", "青禾县人民政府网", "http://qinghe.test/", "县市区", "4400000001",
    ("http://qinghe.test/zwgk/", "http://zwgk.qinghe.test/"), "browser", False, "二期改版",
)  # fmt: skip
BUREAU = Target("云岭市林业局", "department", "云岭市林业局网站", "http://ly.yunling.test/")


@dataclass
class SomeRubric:
    name: str = "demo"
    version: str = "2019"
    hash: str = "abc"
    text: str = "指标：\n"
    thresholds: dict[str, Any] = field(default_factory=lambda: {"news_days": 14, "nested": {"since": "2019"}})
    companions: dict[str, "SomeRubric"] = field(default_factory=dict)


def site(target: Target = PORTAL) -> SiteItem:
    return SiteItem(
        target, NIGHT, FetchOutcome.REACHABLE, "慢", 200, target.url, "首页", {"SiteName": "青禾"}, 7,
        date(2021, 8, 19),
        "http://qinghe.test/a.html", True, date(2021, 8, 18), "http://qinghe.test/b.html", 2, True, 90, 45, 3,
        [Bound("pages", 5000, "http://qinghe.test/z.html"), Bound("time", 1.5)],
        [Unread("http://qinghe.test/c/", FetchOutcome.BLOCKED, "防护页面")], "trs",
    )  # fmt: skip


def column(number: int = 1, at: datetime = NIGHT, target: Target = PORTAL) -> ColumnItem:
    entries = [
        Entry(
            "通知一",
            f"http://qinghe.test/gg/{number}/1.html",
            date(2021, 8, 1),
            "row",
            (("http://qinghe.test/jd/1.html", "解读"),),
        ),
        Entry("通知二", f"http://qinghe.test/gg/{number}/2.html"),
        Entry("通知一（重复）", f"http://qinghe.test/gg/{number}/1.html", date(2021, 8, 1), "url"),
    ]
    return ColumnItem(
        target, f"http://qinghe.test/gg/{number}/", f"公告{number}", at, FetchOutcome.BLOCKED, "需要登录", "notice",
        ("首页", "公告"), 2, "parent", {"ColumnName": "公告"}, entries, date(2021, 8, 1), entries[0].url, 2, "row",
        1, 10**25, 3, True, rendered=True, unrendered=True, empty_statement="暂无", period_days=30,
        this_year_required=True, read_from=["http://qinghe.test/gg/index_1.html"],
        leads_to=[("http://qinghe.test/x/", "下级", ("首页", "下级"))],
    )  # fmt: skip


def page(number: int = 1, target: Target = PORTAL) -> PageItem:
    url = f"http://qinghe.test/gg/1/{number}.html"
    china = datetime.fromisoformat("2021-08-01T09:30:00+08:00")
    return PageItem(
        target, url, NIGHT + timedelta(seconds=number), "http://qinghe.test/gg/1/", "公告", "notice",
        FetchOutcome.REACHABLE, "无", f"通知{number}", datetime(2021, 8, 1, 0, 0), "label", date(2021, 7, 30),
        {"PubDate": "2021-08-01", "ArticleTitle": "通知"}, "通知", china, "县政府办", "青政办〔2021〕8号", "正文",
        [
            Attachment(f"{url}.pdf", "附件1", "pdf", LinkState.GONE, 404, 10**30, "html", "已失效"),
            Attachment(f"{url}.doc", "附件2", "doc"),
        ],
        [("http://qinghe.test/jd/1.html", "解读")], [("http://qinghe.test/zc/1.html", "政策")],
    )  # fmt: skip


def link(number: int = 1, **changes: Any) -> Link:
    values: dict[str, Any] = {
        "text": "链接", "rank": 1, "internal": False, "state": LinkState.GONE, "status": 404, "reason": "404",
        "checked_at": NIGHT,
    } | changes  # fmt: skip
    found_on = values.pop("found_on", "http://qinghe.test/gg/1/")
    return Link(PORTAL, f"http://elsewhere.test/{number}", found_on, **values)


def finding(url: str, rule: str = "T01", subject: str = "", **changes: Any) -> Finding:
    target: Target = changes.pop("target", PORTAL)
    values: dict[str, Any] = {
        "outcome": "fail", "title": "通知", "message": "附件为 Word", "found_at": NIGHT, "column": "公告",
        "published": date(2021, 8, 1), "value": "附件.doc", "evidence": {"files": ["a", 1, 1.5, None]},
        "severity": "problem",
    } | changes  # fmt: skip
    return Finding(
        rule=rule, unit=target.unit, target=target.name, target_url=target.url, url=url, subject=subject, **values
    )


def writer(engine: Engine, when: Round = Q3, **options: Any) -> Writer:
    """A writer whose round has begun with two targets."""
    new = Writer(engine, when, SomeRubric(), {"unit": "青禾县"}, **options)
    new.begin_round([PORTAL, BUREAU], [COUNTY, Unit("云岭市林业局", "部门")])
    return new
