"""大汉 JCMS: the list sits as XML inside a script, which the browser unpacks."""

from string import Template
from typing import ClassVar

from govcrawl.apps.demo.model import DemoArticle, DemoColumn, File
from govcrawl.apps.demo.styles.base import Style

_UNPACK = """<script>(function () {
  var box = document.getElementById("unit$number"), rows = [], pattern = /<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>/g, hit;
  var xml = box.getElementsByTagName("script")[0].text;
  while ((hit = pattern.exec(xml))) { rows.push(hit[1]); }
  box.innerHTML = '<ul class="list">' + rows.join("") + '</ul>';
})();</script>"""


class Jcms(Style):
    """A portal as JCMS builds them: rows stand as XML in a script."""

    pages_lists = False
    layout: ClassVar[Template] = Template(
        """$head<body><div class="top-bar wrap"><a href="/">$site</a></div><div class="main-nav menu wrap">$menu</div>
<div class="wrap">$crumbs<div class="content">$main</div>$side</div>$footer</body></html>"""
    )
    article_layout: ClassVar[Template] = Template(
        """<div class="art"><p class="art_title" style="font-size:24px">$title</p>
<table class="art_info"><tr><td>$when</td><td>来源：$source</td></tr></table>
<div id="zoom"><!--<meta name="ContentStart">-->$body$files<!--<meta name="ContentEnd">--></div>$related</div>"""
    )

    def column_path(self, column: DemoColumn) -> str:
        return f"/col/col{column.number}/index.html"

    def list_path(self, column: DemoColumn, page: int, pages: int) -> str:
        return self.column_path(column)

    def article_path(self, article: DemoArticle) -> str:
        day = article.day
        return f"/art/{day.year}/{day.month}/{day.day}/art_{article.column.number}_{article.number}.html"

    def file_path(self, article: DemoArticle, file: File) -> str:
        return f"/attach/0/{file.stem}.{file.extension}"

    def json_path(self, column: DemoColumn) -> str:
        return f"/module/web/col{column.number}.json"

    def rows(self, articles: list[DemoArticle], here: str) -> str:
        if not articles:
            return super().rows(articles, here)
        records = "".join(f"<record><![CDATA[{self.row(article, here)}]]></record>" for article in articles)
        number = articles[0].column.number
        xml = (
            f"<datastore><nextgroup></nextgroup><recordset>{records}</recordset>"
            f"<totalrecord>{len(articles)}</totalrecord><totalpage>1</totalpage></datastore>"
        )
        return (
            f'<div id="unit{number}"><script type="text/xml">{xml}</script></div>'
            f"{Template(_UNPACK).safe_substitute(number=number)}"
            f"<script>var jpage = {{columnid: {number}, proxyurl: '/module/web/jpage/dataproxy.jsp'}};</script>"
        )
