"""NFCMS: numbered list pages from 1, addresses without dates."""

from string import Template
from typing import ClassVar

from govcrawl.apps.demo.model import DemoArticle, DemoColumn, File
from govcrawl.apps.demo.styles.base import Style


class Nfcms(Style):
    """A portal as NFCMS builds them."""

    neighbours = True
    layout: ClassVar[Template] = Template(
        """$head<body><script>var NFCMS_SITE_ID = "301001";</script><header class="wrap"><a href="/">$site</a></header>
<nav class="menu wrap">$menu</nav>
<div class="wrap">$crumbs<div class="con">$main</div>$side</div>$footer</body></html>"""
    )
    article_layout: ClassVar[Template] = Template(
        """<h3 class="article-title">$title</h3><div class="article-info"><span>$when</span>
<span>来源：$source</span>
</div><div class="article-content">$body$files</div>$related$neighbours"""
    )

    def column_path(self, column: DemoColumn) -> str:
        return f"/{self.folder(column)}/index.html"

    def list_path(self, column: DemoColumn, page: int, pages: int) -> str:
        return self.column_path(column) if page == 1 else f"/{self.folder(column)}/index_{page}.html"

    def article_path(self, article: DemoArticle) -> str:
        return f"/{self.folder(article.column)}/content/post_{article.number}.html"

    def file_path(self, article: DemoArticle, file: File) -> str:
        return f"/attachment/0/{article.number // 1000}/{file.stem}.{file.extension}"
