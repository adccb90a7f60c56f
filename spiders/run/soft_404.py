"""Soft 404: the site's own answers to addresses that cannot exist are what its error pages are compared with."""

import re
import zlib
from dataclasses import dataclass, field
from urllib.parse import unquote, urljoin, urlsplit

from govcrawl.domain.urls import page_key
from govcrawl.net.notices import is_of_document, says_gone
from govcrawl.net.shown import VisibleParts, shown

_LONGEST = 1_048_576  # bytes; no error page is longer
_MOST_TAGS = 20_000
# What differs from one answer to the next: numbers and times, request ids, whatever has digits within letters.
_VARYING = re.compile(r"[0-9a-z_-]*\d[0-9a-z_:./-]*|\b[0-9a-f]{8,}\b", re.I)
_ADDRESS = re.compile(r"https?://\S+|(?<![\w.])/[\w./%?&=#~+-]{2,}", re.I)
_PUNCTUATION = re.compile(r"[\W_]+")
# Characters outside links by which an answer with a status of 404 is a page, and more than the site's error page.
_PROSE = 150
_SHORT = 60  # where it tells when it was published, or whence it comes
# Names by which the home page is linked, whatever address they have.
_HOME = re.compile(r"(?:返回|回到|网站|本站|网|门户)*(?:首\s*页|主\s*页)|home(?: ?page)?", re.I)
_INDEX = re.compile(r"/(?:index|default|main|home|welcome|portal|shouye|sy)?(?:\.\w{2,5})?", re.I)


def impossible_urls(home: str) -> list[str]:
    """Two addresses on the site of `home` that cannot exist: a page's and a folder's, the same on every run."""
    number = f"{zlib.crc32(home.encode()):08x}"
    return [urljoin(home, f"/no-such-page-{number}.html"), urljoin(home, f"/no/such/{number}/?id={number}")]


def _lines(page: VisibleParts, asked: str) -> frozenset[str]:
    """What a page says, line by line, without what would differ if another address had been asked."""
    return frozenset(filter(None, (_steady(line, asked) for line in (page.title, *page.lines))))


def _steady(line: str, asked: str) -> str:
    for text in (asked, unquote(asked), *_parts_of(asked)):
        line = line.replace(text, " ")
    return _PUNCTUATION.sub("", _VARYING.sub(" ", _ADDRESS.sub(" ", line)))


def _parts_of(asked: str) -> list[str]:
    """The path of an address and the names in it, the longest first, as pages repeat them."""
    path = unquote(urlsplit(asked).path)
    return (
        [path, *sorted((name for name in path.split("/") if len(name) > 2), key=len, reverse=True)] if path[1:] else []
    )


@dataclass(slots=True)
class Soft404Detector:
    """What the site answered: pages with status 200, places to which it redirects, its error page with status 404."""

    answers: list[frozenset[str]] = field(default_factory=list)  # lines of pages with status 200
    redirected_to: set[str] = field(default_factory=set)  # page keys
    longest: int = 0  # bytes of these answers
    honest: frozenset[str] = frozenset()  # lines of the error pages that say so by their status

    def learn(self, asked: str, final: str, status: int | None, body: bytes) -> None:
        """Take the answer to an impossible address: `asked`, `final` after redirects, with `status` and `body`."""
        if status in (404, 410):
            self.honest |= _lines(_page(body), asked)
        elif status == 200 and page_key(final) != page_key(asked):
            self.redirected_to.add(_place(final, asked))
        elif status == 200 and (lines := _lines(_page(body), asked)):
            self.answers.append(lines)
            self.longest = max(self.longest, len(body))

    def matches(self, asked: str, final: str, body: bytes, name: str = "") -> bool:
        """Whether `body`, got with status 200 at `final` after redirects from `asked`, is the site's error page.

        `name` is the text of a link to it: the home page is alive by whatever address it is linked.
        """
        if _is_root(asked) or names_home(name):
            return False
        if page_key(final) != page_key(asked) and _place(final, asked) in self.redirected_to:
            return True
        if not self.answers or len(body) > 2 * self.longest:
            return False
        lines = _lines(_page(body), asked)
        return lines in self.answers or self._shares_core(lines)

    def _shares_core(self, lines: frozenset[str]) -> bool:
        """Whether `lines` have what all error pages share, and no more beside it than these have themselves."""
        core = frozenset.intersection(*self.answers)
        beside = max(_chars(answer - core) for answer in self.answers)
        return core <= lines and 0 < beside <= _chars(core) and _chars(lines - core) <= beside

    def is_page(self, asked: str, body: bytes) -> bool:
        """Whether the `body` got from `asked` with status 404 is a page all the same: it has prose of its own, or is
        a short document."""
        page = _page(body)
        if says_gone(page):
            return False
        own = [line for line in page.lines if _steady(line, asked) not in self.honest]
        chars = sum(len(_steady(line, asked)) for line in own)
        return chars >= _PROSE or (chars >= _SHORT and any(map(is_of_document, own)))


def _chars(lines: frozenset[str]) -> int:
    return sum(map(len, lines))


def _page(body: bytes) -> VisibleParts:
    """What a page shows; nothing for files and for pages longer than any error page."""
    if len(body) > _LONGEST or b"\0" in body[:1024] or body.count(b"<") > _MOST_TAGS:
        return VisibleParts()
    return shown(body)


def _place(final: str, asked: str) -> str:
    """Page key of the address to which `asked` was redirected, without its query where that repeats `asked`."""
    place, _, query = page_key(final).partition("?")
    return place if urlsplit(asked).path in unquote(query) else f"{place}?{query}"


def _is_root(url: str) -> bool:
    """Whether an address is one of the home page by its form: /, /index.do, /default.aspx."""
    parts = urlsplit(url)
    return not parts.query and _INDEX.fullmatch(parts.path or "/") is not None


def names_home(text: str) -> bool:
    """Whether the `text` of a link names the home page."""
    return _HOME.fullmatch(text.strip(" >|»[]【】")) is not None
