"""What a round has seen of one target: which addresses were read, which are gone, which nobody could read."""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.round_view import RoundView
from analysis.scoring.round_scores import unfinished
from govcrawl.domain.fetch_outcomes import FetchOutcome, LinkState
from govcrawl.domain.items import ColumnItem, Item, Link, PageItem, QuestionItem
from govcrawl.domain.urls import normalise, page_key
from govcrawl.store.reader import TargetState
from pipelines.doubts import doubt_about

_KINDS = (ColumnItem, PageItem, QuestionItem, Link)


@dataclass(slots=True)
class TargetCoverage:
    """Addresses of one target in one round, by page key; those of its links in their normal form."""

    state: TargetState
    read: set[str] = field(default_factory=set)
    unread: dict[str, str] = field(default_factory=dict)  # with the reason
    gone: set[str] = field(default_factory=set)
    links: dict[str, Link] = field(default_factory=dict)

    def take(self, item: Item) -> None:
        """Note what was read of the target, and what could not be read and why."""
        match item:
            case ColumnItem(unrendered=True):
                self.unread[page_key(item.url)] = "内容需要浏览器运行脚本才能显示，本次未能渲染"
            case ColumnItem() | PageItem() | QuestionItem():
                if item.answer is FetchOutcome.REACHABLE:
                    self.read.add(page_key(item.url))
                else:
                    self.unread[page_key(item.url)] = item.reason or item.answer.chinese
            case Link():
                self.links[normalise(item.url)] = item
                if item.state is LinkState.GONE:
                    self.gone.add(page_key(item.url))

    @property
    def doubt(self) -> str:
        """Why what was not found may be there all the same, in Chinese; "" when the target was read whole."""
        site = self.state.site
        return unfinished(self.state) or (site and doubt_about(site)) or ""


def coverage_of(view: RoundView, state: TargetState) -> TargetCoverage:
    """Everything that the round has of one of its targets. Holds the target's addresses."""
    seen = TargetCoverage(state)
    for item in view.items(_KINDS, state.target.url):
        if item.target == state.target:
            seen.take(item)
    site = state.site
    if site is not None:
        seen.gone |= {page_key(url) for url in site.gone}
        for each in site.unread:
            seen.unread.setdefault(page_key(each.url), each.reason)
        if site.answer is FetchOutcome.REACHABLE:
            seen.read.add(page_key(state.target.url))
    return seen
