"""What the plants of columns and of pages share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random

from benchmarks.random_sites.model import INSPECTED, Article, Column, Site, Truth

Late = Callable[[], list[Truth]]  # addresses are known only when all is planted
Plant = Callable[[Site, Random], tuple[Late, Late]]


def nothing() -> list[Truth]:
    return []


def age(column: Column, days: int) -> None:
    newest = column.newest_first()[0].when
    shift = timedelta(days=days) - (INSPECTED - newest.date())
    for article in column.articles:
        article.when -= shift


def at(site: Site, rules: str, subject: Column | Article, why: str = "") -> Late:
    return lambda: [Truth(rule, site.at(subject.path), why) for rule in rules.split()]


def anywhere(rules: str, why: str = "") -> Late:
    return lambda: [Truth(rule, "", why) for rule in rules.split()]


def some(site: Site, rng: Random, slug: str) -> Article:
    """One of the newer articles of a column on which no near-miss stands and nothing is planted."""
    used = {id(case.subject) for case in site.near} | site.planted
    free = [each for each in site.column(slug).newest_first() if id(each) not in used and not each.pinned]
    plain = [each for each in free if not each.extra and not each.files and not each.shown] or free
    found = rng.choice(plain[:4])
    site.planted.add(id(found))
    return found


def drop(site: Site, slug: str) -> None:
    """Take a column off the site, and the near-misses that stood in it."""
    gone = site.column(slug)
    lost = {id(each) for column in (gone, *gone.children) for each in (column, *column.articles)}
    site.columns = [each for each in site.columns if each is not gone]
    for column in site.columns:
        column.children = [each for each in column.children if each is not gone]
    site.near = [case for case in site.near if id(case.subject) not in lost]
