"""Second phase: columns, wave by wave, from what led to them to what their lists hold.

A wave is read in stages. The first pages of its columns are fetched and learned; when all are there, they are read with
what is known of the site by then, and their lists are read on. Pages that this asks for anew (through the browser,
behind a frame) make up a stage of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from govcrawl.cms import ListSource, source_of_address
from govcrawl.domain.fetch_outcomes import BLANK, OK, TOO_LONG, FetchOutcome
from govcrawl.domain.items import ColumnItem
from govcrawl.domain.urls import has_route, normalise, page_key
from spiders.columns.candidates import Candidate, candidates
from spiders.columns.discovery import Discovery
from spiders.columns.draft import Draft
from spiders.columns.frontier import Frontier
from spiders.columns.paging import Paging
from spiders.fetching import Fetched, Job, Output
from spiders.parts import Assembly
from spiders.phases.phase import Phase
from spiders.rendering import always_renders, may_render
from spiders.run import TargetRun
from spiders.second_reader import take_second_reading
from spiders.shells import Content, Detour, InParts, resolve

if TYPE_CHECKING:
    from spiders.base import InspectionSpider


_ROUNDS = 16  # a page leads on through the browser and frames in fewer


class ColumnsPhase(Phase):
    """Asks for the columns of each wave, reads them, and ends the wave when its last list has been read."""

    whole_lists = False  # True: every entry counts, however old
    waits_for_articles = True  # whether a later phase finds dates for columns that have none

    def __init__(self, spider: InspectionSpider, run: TargetRun) -> None:
        super().__init__(spider, run)
        self.frontier = Frontier(run)
        self._discovery = Discovery(spider, run, self.frontier, self._hold)
        self._paging = Paging(spider, run, self.frontier.knows, self._by_browser, whole=self.whole_lists)
        self._stored = _finished(run.progress.stored.columns.values())
        self._drafts: dict[str, Draft] = {}  # of the wave that is open
        self._arrived: list[Fetched] = []  # first pages, folded, that wait for the others of their stage
        self._part = self._round = 0  # of the frontier's parts, and of the stages within one
        self._failed: dict[str, tuple[FetchOutcome, str | None]] = {}  # columns whose endpoint gave no list
        self._barren: set[str] = set()  # columns that added nothing to what others of their family had shown

    def begin(self) -> Output:
        home = self.run.pages.home
        if home is not None:
            self.run.pages.model.learn_shapes(home, self._stage)
            self.run.pages.know(self._stage)
            yield from self._discovery.begin(home)

    # -- waves -----------------------------------------------------------------------------------------------------

    def end(self) -> Output:
        """Called when the queue is empty: read what has arrived; with nothing left, finish this wave, open the next."""
        while self._arrived:
            waits = False
            for output in self._read_arrived():
                waits = waits or isinstance(output, Job)
                yield output
            if waits:
                return
        yield from self._next_wave()

    @property
    def _stage(self) -> int:
        """The stage whose pages are being fetched: the same number in an unbroken and in a resumed night."""
        return self._part * _ROUNDS + min(self._round, _ROUNDS - 1)

    def _read_arrived(self) -> Output:
        """Read the first pages that have arrived, in an order of their own, with what all of them tell of the site."""
        arrived, self._arrived = sorted(self._arrived, key=lambda each: (each.job.context[0], each.url)), []
        self.run.pages.know(self._stage)
        self.spider.keep_model(self.run)
        self._round += 1
        for folded in arrived:
            fetched = folded.unfolded(self.run.pages.site)
            yield from self.spider.guarded(self.run, fetched, self._on_known(fetched))

    def _next_wave(self) -> Output:
        drafts = sorted(self._drafts.values(), key=lambda draft: draft.key)
        self._barren |= {draft.key for draft in drafts if self.frontier.note_read(draft.item, draft.entries)}
        self._forget_trapped()
        for draft in drafts:
            draft.item.leads_to = self.frontier.lead_on(draft.candidates)
            if draft.key in self._barren and self.frontier.is_endless(draft.url):
                continue  # a page of an endless calendar is no column
            yield from self._finish(draft)
        self._drafts.clear()
        jobs: list[Job] = []
        # A wave that an interrupted crawl had finished leads on to the next at once.
        while not jobs and (part := self.frontier.next_part()) is not None:
            self._part, self._round = self._part + 1, 0
            jobs = [job for key, candidate in part for job in self._ask(key, candidate)]
        yield from jobs

    def _forget_trapped(self) -> None:
        """Pages of an endless calendar are no columns either that were read before their family proved endless."""
        run = self.run
        for key in sorted(run.progress.held & self._barren):
            if self.frontier.is_endless(run.pages.columns[key].url):
                run.progress.held.discard(key)
                del run.pages.columns[key]

    def _finish(self, draft: Draft) -> Iterator[ColumnItem]:
        """The column goes on, or waits for dates that stand on its articles or for its confirmation."""
        if draft.key in self._discovery.parents and not (draft.item.has_page or draft.entries):
            draft.item.form = "parent"
        item = draft.finish(self.spider.inspection)
        self.run.pages.columns[draft.key] = item
        if self.waits_for_articles and draft.needs_article_dates:
            return
        if self.confirmation.accused(item):
            self.run.progress.held.add(draft.key)
        else:
            yield item

    def _ask(self, key: str, candidate: Candidate) -> Iterator[Job]:
        if key in self._stored:
            self._take_stored(self._stored[key])
        elif source := source_of_address(candidate.url):
            yield from self._without_page(candidate, source)
        elif has_route(candidate.url) and not may_render(self.run.target):
            draft = Draft.begin(self.run.target, candidate, normalise(candidate.url), self.run.progress.at)
            draft.mark_unread(FetchOutcome.BLOCKED, "栏目由页面脚本按 # 地址显示，本次没有可用的浏览器")
            self._hold(draft)
        else:
            yield self._job(candidate, candidate.url)

    def _take_stored(self, stored: ColumnItem) -> None:
        """A column that an interrupted crawl had finished."""
        self.run.pages.columns[page_key(stored.url)] = stored
        self.frontier.note_read(stored, [page_key(entry.url) for entry in stored.entries])
        self.run.progress.take_stored(stored.second)
        for url in (stored.url, *stored.read_from):
            self.run.note_state(url, OK)
        for url, name, path in stored.leads_to:
            self.frontier.offer(Candidate(0, tuple(path), name, url, stored.url))

    def _without_page(self, candidate: Candidate, source: ListSource) -> Iterator[Job]:
        """A column that its platform shows by script alone: only its list is asked for."""
        draft = Draft.begin(self.run.target, candidate, normalise(candidate.url), self.run.progress.at)
        draft.item.has_page, draft.item.form, draft.reading.sources = False, "empty", [source]
        self._hold(draft)
        return (job for job in self._paging.begin(draft) if isinstance(job, Job))

    def _job(self, candidate: Candidate, url: str, *, browser: bool = False, step: int = 0) -> Job:
        browser = browser or always_renders(self.run.target)
        return Job(url, self._on_column, context=(candidate, step), referer=candidate.referer, browser=browser)

    # -- one column ------------------------------------------------------------------------------------------------

    def _on_column(self, fetched: Fetched) -> Output:
        self._take_arrived(fetched)
        return iter(())

    def _take_arrived(self, fetched: Fetched) -> None:
        run, (candidate, _) = self.run, fetched.job.context
        run.pages.judge_missing(fetched)
        run.note_state(fetched.job.url, fetched.verdict)
        if fetched.ok and fetched.page.cut:  # its link is alive, but what it lacks may stand in what was not read
            run.budget.note_length(fetched.page)
            fetched.verdict = TOO_LONG
        elif fetched.ok and not fetched.body.strip():  # no page at all: nothing can be said of what it holds
            fetched.verdict = BLANK
        if not fetched.ok:
            self._unread(candidate, fetched)
            return
        at_home = page_key(fetched.url) == page_key(run.target.url) and not self.whole_lists
        if at_home or not run.scope.covers(fetched.url):
            return
        self._learn(fetched)

    def _learn(self, fetched: Fetched) -> None:
        """A page that was read, or the same page when it has its frames, waits for what its siblings tell."""
        self.run.pages.model.learn(fetched.page, self._stage)
        self._arrived.append(fetched.folded())

    def _on_whole(self, fetched: Fetched) -> Output:
        self._learn(fetched)
        return iter(())

    def _on_known(self, fetched: Fetched) -> Output:
        """The first page of a column, when what its siblings have in common is known."""
        run, (candidate, step) = self.run, fetched.job.context
        match resolve(fetched, run.target, run.scope, step):
            case InParts() as parts:
                yield from Assembly(run, fetched, self._on_whole).begin(parts.urls)
            case Detour() as detour:
                yield self._job(candidate, detour.url, browser=detour.browser, step=detour.step)
            case Content() as content:
                yield from self._read(candidate, fetched, content)
            case None:  # an article that a menu leads to: no column, but its links are the site's all the same
                self.spider.keep_links(run, fetched.page, normalise(fetched.url), 2)

    def _unread(self, candidate: Candidate, fetched: Fetched) -> None:
        """A column that does not answer is kept as unread; one that is gone is a dead link and no column."""
        if fetched.verdict.answer is FetchOutcome.UNREACHABLE and fetched.status in (200, 404, 410):
            return
        draft = Draft.begin(self.run.target, candidate, fetched.job.url, fetched.at)
        draft.mark_unread(fetched.verdict.answer, fetched.verdict.reason)
        self._hold(draft)

    def _read(self, candidate: Candidate, fetched: Fetched, content: Content) -> Output:
        run, page, url = self.run, fetched.page, normalise(fetched.url)
        draft = Draft.begin(run.target, candidate, url, fetched.at)
        draft.item.rendered = fetched.rendered
        draft.item.read_from = [asked for asked in (candidate.url, fetched.job.url) if page_key(asked) != draft.key]
        draft.take_first(page, content.form, unrendered=content.unrendered)
        take_second_reading(run, draft.item, page, (candidate.name, *candidate.path))
        if fetched.unread_parts and not draft.entries:
            draft.mark_unread(FetchOutcome.BLOCKED, f"页内框架未能读取：{'；'.join(fetched.unread_parts[:3])}")
        if not draft.entries and draft.key in self._failed:  # what neither way shows is unread, not empty
            draft.mark_unread(*self._failed[draft.key])
        draft.candidates = list(candidates(run, page, self.spider.inspection.vocabulary, url))
        draft.reading.sources = content.sources
        run.note_state(url, fetched.verdict)
        self.spider.keep_links(run, page, url, 1)
        other = self._drafts.get(draft.key) or run.pages.columns.get(draft.key)
        if isinstance(other, ColumnItem) or (other is not None and other.candidate <= candidate):
            return  # two addresses lead to one page
        self._hold(draft)
        yield from self._paging.begin(draft)

    def _hold(self, draft: Draft) -> None:
        """The draft belongs to the wave that is open."""
        self._drafts[draft.key] = draft

    def _by_browser(self, draft: Draft) -> Output:
        """What an endpoint did not give, a browser may still show."""
        if draft.item.has_page and may_render(self.run.target):
            self._failed[draft.key] = draft.item.answer, draft.item.reason
            self._drafts.pop(draft.key, None)
            yield self._job(draft.candidate, draft.url, browser=True)


def _finished(columns: Iterable[ColumnItem]) -> dict[str, ColumnItem]:
    """Columns that were read to their end, by the keys of all their addresses; what failed is asked for again."""
    finished = [column for column in columns if column.answer is FetchOutcome.REACHABLE and column.reason is None]
    return {page_key(url): column for column in finished for url in (*column.read_from, column.url)}
