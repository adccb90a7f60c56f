"""Lists whose rows show month and day alone, under headings with the year."""

from datetime import date

import pytest

from govcrawl.extract import Page, read_listing
from govcrawl.extract.periods import Period, period_of

URL = "http://www.qingyuan.example/dongtai/"
ROWS = (
    (date(2021, 8, 7), "清源市多措并举抓冬季供暖"),
    (date(2021, 8, 4), "局领导督导燃气安全工作"),
    (date(2021, 7, 27), "家政服务工作见成效综述"),
    (date(2020, 12, 23), "农产品冷链工作推进会召开"),
)


def _page(blocks: str, after: str = "") -> bytes:
    names = (("/", "首页"), ("/dongtai/", "动态要闻"), ("/gonggao/", "通知公示"), ("/zwgk/", "政务公开"))
    menu = "".join(f"<a href={url}>{name}</a>" for url, name in names)
    head = f"<meta charset=utf-8><title>动态要闻-清源市水务局</title><p>{menu}</p>"
    return f"{head}<div><h2>动态要闻</h2>{blocks}{after}</div>".encode()


def _blocks(head: str, block: str, row: str, by: str) -> str:
    made = ""
    for period in dict.fromkeys(day.strftime(by) for day, _ in ROWS):
        rows = "".join(
            row.format(d=day, n=number, title=title)
            for number, (day, title) in enumerate(ROWS)
            if day.strftime(by) == period
        )
        made += block.format(head=head.format(period), rows=rows)
    return made


LIST = "{head}<ul>{rows}</ul>"
ITEM = "<li><i>{d:%m-%d}</i><a href=/dongtai/{n}1>{title}</a></li>"


@pytest.mark.parametrize(
    ("head", "block", "row", "by"),
    [
        ("<h4>{}</h4>", LIST, ITEM, "%Y年%m月"),
        ("<summary>{}</summary>", f"<details open>{LIST}</details>", ITEM.replace("i>", "time>"), "%Y年"),
        ("<p><b>{}</b></p>", "{head}{rows}", "<p><a href=/dongtai/{n}1>{title}</a> <i>{d:%m/%d}</i></p>", "%Y"),
        ("<h5>{}</h5>", LIST, ITEM.replace("{d:%m-%d}", "{d:%d}日"), "%Y-%m"),
    ],
    ids=["months", "years that fold", "years in one box", "days of months"],
)
def test_the_heading_of_a_year_dates_its_rows(head: str, block: str, row: str, by: str) -> None:
    page = Page(_page(_blocks(head, block, row, by)), URL)
    entries = page.listing().entries
    assert page.form() == "list"
    assert [(entry.published, entry.title) for entry in entries] == list(ROWS)


def test_a_year_in_another_block_dates_nothing() -> None:
    rows = "".join(
        f"<li><i>{day:%m-%d}</i><a href=/dongtai/{n}1>{title}</a></li>" for n, (day, title) in enumerate(ROWS)
    )
    entries = read_listing(_page(f"<h4>2019年</h4><p>年度主题活动。</p><ul>{rows}</ul>"), URL).entries
    assert [entry.published for entry in entries] == [None] * len(ROWS)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2021年", Period(2021, None)),
        ("【2021年8月】", Period(2021, 8)),
        ("2021-08", Period(2021, 8)),
        ("2021年度工作", None),
        ("2021年13月", None),
        ("8月", None),
    ],
)
def test_periods(text: str, period: Period | None) -> None:
    assert period_of(text) == period


@pytest.mark.parametrize(
    ("link", "following"),
    [
        ("<a href=/dongtai/page/2/>更早的文章</a>", "page/2/"),
        ("<span>1</span><a href=/dongtai/2/>较旧 →</a>", "2/"),
        ("<a href='/dongtai/?p=2'>往前翻</a>", "?p=2"),
    ],
)
def test_a_single_link_to_the_next_page_needs_no_known_word(link: str, following: str) -> None:
    blocks = _blocks(
        "<h4>{}</h4>", "{head}<ul>{rows}</ul>", "<li><i>{d:%m-%d}</i><a href=/dongtai/{n}1>{title}</a></li>", "%Y年"
    )
    assert read_listing(_page(blocks, f"<div>{link}</div>"), URL).next_pages == [URL + following]


def test_links_to_numbered_columns_are_no_next_page() -> None:
    blocks = _blocks(
        "<h4>{}</h4>", "{head}<ul>{rows}</ul>", "<li><i>{d:%m-%d}</i><a href=/dongtai/{n}1>{title}</a></li>", "%Y年"
    )
    assert read_listing(_page(blocks, "<p><a href=/dongtai/2/>部门动态</a></p>"), URL).next_pages == []


def test_the_number_in_a_cell_of_a_row_that_a_script_opens_is_no_title() -> None:
    rows = "".join(
        f"<tr onclick=\"window.open('/content/{n}583.do')\"><td>{n + 1}</td><td>{title}</td><td>{day}</td></tr>"
        for n, (day, title) in enumerate(ROWS)
    )
    entries = read_listing(_page(f"<table>{rows}</table>"), URL).entries
    assert [(entry.published, entry.title) for entry in entries] == list(ROWS)
