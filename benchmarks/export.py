"""How long `govcrawl export` takes, how much memory it needs and how often it reads the same thing.

`python -m benchmarks.export --database demo-out/govcrawl.db --against ../govcrawl-before`

Exports the round of a finished database (`govcrawl demo --out demo-out` makes one) and a synthetic round; with
`--against`, by the code of another checkout too, in turns. Each export is a process of its own that runs the
command `govcrawl export`, by the interpreter of its checkout (`.venv/bin/python`) where there is one.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from functools import wraps
from importlib.metadata import entry_points
from pathlib import Path
from shutil import copyfile
from typing import Any

_HERE = Path(__file__).resolve().parents[1]
_PACKAGES = ("govcrawl", "exports", "analysis", "pipelines")
_HEADINGS = ("round", "code", "seconds", "CPU seconds", "peak MB", "reads of the round", "rubrics parsed (different)")


def main() -> None:
    """Measure what the command line asks for, or be the process that is measured."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--database", type=Path, help="SQLite file of a finished round, for example of the demo")
    arguments.add_argument("--round", default="2021Q3", help="the round of that database")
    arguments.add_argument("--targets", type=int, default=3_000, help="of the synthetic round; 0: none is made")
    arguments.add_argument("--findings", type=int, default=300_000, help="of the synthetic round")
    arguments.add_argument("--against", type=Path, help="another checkout, measured beside this one")
    arguments.add_argument("--run", nargs=3, help=argparse.SUPPRESS)  # the process that is measured
    given = arguments.parse_args()
    if given.run:
        _run(*given.run)
        return
    if given.database is None:
        sys.stdout.write("No --database: `govcrawl demo --out demo-out` makes one (demo-out/govcrawl.db).\n")
    checkouts = [_HERE, *([given.against.resolve()] if given.against else [])]
    sys.stdout.write(f"| {' | '.join(_HEADINGS)} |\n|{'---|' * len(_HEADINGS)}\n")
    with tempfile.TemporaryDirectory() as folder:
        for name, database, round_name in _databases(given, Path(folder)):
            _compare(name, database, round_name, checkouts)


def _databases(given: argparse.Namespace, folder: Path) -> Iterator[tuple[str, Path, str]]:
    """Name, copy and round of each database; the archive beside it is linked."""
    if given.database is not None:
        place = folder / "given"
        place.mkdir()
        copyfile(given.database, place / "govcrawl.db")
        archive = given.database.resolve().parent / "archive"
        if archive.is_dir():
            (place / "archive").symlink_to(archive)
        yield given.database.name, place / "govcrawl.db", given.round
    if given.targets:
        from benchmarks import report_round  # the measured process of another checkout must not import it

        place = folder / "synthetic"
        place.mkdir()
        report_round.write(place / "govcrawl.db", given.targets, given.findings).dispose()
        yield f"{given.targets:,} targets, {given.findings:,} findings", place / "govcrawl.db", report_round.ROUND.name


def _compare(name: str, database: Path, round_name: str, checkouts: list[Path]) -> None:
    found = []
    for checkout in checkouts:
        told = _measure(checkout, database, round_name)
        found.append(told)
        code = "this" if checkout == _HERE else checkout.name
        times = (f"{told['seconds']:.1f}", f"{told['cpu']:.1f}", f"{told['peak']:.0f}")
        cells = (name, code, *times, told["reads"], f"{told['parsed']} ({told['different']})")
        sys.stdout.write(f"| {' | '.join(map(str, cells))} |\n")
        sys.stdout.flush()
    if len(found) > 1:
        ours, theirs = found
        ratios = (f"{ours[key] / theirs[key]:.2f}" for key in ("seconds", "cpu", "peak"))
        sys.stdout.write(f"| {name} | ratio | {' | '.join(ratios)} | | |\n")


def _measure(checkout: Path, database: Path, round_name: str) -> dict[str, Any]:
    """One export by the code of this checkout: seconds, CPU seconds, peak memory in MB, counts of reads and parses."""
    own = checkout / ".venv" / "bin" / "python"
    python = str(own) if own.exists() else sys.executable
    with tempfile.TemporaryDirectory() as out:
        # -P: the folder of this script holds modules whose names others have too.
        command = [python, "-P", str(Path(__file__).resolve()), "--run", str(database), round_name, out]
        environment = {**os.environ, "PYTHONPATH": str(checkout)}
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment, cwd=checkout)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _run(database: str, round_name: str, out: str) -> None:
    """Run `govcrawl export` in this process; what it took goes to standard output as JSON, on the last line."""
    started = time.perf_counter()
    (command,) = entry_points(group="console_scripts", name="govcrawl")
    start = command.load()
    calls: dict[str, Counter[str]] = {"read_round": Counter(), "parse_rubric": Counter()}
    _count("read_round", 1, calls["read_round"])
    _count("parse_rubric", 0, calls["parse_rubric"])
    sys.argv = ["govcrawl", "export", "--round", round_name, "--db", f"sqlite:///{database}", "--out", out]
    try:
        start()
    except SystemExit as end:
        if end.code:
            raise
    used = resource.getrusage(resource.RUSAGE_SELF)
    told = {
        "seconds": time.perf_counter() - started,
        "cpu": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss / 1024,
        "reads": calls["read_round"][round_name],
        "parsed": calls["parse_rubric"].total(),
        "different": len(calls["parse_rubric"]),
    }
    sys.stdout.write(f"\n{json.dumps(told)}\n")


def _count(name: str, argument: int, calls: Counter[str]) -> None:
    """Count the calls of the function of this name by the value of an argument, wherever it has been imported."""
    modules = [module for key, module in sys.modules.items() if key.partition(".")[0] in _PACKAGES]
    for module in modules:
        function = vars(module).get(name)
        if function is not None:
            setattr(module, name, _counting(function, argument, calls))


def _counting(function: Any, argument: int, calls: Counter[str]) -> Any:
    @wraps(function)
    def counted(*arguments: Any, **named: Any) -> Any:
        calls[str(arguments[argument])] += 1
        return function(*arguments, **named)

    return counted


if __name__ == "__main__":
    main()
