"""Open-information platforms of counties: the four parts of the law, 26 key fields, and what is planted there."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from benchmarks.random_sites import near, plants_columns, plants_pages
from benchmarks.random_sites.build import Builder
from benchmarks.random_sites.model import INSPECTED, Article, Column, Near, Site, Truth
from benchmarks.random_sites.planting import Late, Plant, anywhere, some

# By field: names that a column of it may have, and titles that can belong to no other field.
FIELDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "重大建设项目": (("重大建设项目", "重大项目"), ("{t}重大建设项目批准服务信息",)),
    "公共资源交易": (("公共资源交易",), ("{t}公共资源交易结果",)),
    "财政预决算": (("财政预决算", "财政资金"), ("{y}年{t}财政预算公开",)),
    "安全生产": (("安全生产",), ("{t}安全生产检查情况",)),
    "税收管理": (("税收管理", "纳税服务"), ("{t}欠税公告",)),
    "房屋征收": (("国有土地上房屋征收与补偿",), ("{t}片区国有土地上房屋征收决定",)),
    "保障性住房": (("保障性住房", "公租房"), ("{t}公租房配租公示",)),
    "土地征收": (("农村集体土地征收", "征地补偿"), ("{t}征地补偿安置方案",)),
    "生态环境": (("生态环境", "环境保护"), ("{t}环境影响评价公示",)),
    "危房改造": (("农村危房改造",), ("{t}农村危房改造对象名单",)),
    "城乡规划": (("城乡规划", "国土空间规划"), ("{t}片区控制性详细规划公布",)),
    "扶贫": (("扶贫", "乡村振兴"), ("{y}年{t}扶贫资金安排",)),
    "救灾": (("救灾", "灾害救助"), ("{t}救灾款物发放情况",)),
    "食品药品": (("食品药品监管",), ("{t}食品安全监督抽检信息",)),
    "综合执法": (("城市综合执法", "城市管理综合执法"), ("{t}城市管理执法公示",)),
    "就业": (("就业", "促进就业"), ("{t}公益性岗位招聘公告",)),
    "社会保险": (("社会保险",), ("{t}社会保险费缴费标准",)),
    "社会救助": (("社会救助",), ("{t}最低生活保障对象名单",)),
    "养老服务": (("养老服务",), ("{t}高龄津贴发放情况",)),
    "户籍管理": (("户籍管理",), ("{t}户籍管理办事须知",)),
    "涉农补贴": (("涉农补贴", "惠农补贴"), ("{t}耕地地力保护补贴公示",)),
    "义务教育": (("义务教育",), ("{t}义务教育招生方案",)),
    "卫生健康": (("卫生健康", "医疗卫生"), ("{t}医疗机构校验结果",)),
    "公共法律": (("公共法律服务",), ("{t}法律援助指南",)),
    "公共文化": (("公共文化服务",), ("{t}公共文化服务活动预告",)),
    "市政服务": (("市政服务",), ("{t}片区停水通知",)),
}
PARTS = ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报")


class DisclosureBuilder(Builder):
    """Fills the open-information platform of a county."""

    def build(self) -> None:
        """All columns with their articles."""
        site, rng = self.site, self.rng
        site.platform, site.unit = "disclosure", self.words.place.removesuffix("市") + "县"
        self._fields = rng.sample(list(FIELDS), 6)
        guide = Column(PARTS[0], "zn", "single", text="\n".join(self.words.paragraphs(4, 6)))
        rules = self._list(PARTS[1], "zd", 4, rng.randint(30, 150), (30, 120), self._rule)
        law = Column(PARTS[2], "fdzd", "hub")
        law.children = [
            self._list("建议提案办理", "jianyi", 3, rng.randint(20, 120), (30, 90), self._proposal),
            self._list("政府购买服务", "goumai", 3, rng.randint(20, 120), (30, 90), self._bought),
            self._list("重点领域信息公开", "zdly", 6, rng.randint(10, 60), (5, 25), self._field_item),
        ]
        notices = self._list("公示公告", "gonggao", rng.randint(10, 13), rng.randint(1, 8), (3, 12), self.words.notice)
        fields = Column(rng.choice(("基层政务公开", "试点领域")), "jczw", "hub")
        fields.children = [self._field(at, name) for at, name in enumerate(FIELDS)]
        site.columns = [guide, rules, law, self._reports(), notices, fields]
        for column in site.columns:
            for child in column.children:
                child.parent = column
        near.add(site, rng, self.words)
        reports = site.column("nb").newest_first()
        site.near.append(Near("last year's report of this year", "D03", reports[0]))
        site.near.append(Near("key fields under other names", "D01", fields))
        site.near.append(Near("items of many fields", "C05", site.column("zdly")))
        old = notices.newest_first()[-1]
        field = rng.choice(fields.children)
        old.when = old.when.replace(year=INSPECTED.year - 1)
        old.title, old.shown = self._titled(field, old.when.year), ""
        field.articles.append(self._article(field, old.title, old.when.date()))
        site.near.append(Near("notice of last year that stands in its field too", "C04", old))

    def _field(self, at: int, name: str) -> Column:
        column = Column(self.rng.choice(FIELDS[name][0]), f"ly{at + 1}", "list")
        column.key_field = name
        for place in range(self.rng.randint(1, 2)):
            day = INSPECTED - timedelta(days=self.rng.randint(15, 200) + 30 * place)
            column.articles.append(self._article(column, self._titled(column, day.year), day))
        return column

    def _titled(self, column: Column, year: int) -> str:
        return self.words.fresh(FIELDS[column.key_field][1], year)

    def _field_item(self, year: int) -> str:
        chosen = self._fields.pop()
        return self.words.fresh(FIELDS[chosen][1], year)

    def _rule(self, year: int) -> str:
        return self.words.fresh(("政府信息公开{t}审查制度", "依申请公开{t}办理规范"), year)

    def _bought(self, year: int) -> str:
        return self.words.fresh(("{y}年{t}购买服务项目目录", "{y}年{t}购买服务绩效"), year)

    def _reports(self) -> Column:
        column = Column(PARTS[3], "nb", "list")
        for year in (2020, 2019, 2018):
            day = date(year + 1, self.rng.choice((1, 2, 3)), self.rng.randint(5, 28))
            kind = self.rng.choice(("{}年政府信息公开工作年度报告", "{}年度政府信息公开年报"))
            column.articles.append(self._article(column, self.site.unit + kind.format(year), day))
        return column


def no_field(site: Site, rng: Random) -> tuple[Late, Late]:
    hub = site.column("jczw")
    twice = {article.title for article in site.column("gonggao").articles}
    gone = rng.choice([each for each in hub.children if all(article.title not in twice for article in each.articles)])
    hub.children = [each for each in hub.children if each is not gone]
    return anywhere("D01"), anywhere("C04")


def no_part(site: Site, rng: Random) -> tuple[Late, Late]:
    rules = site.column("zd")
    if rng.random() < 0.5:
        rules.name = rng.choice(("规章制度", "信息公开制度"))
    else:
        site.columns = [each for each in site.columns if each is not rules]
    return anywhere("D02"), anywhere("C02")


def no_report(site: Site, rng: Random) -> tuple[Late, Late]:
    reports = site.column("nb")
    reports.articles = reports.newest_first()[1:]
    site.near = [case for case in site.near if case.rules != "D03"]
    return anywhere("D03"), lambda: [Truth(rule, site.at(reports.path)) for rule in ("F04", "F07")]


def cross_posted(site: Site, rng: Random) -> tuple[Late, Late]:
    notice = some(site, rng, "gonggao")
    field = rng.choice(site.column("jczw").children)
    day = notice.when.date()
    notice.shown = ""
    notice.title = FIELDS[field.key_field][1][0].format(t=f"城{rng.choice('东西南北')}", y=day.year)
    field.articles.append(Article(notice.title, notice.when, field, list(notice.paragraphs), source=notice.source))
    return lambda: [Truth("C04", site.at(notice.path))], anywhere("M03")


def one_kind(site: Site, rng: Random) -> tuple[Late, Late]:
    column, name = site.column("zdly"), rng.choice(list(FIELDS))
    for at, article in enumerate(column.newest_first()):
        article.title = FIELDS[name][1][0].format(t=f"{'东西南北中前后'[at]}城", y=article.when.year)
    site.near = [case for case in site.near if case.rules != "C05"]
    return anywhere("C05"), anywhere("C04")


PLANTS: tuple[Plant, ...] = (
    no_field, no_part, no_report, cross_posted, one_kind, no_field, no_part, no_report, cross_posted, one_kind,
    plants_columns.stale_notices, plants_columns.not_this_year, plants_pages.column_label,
    plants_pages.wrong_label, plants_pages.word_alone, plants_pages.word_beside, plants_pages.broken_file,
    plants_pages.identity_number,
)  # fmt: skip
APART: tuple[set[Plant], ...] = (
    {
        cross_posted, plants_columns.stale_notices, plants_pages.wrong_label, plants_pages.word_alone,
        plants_pages.word_beside, plants_pages.broken_file, plants_pages.identity_number,
    },
)  # fmt: skip
