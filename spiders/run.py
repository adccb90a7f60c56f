"""The state of one target while it is inspected."""

from __future__ import annotations

import re
import time
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from govcrawl.domain.fetch_outcomes import TOO_LARGE, FetchOutcome, Verdict
from govcrawl.domain.html_limits import MAX_CHARACTERS
from govcrawl.domain.items import Bound, ColumnItem, Link, QuestionItem, SearchFacts, SecondLook, Unread
from govcrawl.domain.site_identifiers import SiteIdentifiers
from govcrawl.domain.targets import WEBSITES, Target
from govcrawl.domain.urls import host_of, page_key
from govcrawl.extract import Page
from govcrawl.store.writer import StoredProgress
from spiders.fetching import Fetched, Job, Output
from spiders.soft_404 import Soft404Detector

FILE_EXTENSIONS = frozenset(
    [
        "doc",
        "docx",
        "wps",
        "pdf",
        "ofd",
        "xls",
        "xlsx",
        "et",
        "ppt",
        "pptx",
        "dps",
        "rtf",
        "txt",
        "zip",
        "rar",
        "7z",
        "csv",
        "jpg",
        "jpeg",
        "png",
        "gif",
        "bmp",
        "mp4",
        "mp3",
        "wmv",
        "avi",
        "flv",
        "apk",
        "exe",
    ]
)
_FILE = re.compile(r"\.([A-Za-z0-9]{1,5})$")


def file_extension(url: str) -> str:
    """Extension of a downloadable file in lower case; "" for a page."""
    match = _FILE.search(urlsplit(url).path)
    extension = match[1].lower() if match else ""
    return extension if extension in FILE_EXTENSIONS else ""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one target."""

    pages: int
    columns: int
    list_pages: int
    depth: int
    links: int
    minutes: float
    newest: int
    family: int = 30
    size: int = 32 * 1024 * 1024


@dataclass(slots=True)
class LinkOrigin:
    """Where a link stands: the first place by rank (home, column, article), then by address."""

    rank: int
    found_on: str
    text: str


@dataclass
class TargetRun:
    """Everything that is known of a target between its first request and its SiteItem."""

    target: Target
    limits: Limits
    progress: StoredProgress
    own_hosts: frozenset[str]
    folder: str = ""  # page key of the folder that bounds the target; "" for whole sites
    started: float = field(default_factory=time.monotonic)
    begun: datetime = field(default_factory=lambda: datetime.now(UTC))
    queue: deque[Job] = field(default_factory=deque)
    planned: Output = field(default_factory=lambda: iter(()))  # what the phase goes on with when the queue is empty
    in_flight: int = 0
    phase: int = -1
    home: Page | None = None
    home_fetched: Fetched | None = None
    marks: SiteIdentifiers = field(default_factory=SiteIdentifiers)
    at: datetime | None = None
    soft_404: Soft404Detector = field(default_factory=Soft404Detector)
    columns: dict[str, ColumnItem] = field(default_factory=dict)  # by page key, complete but for article dates
    sources: dict[str, LinkOrigin] = field(default_factory=dict)  # by address
    states: dict[str, Verdict] = field(default_factory=dict)  # by page key: what was fetched, and how it ended
    bounds: dict[str, Bound] = field(default_factory=dict)
    unread: dict[str, Unread] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)  # page keys of attachments: T03 speaks of them, A03 does not
    gone: set[str] = field(default_factory=set)  # articles that are not there, whatever links them
    questions: list[QuestionItem] = field(default_factory=list)
    search: SearchFacts | None = None
    https: bool | None = None
    https_reason: str = ""
    ipv6: bool | None = None
    held: set[str] = field(default_factory=set)  # page keys of columns that wait for their second look
    seconds: list[SecondLook] = field(default_factory=list)
    asked: Counter[int] = field(default_factory=Counter)  # requests by their hash
    requests: int = 0
    articles: int = 0  # read in this run or in the one that it resumes
    links_checked: int = 0
    traps: set[str] = field(default_factory=set)  # families of addresses that lead on for ever
    stopped: bool = False
    bot_protected: bool = False  # a wall lets only browsers through: every page is asked for by one
    home_unrendered: bool = False

    def covers(self, url: str) -> bool:
        """Whether this address is a page of the target (its host, or one named by its start pages)."""
        return host_of(url).removeprefix("www.") in self.own_hosts

    def in_scope(self, url: str) -> bool:
        """Whether a page may be a column of the target: a platform in a folder of a site ends with the folder."""
        return self.covers(url) and (not self.folder or page_key(url).startswith(self.folder))

    def add(self, job: Job) -> None:
        if job.first:
            self.queue.appendleft(job)
        else:
            self.queue.append(job)

    def hit(self, name: str, limit: float, at_url: str = "") -> None:
        self.bounds.setdefault(name, Bound(name, limit, at_url))

    @property
    def out_of_time(self) -> bool:
        return time.monotonic() - self.started > self.limits.minutes * 60

    def note_state(self, url: str, verdict: Verdict) -> None:
        self.states[page_key(url)] = verdict
        if verdict is TOO_LARGE:
            self.hit("size", self.limits.size, url)

    def note_length(self, page: Page) -> None:
        """A page of which only the beginning and the end were read says so."""
        if page.cut:
            self.hit("characters", MAX_CHARACTERS, page.url)

    def note_unread(self, fetched: Fetched) -> None:
        verdict = fetched.verdict
        answer = verdict.answer if verdict.answer is not FetchOutcome.REACHABLE else FetchOutcome.BLOCKED
        url = fetched.job.url
        self.unread[url] = Unread(url, answer, verdict.reason or "未能读取")

    def note_fault(self, fetched: Fetched) -> None:
        """A page that we fetched but could not handle."""
        url = fetched.job.url
        self.unread[url] = Unread(url, FetchOutcome.BLOCKED, "程序处理该页面时出错，详见日志")

    def note_entries(self, entries: Iterable[tuple[str, str, object]], found_on: str) -> None:
        """Rows that an endpoint gave are links of their column's page."""
        for title, url, _ in entries:
            self.note_link(url, found_on, 1, title)

    def note_link(self, url: str, found_on: str, rank: int, text: str) -> bool:
        """Remember where a link stands; whether its place is new."""
        known = self.sources.get(url)
        if known is not None and (rank, found_on) >= (known.rank, known.found_on):
            return False
        self.sources[url] = LinkOrigin(rank, found_on, text)
        return True

    def note_links(self, page: Page, found_on: str, rank: int) -> list[Link]:
        """Remember where each link stands; returns those whose place is new, so that the store knows them too."""
        return [
            Link(self.target, url, found_on, text, rank, self.covers(url))
            for url, text in page.links()
            if self.note_link(url, found_on, rank, text)
        ]


def bounding_folder(target: Target) -> str:
    """Page key of the folder in which a platform lies on another site; "" for targets that are whole sites."""
    if target.platform in WEBSITES:
        return ""
    key = page_key(target.url)
    folder = key.rpartition("/")[0] + "/"
    return folder if urlsplit(target.url).path.strip("/") and folder.count("/") > 1 else ""


def own_hosts(target: Target) -> frozenset[str]:
    return frozenset(host_of(url).removeprefix("www.") for url in (target.url, *target.start_urls))
