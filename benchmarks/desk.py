"""The review desk's questions to the database over a synthetic round: `python -m benchmarks.desk`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from analysis.round_view import RoundView
from benchmarks import report_round
from govcrawl.store.progress import read_progress
from govcrawl.store.queue import Wanted, place_in_queue, read_choices, read_queue
from govcrawl.store.reader import read_round

_ROUND = report_round.ROUND.name
_PAGE = 50
_Told = TypeVar("_Told")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--targets", type=int, default=3_000)
    arguments.add_argument("--findings", type=int, default=300_000)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = report_round.write(Path(folder) / "govcrawl.db", given.targets, given.findings)
        total, rows = _timed("the queue's first page", lambda: read_queue(engine, _ROUND, Wanted(), 0, _PAGE))
        unit, key = rows[0].finding.unit, rows[-1].finding.key
        _timed("its last page", lambda: read_queue(engine, _ROUND, Wanted(), max(0, total - _PAGE), _PAGE))
        _timed("of one unit", lambda: read_queue(engine, _ROUND, Wanted(unit=unit), 0, _PAGE))
        _timed("with two words", lambda: read_queue(engine, _ROUND, Wanted(text="申请表 77"), 0, _PAGE))
        _timed("where a finding stands in it", lambda: place_in_queue(engine, _ROUND, Wanted(), key))
        _timed("what the filters offer", lambda: read_choices(engine, _ROUND))
        _timed("progress of the night", lambda: read_progress(engine, _ROUND))
        target = read_round(engine, _ROUND).targets[0].target
        _timed("one target's score", lambda: RoundView(engine, _ROUND, target.url).score_of(target))
        _timed("all websites' scores", lambda: RoundView(engine, _ROUND).website_scores)
        engine.dispose()


def _timed(name: str, action: Callable[[], _Told]) -> _Told:
    started = time.perf_counter()
    told = action()
    sys.stdout.write(f"{name:<32}{time.perf_counter() - started:6.2f} s\n")
    return told


if __name__ == "__main__":
    main()
