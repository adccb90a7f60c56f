"""A model of a site learns what its pages repeat; pages read with it hold what is their own."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcrawl.extract import Page, SiteModel
from govcrawl.extract.site import MOST_PAGES

HOST = "http://www.hexi.example"
FIRST = date(2021, 6, 30)
Row = tuple[str, str, str]  # address, title, date


def rows_of(column: str, count: int, since: date = FIRST) -> list[Row]:
    days = [since - timedelta(days=3 * number) for number in range(count)]
    return [
        (f"/{column}/{day:%Y%m}/n{4000 + at}.jhtml", f"{column}第{at}号工作进展情况通报", f"{day}")
        for at, day in enumerate(days)
    ]


def listed(rows: Sequence[Row], shape: str = "ul") -> str:
    if shape == "table":
        cells = (f"<tr><td><a href='{url}'>{title}</a></td><td>{day}</td></tr>" for url, title, day in rows)
        return f"<table>{''.join(cells)}</table>"
    if shape == "cards":
        cards = (f"<div><a href='{url}'>{title}</a><em>{day}</em></div>" for url, title, day in rows)
        return f"<div>{''.join(cards)}</div>"
    return "<ul>" + "".join(f"<li><a href='{url}'>{title}</a> {day}</li>" for url, title, day in rows) + "</ul>"


def page(path: str, main: str, side: str = "", *, before: bool = True, name: str = "") -> Page:
    """A page without any class name: what is a side box and what is content only its siblings tell."""
    menu = "".join(f"<a href='/{letter}lan/'>栏目{letter}</a>" for letter in "abcdef")
    around = f"<section>{side}</section>" if side else ""
    inner = f"{around}<section>{main}</section>" if before else f"<section>{main}</section>{around}"
    html = (
        f"<html><head><title>{name or path}</title></head><body><div>{menu}</div><div>{inner}</div>"
        "<div><p>河西县人民政府主办 联系电话：0900-2312345</p><a href='/about/'>关于我们</a></div></body></html>"
    )
    return Page(html.encode(), HOST + path)


def again(one: Page, model: SiteModel) -> Page:
    return one.within(model)


def columns_with(sides: Sequence[str], shape: str = "ul", *, before: bool = True) -> list[Page]:
    """Column pages, each with the side box of its number; the first of them has no rows of its own."""
    made = []
    for number, side in enumerate(sides):
        name = f"{chr(97 + number)}lan"
        main = listed(rows_of(name, 9, date(2020, 3, 1)), shape) if number else "<p>栏目内容</p>"
        made.append(page(f"/{name}/", main, side, before=before))
    return made


def learned(pages: Sequence[Page]) -> SiteModel:
    model = SiteModel()
    for each in pages:
        model.learn(each)
    return model


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("shape", ["ul", "table", "cards"])
def test_a_box_on_every_page_is_nobodys_list(shape: str, before: bool) -> None:
    box = listed(rows_of("yaowen", 5, date(2021, 8, 19)), shape)
    pages = columns_with([box] * 8, shape, before=before)
    model = learned(pages)
    empty, *others = [again(each, model) for each in pages]
    assert empty.listing().entries == []
    assert empty.form() == "empty"
    for own in others:
        entries = own.listing().entries
        assert len(entries) == 9
        assert max(entry.published for entry in entries if entry.published) == date(2020, 3, 1)


def test_a_box_whose_rows_rotate_is_nobodys_list() -> None:
    pool = rows_of("yaowen", 7, date(2021, 8, 19))
    boxes = [listed(random.Random(number).sample(pool, 5)) for number in range(12)]
    pages = columns_with(boxes)
    model = learned(pages)
    assert [len(again(each, model).listing().entries) for each in pages] == [0, *[9] * 11]


def test_the_rows_of_a_box_stay_in_their_own_column() -> None:
    news = rows_of("yaowen", 5, date(2021, 8, 19))
    pages = columns_with([listed(news)] * 6, before=False)
    whole = page("/yaowen/", listed(rows_of("yaowen", 12, date(2021, 8, 19))), listed(news), before=False)
    same = page("/kuaixun/", listed(news))  # the same rows as the box, where other pages have their own
    model = learned([*pages, whole, same])
    assert len(again(whole, model).listing().entries) == 12
    assert len(again(same, model).listing().entries) == 5


def test_one_list_at_several_addresses_is_no_template() -> None:
    """Three columns that show the same list: it stands on several pages, and is all that they hold."""
    rows = listed(rows_of("gonggao", 10))
    twins = [page(f"/gonggao{number}/", rows) for number in range(3)]
    model = learned([*columns_with([""] * 5), *twins])
    assert [len(again(each, model).listing().entries) for each in twins] == [10, 10, 10]


def test_columns_that_share_most_rows_keep_them() -> None:
    shared = rows_of("gongkai", 8)
    twins = [page(f"/hui{number}/", listed([*shared, *rows_of(f"hui{number}", 4)])) for number in range(4)]
    model = learned([*columns_with([""] * 5), *twins])
    assert [len(again(each, model).listing().entries) for each in twins] == [12, 12, 12, 12]


def test_rows_that_several_columns_show_stay_rows() -> None:
    """Each with its interpretation beside it, at the same place in every one of four columns."""
    explained = "<a href='/jiedu/n{0}.jhtml'>解读</a>"
    shared = "".join(
        f"<li><a href='/zhengce/n{at}.jhtml'>关于第{at}项工作的实施意见</a>{explained.format(at)} 2021-05-0{at}</li>"
        for at in range(1, 5)
    )
    own = [listed(rows_of(f"zhong{number}", 4))[4:-5] for number in range(4)]
    twins = [page(f"/zhong{number}/", f"<ul>{shared}{rows}</ul>") for number, rows in enumerate(own)]
    model = learned([*columns_with([""] * 5), *twins])
    assert [len(again(each, model).listing().entries) for each in twins] == [8, 8, 8, 8]


def test_a_document_that_several_articles_link_stays_a_link_of_each() -> None:
    policy = "<a href='/zhengce/202105/n9001.jhtml'>河西县人民政府关于印发《河西县粮食应急预案》的通知</a>"
    link = f"<div><h4>相关政策</h4>{policy}</div>"
    kinds = ("图解", "视频", "专家", "文字")
    articles = [
        page(
            f"/jiedu/202106/n{7000 + n}.jhtml",
            f"<h1>{kind}解读《河西县粮食应急预案》</h1><p>{kind}解读全文。</p>{link}",
        )
        for n, kind in enumerate(kinds)
    ]
    others = [
        page(f"/yaowen/202106/n{8000 + n}.jhtml", f"<h1>第{n}次会议召开</h1><p>会议研究了第{n}项工作。</p>")
        for n in range(20)
    ]
    model = learned(columns_with([""] * 6))
    for each in [*articles, *others]:
        model.learn(each, SiteModel.ARTICLES)
    for each in articles:
        assert [link.url for link in again(each, model).article().policy_links] == [
            f"{HOST}/zhengce/202105/n9001.jhtml"
        ]


@pytest.mark.parametrize("same_day", [True, False])
def test_a_date_beside_links_that_every_article_has_stays(same_day: bool) -> None:
    """The line below the headline links printing and sharing on every page; some sites publish all on one day."""
    tools = "".join(f"<a href='/tool/{name}'>{name}</a>" for name in ("打印", "收藏", "微博分享", "微信分享"))
    articles = []
    for n in range(12):
        day = "2021-06-30" if same_day else f"2021-06-{n + 10}"
        line = f"<div>发布时间：{day} 来源：河西县人民政府办公室 {tools}</div>"
        body = f"<h1>第{n}次会议在县城召开</h1>{line}<p>会议研究了第{n}项工作，提出了要求。</p>"
        articles.append(page(f"/yaowen/n{8000 + n}.jhtml", body, listed(rows_of("gonggao", 5))))
    model = learned(columns_with([""] * 6))
    for each in articles:
        model.learn(each, SiteModel.ARTICLES)
    for n, each in enumerate(articles):
        read = again(each, model).article()
        assert read.published == date(2021, 6, 30 if same_day else n + 10)
        assert read.title == f"第{n}次会议在县城召开"


def test_links_are_kept_for_whoever_asks_for_all_of_them() -> None:
    """A hidden link to a foreign site stands on every page: it is no content, and must be found all the same."""
    side = listed(rows_of("yaowen", 5)) + "<div style='display:none'><a href='http://casino.example/'>澳门</a></div>"
    pages = columns_with([side] * 6)
    model = learned(pages)
    for each in pages:
        read = again(each, model)
        assert read.links() == each.links()
        assert "http://casino.example/" in [link.url for link in read.links()]
        assert read.navigation() == each.navigation()


def test_few_pages_tell_nothing() -> None:
    pages = columns_with([listed(rows_of("yaowen", 5))] * 2)
    model = learned(pages)
    assert [again(each, model).listing().entries for each in pages] == [each.listing().entries for each in pages]


def test_addresses_of_articles_are_learned_from_dated_rows() -> None:
    """Neither form of address is known to the program: `/d-1234.x` is an article here, `/l-1234.x` a column."""
    pages = []
    for number in range(5):
        rows = [
            (f"/d-{4000 + 10 * number + at}.x", f"第{number}{at}号公告内容说明", f"2021-05-{at + 1:02}")
            for at in range(6)
        ]
        menu = "".join(f"<li><a href='/l-{2000 + at}.x'>第{at}栏目</a></li>" for at in range(6))
        pages.append(page(f"/l-{2000 + number}.x", listed(rows), f"<ul>{menu}</ul>"))
    model = learned(pages)
    assert model.is_article(f"{HOST}/d-9999.x") is True
    assert model.is_article(f"{HOST}/l-9999.x") is False
    assert model.is_article(f"{HOST}/elan/") is False
    assert model.is_article(f"{HOST}/page?number=1") is None


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(9)), st.integers(0, 8))
def test_neither_order_nor_repetition_matters(order: list[int], twice: int) -> None:
    pages = columns_with([listed(rows_of("yaowen", 5))] * 9)
    straight, other, parts = learned(pages), SiteModel(), SiteModel()
    for number in [*order, twice]:
        other.learn(pages[number])
    for number in order[:4]:
        parts.learn(pages[number])
    rest = learned([pages[number] for number in order[3:]])
    rest.merge(parts)
    assert straight.to_bytes() == other.to_bytes() == rest.to_bytes()
    assert straight.digest == other.digest
    assert SiteModel.from_bytes(straight.to_bytes()).digest == straight.digest


def test_a_stage_knows_nothing_of_later_ones() -> None:
    pages = columns_with([listed(rows_of("yaowen", 5))] * 9)
    model = SiteModel()
    for number, each in enumerate(pages):
        model.learn(each, stage=number // 3)
    early = SiteModel()
    for each in pages[:3]:
        early.learn(each)
    assert model.at(0).to_bytes() == early.to_bytes()
    stored = SiteModel.from_bytes(model.to_bytes())
    assert stored.at(1).to_bytes() == model.at(1).to_bytes()


def test_a_model_stays_bounded() -> None:
    one, other = SiteModel(), SiteModel()
    pages = [page(f"/x{number}/", listed(rows_of("x", 3))) for number in range(MOST_PAGES + 60)]
    for each in pages:
        one.learn(each, stage=1)
    for each in reversed(pages):
        other.learn(each, stage=1)
    assert len(one) == MOST_PAGES
    assert one.digest == other.digest
    first = page("/first/", listed(rows_of("x", 3)))
    one.learn(first, stage=0)
    assert one.at(0).to_bytes() == learned([first]).to_bytes()


def test_a_model_of_another_version_is_not_used() -> None:
    stored = learned(columns_with([""] * 4)).to_bytes().replace(b'"version":1', b'"version":999')
    assert len(SiteModel.from_bytes(stored)) == 0


def test_views_that_are_alike_altogether_are_still_pages() -> None:
    """A single-page application shows the same at every route that has nothing."""
    markup = "<div class=nav><a href='#/a'>工作动态</a><a href='#/b'>通知公告</a></div><div id=app><ul></ul></div>"
    url = "http://www.example.gov.cn/#/"
    model = SiteModel()
    for route in "abcdefgh":
        model.learn(Page(markup.encode(), url + route, "text/html; charset=utf-8"))
    page = Page(markup.encode(), f"{url}a", "text/html; charset=utf-8", site=model)
    assert page.form() == "empty"
    assert page.refresh() is None
