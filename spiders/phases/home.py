"""First phase: the home page, the site's answer to an impossible address, its site map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govcrawl.items import SiteItem
from spiders.fetching import Fetched, Job, Output
from spiders.rendering import may_render, wants_browser
from spiders.run import TargetRun
from spiders.yardstick import impossible_url

if TYPE_CHECKING:
    from spiders.base import InspectionSpider

_SHELLS = 3  # shells (refreshes, frames) that are followed from the home page before giving up


class HomePhase:
    def __init__(self, spider: InspectionSpider, run: TargetRun) -> None:
        self.spider, self.run = spider, run
        self._blank = False

    def begin(self) -> Output:
        target = self.run.target
        yield Job(impossible_url(target.url), self.on_impossible)
        yield Job(target.url, self.on_home, browser=target.render == "browser" and may_render(target))

    def on_impossible(self, fetched: Fetched) -> Output:
        self.run.yardstick.learn(fetched.job.url, fetched.url, fetched.status, fetched.body)
        return iter(())

    def on_home(self, fetched: Fetched) -> Output:
        run, step = self.run, fetched.job.context or 0
        run.at = run.at or fetched.at
        run.home_fetched = fetched
        run.note_state(fetched.job.url, fetched.verdict)
        if not fetched.ok:
            run.stopped = True
            return
        page = fetched.page
        shell = page.refresh() or (page.frames()[0] if page.form() == "shell" and page.frames() else None)
        if shell and step < _SHELLS and run.covers(shell):
            yield Job(shell, self.on_home, context=step + 1, referer=fetched.url)
            return
        if wants_browser(fetched, run.target):
            if may_render(run.target):
                yield Job(fetched.url, self.on_home, context=step, browser=True)
                return
            self._blank = True
        run.home = page
        run.marks = page.marks()
        run.marks.rendered = fetched.rendered
        run.note_state(fetched.url, fetched.verdict)
        for link in run.note_links(page, run.target.url, 0):
            self.spider.inspection.writer.add(link)
        if not (run.marks.complete or fetched.rendered or self._blank) and may_render(run.target):
            # Footers are often put there by a script: nothing is called missing before a browser has looked.
            yield Job(fetched.url, self.on_rendered, browser=True)

    def on_rendered(self, fetched: Fetched) -> Output:
        if fetched.ok:
            seen = fetched.page.marks()
            seen.rendered = True
            self.run.marks = self.run.marks.joined(seen)
        return iter(())

    def end(self) -> Output:
        run = self.run
        if run.stopped or run.home is None:
            yield self._unreachable()
            run.phase = len(self.spider.phases)
            return
        run.home_unrendered = self._blank

    def _unreachable(self) -> SiteItem:
        run = self.run
        fetched = run.home_fetched
        if fetched is None or run.at is None:
            raise RuntimeError(f"{run.target.url}: the home page was never asked for")
        verdict = fetched.verdict
        return SiteItem(
            target=run.target,
            fetched_at=run.at,
            answer=verdict.answer,
            reason=verdict.reason,
            status=fetched.status,
            final_url=fetched.url,
            pages_fetched=1,
        )
