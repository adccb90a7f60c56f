"""Defects of columns and of what a site must have."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from benchmarks.random_sites import guides
from benchmarks.random_sites.model import INSPECTED, Article, Site, Truth
from benchmarks.random_sites.planting import Late, age, anywhere, at, drop, nothing, some


def empty(site: Site, rng: Random) -> tuple[Late, Late]:
    column = site.column("renshi")
    column.form, column.articles = "empty", []
    column.text = rng.choice(("", "暂无信息", "暂无相关数据！", "栏目建设中……", "内容更新中"))
    return at(site, "C01", column, column.text), at(site, "F02 F03 F04 F05 F06 F07", column)


def missing(site: Site, rng: Random) -> tuple[Late, Late]:
    drop(site, "lingdao")
    return anywhere("C02"), nothing


def stale_news(site: Site, rng: Random) -> tuple[Late, Late]:
    column = site.column("dongtai")
    age(column, rng.randint(20, 200))
    return at(site, "F02", column), anywhere("F01")


def stale_notices(site: Site, rng: Random) -> tuple[Late, Late]:
    column = site.column("gonggao")
    age(column, rng.randint(200, 500))
    return at(site, "F03", column), anywhere("F01" if site.platform == "disclosure" else "")


def stale_plan(site: Site, rng: Random) -> tuple[Late, Late]:
    column = site.column("guihua")
    age(column, rng.randint(400, 800))
    return at(site, "F04", column), at(site, "F07", column)


def not_this_year(site: Site, rng: Random) -> tuple[Late, Late]:
    column = site.column("jianyi")
    age(column, rng.randint(240, 330))
    for article in column.articles:  # nor does a title name this year
        article.title = article.title.replace(str(INSPECTED.year), str(article.when.year))
    return at(site, "F07", column), at(site, "F04", column)


def undated(site: Site, rng: Random) -> tuple[Late, Late]:
    column = site.column("renshi")
    column.undated = True
    for article in column.articles:
        article.dated, article.dropped = False, {"PubDate"}

    def beside() -> list[Truth]:
        pages = [Truth("M03", site.at(article.path)) for article in column.articles]
        return [*pages, *at(site, "F04 F07", column)()]

    return at(site, "F05", column), beside


def stale_home(site: Site, rng: Random) -> tuple[Late, Late]:
    for slug, least in (("dongtai", 16), ("gonggao", 20), ("zhengce", 25)):
        age(site.column(slug), least + rng.randint(0, 60))
    age(site.column("jiedu"), 20)
    return anywhere("F01"), at(site, "F02", site.column("dongtai"))


def stale_quarters(site: Site, rng: Random) -> tuple[Late, Late]:
    column = site.column("xjtj")
    column.articles = column.newest_first()[1:]
    return at(site, "F06", column), at(site, "F04", column)


def due_soon(site: Site, rng: Random) -> tuple[Late, Late]:
    column = site.column("dongtai")
    age(column, 13)
    return at(site, "F08", column), nothing


def no_channel(site: Site, rng: Random) -> tuple[Late, Late]:
    drop(site, "hdjl")
    return anywhere("H02"), anywhere("C03 H03")


def stale_letters(site: Site, rng: Random) -> tuple[Late, Late]:
    column, days = site.column("xinjian"), rng.randint(70, 200)
    old = [each for each in column.articles if each.letter and each.letter.replied]
    site.near = [case for case in site.near if case.subject not in column.articles]
    column.articles = old
    age(column, days + 10)
    for article in old:
        assert article.letter is not None
        article.letter.asked = article.when.date()
        article.letter.replied = article.when.date() + timedelta(days=3)
    return anywhere("H03"), at(site, "F04 F03 F02", column)


def no_statistics(site: Site, rng: Random) -> tuple[Late, Late]:
    drop(site, "xjtj")
    return anywhere("C03"), nothing


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
    return at(site, "I03", policy), nothing


def no_search(site: Site, rng: Random) -> tuple[Late, Late]:
    site.search = False
    return anywhere("S05"), nothing


def poor_guide(site: Site, rng: Random) -> tuple[Late, Late]:
    article = some(site, rng, "bszn")
    kept = ("事项名称", *rng.sample(guides.ELEMENTS[1:], rng.randint(1, 3)))
    matter = article.title.removesuffix("办事指南").removesuffix("服务指南")
    article.title = f"{matter}{rng.choice(('办事指南', '服务指南'))}"
    article.extra = guides.guide(matter, rng.randint(0, guides.LOOKS - 1), rng, kept)
    return at(site, "V01", article), nothing


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
    return anywhere("V02"), at(site, "F06 F04", column)
