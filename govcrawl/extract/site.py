"""A model of one site: what its pages have in common, and is therefore no page's own content."""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from array import array
from collections import Counter
from functools import cached_property
from typing import Any, NamedTuple, Protocol, Self

from selectolax.lexbor import LexborNode

from govcrawl.extract.blocks import Block, PageBlocks, Traces
from govcrawl.extract.outline import Box
from govcrawl.extract.shapes import shape_of
from govcrawl.extract.template import Template, template_of

VERSION = 1
# Pages that are remembered, of each class of stages: about 4 KB each, so at most 3 MB a site.
MOST_PAGES = 320
# Dated rows of one page, or short names in its menus, that lead to one shape of address before it is called that of
# articles or of columns; and how often the one must outnumber the other.
_DATED_ROWS, _NAMES, _OUTWEIGH = 4, 4, 5

_LIST_NAME = 10  # characters of the name that a list in changing forms has in its own element


class Learnable(Protocol):
    """A page that a model can learn from."""

    @property
    def url(self) -> str:
        """Its address in normal form."""

    @property
    def edition(self) -> str:
        """What tells it from the page of the same address that is read otherwise."""

    def traces(self) -> Traces:
        """What the model keeps of it."""


class _Record(NamedTuple):
    stage: int
    traces: Traces


class SiteModel:
    """What the pages of one target have in common.

    Pages are learned in stages (waves of columns, then articles): `at` gives the model as it was at the end of a
    stage, so that a page is read alike whether its stage was reached in one night or in two. What is known of a page
    depends on that page alone, conclusions are drawn from all pages at once: the order in which they are learned does
    not matter, and learning one twice changes nothing. Of each half (columns, articles) `MOST_PAGES` pages are kept,
    those of the earliest stages first; a page takes at most 8 KB, so that a model stays below 6 MB.
    """

    ARTICLES = 1_000_000  # the first stage of articles; those of columns are below it

    def __init__(self) -> None:
        self._pages: dict[str, _Record] = {}

    def __len__(self) -> int:
        return len(self._pages)

    # -- learning --------------------------------------------------------------------------------------------------

    def learn(self, page: Learnable, stage: int = 0) -> Traces:
        """Take what `page` shows into the model, as known from `stage` on; returns what was taken."""
        traces = page.traces()
        self._take(f"{page.url}#{page.edition}", _Record(stage, traces))
        self._bound()
        return traces

    def learn_shapes(self, page: Learnable, stage: int = 0) -> None:
        """Take only the shapes of the addresses that `page` links, as known from `stage` on.

        For a home page: what it shows stands in boxes elsewhere, and is no template there.
        """
        shapes = page.traces().shapes
        self._take(f"{page.url}#shapes", _Record(stage, Traces(array("I"), array("I"), array("I"), array("I"), shapes)))

    def merge(self, other: SiteModel) -> None:
        """Take all that `other` has learned into this model."""
        for key, record in other._pages.items():
            self._take(key, record)
        self._bound()

    def at(self, stage: int) -> SiteModel:
        """The model as it was at the end of `stage`; it knows no page of a later one."""
        model = SiteModel()
        model._pages = {key: record for key, record in self._pages.items() if record.stage <= stage}
        return model

    def _take(self, key: str, record: _Record) -> None:
        known = self._pages.get(key)
        if known is None or _order(key, record) < _order(key, known):
            self._pages[key] = record
            self.__dict__.pop("_template", None)
            self.__dict__.pop("_shapes", None)

    def _bound(self) -> None:
        for articles in (False, True):
            half = [key for key, record in self._pages.items() if (record.stage >= self.ARTICLES) == articles]
            if len(half) > MOST_PAGES:
                half.sort(key=lambda key: _order(key, self._pages[key]))
                for key in half[MOST_PAGES:]:
                    del self._pages[key]

    # -- what it knows ---------------------------------------------------------------------------------------------

    def repeated(self, page: PageBlocks, url: str) -> list[LexborNode]:
        """Elements of a `page` at `url` that belong to the template: the outermost, none inside another."""
        template = self._template
        if not template:
            return []
        lists = {id(each.box): each for each in page.lists}
        found: list[LexborNode] = []
        gone: set[int] = set()  # boxes of which all is decided
        for block in page.at(template.paths, template.text_paths):
            if _is_inside(block.box, gone):
                continue
            own = lists.get(id(block.box)) if block.linked else None
            known = (block.path, block.content) in (template.blocks if block.linked else template.texts)
            if not known and not (
                own is not None and template.is_changing(own.path, own.rows) and _is_list_alone(page, block)
            ):
                continue
            if page.is_dated(block):
                continue
            if own is not None and _is_under(own.urls, url) and self.is_article(url) is not True:
                gone.add(id(block.box))  # what is in it is its own as well
                continue  # rows that lie below the page are its own, wherever else they stand
            found.append(block.node)
            if block.linked:
                gone.add(id(block.box))
        return found

    def reads_alike(self, other: SiteModel, page: Traces) -> bool:
        """Whether a page with these traces is read alike with this model and with the `other`."""
        if page.cut or self._shapes != other._shapes:
            return False
        return self._template.known_of(page) == other._template.known_of(page)

    def is_article(self, url: str) -> bool | None:
        """Whether addresses like `url` are those of articles on this site; None when its pages do not tell."""
        return self._shapes.get(shape_of(url))

    @cached_property
    def _template(self) -> Template:
        known = [record for record in self._pages.values() if record.traces.blocks]
        columns = [record.traces for record in known if record.stage < self.ARTICLES]
        return template_of(columns, [record.traces for record in known if record.stage >= self.ARTICLES])

    @cached_property
    def _shapes(self) -> dict[str, bool]:
        dated: Counter[str] = Counter()
        names: Counter[str] = Counter()
        for record in self._pages.values():
            for shape, (rows, named) in record.traces.shapes.items():
                dated[shape] = max(dated[shape], rows)
                names[shape] = max(names[shape], named)
        found = {}
        for shape in dated.keys() | names.keys():
            if dated[shape] >= _DATED_ROWS and dated[shape] >= _OUTWEIGH * names[shape]:
                found[shape] = True
            elif names[shape] >= _NAMES and names[shape] >= _OUTWEIGH * dated[shape]:
                found[shape] = False
        return found

    # -- storing ---------------------------------------------------------------------------------------------------

    def to_bytes(self) -> bytes:
        """The model as JSON, the same bytes for the same knowledge."""
        pages = {key: [record.stage, *_packed(record.traces)] for key, record in sorted(self._pages.items())}
        return json.dumps({"version": VERSION, "pages": pages}, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """The model of `to_bytes`; an empty one where another version has written it."""
        model = cls()
        values = json.loads(stored)
        if values.get("version") == VERSION:
            model._pages = {key: _Record(stage, _unpacked(packed)) for key, (stage, *packed) in values["pages"].items()}
        return model

    @property
    def digest(self) -> str:
        """What tells two models apart, 16 characters."""
        return hashlib.sha256(self.to_bytes()).hexdigest()[:16]


def _order(key: str, record: _Record) -> tuple[int, str, str]:
    """Which of two records is kept: the earlier stage; within one, whatever is the same on every run."""
    return record.stage, hashlib.md5(key.encode(), usedforsecurity=False).hexdigest(), str(_packed(record.traces))


def _packed(traces: Traces) -> list[object]:
    numbers = (traces.blocks, traces.texts, traces.lists, traces.pieces)
    return [*(_base64(each) for each in numbers), dict(sorted(traces.shapes.items()))]


def _unpacked(packed: list[Any]) -> Traces:
    *numbers, shapes = packed
    blocks, texts, lists, pieces = (_numbers(str(each)) for each in numbers)
    counts = {shape: (rows, names) for shape, (rows, names) in shapes.items()}
    return Traces(blocks, texts, lists, pieces, counts)


def _base64(numbers: array[int]) -> str:
    if sys.byteorder == "big":
        numbers = array("I", numbers)
        numbers.byteswap()
    return base64.b64encode(numbers.tobytes()).decode("ascii")


def _numbers(text: str) -> array[int]:
    numbers = array("I", base64.b64decode(text))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _is_list_alone(page: PageBlocks, block: Block) -> bool:
    """Whether a block holds a list and at most a name for it: what a headline has beside it is no list of template."""
    return len(page.text_beside_rows(block)) <= _LIST_NAME


def _is_inside(box: Box, gone: set[int]) -> bool:
    up: Box | None = box
    while up is not None:
        if id(up) in gone:
            return True
        up = up.up
    return False


def _is_under(urls: list[str], url: str) -> bool:
    """Whether most of `urls` lie below the folder of `url`, which is not the root of its site; those of the page's own
    shape and depth lie beside it."""
    own = shape_of(url), url.count("/")
    folder = url.split("?", 1)[0].rpartition("/")[0] + "/"
    if folder.count("/") <= 3:
        return False
    below = sum(each.startswith(folder) and (shape_of(each), each.count("/")) != own for each in urls)
    return 2 * below > len(urls)
