"""The national page labels of the demo's pages (政府网站发展指引, 网页标签): complete unless something is planted."""

from __future__ import annotations

from html import escape

from govcrawl.apps.demo.model import DemoArticle, DemoColumn, Portal

Labels = dict[str, str | None]


def site_labels(portal: Portal) -> Labels:
    """Meta tags that name the site: on every page."""
    county = portal.county
    return {
        "SiteName": county.site_name,
        "SiteDomain": f"www.{county.pinyin}.example",
        "SiteIDCode": county.site_code,
    }


def column_labels(portal: Portal, column: DemoColumn) -> Labels:
    """Meta tags of a column's pages, those of the site included."""
    county = portal.county
    plain: Labels = {
        "ColumnName": column.name,
        "ColumnDescription": f"{county.site_name}{column.name}栏目，发布{column.name}方面的信息",
        "ColumnKeywords": f"{county.short},{column.name},信息发布",
        "ColumnType": column.column_type,
    }
    return site_labels(portal) | plain | column.labels


def article_labels(portal: Portal, article: DemoArticle) -> Labels:
    """Meta tags of an article, those of its column and site included."""
    plain: Labels = {
        "ArticleTitle": article.title,
        "PubDate": f"{article.day.isoformat()} {article.clock}",
        "ContentSource": article.source,
        "Keywords": article.column.name,
    }
    # A fault in a column's own labels stays on the column page: its articles would only repeat it.
    shared = {**column_labels(portal, article.column), **column_labels(portal, _sound(article.column))}
    return shared | plain | article.labels


def _sound(column: DemoColumn) -> DemoColumn:
    return DemoColumn(column.key, column.name, column.topic, column.column_type)


def meta_tags(labels: Labels, *, lower: bool = False) -> str:
    """The labels as mark-up, without those that are None; `lower` writes their names in lower case."""
    tags = [
        f'<meta name="{name.lower() if lower else name}" content="{escape(content)}">\n'
        for name, content in labels.items()
        if content is not None
    ]
    return "".join(tags)
