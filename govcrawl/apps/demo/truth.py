"""What an inspection of the demo city must find, must not find, and must leave undecided.

Every finding that is not listed here as fail is a false one. Of errors and skips only those are listed that were
planted: a site that cannot be read makes further rules undecided.
"""

from __future__ import annotations

from dataclasses import dataclass

from govcrawl.apps.demo.city import City
from govcrawl.apps.demo.model import DemoArticle, Expected, File, Planted
from govcrawl.apps.demo.planted import Built
from govcrawl.apps.demo.render import url_of
from pipelines.catalogue import rules_about
from pipelines.model import Subject

# Rules whose findings speak of a link, a file or a name; for the others `value` says nothing.
RULES_WITH_VALUE = rules_about(*Subject)


@dataclass(frozen=True, slots=True)
class Truth:
    """One expectation. `outcome` clean: this rule must not raise anything at this address."""

    rule: str
    target: str
    url: str
    value: str
    outcome: str
    note: str


def truth(city: City) -> list[Truth]:
    """All expectations, in the order of the sites."""
    found = [_resolved(city, built, planted) for built in city.built for planted in built.planted]
    found += [
        Truth(each.rule, each.site.name, _at(city, each), each.value, each.outcome, each.note) for each in city.further
    ]
    found += [
        Truth("A02", site.name, city.address(site), "", outcome, note) for site, outcome, note in city.whole_sites
    ]
    return found


def _at(city: City, expected: Expected) -> str:
    return city.address(expected.site).rstrip("/") + expected.path


def _resolved(city: City, built: Built, planted: Planted) -> Truth:
    value = planted.value
    if isinstance(value, File):
        if not isinstance(planted.where, DemoArticle):
            raise TypeError(f"{planted.rule}: a file stands on an article")
        value = built.portal.base + built.style.file_path(planted.where, value)
    elif isinstance(value, DemoArticle):
        value = url_of(built.portal, built.style, value)
    elif value.startswith("/"):
        value = built.portal.base + value
    return Truth(
        planted.rule, built.portal.county.site_name, city.url_of(built, planted), value, planted.outcome, planted.note
    )
