"""Failures of random sites that were made small and cured: none of them comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.random_sites import run
from benchmarks.random_sites.shrink import load

CASES = sorted(path.parent for path in Path(__file__).with_name("cases").glob("*/case.json"))


@pytest.mark.night
@pytest.mark.browser
def test_cured_failures_stay_cured(tmp_path: Path) -> None:
    loaded = [load(place, f"127.81.9.{at + 1}", 8977) for at, place in enumerate(CASES)]
    run.inspect([site for site, _ in loaded], tmp_path)
    found = run.findings(tmp_path)
    back = []
    for place, (site, failure) in zip(CASES, loaded, strict=True):
        of_site = [each for each in found if f"//{site.host}:" in each["target_url"]]
        assert of_site, f"{place.name} was not inspected"
        if failure.stays(site, of_site, proven=True):
            back.append(place.name)
    assert back == []
