"""Lists that a page's script takes from an endpoint: asked for directly, page by page, without a browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from govcrawl.cms import ListSource, Request, Rows
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.urls import page_key
from spiders.columns import Draft
from spiders.fetching import Fetched, Job, Output
from spiders.run import TargetRun

if TYPE_CHECKING:
    from spiders.base import InspectionSpider


class Endpoints:
    """Reads the lists of drafts that have `sources`; `give_up` is asked for another way when nothing was read."""

    def __init__(
        self,
        spider: InspectionSpider,
        run: TargetRun,
        is_column: Callable[[str], bool],
        give_up: Callable[[Draft], Output],
        *,
        whole: bool = False,
    ) -> None:
        self._run, self._is_column, self._give_up = run, is_column, give_up
        self._setups: dict[str, Fetched] = {}  # by address: what a site gives for all its lists is fetched once
        self._waiting: dict[str, list[Draft]] = {}
        inspection = spider.inspection
        cutoff = inspection.rubric.cutoff("interpretation_window", inspection.round.date)
        self._cutoff = date.min if whole else cutoff

    def begin(self, draft: Draft) -> Output:
        first = draft.sources[0]
        draft.total = first.total if first.total is not None else draft.total
        if first.setup is not None:
            yield from self._prepare(draft, first.setup)
        elif len(draft.sources) == 1:
            yield from self._more(draft)
        else:
            # Which unit of the page is its list is seen only by what they hold.
            for place, source in enumerate(draft.sources):
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
        prepared = draft.sources[0].prepared(text)
        if prepared is None:
            yield from self._fail(draft, fetched, "没有给出列表接口所需的站点标识")
            return
        draft.sources = [prepared]
        yield from self._more(draft)

    def _on_first(self, fetched: Fetched) -> Output:
        draft, place, source = fetched.job.context
        rows = source.read(fetched.body, draft.url) if fetched.ok else None
        # Units that lead to columns are menus.
        entries = [entry for entry in rows.entries if not self._is_column(entry.url)] if rows else []
        dated = sum(entry.published is not None for entry in entries) if rows else -1
        draft.first_rows.append((dated, -place, source, Rows(entries, rows.total if rows else None)))
        if len(draft.first_rows) < len(draft.sources):
            return
        best, _, source, rows = max(draft.first_rows, key=lambda found: (found[0], len(found[3].entries), found[1]))
        draft.sources = [source]
        if best < 0:
            yield from self._fail(draft, fetched, "没有返回列表数据")
            return
        yield from self._take(draft, source, rows)

    def _more(self, draft: Draft) -> Output:
        """The next page, while there may be one whose entries are young enough to matter."""
        source, have, limits = draft.sources[0], len(draft.entries), self._run.limits
        if have and draft.total is not None and have >= draft.total:
            return
        if have and not draft.wants_more(self._cutoff, limits.newest):
            draft.truncated = True
            return
        if draft.pages_read >= limits.list_pages:
            draft.truncated = True
            self._run.hit("list_pages", limits.list_pages, draft.url)
            return
        request = source.request(draft.asked + 1, have)
        draft.asked += 1
        yield Job.to(request, self._on_page, context=draft, referer=draft.url)

    def _on_page(self, fetched: Fetched) -> Output:
        draft: Draft = fetched.job.context
        source = draft.sources[0]
        rows = source.read(fetched.body, draft.url) if fetched.ok else None
        if rows is None:
            yield from self._fail(draft, fetched, "返回的不是列表数据")
            return
        yield from self._take(draft, source, rows)

    def _take(self, draft: Draft, source: ListSource, rows: Rows) -> Output:
        draft.system, draft.asked = source.system, max(draft.asked, 1)
        self._run.note_entries(rows.entries, draft.url)
        if draft.take_rows(rows):
            yield from self._more(draft)

    def _fail(self, draft: Draft, fetched: Fetched, what: str) -> Output:
        reason = f"列表接口{what}" + (f"（{fetched.verdict.reason}）" if fetched.verdict.reason else "")
        if draft.entries:
            draft.truncated, draft.reason = True, f"第 {draft.pages_read + 1} 页未能读取：{reason}"
            return
        answer = fetched.verdict.answer
        draft.answer = answer if answer is not FetchOutcome.REACHABLE else FetchOutcome.BLOCKED
        draft.reason = reason
        self._run.states.pop(page_key(draft.url), None)
        yield from self._give_up(draft)
