"""Article pages with their attachments, and links."""

from dataclasses import dataclass, field
from datetime import date, datetime

from govcrawl.domain.fetch_outcomes import FetchOutcome, LinkState
from govcrawl.domain.items.common import ConfirmationResult, Published
from govcrawl.domain.items.inventory import PageInventory, Why
from govcrawl.domain.targets import Target


@dataclass(slots=True)
class Attachment:
    """A file offered by a page."""

    url: str
    text: str
    extension: str  # lower case, no dot
    state: LinkState = LinkState.UNCHECKED
    status: int | None = None
    size: int | None = None  # bytes, when known
    content: str | None = None  # what the first bytes say: pdf, ofd, ole, zip, docx, xlsx, rtf, html, empty, unknown …
    reason: str | None = None


@dataclass(slots=True)
class Letter:
    """A letter (信件/网民留言) as its page shows it."""

    asked: date | None = None
    replied: date | None = None
    answered: bool | None = None  # False: its answer is empty or yet to come; None: the page shows no place for one


@dataclass(slots=True)
class PageItem:
    """One article page."""

    target: Target
    url: str
    fetched_at: datetime
    column_url: str = ""
    column_name: str = ""
    column_kind: str = "other"
    answer: FetchOutcome = FetchOutcome.REACHABLE
    reason: str | None = None
    title: str = ""
    published: Published | None = None
    published_source: str | None = None
    drafted: date | None = None
    labels: dict[str, str] = field(default_factory=dict)
    shown_title: str | None = None  # what the page itself shows, labels aside
    shown_published: Published | None = None
    source: str | None = None
    number: str | None = None  # 文号
    text: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    interpretation_links: list[tuple[str, str]] = field(default_factory=list)  # (url, text)
    policy_links: list[tuple[str, str]] = field(default_factory=list)  # (url, text)
    # All links outside menus and footer, by address: what they lead to says whether policy and interpretation are
    # linked, whatever their words. On pages of policies and interpretations alone.
    own_links: list[str] = field(default_factory=list)
    # Addresses that its scripts and attributes hold and no link: articles on the same pages, else PDF and OFD files
    # where it offers Word alone.
    mentioned: list[str] = field(default_factory=list)
    letter: Letter | None = None  # on pages of columns of letters alone
    why: Why | None = None  # how sure the page's reading is, and what speaks for it
    inventory: PageInventory | None = None  # what another reader has seen on it; of pages that would be accused alone
    second: ConfirmationResult | None = None


CONCEALED = "隐藏的站外"  # kind of a suspicion: the link is kept out of its readers' sight


@dataclass(slots=True)
class Suspicion:
    """Why a link seems to lead where no government site should."""

    kind: str
    words: list[str] = field(default_factory=list)
    final_url: str = ""
    title: str = ""
    ways: list[str] = field(default_factory=list)  # how the page that links it keeps it out of its readers' sight
    certain: bool = True  # False: weighed, but below what an accusation takes


@dataclass(slots=True)
class Link:
    """A link of a target, once per address, with the page on which it stands (the first by rank, then by address)."""

    target: Target
    url: str
    found_on: str
    text: str = ""
    rank: int = 2  # 0 home page, 1 column page, 2 article page
    internal: bool = True
    state: LinkState = LinkState.UNCHECKED
    status: int | None = None
    reason: str | None = None
    checked_at: datetime | None = None
    second: ConfirmationResult | None = None
    suspicion: Suspicion | None = None
    # How all places of the link keep it out of sight (short Chinese texts); empty when a reader sees one of them.
    ways: list[str] = field(default_factory=list)
