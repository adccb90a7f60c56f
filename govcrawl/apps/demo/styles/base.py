"""What all page styles share: a style gives addresses and mark-up, the pages are put together here."""

from __future__ import annotations

import json
from html import escape
from string import Template

from govcrawl.apps.demo.labels import article_labels, column_labels, site_labels
from govcrawl.apps.demo.model import DemoArticle, DemoColumn, Portal, Related
from govcrawl.apps.demo.styles.blocks import Blocks
from govcrawl.apps.demo.words import single

_FILLING = Template(
    """<ul class="list" id="xxlist"></ul><script>
fetch("$json").then(function (answer) { return answer.json(); }).then(function (rows) {
  document.getElementById("xxlist").innerHTML = rows.map(function (row) {
    return '<li><a href="' + row.url + '">' + row.title + '</a><span>' + row.date + '</span></li>';
  }).join("");
});</script>"""
)


class Style(Blocks):
    """A page style: lists, columns, articles, home pages and what stands beside them."""

    def row(self, article: DemoArticle, here: str) -> str:
        """Mark-up of the article's row on a list at path `here`."""
        title = escape(article.title)
        cut = title if len(title) <= 30 else title[:28] + "…"
        link = f'<a href="{self.href(here, self.article_path(article))}" title="{title}">{cut}</a>'
        if article.row_interpretation is not None:
            link += f' <a class="jd" href="{self.article_path(article.row_interpretation)}">相关解读</a>'
        day = f"<span>{self.day(article.day)}</span>" if article.column.rows_dated else ""
        return f"<li>{link}{day}</li>"

    def rows(self, articles: list[DemoArticle], here: str) -> str:
        """Mark-up of a list of articles at path `here`."""
        return f'<ul class="list">{"".join(self.row(article, here) for article in articles)}</ul>'

    def pager(self, column: DemoColumn, page: int, pages: int) -> str:
        """Numbered links and 下一页 on list page `page` of `pages`; styles that page by script have their own."""
        if pages < 2:
            return ""
        here = self.list_path(column, page, pages)

        def link(number: int, text: str) -> str:
            return f'<a href="{self.href(here, self.list_path(column, number, pages))}">{text}</a>'

        links = [link(n, str(n)) if n != page else f"<b>{n}</b>" for n in range(1, pages + 1)]
        if page < pages:
            links += [link(page + 1, "下一页"), link(pages, "尾页")]
        return f'<div class="page">共{len(column.rows)}条 {" ".join(links)}</div>'

    def list_page(self, portal: Portal, column: DemoColumn, page: int, pages: int) -> bytes:
        """The column's list page number `page`, counted from 1, of `pages`."""
        here = self.list_path(column, page, pages)
        size = column.per_page
        shown = column.rows[(page - 1) * size : page * size] if self.pages_lists else column.rows
        main = self.rows(shown, here) + self.pager(column, page, pages)
        return self._column_page(portal, column, main, here)

    def plain_column(self, portal: Portal, column: DemoColumn) -> bytes:
        """A column without a list of its own in the page: text, sub-columns, a script, or nothing."""
        here = self.column_path(column)
        if column.form == "script":
            main = _FILLING.substitute(json=self.href(here, self.json_path(column)))
        elif column.form == "parent":
            main = self._leads_on(portal, column, here)
        elif column.form == "single":
            text = column.text or single(portal.county, column.name)
            main = f"<h2>{column.name}</h2>" + "".join(f"<p>{line}</p>" for line in text)
        else:
            main = '<ul class="list"></ul>' + "".join(f"<p>{line}</p>" for line in column.text)
        return self._column_page(portal, column, main, here)

    def _leads_on(self, portal: Portal, column: DemoColumn, here: str) -> str:
        boxes = []
        for child in portal.children(column):
            if not child.in_menu:
                continue
            head = f'<a href="{self.href(here, self.column_path(child))}">{child.name}</a>'
            if self.parent_lists and child.form == "list" and child.rows_dated:
                below = self.rows([a for a in child.articles if not a.gone][:4], here)
            else:
                below = ""
            boxes.append(f'<div class="box"><h3>{head}</h3>{below}</div>')
        return "".join(boxes)

    def _column_page(self, portal: Portal, column: DemoColumn, main: str, here: str) -> bytes:
        parts = {
            "crumbs": self.crumbs(column.trail),
            "main": main,
            "side": self.hot(portal, here) if self.dated_hot else "",
        }
        return self.page(portal, column.name, column_labels(portal, column), parts)

    def json_rows(self, column: DemoColumn) -> bytes:
        """All rows of the column as JSON."""
        rows = [{"title": a.title, "url": self.article_path(a), "date": self.day(a.day)} for a in column.rows]
        return json.dumps(rows, ensure_ascii=False).encode()

    def article_page(self, portal: Portal, article: DemoArticle) -> bytes:
        """The page of an article."""
        here = self.article_path(article)
        when = self.shown_time(article)
        main = self.article_layout.substitute(
            title=escape(article.shown_title or article.title),
            when=f"发布时间：{when}" if when else "",
            source=article.source,
            body="".join(f"<p>{line}</p>" for line in article.paragraphs),
            files=self._files(article, here),
            related="".join(self._related(each) for each in article.related),
            neighbours=self._neighbours(article, here) if self.neighbours else "",
        )
        parts = {
            "crumbs": self.crumbs(article.column.trail, " &gt; 正文"),
            "main": main,
            "side": self.hot(portal, here),
        }
        return self.page(portal, article.title, article_labels(portal, article), parts)

    def shown_time(self, article: DemoArticle) -> str:
        """The publication time that the article's page shows."""
        return f"{self.day(article.day)} {article.clock}" if article.shown_time is None else article.shown_time

    def _files(self, article: DemoArticle, here: str) -> str:
        links = [
            f'<p>附件{number}：<a href="{self.href(here, self.file_path(article, file))}">{escape(file.shown)}</a></p>'
            for number, file in enumerate(article.files, 1)
        ]
        return "".join(links)

    def _related(self, related: Related) -> str:
        link = f'<a href="{self.article_path(related.article)}">{escape(related.article.title)}</a>'
        return f'<div class="xgjd"><h4>{related.head}</h4><ul><li>{link}</li></ul></div>'

    def _neighbours(self, article: DemoArticle, here: str) -> str:
        living = [each for each in article.column.articles if not each.gone]
        at = living.index(article)
        lines = []
        for name, place in (("上一篇", at - 1), ("下一篇", at + 1)):
            if 0 <= place < len(living):
                there = living[place]
                link = f'<a href="{self.href(here, self.article_path(there))}">{escape(there.title)}</a>'
                lines.append(f"<p>{name}：{link}</p>")
        return f'<div class="updown">{"".join(lines)}</div>'

    def home_page(self, portal: Portal, blocks: list[tuple[DemoColumn, list[DemoArticle]]], foot: str) -> bytes:
        """The home page with `blocks` of columns and their newest articles, and `foot` as mark-up below them."""
        parts = []
        for column, articles in blocks:
            path = self.column_path(column)
            rows = "".join(self.row(article, "/") for article in articles)
            parts.append(
                f'<div class="block"><h2><a href="{path}">{column.name}</a>'
                f' <a class="more" href="{path}">更多&gt;&gt;</a></h2>'
                f'<ul class="news">{rows}</ul></div>'
            )
        return self._home(portal, "".join(parts) + foot)

    def _home(self, portal: Portal, main: str) -> bytes:
        labels = site_labels(portal) | portal.home_labels
        return self.page(portal, portal.county.site_name, labels, {"main": main})

    def tiles_page(self, portal: Portal, foot: str) -> bytes:
        """A home page that only leads on."""
        tiles = [
            f'<div class="tile"><a href="{self.column_path(column)}">{column.name}</a></div>'
            for column in portal.columns
            if column.in_menu
        ]
        return self._home(portal, f'<div class="tiles">{"".join(tiles)}</div>{foot}')

    def site_map_page(self, portal: Portal) -> bytes:
        """The site map: all columns as links."""
        parts = []
        for column in portal.children(None):
            below = "".join(
                f'<li><a href="{self.column_path(child)}">{child.name}</a></li>' for child in portal.children(column)
            )
            parts.append(
                f'<dl><dt><a href="{self.column_path(column)}">{column.name}</a></dt><dd><ul>{below}</ul></dd></dl>'
            )
        return self.util_page(portal, "网站地图", "".join(parts))

    def util_page(self, portal: Portal, name: str, main: str) -> bytes:
        """A page beside the columns, called `name`, with `main` as mark-up of its content."""
        column = DemoColumn(key=name, name=name, topic="", column_type="网站导航", form="single")
        crumbs = f'<div class="crumbs">当前位置：<a href="/">首页</a> &gt; {name}</div>'
        return self.page(portal, name, column_labels(portal, column), {"crumbs": crumbs, "main": main})
