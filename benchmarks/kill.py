"""Kill -9 at random moments: a night, the export of its files, the import of decisions, over and over.

    python -m benchmarks.kill [--kills 100] [--small] [--seed 1]

The night is killed with all that it has started, or (every third time) its first process alone, so that workers are
left behind; then it goes on with --resume. What the store holds at the end must be what an unbroken night holds: facts
lost, doubled or different are counted. Files of a killed export must be whole or not there, a killed import all or
nothing, and the archive must open in other people's tools.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from sqlalchemy import func, select

from govcrawl.store.archive.location import archive_root
from govcrawl.store.decision_models import ReviewRow
from govcrawl.store.reader import read_findings
from tests.cli.filling import fill
from tests.night.city import DATE, ROUND, Night, city_night

_LIVES = {"night": (1.0, 12.0), "export": (0.3, 5.0), "import": (0.3, 2.5)}  # seconds until the kill
_NIGHT_SHARE = 0.7  # of all kills
_DECISIONS = 40


@dataclass
class Tally:
    kills: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)  # runs that were done before their kill
    faults: list[str] = field(default_factory=list)


def command(night: Night, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "govcrawl", *arguments, "--db", night.database]


def start(night: Night, *arguments: str) -> subprocess.Popen[bytes]:
    log = (night.plan.log_file.parent / "killed.log").open("ab")
    folder = night.plan.log_file.parent
    return subprocess.Popen(command(night, *arguments), stdout=log, stderr=log, start_new_session=True, cwd=folder)


def killed(process: subprocess.Popen[bytes], life: float, *, alone: bool = False) -> bool:
    """Whether the process had to be killed after its life; all that it started goes too, unless `alone`."""
    try:
        process.wait(timeout=life)
    except subprocess.TimeoutExpired:
        if alone:
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def inspect_arguments(night: Night) -> list[str]:
    plan = night.plan
    settings = [part for each in plan.settings for part in ("-s", each)]
    return ["inspect", "--register", str(plan.register), "--round", ROUND, "--date", DATE, "--resume", *settings]


def break_night(night: Night, kills: int, tally: Tally, dice: random.Random) -> None:
    """Kill the night until it is done, or has been killed so often; then let it end."""
    for number in range(kills):
        process = start(night, *inspect_arguments(night))
        if not killed(process, dice.uniform(*_LIVES["night"]), alone=number % 3 == 2):
            tally.ended["night"] += 1
            return
        tally.kills["night"] += 1
    process = start(night, *inspect_arguments(night))
    if process.wait(timeout=1800) not in (0, 1):
        tally.faults.append(f"a resumed night ended with {process.returncode}")


def compare(name: str, whole: list[dict[str, Any]], broken: list[dict[str, Any]], tally: Tally) -> None:
    one, two = (Counter(map(repr, facts)) for facts in (whole, broken))
    lost, more = one - two, two - one
    doubled = [fact for fact, times in two.items() if times > one[fact] > 0]
    tally.faults += [f"{name}: lost {fact[:300]}" for fact in lost] + [f"{name}: new {fact[:300]}" for fact in more]
    print(f"  {name}: {sum(two.values())} facts, lost {lost.total()}, doubled {len(doubled)}, other {more.total()}")


def break_exports(night: Night, folder: Path, kills: int, tally: Tally, dice: random.Random) -> None:
    for number in range(kills):
        out = folder / f"out-{number}"
        process = start(night, "export", "--round", ROUND, "--out", str(out))
        if killed(process, dice.uniform(*_LIVES["export"])):
            tally.kills["export"] += 1
        else:
            tally.ended["export"] += 1
        for path in sorted((out / ROUND).rglob("*")) if (out / ROUND).exists() else ():
            if path.suffix in (".xlsx", ".docx") and not path.name.startswith("."):
                try:
                    with ZipFile(path) as archive:
                        broken = archive.testzip()
                except (BadZipFile, OSError) as fault:
                    broken = type(fault).__name__
                if broken:
                    tally.faults.append(f"export: {path.name} is half-written ({broken})")


def break_imports(night: Night, folder: Path, kills: int, tally: Tally, dice: random.Random) -> None:
    """Each import is of decisions that the store does not hold yet: all of them come, or none."""
    engine = night.engine()
    for number in range(kills):
        book = folder / f"review-{number}.xlsx"
        subprocess.run(
            command(night, "review", "export", str(book), "--round", ROUND), check=True, capture_output=True, cwd=folder
        )
        keys = sorted(each.key for each in read_findings(engine, ROUND, "fail"))
        chosen = set(dice.sample(keys, min(_DECISIONS, len(keys))))
        decision = {"复核意见": "属实", "说明": f"第{number}次", "复核人": "测试"}
        fill(book, partial(_is_in, chosen), **decision)
        with engine.connect() as connection:
            before = connection.execute(select(func.count()).select_from(ReviewRow)).scalar_one()
        process = start(night, "review", "import", str(book), "--round", ROUND)
        if killed(process, dice.uniform(*_LIVES["import"])):
            tally.kills["import"] += 1
        else:
            tally.ended["import"] += 1
        with engine.connect() as connection:
            after = connection.execute(select(func.count()).select_from(ReviewRow)).scalar_one()
        if after - before not in (0, len(chosen)):
            tally.faults.append(f"import: {after - before} of {len(chosen)} decisions")
    engine.dispose()


def _is_in(keys: set[str], row: dict[str, Any]) -> bool:
    return row["编号"] in keys


def check_archive(night: Night, tally: Tally) -> None:
    """Every record is what was written, and warcio finds no fault in any file."""
    done = subprocess.run(command(night, "evidence", "check"), capture_output=True, text=True, check=False)
    print(f"  {done.stdout.strip()}")
    if done.returncode:
        tally.faults.append(f"archive: {done.stdout.strip()}")
    engine = night.engine()
    root = archive_root(engine.url)
    engine.dispose()
    files = sorted(root.rglob("*.warc.gz")) if root else []
    tool = [sys.executable, "-m", "warcio.cli", "check", *map(str, files)]
    checked = subprocess.run(tool, capture_output=True, text=True, check=False)
    if checked.returncode:
        tally.faults.append(f"warcio check: {checked.stdout[:500]}{checked.stderr[:500]}")
    print(f"  warcio check of {len(files)} files: {'faults' if checked.returncode else 'no fault'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--small", action="store_true", help="the small city")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice, tally, started = random.Random(options.seed), Tally(), time.monotonic()
    with tempfile.TemporaryDirectory() as name, city_night(Path(name), whole=not options.small) as night:
        folder = Path(name)
        night.run()
        facts = night.facts()
        print(f"unbroken night: {len(facts)} facts, {time.monotonic() - started:.0f} s", flush=True)
        wanted, number = round(options.kills * _NIGHT_SHARE), 0
        while tally.kills["night"] < wanted:
            number += 1
            broken = night.again(f"night-{number}")
            break_night(broken, wanted - tally.kills["night"], tally, dice)
            compare(f"night {number} after {tally.kills['night']} kills", facts, broken.facts(), tally)
            check_archive(broken, tally)
            sys.stdout.flush()
        rest = options.kills - tally.kills["night"]
        break_exports(night, folder, rest // 2, tally, dice)
        break_imports(night, folder, rest - rest // 2, tally, dice)
    print(
        f"kills: {dict(tally.kills)}; done before their kill: {dict(tally.ended)}; {time.monotonic() - started:.0f} s"
    )
    for fault in tally.faults[:50]:
        print(f"FAULT {fault}")
    print(f"faults: {len(tally.faults)}")
    sys.exit(1 if tally.faults else 0)


if __name__ == "__main__":
    main()
