"""An inspection of a fixed sample of random sites finds what was planted, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.random_sites import run, vetoes
from benchmarks.random_sites.score import compare

SAMPLE = ((1, "sitebuilder"), (2, "ucap"), (3, "drawn"))


@pytest.mark.night
@pytest.mark.browser
def test_a_fixed_sample_is_read_rightly(tmp_path: Path) -> None:
    sites = [run.make(seed, place, 8976, skeleton)[0] for place, (seed, skeleton) in enumerate(SAMPLE)]
    run.inspect(sites, tmp_path)
    score = compare(sites, run.findings(tmp_path))
    assert [str(wrong) for wrong in score.wrong] == []
    assert score.found.total() == sum(len(site.expected) for site in sites)
    count, false = vetoes.of(tmp_path / "govcrawl.db", sites)
    assert count >= 0
    assert list(false) == []
