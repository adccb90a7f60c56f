"""Pages that hold nothing themselves: a refresh, frames, or scripts lead to what their reader sees."""

from __future__ import annotations

from dataclasses import dataclass

from govcrawl.cms import ListSource, list_sources
from govcrawl.domain.targets import Target
from govcrawl.extract import Page
from spiders.fetching import Fetched
from spiders.rendering import may_render, wants_browser
from spiders.run import Scope

MAX_STEPS = 3  # refreshes and frames that are followed one after another before giving up


@dataclass(frozen=True, slots=True)
class Detour:
    """The content must be asked for at another address, or through the browser."""

    url: str
    step: int  # refreshes and frames followed so far
    browser: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """The answer holds the column, or its script names the endpoints of its list."""

    form: str
    sources: list[ListSource]
    unrendered: bool  # it needs a browser, and none can be had


def resolve(fetched: Fetched, target: Target, scope: Scope, step: int) -> Detour | Content | None:
    """Where the content of a column is that was asked for; None when the answer is an article and no column.

    `fetched` is a page of `target` that could be read, after `step` refreshes and frames. An empty page is called
    empty only after a browser has looked at it, and its frames are followed last.
    """
    page = fetched.page
    away = page.refresh()
    if away and step < MAX_STEPS and scope.covers(away):
        return Detour(away, step + 1)
    form = page.form()
    if form == "article" and not fetched.rendered and not page.listing().entries:
        return None
    sources = [] if fetched.rendered else _endpoints(page)
    hidden = not sources and _hides_content(fetched, form, target)
    if hidden and may_render(target):
        return Detour(fetched.url, step, browser=True)
    frames = page.frames() if not sources and form in ("empty", "shell") else []
    if frames and step < MAX_STEPS and scope.covers(frames[0]):
        return Detour(frames[0], step + 1)
    return Content(form, sources, unrendered=hidden)


def addresses_behind(page: Page, scope: Scope) -> list[str]:
    """Where a home page without content of its own sends its reader: a refresh, or its frames in order."""
    away = page.refresh()
    found = [away] if away else page.frames() if page.form() in ("shell", "empty") else []
    return [url for url in found if scope.covers(url)]


def _endpoints(page: Page) -> list[ListSource]:
    """Endpoints of a list that the page itself does not hold, or does not hold to its end."""
    listing = page.listing()
    if listing.entries and listing.next_pages:
        return []
    return list_sources(page.source, page.url)


def _hides_content(fetched: Fetched, form: str, target: Target) -> bool:
    if fetched.rendered or target.render == "static":
        return False
    return form in ("empty", "shell") or wants_browser(fetched, target)
