"""Rechecks of columns and pages that would be accused, when everything that they depend on was read.

Of pages these are service guides, letters, attachments that seem broken, and links that a script may add.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from govcrawl.domain.items import ColumnItem, Entry, PageItem
from pipelines.catalogue import rules_confirmed_by
from pipelines.model import Confirm
from spiders.confirmation import Confirmation
from spiders.fetching import Fetched, Job, Output
from spiders.phases.attachments import take_head
from spiders.phases.phase import Phase
from spiders.run import TargetRun
from spiders.samples import Samples
from spiders.shells import frames_of_article, parts_of_home

if TYPE_CHECKING:
    from spiders.base import InspectionSpider


@dataclass(slots=True)
class Held:
    """A page that waits for its recheck, or for what comes of it."""

    item: PageItem
    column: ColumnItem
    entry: Entry
    before: list[str]
    waiting: int = 0
    at: datetime | None = None
    way: str = "direct"


class PageConfirmation:
    """Pages that would be accused, and their rechecks."""

    def __init__(self, confirmation: Confirmation, read: Callable[[Fetched, ColumnItem, Entry], PageItem]) -> None:
        """`read` makes a page's facts of an answer, its column and its row there."""
        self._confirmation, self._read = confirmation, read
        self.held: list[Held] = []

    def hold(self, item: PageItem, column: ColumnItem, entry: Entry) -> None:
        """Keep `item`, the article of `entry` in `column`, until the others have been read."""
        self.held.append(Held(item, column, entry, self._confirmation.accused(item)))

    def look(self) -> Output:
        """Ask for all of them once more."""
        waiting, self.held = sorted(self.held, key=lambda each: each.item.url), []
        for held in waiting:
            # Whatever is not about an attachment alone needs the page itself.
            if held.before and rules_confirmed_by(Confirm.ATTACHMENT).issuperset(held.before):
                yield from self._ask_files(held)
            else:
                yield self._confirmation.job(held.item.url, self._on_page, held, held.column.url)

    def _on_page(self, fetched: Fetched) -> Output:
        held: Held = fetched.job.context
        if direct := self._confirmation.direct(fetched):
            yield direct
            return
        if fetched.ok and (frames := frames_of_article(fetched, self._confirmation.scope)):
            yield from self._confirmation.whole(fetched, frames, self._on_page)
            return
        held.at, held.way = fetched.at, fetched.way
        if fetched.ok:
            _merge(held.item, self._read(fetched, held.column, held.entry))
        elif held.before:
            held.item.answer = fetched.verdict.unread
            held.item.reason = f"第二次查看时未能读取：{fetched.verdict.reason or '原因不明'}"
        yield from self._ask_files(held)

    def _ask_files(self, held: Held) -> Output:
        broken = {each.value for each in self._confirmation.found(held.item, Confirm.ATTACHMENT)}
        held.waiting = len(broken)
        for url in sorted(broken):
            yield Job(url, self._on_file, context=held, referer=held.item.url, probe=True)
        if not broken:
            yield from self._done(held)

    def _on_file(self, fetched: Fetched) -> Output:
        held: Held = fetched.job.context
        for attachment in held.item.attachments:
            if attachment.url == fetched.job.url:
                take_head(attachment, fetched)
        held.at = fetched.at
        held.waiting -= 1
        if not held.waiting:
            yield from self._done(held)

    def _done(self, held: Held) -> Output:
        if held.before:
            self._confirmation.note(held.item, held.before, held.at or held.item.fetched_at, held.way)
        yield held.item


def _merge(item: PageItem, recheck: PageItem) -> None:
    """Add what the recheck has read to the page."""
    if len(recheck.text) > len(item.text):
        item.text = recheck.text
    item.interpretation_links = list(dict.fromkeys([*item.interpretation_links, *recheck.interpretation_links]))
    item.policy_links = list(dict.fromkeys([*item.policy_links, *recheck.policy_links]))
    item.mentioned = list(dict.fromkeys([*item.mentioned, *recheck.mentioned]))
    item.own_links = list(dict.fromkeys([*item.own_links, *recheck.own_links]))
    if item.letter is not None and recheck.letter is not None and not item.letter.answered:
        item.letter = recheck.letter


class RecheckColumnsPhase(Phase):
    """Fifth phase: columns that would be accused are asked for once more, and patterns among all are tested."""

    def __init__(self, spider: InspectionSpider, run: TargetRun) -> None:
        super().__init__(spider, run)
        self._steps = iter((self._look_again, Samples(spider, run).begin))

    def begin(self) -> Output:
        """What a script puts on every page is known by the home page, once a browser has shown it."""
        pages = self.run.pages
        known = pages.home_sights is not None or (pages.home is not None and pages.home.rendered)
        if self.run.progress.held and self.confirmation.by_browser and not known:
            yield Job(self.run.target.url, self._on_home, browser=True)

    def _on_home(self, fetched: Fetched) -> Output:
        if fetched.ok:
            parts = parts_of_home(fetched.page, self.run.scope)
            yield from self.confirmation.whole(fetched, parts, self._on_whole_home)

    def _on_whole_home(self, fetched: Fetched) -> Output:
        self.run.pages.note_shown_home(fetched.page)
        return iter(())

    def _look_again(self) -> Output:
        for key in sorted(self.run.progress.held):
            yield from self.confirmation.column(self.run.pages.columns[key], self._looked)

    def _looked(self, column: ColumnItem) -> Output:
        yield column

    def end(self) -> Output:
        """The columns come next; then what most columns or pages lack is looked for on a few by another reader."""
        for step in self._steps:
            asked = list(step())
            if asked:  # a step that asks for nothing would end the phase
                yield from asked
                return
