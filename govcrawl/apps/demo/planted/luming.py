"""鹿鸣县 (博达 VSB, GB18030): columns near their end, contradicting labels, a hot-link guard."""

from datetime import timedelta

from govcrawl.apps.demo.counties import LUMING
from govcrawl.apps.demo.files import file
from govcrawl.apps.demo.model import Response
from govcrawl.apps.demo.plan import PlanChanges, build_portal
from govcrawl.apps.demo.planted.strays import BETTING, LOTTERY, SOLD, STRAY
from govcrawl.apps.demo.planted.tools import Built, shift_label, unlink
from govcrawl.apps.demo.styles import Vsb

_PLAYER = (
    "<html><head><meta charset='gb2312'><title>视频</title></head>"
    "<body><h1>视频播放</h1><p>本页只在站内打开。</p></body></html>"
)


def luming(port: int) -> Built:
    """The portal of 鹿鸣县 (VSB) with its planted defects, on `port`."""
    portal = build_portal(LUMING, port, 4, PlanChanges({"bmdt": 13, "xzdt": 12, "yjzj": 100}, {}))
    portal.site_map_in_xml = True
    portal.shown_code = "9901260060"
    built = Built(portal, Vsb())
    built.fail("S01", None, "首页标注的网站标识码与台账不一致")
    built.fail("F08", "bmdt", "动态类栏目最新一条为 13 天前，明天到期")
    built.clean("F08", "xzdt", "动态类栏目最新一条为 12 天前，未到预警时间")
    built.clean("F02", "bmdt", "13 天前有更新")
    built.fail("F04", "yjzj", "台账规定 90 天更新一次，最新一条为 100 天前")
    built.clean("F07", "zfgmfw", "本年度有内容")
    built.clean("F06", "tjxx", "上一季度数据已发布")
    late = built.article("rsxx", 2)
    built.earlier = {"rsxx": late, "ghjh": None}
    built.fail("F09", "rsxx", "上季度检查时列表中没有这条标注为更早日期的信息", late)
    built.clean("F09", "ghjh", "各条信息上季度检查时都在列表中", built.article("ghjh", 1))
    _labels(built)
    _links(built)
    lone = built.article("zfgmfw", 1)
    (word,) = built.attach(lone, file("fw1", "doc", "项目需求.doc"))
    built.fail("T01", lone, "只提供 Word 附件", word)
    reading = built.article("zcjd", 1)
    unlink(reading)
    built.fail("I02", reading, "解读没有链接所解读的文件")
    built.clean("I01", built.article("gfxwj", 1), "文件页链接了解读")
    return built


def _labels(built: Built) -> None:
    shifted = built.article("tzgg", 1)
    shift_label(shifted, shifted.day - timedelta(days=10), shifted.clock)
    built.fail("M04", shifted, "PubDate 比页面显示的发布时间早 10 天")
    coarse = built.article("tzgg", 2)
    coarse.labels["PubDate"] = coarse.day.isoformat()
    built.clean("M04", coarse, "PubDate 只到日，页面显示到分")
    fine = built.article("tzgg", 3)
    fine.shown_time = f"{fine.day:%Y-%m-%d}"
    shift_label(fine, fine.day, "09:30:15")
    built.clean("M04", fine, "PubDate 到秒，页面只显示到日")
    nameless = built.article("tzgg", 4)
    nameless.labels["ContentSource"] = None
    built.fail("M03", nameless, "内容页缺少 ContentSource")
    built.clean("M03", built.article("tzgg", 5), "内容页标签齐全")


def _links(built: Built) -> None:
    portal = built.portal
    portal.extra["/video/play.htm"] = Response(200, _PLAYER.encode("gb18030"), "text/html", needs_referer=True)
    page = built.article("yw", 4)
    built.link(page, "/video/play.htm", "观看视频")
    built.clean("A03", page, "防盗链：没有来源页时返回 404", "/video/play.htm")
    betting, sold, lottery = (f"http://{STRAY}:{portal.port}{path}" for path in (BETTING, SOLD, LOTTERY))
    other = built.article("yw", 5)
    built.link(other, betting, "合作媒体")
    built.fail("X02", other, "链接的页面已被换成赌博内容", betting)
    built.link(other, lottery, "体育彩票公益金")
    built.clean("X02", other, "链接的是体育彩票公益金的报道", lottery)
    portal.home_extra = f'<p><a href="{sold}">县域旅游专题</a></p>'
    built.fail("X02", None, "链接的域名已过期，正在出售", sold)
    guarded = built.article("czyjs", 0)
    (pdf,) = built.attach(guarded, file("ys1", "pdf", "部门预算表.pdf"))
    pdf.needs_referer = True
    built.clean("T03", guarded, "防盗链：没有来源页时附件返回 404", pdf)
