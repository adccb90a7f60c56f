"""One night of every fault of `tests.faults` beside ten healthy sites, as a table, and what the worst take of memory.

The settings are those of the tests: short time-outs, 8 MiB for a body, 30 seconds for a step. `--defaults` takes
those of a real night, `--alone` inspects each fault by itself too, not only those that are meant to fill the memory.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.faults import stuck
from tests.faults.crawl import Crawled, inspect
from tests.faults.healthy import HEALTHY
from tests.faults.server import Served, Site, serve
from tests.faults.sites import HEAVY, prepared

_TESTS = ("GOVCRAWL_FREEZE_SECONDS=30",)
_DEFAULTS = ("DOWNLOAD_TIMEOUT=30", "DOWNLOAD_MAXSIZE=33554432", "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT=45000")


def _row(name: str, crawled: Crawled, served: Served, host: str, started: float) -> str:
    site = crawled.site(name)
    answer = site.answer.chinese + (f"：{site.reason}" if site.reason else "")
    unread = "；".join(sorted({page.reason for page in site.unread})) or "—"
    bounds = "、".join(f"{bound.name} {bound.limit:.12g}" for bound in site.bounds) or "—"
    seconds = served.last.get(host, started) - started
    return f"| {name} | {answer} | {unread} | {bounds} | {seconds:.1f} | {served.requests[host]} |"


def _same(left: Crawled, right: Crawled) -> bool:
    """Whether two nights have judged the healthy sites alike."""
    return all(
        {(each.key, each.outcome, each.message) for each in left.findings(site.name)}
        == {(each.key, each.outcome, each.message) for each in right.findings(site.name)}
        for site in HEALTHY
    )


def _night(served: Served, sites: Sequence[Site], folder: Path, settings: Sequence[str]) -> tuple[Crawled, float]:
    folder.mkdir()
    served.requests.clear()
    served.last.clear()
    started = time.monotonic()
    return inspect(served, sites, folder, [stuck.ADDON, *settings]), started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--defaults", action="store_true", help="time-outs and sizes of a real night")
    parser.add_argument("--alone", action="store_true", help="each fault by itself, too")
    given = parser.parse_args()
    settings = _DEFAULTS if given.defaults else _TESTS
    faults = prepared()
    with tempfile.TemporaryDirectory() as name, serve([*faults, *HEALTHY]) as served:
        folder = Path(name)
        alone, _ = _night(served, HEALTHY, folder / "alone", settings)
        together, started = _night(served, served.sites, folder / "together", settings)
        print("| fault | answer of the home page | pages not read | bounds | done after s | requests |")
        print("|---|---|---|---|---:|---:|")
        for site in served.sites:
            print(_row(site.name, together, served, site.host, started))
        seconds = max(served.last.values()) - started
        peak = together.peak
        print(f"\nAll {len(served.sites)} sites: {seconds:.0f} s, exit code {together.code}, peak {peak:.0f} MiB.")
        print(f"The {len(HEALTHY)} healthy sites alone: peak {alone.peak:.0f} MiB.")
        print(f"Findings of the healthy sites as if alone: {'yes' if _same(alone, together) else 'NO'}.\n")
        print(
            "| this fault alone | answer of the home page | pages not read | bounds | done after s | requests | MiB |"
        )
        print("|---|---|---|---|---:|---:|---:|")
        for place, each in enumerate(site for site in faults if given.alone or site.name in HEAVY):
            crawled, started = _night(served, [each], folder / str(place), settings)
            print(f"{_row(each.name, crawled, served, each.host, started)} {crawled.peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
