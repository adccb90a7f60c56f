"""博达 VSB: list pages counted down, dates written in Chinese, bytes in GB18030 that call themselves gb2312."""

from string import Template
from typing import ClassVar

from govcrawl.apps.demo.model import DemoArticle, DemoColumn, File
from govcrawl.apps.demo.styles.base import Style


class Vsb(Style):
    """A portal as VSB builds them, in GB 18030."""

    charset = "gb2312"
    encoding = "gb18030"
    day_format = "%Y年%m月%d日"
    neighbours = True
    parent_lists = True
    layout: ClassVar[Template] = Template(
        """$head<!-- Announced by Visual SiteBuilder 9 --><body>
<div class="logo wrap"><a href="/" title="$site">$site</a></div><div class="dh menu wrap">$menu</div>
<div class="wrap">$crumbs<div class="ny">$main</div>$side</div>$footer</body></html>"""
    )
    article_layout: ClassVar[Template] = Template(
        """<form name="_newscontent_fromname"><h1>$title</h1><div class="sm">$when &nbsp; 来源：$source</div>
<div id="vsb_content"><div class="v_news_content">$body</div></div>$files$related$neighbours</form>"""
    )

    def column_path(self, column: DemoColumn) -> str:
        return f"/{self.folder(column)}.htm"

    def list_path(self, column: DemoColumn, page: int, pages: int) -> str:
        return self.column_path(column) if page == 1 else f"/{self.folder(column)}/{pages - page + 1}.htm"

    def article_path(self, article: DemoArticle) -> str:
        return f"/info/{article.column.number}/{article.number}.htm"

    def file_path(self, article: DemoArticle, file: File) -> str:
        return f"/__local/{article.number % 16:X}/{article.number}/{file.stem}.{file.extension}"

    def util_path(self, name: str) -> str:
        return f"/{name}.htm"

    def href(self, here: str, there: str) -> str:
        """Up to the root, then down again, as this system writes all its links."""
        up = "../" * (here.count("/") - 1)
        return (up + there[1:]) if there.startswith("/") and len(there) > 1 else there

    def pager(self, column: DemoColumn, page: int, pages: int) -> str:
        return super().pager(column, page, pages).replace("下一页", "下页")
