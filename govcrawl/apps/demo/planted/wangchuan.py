"""望川县 (TRS, another template): a home page that only leads on, a column filled by script, near misses."""

from datetime import date

from govcrawl.apps.demo.counties import WANGCHUAN
from govcrawl.apps.demo.plan import PlanChanges, Spec, build_portal
from govcrawl.apps.demo.planted.tools import Built, unlink
from govcrawl.apps.demo.styles.trs import TrsTiles

_EXPRESS = Spec("xxkx", "信息快讯", "bulletin", "工作动态", "xwdt", form="script", age=2, gap=3, count=8)
_FIGURES = (date(2021, 6, 10), date(2021, 3, 25), date(2020, 12, 25), date(2020, 9, 25))


def wangchuan(port: int) -> Built:
    """The portal of 望川县 (TRS, its home page made of tiles) with its planted defects, on `port`."""
    portal = build_portal(WANGCHUAN, port, 6, PlanChanges({"rsxx": 365}, {"tjxx": _FIGURES}, (_EXPRESS,)))
    portal.home = "tiles"
    portal.lower_case_labels = True
    built = Built(portal, TrsTiles())
    built.clean("F01", None, "首页只是导航，二级页面有新内容")
    built.clean("M01", None, "标签名的大小写不同")
    built.clean("M02", "tzgg", "标签名的大小写不同")
    built.clean("M03", built.article("tzgg", 0), "标签名的大小写不同")
    built.clean("C01", "xxkx", "列表由脚本填充，不是空白栏目")
    built.clean("F02", "xxkx", "脚本填充的列表是新的")
    built.clean("F06", "tjxx", "有上一季度的数据")
    built.clean("F04", "rsxx", "其他栏目最新一条正好在 1 年前（2020-08-20）")
    built.fail("F08", "rsxx", "其他栏目今天到期")
    rule = built.article("gfxwj", 1)
    unlink(rule)
    rule.row_interpretation = built.article("zcjd", 1)
    built.clean("I01", rule, "列表行里链接了解读")
    _letters(built)
    return built


def _letters(built: Built) -> None:
    """Letters of 105 and 87 days; the page of the last one shows its answer."""
    open_, young, answered = (built.article("xzxx", index) for index in (11, 9, 10))
    for letter, reply in ((open_, "待回复"), (young, "待回复"), (answered, "您反映的问题已处理，感谢监督。")):
        letter.paragraphs = [f"来信时间：{letter.day}", "来信内容：村口路灯不亮，请派人维修。", "答复内容：", reply]
    built.fail("H01", open_, "提交 105 天没有答复")
    built.clean("H01", young, "提交 87 天，未满 3 个月")
    built.clean("H01", answered, "已答复")
