"""What a website offers beside its pages: a search that finds what is there, and an answer by HTTPS."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import Entry, SearchFacts
from govcrawl.domain.targets import WEBSITES
from govcrawl.domain.urls import page_key
from govcrawl.extract import Page
from govcrawl.extract.search_box import SearchBox
from govcrawl.net.certificates import secure_address
from spiders.fetching import Fetched, Job, Output
from spiders.phases.phase import Phase
from spiders.run import HomeSearch, TargetRun, file_extension
from spiders.shells import parts_of_home

if TYPE_CHECKING:
    from spiders.base import InspectionSpider

_TITLES = 3  # known titles that are searched for before the search is said to find nothing
_INDEXED, _OLD = timedelta(days=14), timedelta(days=400)  # an index lags behind, and old entries may have been moved
_LONG = 8  # characters of a title that nothing else is likely to have


class ReachPhase(Phase):
    """Tries HTTPS and the search of a website."""

    def __init__(self, spider: InspectionSpider, run: TargetRun) -> None:
        super().__init__(spider, run)
        self._titles: list[Entry] = []

    def begin(self) -> Output:
        run = self.run
        if run.target.platform not in WEBSITES or run.pages.home is None:
            return
        yield from self._ask_https()
        run.access.search = SearchFacts()
        self._titles = self._known_titles()
        shown = HomeSearch.on(run.pages.home)
        if shown.box is None and not (run.pages.home_fetched and run.pages.home_fetched.rendered):
            # A box is often put there by a script: nothing is called missing before a browser has looked.
            shown = run.pages.home_search or shown
            if not shown.by_browser and self.confirmation.by_browser:
                yield Job(run.target.url, self._on_home, browser=True)
                return
        yield from self._search(shown)

    # -- HTTPS -----------------------------------------------------------------------------------------------------

    def _ask_https(self) -> Output:
        url = self.run.target.url
        if urlsplit(url).scheme == "https":
            self.run.access.https = True
            return
        yield Job(secure_address(url), self._on_https, context=1, probe=True)

    def _on_https(self, fetched: Fetched) -> Output:
        """Any answer to HTTPS counts, a redirect back to HTTP does not. No answer is asked for twice."""
        if fetched.status is not None:
            self.run.access.https = urlsplit(fetched.url).scheme == "https" if fetched.status < 500 else None
        elif fetched.verdict.answer is not FetchOutcome.UNREACHABLE:
            self.run.access.https = None
        elif fetched.job.context == 1:
            yield Job(fetched.job.url, self._on_https, context=2, probe=True)
        else:
            self.run.access.https = False
            self.run.access.https_reason = fetched.verdict.reason or ""

    # -- search ----------------------------------------------------------------------------------------------------

    def _known_titles(self) -> list[Entry]:
        """Titles that a search of the site must find: articles of the site that were read, the newest first."""
        run, today = self.run, self.spider.inspection.round.date
        found: dict[str, Entry] = {}
        for column in run.pages.columns.values():
            for entry in column.entries:
                key = page_key(entry.url)
                alive = key in run.links.states and run.links.states[key].ok and run.scope.covers(entry.url)
                in_time = entry.published is not None and today - _OLD <= entry.published <= today - _INDEXED
                if alive and in_time and len(entry.title) >= _LONG and not file_extension(entry.url):
                    found.setdefault(_plain(entry.title), entry)
        newest_first = sorted(found.values(), key=lambda entry: (entry.published, entry.url), reverse=True)
        return newest_first[:_TITLES]

    def _on_home(self, fetched: Fetched) -> Output:
        facts = self.run.access.search
        if facts is None:
            return
        if fetched.ok:
            parts = parts_of_home(fetched.page, self.run.scope, small=True)
            yield from self.confirmation.whole(fetched, parts, self._on_whole_home)
        else:
            facts.reason = f"未能用浏览器查看首页：{fetched.verdict.reason or '原因不明'}"

    def _on_whole_home(self, fetched: Fetched) -> Output:
        """The home page with its frames, in which the box may stand."""
        return self._search(HomeSearch.on(fetched.page))

    def _search(self, shown: HomeSearch) -> Output:
        facts, box = self.run.access.search, shown.box
        if facts is None:
            return
        facts.looked_by_browser = shown.by_browser
        if box is None:
            facts.seen = f"没有说明的输入框{shown.unknown_fields}个" if shown.unknown_fields else ""
            facts.reason = "" if shown.by_browser else "首页源码中没有搜索框，可能由脚本显示，本次未能用浏览器查看"
            return
        facts.box = True
        if box.action is None:
            facts.reason = "搜索框由脚本提交，未能自动检索"
        elif not self._titles:
            facts.reason = "没有可供检索的已发布标题"
        else:
            facts.url = box.action
            yield from self._ask(box, shown.charset, 0)

    def _ask(self, box: SearchBox, charset: str, place: int, *, browser: bool = False) -> Output:
        content = box.query(self._titles[place].title, charset)
        context = (box, charset, place)
        if box.method == "POST":
            headers = (("Content-Type", "application/x-www-form-urlencoded"),)
            yield Job(str(box.action), self._on_results, context=context, method="POST", body=content, headers=headers)
        else:
            joint = "&" if urlsplit(str(box.action)).query else "?"
            url = f"{box.action}{joint}{content}"
            yield Job(url, self._on_results, context=context, browser=browser, referer=self.run.target.url)

    def _on_results(self, fetched: Fetched) -> Output:
        facts = self.run.access.search
        box, charset, place = fetched.job.context
        if facts is None:
            return
        entry = self._titles[place]
        if fetched.ok and _lists(fetched.page, entry):
            facts.found = entry.title
        elif not fetched.rendered and self.confirmation.by_browser and box.method == "GET":
            yield from self._ask(box, charset, place, browser=True)
        elif not fetched.ok:
            facts.reason = f"检索结果页未能读取：{fetched.verdict.reason or '原因不明'}"
        else:
            facts.missed.append(entry.title)
            facts.looked_by_browser = fetched.rendered
            if place + 1 < len(self._titles):
                yield from self._ask(box, charset, place + 1)


def _lists(page: Page, entry: Entry) -> bool:
    """Whether a page of results leads to the entry: by its address, or by a link of its title."""
    key, title = page_key(entry.url), _plain(entry.title)
    return any(page_key(url) == key or title in _plain(text) for url, text in page.links())


def _plain(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", text) if character.isalnum())
