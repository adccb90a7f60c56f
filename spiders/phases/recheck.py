"""The second look at columns and at pages that would be accused, when everything that they depend on was read.

Of pages these are service guides, letters, attachments that seem broken, and links that a script may add.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from govcrawl.domain.fetch_outcomes import LinkState
from govcrawl.domain.items import ColumnItem, Entry, PageItem
from govcrawl.extract.magic import content_of
from pipelines.catalogue import rules_confirmed_by
from pipelines.model import Confirm
from spiders.confirmation import Confirmation
from spiders.fetching import Fetched, Job, Output
from spiders.run import TargetRun

if TYPE_CHECKING:
    from spiders.base import InspectionSpider


@dataclass(slots=True)
class Held:
    """A page that waits for its second look, or for what comes of it."""

    item: PageItem
    column: ColumnItem
    entry: Entry
    before: list[str]
    waiting: int = 0
    at: datetime | None = None
    way: str = "direct"


class PageConfirmation:
    """Pages that would be accused; `read` makes a page's facts of an answer."""

    def __init__(self, looks: Confirmation, read: Callable[[Fetched, ColumnItem, Entry], PageItem]) -> None:
        self._looks, self._read = looks, read
        self.held: list[Held] = []

    def hold(self, item: PageItem, column: ColumnItem, entry: Entry) -> None:
        """Keep a page for its second look."""
        self.held.append(Held(item, column, entry, self._looks.accused(item)))

    def look(self) -> Output:
        """Ask for all of them once more."""
        waiting, self.held = sorted(self.held, key=lambda each: each.item.url), []
        for held in waiting:
            # Whatever is not about an attachment alone needs the page itself.
            if held.before and rules_confirmed_by(Confirm.ATTACHMENT).issuperset(held.before):
                yield from self._ask_files(held)
            else:
                yield self._looks.job(held.item.url, self._on_page, held, held.column.url)

    def _on_page(self, fetched: Fetched) -> Output:
        held: Held = fetched.job.context
        if again := self._looks.direct(fetched):
            yield again
            return
        held.at, held.way = fetched.at, fetched.way
        if fetched.ok:
            _merge(held.item, self._read(fetched, held.column, held.entry))
        elif held.before:
            held.item.answer = fetched.verdict.unread
            held.item.reason = f"第二次查看时未能读取：{fetched.verdict.reason or '原因不明'}"
        yield from self._ask_files(held)

    def _ask_files(self, held: Held) -> Output:
        broken = {each.value for each in self._looks.found(held.item, Confirm.ATTACHMENT)}
        held.waiting = len(broken)
        for url in sorted(broken):
            yield Job(url, self._on_file, context=held, referer=held.item.url, probe=True)
        if not broken:
            yield from self._done(held)

    def _on_file(self, fetched: Fetched) -> Output:
        held: Held = fetched.job.context
        for attachment in held.item.attachments:
            if attachment.url == fetched.job.url:
                attachment.state, attachment.reason = fetched.verdict.link, fetched.verdict.reason
                attachment.status, attachment.size = fetched.status, fetched.size
                if fetched.ok:
                    attachment.content, attachment.state = content_of(fetched.body), LinkState.OK
        held.at = fetched.at
        held.waiting -= 1
        if not held.waiting:
            yield from self._done(held)

    def _done(self, held: Held) -> Output:
        if held.before:
            self._looks.note(held.item, held.before, held.at or held.item.fetched_at, held.way)
        yield held.item


def _merge(item: PageItem, again: PageItem) -> None:
    """What the second look saw joins the first."""
    if len(again.text) > len(item.text):
        item.text = again.text
    item.interpretation_links = list(dict.fromkeys([*item.interpretation_links, *again.interpretation_links]))
    item.policy_links = list(dict.fromkeys([*item.policy_links, *again.policy_links]))
    if item.letter is not None and again.letter is not None and not item.letter.answered:
        item.letter = again.letter


class RecheckColumnsPhase:
    """Fifth phase: columns that would be accused are asked for once more."""

    def __init__(self, spider: InspectionSpider, run: TargetRun) -> None:
        self.run = run
        self._looks = Confirmation(spider, run)

    def begin(self) -> Output:
        """Ask for the first page of every column that would be accused."""
        for key in sorted(self.run.progress.held):
            yield from self._looks.column(self.run.pages.columns[key], self._looked)

    def _looked(self, column: ColumnItem) -> Output:
        yield column

    def end(self) -> Output:
        """Nothing is left to ask."""
        return iter(())
