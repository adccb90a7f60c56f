"""Mutations of articles: their links, files, text, and the letters of citizens."""

from __future__ import annotations

from random import Random

from benchmarks.mutations.edits import into_body, must_change, rewrite, without_links
from benchmarks.mutations.model import Mutation, called, on_bytes, on_model, truth
from benchmarks.random_sites import plants_pages
from benchmarks.random_sites.files import HTML, OLE, PDF, WORD
from benchmarks.random_sites.model import Article, File, Site
from benchmarks.random_sites.planting import Late, Plant, nothing, some

# -- links ----------------------------------------------------------------------------------------------------------


def _linked(name: str, markup: str, address: str = "/zt/2020/shengtai.html", reply: bytes | None = None) -> Plant:
    """A link in the text whose target is gone; `reply` is what answers there with status 200 all the same."""

    def change(site: Site, rng: Random) -> tuple[Late, Late]:
        article = some(site, rng, "dongtai")
        url = address.format(host=site.host, closed=site.port + 1)
        must_change(site, article.path, into_body(markup.format(url=url)))
        if reply is not None:
            site.pages[address] = ("text/html; charset=utf-8", reply)
        return truth(site, "A03", "" if "{" in address else address)

    return called(name, change)


_GONE = "<html><body><h1>404</h1><p>您访问的页面不存在</p></body></html>".encode()


def page_taken_away(site: Site, rng: Random) -> tuple[Late, Late]:
    """An article that its list still links is not there any more."""
    article = some(site, rng, "dongtai")
    del site.pages[article.path]
    return truth(site, "A03", article.path)


# -- files ----------------------------------------------------------------------------------------------------------


def _pair(site: Site) -> Article:
    """An article that offers the same document as Word and as PDF or OFD."""
    every = [article for column in site.walk() for article in column.articles]
    return next(each for each in every if {file.ext for file in each.files} & {"doc", "docx"} and len(each.files) == 2)


def pdf_taken_away(site: Site, rng: Random) -> tuple[Late, Late]:
    """Of a document in two formats only Word is left."""
    article = _pair(site)
    fixed = next(file for file in article.files if file.ext in ("pdf", "ofd"))
    must_change(site, article.path, without_links(fixed.path))
    return truth(site, "T01", article.path)


def _offered(rule: str, name: str, *files: tuple[str, bytes, str], may: str = "") -> Plant:
    def change(site: Site, rng: Random) -> tuple[Late, Late]:
        article = some(site, rng, "gonggao")
        article.files = [File(*each) for each in files]
        return lambda: truth(site, rule, article.path)[0](), truth(site, rule, "", may)[1]

    return called(name, change)


def file_taken_away(site: Site, rng: Random) -> tuple[Late, Late]:
    """A file of an article is not there any more."""
    article = _pair(site)
    del site.pages[article.files[-1].path]
    return truth(site, "T03", article.path, may="A03")


# -- text -----------------------------------------------------------------------------------------------------------


def _written(rule: str, name: str, markup: str, slug: str = "gonggao") -> Plant:
    def change(site: Site, rng: Random) -> tuple[Late, Late]:
        article = some(site, rng, slug)
        serial = rng.randint(1000, 9999)
        must_change(site, article.path, into_body(markup.format(number=identity(rng), serial=serial)))
        return truth(site, rule, article.path)

    return called(name, change)


def identity(rng: Random) -> str:
    """An identity number that nobody has, with its right check digit."""
    head = f"629923{rng.randint(1955, 2000)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}{rng.randint(0, 999):03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return head + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(head, weights, strict=True)) % 11]


def expression_in_headline(site: Site, rng: Random) -> tuple[Late, Late]:
    """A wrong expression stands in the headline."""
    article = some(site, rng, "dongtai")
    article.title = f"{article.title}并布署下一步任务"
    return lambda: truth(site, "X01", article.path)[0](), nothing


# -- letters and interpretations ------------------------------------------------------------------------------------


def answer_taken_away(site: Site, rng: Random) -> tuple[Late, Late]:
    """A letter of five months ago has no answer; its list says that it is open."""
    return plants_pages.open_letter(site, rng)


def link_taken_away(site: Site, rng: Random) -> tuple[Late, Late]:
    """The policy's page does not lead to its interpretation."""
    policy = rng.choice(site.column("zhengce").newest_first())
    must_change(site, policy.path, without_links(policy.related[0][1].path))
    return truth(site, "I01", policy.path)


def link_back_taken_away(site: Site, rng: Random) -> tuple[Late, Late]:
    """The interpretation does not lead to its policy."""
    explained = rng.choice(site.column("jiedu").newest_first())
    must_change(site, explained.path, without_links(explained.related[0][1].path))
    return truth(site, "I02", explained.path)


def link_only_named(site: Site, rng: Random) -> tuple[Late, Late]:
    """The policy's page names its interpretation in a sentence, and does not link it."""
    policy = rng.choice(site.column("zhengce").newest_first())
    other = policy.related[0][1]
    must_change(site, policy.path, without_links(other.path))
    rewrite(site, policy.path, into_body(f"<p>政策解读：{other.title}</p>"))
    return truth(site, "I01", policy.path)


_HIDINGS = {
    "not displayed": "display:none", "off the page": "position:absolute;left:-9999px", "no size": "font-size:0",
    "not visible": "visibility:hidden", "cut off": "height:0;overflow:hidden", "indented away": "text-indent:-9999px",
}  # fmt: skip
_HIDDEN = '<div style="{style}"><a href="http://www.qipai-88yl{{serial}}.example/">真人棋牌 彩票投注</a></div>'

_AREA = '<p><img src="/i/map.png" usemap="#m"><map name="m"><area href="{url}" alt="专题" coords="0,0,9,9"></map></p>'
_ROW = "<table><tr><td>{cells}</td></tr></table>"
_FORM, _TABLE, _ONE = (
    ("申报表.docx", WORD, "docx"),
    ("附件2：技术参数.pdf", PDF, "pdf"),
    ("附件1：承诺书.doc", OLE, "doc"),
)

ALL: tuple[Mutation, ...] = (
    *on_bytes("A03", (
        _linked("link to nothing", '<p>专题报道见<a href="{url}">这里的专题</a></p>'),
        _linked("area to nothing", _AREA),
        _linked("soft 404", '<p>详见<a href="{url}">往年专题</a></p>', reply=_GONE),
        _linked("link to a closed port", '<p><a href="{url}">旧版网站</a></p>', "http://{host}:{closed}/old/"),
        page_taken_away,
    )),
    *on_bytes("T01", (pdf_taken_away,)),
    *on_model("T01", (
        _offered("T01", "doc alone", ("附件：报名登记表", OLE, "doc")),
        _offered("T01", "docx alone", ("2021年度申报书.docx", WORD, "docx")),
        _offered("T01", "two Word files", _ONE, ("附件2：汇总表.docx", WORD, "docx")),
    )),
    *on_model("T02", (
        _offered("T02", "pdf of another document", _ONE, _TABLE),
        _offered("T02", "one of three", _FORM, ("申报表.pdf", PDF, "pdf"), ("推荐表.doc", OLE, "doc")),
        plants_pages.word_beside,
    )),
    *on_model("T03", (
        _offered("T03", "a page in place of a pdf", ("附件：明细表.pdf", HTML, "pdf")),
        _offered("T03", "nothing in place of a pdf", ("附件：名单.pdf", b"", "pdf")),
        _offered("T03", "a page in place of a table", ("附件：统计表.xlsx", HTML, "xlsx")),
    )),
    *on_bytes("T03", (file_taken_away,)),
    *on_model("X01", (plants_pages.wrong_expression, expression_in_headline)),
    *on_bytes("X01", (
        _written("X01", "in a cell", _ROW.format(cells="办公室</td><td>请做好布署的有关事项")),
        _written("X01", "across elements", "<p>会议对防汛工作进行了<b>布署</b>，要求各科室落实责任。</p>", "dongtai"),
    )),
    *on_bytes("X02", [
        _written("X02", f"hidden, {name}", _HIDDEN.format(style=style), "dongtai") for name, style in _HIDINGS.items()
    ]),
    *on_bytes("X03", (
        _written("X03", "in a table", _ROW.format(cells="姓名</td><td>证号</td></tr><tr><td>某某</td><td>{number}")),
        _written("X03", "in a sentence", "<p>申请人某某（身份证号码：{number}）的申请已经受理。</p>"),
        _written("X03", "among others", "<p>1.某某 {number} 合格<br>2.某某 合格<br>3.某某 不合格</p>"),
        _written("X03", "in its own cell", _ROW.format(cells="1</td><td>某某</td><td>{number}</td><td>村民")),
    )),
    *on_model("H01", (answer_taken_away,)),
    *on_bytes("I01", (link_taken_away, link_only_named)),
    *on_bytes("I02", (link_back_taken_away,)),
)  # fmt: skip
