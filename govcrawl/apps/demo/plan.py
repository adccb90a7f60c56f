"""Columns and articles of a portal before anything is planted: complete, fresh, interpreted, every link alive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from govcrawl.apps.demo import words
from govcrawl.apps.demo.model import INSPECTION_DATE, County, DemoArticle, DemoColumn, Portal, Related

YEAR = timedelta(days=365)
QUARTERLY = (date(2021, 7, 20), date(2021, 4, 20), date(2021, 1, 20), date(2020, 10, 20), date(2020, 7, 20))

REPORTS = (date(2021, 1, 28), date(2020, 1, 28), date(2019, 1, 28))


@dataclass(frozen=True, slots=True)
class Spec:
    """A column to be: the newest entry's age and the gap between entries in days, and how many entries."""

    key: str
    name: str
    topic: str = ""
    column_type: str = ""
    parent: str = ""
    form: str = "list"
    age: int = 0
    gap: int = 0
    count: int = 0
    in_menu: bool = True


COLUMNS = (
    Spec("zj", "走进{short}", column_type="概况信息", form="parent"),
    Spec("xqgk", "县情概况", column_type="概况信息", parent="zj", form="single"),
    Spec("xzqh", "行政区划", column_type="概况信息", parent="zj", form="single"),
    Spec("lswh", "历史文化", column_type="概况信息", parent="zj", form="single"),
    Spec("xwdt", "新闻动态", column_type="工作动态", form="parent"),
    Spec("yw", "{short}要闻", "news", "工作动态", "xwdt", age=1, gap=2, count=24),
    Spec("bmdt", "部门动态", "dept", "工作动态", "xwdt", age=3, gap=4, count=12),
    Spec("xzdt", "乡镇动态", "town", "工作动态", "xwdt", age=5, gap=5, count=11),
    Spec("tzgg", "通知公告", "notice", "通知公告", age=10, gap=20, count=24),
    Spec("zcwj", "政策文件", "policy", "政策文件", age=30, gap=35, count=12),
    Spec("zwgk", "政务公开", column_type="信息公开目录", form="parent"),
    Spec("gfxwj", "规范性文件", "rule", "政策文件", "zwgk", age=60, gap=65, count=7),
    Spec("zcjd", "政策解读", "interpretation", "政策解读", "zwgk"),
    Spec("ghjh", "规划计划", "plan", "规划计划", "zwgk", age=100, gap=40, count=6),
    Spec("czyjs", "财政预决算", "budget", "财政信息", "zwgk", age=150, gap=3, count=8),
    Spec("rsxx", "人事信息", "staff", "人事信息", "zwgk", age=40, gap=45, count=8),
    Spec("zfgmfw", "政府购买服务", "purchase", "政府采购", "zwgk", age=60, gap=50, count=6),
    Spec("yjgl", "应急管理", "emergency", "应急管理", "zwgk", age=70, gap=45, count=5),
    Spec("tjxx", "统计信息", "figures", "数据发布", "zwgk"),
    Spec("jgzn", "机构职能", column_type="机构职能", parent="zwgk", form="single"),
    Spec("ldzc", "领导之窗", column_type="负责人信息", parent="zwgk", form="single"),
    Spec("hdjl", "互动交流", column_type="咨询投诉", form="parent"),
    Spec("xzxx", "县长信箱", "letter", "咨询投诉", "hdjl", age=6, gap=9, count=12),
    Spec("yjzj", "意见征集", "consult", "征集调查", "hdjl", age=25, gap=40, count=6),
    Spec("xjtj", "信件统计", "tally", "数据发布", "hdjl"),
    Spec("ztzl", "专题专栏", column_type="专题专栏", form="parent"),
    Spec("yshj", "优化营商环境专题", "topic", "专题专栏", "ztzl", age=420, gap=60, count=3),
    Spec("wsxc", "创建卫生县城专题", "topic", "专题专栏", "ztzl", age=640, gap=60, count=3),
    Spec("fxjz", "历史专题：防汛救灾动态", "topic", "专题专栏", "ztzl", age=780, gap=30, count=5),
)


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """Where a portal departs from `COLUMNS`: ages of newest entries, quarterly days, further columns, left-out ones."""

    ages: dict[str, int]
    quarterly: dict[str, tuple[date, ...]]
    more: tuple[Spec, ...] = ()
    without: tuple[str, ...] = ()


def build_portal(
    county: County, port: int, number: int, changes: PlanChanges, columns: tuple[Spec, ...] = COLUMNS
) -> Portal:
    """A portal of `county` on `port` with all `columns` and their articles, as `changes` alter them.

    `number` keeps the ids of portals apart.
    """
    portal = Portal(county, port)
    serial = number * 10_000
    specs = [spec for spec in (*columns, *changes.more) if spec.key not in changes.without]
    for place, spec in enumerate(specs, 1):
        parent = portal.column(spec.parent) if spec.parent else None
        name = spec.name.format(short=county.short)
        column = DemoColumn(
            spec.key, name, spec.topic, spec.column_type or name, parent, spec.form, number * 1000 + place
        )
        column.in_menu = spec.in_menu
        portal.columns.append(column)
        for index, day in enumerate(_days(spec, changes)):
            serial += 1
            column.articles.append(_article(county, column, serial, index, day))
    _interpret(portal, serial)
    return portal


def _days(spec: Spec, changes: PlanChanges) -> list[date]:
    if spec.topic in ("figures", "tally"):
        return list(changes.quarterly.get(spec.key, QUARTERLY))
    if spec.topic == "report":
        return list(changes.quarterly.get(spec.key, REPORTS))
    age = changes.ages.get(spec.key, spec.age)
    return [INSPECTION_DATE - timedelta(days=age + spec.gap * index) for index in range(spec.count)]


def _article(county: County, column: DemoColumn, serial: int, index: int, day: date) -> DemoArticle:
    topic = f"field:{column.name}" if column.topic == "field" else column.topic
    title = words.title(topic, county, index, day)
    body = words.guide(title) if column.topic == "guide" else words.paragraphs(county, title, index)
    source = f"{county.name}融媒体中心" if column.topic == "news" else words.department(county, index)
    article = DemoArticle(column, serial, title, day, f"{8 + index % 9:02d}:{7 * index % 60:02d}", body, source)
    if column.topic in ("policy", "rule"):
        _make_document(county, article, index)
    return article


def _make_document(county: County, article: DemoArticle, index: int) -> None:
    """The form of an official document: its number, whom it is sent to, and the day of drafting below."""
    normative = article.column.topic == "rule"
    article.document = f"{county.series(normative=normative)}〔{article.day.year}〕{20 - index}号"
    article.source = county.office
    drafted = article.day - timedelta(days=2)
    opening = f"现将《{article.title}》印发给你们，请认真贯彻执行。" if normative else "现将有关事项通知如下。"
    article.paragraphs = [
        article.document,
        f"{county.addressees}：",
        opening,
        *article.paragraphs[1:],
        county.office,
        f"{drafted.year}年{drafted.month}月{drafted.day}日",
    ]  # fmt: skip


def _interpret(portal: Portal, serial: int) -> None:
    """Every normative document of the last year gets its interpretation, linked both ways."""
    readings = portal.column("zcjd")
    for rule in portal.column("gfxwj").articles:
        if rule.day < INSPECTION_DATE - YEAR:
            continue
        serial += 1
        body = [
            f"近日，{portal.county.office}印发《{rule.title}》（{rule.document}）。现将主要内容解读如下。",
            *words.paragraphs(portal.county, rule.title, serial)[1:],
        ]
        title = f"《{rule.title}》政策解读"
        reading = DemoArticle(readings, serial, title, rule.day + timedelta(days=2), "15:30", body, rule.source)
        reading.related.append(Related("政策原文", rule))
        rule.related.append(Related("相关解读", reading))
        readings.articles.append(reading)
