"""Sites without an end: calendars, growing parameters, sessions, redirects."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator
from datetime import date, timedelta

from tests.faults.pages import article, column, html, portal, rows
from tests.faults.server import Answer, Asked, Site, whole


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


async def _calendar(asked: Asked) -> AsyncIterator[bytes]:
    """A month with a link to each day, each of which is such a page, and to the months and years about it."""
    parts = [int(part) for part in asked.path.split("/") if part.isdigit()] or [2021, 8]
    month = date(min(max(parts[0], 1000), 9000), parts[1] if len(parts) > 1 else 1, 1)
    after, before = _next_month(month), (month - timedelta(days=1)).replace(day=1)
    near = [(after, "下个月"), (before, "上个月"), (month.replace(year=month.year + 1), "下一年度")]
    days = "".join(
        f'<td><a href="/rili/{month:%Y/%m}/{number:02d}/">{number}日活动</a></td>' for number in range(1, 29)
    )
    links = "".join(f'<a href="/rili/{each:%Y/%m}/">{text}</a>' for each, text in near)
    name = f"活动日历 {month:%Y年%m月}"
    body = f"<table><tr>{days}</tr></table><p>{links}</p>"
    yield whole(column(name, body, menu=(("/", "首页"), ("/rili/", "活动日历"))).encode())


async def _parameters(asked: Asked) -> AsyncIterator[bytes]:
    """A list that is the same whatever is asked, with links to itself that each add a parameter."""
    names = ("zt", "qy", "nf", "lx", "px", "zs", "bm", "wj")
    query = asked.target.partition("?")[2]
    joint = f"{query}&" if query else ""
    more = "".join(
        f'<li><a href="/zcwjk/list?{joint}{name}={value}">{name}分类{value}</a></li>'
        for name in names
        for value in range(6)
    )
    same = rows([("/zwyw/1.html", "示例县召开第1次重点工作推进会议", "2021-08-17"),
                 ("/zwyw/2.html", "示例县召开第2次重点工作推进会议", "2021-08-18")])  # fmt: skip
    yield whole(column("专题检索", f'<div class="nav sub"><ul>{more}</ul></div>{same}').encode())


def _sessions(write: str) -> Answer:
    """A portal that writes another session into every link of every answer; `write` gives a link its session."""
    paths = ("/", "/zwyw/", "/tzgg/", *(f"/{folder}/{i}.html" for folder in ("zwyw", "tzgg") for i in (1, 2, 3)))
    pages = portal(4)

    async def answer(asked: Asked) -> AsyncIterator[bytes]:
        path = asked.path.partition(";")[0]
        page = pages.get(path)
        if page is None:
            yield whole(b"<h1>404 Not Found</h1>", "404 Not Found")
            return
        session = f"{zlib.crc32(str(asked.number).encode()):08X}{zlib.adler32(str(asked.number).encode()):08X}1A2B3C4D"
        body = page.partition(b"\r\n\r\n")[2].decode("utf-8", "replace")
        for each in paths:
            body = body.replace(f'href="{each}"', f'href="{each}{write.format(session)}"')
            body = body.replace(f"href='{each}'", f"href='{each}{write.format(session)}'")
        yield whole(body.encode())

    return answer


def _to(target: str) -> Answer:
    async def answer(asked: Asked) -> AsyncIterator[bytes]:
        yield whole(b"", "302 Found", headers=[("Location", target)])

    return answer


def _chain(hosts: list[str]) -> Answer:
    """Fifty redirects, each to the next host; the last leads to a page."""

    async def answer(asked: Asked) -> AsyncIterator[bytes]:
        step = int(asked.path.rpartition("/")[2])
        port = asked.origin.rpartition(":")[2]
        if step >= 50:
            yield whole(html("终点", "<p>到了</p>").encode())
        else:
            host = hosts[step % len(hosts)]
            yield whole(b"", "302 Found", headers=[("Location", f"http://{host}:{port}/hop/{step + 1}")])

    return answer


async def _soft_404(asked: Asked) -> AsyncIterator[bytes]:
    """Every other address is answered with status 200 and an error page, each time another."""
    yield whole(html("提示", f"<p>页面不存在</p><p>请求编号 {asked.number}</p>", menu=()).encode())


_LINKED = article("关于做好第1批城乡供水管网改造工作的通知", "2021-08-18", '<p><a href="/hop/0">专题网站</a></p>')
_CHAIN_HOSTS = ["127.0.9.7", "127.0.9.8"]
_HOPS = _chain(_CHAIN_HOSTS)

TRAPS = (
    Site("日历陷阱", "127.0.9.1", portal(1, [("/rili/", "活动日历")]), {"/rili/*": _calendar}),
    Site("参数陷阱", "127.0.9.2", portal(1, [("/zcwjk/list", "专题检索")]), {"/zcwjk/*": _parameters}),
    Site("会话路径", "127.0.9.3", {}, {"/*": _sessions(";jsessionid={}")}),
    Site("会话参数", "127.0.9.4", {}, {"/*": _sessions("?PHPSESSID={}")}),
    Site("会话短参数", "127.0.9.5", {}, {"/*": _sessions("?sid={}")}),
    Site("循环跳转", "127.0.9.6", portal(1, [("/xxgk/", "机构职能")]), {"/xxgk/": _to("/a/"), "/a/": _to("/xxgk/")}),
    Site("首页循环跳转", "127.0.9.7", portal(1), {"/": _to("/index/"), "/index/": _to("/"), "/hop/*": _HOPS}),
    Site("跨站跳转链", "127.0.9.8", portal(1) | {"/tzgg/1.html": whole(_LINKED.encode())}, {"/hop/*": _HOPS}),
    Site("软性404", "127.0.9.9", portal(1, home_body='<a href="/zt/yhyshj/">优化营商环境</a>'),
         {"/zt/*": _soft_404, "/no-such*": _soft_404}),
)  # fmt: skip
