"""青禾县 (TRS): dead and undecidable links, stale news, a stale policy column, an empty column, Word files."""

from govcrawl.apps.demo.counties import QINGHE
from govcrawl.apps.demo.files import file
from govcrawl.apps.demo.media import FOREIGN, HOST, UNKNOWN
from govcrawl.apps.demo.model import Response
from govcrawl.apps.demo.plan import PlanChanges, build_portal
from govcrawl.apps.demo.planted.tools import Built
from govcrawl.apps.demo.styles import Trs

_WALL = b"<html><head><title>403 Forbidden</title></head><body><h1>403 Forbidden</h1></body></html>"
_BUSY = b"<html><head><title>503</title></head><body><h1>503 Service Unavailable</h1></body></html>"


def qinghe(port: int) -> Built:
    """The portal of 青禾县 (TRS) with its planted defects, on `port`."""
    ages = {"bmdt": 15, "zcwj": 182}
    portal = build_portal(QINGHE, port, 1, PlanChanges(ages, {}))
    portal.site_map_in_xml = True
    built = Built(portal, Trs())
    _links(built)
    _columns(built)
    _files(built)
    _accounts(built)
    built.fail("A01", None, "一周探测 168 次，9 次打不开（5.4%）")
    return built


def _accounts(built: Built) -> None:
    base = f"http://{HOST}:{built.portal.port}"
    unknown, known = f"{base}{UNKNOWN}", f"{base}/baishi-wb/"
    foreign = f"{base}{FOREIGN}"
    built.portal.home_extra += (
        f'<p><a href="{unknown}">官方微博</a> <a href="{known}">白石发布</a> <a href="{foreign}">云岭省级发布</a></p>'
    )
    built.fail("N02", None, "链接的微博账号不在台账中", unknown)
    built.clean("N02", None, "链接的账号已登记", known)
    built.error("N02", None, "链接的账号可能属于其他单位", foreign)


def _links(built: Built) -> None:
    gone = built.article("tzgg", 2)
    built.link(gone, "/zwgk/old/201806/t20180611_90017.html", "往年办理情况")
    built.fail("A03", gone, "稿件中的链接返回 404", "/zwgk/old/201806/t20180611_90017.html")
    extra = built.portal.extra
    extra["/inner/report.html"] = Response(403, _WALL)
    extra["/inner/verify.html"] = Response(412, _WALL)
    extra["/query/result.html"] = Response(503, _BUSY)
    undecided = built.article("tzgg", 3)
    for path, text, note in (
        ("/inner/report.html", "内部通报", "链接被防火墙以 403 拦截"),
        ("/inner/verify.html", "在线核验", "链接被动态防护以 412 拦截"),
        ("/query/result.html", "结果查询", "链接返回 503，可能只是一时繁忙"),
    ):
        built.link(undecided, path, text)
        built.error("A03", undecided, note, path)
    living = built.article("tzgg", 4)
    target = built.style.article_path(built.article("yw", 2))
    extra["/old/moved.html"] = Response(302, b"", headers=(("Location", target),))
    extra["/old/gone-home.html"] = Response(301, b"", headers=(("Location", built.portal.base + "/"),))
    for href, text in (("/old/moved.html", "工作动态"), ("/old/gone-home.html", "县政府门户网站")):
        built.link(living, href, text)
        built.clean("A03", living, "链接跳转到仍在的页面", href)
    anchor = f"{built.style.article_path(built.article('yw', 3))}#section2"
    for href, text in ((anchor, "第二部分"), ("#top", "返回顶部"), ("mailto:office@qinghe.example", "联系邮箱"),
                       ("javascript:history.back()", "返回上一页"), ("tel:0000-0000000", "联系电话")):  # fmt: skip
        built.link(living, href, text)
    built.clean("A03", living, "带锚点的链接、邮箱、脚本和电话链接不是死链", anchor)


def _columns(built: Built) -> None:
    portal = built.portal
    built.fail("F02", "bmdt", "动态类栏目最新一条为 15 天前")
    news = portal.column("yw")
    news.pinned = news.articles[20]
    built.clean("F02", news, "置顶的是旧稿，其后有新稿")
    built.clean("F01", None, "首页置顶的是旧稿，其后有新稿")
    built.clean("A02", None, "首页可以打开")
    built.clean("S06", None, "首页有 HTTPS 应答")
    built.clean("F02", "fxjz", "历史性工作专题不计入动态要闻类")
    built.clean("F04", "fxjz", "历史性工作专题不按更新周期判断")
    built.fail("F03", "zcwj", "政策文件一级栏目最新一条为 2021-02-19，超过 6 个月一天")
    built.clean("I03", built.article("zcwj", 0), "通知类文件，不是规范性文件")
    built.clean("I03", built.article("gfxwj", 6), "规范性文件发布已超过一年")
    built.clean("F08", "bmdt", "已经过期的不再预警")
    empty = portal.column("yjgl")
    empty.form, empty.articles, empty.text = "empty", [], ["暂无信息"]
    built.fail("C01", empty, "栏目空白，只有“暂无信息”")
    built.clean("C01", "jgzn", "单页栏目有正文")
    built.clean("C01", "zwgk", "只引导到子栏目的上级栏目")
    staff = portal.column("rsxx")
    staff.labels.update({"ColumnKeywords": None, "ColumnType": None})
    built.fail("M02", staff, "栏目页缺少 ColumnKeywords 和 ColumnType")
    built.clean("M02", "ghjh", "栏目标签齐全")


def _files(built: Built) -> None:
    lone = built.article("tzgg", 5)
    (word,) = built.attach(lone, file("0815301", "docx", "申请表.docx"))
    built.fail("T01", lone, "只提供 Word 附件", word)
    pdf = built.article("tzgg", 6)
    built.attach(pdf, file("0815302", "pdf", "公示名单.pdf"))
    built.clean("T01", pdf, "附件是 PDF")
    both = built.article("tzgg", 7)
    word, _ = built.attach(both, file("0815303", "docx", "登记表.docx"), file("0815304", "pdf", "登记表.pdf"))
    built.clean("T01", both, "同一文件另有 PDF")
    built.clean("T02", both, "同一文件另有 PDF", word)
    built.clean("T03", both, "文件内容与扩展名一致", word)
