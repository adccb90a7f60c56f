"""Defects, each with what must be found and what may be found beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from benchmarks.random_sites import guides
from benchmarks.random_sites.files import HTML, OLE, PDF, WORD
from benchmarks.random_sites.model import INSPECTED, Article, Column, File, Site, Truth

Late = Callable[[], list[Truth]]  # addresses are known only when all is planted
Plant = Callable[[Site, Random], tuple[Late, Late]]


def _nothing() -> list[Truth]:
    return []


def _age(column: Column, days: int) -> None:
    newest = column.newest_first()[0].when
    shift = timedelta(days=days) - (INSPECTED - newest.date())
    for article in column.articles:
        article.when -= shift


def _at(site: Site, rules: str, subject: Column | Article, why: str = "") -> Late:
    return lambda: [Truth(rule, site.at(subject.path), why) for rule in rules.split()]


def _anywhere(rules: str, why: str = "") -> Late:
    return lambda: [Truth(rule, "", why) for rule in rules.split()]


def _some(site: Site, rng: Random, slug: str) -> Article:
    """One of the newer articles of a column on which no near-miss stands and nothing is planted."""
    used = {id(case.subject) for case in site.near} | site.planted
    free = [each for each in site.column(slug).newest_first() if id(each) not in used and not each.pinned]
    plain = [each for each in free if not each.extra and not each.files and not each.shown] or free
    found = rng.choice(plain[:4])
    site.planted.add(id(found))
    return found


def _drop(site: Site, slug: str) -> None:
    """Take a column off the site, and the near-misses that stood in it."""
    gone = site.column(slug)
    lost = {id(each) for column in (gone, *gone.children) for each in (column, *column.articles)}
    site.columns = [each for each in site.columns if each is not gone]
    for column in site.columns:
        column.children = [each for each in column.children if each is not gone]
    site.near = [case for case in site.near if id(case.subject) not in lost]


def empty(site: Site, rng: Random) -> tuple[Late, Late]:
    column = site.column("renshi")
    column.form, column.articles = "empty", []
    column.text = rng.choice(("", "暂无信息", "暂无相关数据！", "栏目建设中……", "内容更新中"))
    return _at(site, "C01", column, column.text), _at(site, "F02 F03 F04 F05 F06 F07", column)


def missing(site: Site, rng: Random) -> tuple[Late, Late]:
    _drop(site, "lingdao")
    return _anywhere("C02"), _nothing


def stale_news(site: Site, rng: Random) -> tuple[Late, Late]:
    column = site.column("dongtai")
    _age(column, rng.randint(20, 200))
    return _at(site, "F02", column), _anywhere("F01")


def stale_notices(site: Site, rng: Random) -> tuple[Late, Late]:
    column = site.column("gonggao")
    _age(column, rng.randint(200, 500))
    return _at(site, "F03", column), _nothing


def stale_plan(site: Site, rng: Random) -> tuple[Late, Late]:
    column = site.column("guihua")
    _age(column, rng.randint(400, 800))
    return _at(site, "F04", column), _at(site, "F07", column)


def not_this_year(site: Site, rng: Random) -> tuple[Late, Late]:
    column = site.column("jianyi")
    _age(column, rng.randint(240, 330))
    for article in column.articles:  # nor does a title name this year
        article.title = article.title.replace(str(INSPECTED.year), str(article.when.year))
    return _at(site, "F07", column), _at(site, "F04", column)


def undated(site: Site, rng: Random) -> tuple[Late, Late]:
    column = site.column("renshi")
    column.undated = True
    for article in column.articles:
        article.dated, article.dropped = False, {"PubDate"}

    def beside() -> list[Truth]:
        pages = [Truth("M03", site.at(article.path)) for article in column.articles]
        return [*pages, *_at(site, "F04 F07", column)()]

    return _at(site, "F05", column), beside


def stale_home(site: Site, rng: Random) -> tuple[Late, Late]:
    for slug, least in (("dongtai", 16), ("gonggao", 20), ("zhengce", 25)):
        _age(site.column(slug), least + rng.randint(0, 60))
    _age(site.column("jiedu"), 20)
    return _anywhere("F01"), _at(site, "F02", site.column("dongtai"))


def stale_quarters(site: Site, rng: Random) -> tuple[Late, Late]:
    column = site.column("xjtj")
    column.articles = column.newest_first()[1:]
    return _at(site, "F06", column), _at(site, "F04", column)


def due_soon(site: Site, rng: Random) -> tuple[Late, Late]:
    column = site.column("dongtai")
    _age(column, 13)
    return _at(site, "F08", column), _nothing


def no_channel(site: Site, rng: Random) -> tuple[Late, Late]:
    _drop(site, "hdjl")
    return _anywhere("H02"), _anywhere("C03 H03")


def stale_letters(site: Site, rng: Random) -> tuple[Late, Late]:
    column, age = site.column("xinjian"), rng.randint(70, 200)
    old = [each for each in column.articles if each.letter and each.letter.replied]
    site.near = [case for case in site.near if case.subject not in column.articles]
    column.articles = old
    _age(column, age + 10)
    for article in old:
        assert article.letter is not None
        article.letter.asked = article.when.date()
        article.letter.replied = article.when.date() + timedelta(days=3)
    return _anywhere("H03"), _at(site, "F04 F03 F02", column)


def no_statistics(site: Site, rng: Random) -> tuple[Late, Late]:
    _drop(site, "xjtj")
    return _anywhere("C03"), _nothing


def not_interpreted(site: Site, rng: Random) -> tuple[Late, Late]:
    policies = site.column("zhengce")
    policy = policies.newest_first()[0]
    explained = policy.related[0][1]
    explained.column.articles = [each for each in explained.column.articles if each is not explained]
    site.near = [case for case in site.near if case.subject is not explained]
    policy.related = []
    matter = rng.choice(("低空飞行器", "河湖采砂", "地下管线", "户外广告")) + rng.choice(
        ("管理办法", "管理规定", "实施细则")
    )
    policy.title = f"{site.unit}关于印发《{site.place}{matter}》的通知"
    policy.number = f"{site.place[0]}规发〔2021〕{rng.randint(1, 9)}号"
    return _at(site, "I03", policy), _nothing


def no_search(site: Site, rng: Random) -> tuple[Late, Late]:
    site.search = False
    return _anywhere("S05"), _nothing


def poor_guide(site: Site, rng: Random) -> tuple[Late, Late]:
    article = _some(site, rng, "bszn")
    kept = ("事项名称", *rng.sample(guides.ELEMENTS[1:], rng.randint(1, 3)))
    matter = article.title.removesuffix("办事指南").removesuffix("服务指南")
    article.title = f"{matter}{rng.choice(('办事指南', '服务指南'))}"
    article.extra = guides.guide(matter, rng.randint(0, guides.LOOKS - 1), rng, kept)
    return _at(site, "V01", article), _nothing


def stale_services(site: Site, rng: Random) -> tuple[Late, Late]:
    column = site.column("bjtj")
    column.articles = []
    for month in range(3, 0, -1):
        article = site.column("gonggao").newest_first()[0]
        day = date(2021, month + 1, 8)
        column.articles.append(
            Article(f"2021年{month}月份{site.unit}办件统计", article.when.replace(month=day.month, day=day.day), column,
                    [f"本月共受理{rng.randint(90, 300)}件。"], source=site.unit)
        )  # fmt: skip
    return _anywhere("V02"), _at(site, "F06 F04", column)


def wrong_expression(site: Site, rng: Random) -> tuple[Late, Late]:
    article = _some(site, rng, "dongtai")
    article.paragraphs.insert(0, f"会议强调，{rng.choice(WRONG)[0]}的有关事项要抓紧落实。")
    return _at(site, "X01", article), _nothing


def site_label(site: Site, rng: Random) -> tuple[Late, Late]:
    site.dropped.add(rng.choice(("SiteName", "SiteDomain", "SiteIDCode")))
    return _anywhere("M01"), _nothing


def column_label(site: Site, rng: Random) -> tuple[Late, Late]:
    column = site.column(rng.choice(("caizheng", "jianyi", "gonggao")))
    column.dropped.add(rng.choice(("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")))
    return _at(site, "M02", column), _nothing


def article_label(site: Site, rng: Random) -> tuple[Late, Late]:
    article = _some(site, rng, "dongtai")
    article.dropped.add(rng.choice(("ArticleTitle", "PubDate", "ContentSource")))
    return _at(site, "M03", article, article.title), _nothing


def wrong_label(site: Site, rng: Random) -> tuple[Late, Late]:
    article = _some(site, rng, "gonggao")
    if rng.random() < 0.5:
        article.labels["PubDate"] = f"{article.when - timedelta(days=rng.randint(20, 90)):%Y-%m-%d %H:%M}"
    else:
        article.labels["ArticleTitle"] = site.column("dongtai").newest_first()[-1].title
    return _at(site, "M04", article, article.title), _at(site, "F09", article)


def mark(site: Site, rng: Random) -> tuple[Late, Late]:
    name, rule = rng.choice((("code", "S01"), ("record", "S02"), ("error", "S03")))
    site.missing_marks.add(name)
    return _anywhere(rule), _nothing


def word_alone(site: Site, rng: Random) -> tuple[Late, Late]:
    article = _some(site, rng, "gonggao")
    ending, body = rng.choice((("doc", OLE), ("docx", WORD)))
    article.files = [File(f"报名表.{ending}", body, ending)]
    return _at(site, "T01", article, article.title), _at(site, "T02", article)


def word_beside(site: Site, rng: Random) -> tuple[Late, Late]:
    article = _some(site, rng, "gonggao")
    article.files = [
        File("附件1：承诺书.doc", OLE, "doc"),
        File("附件2：技术参数说明.pdf", PDF, "pdf"),
    ]
    return _at(site, "T02", article, article.title), _at(site, "T01", article)


def broken_file(site: Site, rng: Random) -> tuple[Late, Late]:
    article = _some(site, rng, "gonggao")
    article.files = [File("附件：明细表.pdf", rng.choice((HTML, b"")), "pdf")]
    return _at(site, "T03", article, article.title), _nothing


def dead_link(site: Site, rng: Random) -> tuple[Late, Late]:
    article = _some(site, rng, "dongtai")
    path = f"/zt/gone{rng.randint(1, 999)}.html"
    article.extra += f'<p>专题报道见<a href="{path}">这里的专题</a></p>'
    return lambda: [Truth("A03", site.at(path), article.title)], _nothing


def not_linked(site: Site, rng: Random) -> tuple[Late, Late]:
    policy = site.column("zhengce").newest_first()[0]
    policy.related = []
    return _at(site, "I01", policy), _nothing


def not_linked_back(site: Site, rng: Random) -> tuple[Late, Late]:
    explained = site.column("jiedu").newest_first()[-1]
    explained.related = []
    return _at(site, "I02", explained), _nothing


def foreign_link(site: Site, rng: Random) -> tuple[Late, Late]:
    article = _some(site, rng, "dongtai")
    host = rng.choice(("bet-kk888", "ag-yule66", "xinpujing9", "caipiao-dx", "wns-live"))
    hidden = rng.choice(('style="display:none"', 'style="position:absolute;left:-9999px"', 'style="font-size:0"'))
    text = rng.choice(("澳门新葡京", "真人百家乐", "彩票平台注册", "棋牌游戏下载"))
    article.extra += f'<div {hidden}><a href="http://www.{host}.example/">{text}</a></div>'
    return _at(site, "X02", article, article.title), _nothing


def identity_number(site: Site, rng: Random) -> tuple[Late, Late]:
    article = _some(site, rng, "gonggao")
    head = f"620123{rng.randint(1955, 2000)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}{rng.randint(0, 999):03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    check = "10X98765432"[sum(int(digit) * weight for digit, weight in zip(head, weights, strict=True)) % 11]
    article.extra += (
        f"<table><tr><td>姓名</td><td>身份证号</td></tr><tr><td>某某</td><td>{head}{check}</td></tr></table>"
    )
    return _at(site, "X03", article, article.title), _nothing


def open_letter(site: Site, rng: Random) -> tuple[Late, Late]:
    article = site.column("xinjian").newest_first()[-1]
    assert article.letter is not None
    day = site.column("gonggao").newest_first()[0].when.date() - timedelta(days=rng.randint(130, 250))
    article.when = article.when.replace(year=day.year, month=day.month, day=day.day)
    article.letter.asked, article.letter.replied = day, None
    return _at(site, "H01", article), _nothing


WRONG = (("布署", "部署"), ("按装", "安装"), ("帐户", "账户"), ("截止目前", "截至目前"), ("座落于", "坐落于"))
_RIGHT = {"布署": "瀑布署名"}  # where the letters of a wrong expression are none


def expressions() -> str:
    """The dictionary of wrong expressions as the office keeps it."""
    lines = [f"{wrong},{right},{_RIGHT.get(wrong, '')}" for wrong, right in WRONG]
    return "\n".join(("错误表述,正确表述,例外", *lines, ""))


ALL: tuple[Plant, ...] = (
    stale_home,
    stale_quarters,
    due_soon,
    no_channel,
    stale_letters,
    no_statistics,
    not_interpreted,
    no_search,
    poor_guide,
    stale_services,
    wrong_expression,
    empty,
    missing,
    stale_news,
    stale_notices,
    stale_plan,
    not_this_year,
    undated,
    site_label,
    column_label,
    article_label,
    wrong_label,
    mark,
    word_alone,
    word_beside,
    broken_file,
    dead_link,
    not_linked,
    not_linked_back,
    foreign_link,
    identity_number,
    open_letter,
)
_EXCLUSIVE: tuple[set[Plant], ...] = (
    {empty, undated},
    {stale_home, stale_news, due_soon},
    {stale_home, stale_notices, wrong_label, word_alone, word_beside, broken_file, identity_number, open_letter},
    {no_channel, stale_letters, no_statistics, open_letter, stale_quarters},
    {not_interpreted, not_linked, not_linked_back},
    {no_channel, column_label},
)


def plant(site: Site, rng: Random, count: int) -> tuple[list[Late], list[Late]]:
    """Plant `count` different defects; what must and what may be found."""
    chosen: list[Plant] = []
    for each in rng.sample(ALL, len(ALL)):
        if len(chosen) < count and not any(each in group and group & set(chosen) for group in _EXCLUSIVE):
            chosen.append(each)
    must, may = [], []
    for each in chosen:
        found, beside = each(site, rng)
        must.append(found)
        may.append(beside)
    return must, may
