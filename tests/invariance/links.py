"""The same links in other clothes: pictures, scripts, other ways to write an address; pagers that only show numbers."""

from __future__ import annotations

import re
from random import Random

from tests.invariance.dom import Document, Element, Text, edited
from tests.invariance.rows import lists_of, table_rows_of

_PAGER_WORDS = re.compile(r"\W*(?:下一?页|上一?页|首页|尾页|末页|第一页|最后一页|>+|>>)\W*")
_PAGER = re.compile(r"createPageHTML\(('[^']*',\s*)?(\d+),\s*(\d+),\s*['\"](\w+)['\"],\s*['\"](\w+)['\"]")
_EXPLAINS = re.compile(r"解读|图解|一图|读懂|答记者问")
_POLICY = re.compile(r"原文|政策文件|相关文件")


def _as_picture(link: Element, number: int, *, by: str) -> None:
    name = link.text
    if not name:
        return
    picture = Element("img", {"src": f"/images/pic_{number}.png"})
    if by == "alt":
        picture.attributes["alt"] = name
    elif by == "title":
        picture.attributes["title"] = name
    else:
        link.attributes["aria-label"] = name
    link.set([picture])


def _row_links(document: Document) -> set[int]:
    rows = [row for each in lists_of(document) for row in each]
    rows += [row for _, each in table_rows_of(document) for row in each]
    return {id(link) for row in rows for link in row.all("a")}


@edited
def menu_pictured(document: Document, random: Random) -> None:
    """Every short link of a menu is a picture with its name as alt."""
    rows = _row_links(document)
    for number, link in enumerate(document.body.all("a")):
        item = link.parent
        if (
            id(link) not in rows
            and item is not None
            and item.tag in ("li", "dt", "dd", "h2", "h3")
            and 2 <= len(link.text) <= 12
            and link.get("href").startswith(("/", ".", "http"))
            and not _PAGER_WORDS.fullmatch(link.text)
        ):
            _as_picture(link, number, by="alt")


def _under_heading(link: Element) -> bool:
    box = link.parent
    for _ in range(4):
        if box is None or box.tag == "body":
            return False
        heading = box.first("h2", "h3", "h4", "h5", "strong", "p", "dt")
        if (
            heading is not None
            and len(heading.text) <= 12
            and (_EXPLAINS.search(heading.text) or _POLICY.search(heading.text))
        ):
            return len(box.all("a")) <= 12
        box = box.parent
    return False


def _related_pictured(document: Document, by: str) -> None:
    for number, link in enumerate(document.body.all("a")):
        if (
            len(link.text) >= 5
            and (_under_heading(link) or _EXPLAINS.search(link.text))
            and id(link) not in _row_links(document)
        ):
            _as_picture(link, number, by=by)


@edited
def related_pictured(document: Document, random: Random) -> None:
    """Links to interpretations and policies as pictures with alt."""
    _related_pictured(document, "alt")


@edited
def related_pictured_by_title(document: Document, random: Random) -> None:
    """Links to interpretations and policies as pictures with a title."""
    _related_pictured(document, "title")


@edited
def related_labelled(document: Document, random: Random) -> None:
    """Links to interpretations and policies as pictures, named by the link's aria-label."""
    _related_pictured(document, "aria")


@edited
def rows_pictured(document: Document, random: Random) -> None:
    """Headlines of rows as pictures with alt, their dates as text beside them."""
    wanted = _row_links(document)
    for number, link in enumerate(document.body.all("a")):
        if id(link) in wanted and len(link.text) >= 8 and len(link.elements) == 0:
            _as_picture(link, number, by="alt")


def _address(link: Element) -> bool:
    return bool(re.match(r"(?:\.{0,2}/|https?://|[\w-]+/|[\w-]+\.\w+$)", link.get("href")))


@edited
def links_by_onclick(document: Document, random: Random) -> None:
    """Rows that a script opens: onclick with one address, in place of href."""
    wanted = _row_links(document)
    for link in document.body.all("a"):
        if id(link) in wanted and _address(link):
            link.attributes["onclick"] = f"window.open('{link.get('href')}')"
            link.attributes["href"] = "javascript:void(0)"


@edited
def links_from_base(document: Document, random: Random) -> None:
    """Addresses without their leading ./, with blanks around them and a fragment on none."""
    for link in document.body.all("a"):
        if _address(link):
            href = link.get("href")
            link.attributes["href"] = f" {href.removeprefix('./') if href != './' else href}\n"


@edited
def links_cut(document: Document, random: Random) -> None:
    """Headlines of rows cut short, the whole in the title."""
    wanted = _row_links(document)
    for link in document.body.all("a"):
        if id(link) in wanted and len(link.text) >= 16 and not link.elements:
            link.attributes.setdefault("title", link.text)
            link.set([Text(link.text[:12] + random.choice(("...", "…", "..")))])


def _numbers_by_script(script: Element) -> None:
    """Numbers in place of a pager that a script writes."""
    code = "".join(child.text for child in script.children if isinstance(child, Text))
    found = _PAGER.search(code)
    if not found:
        return
    pages, here, name, extension = int(found[2]), int(found[3]), found[4], found[5]
    first = 1 if found[1] else 0  # the form that names an element counts from one, in addresses too
    pager = Element("div")
    for number in range(first, pages + first):
        address = f"{name}.{extension}" if number == first else f"{name}_{number}.{extension}"
        text = Text(str(number + 1 - first))
        pager.add(Element("b").add(text) if number == here else Element("a", {"href": address}).add(text), Text(" "))
    script.replace(pager)


def _number_or_drop(link: Element, numbers: dict[str, int]) -> None:
    """A number in place of a word that leads further than all `numbers` (by address) do; else nothing."""
    counters = {int(count) - number for href, number in numbers.items() if (count := _counter(href))}
    count = _counter(link.get("href"))
    if len(counters) == 1 and count and int(count) - min(counters) > max(numbers.values()):
        link.set([Text(str(int(count) - min(counters)))])
    else:
        link.replace()


def _counter(href: str) -> str:
    numbers: list[str] = re.findall(r"\d+", href.rpartition("/")[2])
    return numbers[-1] if numbers else ""


@edited
def pager_numbered(document: Document, random: Random) -> None:
    """A pager of numbers alone: no 下一页, no 尾页, no 共N页."""
    for script in document.body.all("script"):
        _numbers_by_script(script)
    for link in document.body.all("a"):
        beside = [each for each in (link.parent.all("a") if link.parent else []) if each.text.isdigit()]
        if beside and _PAGER_WORDS.fullmatch(link.text):
            _number_or_drop(link, {each.get("href"): int(each.text) for each in beside})
    for text in document.body.texts():
        if text.parent is not None and any(each.text.isdigit() for each in text.parent.elements):
            text.text = re.sub(r"共\s*\d+\s*[页条]|第\s*\d+\s*页", "", text.text)


@edited
def pager_of_arrows(document: Document, random: Random) -> None:
    """Arrows in place of the words of a pager."""
    arrows = {"下一页": "›", "下页": "›", "上一页": "‹", "上页": "‹", "尾页": "»", "末页": "»", "首页": "«"}
    for link in document.body.all("a"):
        beside = [each for each in (link.parent.all("a") if link.parent else []) if each.text.isdigit()]
        if beside and link.text in arrows:
            link.set([Text(arrows[link.text])])
