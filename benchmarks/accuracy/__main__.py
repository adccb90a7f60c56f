"""`python -m benchmarks.accuracy`: measure, and write docs/accuracy.md."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from benchmarks.accuracy import calibration, of_nights, of_shared, report
from benchmarks.accuracy.cases import KEPT, Measured, load, save
from benchmarks.extract import ROOT

_SHARED = ROOT.parent / "shared"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", choices=sorted(MEASURES), help="measure only this; may be repeated")
    parser.add_argument("--report", action="store_true", help="write the page from what was measured, measure nothing")
    parser.add_argument(
        "--calibrate", action="store_true", help="learn pipelines/confidence.yaml from what was measured"
    )
    parser.add_argument("--kept", type=Path, default=KEPT, help="folder of what was measured")
    parser.add_argument("--shared", type=Path, default=_SHARED, help="folder of city/ and traps/")
    pages = os.environ.get("TEST_GOVCRAWL_REAL_PAGES") or _SHARED / "real_pages"
    parser.add_argument("--pages", type=Path, default=Path(pages), help="folder of the labelled real pages")
    parser.add_argument("--sites", type=int, default=200, help="random sites")
    parser.add_argument("--copies", type=int, default=4, help="healthy sites that each mutation is tried on")
    parser.add_argument("--seed", type=int, help="of the city (2021), of mutations (1), of the first random site (1)")
    parser.add_argument("--port", type=int, default=8970, help="the first of eight ports on loopback")
    return parser.parse_args()


def _seed(given: argparse.Namespace, otherwise: int) -> int:
    return otherwise if given.seed is None else int(given.seed)


MEASURES: dict[str, Callable[[argparse.Namespace], Measured]] = {
    "pages": lambda given: of_shared.of_pages(given.pages),
    "changed-pages": lambda given: of_shared.of_changed_pages(given.pages),
    "demo": lambda given: of_nights.of_demo(),
    "traps": lambda given: of_shared.of_traps(given.shared, given.port + 1),
    "city": lambda given: of_shared.of_city(given.shared, given.port + 2, _seed(given, 2021)),
    "mutations": lambda given: of_nights.of_mutations(given.copies, _seed(given, 1), given.port + 3),
    "random": lambda given: of_nights.of_random_sites(given.sites, _seed(given, 1), given.port + 5),
}


def main() -> None:
    """Read the arguments, measure, and write the page."""
    given = _arguments()
    for name in () if given.report or given.calibrate else given.only or MEASURES:
        made = MEASURES[name](given)
        path = save(made, given.kept)
        print(
            f"{name}: {made.skipped or f'{len(made.cases)} cases in {made.seconds:.0f} s'} -> {path.name}", flush=True
        )
    every = load(given.kept)
    if given.calibrate:
        calibration.write(every)
    report.write(every)


if __name__ == "__main__":
    main()
