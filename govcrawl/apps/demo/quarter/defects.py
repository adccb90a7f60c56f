"""Ordinary defects, by name: what a site must be built with, and what is planted in it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from govcrawl.apps.demo.files import file
from govcrawl.apps.demo.planted.tools import Built, shift_label, unlink


@dataclass(frozen=True, slots=True)
class Defect:
    """`ages`, `quarterly` and `without` go into the plan of the site; `plant` says what must be found."""

    plant: Callable[[Built], None]
    ages: dict[str, int] = field(default_factory=dict)
    quarterly: dict[str, tuple[date, ...]] = field(default_factory=dict)
    without: tuple[str, ...] = ()


def _news(built: Built) -> None:
    built.fail("F02", "yw", "工作动态最新一条为 15 天前")


def _news_due(built: Built) -> None:
    built.clean("F02", "yw", "工作动态最新一条正好在 14 天前")
    built.fail("F08", "yw", "工作动态今天到期")


def _home(built: Built) -> None:
    built.fail("F01", None, "首页最新一条为 15 天前")


def _notices(built: Built) -> None:
    built.fail("F03", "tzgg", "通知公告最新一条超过 6 个月")


def _policies(built: Built) -> None:
    built.fail("F03", "zcwj", "政策文件最新一条超过 6 个月")


def _plans(built: Built) -> None:
    built.fail("F04", "ghjh", "规划计划最新一条超过 1 年一天")


def _word(built: Built) -> None:
    page = built.article("tzgg", 1)
    (word,) = built.attach(page, file("fj1", "doc", "申请表.doc"))
    built.fail("T01", page, "只提供 Word 附件", word)


def _word_beside(built: Built) -> None:
    page = built.article("tzgg", 3)
    word, _ = built.attach(page, file("fj2", "docx", "任务清单.docx"), file("fj3", "pdf", "联系方式表.pdf"))
    built.fail("T02", page, "Word 附件旁的 PDF 是另一份文件", word)


def _word_and_pdf(built: Built) -> None:
    page = built.article("tzgg", 4)
    word, _ = built.attach(page, file("fj4", "docx", "申报书.docx"), file("fj5", "pdf", "申报书.pdf"))
    built.clean("T01", page, "同一文件另有 PDF", word)
    built.clean("T02", page, "同一文件另有 PDF", word)


def _lost_file(built: Built) -> None:
    page = built.article("tzgg", 5)
    (lost,) = built.attach(page, file("fj6", "pdf", "名单.pdf", status=404))
    built.fail("T03", page, "附件返回 404", lost)


def _dead_link(built: Built) -> None:
    page = built.article("yw", 3)
    built.link(page, "/zt/2018/wmcj/", "文明创建专题")
    built.fail("A03", page, "稿件中的专题链接返回 404", "/zt/2018/wmcj/")


def _label(built: Built) -> None:
    page = built.article("tzgg", 2)
    page.labels["ContentSource"] = None
    built.fail("M03", page, "内容页缺少 ContentSource")


def _early_label(built: Built) -> None:
    page = built.article("yw", 2)
    shift_label(page, page.day - timedelta(days=30), page.clock)
    built.fail("M04", page, "PubDate 比页面显示的发布时间早 30 天")


def _unlinked(built: Built) -> None:
    page = built.article("gfxwj", 0)
    unlink(page)
    built.fail("I01", page, "站内有解读，文件页没有链接")


def _unlinked_reading(built: Built) -> None:
    page = built.article("zcjd", 0)
    unlink(page)
    built.fail("I02", page, "解读没有链接所解读的文件")


def _interpreted_elsewhere(built: Built) -> None:
    page = built.article("gfxwj", 0)
    readings = built.portal.column("zcjd").articles
    readings[:] = [each for each in readings if all(related.article is not page for related in each.related)]
    unlink(page)
    built.clean("I03", page, "解读只发布在本单位的信息公开平台")


def _mark(built: Built) -> None:
    built.portal.without |= {"mark"}
    built.fail("S01", None, "首页没有党政机关网站标识")


def _code(built: Built) -> None:
    built.portal.shown_code = "9901000001"
    built.fail("S01", None, "首页标注的网站标识码与台账不一致")


def _police(built: Built) -> None:
    built.portal.without |= {"police"}
    built.fail("S02", None, "首页没有公安机关备案编号")


def _report(built: Built) -> None:
    built.portal.without |= {"report"}
    built.fail("S03", None, "首页没有“我为政府网站找错”入口")


def _letters(built: Built) -> None:
    built.fail("H03", "jzxx", "留言答复最新一条超过 2 个月一天")
    built.fail("F04", "jzxx", "信件栏目超过其更新周期（同一栏目只扣一次分）")


def _tally(built: Built) -> None:
    built.fail("C03", None, "有局长信箱，没有信件办理统计")


def _tally_old(built: Built) -> None:
    built.fail("F06", "xjtj", "信件统计没有本季度和上一季度的内容")


def _empty(built: Built) -> None:
    column = built.portal.column("ghjh")
    column.form = "empty"
    column.articles.clear()
    built.fail("C01", "ghjh", "栏目没有任何信息")


def _demanded(built: Built) -> None:
    built.fail("C02", None, "台账要求的建议提案办理栏目不存在", "建议提案办理")


def _words(built: Built) -> None:
    page = built.article("yw", 5)
    page.paragraphs.append("会议强调，要自觉践行社会主意核心价值观。")
    built.fail("X01", page, "把社会主义写成了社会主意", "社会主意")


def _numbers(built: Built) -> None:
    page = built.article("tzgg", 6)
    page.paragraphs.append("获补助人员：甲某，证件号码 110000190001010004。")
    built.fail("X03", page, "公布了完整的身份证号码")


DEFECTS = {
    "news": Defect(_news, {"yw": 15}),
    "news due": Defect(_news_due, {"yw": 14}),
    "home": Defect(_home),
    "notices": Defect(_notices, {"tzgg": 182}),
    "policies": Defect(_policies, {"zcwj": 182}),
    "plans": Defect(_plans, {"ghjh": 366}),
    "word": Defect(_word),
    "word beside": Defect(_word_beside),
    "word and pdf": Defect(_word_and_pdf),
    "lost file": Defect(_lost_file),
    "dead link": Defect(_dead_link),
    "label": Defect(_label),
    "early label": Defect(_early_label),
    "unlinked": Defect(_unlinked),
    "unlinked reading": Defect(_unlinked_reading),
    "interpreted elsewhere": Defect(_interpreted_elsewhere),
    "mark": Defect(_mark),
    "code": Defect(_code),
    "police": Defect(_police),
    "report": Defect(_report),
    "letters": Defect(_letters, {"jzxx": 62}),
    "tally": Defect(_tally, without=("xjtj",)),
    "old tally": Defect(_tally_old, quarterly={"xjtj": (date(2021, 1, 20), date(2020, 10, 20))}),
    "empty": Defect(_empty),
    "demanded": Defect(_demanded, without=("jytabl",)),
    "words": Defect(_words),
    "numbers": Defect(_numbers),
}
