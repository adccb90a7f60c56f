"""The sheets and columns of the register: the one place from which reader, template and tests take their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from govcrawl.domain.targets import PLATFORMS

RENDERING = {"自动": "auto", "静态": "static", "浏览器": "browser"}
STATUS = {"运行": "running", "关停": "closed", "注销": "cancelled"}
UNIT_KINDS = {"县市区": "县市区", "部门": "部门"}
YES_NO = {"是": "是", "否": "否"}

Form = Literal["text", "many", "choice", "url", "urls", "date", "days", "code", "unit", "rule"]


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet; `note` tells the analyst what to fill in."""

    name: str
    note: str
    form: Form = "text"
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetSchema:
    """A sheet; `examples` are rows for the template, in the order of the columns."""

    name: str
    columns: tuple[SheetColumn, ...]
    examples: tuple[tuple[str | int, ...], ...]

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def column(self, name: str) -> SheetColumn:
        return next(column for column in self.columns if column.name == name)


def _unit(note: str = "填“单位”表中的单位名称或简称", *, required: bool = True, name: str = "单位名称") -> SheetColumn:
    return SheetColumn(name, note, "unit", required)


def _choice(name: str, note: str, choices: dict[str, str], *, required: bool = False) -> SheetColumn:
    return SheetColumn(name, note, "choice", required, tuple(choices))


_DATE = "日期，写作 2021-08-20、2021/8/20 或 2021年8月20日均可"

SHEETS = (
    SheetSchema(
        "单位",
        (
            SheetColumn("单位名称", "单位全称，每个单位一行，不得重复", required=True),
            _choice("单位类别", "县市区或部门", UNIT_KINDS, required=True),
            SheetColumn("简称", "其他叫法，多个用；隔开，各单位之间不得相同", "many"),
            _choice("对外服务", "有无对外服务职能，不填为“是”；填“否”的不检查办事服务", YES_NO),
            _choice("接入问答平台", "是否已接入政策问答平台，不填为“否”", YES_NO),
        ),
        (
            ("青禾县人民政府", "县市区", "青禾县；青禾", "是", "否"),
            ("云汀市发展改革局", "部门", "市发改局", "是", "是"),
        ),
    ),
    SheetSchema(
        "网站",
        (
            _unit(),
            _choice("平台类型", "门户网站、部门网站、信息公开平台或政策问答平台", PLATFORMS, required=True),
            SheetColumn("名称", "网站或平台的规范名称", required=True),
            SheetColumn("网址", "首页地址，以 http:// 或 https:// 开头；同一平台类型下不得重复", "url", required=True),
            SheetColumn("网站标识码", "地方 10 位数字；部委 bm 加 8 位数字；其他 N 加 9 位数字", "code"),
            SheetColumn("起始页", "首页之外另需检查的入口网址，多个用；隔开", "urls"),
            _choice("渲染", "页面内容由脚本生成的填“浏览器”；不填为“自动”", RENDERING),
            SheetColumn("备注", "自由填写，不影响检查"),
        ),
        (
            ("青禾县人民政府", "门户网站", "青禾县人民政府门户网站", "http://www.qinghe-demo.gov.cn/", "9901230001",
             "http://www.qinghe-demo.gov.cn/zwgk/", "自动", "示例，请替换为本市网站"),
            ("市发改局", "信息公开平台", "云汀市发展改革局政府信息公开", "http://fgj.yunting-demo.gov.cn/zfxxgk/",
             "9901000012", "", "浏览器", "示例，请替换为本市网站"),
        ),
    ),
    SheetSchema(
        "新媒体",
        (
            _unit(),
            SheetColumn("平台", "微信、微博、抖音等", required=True),
            SheetColumn("账号名称", "账号显示的名称", required=True),
            SheetColumn("账号标识", "微信号、微博用户编号等"),
            SheetColumn("主页", "账号主页网址", "url"),
            SheetColumn("订阅地址", "RSS、Atom 或 JSON Feed 的网址", "url"),
            SheetColumn("开设日期", _DATE, "date"),
            SheetColumn("备案日期", _DATE, "date"),
            _choice("状态", "运行、关停或注销，不填为“运行”", STATUS),
            SheetColumn("状态日期", f"关停或注销的日期。{_DATE}", "date"),
        ),
        (
            ("青禾县", "微信", "青禾发布", "qinghe-demo", "", "http://feeds.demo.example/qinghe.xml",
             "2018-03-01", "2018-03-15", "运行", ""),
            ("市发改局", "微博", "云汀发改", "", "http://weibo.demo.example/yuntingfagai", "",
             "2016-05-10", "2019/4/30", "关停", "2021年6月30日"),
        ),
    ),
    SheetSchema(
        "应设栏目",
        (
            _choice("平台类型", "只对这类平台要求；不填为各类平台", PLATFORMS),
            _choice("单位类别", "只对这类单位要求；不填为各类单位", UNIT_KINDS),
            _unit("只对这个单位要求；不填为全部单位", required=False),
            SheetColumn("栏目名称", "应设置的栏目", required=True),
            SheetColumn("同义名称", "视为同一栏目的其他名称，多个用；隔开", "many"),
            SheetColumn("更新周期", "应在多少天内更新一次，填整数；不填按评分指标", "days"),
            _choice("本年度须有", "填“是”的，检查当年须有内容", YES_NO),
            SheetColumn("依据", "文件名称、条款"),
        ),
        (
            ("门户网站", "县市区", "", "政府购买服务", "购买服务；政府向社会购买服务", 365, "是", "示例：公开要点"),
            ("信息公开平台", "", "", "政府信息公开年报", "年度报告；信息公开年度报告", "", "是", "示例：公开条例"),
        ),
    ),
    SheetSchema(
        "栏目责任",
        (
            SheetColumn("网址", "栏目所在网站或栏目的网址", "url", required=True),
            SheetColumn("栏目名称", "由其他单位负责内容的栏目", required=True),
            _unit("填“单位”表中的单位名称或简称", name="责任单位"),
        ),
        (
            ("http://www.qinghe-demo.gov.cn/", "规划计划", "市发改局"),
            ("http://www.qinghe-demo.gov.cn/zwgk/", "重大项目", "云汀市发展改革局"),
        ),
    ),
    SheetSchema(
        "上级信息",
        (
            SheetColumn("标题", "须转发的上级信息的标题", required=True),
            SheetColumn("发布日期", _DATE, "date", required=True),
            SheetColumn("来源", "发布机关或网站"),
            SheetColumn("转发期限", "须在多少天内转发，填整数；不填按评分指标", "days"),
        ),
        (
            ("关于做好示例工作的通知", "2021-07-12", "示例省人民政府网", 3),
            ("示例惠民政策问答", "2021年8月2日", "示例省政务新媒体", ""),
        ),
    ),
    SheetSchema(
        "例外",
        (
            SheetColumn("规则", "规则编号，例如 F04", "rule", required=True),
            _unit("单位名称、网址、栏目名称至少填一项，填了的须同时符合", required=False),
            SheetColumn("网址", "单位名称、网址、栏目名称至少填一项", "url"),
            SheetColumn("栏目名称", "单位名称、网址、栏目名称至少填一项"),
            SheetColumn("原因", "为何不计扣分", required=True),
            SheetColumn("批准人", "批准的科室或人员职务", required=True),
            SheetColumn("有效期至", f"到期后照常扣分。{_DATE}", "date", required=True),
        ),
        (
            ("F04", "青禾县", "", "人事任免", "示例：机构改革期间暂停任免", "示例科室", "2021-12-31"),
            ("T01", "", "http://fgj.yunting-demo.gov.cn/zfxxgk/", "", "示例：表格须供填写", "示例科室", "2021/9/30"),
        ),
    ),
)  # fmt: skip
NAMES = tuple(sheet.name for sheet in SHEETS)
