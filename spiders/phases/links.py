"""Fourth phase: the links that no page was read from are checked, each once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from govcrawl.domain.fetch_outcomes import LOGIN, OK, SOFT_404, FetchOutcome, LinkState, Verdict
from govcrawl.domain.items import Link, SecondLook, Suspicion
from govcrawl.domain.urls import page_key
from spiders.confirmation import Confirmation
from spiders.fetching import Fetched, Job, Output
from spiders.phases.families import family_of
from spiders.run import LinkOrigin, TargetRun, file_extension
from spiders.suspicion import suspicion_of

if TYPE_CHECKING:
    from spiders.base import InspectionSpider


_DEAD_LINK = "A03"


class LinksPhase:
    def __init__(self, spider: InspectionSpider, run: TargetRun) -> None:
        self.spider, self.run = spider, run
        self._links: dict[str, str] = {}  # by page key: the address that is checked for all spellings of it
        self._dead: dict[str, Verdict] = {}  # by address: links that wait for their second look
        self._looks = Confirmation(spider, run)

    def begin(self) -> Output:
        run = self.run
        self._merge_stored()
        for url in sorted(run.sources):
            self._links.setdefault(page_key(url), url)
        for key in run.files:
            self._links.pop(key, None)
        unchecked = [
            url for key, url in self._links.items() if key not in run.states and family_of(url) not in run.traps
        ]
        unchecked.sort(key=lambda url: (run.sources[url].rank, not run.covers(url), url))
        if len(unchecked) > run.limits.links:
            run.hit("links", run.limits.links, unchecked[run.limits.links])
            unchecked = unchecked[: run.limits.links]
        for url in unchecked:
            yield Job(url, self.on_link, referer=run.sources[url].found_on, probe=True)

    def _merge_stored(self) -> None:
        """Links and verdicts of pages that an interrupted crawl had finished."""
        run = self.run
        for url, link in run.progress.links.items():
            known = run.sources.get(url)
            if known is None or (link.rank, link.found_on) < (known.rank, known.found_on):
                run.sources[url] = LinkOrigin(link.rank, link.found_on, link.text)
            if link.second is not None:
                run.seconds.append(link.second)
            if link.state is not LinkState.UNCHECKED and page_key(url) not in run.states:
                verdict = judged_before(link)
                run.states[page_key(url)] = verdict

    def on_link(self, fetched: Fetched) -> Output:
        run, url = self.run, fetched.job.url
        if fetched.ok and run.covers(url) and run.soft_404.matches(url, fetched.url, fetched.body):
            fetched.verdict = SOFT_404
        fetched.verdict = _of_link(fetched.verdict)
        run.note_state(url, fetched.verdict)
        self._links.pop(page_key(url), None)
        if fetched.verdict.link is LinkState.GONE:
            self._dead[url] = fetched.verdict
            return iter(())
        suspicion = None if run.covers(url) else suspicion_of(run.sources[url].text, fetched)
        return self._judged(url, fetched.verdict, fetched.status, fetched.at, suspicion=suspicion)

    def on_again(self, fetched: Fetched) -> Output:
        """Dead is what is gone twice; what answers the second time is alive, anything else undecided."""
        run, url = self.run, fetched.job.url
        if again := self._looks.direct(fetched):
            yield again
            return
        if fetched.ok and run.covers(url) and run.soft_404.matches(url, fetched.url, fetched.body):
            fetched.verdict = SOFT_404
        verdict = _of_link(fetched.verdict)
        run.note_state(url, verdict)
        cleared = [] if verdict.link is LinkState.GONE else [_DEAD_LINK]
        second = SecondLook(fetched.at, "browser" if fetched.rendered else "direct", [_DEAD_LINK], cleared)
        run.seconds.append(second)
        yield from self._judged(url, verdict, fetched.status, fetched.at, second)

    def _judged(
        self,
        url: str,
        verdict: Verdict,
        status: int | None,
        at: datetime,
        second: SecondLook | None = None,
        suspicion: Suspicion | None = None,
    ) -> Iterator[Link]:
        source = self.run.sources[url]
        link = Link(
            self.run.target, url, source.found_on, source.text, source.rank, self.run.covers(url),
            verdict.link, status, verdict.reason, at, second, suspicion,
        )  # fmt: skip
        if verdict.ok and suspicion is None:
            # Nothing to judge: no need to pass all rules.
            self.spider.inspection.writer.add(link)
        else:
            yield link

    def end(self) -> Output:
        """Links whose pages were read (or asked for) in the phases before."""
        run = self.run
        jobs = list(self._again())
        if jobs:
            yield from jobs
            return
        run.links_checked = len({page_key(url) for url in run.sources} & (run.states.keys() | run.files))
        probed_before = run.progress.links
        for key, url in self._links.items():
            verdict = _of_link(run.states[key]) if key in run.states else None
            if verdict is None or (url in probed_before and probed_before[url].state is verdict.link):
                continue
            yield from self._judged(url, verdict, None, run.at or run.begun)

    def _again(self) -> Iterator[Job]:
        """Links that are gone are asked for once more, when all others have been."""
        run, before = self.run, self.run.progress.links
        for key, url in list(self._links.items()):
            verdict = run.states.get(key)
            if verdict is None or verdict.link is not LinkState.GONE:
                continue
            if url in before and before[url].state is LinkState.GONE:
                continue  # had its second look before the crawl was interrupted
            self._dead[url] = verdict
            del self._links[key]
        dead, self._dead = self._dead, {}
        for url, verdict in sorted(dead.items()):
            # Error pages with status 200 are told by the direct way's yardstick; names and ports fail alike in both.
            browser = verdict.by_status and not file_extension(url) and self._looks.by_browser
            found_on = run.sources[url].found_on
            yield Job(url, self.on_again, referer=found_on, browser=browser, probe=not browser)


def _of_link(verdict: Verdict) -> Verdict:
    """What a fetch says of the link: one that leads to a login is alive, though its page cannot be read."""
    return OK if verdict is LOGIN else verdict


def judged_before(link: Link) -> Verdict:
    answer = FetchOutcome.REACHABLE if link.state is LinkState.OK else FetchOutcome.UNREACHABLE
    return Verdict(answer, link.state, link.reason)
