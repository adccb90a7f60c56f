"""Pages of columns that are neither lists nor empty."""

import pytest

from govcrawl.extract import Page, SiteModel

from . import pages

URL = "http://www.qingyuan.example/nsjg/"
DUTIES = (
    "<table border=1><tr><td>科室</td><td>职责</td><td>电话</td></tr>"
    "<tr><td>办公室</td><td>负责文电</td><td>8221011</td></tr>"
    "<tr><td>水政科</td><td>负责执法</td><td>8221012</td></tr></table>"
)
CRUMB = "<div>当前位置：<a href='/'>首页</a> &gt; 内设机构</div>"


@pytest.mark.parametrize(
    "content",
    [
        DUTIES,
        f"<table><tr><td>{DUTIES}</td></tr></table>",
        "<iframe src='/pdfjs/web/viewer.html?file=/up/qzqd.pdf'></iframe>",
    ],
    ids=["a table", "a table in a table", "a file in a viewer"],
)
def test_what_has_few_words_is_content(content: str) -> None:
    assert Page(pages.html(CRUMB + content, "内设机构-清源县水务局"), URL).form() == "single"


def test_the_head_of_a_table_without_rows_is_none() -> None:
    table = "<table><tr><td>序号</td><td>标题</td><td>发布日期</td></tr><tr><td colspan=3>暂无数据</td></tr></table>"
    assert Page(pages.html(CRUMB + table, "内设机构-清源县水务局"), URL).form() == "empty"


@pytest.mark.parametrize("content", ["<video src=/up/1.mp4></video>", "<img src=/up/poster-2021.jpg width=700>"])
def test_an_article_may_be_a_film_or_a_picture(content: str) -> None:
    title = "清源县水务局关于城区停水的公告"
    body = f"<h1>{title}</h1><p>发布时间：2021-06-11 10:00</p>{content}"
    page = Page(pages.html(body, title), "http://www.qingyuan.example/tzgg/5.html")
    assert page.form() == "article"
    assert not page.reading().is_undecided


def test_a_menu_of_pages_numbered_like_the_page_is_template_in_a_flat_folder() -> None:
    names = ["政府信息公开指南", "建议提案办理", "政府购买服务", "应急预案", "示范创建", "政府信息公开年报"]
    links = [f"<a href=/site/11{n}>{name}</a>" for n, name in enumerate(names)]
    model, read = SiteModel(), {}
    for n, name in enumerate(names):
        aside = "".join(
            f"<details{' open' * (at == n)}><summary>{link}</summary></details>" for at, link in enumerate(links)
        )
        text = f"<h1>{name}</h1><p>{name}由县政府办公室负责编制，每年更新一次，公民可以到政务大厅免费领取第{n}版。</p>"
        body = f"<aside>{aside}</aside><section>{text}</section>"
        read[f"http://www.qingyuan.example/site/11{n}"] = pages.html(body, f"{name}-清源县")
    for url, html in read.items():
        model.learn(Page(html, url))
    assert {Page(html, url, site=model).form() for url, html in read.items()} == {"single"}
