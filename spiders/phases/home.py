"""First phase: the home page, the site's answer to an impossible address, its site map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govcrawl.cms import directory, tree_request
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import SecondLook, SiteItem
from govcrawl.domain.targets import WEBSITES
from govcrawl.extract import Page
from spiders.fetching import Fetched, Job, Output
from spiders.rendering import may_render, wants_browser
from spiders.run import TargetRun
from spiders.soft_404 import impossible_url

if TYPE_CHECKING:
    from spiders.base import InspectionSpider

_SHELLS = 3  # shells (refreshes, frames) that are followed from the home page before giving up

# Answers that no browser changes: a login, a rate limit, a legal block.
_NO_CHALLENGE = (401, 407, 429, 451)
_UNREACHABLE = "A02"
_FEW_LINKS = 3  # a frame with fewer holds a banner, not the site


class HomePhase:
    def __init__(self, spider: InspectionSpider, run: TargetRun) -> None:
        self.spider, self.run = spider, run
        self._blank = False
        self._first: Fetched | None = None  # the answer that made the home page unreachable, until the second look

    def begin(self) -> Output:
        target = self.run.target
        yield Job(impossible_url(target.url), self.on_impossible)
        yield Job(target.url, self.on_home, browser=target.render == "browser" and may_render(target))

    def on_impossible(self, fetched: Fetched) -> Output:
        self.run.soft_404.learn(fetched.job.url, fetched.url, fetched.status, fetched.body)
        return iter(())

    def on_home(self, fetched: Fetched) -> Output:
        run = self.run
        step, others = fetched.job.context or (0, [])
        run.at = run.at or fetched.at
        run.home_fetched = fetched
        run.note_state(fetched.job.url, fetched.verdict)
        if not fetched.ok:
            if fetched.verdict.answer is FetchOutcome.BLOCKED and not fetched.rendered and self._may_pass(fetched):
                yield Job(fetched.job.url, self.on_passed, context=fetched, challenge=True)
            elif fetched.verdict.answer is FetchOutcome.UNREACHABLE and not self._first:
                # A site that is down now may be up when all others have been inspected.
                self._first = fetched
                self.spider.look_later(
                    run,
                    Job(run.target.url, self.on_home, browser=fetched.status is not None and may_render(run.target)),
                )
            else:
                run.stopped = True
            return
        if self._first:
            run.seconds.append(SecondLook(fetched.at, self._way(fetched), [_UNREACHABLE], [_UNREACHABLE]))
            self._first = None
        page = fetched.page
        shells = self._shells(page) or (others if len(page.links()) < _FEW_LINKS else [])
        if shells and step < _SHELLS:
            yield Job(shells[0], self.on_home, context=(step + 1, shells[1:]), referer=fetched.url)
            return
        if wants_browser(fetched, run.target) and not self._reads_directly(page):
            if may_render(run.target):
                yield Job(fetched.url, self.on_home, context=(step, []), browser=True)
                return
            self._blank = True
        run.home = page
        run.marks = page.marks()
        run.marks.rendered = fetched.rendered
        run.note_state(fetched.url, fetched.verdict)
        run.note_length(page)
        for link in run.note_links(page, run.target.url, 0):
            self.spider.inspection.writer.add(link)
        seen = run.marks.complete or fetched.rendered or self._blank or run.target.platform not in WEBSITES
        if not seen and may_render(run.target):
            # Footers are often put there by a script: nothing is called missing before a browser has looked.
            yield Job(fetched.url, self.on_rendered, browser=True)

    def on_passed(self, fetched: Fetched) -> Output:
        """One try in the browser behind a wall; where it passes, the whole site is read that way."""
        if fetched.ok:
            self.run.bot_protected = True
            fetched.job.context = None
            yield from self.on_home(fetched)
            return
        self.run.home_fetched = fetched.job.context
        self.run.stopped = True

    def _may_pass(self, fetched: Fetched) -> bool:
        """Whether what blocks the page may be a wall whose script a browser passes."""
        return fetched.status is not None and fetched.status not in _NO_CHALLENGE and may_render(self.run.target)

    @staticmethod
    def _way(fetched: Fetched) -> str:
        return "browser" if fetched.rendered else "direct"

    def _shells(self, page: Page) -> list[str]:
        """Where a home page without content of its own sends its reader: a refresh, or its frames in order."""
        away = page.refresh()
        found = [away] if away else page.frames() if page.form() in ("shell", "empty") else []
        return [url for url in found if self.run.covers(url)]

    def _reads_directly(self, page: Page) -> bool:
        """Whether a platform's directory can be had without a browser."""
        if self.run.target.platform != "disclosure":
            return False
        return bool(directory(page.source, page.url) or tree_request(page.source, page.url))

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
        second = None
        if self._first is not None:
            cleared = [] if verdict.answer is FetchOutcome.UNREACHABLE else [_UNREACHABLE]
            second = SecondLook(fetched.at, self._way(fetched), [_UNREACHABLE], cleared)
        return SiteItem(
            target=run.target,
            fetched_at=run.at,
            second=second,
            looked_again=len(second.rules) if second else 0,
            cleared=len(second.cleared) if second else 0,
            answer=verdict.answer,
            reason=verdict.reason,
            status=fetched.status,
            final_url=fetched.url,
            pages_fetched=1,
            bounds=sorted(run.bounds.values(), key=lambda bound: bound.name),
        )
