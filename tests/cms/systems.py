"""Servers that answer as content management systems do: what is asked decides what comes back."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOTAL = 53  # entries of every list
Answer = tuple[int, str, str]  # status, type, body
Handler = Callable[[str, dict[str, str], str, dict[str, str]], Answer | None]

HTML, XML, JSON = "text/html; charset=utf-8", "text/xml; charset=utf-8", "application/json; charset=utf-8"


def title(number: int) -> str:
    return f"关于第{number}批公共设施维护项目安排情况的公示"


def day(number: int) -> str:
    """Entry 1 is the newest; all lie within the year before 2021-08-20."""
    return (date(2021, 8, 18) - timedelta(days=6 * number)).isoformat()


def row(number: int, href: str) -> str:
    return f'<li><a href="{href}" title="{title(number)}">{title(number)}</a><span>{day(number)}</span></li>'


def article(number: int) -> str:
    body = "<p>现将有关项目安排情况公示如下，公示期五个工作日，如有异议请向公示单位反映。</p>" * 4
    head = f"<html><head><title>{title(number)}</title></head><body><h1>{title(number)}</h1>"
    return f"{head}<div>发布时间：{day(number)}</div>{body}</body></html>"


def page(main: str, head: str = "") -> str:
    top = f"<html><head><meta charset='utf-8'><title>公示公告</title>{head}</head>"
    return f"{top}<body><div class='main'>{main}</div></body></html>"


@contextmanager
def system(handler: Handler, host: str) -> Iterator[str]:
    """A server on a loopback address of its own; gives its address."""

    class Requests(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            found = handler(parts.path, query, body, dict(self.headers.items()))
            status, kind, text = found or (404, HTML, "<h1>404 Not Found</h1>")
            data = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer((host, 0), Requests)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def window(first: int, last: int) -> range:
    return range(max(first, 1), min(last, TOTAL) + 1)


_HOME = page(
    "<ul class='tree'>" + "".join(f'<li><a href="{{column}}">{name}</a></li>' for name in ("公示公告",)) + "</ul>"
)


def jpage(obeys: str) -> Handler:
    """JCMS: the first 15 rows in the page; `obeys` says whether the endpoint minds rows or pages."""

    def records(numbers: range) -> str:
        rows = "".join(
            f"<record><![CDATA[{row(n, f'/art/2021/7/{1 + n % 28}/art_7_{n}.html')}]]></record>" for n in numbers
        )
        return f"<datastore><recordset>{rows}</recordset></datastore>"

    def answer(path: str, query: dict[str, str], body: str, _headers: dict[str, str]) -> Answer | None:
        if path == "/":
            return 200, HTML, _HOME.format(column="/col/col7/index.html")
        if path == "/col/col7/index.html":
            script = (
                f'<div id="8"><script type="text/xml">{records(window(1, 15))}</script></div><script>$("#8").jpage('
                '{perPage:15, proxyUrl:"/module/web/jpage/dataproxy.jsp", '
                'dataAfter: {col:1, webid:"3", columnid:"7", unitid:"8"}});</script>'
            )
            return 200, HTML, page(script)
        if path == "/module/web/jpage/dataproxy.jsp":
            form = parse_qs(body)
            if (form.get("columnid"), form.get("unitid")) != (["7"], ["8"]):
                return 200, HTML, page("参数错误")
            first = int(query["startrecord"]) if obeys == "rows" else (int(query["page"]) - 1) * 15 + 1
            return 200, XML, records(window(first, first + 14))
        if "/art_7_" in path:
            return 200, HTML, article(int(path.rpartition("_")[2].partition(".")[0]))
        return None

    return answer


def jpaas(path: str, query: dict[str, str], _body: str, _headers: dict[str, str]) -> Answer | None:
    """JPaaS: a menu unit and a list unit; pages by paramJson only, an empty page ends the list."""
    if path == "/":
        return 200, HTML, _HOME.format(column="/col/col9/index.html")
    if path == "/col/col9/index.html":
        units = "".join(
            f'<div id="{tag}"></div><script src="/script/unitbuild.js" '
            'url="/api-gateway/jpaas-publish-server/front/page/build/unit" '
            f"queryData=\"{{'parseType':'bulidstatic','webId':'w','tplSetId':'t','pageType':'column',"
            f"'tagId':'{tag}','pageId':'p'}}\"></script>"
            for tag in ("menu", "list")
        )
        return 200, HTML, page(units)
    if path.endswith("/front/page/build/unit"):
        if query.get("pageId") != "p" or query.get("parseType") != "bulidstatic":
            return 500, HTML, "error"
        paging = json.loads(query["paramJson"])
        first = (paging["pageNo"] - 1) * paging["pageSize"] + 1
        rows = "".join(
            row(n, f"/col/col9/art/2021/art_{n:032x}.html") for n in window(first, first + paging["pageSize"] - 1)
        )
        if query["tagId"] == "menu":
            rows = '<li><a href="/col/col9/index.html">公示公告</a></li>'
        return 200, JSON, json.dumps({"success": True, "data": {"html": f"<ul>{rows}</ul>"}})
    if "/art_" in path:
        return 200, HTML, article(int(path.rpartition("_")[2].partition(".")[0], 16))
    return None


def epoint(path: str, _query: dict[str, str], body: str, _headers: dict[str, str]) -> Answer | None:
    """Epoint: ids in a common script, pages by POST from 0."""
    if path == "/":
        return 200, HTML, _HOME.format(column="/007/007009/list.html")
    if path == "/007/007009/list.html":
        row_ = '<li><a href="<?=el.infourl?>"><?=el.realtitle?></a></li>'
        template = f'<ul id="rows"></ul><script type="text/html">{row_}</script>'
        return 200, HTML, page(template, '<script src="/EWB-FRONT/js/webBuilderCommon.js"></script>')
    if path == "/EWB-FRONT/js/webBuilderCommon.js":
        return 200, "application/javascript", 'var siteInfo={projectName:"EWB-FRONT",siteGuid:"7eb5f7f1-demo"};'
    if path == "/EWB-FRONT/rest/lightfrontaction/getgovinfolist":
        asked = json.loads(body)
        if (asked["siteGuid"], asked["categorynum"]) != ("7eb5f7f1-demo", "007009"):
            return 200, JSON, '{"status": {"code": 0}}'
        first = asked["pageIndex"] * asked["pageSize"] + 1
        rows = [
            {"infourl": f"/007/007009/20210701/{n:032x}.html", "realtitle": title(n), "infodate": day(n)}
            for n in window(first, first + asked["pageSize"] - 1)
        ]
        return 200, JSON, json.dumps({"custom": {"data": rows, "total": TOTAL}})
    if path.startswith("/007/007009/2021"):
        return 200, HTML, article(int(path.rpartition("/")[2].partition(".")[0], 16))
    return None


def gkmlpt(path: str, query: dict[str, str], _body: str, _headers: dict[str, str]) -> Answer | None:
    """gkmlpt: the directory in the page, 20 rows a page, titles with %u escapes, page 0 the same as page 1."""
    if path in ("/gkmlpt/index", "/"):
        tree = [{"id": 5, "name": "法定主动公开内容", "children": [{"id": 6, "name": "公示公告"}]}]
        return 200, HTML, page("", f"<script>window._CONFIG = {json.dumps({'SID': 755, 'TREE': tree})};</script>")
    if path.startswith("/gkmlpt/api/all/"):
        if query.get("sid") != "755":
            return 403, HTML, "forbidden"
        first = (max(int(query["page"]), 1) - 1) * 20 + 1
        numbers = window(first, first + 19) if path.endswith("/6") else range(0)
        escape = "".join(f"%u{ord(character):04x}" for character in "公示")
        rows = [
            {
                "id": n,
                "title": title(n).replace("公示", escape),
                "url": f"/gkmlpt/content/1/2/post_{n}.html",
                "display_publish_time": day(n),
            }
            for n in numbers
        ]
        return (
            200,
            JSON,
            json.dumps({"classify": {"post_count": TOTAL if path.endswith("/6") else 0}, "articles": rows}),
        )
    if "/post_" in path:
        return 200, HTML, article(int(path.rpartition("_")[2].partition(".")[0]))
    return None


def truecms(path: str, query: dict[str, str], _body: str, headers: dict[str, str]) -> Answer | None:
    """truecms: windows of ten rows inside JSONP, for those who name the page that they come from."""
    if path == "/":
        return 200, HTML, _HOME.format(column="/rgsrmzf/gsgg/gsgg.html")
    if path == "/rgsrmzf/gsgg/gsgg.html":
        call = '<script>var list = {url: "/messageController/getMessage.do?siteId=1", columnId: "c77"};</script>'
        return 200, HTML, page('<ul id="list"></ul>' + call)
    if path == "/messageController/getMessage.do":
        if not headers.get("Referer") or query.get("columnId") != "c77":
            return 404, HTML, "not found"
        first, last = int(query["startrecord"]), int(query["endrecord"])
        rows = "".join(
            f"<record><![CDATA[{row(n, f'/rgsrmzf/gsgg/content/{n:032x}.html')}]]></record>"
            for n in window(first, min(last, first + 9))
        )
        return 200, "application/javascript", f"{query['callback']}({json.dumps(f'<recordset>{rows}</recordset>')})"
    if "/content/" in path:
        return 200, HTML, article(int(path.rpartition("/")[2].partition(".")[0], 16))
    return None


def xxgk(path: str, _query: dict[str, str], body: str, _headers: dict[str, str]) -> Answer | None:
    """The xxgk module: rows of a whole area, 20 a page, of which every second belongs to another column."""
    if path == "/":
        return 200, HTML, _HOME.format(column="/col/col7/index.html")
    if path == "/col/col7/index.html":
        script = '<script>var s = {url: "/module/xxgk/search.jsp", area: "002"};$.post(s.url);</script>'
        return 200, HTML, page(f'<table id="rows"></table>{script}')
    if path == "/module/xxgk/search.jsp":
        form = parse_qs(body)
        first = (int(form["currpage"][0]) - 1) * 10 + 1
        rows = "".join(
            f'<tr><td><a href="/art/2021/7/1/art_7_{n}.html">{title(n)}</a></td><td>{day(n)}</td></tr>'
            f'<tr><td><a href="/art/2021/7/1/art_8_{n}.html">另一栏目的第{n}条信息公开</a></td><td>{day(n)}</td></tr>'
            for n in window(first, first + 9)
        )
        return 200, HTML, page(f"<table>{rows}</table>") if form.get("area") == ["002"] else page("")
    if "/art_7_" in path:
        return 200, HTML, article(int(path.rpartition("_")[2].partition(".")[0]))
    return None


def trs(path: str, _query: dict[str, str], _body: str, _headers: dict[str, str]) -> Answer | None:
    """TRS: static pages from index.html on, counted by createPageHTML; the directory is a zTree array."""
    if path == "/":
        nodes = (
            '[{id:1,pId:0,name:"法定主动公开内容"},{id:2,pId:1,name:"公示公告",url:"./gsgg/"},{id:3,pId:0,name:"年报"}]'
        )
        return 200, HTML, page('<ul class="ztree" id="tree"></ul>', f"<script>var zNodes = {nodes};</script>")
    if path.startswith("/gsgg/index_") or path == "/gsgg/":
        number = int(path[len("/gsgg/index_") : -5]) if path != "/gsgg/" else 0
        rows = "".join(row(n, f"./202107/t20210701_{n}.html") for n in window(number * 15 + 1, number * 15 + 15))
        return 200, HTML, page(f'<ul>{rows}</ul><script>createPageHTML(4, {number}, "index", "html");</script>')
    if "/t20210701_" in path:
        return 200, HTML, article(int(path.rpartition("_")[2].partition(".")[0]))
    return None


def broken(path: str, _query: dict[str, str], _body: str, _headers: dict[str, str]) -> Answer | None:
    """Epoint whose interface answers with a page."""
    if path.endswith("getgovinfolist"):
        return 200, HTML, page("系统繁忙，请稍后再试")
    return epoint(path, _query, _body, _headers)


# Name, handler, what the column says of its system. Each is crawled, and its list must come whole.
SYSTEMS: tuple[tuple[str, Handler, str | None], ...] = (
    ("jpage, by rows", jpage("rows"), "jcms"),
    ("jpage, by pages", jpage("pages"), "jcms"),
    ("jpaas", jpaas, "jpaas"),
    ("epoint", epoint, "epoint"),
    ("gkmlpt", gkmlpt, "gkmlpt"),
    ("truecms", truecms, "truecms"),
    ("xxgk", xxgk, "jcms-xxgk"),
    ("trs", trs, None),
)
