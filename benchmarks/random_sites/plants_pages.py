"""Defects of pages, their labels, links and files."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from benchmarks.random_sites.files import HTML, OLE, PDF, WORD
from benchmarks.random_sites.model import Account, File, Site, Truth
from benchmarks.random_sites.planting import Late, anywhere, at, nothing, some

WRONG = (("布署", "部署"), ("按装", "安装"), ("帐户", "账户"), ("截止目前", "截至目前"), ("座落于", "坐落于"))
_RIGHT = {"布署": "瀑布署名"}  # where the letters of a wrong expression are none


def expressions() -> str:
    """The dictionary of wrong expressions as the office keeps it."""
    lines = [f"{wrong},{right},{_RIGHT.get(wrong, '')}" for wrong, right in WRONG]
    return "\n".join(("错误表述,正确表述,例外", *lines, ""))


def site_label(site: Site, rng: Random) -> tuple[Late, Late]:
    site.dropped.add(rng.choice(("SiteName", "SiteDomain", "SiteIDCode")))
    return anywhere("M01"), nothing


def column_label(site: Site, rng: Random) -> tuple[Late, Late]:
    slugs = {column.slug for column in site.walk()}
    column = site.column(rng.choice([slug for slug in ("caizheng", "jianyi", "gonggao") if slug in slugs]))
    column.dropped.add(rng.choice(("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")))
    return at(site, "M02", column), nothing


def article_label(site: Site, rng: Random) -> tuple[Late, Late]:
    article = some(site, rng, "dongtai")
    article.dropped.add(rng.choice(("ArticleTitle", "PubDate", "ContentSource")))
    return at(site, "M03", article, article.title), nothing


def wrong_label(site: Site, rng: Random) -> tuple[Late, Late]:
    article = some(site, rng, "gonggao")
    if rng.random() < 0.5:
        article.labels["PubDate"] = f"{article.when - timedelta(days=rng.randint(20, 90)):%Y-%m-%d %H:%M}"
    else:
        other = next(each for each in site.walk() if each.form == "list" and each is not article.column)
        article.labels["ArticleTitle"] = other.newest_first()[-1].title
    return at(site, "M04", article, article.title), at(site, "F09", article)


def no_code(site: Site, rng: Random) -> tuple[Late, Late]:
    site.missing_marks.add("code")
    return anywhere("S01"), nothing


def no_record(site: Site, rng: Random) -> tuple[Late, Late]:
    site.missing_marks.add("record")
    return anywhere("S02"), nothing


def no_error_entry(site: Site, rng: Random) -> tuple[Late, Late]:
    site.missing_marks.add("error")
    return anywhere("S03"), nothing


def unknown_account(site: Site, rng: Random) -> tuple[Late, Late]:
    serial = rng.randint(10**9, 9 * 10**9)
    site.accounts.append(Account(f"{site.unit}发布{serial}", f"https://weibo.com/u/{serial}", ""))
    return anywhere("N02"), nothing


def closed_account(site: Site, rng: Random) -> tuple[Late, Late]:
    serial = rng.randint(10**9, 9 * 10**9)
    site.accounts.append(Account(f"{site.unit}旧号{serial}", f"https://weibo.com/u/{serial}", "注销"))
    return anywhere("N05"), nothing


def word_alone(site: Site, rng: Random) -> tuple[Late, Late]:
    article = some(site, rng, "gonggao")
    ending, body = rng.choice((("doc", OLE), ("docx", WORD)))
    article.files = [File(f"报名表.{ending}", body, ending)]
    return at(site, "T01", article, article.title), at(site, "T02", article)


def word_beside(site: Site, rng: Random) -> tuple[Late, Late]:
    article = some(site, rng, "gonggao")
    article.files = [
        File("附件1：承诺书.doc", OLE, "doc"),
        File("附件2：技术参数说明.pdf", PDF, "pdf"),
    ]
    return at(site, "T02", article, article.title), at(site, "T01", article)


def broken_file(site: Site, rng: Random) -> tuple[Late, Late]:
    article = some(site, rng, "gonggao")
    article.files = [File("附件：明细表.pdf", rng.choice((HTML, b"")), "pdf")]
    return at(site, "T03", article, article.title), nothing


def dead_link(site: Site, rng: Random) -> tuple[Late, Late]:
    article = some(site, rng, "dongtai")
    path = f"/zt/gone{rng.randint(1, 999)}.html"
    article.extra += f'<p>专题报道见<a href="{path}">这里的专题</a></p>'
    return lambda: [Truth("A03", site.at(path), article.title)], nothing


def not_linked(site: Site, rng: Random) -> tuple[Late, Late]:
    policy = site.column("zhengce").newest_first()[0]
    policy.related = []
    return at(site, "I01", policy), nothing


def not_linked_back(site: Site, rng: Random) -> tuple[Late, Late]:
    explained = site.column("jiedu").newest_first()[-1]
    explained.related = []
    return at(site, "I02", explained), nothing


def foreign_link(site: Site, rng: Random) -> tuple[Late, Late]:
    article = some(site, rng, "dongtai")
    host = rng.choice(("bet-kk888", "ag-yule66", "xinpujing9", "caipiao-dx", "wns-live"))
    hidden = rng.choice(('style="display:none"', 'style="position:absolute;left:-9999px"', 'style="font-size:0"'))
    text = rng.choice(("澳门新葡京", "真人百家乐", "彩票平台注册", "棋牌游戏下载"))
    article.extra += f'<div {hidden}><a href="http://www.{host}.example/">{text}</a></div>'
    return at(site, "X02", article, article.title), nothing


def identity_number(site: Site, rng: Random) -> tuple[Late, Late]:
    article = some(site, rng, "gonggao")
    head = f"620123{rng.randint(1955, 2000)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}{rng.randint(0, 999):03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    check = "10X98765432"[sum(int(digit) * weight for digit, weight in zip(head, weights, strict=True)) % 11]
    article.extra += (
        f"<table><tr><td>姓名</td><td>身份证号</td></tr><tr><td>某某</td><td>{head}{check}</td></tr></table>"
    )
    return at(site, "X03", article, article.title), nothing


def open_letter(site: Site, rng: Random) -> tuple[Late, Late]:
    article = site.column("xinjian").newest_first()[-1]
    assert article.letter is not None
    day = site.column("gonggao").newest_first()[0].when.date() - timedelta(days=rng.randint(130, 250))
    article.when = article.when.replace(year=day.year, month=day.month, day=day.day)
    article.letter.asked, article.letter.replied = day, None
    return at(site, "H01", article), nothing


def wrong_expression(site: Site, rng: Random) -> tuple[Late, Late]:
    article = some(site, rng, "dongtai")
    article.paragraphs.insert(0, f"会议强调，{rng.choice(WRONG)[0]}的有关事项要抓紧落实。")
    return at(site, "X01", article), nothing
