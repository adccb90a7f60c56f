"""白石县 (NFCMS): undated columns, columns at the very end of their period, Word beside another document's PDF."""

from govcrawl.apps.demo.counties import BAISHI
from govcrawl.apps.demo.files import file
from govcrawl.apps.demo.plan import PlanChanges, Spec, build_portal
from govcrawl.apps.demo.planted.tools import Built, unlink
from govcrawl.apps.demo.styles import Nfcms

_BULLETIN = Spec("gsgg", "公示公告", "bulletin", "通知公告", "zwgk", age=200, gap=20, count=6)


def baishi(port: int) -> Built:
    """The portal of 白石县 (NFCMS) with its planted defects, on `port`."""
    portal = build_portal(BAISHI, port, 2, PlanChanges({"tzgg": 181, "rsxx": 366}, {}, (_BULLETIN,)))
    built = Built(portal, Nfcms())
    _columns(built)
    _labels(built)
    _files(built)
    _interpretation(built)
    built.clean("A01", None, "一周探测 168 次，8 次打不开（4.8%）")
    return built


def _columns(built: Built) -> None:
    portal = built.portal
    plan = portal.column("ghjh")
    plan.rows_dated = False
    built.fail("F05", plan, "列表和稿件都没有发布日期")
    for article in plan.articles:
        article.shown_time = ""
        article.labels["PubDate"] = None
        built.fail("M03", article, "稿件没有发布日期，也就没有 PubDate 标签")
    built.clean("F04", plan, "没有日期的栏目只按 F05 计一次")
    news = portal.column("bmdt")
    news.rows_dated = False
    built.clean("F05", news, "列表没有日期，稿件有日期")
    built.clean("F02", news, "按稿件上的日期，栏目是新的")
    built.clean("F03", "tzgg", "通知公告一级栏目最新一条正好在 6 个月前（2021-02-20）")
    built.fail("F08", "tzgg", "通知公告即将超过 6 个月")
    built.clean("F03", "gsgg", "二级栏目不按一级栏目判断")
    built.clean("F04", "gsgg", "台账规定的更新周期是 365 天，最新一条为 200 天前")
    built.fail("F04", "rsxx", "其他栏目最新一条为 2020-08-19，超过 1 年一天")
    built.clean("F04", "ldzc", "单页栏目没有更新周期")
    dead = "/zt/2019/fpgj/index.html"
    portal.home_extra = f'<div class="banner"><a href="{dead}" title="专题活动">专题活动</a></div>'
    built.fail("A03", None, "首页上的专题链接返回 404", dead)


def _labels(built: Built) -> None:
    built.portal.home_labels["SiteIDCode"] = None
    built.fail("M01", None, "首页缺少 SiteIDCode")
    other = built.article("tzgg", 1)
    other.labels["ArticleTitle"] = built.article("tzgg", 0).title
    built.fail("M04", other, "ArticleTitle 是另一篇稿件的标题")
    spaced = built.article("tzgg", 2)
    spaced.shown_title = spaced.title.replace("的", " 的 ", 1)
    built.clean("M04", spaced, "标题只差空格")
    wide = built.article("tzgg", 3)
    wide.title = "关于农村供水（一期）工程停水检修的公告"
    wide.labels["ArticleTitle"] = "关于农村供水(一期)工程停水检修的公告"
    built.clean("M04", wide, "标题只差全角和半角括号")


def _files(built: Built) -> None:
    mixed = built.article("tzgg", 4)
    word, _ = built.attach(mixed, file("1004", "docx", "报名登记表.docx"), file("1005", "pdf", "岗位一览表.pdf"))
    built.fail("T02", mixed, "Word 附件旁的 PDF 是另一份文件", word)
    built.clean("T01", mixed, "页面并非只有 Word 附件")
    ofd = built.article("tzgg", 5)
    word, _ = built.attach(ofd, file("1006", "doc", "补贴标准.doc"), file("1007", "ofd", "补贴标准.ofd"))
    built.clean("T02", ofd, "同一文件另有 OFD", word)
    built.clean("T01", ofd, "同一文件另有 OFD")
    marked = built.article("tzgg", 6)
    word, _ = built.attach(
        marked, file("1008", "docx", "线路调整方案（Word版）.docx"), file("1009", "pdf", "线路调整方案（PDF版）.pdf")
    )
    built.clean("T02", marked, "名称只差版式说明", word)


def _interpretation(built: Built) -> None:
    """A pair that only the document's number ties together."""
    rule, reading = built.article("gfxwj", 1), built.article("zcjd", 1)
    unlink(rule)
    unlink(reading)
    reading.title = "一图读懂农村公路养护新规定"
    reading.paragraphs[0] = (
        f"近日，县人民政府办公室印发{rule.document}文件，对农村公路养护职责作出规定。现将主要内容介绍如下。"
    )
    built.fail("I01", rule, "站内有解读（按文号对应），文件页没有链接")
    built.fail("I02", reading, "解读没有链接所解读的文件")
    built.clean("I03", rule, "有解读，只能按文号对应")
    built.clean("I01", built.article("gfxwj", 0), "文件页链接了解读")
    built.clean("I02", built.article("zcjd", 0), "解读页链接了文件")
