"""The pages of a column's list: those that its pager leads to, or those of the endpoint that its script asks."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from govcrawl.cms import ListSource, Request, Rows
from govcrawl.domain.urls import page_key
from spiders.columns.draft import Draft
from spiders.fetching import Fetched, Job, Output
from spiders.parts import Assembly
from spiders.run import TargetRun

if TYPE_CHECKING:
    from spiders.base import InspectionSpider

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Reach:
    """How far lists are read: while their entries may be from `cutoff` on, as far as the run's limits allow."""

    run: TargetRun
    cutoff: date  # `date.min`: every entry counts, however old

    def is_read(self, draft: Draft) -> bool:
        return not draft.wants_more(self.cutoff, self.run.budget.limits.newest)

    def is_cut(self, draft: Draft, at_url: str) -> bool:
        """Whether the bound on list pages keeps the page at `at_url` from being read; notes that on the column."""
        limit = self.run.budget.limits.list_pages
        if draft.reading.pages_read < limit:
            return False
        draft.item.truncated = True
        self.run.budget.hit("list_pages", limit, at_url)
        return True


class Paging:
    """Reads the lists of drafts to their ends, each by the way that suits it."""

    def __init__(
        self,
        spider: InspectionSpider,
        run: TargetRun,
        is_column: Callable[[str], bool],
        give_up: Callable[[Draft], Output],
        *,
        whole: bool = False,
    ) -> None:
        """`is_column` tells rows of menus from entries; `give_up` gets a draft whose endpoints gave nothing.

        `whole` reads every list to its end, however old its entries are.
        """
        inspection = spider.inspection
        cutoff = inspection.rubric.cutoff("interpretation_window", inspection.round.date)
        reach = _Reach(run, date.min if whole else cutoff)
        self._pages = _ListPages(spider, reach)
        self._endpoints = _Endpoints(reach, is_column, give_up)

    def begin(self, draft: Draft) -> Output:
        """Ask for what follows the draft's first page: endpoints where it has any, else the next page of its pager."""
        return self._endpoints.begin(draft) if draft.reading.sources else self._pages.next(draft)


class _ListPages:
    """List pages that are linked by a pager."""

    def __init__(self, spider: InspectionSpider, reach: _Reach) -> None:
        self._spider, self._reach, self._run = spider, reach, reach.run

    def next(self, draft: Draft) -> Output:
        """The next list page, while entries may still be young enough to matter."""
        waiting = draft.reading.next_pages
        if not waiting or self._reach.is_read(draft):
            draft.item.truncated = bool(waiting)
            return
        url = waiting.pop(0)
        if self._reach.is_cut(draft, url):
            return
        yield Job(url, self._on_page, context=draft, referer=draft.url, first=True, browser=draft.item.rendered)

    def _on_page(self, fetched: Fetched) -> Output:
        draft: Draft = fetched.job.context
        self._run.note_state(fetched.job.url, fetched.verdict)
        if not fetched.ok or self._is_missing(fetched):
            draft.mark_cut(fetched.verdict.reason or "页面不存在")
            return
        draft.item.read_from.append(fetched.job.url)
        frames = [] if fetched.page.has_own_list() else fetched.page.frames()
        yield from Assembly(self._run, fetched, self._on_whole).begin(frames)

    def _on_whole(self, fetched: Fetched) -> Output:
        """A list page with its frames."""
        draft: Draft = fetched.job.context
        if draft.take_more(fetched.page):
            self._spider.keep_links(self._run, fetched.page, draft.url, 1)
            yield from self.next(draft)

    def _is_missing(self, fetched: Fetched) -> bool:
        return self._run.pages.soft_404.matches(fetched.job.url, fetched.url, fetched.body)


class _Endpoints:
    """Lists that a page's script takes from an endpoint: asked for directly, page by page, without a browser."""

    def __init__(self, reach: _Reach, is_column: Callable[[str], bool], give_up: Callable[[Draft], Output]) -> None:
        self._reach, self._run, self._is_column, self._give_up = reach, reach.run, is_column, give_up
        self._setups: dict[str, Fetched] = {}  # by address: what a site gives for all its lists is fetched once
        self._waiting: dict[str, list[Draft]] = {}

    def begin(self, draft: Draft) -> Output:
        sources = draft.reading.sources
        first = sources[0]
        draft.item.total = first.total if first.total is not None else draft.item.total
        if first.setup is not None:
            yield from self._prepare(draft, first.setup)
        elif len(sources) == 1:
            yield from self._next(draft)
        else:
            # Which unit of the page is its list is seen only by what they hold.
            for place, source in enumerate(sources):
                request = source.request(1, 0)
                yield Job.to(request, self._on_first, context=(draft, place, source), referer=draft.url)

    def _prepare(self, draft: Draft, setup: Request) -> Output:
        if setup.url in self._setups:
            yield from self._prepared(draft, self._setups[setup.url])
        elif setup.url in self._waiting:
            self._waiting[setup.url].append(draft)
        else:
            self._waiting[setup.url] = [draft]
            yield Job.to(setup, self._on_setup, referer=draft.url)

    def _on_setup(self, fetched: Fetched) -> Output:
        url = fetched.job.url
        self._setups[url] = fetched
        for draft in self._waiting.pop(url):
            yield from self._prepared(draft, fetched)

    def _prepared(self, draft: Draft, fetched: Fetched) -> Output:
        text = fetched.page.source if fetched.ok else ""
        prepared = draft.reading.sources[0].prepared(text)
        if prepared is None:
            yield from self._fail(draft, fetched, "没有给出列表接口所需的站点标识")
            return
        draft.reading.sources = [prepared]
        yield from self._next(draft)

    def _on_first(self, fetched: Fetched) -> Output:
        draft, place, source = fetched.job.context
        reading = draft.reading
        rows = source.read(fetched.body, draft.url) if fetched.ok else None
        # Units that lead to columns are menus.
        entries = [entry for entry in rows.entries if not self._is_column(entry.url)] if rows else []
        dated = sum(entry.published is not None for entry in entries) if rows else -1
        reading.first_rows.append((dated, -place, source, Rows(entries, rows.total if rows else None)))
        if len(reading.first_rows) < len(reading.sources):
            return
        best, _, source, rows = max(reading.first_rows, key=lambda found: (found[0], len(found[3].entries), found[1]))
        reading.sources = [source]
        if best < 0:
            yield from self._fail(draft, fetched, "没有返回列表数据")
            return
        yield from self._take(draft, source, rows)

    def _next(self, draft: Draft) -> Output:
        """The next page, while there may be one whose entries are young enough to matter."""
        reading, have, total = draft.reading, len(draft.entries), draft.item.total
        if have and total is not None and have >= total:
            return
        if have and self._reach.is_read(draft):
            draft.item.truncated = True
            return
        if self._reach.is_cut(draft, draft.url):
            return
        request = reading.sources[0].request(reading.asked + 1, have)
        reading.asked += 1
        yield Job.to(request, self._on_page, context=draft, referer=draft.url)

    def _on_page(self, fetched: Fetched) -> Output:
        draft: Draft = fetched.job.context
        source = draft.reading.sources[0]
        rows = source.read(fetched.body, draft.url) if fetched.ok else None
        if rows is None:
            yield from self._fail(draft, fetched, "返回的不是列表数据")
            return
        yield from self._take(draft, source, rows)

    def _take(self, draft: Draft, source: ListSource, rows: Rows) -> Output:
        draft.item.system, draft.reading.asked = source.system, max(draft.reading.asked, 1)
        self._run.links.note_entries(rows.entries, draft.url)
        if rows.undated:  # the system may have named its dates anew
            had = (draft.url, rows.undated, len(rows.entries), source.system)
            log.warning("%s: %d of %d rows of the %s endpoint have no date", *had)
        if draft.take_rows(rows):
            yield from self._next(draft)

    def _fail(self, draft: Draft, fetched: Fetched, what: str) -> Output:
        reason = f"列表接口{what}" + (f"（{fetched.verdict.reason}）" if fetched.verdict.reason else "")
        if draft.entries:
            draft.mark_cut(reason)
            return
        draft.mark_unread(fetched.verdict.unread, reason)
        self._run.links.states.pop(page_key(draft.url), None)
        yield from self._give_up(draft)
