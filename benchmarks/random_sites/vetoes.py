"""Vetoes of an inspection of random sites that would not fall by the planted defects alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.city_truth import ROUND, view_of
from benchmarks.city_vetoes import FalseVeto, false_vetoes
from benchmarks.random_sites.model import Site
from benchmarks.random_sites.score import about, ignored
from govcrawl.domain.findings import Finding, as_record


@dataclass
class _Planted:
    """The truth of all sites, as `benchmarks.city_vetoes` asks it."""

    sites: dict[str, Site]

    def holds(self, finding: Finding) -> bool:
        """Whether the finding was planted, or may be raised beside what was."""
        site = self.sites.get(str(urlsplit(finding.target_url).hostname))
        if site is None:
            return False
        return any(about(as_record(ROUND, finding), truth) for truth in (*site.expected, *site.either))

    def ignores(self, finding: Finding) -> bool:
        """Whether loopback cannot show what the finding speaks of."""
        site = self.sites.get(str(urlsplit(finding.target_url).hostname))
        return site is not None and ignored(as_record(ROUND, finding), site)


def of(database: Path, sites: list[Site]) -> tuple[int, Iterator[FalseVeto]]:
    """How many vetoes the inspection gave, and those that are false."""
    view = view_of(database)
    planted = _Planted({site.host: site for site in sites})
    return sum(len(score.veto) for score in view.website_scores), false_vetoes(view, planted)
