"""Whether an address belongs to the column of a page: by its folder and its numbers."""

import re
from functools import cached_property
from urllib.parse import urlsplit

from govcrawl.domain.urls import host_of
from govcrawl.extract.files import extension_of
from govcrawl.extract.outline import CHROME, SIDE, Anchor, Outline

_LIST_FILE = re.compile(r"(?:index|list|default|main)\w{0,8}(?:\.\w{2,5})?$", re.I)
_NUMBER = re.compile(r"\d{3,}")
_DAY = re.compile(r"(?:19|20)\d\d(?:\d\d){0,2}")
_SHARED = 2  # other columns in a folder that make it no column's own


class Kinship:
    """How near addresses are to the page at `url`, whose whole outline is `whole`."""

    def __init__(self, whole: Outline, url: str) -> None:
        self._whole, self._url = whole, url
        self._host = host_of(url)

    @cached_property
    def folder(self) -> str:
        """The page's own folder; "" at the root of its site."""
        return _folder(self._url)

    @cached_property
    def _columns(self) -> set[str]:
        """Folders that links of the page lead to: those of columns."""
        found = set()
        for address in {anchor.url for anchor in self._whole.anchors}:
            path = urlsplit(address).path
            if host_of(address) == self._host and (path.endswith("/") or _LIST_FILE.search(path)):
                found.add(_folder(address))
        return found - {"", self.folder}

    @cached_property
    def _is_shared(self) -> bool:
        """Whether other columns lie in the page's own folder: then it tells nothing."""
        menu = {anchor.url for anchor in self._whole.anchors if anchor.box.flags & (CHROME | SIDE)} - {self._url}
        return sum(_folder(url) == self.folder for url in menu) >= _SHARED

    @cached_property
    def _numbers(self) -> set[str]:
        parts = urlsplit(self._url)
        return {number for number in _NUMBER.findall(f"{parts.path}?{parts.query}") if not _DAY.fullmatch(number)}

    def of(self, address: str) -> int:
        """1 where an address lies in the page's own column, -1 where in another that the page links, else 0."""
        if host_of(address) != self._host:
            return 0
        path = urlsplit(address).path
        place = path.rfind("/")
        while place > 0:
            folder = path[: place + 1]
            if folder == self.folder:
                return int(not self._is_shared)
            if folder in self._columns and not self.folder.startswith(folder):
                return 0 if folder.startswith(self.folder) else -1
            place = path.rfind("/", 0, place)
        return int(bool(self._numbers & set(_NUMBER.findall(address)))) if self._numbers else 0

    def is_leaf(self, anchor: Anchor) -> bool:
        """Whether the address of `anchor` looks like that of a single page or file."""
        address = anchor.url
        if anchor.is_article or extension_of(address, ""):
            return True
        path = urlsplit(address).path
        if not self.folder or self._is_shared or not path.startswith(self.folder):
            return False
        return not (path.endswith("/") or _LIST_FILE.search(path))


def _folder(address: str) -> str:
    head = urlsplit(address).path.rpartition("/")[0]
    return f"{head}/" if head else ""
