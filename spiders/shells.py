"""Pages that hold nothing themselves: a refresh, frames, or scripts lead to what their reader sees."""

from __future__ import annotations

from dataclasses import dataclass

from govcrawl.cms import ListSource, list_sources
from govcrawl.domain.targets import Target
from govcrawl.extract import Page
from spiders.fetching import Fetched
from spiders.rendering import may_render, wants_browser
from spiders.run import Scope

MAX_STEPS = 3  # refreshes that are followed one after another before giving up
_OWN_TEXT = 200  # characters of an article that needs no frame
# Pages whose content may stand in a frame, as may that of a page with another column's list.
_BARE = frozenset({"empty", "shell", "single", "parent"})


@dataclass(frozen=True, slots=True)
class Detour:
    """The content must be asked for at another address, or through the browser."""

    url: str
    step: int  # refreshes followed so far
    browser: bool = False


@dataclass(frozen=True, slots=True)
class InParts:
    """The content stands in parts of the page that must be fetched first."""

    urls: list[str]


@dataclass(frozen=True, slots=True)
class Content:
    """The answer holds the column, or its script names the endpoints of its list."""

    form: str
    sources: list[ListSource]
    unrendered: bool  # it needs a browser, and none can be had


def resolve(fetched: Fetched, target: Target, scope: Scope, step: int) -> Detour | InParts | Content | None:
    """Where the content of a column is that was asked for; None when the answer is an article and no column.

    `fetched` is a page of `target` that could be read, after `step` refreshes. A page that its scripts fill is looked
    at in a browser before its frames are followed, and one with frames is called empty only after that.
    """
    page = fetched.page
    away = page.refresh()
    if away and step < MAX_STEPS and scope.covers(away):
        return Detour(away, step + 1)
    reading = page.reading()
    form = reading.kind
    if form == "article" and not page.parts and not reading.is_undecided:
        return None
    sources = [] if fetched.rendered else _endpoints(page)
    filled = not sources and target.render != "static" and wants_browser(fetched, target)
    bare = form in _BARE or (form == "list" and not page.has_own_list())
    frames = [] if fetched.assembled or sources or not bare else [url for url in page.frames() if scope.covers(url)]
    if frames and not (filled and may_render(target)):
        return InParts(frames)
    hidden = not sources and _hides_content(fetched, form, target)
    if hidden and may_render(target):
        return Detour(fetched.url, step, browser=True)
    return Content("single" if form == "article" and page.parts else form, sources, unrendered=hidden)


def parts_of_home(page: Page, scope: Scope, *, small: bool = False) -> list[str]:
    """Addresses of what a home page shows beside its own mark-up; `small`: low frames, too."""
    return [url for url in [*page.frames(small=small), *page.loads()] if scope.covers(url)]


def frames_of_article(fetched: Fetched, scope: Scope) -> list[str]:
    """Addresses of the frames in which the text of an article stands; [] where it has a text of its own."""
    frames = [] if fetched.assembled else [url for url in fetched.page.frames() if scope.covers(url)]
    return frames if frames and len(fetched.page.body_text()) < _OWN_TEXT else []


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
