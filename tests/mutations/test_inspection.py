"""An inspection of a fixed sample of mutations finds each, and raises nothing else that its twin does not have."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.mutations import night
from benchmarks.mutations.catalogue import ALL
from benchmarks.random_sites import run

pytestmark = [pytest.mark.night, pytest.mark.browser]
SAMPLE = {
    ("M03", "PubDate gone"), ("X02", "hidden, not visible"), ("T02", "one of three"), ("I01", "link_only_named"),
    ("C01", "nothing yet"),
}  # fmt: skip


def test_each_is_found_alone(tmp_path: Path) -> None:
    chosen = [each for each in ALL if (each.rule, each.name) in SAMPLE]
    assert len(chosen) == len(SAMPLE)
    every = night.mutants(1, 1, 8973, chosen, shapes=("wordpress",))
    night.inspect(every, tmp_path)
    outcomes = list(night.judge(every, run.findings(tmp_path)))
    assert {each.mutant.name: each.state for each in outcomes} == {each.mutant.name: "found" for each in outcomes}
    assert [(each.mutant.name, each.others) for each in outcomes if each.others] == []
