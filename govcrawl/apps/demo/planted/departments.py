"""Sites of departments: letters without statistics, no letters at all, columns that the register demands."""

from datetime import date
from urllib.parse import urlsplit

from govcrawl.apps.demo.counties import QINGHE
from govcrawl.apps.demo.departments import COLUMNS, EDUCATION, FORESTRY, WATER
from govcrawl.apps.demo.media import HOST
from govcrawl.apps.demo.model import Department, Response
from govcrawl.apps.demo.plan import PlanChanges, Spec, build_portal
from govcrawl.apps.demo.planted.tools import Built
from govcrawl.apps.demo.render import url_of
from govcrawl.apps.demo.styles import Nfcms, Style, Vsb
from govcrawl.apps.demo.styles.trs import TrsTiles

_DEMANDED = "建议提案办理"
_SYNONYM = Spec("rdjy", "人大建议和政协提案办理", "proposal", "建议提案", "zwgk", age=50, gap=9, count=6)

_LOGIN = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>用户登录</title></head><body><form method="post">'
    '<input name="user"><input name="word" type="password"><button>登录</button></form></body></html>'
)

_GUIDES = Spec("bszn", "办事指南", "guide", "办事服务", "zwgk", age=200, gap=15, count=5)


def _served(age: int) -> Spec:
    """Statistics of services whose newest entry is so many days old."""
    return Spec("bjtj", "办件统计", "service", "数据发布", "zwgk", age=age, gap=31, count=5)


def _site(department: Department, port: int, number: int, changes: PlanChanges, style: Style) -> Built:
    return Built(build_portal(department, port, number, changes, COLUMNS), style)


def education(port: int) -> Built:
    """The website of the education bureau with its planted defects, on `port`."""
    built = _site(
        EDUCATION, port, 21, PlanChanges({"jzxx": 61}, {}, (_served(93), _GUIDES), without=("xjtj", "jytabl")), Vsb()
    )
    built.portal.without = frozenset({"mark", "record"})
    built.fail("S04", None, "域名不在 .gov.cn 之下")
    built.clean("S07", None, "域名有 AAAA 记录")
    built.portal.search = "blind"
    built.fail("S05", None, "站内搜索检索不到已发布的信息")
    built.fail("S01", None, "首页没有党政机关网站标识")
    built.fail("S02", None, "首页没有 ICP 备案编号")
    built.fail("C03", None, "有局长信箱，没有信件办理统计")
    built.clean("H03", "jzxx", "留言答复最新一条正好在 2 个月前（2021-06-20）")
    built.fail("F08", "jzxx", "局长信箱今天到期")
    built.fail("V02", "bjtj", "办件统计最新一条为 2021-05-19，超过 3 个月")
    _guides(built)
    running = f"http://{HOST}:{port}/jyj-wx/"
    built.portal.home_extra = f'<p><a href="{running}">云岭教育</a></p>'
    built.clean("N05", None, "链接的账号正在运行", running)
    built.fail("C02", None, "台账要求的建议提案办理栏目不存在", _DEMANDED)
    return built


def water(port: int) -> Built:
    """The website of the water bureau with its planted defects, on `port`."""
    changes = PlanChanges({}, {}, (_SYNONYM, _served(92)), without=("hdjl", "jzxx", "xjtj", "jytabl"))
    built = _site(WATER, port, 22, changes, TrsTiles())
    built.clean("S04", None, "域名在 .gov.cn 之下")
    built.fail("S07", None, "域名没有 AAAA 记录")
    built.portal.search = "none"
    built.fail("S05", None, "首页没有站内搜索")
    built.portal.without = frozenset({"report"})
    built.fail("S03", None, "首页没有“我为政府网站找错”入口")
    built.fail("H02", None, "没有任何咨询建言渠道")
    built.skip("C03", None, "没有互动栏目")
    built.clean("V02", "bjtj", "办件统计最新一条正好在 3 个月前（2021-05-20）")
    built.clean("C02", None, "栏目用的是台账中的同义名称", _DEMANDED)
    closed = f"http://{HOST}:{port}/swj-wb/"
    built.portal.home_extra = f'<p><a href="{closed}">云岭水务微博</a></p>'
    built.fail("N05", None, "已关停的微博账号仍有链接", closed)
    return built


def forestry(port: int) -> Built:
    """The website of the forestry bureau with its planted defects, on `port`."""
    built = _site(FORESTRY, port, 23, PlanChanges({"jzxx": 62}, {}, without=("xjtj", "jytabl")), Nfcms())
    built.fail("H03", "jzxx", "留言答复最新一条为 2021-06-19，超过 2 个月")
    built.fail("F04", "jzxx", "信件栏目超过其更新周期（同一栏目只扣一次分）")
    built.portal.search = "script"
    built.clean("S05", None, "搜索框由脚本显示，能检索到已发布的信息")
    built.portal.secure = False
    built.fail("S06", None, "首页没有 HTTPS 应答")
    built.portal.footer_by_script = True
    for rule in ("S01", "S02", "S03"):
        built.clean(rule, None, "网站标识和备案编号由脚本显示")
    built.clean("H02", None, "有局长信箱")
    _behind_login(built)
    notice = built.article("tzgg", 2)
    notice.title = f"{date(2021, 7, 8):%Y}年第二季度局长信箱来信办理情况统计"
    built.clean("C03", None, "信件办理统计作为通知公告发布")
    _numbers(built)
    wrong, right = built.article("tzgg", 8), built.article("tzgg", 9)
    wrong.paragraphs.append("各单位要大力弘扬社会主意核心价值观。")
    built.fail("X01", wrong, "把社会主义写成了社会主意", "社会主意")
    right.paragraphs.append("现将政务公开开展情况通报如下。")
    built.clean("X01", right, "词典例外：政务公开开展", "政务公开开")
    elsewhere = f"http://{QINGHE.host}:{port}/"
    built.portal.home_extra = f'<div class="zt"><a href="{elsewhere}">建议提案办理</a></div>'
    built.clean("C02", None, "首页链接到其他网站上的同名栏目", _DEMANDED)
    return built


def _behind_login(built: Built) -> None:
    """A letter that only its writer may read: nobody can say from outside whether it was answered."""
    letter = built.article("jzxx", 3)
    path = urlsplit(url_of(built.portal, built.style, letter)).path
    built.portal.extra[path] = Response(200, _LOGIN.encode())
    for rule in ("H01", "M03", "T01"):
        built.error(rule, letter, "信件须登录才能查看")


def _guides(built: Built) -> None:
    hollow, thin, scanned = (built.article("bszn", index) for index in range(3))
    hollow.paragraphs = [*hollow.paragraphs[:4], "各科室要认真落实上述要求，做好服务工作，不断提高办理质量。"]
    built.fail("V01", hollow, "缺少办理地点、办理时间、联系电话、办理流程 4 类要素")
    thin.paragraphs = thin.paragraphs[:5]
    built.clean("V01", thin, "只缺 3 类要素")
    scanned.paragraphs = ["办理要求见下图。", '<img src="/images/bszn.png" width="800" height="1100" alt="办理要求">']
    built.error("V01", scanned, "正文只有一句话，内容在图片中")


def _numbers(built: Built) -> None:
    """Numbers that are valid in form, of an area code and a sequence that are never issued."""
    open_, hidden, phones = (built.article("tzgg", index) for index in (4, 5, 6))
    open_.paragraphs.append("获补助人员：甲某，证件号码 110000190001010004；乙某，证件号码 1100**********0003。")
    built.fail("X03", open_, "公布了完整的身份证号码")
    hidden.paragraphs.append("获补助人员：甲某，证件号码 1100**********0004；登记编号 110000190001010005。")
    built.clean("X03", hidden, "号码已隐去，另一个编号不是身份证号码")
    phones.paragraphs.append("、".join(f"第{number}片区 1420000000{number}" for number in range(6)))
    built.error("X03", phones, "多个手机号码，可能是工作电话")
