"""Where near-misses are put on a site."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random

from benchmarks.random_sites.model import Article, Column, Near, Site
from benchmarks.random_sites.words import Words

Case = Callable[["Cases"], None]


class Cases:
    """Puts near-misses on one healthy site; each article carries one at most."""

    def __init__(self, site: Site, rng: Random, words: Words) -> None:
        self.site, self.rng, self.words = site, rng, words
        self._taken: set[int] = set()

    def note(self, kind: str, rules: str, subject: Column | Article | None = None) -> None:
        """Enter a case that tempts `rules`."""
        self.site.near.append(Near(kind, rules, subject))

    def article(self, slug: str, last: int = 5) -> Article:
        """An article among the newest `last` of a column, without a near-miss yet."""
        slug = slug if any(each.slug == slug for each in self.site.walk()) else "gonggao"
        free = [each for each in self.site.column(slug).newest_first()[:last] if id(each) not in self._taken]
        found = self.rng.choice(free or self.site.column(slug).newest_first())
        self._taken.add(id(found))
        return found

    def column(self, parent: str, name: str, slug: str, form: str) -> Column:
        """A new column below the one with the slug `parent`."""
        above = self.site.column(parent if self.site.platform in ("department", "portal") else "fdzd")
        made = Column(name, slug, form, parent=above)
        above.children.append(made)
        return made

    def old(self, column: Column, newest: date, count: int) -> None:
        """Fill a column with articles that end at `newest`."""
        for place in range(count):
            when = datetime.combine(newest - timedelta(days=17 * place), time(10, 5 + place))
            title = self.words.news(newest.year)
            column.articles.append(Article(title, when, column, self.words.paragraphs(), source=self.site.unit))
