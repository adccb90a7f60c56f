"""澄湖县 (tables): soft 404, a refused link, columns that only the site map leads to, a lawful reason for nothing."""

from govcrawl.apps.demo.counties import BAISHI, CHENGHU
from govcrawl.apps.demo.plan import PlanChanges, Spec, build_portal
from govcrawl.apps.demo.planted.tools import Built, unlink
from govcrawl.apps.demo.styles import TableList

_WELFARE = Spec("gysy", "公益事业建设", column_type="公益事业", parent="zwgk", form="empty", in_menu=False)
_SEIZURE = Spec("fwzs", "国有土地上房屋征收", column_type="征收补偿", parent="zwgk", form="empty")
_BULLETIN = Spec("gsgg", "任前公示", "bulletin", "人事信息", "zwgk", age=30, gap=30, count=6, in_menu=False)
UNINTERPRETED = "澄湖县城镇公共供水管理办法"  # the platform of the county has it too
# Nothing listens there, and browsers open such ports.
_CLOSED = f"http://{BAISHI.host}:81/col/index.html"


def chenghu(port: int) -> Built:
    """The portal of 澄湖县 (lists in tables) with its planted defects, on `port`."""
    portal = build_portal(CHENGHU, port, 5, PlanChanges({"bmdt": 14, "xzdt": 20}, {}, (_WELFARE, _SEIZURE, _BULLETIN)))
    portal.soft_404 = True
    built = Built(portal, TableList())
    _columns(built)
    _links(built)
    rule, reading = built.article("gfxwj", 2), built.article("zcjd", 2)
    unlink(rule)
    portal.column("zcjd").articles.remove(reading)
    built.fail("I03", rule, "规范性文件没有解读")
    built.clean("I01", rule, "没有解读，无从链接")
    untitled = built.article("tzgg", 3)
    untitled.labels["ArticleTitle"] = None
    built.fail("M03", untitled, "内容页缺少 ArticleTitle")
    return built


def _columns(built: Built) -> None:
    portal = built.portal
    built.clean("F02", "bmdt", "动态类栏目最新一条正好在 14 天前")
    built.fail("F08", "bmdt", "动态类栏目今天到期")
    towns = portal.column("xzdt")
    towns.rows_dated = False
    built.fail("F02", towns, "列表没有日期，按稿件上的日期最新一条为 20 天前")
    built.clean("F05", towns, "列表没有日期，稿件有日期")
    built.fail("C01", "gysy", "只能从网站地图进入的栏目空白")
    built.clean("C01", "gsgg", "只能从网站地图进入的栏目有内容")
    seizure = portal.column("fwzs")
    seizure.text = ["经核实，本县2021年无国有土地上房屋征收事项。"]
    built.skip("C01", seizure, "栏目说明了依法没有内容的原因")
    labels = portal.column("czyjs").labels
    labels.update(dict.fromkeys(("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")))
    built.fail("M02", "czyjs", "栏目页没有任何栏目标签")


def _links(built: Built) -> None:
    notices = built.portal.column("tzgg")
    lost = notices.articles[7]
    lost.gone = True
    built.fail("A03", notices, "列表中的稿件以 200 返回“页面不存在”", built.style.article_path(lost))
    page = built.article("tzgg", 4)
    built.link(page, _CLOSED, "白石县旧版网站")
    built.fail("A03", page, "链接的服务器拒绝连接", _CLOSED)
