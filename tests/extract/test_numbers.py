"""A page's own document number, told from those that it cites."""

import pytest

from govcrawl.extract import read_article
from tests.extract import pages

URL = "http://www.qingyuan.example/zwgk/tzgg/101.html"
CITED = "<p>根据《清源市供水管理办法》（云政发〔2020〕3号）要求，现就有关事项通知如下，请认真贯彻执行。</p>"


def number(content: str = "", title: str = "关于开展安全生产检查的通知", meta: str = "") -> str | None:
    return read_article(pages.article(f"发布时间：2021-08-20 {meta}", content + pages.PROSE, title=title), URL).number


@pytest.mark.parametrize(
    "written",
    [
        "国办发〔2019〕5号", "云政办〔2021〕12号", "云市教字〔2021〕7号", "云政办[2021]12号", "云政办【2021】12号",
        "云政办(2021)12号", "云政办（2021）12号", "2021年第3号", "云金罚决字〔2024〕52号",
        "(白)应急罚〔2021〕3号", "和政发〔2021〕3号", "公告〔2021〕3号",
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", ["line", "header", "below the title", "title", "with a citation"])
def test_forms(written: str, where: str) -> None:
    match where:
        case "line":
            found = number(f"<p>{written}</p>")
        case "header":
            found = number(meta=f"<table><tr><td>文号：</td><td>{written}</td></tr></table>")
        case "below the title":
            found = number(meta=f"</div><div class='wh'>（{written}）")
        case "title":
            found = number(title=f"清源市供水管理公告（{written}）")
        case _:
            found = number(f"<p>{written}</p>{CITED}")
    assert found == written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("近日，县人民政府办公室印发白政规〔2021〕19号文件，对停车作出规定。", "白政规〔2021〕19号"),
        ("白石县人民政府办公室印发白政规〔2021〕19号", "白政规〔2021〕19号"),
        ("清源市人民政府办公室云政办〔２０２１〕１２号", "云政办〔2021〕12号"),
        ("根据《清源市供水管理办法》（云政发〔2020〕3号）要求开展检查。", None),
        ("按照云政发〔2020〕3号文件精神开展检查。", None),
        ("现将《清源市供水管理办法》（云政发〔2020〕3号）转发给你们。", None),
        ("2021年第3季度共检查12号楼等场所。", None),
        ("受2021年第3号台风影响，全市停课。", None),
    ],
)
def test_in_running_text(text: str, expected: str | None) -> None:
    assert number(f"<p>{text}</p>") == expected


@pytest.mark.parametrize(
    "title",
    [
        "一图读懂云政办〔2021〕12号",
        "关于废止云政办〔2021〕12号",
        "关于贯彻落实国办发〔2019〕5号",
        "2021年第3号台风防御工作总结",
    ],
)
def test_numbers_of_others_in_titles(title: str) -> None:
    assert number(title=title) is None


def test_the_head_goes_before_what_is_cited_above_it() -> None:
    assert number(CITED + "<p>云市教字〔2021〕7号</p>") == "云市教字〔2021〕7号"


def test_the_headline_of_an_infographic_heads_no_links() -> None:
    title = "一图读懂农村公路养护新规定"
    body = pages.html(
        f'<div class="con"><h3>{title}</h3><div class="i">发布时间：2021-08-20</div>'
        f'<div class="article-content">{pages.PROSE}</div>'
        '<p>上一篇：<a href="/zcjd/content/post_9.html">《清源市停车管理办法》政策解读</a></p></div>',
        f"{title}-清源市人民政府",
    )
    article = read_article(body, "http://www.qingyuan.example/zcjd/content/post_10.html")
    assert (article.title, article.interpretation_links, article.policy_links) == (title, [], [])
