"""Other names, tags and hands for the same page: what a reader sees stays the same."""

from __future__ import annotations

import hashlib
import re
from random import Random

from tests.invariance.dom import BLOCKS, RAW, Document, Element, Hand, Text, edited, replace_text

_QUOTED = re.compile(r"""(?<=["'#.])[A-Za-z_][\w-]*(?=["'\s.\[:>)])""")
_STYLED = re.compile(r"(?<=[#.])[A-Za-z_][\w-]*(?=[\s.#\[:>+~,{)])")  # in the selectors of a style sheet
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SHOWN = re.compile(r"display|visibility", re.I)
_SYLLABLES = (
    "ba",
    "co",
    "di",
    "fu",
    "ge",
    "hi",
    "jo",
    "ku",
    "le",
    "mo",
    "na",
    "pe",
    "qi",
    "ru",
    "sa",
    "tu",
    "wy",
    "xo",
    "zu",
)
# Names that templates really have, here around anything.
_MISLEADING = (
    "foot_main", "bottom1", "dqwz_con", "weizhi2", "nav-wrap", "leftnav", "menu_bd", "side_r", "header2", "topbar",
    "hot_w", "related", "listbox", "article-x", "right-con", "tj_box", "copyright_c", "search-wrap", "sharebox",
)  # fmt: skip


@edited
def reserialised(document: Document, random: Random) -> None:
    """The page as a browser writes it down again."""


def _name(word: str, random_key: int) -> str:
    digest = hashlib.sha256(f"{random_key} {word}".encode()).digest()
    return "".join(_SYLLABLES[byte % len(_SYLLABLES)] for byte in digest[:4])


def _rename(document: Document, names: dict[str, str]) -> None:
    for element in document.root.walk():
        for attribute in ("class", "id", "for"):
            if element.get(attribute):
                element.attributes[attribute] = " ".join(names.get(w, w) for w in element.get(attribute).split())
        href = element.get("href")
        if href.startswith("#") and href[1:] in names:
            element.attributes["href"] = f"#{names[href[1:]]}"
        for child in element.children:
            if isinstance(child, Text) and child.kind == "raw":
                pattern = _STYLED if element.tag == "style" else _QUOTED
                child.text = pattern.sub(lambda found: names.get(found[0], found[0]), child.text)


def _words(document: Document) -> list[str]:
    found: dict[str, None] = {}
    for element in document.root.walk():
        for attribute in ("class", "id"):
            found.update(dict.fromkeys(element.get(attribute).split()))
    return list(found)


@edited
def classes_renamed(document: Document, random: Random) -> None:
    """Every class and id by another name, in scripts and styles too."""
    key = random.randrange(10**6)
    _rename(document, {word: _name(word, key) for word in _words(document)})


@edited
def classes_stripped(document: Document, random: Random) -> None:
    """No classes but those by which a style sheet shows and hides; no ids but those that a script or a link names."""
    hiding = {
        word
        for style in document.root.all("style")
        for child in style.children
        if isinstance(child, Text)
        for selectors, declarations in _RULE.findall(child.text)
        if _SHOWN.search(declarations)
        for word in _STYLED.findall(f"{selectors} ")
    }
    named = hiding | {
        word
        for element in document.root.walk()
        for child in element.children
        if isinstance(child, Text) and child.kind == "raw" and element.tag == "script"
        for word in _QUOTED.findall(child.text)
    }
    named |= {element.get("href")[1:] for element in document.root.walk() if element.get("href").startswith("#")}
    for element in document.root.walk():
        kept = " ".join(word for word in element.get("class").split() if word in hiding)
        element.attributes.pop("class", None)
        if kept:
            element.attributes["class"] = kept
        if element.get("id") not in named:
            element.attributes.pop("id", None)


@edited
def tables_for_divs(document: Document, random: Random) -> None:
    """Anonymous tables in place of div, as pages were laid out before."""
    for element in list(document.root.walk()):
        if element.tag == "div":
            cell = Element("td", element.attributes)
            cell.set(element.children)
            element.tag, element.attributes = "table", {}
            element.set([Element("tbody").add(Element("tr").add(cell))])


@edited
def sections_for_divs(document: Document, random: Random) -> None:
    """section in place of div."""
    for element in document.root.walk():
        if element.tag == "div":
            element.tag = "section"


@edited
def divs_for_sections(document: Document, random: Random) -> None:
    """div in place of the elements that say what they hold."""
    for element in document.root.walk():
        if element.tag in ("header", "nav", "main", "article", "section", "aside", "footer"):
            element.tag = "div"


@edited
def headings_plain(document: Document, random: Random) -> None:
    """div in place of h1 to h6, set in bold by its style."""
    for element in document.root.walk():
        if re.fullmatch("h[1-6]", element.tag):
            size = 34 - 3 * int(element.tag[1])
            element.tag = "div"
            style = element.get("style")
            element.attributes["style"] = f"{style and style.rstrip(';') + ';'}font-size:{size}px;font-weight:bold"


@edited
def wrapped(document: Document, random: Random) -> None:
    """One to three boxes around the blocks of the body and around lists, under names that mean nothing."""
    names = random.sample(_MISLEADING, 8)
    chosen = [element for element in document.body.elements if element.tag in BLOCKS - RAW - {"link"}]
    chosen += document.body.all("ul", "table", "dl")
    for element in chosen:
        if element.parent is None or element.parent.tag in (
            "ul",
            "ol",
            "dl",
            "tr",
            "table",
            "tbody",
            "frameset",
            "p",
            "span",
            "a",
        ):
            continue
        key = int(hashlib.sha256((element.get("class") + element.get("id") + element.tag).encode()).hexdigest(), 16)
        for depth in range(1 + key % 3):
            element = element.wrap(Element("div", {"class": names[(key + depth) % len(names)]}))


@edited
def unwrapped(document: Document, random: Random) -> None:
    """No box around a single box."""
    for element in list(document.body.walk()):
        parent = element.parent
        if element.tag != "div" or parent is None or parent.tag != "div" or len(parent.elements) != 1:
            continue
        if all(child is element or (isinstance(child, Text) and not child.text.strip()) for child in parent.children):
            element.replace(*element.children)


@edited
def inline_wrapped(document: Document, random: Random) -> None:
    """span, font and b around text, as editors leave them; a text in two pieces where it is long."""
    for text in document.body.texts():
        parent = text.parent
        if parent is None or parent.tag in (
            "ul",
            "ol",
            "dl",
            "table",
            "tr",
            "tbody",
            "select",
            "script",
            "style",
            "title",
        ):
            continue
        tag = random.choice(("span", "font", "b"))
        half = len(text.text) // 2
        if len(text.text) >= 12 and text.text[half - 1].strip() and text.text[half].strip():
            pieces = [text.text[:half], text.text[half:]]
        else:
            pieces = [text.text]
        replace_text(text, *(Element(tag, {"style": "font-family:宋体"}).add(Text(piece)) for piece in pieces))


@edited
def upper_case(document: Document, random: Random) -> None:
    """Tags and attributes in upper case."""
    document.hand = Hand(upper=True)


@edited
def attributes_shuffled(document: Document, random: Random) -> None:
    """Attributes in another order, between single quotes or none."""
    document.hand = Hand(quote=random.choice(("'", "")), order=random)


@edited
def entities(document: Document, random: Random) -> None:
    """Chinese as numbers."""
    document.hand = Hand(entities=True)


@edited
def white_space_added(document: Document, random: Random) -> None:
    """Each block on a line of its own, indented."""
    for element in list(document.root.walk()):
        if element.tag in BLOCKS - RAW - {"title", "p"}:
            children: list[Element | Text] = []
            for child in element.children:
                block = isinstance(child, Element) and child.tag in BLOCKS
                children += [Text("\r\n\t\t"), child, Text("\r\n")] if block else [child]
            element.set(children)


@edited
def white_space_removed(document: Document, random: Random) -> None:
    """No white space between blocks."""
    for element in list(document.root.walk()):
        kept: list[Element | Text] = []
        for at, child in enumerate(element.children):
            beside = [element.children[n] for n in (at - 1, at + 1) if 0 <= n < len(element.children)]
            inline = any(not (isinstance(node, Element) and node.tag in BLOCKS) for node in beside)
            blank = isinstance(child, Text) and child.kind == "text" and not child.text.strip()
            if not blank or inline or not beside:
                kept.append(child)
        element.set(kept)


_COMMENTS = (
    '<li><a href="/old/202108/t20210819_990001.html">旧版模板示例标题一二三四五</a><span>2021-08-19</span></li>',
    " 404 not found 您访问的页面不存在 ",
    '<p>发布时间：2012-03-04 来源：旧模板</p><meta name="PubDate" content="2012-03-04">',
    " 系统维护中，请完成验证 $_ts ",
    "[if lt IE 9]><script src='/js/html5.js'></script><![endif]",
    '<a href="/old/index_1.html">下一页</a> 暂无信息 ',
)


@edited
def comments(document: Document, random: Random) -> None:
    """Commented-out pieces of old templates between the blocks."""
    for element in list(document.body.walk()):
        if element.tag in ("div", "body", "td", "section") and element.elements:
            at = random.randrange(len(element.children) + 1)
            element.children.insert(at, Text(random.choice(_COMMENTS), "comment", element))
