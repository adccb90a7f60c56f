"""Articles: whole parsed objects compared."""

from datetime import date, datetime

import pytest

from govcrawl.extract import Article, FileLink, Page, PageLink, read_article
from tests.extract import pages

BASE = "http://www.qingyuan.example"
URL = f"{BASE}/zwgk/tzgg/202108/t20210820_101.html"
PLAIN_URL = f"{BASE}/zwgk/tzgg/101.html"
TITLE = "关于开展安全生产检查的通知"


def labels(when: str, title: str = TITLE) -> str:
    return (
        f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{when}">'
        '<meta name="ContentSource" content="市应急管理局">'
    )


def test_whole_article() -> None:
    body = pages.article(
        "发布时间：2021-08-20 来源：市应急管理局 <b>成文日期：</b><b>2021年8月18日</b> 文号：清政办发〔2021〕3号",
        pages.PROSE
        + '<p>附件：<a href="./P020210820.docx">检查表.docx</a> <a href="/down?file=a.pdf&id=1">汇总表</a></p>'
        + '<p>相关解读：<a href="../../jd/202108/t20210821_7.html">《关于开展安全生产检查的通知》解读</a></p>',
        labels("2021-08-20 09:30:00"),
    )
    assert read_article(body, URL) == Article(
        title=TITLE,
        published=datetime(2021, 8, 20, 9, 30),
        published_source="label",
        drafted=date(2021, 8, 18),
        attachments=[
            FileLink(f"{BASE}/zwgk/tzgg/202108/P020210820.docx", "检查表.docx", "docx"),
            FileLink(f"{BASE}/down?file=a.pdf&id=1", "汇总表", "pdf"),
        ],
        labels={
            "SiteName": "清源市人民政府",
            "SiteDomain": "www.qingyuan.example",
            "SiteIDCode": "9901000001",
            "ColumnName": "通知公告",
            "ArticleTitle": TITLE,
            "PubDate": "2021-08-20 09:30:00",
            "ContentSource": "市应急管理局",
        },
        interpretation_links=[
            PageLink(f"{BASE}/zwgk/jd/202108/t20210821_7.html", "《关于开展安全生产检查的通知》解读")
        ],
        own_links=[
            PageLink(f"{BASE}/zwgk/tzgg/202108/P020210820.docx", "检查表.docx"),
            PageLink(f"{BASE}/down?file=a.pdf&id=1", "汇总表"),
            PageLink(f"{BASE}/zwgk/jd/202108/t20210821_7.html", "《关于开展安全生产检查的通知》解读"),
        ],
        source="市应急管理局",
        text=(
            "各区人民政府，市政府各部门：为做好安全生产工作，经市政府同意，现就有关事项通知如下，请认真贯彻执行。\n"
            "一、提高认识，压实责任，严格落实各项安全措施，确保人民群众生命财产安全。\n"
            "附件：检查表.docx 汇总表\n相关解读：《关于开展安全生产检查的通知》解读"
        ),
        number="清政办发〔2021〕3号",
        shown_title=TITLE,
        shown_published=date(2021, 8, 20),
    )


DATES = {
    "label day only": ("发布日期：2021年8月20日", "", PLAIN_URL, date(2021, 8, 20), "page"),
    "spaced label": ("发 布 日 期 ： 2021 / 8 / 20", "", PLAIN_URL, date(2021, 8, 20), "page"),
    "label in its own cell": (
        "<table><tr><td>发布日期</td><td>2021-08-20</td></tr></table>",
        "",
        PLAIN_URL,
        date(2021, 8, 20),
        "page",
    ),
    "time beside the source": ("2021-08-20 10:12 来源：本站", "", PLAIN_URL, datetime(2021, 8, 20, 10, 12), "page"),
    "day above year and month": ("<b>20</b><i>2021年08月</i>", "", PLAIN_URL, date(2021, 8, 20), "page"),
    "a day of the month alone is none": ("<b>20</b><i>08月</i>", "", PLAIN_URL, None, None),
    "dots": ("日期：2021.08.20", "", PLAIN_URL, date(2021, 8, 20), "page"),
    "address only": ("来源：本站", "", URL, date(2021, 8, 20), "url"),
    "page wins over label": ("发布时间：2021-08-20", labels("2021-03-01 08:00"), PLAIN_URL, date(2021, 8, 20), "page"),
    "label alone": ("", labels("2021-08-20 08:00"), PLAIN_URL, datetime(2021, 8, 20, 8, 0), "label"),
    "Chinese label": ("", labels("2021年08月20日"), PLAIN_URL, date(2021, 8, 20), "label"),
    "generation time is none": (
        "",
        labels("2025-10-25 11:32:37") + '<meta name="others" content="页面生成时间 2025-10-25 11:32:37">',
        PLAIN_URL,
        None,
        None,
    ),
    "address contradicts label": ("", labels("2025-10-25 11:32:37"), URL, date(2021, 8, 20), "url"),
    "drafting date is none": ("成文日期：2021-08-18", "", PLAIN_URL, None, None),
    "clock is none": ("今天是2021年8月20日 星期五", "", PLAIN_URL, None, None),
    "effective date is none": ("实施日期：2021-09-01", "", PLAIN_URL, None, None),
    "impossible day is seen, not read": ("发布时间：2021-02-31", "", PLAIN_URL, None, "unread"),
    "comment in the source is none": ("<!-- 发布时间：2021-08-20 -->", "", PLAIN_URL, None, None),
}


@pytest.mark.parametrize("name", DATES)
def test_publication_date(name: str) -> None:
    meta, head, url, expected, source = DATES[name]
    article = read_article(pages.article(meta, pages.PROSE, head), url)
    assert (article.published, article.published_source) == (expected, source)


def test_body_and_footer_dates_are_none() -> None:
    content = pages.PROSE + "<p>本办法自2021年9月1日起施行。</p><p>2021年8月1日</p>"
    assert read_article(pages.article("", content), PLAIN_URL).published is None


@pytest.mark.parametrize(
    ("head", "title", "expected"),
    [
        ('<meta name="articletitle" content="关于甲事项的通知">', "关于甲事项的通知", "关于甲事项的通知"),
        ('<meta name="ArticleTitle" content="null">', "关于乙事项的通知", "关于乙事项的通知"),
        ('<meta name="ArticleTitle" content="另一篇文章的标题内容">', "关于丙事项的通知", "关于丙事项的通知"),
        ("", "清源市——宜居宜业的城市", "清源市——宜居宜业的城市"),
    ],
)
def test_title(head: str, title: str, expected: str) -> None:
    article = read_article(pages.article("发布时间：2021-08-20", pages.PROSE, head, title), PLAIN_URL)
    assert (article.title, article.shown_title) == (expected, title)


def test_headline_that_begins_with_the_name_of_the_site() -> None:
    content = f"<div><h5>清源市水产研究所召开安全生产工作会议</h5><p>2021-08-20</p></div>{pages.PROSE}"
    article = read_article(pages.html(content, "清源市水产研究所"), PLAIN_URL)
    assert article.title == article.shown_title == "清源市水产研究所召开安全生产工作会议"


def test_interpretation_page_links_its_policy() -> None:
    body = pages.article(
        "发布时间：2021-08-21",
        pages.PROSE + '<p><a href="/zwgk/zcwj/202108/t20210820_9.html">《清源市物业管理办法》</a></p>',
        title="《清源市物业管理办法》政策解读",
    )
    article = read_article(body, f"{BASE}/jd/202108/t20210821_7.html")
    assert article.policy_links == [(f"{BASE}/zwgk/zcwj/202108/t20210820_9.html", "《清源市物业管理办法》")]
    assert article.interpretation_links == []


def test_menu_entry_named_interpretation_is_no_link_to_one() -> None:
    body = pages.article(
        "发布时间：2021-08-21", pages.PROSE + '<div class="more"><a href="/zwgk/zcjd/">政策解读</a></div>'
    )
    assert read_article(body, PLAIN_URL).interpretation_links == []


def test_footer_download_is_no_attachment() -> None:
    assert read_article(pages.article("发布时间：2021-08-21", pages.PROSE), PLAIN_URL).attachments == []


@pytest.mark.parametrize(
    ("encoding", "declared", "content_type"),
    [
        ("utf-8", "utf-8", None),
        ("gb18030", "gb2312", None),
        ("gb18030", "utf-8", None),
        ("utf-8", "gb2312", None),
        ("utf-8", "gb2312", "text/html; charset=gbk"),
        ("gb18030", "", "text/html; charset=GBK"),
        ("utf-16", "utf-16", None),
        ("utf-16-le", "", None),
        ("utf-8-sig", "gb2312", None),
    ],
)
def test_encodings(encoding: str, declared: str, content_type: str | None) -> None:
    text = (
        pages.article("发布时间：2021-08-20", pages.PROSE).decode().replace('charset="utf-8"', f'charset="{declared}"')
    )
    article = read_article(text.encode(encoding), PLAIN_URL, content_type)
    assert (article.title, article.published) == (TITLE, date(2021, 8, 20))


def test_json_article() -> None:
    body = (
        '{"data":{"docTitle":"关于同意\\n变更的批复","docSubtitle":"关于同意变更的批复",'
        '"publishDate":"2021-08-20 17:32:00",'
        '"documentNo":"清复[2021]2号","builddate":"2021-08-18","docSource":"市金融办",'
        '"docClob":"<style>p{}</style><p>同意变更。</p>","pdfFileUrl":"/a/1.pdf"}}'
    ).encode()
    assert read_article(body, f"{BASE}/api/1.json") == Article(
        title="关于同意变更的批复",
        published=datetime(2021, 8, 20, 17, 32),
        published_source="json",
        drafted=date(2021, 8, 18),
        attachments=[FileLink(f"{BASE}/a/1.pdf", "", "pdf")],
        source="市金融办",
        text="同意变更。",
        number="清复[2021]2号",
        shown_title="关于同意变更的批复",
        shown_published=datetime(2021, 8, 20, 17, 32),
    )


def test_breadcrumb() -> None:
    page = Page(pages.article("发布时间：2021-08-20", pages.PROSE), URL)
    assert page.breadcrumb() == [
        ("首页", f"{BASE}/"),
        ("政务公开", f"{BASE}/zwgk/"),
        ("通知公告", f"{BASE}/zwgk/tzgg/"),
    ]
    assert page.form() == "article"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本单位无行政处罚事项。", "本单位无行政处罚事项。"),
        ("经核实，本县2021年无政府购买服务项目。", "经核实，本县2021年无政府购买服务项目。"),
        ("暂无信息", None),
        ("暂无数据", None),
        ("该栏目暂无数据", None),
        ("抱歉，没有找到您要的内容！", None),
    ],
)
def test_empty_statement(text: str, expected: str | None) -> None:
    page = Page(pages.html(f'<div class="main"><p>{text}</p></div>'), f"{BASE}/zwgk/cf/")
    assert page.empty_statement() == expected
    assert page.form() == ("single" if expected else "empty")


def test_single_page_and_parent_columns() -> None:
    single = Page(
        pages.html(f'<div class="main"><h2>机构职能</h2>{pages.PROSE}</div>', "机构职能-清源市人民政府"),
        f"{BASE}/jgzn/",
    )
    parent = Page(
        pages.html(
            '<div class="main"><ul class="cols"><li><a href="/zwgk/a/">规划计划</a></li><li>'
            '<a href="/zwgk/b/">财政信息</a></li>'
            '<li><a href="/zwgk/c/">应急管理</a></li></ul></div>'
        ),
        f"{BASE}/zwgk/",
    )
    assert (single.form(), parent.form()) == ("single", "parent")


@pytest.mark.parametrize(
    ("body", "target"),
    [
        (
            b'<html><head><meta http-equiv="refresh" content="0; url=/index/home.html"></head></html>',
            "/index/home.html",
        ),
        (b'<html><script>window.location.href="main/index.html";</script></html>', "/main/index.html"),
        (b"<html><script>location.replace('/a/')</script></html>", "/a/"),
        (b"<html><body>text</body></html>", None),
        (b'<meta http-equiv=refresh content=" .5 , /a/">', "/a/"),
        (b'<meta http-equiv=refresh content="   /a/">', None),  # browsers want a time
        (b'<meta http-equiv=refresh content=";url=/a/">', None),
    ],
)
def test_refresh(body: bytes, target: str | None) -> None:
    assert Page(body, BASE + "/").refresh() == (BASE + target if target else None)


def test_frames_of_the_same_site() -> None:
    body = b"""<iframe src="/list/1.html" height="600"></iframe><iframe src="http://weather.example.com/"></iframe>
    <iframe src="/top.html" height="60"></iframe><iframe src="/login" style="display:none"></iframe>"""
    assert Page(body, BASE + "/").frames() == [f"{BASE}/list/1.html"]


def test_an_empty_column_beside_the_menu_of_its_siblings_is_no_parent() -> None:
    body = pages.html(
        '<div class="left"><ul><li><a href="/zwgk/xk/">行政许可</a></li><li><a href="/zwgk/tzgg/">通知公告</a></li>'
        '<li><a href="/zwgk/qz/">行政强制</a></li></ul></div><div class="list"><ul></ul></div>'
    )
    assert Page(body, f"{BASE}/zwgk/tzgg/").form() == "empty"


@pytest.mark.parametrize(
    "link",
    [
        '<p><a href="/jd/7.html"><img src="/images/a.png"></a></p>',
        '<div class="related"><a href="/jd/7.html"><i></i></a></div>',
        '<table><tr><td><a href="/jd/7.html">点这里看懂新政</a></td></tr></table>',
    ],
)
def test_links_of_the_page_itself_whatever_their_words(link: str) -> None:
    neighbours = (
        '<p>上一篇：<a href="/jd/6.html">甲</a></p><dl><dt>下一条</dt><dd><a href="/jd/8.html">乙</a></dd></dl>'
        '<ul><li><a href="/jd/9.html">下一则：丙</a></li></ul>'
    )
    article = read_article(pages.article("发布时间：2021-08-21", pages.PROSE + link + neighbours), PLAIN_URL)
    assert [url for url, _ in article.own_links] == [f"{BASE}/jd/7.html"]


@pytest.mark.parametrize(
    ("shown", "url"),
    [
        ('<iframe src="/js/viewer.html?theme=1&amp;file=%2Ff%2Fc.pdf"></iframe>', f"{BASE}/f/c.pdf"),
        ('<embed src="/f/d.pdf" type="application/pdf">', f"{BASE}/f/d.pdf"),
        ('<object data="../e.ofd"></object>', None),
    ],
)
def test_a_file_that_the_page_shows_itself(shown: str, url: str | None) -> None:
    found = read_article(pages.article("发布时间：2021-08-21", pages.PROSE + shown), PLAIN_URL).attachments
    assert len(found) == 1
    assert url is None or found[0].url == url


def test_frames_that_show_no_file() -> None:
    shown = '<iframe src="/player.html?id=3"></iframe><iframe src="/map/?q=a.html"></iframe><embed src="/a.swf">'
    assert read_article(pages.article("发布时间：2021-08-21", pages.PROSE + shown), PLAIN_URL).attachments == []


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/jd/202108/t20210821_7.html"><img src="/i/7.png" alt="政策解读：物业管理办法"></a>',
        '<div style="display:none"><h4>相关解读</h4>'
        '<a href="/jd/202108/t20210821_7.html">《清源市物业管理办法》解读</a></div>',
        '<p>相关文档</p><a href="/jd/202108/t20210821_7.html">《清源市物业管理办法》政策问答</a>',
    ],
    ids=["a picture", "shown by a script", "named like the policy"],
)
def test_a_policy_links_its_interpretation(link: str) -> None:
    body = pages.article("发布时间：2021-08-21", pages.PROSE + link, title="关于印发《清源市物业管理办法》的通知")
    found = read_article(body, PLAIN_URL).interpretation_links
    assert [each.url for each in found] == [f"{BASE}/jd/202108/t20210821_7.html"]


def test_questions_about_another_document_interpret_nothing() -> None:
    link = '<p>相关文档</p><a href="/jd/202108/t20210821_8.html">《清源市养犬管理规定》政策问答</a>'
    body = pages.article("发布时间：2021-08-21", pages.PROSE + link, title="关于印发《清源市物业管理办法》的通知")
    assert read_article(body, PLAIN_URL).interpretation_links == []


def test_the_title_of_the_page_before_is_no_headline_though_a_label_says_it() -> None:
    other = "关于城区部分路段临时交通管制的公告"
    prose = "<p>各乡镇人民政府要认真执行，确保各项任务落到实处。</p>" * 6
    body = (
        f"<meta name=ArticleTitle content='{other}'><h3>关于公共租赁住房申请受理的通告</h3><p>发布时间：2021-01-31</p>"
        f"{prose}<p>上一篇：<a href='./post_8.html'>{other}</a></p>"
    )
    page = Page(body.encode(), "http://www.qingshi.example/tzgg/post_9.html")
    assert page.article().shown_title == "关于公共租赁住房申请受理的通告"


@pytest.mark.parametrize("label", ["上一篇：", "下一条：", "<span>上一篇</span>"])
def test_neighbours_under_a_heading_of_interpretations_are_none(label: str) -> None:
    neighbour = f"<div><p>{label}<a href=/zwgk/202108/t20210819_7.html>市政府召开常务会议研究部署有关工作</a></p></div>"
    body = pages.article("", f"{pages.PROSE}<h3>相关解读</h3><ul></ul>{neighbour}")
    article = read_article(body, PLAIN_URL)
    assert (article.interpretation_links, article.policy_links) == ([], [])


def test_a_list_under_a_heading_of_its_own_is_not_what_the_heading_before_it_says() -> None:
    rows = "".join(
        f"<li><a href=/dz/202108/t2021080{n}_7.html>各乡镇有序开展春耕工作之{n}</a></li>" for n in range(1, 5)
    )
    box = f"<div class=k><h3>本周看点</h3><ul>{rows}</ul></div>"
    body = pages.article("", f"{pages.PROSE}<div><div>相关政策与解读</div>{box}</div>")
    article = read_article(body, PLAIN_URL)
    assert (article.interpretation_links, article.policy_links) == ([], [])
