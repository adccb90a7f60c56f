"""First phase: the home page, the site's answer to an impossible address, its site map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govcrawl.cms import directory, tree_request
from govcrawl.domain.fetch_outcomes import FetchOutcome, LinkState
from govcrawl.domain.items import ConfirmationResult, SiteItem
from govcrawl.domain.targets import WEBSITES
from govcrawl.extract import Page
from pipelines.catalogue import rules_confirmed_by
from pipelines.model import Confirm
from spiders.fetching import Fetched, Job, Output
from spiders.parts import Assembly
from spiders.phases.phase import Phase
from spiders.rendering import always_renders, may_render, wants_browser
from spiders.run import HomeSearch, TargetRun
from spiders.run.soft_404 import impossible_urls
from spiders.shells import MAX_STEPS, parts_of_home

if TYPE_CHECKING:
    from spiders.base import InspectionSpider


# Answers that no browser changes: a login, a rate limit, a legal block.
_NO_CHALLENGE = (401, 407, 429, 451)


class HomePhase(Phase):
    """Finds the home page, behind refreshes, frames, scripts and challenges; without one the target ends here."""

    def __init__(self, spider: InspectionSpider, run: TargetRun) -> None:
        super().__init__(spider, run)
        self._blank = False
        self._first: Fetched | None = None  # the answer that made the home page unreachable, until it is rechecked

    def begin(self) -> Output:
        target = self.run.target
        for url in impossible_urls(target.url):
            yield Job(url, self._on_impossible)
        yield Job(target.url, self._on_home, browser=always_renders(target))

    def _on_impossible(self, fetched: Fetched) -> Output:
        if fetched.verdict.link not in (LinkState.BLOCKED, LinkState.CLOSED):
            self.run.pages.soft_404.learn(fetched.job.url, fetched.url, fetched.status, fetched.body)
        return iter(())

    def _on_home(self, fetched: Fetched) -> Output:
        run = self.run
        run.progress.home_at = run.progress.home_at or fetched.at
        run.pages.home_fetched = fetched
        run.note_state(fetched.job.url, fetched.verdict)
        if not fetched.ok:
            yield from self._on_failure(fetched)
            return
        if self._first:
            rules = sorted(rules_confirmed_by(Confirm.HOME))
            run.progress.confirmations.append(ConfirmationResult(fetched.at, fetched.way, rules, rules))
            self._first = None
        page, step = fetched.page, fetched.job.context or 0
        away = page.refresh()
        if away and step < MAX_STEPS and run.scope.covers(away):
            yield Job(away, self._on_home, context=step + 1, referer=fetched.url)
            return
        if wants_browser(fetched, run.target) and not self._reads_directly(page):
            if may_render(run.target):
                yield Job(fetched.url, self._on_home, context=step, browser=True)
                return
            self._blank = True
        parts = parts_of_home(page, run.scope, small=not page.marks().complete)
        yield from Assembly(run, fetched, self._take).begin(parts)

    def _take(self, fetched: Fetched) -> Output:
        """The page is the home page; its footer is looked at in the browser when a mark seems to be missing."""
        run, page = self.run, fetched.page
        marks = fetched.marks()
        run.pages.home, run.pages.identifiers = page, marks
        run.note_state(fetched.url, fetched.verdict)
        run.budget.note_length(page)
        self.spider.keep_links(run, page, run.target.url, 0)
        seen = marks.complete or fetched.rendered or self._blank or run.target.platform not in WEBSITES
        if not seen and may_render(run.target):
            # Footers are often put there by a script: nothing is called missing before a browser has looked.
            yield Job(fetched.url, self._on_rendered, browser=True)

    def _on_failure(self, fetched: Fetched) -> Output:
        """A challenge is tried in the browser, a site that is down is asked for later; all else ends the target."""
        run, verdict = self.run, fetched.verdict
        if verdict.answer is FetchOutcome.BLOCKED and not fetched.rendered and self._may_pass(fetched):
            yield Job(fetched.job.url, self._on_passed, context=fetched, challenge=True)
        elif verdict.answer is FetchOutcome.UNREACHABLE and not self._first:
            # A site that is down now may be up when all others have been inspected.
            self._first = fetched
            browser = fetched.status is not None and may_render(run.target)
            self.spider.do_later(run, Job(run.target.url, self._on_home, browser=browser))
        else:
            run.progress.stopped = True

    def _on_passed(self, fetched: Fetched) -> Output:
        """One try in the browser behind a challenge; where it passes, the whole site is read that way."""
        if fetched.ok:
            self.run.access.bot_protected = True
            fetched.job.context = None
            yield from self._on_home(fetched)
            return
        self.run.pages.home_fetched = fetched.job.context
        self.run.progress.stopped = True

    def _may_pass(self, fetched: Fetched) -> bool:
        """Whether what blocks the page may be a challenge whose script a browser passes."""
        return fetched.status is not None and fetched.status not in _NO_CHALLENGE and may_render(self.run.target)

    def _reads_directly(self, page: Page) -> bool:
        """Whether a platform's directory can be had without a browser."""
        if self.run.target.platform != "disclosure":
            return False
        return bool(directory(page.source, page.url) or tree_request(page.source, page.url))

    def _on_rendered(self, fetched: Fetched) -> Output:
        """The home page as the browser shows it, with its frames, which only a script may have put there."""
        if not fetched.ok:
            return
        everything = parts_of_home(fetched.page, self.run.scope, small=True)
        parts = parts_of_home(fetched.page, self.run.scope, small=not fetched.page.marks().complete)

        def taken(whole: Fetched) -> Output:
            if parts == everything:  # the search may stand in a low frame
                self.run.pages.home_search = HomeSearch.on(whole.page)
            return self._on_whole(whole)

        yield from self.confirmation.whole(fetched, parts, taken)

    def _on_whole(self, fetched: Fetched) -> Output:
        self.run.pages.note_shown_home(fetched.page)
        self.run.pages.identifiers = self.run.pages.identifiers.joined(fetched.marks())
        return iter(())

    def end(self) -> Output:
        run = self.run
        if run.progress.stopped or run.pages.home is None:
            yield self._unreachable()
            run.schedule.phase = len(self.spider.phases_of(run.target))
            return
        run.pages.home_unrendered = self._blank

    def _unreachable(self) -> SiteItem:
        run = self.run
        fetched = run.pages.home_fetched
        if fetched is None or run.progress.home_at is None:
            raise RuntimeError(f"{run.target.url}: the home page was never asked for")
        verdict = fetched.verdict
        second = None
        if self._first is not None:
            rules = sorted(rules_confirmed_by(Confirm.HOME))
            cleared = [] if verdict.answer is FetchOutcome.UNREACHABLE else rules
            second = ConfirmationResult(fetched.at, fetched.way, rules, cleared)
        return SiteItem(
            target=run.target,
            fetched_at=run.progress.home_at,
            second=second,
            looked_again=len(second.rules) if second else 0,
            cleared=len(second.cleared) if second else 0,
            answer=verdict.answer,
            reason=verdict.reason,
            status=fetched.status,
            final_url=fetched.url,
            pages_fetched=1,
            bounds=run.budget.bounds_by_name(),
        )
