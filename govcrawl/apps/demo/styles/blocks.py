"""What stands on every page of the demo, whatever the style: addresses, menu, search box, footer, breadcrumb."""

from __future__ import annotations

import json
from datetime import date
from html import escape
from string import Template
from typing import ClassVar

from govcrawl.apps.demo.labels import meta_tags
from govcrawl.apps.demo.model import DemoArticle, DemoColumn, File, Portal

_CSS = (
    "body{font:15px/1.8 sans-serif;margin:0;color:#333}a{color:#1a4f8f;text-decoration:none}"
    "ul{list-style:none;padding:0}"
    ".wrap{width:1000px;margin:auto}.menu li{display:inline-block;margin-right:14px}.menu ul{font-size:13px}"
    "li span{float:right;color:#888}.hot{background:#f5f7fa;padding:4px 14px;font-size:13px}"
    ".foot{background:#eee;padding:12px}"
)
_FOOTER = Template(
    """<div class="foot footer"><p><a href="$map">网站地图</a> | <a href="$contact">联系我们</a>
$report | <a href="javascript:void(0)" onclick="window.print()">打印本页</a></p>
<p>主办单位：$unit 承办单位：${unit}办公室 <a href="mailto:webmaster@$pinyin.example">网站信箱</a></p>
$marks</div>"""
)
# The marks that every government site's footer must carry; a line each, so that one can be left out.
_MARKS = {
    "code": "网站标识码：$code",
    "record": "岭ICP备$icp号",
    "police": "岭公网安备 $police号",
    "mark": '<img src="/images/dangzheng.png" alt="党政机关网站标识" title="党政机关网站标识">',
}
_BY_SCRIPT = Template(
    """<div id="sitemarks"></div><script>
document.getElementById("sitemarks").innerHTML = $marks;</script>"""
)


_BOX = (
    '<form class="search" action="/search" method="get"><input type="hidden" name="site" value="1">'
    '<input type="text" name="q" placeholder="请输入关键词"><input type="submit" value="搜索"></form>'
)
_BOX_BY_SCRIPT = Template(
    """<div id="search"></div><script>document.getElementById("search").innerHTML = $box;</script>"""
)


class Blocks:
    """Addresses, which are paths on the portal's own host, and the parts that pages share."""

    charset: ClassVar[str] = "utf-8"
    encoding: ClassVar[str] = "utf-8"
    day_format: ClassVar[str] = "%Y-%m-%d"
    absolute_menu: ClassVar[bool] = False
    neighbours: ClassVar[bool] = False
    dated_hot: ClassVar[bool] = False
    parent_lists: ClassVar[bool] = False
    pages_lists: ClassVar[bool] = True
    layout: ClassVar[Template]
    article_layout: ClassVar[Template]

    # -- addresses ---------------------------------------------------------------------------------------------------

    def column_path(self, column: DemoColumn) -> str:
        """Path of the column's page."""
        raise NotImplementedError

    def list_path(self, column: DemoColumn, page: int, pages: int) -> str:
        """Path of list page `page`, counted from 1, of `pages`."""
        raise NotImplementedError

    def article_path(self, article: DemoArticle) -> str:
        """Path of the article's page."""
        raise NotImplementedError

    def file_path(self, article: DemoArticle, file: File) -> str:
        """Path of an attachment of the article."""
        raise NotImplementedError

    def util_path(self, name: str) -> str:
        """Path of a page beside the columns, such as the site map."""
        return f"/{name}.html"

    def json_path(self, column: DemoColumn) -> str:
        """Path of the endpoint that gives the column's rows as JSON."""
        return self.column_path(column).rpartition("/")[0] + "/list.json"

    def folder(self, column: DemoColumn) -> str:
        """The column's folder, without slashes at its ends."""
        return "/".join(part.key for part in column.trail)

    def href(self, here: str, there: str) -> str:
        """A link on page `here` to path `there`, as editors write it.

        Short where the target lies below, else from the root.
        """
        base = here.partition("?")[0].rpartition("/")[0] + "/"
        if there.startswith(base) and len(there) > len(base) and "?" not in there:
            return "./" + there[len(base) :]
        return there

    # -- shared blocks -------------------------------------------------------------------------------------------------

    def page(self, portal: Portal, title: str, labels: dict[str, str | None], parts: dict[str, str]) -> bytes:
        """A whole page called `title` in the style's encoding.

        `labels` are its meta tags, `parts` fill the layout by name.
        """
        site = portal.county.site_name
        whole = title if title == site else f"{title}-{site}"
        head = (
            f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="{self.charset}"><title>{escape(whole)}</title>\n'
            f"{meta_tags(labels, lower=portal.lower_case_labels)}<style>{_CSS}</style></head>"
        )
        blocks = {"crumbs": "", "side": "", **parts}
        html = self.layout.substitute(
            head=head,
            site=site,
            menu=self.menu(portal) + self.search_form(portal),
            footer=self.footer(portal),
            **blocks,
        )
        return html.encode(self.encoding)

    def menu(self, portal: Portal) -> str:
        """Mark-up of the main menu."""
        root = portal.base if self.absolute_menu else ""
        items = [f'<li><a href="{root}/">首页</a></li>']
        for column in portal.children(None):
            if not column.in_menu:
                continue
            below = [
                f'<li><a href="{self.column_path(child)}">{child.name}</a></li>'
                for child in portal.children(column)
                if child.in_menu
            ]
            nested = f"<ul>{''.join(below)}</ul>" if below else ""
            items.append(f'<li><a href="{root}{self.column_path(column)}">{column.name}</a>{nested}</li>')
        return f"<ul>{''.join(items)}</ul>"

    def search_form(self, portal: Portal) -> str:
        """Mark-up of the search box; empty when the portal has none."""
        if portal.search == "none":
            return ""
        return (
            _BOX_BY_SCRIPT.substitute(box=json.dumps(_BOX).replace("</", "<\\/")) if portal.search == "script" else _BOX
        )

    def footer(self, portal: Portal) -> str:
        """Mark-up of the foot of the page with the site's identifiers."""
        county = portal.county
        report = f' | <a href="{self.util_path("wzjc")}">我为政府网站找错</a>' if "report" not in portal.without else ""
        marks = self.marks(portal)
        if portal.footer_by_script:  # in escapes, as only a browser reads them
            marks = _BY_SCRIPT.substitute(marks=json.dumps(marks).replace("</", "<\\/"))
        return _FOOTER.substitute(
            map=self.util_path("wzdt"), contact=self.util_path("lxwm"), report=report, unit=county.unit,
            pinyin=county.pinyin, marks=marks,
        )  # fmt: skip

    def marks(self, portal: Portal) -> str:
        """The identifiers that the foot shows: site code, ICP record and police record, those that the portal has."""
        code = portal.shown_code or portal.county.site_code
        lines = [
            Template(line).substitute(code=code, icp=code[2:], police=f"0000{code}")
            for name, line in _MARKS.items()
            if name not in portal.without
        ]
        return f"<p>{' '.join(lines)} 网站支持IPv6</p>"

    def crumbs(self, trail: list[DemoColumn], tail: str = "") -> str:
        """Mark-up of the breadcrumb along `trail`, ending with the text `tail`."""
        links = ['<a href="/">首页</a>', *(f'<a href="{self.column_path(c)}">{c.name}</a>' for c in trail)]
        return f'<div class="crumbs">当前位置：{" &gt; ".join(links)}{tail}</div>'

    def hot(self, portal: Portal, here: str) -> str:
        """热点推荐: fresh entries beside whatever the page itself holds."""
        rows = []
        for article in [a for a in portal.column("yw").articles if not a.gone][:5]:
            day = f"<span>{self.day(article.day)}</span>" if self.dated_hot else ""
            rows.append(f'<li><a href="{self.article_path(article)}">{escape(article.title)}</a>{day}</li>')
        return f'<div class="hot"><h3>热点推荐</h3><ul>{"".join(rows)}</ul></div>'

    def day(self, day: date) -> str:
        """`day` as the style writes dates."""
        return day.strftime(self.day_format)
