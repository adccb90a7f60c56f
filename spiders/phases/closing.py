"""Last phase: the facts of the site as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ColumnItem, Duty, SiteItem, Unread
from govcrawl.domain.urls import page_key
from govcrawl.extract import Page
from govcrawl.rubric.disclosure import demanded
from pipelines.model import Confirm
from pipelines.windows import day_of
from spiders.assessments.disclosure import disclosure_facts
from spiders.assessments.inventory import take_inventory
from spiders.assessments.qa_answers import AnswerAttribution
from spiders.columns.candidates import is_article_url
from spiders.confirmation import Confirmation
from spiders.fetching import Fetched, Output
from spiders.phases.linked_accounts import linked_accounts
from spiders.run import TargetRun

if TYPE_CHECKING:
    from spiders.base import InspectionSpider


class ClosingPhase:
    """Puts together the SiteItem, from all that the other phases have learnt."""

    def __init__(self, spider: InspectionSpider, run: TargetRun) -> None:
        self.spider, self.run = spider, run
        self._looks = Confirmation(spider, run)
        self._before: list[str] = []
        self._home_again: Page | None = None
        self._unseen = 0  # questions that the lists showed only the second time
        self._at, self._way = run.progress.at, "direct"
        self._ended = False
        self._blind = False  # whether the home page could not be read the second time

    def begin(self) -> Output:
        """Ask for the home page, and columns behind a rule on the site, once more when the site would be accused."""
        site = self._site()
        self._before = self._looks.accused(site)
        if not self._before:
            self._ended = True
            yield self._counted(site)
            return
        # What the home page lacks and what its columns lack is looked for once more before it is called missing.
        yield self._looks.job(self.run.target.url, self.on_home_again, None, "")
        for key in self._columns_behind(site):
            yield from self._looks.column(self.run.pages.columns[key], self._looked)
        if self.run.target.platform == "policy_qa":
            for column in self.run.pages.columns.values():
                yield self._looks.job(column.url, self.on_list_again, column, self.run.target.url)

    def _columns_behind(self, site: SiteItem) -> list[str]:
        """Columns that the site is accused for, and that had no second look of their own."""
        keys = {page_key(each.url) for each in self._looks.found(site, Confirm.COLUMN) if each.url}
        return sorted(key for key in keys & self.run.pages.columns.keys() if self.run.pages.columns[key].second is None)

    def _looked(self, column: ColumnItem) -> Output:
        yield column

    def on_home_again(self, fetched: Fetched) -> Output:
        """Take what the second look at the home page shows."""
        run = self.run
        if again := self._looks.direct(fetched):
            yield again
            return
        self._at, self._way = fetched.at, fetched.way
        if not fetched.ok:
            self._blind = True
            return
        self._home_again = fetched.page
        marks = fetched.page.marks()
        marks.rendered = fetched.rendered
        run.pages.identifiers = run.pages.identifiers.joined(marks)
        run.links.note_page(fetched.page, run.target.url, 0)

    def on_list_again(self, fetched: Fetched) -> Output:
        """Whether a list of questions has become longer, or shows more by the other way."""
        if again := self._looks.direct(fetched):
            yield again
            return
        known = {page_key(entry.url) for column in self.run.pages.columns.values() for entry in column.entries}
        rows = fetched.page.listing().entries if fetched.ok else []
        fresh = [url for _, url, _ in rows if page_key(url) not in known and self.run.scope.covers(url)]
        self._unseen += len(fresh)

    def _site(self) -> SiteItem:
        run = self.run
        home, fetched = run.pages.home, run.pages.home_fetched
        if home is None or fetched is None:
            raise RuntimeError(f"{run.target.url}: the home page was not read")
        site = SiteItem(
            target=run.target,
            fetched_at=fetched.at,
            answer=FetchOutcome.REACHABLE,
            status=fetched.status,
            final_url=fetched.url,
            title=home.title or "",
            labels=dict(home.labels),
            home_unrendered=run.pages.home_unrendered,
            pages_fetched=1 + run.budget.articles + sum(column.list_pages for column in run.pages.columns.values()),
            links_checked=run.budget.links_checked,
            rendered=fetched.rendered + sum(column.rendered for column in run.pages.columns.values()),
            cms=home.cms(),
            marks=run.pages.identifiers,
        )
        self._read_home(site, home)
        self._read_second_level(site)
        self._read_columns()
        inspection = self.spider.inspection
        take_inventory(
            site,
            run.pages.columns.values(),
            (source.text for source in run.links.origins.values()),
            demanded(inspection.register, run.target),
            inspection.check,
        )
        if self._blind:
            # What held only once is not accused: every rule on what is missing looks at what could not be read.
            site.home_unrendered, site.columns_unread = True, site.columns_unread + 1
        site.linked_accounts = linked_accounts(run, inspection.register)
        if run.target.platform == "policy_qa":
            # Answers come in any order; what is said of them is in one.
            questions = sorted(run.pages.questions, key=lambda item: item.url)
            site.qa = AnswerAttribution(inspection.register).facts(
                questions, run.pages.columns.values(), inspection.check
            )
            site.qa.unread += self._unseen
        if run.target.platform == "disclosure":
            texts = [source.text for source in run.links.origins.values()]
            site.disclosure = disclosure_facts(run.target, run.pages.columns.values(), texts, inspection.check)
        site.duties, site.gone = list(self._duties()), sorted(run.links.gone - run.links.origins.keys())
        site.search, site.https, site.ipv6 = run.access.search, run.access.https, run.access.ipv6
        site.https_reason = run.access.https_reason
        site.bounds = run.budget.bounds_by_name()
        site.unread = [run.pages.unread[url] for url in sorted(run.pages.unread)]
        return site

    def _duties(self) -> Iterator[Duty]:
        """Every row of 栏目责任 that is about this target, with its column."""
        run = self.run
        for row in self.spider.inspection.register.responsibilities:
            columns = sorted(column.url for column in run.pages.columns.values() if column.name == row.column)
            mine = [url for url in columns if page_key(row.url) in (page_key(url), page_key(run.target.url))]
            if mine or page_key(row.url) == page_key(run.target.url):
                yield Duty(row.column, row.unit, mine[0] if mine else "")

    def _counted(self, site: SiteItem) -> SiteItem:
        """The site with what all second looks of the target came to."""
        site.looked_again = sum(len(second.rules) for second in self.run.progress.confirmations)
        site.cleared = sum(len(second.cleared) for second in self.run.progress.confirmations)
        return site

    def end(self) -> Output:
        """Yield the SiteItem, once."""
        if self._ended:
            return
        self._ended = True
        site = self._site()
        self._looks.note(site, self._before, self._at, self._way)
        yield self._counted(site)

    def _read_columns(self) -> None:
        """What cut a column short stands on the column, so that a resumed crawl says the same."""
        run = self.run
        for column in run.pages.columns.values():
            if column.truncated and column.list_pages >= run.budget.limits.list_pages:
                run.budget.hit("list_pages", run.budget.limits.list_pages, column.url)
            if column.reason or column.unrendered:
                answer = column.answer if column.answer is not FetchOutcome.REACHABLE else FetchOutcome.BLOCKED
                reason = column.reason or "需要浏览器才能显示内容，未能渲染"
                run.pages.unread[column.url] = Unread(column.url, answer, reason)

    def _read_home(self, site: SiteItem, home: Page) -> None:
        """Entries of the home page: those dated there, and those that some column's list dates."""
        dates: dict[str, tuple[date, str]] = {}
        known = {
            page_key(entry.url): entry.published
            for column in self.run.pages.columns.values()
            for entry in column.entries
            if entry.published
        }
        articles = 0
        for url, _ in home.links():
            key = page_key(url)
            if key in known:
                dates[key] = (known[key], url)
            articles += key in known or is_article_url(url)
        for page in filter(None, (home, self._home_again)):
            for _, url, published in page.dated_links():
                day = day_of(published)
                if day:
                    dates[page_key(url)] = (day, url)
        site.home_entries = len(dates)
        site.navigation_only = not dates and not articles
        past = [each for each in dates.values() if each[0] <= self.spider.inspection.round.date]
        if past:
            site.home_newest, site.home_newest_url = max(past)

    def _read_second_level(self, site: SiteItem) -> None:
        links = {page_key(url) for url, _ in self.run.pages.home.links()} if self.run.pages.home else set()
        past = []
        for key, column in self.run.pages.columns.items():
            if key not in links:
                continue
            if column.answer is not FetchOutcome.REACHABLE or column.unrendered:
                site.second_level_unread += 1
            days = [
                (e.published, e.url)
                for e in column.entries
                if e.published and e.published <= self.spider.inspection.round.date
            ]
            past.extend(days)
        if past:
            site.second_level_newest, site.second_level_newest_url = max(past)
