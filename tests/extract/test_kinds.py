"""What a page is and which list is its own, by weighed signs: no class name, word or mark-up alone decides."""

from collections.abc import Callable
from datetime import date

import pytest

from govcrawl.extract import Page, SiteModel
from tests.extract import pages

BASE = "http://www.heshan.example"
NAMES = [("政务动态", "/zwdt/"), ("公示公告", "/gsgg/"), ("规划计划", "/ghjh/"), ("办事服务", "/bsfw/")]
DAYS = (24, 19, 17, 11, 6)
TITLES = [f"鹤山市第{number}批惠民实事项目进展情况" for number in range(1, 6)]


def document(main: str, name: str = "公示公告", path: str = "/gsgg/", *, head: str = "", menu: bool = True) -> Page:
    """A page without any class name: its menu is a table, its breadcrumb a paragraph."""
    links = "".join(f"<td><a href='{url}'>{text}</a></td>" for text, url in NAMES)
    top = f"<table><tr><td><a href='/'>首页</a></td>{links}</tr></table>" if menu else ""
    crumb = f"<p>您所在的位置：<a href='/'>首页</a> &gt; <a href='{path}'>{name}</a></p>"
    foot = "<p>主办单位：鹤山市人民政府办公室 网站标识码：9902000003 <a href='/us.html'>联系我们</a></p>"
    page = f"<html><head><meta charset=utf-8><title>{name}_鹤山市人民政府</title>{head}</head>"
    return Page(f"{page}<body>{top}{crumb}{main}{foot}</body></html>".encode(), BASE + path)


def links(where: str = "/gsgg/", titles: list[str] = TITLES) -> list[tuple[str, str]]:
    return [(f"{where}2104{day:02d}.html", title) for day, title in zip(DAYS, titles, strict=False)]


def in_list(url: str, title: str, day: str) -> str:
    return f"<li><a href='{url}'>{title}</a><span>{day}</span></li>"


SHAPES: dict[str, tuple[str, Callable[[str, str, str], str]]] = {
    "list": ("<ul>{}</ul>", in_list),
    "table": ("<table>{}</table>", lambda u, t, d: f"<tr><td>·</td><td><a href='{u}'>{t}</a></td><td>{d}</td></tr>"),
    "terms": ("<dl>{}</dl>", lambda u, t, d: f"<dt><a href='{u}'>{t}</a></dt><dd>{d}</dd>"),
    "pairs": ("<div>{}</div>", lambda u, t, d: f"<dl><dt><a href='{u}'>{t}</a></dt><dd>{d}</dd></dl>"),
    "boxes": ("<section>{}</section>", lambda u, t, d: f"<div><b>{d}</b><div><a href='{u}'>{t}</a></div></div>"),
    "paragraphs": ("<div>{}</div>", lambda u, t, d: f"<p><a href='{u}'>{t}</a> [{d}]</p>"),
    "bare": ("<div>{}</div>", lambda u, t, d: f"{d} <a href='{u}'>{t}</a><br>"),
    "a table each": (
        "<div>{}</div>",
        lambda u, t, d: f"<table><tr><td><a href='{u}'>{t}</a></td><td>{d}</td></tr></table>",
    ),
    "a list each": ("<div>{}</div>", lambda u, t, d: f"<ul><li><a href='{u}'>{t}</a></li><li>{d}</li></ul>"),
    "cards": (
        "<div>{}</div>",
        lambda u, t, d: (
            f"<div><a href='{u}'><img src='/p.jpg'></a><h4><a href='{u}'>{t}</a></h4>"
            f"<p>摘要：进展顺利。</p><p><a href='/bm/'>住建局</a></p><i>{d}</i></div>"
        ),
    ),
}


def listed(shape: str, rows: list[tuple[str, str]] | None = None) -> str:
    frame, row = SHAPES[shape]
    shown = (row(url, title, f"2021-04-{day:02d}") for (url, title), day in zip(rows or links(), DAYS, strict=False))
    return frame.format("".join(shown))


# -- one list, whatever it is made of ----------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", SHAPES)
def test_rows_in_any_mark_up_are_the_same_list(shape: str) -> None:
    page = document(f"<h3>公示公告</h3>{listed(shape)}")
    reading = page.reading()
    assert (reading.kind, reading.rows, reading.is_undecided) == ("list", 5, False)
    assert [(entry.title, entry.published) for entry in page.listing().entries] == [
        (title, date(2021, 4, day)) for title, day in zip(TITLES, DAYS, strict=True)
    ]


@pytest.mark.parametrize("name", ["dqwz", "main-bottom", "foot_con", "side-nav", "hot", "x7", "crumb related"])
def test_the_name_of_a_wrapper_is_no_gate(name: str) -> None:
    page = document(f"<div class='{name}'><h3>公示公告</h3>{listed('list')}</div>")
    assert (page.form(), len(page.listing().entries)) == ("list", 5)


def test_rows_that_are_files_without_dates_are_a_list() -> None:
    rows = "".join(f"<li><a href='/files/{number}.pdf'>{title}</a></li>" for number, title in enumerate(TITLES))
    page = document(f"<h3>公示公告</h3><ul>{rows}</ul>")
    assert (page.form(), len(page.listing().entries)) == ("list", 5)


def test_the_heads_of_a_table_are_not_its_first_row() -> None:
    rows = "".join(
        f"<tr><td>2021/4/{day}</td><td><a href='{url}'>{title}办结情况</a></td></tr>"
        for (url, title), day in zip(links(), DAYS, strict=True)
    )
    page = document(f"<table>{rows}</table>")
    assert [entry.published for entry in page.listing().entries] == [date(2021, 4, day) for day in DAYS]


# -- which list is the page's own --------------------------------------------------------------------------------------

NEWS = links("/zwdt/", [f"鹤山市召开第{number}次专题会议部署工作" for number in range(1, 6)])


@pytest.mark.parametrize("heading", ["最近更新", "一周要览", "大家在看", "热点推荐", "Latest"])
@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("own", ["list", "undated"])
def test_a_box_under_another_heading_is_not_the_list(heading: str, before: bool, own: str) -> None:
    mine = listed("list") if own == "list" else "".join(f"<li><a href='{u}'>{t}</a></li>" for u, t in links())
    box, content = (
        f"<div><h4>{heading}</h4>{listed('list', NEWS)}</div>",
        f"<div><h3>公示公告</h3><ul>{mine}</ul></div>",
    )
    page = document(box + content if before else content + box)
    assert page.form() == "list"
    assert [entry.url for entry in page.listing().entries] == [BASE + url for url, _ in links()]


def test_an_empty_column_beside_a_foreign_list_is_not_sure_to_be_either() -> None:
    rows = links("/content/")  # addresses that tell nothing
    page = document(f"<h3>公示公告</h3><ul></ul><div><h4>一周要览</h4>{listed('list', rows)}</div>")
    reading = page.reading()
    assert (reading.kind, reading.is_undecided, page.listing().entries) == ("empty", True, [])
    assert page.form() == reading.kind
    nothing = document(f"<h3>公示公告</h3><p>暂无信息</p><div><h4>一周要览</h4>{listed('list', NEWS)}</div>")
    assert (nothing.reading().kind, nothing.reading().is_undecided) == ("empty", False)


@pytest.mark.parametrize(
    "call", ["$.ajax({url:'/q/list'", "new XMLHttpRequest().open('GET','/q/list'", "fetch('/q/list'"]
)
def test_a_list_that_a_script_fills_is_not_the_foreign_one_beside_it(call: str) -> None:
    box = f"<div><h4>一周要览</h4>{listed('list', NEWS)}</div>"
    page = document(f"{box}<h3>公示公告</h3><ul id='rows'></ul><script>{call});</script>")
    siblings = [document(f"{box}<h3>{name}</h3>{listed('list')}") for name in ("人事信息", "公示公告", "规划计划")]
    model = SiteModel()
    for each in (page, *siblings):
        model.learn(each)
    assert [each.form() for each in (page, page.within(model))] == ["shell", "shell"]
    assert page.within(model).listing().entries == []


def test_a_menu_in_a_table_fills_no_empty_column() -> None:
    page = document("<h3>公示公告</h3><p>暂无信息</p>")
    assert (page.form(), page.listing().entries) == ("empty", [])


def test_lists_of_several_columns_side_by_side_are_no_list() -> None:
    page = document(listed("list") + listed("list", NEWS), "鹤山市", "/", menu=False)
    assert page.form() == "parent"


@pytest.mark.parametrize("heading", ["h3", "p", "dt"])
def test_blocks_under_the_names_of_columns_make_a_parent(heading: str) -> None:
    blocks = ""
    for name, where, rows in (("政务动态", "/zwdt/", NEWS), ("规划计划", "/ghjh/", links("/ghjh/"))):
        head = f"<{heading}><a href='{where}'>{name}</a> <a href='{where}'>更多</a></{heading}>"
        blocks += f"<div>{head}{listed('list', rows)}</div>"
    assert document(blocks, "信息公开", "/xxgk/").form() == "parent"


# -- articles and lists at addresses that do not tell ------------------------------------------------------------------

TEXT = "<p>鹤山市今年计划实施惠民实事项目二十件，目前已经全部开工，其中十二件已经完成。</p>" * 2


def test_an_article_at_a_numbered_address_is_no_column() -> None:
    main = f"<h2>{TITLES[0]}</h2><div>2021-04-24 来源：市府办</div>{TEXT}"
    page = document(main + f"<p>下一篇：<a href='/show.asp?id=7'>{TITLES[1]}</a></p>", "公示公告", "/show.asp?id=8")
    assert (page.form(), page.listing().entries) == ("article", [])


def test_a_list_at_a_numbered_address_is_no_article() -> None:
    rows = [(f"/show.asp?id={number}", title) for number, title in enumerate(TITLES)]
    page = document(f"<h2>公示公告</h2>{listed('table', rows)}", "公示公告", "/list.asp?id=31")
    assert (page.form(), len(page.listing().entries), page.article().published) == ("list", 5, None)


def test_a_list_that_follows_an_article_leaves_it_an_article() -> None:
    main = (
        f"<h2>{TITLES[0]}</h2><div>发布时间：2021-04-24</div>{TEXT * 2}<div><h4>相关</h4>{listed('list', NEWS)}</div>"
    )
    assert document(main, "公示公告", "/gsgg/210424.html").form() == "article"


# -- what is not empty -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "main",
    [
        "<form action='/s'><p>姓名 <input name=n></p><p>电话 <input name=t></p><p>事由 <input name=s></p></form>",
        "<div>" + "".join(f"<a href='/ld/{n}.html'><img src='/ld/{n}.jpg'></a>" for n in range(3)) + "</div>",
        "".join(
            f"<dl><dt><img src='/p/{n}.jpg'></dt><dd>副市长 <a href='/p/{n}.html'>周某</a></dd></dl>" for n in (1, 2)
        ),
        "<video src='/v/1.mp4'></video>",
        "<p><img src='/tu/liucheng.png' width=600></p>",
    ],
)
def test_what_is_no_text_fills_a_page_all_the_same(main: str) -> None:
    page = document(f"<h3>公示公告</h3>{main}")
    assert page.form() in ("single", "list", "parent")
    assert page.reading().reasons


@pytest.mark.parametrize(
    "main",
    ["", "<p>栏目正在建设中，敬请期待</p>", "<img src='/images/nodata.png'>", "<form><input name=q></form>"],
)
def test_what_fills_no_page(main: str) -> None:
    page = document(f"<h3>公示公告</h3>{main}")
    assert (page.form(), page.reading().is_undecided) == ("empty", False)


def test_what_lies_behind_a_login_is_not_known() -> None:
    page = document("<form><input name=u><input type=password name=p></form>")
    assert page.reading().is_undecided


@pytest.mark.parametrize("name", ["nav-main", "foot-con", "hotbox", "sidebar", "related"])
def test_portraits_in_a_box_named_like_furniture_are_not_called_missing(name: str) -> None:
    portraits = "".join(f"<span><img src='/p/{number}.jpg'></span>" for number in range(3))
    page = document(f"<h3>公示公告</h3><div class='{name}'>{portraits}</div>")
    reading = page.reading()
    assert reading.kind != "empty" or reading.is_undecided


def test_a_search_form_above_the_list_does_not_make_it_anothers() -> None:
    search = "<div><b>高级搜索</b><span>查找范围：</span><label>标题</label><label>全文</label></div>"
    undated = "".join(f"<tr><td>{n}</td><td><a href='{u}'>{t}</a></td></tr>" for n, (u, t) in enumerate(links()))
    page = document(f"<h3>公示公告</h3><div>{search}<table>{undated}</table></div>")
    assert (page.form(), len(page.listing().entries)) == ("list", 5)


def test_rows_below_the_page_are_its_own_under_any_heading() -> None:
    undated = "".join(f"<li><a href='{url}'>{title}</a></li>" for url, title in links())
    page = document(f"<h3>公示公告</h3><div><h4>文件库</h4><ul>{undated}</ul></div>")
    assert (page.form(), len(page.listing().entries)) == ("list", 5)


SUMMARY = "各有关单位要按照职责分工抓紧落实，遇到问题及时报告，确保按期完成。" * 3


def test_headlines_above_summaries_are_a_list() -> None:
    """Their links are lines of their own, not part of the running text beside them."""
    cards = "".join(f"<div><h4><a href='{url}'>{title}</a></h4><p>{SUMMARY}</p></div>" for url, title in links())
    page = document(f"<h2>公示公告</h2><div>{cards}</div>")
    assert (page.form(), [entry.title for entry in page.listing().entries]) == ("list", TITLES)


def test_links_within_running_text_are_no_list() -> None:
    text = "".join(f"<p>{SUMMARY}详见<a href='{url}'>{title}</a>，{SUMMARY}</p>" for url, title in links())
    assert document(f"<h1>关于印发年度工作要点的通知</h1><div>{text}</div>").listing().entries == []


@pytest.mark.parametrize("names", [["收费目录", "办事指南"], ["机构设置", "人事任免", "年度报告"]])
def test_a_few_links_under_the_own_name_lead_on(names: list[str]) -> None:
    """A page with nothing but names of columns below its own is no empty one, however its addresses are built."""
    tiles = "".join(f"<li><a href='/lm{place}.html'>{name}</a></li>" for place, name in enumerate(names, 40))
    assert document(f"<h2>办事服务</h2><ul>{tiles}</ul>", "办事服务", "/lm4.html").form() == "parent"


def test_what_holds_the_headline_is_no_row() -> None:
    """A cell with the whole article and one link in it looks like a row with a date."""
    cell = (
        "<h2>关于印发实施方案的通知</h2><p>来源：办公室　日期：2021-04-09</p><p>现印发给你们。</p>"
        "<a href='/jd/7.html'><img src='/i.png' alt='政策解读：实施方案'></a>"
    )
    label = "<meta name='ArticleTitle' content='关于印发实施方案的通知'>"
    head = f"<meta charset=utf-8><title>关于印发实施方案的通知_鹤山市人民政府</title>{label}"
    body = f"<html><head>{head}</head><body><table><tr><td>{cell}</td></tr></table></body></html>"
    page = Page(body.encode(), f"{BASE}/gsgg/9.html")
    shown = page.article().shown_published
    assert isinstance(shown, date)
    assert (shown.year, shown.month, shown.day) == (2021, 4, 9)


def test_a_heading_that_is_the_titles_first_part_is_the_pages_name() -> None:
    """Without labels and breadcrumb, the site's name behind a dash must not make the heading another column's."""
    menu = "".join(f"<a href='/bm/{place}/'>{name}</a>" for place, name in enumerate(["教育局", "水务局", "林业局"], 1))
    body = f"<div>{menu}</div><h2>教育局</h2>{listed('list', links('/wd/'))}"
    page = f"<html><head><meta charset=utf-8><title>教育局-鹤山市政策问答平台</title></head><body>{body}</body></html>"
    assert Page(page.encode(), f"{BASE}/bm/1/").form() == "list"


@pytest.mark.parametrize("menu", [True, False])
def test_a_foot_fills_no_empty_column_where_the_site_repeats_all_else(menu: bool) -> None:
    marks = "<p><a href='http://bszs.conac.cn/sitename'><img src='/r.png' alt='党政机关网站标识'></a></p>"
    marks += "<p><a href='https://zfwzgl.www.gov.cn/jiucuo.html'><img src='/j.png' alt='我为政府网站找错'></a></p>"
    foot = f"<div><p>主办单位：鹤山市水务局</p><p>网站标识码：6200005008</p>{marks}</div>"  # the browser alone shows it
    box = f"<aside><h4>大家关注</h4>{listed('list', NEWS)}</aside>"
    model = SiteModel()
    for name, path in (*NAMES, ("人事信息", "/rsxx/")):
        model.learn(document(f"{box}<h3>{name}</h3>{listed('list')}", name, path))
    main = "<main><div><h2>公示公告</h2><div><p>暂无相关数据！</p></div></div></main>"
    read = document(f"{main}{box}{foot}", menu=menu).within(model)
    assert (read.form(), read.listing().entries) == ("empty", [])


def test_hidden_leftovers_of_a_template_are_no_content() -> None:
    leftover = (
        "<div style='display:none'><h1>模板示例标题请勿删除一二三</h1><p>发布时间：2009-05-06 来源：模板单位</p></div>"
    )
    crumb = "<div>当前位置：<a href='/'>首页</a> &gt; 通知公告</div>"
    url = "http://www.qingyuan.example/zwgk/tzgg/"
    assert [Page(pages.html(body), url).form() for body in (crumb, leftover + crumb, crumb + leftover)] == ["empty"] * 3
    assert Page(pages.html(crumb + leftover.replace("style", "data-style")), url).form() != "empty"


@pytest.mark.parametrize("heading", ["{}", "<img src=/t{n}.png alt={}>"])
def test_headings_of_blocks_may_be_pictures(heading: str) -> None:
    blocks = "".join(
        f"<div><h3><a href=/zwgk/{name}/>{heading.format(title, n=name)}</a><a href=/zwgk/{name}/>更多</a></h3><ul>"
        + "".join(
            f"<li><a href=/zwgk/{name}/t2021080{n}_1.html>{title}第{n}号文件的全文</a><i>2021-08-0{n}</i></li>"
            for n in (1, 2, 3, 4)
        )
        + "</ul></div>"
        for name, title in (("ghxx", "规划信息"), ("zcwj", "政策文件"), ("rsxx", "人事信息"))
    )
    page = Page(
        pages.html(f"<h2>政务公开</h2>{blocks}", "政务公开-清源市人民政府"), "http://www.qingyuan.example/zwgk/"
    )
    assert page.form() == "parent"


@pytest.mark.parametrize("blank", ["", "\n    ", "<!-- -->\n", "\n<span> </span>\n"])
def test_a_heading_is_seen_across_blanks(blank: str) -> None:
    rows = "".join(
        f"<li><a href='/ll/2021/08{day}/{day}.shtml'>各地扎实推进法治建设综述之{day}</a><i>2021-08-{day}</i></li>"
        for day in (19, 17, 15, 13, 11, 10)
    )
    box = f"<div><h3>理论新闻精选</h3>{blank}<ul>{blank}{rows}</ul></div>"
    text = "<p>近日，我市组织开展安全生产检查，逐一排查风险隐患，督促企业落实主体责任，确保安全形势平稳。</p>" * 6
    body = f"<h1>清源市开展安全生产检查</h1><p>2021-08-09 来源：市应急局</p>{text}{blank}{box}"
    page = Page(pages.html(body, "清源市开展安全生产检查"), "http://www.qingyuan.example/zwgk/tzgg/t20210809_1.html")
    assert (page.form(), page.listing().entries) == ("article", [])
