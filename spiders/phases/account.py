"""One account: every route to its posts is tried in turn until one gives dated posts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from govcrawl.domain.fetch_outcomes import FetchOutcome
from govcrawl.domain.items import AccountFacts, Forwarding, PostItem, SiteItem
from govcrawl.domain.urls import normalise
from govcrawl.extract import Page
from govcrawl.extract.feeds import read_feed
from govcrawl.extract.inventory import take_inventory
from govcrawl.extract.model import ListEntry
from govcrawl.register import SuperiorItem
from pipelines.windows import day_of
from spiders.fetching import Fetched, Job, Output
from spiders.phases.phase import Phase
from spiders.rendering import may_render, wants_browser
from spiders.run import TargetRun

if TYPE_CHECKING:
    from spiders.base import InspectionSpider

_ROUTES = {"feed": "订阅地址", "page": "主页", "sheet": "导入的发布内容"}
_SHORTEST = 8  # characters of a title below which likeness says nothing


class AccountPhase(Phase):
    """The only phase of an account: its posts by the first route that gives any, then its facts."""

    def __init__(self, spider: InspectionSpider, run: TargetRun) -> None:
        super().__init__(spider, run)
        self._account = spider.inspection.register.account_of(run.target)
        self._posts: list[PostItem] = []
        self._faults: list[str] = []
        self._answer = FetchOutcome.BLOCKED
        self._at = run.progress.begun
        self._status: int | None = None
        self._before: list[str] | None = None  # rules that the first fetch would have raised
        self._way = "direct"
        self._doubt = False  # whether the recheck could not read what the first fetch had read
        self._empty: set[str] = set()  # routes that were read and hold no post at all

    def begin(self) -> Output:
        if self._account.feed:
            yield Job(self._account.feed, self._on_feed)
        else:
            yield from self._ask_page()

    def _on_feed(self, fetched: Fetched) -> Output:
        posts = read_feed(fetched.body, fetched.url) if fetched.ok else None
        if posts is None:
            self._note(fetched, "feed", "返回的不是 RSS、Atom 或 JSON Feed")
        elif not any(post.published for post in posts):
            self._empty |= set() if posts else {"feed"}
            self._note(fetched, "feed", "没有注明日期的发布内容" if posts else "没有任何发布内容")
        else:
            self._take(posts, "feed", fetched.at)
            return
        yield from self._ask_page()

    def _ask_page(self) -> Output:
        if self._account.home:
            yield Job(self._account.home, self._on_page)

    def _on_page(self, fetched: Fetched) -> Output:
        if fetched.ok:
            posts = fetched.page.dated_links()
            if posts:
                self._take(posts, "page", fetched.at)
                return
            if may_render(self.run.target) and (wants_browser(fetched, self.run.target) or not fetched.rendered):
                yield Job(self._account.home, self._on_page, browser=True)
                return
            if _shows_nothing(fetched.page):
                self._empty.add("page")
        self._note(fetched, "page", "页面上没有注明日期的发布内容")

    def _note(self, fetched: Fetched, route: str, what: str) -> None:
        self._at, self._status = fetched.at, fetched.status
        if not fetched.ok:
            self._answer = fetched.verdict.unread
        self._faults.append(f"{_ROUTES[route]}{fetched.verdict.reason or what}")

    def _take(self, posts: list[ListEntry], route: str, at: datetime) -> None:
        self._at = at
        found: dict[str, PostItem] = {}
        for title, url, published in posts:
            found.setdefault(
                normalise(url), PostItem(self.run.target, normalise(url), title, at, day_of(published), route)
            )
        self._posts = list(found.values())

    # -- the account as a whole ------------------------------------------------------------------------------------

    def end(self) -> Output:
        """All posts and the account; one that would be accused is asked for once more by its own route."""
        if self._before is None:
            self._take_imported()
            self._before = self.confirmation.accused(self._site())
            route = self._posts[0].route if self._posts else "feed" if self._is_empty else ""
            route = route if self._before else ""
            if route == "feed":
                yield Job(self._account.feed, self._on_recheck, context=self._on_feed)
                return
            if route == "page":
                yield Job(
                    self._account.home, self._on_recheck, context=self._on_page, browser=may_render(self.run.target)
                )
                return
        yield from self._whole()

    def _on_recheck(self, fetched: Fetched) -> Output:
        """Add what the recheck gives; one that cannot be read leaves the account undecided."""
        if direct := self.confirmation.direct(fetched):
            yield direct
            return
        self._way = fetched.way
        was_empty, self._empty = self._is_empty, self._empty - {"feed"}
        first, self._posts = self._posts, []
        for output in fetched.job.context(fetched):
            if isinstance(output, Job):
                break
        self._doubt = not self._posts and not (was_empty and self._is_empty)
        known = {post.url for post in self._posts}
        self._posts += [post for post in first if post.url not in known]

    @property
    def _is_empty(self) -> bool:
        """Whether the account surely has no post: its feed is sound and holds none, and neither does its page."""
        return not self._posts and self._empty == {"feed", "page"}

    def _take_imported(self) -> None:
        imported = self.spider.inspection.writer.imported_posts(self.run.target)
        if not self._posts and imported:
            self._posts = imported
        elif self._posts:
            # What the office has read by hand adds to what could be read by route.
            known = {(post.title, post.published) for post in self._posts}
            self._posts += [post for post in imported if (post.title, post.published) not in known]

    def _whole(self) -> Output:
        for post in self._posts:
            if post.route != "sheet":
                yield post
        site = self._site()
        if self._before:
            self.confirmation.note(site, self._before, self._at, self._way)
            site.looked_again, site.cleared = len(self._before), len(site.second.cleared) if site.second else 0
        yield site

    def _site(self) -> SiteItem:
        target, account = self.run.target, self._account
        check = self.spider.inspection.check
        facts = AccountFacts(account.platform, account.name, opened=account.opened, registered=account.registered)
        facts.posts = len(self._posts)
        dated = [post for post in self._posts if post.published]
        facts.undated, facts.later = facts.posts - len(dated), 0
        past = [(day, post) for post in dated if (day := day_of(post.published)) and day <= check.date]
        facts.later = len(dated) - len(past)
        if self._posts:
            facts.route = self._posts[0].route
        if past:
            facts.newest, newest = max(past, key=lambda each: (each[0], each[1].url))
            facts.newest_url, facts.newest_title = newest.url, newest.title
        default = check.days("forward_in_time")
        facts.forwarding = [self._forwarding(item, default) for item in self.spider.inspection.register.superior]
        readable = (bool(dated) or self._is_empty) and not self._doubt
        reason = None if readable else "；".join(self._faults) or "台账没有可读取的主页或订阅地址，也没有导入发布内容"
        return SiteItem(
            target=target,
            fetched_at=self._at,
            answer=FetchOutcome.REACHABLE if readable else self._answer,
            reason=reason,
            status=self._status,
            final_url=target.url,
            pages_fetched=self.run.budget.requests,
            account=facts,
        )

    def _forwarding(self, item: SuperiorItem, default: int) -> Forwarding:
        days = item.forward_days if item.forward_days is not None else default
        found = Forwarding(item.title, item.published, item.published + timedelta(days=days))
        dated = [(day, post) for post in self._posts if (day := day_of(post.published))]
        found.covered = self._is_empty or any(day <= item.published for day, _ in dated)
        likeness = self.spider.inspection.rubric.number("forward_likeness")
        alike: list[tuple[date, PostItem]] = [
            (day, post)
            for day, post in dated
            if day >= item.published and is_forwarded(item.title, post.title, likeness)
        ]
        if alike:
            day, post = min(alike, key=lambda each: (each[0], each[1].url))
            found.forwarded, found.post_title, found.post_url = day, post.title, post.url
        return found


def _shows_nothing(page: Page) -> bool:
    """Whether an account's page was read and shows no post: no row, no picture, nothing that may be a date."""
    seen = take_inventory(page)
    return not (
        page.needs_script() or seen.links or seen.unread_dates or seen.pictures > 1 or seen.media or seen.frames
    )


def is_forwarded(item: str, post: str, likeness: float) -> bool:
    """Whether the title `post` stands for that of `item`: as people would say so, decoration aside.

    `likeness` is the least similarity in percent at which two titles count as one.
    """
    one, other = _plain(item), _plain(post)
    if min(len(one), len(other)) < _SHORTEST:
        return one == other
    if one in other:
        return True
    return fuzz.ratio(one, other) >= likeness or (
        len(other) >= 0.6 * len(one) and fuzz.partial_ratio(one, other) >= max(likeness, 90)
    )


def _plain(title: str) -> str:
    kept = "".join(character for character in title if character.isalnum())
    for decoration in ("转发", "转载", "重磅", "权威发布", "最新", "速看", "关注", "扩散"):
        kept = kept.removeprefix(decoration)
    return kept
