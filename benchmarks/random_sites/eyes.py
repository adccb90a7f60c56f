"""Pages as they are served, seen without the reader: labels, visible text, links, with the standard library alone."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from benchmarks.random_sites.markup import numerals

_SILENT = {"script", "style", "title"}
_VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "param",
}  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|left\s*:\s*-\d{3,}|font-size\s*:\s*0")
_CALL = re.compile(r"""['"](/[^'"\s]*)['"]""")
_WRITTEN = re.compile(r'document\.write\((".*")\);', re.DOTALL)


@dataclass
class Link:
    """A link: where it leads, what it is called, whether readers can see it."""

    url: str
    name: str
    hidden: bool


@dataclass
class Sight:
    """What stands on one page."""

    labels: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)  # visible pieces of text, in order
    links: list[Link] = field(default_factory=list)
    inner: list[str] = field(default_factory=list)  # frames and scripts, by address
    media: list[str] = field(default_factory=list)
    fields: int = 0  # inputs of forms other than the search box
    search: bool = False
    code: str = ""  # what the page's own scripts say

    @property
    def text(self) -> str:
        """All visible text without blanks."""
        return re.sub(r"\s+", "", "".join(self.texts))


class _Eye(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.url, self.seen = url, Sight()
        self._open: list[tuple[str, bool, str | None, list[str]]] = []  # tag, hidden, address of its link, its names

    @property
    def _hidden(self) -> bool:
        return any(hidden for _, hidden, _, _ in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        hidden = bool(_HIDDEN.search(given.get("style", "")))
        address = self._address(tag, given)
        self._note(tag, given)
        names = [given[name] for name in ("title", "alt") if given.get(name)] if tag in ("a", "area", "img") else []
        for _, _, above, called in reversed(self._open):
            if above is not None:
                called.extend(names)
                break
        if tag in _VOID:
            if address is not None:
                self.seen.links.append(Link(address, "".join(names), hidden or self._hidden))
            return
        self._open.append((tag, hidden, address, names))

    def _address(self, tag: str, given: dict[str, str]) -> str | None:
        said = given.get("href", "") if tag in ("a", "area") else given.get("value", "") if tag == "option" else ""
        called = _CALL.search(given.get("onclick", "")) or (said.startswith("javascript:") and _CALL.search(said))
        if called:
            said = called[1]
        if not said or said.startswith(("javascript:", "#", "mailto:", "tel:")):
            return None
        if tag == "option" and not said.startswith(("/", "http")):
            return None
        return urljoin(self.url, said)

    def _note(self, tag: str, given: dict[str, str]) -> None:
        if tag == "meta" and given.get("name"):
            self.seen.labels[given["name"].lower()] = unescape(given.get("content", ""))
        if given.get("src") and tag in ("iframe", "frame", "script"):
            self.seen.inner.append(urljoin(self.url, given["src"]))
        if tag in ("img", "video", "embed", "iframe") and given.get("src"):
            self.seen.media.append(given["src"])
        if tag == "textarea":
            self.seen.fields += 1
        if tag == "input" and given.get("name") == "q":
            self.seen.search = True

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == tag:
                for _, _, address, names in self._open[at:]:
                    if address is not None:
                        self.seen.links.append(Link(address, "".join(names), self._hidden))
                del self._open[at:]
                return

    def handle_data(self, data: str) -> None:
        if any(tag in _SILENT for tag, _, _, _ in self._open):
            if self._open[-1][0] == "script":
                self.seen.code += data
            return
        for _, _, address, names in reversed(self._open):
            if address is not None:
                names.append(data)
                break
        if data.strip() and not self._hidden:
            self.seen.texts.append(data)


def look(html: str, url: str) -> Sight:
    """What stands on the page `html` at `url`."""
    eye = _Eye(url)
    eye.feed(html)
    eye.close()
    return eye.seen


def written(script: str) -> str:
    """The mark-up that a script puts on its page, "" when it writes none."""
    found = _WRITTEN.search(script)
    return str(json.loads(found[1])) if found else ""


def spellings(day: date) -> set[str]:
    """Every way in which a page may write `day`, without blanks."""
    year, month, number = day.year, day.month, day.day
    pairs = {(f"{month:02}", f"{number:02}"), (str(month), str(number))}
    made = {f"{year}{sep}{m}{sep}{d}" for m, d in pairs for sep in "-/."}
    made |= {f"{year}年{m}月{d}日" for m, d in pairs} | {
        f"{number:02}{year}-{month:02}",
        f"{number:02}{year}/{month:02}",
    }
    return made | {numerals(datetime(year, month, number)), f"{number:02}{year}年{month:02}月"}


def path_of(url: str) -> str:
    """Path and query of an address."""
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")
