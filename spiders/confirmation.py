"""Confirmation: what a fault of ours, or a passing fault of theirs, may have caused is fetched once more.

The recheck comes later than the first fetch, and through the browser where there is one. What it does not confirm is
cleared; what it cannot read is undecided. Only what holds twice is accused.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from govcrawl.cms import source_of_address
from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.findings import Finding
from govcrawl.domain.items import ColumnItem, ConfirmationResult, Item, PageItem, QuestionItem, SiteItem
from govcrawl.domain.urls import page_key
from pipelines.catalogue import rules_confirmed_by
from pipelines.catalogue import run as judge
from pipelines.model import Confirm
from spiders.columns.candidates import Candidate
from spiders.columns.draft import Draft, summarise
from spiders.fetching import Fetched, Job, Output
from spiders.parts import Assembly
from spiders.rendering import may_render
from spiders.run import Scope, TargetRun
from spiders.second_reader import take_second_reading
from spiders.shells import Content, Detour, InParts, resolve

if TYPE_CHECKING:
    from spiders.base import InspectionSpider

# What is fetched once more here. Links and home pages are rechecked where they are asked for.
_WAYS = (Confirm.PAGE, Confirm.COLUMN, Confirm.ATTACHMENT)

Looked = TypeVar("Looked", SiteItem, ColumnItem, PageItem, QuestionItem)


class Confirmation:
    """Rechecks of the items of one target."""

    def __init__(self, spider: InspectionSpider, run: TargetRun) -> None:
        self._spider, self._run = spider, run
        self._check = spider.inspection.check

    def accused(self, item: Item) -> list[str]:
        """Rules that would raise `item` and that a recheck may clear, sorted, one entry for each finding; also those
        that do not because a second reader has seen something else (`seen`).
        """
        return sorted(
            each.rule
            for each in judge(item, self._check, rules=rules_confirmed_by(*_WAYS))
            if each.outcome == "fail" or (each.outcome == "error" and "seen" in each.evidence)
        )

    def found(self, item: Item, *ways: Confirm) -> list[Finding]:
        """What the rules that must be confirmed in one of these `ways` would raise on `item`."""
        found = judge(item, self._check, rules=rules_confirmed_by(*ways))
        return [each for each in found if each.outcome == "fail"]

    @property
    def scope(self) -> Scope:
        """What belongs to the target."""
        return self._run.scope

    @property
    def by_browser(self) -> bool:
        """Whether rechecks go through the browser."""
        return may_render(self._run.target)

    def note(self, item: Looked, before: list[str], at: datetime, way: str) -> Looked:
        """Record what a recheck made of `item`, and count it for the target; returns the item.

        `before` are the rules that would have raised it before (`accused`), `at` and `way` say when and how ("browser"
        or "direct") it was asked for once more.
        """
        left = self.accused(item)
        cleared = list(before)
        for rule in left:
            if rule in cleared:
                cleared.remove(rule)
        item.second = ConfirmationResult(at, way, before, cleared)
        self._run.progress.confirmations.append(item.second)
        return item

    def job(self, url: str, handle: Callable[[Fetched], Output], context: object, referer: str) -> Job:
        """A job that asks for the page at `url` once more, through the browser where there is one.

        `handle` gets the answer, whose job carries `context`; `referer` is the page that links it.
        """
        return Job(url, handle, context=context, referer=referer, browser=self.by_browser)

    def direct(self, fetched: Fetched) -> Job | None:
        """A job for the page of `fetched` without the browser, which could not open it; None when that was tried."""
        job = fetched.job
        if fetched.status is not None or not job.browser:
            return None
        return Job(job.url, job.handle, context=job.context, referer=job.referer)

    def whole(self, fetched: Fetched, parts: list[str], done: Callable[[Fetched], Output]) -> Output:
        """Ask for the `parts` of a page once more, as the night has; `done` gets it with them in their places."""
        return Assembly(self._run, fetched, done, again=True).begin(parts)

    # -- columns ---------------------------------------------------------------------------------------------------

    def column(self, column: ColumnItem, done: Callable[[ColumnItem], Output]) -> Output:
        """Ask for the first page of the list of `column` once more; `done` gets it with what both fetches have read."""
        before = self.accused(column)
        context = (column, before, done, 0)
        source = source_of_address(column.url)
        if source is None:
            yield self.job(column.url, self._on_column, context, self._run.target.url)
        else:
            yield Job.to(source.request(1, 0), self._on_rows, context=context, referer=column.url)

    def _on_column(self, fetched: Fetched) -> Output:
        if direct := self.direct(fetched):
            yield direct
            return
        run, (column, before, done, step) = self._run, fetched.job.context
        run.pages.judge_missing(fetched)
        found = resolve(fetched, run.target, run.scope, step) if fetched.ok else None
        match found:
            case InParts() as parts:
                yield from self.whole(fetched, parts.urls, self._on_column)
                return
            case Detour() as detour if detour.step > step:
                context = (column, before, done, detour.step)
                yield self.job(detour.url, self._on_column, context, fetched.url)
                return
        if fetched.ok:
            form = found.form if isinstance(found, Content) else fetched.page.form()
            self._read_again(column, fetched, form)
        else:
            _undecided(column, fetched)
        self.note(column, before, fetched.at, fetched.way)
        yield from done(column)

    def _read_again(self, column: ColumnItem, fetched: Fetched, form: str) -> None:
        draft = self._draft(column, fetched)
        draft.take_first(fetched.page, form, unrendered=False)
        take_second_reading(self._run, draft.item, fetched.page, (column.name, *column.path))
        if fetched.unread_parts and not draft.entries:
            _undecided(column, fetched)
        else:
            _merge(column, draft)

    def _draft(self, column: ColumnItem, fetched: Fetched) -> Draft:
        candidate = Candidate(0, column.path, column.name, column.url, "")
        return Draft.begin(self._run.target, candidate, column.url, fetched.at)

    def _on_rows(self, fetched: Fetched) -> Output:
        column, before, done, _ = fetched.job.context
        source = source_of_address(column.url)
        rows = source.read(fetched.body, column.url) if source and fetched.ok else None
        if rows is None:
            _undecided(column, fetched)
        else:
            draft = self._draft(column, fetched)
            draft.item.form = "empty"
            draft.take_rows(rows)
            _merge(column, draft)
        self.note(column, before, fetched.at, "direct")
        yield from done(column)


def _undecided(column: ColumnItem, fetched: Fetched) -> None:
    column.answer = FetchOutcome.BLOCKED if fetched.unread_parts else fetched.verdict.unread
    reason = "、".join(fetched.unread_parts[:3]) or fetched.verdict.reason or "返回的不是列表数据"
    column.reason = f"第二次查看时未能读取：{reason}"


def _merge(column: ColumnItem, draft: Draft) -> None:
    """Add what the recheck has read to the column. Another list than the column's own says nothing of it."""
    known = {page_key(entry.url): entry for entry in column.entries}
    seen = draft.entries
    column.tally = column.tally or draft.item.tally
    column.labels = column.labels or draft.item.labels
    column.inventory, column.why = draft.item.inventory or column.inventory, draft.item.why or column.why
    if known and not known.keys() & seen.keys():
        return
    article_dates = column.dates_from == "article" or (bool(known) and not column.dated_entries)
    for key, entry in seen.items():
        first = known.get(key)
        if first is None:
            column.entries.append(entry)
            # Whose date stands on its article alone: the articles have been read, this one has not.
            column.undated_unread += article_dates and entry.published is None
        elif first.published is None or first.published_source == "article":
            first.published = entry.published or first.published
            first.published_source = entry.published_source or first.published_source
    if not known and column.form == "empty":
        column.form, column.empty_statement = draft.item.form, draft.item.empty_statement
    if column.total is None:
        column.total = draft.item.total
    summarise(column)
