"""Planting: what a portal's module says of its defects and near misses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from govcrawl.apps.demo.model import DemoArticle, DemoColumn, File, Planted, Portal
from govcrawl.apps.demo.styles import Style

Where = DemoArticle | DemoColumn | str | None  # a text is a path or the key of a column


@dataclass
class Built:
    """A portal with its style and everything planted in it."""

    portal: Portal
    style: Style
    planted: list[Planted] = field(default_factory=list)
    # By key: columns that the round before has read, and the article that their lists did not have then.
    earlier: dict[str, DemoArticle | None] = field(default_factory=dict)

    def article(self, key: str, index: int) -> DemoArticle:
        """Article number `index` (from 0) of the column with this `key`."""
        return self.portal.column(key).articles[index]

    def _note(self, outcome: str, rule: str, where: Where, note: str, value: str | File | DemoArticle = "") -> None:
        is_key = isinstance(where, str) and not where.startswith("/")
        place = self.portal.column(where) if is_key and isinstance(where, str) else where
        self.planted.append(Planted(rule, self.portal, place, outcome, note, value))

    def fail(self, rule: str, where: Where, note: str, value: str | File | DemoArticle = "") -> None:
        """Expect a finding of `rule` at `where` about `value`; `note` says in Chinese what was planted."""
        self._note("fail", rule, where, note, value)

    def clean(self, rule: str, where: Where, note: str, value: str | File | DemoArticle = "") -> None:
        """Expect no finding of `rule` at `where` about `value`, although it comes close.

        `note` says why, in Chinese.
        """
        self._note("clean", rule, where, note, value)

    def error(self, rule: str, where: Where, note: str, value: str | File | DemoArticle = "") -> None:
        """Expect that `rule` cannot judge `where` or `value` there; `note` says why, in Chinese."""
        self._note("error", rule, where, note, value)

    def skip(self, rule: str, where: Where, note: str) -> None:
        """Expect that `rule` does not apply at `where`; `note` says why, in Chinese."""
        self._note("skip", rule, where, note)

    def link(self, article: DemoArticle, href: str, text: str) -> None:
        """Add a link to `href` that reads `text` to the body of an article."""
        article.paragraphs.append(f'相关页面：<a href="{href}">{text}</a>。')

    def attach(self, article: DemoArticle, *files: File) -> tuple[File, ...]:
        """Add attachments to an article; returns them."""
        article.files.extend(files)
        return files


def unlink(article: DemoArticle) -> None:
    """Take the block of related links off an article."""
    article.related.clear()


def shift_label(article: DemoArticle, day: date, clock: str) -> None:
    """Let the PubDate label say `day` at `clock` (HH:MM), which is not what the page shows."""
    article.labels["PubDate"] = f"{day.isoformat()} {clock}"
