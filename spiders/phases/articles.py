"""Third phase: the articles that the rules need, and the attachments that they offer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from govcrawl.domain.fetch_outcomes import OK, SOFT_404, TOO_LONG, FetchOutcome, LinkState
from govcrawl.domain.items import Attachment, ColumnItem, Entry, Letter, PageItem
from govcrawl.domain.urls import normalise, page_key
from govcrawl.extract.magic import content_of
from govcrawl.store.verifications import pages_with_problems
from pipelines.windows import day_of
from spiders.assessments.inventory import takes_letters
from spiders.columns.draft import summarise
from spiders.confirmation import Confirmation
from spiders.fetching import Fetched, Job, Output
from spiders.phases.recheck import PageConfirmation
from spiders.phases.revisit_previous import pages_to_revisit
from spiders.rendering import links_by_script, may_render
from spiders.run import TargetRun, file_extension

if TYPE_CHECKING:
    from spiders.base import InspectionSpider

# Every policy and every interpretation of the last year is needed to tell which of them lack each other.
# So is every letter of it, to tell which were never answered.
_WHOLE_YEAR = frozenset({"policy", "normative", "interpretation", "letters"})


@dataclass(slots=True)
class Pending:
    """A page that waits for the answers on its attachments."""

    item: PageItem
    column: ColumnItem
    entry: Entry
    waiting: int = 0


class ArticlesPhase:
    """Reads the articles that the rules need, and checks the attachments that they offer."""

    def __init__(self, spider: InspectionSpider, run: TargetRun) -> None:
        self.spider, self.run = spider, run
        self._dates: dict[str, date | None] = {}  # by page key: publication day of articles that a list leaves undated
        self._failed: set[str] = set()
        self._undated = {
            page_key(entry.url)
            for column in run.pages.columns.values()
            if not column.dated_entries
            for entry in column.entries
        }
        self._files: dict[str, Attachment] = {}
        # By address: interpretations that a row of any list links beside the article.
        self._beside = {
            entry.url: entry.interpretations
            for _, column in sorted(run.pages.columns.items())
            for entry in column.entries
            if entry.interpretations
        }
        self._asked: dict[str, list[Pending]] = {}
        self._looks = Confirmation(spider, run)
        self._again = PageConfirmation(self._looks, self._read)
        self._scripted: set[str] = set()  # pages whose links to other documents a script may put there

    def begin(self) -> Output:
        """Ask for the articles of all columns, those that an interrupted crawl has stored left out."""
        plan = list(self._plan())
        limit = self.run.budget.limits.pages
        if len(plan) > limit:
            self.run.budget.hit("pages", limit, plan[limit][1].url)
            plan = plan[:limit]
        pages = self.run.progress.stored.pages.items()
        stored = {page_key(url): item for url, item in pages if item.answer is FetchOutcome.REACHABLE}
        for column, entry in plan:
            key = page_key(entry.url)
            if key in stored:
                self._take_stored(key, stored[key])
                continue
            extension = file_extension(entry.url)
            if extension:
                yield from self._file_entry(column, entry, extension)
            else:
                browser = self.run.target.render == "browser" and may_render(self.run.target)
                yield Job(entry.url, self.on_article, context=(column, entry), referer=column.url, browser=browser)

    def _take_stored(self, key: str, item: PageItem) -> None:
        """A page that an interrupted crawl had finished."""
        run = self.run
        run.budget.articles += 1
        run.progress.take_stored(item.second)
        self._note_day(key, item)
        run.note_state(item.url, OK)
        run.links.files.update(page_key(attachment.url) for attachment in item.attachments)

    # -- which articles --------------------------------------------------------------------------------------------

    def _plan(self) -> Iterator[tuple[ColumnItem, Entry]]:
        run = self.run
        owners = self._owners()
        inspection = self.spider.inspection
        cutoff = inspection.rubric.cutoff("interpretation_window", inspection.round.date)
        planned: list[tuple[ColumnItem, Entry]] = []
        for key in sorted(run.pages.columns):
            column = run.pages.columns[key]
            mine = [entry for entry in column.entries if owners.get(page_key(entry.url)) == key]
            planned += ((column, entry) for entry in self._needed(column, mine, cutoff))
        yield from planned
        before = pages_with_problems(inspection.writer.engine, run.target, inspection.round.date)
        yield from pages_to_revisit(run, before, planned, owners)

    def _needed(self, column: ColumnItem, entries: list[Entry], cutoff: date) -> list[Entry]:
        newest_first = sorted(entries, key=lambda entry: (entry.published or date.max, entry.url), reverse=True)
        if column.kind not in _WHOLE_YEAR:
            newest = self.run.budget.limits.newest
            # A row that links a file is an attachment, whatever its age.
            files = [entry for entry in newest_first[newest:] if file_extension(entry.url)]
            return newest_first[:newest] + files
        return [entry for entry in newest_first if entry.published is None or entry.published >= cutoff]

    def _owners(self) -> dict[str, str]:
        """An article belongs to one column: the one whose address it lies under, else the first by level."""
        owners: dict[str, tuple[tuple[int, int, str], str]] = {}
        for key, column in self.run.pages.columns.items():
            folder = key.rpartition("/")[0] + "/"
            for entry in column.entries:
                if not self.run.scope.covers(entry.url):
                    continue
                page = page_key(entry.url)
                inside = len(folder) if page.startswith(folder) else 0
                rank = (-inside, -column.level, key)
                if page not in owners or rank < owners[page][0]:
                    owners[page] = (rank, key)
        return {page: key for page, (_, key) in owners.items()}

    # -- one article -----------------------------------------------------------------------------------------------

    def _file_entry(self, column: ColumnItem, entry: Entry, extension: str) -> Output:
        """A row that links a file is a page that consists of its attachment."""
        item = self._blank(column, entry, self.run.progress.at)
        item.title, item.published, item.published_source = (
            entry.title,
            entry.published,
            entry.published_source,
        )
        item.attachments = [Attachment(normalise(entry.url), entry.title, extension)]
        return self._await_files(Pending(item, column, entry))

    def _blank(self, column: ColumnItem, entry: Entry, at: datetime) -> PageItem:
        return PageItem(
            target=self.run.target,
            url=normalise(entry.url),
            fetched_at=at,
            column_url=column.url,
            column_name=column.name,
            column_kind=column.kind,
        )

    def on_article(self, fetched: Fetched) -> Output:
        """Turn an answer into a PageItem, and ask for the files that the page offers."""
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
            item = self._blank(column, entry, fetched.at)
            item.title, item.answer, item.reason = entry.title, fetched.verdict.answer, fetched.verdict.reason
            if item.answer is FetchOutcome.REACHABLE:
                item.answer = FetchOutcome.BLOCKED
            yield item
            return
        if not run.scope.covers(fetched.url):
            return  # the row leads to another site
        run.budget.articles += 1
        item = self._read(fetched, column, entry)
        self._note_day(key, item)
        if links_by_script(item, fetched):
            self._scripted.add(item.url)
        yield from self._await_files(Pending(item, column, entry))

    def _note_day(self, key: str, item: PageItem) -> None:
        if key in self._undated:
            self._dates[key] = day_of(item.published)

    def _read(self, fetched: Fetched, column: ColumnItem, entry: Entry) -> PageItem:
        item = self._blank(column, entry, fetched.at)
        article = fetched.page.article()
        item.title = article.title or entry.title
        item.published, item.published_source = article.published, article.published_source
        if item.published is None and entry.published is not None:
            item.published, item.published_source = entry.published, "row"
        item.drafted, item.labels = article.drafted, dict(article.labels)
        item.shown_title, item.shown_published = article.shown_title, article.shown_published
        item.source, item.number, item.text = article.source, article.number, article.text
        item.attachments = [Attachment(url, text, extension) for url, text, extension in article.attachments]
        item.policy_links = list(article.policy_links)
        rows = self._beside.get(entry.url, ())
        item.interpretation_links = list(dict.fromkeys([*article.interpretation_links, *rows]))
        if takes_letters(column):
            found = fetched.page.question()
            answered = None if found.reply is None else bool(found.reply.strip())
            item.letter = Letter(found.asked or day_of(item.published), found.replied, answered)
        self.spider.keep_links(self.run, fetched.page, item.url, 2)
        return item

    # -- attachments -----------------------------------------------------------------------------------------------

    def _await_files(self, pending: Pending) -> Output:
        item = pending.item
        self.run.links.files.update(page_key(attachment.url) for attachment in item.attachments)
        for place, attachment in enumerate(item.attachments):
            url = attachment.url
            if url in self._files:
                item.attachments[place] = self._known(self._files[url], attachment)
            elif url in self._asked:
                self._asked[url].append(pending)
                pending.waiting += 1
            else:
                self._asked[url] = [pending]
                pending.waiting += 1
                yield Job(url, self.on_file, context=attachment, referer=item.url, probe=True, first=True)
        if not pending.waiting:
            yield from self._finished(pending)

    def _known(self, facts: Attachment, here: Attachment) -> Attachment:
        return Attachment(
            here.url,
            here.text,
            here.extension,
            facts.state,
            facts.status,
            facts.size,
            facts.content,
            facts.reason,
        )

    def on_file(self, fetched: Fetched) -> Output:
        """Note what an attachment is, and yield the pages that have waited for it alone."""
        attachment: Attachment = fetched.job.context
        attachment.state, attachment.reason = fetched.verdict.link, fetched.verdict.reason
        attachment.status, attachment.size = fetched.status, fetched.size
        if fetched.ok or fetched.verdict is SOFT_404:
            attachment.content = content_of(fetched.body)
            # A file's place answers with a page: that is for T03 to say, whatever the page says.
            attachment.state = LinkState.OK
        self.run.note_state(attachment.url, fetched.verdict)
        self._files[attachment.url] = attachment
        for pending in self._asked.pop(attachment.url, []):
            for place, each in enumerate(pending.item.attachments):
                if each.url == attachment.url:
                    pending.item.attachments[place] = self._known(attachment, each)
            pending.waiting -= 1
            if not pending.waiting:
                yield from self._finished(pending)

    def _finished(self, pending: Pending) -> Output:
        """A page with all its facts: it goes on, or waits for its second look."""
        item = pending.item
        if item.url in self._scripted or self._looks.accused(item):
            self._again.hold(item, pending.column, pending.entry)
        else:
            yield item

    # -- dates that stand on the articles alone --------------------------------------------------------------------

    def end(self) -> Output:
        """Second looks at pages that would be accused; then the dates of articles go to the rows of their columns."""
        if self._again.held:
            yield from self._again.look()
            return
        for key in sorted(self.run.pages.columns):
            column = self.run.pages.columns[key]
            if not column.entries or column.dated_entries:
                continue
            for entry in column.entries:
                page = page_key(entry.url)
                day = self._dates.get(page)
                if day:
                    entry.published, entry.published_source = day, "article"
                elif page in self._failed:
                    column.undated_unread += 1
            summarise(column)
            if self._looks.accused(column):
                self.run.progress.held.add(key)
            else:
                yield column
