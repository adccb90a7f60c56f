"""云汀县 (大汉 JCMS): an old home page, missing statistics, no purchases this year, broken attachments."""

from datetime import date

from govcrawl.apps.demo.counties import YUNTING
from govcrawl.apps.demo.files import ERROR_PAGE, PDF, file
from govcrawl.apps.demo.plan import PlanChanges, build_portal
from govcrawl.apps.demo.planted.tools import Built, unlink
from govcrawl.apps.demo.styles import Jcms

_OLD_FIGURES = (date(2021, 3, 25), date(2020, 12, 25), date(2020, 9, 25))


def yunting(port: int) -> Built:
    """The portal of 云汀县 (JCMS) with its planted defects, on `port`."""
    # The youngest purchase is of 2020-12-20: of last year, yet within its period of 365 days.
    portal = build_portal(YUNTING, port, 3, PlanChanges({"zfgmfw": 243, "yjzj": 75}, {"tjxx": _OLD_FIGURES}))
    portal.home = "old"
    built = Built(portal, Jcms())
    built.fail("F01", None, "首页最新一条为 15 天前")
    built.fail("F06", "tjxx", "统计栏目没有本季度和上一季度的内容")
    built.clean("F04", "tjxx", "统计栏目只按季度判断")
    built.fail("F07", "zfgmfw", "本年度须有的栏目只有 2020 年的内容")
    built.clean("F04", "zfgmfw", "最新一条在 365 天以内")
    built.clean("F04", "yjzj", "台账规定 90 天，最新一条为 75 天前")
    built.clean("F02", "yw", "列表在脚本的 XML 里，内容是新的")
    built.clean("C01", "yw", "列表在脚本的 XML 里，不是空白栏目")
    _files(built)
    rule = built.article("gfxwj", 1)
    unlink(rule)
    built.fail("I01", rule, "站内有解读，文件页没有链接")
    built.clean("I02", built.article("zcjd", 1), "解读页链接了文件")
    built.skip("A01", None, "一周只探测了 100 次")
    return built


def _files(built: Built) -> None:
    gone = built.article("tzgg", 1)
    (lost,) = built.attach(gone, file("f01", "pdf", "验收结果.pdf", status=404))
    built.fail("T03", gone, "附件返回 404", lost)
    hollow = built.article("tzgg", 2)
    (nothing,) = built.attach(hollow, file("f02", "pdf", "招生计划.pdf", b""))
    built.fail("T03", hollow, "附件为 0 字节", nothing)
    page = built.article("tzgg", 3)
    word, _ = built.attach(page, file("f03", "doc", "审批表.doc", ERROR_PAGE), file("f04", "pdf", "审批表.pdf"))
    built.fail("T03", page, "扩展名为 .doc，内容是出错的网页", word)
    built.clean("T02", page, "同一文件另有 PDF", word)
    disguised = built.article("tzgg", 4)
    (doc,) = built.attach(disguised, file("f05", "doc", "实施细则.doc", PDF))
    built.fail("T03", disguised, "扩展名为 .doc，内容是 PDF", doc)
    built.clean("T01", disguised, "内容是 PDF 的 .doc 只计 T03")
    built.clean("T02", disguised, "内容是 PDF 的 .doc 只计 T03", doc)
    walled = built.article("tzgg", 5)
    (refused,) = built.attach(walled, file("f06", "pdf", "统计表.pdf", b"<html>403 Forbidden</html>", status=403))
    built.error("T03", walled, "附件被防火墙以 403 拦截", refused)
    sound = built.article("tzgg", 6)
    (ofd,) = built.attach(sound, file("f07", "ofd", "备案目录.ofd"))
    built.clean("T03", sound, "OFD 附件完好", ofd)
