"""Open-information platforms: six systems, what is missing, and what stands in the wrong column."""

from datetime import date

from govcrawl.apps.demo.files import file
from govcrawl.apps.demo.model import County, Response
from govcrawl.apps.demo.plan import PlanChanges, Spec, build_portal
from govcrawl.apps.demo.planted.chenghu import UNINTERPRETED
from govcrawl.apps.demo.planted.strays import strays
from govcrawl.apps.demo.planted.tools import Built, unlink
from govcrawl.apps.demo.platforms import (
    ALL_FIELDS,
    COUNTY_COLUMNS,
    COUNTY_PLATFORMS,
    DEPARTMENT_COLUMNS,
    EDUCATION_PLATFORM,
    WATER_PLATFORM,
    listed,
    renamed,
)
from govcrawl.apps.demo.styles.directories import (
    Directory,
    EpointStyle,
    FramesVsb,
    GkmlptStyle,
    JsonJpaas,
    UlTrs,
    ZtreeJpage,
)

_QINGHE, _BAISHI, _YUNTING, _LUMING, _CHENGHU, _WANGCHUAN = COUNTY_PLATFORMS
_BROKEN = "<html><head><title>系统提示</title></head><body><p>系统繁忙，请稍后再试。</p></body></html>"


def _platform(
    owner: County, port: int, number: int, style: Directory, changes: PlanChanges, columns: tuple[Spec, ...]
) -> Built:
    return Built(build_portal(owner, port, number, changes, columns), style)


def qinghe_platform(port: int) -> Built:
    """TRS with nested lists: a key field without column, another under its newer name."""
    columns = renamed(COUNTY_COLUMNS, ly09="国土空间规划")
    built = _platform(_QINGHE, port, 31, UlTrs(), PlanChanges({}, {}, without=("ly24",)), columns)
    built.fail("D01", None, "没有市政服务领域的栏目", "市政服务")
    built.clean("D01", None, "城乡规划领域的栏目名为国土空间规划", "城乡规划")
    built.clean("D02", None, "法定栏目齐全", "政府信息公开制度")
    built.clean("D03", "zfxxgknb", "2020 年度年报已按时公布")
    notice = built.article("gsgg", 2)
    notice.title = "青禾县2021年7月份临时救助对象名单公示"
    built.fail("C04", "gsgg", "社会救助信息发布在公示公告，平台设有社会救助栏目", notice)
    last_year = built.article("gsgg", 23)
    last_year.title = "青禾县2020年9月份临时救助对象名单公示"
    built.clean("C04", "gsgg", "上一年度的公示", last_year)
    return built


def baishi_platform(port: int) -> Built:
    """大汉 with zTree and jpage: a statutory part is missing, a list goes on behind the page's own rows."""
    changes = PlanChanges({"ly00": 380}, {}, (ALL_FIELDS,), without=("zfxxgkzd",))
    built = _platform(_BAISHI, port, 32, ZtreeJpage(), changes, COUNTY_COLUMNS)
    built.fail("D02", None, "没有政府信息公开制度栏目", "政府信息公开制度")
    built.fail("F04", "ly00", "重大建设项目最新一条为 380 天前")
    built.fail("C05", "zdly", "重点领域信息公开只有社会救助一类信息")
    old = built.article("gsgg", 15)
    old.title = "白石县2021年1月份临时救助对象名单公示"
    built.fail("C04", "gsgg", "信息在页面自带的条目之后，须向接口请求", old)
    return built


def yunting_platform(port: int) -> Built:
    """JPaaS with a JSON directory: a part under another name, an empty column, one with nothing of this year."""
    columns = renamed(COUNTY_COLUMNS, zfxxgknb="政府信息公开年度报告")
    changes = PlanChanges({"zfgmfw": 250}, {}, (ALL_FIELDS,))
    built = _platform(_YUNTING, port, 33, JsonJpaas(), changes, columns)
    built.fail("D02", "zfxxgknb", "年报栏目名称不规范", "政府信息公开年报")
    built.fail("F07", "zfgmfw", "政府购买服务本年度没有内容")
    built.clean("C05", "zdly", "重点领域信息公开有多类信息")
    for index, title in enumerate(("农机购置补贴资金结算公示", "食品安全监督抽检结果公示")):
        built.article("zdly", index).title = f"云汀县{title}"
    empty = built.portal.column("ly17")
    empty.form = "empty"
    empty.articles.clear()
    built.fail("C01", "ly17", "列表接口没有任何条目")
    return built


def luming_platform(port: int) -> Built:
    """gkmlpt: columns without pages of their own, last year's report missing."""
    built = _platform(
        _LUMING,
        port,
        34,
        GkmlptStyle(),
        PlanChanges({}, {"zfxxgknb": (date(2020, 1, 28), date(2019, 1, 28))}),
        listed(COUNTY_COLUMNS),
    )
    built.fail("D03", "zfxxgknb", "没有 2020 年度年报")
    built.fail("F04", "zfxxgknb", "年报栏目超过 1 年没有更新（同一栏目只扣一次分）")
    built.clean("M02", "gsgg", "栏目没有自己的页面")
    return built


def chenghu_platform(port: int) -> Built:
    """新点 Epoint: lists by POST; Word files behind them; a demanded column missing."""
    built = _platform(_CHENGHU, port, 35, EpointStyle(), PlanChanges({}, {}, without=("jz04",)), COUNTY_COLUMNS)
    built.fail("C02", None, "没有临时救助栏目", "临时救助")
    page = built.article("jytabl", 1)
    (word,) = built.attach(page, file("jy1", "doc", "建议答复.doc"))
    built.fail("T01", page, "只提供 Word 附件", word)
    rules = built.portal.column("gfxwj").articles
    rule = next(each for each in rules if each.title == UNINTERPRETED)
    (reading,) = (related.article for related in rule.related)
    built.portal.column("zcjd").articles.remove(reading)
    unlink(rule)
    built.fail("I03", rule, "本单位的网站和平台都没有解读")
    return built


def wangchuan_platform(port: int) -> Built:
    """Frames: everything in order."""
    built = _platform(_WANGCHUAN, port, 36, FramesVsb(), PlanChanges({}, {}), COUNTY_COLUMNS)
    built.portal.extra.update(strays())
    built.clean("C04", "gsgg", "公示公告中没有重点领域信息", built.article("gsgg", 0))
    built.clean("C02", None, "应设栏目齐全", "临时救助")
    return built


def water_platform(port: int) -> Built:
    """A department's platform: key fields are the counties' to have, its report is due in January."""
    built = _platform(WATER_PLATFORM, port, 37, ZtreeJpage(), PlanChanges({"ywgl": 400}, {}), DEPARTMENT_COLUMNS)
    built.clean("D01", None, "部门平台不要求 26 个领域", "市政服务")
    built.fail("F04", "ywgl", "业务管理最新一条为 400 天前")
    return built


def education_platform(port: int) -> Built:
    """The directory's endpoint answers with a page: the site map still leads to its columns."""
    style = JsonJpaas()
    built = _platform(EDUCATION_PLATFORM, port, 38, style, PlanChanges({}, {}), DEPARTMENT_COLUMNS)
    built.portal.extra[style.tree_path] = Response(200, _BROKEN.encode())
    built.error("C01", style.tree_path, "目录接口返回的是网页")
    built.clean("D02", None, "目录接口读不出，栏目由网站地图得到", "政府信息公开年报")
    return built


PLATFORMS = (
    qinghe_platform,
    baishi_platform,
    yunting_platform,
    luming_platform,
    chenghu_platform,
    wangchuan_platform,
    water_platform,
    education_platform,
)
