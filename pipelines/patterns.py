"""Patterns over a target: where one rule raises most of its columns or pages, or all of one kind, we may be at fault.

A reader that misreads a template misreads all its pages alike. Such findings stand when another reader, the browser,
has seen the same on a few of those pages; then they have one cause, which their evidence names. Else they are
undecided.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b
from urllib.parse import parse_qsl, urlsplit

from govcrawl.domain.findings import Finding
from govcrawl.domain.items import Pattern, Sample

FEWEST = 5  # findings below which nothing is called a pattern
SAMPLES = 3  # pages that are looked at for each
_DIGITS = re.compile(r"\d+")
_TOKEN = re.compile(r"[^_\-.]+")

Claims = Mapping[str, Collection[str]]  # by address of each column (or page) that was judged: rules that would raise it


def kind_of(url: str) -> str:
    """What addresses of one template have in common: the file's name without its numbers, and names of parameters."""
    parts = urlsplit(url)
    name = _DIGITS.sub("#", parts.path.rpartition("/")[2])
    token, dot, extension = name.partition(".")
    first = _TOKEN.match(token)
    stem = first[0] if first and first[0] != token else token
    keys = "&".join(sorted(key for key, _ in parse_qsl(parts.query, keep_blank_values=True)))
    return f"{stem}{dot}{extension}?{keys}" if keys else f"{stem}{dot}{extension}"


def patterns_in(claims: Claims) -> Iterator[Pattern]:
    """The patterns among `claims`, by rule and kind, each with the pages that another reader shall look at."""
    for rule in sorted({rule for rules in claims.values() for rule in rules}):
        raised = sorted(url for url, rules in claims.items() if rule in rules)
        if len(raised) < FEWEST:
            continue
        if 2 * len(raised) > len(claims):
            yield _pattern(rule, "", raised, len(claims))
            continue
        for kind in sorted({kind_of(url) for url in raised}):
            alike = [url for url in claims if kind_of(url) == kind]
            mine = [url for url in raised if kind_of(url) == kind]
            if len(mine) >= FEWEST and len(mine) == len(alike) < len(claims):
                yield _pattern(rule, kind, mine, len(alike))


def _pattern(rule: str, kind: str, raised: list[str], judged: int) -> Pattern:
    # Any order will do that is the same on every run and does not follow the site's own.
    chosen = sorted(raised, key=lambda url: blake2b(url.encode("utf-8", "replace"), digest_size=8).digest())
    return Pattern(rule, kind, len(raised), judged, [Sample(url) for url in sorted(chosen[:SAMPLES])])


def judge_patterns(findings: Iterable[Finding], patterns: Iterable[Pattern]) -> list[Finding]:
    """The `findings` of one target, where a pattern covers them with their common cause, or undecided."""
    found = list(findings)
    for pattern in patterns:
        covered = [at for at, each in enumerate(found) if _covers(pattern, each)]
        for at in covered:
            found[at] = (
                _confirmed(found[at], pattern, len(covered)) if pattern.confirmed else _doubted(found[at], pattern)
            )
    return found


def _covers(pattern: Pattern, finding: Finding) -> bool:
    if finding.rule != pattern.rule or finding.outcome != "fail":
        return False
    return not pattern.kind or kind_of(finding.url) == pattern.kind


def _named(pattern: Pattern) -> str:
    return f"（网址形如 {pattern.kind}）" if pattern.kind else ""


def _confirmed(finding: Finding, pattern: Pattern, number: int) -> Finding:
    cause = f"同一模板问题{_named(pattern)}，涉及{number}处，用浏览器抽查{pattern.looked}页均属实"
    return replace(finding, evidence=finding.evidence | {"cause": cause, "cause_total": number})


def _doubted(finding: Finding, pattern: Pattern) -> Finding:
    other = next((sample.seen for sample in pattern.samples if sample.holds is False), "")
    what = f"用浏览器抽查{pattern.looked}页，与第一次读取不一致" if pattern.looked else "未能用浏览器抽查证实"
    doubt = f"{pattern.judged}处中有{pattern.found}处同样{_named(pattern)}，{what}，需人工查看"
    evidence = finding.evidence | {"read": finding.message, "seen": other or doubt}
    return replace(finding, outcome="error", message=f"{finding.message}：{doubt}", evidence=evidence)
