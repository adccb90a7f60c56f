"""The sheets and columns of the register: the one place from which reader, template and tests take them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import AfterValidator, ValidationInfo, model_validator

from govcrawl.domain.targets import PLATFORMS
from govcrawl.domain.urls import page_key
from govcrawl.domain.yaml_files import read_yaml
from govcrawl.register import cells
from govcrawl.register.cells import BadCell
from govcrawl.register.rows import CellType, SheetColumn, SheetRow, choice, in_column
from govcrawl.register.suggest import did_you_mean

RENDERING = {"自动": "auto", "静态": "static", "浏览器": "browser"}
STATUS = {"运行": "running", "关停": "closed", "注销": "cancelled"}
UNIT_KINDS = {"县市区": "县市区", "部门": "部门"}
YES_NO = {"是": True, "否": False}
_SELECTORS = ("单位名称", "网址", "栏目名称")  # of an exception


def _full_name(name: str, info: ValidationInfo) -> str:
    """The name of the unit that goes by this name or short name."""
    units = info.context.units if info.context else {}
    if name not in units:
        near = did_you_mean(name, units) if info.context and info.context.problems.few else ""
        raise BadCell(f"“单位”表中没有“{name}”{near}")
    return str(units[name].name)


Text = Annotated[str, CellType("text", cells.text_of)]
Many = Annotated[tuple[str, ...], CellType("many", cells.parts_of)]
Url = Annotated[str, CellType("url", cells.url_of)]
Urls = Annotated[tuple[str, ...], CellType("urls", cells.urls_of)]
Day = Annotated[date, CellType("date", cells.date_of)]
OptionalDay = Annotated[date | None, CellType("date", cells.date_of)]
Days = Annotated[int | None, CellType("days", cells.days_of)]
SiteCode = Annotated[str, CellType("code", cells.site_code_of)]
RuleId = Annotated[str, CellType("rule", cells.rule_of)]
UnitName = Annotated[str, CellType("unit", cells.text_of), AfterValidator(_full_name)]
YesNo = Annotated[bool, choice(YES_NO)]
Platform = Annotated[str, choice(PLATFORMS)]
UnitKind = Annotated[str, choice(UNIT_KINDS)]
_DATE = "日期，写作 2021-08-20、2021/8/20 或 2021年8月20日均可"
_UNIT = "填“单位”表中的单位名称或简称"


class UnitSheetRow(SheetRow):
    """A row of 单位; its fields are those of `Unit`."""

    sheet: ClassVar = "单位"
    examples: ClassVar = (
        ("青禾县人民政府", "县市区", "青禾县；青禾", "是", "否"),
        ("云汀市发展改革局", "部门", "市发改局", "是", "是"),
    )
    name: Text = in_column("单位名称", "单位全称，每个单位一行，不得重复")
    kind: UnitKind = in_column("单位类别", "县市区或部门")
    aliases: Many = in_column("简称", "其他叫法，多个用；隔开，各单位之间不得相同", default=())
    serves_public: YesNo = in_column("对外服务", "有无对外服务职能，不填为“是”；填“否”的不检查办事服务", default=True)
    on_policy_qa: YesNo = in_column("接入问答平台", "是否已接入政策问答平台，不填为“否”", default=False)

    def identity(self) -> tuple[str, Hashable, str] | None:
        return ("单位名称", self.name, f"单位“{self.name}”重复") if self.name else None


class WebsiteSheetRow(SheetRow):
    """A row of 网站; its fields are those of `Target` that the sheet has."""

    sheet: ClassVar = "网站"
    examples: ClassVar = (
        ("青禾县人民政府", "门户网站", "青禾县人民政府门户网站", "http://www.qinghe-demo.gov.cn/", "9901230001",
         "http://www.qinghe-demo.gov.cn/zwgk/", "自动", "示例，请替换为本市网站"),
        ("市发改局", "信息公开平台", "云汀市发展改革局政府信息公开", "http://fgj.yunting-demo.gov.cn/zfxxgk/",
         "9901000012", "", "浏览器", "示例，请替换为本市网站"),
    )  # fmt: skip
    unit: UnitName = in_column("单位名称", _UNIT)
    platform: Platform = in_column("平台类型", "门户网站、部门网站、信息公开平台或政策问答平台")
    name: Text = in_column("名称", "网站或平台的规范名称")
    url: Url = in_column("网址", "首页地址，以 http:// 或 https:// 开头；同一平台类型下不得重复")
    site_code: SiteCode = in_column("网站标识码", "地方 10 位数字；部委 bm 加 8 位数字；其他 N 加 9 位数字", default="")
    start_urls: Urls = in_column("起始页", "首页之外另需检查的入口网址，多个用；隔开", default=())
    render: Annotated[str, choice(RENDERING)] = in_column(
        "渲染", "页面内容由脚本生成的填“浏览器”；不填为“自动”", default="auto"
    )
    note: Text = in_column("备注", "自由填写，不影响检查", default="")

    def identity(self) -> tuple[str, Hashable, str] | None:
        if not self.url or not self.platform:
            return None
        return "网址", (self.platform, page_key(self.url)), f"网址 {self.url} 在同一平台类型下重复"


class AccountSheetRow(SheetRow):
    """A row of 新媒体; its fields are those of `Account`."""

    sheet: ClassVar = "新媒体"
    examples: ClassVar = (
        ("青禾县", "微信", "青禾发布", "qinghe-demo", "", "http://feeds.demo.example/qinghe.xml",
         "2018-03-01", "2018-03-15", "运行", ""),
        ("市发改局", "微博", "云汀发改", "", "http://weibo.demo.example/yuntingfagai", "",
         "2016-05-10", "2019/4/30", "关停", "2021年6月30日"),
    )  # fmt: skip
    unit: UnitName = in_column("单位名称", _UNIT)
    platform: Text = in_column("平台", "微信、微博、抖音等")
    name: Text = in_column("账号名称", "账号显示的名称")
    account_id: Text = in_column("账号标识", "微信号、微博用户编号等", default="")
    home: Url = in_column("主页", "账号主页网址", default="")
    feed: Url = in_column("订阅地址", "RSS、Atom 或 JSON Feed 的网址", default="")
    opened: OptionalDay = in_column("开设日期", _DATE, default=None)
    registered: OptionalDay = in_column("备案日期", _DATE, default=None)
    status: Annotated[str, choice(STATUS)] = in_column("状态", "运行、关停或注销，不填为“运行”", default="running")
    status_date: OptionalDay = in_column("状态日期", f"关停或注销的日期。{_DATE}", default=None)

    def identity(self) -> tuple[str, Hashable, str] | None:
        if not self.name or not self.platform:
            return None
        return "账号名称", (self.platform, self.name, self.account_id), f"{self.platform}账号“{self.name}”重复"


class RequiredColumnSheetRow(SheetRow):
    """A row of 应设栏目; its fields are those of `RequiredColumn`."""

    sheet: ClassVar = "应设栏目"
    examples: ClassVar = (
        ("门户网站", "县市区", "", "政府购买服务", "购买服务；政府向社会购买服务", 365, "是", "示例：公开要点"),
        ("信息公开平台", "", "", "政府信息公开年报", "年度报告；信息公开年度报告", "", "是", "示例：公开条例"),
    )
    platform: Platform = in_column("平台类型", "只对这类平台要求；不填为各类平台", default="")
    unit_kind: UnitKind = in_column("单位类别", "只对这类单位要求；不填为各类单位", default="")
    unit: UnitName = in_column("单位名称", "只对这个单位要求；不填为全部单位", default="")
    name: Text = in_column("栏目名称", "应设置的栏目")
    synonyms: Many = in_column("同义名称", "视为同一栏目的其他名称，多个用；隔开", default=())
    period_days: Days = in_column("更新周期", "应在多少天内更新一次，填整数；不填按评分指标", default=None)
    this_year: YesNo = in_column("本年度须有", "填“是”的，检查当年须有内容", default=False)
    basis: Text = in_column("依据", "文件名称、条款", default="")

    def identity(self) -> tuple[str, Hashable, str] | None:
        key = (self.platform, self.unit_kind, self.unit, self.name)
        return ("栏目名称", key, f"对同一范围重复要求“{self.name}”") if self.name else None


class ResponsibilitySheetRow(SheetRow):
    """A row of 栏目责任; its fields are those of `Responsibility`."""

    sheet: ClassVar = "栏目责任"
    examples: ClassVar = (
        ("http://www.qinghe-demo.gov.cn/", "规划计划", "市发改局"),
        ("http://www.qinghe-demo.gov.cn/zwgk/", "重大项目", "云汀市发展改革局"),
    )
    url: Url = in_column("网址", "栏目所在网站或栏目的网址")
    column: Text = in_column("栏目名称", "由其他单位负责内容的栏目")
    unit: UnitName = in_column("责任单位", _UNIT)


class SuperiorSheetRow(SheetRow):
    """A row of 上级信息; its fields are those of `SuperiorItem`."""

    sheet: ClassVar = "上级信息"
    examples: ClassVar = (
        ("关于做好示例工作的通知", "2021-07-12", "示例省人民政府网", 3),
        ("示例惠民政策问答", "2021年8月2日", "示例省政务新媒体", ""),
    )
    title: Text = in_column("标题", "须转发的上级信息的标题")
    published: Day = in_column("发布日期", _DATE)
    source: Text = in_column("来源", "发布机关或网站", default="")
    forward_days: Days = in_column("转发期限", "须在多少天内转发，填整数；不填按评分指标", default=None)


class ExemptionSheetRow(SheetRow):
    """A row of 例外; its fields are those of `Exemption`."""

    sheet: ClassVar = "例外"
    examples: ClassVar = tuple(map(tuple, read_yaml(Path(__file__).with_name("examples.yaml"))["例外"]))
    rule: RuleId = in_column("规则", "规则编号，例如 F04")
    unit: UnitName = in_column("单位名称", "单位名称、网址、栏目名称至少填一项，填了的须同时符合", default="")
    url: Url = in_column("网址", "单位名称、网址、栏目名称至少填一项", default="")
    column: Text = in_column("栏目名称", "单位名称、网址、栏目名称至少填一项", default="")
    reason: Text = in_column("原因", "为何不计扣分")
    approved_by: Text = in_column("批准人", "批准的科室或人员职务")
    valid_until: Day = in_column("有效期至", f"到期后照常扣分。{_DATE}")

    @model_validator(mode="before")
    @classmethod
    def _some_selector(cls, row: dict[str, object], info: ValidationInfo) -> dict[str, object]:
        """A bad selector counts as filled in: it has a complaint of its own."""
        if info.context and not any(str(row.get(name) or "").strip() for name in _SELECTORS):
            info.context.refuse("", "单位名称、网址、栏目名称至少填一项")
        return row


@dataclass(frozen=True, slots=True)
class SheetSchema:
    """A sheet; `examples` are rows for the template, in the order of the columns."""

    name: str
    columns: tuple[SheetColumn, ...]
    examples: tuple[tuple[str | int, ...], ...]

    @property
    def names(self) -> list[str]:
        """The names of the columns, in the order of the sheet."""
        return [column.name for column in self.columns]


ROWS = (
    UnitSheetRow,
    WebsiteSheetRow,
    AccountSheetRow,
    RequiredColumnSheetRow,
    ResponsibilitySheetRow,
    SuperiorSheetRow,
    ExemptionSheetRow,
)
SHEETS = tuple(SheetSchema(row.sheet, tuple(row.columns.values()), row.examples) for row in ROWS)
NAMES = tuple(sheet.name for sheet in SHEETS)
