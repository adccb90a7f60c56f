"""The state of one target between its first request and its SiteItem, by purpose.

`scope` says what belongs to the target, `budget` what it may cost, `links` and `pages` what is known of it, `progress`
and `schedule` how far its inspection has come, `access` by which ways it can be reached.
"""

from __future__ import annotations

from dataclasses import dataclass

from govcrawl.domain.fetch_outcomes import TOO_LARGE, Verdict
from govcrawl.domain.items import SearchFacts
from govcrawl.domain.targets import Target
from govcrawl.domain.urls import page_key
from govcrawl.extract import SiteModel
from govcrawl.store.stored_progress import StoredProgress
from spiders.run.budget import Budget, Limits
from spiders.run.links import LinkIndex, LinkOrigin, SeenLinks
from spiders.run.pages import HomeSearch, TargetPages
from spiders.run.progress import Progress, Schedule
from spiders.run.scope import Scope, file_extension


@dataclass(slots=True)
class Access:
    """By which ways a target can be reached, its own search among them."""

    bot_protected: bool = False  # a challenge lets only browsers through: every page is asked for by one
    https: bool | None = None
    https_reason: str = ""
    certificate_fault: str | None = None
    ipv6: bool | None = None
    search: SearchFacts | None = None


class TargetRun:
    """The parts of one target's state, and what concerns two of them."""

    def __init__(self, target: Target, limits: Limits, stored: StoredProgress | None = None) -> None:
        """Begin with `target` within `limits`; `stored` is what an interrupted crawl has left of it."""
        self.target = target
        self.scope = Scope.of(target)
        self.budget = Budget(limits)
        self.links = LinkIndex(target, self.scope)
        self.pages = TargetPages()
        if stored is not None and stored.model is not None:
            self.pages.model = SiteModel.from_bytes(stored.model)
        self.progress = Progress(stored or StoredProgress())
        self.schedule = Schedule()
        self.access = Access()

    def note_state(self, url: str, verdict: Verdict) -> None:
        """Remember how fetching `url` ended; an answer that was too large is a bound that was hit."""
        self.links.states[page_key(url)] = verdict
        if verdict is TOO_LARGE:
            self.budget.hit("size", self.budget.limits.size, url)


__all__ = [
    "Access",
    "Budget",
    "HomeSearch",
    "Limits",
    "LinkIndex",
    "LinkOrigin",
    "Progress",
    "Schedule",
    "Scope",
    "SeenLinks",
    "TargetPages",
    "TargetRun",
    "file_extension",
]
