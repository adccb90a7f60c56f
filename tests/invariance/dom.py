"""A page as a tree that tests may change at will, and as bytes again in a chosen hand.

The reader under test changes no tree, so this one is the tests' own: what a browser makes of the bytes (lexbor follows
its rules), as plain objects. Raw text (script, style, template) is kept as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.extract.decode import decode

VOID = frozenset(re.findall(r"\w+", "area base br col embed hr img input link meta param source track wbr"))
RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext"})
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "html head body div p ul ol li dl dt dd table tbody thead tfoot tr td th h1 h2 h3 h4 h5 h6 form section article"
        " header footer nav main aside center fieldset title meta link script style frameset frame",
    )
)
_DOCTYPE = re.compile(r"\s*(<!DOCTYPE[^>]*>)", re.I)


@dataclass(slots=True, eq=False)
class Text:
    """Text, a comment, or mark-up that is kept as it stands (`kind` text, comment, raw)."""

    text: str
    kind: str = "text"
    parent: Element | None = None


@dataclass(slots=True, eq=False)
class Element:
    """An element; `attributes` maps names in lower case to values, None for a name alone."""

    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list[Element | Text] = field(default_factory=list)
    parent: Element | None = None

    def get(self, name: str) -> str:
        """The attribute's value, empty when there is none."""
        return self.attributes.get(name) or ""

    def add(self, *nodes: Element | Text) -> Element:
        """Append `nodes`; gives the element back."""
        for node in nodes:
            node.parent = self
            self.children.append(node)
        return self

    def set(self, nodes: list[Element | Text]) -> None:
        """Have these children and no others."""
        self.children = []
        self.add(*nodes)

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in document order; the tree may be changed meanwhile."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [child for child in reversed(element.children) if isinstance(child, Element)]

    def all(self, *tags: str) -> list[Element]:
        """The elements below it with one of these tags."""
        return [element for element in self.walk() if element.tag in tags and element is not self]

    def first(self, *tags: str) -> Element | None:
        """The first element below it with one of these tags."""
        return next((element for element in self.walk() if element.tag in tags and element is not self), None)

    def texts(self) -> list[Text]:
        """The visible texts below it."""
        hidden = RAW | {"title", "textarea", "template", "noscript", "option"}
        return [
            child
            for element in self.walk()
            if element.tag not in hidden
            for child in element.children
            if isinstance(child, Text) and child.kind == "text" and child.text.strip()
        ]

    @property
    def text(self) -> str:
        """Its visible text, white space squeezed."""
        return " ".join(" ".join(text.text for text in self.texts()).split())

    @property
    def elements(self) -> list[Element]:
        """Its child elements."""
        return [child for child in self.children if isinstance(child, Element)]

    def replace(self, *nodes: Element | Text) -> None:
        """Put `nodes` where it stands."""
        if self.parent is not None:
            _put(self, self.parent, list(nodes))

    def wrap(self, element: Element) -> Element:
        """Put `element` in its place and itself into that; gives `element` back."""
        self.replace(element)
        element.add(self)
        return element


def replace_text(text: Text, *nodes: Element | Text) -> None:
    """Put `nodes` where `text` stands."""
    if text.parent is not None:
        _put(text, text.parent, list(nodes))


def _put(old: Element | Text, parent: Element, nodes: list[Element | Text]) -> None:
    at = next(index for index, child in enumerate(parent.children) if child is old)
    for node in nodes:
        node.parent = parent
    parent.children[at : at + 1] = nodes


def insert_beside(element: Element, node: Element | Text, *, after: bool) -> None:
    """Put `node` before or after `element`."""
    element.replace(*((element, node) if after else (node, element)))


@dataclass(slots=True)
class Hand:
    """How mark-up is written: attribute quotes (`"`, `'`, or "" where none are needed), names in upper case, Chinese as
    entities, attributes in an order of their own."""

    quote: str = '"'
    upper: bool = False
    entities: bool = False
    order: Random | None = None


@dataclass(slots=True)
class Document:
    """A parsed page. `encoding` is what it is written in again."""

    root: Element
    doctype: str
    encoding: str
    hand: Hand = field(default_factory=Hand)

    @property
    def body(self) -> Element:
        """Its body (or frameset)."""
        return self.root.first("body", "frameset") or self.root

    def bytes(self) -> bytes:
        """The page written out."""
        return (self.doctype + write(self.root, self.hand)).encode(self.encoding, "xmlcharrefreplace")


def read(body: bytes) -> Document:
    """The page as a browser sees it."""
    text = decode(body)
    doctype = _DOCTYPE.match(text)
    root = LexborHTMLParser(text).root
    if root is None:
        raise ValueError("no page")
    return Document(_copy(root), doctype.group(1) if doctype else "", encoding_of(body))


def encoding_of(body: bytes) -> str:
    """utf-8 where the bytes are that, else gb18030."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def parse(markup: str) -> list[Element | Text]:
    """Nodes of a piece of mark-up that may stand in a body."""
    body = LexborHTMLParser(f"<body>{markup}").body
    return [] if body is None else _copy(body).children


def _copy(node: LexborNode) -> Element:
    element = Element(node.tag or "div", dict(node.attributes))
    if element.tag == "template":
        return element.add(Text(node.html or "", "raw"))
    child = node.child
    while child is not None:
        if child.is_text_node:
            element.add(Text(child.text_content or "", "raw" if element.tag in RAW else "text"))
        elif child.is_comment_node:
            element.add(Text(child.comment_content or "", "comment"))
        elif child.is_element_node:
            element.add(_copy(child))
        child = child.next
    return element


def write(node: Element | Text, hand: Hand) -> str:
    """Mark-up of `node`."""
    if isinstance(node, Text):
        return _write_text(node, hand)
    if node.tag == "template":
        return "".join(write(child, hand) for child in node.children)
    tag = node.tag.upper() if hand.upper else node.tag
    pairs = list(node.attributes.items())
    if hand.order is not None:
        hand.order.shuffle(pairs)
    start = "".join(f" {_write_attribute(name, value, hand)}" for name, value in pairs)
    if node.tag in VOID:
        return f"<{tag}{start}>"
    return f"<{tag}{start}>{''.join(write(child, hand) for child in node.children)}</{tag}>"


def _write_text(node: Text, hand: Hand) -> str:
    if node.kind == "comment":
        return f"<!--{node.text}-->"
    if node.kind == "raw":
        return node.text
    text = node.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")
    return _as_entities(text) if hand.entities else text


def _write_attribute(name: str, value: str | None, hand: Hand) -> str:
    name = name.upper() if hand.upper else name
    if value is None:
        return name
    text = value.replace("&", "&amp;")
    if hand.entities and name.lower() not in ("href", "src"):
        text = _as_entities(text)
    if not hand.quote and text and not re.search(r"[\s\"'=<>`]|/$", text):
        return f"{name}={text}"
    quote = hand.quote or '"'
    text = text.replace(quote, f"&#{ord(quote)};")
    return f"{name}={quote}{text}{quote}"


def _as_entities(text: str) -> str:
    return "".join(f"&#{ord(letter)};" if ord(letter) > 0x2E80 else letter for letter in text)


Edit = Callable[[Document, Random], None]


def edited(edit: Edit) -> Callable[[bytes, int], bytes]:
    """`edit` over the tree of a page as a function over its bytes; the same seed does the same on every page."""

    def transform(body: bytes, seed: int) -> bytes:
        document = read(body)
        edit(document, Random(seed))
        return document.bytes()

    transform.__name__, transform.__doc__ = edit.__name__, edit.__doc__
    return transform
