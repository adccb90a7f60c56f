"""Dataclass items: what a spider yields and the store keeps. No behaviour beyond what a rule may ask of a fact.

Dates are the page's own local dates (Asia/Shanghai); times (`fetched_at`, `checked_at`) are aware UTC datetimes.
`None` means unknown, never "no".
"""

from govcrawl.domain.items.account import AccountFacts, Forwarding, LinkedAccount, PostItem
from govcrawl.domain.items.column import ColumnItem, Entry
from govcrawl.domain.items.common import NOT_STORED, Bound, ConfirmationResult, Published, Unread
from govcrawl.domain.items.disclosure import CrossPost, DisclosureFacts, SingleField
from govcrawl.domain.items.inventory import PageInventory, Why
from govcrawl.domain.items.page import CONCEALED, Attachment, Letter, Link, PageItem, Suspicion
from govcrawl.domain.items.pattern import Pattern, Sample
from govcrawl.domain.items.question import QaFacts, QuestionItem, UnitAnswers
from govcrawl.domain.items.site import Duty, FreshnessSummary, Missing, ProbeItem, SearchFacts, SiteItem

Item = SiteItem | ColumnItem | PageItem | Link | QuestionItem | PostItem

__all__ = [
    "CONCEALED",
    "NOT_STORED",
    "AccountFacts",
    "Attachment",
    "Bound",
    "ColumnItem",
    "ConfirmationResult",
    "CrossPost",
    "DisclosureFacts",
    "Duty",
    "Entry",
    "Forwarding",
    "FreshnessSummary",
    "Item",
    "Letter",
    "Link",
    "LinkedAccount",
    "Missing",
    "PageInventory",
    "PageItem",
    "Pattern",
    "PostItem",
    "ProbeItem",
    "Published",
    "QaFacts",
    "QuestionItem",
    "Sample",
    "SearchFacts",
    "SingleField",
    "SiteItem",
    "Suspicion",
    "UnitAnswers",
    "Unread",
    "Why",
]
