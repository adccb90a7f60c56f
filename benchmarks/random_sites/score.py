"""What an inspection found of what was planted, what it raised falsely, what it did not judge."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from benchmarks.random_sites.model import Site, Truth

_IGNORED = {"A01", "N01", "N03", "N04", "S04", "S06", "S07"}  # need probes or posts, or are meaningless on loopback

Finding = dict[str, Any]


@dataclass
class Score:
    """Counts by rule, and a line for each case that went wrong."""

    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    near: Counter[str] = field(default_factory=Counter)
    wrong: list[Wrong] = field(default_factory=list)

    def table(self) -> Iterator[str]:
        """The counts as lines."""
        yield "rule  cases  found missed  false    near  not judged"
        for rule in sorted(self.found | self.missed | self.false | self.errors | self.near):
            cases = self.found[rule] + self.missed[rule]
            counts = (cases, self.found[rule], self.missed[rule], self.false[rule], self.near[rule], self.errors[rule])
            yield rule + "{:8}{:7}{:7}{:7}{:8}{:12}".format(*counts)
        right, wrong, lost = self.found.total(), self.false.total(), self.missed.total()
        yield (
            f"total {right + lost} cases, {right} found, {wrong} false, {self.errors.total()} not judged: "
            f"precision {right / max(right + wrong, 1):.4f}, recall {right / max(right + lost, 1):.4f}"
        )


@dataclass(frozen=True, order=True)
class Wrong:
    """One case that was missed or raised falsely."""

    sort: str  # missed or false
    rule: str
    skeleton: str
    seed: int
    url: str
    said: str

    def __str__(self) -> str:
        return f"{self.sort:6} {self.rule} {self.skeleton:12} seed {self.seed} {self.url} {self.said[:90]}"


def compare(sites: Iterable[Site], findings: Iterable[Finding]) -> Score:
    """The findings of an inspection of `sites` beside their truth."""
    by_host: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_host[str(urlsplit(finding["target_url"]).hostname)].append(finding)
    score = Score()
    for site in sites:
        _compare(site, by_host[site.host], score)
    score.wrong.sort()
    return score


def _compare(site: Site, findings: list[Finding], score: Score) -> None:
    score.errors.update(each["rule"] for each in findings if each["outcome"] == "error" and not ignored(each, site))
    fails = [each for each in findings if each["outcome"] == "fail" and not ignored(each, site)]
    for near in site.near:
        score.near.update(near.rules.split())
    for truth in site.expected:
        hit = [each for each in fails if about(each, truth)]
        (score.found if hit else score.missed)[truth.rule] += 1
        if not hit:
            score.wrong.append(Wrong("missed", truth.rule, site.skeleton, site.seed, truth.url, truth.why))
        fails = [each for each in fails if each not in hit]
    for each in fails:
        if not any(about(each, truth) for truth in site.either):
            score.false[each["rule"]] += 1
            said = str(each["message"])
            score.wrong.append(Wrong("false", each["rule"], site.skeleton, site.seed, each["url"], said))


def ignored(finding: Finding, site: Site) -> bool:
    """Whether a finding speaks of what loopback cannot show; hosts elsewhere cannot be resolved here."""
    return finding["rule"] in _IGNORED or (finding["rule"] == "A03" and site.host not in str(finding["value"]))


def about(finding: Finding, truth: Truth) -> bool:
    """Whether a finding is the case of `truth`."""
    if finding["rule"] != truth.rule:
        return False
    return not truth.url or finding["url"] == truth.url or f'"{truth.url}"' in json.dumps(finding, ensure_ascii=False)
