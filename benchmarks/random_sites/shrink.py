"""A failing seed made small: pages and blocks are dropped while the failure stays.

Each round writes the site again with another part left out of each copy, and inspects all copies in one night on
addresses of their own. What may go, goes; what is left is written as a fixture.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from benchmarks.random_sites import run
from benchmarks.random_sites.eyes import path_of
from benchmarks.random_sites.judges import JUDGES
from benchmarks.random_sites.model import Site
from benchmarks.random_sites.score import Finding, Wrong
from benchmarks.random_sites.walked import Eyes

_BLOCKS = (
    "div, table, tr, td, ul, ol, li, dl, dt, dd, p, form, h1, h2, h3, h4, section, aside, nav, header, footer, article,"
    " iframe, hr"
)
_LINKED = re.compile(rb"<a\b[^>]{0,300}?\bhref=[\"'](/[^\"'#>]{0,300})", re.I)
_STUB = "<title>资料</title><h1>资料</h1><p>本页只有一句话，供别的页面链接，没有别的内容。</p>".encode()
_COPIES = 12  # sites in one night
_SITE_RULES = re.compile(r"[SHDV]\d\d|M01|F01|C0[235]")
Copy = dict[str, tuple[str, bytes]]


@dataclass(frozen=True)
class Failure:
    """What must stay while the site gets smaller."""

    sort: str
    rule: str
    path: str  # of the page that the finding is about; "" for the site as a whole

    @classmethod
    def of(cls, wrong: Wrong, site: Site) -> Failure:
        """The failure of a case, with its path on `site`."""
        whole = not wrong.url or _SITE_RULES.fullmatch(wrong.rule) is not None
        return cls(wrong.sort, wrong.rule, "" if whole else path_of(wrong.url))

    def stays(self, site: Site, findings: Sequence[Finding], *, proven: bool = False) -> bool:
        """Whether `findings` of `site` still show it.

        What was missed must still hold on the served pages, unless that is `proven` already.
        """
        raised = any(
            each["outcome"] == "fail" and each["rule"] == self.rule and self.path in ("", path_of(each["url"]))
            for each in findings
        )
        if self.sort == "false":
            return raised
        return not raised and (proven or self._holds(site))

    def _holds(self, site: Site) -> bool:
        try:
            return self.path in {path if self.path else "" for path in JUDGES[self.rule](Eyes(site))}
        except (KeyError, StopIteration):
            return False


Nights = Callable[[list[Site]], list[list[Finding]]]


def night(sites: list[Site]) -> list[list[Finding]]:
    """The findings of each of `sites`, inspected together."""
    with tempfile.TemporaryDirectory() as folder:
        run.inspect(sites, Path(folder), sites[0].platform)
        found = run.findings(Path(folder))
    return [[each for each in found if f"//{site.host}:" in each["target_url"]] for site in sites]


class Shrinker:
    """Makes one site smaller while `failure` stays."""

    def __init__(self, site: Site, failure: Failure, nights: Nights = night) -> None:
        self.site, self.failure, self._nights = site, failure, nights
        self.rounds = 0

    def shrink(self, rounds: int = 12) -> bool:
        """Drop pages, then blocks of the page in question; False when the failure is not there to begin with."""
        if not self._tried([dict(self.site.pages)])[0]:
            return False
        self._reduce(self._without_pages, rounds)
        self._reduce(self._without_blocks, self.rounds + rounds)
        return True

    def _reduce(self, candidates: Callable[[int], list[Copy]], until: int) -> None:
        parts = 2
        while self.rounds < until:
            tried = candidates(parts)
            kept = self._tried(tried) if tried else []
            if any(kept):
                smallest = min((pages for pages, stays in zip(tried, kept, strict=True) if stays), key=_weight)
                self.site.pages = smallest
                parts = max(2, parts - 1)
            elif parts >= _COPIES or not tried:
                return
            else:
                parts = min(_COPIES, parts * 2)

    def _tried(self, copies: list[Copy]) -> list[bool]:
        self.rounds += 1
        sites = [self._copy(pages, place) for place, pages in enumerate(copies)]
        return [self.failure.stays(site, found) for site, found in zip(sites, self._nights(sites), strict=True)]

    def _copy(self, pages: Copy, place: int) -> Site:
        made = copy(self.site)
        made.host = f"127.82.0.{place + 1}"
        old, new = self.site.host.encode(), made.host.encode()
        made.pages = {path: (kind, body.replace(old, new)) for path, (kind, body) in pages.items()}
        made.seed = self.site.seed + place
        made.accounts = [replace(each, name=f"{each.name}{place}") for each in self.site.accounts]
        return made

    def _without_pages(self, parts: int) -> list[Copy]:
        held = {"/", self.failure.path}
        free = [path for path in self.site.pages if path not in held]
        groups = [set(free[at::parts]) for at in range(parts)] if len(free) >= parts else [{path} for path in free]
        return [{path: page for path, page in self.site.pages.items() if path not in group} for group in groups]

    def _without_blocks(self, parts: int) -> list[Copy]:
        path = self.failure.path or "/"
        if path not in self.site.pages or not self.site.pages[path][0].startswith("text/html"):
            return []
        kind, body = self.site.pages[path]
        return [{**self.site.pages, path: (kind, smaller)} for smaller in _smaller(body, self.site.charset, parts)]


def _weight(pages: Copy) -> tuple[int, int]:
    return len(pages), sum(len(body) for _, body in pages.values())


def _smaller(body: bytes, charset: str, parts: int) -> Iterator[bytes]:
    """The page without one of its blocks, the largest blocks first; at most `parts` of them, then smaller ones."""
    text = body.decode(charset, "replace")
    sizes = [(len(each.html or ""), at) for at, each in enumerate(LexborHTMLParser(text).css(_BLOCKS))]
    fitting = [at for size, at in sorted(sizes, reverse=True) if size < len(text) * 0.95]
    for at in fitting[parts - 2 : parts - 2 + _COPIES]:
        tree = LexborHTMLParser(text)
        tree.css(_BLOCKS)[at].decompose()
        yield (tree.html or "").encode(charset, "xmlcharrefreplace")


def write(site: Site, failure: Failure, wrong: Wrong, folder: Path) -> Path:
    """Write what is left of `site` as a fixture below `folder`: its pages and `case.json`, which names them."""
    place = folder / f"{failure.rule}_{failure.sort}_{wrong.skeleton}_{wrong.seed}"
    place.mkdir(parents=True, exist_ok=True)
    names = {}
    for at, (path, (kind, body)) in enumerate(sorted(site.pages.items())):
        name = f"{at:03}.{'html' if kind.startswith('text/html') else 'bin'}"
        (place / name).write_bytes(body)
        names[path] = {"file": name, "type": kind}
    case = {
        "rule": failure.rule, "sort": failure.sort, "path": failure.path, "seed": wrong.seed,
        "skeleton": wrong.skeleton, "platform": site.platform, "host": site.host,
        "unit": site.unit, "code": site.code, "said": wrong.said, "pages": names,
    }  # fmt: skip
    (place / "case.json").write_text(json.dumps(case, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return place


def load(place: Path, host: str, port: int) -> tuple[Site, Failure]:
    """The site of a fixture that `write` wrote, to be served at `host` and `port`, and its failure."""
    case = json.loads((place / "case.json").read_text("utf-8"))
    serial = 10**6 + int(host.rpartition(".")[2])  # tells its unit from those of other sites in the register
    site = Site(serial, host, port, "", case["unit"], case["code"], platform=case["platform"])
    old, new = case["host"].encode(), host.encode()
    for path, page in case["pages"].items():
        site.pages[path] = (page["type"], (place / page["file"]).read_bytes().replace(old, new))
    return site, Failure(case["sort"], case["rule"], case["path"])


def fill(site: Site) -> None:
    """Give `site` a page of one sentence at each path that its pages link and that it does not have: each dead link
    would be looked at in a browser."""
    linked = (match for _, body in site.pages.values() for match in _LINKED.findall(body))
    for path in {unescape(path.decode("utf-8", "replace")) for path in linked} - site.pages.keys():
        site.pages[path] = ("text/html; charset=utf-8", _STUB)


def first_of_each(wrong: Sequence[Wrong], most: int) -> list[Wrong]:
    """One case of each rule, sort and skeleton, `most` in all."""
    found: dict[tuple[str, str, str], Wrong] = {}
    for each in wrong:
        found.setdefault((each.sort, each.rule, each.skeleton), each)
    return list(found.values())[:most]
