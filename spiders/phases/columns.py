"""Second phase: columns, wave by wave.

A wave holds all columns that the pages before it lead to. It is planned whole (sorted, cut at the bounds) and
ended whole, so that names, levels and cuts do not depend on which answer came first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from govcrawl.answers import Answer
from govcrawl.items import ColumnItem
from govcrawl.net.verdict import OK, SOFT_404
from govcrawl.urls import absolute, normalise, page_key
from spiders.candidates import Candidate, candidates, sitemap_candidates
from spiders.columns import Draft
from spiders.fetching import Fetched, Job, Output
from spiders.rendering import may_render, wants_browser
from spiders.run import TargetRun

if TYPE_CHECKING:
    from spiders.base import InspectionSpider

_SITE_MAP = re.compile(r"^\s*(网站|站点)(地图|导航)\s*$")
_SHELLS = 3


class ColumnsPhase:
    def __init__(self, spider: InspectionSpider, run: TargetRun) -> None:
        self.spider, self.run = spider, run
        self._seen: set[str] = {page_key(run.target.url)}
        self._next: dict[str, Candidate] = {}
        self._drafts: dict[str, Draft] = {}
        self._wave = 0
        self._stored = _finished(run.progress.columns.values())

    def begin(self) -> Output:
        run, home = self.run, self.run.home
        if home is None:
            return
        url = run.target.url
        for candidate in candidates(run, home, self.spider.inspection.vocabulary, url):
            self._offer(candidate)
        for start in run.target.start_urls:
            self._offer(Candidate(0, (), "", normalise(start), url))
        for link, text in home.links():
            if _SITE_MAP.match(text) and run.covers(link):
                self._seen.add(page_key(link))
                self._next.pop(page_key(link), None)
                yield Job(link, self.on_site_map, referer=url)
        sitemap = absolute(url, "/sitemap.xml")
        if sitemap:
            yield Job(sitemap, self.on_sitemap_xml, probe=False)

    def _offer(self, candidate: Candidate) -> None:
        key = page_key(candidate.url)
        if key in self._seen:
            return
        known = self._next.get(key)
        if known is None or candidate < known:
            self._next[key] = candidate

    # -- site maps -----------------------------------------------------------------------------------------------

    def on_site_map(self, fetched: Fetched) -> Output:
        run = self.run
        run.note_state(fetched.job.url, fetched.verdict)
        if fetched.ok:
            for candidate in candidates(
                run, fetched.page, self.spider.inspection.vocabulary, fetched.job.url, sitemap=True
            ):
                self._offer(candidate)
        return iter(())

    def on_sitemap_xml(self, fetched: Fetched) -> Output:
        if fetched.ok and b"<loc>" in fetched.body:
            for candidate in sitemap_candidates(self.run, fetched.body, fetched.job.url):
                self._offer(candidate)
        return iter(())

    # -- waves ---------------------------------------------------------------------------------------------------

    def end(self) -> Output:
        """Called when the queue is empty: finish this wave, open the next."""
        for draft in sorted(self._drafts.values(), key=lambda draft: draft.key):
            draft.leads_to = self._leads_to(draft)
            item = draft.item(self.spider.inspection)
            self.run.columns[draft.key] = item
            if not draft.needs_article_dates:
                yield item
        self._drafts.clear()
        jobs: list[Job] = []
        while self._next and not jobs:  # a wave that an interrupted crawl had finished leads on to the next at once
            jobs = self._open_wave()
        yield from jobs

    def _leads_to(self, draft: Draft) -> list[tuple[str, str, tuple[str, ...]]]:
        fresh: dict[str, Candidate] = {}
        for candidate in draft.candidates:
            key = page_key(candidate.url)
            if key not in self._seen and (key not in fresh or candidate < fresh[key]):
                fresh[key] = candidate
        for candidate in fresh.values():
            self._offer(candidate)
        return sorted((c.url, c.name, c.path) for c in fresh.values())

    def _open_wave(self) -> list[Job]:
        run = self.run
        wave = sorted(self._next.items())
        self._next = {}
        self._wave += 1
        if self._wave > run.limits.depth:
            run.hit("depth", run.limits.depth, wave[0][1].url)
            return []
        room = run.limits.columns - len(self._seen)
        if len(wave) > room:
            run.hit("columns", run.limits.columns, wave[max(room, 0)][1].url)
            wave = wave[: max(room, 0)]
        # All of them are known before any leads on, or the next wave would depend on the order in this one.
        self._seen.update(key for key, _ in wave)
        jobs = []
        for key, candidate in wave:
            if key in self._stored:
                self._take_stored(self._stored[key])
            else:
                jobs.append(self._job(candidate, candidate.url))
        return jobs

    def _take_stored(self, stored: ColumnItem) -> None:
        """A column that an interrupted crawl had finished."""
        self.run.columns[page_key(stored.url)] = stored
        for url in (stored.url, *stored.read_from):
            self.run.note_state(url, OK)
        for url, name, path in stored.leads_to:
            self._offer(Candidate(0, tuple(path), name, url, stored.url))

    def _job(self, candidate: Candidate, url: str, *, browser: bool = False, step: int = 0) -> Job:
        browser = browser or (self.run.target.render == "browser" and may_render(self.run.target))
        return Job(url, self.on_column, context=(candidate, step), referer=candidate.referer, browser=browser)

    # -- one column ------------------------------------------------------------------------------------------------

    def on_column(self, fetched: Fetched) -> Output:
        run = self.run
        candidate, step = fetched.job.context
        if fetched.ok and run.yardstick.matches(fetched.job.url, fetched.url, fetched.body):
            fetched.verdict = SOFT_404
        run.note_state(fetched.job.url, fetched.verdict)
        if not fetched.ok:
            self._unread(candidate, fetched)
            return
        page = fetched.page
        if not run.covers(fetched.url) or page_key(fetched.url) == page_key(run.target.url):
            return
        shell = page.refresh()
        if shell and step < _SHELLS and run.covers(shell):
            yield self._job(candidate, shell, step=step + 1)
            return
        form = page.form()
        if form == "article" and not fetched.rendered and not page.listing().entries:
            return
        if self._render(fetched, form) and may_render(run.target):
            yield self._job(candidate, fetched.url, browser=True, step=step)
            return
        if form in ("empty", "shell") and page.frames() and step < _SHELLS and run.covers(page.frames()[0]):
            yield self._job(candidate, page.frames()[0], step=step + 1)
            return
        yield from self._read(candidate, fetched, form)

    def _render(self, fetched: Fetched, form: str) -> bool:
        """An empty page is called empty only after a browser has looked at it."""
        if fetched.rendered or self.run.target.render == "static":
            return False
        return form in ("empty", "shell") or wants_browser(fetched, self.run.target)

    def _unread(self, candidate: Candidate, fetched: Fetched) -> None:
        """A column that does not answer is kept as unread; one that is gone is a dead link and no column."""
        if fetched.verdict.answer is Answer.UNREACHABLE and fetched.status in (200, 404, 410):
            return
        draft = Draft(self.run.target, candidate, fetched.job.url, fetched.at)
        draft.answer, draft.reason = fetched.verdict.answer, fetched.verdict.reason
        self._drafts[draft.key] = draft

    def _read(self, candidate: Candidate, fetched: Fetched, form: str) -> Output:
        run, page = self.run, fetched.page
        url = normalise(fetched.url)
        draft = Draft(run.target, candidate, url, fetched.at)
        known = self._drafts.get(draft.key) or run.columns.get(draft.key)
        draft.rendered = fetched.rendered
        draft.read_from = [asked for asked in (candidate.url, fetched.job.url) if page_key(asked) != draft.key]
        draft.take_first(page, form, unrendered=self._render(fetched, form))
        draft.candidates = list(candidates(run, page, self.spider.inspection.vocabulary, url))
        run.note_state(url, fetched.verdict)
        for link in run.note_links(page, url, 1):
            self.spider.inspection.writer.add(link)
        if isinstance(known, ColumnItem) or (known is not None and known.candidate <= candidate):
            return  # two addresses lead to one page
        self._drafts[draft.key] = draft
        yield from self._more(draft)

    def _more(self, draft: Draft) -> Output:
        """The next list page, while entries may still be young enough to matter."""
        inspection, limits = self.spider.inspection, self.run.limits
        cutoff = inspection.rubric.cutoff("interpretation_window", inspection.round.date)
        if not draft.next_pages or not draft.wants_more(cutoff, limits.newest):
            draft.truncated = bool(draft.next_pages)
            return
        url = draft.next_pages.pop(0)
        if draft.pages_read >= limits.list_pages:
            draft.truncated = True
            self.run.hit("list_pages", limits.list_pages, url)
            return
        yield Job(url, self.on_more, context=draft, referer=draft.url, first=True, browser=draft.rendered)

    def on_more(self, fetched: Fetched) -> Output:
        run, draft = self.run, fetched.job.context
        run.note_state(fetched.job.url, fetched.verdict)
        if not fetched.ok or run.yardstick.matches(fetched.job.url, fetched.url, fetched.body):
            draft.truncated = True
            draft.reason = f"第 {draft.pages_read + 1} 页未能读取：{fetched.verdict.reason or '页面不存在'}"
            return
        draft.read_from.append(fetched.job.url)
        if draft.take_more(fetched.page):
            for link in run.note_links(fetched.page, draft.url, 1):
                self.spider.inspection.writer.add(link)
            yield from self._more(draft)


def _finished(columns: Iterable[ColumnItem]) -> dict[str, ColumnItem]:
    """Columns that were read to their end, by the keys of all their addresses; what failed is asked for again."""
    finished = [column for column in columns if column.answer is Answer.REACHABLE and column.reason is None]
    return {page_key(url): column for column in finished for url in (*column.read_from, column.url)}
