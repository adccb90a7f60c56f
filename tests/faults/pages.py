"""Hand-made pages of an ordinary small portal, which healthy sites are made of and faults are put into."""

from __future__ import annotations

from collections.abc import Sequence

from tests.faults.server import whole

_MARKS = (
    "<p>网站标识码：3301000{number:03d} 浙ICP备120000{number:02d}号 浙公网安备 330100020000{number:02d}号"
    '<img src="/dz.png" alt="党政机关网站标识"><a href="/jiucuo/">我为政府网站找错</a></p>'
)
_SEARCH = '<form action="/search"><input name="q" placeholder="请输入关键词"><input type="submit" value="搜索"></form>'
MENU = (("/zwyw/", "政务要闻"), ("/tzgg/", "通知公告"))


def meta(**labels: str) -> str:
    return "".join(f'<meta name="{name}" content="{value}">' for name, value in labels.items())


def html(title: str, body: str, *, labels: str = "", number: int = 1, menu: Sequence[tuple[str, str]] = MENU) -> str:
    """A page of the portal: labels, menu, what is its own, footer."""
    links = "".join(f'<li><a href="{href}">{name}</a></li>' for href, name in (("/", "首页"), *menu))
    site = meta(SiteName="示例县人民政府门户网站", SiteDomain="example.test", SiteIDCode=f"3301000{number:03d}")
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{site}{labels}</head><body>'
        f'<div class="nav"><ul>{links}</ul></div><div class="main">{body}</div>'
        f'<div class="footer">{_MARKS.format(number=number)}</div></body></html>'
    )


def rows(entries: Sequence[tuple[str, str, str]]) -> str:
    """A list of (address, title, day)."""
    lines = (f'<li><a href="{href}">{title}</a><span>{day}</span></li>' for href, title, day in entries)
    return f'<ul class="list">{"".join(lines)}</ul>'


def column(name: str, body: str, **more: object) -> str:
    labels = meta(ColumnName=name, ColumnDescription=f"{name}栏目", ColumnKeywords=name, ColumnType="政务公开")
    crumbs = f'<div class="crumbs">当前位置：<a href="/">首页</a> &gt; {name}</div>'
    return html(f"{name}-示例县人民政府门户网站", crumbs + body, labels=labels, **more)  # type: ignore[arg-type]


def article(title: str, day: str, body: str = "", **more: object) -> str:
    labels = meta(ArticleTitle=title, PubDate=f"{day} 09:00", ContentSource="示例县人民政府办公室")
    text = "<p>各乡镇人民政府，县政府各部门：现将有关事项通知如下，请认真组织实施，确保各项工作落到实处。</p>" * 3
    head = f"<h1>{title}</h1><p>发布时间：{day} 09:00 来源：示例县人民政府办公室</p>"
    return html(title, f'{head}<div class="content">{text}{body}</div>', labels=labels, **more)  # type: ignore[arg-type]


def portal(
    number: int,
    extra_menu: Sequence[tuple[str, str]] = (),
    home_body: str = "",
    newest: str = "2021-08-18",
    files: str = "",
) -> dict[str, bytes]:
    """Whole answers by path of a portal with a news and a notice column of three articles each.

    `newest` is the day of its newest notice, `files` mark-up in its first notice.
    """
    menu = (*MENU, *extra_menu)
    shared: dict[str, object] = {"number": number, "menu": menu}
    news = [(f"/zwyw/{i}.html", f"示例县召开第{i}次重点工作推进会议", f"2021-08-{16 + i}") for i in (1, 2, 3)]
    notices = [(f"/tzgg/{i}.html", f"关于做好第{i}批城乡供水管网改造工作的通知", day) for i, day in
               ((1, newest), (2, "2021-02-03"), (3, "2021-02-02"))]  # fmt: skip
    pages = {
        "/": html(
            "示例县人民政府门户网站",
            f"{_SEARCH}<h2><a href='/zwyw/'>政务要闻</a></h2>{rows(news)}<h2><a href='/tzgg/'>通知公告</a></h2>"
            f"{rows(notices)}{home_body}",
            **shared,  # type: ignore[arg-type]
        ),
        "/zwyw/": column("政务要闻", rows(news), **shared),
        "/tzgg/": column("通知公告", rows(notices), **shared),
        "/jiucuo/": html("我为政府网站找错", "<p>欢迎指出网站的错误，我们会及时核实并处理。</p>" * 8, **shared),  # type: ignore[arg-type]
    }
    for place, (href, title, day) in enumerate((*news, *notices)):
        pages[href] = article(title, day, files if place == len(news) else "", **shared)
    answers = {path: whole(text.encode()) for path, text in pages.items()}
    answers["/dz.png"] = whole(b"\x89PNG\r\n\x1a\n" + bytes(64), content_type="image/png")
    found = "".join(f'<li><a href="{href}">{title}</a></li>' for href, title, _ in (*news, *notices))
    answers["/search"] = whole(html("搜索结果", f"<ul>{found}</ul>", **shared).encode())  # type: ignore[arg-type]
    return answers


# The column behind which most faults lie, as it is on a site without one.
HOLE = (("/wsgk/", "财政资金"),)
NEWEST = "2021-08-13"
LIST = column(
    "财政资金",
    rows([(f"/zwyw/{i}.html", f"示例县下达第{i}批财政衔接推进乡村振兴补助资金", f"2021-08-1{i}") for i in (1, 2, 3)]),
    menu=(("/", "首页"), *HOLE),
)
