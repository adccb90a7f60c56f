"""Dates in the spellings of the world, dates that only look like one, and what a date means by its place."""

from datetime import UTC, date, datetime

import pytest

from govcrawl.extract import Page, date_pieces, dates, read_article, read_listing
from tests.extract import pages

URL = "http://www.qingyuan.example/zwgk/tzgg/content.html"
DAY = date(2021, 8, 15)
FETCHED = datetime(2021, 8, 17, 18, 30, tzinfo=UTC)  # the 18th in China

SPELLINGS = [
    "2021-08-15",
    "2021/8/15",
    "2021.8.15",
    "2021_08_15",
    "2021年8月15日",
    "2021 年 08 月 15 日",
    "２０２１－０８－１５",
    "2021–08–15",
    "2021—08—15",
    "2021‑08‑15",
    "2021．8．15",
    "二〇二一年八月十五日",
    "二零二一年八月十五",
    "二○二一年八月十五日",
    "二Ｏ二一年八月十五日",
    "2021年八月十五号",
    "21年8月15日",
    "[21-08-15]",
    "20210815",
    "15/08/2021",
    "8/15/2021 10:20:30 PM",
    "15 Aug 2021",
    "Aug 15, 2021",
    "August 15th, 2021",
    "15-AUG-21",
    "2021 Aug 15",
    "Sunday, 15 August 2021",
    "Sun Aug 15 10:20:30 CST 2021",
    "Sun, 15 Aug 2021 02:20:30 GMT",
    "2021-08-15T10:20:30.000+08:00",
    "2021-08-14T16:30:00Z",
    "2021-08-15 星期日 10:20",
    "2021年8月15日 下午3:20",
    "（2021-08-15）",
    "发布时间：2021-08-15",
]


@pytest.mark.parametrize("text", SPELLINGS)
def test_spellings(text: str) -> None:
    assert dates.of_piece(text) == DAY
    assert not dates.looks_like_date(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二〇年元月廿五日", date(2020, 1, 25)),
        ("一九九八年十二月三十一日", date(1998, 12, 31)),
        ("1629280800000", date(2021, 8, 18)),
        ("1629280800", date(2021, 8, 18)),
        ("20210815102030", DAY),
        ("20210815T102030Z", DAY),
        ("2021-08-15 10:20:30.0", DAY),
    ],
)
def test_labels(text: str, day: date) -> None:
    found = dates.parse_label(text)
    assert found is not None
    assert dates.day_of(found) == day


@pytest.mark.parametrize(
    "text",
    [
        "2021-08-00",
        "2021-02-31",
        "05/06/2021",
        "15/08/21",
        "08-15",
        "8月15日",
        "2021年8月",
        "2021 08 15",
        "3天前",
        "昨天 10:20",
    ],
)
def test_seen_but_not_read(text: str) -> None:
    assert dates.of_piece(text) is None
    assert dates.looks_like_date(text)


def test_letters_that_only_look_like_those_of_a_month_are_none() -> None:
    assert dates.PLAIN.spot("发布于 \u017fep 15, 2021") == []  # a long s is an s where case does not matter


@pytest.mark.parametrize(
    "text",
    [
        "青政办〔2021〕18号",
        "浏览2021次",
        "第1/12页",
        "共12条",
        "13800138000",
        "0571-88-12-34",
        "192.168.10.20",
        "编号20210815",
        "041088/2020-00100",
        "2021年8月财政收支情况公布",
        "清源市召开防汛会议",
        "",
    ],
)
def test_numbers_that_are_no_dates(text: str) -> None:
    assert dates.of_piece(text) is None
    assert not dates.looks_like_date(text)


@pytest.mark.parametrize(
    ("pieces", "day"),
    [
        (["15", "2021-08"], DAY),
        (["2021", "08-15"], DAY),
        (["08/15", "2021"], DAY),
        (["15", "Aug 2021"], DAY),
        (["2021", "08", "15"], DAY),
        (["15", "08", "2021"], DAY),
        (["2021年", "八月", "十五日"], DAY),
        (["05", "08", "2021"], None),
        (["15", "08月"], None),
    ],
)
def test_dates_in_pieces(pieces: list[str], day: date | None) -> None:
    assert date_pieces.of_split(pieces, None) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("刚刚", date(2021, 8, 18)),
        ("30分钟前", date(2021, 8, 18)),
        ("5小时前", date(2021, 8, 17)),
        ("昨天", date(2021, 8, 17)),
        ("三天前", DAY),
        ("1周前", date(2021, 8, 11)),
        ("6个月前", date(2021, 2, 18)),
        ("2天前", date(2021, 8, 16)),
    ],
)
def test_relative_dates_count_from_the_fetch(text: str, day: date) -> None:
    body = pages.article(f"<span>{text}</span> 来源：本站", pages.PROSE)
    assert read_article(body, URL, fetched_at=FETCHED).published == day
    unknown = read_article(body, URL)
    assert (unknown.published, unknown.published_source) == (None, "relative")


def rows(*shown: str) -> bytes:
    items = (
        f'<div><a href="/a/{at}.html">清源市召开第{at}次工作会议</a><em>{day}</em></div>'
        for at, day in enumerate(shown, 11)
    )
    return pages.html(f"<section>{''.join(items)}</section>")


def test_the_other_rows_tell_the_order_of_day_and_month() -> None:
    days = [
        entry.published
        for entry in read_listing(rows("18/08/2021", "09/08/2021", "02/08/2021", "26/07/2021"), URL).entries
    ]
    assert days == [date(2021, 8, 18), date(2021, 8, 9), date(2021, 8, 2), date(2021, 7, 26)]
    days = [
        entry.published for entry in read_listing(rows("8/18/2021", "8/9/2021", "8/2/2021", "7/26/2021"), URL).entries
    ]
    assert days == [date(2021, 8, 18), date(2021, 8, 9), date(2021, 8, 2), date(2021, 7, 26)]
    days = [entry.published for entry in read_listing(rows("08/07/2021", "05/07/2021", "03/07/2021"), URL).entries]
    assert days == [date(2021, 7, 8), date(2021, 7, 5), date(2021, 7, 3)]


def test_rows_of_one_day_in_each_year_are_not_of_the_future() -> None:
    """Annual reports: the part that varies most is the year here, and only the moment of fetching tells."""
    fetched = datetime(2021, 8, 20, 9, 0, tzinfo=UTC)
    for shown in (("21-01-28", "20-01-28", "19-01-28"), ("21.03.31", "20.03.31", "19.03.31", "18.03.31")):
        days = [entry.published for entry in read_listing(rows(*shown), URL, fetched_at=fetched).entries]
        assert days == [date(2000 + int(each[:2]), int(each[3:5]), int(each[6:])) for each in shown]
    news = ("18/08/21", "09/08/21", "02/08/21")
    days = [entry.published for entry in read_listing(rows(*news), URL, fetched_at=fetched).entries]
    assert days == [date(2021, 8, 18), date(2021, 8, 9), date(2021, 8, 2)]


def test_the_attribute_of_a_row_says_more_than_its_text() -> None:
    body = rows(*(f'<time datetime="2021-08-{day}T08:00:00+08:00">{day}日</time>' for day in (15, 14, 12)))
    assert [entry.published for entry in read_listing(body, URL).entries] == [DAY, date(2021, 8, 14), date(2021, 8, 12)]


PLACES = {
    "another event's time in the text": ("2021-08-15 来源：本站", "<p>停电时间：2021年8月20日8:00至18:00。</p>", DAY),
    "an event that no list names": ("2021-08-15 来源：本站", "<p>开闸日期：2021年8月20日</p>", DAY),
    "a period beside the headline": ("公示期：2021年8月15日至2021年8月20日", "", None),
    "a period with a dash": ("展出时间：2021年8月15日—8月20日", "", None),
    "the label below the text": ("", "<p>征求意见时间：2021年8月20日</p><p>发布日期：2021-08-15</p>", DAY),
    "a noun before the label": ("信息发布时间：2021-08-15", "", DAY),
    "changed and published": ("更新时间：2021-08-19 发布时间：2021-08-15", "", DAY),
    "views between": ("<i>浏览：20次</i><i>2021-08-15 10:00</i>", "", DAY),
    "the day of a speech": ("（2021年8月1日）</div><div>来源：本站 2021-08-15", "", DAY),
    "an empty source": ("来源： 2021-08-15", "", DAY),
    "a hidden older one": ('<b style="display: none">发布时间：2001-01-01</b>发布时间：2021-08-15', "", DAY),
    "hidden by the sheet": (
        '<style>.old{display:none}</style><b class="old">发布时间：2001-01-01</b>2021-08-15',
        "",
        DAY,
    ),
    "hidden in print alone": (
        "<style>@media print{.when{display:none}}</style><b class=when>2021-08-15</b> 来源：本站",
        "",
        DAY,
    ),
    "a related page's day": (
        '<ul><li><a href="/jd/7.html">一图读懂安全生产检查工作</a><span>2021-07-12</span></li></ul>',
        "",
        None,
    ),
    "a sentence": ("2021年8月15日上午召开会议，部署工作。", "", None),
    "microdata": ('<meta itemprop="datePublished" content="2021-08-15T08:00:00+08:00">来源：本站', "", DAY),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_date_means_what_its_place_says(name: str) -> None:
    info, text, day = PLACES[name]
    found = read_article(pages.article(info, pages.PROSE + text), URL).published
    assert (dates.day_of(found) if found else None) == day


@pytest.mark.parametrize("ending", ["技能竞赛进行时", "调整公园开放时间", "公布考试日期", "施工工期", "生产安全日"])
def test_the_headline_is_no_label_of_the_date_below_it(ending: str) -> None:
    title = f"清源市住房和城乡建设局{ending}"
    body = f"<title>{title}</title><h1>{title}</h1><div><span>2021年08月09日 15:01</span> <span>来源：市局</span></div>"
    article = read_article(f"<meta charset=utf-8>{body}<p>{pages.PROSE}</p>".encode(), URL)
    assert article.shown_published == datetime(2021, 8, 9, 15, 1)


def test_data_for_machines_of_the_page_itself_and_of_others() -> None:
    own = '<script type="application/ld+json">{"@graph":[{"@type":"Article","datePublished":"2021-08-15"}]}</script>'
    items = '{"@type":"ItemList","itemListElement":[{"datePublished":"2021-08-18"}]}'
    other = f'<script type="application/ld+json">{items}</script>'
    assert read_article(pages.article("", pages.PROSE, own), URL).published_source == "data"
    assert read_article(pages.article("", pages.PROSE, other), URL).published is None


def test_an_early_morning_in_china_is_the_day_before_in_utc() -> None:
    head = '<meta name="PubDate" content="2021-08-14T16:30:00Z">'
    article = read_article(pages.article("发布时间：2021-08-15 00:30", pages.PROSE, head), URL)
    assert (article.published, article.shown_published) == (datetime(2021, 8, 15, 0, 30), datetime(2021, 8, 15, 0, 30))


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        (
            "供水简介 - 清源市第二中学",
            "<table><tr><td class=bt>设为首页 | 加入收藏</td></tr><tr><td>供水简介</td></tr></table>",
            "供水简介",
        ),
        ("组织架构_清源市档案馆", "<p>清源市档案馆 馆长</p>", "组织架构"),
        (
            "清源市产权交易网",
            "<h2>打印设备等一批资产公开转让</h2><p>信息发布时间：2021-08-15</p>",
            "打印设备等一批资产公开转让",
        ),
        (
            "我市开通网上办事平台_清源市人民政府",
            "<h1>我市开通网上办事平台</h1><p>2021-08-15 来源：清源日报</p>",
            "我市开通网上办事平台",
        ),
        (
            "",
            "<table><tr><td>标 题：</td><td>清源市供水管理意见</td><td>清政发〔2021〕5号</td></tr></table>",
            "清源市供水管理意见",
        ),
    ],
)
def test_headlines_by_agreement_and_place(title: str, body: str, expected: str) -> None:
    page = f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}{pages.PROSE}</body></html>"
    assert Page(page.encode(), URL).article().title == expected


@pytest.mark.parametrize(
    "text", ["2021-08-15 ", "1-", "二〇", "3天", "Aug ", "2021年", "周一 ", "21/08/", "发布时间："]
)
def test_runs_of_what_begins_a_date(text: str) -> None:
    body = pages.article(text * 5_000, pages.PROSE)
    assert read_article(body, URL).title == "关于开展安全生产检查的通知"


@pytest.mark.parametrize(
    "line",
    [
        "2021-07-13　办公室　成文日期：2021-07-03",
        "成文日期：2021-07-03　2021-07-13　办公室",
        "2021年7月13日 | 县水务局 | 印发日期：2021年7月3日",
    ],
)
def test_a_date_with_a_label_of_its_own_says_nothing_of_the_other_in_its_line(line: str) -> None:
    text = "现将防汛有关事项说明如下，请各乡镇抓好落实，遇到问题及时反馈。" * 6
    html = f"<title>关于防汛工作的公告</title><h1>关于防汛工作的公告</h1><div>{line}</div><p>{text}</p>"
    page = Page(html.encode(), "http://www.qingyuan.example/gonggao/1638", "text/html; charset=utf-8")
    assert page.article().shown_published == date(2021, 7, 13)
