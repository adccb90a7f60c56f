"""What stands beside the content: side boxes under any name, hidden copies, headers and footers by script, tools."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from random import Random

from tests.invariance.dom import Document, Element, Hand, Text, edited, insert_beside, parse, write
from tests.invariance.rows import lists_of, table_rows_of

# Headings that the demo and the city give to boxes of another column's newest rows.
_SIDE = re.compile(r"热点推荐|最新信息|热门信息|最新动态|推荐阅读")
_HEADINGS = ("今日关注", "本周看点", "大家都在看", "图说", "往期回顾", "延伸", "猜你想看", "身边事", "微观察", "焦点")
_CLASSES = ("w300", "mod-b", "kuang", "txt_area", "con2", "listbox", "tabbox", "zt", "block9", "main-r")
_SUBJECTS = ("防汛", "春耕", "招商", "义诊", "助学", "护林", "普法", "检修", "献血", "培训", "巡河", "消防")
_NEWEST = date(2021, 8, 19)


@edited
def side_box_renamed(document: Document, random: Random) -> None:
    """The box of another column's newest rows under another heading, in a box with another class."""
    heading, name = random.choice(_HEADINGS), random.choice(_CLASSES)
    for text in document.body.texts():
        if (
            text.parent is not None
            and re.fullmatch(r"h[2-6]|div|p|strong|b", text.parent.tag)
            and _SIDE.fullmatch(text.text.strip())
        ):
            text.text = heading
            box = text.parent.parent
            if box is not None and box.tag == "div" and len(box.all("a")) <= 20:
                box.attributes = {"class": name}


def foreign_box(random: Random, *, dated: bool) -> str:
    """A box of rows that belong to no column of the site's menu; the same for the same seed."""
    heading, name, folder = random.choice(_HEADINGS), random.choice(_CLASSES), random.choice(("ksp", "bzkd", "dz"))
    rows = []
    for number in range(random.randrange(4, 7)):
        day = _NEWEST - timedelta(days=number)
        subject, other = random.sample(_SUBJECTS, 2)
        shown = f"<span>{day}</span>" if dated else ""
        address = f"/{folder}/{day:%Y%m}/t{day:%Y%m%d}_77{number:04}.html"
        rows.append(f"<li><a href='{address}'>各乡镇有序开展{subject}和{other}工作</a>{shown}</li>")
    return f"<div class='{name}'><h3>{heading}</h3><ul>{''.join(rows)}</ul></div>"


def main_block(document: Document) -> Element | None:
    """The child of the innermost box that holds all long texts and the longest list: what a side box stands beside."""
    lists = lists_of(document) + [rows for _, rows in table_rows_of(document)]
    longest = max(lists, key=len, default=[])
    prose = [text.parent for text in document.body.texts() if len(text.text) >= 40 and text.parent is not None]
    inside = longest[0] if longest else prose[0] if prose else None
    block = inside
    while block is not None and block.parent is not None and block.parent.tag not in ("body", "html", "form"):
        if len(block.parent.elements) > 1 and block.tag in ("div", "section", "ul", "table", "article"):
            return block
        block = block.parent
    return block if block is not None and block.parent is not None and block.tag not in ("body", "html") else None


def _add_box(document: Document, random: Random, *, dated: bool) -> None:
    markup = foreign_box(random, dated=dated)
    block = main_block(document)
    if (
        block is not None
        and block.parent is not None
        and block.parent.tag in ("div", "section", "body", "article", "main")
    ):
        for node in parse(markup):
            insert_beside(block, node, after=random.random() < 0.5)


@edited
def side_box_added(document: Document, random: Random) -> None:
    """A box of dated rows that are no part of the content, beside it."""
    _add_box(document, random, dated=True)


@edited
def side_box_undated_added(document: Document, random: Random) -> None:
    """A box of rows without dates that are no part of the content, beside it."""
    _add_box(document, random, dated=False)


def _clone(element: Element) -> list[Element | Text]:
    copy = parse(write(element, Hand()))
    for node in copy:
        if isinstance(node, Element):
            for each in node.walk():
                each.attributes.pop("id", None)
    return copy


@edited
def hidden_copies(document: Document, random: Random) -> None:
    """A copy for telephones of each list and menu, that no desktop browser shows."""
    for box in document.body.all("ul"):
        inside = box.parent
        while inside is not None and inside.tag not in ("ul", "ol"):
            inside = inside.parent
        if inside is None and box.parent is not None and box.parent.tag in ("div", "section", "nav", "body", "td"):
            hidden = Element("div", {"style": random.choice(("display:none", "display: none;"))})
            insert_beside(box, hidden.add(*_clone(box)), after=True)


@edited
def hidden_old_text(document: Document, random: Random) -> None:
    """Hidden leftovers of a template: another headline, another date, an old sentence of absence."""
    document.body.children[:0] = parse(
        "<div style='display:none'><h1>模板示例标题请勿删除一二三</h1><p>发布时间：2009-05-06 来源：模板单位</p>"
        "<p>暂无信息，栏目建设中</p></div>"
        "<input type='hidden' name='pubdate' value='2009-05-06'>"
    )


def _by_script(block: Element) -> None:
    markup = json.dumps(write(block, Hand()), ensure_ascii=True).replace("</", "<\\/")
    block.replace(Element("script").add(Text(f"document.write({markup});", "raw")))


def _is_simple(block: Element) -> bool:
    return block.first("script", "h1", "iframe", "form") is None


@edited
def footer_by_script(document: Document, random: Random) -> None:
    """The foot of the page written by a script."""
    last = [element for element in document.body.elements if element.tag in ("div", "footer", "table", "section")]
    if (
        len(last) > 1
        and re.search("主办|标识码|ICP备|版权", last[-1].text)
        and _is_simple(last[-1])
        and not lists_of_block(last[-1])
    ):
        _by_script(last[-1])


def lists_of_block(block: Element) -> bool:
    """Whether a long text or a list of rows stands in it."""
    return any(len(text.text) >= 60 for text in block.texts()) or any(
        len(row.text) >= 24 for row in block.all("li", "tr")
    )


@edited
def header_by_script(document: Document, random: Random) -> None:
    """The banner above the menu written by a script."""
    first = next((element for element in document.body.elements if element.text), None)
    if (
        first is not None
        and len(document.body.elements) > 2
        and _is_simple(first)
        and len(first.text) < 60
        and first.first("dl", "li", "tr") is None
    ):
        _by_script(first)


_TOOLS = (
    "<div class='{name}'>字号：<a href='javascript:doZoom(18)'>大</a> <a href='javascript:doZoom(16)'>中</a>"
    " <a href='javascript:doZoom(14)'>小</a>"
    " <a href='javascript:window.print()'>打印</a> <a href='javascript:window.close()'>关闭</a></div>",
    "<div class='{name}'>分享到：<a href='javascript:;' title='分享到微信'></a>"
    "<a href='javascript:;' title='分享到微博'></a>"
    "<img src='/ewm.png' alt='扫一扫在手机打开当前页'></div>",
    "<div class='{name}'><p>扫一扫在手机打开当前页</p><a href='#top'>返回顶部</a></div>",
)


@edited
def tools_added(document: Document, random: Random) -> None:
    """Font sizes, sharing, printing, a code to scan, beside the content."""
    block = main_block(document)
    name, chosen = random.choice(_CLASSES), random.sample(_TOOLS, 2)
    if (
        block is not None
        and block.parent is not None
        and block.parent.tag in ("div", "section", "body", "article", "main")
    ):
        for markup in chosen:
            for node in parse(markup.format(name=name)):
                insert_beside(block, node, after=True)


@edited
def scripts_added(document: Document, random: Random) -> None:
    """Scripts and styles that speak of errors, challenges and dates."""
    words = "if(status==404){alert('您访问的页面不存在')}var d='2010-01-02';var t='系统维护中 请完成验证';"
    document.body.children[:0] = [
        Element("script", {}, [Text(words, "raw")]),
        Element("style", {}, [Text(".empty:after{content:'暂无信息'}", "raw")]),
    ]
