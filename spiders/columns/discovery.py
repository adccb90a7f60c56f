"""Where columns are looked for beside the pages of columns: the home page, directories, site maps, start pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from govcrawl.cms import Node, directory, read_tree, source_of_address, tree_request
from govcrawl.domain.urls import absolute, normalise, page_key
from govcrawl.extract import Page
from spiders.columns.candidates import (
    Candidate,
    candidates,
    sitemap_candidates,
    sitemap_children,
    unpacked,
)
from spiders.columns.draft import Draft
from spiders.columns.frontier import Frontier
from spiders.fetching import Fetched, Job, Output
from spiders.rendering import may_render
from spiders.run import TargetRun, file_extension

if TYPE_CHECKING:
    from spiders.base import InspectionSpider

_MAX_INDEXES = 2  # indexes of sitemaps inside one another
_SITE_MAP = re.compile(r"^\s*(网站|站点)(地图|导航)\s*$")


class Discovery:
    """Offers the columns of a target's first wave to its frontier."""

    def __init__(
        self, spider: InspectionSpider, run: TargetRun, frontier: Frontier, unread: Callable[[Draft], None]
    ) -> None:
        """`unread` gets the draft of a directory that could not be read."""
        self._run, self._frontier, self._unread = run, frontier, unread
        self._vocabulary = spider.inspection.vocabulary
        self._sitemaps: set[str] = set()  # children of indexes that were asked for
        self.parents: set[str] = set()  # page keys of the directory's columns that have columns below them

    def begin(self, home: Page) -> Output:
        """Offer what the `home` page and the register lead to, and ask for directory and site maps."""
        run, url = self._run, self._run.target.url
        self._offer_links(home, url)
        for start in run.target.start_urls:
            self._frontier.offer(Candidate(0, (), "", normalise(start), url))
        yield from self._read_directory(home)
        for link, text in home.links():
            if _SITE_MAP.match(text) and run.scope.covers(link):
                self._frontier.exclude(link)
                yield Job(link, self._on_site_map, referer=url)
        sitemap = absolute(url, "/sitemap.xml")
        if sitemap:
            yield Job(sitemap, self._on_sitemap_xml, probe=False)

    def _offer_links(self, page: Page, referer: str, *, sitemap: bool = False) -> bool:
        """Offer the candidates among the links of `page`; whether any was new."""
        found = candidates(self._run, page, self._vocabulary, referer, sitemap=sitemap)
        return sum(self._frontier.offer(candidate) for candidate in found) > 0

    # -- the directory of a platform -------------------------------------------------------------------------------

    def _read_directory(self, home: Page) -> Output:
        """The directory of a platform: from the page's script, or from the endpoint that the script names."""
        nodes = directory(home.source, home.url)
        self._offer_nodes(nodes)
        request = tree_request(home.source, home.url) if not nodes and home.data is None else None
        if request is not None and self._run.target.platform == "disclosure":
            yield Job.to(request, self._on_directory, referer=home.url)

    def _offer_nodes(self, nodes: list[Node]) -> None:
        run, home = self._run, self._run.target.url
        above = {node.path[:-1] for node in nodes}
        self.parents.update(page_key(node.url) for node in nodes if node.path in above)
        for node in nodes:
            if not run.scope.covers(node.url) or file_extension(node.url):
                continue
            self._frontier.offer(Candidate(0, node.path, node.name, node.url, home))
            if source_of_address(node.url) is None:
                run.links.note(node.url, home, 0, node.name)

    def _on_directory(self, fetched: Fetched) -> Output:
        nodes = read_tree(fetched.body, fetched.url) if fetched.ok else []
        self._offer_nodes(nodes)
        if nodes:
            return
        reason = fetched.verdict.reason or "返回的不是目录数据"
        if may_render(self._run.target):
            yield Job(self._run.target.url, self._on_shown, context=(fetched, reason), browser=True)
        else:
            self._note_unread(fetched, reason)

    def _on_shown(self, fetched: Fetched) -> Output:
        """The directory as a browser shows it, where its endpoint could not be read."""
        asked, reason = fetched.job.context
        if not (fetched.ok and self._offer_links(fetched.page, fetched.url)):
            self._note_unread(asked, reason)
        return iter(())

    def _note_unread(self, fetched: Fetched, reason: str) -> None:
        """A column like any other that cannot be read, so that what lies behind it is not called missing."""
        name, url = "信息公开目录", fetched.job.url
        draft = Draft.begin(self._run.target, Candidate(0, (name,), name, url, ""), url, fetched.at)
        draft.mark_unread(fetched.verdict.unread, f"目录接口未能读取：{reason}")
        draft.item.has_page = False
        self._unread(draft)

    # -- site maps -------------------------------------------------------------------------------------------------

    def _on_site_map(self, fetched: Fetched) -> Output:
        self._run.note_state(fetched.job.url, fetched.verdict)
        if fetched.ok:
            self._offer_links(fetched.page, fetched.job.url, sitemap=True)
        return iter(())

    def _on_sitemap_xml(self, fetched: Fetched) -> Output:
        """Columns that the site names to search engines. A child of an index that is not there is no dead link."""
        body, inner = unpacked(fetched.body) if fetched.ok else b"", fetched.job.context or 0
        if b"<loc>" not in body:
            return
        children = sitemap_children(body)
        for child in children if inner < _MAX_INDEXES else ():
            url = absolute(fetched.url, child)
            if url is not None and self._run.scope.covers(url) and url not in self._sitemaps:
                self._sitemaps.add(url)
                yield Job(url, self._on_sitemap_xml, context=inner + 1, referer=fetched.job.url)
        if not children:
            for candidate in sitemap_candidates(self._run, body, fetched.job.url):
                self._frontier.offer(candidate)
