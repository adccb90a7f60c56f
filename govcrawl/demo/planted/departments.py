"""Sites of departments: letters without statistics, no letters at all, columns that the register demands."""

from datetime import date

from govcrawl.demo.counties import QINGHE
from govcrawl.demo.departments import COLUMNS, EDUCATION, FORESTRY, WATER
from govcrawl.demo.model import Department
from govcrawl.demo.plan import Changes, Spec, build_portal
from govcrawl.demo.planted.tools import Built
from govcrawl.demo.styles import Nfcms, Style, Vsb
from govcrawl.demo.styles.trs import TrsTiles

_DEMANDED = "建议提案办理"
_SYNONYM = Spec("rdjy", "人大建议和政协提案办理", "proposal", "建议提案", "zwgk", age=50, gap=9, count=6)


def _site(department: Department, port: int, number: int, changes: Changes, style: Style) -> Built:
    return Built(build_portal(department, port, number, changes, COLUMNS), style)


def education(port: int) -> Built:
    built = _site(EDUCATION, port, 21, Changes({}, {}, without=("xjtj", "jytabl")), Vsb())
    built.fail("C03", None, "有局长信箱，没有信件办理统计")
    built.fail("C02", None, "台账要求的建议提案办理栏目不存在", _DEMANDED)
    return built


def water(port: int) -> Built:
    changes = Changes({}, {}, (_SYNONYM,), without=("hdjl", "jzxx", "xjtj", "jytabl"))
    built = _site(WATER, port, 22, changes, TrsTiles())
    built.skip("C03", None, "没有互动栏目")
    built.clean("C02", None, "栏目用的是台账中的同义名称", _DEMANDED)
    return built


def forestry(port: int) -> Built:
    built = _site(FORESTRY, port, 23, Changes({}, {}, without=("xjtj", "jytabl")), Nfcms())
    notice = built.article("tzgg", 2)
    notice.title = f"{date(2021, 7, 8):%Y}年第二季度局长信箱来信办理情况统计"
    built.clean("C03", None, "信件办理统计作为通知公告发布")
    elsewhere = f"http://{QINGHE.host}:{port}/"
    built.portal.home_extra = f'<div class="zt"><a href="{elsewhere}">建议提案办理</a></div>'
    built.clean("C02", None, "首页链接到其他网站上的同名栏目", _DEMANDED)
    return built
