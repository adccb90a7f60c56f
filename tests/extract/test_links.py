"""Links: every way that a reader can follow one, and what it is called."""

import pytest

from govcrawl.extract import Page

URL = "http://www.example.gov.cn/zwgk/"


def links(markup: str) -> list[tuple[str, str]]:
    """(address, name) of the links of a body with this mark-up."""
    page = Page(f"<html><body>{markup}</body></html>".encode(), URL, "text/html; charset=utf-8")
    return [(url, text) for url, text in page.links()]


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="/jcdt/">基层动态</a>',
        '<a href="/jcdt/"><img src="/i/7.png" alt="基层动态"></a>',
        '<a href="/jcdt/" aria-label="基层动态"><i class="icon-7"></i></a>',
        '<a href="/jcdt/" title="基层动态"><img src="/i/7.png"></a>',
        '<a href="/jcdt/"><svg viewBox="0 0 9 9"><title>基层动态</title><path d="M0 0"/></svg></a>',
        '<a href="/jcdt/" aria-label="基层动态">&gt;</a>',
        '<a href="/jcdt/"><span role="img" aria-label="基层动态"></span></a>',
        '<map name="m"><area shape="rect" coords="0,0,9,9" href="/jcdt/" alt="基层动态"></map>',
        "<ul><li onclick=\"location.href='/jcdt/'\">基层动态</li></ul>",
        "<div class=tile onclick=\"window.open('/jcdt/', '_blank')\"><b>基层动态</b></div>",
        "<a href=\"javascript:toUrl('/jcdt/')\">基层动态</a>",
        "<a href='javascript:openColumn(%22/jcdt/%22)'>基层动态</a>",
        "<a href='javascript:;' onclick='go(\"/jcdt/\", 1)'>基层动态</a>",
        "<a href='#' onclick=\"self.location = '../jcdt/'; return false\">基层动态</a>",
        '<a href="javascript:void(0)" data-href="/jcdt/">基层动态</a>',
        "<button type=button onclick=\"location.assign('/jcdt/')\">基层动态</button>",
        '<input type="button" value="基层动态" onclick="window.location=\'/jcdt/\'">',
        '<select onchange="location=this.value"><option>请选择</option><option value="/jcdt/">基层动态</select>',
        '<select id=s><option value="0">请选择</option><option value="/jcdt/">基层动态</option></select>',
        "<table><tr onclick=\"visit('/jcdt/')\"><td>基层动态</td></tr></table>",
    ],
)
def test_every_way_to_follow_a_link(markup: str) -> None:
    assert links(markup) == [("http://www.example.gov.cn/jcdt/", "基层动态")]


@pytest.mark.parametrize(
    "markup",
    [
        '<!-- <a href="/jcdt/"><img alt="基层动态"></a> -->',
        '<select><option value="">全部</option><option value="3">基层动态</option></select>',
        '<select onchange="location=this.value"><option value="0">请选择</option></select>',
        "<a href=\"javascript:show('tab', 2)\">基层动态</a>",
        "<li onclick=\"open('/detail?id=' + id)\">基层动态</li>",
        "<li onclick=\"$.get('/api/list')\">基层动态</li>",
        "<img src='/a.png' onclick=\"this.src='/captcha.jsp'\">",
        "<a href='javascript:;' onclick=\"pick('/a/', '/b/')\">基层动态</a>",
        "<a href=\"javascript:addFavorite('http://www.example.gov.cn/jcdt/', '某县')\">加入收藏</a>",
        '<a href="javascript:void(0)">基层动态</a>',
        "<span onclick=\"say('2021/8')\">基层动态</span>",
    ],
)
def test_what_leads_nowhere(markup: str) -> None:
    assert links(markup) == []


def test_a_row_and_its_link_are_one() -> None:
    markup = '<ul><li onclick="location=\'/a/1.html\'"><a href="/a/1.html">某县开展防汛检查</a></li></ul>'
    assert links(markup) == [("http://www.example.gov.cn/a/1.html", "某县开展防汛检查")]


def test_a_file_is_called_by_its_name_at_last() -> None:
    assert links('<a href="/f/申报表.pdf"><img src="/icon/pdf.gif"></a>')[0][1] == "申报表.pdf"
    assert links('<a href="/f/1.pdf"><img src="/icon/pdf.gif" alt="申报表"></a>')[0][1] == "申报表"


def test_rows_that_only_scripts_open() -> None:
    """Rows by onclick and rows of pictures are entries like any other."""
    rows = "".join(
        f"<tr onclick=\"show('/xw/{n}.html')\"><td><img alt='某县开展第{n}次防汛检查'><td>2021-08-0{n}</td></tr>"
        for n in range(1, 6)
    )
    page = Page(f"<table>{rows}</table>".encode(), URL, "text/html; charset=utf-8")
    entries = page.listing().entries
    assert [entry.url for entry in entries] == [f"http://www.example.gov.cn/xw/{n}.html" for n in range(1, 6)]
    assert entries[0].title == "某县开展第1次防汛检查"
    assert all(entry.published for entry in entries)


def test_choices_that_lead_to_columns_are_navigation() -> None:
    markup = '<select onchange="jump(this)"><option>区县</option><option value="/ld/">领导之窗</option></select>'
    page = Page(markup.encode(), URL, "text/html; charset=utf-8")
    assert [(link.url, link.name) for link in page.navigation()] == [("http://www.example.gov.cn/ld/", "领导之窗")]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ('<meta name="SiteName" content="某县人民政府">', "某县人民政府"),
        ("<meta content='某县人民政府' NAME=sitename />", "某县人民政府"),
        (
            '<meta name="SiteName" content=""><meta property="SiteName" content="某县&quot;县&quot;">',
            '某县"县"',
        ),
        ('<!-- <meta name="SiteName" content="旧"> --><meta name="SiteName" content="某县人民政府">', "某县人民政府"),
        ('<!-- <meta name="SiteName" content="旧"> -->', None),
        ('<meta name="SiteName" data-x="content=1" content="a > b">', "a > b"),
        ('<noscript><meta name="SiteName" content="旧"></noscript>', None),
    ],
)
def test_labels_as_a_browser_reads_them(head: str, name: str | None) -> None:
    page = Page(f"<html><head>{head}</head><body>正文</body></html>".encode(), URL, "text/html; charset=utf-8")
    assert page.labels.get("SiteName") == name


def test_the_whole_text_of_a_link_that_is_cut_short_tells_an_interpretation() -> None:
    address = "/jd/202106/t20210603_12.html"
    link = f"<a href='{address}' title='《青石县养老服务管理办法》解读'>《青石县养老服务…</a>"
    prose = "<p>各乡镇人民政府要认真执行。</p>" * 6
    body = f"<h1>青石县养老服务管理办法</h1><p>发布时间：2021-06-01</p>{prose}<ul><li>{link}</ul>"
    page = Page(body.encode(), "http://www.qingshi.example/zc/202106/t20210601_11.html")
    assert [each.url for each in page.article().interpretation_links] == [f"http://www.qingshi.example{address}"]
