"""What all pages of a site share: labels, menu, breadcrumb, side box, footer, and the frame around them."""

from __future__ import annotations

import json
import re
from html import escape
from random import Random

from benchmarks.random_sites import markup
from benchmarks.random_sites.model import Article, Column, Site
from benchmarks.random_sites.style import Style, named

_TAGS = re.compile(r"(</?)(div|table|tr|td|ul|li|span|p|a)\b")


class Layout:
    """Wraps the content of a page into the site's template."""

    def __init__(self, site: Site, style: Style, rng: Random) -> None:
        self.site, self.style = site, style
        self._latest = self._newest()
        self._rotates = rng.random() < 0.3

    def _newest(self) -> list[Article]:
        found = [
            article
            for column in self.site.walk()
            if column.slug in ("dongtai", "gonggao", "wd1")
            for article in column.articles
        ]
        return sorted(found, key=lambda article: article.when, reverse=True)

    # -- labels ----------------------------------------------------------------------------------------------------

    def labels(self, column: Column | None = None, article: Article | None = None) -> str:
        """The page labels of the national standard."""
        site = self.site
        pairs = {"SiteName": site.unit, "SiteDomain": site.host, "SiteIDCode": site.code}
        pairs = {name: value for name, value in pairs.items() if name not in site.dropped}
        if column is not None:
            about = {
                "ColumnName": column.name,
                "ColumnDescription": f"{column.name}栏目的信息",
                "ColumnKeywords": f"{site.place},{column.name}",
                "ColumnType": column.name,
            }
            pairs |= {name: value for name, value in about.items() if name not in column.dropped}
        if article is not None:
            own = {
                "ArticleTitle": article.title,
                "PubDate": f"{article.when:%Y-%m-%d %H:%M}",
                "ContentSource": article.source,
            }
            own |= article.labels
            pairs |= {name: value for name, value in own.items() if name not in article.dropped}
        return "\n".join(self._meta(name, escape(value)) for name, value in pairs.items())

    def _meta(self, name: str, content: str) -> str:
        return {
            "plain": f'<meta name="{name}" content="{content}">',
            "swapped": f'<meta content="{content}" name="{name}" />',
            "single": f"<meta name='{name}' content='{content}'>",
            "property": f'<META NAME="{name}"\n CONTENT="{content}">',
        }[self.style.labels]

    # -- the parts around the content ------------------------------------------------------------------------------

    def _menu(self) -> str:
        style, site = self.style, self.site
        shown = site.columns
        if style.menu == "images":
            inner = "".join(
                f'<a href="{each.path}"><img src="/i/{each.slug}.png" alt="{each.name}"></a>' for each in shown
            )
            return f'<div{named(style, "menu")}><a href="/"><img src="/i/home.png" alt="首页"></a>{inner}</div>'
        items = ['<a href="/">首页</a>', *(self._item(each) for each in shown)]
        if style.menu == "table":
            return f"<table{named(style, 'menu')}><tr>{''.join(f'<td>{item}</td>' for item in items)}</tr></table>"
        if style.menu == "dl":
            return f"<dl{named(style, 'menu')}>{''.join(f'<dd>{item}</dd>' for item in items)}</dl>"
        if style.menu == "div":
            return f"<div{named(style, 'menu')}>{''.join(items)}</div>"
        return f"<ul{named(style, 'menu')}>{''.join(f'<li>{item}</li>' for item in items)}</ul>"

    def _item(self, column: Column) -> str:
        own = f'<a href="{column.path}">{column.name}</a>'
        if not (self.style.submenu and column.children):
            return own
        inner = "".join(f'<li><a href="{each.path}">{each.name}</a></li>' for each in column.children)
        return f"{own}<ul>{inner}</ul>"

    def _crumb(self, trail: list[Column]) -> str:
        style = self.style
        if style.crumb == "none" or not trail:
            return ""
        links = ['<a href="/">首页</a>', *(f'<a href="{each.path}">{each.name}</a>' for each in trail)]
        if style.crumb == "list":
            return f"<ul{named(style, 'crumb')}>{''.join(f'<li>{each}</li>' for each in links)}</ul>"
        between = {"label": " &gt; ", "bare": " / ", "arrows": " » "}[style.crumb]
        head = "当前位置：" if style.crumb == "label" else "您的位置：" if style.crumb == "arrows" else ""
        return f"<div{named(style, 'crumb')}>{head}{between.join(links)}</div>"

    def _side(self, here: int) -> str:
        style = self.style
        if style.side == "none":
            return ""
        start = here % 3 if self._rotates else 0
        shown = self._latest[start : start + 6]
        inner = "".join(f"<li>{markup.link(each)}<span>{each.when:%Y-%m-%d}</span></li>" for each in shown)
        head = f"<h4>{style.side_heading}</h4>" if style.side_heading else ""
        return f"<div{named(style, 'side')}>{head}<ul>{inner}</ul></div>"

    def footer(self) -> str:
        """The marks that a government site must bear, those left out that a plant has taken away."""
        site, style = self.site, self.style
        number = site.code[-8:]
        parts = [f"主办单位：{site.place}{site.unit.removeprefix(site.place)}"]
        if "code" not in site.missing_marks:
            parts.append(f"网站标识码：{site.code}")
        if "record" not in site.missing_marks:
            parts.append(f'<a href="https://beian.miit.gov.cn/">陇ICP备{number}号-1</a>')
            parts.append(
                f'<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=620100{number}">甘公网安备620100{number}号</a>'
            )
        if "code" not in site.missing_marks:
            parts.append(
                '<a href="http://bszs.conac.cn/sitename?method=show&id=1A2B">'
                '<img src="/i/red.png" alt="党政机关网站标识"></a>'
            )
        if "error" not in site.missing_marks:
            at = f"https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code={site.code}"
            parts.append(f'<a href="{at}"><img src="/i/jiucuo.png" alt="我为政府网站找错"></a>')
        parts += [f'<a href="{each.url}">{each.name}</a>' for each in site.accounts]
        inner = "".join(f"<p>{part}</p>" for part in parts)
        if style.footer == "table":
            inner = f"<table><tr><td>{inner}</td></tr></table>"
        return f"<div{named(style, 'footer')}>{inner}</div>"

    def _foot(self) -> str:
        if self.style.footer == "script":
            return '<script src="/i/foot.js"></script>'
        if self.style.footer == "frame":
            return '<iframe src="/i/foot.html" width="100%" height="180" frameborder="0"></iframe>'
        return self.footer()

    # -- whole pages -----------------------------------------------------------------------------------------------

    def shared(self) -> dict[str, tuple[str, bytes]]:
        """The files that the pages take their footer from."""
        charset = self.style.charset
        script = f"document.write({json.dumps(self.footer(), ensure_ascii=False)});"
        frame = f'<html><head><meta charset="{charset}"></head><body>{self.footer()}</body></html>'
        return {
            "/i/foot.js": (f"application/javascript; charset={charset}", script.encode(charset, "replace")),
            "/i/foot.html": ("text/html", frame.encode(charset, "replace")),
        }

    def page(self, title: str, labels: str, content: str, trail: list[Column], here: int = 0) -> tuple[str, bytes]:
        """A whole page: its content type and bytes."""
        style, site = self.style, self.site
        box = '<input type="text" name="q"><input type="submit" value="搜索">'
        search = f'<form action="/search.php" method="get">{box}</form>' if site.search else ""
        head = f"<div>{escape(site.unit)}</div>{search}{self._menu()}"
        middle = f"{self._crumb(trail)}<div{named(style, 'main')}>{content}</div>"
        body = self._around(head, middle, self._side(here))
        html = (
            f'<!DOCTYPE html><html><head><meta charset="{style.charset}">'
            f"<title>{escape(title)}</title>\n{labels}\n</head>"
            f"<body>{body}{self._foot()}</body></html>"
        )
        if style.upper:
            html = _TAGS.sub(lambda match: match[1] + match[2].upper(), html)
        return "text/html", html.encode(style.charset, "replace")

    def _around(self, head: str, middle: str, side: str) -> str:
        style = self.style
        left, right = (side, middle) if style.side == "left" else (middle, side)
        if style.frame == "table":
            cells = f'<td valign="top">{left}</td>' + (f'<td valign="top">{right}</td>' if right else "")
            return f'<table width="1000"><tr><td colspan="2">{head}</td></tr><tr>{cells}</tr></table>'
        if style.frame == "semantic":
            beside = f"<aside>{side}</aside>" if side else ""
            return f"<header>{head}</header><main>{middle}</main>{beside}"
        return f"<div>{head}</div><div>{left}{right}</div>"
