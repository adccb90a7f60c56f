"""Near-misses on articles and of answers."""

from __future__ import annotations

from datetime import timedelta

from benchmarks.random_sites.cases import Case, Cases
from benchmarks.random_sites.files import OFD, OLE, PDF, SHEET, WORD
from benchmarks.random_sites.model import INSPECTED, Answer, File

_EVENTS = ("报名时间", "停水时间", "笔试日期", "公示期", "开标时间", "受理时间", "体检日期")

# -- in articles ----------------------------------------------------------------------------------------------------


def event_date(at: Cases) -> None:
    article = at.article("gonggao")
    day = article.when + timedelta(days=at.rng.randint(20, 60))
    said = f"{day.year}年{day.month}月{day.day}日"
    article.paragraphs.insert(1, f"{at.rng.choice(_EVENTS)}：{said}9:00。")
    at.note("event date", "M04 F03", article)


def pair(at: Cases) -> None:
    article = at.article("gonggao")
    name = f"附件1：{at.words.topic()}申报表"
    other = at.rng.choice((("pdf", PDF), ("ofd", OFD)))
    article.files = [File(f"{name}.docx", WORD, "docx"), File(f"{name}.{other[0]}", other[1], other[0])]
    at.note("word with its pdf", "T01 T02", article)


def sheet(at: Cases) -> None:
    article = at.article("gonggao")
    article.files = [File(f"{at.words.topic()}明细表.xlsx", SHEET, "xlsx")]
    at.note("spreadsheet alone", "T01 T02", article)


def named_elsewhere(at: Cases) -> None:
    article = at.article("gonggao")
    article.files = [File("报名表（PDF版）.pdf", PDF, "pdf"), File("报名表.doc", OLE, "doc")]
    at.note("word and pdf of one name", "T01 T02", article)


def left_out(at: Cases) -> None:
    article = at.article("gonggao")
    article.paragraphs.append("附件：1.工作台账（略）　2.联系人名单（另发）")
    at.note("files that are only named", "T03 T01", article)


def comment(at: Cases) -> None:
    at.article("dongtai").extra = '<!-- <a href="/old/removed.html">旧链接</a> 发布时间：2009-01-01 -->'
    at.note("commented link", "A03 M04")


def cited(at: Cases) -> None:
    article = at.article("dongtai")
    article.paragraphs.append(f"依据国办发〔2019〕{at.rng.randint(10, 60)}号文件和《{at.words.topic()}管理办法》执行。")
    at.note("cited document", "I02 I03", article)


def hidden_date(at: Cases) -> None:
    article = at.article("gonggao")
    article.extra = '<div style="display:none">发布时间：2008-08-08 08:08　来源：测试</div>'
    at.note("hidden date", "M04 F03", article)


def past(at: Cases) -> None:
    article = at.article("dongtai")
    article.paragraphs.insert(0, f"截至{INSPECTED.year - 8}年12月31日，该项目共投入资金{at.rng.randint(20, 90)}万元。")
    at.note("old date in the text", "M04 F02", article)


def masked(at: Cases) -> None:
    article = at.article("gonggao")
    rows = "".join(
        f"<tr><td>{at.rng.choice('赵钱孙李周吴')}**</td><td>{head}********{at.rng.randint(1000, 9999)}</td></tr>"
        for head in ("620102", "620123")
    )
    article.extra += f"<table><tr><td>姓名</td><td>身份证号</td></tr>{rows}</table>"
    at.note("masked numbers", "X03", article)


def receipt(at: Cases) -> None:
    article = at.article("gonggao")
    number = f"{INSPECTED.year}{at.rng.randint(10**13, 10**14 - 1)}"
    article.paragraphs.append(f"受理编号{number}，统一社会信用代码1162010001{at.rng.randint(1000000, 9999999)}X。")
    at.note("numbers of other things", "X03", article)


def plain_links(at: Cases) -> None:
    article = at.article("dongtai")
    article.extra += (
        '<p><a href="javascript:void(0)" onclick="window.print()">打印</a> <a href="#top">返回顶部</a> '
        '<a href="mailto:bgs@example.gov.cn">写邮件</a> <a href="tel:09310000000">致电我们</a> <a name="end"></a></p>'
    )
    at.note("links that lead nowhere by design", "A03", article)


def hidden_own(at: Cases) -> None:
    article = at.article("dongtai")
    target = at.site.column("gonggao").newest_first()[0]
    article.related.append(("相关公告：" + target.title, target))
    article.extra += '<div style="display:none"><a href="http://www.gov.cn/">中国政府网</a></div>'
    at.note("hidden link to a government site", "X02", article)


def spaced_title(at: Cases) -> None:
    article = at.article("gonggao")
    middle = len(article.title) // 2
    article.shown = article.title[:middle] + at.rng.choice(("\n      ", " ", "　", "  ")) + article.title[middle:]
    at.note("headline with blanks", "M04", article)


def drafted(at: Cases) -> None:
    article = at.article("gonggao")
    article.drafted_before = at.rng.randint(4, 25)
    at.note("day of drafting beside that of publication", "M04 F09", article)


def about_errors(at: Cases) -> None:
    article = at.article("dongtai", 8)
    article.title = at.rng.choice(
        (
            "关于网站个别页面不存在问题的整改情况",
            "我局排查“404”错误页面和无法访问的链接",
            "网站栏目暂无内容问题专项整治见成效",
        )
    )
    at.note("text about errors", "A03 C01", article)


def picture_interpretation(at: Cases) -> None:
    policy = at.site.column("zhengce").newest_first()[-1]
    policy.related_look = 5
    at.note("interpretation linked by a picture", "I01", policy)


def linked_in_text(at: Cases) -> None:
    explained = at.site.column("jiedu").newest_first()[0]
    explained.related_look = 1
    at.note("policy linked by two words", "I02", explained)


# -- of answers -----------------------------------------------------------------------------------------------------


def says_404(at: Cases) -> None:
    article = at.article("dongtai")
    at.site.late.append(lambda: at.site.answers.update({article.path: Answer(404)}))
    at.note("404 with the whole article", "A03", article)


def slow(at: Cases) -> None:
    at.site.answers["/zt/slow.html"] = Answer(200, 2.5)
    at.site.pages["/zt/slow.html"] = ("text/html; charset=utf-8", _LONG.encode())
    at.article("dongtai").extra += '<p>详见<a href="/zt/slow.html">专题页面</a></p>'
    at.note("slow page", "A03")


def busy(at: Cases) -> None:
    status = at.rng.choice((503, 403))
    at.site.answers["/app/query.jsp"] = Answer(status)
    at.site.pages["/app/query.jsp"] = ("text/html; charset=utf-8", "<p>系统繁忙，请稍后再试</p>".encode())
    at.article("gonggao").extra += '<p><a href="/app/query.jsp">进度查询系统</a></p>'
    at.note(f"server says {status}", "A03")


def moved(at: Cases) -> None:
    target = at.site.column("gonggao").newest_first()[0]

    def settle() -> None:
        at.site.answers["/old/notice.html"] = Answer(302, headers=(("Location", target.path),))

    at.site.late.append(settle)
    at.site.pages["/old/notice.html"] = ("text/html", b"")
    at.article("dongtai").extra += '<p><a href="/old/notice.html">原公告</a></p>'
    at.note("moved page", "A03")


_LONG = "<html><body><h1>专题</h1>" + "<p>各有关单位按照职责分工抓好落实，及时报送进展情况。</p>" * 8 + "</body></html>"


ALWAYS: tuple[Case, ...] = (event_date, pair, comment, hidden_date)
ARTICLES: tuple[Case, ...] = (
    sheet, named_elsewhere, left_out, cited, past, masked, receipt, plain_links, hidden_own, spaced_title, drafted,
    about_errors, picture_interpretation, linked_in_text, says_404, slow, busy, moved,
)  # fmt: skip
