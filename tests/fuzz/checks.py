"""What holds of every answer, whatever was read: the types of the design, real dates, absolute addresses.

The tests hold it for generated input, the fuzzer (benchmarks/fuzz) for input that it finds itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import urlsplit

from govcrawl.domain.decisions import DECISIONS, DISMISSED, Mark, Review
from govcrawl.domain.errors import InputError, RegisterError
from govcrawl.domain.items import PostItem
from govcrawl.extract import Article, ListEntry, Listing, Page, PageLink
from govcrawl.extract.dates import FIRST_YEAR, LAST_YEAR
from govcrawl.register import Register

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_FORMS = ("article", "list", "single", "parent", "empty", "shell")


def hold(fact: object, what: str, value: object) -> None:
    if not fact:
        raise AssertionError(f"{what}: {value!r}")


def is_day(value: object) -> bool:
    """A day without a clock, of the years in which there are websites."""
    return isinstance(value, date) and not isinstance(value, datetime) and FIRST_YEAR <= value.year <= LAST_YEAR


def is_moment(value: object) -> bool:
    """A page's own local date, with a clock or without; no zone."""
    if isinstance(value, datetime):
        return value.tzinfo is None and FIRST_YEAR <= value.year <= LAST_YEAR
    return is_day(value)


def is_address(value: object) -> bool:
    """An absolute http(s) address with a host."""
    if not isinstance(value, str) or _UNSTORABLE.search(value):
        return False
    parts = urlsplit(value)
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def check_text(value: object, what: str) -> None:
    """Text that every database takes: no NUL, no half of a surrogate pair."""
    hold(isinstance(value, str) and not _UNSTORABLE.search(value), what, value)


def check_links(links: Iterable[PageLink], what: str) -> None:
    for link in links:
        hold(is_address(link.url), f"{what}: address", link)
        check_text(link.text, f"{what}: text")


def check_entries(entries: list[ListEntry], what: str = "entry") -> None:
    for entry in entries:
        check_text(entry.title, f"{what}: title")
        hold(is_address(entry.url), f"{what}: address", entry)
        hold(entry.published is None or is_day(entry.published), f"{what}: day", entry)


def check_labels(labels: dict[str, str]) -> None:
    for name, content in labels.items():
        check_text(name, "label")
        check_text(content, "label")


def check_article(article: Article) -> None:
    check_text(article.title, "title")
    check_text(article.text, "text")
    for when in (article.published, article.shown_published):
        hold(when is None or is_moment(when), "published", when)
    unknown = (None, "relative", "unread")  # the two words: a date is there, and no day can be read from it
    sources = unknown if article.published is None else ("label", "page", "data", "url", "json")
    hold(article.published_source in sources, "published_source", article)
    hold(article.drafted is None or is_day(article.drafted), "drafted", article.drafted)
    for value, name in ((article.source, "source"), (article.number, "number"), (article.shown_title, "shown_title")):
        if value is not None:  # unknown is None, never the empty text
            check_text(value, name)
            hold(bool(value.strip()), name, value)
    for file in article.attachments:
        hold(is_address(file.url), "attachment", file)
        hold(file.extension.isalnum() and file.extension == file.extension.lower(), "extension", file)
    check_labels(article.labels)
    check_links(article.interpretation_links, "interpretation")
    check_links(article.policy_links, "policy")


def check_listing(listing: Listing) -> None:
    check_text(listing.title, "title")
    check_entries(listing.entries)
    hold(all(map(is_address, listing.next_pages)), "next pages", listing.next_pages)
    total = listing.total
    hold(total is None or (type(total) is int and total >= 0), "total", total)
    check_labels(listing.labels)
    for url, links in listing.interpretations.items():
        hold(is_address(url), "row", url)
        check_links(links, "interpretation of a row")


def check_page(page: Page) -> None:
    """Every question that the spiders ask a page."""
    check_links(page.links(), "link")
    for link in page.navigation():
        hold(is_address(link.url) and link.path[-1:] == (link.name,), "navigation", link)
    hold(all(is_address(url) for _, url in page.breadcrumb()), "breadcrumb", page.breadcrumb())
    check_entries(page.dated_links(), "dated link")
    check_entries(page.records(), "record")
    hold(all(map(is_address, page.frames())), "frames", page.frames())
    hold(page.refresh() is None or is_address(page.refresh()), "refresh", page.refresh())
    hold(page.form() in _FORMS, "form", page.form())
    page.search_box()
    page.question()
    page.marks()
    page.reply_statistics()
    page.empty_statement()
    page.needs_script()
    page.cms()
    check_text(page.visible_text(), "visible text")


def check_refusal(fault: InputError, *, sheets: Iterable[str] = ()) -> None:
    """A refusal says in Chinese what is wrong, in one line; its rows name their sheet."""
    message = str(fault)
    hold(any("\u4e00" <= character <= "\u9fff" for character in message), "message", message)
    hold("\n" not in message, "message", message)
    names = tuple(f"“{name}”表" for name in sheets)
    for row in fault.rows if isinstance(fault, RegisterError) else ():
        hold("\n" not in row and (not names or row.startswith(names)), "row", row)


def check_register(register: Register) -> None:
    """What the rest of the program relies on."""
    hold(bool(register.units), "units", register)
    hold(bool(register.targets or register.accounts), "targets", register)
    names = {unit.name for unit in register.units}
    for target in register.targets:
        hold(target.unit in names and bool(target.name) and bool(target.platform), "target", target)
        hold(is_address(target.url) and all(map(is_address, target.start_urls)), "target", target)
    for account in register.accounts:
        hold(account.unit in names and bool(account.name), "account", account)
        hold(all(not url or is_address(url) for url in (account.home, account.feed)), "account", account)
        days = (account.opened, account.registered, account.status_date)
        hold(all(day is None or type(day) is date for day in days), "account", account)
    for target in register.account_targets():
        register.account_of(target)
    hold(all(item.title and type(item.published) is date for item in register.superior), "superior", register.superior)
    for exemption in register.exceptions:
        hold(bool(exemption.unit or exemption.url or exemption.column), "exemption", exemption)
    register.allowed_hosts()


def check_reviews(reviews: list[Review], keys: set[str]) -> None:
    hold(len({each.key for each in reviews}) == len(reviews), "keys", reviews)
    for each in reviews:
        hold(each.key in keys and each.decision in DECISIONS, "review", each)
        hold(bool(each.reviewer) and (each.decision != DISMISSED or bool(each.note)), "review", each)


def check_marks(marks: list[Mark]) -> None:
    for mark in marks:
        hold(0 <= mark.points <= 100 and bool(mark.marker), "mark", mark)
        hold(not mark.points or bool(mark.note), "mark", mark)


def check_posts(posts: list[PostItem]) -> None:
    for post in posts:
        hold(bool(post.title) and bool(post.url) and type(post.published) is date, "post", post)
