"""Second phase: columns, wave by wave.

A wave holds all columns that the pages before it lead to. It is planned whole (sorted, cut at the bounds) and
ended whole, so that names, levels and cuts do not depend on which answer came first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from govcrawl.cms import ListSource, Node, directory, list_sources, read_tree, source_of_address, tree_request
from govcrawl.domain.fetch_outcomes import OK, SOFT_404, TOO_LONG, FetchOutcome
from govcrawl.domain.items import ColumnItem
from govcrawl.domain.urls import absolute, normalise, page_key
from govcrawl.extract import Page
from spiders.candidates import Candidate, candidates, sitemap_candidates
from spiders.columns import Draft
from spiders.confirmation import Confirmation
from spiders.fetching import Fetched, Job, Output
from spiders.phases.endpoints import Endpoints
from spiders.phases.families import Families, Wave
from spiders.rendering import may_render, wants_browser
from spiders.run import TargetRun, file_extension

if TYPE_CHECKING:
    from spiders.base import InspectionSpider

_SITE_MAP = re.compile(r"^\s*(网站|站点)(地图|导航)\s*$")
_SHELLS = 3


class ColumnsPhase:
    whole_lists = False  # True: every entry counts, however old
    waits_for_articles = True  # whether a later phase finds dates for columns that have none

    def __init__(self, spider: InspectionSpider, run: TargetRun) -> None:
        self.spider, self.run = spider, run
        self._seen: set[str] = {page_key(run.target.url)}
        self._next: dict[str, Candidate] = {}
        self._drafts: dict[str, Draft] = {}
        self._wave = 0
        self._stored = _finished(run.progress.columns.values())
        self._endpoints = Endpoints(
            spider, run, lambda url: page_key(url) in self._seen, self._by_browser, whole=self.whole_lists
        )
        self._looks = Confirmation(spider, run)
        self._failed: dict[str, tuple[FetchOutcome, str | None]] = {}  # columns whose endpoint gave no list
        self._families = Families(run.limits.family)
        run.traps = self._families.traps
        self._waiting: Wave = []  # of the wave that is open: columns that are asked for when others have answered
        self._parents: set[str] = set()  # columns of the directory that have columns below them

    def begin(self) -> Output:
        run, home = self.run, self.run.home
        if home is None:
            return
        url = run.target.url
        for candidate in candidates(run, home, self.spider.inspection.vocabulary, url):
            self._offer(candidate)
        for start in run.target.start_urls:
            self._offer(Candidate(0, (), "", normalise(start), url))
        yield from self._read_directory(home)
        for link, text in home.links():
            if _SITE_MAP.match(text) and run.covers(link):
                self._seen.add(page_key(link))
                self._next.pop(page_key(link), None)
                yield Job(link, self.on_site_map, referer=url)
        sitemap = absolute(url, "/sitemap.xml")
        if sitemap:
            yield Job(sitemap, self.on_sitemap_xml, probe=False)

    def _read_directory(self, home: Page) -> Output:
        """The directory of a platform: from the page's script, or from the endpoint that the script names."""
        nodes = directory(home.source, home.url)
        self._offer_nodes(nodes)
        request = tree_request(home.source, home.url) if not nodes and home.data is None else None
        if request is not None and self.run.target.platform == "disclosure":
            yield Job.to(request, self.on_directory, referer=home.url)

    def on_directory(self, fetched: Fetched) -> Output:
        nodes = read_tree(fetched.body, fetched.url) if fetched.ok else []
        self._offer_nodes(nodes)
        if nodes:
            return
        reason = fetched.verdict.reason or "返回的不是目录数据"
        if may_render(self.run.target):
            yield Job(self.run.target.url, self.on_shown, context=(fetched, reason), browser=True)
        else:
            self._note_directory(fetched, reason)

    def on_shown(self, fetched: Fetched) -> Output:
        """The directory as a browser shows it, where its endpoint could not be read."""
        asked, reason = fetched.job.context
        before = len(self._next)
        if fetched.ok:
            for found in candidates(self.run, fetched.page, self.spider.inspection.vocabulary, fetched.url):
                self._offer(found)
        if len(self._next) == before:
            self._note_directory(asked, reason)
        return iter(())

    def _note_directory(self, fetched: Fetched, reason: str) -> None:
        """A column like any other that cannot be read, so that what lies behind it is not called missing."""
        name, url, answer = "信息公开目录", fetched.job.url, fetched.verdict.answer
        draft = Draft(self.run.target, Candidate(0, (name,), name, url, ""), url, fetched.at)
        draft.answer = answer if answer is not FetchOutcome.REACHABLE else FetchOutcome.BLOCKED
        draft.reason, draft.has_page = f"目录接口未能读取：{reason}", False
        self._drafts[draft.key] = draft

    def _offer_nodes(self, nodes: list[Node]) -> None:
        run, home = self.run, self.run.target.url
        above = {node.path[:-1] for node in nodes}
        self._parents.update(page_key(node.url) for node in nodes if node.path in above)
        for node in nodes:
            if not run.covers(node.url) or file_extension(node.url):
                continue
            self._offer(Candidate(0, node.path, node.name, node.url, home))
            if source_of_address(node.url) is None:
                run.note_link(node.url, home, 0, node.name)

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
        drafts = sorted(self._drafts.values(), key=lambda draft: draft.key)
        barren = {draft.key for draft in drafts if self._adds_nothing(draft.url, draft)}
        for draft in drafts:
            draft.leads_to = self._leads_to(draft)
            if draft.key in barren and self._families.is_trap(draft.url):
                continue  # a page of an endless calendar is no column
            if draft.key in self._parents and not (draft.has_page or draft.entries):
                draft.form = "parent"
            item = draft.item(self.spider.inspection)
            self.run.columns[draft.key] = item
            if self.waits_for_articles and draft.needs_article_dates:
                continue
            if self._looks.accused(item):
                self.run.held.add(draft.key)
            else:
                yield item
        self._drafts.clear()
        jobs: list[Job] = []
        # A wave that an interrupted crawl had finished leads on to the next at once.
        while (self._waiting or self._next) and not jobs:
            jobs = self._open_part() if self._waiting else self._open_wave()
        yield from jobs

    def _adds_nothing(self, url: str, column: Draft | ColumnItem) -> bool:
        """Whether a column that was read adds nothing to what others of its family have shown."""
        if column.answer is not FetchOutcome.REACHABLE or not column.has_page:
            return False
        entries = column.entries if isinstance(column, Draft) else [page_key(entry.url) for entry in column.entries]
        return self._families.note(url, entries, column.likeness)

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
        wave = self._untrapped(sorted(self._next.items()))
        self._next = {}
        if not wave:
            return []
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
        self._waiting = wave
        return self._open_part()

    def _open_part(self) -> list[Job]:
        """As much of the wave as is asked for before it is known what families of like addresses bring."""
        part, self._waiting = self._families.admit(self._untrapped(self._waiting))
        jobs: list[Job] = []
        for key, candidate in part:
            if key in self._stored:
                self._take_stored(self._stored[key])
            elif source := source_of_address(candidate.url):
                jobs.extend(self._without_page(candidate, source))
            else:
                jobs.append(self._job(candidate, candidate.url))
        return jobs

    def _untrapped(self, wave: Wave) -> Wave:
        """The wave without what leads on for ever."""
        left = [(key, candidate) for key, candidate in wave if not self._families.is_trap(candidate.url)]
        if len(left) < len(wave):
            cut = next(each.url for _, each in wave if self._families.is_trap(each.url))
            self.run.hit("family", self._families.limit, cut)
        return left

    def _without_page(self, candidate: Candidate, source: ListSource) -> Iterator[Job]:
        """A column that its platform shows by script alone: only its list is asked for."""
        draft = Draft(self.run.target, candidate, normalise(candidate.url), self.run.at or self.run.begun)
        draft.has_page, draft.form, draft.sources = False, "empty", [source]
        self._drafts[draft.key] = draft
        return (job for job in self._endpoints.begin(draft) if isinstance(job, Job))

    def _by_browser(self, draft: Draft) -> Output:
        """What an endpoint did not give, a browser may still show."""
        if draft.has_page and may_render(self.run.target):
            self._failed[draft.key] = draft.answer, draft.reason
            self._drafts.pop(draft.key, None)
            yield self._job(draft.candidate, draft.url, browser=True)

    def _take_stored(self, stored: ColumnItem) -> None:
        """A column that an interrupted crawl had finished."""
        self.run.columns[page_key(stored.url)] = stored
        self._adds_nothing(stored.url, stored)
        if stored.second is not None:
            self.run.seconds.append(stored.second)
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
        if fetched.ok and run.soft_404.matches(fetched.job.url, fetched.url, fetched.body):
            fetched.verdict = SOFT_404
        run.note_state(fetched.job.url, fetched.verdict)
        if not fetched.ok:
            self._unread(candidate, fetched)
            return
        page = fetched.page
        if page.cut:  # its link is alive, but what it lacks may stand in what was not read
            run.note_length(page)
            fetched.verdict = TOO_LONG
            self._unread(candidate, fetched)
            return
        away = page_key(fetched.url) == page_key(run.target.url) and not self.whole_lists
        if away or not run.covers(fetched.url):
            return
        shell = page.refresh()
        if shell and step < _SHELLS and run.covers(shell):
            yield self._job(candidate, shell, step=step + 1)
            return
        form = page.form()
        if form == "article" and not fetched.rendered and not page.listing().entries:
            return
        sources = self._sources(page) if not fetched.rendered else []
        if not sources and self._render(fetched, form) and may_render(run.target):
            yield self._job(candidate, fetched.url, browser=True, step=step)
            return
        if (
            not sources
            and form in ("empty", "shell")
            and page.frames()
            and step < _SHELLS
            and run.covers(page.frames()[0])
        ):
            yield self._job(candidate, page.frames()[0], step=step + 1)
            return
        yield from self._read(candidate, fetched, form, sources)

    def _sources(self, page: Page) -> list[ListSource]:
        """Endpoints of a list that the page itself does not hold, or does not hold to its end."""
        listing = page.listing()
        if listing.entries and listing.next_pages:
            return []
        return list_sources(page.source, page.url)

    def _render(self, fetched: Fetched, form: str) -> bool:
        """An empty page is called empty only after a browser has looked at it."""
        if fetched.rendered or self.run.target.render == "static":
            return False
        return form in ("empty", "shell") or wants_browser(fetched, self.run.target)

    def _unread(self, candidate: Candidate, fetched: Fetched) -> None:
        """A column that does not answer is kept as unread; one that is gone is a dead link and no column."""
        if fetched.verdict.answer is FetchOutcome.UNREACHABLE and fetched.status in (200, 404, 410):
            return
        draft = Draft(self.run.target, candidate, fetched.job.url, fetched.at)
        draft.answer, draft.reason = fetched.verdict.answer, fetched.verdict.reason
        self._drafts[draft.key] = draft

    def _read(self, candidate: Candidate, fetched: Fetched, form: str, sources: list[ListSource]) -> Output:
        run, page = self.run, fetched.page
        url = normalise(fetched.url)
        draft = Draft(run.target, candidate, url, fetched.at)
        known = self._drafts.get(draft.key) or run.columns.get(draft.key)
        draft.rendered = fetched.rendered
        draft.read_from = [asked for asked in (candidate.url, fetched.job.url) if page_key(asked) != draft.key]
        draft.take_first(page, form, unrendered=not sources and self._render(fetched, form))
        if not draft.entries and draft.key in self._failed:  # what neither way shows is unread, not empty
            draft.answer, draft.reason = self._failed[draft.key]
        draft.candidates = list(candidates(run, page, self.spider.inspection.vocabulary, url))
        run.note_state(url, fetched.verdict)
        for link in run.note_links(page, url, 1):
            self.spider.inspection.writer.add(link)
        if isinstance(known, ColumnItem) or (known is not None and known.candidate <= candidate):
            return  # two addresses lead to one page
        self._drafts[draft.key] = draft
        draft.sources = sources
        if sources:
            yield from self._endpoints.begin(draft)
        else:
            yield from self._more(draft)

    def _more(self, draft: Draft) -> Output:
        """The next list page, while entries may still be young enough to matter."""
        inspection, limits = self.spider.inspection, self.run.limits
        cutoff = inspection.rubric.cutoff("interpretation_window", inspection.round.date)
        cutoff = date.min if self.whole_lists else cutoff
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
        if not fetched.ok or run.soft_404.matches(fetched.job.url, fetched.url, fetched.body):
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
    finished = [column for column in columns if column.answer is FetchOutcome.REACHABLE and column.reason is None]
    return {page_key(url): column for column in finished for url in (*column.read_from, column.url)}
