"""A failing site becomes small while its failure stays; the judges of the truth serve as the inspector."""

from __future__ import annotations

import json
from copy import copy
from pathlib import Path

from benchmarks.random_sites.judges import JUDGES
from benchmarks.random_sites.model import Site
from benchmarks.random_sites.run import make
from benchmarks.random_sites.score import Finding, Wrong
from benchmarks.random_sites.shrink import Failure, Shrinker, load, write
from benchmarks.random_sites.walked import Eyes


def _judged(sites: list[Site]) -> list[list[Finding]]:
    """Findings of an inspector that sees identity numbers, and nothing else."""
    return [
        [{"outcome": "fail", "rule": "X03", "url": site.at(path)} for path in JUDGES["X03"](Eyes(site))]
        for site in sites
    ]


def test_pages_and_blocks_go_and_the_failure_stays(tmp_path: Path) -> None:
    site = copy(make(5, 5, 8975, "central")[0])
    path = site.column("gonggao").newest_first()[-1].path
    kind, body = site.pages[path]
    number = "<p>身份证号 11010519491231002X</p></div>".encode()
    site.pages = {**site.pages, path: (kind, body.replace(b"</div>", number, 1))}
    pages, length = len(site.pages), len(site.pages[path][1])
    wrong = Wrong("false", "X03", "central", 5, site.at(path), "said")
    failure = Failure.of(wrong, site)
    assert Shrinker(site, failure, _judged).shrink(rounds=20)
    assert len(site.pages) < pages / 4
    assert len(site.pages[path][1]) < length / 2
    assert b"11010519491231002X" in site.pages[path][1]
    place = write(site, failure, wrong, tmp_path)
    case = json.loads((place / "case.json").read_text("utf-8"))
    assert (case["rule"], case["path"], len(case["pages"])) == ("X03", path, len(site.pages))
    assert (place / case["pages"][path]["file"]).read_bytes() == site.pages[path][1]
    again, same = load(place, site.host, site.port)
    assert (again.pages, same) == (site.pages, failure)


def test_a_failure_that_is_not_there_is_not_shrunk() -> None:
    site = copy(make(6, 6, 8975, "trs")[0])
    site.pages = {path: page for path, page in site.pages.items() if path == "/"}
    assert not Shrinker(site, Failure("false", "X03", "/"), _judged).shrink()
