"""Healthy sites to be changed: built by `benchmarks.random_sites`, smaller, without planted defects.

Columns and articles keep their numbers, so that a changed site has the same addresses as its twin wherever the change
does not show in them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from benchmarks.random_sites import disclosure, questions, skeletons, templates
from benchmarks.random_sites.build import Builder
from benchmarks.random_sites.model import Article, Column, Site
from benchmarks.random_sites.planting import Late

_LONGEST = {"dongtai": 5, "gonggao": 5}  # articles that are kept of the two long columns: the first page of each list


@dataclass
class Draft:
    """A filled site whose pages are not written yet, with the numbers that its addresses are made of."""

    site: Site
    skeleton: skeletons.Skeleton
    seed: int
    must: list[Late] = field(default_factory=list)  # what a site that is made with defects must be accused of
    columns: dict[int, int] = field(default_factory=dict)  # id() of a column: its number
    articles: dict[int, tuple[int, str]] = field(default_factory=dict)  # id() of an article: serial, hexadecimal digits

    def __post_init__(self) -> None:
        self._rng = Random(f"{self.seed} addresses")
        self._serial = self._rng.randint(1000, 9000)
        self._first = self._rng.randint(10, 60) * 100
        self.assign()

    def assign(self) -> None:
        """Give all columns, articles and files their addresses; those that are known keep their numbers."""
        for column in self.site.walk():
            number = self.columns.setdefault(id(column), self._first + len(self.columns) + 1)
            parts = {"folder": "/".join(each.slug for each in column.trail), "slug": column.slug, "id": number}
            column.path = self.skeleton.column.format(**parts)
            for article in column.articles:
                self._assign_article(article, parts)

    def _assign_article(self, article: Article, parts: dict[str, object]) -> None:
        if id(article) not in self.articles:
            self._serial += self._rng.randint(1, 7)
            self.articles[id(article)] = self._serial, f"{self._rng.getrandbits(128):032x}"
        serial, mixed = self.articles[id(article)]
        own = {**parts, "w": article.when, "serial": serial, "mixed": mixed}
        article.path = (self.skeleton.article if article.dated else self.skeleton.bare).format(**own)
        for place, file in enumerate(article.files, 1):
            file.path = self.skeleton.file.format(**{**own, "serial": serial * 10 + place, "ext": file.ext})
            file.name = f"{serial * 10 + place}.{file.ext}" if self.skeleton.named else ""

    def render(self) -> Site:
        """Write all pages beside those that near-misses have put there; once for each draft."""
        self.assign()
        templates.render(self.site, self.skeleton, self.seed)
        for late in self.site.late:
            late()
        self.site.expected = [truth for each in self.must for truth in each()]
        return self.site


def draft(seed: int, serial: int, host: str, port: int, skeleton: str, platform: str = "department") -> Draft:
    """The healthy site of a seed in a skeleton. `serial` tells copies apart: their code, unit and accounts."""
    rng = Random(seed)
    site, must = Site(serial, host, port, "", "", f"62{serial % 10**8:08}"), list[Late]()
    if platform == "policy_qa":
        builder = questions.QuestionBuilder(site, rng)
        builder.build()
        must = builder.truth()[0]
    else:
        (disclosure.DisclosureBuilder if platform == "disclosure" else Builder)(site, rng).build()
        _prune(site)
    site.accounts = [
        replace(each, name=f"{each.name}{serial}", url=f"{each.url}{serial}") for each in site.accounts
    ]  # fmt: skip
    site.skeleton = skeleton
    return Draft(site, skeletons.by_name(skeleton), seed, must)


def _prune(site: Site) -> None:
    """Cut the two long columns; near-misses on what is cut go with it."""
    for column in site.walk():
        if column.slug in _LONGEST:
            kept = _kept(column)
            gone = {id(each) for each in column.articles} - {id(each) for each in kept}
            column.articles = kept
            site.near = [case for case in site.near if id(case.subject) not in gone]


def _kept(column: Column) -> list[Article]:
    newest = column.newest_first()[: _LONGEST[column.slug]]
    return [each for each in column.articles if each in newest or each.pinned]
