"""Mutations of labelled real pages: each page by itself, read and judged before and after one change.

What a whole inspection needs (other pages, answers of links) is not there, so only rules about the page alone are
asked, and of lists what the rules on columns rest on: that nothing is read any more, or that all days are older.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.extract import Sample, load
from govcrawl.domain.items import PageItem
from govcrawl.extract import Page
from pipelines.catalogue import run
from tests.invariance import mutations
from tests.invariance.dom import Document
from tests.invariance.mutations import mutated
from tests.invariance.rows import lists_of, table_rows_of
from tests.rules.build import check, item

_FAMILIES = {"M", "T", "X"}
_LABELS = ("ArticleTitle", "PubDate", "ContentSource")
_IDENTITY = "11010519491231002X"  # the example of the standard on such numbers
_PROSE = 30
_TWO_YEARS = timedelta(days=730)


@dataclass(frozen=True)
class Change:
    """One change of a page; `rule` is what must be said of it afterwards."""

    rule: str
    name: str
    apply: Callable[..., bool]
    arguments: tuple[object, ...] = ()
    of_lists: bool = False


def number_in_text(document: Document) -> bool:
    """A person's whole identity number stands at the end of the longest running text."""
    longest = max(document.body.texts(), key=lambda each: len(each.text.strip()), default=None)
    if longest is None or len(longest.text.strip()) < _PROSE:
        return False
    longest.text = f"{longest.text.rstrip()}申请人王某某，身份证号{_IDENTITY}。"
    return True


def rows_gone(document: Document, titles: Sequence[str]) -> bool:
    """The rows of the list that shows one of `titles` are gone."""
    for rows in (*lists_of(document), *(each for _, each in table_rows_of(document))):
        if any(titles[0] in row.text for row in rows):
            for row in rows:
                row.replace()
            return True
    return False


CHANGES: tuple[Change, ...] = (
    *(Change("M03", f"{name} gone", mutations.drop_label, (name,)) for name in _LABELS),
    Change("M04", "another day in the label", mutations.redate, (date(2003, 2, 5),)),
    Change("T01", "Word in place of PDF", mutations.swap_for_word),
    Change("X03", "an identity number", number_in_text),
    Change("X02", "a hidden link", mutations.hide_foreign_link),
    Change("C01", "rows gone", rows_gone, of_lists=True),
    Change("F04", "two years older", mutations.age_dates, of_lists=True),
)  # fmt: skip


@dataclass(frozen=True)
class Tried:
    """A change of one page: whether it was found, and rules that were raised beside it."""

    file: str
    change: Change
    found: bool
    others: tuple[str, ...]


def rules_on(page: Page) -> set[str]:
    """Rules that find something on the page alone; X02 where it has links out of sight."""
    article = page.article()
    values = {
        "url": page.url, "title": article.title, "published": None, "labels": article.labels, "text": article.text,
        "shown_title": article.shown_title,
        "attachments": [{"url": file.url, "text": file.text} for file in article.attachments],
    }  # fmt: skip
    made = item(PageItem, values)
    made.published, made.shown_published = article.published, article.shown_published
    return {finding.rule for finding in run(made, check(), _FAMILIES) if finding.outcome == "fail"}


def _list_says(rule: str, before: Page, after: Page) -> bool:
    """Whether the changed list says what `rule` rests on."""
    if rule == "C01":
        return after.form() == "empty" and not after.listing().entries
    days = [entry.published for entry in before.listing().entries if entry.published]
    later = [entry.published for entry in after.listing().entries if entry.published]
    return len(days) == len(later) and max(later, default=None) == max(days) - _TWO_YEARS


def tried(folder: Path) -> Iterator[Tried]:
    """Each change on each labelled page in `folder` that has what it changes, and is not accused of it already."""
    for sample in load(folder):
        if sample.name.endswith(".html"):
            yield from _of_page(sample)


def _of_page(sample: Sample) -> Iterator[Tried]:
    before = Page(sample.body, sample.url)
    is_list = bool(sample.label.get("list_rows"))
    known = rules_on(before)
    for change in CHANGES:
        if change.of_lists is not is_list or change.rule in known or not _suits(change, sample, before):
            continue
        more = ([row[0] for row in sample.label["list_rows"]],) if change.apply is rows_gone else ()
        body = mutated(sample.body, change.apply, *change.arguments, *more)
        if body is not None:
            after = Page(body, sample.url)
            said = rules_on(after) - known if not is_list else set()
            if is_list:
                found = _list_says(change.rule, before, after)
            elif change.rule == "X02":
                found = len(after.concealed_links()) == len(before.concealed_links()) + 1
            else:
                found = change.rule in said
            yield Tried(sample.name, change, found, tuple(sorted(said - {change.rule})))


def _suits(change: Change, sample: Sample, page: Page) -> bool:
    """Whether the page has what the change needs to be seen."""
    article = page.article()
    if change.rule == "M04":
        return article.shown_published is not None and "PubDate" in article.labels
    if change.rule == "T01":
        return bool(article.attachments) and all(each.extension in ("pdf", "ofd") for each in article.attachments)
    if change.rule == "F04":
        return any(entry.published for entry in page.listing().entries)
    return True
