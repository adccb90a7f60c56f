"""A sample of the demo's pages in other mark-up: the reader says the same of them."""

from __future__ import annotations

from functools import cache

import pytest

from benchmarks.invariance import Saved, compare, demo_pages, read_all, sampled
from tests.invariance import TRANSFORMATIONS, Transformation
from tests.invariance.reading import Facts


@cache
def _sample() -> tuple[list[Saved], list[Saved], dict[str, Facts]]:
    every = demo_pages()
    pages, siblings = sampled(every, 12, seed=1), sampled(every, 60, seed=1)
    return pages, siblings, read_all(pages, siblings)


@pytest.mark.parametrize("transformation", TRANSFORMATIONS, ids=lambda each: each.name)
def test_facts_stay(transformation: Transformation) -> None:
    pages, siblings, before = _sample()
    tally = compare(pages, siblings, before, transformation, seed=1, keep=3)
    assert not [(saved.url, different) for saved, _, different, *_ in tally.examples]


def test_the_same_seed_writes_the_same_page() -> None:
    pages, *_ = _sample()
    for transformation in TRANSFORMATIONS:
        assert transformation.apply(pages[0].body, 7) == transformation.apply(pages[0].body, 7), transformation.name
