"""TRS: folders of pinyin initials, dates in the addresses, lists paged by script from 0."""

from string import Template
from typing import ClassVar

from govcrawl.apps.demo.model import DemoArticle, DemoColumn, File
from govcrawl.apps.demo.styles.base import Style


class Trs(Style):
    """A portal as TRS builds them."""

    dated_hot = True
    absolute_menu = True
    layout: ClassVar[Template] = Template(
        """$head<body><div class="header wrap"><h1><a href="/">$site</a></h1><p>今天是2021年8月20日 星期五</p></div>
<div class="nav menu wrap">$menu</div><div class="wrap">$crumbs
<div class="main">$main</div>$side</div>$footer</body></html>"""
    )
    article_layout: ClassVar[Template] = Template(
        """<div class="article"><h1 class="title">$title</h1>
<div class="info">$when 来源：$source 字体：[大 中 小]</div>
<div class="TRS_Editor">$body$files</div>$related</div>"""
    )

    def column_path(self, column: DemoColumn) -> str:
        return f"/{self.folder(column)}/"

    def list_path(self, column: DemoColumn, page: int, pages: int) -> str:
        return self.column_path(column) + ("" if page == 1 else f"index_{page - 1}.html")

    def article_path(self, article: DemoArticle) -> str:
        day = article.day
        return f"{self.column_path(article.column)}{day:%Y%m}/t{day:%Y%m%d}_{article.number}.html"

    def file_path(self, article: DemoArticle, file: File) -> str:
        return f"{self.article_path(article).rpartition('/')[0]}/P0{article.day:%Y%m%d}{file.stem}.{file.extension}"

    def util_path(self, name: str) -> str:
        return f"/{name}/"

    def pager(self, column: DemoColumn, page: int, pages: int) -> str:
        return (
            f'<div class="page"><script>createPageHTML({pages}, {page - 1}, "index", "html");</script></div>'
            if pages > 1
            else ""
        )


class TrsTiles(Trs):
    """The same system with another template: the date stands before the title, and pages say so in a table."""

    dated_hot = False
    absolute_menu = False
    day_format = "%Y/%m/%d"
    layout: ClassVar[Template] = Template(
        """$head<body><div id="header" class="wrap"><a href="/"><b>$site</b></a></div>
<div id="nav" class="menu wrap">$menu</div>
<div class="wrap">$crumbs<div class="container">$main</div>$side</div>
$footer</body></html>"""
    )
    article_layout: ClassVar[Template] = Template(
        """<div class="xl"><h2>$title</h2>
<div class="xl_info"><span class="date">$when</span> <span>来源：$source</span></div>
<div class="TRS_UEDITOR">$body$files</div>$related</div>"""
    )
