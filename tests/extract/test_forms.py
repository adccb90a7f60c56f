"""What kind of page a column's page is: parents, lists however short, single pages, empty ones."""

from datetime import date

import pytest

from govcrawl.extract import ListEntry, Page
from tests.extract.pages import FOOT, LABELS

BASE = "http://www.qingyuan.example"
MENU = """<div class="nav"><ul><li><a href="/">首页</a></li>
<li><a href="/xwdt/">新闻动态</a><ul><li><a href="/xwdt/yw/">清源要闻</a></li>
<li><a href="/xwdt/bmdt/">部门动态</a></li>
<li><a href="/xwdt/xzdt/">乡镇动态</a></li></ul></li>
<li><a href="/zwgk/">政务公开</a><ul><li><a href="/zwgk/tzgg/">通知公告</a></li>
<li><a href="/zwgk/yjgl/">应急管理</a></li></ul></li>
<li><a href="/ztzl/">专题专栏</a></li></ul></div>"""
CRUMB = '<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="{url}">{name}</a></div>'
NEWS = "".join(
    f'<li><a href="/xwdt/yw/202108/t202108{day}_1{day}.html">清源市召开第{day}次工作推进会议</a>'
    f"<span>2021-08-{day}</span></li>"
    for day in (19, 17, 15, 13, 11)
)


OLDER = NEWS.replace("202108", "202107").replace("2021-08", "2021-07").replace("_1", "_2")


def column(main: str, name: str = "应急管理", path: str = "/zwgk/yjgl/", *, menu: str = MENU, foot: str = FOOT) -> Page:
    labels = LABELS.replace("通知公告", name)
    head = f'<head><meta charset="utf-8"><title>{name}-清源市人民政府</title>{labels}</head>'
    crumb = CRUMB.format(url=path, name=name)
    return Page(f"<!DOCTYPE html><html>{head}<body>{menu}{crumb}{main}{foot}</body></html>".encode(), BASE + path)


# -- parents -----------------------------------------------------------------------------------------------------------


def test_sub_columns_that_are_in_the_menu_too_make_a_parent() -> None:
    tiles = "".join(
        f'<div class="box"><h3><a href="./{key}/">{name}</a></h3></div>'
        for key, name in (("yw", "清源要闻"), ("bmdt", "部门动态"), ("xzdt", "乡镇动态"))
    )
    page = column(f'<div class="main">{tiles}</div>', "新闻动态", "/xwdt/")
    assert (page.form(), page.listing().entries) == ("parent", [])


def test_a_parent_without_related_addresses_is_known_by_the_menu() -> None:
    menu = (
        '<div class="main-nav"><ul><li><a href="/col/col30010/index.html">互动交流</a><ul>'
        '<li><a href="/col/col30011/index.html">县长信箱</a></li>'
        '<li><a href="/col/col30012/index.html">意见征集</a></li>'
        "</ul></li></ul></div>"
    )
    tiles = '<div class="t"><a href="/col/col30011/index.html">县长信箱</a></div>'
    page = column(f'<div class="content">{tiles}</div>', "互动交流", "/col/col30010/index.html", menu=menu)
    assert page.form() == "parent"
    empty = column(f'<div class="content">{tiles}</div>', "意见征集", "/col/col30012/index.html", menu=menu)
    assert empty.form() == "empty"


def test_topics_are_columns_and_no_entries() -> None:
    tiles = "".join(
        f'<div class="box"><h3><a href="/ztzl/{key}/index.html">{name}</a></h3></div>'
        for key, name in (
            ("yshj", "优化营商环境专题"),
            ("wsxc", "创建卫生县城专题"),
            ("fxjz", "历史专题：防汛救灾动态"),
        )
    )
    body = column(f'<div class="con">{tiles}</div>', "专题专栏", "/ztzl/")
    page = Page((body.source).encode(), "http://127.0.0.1:20480/ztzl/")
    assert (page.form(), page.listing().entries) == ("parent", [])
    assert [link.name for link in page.navigation()][-3:] == [
        "优化营商环境专题",
        "创建卫生县城专题",
        "历史专题：防汛救灾动态",
    ]


def test_blocks_of_the_newest_of_each_sub_column_make_a_parent() -> None:
    blocks = "".join(
        f'<div class="box"><h3><a href="./{key}/">{name}</a><a href="./{key}/">更多</a></h3>'
        f'<ul class="list">{NEWS}</ul></div>'
        for key, name in (("yw", "清源要闻"), ("bmdt", "部门动态"))
    )
    assert column(f'<div class="main">{blocks}</div>', "新闻动态", "/xwdt/").form() == "parent"


def test_a_list_in_chunks_beside_a_menu_of_sub_columns_is_a_list() -> None:
    side = '<div class="left"><ul><li><a href="./a/">防汛抗旱</a></li><li><a href="./b/">森林防火</a></li></ul></div>'
    page = column(f'{side}<div class="right"><ul class="l">{NEWS}</ul><ul class="l">{OLDER}</ul></div>')
    assert page.form() == "list"
    assert len(page.listing().entries) == 10


def test_a_list_under_tabs_of_sub_columns_is_a_list() -> None:
    tabs = '<div class="t"><a href="./a/">防汛抗旱</a><a href="./b/">森林防火</a></div>'
    assert column(f'<div class="right">{tabs}<ul class="l">{NEWS}</ul></div>').form() == "list"


@pytest.mark.parametrize("class_name", ["left-con", "sub-list", ""])
def test_a_menu_of_siblings_does_not_fill_an_empty_column(class_name: str) -> None:
    items = "".join(
        f'<li><a href="/zwgk/{key}/">{name}</a></li>'
        for key, name in (("tzgg", "通知公告"), ("yjgl", "应急管理"), ("rsxx", "人事信息"), ("czyjs", "财政预决算"))
    )
    page = column(f'<div class="{class_name}"><ul>{items}</ul></div><div class="right"><ul class="list"></ul></div>')
    assert (page.form(), page.listing().entries) == ("empty", [])


# -- blocks beside the content -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading", ["热点推荐", "热门文章", "相关阅读", "点击排行", "阅读排行榜", "本周热点", "推荐信息"]
)
@pytest.mark.parametrize(
    "block",
    [
        '<div class="hot"><h3>{0}</h3><ul>{1}</ul></div>',
        '<div class="b2"><h3>{0}</h3><ul>{1}</ul></div>',
        '<div class="b2"><div class="tit"><span>{0}</span><a href="/xwdt/yw/">更多</a></div><ul>{1}</ul></div>',
        "<dl><dt>{0}</dt><dd><ul>{1}</ul></dd></dl>",
    ],
)
def test_a_block_beside_the_content_does_not_fill_an_empty_column(heading: str, block: str) -> None:
    beside = block.format(heading, NEWS)
    page = column(f'<div class="wrap"><div class="main"><ul class="list"></ul><p>暂无信息</p></div>{beside}</div>')
    assert (page.form(), page.listing().entries, page.body_text()) == ("empty", [], "暂无信息")


def test_the_last_page_of_a_list_has_no_rows_of_the_block_beside_it() -> None:
    row = '<li><a href="./202106/t20210626_47.html">县领导调研城乡供水一体化工作</a><span>2021-06-26</span></li>'
    page = column(f'<ul class="list">{row}</ul><div class="hot"><h3>热点推荐</h3><ul>{NEWS}</ul></div>', "乡镇动态")
    assert page.form() == "list"
    assert page.listing().entries == [
        ListEntry("县领导调研城乡供水一体化工作", f"{BASE}/zwgk/yjgl/202106/t20210626_47.html", date(2021, 6, 26))
    ]


def test_a_column_may_be_called_like_such_a_block() -> None:
    page = column(f'<div class="main"><h2>热点关注</h2><ul class="list">{NEWS}</ul></div>', "热点关注", "/rdgz/")
    assert (page.form(), len(page.listing().entries)) == ("list", 5)


def test_a_clock_dates_no_row() -> None:
    head = '<div class="header"><h1><a href="/">清源市人民政府门户网站</a></h1><p>今天是2021年8月20日 星期五</p></div>'
    page = column(f'{head}<ul class="list">{NEWS}</ul>')
    assert max(entry.published for entry in page.dated_links() if entry.published) == date(2021, 8, 19)


# -- short lists -------------------------------------------------------------------------------------------------------

ROW = '<li><a href="./{0}">{1}</a></li>'
ONE = ROW.format("content/post_101.html", "清源市应急管理局防汛应急预案")
TWO = ONE + ROW.format("content/post_102.html", "清源市森林防火应急预案")


@pytest.mark.parametrize(("rows", "number"), [(ONE, 1), (TWO, 2)])
@pytest.mark.parametrize("wrap", ["<ul class='list'>{0}</ul>", "<div class='main'><h2>应急管理</h2><ul>{0}</ul></div>"])
def test_short_lists_without_dates_keep_their_rows(rows: str, number: int, wrap: str) -> None:
    page = column(wrap.format(rows))
    assert page.form() == "list"
    assert [entry.published for entry in page.listing().entries] == [None] * number


@pytest.mark.parametrize("day", ["<span>2021-06-26</span>", "<i>发布时间：</i><b>2021-06-26 10:30:00</b>"])
def test_a_single_row_with_its_date(day: str) -> None:
    row = f'<li><a href="./content/post_101.html">清源市应急管理局防汛应急预案</a>{day}</li>'
    intro = "<p>本栏目公开清源市应急预案，供公众查阅。</p>"
    page = column(f'<div class="main">{intro}<ul class="list">{row}</ul></div>')
    url = f"{BASE}/zwgk/yjgl/content/post_101.html"
    assert page.listing().entries == [ListEntry("清源市应急管理局防汛应急预案", url, date(2021, 6, 26))]
    assert page.form() == "list"


def test_a_link_below_a_text_makes_no_list() -> None:
    text = "<p>清源市应急管理局负责全市安全生产综合监督管理、防灾减灾救灾和应急救援工作，组织编制应急预案。</p>"
    link = '<li><a href="./content/post_101.html">内设机构和职责一览</a></li>'
    page = column(f'<div class="main">{text}<ul>{link}</ul></div>')
    assert (page.form(), page.listing().entries) == ("single", [])


def test_a_short_list_in_a_table_without_dates() -> None:
    row = '<tr><td><a href="./show/50047.html">清源市防汛应急预案全文</a></td><td>&nbsp;</td></tr>'
    rows = f"<tr><th>标题</th><th>发布日期</th></tr>{row}"
    page = column(f'<table class="lb">{rows}</table>')
    assert [entry.title for entry in page.listing().entries] == ["清源市防汛应急预案全文"]


@pytest.mark.parametrize(
    "links",
    [
        '<div class="x"><a href="/about/10001.html">网站使用帮助说明</a></div>',
        '<div class="x"><a href="http://beian.example/r?recordcode=99010001">清公网安备 99010001号</a></div>',
        '<div class="x"><h3>推荐阅读</h3><ul><li><a href="/n/10001.html">清源市举办全民健身运动会</a></li></ul></div>',
        '<p>上一篇：<a href="/n/10001.html">清源市举办全民健身运动会</a></p>',
        '<ul class="t"><li><a href="/j/10001.html">机构概况</a></li><li><a href="/j/10002.html">领导分工</a></li></ul>',
        '<div class="page">共 3 页 <b>1</b> <a href="index_2.html">2</a> <a href="index_2.html">下一页</a></div>',
    ],
)
def test_menus_footers_and_neighbours_are_no_short_list(links: str) -> None:
    page = column(f'<div class="main"><ul class="list"></ul><p>暂无信息</p></div>{links}')
    assert (page.form(), page.listing().entries) == ("empty", [])


# -- single pages ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "<p>主办单位：清源市人民政府。来信请寄清源市人民政府办公室，我们将按规定时限办理并答复。</p>",
        "<p>地址：清源市中心路一号</p><p>电话：0000-0000000</p><p>邮编：000000</p>",
        "<p>主办单位：清源市人民政府办公室</p><p>联系电话：0000-0000000</p>",
        '<div class="TRS_Editor"><p><img src="./jgt.png"></p></div>',
        '<p><a href="./P020210820.pdf">机构设置.pdf</a></p>',
    ],
)
def test_a_contact_page_is_not_empty(text: str) -> None:
    page = column(f'<div class="main"><h2>联系我们</h2>{text}</div>', "联系我们", "/lxwm/")
    assert page.form() == "single"


def test_who_runs_the_site_is_furniture_in_an_unnamed_footer() -> None:
    owner = "主办单位：清源市人民政府 承办单位：清源市人民政府办公室"
    foot = f"<div class='b9'><p>{owner}</p><p>网站标识码：9901000001</p></div>"
    page = column('<div class="main"><h2>应急管理</h2><p>暂无信息</p></div>', foot=foot)
    assert (page.form(), page.body_text()) == ("empty", "应急管理\n暂无信息")


@pytest.mark.parametrize(
    "text",
    [
        "暂无信息",
        "对不起，本栏目正在建设中，敬请期待！",
        "没有找到相关内容。",
        "今天是2021年8月20日 星期五 欢迎您访问本站",
        "共 0 条 首页 上一页 下一页 尾页",
        "",
    ],
)
def test_placeholders_leave_a_column_empty(text: str) -> None:
    page = column(f'<div class="main"><h2>应急管理</h2><p>{text}</p></div>')
    assert (page.form(), page.empty_statement()) == ("empty", None)


STATEMENT = "本单位目前无此类事项，故无相关信息公开"


@pytest.mark.parametrize("beside", ["", f'<div class="hot"><h3>热点推荐</h3><ul>{NEWS}</ul></div>'])
@pytest.mark.parametrize(
    "main", ['<ul class="list"></ul><p>{0}</p>', '<div class="TRS_Editor"><p>{0}。</p></div>', "{0}"]
)
def test_the_reason_for_having_nothing_is_told_in_every_form(main: str, beside: str) -> None:
    page = column(f'<div class="main">{main.format(STATEMENT)}</div>{beside}')
    assert page.form() in ("empty", "single")
    assert (page.empty_statement() or "").rstrip("。") == STATEMENT
    assert page.listing().entries == []


# -- pagers ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "texts",
    [
        ("1", "2", "3", "下一页", "尾页"),
        ("[1]", "[2]", "下页", "末页", "最后一页"),
        ("首页", "上页", "下页", "尾页", "转到"),
        ("第2页", "第 3 页", "后一页", "GO"),
        ("共 3 页", "2页", "»", "›"),
    ],
)
@pytest.mark.parametrize("class_name", ["page", "pb_sys", "pagenav"])
def test_pagers_lead_to_no_columns(texts: tuple[str, ...], class_name: str) -> None:
    links = "".join(f'<a href="index_{number}.html">{text}</a> ' for number, text in enumerate(texts, 1))
    page = column(f'<ul class="list">{NEWS}</ul><div class="{class_name}">{links}</div>')
    assert [link for link in page.navigation() if "index_" in link.url] == []
    assert page.form() == "list"


def test_a_script_that_has_run_makes_no_shell() -> None:
    body = """<html><body><div class="nav"><a href="/">首页</a></div><div class="main"><div class="box"><h3>
<a href="/hdjl/xx/">县长信箱</a></h3></div></div><div id="marks"></div><script>
fetch("/marks.html").then(function (a) { return a.text(); }).then(function (t) {
document.getElementById("marks").innerHTML = t; });</script></body></html>""".encode()
    assert Page(body, f"{BASE}/hdjl/").needs_script()
    assert not Page(body, f"{BASE}/hdjl/", rendered=True).needs_script()
    assert Page(body, f"{BASE}/hdjl/", rendered=True).form() == "parent"


# -- hubs --------------------------------------------------------------------------------------------------------------

PLAIN_MENU = (
    '<nav><ul><li><a href="/">首页</a></li><li><a href="/channels/2901.html">政务动态</a></li>'
    '<li><a href="/channels/2919.html">公众参与</a><div><a href="/channels/2920.html">网上咨询</a>'
    '<a href="/channels/2921.html">来信选登</a></div></li></ul></nav>'
)


def hub(main: str, *, crumb: str = "", menu: str = PLAIN_MENU, url: str = "/channels/2919.html") -> Page:
    head = f'<meta charset="utf-8"><title>公众参与-清源市文化局</title>{LABELS.replace("通知公告", "公众参与")}'
    return Page(
        f"<!DOCTYPE html><html><head>{head}</head><body>{menu}{crumb}{main}{FOOT}</body></html>".encode(), BASE + url
    )


CHILDREN = (("/channels/2920.html", "网上咨询"), ("/channels/2921.html", "来信选登"))


@pytest.mark.parametrize(
    ("box", "tile"),
    [
        ("<div>{}</div>", '<div class="c"><a href="{0}"><i></i><span>{1}</span></a></div>'),
        ("<h2>公众参与</h2><p>{}</p>", '<a href="{0}">{1}</a>　'),
        ("<h3>公众参与</h3><table>{}</table>", '<tr><td><a href="{0}">{1}</a></td><td>4条</td></tr>'),
        ("<table><tr>{}</tr></table>", '<td><a href="{0}"><img src="/b.jpg" alt="{1}"></a></td>'),
        ("<div>{}</div>", "<dl><dt><strong><a href='{0}'>{1}</a></strong></dt><dd><ul></ul></dd></dl>"),
        ("<div>{}</div>", "<table><tr><td><b>{1}</b></td><td><a href='{0}'>更多...</a></td></tr></table>"),
    ],
    ids=["cards", "paragraph", "table with numbers", "pictures", "definitions", "names beside links"],
)
@pytest.mark.parametrize(
    "crumb",
    [
        "<div><span><a href='/'>首页</a></span><span> &gt; </span><span>公众参与</span></div>",
        "<p>当前位置：<a href='/'>首页</a> &gt; <a href='/channels/2919.html'>公众参与</a></p>",
    ],
)
def test_a_page_of_links_to_columns_is_no_list_and_not_empty(box: str, tile: str, crumb: str) -> None:
    page = hub(box.format("".join(tile.format(*child) for child in CHILDREN)), crumb=crumb)
    assert (page.form(), page.listing().entries) == ("parent", [])


def test_a_menu_of_siblings_fills_no_empty_column() -> None:
    names = (("/channels/2919.html", "公众参与"), *CHILDREN)
    links = "".join(f"<li><a href='{url}'>{name}</a></li>" for url, name in names)
    crumb = "<p>当前位置：<a href='/'>首页</a> &gt; <a href='/channels/2919.html'>公众参与</a></p>"
    beside = links.replace("<a href='/channels/2919.html'>公众参与</a>", "公众参与")
    menu = f"<nav><ul><li><a href='/'>首页</a></li>{links}</ul></nav>"
    assert hub(f"<div><ul>{beside}</ul></div>", crumb=crumb, menu=menu).form() == "empty"


def test_what_the_menu_leads_to_is_a_column_whatever_its_address() -> None:
    links = {link.name: link.path for link in hub("").navigation()}
    assert links["政务动态"] == ("政务动态",)
    assert links["来信选登"] == ("公众参与", "来信选登")


# -- forms around pages, forms that ask for a text ---------------------------------------------------------------------


def test_a_form_around_the_whole_page_hides_nothing() -> None:
    leaders = "<table><tr>" + "".join(f"<td><img src='/ld{n}.jpg'><br>副局长</td>" for n in range(4)) + "</tr></table>"
    crumb = "<div><span><a href='/'>首页</a></span><span> &gt; </span><span>公众参与</span></div>"
    page = hub(f"<form action='/Post.aspx'><div>{crumb}</div><div><div><div>{leaders}</div></div></div></form>")
    assert page.form() == "single"


def test_a_form_that_asks_for_a_text_is_content() -> None:
    form = "<form method=post>类别 <select><option>咨询</option></select>标题 <input>正文 <textarea></textarea></form>"
    crumb = "<p>当前位置：<a href='/'>首页</a> &gt; <a href='/channels/2919.html'>公众参与</a></p>"
    assert hub(f"<div>{form}</div>", crumb=crumb).form() == "single"
    assert hub(f"<div>{form.replace('<textarea></textarea>', '')}</div>", crumb=crumb).form() == "empty"


def test_a_sentence_in_a_form_around_the_whole_page_is_seen() -> None:
    crumb = "<div><span><a href='/'>首页</a></span><span> &gt; </span><span>公众参与</span></div>"
    for field in ("<input type=hidden name=v>", "<input name=q>"):
        page = hub(
            f"<form action='/Post.aspx'>{field}<div>{crumb}</div><div><p>我局无行政事业性收费项目。</p></div></form>"
        )
        assert (page.form(), page.empty_statement()) == ("single", "我局无行政事业性收费项目。")


@pytest.mark.parametrize("here", ["", "<p>当前所在：<a href='/'>首页</a> - <a href='/gzcy/'>公众参与</a></p>"])
def test_columns_that_no_menu_knows_are_no_undated_list(here: str) -> None:
    names = {"/zcwj/": "政策文件", "/ghjh/": "规划计划", "/rsxx/": "人事信息"}
    links = "".join(f"<li><a href='{url}'>{name}</a></li>" for url, name in names.items())
    menu = "<p><a href='/'>首页</a> <a href='/yw/'>要闻</a> <a href='/gzcy/'>公众参与</a></p>"
    page = hub(f"<h2>公众参与</h2><ul>{links}</ul>", crumb=here, menu=menu, url="/gzcy/")
    assert (page.form(), page.listing().entries) == ("parent", [])
