"""What looks like a defect to a careless reader and is none. Each case is entered in the site's `near`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from benchmarks.random_sites.cases import Case, Cases
from benchmarks.random_sites.model import INSPECTED, Account, Article, Letter, Site
from benchmarks.random_sites.near_articles import ALWAYS, ARTICLES, linked_in_text, picture_interpretation
from benchmarks.random_sites.words import Words


def pictures(at: Cases) -> None:
    column = at.column("jggk", at.rng.choice(("办公环境", "工作掠影", "荣誉墙")), "tupian", "html")
    count = at.rng.randint(3, 6)
    column.html = {
        0: "".join(f'<p><img src="/i/h{n}.jpg" width="600" height="400"></p>' for n in range(count)),
        1: f"<table><tr>{''.join(f'<td><img src=/i/h{n}.jpg></td>' for n in range(count))}</tr></table>",
        2: "".join(f'<a href="/i/h{n}b.jpg"><img src="/i/h{n}.jpg" alt=""></a>' for n in range(count)),
    }[at.rng.randint(0, 2)]
    at.note("column of pictures", "C01", column)


def film(at: Cases) -> None:
    column = at.column("jggk", at.rng.choice(("宣传片", "形象短片")), "yingpian", "html")
    column.html = at.rng.choice(
        (
            '<video src="/i/film.mp4" width="640" height="360" controls poster="/i/film.jpg"></video>',
            '<embed src="/i/film.swf" width="640" height="480">',
            '<iframe src="/i/player.html" width="640" height="360"></iframe>',
        )
    )
    at.site.pages["/i/player.html"] = ("text/html", b"<video src='/i/film.mp4' controls></video>")
    at.note("column of a film", "C01", column)


def lawfully_empty(at: Cases) -> None:
    column = at.column("zwgk", "行政事业性收费", "shoufei", "empty")
    column.text = at.rng.choice(
        (
            "我局无行政事业性收费项目。",
            "经清理，本单位目前没有行政事业性收费事项，故无公开内容。",
            "按照国家有关规定，本部门不收取任何行政事业性费用。",
        )
    )
    at.note("lawfully empty column", "C01", column)


def topic(at: Cases) -> None:
    if any(each.slug == "zhuanti" for each in at.site.walk()):
        return
    year = at.rng.choice((2016, 2017, 2018))
    column = at.column("zwgk", f"{year}年{at.words.topic()}专题", "zhuanti", "list")
    at.old(column, date(year, 11, 20), at.rng.randint(4, 7))
    at.note("topic of the past", "F02 F04", column)


def event_driven(at: Cases) -> None:
    column = at.column("zwgk", "应急预案", "yingji", "list")
    at.old(column, INSPECTED - timedelta(days=at.rng.randint(500, 900)), at.rng.randint(3, 5))
    for article in column.articles:
        article.title = at.words.fresh(("{t}突发事件应急预案", "{t}应急预案（修订）"), article.when.year)
    at.note("old column of plans, published when something happens", "F02 F03 F04", column)


def old_box(at: Cases) -> None:
    source = next((each for each in at.site.walk() if each.slug == "zhuanti"), None)
    if source is None:
        topic(at)
        source = at.site.column("zhuanti")
    at.site.column("dongtai").box = source.newest_first()[:5]
    at.note("old articles beside a fresh list", "F02", at.site.column("dongtai"))


def pinned(at: Cases) -> None:
    article = at.site.column("dongtai").newest_first()[-1]
    article.pinned = True
    at.note("old article pinned", "F02", article)


def young_letter(at: Cases) -> None:
    column = at.site.column("xinjian")
    for age in (at.rng.randint(3, 25), at.rng.randint(400, 600)):
        day = INSPECTED - timedelta(days=age)
        title = at.words.fresh(("请问{t}何时办理", "关于{t}的一点建议"), day.year)
        letter = Letter(day, f"您好，{title}，盼复。", None, "")
        when = datetime.combine(day, time(9, 30))
        column.articles.append(Article(title, when, column, [], source=at.site.unit, letter=letter))
        at.note("open letter, new or too old", "H01", column.articles[-1])


COLUMNS: tuple[Case, ...] = (
    pictures, film, lawfully_empty, topic, event_driven, old_box, pinned, young_letter,
)  # fmt: skip


def add(site: Site, rng: Random, words: Words) -> None:
    """Put at least ten near-misses on `site`."""
    cases = Cases(site, rng, words)
    articles, columns = ARTICLES, COLUMNS
    if site.platform == "disclosure":
        articles = tuple(case for case in ARTICLES if case not in (picture_interpretation, linked_in_text))
        columns = (pictures, lawfully_empty, film, event_driven)
    for case in (*ALWAYS, *rng.sample(articles, 5), *rng.sample(columns, min(4, len(columns)))):
        case(cases)
    serial = rng.randint(10**9, 9 * 10**9)
    site.accounts.append(Account(f"{site.unit}微博{serial}", f"https://weibo.com/u/{serial}", "运行"))
    cases.note("account that the register knows", "N02 N05")
    for column in site.walk():
        if column.form in ("form", "leaders"):
            cases.note(f"column of {column.form}", "C01", column)
