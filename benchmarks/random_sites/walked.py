"""A site as it is served, page by page with its frames and scripts, and the pages that its links lead to."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from benchmarks.random_sites.eyes import Link, Sight, look, path_of, spellings, written
from benchmarks.random_sites.model import INSPECTED, Article, Column, Site
from benchmarks.random_sites.server import answer


@dataclass
class Eyes:
    """One site, page by page, as it is served."""

    site: Site
    _seen: dict[str, Sight] = field(default_factory=dict)

    def get(self, path: str) -> tuple[int, str, bytes]:
        """Status, kind and bytes of what is served at `path`."""
        return answer(self.site, path)

    def page(self, path: str) -> Sight:
        """The page at `path` with what its frames and scripts put on it."""
        if path in self._seen:
            return self._seen[path]
        self._seen[path] = seen = self._look(path)
        for inner in seen.inner:
            if inner.startswith(self.site.url):
                _, kind, body = self.get(path_of(inner))
                more = self._added(kind, body, inner)
                seen.texts += more.texts
                seen.links += more.links
                seen.media += more.media
                seen.search = seen.search or more.search
        answers = (call({"startrecord": "1", "endrecord": "999"}) for (_, column), call in self.site.calls.items()
                   if column == path)  # fmt: skip
        scripts = seen.code + "".join(answer.decode() for answer in answers)
        records = "".join(re.findall(r"<record><!\[CDATA\[(.*?)\]\]></record>", scripts, re.DOTALL))
        rows = look(records, self.site.at(path))
        seen.texts += rows.texts
        seen.links += rows.links
        return seen

    def _look(self, path: str) -> Sight:
        _, _, body = self.get(path)
        return look(body.decode(self.site.charset, "replace"), self.site.at(path))

    def _added(self, kind: str, body: bytes, url: str) -> Sight:
        text = body.decode(self.site.charset, "replace")
        return look(written(text) if "javascript" in kind else text, url)

    @cached_property
    def reached(self) -> dict[str, list[Link]]:
        """Every page of the site that its links lead to, and the links that lead there."""
        found: dict[str, list[Link]] = defaultdict(list)
        todo, done = ["/"], {"/"}
        while todo:
            for link in self.page(todo.pop()).links:
                path = path_of(link.url)
                if not link.url.startswith(self.site.url):
                    continue
                found[path].append(link)
                if path not in done and path in self.site.pages and self.site.pages[path][0].startswith("text/html"):
                    done.add(path)
                    todo.append(path)
        return dict(found)

    @cached_property
    def common(self) -> Counter[str]:
        """On how many pages each piece of text, link and picture stands."""
        every = [self.page(path) for path, (kind, _) in self.site.pages.items() if kind.startswith("text/html")]
        return Counter(piece for seen in every for piece in _pieces(seen))

    def own(self, path: str) -> set[str]:
        """What stands on a page and on hardly any other."""
        return {piece for piece in _pieces(self.page(path)) if self.common[piece] <= 2}

    @cached_property
    def articles(self) -> list[Article]:
        """All articles."""
        return [article for column in self.site.walk() for article in column.articles]

    def shown(self, article: Article) -> date | None:
        """The day that the article's page shows as its own."""
        day = article.when.date()
        text = self.page(article.path).text
        return day if any(spelling in text for spelling in spellings(day)) else None

    def newest(self, column: Column) -> date | None:
        """The newest day on the articles that the column's list leads to."""
        days = [self.shown(article) for article in column.articles if article.letter is None]
        days += [article.letter.asked for article in column.articles if article.letter]
        return max((day for day in days if day and day <= INSPECTED), default=None)


def _pieces(seen: Sight) -> set[str]:
    words = {text.strip() for text in seen.texts}
    return words | {f"link {link.url}" for link in seen.links} | {f"media {address}" for address in seen.media}
