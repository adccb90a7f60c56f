"""Last phase: the facts of the site as a whole."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from govcrawl.answers import Answer
from govcrawl.extract import Page
from govcrawl.items import SiteItem, Unread
from govcrawl.standard.disclosure import demanded
from govcrawl.urls import page_key
from spiders.candidates import is_article_url
from spiders.columns import day_of
from spiders.fetching import Output
from spiders.phases.answering import Answering
from spiders.phases.disclosure import disclosure_facts
from spiders.phases.inventory import take_inventory
from spiders.phases.linked_accounts import linked_accounts
from spiders.run import TargetRun

if TYPE_CHECKING:
    from spiders.base import InspectionSpider


class ClosingPhase:
    def __init__(self, spider: InspectionSpider, run: TargetRun) -> None:
        self.spider, self.run = spider, run

    def begin(self) -> Output:
        run = self.run
        home, fetched = run.home, run.home_fetched
        if home is None or fetched is None:
            return
        site = SiteItem(
            target=run.target,
            fetched_at=fetched.at,
            answer=Answer.REACHABLE,
            status=fetched.status,
            final_url=fetched.url,
            title=home.title or "",
            labels=dict(home.labels),
            home_unrendered=run.home_unrendered,
            pages_fetched=1 + run.articles + sum(column.list_pages for column in run.columns.values()),
            links_checked=run.links_checked,
            rendered=fetched.rendered + sum(column.rendered for column in run.columns.values()),
            cms=home.cms(),
            marks=run.marks,
        )
        self._read_home(site, home)
        self._read_second_level(site)
        self._read_columns()
        inspection = self.spider.inspection
        take_inventory(
            site,
            run.columns.values(),
            (source.text for source in run.sources.values()),
            demanded(inspection.register, run.target),
            inspection.check,
        )
        site.linked_accounts = linked_accounts(run, inspection.register)
        if run.target.platform == "policy_qa":
            site.qa = Answering(inspection.register).facts(run.questions, run.columns.values(), inspection.check)
        if run.target.platform == "disclosure":
            texts = [source.text for source in run.sources.values()]
            site.disclosure = disclosure_facts(run.target, run.columns.values(), texts, inspection.check)
        site.bounds = sorted(run.bounds.values(), key=lambda bound: bound.name)
        site.unread = [run.unread[url] for url in sorted(run.unread)]
        yield site

    def end(self) -> Output:
        return iter(())

    def _read_columns(self) -> None:
        """What cut a column short stands on the column, so that a resumed crawl says the same."""
        run = self.run
        for column in run.columns.values():
            if column.truncated and column.list_pages >= run.limits.list_pages:
                run.hit("list_pages", run.limits.list_pages, column.url)
            if column.reason or column.unrendered:
                answer = column.answer if column.answer is not Answer.REACHABLE else Answer.BLOCKED
                reason = column.reason or "需要浏览器才能显示内容，未能渲染"
                run.unread[column.url] = Unread(column.url, answer, reason)

    def _read_home(self, site: SiteItem, home: Page) -> None:
        """Entries of the home page: those dated there, and those that some column's list dates."""
        dates: dict[str, tuple[date, str]] = {}
        known = {
            page_key(entry.url): entry.published
            for column in self.run.columns.values()
            for entry in column.entries
            if entry.published
        }
        articles = 0
        for url, _ in home.links():
            key = page_key(url)
            if key in known:
                dates[key] = (known[key], url)
            articles += key in known or is_article_url(url)
        for _, url, published in home.dated_links():
            day = day_of(published)
            if day:
                dates[page_key(url)] = (day, url)
        site.home_entries = len(dates)
        site.navigation_only = not dates and not articles
        past = [each for each in dates.values() if each[0] <= self.spider.inspection.round.date]
        if past:
            site.home_newest, site.home_newest_url = max(past)

    def _read_second_level(self, site: SiteItem) -> None:
        links = {page_key(url) for url, _ in self.run.home.links()} if self.run.home else set()
        past = []
        for key, column in self.run.columns.items():
            if key not in links:
                continue
            if column.answer is not Answer.REACHABLE or column.unrendered:
                site.second_level_unread += 1
            days = [
                (e.published, e.url)
                for e in column.entries
                if e.published and e.published <= self.spider.inspection.round.date
            ]
            past.extend(days)
        if past:
            site.second_level_newest, site.second_level_newest_url = max(past)
