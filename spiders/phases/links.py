"""Fourth phase: the links that no page was read from are checked, each once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from govcrawl.domain.fetch_outcomes import LOCAL_FILE, LOGIN, OK, PAGE_WITH_404, LinkState, Verdict
from govcrawl.domain.items import ConfirmationResult, Link, Suspicion
from govcrawl.domain.urls import has_route, page_key
from govcrawl.net.browser import BROWSER_AGENT
from govcrawl.net.verdict import readable, visible_text
from pipelines.catalogue import rules_confirmed_by
from pipelines.model import Confirm
from spiders.assessments.suspicion import Destination, suspicion_of, title_of
from spiders.columns.frontier import family_of
from spiders.fetching import Fetched, Job, Output
from spiders.phases.linked_accounts import lists_accounts
from spiders.phases.phase import Phase
from spiders.run import TargetRun, file_extension
from spiders.run.links import PICTURE
from spiders.run.soft_404 import Soft404Detector

if TYPE_CHECKING:
    from spiders.base import InspectionSpider

_MOST_PICTURES = 100  # of one target


_ACCOUNT_PAGES = 5  # pages of new media of one target that are read for the accounts that they link


class LinksPhase(Phase):
    """Checks links of all pages; those that are gone are checked once more at the end."""

    def __init__(self, spider: InspectionSpider, run: TargetRun) -> None:
        super().__init__(spider, run)
        self._links: dict[str, str] = {}  # by page key: the address that is checked for all spellings of it
        self._dead: dict[str, Verdict] = {}  # by address: links that wait for their recheck
        self._shown: set[str] = set()  # registered domains that the site links openly

    def begin(self) -> Output:
        run = self.run
        stored = run.progress.stored.links.values()
        run.links.take_stored(stored)
        self._shown = run.links.shown_sites()
        for link in stored:
            run.progress.take_stored(link.second)
        for url in sorted(run.links.origins):
            shown = run.links.states.get(page_key(url.partition("#")[0])) if has_route(url) else None
            if shown is not None:
                run.links.states.setdefault(page_key(url), shown)  # a view of a page that was asked for
            self._links.setdefault(page_key(url), url)
        for key in run.links.files:
            self._links.pop(key, None)
        yield from self._take_local_files()
        states, traps, limit = run.links.states, run.links.traps, run.budget.limits.links
        unchecked = [url for key, url in self._links.items() if key not in states and family_of(url) not in traps]
        unchecked.sort(
            key=lambda url: (
                not run.links.origins[url].ways,
                run.links.origins[url].rank,
                not run.scope.covers(url),
                url,
            )
        )
        unchecked = self._with_few_pictures(unchecked)
        if len(unchecked) > limit:
            run.budget.hit("links", limit, unchecked[limit])
            unchecked = unchecked[:limit]
        whole = [url for url in unchecked if run.scope.covers(url) and lists_accounts(run, url)][:_ACCOUNT_PAGES]
        for url in unchecked:
            yield Job(url, self._on_link, referer=run.links.origins[url].found_on, probe=url not in whole)

    def _take_local_files(self) -> Iterator[Link]:
        """Paths on an editor's own machine are dead for everybody else: nothing needs to be asked."""
        for key, url in list(self._links.items()):
            if url[:5].lower() == "file:" and key not in self.run.links.states:
                del self._links[key]
                self.run.note_state(url, LOCAL_FILE)
                yield from self._judged(url, LOCAL_FILE, None, self.run.progress.at)

    def _with_few_pictures(self, urls: list[str]) -> list[str]:
        """`urls` in their order, of pictures no more than the first: home pages show the most telling ones."""
        pictures = [url for url in urls if self.run.links.origins[url].text.startswith(PICTURE)]
        dropped = set(pictures[_MOST_PICTURES:])
        for url in dropped:
            self._links.pop(page_key(url), None)
        return [url for url in urls if url not in dropped]

    def _on_link(self, fetched: Fetched) -> Output:
        run, url = self.run, fetched.job.url
        self._judge(fetched)
        yield from self._linked_by(fetched)
        fetched.verdict = _of_link(fetched.verdict)
        run.note_state(url, fetched.verdict)
        self._links.pop(page_key(url), None)
        if fetched.verdict.link is LinkState.GONE:
            self._dead[url] = fetched.verdict
            return
        yield from self._judged(url, fetched.verdict, fetched.status, fetched.at, suspicion=self._suspicion(fetched))

    def _linked_by(self, fetched: Fetched) -> Iterator[Job]:
        """The links of a page of new media that no phase before has read are checked as well."""
        run = self.run
        if not fetched.ok or fetched.job.probe or not run.scope.covers(fetched.url):
            return
        known = set(run.links.origins)
        self.spider.keep_links(run, fetched.page, fetched.job.url, 1)
        for url in sorted(run.links.origins.keys() - known):
            if page_key(url) not in run.links.states and self._links.setdefault(page_key(url), url) == url:
                yield Job(url, self._on_link, referer=fetched.job.url, probe=True)

    def _suspicion(self, fetched: Fetched) -> Suspicion | None:
        url = fetched.job.url
        if self.run.scope.covers(url):
            return None
        there = Destination(url, fetched.url)
        read = fetched.ok or fetched.verdict.link is LinkState.CLOSED
        if read and b"\0" not in fetched.body[:1024]:
            there = Destination(url, fetched.url, title_of(readable(fetched.body)), visible_text(fetched.body))
        return suspicion_of(self.run.links.origins[url], there, self._shown)

    def _on_recheck(self, fetched: Fetched) -> Output:
        """Dead is what is gone twice; what answers the second time is alive, anything else undecided."""
        run, url = self.run, fetched.job.url
        if direct := self.confirmation.direct(fetched):
            yield direct
            return
        self._judge(fetched)
        verdict = _of_link(fetched.verdict)
        run.note_state(url, verdict)
        rules = sorted(rules_confirmed_by(Confirm.LINK))
        cleared = [] if verdict.link is LinkState.GONE else rules
        second = ConfirmationResult(fetched.at, fetched.way, rules, cleared)
        run.progress.confirmations.append(second)
        yield from self._judged(url, verdict, fetched.status, fetched.at, second, self._suspicion(fetched))

    def _judge(self, fetched: Fetched) -> None:
        """Hold an answer against the site's own error pages; those of other sites are not known, and leave a doubt."""
        url = fetched.job.url
        if self.run.scope.covers(url):
            self.run.pages.judge_missing(fetched, self.run.links.origins[url].text)
        elif fetched.verdict.by_status and Soft404Detector().is_page(url, fetched.body):
            fetched.verdict = PAGE_WITH_404

    def _judged(
        self,
        url: str,
        verdict: Verdict,
        status: int | None,
        at: datetime,
        second: ConfirmationResult | None = None,
        suspicion: Suspicion | None = None,
    ) -> Iterator[Link]:
        source = self.run.links.origins[url]
        link = Link(
            self.run.target, url, source.found_on, source.text, source.rank, self.run.scope.covers(url),
            verdict.link, status, verdict.reason, at, second, suspicion, source.ways,
        )  # fmt: skip
        if verdict.ok and suspicion is None:
            # Nothing to judge: no need to pass all rules.
            self.spider.inspection.writer.add(link)
        else:
            yield link

    def end(self) -> Output:
        """Links whose pages were read (or asked for) in the phases before."""
        run = self.run
        jobs = list(self._rechecks())
        if jobs:
            yield from jobs
            return
        run.budget.links_checked = run.links.checked
        probed_before = run.progress.stored.links
        for key, url in self._links.items():
            verdict = _of_link(run.links.states[key]) if key in run.links.states else None
            if verdict is None or (url in probed_before and probed_before[url].state is verdict.link):
                continue
            yield from self._judged(url, verdict, None, run.progress.at)

    def _rechecks(self) -> Iterator[Job]:
        """Links that are gone are asked for once more, when all others have been."""
        run, before = self.run, self.run.progress.stored.links
        for key, url in list(self._links.items()):
            verdict = run.links.states.get(key)
            if verdict is None or verdict.link is not LinkState.GONE:
                continue
            if url in before and before[url].state is LinkState.GONE:
                continue  # was rechecked before the crawl was interrupted
            self._dead[url] = verdict
            del self._links[key]
        dead, self._dead = self._dead, {}
        for url, verdict in sorted(dead.items()):
            # Soft 404s are recognised by what the direct way gave; names and ports fail alike in both.
            browser = verdict.by_status and not file_extension(url) and self.confirmation.by_browser
            found_on = run.links.origins[url].found_on
            # Some sites tell all but browsers that a page is not there.
            agent = (("User-Agent", BROWSER_AGENT),) if verdict.by_status else ()
            yield Job(url, self._on_recheck, referer=found_on, browser=browser, probe=not browser, headers=agent)


def _of_link(verdict: Verdict) -> Verdict:
    """What a fetch says of the link: one that leads to a login is alive, though its page cannot be read."""
    return OK if verdict is LOGIN else verdict
