"""Last phase: the facts of the site as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import ColumnItem, DisclosureFacts, SiteItem, Unread
from govcrawl.domain.targets import DISCLOSURE, PORTAL
from govcrawl.domain.urls import page_key
from govcrawl.extract import Page
from govcrawl.extract.inventory import read_labels
from govcrawl.rubric.disclosure import demanded
from pipelines.model import Confirm
from spiders.assessments.disclosure import disclosure_facts, fields_seen, parts_seen, reports_seen
from spiders.assessments.home_page import take_home_page, take_second_level
from spiders.assessments.inventory import duties_of, plain_name, take_inventory
from spiders.assessments.key_fields import single_fields
from spiders.assessments.qa_answers import AnswerAttribution
from spiders.fetching import Fetched, Output
from spiders.phases.linked_accounts import linked_accounts
from spiders.phases.phase import Phase
from spiders.run import TargetRun
from spiders.shells import parts_of_home

if TYPE_CHECKING:
    from spiders.base import InspectionSpider


class ClosingPhase(Phase):
    """Puts the site item together; one that would be accused is rechecked first."""

    def __init__(self, spider: InspectionSpider, run: TargetRun) -> None:
        super().__init__(spider, run)
        self._before: list[str] = []
        self._home_rechecked: Page | None = None
        self._unseen = 0  # questions that the lists showed only the second time
        self._at, self._way = run.progress.at, "direct"
        self._ended = False
        self._blind = False  # whether the home page could not be read the second time

    def begin(self) -> Output:
        site = self._site()
        self._before = self.confirmation.accused(site)
        if not self._before:
            self._ended = True
            yield self._counted(site)
            return
        # What the home page lacks and what its columns lack is looked for once more before it is called missing.
        yield self.confirmation.job(self.run.target.url, self._on_home, None, "")
        for key in self._columns_behind(site):
            yield from self.confirmation.column(self.run.pages.columns[key], self._looked)
        if self.run.target.platform == "policy_qa":
            for column in self.run.pages.columns.values():
                yield self.confirmation.job(column.url, self._on_list, column, self.run.target.url)

    def _columns_behind(self, site: SiteItem) -> list[str]:
        """Columns that the site is accused for, and that were not rechecked themselves."""
        keys = {page_key(each.url) for each in self.confirmation.found(site, Confirm.COLUMN) if each.url}
        return sorted(key for key in keys & self.run.pages.columns.keys() if self.run.pages.columns[key].second is None)

    def _looked(self, column: ColumnItem) -> Output:
        yield column

    def _on_home(self, fetched: Fetched) -> Output:
        run = self.run
        if direct := self.confirmation.direct(fetched):
            yield direct
            return
        if not fetched.ok:
            self._at, self._way, self._blind = fetched.at, fetched.way, True
            return
        parts = parts_of_home(fetched.page, run.scope, small=not fetched.page.marks().complete)
        yield from self.confirmation.whole(fetched, parts, self._on_whole_home)

    def _on_whole_home(self, fetched: Fetched) -> Output:
        """The home page with its frames and what its scripts load."""
        run = self.run
        self._at, self._way = fetched.at, fetched.way
        self._home_rechecked = fetched.page
        run.pages.identifiers = run.pages.identifiers.joined(fetched.marks())
        run.links.note_page(fetched.page, run.target.url, 0)
        return iter(())

    def _on_list(self, fetched: Fetched) -> Output:
        """Whether a list of questions has become longer, or shows more by the other way."""
        if direct := self.confirmation.direct(fetched):
            yield direct
            return
        known = self.run.pages.listed()
        rows = fetched.page.listing().entries if fetched.ok else []
        fresh = [url for _, url, _ in rows if page_key(url) not in known and self.run.scope.covers(url)]
        self._unseen += len(fresh)

    def _site(self) -> SiteItem:
        """The facts of the site, out of all that is known of it by now."""
        run, pages = self.run, self.run.pages
        home, fetched = pages.home, pages.home_fetched
        if home is None or fetched is None:
            raise RuntimeError(f"{run.target.url}: the home page was not read")
        columns, register = pages.columns.values(), self.spider.inspection.register
        site = SiteItem(
            target=run.target,
            fetched_at=fetched.at,
            answer=FetchOutcome.REACHABLE,
            status=fetched.status,
            final_url=fetched.url,
            title=home.title or "",
            labels=self._labels(home),
            home_unrendered=pages.home_unrendered,
            cms=home.cms(),
            marks=pages.identifiers,
        )
        today = self.spider.inspection.round.date
        take_home_page(site, home, self._home_rechecked, pages.columns, today)
        take_second_level(site, home, pages.columns, today)
        self._note_cuts()
        names = self._names_of_links()
        take_inventory(site, columns, names, demanded(register, run.target), self.spider.inspection.check)
        self._note_seen(site)
        if self._blind:
            # What held only once is not accused: every rule on what is missing looks at what could not be read.
            site.home_unrendered, site.columns_unread = True, site.columns_unread + 1
        site.linked_accounts = linked_accounts(run, register)
        site.duties = duties_of(register, run.target, columns)
        site.patterns = pages.patterns
        site.gone = sorted(run.links.gone - run.links.origins.keys())
        self._take_platform(site)
        self._take_coverage(site)
        return site

    def _names_of_links(self) -> list[str]:
        """What links are called that may lead to columns: not rows of lists, nor links to addresses of articles."""
        pages, links = self.run.pages, self.run.links
        articles = {page_key(url) for url in links.origins if pages.model.is_article(url)}
        return list(links.texts((pages.listed().keys() | articles) - pages.columns.keys()))

    def _lines_of_home(self) -> set[str]:
        """The lines of text that the home page shows, at either look."""
        looks = [each for each in (self.run.pages.home, self._home_rechecked) if each is not None]
        return {line for page in looks for line in page.visible_text().split("\n")}

    def _note_seen(self, site: SiteItem) -> None:
        """Names of missing columns that the home page shows all the same, at either look, as no link that was read."""
        texts = set(map(plain_name, self._lines_of_home()))
        for missing in site.missing:
            missing.seen = [name for name in (missing.name, *missing.synonyms) if plain_name(name) in texts]

    def _labels(self, home: Page) -> dict[str, str]:
        """Labels of the home page: what either reader has read of them, at either look."""
        labels = dict(home.labels)
        again = self._home_rechecked
        for other in (read_labels(home), *((again.labels, read_labels(again)) if again is not None else ())):
            labels |= {name: content for name, content in other.items() if content and not labels.get(name)}
        return labels

    def _take_platform(self, site: SiteItem) -> None:
        """Facts of platforms of one type alone."""
        run, inspection, columns = self.run, self.spider.inspection, self.run.pages.columns.values()
        if run.target.platform == "policy_qa":
            # Answers come in any order; what is said of them is in one.
            questions = sorted(run.pages.questions, key=lambda item: item.url)
            site.qa = AnswerAttribution(inspection.register).facts(questions, columns, inspection.check)
            site.qa.unread += self._unseen
        if run.target.platform == "disclosure":
            site.disclosure = disclosure_facts(run.target, columns, self._names_of_links(), inspection.check)
            self._note_seen_parts(site.disclosure)
        if run.target.platform in (PORTAL, DISCLOSURE):
            site.single_fields = single_fields(run.target, columns)

    def _note_seen_parts(self, facts: DisclosureFacts) -> None:
        """What the platform names all the same of what it seems to lack: on its home page, and in titles of reports."""
        lines = self._lines_of_home()
        facts.fields_seen = fields_seen(facts.fields_missing, lines)
        facts.parts_seen = parts_seen(facts.parts_missing, lines)
        titles = [entry.title for column in self.run.pages.columns.values() for entry in column.entries]
        year = self.spider.inspection.round.date.year - 1
        facts.reports_seen = reports_seen([*titles, *lines], self.run.target.unit, year)

    def _take_coverage(self, site: SiteItem) -> None:
        """How far the inspection came, and by which ways the site can be reached."""
        run, columns, access = self.run, self.run.pages.columns.values(), self.run.access
        fetched = run.pages.home_fetched
        site.pages_fetched = 1 + run.budget.articles + sum(column.list_pages for column in columns)
        site.links_checked = run.budget.links_checked
        site.rendered = (fetched is not None and fetched.rendered) + sum(column.rendered for column in columns)
        site.search, site.https, site.https_reason, site.ipv6 = (
            access.search, access.https, access.https_reason, access.ipv6,
        )  # fmt: skip
        site.certificate_fault = access.certificate_fault
        site.bounds = run.budget.bounds_by_name()
        site.unread = [run.pages.unread[url] for url in sorted(run.pages.unread)]

    def _counted(self, site: SiteItem) -> SiteItem:
        """The site with the number of all rechecks of the target, and of those that cleared something."""
        site.looked_again = sum(len(second.rules) for second in self.run.progress.confirmations)
        site.cleared = sum(len(second.cleared) for second in self.run.progress.confirmations)
        return site

    def end(self) -> Output:
        if self._ended:
            return
        self._ended = True
        site = self._site()
        self.confirmation.note(site, self._before, self._at, self._way)
        yield self._counted(site)

    def _note_cuts(self) -> None:
        """What cut a column short stands on the column, so that a resumed crawl says the same."""
        run = self.run
        for column in run.pages.columns.values():
            if column.truncated and column.list_pages >= run.budget.limits.list_pages:
                run.budget.hit("list_pages", run.budget.limits.list_pages, column.url)
            if column.reason or column.unrendered:
                answer = column.answer if column.answer is not FetchOutcome.REACHABLE else FetchOutcome.BLOCKED
                reason = column.reason or "需要浏览器才能显示内容，未能渲染"
                run.pages.unread[column.url] = Unread(column.url, answer, reason)
