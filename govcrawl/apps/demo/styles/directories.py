"""How open-information platforms look: directories in the forms of six systems, and their list endpoints."""

from __future__ import annotations

import json
from typing import ClassVar
from urllib.parse import urlencode

from govcrawl.apps.demo.model import DemoArticle, DemoColumn, Portal, Response
from govcrawl.apps.demo.styles.base import Style
from govcrawl.apps.demo.styles.jcms import Jcms
from govcrawl.apps.demo.styles.nfcms import Nfcms
from govcrawl.apps.demo.styles.trs import Trs
from govcrawl.apps.demo.styles.vsb import Vsb

_JSON = "application/json; charset=utf-8"
_PAGE = 20  # rows of a page of the endpoints


class Directory(Style):
    """A platform's style: the home page is its directory. `home` gives the directory's mark-up."""

    neighbours = False

    def menu(self, portal: Portal) -> str:
        return f'<ul><li><a href="/">首页</a></li><li><a href="{self.util_path("lxwm")}">联系我们</a></li></ul>'

    def hot(self, portal: Portal, here: str) -> str:
        return ""

    def directory(self, portal: Portal) -> str:
        """Mark-up of the tree of columns."""
        return f'<div class="mulu">{self.branches(portal, None)}</div>'

    def branches(self, portal: Portal, parent: DemoColumn | None) -> str:
        """Nested lists, as the simplest platforms write them."""
        items = [
            f'<li><a href="{self.column_path(column)}">{column.name}</a>{self.branches(portal, column)}</li>'
            for column in portal.children(parent)
        ]
        return f"<ul>{''.join(items)}</ul>" if items else ""

    def directory_page(self, portal: Portal) -> bytes:
        """The page that shows the tree of columns."""
        return self._home(portal, self.directory(portal))

    def endpoints(self, portal: Portal) -> dict[str, Response]:
        """Answers of the platform's interfaces, by path; the body of a POST follows a space."""
        return {}


class UlTrs(Directory, Trs):
    """Nested lists in the page, TRS list pages."""


class FramesVsb(Directory, Vsb):
    """A frame for the directory beside one for the columns."""

    def directory_page(self, portal: Portal) -> bytes:
        name = portal.county.site_name
        html = (
            f'<html><head><meta charset="{self.charset}"><title>{name}</title></head><frameset cols="240,*">'
            '<frame src="/mulu.htm" name="tree"><frame src="/zy.htm" name="main"></frameset></html>'
        )
        return html.encode(self.encoding)

    def endpoints(self, portal: Portal) -> dict[str, Response]:
        tree = self._home(portal, self.directory(portal))
        welcome = self.util_page(portal, "使用说明", "<p>请在左侧目录中选择栏目查看政府信息。</p>")
        return {"/mulu.htm": Response(200, tree, "text/html"), "/zy.htm": Response(200, welcome, "text/html")}


class ZtreeJpage(Directory, Jcms):
    """The directory as an array of nodes in a script; lists by dataproxy.jsp, the first rows in the page."""

    first_rows: ClassVar[int] = 4

    def directory(self, portal: Portal) -> str:
        nodes = ",\n".join(
            f'{{id:{column.number}, pId:{column.parent.number if column.parent else 0}, name:"{column.name}",'
            f' url:"{self.column_path(column)}", target:"main"}}'
            for column in portal.columns
        )
        return f'<ul id="tree" class="ztree"></ul><script>var zNodes = [\n{nodes}\n];</script>'

    def rows(self, articles: list[DemoArticle], here: str) -> str:
        if not articles:
            return '<ul class="list"></ul>'
        number, shown = articles[0].column.number, articles[: self.first_rows]
        return (
            f'<div id="unit{number}"><script type="text/xml">{self._xml(shown, len(articles), here)}</script></div>'
            f"<script>$('#unit{number}').jpage({{perPage:{_PAGE}, totalRecord:{len(articles)}, "
            f"proxyUrl:'/module/web/jpage/dataproxy.jsp?columnid={number}&unitid={number}&webid=1'}});</script>"
        )

    def _xml(self, shown: list[DemoArticle], total: int, here: str) -> str:
        records = "".join(f"<record><![CDATA[{self.row(article, here)}]]></record>" for article in shown)
        return f"<datastore><recordset>{records}</recordset><totalrecord>{total}</totalrecord></datastore>"

    def endpoints(self, portal: Portal) -> dict[str, Response]:
        answers = {}
        for column in portal.columns:
            rows, here = column.rows, self.column_path(column)
            for have in range(self.first_rows, len(rows), _PAGE):
                shown = rows[have : have + _PAGE]
                number = have // _PAGE + 1
                query = {"startrecord": have + 1, "endrecord": have + _PAGE, "perpage": _PAGE, "page": number}
                body = self._xml(shown, len(rows), here)
                path = f"/module/web/jpage/dataproxy.jsp?{urlencode(query)}"
                form = urlencode({"webid": 1, "columnid": column.number, "unitid": column.number})
                answers[f"{path} {form}"] = Response(200, body.encode(), "text/xml; charset=utf-8")
        return answers


class JsonJpaas(Directory, Nfcms):
    """The directory from a JSON endpoint; lists are units that a script builds."""

    pages_lists = False
    tree_path: ClassVar[str] = "/api/xxgk/catalogTree?site=1"

    def directory(self, portal: Portal) -> str:
        return (
            '<div id="catalog"></div><script>fetch("' + self.tree_path + '").then(function (a) { return a.json(); })'
            '.then(function (t) { document.getElementById("catalog").innerText = JSON.stringify(t); });</script>'
        )

    def rows(self, articles: list[DemoArticle], here: str) -> str:
        return ""

    def list_page(self, portal: Portal, column: DemoColumn, page: int, pages: int) -> bytes:
        units = [self._unit(column, "nav"), self._unit(column, "list")]
        return self._column_page(portal, column, "".join(units), self.column_path(column))

    def plain_column(self, portal: Portal, column: DemoColumn) -> bytes:
        if column.form == "empty":
            return self.list_page(portal, column, 1, 1)
        return super().plain_column(portal, column)

    def _unit(self, column: DemoColumn, tag: str) -> str:
        query = "{" + ",".join(f"'{name}':'{value}'" for name, value in self._query(column, tag)) + "}"
        return (
            f'<div id="{tag}{column.number}"></div><script src="/js/unitbuild.js" '
            f'url="/api-gateway/jpaas-publish-server/front/page/build/unit" queryData="{query}"></script>'
        )

    def _query(self, column: DemoColumn, tag: str) -> list[tuple[str, str]]:
        return [
            ("parseType", "bulidstatic"), ("webId", "w1"), ("tplSetId", "t1"), ("pageType", "column"),
            ("tagId", tag), ("pageId", str(column.number)),
        ]  # fmt: skip

    def endpoints(self, portal: Portal) -> dict[str, Response]:
        answers = {"/js/unitbuild.js": Response(200, b"/* builds units */", "application/javascript")}

        def node(column: DemoColumn) -> dict[str, object]:
            below = [node(child) for child in portal.children(column)]
            return {"id": column.number, "name": column.name, "url": self.column_path(column), "children": below}

        tree = {"code": 200, "data": [node(column) for column in portal.children(None)]}
        answers[self.tree_path] = Response(200, json.dumps(tree, ensure_ascii=False).encode(), _JSON)
        for column in portal.columns:
            if column.form in ("list", "empty"):
                answers.update(self._units(column))
        return answers

    def _units(self, column: DemoColumn) -> dict[str, Response]:
        here, answers = self.column_path(column), {}
        pages = max(1, -(-len(column.rows) // _PAGE)) + 1
        for page in range(1, pages + 1):
            shown = column.rows[(page - 1) * _PAGE : page * _PAGE]
            items = "".join(self.row(article, here) for article in shown)
            answers[self._address(column, "list", page)] = self._html(f'<ul class="list">{items}</ul>')
        answers[self._address(column, "nav", 1)] = self._html(f'<ul><li><a href="{here}">{column.name}</a></li></ul>')
        return answers

    def _address(self, column: DemoColumn, tag: str, page: int) -> str:
        paging = json.dumps({"pageNo": page, "pageSize": _PAGE}, separators=(",", ":"))
        # The server keeps its pages by the address as it is meant, not as it is written.
        query = "&".join(f"{name}={value}" for name, value in [*self._query(column, tag), ("paramJson", paging)])
        return f"/api-gateway/jpaas-publish-server/front/page/build/unit?{query}"

    @staticmethod
    def _html(html: str) -> Response:
        return Response(200, json.dumps({"success": True, "data": {"html": html}}, ensure_ascii=False).encode(), _JSON)


class GkmlptStyle(Directory, Nfcms):
    """广东 gkmlpt: one page for all columns; directory in its configuration, lists as JSON."""

    pages_lists = False
    sid: ClassVar[str] = "755001"

    def column_path(self, column: DemoColumn) -> str:
        return f"/gkmlpt/index?cat={column.number}&sid={self.sid}"

    def article_path(self, article: DemoArticle) -> str:
        return f"/gkmlpt/content/{article.column.number}/1/post_{article.number}.html"

    def directory(self, portal: Portal) -> str:
        def node(column: DemoColumn) -> dict[str, object]:
            below = [node(child) for child in portal.children(column)]
            return {"id": column.number, "name": column.name, "children": below}

        tree = [node(column) for column in portal.children(None)]
        config = json.dumps({"SID": self.sid, "TREE": tree}, ensure_ascii=False)
        return f'<div id="app"></div><script>window._CONFIG = {config};</script>'

    def list_page(self, portal: Portal, column: DemoColumn, page: int, pages: int) -> bytes:
        return self.directory_page(portal)

    def plain_column(self, portal: Portal, column: DemoColumn) -> bytes:
        return self.directory_page(portal)

    def endpoints(self, portal: Portal) -> dict[str, Response]:
        answers = {"/gkmlpt/index": Response(200, self.directory_page(portal), "text/html")}
        for column in portal.columns:
            pages = max(1, -(-len(column.rows) // _PAGE)) + 1
            for page in range(1, pages + 1):
                shown = column.rows[(page - 1) * _PAGE : page * _PAGE]
                rows = [
                    {
                        "id": article.number,
                        "title": article.title,
                        "url": portal.base + self.article_path(article),
                        "display_publish_time": f"{article.day.isoformat()} {article.clock}:00",
                        "publisher": article.source,
                    }
                    for article in shown
                ]
                body = {"classify": {"id": column.number, "post_count": len(column.rows)}, "articles": rows}
                path = f"/gkmlpt/api/all/{column.number}?page={page}&sid={self.sid}"
                answers[path] = Response(200, json.dumps(body, ensure_ascii=False).encode(), _JSON)
        return answers


class EpointStyle(Directory, Vsb):
    """新点 EWB: nested lists for a directory; lists by POST, with ids out of a common script."""

    pages_lists = False
    charset = encoding = "utf-8"
    guid: ClassVar[str] = "7eb5f7f1-0000-4000-8000-000000000001"
    project: ClassVar[str] = "EWB-FRONT"

    def column_path(self, column: DemoColumn) -> str:
        return f"/{self._folder(column)}/list.html"

    def _folder(self, column: DemoColumn) -> str:
        numbers = [f"{part.number % 1000:03d}" for part in column.trail]
        return "/".join("".join(numbers[: place + 1]) for place in range(len(numbers)))

    def article_path(self, article: DemoArticle) -> str:
        return (
            f"/{self._folder(article.column)}/{article.day:%Y%m%d}/00000000-0000-4000-8000-{article.number:012d}.html"
        )

    def list_page(self, portal: Portal, column: DemoColumn, page: int, pages: int) -> bytes:
        main = (
            '<script src="/js/webBuilderCommon.js"></script><ul class="ewb-list" id="list"></ul>'
            '<script type="text/html" id="row"><li><a href="<?=el.infourl?>"><?=el.title?></a></li></script>'
            "<script>loadList('getgovinfolist');</script>"
        )
        return self._column_page(portal, column, main, self.column_path(column))

    def endpoints(self, portal: Portal) -> dict[str, Response]:
        script = f"var siteInfo = {{projectName: '{self.project}', siteGuid: '{self.guid}'}};"
        answers = {"/js/webBuilderCommon.js": Response(200, script.encode(), "application/javascript")}
        for column in portal.columns:
            if column.form != "list":
                continue
            for page in range(max(1, -(-len(column.rows) // _PAGE)) + 1):
                fields = {
                    "deptcode": "", "categorynum": self._folder(column).rpartition("/")[2], "siteGuid": self.guid,
                    "pageIndex": page, "pageSize": _PAGE,
                }  # fmt: skip
                rows = [
                    {"infourl": self.article_path(a), "realtitle": a.title, "infodate": a.day.isoformat()}
                    for a in column.rows[page * _PAGE : (page + 1) * _PAGE]
                ]
                body = json.dumps({"custom": {"data": rows, "total": len(column.rows)}}, ensure_ascii=False)
                asked = json.dumps(fields, separators=(",", ":"))
                path = f"/{self.project}/rest/lightfrontaction/getgovinfolist {asked}"
                answers[path] = Response(200, body.encode(), _JSON)
        return answers


__all__ = ["Directory", "EpointStyle", "FramesVsb", "GkmlptStyle", "JsonJpaas", "UlTrs", "ZtreeJpage"]
