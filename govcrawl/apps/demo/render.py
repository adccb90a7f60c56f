"""A portal's plan and a page style make the pages that its host serves."""

from __future__ import annotations

from urllib.parse import urlsplit

from govcrawl.apps.demo.files import CONTENT_TYPES, PNG
from govcrawl.apps.demo.model import INSPECTION_DATE, DemoArticle, DemoColumn, Portal, Response, Site
from govcrawl.apps.demo.styles import Style
from govcrawl.apps.demo.styles.directories import Directory
from govcrawl.apps.demo.words import single

_HOME_BLOCKS = ("yw", "tzgg", "zcwj")
_HOME_ROWS = 6
# An old home page shows nothing younger than this many days.
_OLD = 15
_HTML = "text/html"
_GONE = (
    '<html><head><meta charset="{charset}"><title>页面不存在</title></head>'
    '<body><div class="err"><p>抱歉，您访问的页面不存在或已被删除。</p></div></body></html>'
)


def render(portal: Portal, style: Style, neighbours: list[Portal]) -> Site:
    """The served site; `neighbours` are the portals that the home page links."""
    pages: dict[str, Response] = {}
    for column in portal.columns:
        _render_column(portal, style, column, pages)
    _render_home(portal, style, neighbours, pages)
    _render_utilities(portal, style, pages)
    if isinstance(style, Directory):
        pages.update(style.endpoints(portal))
    pages.update(portal.extra)
    county = portal.county
    fallback = _html(_GONE.format(charset=style.charset).encode(style.encoding)) if portal.soft_404 else None
    site = Site(county.unit, county.site_name, county.host, county.site_code, pages, fallback, owner=county)
    if portal.search in ("form", "script"):
        listed = [article for column in portal.columns for article in column.articles if not article.gone]
        site.titles = [(article.title, style.article_path(article)) for article in listed]
    site.secure = portal.secure
    return site


def url_of(portal: Portal, style: Style, place: DemoArticle | DemoColumn | str | None) -> str:
    """Address of an article, a column's first page, a path, or (None) the home page."""
    if place is None:
        return f"{portal.base}/"
    if isinstance(place, str):
        return portal.base + place
    if isinstance(place, DemoColumn):
        return portal.base + style.column_path(place)
    return portal.base + style.article_path(place)


def _html(body: bytes) -> Response:
    return Response(200, body, _HTML)


def _render_column(portal: Portal, style: Style, column: DemoColumn, pages: dict[str, Response]) -> None:
    if column.form == "list":
        total = max(1, -(-len(column.rows) // column.per_page)) if style.pages_lists else 1
        for number in range(1, total + 1):
            pages[style.list_path(column, number, total)] = _html(style.list_page(portal, column, number, total))
    else:
        pages[style.column_path(column)] = _html(style.plain_column(portal, column))
    if column.form == "script":
        pages[style.json_path(column)] = Response(200, style.json_rows(column), "application/json; charset=utf-8")
    for article in column.articles:
        if not article.gone:
            pages[style.article_path(article)] = _html(style.article_page(portal, article))
        for file in article.files:
            kind = _HTML if file.body[:6] == b"<html>" else CONTENT_TYPES[file.extension]
            answer = Response(file.status, file.body, kind, needs_referer=file.needs_referer)
            pages[style.file_path(article, file)] = answer
    path = style.column_path(column)
    if path.endswith("/"):
        pages[f"{path}index.html"] = pages[path]


def _render_home(portal: Portal, style: Style, neighbours: list[Portal], pages: dict[str, Response]) -> None:
    links = "".join(f'<li><a href="{other.base}/">{other.county.site_name}</a></li>' for other in neighbours)
    foot = f'{portal.home_extra}<div class="yqlj friend-links"><h3>友情链接</h3><ul>{links}</ul></div>'
    if isinstance(style, Directory):
        body = style.directory_page(portal)
    elif portal.home == "tiles":
        body = style.tiles_page(portal, foot)
    else:
        youngest = _OLD if portal.home == "old" else 0
        body = style.home_page(portal, [(column, _shown(column, youngest)) for column in _blocks(portal)], foot)
    pages["/"] = pages["/index.html"] = _html(body)


def _blocks(portal: Portal) -> list[DemoColumn]:
    return [portal.column(key) for key in _HOME_BLOCKS]


def _shown(column: DemoColumn, youngest: int) -> list[DemoArticle]:
    old_enough = [a for a in column.rows if not a.gone and (INSPECTION_DATE - a.day).days >= youngest]
    return old_enough[:_HOME_ROWS]


def _render_utilities(portal: Portal, style: Style, pages: dict[str, Response]) -> None:
    pages[style.util_path("wzdt")] = _html(style.site_map_page(portal))
    for name, key in (("联系我们", "lxwm"), ("我为政府网站找错", "wzjc")):
        text = "".join(f"<p>{line}</p>" for line in single(portal.county, name))
        pages[style.util_path(key)] = _html(style.util_page(portal, name, text))
    pages["/images/dangzheng.png"] = pages["/images/bszn.png"] = Response(200, PNG, "image/png")
    if portal.site_map_in_xml:
        locations = "".join(f"<url><loc>{url_of(portal, style, column)}</loc></url>" for column in portal.columns)
        xml = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locations}</urlset>'
        pages["/sitemap.xml"] = Response(200, xml.encode(), "application/xml")
        pages["/robots.txt"] = Response(200, b"User-agent: *\nDisallow: /system/\n", "text/plain")


def path_of(url: str) -> str:
    """The part of an address by which a site's pages are kept."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
