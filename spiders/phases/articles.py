"""Third phase: the articles that the rules need, and the attachments that they offer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from govcrawl.domain.fetch_outcomes import OK, TOO_LONG, FetchOutcome, LinkState
from govcrawl.domain.items import Attachment, ColumnItem, Entry, PageItem
from govcrawl.domain.urls import has_route, normalise, page_key
from govcrawl.extract import SiteModel
from govcrawl.store.verifications import pages_with_problems
from pipelines.windows import day_of
from spiders.columns.draft import summarise
from spiders.fetching import Fetched, Job, Output
from spiders.parts import Assembly
from spiders.phases.article_plan import Planned, articles_of, owners_of, pages_to_revisit, sample_of
from spiders.phases.article_reader import ArticleReader, ArticleReading
from spiders.phases.article_sample import ArticleSample
from spiders.phases.attachments import AttachmentHeads, PendingPage
from spiders.phases.phase import Phase
from spiders.phases.recheck import PageConfirmation
from spiders.rendering import always_renders, may_render
from spiders.run import TargetRun, file_extension
from spiders.samples import note_claims
from spiders.shells import frames_of_article

if TYPE_CHECKING:
    from spiders.base import InspectionSpider


class ArticlesPhase(Phase):
    """Reads the planned articles, then fills the dates of columns that have none of their own."""

    def __init__(self, spider: InspectionSpider, run: TargetRun) -> None:
        super().__init__(spider, run)
        self._dates: dict[str, date | None] = {}  # by page key: publication day of articles that a list leaves undated
        self._failed: set[str] = set()
        self._listed: set[str] = set()  # rows whose pages were read as columns
        self._unread: dict[str, list[str]] = {}  # by page key: what looks like a date on articles without one
        self._undated = {page_key(entry.url) for column, entry in run.pages.entries() if not column.dated_entries}
        self._attachments = AttachmentHeads(run, self._finished)
        self._reader = ArticleReader(run, spider.inspection.check, self._undated)
        self._sample = ArticleSample(run, self._read)
        self._rechecks = PageConfirmation(self.confirmation, self._read_again)
        self._others: list[Planned] | None = []  # what is asked for when the template is known; None from then on
        self._scripted: set[str] = set()  # pages whose links to other documents a script may put there

    def begin(self) -> Output:
        """Ask for the articles from which the site's template for articles is learned; `end` asks for the others."""
        plan = self._plan()
        limit = self.run.budget.limits.pages
        if len(plan) > limit:
            self.run.budget.hit("pages", limit, plan[limit][1].url)
            plan = plan[:limit]
        first, self._others = sample_of(plan)
        yield from self._ask(first)

    def _ask(self, plan: Iterable[Planned]) -> Output:
        pages = self.run.progress.stored.pages.items()
        stored = {page_key(url): item for url, item in pages if item.answer is FetchOutcome.REACHABLE}
        for column, entry in plan:
            key = page_key(entry.url)
            if key in stored:
                self._take_stored(key, stored[key])
                continue
            extension = file_extension(entry.url)
            if has_route(entry.url) and not may_render(self.run.target):
                self._failed.add(key)  # without a browser the server gives the home page
            elif extension:
                yield from self._file_entry(column, entry, extension)
            else:
                browser = always_renders(self.run.target)
                yield Job(entry.url, self._on_article, context=(column, entry), referer=column.url, browser=browser)

    def _plan(self) -> list[Planned]:
        run, inspection = self.run, self.spider.inspection
        owners = owners_of(run)
        planned = articles_of(run, owners, inspection.rubric.cutoff("interpretation_window", inspection.round.date))
        before = pages_with_problems(inspection.writer.engine, run.target, inspection.round.date)
        return planned + pages_to_revisit(run, before, planned, owners)

    def _take_stored(self, key: str, item: PageItem) -> None:
        """A page that an interrupted crawl had finished."""
        run = self.run
        run.budget.articles += 1
        run.progress.take_stored(item.second)
        note_claims(run, item, self.spider.inspection.check)
        self._note_day(key, item)
        run.note_state(item.url, OK)
        run.links.files.update(page_key(attachment.url) for attachment in item.attachments)

    # -- one article -----------------------------------------------------------------------------------------------

    def _file_entry(self, column: ColumnItem, entry: Entry, extension: str) -> Output:
        """A row that links a file is a page that consists of its attachment."""
        item = self._reader.blank(column, entry, self.run.progress.at)
        item.title, item.published, item.published_source = (
            entry.title,
            entry.published,
            entry.published_source,
        )
        item.attachments = [Attachment(normalise(entry.url), entry.title, extension)]
        return self._attachments.ask(PendingPage(item, column, entry))

    def _on_article(self, fetched: Fetched) -> Output:
        run = self.run
        column, entry = fetched.job.context
        key = page_key(entry.url)
        run.pages.judge_missing(fetched)
        run.note_state(entry.url, fetched.verdict)
        if fetched.verdict.link is LinkState.GONE:
            run.links.gone.add(entry.url)
            return  # a dead link of its column, not a page
        if fetched.ok and fetched.page.cut:
            run.budget.note_length(fetched.page)
            fetched.verdict = TOO_LONG
        if not fetched.ok:
            self._failed.add(key)
            run.pages.note_unread(fetched)
            run.budget.articles += 1
            item = self._reader.blank(column, entry, fetched.at)
            item.title, item.answer, item.reason = entry.title, fetched.verdict.answer, fetched.verdict.reason
            if item.answer is FetchOutcome.REACHABLE:
                item.answer = FetchOutcome.BLOCKED
            yield item
            return
        if not run.scope.covers(fetched.url):
            return  # the row leads to another site
        yield from Assembly(run, fetched, self._on_whole).begin(frames_of_article(fetched, run.scope))

    def _on_whole(self, fetched: Fetched) -> Output:
        """An article with the frames in which its text stands."""
        run = self.run
        reading = fetched.page.reading()
        if reading.kind in ("list", "parent") and not reading.is_undecided:
            self._listed.add(page_key(fetched.job.context[1].url))
            return  # a row that leads to a column is no article
        run.budget.articles += 1
        if self._others is not None:
            self._sample.learn(fetched)
        else:
            yield from self._on_known(fetched)

    def _on_known(self, fetched: Fetched, reading: ArticleReading | None = None) -> Output:
        """An article, when the template of articles is known, with its `reading` where it was read already."""
        reading = reading or self._read(fetched)
        item, (column, entry) = reading.item, fetched.job.context
        self.spider.keep_links(self.run, reading.links, item.url, 2)
        self._note_day(page_key(entry.url), item)
        if reading.is_scripted:
            self._scripted.add(item.url)
        yield from self._attachments.ask(PendingPage(item, column, entry))

    def _note_day(self, key: str, item: PageItem) -> None:
        if key in self._undated:
            self._dates[key] = day_of(item.published)
            if item.published is None and item.inventory is not None:
                self._unread[key] = item.inventory.unread_dates

    def _read(self, fetched: Fetched) -> ArticleReading:
        return self._reader.read(fetched, *fetched.job.context)

    def _read_again(self, fetched: Fetched, column: ColumnItem, entry: Entry) -> PageItem:
        item = self._reader.item(fetched, column, entry)
        self.spider.keep_links(self.run, fetched.page, item.url, 2)
        return item

    def _finished(self, pending: PendingPage) -> Output:
        """A page with all its facts: it goes on, or waits for its recheck."""
        item = pending.item
        note_claims(self.run, item, self.spider.inspection.check)
        if item.url in self._scripted or self.confirmation.accused(item):
            self._rechecks.hold(item, pending.column, pending.entry)
        else:
            yield item

    # -- the template of articles ----------------------------------------------------------------------------------

    def _learn(self) -> Output:
        """Read the articles that have arrived with what they tell together, then ask for the others."""
        run, others = self.run, self._others or []
        self._others = None
        run.pages.know(SiteModel.ARTICLES)
        if self._sample:
            self.spider.keep_model(run)
        for fetched, reading in self._sample.take_all():
            yield from self.spider.guarded(run, fetched, self._on_known(fetched, reading))
        rest = self._ask(others)
        for output in rest:
            yield output
            if isinstance(output, Job):  # the others are taken as there is room for them
                run.schedule.planned = rest
                return

    # -- dates that stand on the articles alone --------------------------------------------------------------------

    def end(self) -> Output:
        if self._others is not None:
            waits = False
            for output in self._learn():
                waits = waits or isinstance(output, Job)
                yield output
            if waits:
                return
        if self._rechecks.held:
            yield from self._rechecks.look()
        else:
            yield from self._date_columns()

    def _date_columns(self) -> Output:
        """Columns whose rows have no dates go on with those of their articles."""
        for key in sorted(self.run.pages.columns):
            column = self.run.pages.columns[key]
            if not column.entries or column.dated_entries:
                continue
            # Where no row leads to an article, what was read as columns may be the articles, and hold the dates.
            is_read = any(page_key(entry.url) in self._dates for entry in column.entries)
            unread = self._failed if is_read else self._failed | self._listed
            for entry in column.entries:
                page = page_key(entry.url)
                day = self._dates.get(page)
                if day:
                    entry.published, entry.published_source = day, "article"
                elif page in unread:
                    column.undated_unread += 1
                elif column.inventory is not None:
                    fresh = [each for each in self._unread.get(page, ()) if each not in column.inventory.unread_dates]
                    column.inventory.unread_dates += fresh
            summarise(column)
            if self.confirmation.accused(column):
                self.run.progress.held.add(key)
            else:
                yield column
