"""What a measure counts: cases with their outcomes, kept as JSON."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.extract import ROOT

KEPT = Path(__file__).with_name("measured")
FOUND, MISSED, UNDECIDED = "found", "missed", "undecided"  # of what was planted
FALSE, QUIET, ABSTAINED = "false", "quiet", "abstained"  # elsewhere: raised, a near-miss not raised, not judged


@dataclass(frozen=True)
class Case:
    """One case of a rule. `name` tells it from others without an address; `sure` is the finding's confidence.

    `reading` is how sure the reading was that the finding rests on, where it was weighed.
    """

    rule: str
    name: str
    outcome: str
    sure: float | None = None
    reading: float | None = None


@dataclass
class Measured:
    """What one measure found, and of which state of the program."""

    source: str
    command: str
    commit: str = ""
    date: str = ""
    seconds: float = 0.0
    pages: int = 0
    processor: float = 0.0  # seconds of the processors
    vetoes: int | None = None
    false_vetoes: int | None = None
    cases: list[Case] = field(default_factory=list)
    figures: list[list[str]] = field(default_factory=list)  # further lines of a table; the first names its columns
    notes: list[str] = field(default_factory=list)
    skipped: str = ""  # why nothing was measured

    def count(self) -> Counter[tuple[str, str]]:
        """How many cases by rule and outcome."""
        return Counter((case.rule, case.outcome) for case in self.cases)


def named(*parts: object) -> str:
    """A short name of a case that repeats neither addresses nor titles."""
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:10]


def sureness(finding: dict[str, Any]) -> tuple[float | None, float | None]:
    """How sure a finding is, and how sure the reading that it rests on, as far as its record says."""
    evidence = finding.get("evidence") or {}
    said = next((text for text in evidence.get("why", ()) if str(text).startswith("把握")), "")
    reading = int(str(said).removeprefix("把握").removesuffix("%")) / 100 if said else None
    return finding.get("confidence"), reading


def save(measured: Measured, folder: Path = KEPT) -> Path:
    """Write what was measured, with the commit and the day; a case a line."""
    measured.commit, measured.date = commit(), f"{datetime.now(UTC):%Y-%m-%d}"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{measured.source.replace(' ', '_')}.json"
    head = {name: value for name, value in asdict(measured).items() if name != "cases"}
    rows = [[each.rule, each.name, each.outcome, each.sure, each.reading] for each in measured.cases]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in sorted(rows, key=lambda row: row[:3]))
    path.write_text(
        json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}") + f',\n "cases": [\n{lines}\n]}}\n', "utf-8"
    )
    return path


def load(folder: Path = KEPT) -> list[Measured]:
    """All that was measured, by source."""
    found = []
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        found.append(Measured(**data | {"cases": [Case(*row) for row in data["cases"]]}))
    return found


def commit() -> str:
    """The short name of the commit that is checked out, with a + where files differ from it."""
    head = _git("rev-parse", "--short=7", "HEAD").strip()
    changed = [line for line in _git("status", "--porcelain").splitlines() if not line.endswith((".md", ".json"))]
    return head + ("+" if changed else "")


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


def outcomes(cases: Iterable[Case]) -> Counter[str]:
    """How many cases by outcome."""
    return Counter(case.outcome for case in cases)
