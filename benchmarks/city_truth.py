"""What the truth of the city that others wrote says of findings; matched as its own score.py matches."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from analysis.round_view import RoundView
from benchmarks.extract import ROOT
from govcrawl.domain.findings import Finding, as_record
from govcrawl.store.session import open_database

ROUND = "2021Q3"
Line = dict[str, Any]


class CityTruth:
    """The lines of truth.jsonl at `path`; `city` is the folder of score.py."""

    def __init__(self, path: Path, city: Path) -> None:
        self.lines: list[Line] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        sys.path.insert(0, str(city))
        sys.dont_write_bytecode = True
        self.score = importlib.import_module("score")
        self._by_rule: dict[str, list[Line]] = defaultdict(list)
        for line in self.lines:
            if not line.get("clean"):
                self._by_rule[line["rule"]].append(line)

    @property
    def judged(self) -> list[Line]:
        """Lines that a finding is counted against: those without `either`."""
        return [line for line in self.lines if not line.get("either")]

    def holds(self, finding: Finding) -> bool:
        """Whether the finding must or may be raised."""
        record = as_record(ROUND, finding)
        return any(self.score.hits(record, line) for line in self._by_rule[finding.rule])

    def ignores(self, finding: Finding) -> bool:
        """Whether loopback or the machine's network decides about it, not the city."""
        return finding.rule in self.score.IGNORED or bool(self.score.outside(as_record(ROUND, finding)))


def parser(description: str) -> argparse.ArgumentParser:
    """Arguments of both tools: the database that city/run.sh kept, its truth, the city's folder."""
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("database", type=Path, help="govcrawl.db of KEEP=DIR")
    made.add_argument("truth", type=Path, help="truth.jsonl of KEEP=DIR")
    made.add_argument("--city", type=Path, default=ROOT.parent / "shared" / "city", help="folder of score.py")
    return made


def view_of(database: Path) -> RoundView:
    """The city's round in this SQLite file."""
    return RoundView(open_database(f"sqlite:///{database.absolute()}", create=False, readonly=True), ROUND)


def share(part: int, whole: int) -> str:
    """`part` of `whole` in per cent."""
    return f"{part / whole:6.1%}" if whole else "     -"
