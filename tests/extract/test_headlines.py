"""Headlines are known by what they say and where they stand, whatever their elements are named."""

from datetime import date

import pytest

from govcrawl.extract import Page, read_article
from tests.extract import pages

URL = "http://www.qingyuan.example/zwgk/tzgg/202108/t20210820_101.html"
TITLE = "关于开展全市安全生产大检查工作的通知"
FACTS = "<p>发布时间：2021-08-20　来源：市应急管理局</p>"


def read(body: str, title: str) -> tuple[str, str | None]:
    article = Page(pages.html(body, title), URL).article()
    return article.title, article.shown_title


@pytest.mark.parametrize("name", ["title", "bt", "headline", "kw7"])
@pytest.mark.parametrize("line", ["<h1>{}</h1>", "<div class='{name}'>{}</div>", "<td class='{name}'>{}</td>"])
def test_the_name_of_a_box_makes_no_headline(line: str, name: str) -> None:
    decoy = f"<div class='{name}'>拖动栏目可以调整它们的先后顺序</div>"
    headline = (
        f"<table><tr>{line.format(TITLE, name=name)}</tr></table>" if "<td" in line else line.format(TITLE, name=name)
    )
    body = f"{decoy}<div>{headline}{FACTS}{pages.PROSE}</div>"
    assert read(body, f"{TITLE}-清源市人民政府") == (TITLE, TITLE)
    assert read(body, "清源市人民政府门户网站")[1] == TITLE


@pytest.mark.parametrize("between", ["<br>", "</span><span>", "\n<br/>\n", "</p><p>"])
def test_a_headline_over_two_lines(between: str) -> None:
    body = f"<div><p><span>{TITLE[:12]}{between}{TITLE[12:]}</span></p>{pages.PROSE}</div>"
    assert read(body, f"{TITLE}_清源市人民政府") == (TITLE, TITLE)


def test_a_style_sets_a_heading_as_its_tag_does() -> None:
    for heading in ("<h2>{}</h2>", "<div style='font-size:22pt;text-align:center'>{}</div>"):
        body = f"<div>{heading.format(TITLE)}<div style='font-size:16px'>办公室，综合一科</div>{pages.PROSE}</div>"
        assert read(body, "清源市人民政府")[1] == TITLE


def test_the_line_above_the_first_running_text() -> None:
    prose = "各区人民政府，市政府各部门：为做好安全生产工作，经市政府同意，现就有关事项通知如下，请认真贯彻执行。" * 2
    body = f"<div><div>{TITLE}</div><div>{prose}</div></div>"
    assert read(body, "清源市人民政府")[1] == TITLE


def test_a_row_with_a_tool_behind_its_date_is_no_headline() -> None:
    row = "<li><a href='./202108/t20210819_{n}.html'>各乡镇有序开展第{n}轮防汛检查</a><span>2021-08-1{n}</span></li>"
    rows = "".join(row.format(n=n) for n in range(5, 0, -1))
    body = f"<div><ul>{rows}</ul></div><div>字号：大 中 小</div><div>打印本页</div>"
    page = Page(pages.html(body), "http://www.qingyuan.example/zwgk/tzgg/")
    assert page.article().shown_title == "通知公告"


def test_a_title_that_a_stray_text_moves_into_the_body_is_not_shown() -> None:
    body = f"<!DOCTYPE html>x<title>{TITLE}-清源网</title><div><p>{TITLE}</p>{FACTS}{pages.PROSE}</div>".encode()
    page = Page(body, URL)
    assert page.title == f"{TITLE}-清源网"
    assert (page.article().shown_title, page.visible_text().count(TITLE)) == (TITLE, 1)


ROWS = "".join(
    f"<li><a href=/ksp/{number}.html>各乡镇有序开展{work}工作</a><i>2021-08-1{number}</i></li>"
    for number, work in enumerate(("防汛", "春耕", "护林", "普法"))
)
TEXT = "<p>" + "近日，我市组织开展安全生产检查，逐一排查风险隐患，督促企业落实主体责任，确保安全形势平稳。" * 2 + "</p>"


def test_a_box_of_other_headlines_between_headline_and_text() -> None:
    body = f"<div class=a>清源市扎实开展安全生产检查</div><div><h3>本周看点</h3><ul>{ROWS}</ul></div>{TEXT}{TEXT}"
    assert read_article(f"<meta charset=utf-8><title>(新闻)</title>{body}".encode(), URL).title == (
        "清源市扎实开展安全生产检查"
    )


@pytest.mark.parametrize("link", ["清源市扎实开展安全生产检查", "<img src=/t.jpg alt=清源市扎实开展安全生产检查>"])
def test_a_headline_that_a_link_repeats_is_the_page_s_own(link: str) -> None:
    facts = "<p>2021-08-09 来源：市应急局</p>"
    body = f"<div class=a>清源市扎实开展安全生产检查</div>{facts}{TEXT}<a href=/x/9.html>{link}</a>"
    article = read_article(f"<meta charset=utf-8><title>清源市扎实开展安全生产检查_要闻</title>{body}".encode(), URL)
    assert (article.shown_title, article.published) == ("清源市扎实开展安全生产检查", date(2021, 8, 9))
