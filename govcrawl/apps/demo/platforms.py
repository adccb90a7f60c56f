"""Open-information platforms of the fictional city: their owners and the columns of a county's and a department's."""

from dataclasses import dataclass, replace

from govcrawl.apps.demo.counties import BAISHI, CHENGHU, LUMING, QINGHE, WANGCHUAN, YUNTING
from govcrawl.apps.demo.departments import EDUCATION, WATER
from govcrawl.apps.demo.model import County, Department
from govcrawl.apps.demo.plan import Spec


@dataclass(frozen=True, slots=True)
class CountyPlatform(County):
    """The platform of a county."""

    @property
    def site_name(self) -> str:
        """Name of the disclosure platform."""
        return f"{self.name}政府信息公开平台"


@dataclass(frozen=True, slots=True)
class DepartmentPlatform(Department):
    """The platform of a department."""

    @property
    def site_name(self) -> str:
        """Name of the disclosure platform."""
        return f"{self.short}政府信息公开平台"


def of_county(county: County, number: int) -> CountyPlatform:
    """The disclosure platform of a county on loopback address `number`."""
    return CountyPlatform(
        county.name, county.short, f"{county.pinyin}xxgk", f"127.0.11.{number}", county.site_code, county.prefix
    )


def of_department(owner: Department, number: int) -> DepartmentPlatform:
    """The disclosure platform of the department `owner` on loopback address `number`."""
    return DepartmentPlatform(
        owner.name, owner.short, f"{owner.pinyin}xxgk", f"127.0.11.{number}", owner.site_code, owner.prefix,
        serves_public=owner.serves_public,
    )  # fmt: skip


COUNTY_PLATFORMS = tuple(
    of_county(county, number) for number, county in enumerate((QINGHE, BAISHI, YUNTING, LUMING, CHENGHU, WANGCHUAN), 1)
)
EDUCATION_PLATFORM, WATER_PLATFORM = of_department(EDUCATION, 21), of_department(WATER, 22)

_FIELDS = (
    "重大建设项目", "公共资源交易", "安全生产", "税收管理", "国有土地上房屋征收", "保障性住房", "征地补偿", "生态环境",
    "农村危房改造", "城乡规划", "乡村振兴", "救灾", "食品药品监管", "城市综合执法", "就业", "社会保险", "社会救助",
    "养老服务", "户籍管理", "涉农补贴", "义务教育", "医疗卫生", "公共法律服务", "公共文化服务", "市政服务",
)  # fmt: skip
_RELIEF = ("优抚对象", "创业就业", "农村低保", "城市低保", "临时救助", "特困供养", "退役军人优抚安置")

_SHARED = (
    Spec("zfxxgkzn", "政府信息公开指南", column_type="信息公开指南", form="single"),
    Spec("zfxxgkzd", "政府信息公开制度", "rules", "信息公开目录", age=500, gap=90, count=2),
    Spec("fdzdgknr", "法定主动公开内容", column_type="信息公开目录", form="parent"),
    Spec("zfxxgknb", "政府信息公开年报", "report", "信息公开年报"),
    Spec("jgzn", "机构职能", column_type="机构职能", parent="fdzdgknr", form="single"),
    Spec("zcwj", "政策文件", "policy", "政策文件", "fdzdgknr", age=30, gap=35, count=6),
    Spec("gfxwj", "规范性文件", "rule", "政策文件", "fdzdgknr", age=60, gap=80, count=3),
    Spec("zcjd", "政策解读", "interpretation", "政策解读", "fdzdgknr"),
    Spec("ghjh", "规划计划", "plan", "规划计划", "fdzdgknr", age=100, gap=60, count=3),
    Spec("czyjs", "财政预决算", "budget", "财政信息", "fdzdgknr", age=150, gap=30, count=4),
    Spec("zfgmfw", "政府购买服务", "purchase", "政府采购", "fdzdgknr", age=60, gap=50, count=4),
    Spec("jytabl", "建议提案办理", "proposal", "建议提案", "fdzdgknr", age=50, gap=9, count=5),
    Spec("tjxx", "统计信息", "figures", "数据发布", "fdzdgknr"),
    Spec("xzcf", "行政处罚", "field", "行政处罚", "fdzdgknr", age=45, gap=60, count=2),
    Spec("gsgg", "公示公告", "display", "通知公告", "fdzdgknr", age=9, gap=14, count=24),
)
DEPARTMENT_COLUMNS = (*_SHARED, Spec("ywgl", "业务管理", "field", "信息公开目录", "fdzdgknr", age=35, gap=45, count=5))
COUNTY_COLUMNS = (
    *_SHARED,
    Spec("zdxzjc", "重大行政决策事项目录", "decision", "政策文件", "fdzdgknr", age=120, gap=365, count=2),
    Spec("yjya", "应急预案", "emergency", "应急管理", "fdzdgknr", age=90, gap=60, count=3),
    Spec("xzxk", "行政许可", "field", "行政许可", "fdzdgknr", age=38, gap=60, count=2),
    Spec("sfml", "收费目录", "field", "收费信息", "fdzdgknr", age=140, gap=90, count=2),
    Spec("zfcg", "政府采购", "field", "政府采购", "fdzdgknr", age=52, gap=60, count=2),
    Spec("zkly", "招考录用", "staff", "人事信息", "fdzdgknr", age=75, gap=60, count=2),
    Spec("bzml", "基层政务公开标准目录", column_type="信息公开目录", form="parent"),
    *(
        Spec(f"ly{place:02d}", name, "field", name, "bzml", age=20 + 7 * place, gap=40, count=3)
        for place, name in enumerate(_FIELDS)
    ),
    *(
        Spec(f"jz{place:02d}", name, "field", name, "bzml", age=25 + 9 * place, gap=30, count=3)
        for place, name in enumerate(_RELIEF)
    ),
)
ALL_FIELDS = Spec("zdly", "重点领域信息公开", "aid", "信息公开目录", "fdzdgknr", age=40, gap=20, count=6)


def renamed(columns: tuple[Spec, ...], **names: str) -> tuple[Spec, ...]:
    """The columns, some of them under other names, by their keys."""
    return tuple(replace(spec, name=names.get(spec.key, spec.name)) for spec in columns)


def listed(columns: tuple[Spec, ...]) -> tuple[Spec, ...]:
    """The columns of a platform whose columns have no pages of their own: a text is the one entry of its column."""
    return tuple(
        Spec(each.key, each.name, "field", each.column_type, each.parent, age=300, count=1)
        if each.form == "single"
        else each
        for each in columns
    )
