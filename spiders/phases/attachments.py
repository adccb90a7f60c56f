"""Attachments of pages: the head of each file is asked for once, whatever pages offer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from govcrawl.domain.fetch_outcomes import SOFT_404, LinkState
from govcrawl.domain.items import Attachment, ColumnItem, Entry, PageItem
from govcrawl.domain.urls import page_key
from govcrawl.extract import Page
from govcrawl.extract.embedded import extension_by_answer
from govcrawl.extract.magic import content_of
from spiders.fetching import Fetched, Job, Output
from spiders.run import TargetRun

_EMBEDDED = "页面内展示的文件"


@dataclass(slots=True)
class PendingPage:
    """A page that waits for the answers on its attachments; it is the article of `entry` in a list of `column`."""

    item: PageItem
    column: ColumnItem
    entry: Entry
    waiting: int = 0


class AttachmentHeads:
    """Fills the facts of attachments, and hands each page on when all of its own are known."""

    def __init__(self, run: TargetRun, done: Callable[[PendingPage], Output]) -> None:
        """`done` gets every page of `run` that waits for nothing more."""
        self._run, self._done = run, done
        self._known: dict[str, Attachment] = {}  # by address
        self._asked: dict[str, list[PendingPage]] = {}  # by address: pages that wait for it

    def ask(self, pending: PendingPage) -> Output:
        """Ask for the attachments of the `pending` page that are not known yet."""
        item = pending.item
        self._run.links.files.update(page_key(attachment.url) for attachment in item.attachments)
        for place, attachment in enumerate(item.attachments):
            url = attachment.url
            if url in self._known:
                item.attachments[place] = _with_facts(attachment, self._known[url])
            elif url in self._asked:
                self._asked[url].append(pending)
                pending.waiting += 1
            else:
                self._asked[url] = [pending]
                pending.waiting += 1
                yield Job(url, self._on_file, context=attachment, referer=item.url, probe=True, first=True)
        if not pending.waiting:
            yield from self._finish(pending)

    def _finish(self, pending: PendingPage) -> Output:
        """Hand on a page of which all is known; links that turned out to be no files are links, not attachments."""
        item = pending.item
        item.attachments = [attachment for attachment in item.attachments if attachment.extension]
        return self._done(pending)

    def _on_file(self, fetched: Fetched) -> Output:
        attachment: Attachment = fetched.job.context
        take_head(attachment, fetched)
        if fetched.verdict is SOFT_404:
            # A file's place answers with a page: that is for T03 to say, whatever the page says.
            attachment.content, attachment.state = content_of(fetched.body), LinkState.OK
        if not attachment.extension:
            attachment.extension = _named_by(fetched)
            if not attachment.extension:
                self._run.links.files.discard(page_key(attachment.url))
        self._run.note_state(attachment.url, fetched.verdict)
        self._known[attachment.url] = attachment
        for pending in self._asked.pop(attachment.url, []):
            for place, each in enumerate(pending.item.attachments):
                if each.url == attachment.url:
                    pending.item.attachments[place] = _with_facts(each, attachment)
            pending.waiting -= 1
            if not pending.waiting:
                yield from self._finish(pending)


def take_head(attachment: Attachment, fetched: Fetched) -> None:
    """Fill the facts of `attachment` from the head of its file, as `fetched`."""
    attachment.state, attachment.reason = fetched.verdict.link, fetched.verdict.reason
    attachment.status, attachment.size = fetched.status, fetched.size
    if fetched.ok:
        attachment.content, attachment.state = content_of(fetched.body), LinkState.OK


def _with_facts(attachment: Attachment, facts: Attachment) -> Attachment:
    """The attachment as it stands on its own page, with the `facts` of the file."""
    extension = attachment.extension or facts.extension
    return replace(facts, url=attachment.url, text=attachment.text, extension=extension)


def _named_by(fetched: Fetched) -> str:
    """The extension that an answer gives its file; "" when it is none."""
    disposition = fetched.headers.get("disposition", "")
    return extension_by_answer(disposition, fetched.content_type or "", fetched.body) if fetched.ok else ""


def files_beside(page: Page, known: set[str]) -> list[Attachment]:
    """Files of a page that no link names by its address: those that it shows within itself, and those that may be some.

    Of the latter nothing is known yet, not even the extension. `known` are the addresses of its attachments.
    """
    shown = [Attachment(url, text or _EMBEDDED, extension) for url, text, extension in page.embedded_files()]
    maybe = [Attachment(url, text, "") for url, text in page.possible_files()]
    return [each for each in (*shown, *maybe) if each.url not in known]
