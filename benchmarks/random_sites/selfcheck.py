"""Proves the truth of random sites from the bytes that they serve.

For each rule `judges` lists what violates it on a site, by looking at the served pages with `eyes` alone. What was
planted must be on the list, and nothing else may be but what the truth leaves open. Neither this module nor what it
imports knows the reader.
"""

from __future__ import annotations

from benchmarks.random_sites.judges import JUDGES
from benchmarks.random_sites.model import Site
from benchmarks.random_sites.walked import Eyes


def check(site: Site) -> list[str]:
    """What in the truth of `site` its served bytes do not bear out, a line each."""
    if site.down:
        return []
    at = Eyes(site)
    paths = [each.path for each in site.walk()] + [each.path for each in at.articles]
    wrong = [f"not reached: {path}" for path in paths if path not in at.reached]
    wrong += [f"{len(site.pages)} pages, {len(site.walk())} columns, {len(site.near)} near-misses"] * (
        len(site.pages) < 25 or len(site.walk()) < 8 or len(site.near) < 10 or len(site.expected) < 3
    )
    for rule, judge in JUDGES.items():
        said = {site.at(path) if path.startswith("/") else path for path in judge(at)}
        planted = {truth.url for truth in site.expected if truth.rule == rule}
        open_ = {truth.url for truth in site.either if truth.rule == rule}
        wrong += [f"{rule} planted, but does not hold: {url}" for url in planted - said]
        wrong += [f"{rule} holds, and the truth does not know: {url}" for url in said - planted - open_]
    return [f"seed {site.seed} {site.skeleton}: {line}" for line in wrong]
