"""The base of all spiders: many targets side by side, each a row of phases, each phase a queue of jobs.

A phase plans its jobs from what the phases before it found, so that the outcome does not depend on the order in
which answers come in. A window per target keeps the number of waiting requests, and with it memory, flat.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar, Self

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from govcrawl.domain.environment import current_settings
from govcrawl.domain.errors import StoreError
from govcrawl.domain.items import Item
from govcrawl.domain.pulse import own_pulse
from govcrawl.domain.targets import WEBSITES, Target
from govcrawl.domain.urls import has_route
from govcrawl.extract import Page
from govcrawl.extract.site import VERSION
from govcrawl.net import ports
from govcrawl.net.verdict import judge_failure
from spiders.asking import ran_out_of_time, scrapy_request
from spiders.beforehand import Beforehand, recall
from spiders.fetching import Fetched, Job, Output
from spiders.heartbeat import located, set_aside
from spiders.inspection import Inspection, bounds_of, let_through, open_inspection, select
from spiders.phases.phase import Phase
from spiders.recording import exchange_of, fetched_of, note, part_of, unanswered
from spiders.rendering import may_render
from spiders.run import Limits, SeenLinks, TargetRun

log = logging.getLogger(__name__)


class InspectionSpider(scrapy.Spider):
    """Arguments: register, round, date, unit, share (i/n), resume, aside (what is not inspected, since it froze).

    `aside` is JSON: by the address of a target, that of the page at which the program stood still.
    """

    platform: ClassVar[str]
    phases: ClassVar[tuple[type[Phase], ...]]
    inspection: Inspection

    def __init__(
        self,
        register: str | None = None,
        round: str | None = None,  # noqa: A002  the argument's name on the command line
        date: str | None = None,
        unit: str | None = None,
        share: str = "0/1",
        resume: str = "",
        aside: str = "{}",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.register_path = register or str(current_settings().register_path)
        self.arguments = {"round": round, "date": date, "unit": unit, "share": share}
        self.resume = str(resume).lower() in ("1", "true", "yes")
        self._aside: dict[str, str] = json.loads(aside)
        self.own_hosts: frozenset[str] = frozenset()
        self.targets: list[Target] = []
        self._phases: dict[Target, Phase] = {}
        self._beforehand = Beforehand()
        self._window = 16
        self._later: list[tuple[TargetRun, Job]] = []
        self._ending: asyncio.Future[None] | None = None  # held, or the loop may drop it

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        arguments = spider.arguments
        options: dict[str, Any] = {
            "platform": cls.platform,
            **spider.own_options(),
            "resume": str(spider.resume),
            "register": spider.register_path,
            "settings": bounds_of(crawler.settings),
            **{k: v or "" for k, v in arguments.items()},
        }
        spider.inspection = open_inspection(
            crawler.settings, spider.register_path, arguments["round"], arguments["date"], options
        )
        crawler.inspection = spider.inspection  # type: ignore[attr-defined]  # pipelines and extensions find it here
        spider.own_hosts = let_through(spider.inspection.register)
        spider._window = max(16, 2 * crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"))
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            log.warning("robots.txt is not obeyed, as the settings of this run say")
        crawler.signals.connect(spider._take_late, signals.spider_idle)
        for signal in (signals.spider_error, signals.item_error):
            crawler.signals.connect(spider._store_failed, signal)
        return spider

    # -- targets -------------------------------------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Any]:
        self.targets = select(self.wanted(), self.arguments["share"] or "0/1")
        if (replay := self.inspection.replay) is not None:
            asked = replay.targets()
            self.targets = [each for each in self.targets if (each.platform, each.url) in asked]
        else:
            await self._beforehand.ask([each.url for each in self.targets if each.platform in WEBSITES])
        if not self.resume:
            self.inspection.writer.await_targets(self.targets)
        for target in self.targets:
            run = self._open(target)
            if run is not None:
                aside = self._aside.get(target.url)
                begin = self._advance(run) if aside is None else set_aside(target, aside, run.progress.at)
                for output in located(target, target.url, begin):
                    yield output

    def own_options(self) -> dict[str, str]:
        """What is stored with the crawl beside the arguments of all spiders."""
        return {}

    def wanted(self) -> list[Target]:
        """All targets of this spider, in register order; those of other processes among them."""
        return self.inspection.register.targets_of(self.platform, self.arguments["unit"])

    def phases_of(self, target: Target) -> tuple[type[Phase], ...]:
        """What is done with `target`, phase by phase."""
        return self.phases

    def _open(self, target: Target) -> TargetRun | None:
        progress = self.inspection.writer.begin_target(target, self.resume)
        if progress.done:
            log.info("already inspected in this round: %s", target.name)
            return None
        run = TargetRun(target, Limits.of(self.settings), progress)
        if (replay := self.inspection.replay) is None:
            known = self._beforehand.tell(run.access, target.url)
            self._keep_note(run, "", {**known, "begun": run.progress.begun.isoformat()})
        elif noted := replay.note(target):
            run.progress.begun = datetime.fromisoformat(noted["begun"])
            recall(run.access, noted)
        return run

    def _keep_note(self, run: TargetRun, name: str, values: dict[str, object]) -> None:
        self.inspection.writer.keep(run.target, note(run.target, name, run.progress.begun, values))

    def keep_links(self, run: TargetRun, page: Page | SeenLinks, found_on: str, rank: int) -> None:
        """Remember the links of `page`, and store those whose place is new.

        `found_on` is the address of the page, `rank` 0 for the home page, 1 for columns, 2 for articles.
        """
        for link in run.links.note_page(page, found_on, rank):
            self.inspection.writer.add(link)

    def keep_model(self, run: TargetRun) -> None:
        """Store what was learned of the site of `run`, before anything that was read with it."""
        model = run.pages.model
        self.inspection.writer.keep_model(run.target, VERSION, model.digest, model.to_bytes())

    # -- the loop of one target ------------------------------------------------------------------------------------

    def _advance(self, run: TargetRun) -> Iterator[Item | scrapy.Request]:
        """Requests as far as the window allows; the next phase when this one has nothing left."""
        while True:
            while run.schedule.in_flight < self._window:
                yield from self._take_planned(run)
                if run.schedule.queue and run.budget.out_of_time:
                    run.budget.hit("time", run.budget.limits.minutes, run.schedule.queue[0].url)
                    self._keep_note(run, "time", {"url": run.schedule.queue[0].url})
                    run.schedule.drop()
                if not run.schedule.queue:
                    break
                job = run.schedule.queue.popleft()
                try:
                    request = self._request(run, job)
                except ValueError as fault:
                    yield from self._deliver(run, Fetched(job, job.url, datetime.now(UTC), judge_failure(fault)))
                    continue
                run.schedule.in_flight += 1
                yield request
            if run.schedule.in_flight or run.schedule.queue or run.schedule.phase >= len(self.phases_of(run.target)):
                return
            yield from self._next_phase(run)

    def do_later(self, run: TargetRun, job: Job) -> None:
        """Do `job` of `run` when nothing else is left to do for any target; until then the run waits."""
        run.schedule.in_flight += 1
        self._later.append((run, job))

    def _take_late(self) -> None:
        later, self._later = self._later, []
        for run, job in later:
            self.crawler.engine.crawl(self._request(run, job))
        if later:
            raise DontCloseSpider

    def _take_planned(self, run: TargetRun) -> Iterator[Item]:
        """What the phase has planned joins the queue only as far as it is needed: thousands of jobs take memory."""
        while not run.schedule.queue and (output := next(run.schedule.planned, None)) is not None:
            yield from self._sort(run, (output,))

    def _next_phase(self, run: TargetRun) -> Iterator[Item]:
        phases = self.phases_of(run.target)
        if run.schedule.phase >= 0:
            yield from self._sort(run, self._phases[run.target].end())
            if run.schedule.queue:  # the end of a phase may open another wave of it
                return
        run.schedule.phase += 1
        if run.schedule.phase < len(phases):
            self._phases[run.target] = phase = phases[run.schedule.phase](self, run)
            self.inspection.writer.note_progress(run.target, type(phase).__name__, run.budget.requests)
            run.schedule.planned = phase.begin()
        else:
            self._phases.pop(run.target, None)

    def _sort(self, run: TargetRun, output: Iterable[Item | Job]) -> Iterator[Item]:
        """Items go on; jobs wait in the run's queue."""
        for each in output:
            if isinstance(each, Job):
                if has_route(each.url) and not each.probe and may_render(run.target):
                    each.browser = True  # the server does not get to see the route
                run.schedule.add(each)
            else:
                yield each

    def _request(self, run: TargetRun, job: Job) -> scrapy.Request:
        wall, replayed = self.settings.getfloat("GOVCRAWL_WALL_SECONDS"), self.inspection.replay is not None
        request = scrapy_request(run, job, wall_seconds=wall, replayed=replayed)
        request.callback, request.errback = self.answered, self.failed
        return request

    def answered(self, response: Response, run: TargetRun, job: Job) -> Iterator[Item | scrapy.Request]:
        """Callback of every request."""
        fetched = fetched_of(response, job)
        if not job.probe and run.scope.covers(response.url):
            ports.note_page(response.body)
        self._keep(run, fetched, response.meta, response)
        yield from located(run.target, job.url, self._handle(run, fetched))

    def failed(self, failure: Failure) -> Iterator[Item | scrapy.Request]:
        """Errback of every request."""
        request: scrapy.Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        run = request.cb_kwargs["run"]
        fault = failure.value or RuntimeError("no reason given")
        fetched = unanswered(fault, request.cb_kwargs["job"], proxied="proxy" in request.meta)
        self._keep(run, fetched, request.meta)
        if ran_out_of_time(self.inspection.replay, run, fetched):
            run.schedule.in_flight -= 1
            yield from self._advance(run)
        else:
            yield from located(run.target, fetched.job.url, self._handle(run, fetched))

    def _keep(self, run: TargetRun, fetched: Fetched, meta: dict[str, Any], response: Response | None = None) -> None:
        if self.inspection.replay is None:
            kind, number = meta["asked"]
            exchange = exchange_of(fetched, kind, number, response)
            self.inspection.writer.keep(run.target, exchange, part_of(fetched.job))

    def _handle(self, run: TargetRun, fetched: Fetched) -> Iterator[Item | scrapy.Request]:
        run.schedule.in_flight -= 1
        run.budget.requests += 1
        yield from self._deliver(run, fetched)
        self.inspection.writer.note_progress(run.target, "", run.budget.requests)
        yield from self._advance(run)

    def _deliver(self, run: TargetRun, fetched: Fetched) -> Iterator[Item]:
        fetched.site, fetched.inspected = run.pages.site, self.inspection.round.date
        yield from self._sort(run, self.guarded(run, fetched, fetched.job.handle(fetched)))

    def guarded(self, run: TargetRun, fetched: Fetched, output: Output) -> Output:
        """The `output` of handling `fetched`, an answer of `run`, up to the fault that handling it may meet."""
        try:
            yield from output
        except StoreError:
            raise
        except Exception:
            # A fault of ours must neither stop the target nor pass silently.
            log.exception("could not handle %s", fetched.url)
            self.crawler.stats.inc_value("govcrawl/handler_errors")
            run.pages.note_fault(fetched)

    def _store_failed(self, failure: Failure, **_: Any) -> None:
        """Scrapy would go on and lose every further fact: a night whose store fails ends, and can be resumed."""
        if isinstance(failure.value, StoreError) and not self._ending:
            log.error("%s", failure.value)
            own_pulse().break_off(str(failure.value))
            self._ending = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="store_error"))

    def closed(self, reason: str) -> None:
        """Called by Scrapy at the end of the crawl; "finished" as `reason` closes the round's run as complete."""
        try:
            self.inspection.writer.close(finished=reason == "finished")
        except StoreError as fault:
            own_pulse().break_off(str(fault))
            raise
