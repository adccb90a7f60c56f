"""The truth of a fixed sample of random sites, proven from the bytes that they serve."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from functools import cache

import pytest

from benchmarks.random_sites import disclosure, plants, skeletons
from benchmarks.random_sites.judges import JUDGES
from benchmarks.random_sites.model import Site
from benchmarks.random_sites.run import make
from benchmarks.random_sites.selfcheck import check

NAMES = ("drawn", *(each.name for each in skeletons.ALL))


@cache
def _site(seed: int, skeleton: str = "") -> Site:
    return make(seed, seed % 250, 8975, skeleton)[0]


@pytest.mark.parametrize("skeleton", NAMES)
def test_the_served_bytes_bear_the_truth_out(skeleton: str) -> None:
    assert check(_site(NAMES.index(skeleton), skeleton)) == []


def test_there_are_twenty_skeletons_each_with_marks_of_its_own() -> None:
    assert len(NAMES) > 20
    seen = {name: _site(3, name).pages["/"][1] for name in NAMES}
    assert len(set(seen.values())) == len(NAMES)


def test_the_same_seed_makes_the_same_site() -> None:
    first, again = make(11, 4, 8975)[0], make(11, 4, 8975)[0]
    assert first.pages == again.pages
    assert first.expected == again.expected


def test_a_truth_that_the_bytes_do_not_bear_out_is_told() -> None:
    site = make(1, 1, 8975, "trs")[0]
    path = site.column("gonggao").newest_first()[-1].path
    kind, body = site.pages[path]
    site.pages[path] = (kind, body.replace(b"<body>", "<body>身份证号 11010519491231002X".encode(), 1))
    assert [line for line in check(site) if "X03 holds" in line and path in line]


def test_every_rule_that_looks_at_pages_is_planted_and_judged() -> None:
    planted: Counter[str] = Counter()
    for seed in range(120):
        planted.update(truth.rule for truth in _site(seed).expected)
    assert set(planted) >= set(JUDGES)
    assert set(planted) <= {*JUDGES, "A02"}
    assert len(plants.ALL) + len(set(disclosure.PLANTS)) > 35


def test_the_proof_knows_nothing_of_the_reader() -> None:
    code = "import benchmarks.random_sites.selfcheck, sys; print([n for n in sys.modules if n.startswith('govcrawl')])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"
