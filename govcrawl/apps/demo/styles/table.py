"""A system of a small vendor: lists in tables, list pages by a parameter."""

from html import escape
from string import Template
from typing import ClassVar

from govcrawl.apps.demo.model import DemoArticle, DemoColumn, File
from govcrawl.apps.demo.styles.base import Style


class TableList(Style):
    """A portal whose lists are tables."""

    layout: ClassVar[Template] = Template(
        """$head<body><div class="site-header wrap"><a href="/">$site</a></div>
<div class="mainmenu menu wrap">$menu</div>
<div class="wrap">$crumbs<div class="right-con">$main</div>$side</div>$footer</body></html>"""
    )
    article_layout: ClassVar[Template] = Template(
        """<div class="detail"><h1>$title</h1><p class="from">来源：$source　$when
浏览次数：<span id="hits"></span></p>
<div class="detail-article-content">$body</div><div class="fj">$files</div>$related</div>"""
    )

    def column_path(self, column: DemoColumn) -> str:
        return f"/{self.folder(column)}/list.html"

    def list_path(self, column: DemoColumn, page: int, pages: int) -> str:
        return self.column_path(column) + ("" if page == 1 else f"?page={page}")

    def article_path(self, article: DemoArticle) -> str:
        return f"/{self.folder(article.column)}/show/{article.number}.html"

    def file_path(self, article: DemoArticle, file: File) -> str:
        return f"/upload/{article.day:%Y/%m}/{file.stem}.{file.extension}"

    def row(self, article: DemoArticle, here: str) -> str:
        if here == "/":
            return super().row(article, here)
        title = escape(article.title)
        link = f'<a target="_blank" href="{self.href(here, self.article_path(article))}">{title}</a>'
        if article.row_interpretation is not None:
            link += f' <a class="jd" href="{self.article_path(article.row_interpretation)}">相关解读</a>'
        day = self.day(article.day) if article.column.rows_dated else "&nbsp;"
        return f'<tr><td class="bt">{link}</td><td class="rq">{day}</td></tr>'

    def rows(self, articles: list[DemoArticle], here: str) -> str:
        cells = "".join(self.row(article, here) for article in articles)
        return f'<table class="lb"><tr><th>标题</th><th>发布日期</th></tr>{cells}</table>'
