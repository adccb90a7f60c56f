"""One page from several addresses: its frames, and the menus and footers that its scripts load."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from govcrawl.domain.fetch_outcomes import LinkState
from govcrawl.extract import Page
from spiders.fetching import Fetched, Job, Output
from spiders.rendering import may_render, wants_browser
from spiders.run import TargetRun
from spiders.run.pages import keep_part

MAX_PARTS = 6  # of one page, frames inside frames included
_MAX_DEPTH = 3  # frames inside frames


class Assembly:
    """Asks for the parts of a page one after another, then hands on the page with its parts in their places."""

    def __init__(
        self, run: TargetRun, whole: Fetched, done: Callable[[Fetched], Output], *, again: bool = False
    ) -> None:
        """`whole` is the answer that holds the outermost page; `done` gets it when its `page` has all its parts.

        again: the page is asked for once more, and so are its parts, by the way by which it was asked for.
        """
        self._run, self._whole, self._done = run, whole, done
        self._kept = run.pages.parts_again if again else run.pages.parts
        self._browser = again and whole.rendered
        self._outer = whole.page
        self._waiting: list[tuple[str, int]] = []
        self._known: set[str] = {whole.url}
        self._found: dict[str, Page] = {}
        self._inside: dict[str, list[str]] = {}  # by address of a part: the frames in it

    def begin(self, wanted: Collection[str]) -> Output:
        """Ask for the parts at these addresses; those of other sites are left out."""
        self._whole.assembled = bool(wanted)  # nobody asks again, though a page were but a frame of itself
        self._want(wanted, 1)
        return self._next()

    def _want(self, wanted: Iterable[str], depth: int) -> list[str]:
        fresh = [url for url in wanted if url not in self._known and self._run.scope.covers(url)]
        fresh = fresh[: max(0, MAX_PARTS + 1 - len(self._known))]
        self._known.update(fresh)
        self._waiting += [(url, depth) for url in fresh]
        return fresh

    def _next(self) -> Output:
        while self._waiting:
            url, depth = self._waiting.pop(0)
            if (page := self._kept.get(url)) is not None:
                self._take(url, page, depth)
                continue
            yield self._job(url, depth, browser=self._browser)
            return
        if self._found:
            self._whole.page = self._outer.with_parts(self._put_together())
        yield from self._done(self._whole)

    def _job(self, url: str, depth: int, *, browser: bool) -> Job:
        context = (url, depth)
        return Job(url, self._on_part, context=context, referer=self._whole.url, first=True, browser=browser)

    def _on_part(self, fetched: Fetched) -> Output:
        url, depth = fetched.job.context
        self._run.note_state(fetched.job.url, fetched.verdict)
        if fetched.ok and wants_browser(fetched, self._run.target) and may_render(self._run.target):
            yield self._job(url, depth, browser=True)
            return
        if self._browser and fetched.rendered and fetched.status is None:  # the browser could not open it
            yield self._job(url, depth, browser=False)
            return
        if fetched.ok:
            keep_part(self._kept, url, fetched.page)
            self._take(url, fetched.page, depth)
        else:
            unread = f"{url}（{fetched.verdict.reason or '未能读取'}）"
            self._whole.unread_parts.append(unread)
            if fetched.verdict.link is not LinkState.GONE:
                self._whole.blocked_parts.append(unread)
        yield from self._next()

    def _take(self, url: str, page: Page, depth: int) -> None:
        self._found[url] = page
        away = page.refresh()
        further = [away] if away else page.frames() if depth < _MAX_DEPTH else []
        self._inside[url] = self._want(further, depth + 1)

    def _put_together(self) -> dict[str, Page]:
        """The parts of the outermost page, each with its own frames inside."""
        nested = {url for inner in self._inside.values() for url in inner}
        return {url: self._complete(url) for url in self._found if url not in nested}

    def _complete(self, url: str) -> Page:
        page = self._found[url]
        inner = {each: self._complete(each) for each in self._inside.get(url, ()) if each in self._found}
        if page.refresh() and inner:
            return next(iter(inner.values()))
        return page.with_parts(inner) if inner else page
