"""The articles from which a site's template is learned: read once where they teach nothing that touches them.

All of them are learned before any of them counts, so that no article is read with less than the site's model knows in
the end. Most often that is what its columns have told already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from govcrawl.extract import SiteModel
from govcrawl.extract.blocks import Traces
from spiders.fetching import Fetched
from spiders.phases.article_reader import ArticleReading
from spiders.run import TargetRun


@dataclass(slots=True)
class _Learned:
    """An article, folded, with what was read of it and taken from it when it arrived."""

    fetched: Fetched
    reading: ArticleReading
    traces: Traces
    site: SiteModel | None  # what was known of the site then


class ArticleSample:
    """The articles that have arrived, in little room."""

    def __init__(self, run: TargetRun, read: Callable[[Fetched], ArticleReading]) -> None:
        """`read` makes of the answer of an article all that is taken from its page."""
        self._run, self._read = run, read
        self._learned: list[_Learned] = []

    def learn(self, fetched: Fetched) -> None:
        """Take an article into the model of its site."""
        traces = self._run.pages.model.learn(fetched.page, SiteModel.ARTICLES)
        reading = self._read(fetched)
        self._learned.append(_Learned(fetched.folded(), reading, traces, fetched.site))

    def __bool__(self) -> bool:
        return bool(self._learned)

    def take_all(self) -> Iterator[tuple[Fetched, ArticleReading | None]]:
        """Hand out all articles in an order of their own, each with its reading.

        None where the site's model, which must know all of them, reads the page otherwise than it was read: it has to
        be read again.
        """
        site = self._run.pages.site
        learned, self._learned = sorted(self._learned, key=lambda each: each.fetched.url), []
        for each in learned:
            if site is not None and each.site is not None and site.reads_alike(each.site, each.traces):
                yield each.fetched, each.reading
            else:
                yield each.fetched.unfolded(site), None
