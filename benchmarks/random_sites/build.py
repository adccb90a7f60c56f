"""A healthy site with near-misses, before anything is planted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random

from benchmarks.random_sites import guides, near
from benchmarks.random_sites.model import INSPECTED, Article, Column, Letter, Site
from benchmarks.random_sites.words import Words

NEWS = ("工作动态", "部门动态", "政务动态", "工作进展", "动态要闻", "要闻动态")
NOTICES = ("通知公告", "公告公示", "公示公告", "通知公示")
SYNONYMS = {"通知公告": NOTICES}
REQUIRED = (  # name, period in days, must have an entry of this year
    ("通知公告", None, False),
    ("政策文件", None, False),
    ("机构职能", None, False),
    ("领导信息", None, False),
    ("规划计划", 365, False),
    ("财政预决算", 365, False),
    ("建议提案办理", None, True),
)


class Builder:
    """Fills one site from its seed."""

    def __init__(self, site: Site, rng: Random) -> None:
        self.site, self.rng = site, rng
        self.words = Words(rng)
        site.place, site.unit = self.words.place, self.words.place + self.words.office

    def build(self) -> None:
        """All columns with their articles."""
        site, rng = self.site, self.rng
        news = self._list(rng.choice(NEWS), "dongtai", rng.randint(11, 16), rng.randint(1, 8), (1, 5), self.words.news)
        notices = self._list(
            rng.choice(NOTICES), "gonggao", rng.randint(10, 14), rng.randint(2, 35), (5, 20), self.words.notice
        )
        open_ = Column(rng.choice(("政务公开", "信息公开")), "zwgk", "hub")
        policies, explained = self._policies()
        others = [
            self._list("规划计划", "guihua", rng.randint(3, 5), rng.randint(40, 160), (60, 120), self._plan),
            self._list("财政预决算", "caizheng", rng.randint(3, 5), rng.randint(20, 150), (60, 120), self._budget),
            self._list("建议提案办理", "jianyi", rng.randint(3, 5), rng.randint(20, 120), (30, 90), self._proposal),
            self._list("人事信息", "renshi", rng.randint(3, 5), rng.randint(10, 80), (20, 60), self._staff),
        ]
        open_.children = [policies, explained, *others]
        about = Column(rng.choice(("机构概况", "部门概况", "走进我局")), "jggk", "hub")
        duties = Column("机构职能", "zhineng", "single", text="\n".join(self.words.paragraphs(3, 5)))
        leaders = Column("领导信息", "lingdao", "leaders", text="\n".join(self.words.leaders()))
        about.children = [duties, leaders]
        talk = Column(rng.choice(("互动交流", "政民互动", "公众参与")), "hdjl", "hub")
        talk.children = [
            Column(rng.choice(("我要咨询", "网上咨询")), "zixun", "form"),
            self._letters(),
            self._statistics(),
        ]
        serve = Column(rng.choice(("办事服务", "政务服务", "网上办事")), "bsfw", "hub")
        serve.children = [self._guides(), self._handled()]
        site.columns = [news, notices, open_, about, serve, talk]
        for column in site.columns:
            for child in column.children:
                child.parent = column
        near.add(site, rng, self.words)

    def _list(
        self, name: str, slug: str, count: int, newest: int, gap: tuple[int, int], title: Callable[[int], str]
    ) -> Column:
        column = Column(name, slug, "list")
        day = INSPECTED - timedelta(days=newest)
        for _ in range(count):
            column.articles.append(self._article(column, title(day.year), day))
            day -= timedelta(days=self.rng.randint(*gap))
        return column

    def _article(self, column: Column, title: str, day: date) -> Article:
        when = datetime.combine(day, time(self.rng.randint(8, 17), self.rng.randint(0, 59)))
        source = self.rng.choice((self.site.unit, "办公室", self.site.place + "人民政府"))
        return Article(title, when, column, self.words.paragraphs(), source=source)

    def _plan(self, year: int) -> str:
        return self.words.fresh(("{y}年{t}工作计划", "{t}三年行动方案", "{t}“十四五”规划"), year)

    def _budget(self, year: int) -> str:
        return self.words.fresh(("{y}年部门预算公开（{t}）", "{y}年度部门决算说明（{t}）", "{t}专项资金分配情况"), year)

    def _proposal(self, year: int) -> str:
        return self.words.fresh(("对市人大代表关于{t}建议的答复（{y}）", "关于{t}提案的复函（{y}）"), year)

    def _staff(self, year: int) -> str:
        return self.words.fresh(("{y}年公开招聘工作人员公告（{t}岗位）", "{t}岗位拟录用人员名单"), year)

    def _policies(self) -> tuple[Column, Column]:
        policies, explained = Column("政策文件", "zhengce", "list"), Column("政策解读", "jiedu", "list")
        day = INSPECTED - timedelta(days=self.rng.randint(10, 50))
        for place in range(self.rng.randint(3, 4)):
            matter = self.words.policy()
            policy = self._article(policies, f"{self.site.unit}关于印发《{matter}》的通知", day)
            policy.number = f"{self.site.place[0]}政办发〔2021〕{30 - place}号"
            after = self._article(explained, f"《{matter}》政策解读", day + timedelta(days=self.rng.randint(0, 3)))
            policy.related = [(f"政策解读：{after.title}", after)]
            after.related = [(f"政策原文：{policy.title}", policy)]
            policies.articles.append(policy)
            explained.articles.append(after)
            day -= timedelta(days=self.rng.randint(10, 40))
        return policies, explained

    def _letters(self) -> Column:
        column = Column(self.rng.choice(("信件选登", "来信选登", "信件公开")), "xinjian", "letters")
        day = INSPECTED - timedelta(days=self.rng.randint(5, 30))
        for _ in range(self.rng.randint(4, 6)):
            title = self.words.fresh(("{t}什么时候开工", "反映{t}有关问题", "咨询{t}政策"), day.year)
            article = self._article(column, title, day)
            article.source = self.site.unit
            article.letter = Letter(
                day,
                f"您好，想了解{title}。",
                day + timedelta(days=3),
                "您好，来信收悉，已转有关科室办理，预计下月完成。",
            )
            column.articles.append(article)
            day -= timedelta(days=self.rng.randint(10, 40))
        return column

    def _statistics(self) -> Column:
        column = Column("信件统计", "xjtj", "list")
        for year, quarter, day in (
            (2021, "二", date(2021, 7, 6)),
            (2021, "一", date(2021, 4, 7)),
            (2020, "四", date(2021, 1, 8)),
            (2020, "三", date(2020, 10, 12)),
        ):
            article = self._article(column, f"{year}年第{quarter}季度信件办理情况统计", day)
            article.paragraphs = [f"本季度共收到群众来信{self.rng.randint(8, 60)}件，办结{self.rng.randint(5, 8)}件。"]
            column.articles.append(article)
        return column

    def _guides(self) -> Column:
        column = Column("办事指南", "bszn", "list")
        day = INSPECTED - timedelta(days=self.rng.randint(100, 700))
        look = self.rng.randint(0, guides.LOOKS - 1)
        for _ in range(self.rng.randint(3, 4)):
            matter = self.words.fresh(("{t}许可", "{t}备案", "{t}资格认定", "{t}补贴申领"), day.year)
            article = self._article(column, self.rng.choice(("{}办事指南", "{}服务指南", "{}")).format(matter), day)
            article.paragraphs = []
            article.extra = guides.guide(matter, look, self.rng)
            column.articles.append(article)
            day -= timedelta(days=self.rng.randint(5, 60))
        return column

    def _handled(self) -> Column:
        """Monthly figures of services, the newest of last month."""
        column = Column(self.rng.choice(("办件统计", "办事统计")), "bjtj", "list")
        for month in range(7, 4, -1):
            day = date(2021, month + 1, self.rng.randint(2, 9))
            article = self._article(column, f"2021年{month}月份{self.site.unit}办件统计", day)
            article.paragraphs = [f"本月共受理{self.rng.randint(90, 500)}件，办结{self.rng.randint(60, 90)}件。"]
            column.articles.append(article)
        return column
