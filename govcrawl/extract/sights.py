"""A second reader: what a visitor sees on a page, thing by thing, without reading rows, text or class names.

The first reader looks for rows and running text. Where it finds none, a form, a wall of portraits or a player may stand
there all the same. This one walks the elements in their order and notes fields, pictures, media, frames, links, tables
and pieces of text. Blocks that another page of the site shows alike are its template, and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.domain.urls import absolute

_SKIPPED = frozenset({"script", "style", "noscript", "template", "head", "option", "title"})
_FURNITURE = frozenset({"nav", "footer", "header"})
_FURNITURE_ROLES = frozenset({"navigation", "banner", "contentinfo", "search"})
_MEDIA = frozenset({"video", "audio", "embed", "object", "canvas"})
_NO_FIELDS = frozenset({"hidden", "submit", "button", "image", "reset"})
_MOST = 20_000  # elements that are looked at; no honest page has more
_DEEPEST = 250
_BLOCK = 4  # things from which a block that two pages share is known as template
_PRIME = (1 << 61) - 1
_BASE = 1_000_003
_TRIES = 20  # places at which a repeated block is looked for
_ICON = 48  # pixels up to which a picture is an ornament
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_PIXELS = re.compile(r"\s*(\d{1,5})")
_STYLE_SIZE = re.compile(r"(?<![-\w])(?:width|height)\s*:\s*(\d{1,5})(?:\.\d+)?px", re.I)
_CONTROLS = re.compile(
    r"^(?!https?:).{0,40}\b(?:(?:window\.)?(?:print|close)\s*\(|history\.(?:back|go)\b)", re.I | re.S
)
_BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;]{0,200}url\(\s*['\"]?([^'\")]{4,500})", re.I)
_SPACES = re.compile(r"\s+")


class Kind(StrEnum):
    """What a thing on a page is."""

    FIELD = "field"
    PICTURE = "picture"
    MEDIA = "media"
    FRAME = "frame"
    LINK = "link"
    TEXT = "text"


_PASSIVE = frozenset({Kind.LINK, Kind.PICTURE, Kind.TEXT})


class Thing(NamedTuple):
    """One thing on a page, in the order of the page."""

    kind: Kind
    name: str  # address, text, or what a field asks for
    linked: str = ""  # address of the link that it stands in
    group: int = 0  # the form or table around it
    sort: str = ""  # of fields: text, area, choice, file; of pictures: "large", "small" or "" (unknown)
    caption: str = ""  # alternative text or title

    @property
    def number(self) -> int:
        """What the thing is known again by on another page."""
        return int.from_bytes(blake2b(f"{self.kind}\n{self.name}".encode("utf-8", "replace"), digest_size=7).digest())


@dataclass
class Sights:
    """All things of a page, and the blocks (elements) that hold several of them."""

    things: list[Thing] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)  # of elements: first thing, thing after the last
    posts: set[int] = field(default_factory=set)  # forms that are sent by POST

    @cached_property
    def numbers(self) -> list[int]:
        """What each thing is known again by on another page; asked for when all things are there."""
        return [thing.number for thing in self.things]

    def blocks(self) -> dict[tuple[int, int], int]:
        """The blocks of the page, by their spans: what each is known again by on another page."""
        sums, powers = [0], [1]
        for number in self.numbers:
            sums.append((sums[-1] * _BASE + number) % _PRIME)
            powers.append(powers[-1] * _BASE % _PRIME)
        return {
            (first, end): (sums[end] - sums[first] * powers[end - first]) % _PRIME
            for first, end in self.spans
            if end - first >= _BLOCK
        }

    def without(self, template: Set[int], repeated: Iterable[Sights] = ()) -> list[Thing]:
        """Things that stand in no block of the `template` (see `template_of`), nor in a block that is `repeated`.

        What a visitor can do (fields, players, maps) stays: several columns may offer the same.
        """
        dropped = self._repeated(repeated)
        for (first, end), number in self.blocks().items():
            if number in template:
                dropped.update(range(first, end))
        lone = self.lone & template
        return [
            thing
            for at, (thing, number) in enumerate(zip(self.things, self.numbers, strict=True))
            if at not in dropped and not (not thing.linked and number in lone)
        ]

    @property
    def lone(self) -> set[int]:
        """Numbers of the things that lead nowhere."""
        pairs = zip(self.things, self.numbers, strict=True)
        return {number for thing, number in pairs if thing.kind is not Kind.LINK and not thing.linked}

    def _repeated(self, blocks: Iterable[Sights]) -> set[int]:
        """Places of the links, pictures and texts of these `blocks`, each looked for as one run of things."""
        places = [at for at, thing in enumerate(self.things) if thing.kind in _PASSIVE]
        numbers = [self.numbers[at] for at in places]
        dropped: set[int] = set()
        starts: dict[int, list[int]] = {}
        for at, number in enumerate(numbers):
            starts.setdefault(number, []).append(at)
        for block in blocks:
            pairs = zip(block.things, block.numbers, strict=True)
            wanted = [number for thing, number in pairs if thing.kind in _PASSIVE]
            for start in starts.get(wanted[0], ())[:_TRIES] if wanted else ():
                if numbers[start : start + len(wanted)] == wanted:
                    dropped.update(places[start : start + len(wanted)])
        return dropped


def template_of(pages: Collection[Sights]) -> frozenset[int]:
    """What a page that shows the same leaves out: the blocks of `pages`, and their things that lead nowhere.

    A link or a linked picture alone is no template: a list may show what the home page shows as well.
    """
    found: set[int] = set()
    for page in pages:
        found.update(page.blocks().values())
        found |= page.lone
    return frozenset(found)


def sights_of(source: str, base: str) -> Sights:
    """Everything that a visitor sees in the mark-up `source`, whose addresses are seen from `base`."""
    walk = _Walk(base)
    body = LexborHTMLParser(source).body
    if body is not None:
        walk.element(body, _Around(), 0)
    return walk.sights


class _Around(NamedTuple):
    """What an element stands in."""

    link: str = ""
    form: int = 0
    table: int = 0


class _Walk:
    """One pass over a page, in the order of its elements."""

    def __init__(self, base: str) -> None:
        self.sights = Sights()
        self._base = base
        self._left = _MOST

    def element(self, node: LexborNode, around: _Around, depth: int) -> None:
        self._left -= 1
        if self._left < 0 or depth > _DEEPEST:
            return
        tag, attributes = node.tag or "", node.attributes or {}
        if tag in _SKIPPED or tag in _FURNITURE or (attributes and _is_left_out(attributes)):
            return
        first = len(self.sights.things)
        around = self._own(tag, node, attributes, around)
        child = node.child
        while child is not None:
            if child.is_text_node:
                self._text(child.text(deep=False) or "", around)
            elif child.is_element_node:
                self.element(child, around, depth + 1)
            child = child.next
        end = len(self.sights.things)
        if end - first >= _BLOCK and (not self.sights.spans or self.sights.spans[-1] != (first, end)):
            self.sights.spans.append((first, end))

    def _own(self, tag: str, node: LexborNode, attributes: dict[str, str | None], around: _Around) -> _Around:
        """Note what the element itself is; what its children stand in."""
        if tag in ("a", "area"):
            url = absolute(self._base, attributes.get("href") or "")
            if url:
                self._add(Kind.LINK, url, around, caption=attributes.get("title") or attributes.get("alt") or "")
                return _Around(url, around.form, around.table)
        elif tag == "form":
            if (attributes.get("method") or "").lower() == "post":
                self.sights.posts.add(node.mem_id)
            return _Around(around.link, node.mem_id, around.table)
        elif tag == "table":
            return _Around(around.link, around.form, node.mem_id)
        else:
            self._lone(tag, attributes, around)
        return around

    def _lone(self, tag: str, attributes: dict[str, str | None], around: _Around) -> None:
        """Note an element that is a thing by itself, or that has a picture as its background."""
        if tag in ("input", "textarea", "select"):
            self._field(tag, attributes, around)
        elif tag == "img":
            self._picture(attributes.get("src") or attributes.get("data-src") or "", attributes, around)
        elif tag in _MEDIA:
            self._add(Kind.MEDIA, f"{tag} {attributes.get('src') or attributes.get('data') or ''}", around)
        elif tag == "iframe":
            self._frame(attributes, around)
        elif "url(" in (style := attributes.get("style") or "") and (found := _BACKGROUND.search(style)):
            self._picture(found[1], attributes, around)

    def _add(self, kind: Kind, name: str, around: _Around, **more: str) -> None:
        group = around.form if kind is Kind.FIELD else around.table
        self.sights.things.append(Thing(kind, name, "" if kind is Kind.LINK else around.link, group, **more))

    def _text(self, text: str, around: _Around) -> None:
        if text.isspace():  # what stands between most elements
            return
        text = _SPACES.sub(" ", text).strip(" \u3000\xa0")
        if text:
            self._add(Kind.TEXT, text, around)

    def _field(self, tag: str, attributes: dict[str, str | None], around: _Around) -> None:
        kind = (attributes.get("type") or "text").lower()
        if tag == "input" and kind in _NO_FIELDS:
            return
        sort = {"textarea": "area", "select": "choice"}.get(tag) or ("file" if kind == "file" else "text")
        if kind in ("radio", "checkbox"):
            sort = "choice"
        name = attributes.get("name") or attributes.get("id") or attributes.get("placeholder") or kind
        caption = attributes.get("placeholder") or attributes.get("title") or ""
        self._add(Kind.FIELD, f"{sort} {name}", around, sort=sort, caption=caption)

    def _picture(self, source: str, attributes: dict[str, str | None], around: _Around) -> None:
        if not source or (source.startswith("data:") and len(source) < 2_000):
            return
        size = _size_of(attributes)
        name = source[:200] if source.startswith("data:") else absolute(self._base, source) or source
        caption = attributes.get("alt") or attributes.get("title") or ""
        sort = "" if size is None else "small" if size <= _ICON else "large"
        self._add(Kind.PICTURE, name, around, sort=sort, caption=_SPACES.sub(" ", caption).strip())

    def _frame(self, attributes: dict[str, str | None], around: _Around) -> None:
        size = _size_of(attributes)
        source = attributes.get("src") or ""
        if source and not source.startswith(("about:", "javascript:")) and (size is None or size > _ICON):
            self._add(Kind.FRAME, absolute(self._base, source) or source, around)


def _is_control(attributes: dict[str, str | None]) -> bool:
    """Whether a click on an element prints, closes or leaves the page: what it shows is no content."""
    return any(_CONTROLS.search(written) for name in ("onclick", "href") if (written := attributes.get(name)))


def _is_left_out(attributes: dict[str, str | None]) -> bool:
    """Whether its attributes say that an element is furniture, hidden or a control."""
    if (attributes.get("role") or "").lower() in _FURNITURE_ROLES or "hidden" in attributes:
        return True
    return bool(_HIDDEN.search(attributes.get("style") or "")) or _is_control(attributes)


def _size_of(attributes: dict[str, str | None]) -> int | None:
    """The smaller side of an element in pixels, as far as its attributes give one; None when they give none."""
    found = [int(match[1]) for name in ("width", "height") if (match := _PIXELS.match(_px(attributes.get(name))))]
    found += [int(each) for each in _STYLE_SIZE.findall(attributes.get("style") or "")]
    return min(found) if found else None


def _px(value: str | None) -> str:
    return "" if value is None or "%" in value else value
