"""Lists of every family, whole parsed objects compared."""

import json
from datetime import date

import pytest

from govcrawl.extract import ListEntry, NavLink, Page, read_listing
from tests.extract import pages

BASE = "http://www.qingyuan.example"
COLUMN = f"{BASE}/zwgk/tzgg/"

LISTS = {
    "trs": (
        pages.TRS_LIST,
        f"{COLUMN}index_1.html",
        [
            (
                "关于公布二〇二一年度清源市行政许可事项清单的通知",
                f"{COLUMN}202108/t20210820_101.html",
                date(2021, 8, 20),
            ),
            ("关于做好防汛工作的通知", f"{COLUMN}202108/t20210811_100.html", date(2021, 8, 11)),
            ("关于调整公交线路的公告", f"{COLUMN}202107/t20210701_99.html", date(2021, 7, 1)),
        ],
        [f"{COLUMN}index_2.html", f"{COLUMN}index_3.html"],
        None,
    ),
    "jcms": (
        pages.JCMS_LIST,
        f"{BASE}/col/col12/index.html",
        [
            ("清源市召开防汛工作会议", f"{BASE}/art/2021/8/5/art_12_345.html", date(2021, 8, 5)),
            ("清源市开展安全检查工作", f"{BASE}/art/2021/7/9/art_12_344.html", date(2021, 7, 9)),
        ],
        [],
        None,
    ),
    "vsb": (
        pages.VSB_LIST,
        f"{BASE}/zwgk/tzgg.htm",
        [
            ("城区供水管网改造工程顺利完工", f"{BASE}/info/1021/5.htm", date(2021, 8, 2)),
            ("清源市第一小学新校区启用", f"{BASE}/info/1021/4.htm", date(2021, 7, 30)),
            ("全市经济运行调度会召开情况", f"{BASE}/info/1021/3.htm", date(2021, 7, 12)),
        ],
        [f"{BASE}/zwgk/tzgg/3.htm", f"{BASE}/zwgk/tzgg/2.htm", f"{BASE}/zwgk/tzgg/1.htm"],
        None,
    ),
    "nfcms": (
        pages.NFCMS_LIST,
        f"{BASE}/tzgg/index.html",
        [
            ("关于清源市教育招生工作安排的公告", f"{BASE}/tzgg/content/post_9.html", date(2021, 8, 9)),
            ("关于清源市道路临时封闭的公告", f"{BASE}/tzgg/content/post_8.html", date(2021, 8, 1)),
        ],
        [f"{BASE}/tzgg/index_{number}.html" for number in range(2, 6)],
        98,
    ),
    "table": (
        pages.TABLE_LIST,
        COLUMN,
        [
            ("清源市政府信息公开办法", f"{BASE}/a/1001.html", date(2021, 1, 12)),
            ("清源市档案管理规定细则", f"{BASE}/a/1002.html", date(2020, 12, 25)),
        ],
        [],
        None,
    ),
    "split dates beside a hot block": (
        pages.SPLIT_DATES,
        COLUMN,
        [
            ("清源市举办企业家座谈会", f"{BASE}/n/10021.html", date(2021, 8, 20)),
            ("清源市开展志愿服务活动", f"{BASE}/n/10020.html", date(2021, 8, 9)),
        ],
        [],
        None,
    ),
    "interpretation inside a row": (
        pages.NESTED_INTERPRETATION,
        COLUMN,
        [
            ("清源市物业管理办法", f"{BASE}/z/t20210809_5.html", date(2021, 8, 9)),
            ("清源市停车管理办法", f"{BASE}/z/t20210801_4.html", date(2021, 8, 1)),
        ],
        [],
        None,
    ),
    "bare links": (
        pages.FLAT_LIST,
        COLUMN,
        [
            ("清源市发布高温预警信号", f"{BASE}/x/20210803/1.html", date(2021, 8, 3)),
            ("清源市开展食品安全抽检", f"{BASE}/x/20210802/2.html", date(2021, 8, 2)),
            ("清源市图书馆延长开放时间", f"{BASE}/x/20210801/3.html", date(2021, 8, 1)),
        ],
        [],
        None,
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_list(name: str) -> None:
    body, url, entries, next_pages, total = LISTS[name]
    page = Page(body, url)
    listing = page.listing()
    assert (listing.title, listing.entries, listing.next_pages, listing.total) == (
        "通知公告",
        entries,
        next_pages,
        total,
    )
    assert page.form() == "list"
    assert page.article().published is None
    assert page.article().attachments == []


def rows_of(markup: str) -> list[ListEntry]:
    page = Page(pages.html(markup), COLUMN)
    assert page.form() == "list"
    return page.listing().entries


@pytest.mark.parametrize("name", ["photo-list", "position-relative", "nav-content", "wz", "local-news header-list"])
def test_content_in_a_box_with_a_misleading_name(name: str) -> None:
    markup = "".join(
        f'<li><a href="/n/{day}001.html">清源市第{day}号工作通报发布</a><em>2021-08-{day}</em></li>'
        for day in (20, 19, 18)
    )
    assert rows_of(f'<div class="{name}"><ul class="rows">{markup}</ul></div>') == [
        (f"清源市第{day}号工作通报发布", f"{BASE}/n/{day}001.html", date(2021, 8, day)) for day in (20, 19, 18)
    ]


def test_hints_with_labels_and_rows_with_a_department() -> None:
    row = (
        '<li>[<a href="/bm/cz/">市财政局</a>] <a href="/n/{0}001.html" '
        'title="标题：清源市第{0}号财政收支情况通报公告 发布时间：2021-08-{0}">'
        "清源市第{0}号财政收支...</a><i>2021-08-{0}</i></li>"
    )
    assert rows_of(f'<ul class="rows">{row.format(20)}{row.format(19)}</ul>') == [
        (f"清源市第{day}号财政收支情况通报公告", f"{BASE}/n/{day}001.html", date(2021, 8, day)) for day in (20, 19)
    ]


def test_letters_are_as_fresh_as_their_replies() -> None:
    markup = (
        "<table class='l'><tr><th>信件标题</th><th>来信时间</th><th>回复时间</th></tr>"
        '<tr><td><a href="/x/10001.html">关于路灯不亮的问题反映</a></td><td>2021-08-02</td>'
        "<td>2021-08-09</td></tr>"
        '<tr><td><a href="/x/10002.html">关于公交站点的建议意见</a></td><td>2021-08-01</td>'
        "<td>2021-08-05</td></tr></table>"
    )
    assert rows_of(markup) == [
        ("关于路灯不亮的问题反映", f"{BASE}/x/10001.html", date(2021, 8, 9)),
        ("关于公交站点的建议意见", f"{BASE}/x/10002.html", date(2021, 8, 5)),
    ]


def test_interpretation_inside_a_row_is_known_by_the_row() -> None:
    listing = read_listing(pages.NESTED_INTERPRETATION, COLUMN)
    assert listing.interpretations == {
        f"{BASE}/z/t20210809_5.html": [(f"{BASE}/j/t20210810_6.html", "《清源市物业管理办法》解读")]
    }


@pytest.mark.parametrize(
    ("script", "url", "expected", "total"),
    [
        ('createPageHTML(3, 0, "index", "html")', COLUMN, ["index_1.html", "index_2.html"], None),
        ('createPageHTML(3, 2, "index", "html")', f"{COLUMN}index_2.html", [], None),
        ("createPageHTML('page_div',3, 1,'fg','shtml',55)", f"{COLUMN}fg.shtml", ["fg_2.shtml", "fg_3.shtml"], 55),
        (
            'var countnum=61; var currentPage=0; var countPage=3; document.write("<a href=index"+"_"+i+"."+"html>")',
            COLUMN,
            ["index_1.html", "index_2.html"],
            61,
        ),
        ("createPageHTML(1, 0, 'index', 'html')", COLUMN, [], None),
    ],
)
def test_paging_scripts(script: str, url: str, expected: list[str], total: int | None) -> None:
    listing = read_listing(pages.html(f"<script>{script}</script>"), url)
    assert (listing.next_pages, listing.total) == ([COLUMN + name for name in expected], total)


def test_a_script_cannot_make_a_list_endless() -> None:
    listing = read_listing(pages.html('<script>createPageHTML(999999999, 0, "index", "html")</script>'), COLUMN)
    assert len(listing.next_pages) < 1001


@pytest.mark.parametrize(
    ("name", "cms", "needs", "form"),
    [
        ("JPAAS_SHELL", "jpaas", True, "shell"),
        ("EPOINT_SHELL", "epoint", True, "shell"),
        ("VUE_SHELL", None, True, "shell"),
        ("JCMS_LIST", "jcms", False, "list"),
        ("VSB_LIST", "vsb", False, "list"),
        ("NFCMS_LIST", "nfcms", False, "list"),
        ("TRS_LIST", "trs", False, "list"),
    ],
)
def test_fingerprint_and_need_of_scripts(name: str, cms: str | None, needs: bool, form: str) -> None:
    page = Page(getattr(pages, name), COLUMN)
    assert (page.cms(), page.needs_script(), page.form()) == (cms, needs, form)


def test_navigation_keeps_the_path_of_names() -> None:
    page = Page(pages.TRS_LIST, COLUMN)
    assert page.navigation() == [
        NavLink(f"{BASE}/zwgk/", "政务公开", ("政务公开",)),
        NavLink(f"{BASE}/zwgk/tzgg/", "通知公告", ("政务公开", "通知公告")),
        NavLink(f"{BASE}/zwgk/zcwj/", "政策文件", ("政务公开", "政策文件")),
        NavLink(f"{BASE}/hdjl/", "互动交流", ("互动交流",)),
        NavLink(f"{BASE}/hdjl/xjtj/", "信件统计", ("互动交流", "信件统计")),
    ]


def test_a_headed_block_is_known_by_its_heading() -> None:
    body = pages.html(
        '<div class="block"><div class="hd"><h3>本地要闻</h3><a href="/xw/bdyw/">更多&gt;&gt;</a></div>'
        '<ul><li><a href="/xw/bdyw/t20210818_1.html">清源市召开经济工作会议</a></li></ul></div>'
    )
    page = Page(body, BASE + "/")
    assert NavLink(f"{BASE}/xw/bdyw/", "本地要闻", ("本地要闻",)) in page.navigation()
    assert page.dated_links() == [
        ListEntry("清源市召开经济工作会议", f"{BASE}/xw/bdyw/t20210818_1.html", date(2021, 8, 18))
    ]


def test_json_list() -> None:
    body = (
        '{"classify":{"post_count":205},"articles":[{"title":"清源市气象灾害应急预案","url":"/gkmlpt/content/1/2/post_9.html",'
        '"display_publish_time":"2021-08-03 10:00:00"}]}'
    ).encode()
    listing = read_listing(body, f"{BASE}/gkmlpt/api/all/7?page=1&sid=1")
    assert (listing.entries, listing.total) == (
        [("清源市气象灾害应急预案", f"{BASE}/gkmlpt/content/1/2/post_9.html", date(2021, 8, 3))],
        205,
    )


def json_rows(**more: str) -> bytes:
    made = [
        {"bt": f"第{n}次检查", "fbsj": f"2021-08-0{n}"} | {k: v.format(n) for k, v in more.items()} for n in (3, 2, 1)
    ]
    return json.dumps({"result": {"items": made}}).encode()


def test_json_rows_lead_where_their_values_say_under_whatever_name() -> None:
    listing = read_listing(json_rows(lj="/a/{}.html", tp="/t/{}.png", id="{}"), f"{BASE}/api/list?p=1")
    assert [entry.url for entry in listing.entries] == [f"{BASE}/a/{n}.html" for n in (3, 2, 1)]
    assert listing.total is None


@pytest.mark.parametrize("more", [{}, {"url": "#"}, {"url": "/api/list"}, {"lj": "/a/{}.html", "wap": "/m/{}.html"}])
def test_json_rows_that_lead_nowhere_are_counted_and_are_no_entries(more: dict[str, str]) -> None:
    """They were rows with the address of the answer itself, of which a column kept the first."""
    page = Page(json_rows(**more), f"{BASE}/api/list?p=1", "application/json")
    assert (page.listing().entries, page.listing().total, page.form()) == ([], 3, "list")


@pytest.mark.parametrize(
    "row", ["<b>09</b><i>2020-0{n}</i> {title}", "{title} <i>2020-0{n}</i><b>09</b>", "{title}2020-0{n}-09"]
)
def test_a_date_inside_the_link_is_no_part_of_the_title(row: str) -> None:
    titles = {n: f"清源市第{n}批惠民实事项目进展" for n in (5, 4, 3)}
    cells = "".join(
        f"<li><a href='/x/{n}.html'>{row.format(n=n, title=f'<p>{titles[n]}</p>')}</a></li>" for n in titles
    )
    entries = read_listing(f"<meta charset=utf-8><h2>公示公告</h2><ul>{cells}</ul>".encode(), COLUMN).entries
    assert [(entry.title, entry.published) for entry in entries] == [(titles[n], date(2020, n, 9)) for n in titles]
