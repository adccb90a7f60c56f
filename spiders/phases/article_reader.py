"""Reading one article: its facts, its links, and what another reader sees where it lacks something."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import datetime

from govcrawl.domain.items import Attachment, ColumnItem, Entry, Letter, PageItem
from govcrawl.domain.urls import normalise, page_key
from govcrawl.extract import Page
from govcrawl.extract.mentions import is_fixed_file
from pipelines.attachments import WORD
from pipelines.cross_page.policy_titles import explains
from pipelines.model import Check
from pipelines.windows import day_of
from spiders.assessments.inventory import takes_letters
from spiders.fetching import Fetched
from spiders.phases.attachments import files_beside
from spiders.rendering import links_by_script
from spiders.run import SeenLinks, TargetRun
from spiders.samples import absences
from spiders.second_reader import look, why_of

_LITTLE_TEXT = 300  # characters, neighbours and meta lines included


@dataclass(slots=True)
class ArticleReading:
    """All that is taken from the page of an article: nothing in it refers to the parsed page."""

    item: PageItem
    links: SeenLinks
    is_scripted: bool  # whether a script may add the links to other documents that it lacks


class ArticleReader:
    """Makes items of the articles of one target."""

    def __init__(self, run: TargetRun, check: Check, undated: Set[str]) -> None:
        """`undated` are the page keys of articles that the lists of `run` leave without a date."""
        self._run, self._check, self._undated = run, check, undated
        # By address: interpretations that a row of any list links beside the article.
        self._beside = {
            entry.url: entry.interpretations
            for _, column in sorted(run.pages.columns.items())
            for entry in column.entries
            if entry.interpretations
        }

    def read(self, fetched: Fetched, column: ColumnItem, entry: Entry) -> ArticleReading:
        """The article of `entry`, a row of `column`, with what another reader sees where something is missing."""
        item = self.item(fetched, column, entry)
        undated = item.published is None and page_key(entry.url) in self._undated
        if undated or _may_be_pictured(item) or absences(item, self._check):
            item.inventory = look(self._run, fetched.page, (item.title, entry.title))
            item.why = why_of(fetched.page)
        links = self._run.links.seen_on(fetched.page, 2)
        return ArticleReading(item, links, links_by_script(item, fetched))

    def blank(self, column: ColumnItem, entry: Entry, at: datetime) -> PageItem:
        """An item of the article of `entry`, a row of `column`, asked for at this time, without facts."""
        return PageItem(
            target=self._run.target,
            url=normalise(entry.url),
            fetched_at=at,
            column_url=column.url,
            column_name=column.name,
            column_kind=column.kind,
        )

    def item(self, fetched: Fetched, column: ColumnItem, entry: Entry) -> PageItem:
        """The facts of the article of `entry`, a row of `column`."""
        item = self.blank(column, entry, fetched.at)
        article = fetched.page.article()
        item.title = article.title or entry.title
        item.published, item.published_source = article.published, article.published_source
        if item.published is None and entry.published is not None:
            item.published, item.published_source = entry.published, "row"
        item.drafted, item.labels = article.drafted, dict(article.labels)
        item.shown_title, item.shown_published = article.shown_title, article.shown_published
        item.source, item.number, item.text = article.source, article.number, article.text
        item.attachments = [Attachment(url, text, extension) for url, text, extension in article.attachments]
        item.attachments += files_beside(fetched.page, {each.url for each in item.attachments})
        item.policy_links = list(article.policy_links)
        if self._may_explain(column, item):
            item.own_links = [link.url for link in article.own_links]
            item.mentioned = self._mentioned(fetched.page, self._is_article)
        if any(each.extension in WORD for each in item.attachments):
            item.mentioned += self._mentioned(fetched.page, is_fixed_file)
        rows = self._beside.get(entry.url, ())
        item.interpretation_links = list(dict.fromkeys([*article.interpretation_links, *rows]))
        if takes_letters(column):
            found = fetched.page.question()
            answered = None if found.reply is None else bool(found.reply.strip())
            item.letter = Letter(found.asked or day_of(item.published), found.replied, answered)
        return item

    def _is_article(self, url: str) -> bool:
        site = self._run.pages.site
        return site is not None and bool(site.is_article(url)) and self._run.scope.covers(url)

    def _mentioned(self, page: Page, is_wanted: Callable[[str], bool]) -> list[str]:
        home = self._run.pages.home
        return page.mentions(is_wanted, home.source if home is not None else "")

    def _may_explain(self, column: ColumnItem, item: PageItem) -> bool:
        """Whether the page may be a policy or an interpretation, so that all its links matter."""
        group = self._check.kind(column.kind).group
        return group == "notice_policy" or column.kind == "interpretation" or explains(item.title)


def _may_be_pictured(item: PageItem) -> bool:
    """Whether what the page lacks in its text may be in a picture, a film or a file."""
    return item.column_kind == "guide" and len(item.text) < _LITTLE_TEXT
